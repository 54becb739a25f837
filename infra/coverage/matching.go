package coverage

import (
	"regexp/syntax"
	"strings"
)

// Matching gives a short text that a pattern of the contract matches. Error: the pattern does not read.
func Matching(pattern string) (string, error) {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return "", err
	}
	return matching(parsed), nil
}

func matching(re *syntax.Regexp) string {
	var out string
	switch re.Op {
	case syntax.OpLiteral:
		return string(re.Rune)
	case syntax.OpCharClass:
		return string(re.Rune[:1])
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		for _, sub := range re.Sub {
			out += matching(sub)
		}
	case syntax.OpAlternate:
		return matching(re.Sub[0])
	case syntax.OpRepeat:
		return strings.Repeat(matching(re.Sub[0]), max(1, re.Min))
	}
	return out
}
