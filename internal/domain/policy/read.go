package policy

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
)

// Read reads a whole rule document and reports everything that is wrong with it, in the order of the
// document: first what does not have the form of Rules, then what Faults finds in the rest. Besides the
// codes of Faults: policy.malformed, policy.field_repeated, policy.unknown_field, policy.field_missing,
// policy.wrong_type, policy.number_not_whole, policy.clause_malformed.
func Read(text []byte) (Rules, []*domain.Error) {
	tree, fault := readTree(text)
	if fault != nil {
		return Rules{}, []*domain.Error{fault}
	}
	return ofTree(tree, nil)
}

// tree gives the rules as JSON has them.
func (r Rules) tree() any {
	text, err := json.Marshal(r)
	if err != nil {
		panic("policy: rules are texts, numbers and lists: " + err.Error())
	}
	tree, fault := readTree(text)
	if fault != nil {
		panic("policy: rules read as they were written: " + fault.Error())
	}
	return tree
}

func ofTree(tree any, names *Names) (Rules, []*domain.Error) {
	form := &faults{}
	shaped := form.shape(tree, reflect.TypeFor[Rules](), "")
	text, err := json.Marshal(shaped)
	if err != nil {
		return Rules{}, []*domain.Error{domain.Invalid("policy.malformed", "")}
	}
	var rules Rules
	if err := json.Unmarshal(text, &rules); err != nil {
		return Rules{}, append(form.found, domain.Invalid("policy.malformed", ""))
	}
	rest := slices.DeleteFunc(rules.faults(names), func(f *domain.Error) bool { return form.covers(f.Field) })
	return rules, append(form.found, rest...)
}

// covers reports that a fault of form at or around a pointer is known: what stands there instead says
// nothing of the document.
func (f *faults) covers(field string) bool {
	return slices.ContainsFunc(f.found, func(known *domain.Error) bool {
		return known.Field == field || strings.HasPrefix(field, known.Field+"/")
	})
}

// shape holds a value against the type that it is for and gives what of it may be decoded: names that the
// type does not have are left out, values of another type are nothing.
func (f *faults) shape(value any, want reflect.Type, at string) any {
	switch want.Kind() {
	case reflect.Struct:
		return f.object(value, want, at)
	case reflect.Map:
		return f.rows(value, want.Elem(), at)
	case reflect.Slice:
		return f.list(value, want.Elem(), at)
	case reflect.String:
		text, ok := value.(string)
		malformed := ok && text != "" && want == reflect.TypeFor[domain.Clause]() && !isClause(text)
		f.when(malformed, "policy.clause_malformed", at)
		return f.scalar(value, ok, at)
	case reflect.Bool:
		_, ok := value.(bool)
		return f.scalar(value, ok, at)
	}
	return f.whole(value, at)
}

// isClause reports how a clause is named, of a source document or of the site's own rules: "SS.4.2.4.b".
func isClause(text string) bool {
	document, article, ok := strings.Cut(text, ".")
	return ok && len(document) == 2 && domain.Only(document, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") && 1 <= len(article) &&
		len(article) <= 20 &&
		domain.Only(article, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-")
}

func (f *faults) scalar(value any, ok bool, at string) any {
	if f.when(!ok, "policy.wrong_type", at) {
		return nil
	}
	return value
}

func (f *faults) whole(value any, at string) any {
	number, ok := value.(json.Number)
	if f.when(!ok, "policy.wrong_type", at) {
		return nil
	}
	_, err := strconv.ParseInt(string(number), 10, 64)
	beyond := errors.Is(err, strconv.ErrRange)
	if f.when(beyond, "policy.number_too_large", at) || f.when(err != nil && !beyond, "policy.number_not_whole", at) {
		return nil
	}
	return number
}

func (f *faults) object(value any, want reflect.Type, at string) any {
	given, ok := value.(map[string]any)
	if f.when(!ok, "policy.wrong_type", at) {
		return nil
	}
	out := map[string]any{}
	for i := range want.NumField() {
		name, option, _ := strings.Cut(want.Field(i).Tag.Get("json"), ",")
		part, there := given[name]
		if there {
			out[name] = f.shape(part, want.Field(i).Type, at+"/"+name)
			continue
		}
		f.when(option != "omitempty" && option != "omitzero", "policy.field_missing", at+"/"+name)
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		_, known := out[name]
		f.when(!known, "policy.unknown_field", below(at, name))
	}
	return out
}

func (f *faults) rows(value any, want reflect.Type, at string) any {
	given, ok := value.(map[string]any)
	if f.when(!ok, "policy.wrong_type", at) {
		return nil
	}
	out := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		out[name] = f.shape(given[name], want, below(at, name))
	}
	return out
}

func (f *faults) list(value any, want reflect.Type, at string) any {
	given, ok := value.([]any)
	if f.when(!ok, "policy.wrong_type", at) {
		return nil
	}
	out := make([]any, len(given))
	for i, part := range given {
		out[i] = f.shape(part, want, row(at, i))
	}
	return out
}
