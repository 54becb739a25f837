package api

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/lunxu/lunxu/internal/domain"
)

const contractFile = "../../infra/openapi.yaml"

func loadContract(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestTheContractIsValid(t *testing.T) {
	if err := loadContract(t).Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// The role × route table and the contract say the same (SS.3.1, SS.3.3, GP.0.1, GP.0.2).
func TestOperationsEqualTheContract(t *testing.T) {
	doc := loadContract(t)
	described := 0
	for route, item := range doc.Paths.Map() {
		for method, o := range item.Operations() {
			described++
			row, ok := OperationByID(o.OperationID)
			if !ok {
				t.Errorf("%s has no row", o.OperationID)
				continue
			}
			if row.Method != method || row.Path != route || !slices.Equal(o.Tags, []string{row.Function}) {
				t.Errorf("%s: contract %s %s of %v, row %+v", o.OperationID, method, route, o.Tags, row)
			}
			compareRoles(t, row, o)
			compareParameters(t, row, o)
			if (o.RequestBody != nil) != row.TakesBody() || o.Responses.Status(row.Status) == nil {
				t.Errorf("%s: body or success status differ", row.ID)
			}
		}
	}
	if described != len(Operations) {
		t.Errorf("contract has %d operations, the table %d", described, len(Operations))
	}
}

func compareRoles(t *testing.T, row Operation, o *openapi3.Operation) {
	t.Helper()
	var inContract []string
	for _, r := range o.Extensions["x-roles"].([]any) {
		inContract = append(inContract, r.(string))
	}
	var inTable []string
	for _, r := range row.Roles {
		inTable = append(inTable, string(r))
	}
	slices.Sort(inContract)
	slices.Sort(inTable)
	if open := o.Security != nil && len(*o.Security) == 0; open != row.Open || open != (len(inTable) == 0) {
		t.Errorf("%s: open in the contract %v, in the table %v, roles %v", row.ID, open, row.Open, inTable)
	}
	if !slices.Equal(inContract, inTable) || slices.Contains(row.Roles, domain.RoleSystem) {
		t.Errorf("%s: roles %v in the contract, %v in the table", row.ID, inContract, inTable)
	}
}

func compareParameters(t *testing.T, row Operation, o *openapi3.Operation) {
	t.Helper()
	var query []string
	keyed := false
	for _, p := range o.Parameters {
		switch {
		case p.Value.In == "query":
			query = append(query, p.Value.Name)
		case p.Value.Name == "Idempotency-Key":
			keyed = p.Value.Required
		}
	}
	if keyed != row.Write {
		t.Errorf("%s: Idempotency-Key %v, write %v", row.ID, keyed, row.Write)
	}
	if slices.Sort(query); !slices.Equal(query, slices.Sorted(slices.Values(row.Query))) {
		t.Errorf("%s: query %v in the contract, %v in the table", row.ID, query, row.Query)
	}
}

func TestTheContractIsWhereItBelongs(t *testing.T) {
	if _, err := os.Stat(filepath.FromSlash(contractFile)); err != nil {
		t.Fatal(err)
	}
}
