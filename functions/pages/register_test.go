package pages_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/checkintoken"
)

func mint(t *testing.T, key []byte, at time.Time) string {
	t.Helper()
	made, err := checkintoken.Mint(key, 1, "riverside", at, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// entries lists the operations in today's register.
func (p *product) entries() string {
	p.t.Helper()
	look, err := p.Floor.Look(p.t.Context(), "riverside", p.Clock.Now())
	if err != nil {
		p.t.Fatal(err)
	}
	stored, _, err := p.Floor.Entries(p.t.Context(), "riverside", look.Day, 200, "")
	if err != nil {
		p.t.Fatal(err)
	}
	var out strings.Builder
	for _, e := range stored {
		fmt.Fprintf(&out, " %s ", e.Operation)
	}
	return out.String()
}
