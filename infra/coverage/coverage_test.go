package coverage

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/clause"
)

var update = flag.Bool("update", false, "write the document anew")

const root = "../.."

// TestEveryClauseIsCarriedOut fails for a clause without a rule or function, a scenario, or an operation,
// and for a document that does not say what is so.
func TestEveryClauseIsCarriedOut(t *testing.T) {
	rows, err := Gather(root)
	if err != nil {
		t.Fatal(err)
	}
	for id, missing := range Lacking(rows) {
		t.Errorf("%s lacks %v", id, missing)
	}
	path := filepath.Join(root, "infra", "docs", "clauses.md")
	if *update {
		if err := os.WriteFile(path, []byte(Document(rows)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != Document(rows) {
		t.Errorf("%s is not what the code and the scenarios say; run with -update and read the difference", path)
	}
}

// TestOnlyClausesOfTheCatalogueAreCited finds a citation of a clause that nobody wrote: a misspelt id.
func TestOnlyClausesOfTheCatalogueAreCited(t *testing.T) {
	functions, err := functionCitations(root)
	if err != nil {
		t.Fatal(err)
	}
	played, err := playedClauses(root)
	if err != nil {
		t.Fatal(err)
	}
	for what, found := range map[string]citations{"code": functions, "scenarios": played.scenarios} {
		for id, where := range found {
			if _, known := clause.Find(id); !known && !isArticle(id) {
				t.Errorf("%s of %s cite %s, which the catalogue lacks", what, where, id)
			}
		}
	}
}

// isArticle reports an id that names a whole article whose parts are the clauses: SS.4.2.1.
func isArticle(id domain.Clause) bool {
	for _, c := range clause.All() {
		if len(c.ID) > len(id) && c.ID[:len(id)+1] == id+"." {
			return true
		}
	}
	return false
}

func TestARowSaysWhatItLacks(t *testing.T) {
	if missing := (Row{}).Missing(); len(missing) != 3 {
		t.Errorf("an empty row lacks %v", missing)
	}
	if missing := (Row{Functions: []string{"f"}, Scenarios: []string{"s"},
		Operations: []string{"o"}}).Missing(); len(missing) != 0 {
		t.Errorf("a whole row lacks %v", missing)
	}
}
