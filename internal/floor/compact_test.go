package floor

import (
	"errors"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/stored"
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

func FuzzFloorHeader(f *testing.F) {
	f.Add([]byte{floorFormat, 1, 0, 0, 0})
	f.Fuzz(func(_ *testing.T, body []byte) {
		_, _ = decodeFloorHeader(body) // must not panic
	})
}
