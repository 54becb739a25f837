// Package checkintoken makes and checks the rotating token that a site's screen shows as a QR code and
// an agent's phone sends back to check in (签到).
//
// The token proves that somebody saw the screen within the last seconds. It does not stop a live video
// relay of the screen, as no such code can; device binding and confirmation by the front desk are for that.
package checkintoken

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// The refusals of Verify.
const (
	Malformed   domain.Code = "token.malformed"     // not a token of this version in its one spelling
	Forged      domain.Code = "token.forged"        // altered, or signed by a key that is not live
	Expired     domain.Code = "token.expired"       // older than MaxAge: a photo, or a slow phone
	NotYetValid domain.Code = "token.not_yet_valid" // issued later than the clock here allows
	OtherSite   domain.Code = "token.other_site"    // made for another site
)

// The accepted age of a token by the server's clock, both ends inclusive, in whole milliseconds.
// The negative end allows for the clocks of two servers that differ.
const (
	MaxAge  = 15 * time.Second
	MaxSkew = 2 * time.Second
	// Refresh is how often a screen fetches a new token.
	Refresh = 5 * time.Second
)

// A token is 40 bytes, big-endian, written as 54 characters of unpadded base64url:
//
//	0  version (1)
//	1  key id
//	2  site tag: the first 4 bytes of a hash of the site's id
//	6  issue time, Unix milliseconds
//	14 nonce, 10 bytes
//	24 HMAC-SHA-256 over a label, the site's id and bytes 0 … 23, first 16 bytes
const (
	size       = 40
	minKeySize = 32

	version   = 1
	atKey     = 1
	atTag     = 2
	atTime    = 6
	atNonce   = 14
	atMAC     = 24
	macLabel  = "lunxu check-in token v1\x00"
	tagLabel  = "lunxu check-in site v1\x00"
	textSize  = (size*8 + 5) / 6
	clockUnit = time.Millisecond
)

// Keys gives the live key of a site by its id; false for a key that is not live.
type Keys func(site domain.SiteID, id byte) ([]byte, bool)

// Mint makes the token of a site for an instant, with a nonce read from random.
func Mint(key []byte, id byte, site domain.SiteID, now time.Time, random io.Reader) (string, error) {
	if len(key) < minKeySize {
		return "", errors.New("checkintoken: key is too short")
	}
	raw := make([]byte, atMAC, size)
	raw[0], raw[atKey] = version, id
	copy(raw[atTag:], siteTag(site))
	binary.BigEndian.PutUint64(raw[atTime:], uint64(now.UnixMilli()))
	if _, err := io.ReadFull(random, raw[atNonce:atMAC]); err != nil {
		return "", fmt.Errorf("checkintoken: nonce: %w", err)
	}
	raw = append(raw, mac(key, site, raw)...)
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

// Verify checks a token for a site at an instant of the server's clock. Errors are the refusals above,
// as *domain.Error. Nothing but the version, the site tag and the key id is looked at before the
// signature holds.
func Verify(keys Keys, site domain.SiteID, token string, now time.Time) error {
	raw, ok := decode(token)
	if !ok || raw[0] != version {
		return domain.Invalid(Malformed, "")
	}
	if !hmac.Equal(raw[atTag:atTime], siteTag(site)) {
		return domain.Invalid(OtherSite, "")
	}
	key, live := keys(site, raw[atKey])
	if !live || len(key) < minKeySize || !hmac.Equal(raw[atMAC:], mac(key, site, raw[:atMAC])) {
		return domain.Invalid(Forged, "")
	}
	issued := time.UnixMilli(int64(binary.BigEndian.Uint64(raw[atTime:])))
	return checkAge(issued, now)
}

// decode accepts the one canonical spelling: Go's decoder alone would skip line breaks.
func decode(token string) ([]byte, bool) {
	if len(token) != textSize {
		return nil, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	return raw, err == nil && len(raw) == size
}

func checkAge(issued, now time.Time) error {
	age := now.Truncate(clockUnit).Sub(issued)
	if age < -MaxSkew {
		return domain.Invalid(NotYetValid, "")
	}
	if age > MaxAge {
		return domain.Invalid(Expired, "")
	}
	return nil
}

// mac signs the site's whole id with the body: the tag alone is too short to tell sites apart.
func mac(key []byte, site domain.SiteID, body []byte) []byte {
	sum := hmac.New(sha256.New, key)
	sum.Write([]byte(macLabel + string(site) + "\x00"))
	sum.Write(body)
	return sum.Sum(nil)[:size-atMAC]
}

func siteTag(site domain.SiteID) []byte {
	sum := sha256.Sum256([]byte(tagLabel + string(site)))
	return sum[:atTime-atTag]
}
