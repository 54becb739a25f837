package identity

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Document is what of an issuer's discovery document a sign-in needs.
type Document struct {
	Issuer                string `json:"issuer"`
	AuthorizationEndpoint string `json:"authorization_endpoint"`
	TokenEndpoint         string `json:"token_endpoint"`
	KeysURL               string `json:"jwks_uri"`
}

// Remote is an OpenID issuer somewhere else. What it publishes is kept for an hour; a key that is not known yet is
// asked for again, at most once a minute. It is safe for concurrent use.
type Remote struct {
	URL    string
	Client *http.Client // with a time-out of its own
	Now    func() time.Time

	mu       sync.Mutex
	document Document
	readAt   time.Time
	keys     map[string]*rsa.PublicKey
	keysAt   time.Time
}

const (
	documentKept = time.Hour
	keysKept     = time.Hour
	keysAsked    = time.Minute // at most so often for a key that is not known
	maxDocument  = 256 << 10
)

// Discover reads the discovery document. An issuer that calls itself otherwise than it is addressed is refused.
func (r *Remote) Discover(ctx context.Context) (Document, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.discover(ctx)
}

func (r *Remote) discover(ctx context.Context) (Document, error) {
	if !r.readAt.IsZero() && r.Now().Sub(r.readAt) < documentKept {
		return r.document, nil
	}
	var found Document
	if err := r.read(ctx, strings.TrimSuffix(r.URL, "/")+"/.well-known/openid-configuration", &found); err != nil {
		return Document{}, err
	}
	if found.Issuer != r.URL {
		return Document{}, errors.New("identity: the discovery document is another issuer's")
	}
	r.document, r.readAt = found, r.Now()
	return found, nil
}

// Key gives the issuer's key of an id, as a KeySource.
func (r *Remote) Key(ctx context.Context, id string) (*rsa.PublicKey, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key, known := r.keys[id]
	age := r.Now().Sub(r.keysAt)
	if known && age < keysKept || !known && !r.keysAt.IsZero() && age < keysAsked {
		return key, missingKey(key)
	}
	if err := r.readKeys(ctx); err != nil {
		return nil, err
	}
	return r.keys[id], missingKey(r.keys[id])
}

func missingKey(key *rsa.PublicKey) error {
	if key == nil {
		return errors.New("identity: unknown key")
	}
	return nil
}

func (r *Remote) readKeys(ctx context.Context) error {
	document, err := r.discover(ctx)
	if err != nil {
		return err
	}
	var set struct {
		Keys []struct {
			ID   string `json:"kid"`
			Type string `json:"kty"`
			Use  string `json:"use"`
			N    string `json:"n"`
			E    string `json:"e"`
		} `json:"keys"`
	}
	if err := r.read(ctx, document.KeysURL, &set); err != nil {
		return err
	}
	keys := map[string]*rsa.PublicKey{}
	for _, k := range set.Keys {
		if k.Type != "RSA" || k.Use != "" && k.Use != "sig" {
			continue
		}
		if key, ok := rsaKey(k.N, k.E); ok {
			keys[k.ID] = key
		}
	}
	r.keys, r.keysAt = keys, r.Now()
	return nil
}

// minModulus is the shortest key that is taken, in bits.
const minModulus = 2048

func rsaKey(n, e string) (*rsa.PublicKey, bool) {
	modulus, err := base64.RawURLEncoding.DecodeString(n)
	if err != nil {
		return nil, false
	}
	exponent, err := base64.RawURLEncoding.DecodeString(e)
	if err != nil || len(exponent) == 0 || len(exponent) > 4 {
		return nil, false
	}
	key := &rsa.PublicKey{N: new(big.Int).SetBytes(modulus), E: int(new(big.Int).SetBytes(exponent).Int64())}
	return key, key.N.BitLen() >= minModulus && key.E > 1
}

func (r *Remote) read(ctx context.Context, url string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return fmt.Errorf("identity: issuer: %w", err)
	}
	response, err := r.Client.Do(request)
	if err != nil {
		return fmt.Errorf("identity: issuer: %w", err)
	}
	defer func() { _ = response.Body.Close() }() // read to its end or given up
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("identity: issuer answers %d", response.StatusCode)
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxDocument)).Decode(into); err != nil {
		return fmt.Errorf("identity: issuer: %w", err)
	}
	return nil
}
