package coverage

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/infra/scenarios"
	"github.com/lunxu/lunxu/internal/domain"
)

// played is what the scenarios state: which clause by which scenario, with which calls of the API.
type played struct{ scenarios, operations citations }

// playedClauses reads the scenarios, and the account that their test keeps of the calls made for each clause.
func playedClauses(root string) (played, error) {
	out := played{citations{}, citations{}}
	folder := filepath.Join(root, "infra", "scenarios", "testdata")
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return out, err
	}
	slices.Sort(files)
	for _, file := range files {
		list, err := scenarios.Load(file)
		if err != nil {
			return out, err
		}
		for _, s := range list {
			for _, step := range s.Steps {
				out.scenarios.addAll(scenarios.Cited(step), s.Name)
			}
			out.scenarios.addAll(s.Clauses, s.Name)
		}
	}
	return out, out.readOperations(filepath.Join(folder, "operations.txt"))
}

func (p played) readOperations(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		clause, operations, ok := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case strings.HasPrefix(line, "#"):
		case !ok:
			return fmt.Errorf("%s: %q names no clause", path, line)
		default:
			p.operations[domain.Clause(clause)] = strings.Fields(operations)
		}
	}
	return nil
}

func (c citations) addAll(ids []string, text string) {
	for _, id := range ids {
		c.add(domain.Clause(id), text)
	}
}
