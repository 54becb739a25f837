package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	repositoryRoot = "../.."
	servicePackage = "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

func osFS(folder string) fs.FS { return os.DirFS(folder) }

// linkedInputs are the operations that product code may use; every other would be linked into each
// function's binary, and needs a permission.
var linkedInputs = map[string]bool{"GetItemInput": true, "BatchGetItemInput": true, "QueryInput": true,
	"TransactWriteItemsInput": true}

// scans are the ways to read a table without naming a partition.
var scans = map[string]bool{"Scan": true, "ScanInput": true, "NewScanPaginator": true, "ExecuteStatement": true,
	"BatchExecuteStatement": true, "ExecuteTransaction": true, "ExportTableToPointInTime": true}

// TestNoScan reads every Go file of the repository that uses DynamoDB.
func TestNoScan(t *testing.T) {
	users := 0
	for _, file := range goFiles(t, repositoryRoot) {
		source, err := os.ReadFile(filepath.Join(repositoryRoot, file))
		if err != nil {
			t.Fatal(err)
		}
		uses, findings := inspect(t, file, string(source))
		if uses {
			users++
		}
		for _, finding := range findings {
			t.Error(finding)
		}
	}
	if users < 4 {
		t.Errorf("only %d files use DynamoDB: the search looks in the wrong place", users)
	}
}

func TestNoScanFinds(t *testing.T) {
	for name, source := range map[string]string{
		"scan":          `import d "` + servicePackage + `"; func f(c *d.Client) { c.Scan(nil, nil) }`,
		"scan input":    `import "` + servicePackage + `"; var _ dynamodb.ScanInput`,
		"method value":  `import "` + servicePackage + `"; var f = (*dynamodb.Client).Scan`,
		"statement":     `import "` + servicePackage + `"; func f(c *dynamodb.Client) { c.ExecuteStatement(nil, nil) }`,
		"not permitted": `import x "` + servicePackage + `"; var _ x.UpdateItemInput`,
		"dot import":    `import . "` + servicePackage + `"; var _ Client`,
	} {
		if _, findings := inspect(t, name+".go", "package p\n"+source); len(findings) == 0 {
			t.Errorf("%s was not found", name)
		}
	}
	permitted := "package p\nimport \"" + servicePackage + "\"\nvar _ dynamodb.QueryInput"
	if uses, findings := inspect(t, "permitted.go", permitted); !uses || len(findings) > 0 {
		t.Errorf("permitted use: %v", findings)
	}
}

// inspect reports whether a file uses DynamoDB's client, and what it must not use of it.
func inspect(t testing.TB, name, source string) (uses bool, findings []string) {
	t.Helper()
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	report := func(node ast.Node, what string) {
		findings = append(findings, files.Position(node.Pos()).String()+": "+what)
	}
	for _, imported := range tree.Imports {
		if strings.Trim(imported.Path.Value, `"`) == servicePackage {
			uses = true
			if imported.Name != nil && imported.Name.Name == "." {
				report(imported, "dot import of the DynamoDB client")
			}
		}
	}
	if !uses {
		return false, nil
	}
	product := !strings.HasSuffix(name, "_test.go")
	ast.Inspect(tree, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		switch called := selector.Sel.Name; {
		case scans[called]:
			report(node, called+" reads across partitions")
		case product && strings.HasSuffix(called, "Input") && !linkedInputs[called]:
			report(node, called+" is not one of the permitted operations")
		}
		return true
	})
	return uses, findings
}
