package privacy

import (
	"fmt"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"
	"unique"

	"github.com/lunxu/lunxu/internal/domain"
)

// NameMalformed refuses what is longer than MaxNameRunes, invalid UTF-8, or with control or invisible characters.
const NameMalformed domain.Code = "name.malformed"

// MaxNameRunes bounds a customer's name.
const MaxNameRunes = 64

// Name is a customer's name as given. Like Phone it prints, logs and marshals as its mask; only Text
// gives the name. It is comparable; the zero value is no name.
type Name struct {
	text unique.Handle[string]
}

// ParseName reads a name; runs of spaces become one. Blank text is the zero Name: a visitor need not
// give one. The error is NameMalformed, without the text.
func ParseName(text string) (Name, error) {
	if !utf8.ValidString(text) || len(text) > 4*utf8.UTFMax*MaxNameRunes || strings.ContainsFunc(text, isInvisible) {
		return Name{}, domain.Invalid(NameMalformed, "")
	}
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return Name{}, nil
	}
	if utf8.RuneCountInString(text) > MaxNameRunes {
		return Name{}, domain.Invalid(NameMalformed, "")
	}
	return Name{unique.Make(text)}, nil
}

// isInvisible finds controls, direction marks and other format characters, line and paragraph
// separators, private use and surrogates: none belongs to a name and some can disguise one.
func isInvisible(r rune) bool {
	return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) || r == utf8.RuneError
}

// Text gives the name, for storage under encryption and for an audited reveal; "" for no name.
func (n Name) Text() string {
	if n.IsZero() {
		return ""
	}
	return n.text.Value()
}

// IsZero reports whether there is no name.
func (n Name) IsZero() bool { return n == Name{} }

// Equal reports whether both are the same text.
func (n Name) Equal(other Name) bool { return n == other }

// Masked gives the surname and one asterisk whatever the length: 张*, 欧阳*; for other scripts the first
// letter, J*; "" for no name.
func (n Name) Masked() string { return MaskName(n.Text()) }

// MaskName masks a name as it is stored, in the way of Name.Masked.
func MaskName(text string) string {
	runes := []rune(text)
	if len(runes) == 0 {
		return ""
	}
	if len(runes) > 2 && isCompoundSurname(string(runes[:2])) {
		return string(runes[:2]) + "*"
	}
	return string(runes[:1]) + "*"
}

// isCompoundSurname knows the two-character surnames (复姓) that are in use.
func isCompoundSurname(surname string) bool {
	switch surname {
	case "欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "司徒", "皇甫", "尉迟", "尉遲", "公孙", "公孫",
		"慕容", "令狐", "夏侯", "宇文", "长孙", "長孫", "东方", "東方", "南宫", "南宮", "西门", "西門", "独孤", "獨孤",
		"轩辕", "軒轅", "端木", "澹台", "淳于", "申屠", "太史", "钟离", "鍾離", "闻人", "聞人", "拓跋", "百里", "呼延",
		"东郭", "東郭", "公冶", "濮阳", "濮陽", "赫连", "赫連", "万俟", "司空", "第五", "纳兰", "納蘭":
		return true
	}
	return false
}

// String gives the mask.
func (n Name) String() string { return n.Masked() }

// Format writes the mask for every verb and flag.
func (n Name) Format(state fmt.State, _ rune) { redacted(state, n.Masked()) }

// LogValue logs the mask.
func (n Name) LogValue() slog.Value { return slog.StringValue(n.Masked()) }

// MarshalText gives the mask, for JSON too: a name leaves the product only through Text.
func (n Name) MarshalText() ([]byte, error) { return []byte(n.Masked()), nil }
