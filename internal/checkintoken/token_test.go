package checkintoken

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

var (
	issued = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	key    = []byte(strings.Repeat("k", 32))
)

func keys(domain.SiteID, byte) ([]byte, bool) { return key, true }

func mint(t *testing.T) string {
	t.Helper()
	token, err := Mint(key, 1, "riverside", issued, strings.NewReader("0123456789"))
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func code(err error) domain.Code {
	var coded *domain.Error
	if errors.As(err, &coded) {
		return coded.Code
	}
	return ""
}

func TestAcceptedFromTwoSecondsEarlyToFifteenSecondsOld(t *testing.T) {
	token := mint(t)
	for _, c := range []struct {
		age  time.Duration
		want domain.Code
	}{
		{-2001 * time.Millisecond, "token.not_yet_valid"}, {-2 * time.Second, ""}, {0, ""},
		{15 * time.Second, ""}, {15001 * time.Millisecond, "token.expired"},
	} {
		if got := code(Verify(keys, "riverside", token, issued.Add(c.age))); got != c.want {
			t.Errorf("age %v: got %q, want %q", c.age, got, c.want)
		}
	}
}

func TestEverySingleBitFlipIsRefused(t *testing.T) {
	raw, err := base64.RawURLEncoding.DecodeString(mint(t))
	if err != nil || len(raw) != size {
		t.Fatalf("token of %d bytes, %v", len(raw), err)
	}
	for bit := range len(raw) * 8 {
		raw[bit/8] ^= 1 << (bit % 8)
		if Verify(keys, "riverside", base64.RawURLEncoding.EncodeToString(raw), issued) == nil {
			t.Errorf("bit %d flipped and accepted", bit)
		}
		raw[bit/8] ^= 1 << (bit % 8)
	}
}

func TestForeignAndMalformedTokens(t *testing.T) {
	token := mint(t)
	none := func(domain.SiteID, byte) ([]byte, bool) { return nil, false }
	other := func(domain.SiteID, byte) ([]byte, bool) { return []byte(strings.Repeat("x", 32)), true }
	for name, c := range map[string]struct {
		keys Keys
		site domain.SiteID
		text string
		want domain.Code
	}{
		"another site":     {keys, "hillside", token, "token.other_site"},
		"retired key":      {none, "riverside", token, "token.forged"},
		"other key":        {other, "riverside", token, "token.forged"},
		"padded":           {keys, "riverside", token + "==", "token.malformed"},
		"cut":              {keys, "riverside", token[:len(token)-1], "token.malformed"},
		"trailing bits":    {keys, "riverside", token[:len(token)-1] + "B", "token.malformed"},
		"line break":       {keys, "riverside", token[:10] + "\n" + token[10:], "token.malformed"},
		"empty":            {keys, "riverside", "", "token.malformed"},
		"standard base 64": {keys, "riverside", strings.Repeat("+", len(token)), "token.malformed"},
	} {
		if got := code(Verify(c.keys, c.site, c.text, issued)); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func FuzzVerifyNeverAcceptsWhatItDidNotMint(f *testing.F) {
	f.Add("AQHVtQ")
	f.Fuzz(func(t *testing.T, text string) {
		if Verify(keys, "riverside", text, issued) == nil {
			t.Errorf("accepted %q", text)
		}
	})
}
