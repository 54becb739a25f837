package domain_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const ownPackages = "github.com/lunxu/lunxu/internal/domain"

// TestDecisionsArePure holds what makes decisions repeatable: the packages of the domain import the
// standard library and each other only, and none of them knows a clock, a context, chance, I/O or a float.
func TestDecisionsArePure(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		checkImports(t, path, file)
		checkNames(t, path, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 40 {
		t.Errorf("only %d files of the domain found", files)
	}
}

// forbidden are the standard packages that would let the outside into a decision.
var forbidden = []string{"context", "os", "net", "database", "math/rand", "crypto/rand", "log", "io/ioutil"}

func checkImports(t *testing.T, path string, file *ast.File) {
	t.Helper()
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(name, "/")
		if strings.Contains(first, ".") && name != ownPackages && !strings.HasPrefix(name, ownPackages+"/") {
			t.Errorf("%s imports %s", path, name)
		}
		for _, outside := range forbidden {
			if name == outside || strings.HasPrefix(name, outside+"/") {
				t.Errorf("%s imports %s", path, name)
			}
		}
	}
}

func checkNames(t *testing.T, path string, file *ast.File) {
	t.Helper()
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.Ident:
			if n.Name == "float64" || n.Name == "float32" {
				t.Errorf("%s has a %s", path, n.Name)
			}
		case *ast.SelectorExpr:
			if pkg, ok := n.X.(*ast.Ident); ok && pkg.Name == "time" && (n.Sel.Name == "Now" || n.Sel.Name == "Since") {
				t.Errorf("%s reads the clock", path)
			}
		}
		return true
	})
}
