package deal

import (
	"strings"
	"unicode"
)

// Key gives the form in which a unit's or contract's number is compared, so that one written in two ways is one:
// full-width signs as half-width ones, capitals, without spaces and signs that do not show, every hyphen the same one.
// Empty: nothing is left of it.
func Key(number string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range number {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch {
		case unicode.IsSpace(r), unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn):
		case isHyphen(r):
			hyphen = b.Len() > 0
		default:
			if hyphen {
				b.WriteByte('-')
				hyphen = false
			}
			b.WriteRune(unicode.ToUpper(unicode.ToLower(r)))
		}
	}
	return b.String()
}

// isHyphen reports a dash of any width, the minus sign and the Japanese prolonged sound mark among them: an input
// method gives each of them for the same key.
func isHyphen(r rune) bool {
	return unicode.In(r, unicode.Pd) || strings.ContainsRune("−ーｰ⁃─━﹘", r)
}
