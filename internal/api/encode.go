package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// Encode gives the canonical JSON of an answer: no HTML escaping, no trailing newline, map keys
// sorted, and a list that the contract requires is [] when it is nil. An answer that is stored is kept as
// plain JSON of the same value and encoded here again when it is given again.
func Encode(body any) ([]byte, error) {
	if body == nil {
		return []byte("{}"), nil
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(withLists(reflect.ValueOf(body)).Interface()); err != nil {
		return nil, fmt.Errorf("api: encode answer: %w", err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// withLists copies a value with empty lists in place of nil ones, where a list is required. It never
// writes to the original, which may be shared. Values that encode themselves, as time.Time, stay as
// they are.
func withLists(v reflect.Value) reflect.Value {
	if v.Type().Implements(marshaler) {
		return v
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		next := reflect.New(v.Type().Elem())
		next.Elem().Set(withLists(v.Elem()))
		return next
	case reflect.Struct:
		return structWithLists(v)
	case reflect.Slice:
		next := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			next.Index(i).Set(withLists(v.Index(i)))
		}
		return next
	}
	return v
}

func structWithLists(v reflect.Value) reflect.Value {
	next := reflect.New(v.Type()).Elem()
	next.Set(v)
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() || (isOptional(field) && v.Field(i).IsZero()) {
			continue
		}
		next.Field(i).Set(withLists(v.Field(i)))
	}
	return next
}

// isOptional reports whether the contract lets the field be absent.
func isOptional(field reflect.StructField) bool {
	return strings.Contains(field.Tag.Get("json"), ",omitempty")
}

var marshaler = reflect.TypeFor[json.Marshaler]()
