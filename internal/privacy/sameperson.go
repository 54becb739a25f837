package privacy

import (
	"slices"
	"strings"
	"unicode"
)

// titles are forms of address, and whom they are for; the longer ones come first.
var titles = []struct {
	text string
	of   rune // m, f or 0: of either
}{
	{"先生", 'm'}, {"女士", 'f'}, {"小姐", 'f'}, {"太太", 'f'}, {"夫人", 'f'}, {"大哥", 'm'}, {"大姐", 'f'}, {"阿姨", 'f'},
	{"老师", 0}, {"经理", 0}, {"医生", 0}, {"老板", 0}, {"同学", 0}, {"总", 0}, {"哥", 'm'}, {"姐", 'f'}, {"工", 0},
}

var latinTitles = map[string]rune{"mr": 'm', "mrs": 'f', "ms": 'f', "miss": 'f', "dr": 0}

// person is what two spellings of a name are compared by.
type person struct {
	surname, given string
	words          []string // of a name in Latin letters
	of             rune
}

// CouldBeOne compares two names as people give them: a full name is the same name only; a surname with a form of
// address (王先生) fits whoever bears it (王建国). What is not given does not contradict.
func CouldBeOne(a, b string) bool {
	one, other := personOf(a), personOf(b)
	switch {
	case one.blank() || other.blank():
		return true
	case one.of != 0 && other.of != 0 && one.of != other.of:
		return false
	case len(one.words) > 0 || len(other.words) > 0:
		return len(one.words) > 0 && len(other.words) > 0 && sharesWords(one.words, other.words)
	case one.surname != other.surname:
		return false
	}
	return one.given == "" || other.given == "" || one.given == other.given
}

// sharesWords reports that the shorter name consists of words of the longer one.
func sharesWords(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, word := range a {
		if !slices.Contains(b, word) {
			return false
		}
	}
	return true
}

func (p person) blank() bool { return p.surname == "" && len(p.words) == 0 }

func personOf(name string) person {
	name = folded(name)
	var p person
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if of, title := latinTitles[word]; title {
				p.of = of
			} else {
				p.words = append(p.words, word)
			}
		}
		return p
	}
	runes := slices.DeleteFunc([]rune(name), func(r rune) bool { return !unicode.IsLetter(r) })
	name = string(runes)
	for _, title := range titles {
		rest, found := strings.CutSuffix(name, title.text)
		if plain := []rune(rest); found && (len(plain) == 1 || len(plain) == 2 && isCompoundSurname(rest) ||
			len([]rune(title.text)) > 1 && len(plain) > 0) {
			name, p.of = rest, title.of
			break
		}
	}
	runes = []rune(name)
	if len(runes) == 2 && strings.ContainsRune("小老阿", runes[0]) {
		runes = runes[1:]
	}
	size := min(1, len(runes))
	if len(runes) >= 2 && isCompoundSurname(string(runes[:2])) {
		size = 2
	}
	p.surname, p.given = string(runes[:size]), string(runes[size:])
	return p
}

// folded writes full-width letters as plain ones, in lower case.
func folded(text string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, text))
}
