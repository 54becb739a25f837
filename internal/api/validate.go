package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lunxu/lunxu/internal/domain"
)

// maxText bounds the texts that the contract leaves open, as those of a rule set, in characters.
const maxText = 2000

// checkScalar holds one value against the type that it is for and its limit; without a type every value will do.
// Errors: body.wrong_type, body.outside_limits, body.text_too_long, body.text_malformed, body.value_not_allowed,
// time.malformed.
func checkScalar(token json.Token, shape reflect.Type, l *limit, at string) error {
	if !fits(token, shape) {
		return domain.Invalid("body.wrong_type", at)
	}
	if l != nil && !l.allows(token) {
		return l.refuse("body.outside_limits", at)
	}
	text, ok := token.(string)
	switch {
	case !ok:
		return nil
	case utf8.RuneCountInString(text) > maxText:
		return domain.Invalid("body.text_too_long", at)
	case strings.ContainsFunc(text, outOfPlace):
		return domain.Invalid("body.text_malformed", at)
	case shape == nil:
		return nil
	case shape == instant:
		if _, err := time.Parse(time.RFC3339, text); err != nil {
			return domain.Invalid("time.malformed", at)
		}
	case shape.Implements(enumeration):
		value := reflect.New(shape).Elem()
		value.SetString(text)
		if !value.Interface().(validator).Valid() {
			return domain.Invalid("body.value_not_allowed", at)
		}
	}
	return nil
}

// fits reports whether a token of JSON is of the kind that a type takes. Whether a number is whole
// and within range is left to the decoder.
func fits(token json.Token, shape reflect.Type) bool {
	if shape == nil {
		return true
	}
	switch token.(type) {
	case string:
		return shape.Kind() == reflect.String || shape == instant
	case bool:
		return shape.Kind() == reflect.Bool
	case json.Number:
		return shape.Kind() >= reflect.Int && shape.Kind() <= reflect.Float64
	}
	switch token {
	case json.Delim('{'):
		return shape != instant && (shape.Kind() == reflect.Struct || shape.Kind() == reflect.Map)
	case json.Delim('['):
		return shape.Kind() == reflect.Slice
	}
	return false // null: leave the field out instead
}

// outOfPlace reports the characters that no text of a request holds: controls other than line feed
// and tab, and U+FFFD, which stands for what could not be read, as half a surrogate pair.
func outOfPlace(r rune) bool {
	return r == utf8.RuneError || (unicode.IsControl(r) && r != '\n' && r != '\t')
}

// missing gives the first field, in the order of the type, that the contract requires and the object
// lacks.
func missing(shape reflect.Type, seen map[string]bool) (string, bool) {
	if shape == nil || shape.Kind() != reflect.Struct {
		return "", false
	}
	for i := range shape.NumField() {
		field := shape.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if !isOptional(field) && !seen[name] {
			return name, true
		}
	}
	return "", false
}

// validator is what the generator gives every type with a closed set of values.
type validator interface{ Valid() bool }

var (
	enumeration = reflect.TypeFor[validator]()
	instant     = reflect.TypeFor[time.Time]()
)
