// Package webhook checks and reads what booking systems send: Standard Webhooks, Calendly and Cal.com.
// It decides nothing: a delivery becomes a Booking, or it is refused without saying why.
package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Provider is the scheme that a source signs and writes by.
type Provider string

// The providers.
const (
	// Standard Webhooks; the site's own booking page and anything that follows the scheme
	Standard Provider = "standard"
	Calendly Provider = "calendly"
	CalCom   Provider = "cal_com"
)

// MaxBody bounds a delivery's body, in bytes. Nothing is reckoned over a longer one.
const MaxBody = 64 << 10

// Tolerance is how far the signed time of a delivery may lie from the server's, unless a source says otherwise.
func (p Provider) Tolerance() time.Duration {
	if p == Calendly {
		return 180 * time.Second
	}
	return 300 * time.Second
}

// CalComAge is how old a Cal.com event may be: its signature covers no time of sending.
const CalComAge = 24 * time.Hour

// ErrSignature refuses a delivery. It has no detail on purpose.
var ErrSignature = errors.New("webhook: not accepted")

// Delivery is one request as it came in.
type Delivery struct {
	Header map[string]string // by lower-case name
	Body   []byte
	At     time.Time // the server's instant
}

// The headers that carry signatures, in lower case.
const (
	headerID        = "webhook-id"
	headerTimestamp = "webhook-timestamp"
	headerStandard  = "webhook-signature"
	headerCalendly  = "calendly-webhook-signature"
	headerCalCom    = "x-cal-signature-256"
)

// HeaderOf folds the names of a header to lower case. A signature header that comes twice is dropped,
// so that the delivery is refused rather than checked by one of the two.
func HeaderOf(header http.Header) map[string]string {
	out := map[string]string{}
	for name, values := range header {
		lower := strings.ToLower(name)
		if _, twice := out[lower]; twice || len(values) != 1 {
			out[lower] = ""
			continue
		}
		out[lower] = values[0]
	}
	return out
}

// ProviderOf tells by its headers whose scheme a delivery follows; false when by none, or by several.
func ProviderOf(header map[string]string) (Provider, bool) {
	var found []Provider
	for name, p := range map[string]Provider{headerStandard: Standard, headerCalendly: Calendly, headerCalCom: CalCom} {
		if header[name] != "" {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}

// EventID names the event that a delivery tells of, the same for every repetition: the id that Standard
// Webhooks signs, and the digest of the body for the schemes without one.
func EventID(p Provider, d Delivery) string {
	if p == Standard {
		return d.Header[headerID]
	}
	sum := sha256.Sum256(d.Body)
	return hex.EncodeToString(sum[:])
}

// Verify accepts a delivery that one of the live secrets signed. Every secret is tried, and compared in
// constant time. The error is ErrSignature.
func Verify(p Provider, secrets []Secret, tolerance time.Duration, d Delivery) error {
	if len(d.Body) > MaxBody {
		return ErrSignature
	}
	content, given, ok := signed(p, tolerance, d)
	if !ok {
		return ErrSignature
	}
	matches := false
	for _, secret := range secrets {
		if len(secret) < MinSecret {
			continue
		}
		mac := hmac.New(sha256.New, secret)
		for _, part := range content {
			mac.Write(part)
		}
		want := mac.Sum(nil)
		for _, signature := range given {
			if hmac.Equal(signature, want) {
				matches = true
			}
		}
	}
	if !matches {
		return ErrSignature
	}
	return nil
}

// signed gives what the signatures of a delivery cover, and the signatures; false for a malformed or
// untimely one.
func signed(p Provider, tolerance time.Duration, d Delivery) (content [][]byte, signatures [][]byte, ok bool) {
	switch p {
	case Standard:
		id, at := d.Header[headerID], d.Header[headerTimestamp]
		signatures, ok = standardSignatures(d.Header[headerStandard])
		ok = ok && validID(id) && timely(at, d.At, tolerance)
		return [][]byte{[]byte(id), dot, []byte(at), dot, d.Body}, signatures, ok
	case Calendly:
		at, signatures, ok := calendlySignatures(d.Header[headerCalendly])
		return [][]byte{[]byte(at), dot, d.Body}, signatures, ok && timely(at, d.At, tolerance)
	case CalCom:
		// A sender without a secret writes the literal "no-secret-provided", which is no digest.
		signature, ok := digest(d.Header[headerCalCom])
		return [][]byte{d.Body}, [][]byte{signature}, ok
	}
	return nil, nil, false
}

var dot = []byte(".")

const (
	maxID         = 128 // bytes
	maxSignatures = 8
)

// validID takes visible ASCII without the dot that separates what is signed.
func validID(id string) bool {
	return id != "" && len(id) <= maxID &&
		!strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' || r == '.' })
}

// timely reports whether a signed time, whole seconds since 1970 in digits alone, is near enough.
func timely(text string, now time.Time, tolerance time.Duration) bool {
	if text == "" || len(text) > 12 || strings.Trim(text, "0123456789") != "" {
		return false
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return false
	}
	apart := now.Unix() - seconds
	return max(apart, -apart) <= int64(tolerance/time.Second)
}

// standardSignatures reads "v1,base64 v1,base64"; other versions are passed over.
func standardSignatures(text string) ([][]byte, bool) {
	parts := strings.Split(text, " ")
	if text == "" || len(parts) > maxSignatures {
		return nil, false
	}
	var out [][]byte
	for _, part := range parts {
		encoded, ok := strings.CutPrefix(part, "v1,")
		if !ok || len(encoded) != base64.StdEncoding.EncodedLen(sha256.Size) {
			continue
		}
		if signature, err := base64.StdEncoding.Strict().DecodeString(encoded); err == nil &&
			len(signature) == sha256.Size {
			out = append(out, signature)
		}
	}
	return out, len(out) > 0
}

// calendlySignatures reads "t=1492774577,v1=hex"; other names are passed over, a second time is refused.
func calendlySignatures(text string) (at string, signatures [][]byte, ok bool) {
	parts := strings.Split(text, ",")
	if text == "" || len(parts) > maxSignatures+1 {
		return "", nil, false
	}
	for _, part := range parts {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "t":
			if at != "" {
				return "", nil, false
			}
			at = value
		case "v1":
			if signature, ok := digest(value); ok {
				signatures = append(signatures, signature)
			}
		}
	}
	return at, signatures, at != "" && len(signatures) > 0
}

// digest reads a SHA-256 in hex.
func digest(text string) ([]byte, bool) {
	if len(text) != hex.EncodedLen(sha256.Size) {
		return nil, false
	}
	sum, err := hex.DecodeString(text)
	return sum, err == nil
}

// Sign gives the headers of an outgoing delivery by Standard Webhooks.
func Sign(secret Secret, id string, at time.Time, body []byte) map[string]string {
	seconds := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, secret)
	for _, part := range [][]byte{[]byte(id), dot, []byte(seconds), dot, body} {
		mac.Write(part)
	}
	return map[string]string{headerID: id, headerTimestamp: seconds,
		headerStandard: "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))}
}
