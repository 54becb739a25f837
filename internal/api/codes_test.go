package api

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/go/packages"

	"github.com/lunxu/lunxu/internal/domain"
)

const module = "github.com/lunxu/lunxu"

// codesInUse gives the place of every constant of type domain.Code in the product's code outside the
// map of messages, and every place that makes a code of a text that is no constant.
func codesInUse(t *testing.T) (used map[domain.Code]string, made []string) {
	t.Helper()
	used = map[domain.Code]string{}
	config := packages.Config{Dir: "../..",
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedSyntax |
			packages.NeedTypes | packages.NeedTypesInfo | packages.NeedExportFile}
	loaded, err := packages.Load(&config, "./...")
	if err != nil || len(loaded) < 10 {
		t.Fatalf("%d packages, %v", len(loaded), err)
	}
	unseen := sources(t)
	for _, p := range loaded {
		for _, file := range p.GoFiles {
			delete(unseen, file)
		}
		for _, fault := range p.Errors {
			t.Errorf("%s does not load, its codes stay unseen: %v", p.PkgPath, fault)
		}
		if p.PkgPath == module+"/internal/api" {
			p.Syntax = slices.DeleteFunc(p.Syntax, func(f *ast.File) bool {
				return strings.HasSuffix(p.Fset.Position(f.Pos()).Filename, "/messages.go")
			})
		}
		inspectCodes(p, used, &made)
	}
	for file := range unseen {
		t.Errorf("%s is built in no package, its codes stay unseen", file)
	}
	return used, made
}

// sources gives the Go files of the product. Walking the folders in the test itself also keeps a
// cached result from outliving a new file.
func sources(t *testing.T) map[string]bool {
	t.Helper()
	files := map[string]bool{}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() &&
			(entry.Name() == "testdata" || path == root+"/infra/tools" || strings.HasPrefix(entry.Name(), ".")) {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			files[path] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func inspectCodes(p *packages.Package, used map[domain.Code]string, made *[]string) {
	at := func(pos token.Pos) string {
		where := p.Fset.Position(pos)
		return fmt.Sprintf("%s/%s:%d", strings.TrimPrefix(p.PkgPath, module+"/"), filepath.Base(where.Filename),
			where.Line)
	}
	for _, file := range p.Syntax {
		ast.Inspect(file, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			found, ok := p.TypesInfo.Types[e]
			if !ok || found.Type == nil || found.Type.String() != module+"/internal/domain.Code" {
				return true
			}
			if found.Value != nil {
				if code := constant.StringVal(found.Value); code != "" {
					used[domain.Code(code)] = at(e.Pos())
				}
				return true
			}
			if call, ok := e.(*ast.CallExpr); ok && p.TypesInfo.Types[call.Fun].IsType() {
				*made = append(*made, at(e.Pos()))
			}
			return true
		})
	}
}

// A code without a row would reach its caller as "internal"; a row without a code is dead text.
func TestEveryCodeHasItsRowAndEveryRowItsCode(t *testing.T) {
	used, made := codesInUse(t)
	if len(used) < 100 {
		t.Fatalf("only %d codes found", len(used))
	}
	for _, code := range slices.Sorted(maps.Keys(used)) {
		if _, ok := messages[code]; !ok {
			t.Errorf("%q has no row, used at %s", code, used[code])
		}
	}
	for _, code := range slices.Sorted(maps.Keys(messages)) {
		if _, ok := used[code]; !ok {
			t.Errorf("the row of %q is used nowhere", code)
		}
	}
	for _, place := range made {
		t.Errorf("%s makes a code of a text: which, nobody can check", place)
	}
}

func TestRowsAreComplete(t *testing.T) {
	statuses := []int{400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503}
	for code, row := range messages {
		if !slices.Contains(statuses, row.status) {
			t.Errorf("%s: status %d", code, row.status)
		}
		if row.status == 500 && code != "internal" {
			if row.zh+row.en != "" {
				t.Errorf("%s: a fault of the product has no text of its own", code)
			}
			continue
		}
		if !strings.ContainsFunc(row.zh, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || row.en == "" {
			t.Errorf("%s: %q %q", code, row.zh, row.en)
		}
	}
}

// A title is the same whatever is refused; a text names each value that it is given, and none by its placeholder.
func TestNoTextShowsAPlaceholder(t *testing.T) {
	for code, row := range messages {
		given := map[string]string{}
		for _, name := range named.FindAllString(row.zh+row.en, -1) {
			given[strings.Trim(name, "{}")] = "the " + strings.Trim(name, "{}")
		}
		bare, full := problemOf(&domain.Error{Code: code}, ""), problemOf(&domain.Error{Code: code, Values: given}, "")
		for _, text := range []string{bare.Title, bare.Detail, bare.MessageZh} {
			if text != named.ReplaceAllString(row.en, "…") && text != named.ReplaceAllString(row.zh, "…") {
				t.Errorf("%s without its values: %q", code, text)
			}
		}
		for text, row := range map[string]string{full.MessageZh: row.zh, full.Detail: row.en} {
			if text != strings.NewReplacer("{", "the ", "}", "").Replace(row) {
				t.Errorf("%s with its values: %q", code, text)
			}
		}
		if full.Title != bare.Title {
			t.Errorf("%s has two titles: %q and %q", code, full.Title, bare.Title)
		}
	}
}
