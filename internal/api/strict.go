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

	"github.com/lunxu/lunxu/internal/domain"
)

// MaxBody bounds a request's body, in bytes.
const MaxBody = 64 << 10

const maxDepth = 16

// decodeStrictly reads one JSON object into a request type. encoding/json alone would accept invalid
// UTF-8, repeated names, names in another case and several values; this does not.
// Errors: body.malformed, body.unknown_field, body.wrong_type.
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
// exactly that case, bounded depth.
func checkShape(body []byte, shape reflect.Type) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if first, err := decoder.Token(); err != nil || first != json.Delim('{') {
		return domain.Invalid("body.malformed", "")
	}
	if err := checkObject(decoder, shape, "", 1); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return domain.Invalid("body.malformed", "")
	}
	return nil
}

func checkObject(decoder *json.Decoder, shape reflect.Type, at string, depth int) error {
	if depth > maxDepth {
		return domain.Invalid("body.malformed", at)
	}
	fields := fieldsOf(shape)
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return domain.Invalid("body.malformed", at)
		}
		here := at + "/" + name
		if seen[name] {
			return domain.Invalid("body.malformed", here)
		}
		seen[name] = true
		inner, known := fields[name]
		if fields != nil && !known {
			return domain.Invalid("body.unknown_field", here)
		}
		if err := checkValue(decoder, inner, here, depth); err != nil {
			return err
		}
	}
	return closing(decoder, at)
}

func checkValue(decoder *json.Decoder, shape reflect.Type, at string, depth int) error {
	token, err := decoder.Token()
	if err != nil {
		return domain.Invalid("body.malformed", at)
	}
	switch token {
	case json.Delim('{'):
		return checkObject(decoder, shape, at, depth+1)
	case json.Delim('['):
		if depth+1 > maxDepth {
			return domain.Invalid("body.malformed", at)
		}
		var element reflect.Type
		if s := bare(shape); s != nil && s.Kind() == reflect.Slice {
			element = s.Elem()
		}
		for i := 0; decoder.More(); i++ {
			if err := checkValue(decoder, element, at+"/"+strconv.Itoa(i), depth+1); err != nil {
				return err
			}
		}
		return closing(decoder, at)
	case nil:
		return domain.Invalid("body.wrong_type", at) // null: leave the field out instead
	}
	return nil
}

func closing(decoder *json.Decoder, at string) error {
	if _, err := decoder.Token(); err != nil {
		return domain.Invalid("body.malformed", at)
	}
	return nil
}

func bare(shape reflect.Type) reflect.Type {
	for shape != nil && shape.Kind() == reflect.Pointer {
		shape = shape.Elem()
	}
	return shape
}

// fieldsOf gives the names of a struct's fields; nil where any name may stand.
func fieldsOf(shape reflect.Type) map[string]reflect.Type {
	shape = bare(shape)
	if shape == nil || shape.Kind() != reflect.Struct {
		return nil
	}
	fields := map[string]reflect.Type{}
	for i := range shape.NumField() {
		name, _, _ := strings.Cut(shape.Field(i).Tag.Get("json"), ",")
		fields[name] = shape.Field(i).Type
	}
	return fields
}
