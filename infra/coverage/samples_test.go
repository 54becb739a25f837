package coverage

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// sample makes a value that a schema allows, with every field that is not a rule set.
func sample(t *testing.T, s *openapi3.Schema) any {
	t.Helper()
	if len(s.AllOf) == 1 {
		return sample(t, s.AllOf[0].Value)
	}
	switch {
	case s.Type.Is("object"):
		out := map[string]any{}
		for name, p := range s.Properties {
			if _, raw := p.Value.Extensions["x-go-type"]; !raw {
				out[name] = sample(t, p.Value)
			}
		}
		return out
	case s.Type.Is("array"):
		return slices.Repeat([]any{sample(t, s.Items.Value)}, max(1, int(s.MinItems)))
	case s.Type.Is("boolean"):
		return true
	case s.Type.Is("integer"):
		return int64(*s.Min)
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Format == "date-time":
		return "2026-11-24T09:00:00Z"
	}
	return sampleText(t, s)
}

func sampleText(t *testing.T, s *openapi3.Schema) string {
	t.Helper()
	text := "x"
	if s.Pattern != "" {
		var err error
		if text, err = Matching(s.Pattern); err != nil {
			t.Fatal(err)
		}
	}
	if lacks := int(s.MinLength) - len(text); lacks > 0 {
		text += strings.Repeat(text[len(text)-1:], lacks)
	}
	return text
}

// variant is a body or parameter with one value changed: to the limit, or beyond it.
type variant struct {
	at     string // JSON pointer, or the parameter's name
	value  any
	broken bool
}

func (v variant) String() string {
	return fmt.Sprintf("%s = %.60q, broken %t", v.at, fmt.Sprint(v.value), v.broken)
}

// variants lists the changes of one value and of all within it.
func variants(t *testing.T, s *openapi3.Schema, at string) []variant {
	t.Helper()
	if len(s.AllOf) == 1 {
		s = s.AllOf[0].Value
	}
	if _, raw := s.Extensions["x-go-type"]; raw {
		return nil
	}
	switch {
	case s.Type.Is("object"):
		var all []variant
		for name, p := range s.Properties {
			all = append(all, variants(t, p.Value, at+"/"+name)...)
		}
		return all
	case s.Type.Is("array"):
		return append(lists(t, s, at), variants(t, s.Items.Value, at+"/0")...)
	case s.Type.Is("integer"):
		return numbers(s, at)
	}
	return texts(t, s, at)
}

func lists(t *testing.T, s *openapi3.Schema, at string) (all []variant) {
	t.Helper()
	of := func(n uint64) any { return slices.Repeat([]any{sample(t, s.Items.Value)}, int(n)) }
	if s.MaxItems != nil {
		all = append(all, variant{at, of(*s.MaxItems), false}, variant{at, of(*s.MaxItems + 1), true})
	}
	if s.MinItems > 0 {
		all = append(all, variant{at, of(s.MinItems), false}, variant{at, of(s.MinItems - 1), true})
	}
	return all
}

func numbers(s *openapi3.Schema, at string) (all []variant) {
	if s.Min != nil {
		all = append(all, variant{at, int64(*s.Min), false}, variant{at, int64(*s.Min) - 1, true})
	}
	if s.Max != nil {
		all = append(all, variant{at, int64(*s.Max), false}, variant{at, int64(*s.Max) + 1, true})
	}
	return all
}

func texts(t *testing.T, s *openapi3.Schema, at string) (all []variant) {
	t.Helper()
	text := sampleText(t, s)
	fill := func(n uint64) string { // of the last character, for patterns; a character of three bytes without one
		if s.Pattern == "" {
			return strings.Repeat("长", int(n))
		}
		return text + strings.Repeat(text[max(0, len(text)-1):], max(0, int(n)-len(text)))
	}
	if s.MaxLength != nil {
		all = append(all, variant{at, fill(*s.MaxLength), false}, variant{at, fill(*s.MaxLength + 1), true})
	}
	if s.MinLength > 0 {
		all = append(all, variant{at, fill(s.MinLength), false},
			variant{at, string([]rune(fill(s.MinLength))[1:]), true},
			variant{at, strings.Repeat(" ", int(s.MinLength)), true})
	}
	if s.Pattern != "" {
		all = append(all, variant{at, text, false}, variant{at, breaking(t, s, text), true})
	}
	return all
}

// breaking gives a text that a pattern does not match and every other limit allows.
func breaking(t *testing.T, s *openapi3.Schema, text string) string {
	t.Helper()
	pattern := regexp.MustCompile(s.Pattern)
	long := max(1, len(text))
	for _, try := range []string{text[:max(0, long-1)] + "É", strings.Repeat("É", long)} {
		if !pattern.MatchString(try) {
			return try
		}
	}
	t.Fatalf("nothing breaks %s", s.Pattern)
	return ""
}

// with gives a copy of a body in which the value at a pointer is another.
func with(t *testing.T, body any, v variant) any {
	t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	var changed any
	if err := json.Unmarshal(encoded, &changed); err != nil {
		t.Fatal(err)
	}
	steps := strings.Split(v.at, "/")[1:]
	here := changed
	for i, step := range steps {
		last := i == len(steps)-1
		switch inner := here.(type) {
		case map[string]any:
			if last {
				inner[step] = v.value
			}
			here = inner[step]
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil {
				t.Fatal(err)
			}
			if last {
				inner[n] = v.value
			}
			here = inner[n]
		}
	}
	return changed
}
