package floor

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/stored"
	"github.com/lunxu/lunxu/internal/store"
)

func TestUnpackRefusesWhatPackDoesNotWrite(t *testing.T) {
	whole, err := Pack("text")
	if err != nil {
		t.Fatal(err)
	}
	bomb, err := Pack(strings.Repeat("a", maxInflated+1))
	if err != nil {
		t.Fatal(err)
	}
	for code, bodies := range map[domain.Code][][]byte{"stored.malformed": {nil, {0, 1, 2}, whole[:len(whole)-3]},
		"stored.newer_form": {append([]byte{stored.First + 1}, whole[1:]...)}, "stored.too_large": {bomb}} {
		for _, body := range bodies {
			var text string
			if err := Unpack(body, &text); !errors.Is(err, &domain.Error{Code: code}) {
				t.Errorf("%s: %v", code, err)
			}
		}
	}
	var back string
	if err := Unpack(whole, &back); err != nil || back != "text" {
		t.Errorf("%q, %v", back, err)
	}
}

func FuzzUnpack(f *testing.F) {
	seed, err := Pack(CustomerFile{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Fuzz(func(_ *testing.T, body []byte) {
		var file CustomerFile
		_ = Unpack(body, &file) // must not panic
	})
}

// FuzzFloor: no input breaks the decoder, and what it accepts comes back from its own stored form.
func FuzzFloor(f *testing.F) {
	seed, err := Pack(floorFile{SiteRevision: 3, Day: "2026-11-24", Hash: make([]byte, 32),
		State: rotation.State{Day: "2026-11-24", Members: []rotation.Member{{Agent: "lin",
			Presence: rotation.OnSite}}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Fuzz(func(t *testing.T, body []byte) {
		file, err := Decode(store.Item{Body: body}, floorFile{})
		if err != nil {
			return
		}
		first, err := Pack(file)
		if err != nil {
			return // a time that has no JSON
		}
		back, err := Decode(store.Item{Body: first}, floorFile{})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Pack(back); err != nil || !bytes.Equal(first, again) {
			t.Fatalf("%x became %x, %v", first, again, err)
		}
	})
}
