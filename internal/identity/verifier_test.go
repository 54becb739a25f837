package identity

import (
	"context"
	"encoding/base64"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

var now = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)

func open(t *testing.T) (*Issuer, Verifier) {
	t.Helper()
	issuer, err := OpenIssuer(filepath.Join(t.TempDir(), "issuer.pem"), "http://localhost:8080", "lunxu")
	if err != nil {
		t.Fatal(err)
	}
	return issuer, Verifier{Issuer: issuer.URL, Audience: "lunxu", Keys: issuer.Keys,
		Now: func() time.Time { return now }}
}

func TestVerifiesItsOwnTokensAndFlattensClaims(t *testing.T) {
	issuer, verifier := open(t)
	token, err := issuer.Mint(map[string]string{"sub": "u1", "role": "agent", "site": "riverside", "agent": "jia"}, now,
		time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	claims, err := verifier.Verify(context.Background(), token)
	if err != nil || claims["role"] != "agent" || claims["agent"] != "jia" {
		t.Fatalf("claims %v, %v", claims, err)
	}
	if got := flatten([]any{"a", "b"}); got != "[a b]" {
		t.Errorf("a list flattens to %q", got)
	}
}

func TestRefusesEveryOtherToken(t *testing.T) {
	issuer, verifier := open(t)
	stranger, _ := open(t)
	good, _ := issuer.Mint(map[string]string{"sub": "u1"}, now, time.Hour)
	expired, _ := issuer.Mint(nil, now.Add(-2*time.Hour), time.Hour)
	early, _ := issuer.Mint(nil, now.Add(time.Hour), time.Hour)
	foreign, _ := stranger.Mint(nil, now, time.Hour)
	elsewhere, _ := (&Issuer{URL: "https://elsewhere", Audience: "lunxu", key: issuer.key, id: issuer.id}).Mint(nil,
		now, time.Hour)
	audience, _ := (&Issuer{URL: issuer.URL, Audience: "other", key: issuer.key, id: issuer.id}).Mint(nil, now,
		time.Hour)
	claims := jwt.MapClaims{"iss": issuer.URL, "aud": "lunxu", "exp": now.Add(time.Hour).Unix(), "iat": now.Unix()}
	none, _ := jwt.NewWithClaims(jwt.SigningMethodNone, claims).SignedString(jwt.UnsafeAllowNoneSignatureType)
	symmetric, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(issuer.id))
	payload := base64.RawURLEncoding.EncodeToString([]byte(`{"role":"marketing_centre"}`))
	parts := strings.Split(good, ".")
	for name, token := range map[string]string{"expired": expired, "early": early, "another key": foreign,
		"another issuer": elsewhere, "another audience": audience, "no algorithm": none, "symmetric": symmetric,
		"changed payload": parts[0] + "." + payload + "." + parts[2], "empty": "",
		"oversized": strings.Repeat("a", maxToken+1)} {
		if _, err := verifier.Verify(context.Background(), token); !errors.Is(err, ErrUnauthenticated) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
