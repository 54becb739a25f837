package floor

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/store"
)

func TestPackedValuesComeBackAndEqualOnesAreEqualBytes(t *testing.T) {
	value := map[string]string{"masked_phone": "138****8000", "clause": "SS.4.2.4.b"}
	first, err := Pack(value)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Pack(value); err != nil || !bytes.Equal(first, again) {
		t.Errorf("packed differently: %v", err)
	}
	var back map[string]string
	if err := Unpack(first, &back); err != nil || back["clause"] != "SS.4.2.4.b" {
		t.Errorf("%v, %v", back, err)
	}
}

func TestUnpackRefusesWhatPackDoesNotWrite(t *testing.T) {
	whole, err := Pack("text")
	if err != nil {
		t.Fatal(err)
	}
	var text string
	for name, body := range map[string][]byte{"nothing": nil, "another format": {9, 1, 2}, "cut": whole[:len(whole)-3]} {
		if err := Unpack(body, &text); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	bomb, err := Pack(strings.Repeat("a", maxInflated+1))
	if err != nil {
		t.Fatal(err)
	}
	if err := Unpack(bomb, &text); err == nil {
		t.Error("more than the bound was inflated")
	}
	if err := Unpack([]byte{9}, &text); !errors.Is(err, store.ErrInvalid) {
		t.Errorf("unknown format: %v", err)
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
