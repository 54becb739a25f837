package clause

import (
	"regexp"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
)

func TestTheCatalogueIsWhole(t *testing.T) {
	if lines := strings.Count(catalogue, "\n"); lines != len(All()) {
		t.Errorf("%d lines, %d clauses", lines, len(All()))
	}
	form := regexp.MustCompile(`^[A-Z]{2}(\.[0-9]+(-[0-9]+)?)+(\.[a-z])?$`)
	seen := map[domain.Clause]bool{}
	for _, c := range All() {
		if !form.MatchString(string(c.ID)) || c.Area == "" || c.TitleZh == "" || c.TitleEn == "" || seen[c.ID] {
			t.Errorf("%+v is not a whole row, or a second one", c)
		}
		seen[c.ID] = true
		if found, ok := Find(c.ID); !ok || found != c {
			t.Errorf("%s is not found", c.ID)
		}
	}
	if _, ok := Find("XX.1"); ok {
		t.Error("a clause that nobody wrote is found")
	}
}
