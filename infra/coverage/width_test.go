package coverage

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

const columns = 120

var (
	// writtenByHand are the kinds of text of which golangci-lint does not see the lines.
	writtenByHand = regexp.MustCompile(`\.(yaml|yml|md|css|js|templ|html|toml|sh)$|^\.ci/run$`)
	// generated are the texts of those kinds that a program writes.
	generated = regexp.MustCompile(`^(infra/docs/(clauses|policies)\.md|template\.yaml)$`)
	// elsewhere is what a checkout holds besides the product.
	elsewhere = regexp.MustCompile(`^(\.git|\.build|data|node_modules)$`)
)

// TestLinesFit holds what is written by hand to a width that editors and reviews show; a tab counts for four.
func TestLinesFit(t *testing.T) {
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if entry.IsDir() && elsewhere.MatchString(name) {
			return filepath.SkipDir
		}
		if err != nil || entry.IsDir() || !writtenByHand.MatchString(name) || generated.MatchString(name) {
			return err
		}
		text := read(t, path)
		number := 0
		for line := range strings.Lines(text) {
			number++
			width := utf8.RuneCountInString(strings.ReplaceAll(strings.TrimRight(line, "\r\n"), "\t", "    "))
			if width > columns {
				t.Errorf("%s:%d has %d columns", name, number, width)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
