package coverage

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// guarantees is the package of which only some tests run under the race detector: the others take long there and do one
// thing after another.
const guarantees = "infra/guarantees"

var alone = regexp.MustCompile(`^infra/(awstest|scenarios)`)

// Races lists what the race detector is for, one line a package ("./internal/floor"), of the guarantees one line a test
// ("./infra/guarantees TestFaults"). These are the packages that start goroutines or use locks, in code or tests.
// infra/awstest runs other processes, which the detector does not see into, and infra/scenarios plays products side by
// side that share nothing.
func Races(root string) (string, error) {
	found := map[string][]string{}
	for _, folder := range []string{"internal", "functions", "infra"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			place, err := filepath.Rel(root, filepath.Dir(path))
			if err != nil || strings.Contains(place, "testdata") || alone.MatchString(place) {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err == nil && concurrent(file) {
				found[place] = append(found[place], testsOf(file)...)
			}
			return err
		})
		if err != nil {
			return "", err
		}
	}
	var out strings.Builder
	for _, place := range slices.Sorted(maps.Keys(found)) {
		if place != guarantees {
			fmt.Fprintf(&out, "./%s\n", place)
			continue
		}
		slices.Sort(found[place])
		for _, test := range found[place] {
			fmt.Fprintf(&out, "./%s %s\n", place, test)
		}
	}
	return out.String(), nil
}

// concurrent reports whether a file starts goroutines, by itself or through together, or shares something under locks.
func concurrent(file *ast.File) bool {
	for _, spec := range file.Imports {
		if slices.Contains([]string{`"sync"`, `"sync/atomic"`, `"golang.org/x/sync/errgroup"`}, spec.Path.Value) {
			return true
		}
	}
	found := false
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.GoStmt:
			found = true
		case *ast.CallExpr:
			method, ok := n.Fun.(*ast.SelectorExpr)
			found = found || ok && method.Sel.Name == "together"
		}
		return !found
	})
	return found
}

func testsOf(file *ast.File) []string {
	var out []string
	for _, declaration := range file.Decls {
		if fn, ok := declaration.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test") {
			out = append(out, fn.Name.Name)
		}
	}
	return out
}
