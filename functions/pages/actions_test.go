package pages

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/internal/api"
)

// TestFormsAndActionsAreTheSame: every form of a template is an action, every action is a form somewhere and an
// operation that writes, and what is said once it is done exists.
func TestFormsAndActionsAreTheSame(t *testing.T) {
	files, err := templateFiles.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	forms := map[string]bool{}
	for _, file := range files {
		text, err := templateFiles.ReadFile("templates/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`action="/do/([A-Za-z]+)"`).FindAllSubmatch(text, -1) {
			forms[string(found[1])] = true
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(actions)), slices.Sorted(maps.Keys(forms))); diff != "" {
		t.Errorf("forms (-actions +templates):\n%s", diff)
	}
	for name := range actions {
		if op, ok := api.OperationByID(name); !ok || !op.Write {
			t.Errorf("%s is no operation that writes", name)
		}
		if said, ok := words["done"][name]; !ok || said.zh == "" || said.en == "" {
			t.Errorf("%s has nothing to say once it is done", name)
		}
	}
}

// TestEveryTemplateIsWellFormed parses every page.
func TestEveryTemplateIsWellFormed(t *testing.T) {
	files, err := templateFiles.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := file.Name()[:len(file.Name())-len(".html")]
		if name != "frame" && name != "parts" && name != "agentforms" {
			templateOf(name)
		}
	}
}

// TestEveryWordHasBothLanguages.
func TestEveryWordHasBothLanguages(t *testing.T) {
	for set, of := range words {
		for name, said := range of {
			if said.zh == "" || said.en == "" {
				t.Errorf("%s %s: %+v", set, name, said)
			}
		}
	}
}

func TestAmountsAndShares(t *testing.T) {
	for text, want := range map[string]int64{"0": 0, "25800": 2580000, "25,800.5": 2580050, "¥1.05": 105, "1.005": -1, "-1": -1, "": -1, "1e3": -1, "0.-1": -1, "99999999999999999": -1} {
		if got := fen(text); got != want {
			t.Errorf("%q yuan are %d fen, want %d", text, got, want)
		}
	}
	for text, want := range map[string]int{"0": 0, "66.5": 6650, "66.55%": 6655, "100": 10000, "101": -1, "66.555": -1, "-1": -1, "x": -1, "1.-5": -1} {
		if got := basisPoints(text); got != want {
			t.Errorf("%q percent are %d basis points, want %d", text, got, want)
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
