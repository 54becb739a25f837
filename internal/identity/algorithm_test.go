package identity

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// The key is right and RSA; only the list of accepted algorithms refuses these.
func TestRefusesOtherAlgorithmsUnderTheRightKey(t *testing.T) {
	issuer, verifier := open(t)
	claims := jwt.MapClaims{"iss": issuer.URL, "aud": "lunxu", "exp": now.Add(time.Hour).Unix(), "iat": now.Unix()}
	for _, method := range []jwt.SigningMethod{jwt.SigningMethodRS384, jwt.SigningMethodRS512, jwt.SigningMethodPS256} {
		token := jwt.NewWithClaims(method, claims)
		token.Header["kid"] = issuer.id
		signed, err := token.SignedString(issuer.key)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := verifier.Verify(context.Background(), signed); !errors.Is(err, ErrUnauthenticated) {
			t.Errorf("%s: %v", method.Alg(), err)
		}
	}
}
