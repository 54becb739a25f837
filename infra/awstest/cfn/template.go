package cfn

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Template is a parsed template, functions in their long form.
type Template struct{ Root map[string]any }

// Resource is one resource by its logical id.
type Resource struct {
	ID   string
	Type string
	Body map[string]any
}

// Resources lists the resources of a type, all for an empty type, by logical id.
func (t *Template) Resources(kind string) []Resource {
	var of []Resource
	for _, id := range slices.Sorted(maps.Keys(Map(t.Root, "Resources"))) {
		body := Map(t.Root, "Resources", id)
		if is := Text(body, "Type"); kind == "" || is == kind {
			of = append(of, Resource{ID: id, Type: is, Body: body})
		}
	}
	return of
}

// Resource finds one resource.
func (t *Template) Resource(id string) (Resource, bool) {
	body := Map(t.Root, "Resources", id)
	return Resource{ID: id, Type: Text(body, "Type"), Body: body}, body != nil
}

// At follows keys through nested mappings; nil where one is missing.
func At(from any, keys ...string) any {
	for _, key := range keys {
		m, ok := from.(map[string]any)
		if !ok {
			return nil
		}
		from = m[key]
	}
	return from
}

// Map is At for a mapping, nil where there is none.
func Map(from any, keys ...string) map[string]any {
	m, _ := At(from, keys...).(map[string]any)
	return m
}

// Text is At for a string, empty where there is none.
func Text(from any, keys ...string) string {
	s, _ := At(from, keys...).(string)
	return s
}

// List is At for a list; a single value counts as a list of one, as in policies.
func List(from any, keys ...string) []any {
	switch v := At(from, keys...).(type) {
	case nil:
		return nil
	case []any:
		return v
	default:
		return []any{v}
	}
}

// Texts is List with every element as text.
func Texts(from any, keys ...string) []string {
	var of []string
	for _, v := range List(from, keys...) {
		of = append(of, fmt.Sprint(v))
	}
	return of
}

// Number is At for an integer.
func Number(from any, keys ...string) (int64, bool) {
	switch v := At(from, keys...).(type) {
	case uint64:
		return int64(v), true
	case int64:
		return v, true
	}
	return 0, false
}

// Target names what a reference points at: the logical id or parameter of Ref, "id.attribute" of GetAtt, the pattern
// of Sub, or the literal text.
func Target(v any) string {
	if text, ok := v.(string); ok {
		return text
	}
	if ref := Text(v, "Ref"); ref != "" {
		return ref
	}
	if attribute := Texts(v, "Fn::GetAtt"); len(attribute) > 0 {
		return strings.Join(attribute, ".")
	}
	return Text(v, "Fn::Sub")
}

// Walk visits every scalar below a value with the path that leads to it.
func Walk(from any, visit func(path []string, value any)) { walk(nil, from, visit) }

func walk(path []string, from any, visit func([]string, any)) {
	switch v := from.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			walk(append(slices.Clone(path), key), v[key], visit)
		}
	case []any:
		for i, item := range v {
			walk(append(slices.Clone(path), fmt.Sprint(i)), item, visit)
		}
	default:
		visit(path, v)
	}
}
