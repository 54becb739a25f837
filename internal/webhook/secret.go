package webhook

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Secret is the key that a source signs with. It prints as a mask.
type Secret []byte

// Format hides the secret for every verb.
func (Secret) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte("secret")) }

// The sizes of a secret, in bytes of its key.
const (
	MinSecret = 24
	MaxSecret = 128
	newSecret = 32
)

// ErrSecret refuses a secret that is malformed or too short; it never repeats it.
var ErrSecret = errors.New("webhook: secret is malformed or has the wrong length")

const secretPrefix = "whsec_"

// ParseSecret reads a secret as its provider writes it: Standard Webhooks in base64 with or without the
// prefix whsec_, the others as text.
func ParseSecret(p Provider, text string) (Secret, error) {
	key := []byte(text)
	if p == Standard {
		encoded := strings.TrimPrefix(text, secretPrefix)
		if strings.ContainsAny(encoded, "\r\n") { // the decoder would pass over them
			return nil, ErrSecret
		}
		var err error
		if key, err = base64.StdEncoding.Strict().DecodeString(encoded); err != nil {
			return nil, ErrSecret
		}
	}
	if len(key) < MinSecret || len(key) > MaxSecret ||
		strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, ErrSecret
	}
	return key, nil
}

// NewSecret makes a secret as its provider takes it.
func NewSecret(p Provider, random io.Reader) (string, error) {
	key := make([]byte, newSecret)
	if _, err := io.ReadFull(random, key); err != nil {
		return "", fmt.Errorf("webhook: random: %w", err)
	}
	if p == Standard {
		return secretPrefix + base64.StdEncoding.EncodeToString(key), nil
	}
	return base64.RawURLEncoding.EncodeToString(key), nil
}
