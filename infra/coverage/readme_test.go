package coverage

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readmes are the two entrances, Chinese and English.
var readmes = [2]string{filepath.Join(root, "infra", "docs", "README.zh-CN.md"), filepath.Join(root, "README.md")}

const tableStarts, tableEnds = "<!-- policies -->\n", "<!-- /policies -->\n"

// TestReadmesTellThePresets: a manager chooses by this table, so that it comes from the presets and from nowhere else.
func TestReadmesTellThePresets(t *testing.T) {
	for in, path := range readmes {
		text := read(t, path)
		before, rest, begun := strings.Cut(text, tableStarts)
		_, after, ended := strings.Cut(rest, tableEnds)
		if !begun || !ended {
			t.Fatalf("%s has no place for the table", path)
		}
		table, err := PolicyTable(language(in))
		if err != nil {
			t.Fatal(err)
		}
		want := before + tableStarts + "\n" + table + "\n" + tableEnds + after
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(want, text); diff != "" {
			t.Errorf("%s differs from the presets; run go test ./infra/coverage -run Readmes -update\n%s", path, diff)
		}
	}
}

var (
	heading = regexp.MustCompile(`(?m)^#+ `)
	link    = regexp.MustCompile(`\]\(([^)#]+)`)
	command = regexp.MustCompile(`(?m)^    (\S+( \S+)*)`)
)

// TestTheReadmesSayTheSame: the sections, links and commands of both are the same, in the same order.
func TestTheReadmesSayTheSame(t *testing.T) {
	var told [2]map[string][]string
	for in, path := range readmes {
		text := read(t, path)
		told[in] = map[string][]string{"sections": heading.FindAllString(text, -1), "links": {}, "commands": {}}
		for _, found := range link.FindAllStringSubmatch(text, -1) {
			target := found[1]
			if !strings.Contains(target, "://") {
				target = filepath.Join(filepath.Dir(path), target)
			}
			if !strings.HasPrefix(filepath.Base(target), "README") { // each leads to the other
				told[in]["links"] = append(told[in]["links"], target)
			}
		}
		for _, found := range command.FindAllStringSubmatch(text, -1) {
			told[in]["commands"] = append(told[in]["commands"], found[1])
		}
	}
	if diff := cmp.Diff(told[0], told[1]); diff != "" {
		t.Errorf("- Chinese, + English:\n%s", diff)
	}
}

// TestLinksLeadSomewhere follows every link to a file in the documents.
func TestLinksLeadSomewhere(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(root, "infra", "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range slices.Concat(paths, []string{readmes[1], filepath.Join(root, ".github", "CONTRIBUTING.md"),
		filepath.Join(root, ".github", "SECURITY.md")}) {
		for _, found := range link.FindAllStringSubmatch(read(t, path), -1) {
			if strings.Contains(found[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), found[1])); err != nil {
				t.Errorf("%s leads to %s, which is not there", path, found[1])
			}
		}
	}
}

func TestReadmeIsShort(t *testing.T) {
	if n := strings.Count(read(t, readmes[1]), "\n"); n > 120 {
		t.Errorf("%d lines; what is more than a way in belongs in infra/docs", n)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
