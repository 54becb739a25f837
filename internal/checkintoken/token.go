package checkintoken

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
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
	Size      = 40
	NonceSize = 10

	version   = 1
	atKey     = 1
	atTag     = 2
	atTime    = 6
	atNonce   = 14
	atMAC     = 24
	macLabel  = "lunxu check-in token v1\x00"
	tagLabel  = "lunxu check-in site v1\x00"
	textSize  = (Size*8 + 5) / 6
	clockUnit = time.Millisecond
)

// Nonce makes tokens of one millisecond different.
type Nonce [NonceSize]byte

// NewNonce reads a nonce from a source of randomness.
func NewNonce(random io.Reader) (Nonce, error) {
	var nonce Nonce
	if _, err := io.ReadFull(random, nonce[:]); err != nil {
		return Nonce{}, fmt.Errorf("checkintoken: nonce: %w", err)
	}
	return nonce, nil
}

// Claims is what an accepted token says.
type Claims struct {
	Site       domain.SiteID
	IssuedAt   time.Time // UTC, whole milliseconds
	ValidUntil time.Time // the last accepted instant
	KeyID      uint8
	Nonce      string // 20 hex digits, names the token in evidence
}

// Mint makes the token of a site for an instant. The error is ErrKeys, for keys of another site or none.
func Mint(keys Keys, site domain.SiteID, now time.Time, nonce Nonce) (string, error) {
	if len(keys.live) == 0 || keys.site != site || now.UnixMilli() < 0 {
		return "", ErrKeys
	}
	minting := keys.live[0]
	raw := make([]byte, atMAC, Size)
	raw[0], raw[atKey] = version, minting.id
	copy(raw[atTag:], siteTag(site))
	binary.BigEndian.PutUint64(raw[atTime:], uint64(now.UnixMilli()))
	copy(raw[atNonce:], nonce[:])
	raw = append(raw, mac(minting, site, raw)...)
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

// Verify checks a token for a site at an instant of the server's clock. Errors are the refusals above,
// as *domain.Error, or ErrKeys. Nothing but the version, the site tag and the key id is looked at
// before the signature holds.
func Verify(keys Keys, site domain.SiteID, token string, now time.Time) (Claims, error) {
	if len(keys.live) == 0 || keys.site != site {
		return Claims{}, ErrKeys
	}
	raw, ok := decode(token)
	if !ok || raw[0] != version {
		return Claims{}, domain.Invalid(Malformed, "")
	}
	if !hmac.Equal(raw[atTag:atTime], siteTag(site)) {
		return Claims{}, domain.Invalid(OtherSite, "")
	}
	signing, live := keys.find(raw[atKey])
	if !live || !hmac.Equal(raw[atMAC:], mac(signing, site, raw[:atMAC])) {
		return Claims{}, domain.Invalid(Forged, "")
	}
	claims := claimsOf(site, raw)
	return claims, checkAge(claims.IssuedAt, now)
}

// decode accepts the one canonical spelling: Go's decoder alone would skip line breaks.
func decode(token string) ([]byte, bool) {
	if len(token) != textSize {
		return nil, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	return raw, err == nil && len(raw) == Size
}

func claimsOf(site domain.SiteID, raw []byte) Claims {
	issued := time.UnixMilli(int64(binary.BigEndian.Uint64(raw[atTime:]))).UTC()
	return Claims{
		Site: site, IssuedAt: issued, ValidUntil: issued.Add(MaxAge), KeyID: raw[atKey],
		Nonce: hex.EncodeToString(raw[atNonce:atMAC]),
	}
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
func mac(signing key, site domain.SiteID, body []byte) []byte {
	message := append([]byte(macLabel+string(site)+"\x00"), body...)
	return signing.sign(message)[:Size-atMAC]
}

func siteTag(site domain.SiteID) []byte {
	sum := sha256.Sum256([]byte(tagLabel + string(site)))
	return sum[:atTime-atTag]
}
