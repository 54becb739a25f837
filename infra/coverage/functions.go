package coverage

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
)

// clauseID finds whole clause ids in a text: no SS.4.2.1 in SS.4.2.1.a.
var clauseID = regexp.MustCompile(`\b[A-Z]{2}(?:\.[0-9]+(?:-[0-9]+)?)+(?:\.[a-z]\b)?`)

// functionCitations finds the functions and types of the product whose comment or body cites a clause.
// Tests and generated code count as little as a paraphrase: they only repeat what others do.
func functionCitations(root string) (citations, error) {
	found := citations{}
	for _, folder := range []string{"internal", "functions"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") ||
				strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, ".gen.go") {
				return err
			}
			return citedInFile(found, path)
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

func citedInFile(found citations, path string) error {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.ParseComments)
	if err != nil {
		return err
	}
	comments := ast.NewCommentMap(files, file, file.Comments)
	for _, declaration := range file.Decls {
		fn, ok := declaration.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name := file.Name.Name + "." + fn.Name.Name
		for _, group := range comments.Filter(fn).Comments() {
			cite(found, name, group.Text())
		}
		ast.Inspect(fn, func(node ast.Node) bool {
			if text, ok := node.(*ast.BasicLit); ok && text.Kind == token.STRING {
				cite(found, name, text.Value)
			}
			return true
		})
	}
	return nil
}

func cite(found citations, name, text string) {
	for _, id := range clauseID.FindAllString(text, -1) {
		found.add(domain.Clause(id), name)
	}
}
