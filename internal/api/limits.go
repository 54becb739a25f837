package api

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/lunxu/lunxu/internal/domain"
)

// limit is what the contract allows a value to be: the field of a body ("NewSite.name", by type and field), an element
// of its list ("OrderTable.groups[]"), or a parameter ("query limit").
type limit struct {
	key      string
	kind     limitKind
	min, max int64  // of a text's characters, of a number, of a list's elements
	pattern  string // of a text; empty: any
}

// unbounded is the max of what has none; no number of the contract is without a min.
const unbounded = math.MaxInt64

type limitKind uint8

const (
	limitText limitKind = iota
	limitNumber
	limitList
)

// limitOf finds the limit of a key; nil if the contract sets none.
func limitOf(key string) *limit {
	i, found := slices.BinarySearchFunc(limits[:], key, func(l limit, key string) int {
		return strings.Compare(l.key, key)
	})
	if !found {
		return nil
	}
	return &limits[i]
}

// allows holds a text or a number of a body against its limit; a number that is not whole is left to the decoder.
func (l *limit) allows(token json.Token) bool {
	switch value := token.(type) {
	case string:
		return l.allowsText(value)
	case json.Number:
		n, err := strconv.ParseInt(value.String(), 10, 64)
		return err != nil || l.holds(n)
	}
	return true
}

// allowsText counts characters. Where a text may not be empty, one of blanks is.
func (l *limit) allowsText(text string) bool {
	if !l.holds(int64(utf8.RuneCountInString(text))) || l.min > 0 && strings.TrimSpace(text) == "" {
		return false
	}
	return l.pattern == "" || compiled(l.pattern).MatchString(text)
}

func (l *limit) holds(n int64) bool { return n >= l.min && n <= l.max }

// refuse makes the refusal of a value outside the limit, with what is allowed in words of both languages.
func (l *limit) refuse(code domain.Code, at string) *domain.Error {
	unit := [...][2]string{limitText: {" 个字", " characters"}, limitNumber: {}, limitList: {" 项", " entries"}}[l.kind]
	least, most := strconv.FormatInt(l.min, 10), strconv.FormatInt(l.max, 10)
	var zh, en []string
	switch {
	case l.max < unbounded:
		zh, en = append(zh, least+" 至 "+most+unit[0]), append(en, least+" to "+most+unit[1])
	case l.min > 0:
		zh, en = append(zh, "至少 "+least+unit[0]), append(en, "at least "+least+unit[1])
	}
	if l.pattern != "" {
		zh, en = append(zh, "格式 "+l.pattern), append(en, "of the form "+l.pattern)
	}
	return domain.Invalid(code, at).With("limit_zh", strings.Join(zh, "，")).With("limit_en", strings.Join(en, ", "))
}

// allowsParameter holds the text of a parameter against its limit; a number is written in one way only.
func (l *limit) allowsParameter(text string) bool {
	if l.kind != limitNumber {
		return l.allowsText(text)
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return err == nil && strconv.FormatInt(n, 10) == text && l.holds(n)
}

// patterns holds what was compiled: each at its first use, as most processes meet few of them.
var patterns sync.Map

func compiled(pattern string) *regexp.Regexp {
	if known, ok := patterns.Load(pattern); ok {
		return known.(*regexp.Regexp)
	}
	made := regexp.MustCompile(pattern)
	patterns.Store(pattern, made)
	return made
}
