package stored

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func deflated(t testing.TB, plain string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Deflate(&out, []byte(plain)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestDeflatedValuesComeBackAndEqualOnesAreEqualBytes(t *testing.T) {
	const plain = `{"masked_phone":"138****8000","clause":"SS.4.2.4.b"}`
	first := deflated(t, plain)
	if !bytes.Equal(first, deflated(t, plain)) {
		t.Error("deflated differently the second time")
	}
	if back, err := Inflate(first, 100); err != nil || string(back) != plain {
		t.Errorf("%q, %v", back, err)
	}
}

func TestInflateRefusesWhatDeflateDoesNotWrite(t *testing.T) {
	whole := deflated(t, "a text")
	if _, err := Inflate(deflated(t, strings.Repeat("a", 1001)), 1000); !errors.Is(err, errTooLarge) {
		t.Errorf("a bomb: %v", err)
	}
	for name, body := range map[string][]byte{"nothing": nil, "cut": whole[:len(whole)-3],
		"a tail": append(bytes.Clone(whole), 0)} {
		if _, err := Inflate(body, 1000); !errors.Is(err, errMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpenRefusesWhatItDoesNotKnow(t *testing.T) {
	for body, want := range map[string]error{"": errMalformed, "\x00x": errMalformed, "\x01x": nil, "\x02x": nil,
		"\x03x": errNewer} {
		if rest, err := Open([]byte(body), 2); !errors.Is(err, want) || (err == nil) != (string(rest) == "x") {
			t.Errorf("%q: %q, %v", body, rest, err)
		}
	}
}

func FuzzInflate(f *testing.F) {
	f.Add(deflated(f, "a text"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if plain, err := Inflate(body, 1000); err == nil && len(plain) > 1000 {
			t.Fatalf("%d bytes", len(plain))
		}
	})
}
