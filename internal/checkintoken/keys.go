// Package checkintoken makes and checks the rotating token that a site's screen shows as a QR code and
// an agent's phone sends back to check in (签到).
//
// The token proves that somebody saw the screen within the last seconds. It does not stop a live video
// relay of the screen, as no such code can; device binding and confirmation by the front desk are for that.
package checkintoken

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"

	"github.com/lunxu/lunxu/internal/domain"
)

// MinMasterSize is the least length of a master secret, in bytes.
const MinMasterSize = 32

// MaxLiveKeys is how many keys are accepted at a time: the one that mints and the one before it.
const MaxLiveKeys = 2

// keyLabel separates these keys from all others that may be derived from the same master secret.
const keyLabel = "lunxu check-in token key v1\x00"

// ErrKeys: no keys, too many, two with one id, a short master secret, or keys of another site
// (a programming or configuration error).
var ErrKeys = errors.New("checkintoken: invalid keys")

// Master is a master secret from which the sites' keys are derived.
type Master struct {
	ID     uint8
	Secret []byte // at least MinMasterSize bytes
}

// Format hides the secret for every verb.
func (m Master) Format(state fmt.State, _ rune) { fmt.Fprintf(state, "check-in master %d", m.ID) }

// LogValue hides the secret.
func (m Master) LogValue() slog.Value { return slog.IntValue(int(m.ID)) }

// MarshalJSON refuses: a master secret is written by its keyset only.
func (m Master) MarshalJSON() ([]byte, error) { return nil, ErrKeys }

// Keys are the live keys of one site. The zero value mints nothing and accepts nothing.
type Keys struct {
	site domain.SiteID
	live []key // the first one mints
}

// key holds its secret inside a closure, where printing by reflection finds an address only.
type key struct {
	id   uint8
	sign func(message []byte) []byte // HMAC-SHA-256
}

// DeriveKeys derives a site's keys with HKDF-SHA-256, so that the keys of one site say nothing about
// another's. The first master mints; a second one, if any, is still accepted. The error is ErrKeys.
func DeriveKeys(site domain.SiteID, masters ...Master) (Keys, error) {
	if site == "" || len(masters) == 0 || len(masters) > MaxLiveKeys {
		return Keys{}, ErrKeys
	}
	keys := Keys{site: site}
	for _, master := range masters {
		if _, taken := keys.find(master.ID); taken || len(master.Secret) < MinMasterSize {
			return Keys{}, ErrKeys
		}
		secret, err := hkdf.Key(sha256.New, master.Secret, nil, keyLabel+string(site), sha256.Size)
		if err != nil {
			return Keys{}, fmt.Errorf("checkintoken: derive: %w", err)
		}
		keys.live = append(keys.live, key{master.ID, signer(secret)})
	}
	return keys, nil
}

func signer(secret []byte) func([]byte) []byte {
	return func(message []byte) []byte {
		mac := hmac.New(sha256.New, secret)
		mac.Write(message)
		return mac.Sum(nil)
	}
}

func (k Keys) find(id uint8) (key, bool) {
	for _, live := range k.live {
		if live.id == id {
			return live, true
		}
	}
	return key{}, false
}
