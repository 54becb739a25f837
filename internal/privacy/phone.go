// Package privacy keeps customers' phones and names apart from everything that prints, logs or stores:
// redacting types, the keyed look-up reference, and encryption under one key per customer.
package privacy

import (
	"fmt"
	"log/slog"
	"strings"
	"unique"

	"github.com/lunxu/lunxu/internal/domain"
)

// The refusals of ParsePhone.
const (
	PhoneMalformed domain.Code = "phone.malformed" // not a mainland China mobile number
	PhoneForeign   domain.Code = "phone.foreign"   // a number with another country code
)

const maxPhoneText = 64 // bytes as typed; the longest sensible spelling is about half

// Phone is a mainland China mobile number, 11 digits. Whatever prints, logs or marshals it gets the
// mask; only Digits gives the number. It is comparable; the zero value is no phone.
//
// The digits sit behind a handle because fmt walks unexported fields of enclosing structs by
// reflection, past every method: there it finds a pointer and prints an address.
type Phone struct {
	digits unique.Handle[string]
}

// ParsePhone reads a mobile number in any spelling: full-width digits, spaces, dashes, dots, parentheses,
// and the prefixes +86, 0086 and 86. Errors are PhoneForeign for +852…, 001… and the like, otherwise
// PhoneMalformed; neither carries the text.
func ParsePhone(text string) (Phone, error) {
	folded, ok := foldPhone(text)
	if !ok {
		return Phone{}, domain.Invalid(PhoneMalformed, "")
	}
	national, international := cutInternational(folded)
	if international && !strings.HasPrefix(national, "86") {
		return Phone{}, refuseInternational(national)
	}
	if international || len(national) == len("86")+11 {
		national = strings.TrimPrefix(national, "86")
	}
	if !isMobile(national) {
		return Phone{}, domain.Invalid(PhoneMalformed, "")
	}
	return Phone{unique.Make(national)}, nil
}

// foldPhone gives ASCII digits with at most one leading plus sign.
func foldPhone(text string) (string, bool) {
	if len(text) > maxPhoneText {
		return "", false
	}
	var folded strings.Builder
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			folded.WriteRune(r)
		case r >= '０' && r <= '９':
			folded.WriteRune(r - '０' + '0')
		case (r == '+' || r == '＋') && folded.Len() == 0:
			folded.WriteByte('+')
		case !isPhoneSeparator(r):
			return "", false
		}
	}
	return folded.String(), true
}

func isPhoneSeparator(r rune) bool {
	const separators = " \t\u00a0\u3000-－\u2212.．·()（）"
	return strings.ContainsRune(separators, r) || r >= '\u2010' && r <= '\u2015' || r >= '\u2000' && r <= '\u200a'
}

func cutInternational(folded string) (rest string, international bool) {
	if rest, found := strings.CutPrefix(folded, "+"); found {
		return rest, true
	}
	return strings.CutPrefix(folded, "00")
}

// refuseInternational tells a number of another country from noise: E.164 has country codes that start
// with 1 … 9 and at most 15 digits; below 7 it is no subscriber's number.
func refuseInternational(digits string) error {
	if len(digits) < 7 || len(digits) > 15 || digits[0] == '0' {
		return domain.Invalid(PhoneMalformed, "")
	}
	return domain.Invalid(PhoneForeign, "")
}

func isMobile(digits string) bool {
	return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3'
}

// Digits gives the 11 digits, for storage under encryption and for an audited reveal; "" for no phone.
func (p Phone) Digits() string {
	if p.IsZero() {
		return ""
	}
	return p.digits.Value()
}

// IsZero reports whether there is no phone.
func (p Phone) IsZero() bool { return p == Phone{} }

// Equal reports whether both are the same number.
func (p Phone) Equal(other Phone) bool { return p == other }

// Masked gives 138****8000: seven digits and no more; "" for no phone.
func (p Phone) Masked() string { return MaskPhone(p.Digits()) }

// MaskPhone masks a number as it is stored, 11 digits: 138****8000; "" for anything else.
func MaskPhone(digits string) string {
	if !isMobile(digits) {
		return ""
	}
	return digits[:3] + "****" + digits[7:]
}

// String gives the mask.
func (p Phone) String() string { return p.Masked() }

// Format writes the mask for every verb and flag.
func (p Phone) Format(state fmt.State, _ rune) { redacted(state, p.Masked()) }

// LogValue logs the mask.
func (p Phone) LogValue() slog.Value { return slog.StringValue(p.Masked()) }

// MarshalText gives the mask, for JSON too: a phone leaves the product only through Digits.
func (p Phone) MarshalText() ([]byte, error) { return []byte(p.Masked()), nil }

func redacted(state fmt.State, text string) { _, _ = state.Write([]byte(text)) }
