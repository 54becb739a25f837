package privacy

import (
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
)

// A name's digest finds the same name however it is spaced or cased, and at its own site only.
func TestNameRef(t *testing.T) {
	ring, err := NewRing(NewKeyset(made))
	if err != nil {
		t.Fatal(err)
	}
	ref := func(site domain.SiteID, text string) string {
		name, err := ParseName(text)
		if err != nil {
			t.Fatal(err)
		}
		return ring.NameRef(site, name)
	}
	if ref("a", "王 女士") != ref("a", "王女士") || ref("a", "Anna Li") != ref("a", "anna  li") {
		t.Error("spaces or case tell names apart")
	}
	if ref("a", "王女士") == ref("a", "王先生") || ref("a", "王女士") == ref("b", "王女士") {
		t.Error("two names, or one at two sites, share a digest")
	}
}
