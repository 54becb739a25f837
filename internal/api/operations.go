package api

import (
	"net/http"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

// Operation is one row of the role × route table.
type Operation struct {
	ID       string // operationId of the contract
	Method   string
	Path     string
	Roles    []domain.Role // who may call it; what a policy adds is checked with the site's rules
	Function string        // the folder under functions/ that serves it
	Write    bool          // needs an Idempotency-Key
	Status   int           // of a success
	Query    []string      // the query parameters it knows
	Open     bool          // takes requests without a token
}

// OperationByID finds a row.
func OperationByID(id string) (Operation, bool) {
	i := slices.IndexFunc(Operations, func(o Operation) bool { return o.ID == id })
	if i < 0 {
		return Operation{}, false
	}
	return Operations[i], true
}

// TakesBody reports whether the operation has a JSON body.
func (o Operation) TakesBody() bool { return o.Method != http.MethodGet }

// Allows reports whether a role may call the operation.
func (o Operation) Allows(role domain.Role) bool { return slices.Contains(o.Roles, role) }
