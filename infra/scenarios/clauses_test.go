package scenarios_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryClauseIsCited wants every clause of the two documents to be cited by a scenario and by
// product code or a preset: a clause that nobody plays or carries out is not served.
func TestEveryClauseIsCited(t *testing.T) {
	raw, err := os.ReadFile("testdata/clauses.txt")
	if err != nil {
		t.Fatal(err)
	}
	played := citations(t, func(path string) bool { return strings.HasSuffix(path, ".yaml") }, "testdata")
	product := func(path string) bool {
		return strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go")
	}
	carriedOut := citations(t, product, "../../internal", "../../functions")
	clauses := 0
	for line := range strings.Lines(string(raw)) {
		clause, title, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || title == "" {
			t.Errorf("%q is not a clause and its title", line)
			continue
		}
		clauses++
		if !played[clause] {
			t.Errorf("%s (%s) is cited by no scenario", clause, title)
		}
		if !carriedOut[clause] {
			t.Errorf("%s (%s) is cited by no product code", clause, title)
		}
	}
	if clauses != 38 {
		t.Errorf("%d clauses, the documents have 38 (SS 15, GP 23)", clauses)
	}
}

// clauseID matches a whole clause id: SS.4.2.1.a is no citation of SS.4.2.1, nor GP.1 one in GP.13.
var clauseID = regexp.MustCompile(`\b(?:SS|GP)(?:\.[0-9]+)+(?:\.[a-d]\b)?`)

// citations collects the clause ids in the wanted files under the folders. A file of the generated
// contract counts as little as a test: it only repeats what others say.
func citations(t *testing.T, wanted func(string) bool, folders ...string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !wanted(path) || strings.HasSuffix(path, ".gen.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, id := range clauseID.FindAllString(string(text), -1) {
				found[id] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}
