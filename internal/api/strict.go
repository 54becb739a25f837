package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// MaxBody bounds a request's body, in bytes.
const MaxBody = 64 << 10

const maxDepth = 16

// decodeStrictly reads one JSON object into a request type. encoding/json alone would accept invalid
// UTF-8, repeated names, names in another case and several values; this does not.
// Errors: body.malformed, body.unknown_field, body.field_missing and those of checkScalar.
func decodeStrictly(body []byte, into any) error {
	if !utf8.Valid(body) {
		return domain.Invalid("body.malformed", "")
	}
	if err := checkShape(body, reflect.TypeOf(into).Elem()); err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong):
		return domain.Invalid("body.wrong_type", "/"+strings.ReplaceAll(wrong.Field, ".", "/"))
	case err != nil && strings.Contains(err.Error(), "unknown field"):
		return domain.Invalid("body.unknown_field", "")
	case err != nil:
		return domain.Invalid("body.wrong_type", "")
	}
	return nil
}

// checkShape walks the tokens once: one object, no repeated name, only names that the type has in
// exactly that case, bounded depth, and every value as its type wants it and within the contract's limits.
func checkShape(body []byte, shape reflect.Type) error {
	w := walk{decoder: json.NewDecoder(bytes.NewReader(body))}
	w.decoder.UseNumber()
	if first, err := w.decoder.Token(); err != nil || first != json.Delim('{') {
		return domain.Invalid("body.malformed", "")
	}
	if err := w.object(typed(shape), "", 1); err != nil {
		return err
	}
	if _, err := w.decoder.Token(); !errors.Is(err, io.EOF) {
		return domain.Invalid("body.malformed", "")
	}
	return w.fault
}

// walk is one pass over a body. What is no JSON at all ends it; the first value that is merely wrong
// is kept until the whole is known to be JSON.
type walk struct {
	decoder *json.Decoder
	fault   error
	patch   bool // within a merge patch, where null takes a name away
}

func (w *walk) keep(fault error) {
	if w.fault == nil {
		w.fault = fault
	}
}

func (w *walk) object(shape reflect.Type, at string, depth int) error {
	if depth > maxDepth {
		return domain.Invalid("body.malformed", at)
	}
	fields := fieldsOf(shape)
	seen := map[string]bool{}
	for w.decoder.More() {
		token, err := w.decoder.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return domain.Invalid("body.malformed", at)
		}
		here := at + "/" + pointerEscape.Replace(name)
		if len(name) > maxName {
			here = at
		}
		if seen[name] {
			return domain.Invalid("body.malformed", here)
		}
		seen[name] = true
		inner, known := fields[name]
		if fields != nil && !known {
			return domain.Invalid("body.unknown_field", here)
		}
		outer := w.patch
		w.patch = outer || isPatch(inner)
		if err := w.value(typed(inner), limitKey(shape, name), here, depth); err != nil {
			return err
		}
		w.patch = outer
	}
	if name, lacks := missing(shape, seen); lacks {
		w.keep(domain.Invalid("body.field_missing", at+"/"+name))
	}
	return w.closing(at)
}

// value takes one value; key names its limit.
func (w *walk) value(shape reflect.Type, key, at string, depth int) error {
	token, err := w.decoder.Token()
	if err != nil {
		return domain.Invalid("body.malformed", at)
	}
	if fault := checkScalar(token, shape, limitOf(key), at); fault != nil {
		w.keep(fault)
		shape = nil
	}
	switch token {
	case json.Delim('{'):
		return w.object(shape, at, depth+1)
	case json.Delim('['):
		return w.list(shape, key, at, depth+1)
	case nil:
		if !w.patch {
			w.keep(domain.Invalid("body.wrong_type", at)) // also where any value may stand
		}
	}
	return nil
}

func (w *walk) list(shape reflect.Type, key, at string, depth int) error {
	if depth > maxDepth {
		return domain.Invalid("body.malformed", at)
	}
	var element reflect.Type
	if shape != nil {
		element = typed(shape.Elem())
	}
	n := int64(0)
	for ; w.decoder.More(); n++ {
		if err := w.value(element, key+"[]", at+"/"+strconv.FormatInt(n, 10), depth); err != nil {
			return err
		}
	}
	if l := limitOf(key); l != nil && l.kind == limitList && !l.holds(n) {
		w.keep(l.refuse("body.outside_limits", at))
	}
	return w.closing(at)
}

func (w *walk) closing(at string) error {
	if _, err := w.decoder.Token(); err != nil {
		return domain.Invalid("body.malformed", at)
	}
	return nil
}

// limitKey names the limit of a field; empty where any name may stand.
func limitKey(shape reflect.Type, name string) string {
	if shape == nil || shape.Name() == "" {
		return ""
	}
	return shape.Name() + "." + name
}

// typed gives the type behind pointers; nil where any value may stand.
func typed(shape reflect.Type) reflect.Type {
	for shape != nil && shape.Kind() == reflect.Pointer {
		shape = shape.Elem()
	}
	if shape == nil || shape == rawMessage || shape == mergePatch || shape.Kind() == reflect.Interface {
		return nil
	}
	return shape
}

// isPatch reports that a field takes a merge patch.
func isPatch(field reflect.Type) bool {
	return field == mergePatch || (field != nil && field.Kind() == reflect.Pointer && field.Elem() == mergePatch)
}

// fieldsOf gives the names of an object's fields; nil where any name may stand. The generator makes
// an object without properties a map of anything: no name may stand there.
func fieldsOf(shape reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	switch {
	case shape == nil:
		return nil
	case shape.Kind() == reflect.Map:
		if shape.Elem().Kind() != reflect.Interface {
			return nil
		}
	case shape.Kind() == reflect.Struct:
		for i := range shape.NumField() {
			name, _, _ := strings.Cut(shape.Field(i).Tag.Get("json"), ",")
			fields[name] = shape.Field(i).Type
		}
	}
	return fields
}

// maxName bounds the names that a pointer repeats, in bytes.
const maxName = 64

var (
	pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")
	rawMessage    = reflect.TypeFor[json.RawMessage]()
	mergePatch    = reflect.TypeFor[contract.MergePatch]()
)
