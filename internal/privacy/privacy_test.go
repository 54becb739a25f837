package privacy

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

func TestParsePhone(t *testing.T) {
	const want = "13800138000"
	for _, text := range []string{want, "138 0013 8000", "138-0013-8000", "138.0013.8000", "+86 13800138000",
		"(+86)138-0013-8000",
		"008613800138000", "8613800138000", "１３８００１３８０００", "＋８６　138－0013－8000"} {
		if phone, err := ParsePhone(text); err != nil || phone.Digits() != want {
			t.Errorf("%q: %q, %v", text, phone.Digits(), err)
		}
	}
	for text, code := range map[string]domain.Code{"": PhoneMalformed, "12800138000": PhoneMalformed,
		"1380013800":   PhoneMalformed,
		"138001380000": PhoneMalformed, "138+00138000": PhoneMalformed, "138a0138000": PhoneMalformed,
		"+8601013800138": PhoneMalformed,
		"+0013800138000": PhoneMalformed, "00": PhoneMalformed, "+": PhoneMalformed, "+85291234567": PhoneForeign,
		"0085291234567": PhoneForeign, "+1 380 013 8000": PhoneForeign, "+88691234567": PhoneForeign} {
		if _, err := ParsePhone(text); !errors.Is(err, &domain.Error{Code: code}) {
			t.Errorf("%q: %v, want %s", text, err, code)
		}
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, text := range []string{"13800138000", "+86 138-0013-8000", "+85291234567", "１３８００１３８０００", "00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		phone, err := ParsePhone(text)
		if err != nil {
			if !phone.IsZero() {
				t.Fatal("a refused phone is not zero")
			}
			return
		}
		again, err := ParsePhone(phone.Digits())
		if err != nil || again != phone || len(phone.Digits()) != 11 {
			t.Fatalf("not stable: %v", err)
		}
	})
}

func TestNames(t *testing.T) {
	for text, mask := range map[string]string{"张三": "张*", "张": "张*", "欧阳锋": "欧阳*", "欧阳": "欧*", "John Smith": "J*",
		"": "", "  ": ""} {
		if name, err := ParseName(text); err != nil || name.Masked() != mask {
			t.Errorf("%q: %q, %v", text, name.Masked(), err)
		}
	}
	for _, text := range []string{strings.Repeat("张", MaxNameRunes+1), "张\x00三", "张\u202e三", "张\n三", "\xff"} {
		if _, err := ParseName(text); !errors.Is(err, &domain.Error{Code: NameMalformed}) {
			t.Errorf("%q accepted", text)
		}
	}
}

// TestNothingPrintsPersonalData also nests both types in unexported fields, which fmt walks by reflection.
func TestNothingPrintsPersonalData(t *testing.T) {
	phone, _ := ParsePhone("13957264813")
	name, _ := ParseName("张三丰")
	type nested struct {
		phone Phone
		name  Name
		list  []Phone
	}
	var logs bytes.Buffer
	for _, value := range []any{phone, &phone, name, &name, []Phone{phone}, map[Phone]Name{phone: name},
		nested{phone, name, []Phone{phone}}, &nested{phone: phone, name: name}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%b", "%o", "%U", "%c", "%p",
			"%t", "%20s"} {
			fmt.Fprintf(&logs, verb+"\n", value)
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		logs.Write(encoded)
		slog.New(slog.NewJSONHandler(&logs, nil)).Info("m", "v", value)
		slog.New(slog.NewTextHandler(&logs, nil)).Info("m", "v", value)
	}
	leaks := []string{"三", "丰", fmt.Sprintf("%x", "三"), fmt.Sprintf("%X", "三"), fmt.Sprintf("%x", "57264"),
		"53 55 50 54 52"}
	// Eight digits in a row are more than the mask shows; shorter needles occur in addresses and times.
	for from := range 4 {
		leaks = append(leaks, "13957264813"[from:from+8])
	}
	for _, leak := range leaks {
		if strings.Contains(logs.String(), leak) {
			t.Errorf("%q leaked", leak)
		}
	}
	if !strings.Contains(logs.String(), "139****4813") || !strings.Contains(logs.String(), "张*") {
		t.Error("masks are not printed")
	}
}

