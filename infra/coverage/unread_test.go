package coverage

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"golang.org/x/tools/go/packages"
)

const contractPackage = "github.com/lunxu/lunxu/internal/api/contract"

// TestEveryFieldIsRead fails for a field of a request that people are made to enter and no code reads: one that
// nothing outside the pages and the generated code selects from the contract's type.
func TestEveryFieldIsRead(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(root, "infra", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	config := packages.Config{Dir: root, Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports |
		packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedExportFile}
	loaded, err := packages.Load(&config, "./functions/...", "./internal/...")
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]bool{}
	var contract *types.Package
	for _, p := range loaded {
		switch {
		case p.PkgPath == contractPackage:
			contract = p.Types
		case !strings.Contains(p.PkgPath, "/functions/pages"):
			for _, file := range p.Syntax {
				ast.Inspect(file, func(n ast.Node) bool { readBy(p, n, read); return true })
			}
		}
	}
	fields, unread := 0, 0
	for name := range bodySchemas(doc) {
		shape, ok := contract.Scope().Lookup(name).Type().Underlying().(*types.Struct)
		for i := range fieldsOf(shape, ok) {
			fields++
			if field := name + "." + shape.Field(i).Name(); !read[field] {
				unread++
				t.Errorf("%s is read by nothing: ask for nothing in vain", field)
			}
		}
	}
	t.Logf("%d fields of request bodies, %d unread", fields, unread)
}

func fieldsOf(shape *types.Struct, isStruct bool) int {
	if !isStruct {
		return 0
	}
	return shape.NumFields()
}

// bodySchemas names every object that a request body holds; rule sets are read by the policy's own parser.
func bodySchemas(doc *openapi3.T) map[string]bool {
	found := map[string]bool{}
	var visit func(ref *openapi3.SchemaRef)
	visit = func(ref *openapi3.SchemaRef) {
		if _, raw := ref.Value.Extensions["x-go-type"]; raw {
			return
		}
		if name := filepath.Base(ref.Ref); ref.Ref != "" && ref.Value.Type.Is("object") {
			if found[name] {
				return
			}
			found[name] = len(ref.Value.Properties) > 0
			if !found[name] {
				delete(found, name)
			}
		}
		for _, p := range ref.Value.Properties {
			visit(p)
		}
		if ref.Value.Items != nil {
			visit(ref.Value.Items)
		}
	}
	for _, item := range doc.Paths.Map() {
		for _, o := range item.Operations() {
			if o.RequestBody != nil {
				visit(o.RequestBody.Value.Content["application/json"].Schema)
			}
		}
	}
	return found
}

// readBy notes the field that a selector reads; a struct that is converted, or handed on as a value of any type, is
// read as a whole. A selector that is assigned to reads nothing.
func readBy(p *packages.Package, n ast.Node, read map[string]bool) {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		if s := p.TypesInfo.Selections[n]; s != nil && s.Kind() == types.FieldVal {
			if owner := contractStruct(s.Recv()); owner != nil {
				read[owner.Obj().Name()+"."+s.Obj().Name()] = true
			}
		}
	case *ast.CallExpr:
		for i, arg := range n.Args {
			owner := contractStruct(p.TypesInfo.TypeOf(arg))
			if owner == nil || !takesWhole(p.TypesInfo, n, i) {
				continue
			}
			shape := owner.Underlying().(*types.Struct)
			for f := range shape.NumFields() {
				read[owner.Obj().Name()+"."+shape.Field(f).Name()] = true
			}
		}
	}
}

// takesWhole reports a conversion, and an argument that a parameter of an interface type takes.
func takesWhole(info *types.Info, call *ast.CallExpr, i int) bool {
	if info.Types[call.Fun].IsType() {
		return true
	}
	signature, ok := info.TypeOf(call.Fun).(*types.Signature)
	if !ok || call.Ellipsis != token.NoPos {
		return false
	}
	last := signature.Params().Len() - 1
	parameter := signature.Params().At(min(i, last)).Type()
	if slice, variadic := parameter.(*types.Slice); signature.Variadic() && i >= last && variadic {
		parameter = slice.Elem()
	}
	return types.IsInterface(parameter)
}

// contractStruct gives the contract's struct that a type is, or points to.
func contractStruct(t types.Type) *types.Named {
	if t == nil {
		return nil
	}
	if pointer, ok := types.Unalias(t).(*types.Pointer); ok {
		t = pointer.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != contractPackage {
		return nil
	}
	if _, ok := named.Underlying().(*types.Struct); !ok {
		return nil
	}
	return named
}
