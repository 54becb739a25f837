// Package identity verifies the signed tokens of an OpenID issuer as API Gateway's JWT authorizer
// does, for the installation on one box, and is a small issuer for its local sign-in.
package identity

import (
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// KeySource gives an issuer's RSA key by id.
type KeySource func(ctx context.Context, id string) (*rsa.PublicKey, error)

// Verifier checks bearer tokens: RS256 only, issuer, audience, validity in time.
type Verifier struct {
	Issuer   string
	Audience string
	Keys     KeySource
	Now      func() time.Time
}

// ErrUnauthenticated is every failure of a token; why is nobody's business but the log's.
var ErrUnauthenticated = errors.New("identity: not authenticated")

const maxToken = 8 << 10

// Verify checks a token and gives its claims as texts: numbers and lists are flattened as the
// authorizer of an HTTP API flattens them ("[a b]").
func (v Verifier) Verify(ctx context.Context, token string) (map[string]string, error) {
	if len(token) > maxToken {
		return nil, ErrUnauthenticated
	}
	claims := jwt.MapClaims{}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithIssuer(v.Issuer),
		jwt.WithAudience(v.Audience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithTimeFunc(v.Now), jwt.WithJSONNumber())
	_, err := parser.ParseWithClaims(token, claims, func(t *jwt.Token) (any, error) {
		id, _ := t.Header["kid"].(string)
		return v.Keys(ctx, id)
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnauthenticated, err)
	}
	out := map[string]string{}
	for name, value := range claims {
		out[name] = flatten(value)
	}
	return out, nil
}

func flatten(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = flatten(item)
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	return fmt.Sprint(value)
}
