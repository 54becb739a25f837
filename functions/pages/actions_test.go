package pages

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/api"
)

// sources reads what pages are made of: by hand, not generated, without tests.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, kind := range []string{"*.go", "*.templ"} {
		names, err := filepath.Glob(kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if regexp.MustCompile(`(_test|_templ|\.gen)\.go$|^texts_`).MatchString(name) {
				continue
			}
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(raw)
		}
	}
	return all.String()
}

// TestEveryFormIsAnOperation, with something to say once it is done if it writes; what forms have of their own belongs
// to one.
func TestEveryFormIsAnOperation(t *testing.T) {
	forms := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?:/do/|\bform\(")([A-Za-z]+)"`).FindAllStringSubmatch(sources(t), -1) {
		forms[found[1]] = true
	}
	for name := range actions {
		if !forms[name] {
			t.Errorf("no page has the form %s", name)
		}
	}
	for name := range forms {
		op, ok := api.OperationByID(name)
		if !ok {
			t.Errorf("%s is no operation", name)
		}
		if _, ok := findText("done." + name); op.Write && !ok {
			t.Errorf("%s has nothing to say once it is done", name)
		}
	}
}

// TestEveryTextIsThereAndUsed: a key that a page asks for has a text in both languages, every text is asked for, and
// the tables are sorted, since a text is searched by halves.
func TestEveryTextIsThereAndUsed(t *testing.T) {
	source := sources(t)
	for _, table := range textTables {
		if !slices.IsSortedFunc(table, func(a, b text) int { return strings.Compare(a.key, b.key) }) {
			t.Errorf("the texts from %s on are not sorted", table[0].key)
		}
		for _, row := range table {
			if textAt(row.key) != (said{row.zh, row.en}) || row.zh == "" || row.en == "" {
				t.Errorf("%s: %+v", row.key, row)
			}
			subject, _, _ := strings.Cut(row.key, ".")
			if !strings.Contains(source, `"`+row.key+`"`) && !strings.Contains(source, `"`+subject+`."`) {
				t.Errorf("nothing says %s", row.key)
			}
		}
	}
	for _, found := range regexp.MustCompile(`\bT\("([^"]+)"\)`).FindAllStringSubmatch(source, -1) {
		textAt(found[1])
	}
}

func TestAmountsAndShares(t *testing.T) {
	for text, want := range map[string]any{"0": int64(0), "25800": int64(2580000), "25,800.5": int64(2580050),
		"¥1.05": int64(105),
		"1.005": "1.005", "1e3": "1e3", "0.-1": "0.-1", "99999999999999999": "99999999999999999", "": nil} {
		if got := (&page{}).valueOf(field{kind: kindMoney}, []string{text}); got != want {
			t.Errorf("%q yuan are %v fen, want %v", text, got, want)
		}
	}
	for text, want := range map[string]any{"0": int64(0), "66.5": int64(6650), "66.55%": int64(6655),
		"100":    int64(10000),
		"66.555": "66.555", "x": "x", "1.-5": "1.-5"} {
		if got := (&page{}).valueOf(field{kind: kindPercent}, []string{text}); got != want {
			t.Errorf("%q percent are %v basis points, want %v", text, got, want)
		}
	}
	p := &page{}
	for fen, want := range map[int64]string{0: "¥0.00", 5: "¥0.05", 123456789: "¥1,234,567.89", -100000: "−¥1,000.00"} {
		if got := p.Yuan(fen); got != want {
			t.Errorf("%d: %s, want %s", fen, got, want)
		}
	}
	if got := share(2, 3); got != 666 || share(1, 0) != 0 || share(1<<62, 1<<62) != 1000 {
		t.Errorf("share: %d", got)
	}
}