func testRing(t *testing.T) *Ring {
	t.Helper()
	ring, err := NewRing(NewKeyset(time.Unix(0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

func TestCustomerRefIsKeyedAndPerSite(t *testing.T) {
	ring, other := testRing(t), testRing(t)
	phone, _ := ParsePhone("13800138000")
	ref := ring.CustomerRef("riverside", phone)
	if len(ref) != 32 || ref != ring.CustomerRef("riverside", phone) {
		t.Fatalf("unstable reference %q", ref)
	}
	if ref == ring.CustomerRef("lakesides", phone) || ref == other.CustomerRef("riverside", phone) {
		t.Error("the reference depends on neither site nor key")
	}
}

func TestSealedBytesOpenInTheirPlaceUnderTheirKeyOnly(t *testing.T) {
	ring := testRing(t)
	wrapped, key, err := ring.NewDataKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, stranger, _ := ring.NewDataKey(rand.Reader)
	place := Place{"Customers", "a", "identity"}
	sealed, err := key.Seal([]byte("13800138000"), place)
	if err != nil {
		t.Fatal(err)
	}
	unwrapped, err := ring.Unwrap(wrapped)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := unwrapped.Open(sealed, place); err != nil || string(plain) != "13800138000" {
		t.Fatalf("round trip: %v", err)
	}
	for _, elsewhere := range []Place{{"Records", "a", "identity"}, {"Customers", "b", "identity"},
		{"Customers", "a", "x"}, {"Customersa", "", "identity"}} {
		if _, err := key.Open(sealed, elsewhere); err == nil {
			t.Errorf("opened at %v", elsewhere)
		}
	}
	if _, err := stranger.Open(sealed, place); err == nil {
		t.Error("opened with another key")
	}
	if _, err := testRing(t).Unwrap(wrapped); err == nil {
		t.Error("unwrapped by another ring")
	}
	refuseFlips(t, sealed, func(b []byte) error { _, err := key.Open(b, place); return err })
	refuseFlips(t, wrapped, func(b []byte) error { _, err := ring.Unwrap(b); return err })
}

func refuseFlips(t *testing.T, sealed []byte, open func([]byte) error) {
	t.Helper()
	for bit := range len(sealed) * 8 {
		changed := bytes.Clone(sealed)
		changed[bit/8] ^= 1 << (bit % 8)
		if open(changed) == nil {
			t.Errorf("bit %d flipped and accepted", bit)
		}
	}
}

func TestKeysNeverPrint(t *testing.T) {
	set := NewKeyset(time.Unix(0, 0))
	ring, err := NewRing(set)
	if err != nil {
		t.Fatal(err)
	}
	_, key, _ := ring.NewDataKey(rand.Reader)
	type nested struct {
		ring *Ring
		key  DataKey
	}
	var out strings.Builder
	for _, value := range []any{set, &set, set.Wrap, set.Wrap[0], ring, *ring, key, nested{ring, key}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
			fmt.Fprintf(&out, verb+"\n", value)
		}
	}
	slog.New(slog.NewTextHandler(&out, nil)).Info("m", "set", set, "ring", ring, "key", key)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "set", set, "ring", ring, "key", key, "wrap", set.Wrap[0])
	for _, secret := range [][]byte{set.Lookup, set.CheckIn, set.Wrap[0].Key} {
		for _, form := range []string{"%x", "%X", "%d", "%q", "%#v"} {
			if strings.Contains(out.String(), strings.Trim(fmt.Sprintf(form, secret), `[]"`)) {
				t.Errorf("a key was printed in the form %s", form)
			}
		}
		if encoded, _ := json.Marshal(secret); strings.Contains(out.String(), strings.Trim(string(encoded), `"`)) {
			t.Error("a key was logged as JSON")
		}
	}
}

func TestKeysetIsReadStrictly(t *testing.T) {
	raw, err := json.Marshal(NewKeyset(time.Unix(0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	good := string(raw)
	if _, err := ParseKeyset([]byte(good + "\n")); err != nil {
		t.Fatalf("own encoding refused: %v", err)
	}
	for name, text := range map[string]string{
		"other case":    strings.Replace(good, `"version"`, `"VERSION"`, 1),
		"duplicate key": strings.Replace(good, `"primary":1`, `"primary":9,"primary":1`, 1),
		"trailing":      good + "]",
		"two values":    good + good,
		"unknown field": strings.Replace(good, `"primary":1`, `"primary":1,"x":1`, 1),
		"no primary":    strings.Replace(good, `"primary":1`, `"primary":2`, 1),
		"next version":  strings.Replace(good, `"version":1`, `"version":2`, 1),
		"empty":         "",
	} {
		if _, err := ParseKeyset([]byte(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
