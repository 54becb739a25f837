package identity

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/lunxu/lunxu/internal/privacy/secretfile"
)

// Issuer signs tokens for the local sign-in. Its key lives in a file that only its owner may read.
type Issuer struct {
	URL      string
	Audience string
	key      *rsa.PrivateKey
	id       string
}

// OpenIssuer reads the issuer's key file, or makes it on first use.
func OpenIssuer(path, url, audience string) (*Issuer, error) {
	raw, err := secretfile.LoadOrCreate(path, createKey)
	if err != nil {
		return nil, fmt.Errorf("identity: issuer key: %w", err)
	}
	block, _ := pem.Decode(raw)
	if block == nil {
		return nil, errors.New("identity: issuer key is not PEM")
	}
	key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("identity: issuer key: %w", err)
	}
	sum := sha256.Sum256(x509.MarshalPKCS1PublicKey(&key.PublicKey))
	return &Issuer{URL: url, Audience: audience, key: key, id: base64.RawURLEncoding.EncodeToString(sum[:12])}, nil
}

func createKey() ([]byte, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}), nil
}

// Mint signs a token with the given claims, valid from now for the given time.
func (i *Issuer) Mint(claims map[string]string, now time.Time, valid time.Duration) (string, error) {
	all := jwt.MapClaims{"iss": i.URL, "aud": i.Audience, "iat": now.Unix(), "nbf": now.Unix(),
		"exp": now.Add(valid).Unix()}
	for name, value := range claims {
		all[name] = value
	}
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, all)
	token.Header["kid"] = i.id
	return token.SignedString(i.key)
}

// Keys is the issuer's own key source.
func (i *Issuer) Keys(_ context.Context, id string) (*rsa.PublicKey, error) {
	if id != i.id {
		return nil, errors.New("identity: unknown key")
	}
	return &i.key.PublicKey, nil
}

// JWKS is the issuer's published key set.
func (i *Issuer) JWKS() map[string]any {
	return map[string]any{"keys": []any{map[string]any{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": i.id,
		"n": base64.RawURLEncoding.EncodeToString(i.key.N.Bytes()),
		"e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(i.key.E)).Bytes())}}}
}

// Discovery is the issuer's discovery document.
func (i *Issuer) Discovery() map[string]any {
	return map[string]any{"issuer": i.URL, "jwks_uri": i.URL + "/.well-known/jwks.json",
		"id_token_signing_alg_values_supported": []string{"RS256"}, "response_types_supported": []string{"id_token"},
		"subject_types_supported": []string{"public"}}
}
