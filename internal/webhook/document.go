package webhook

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ErrBody refuses a body that is no well-formed JSON object: not UTF-8, names repeated, too deep, or more
// than one value.
var ErrBody = errors.New("webhook: the body is no well-formed JSON object")

// ErrContent refuses an event that lacks what every booking has: its id and, for a new one, its times.
var ErrContent = errors.New("webhook: the event lacks its id or its times")

const maxDepth = 32

// document is a decoded JSON object; names match in exactly their case.
type document map[string]any

// decode reads one object. encoding/json alone would take repeated names, names in another case and
// invalid UTF-8, so that two readers could understand two different bookings.
func decode(body []byte) (document, error) {
	if !utf8.Valid(body) {
		return nil, ErrBody
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	value, err := value(decoder, 0)
	object, ok := value.(map[string]any)
	if err != nil || !ok {
		return nil, ErrBody
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, ErrBody
	}
	return object, nil
}

func value(decoder *json.Decoder, depth int) (any, error) {
	token, err := decoder.Token()
	if err != nil || depth > maxDepth {
		return nil, ErrBody
	}
	switch token {
	case json.Delim('{'):
		return object(decoder, depth)
	case json.Delim('['):
		list := []any{}
		for decoder.More() {
			item, err := value(decoder, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, item)
		}
		_, err := decoder.Token()
		return list, err
	}
	return token, nil
}

func object(decoder *json.Decoder, depth int) (map[string]any, error) {
	out := map[string]any{}
	for decoder.More() {
		token, err := decoder.Token()
		name, ok := token.(string)
		if _, repeated := out[name]; err != nil || !ok || repeated {
			return nil, ErrBody
		}
		if out[name], err = value(decoder, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := decoder.Token()
	return out, err
}

// in gives the object under a path of names; an empty one where there is none.
func (d document) in(names ...string) document {
	for _, name := range names {
		inner, _ := d[name].(map[string]any)
		d = inner
	}
	return d
}

// list gives the objects of a list.
func (d document) list(name string) []document {
	items, _ := d[name].([]any)
	var out []document
	for _, item := range items {
		if o, ok := item.(map[string]any); ok {
			out = append(out, o)
		}
	}
	return out
}

// id gives an identifier as it is, empty when it is none.
func (d document) id(name string) string {
	text, _ := d[name].(string)
	if len(text) > maxBookingID || strings.ContainsFunc(text,
		func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError }) {
		return ""
	}
	return text
}

const maxBookingID = 512 // bytes; Calendly's are addresses

// text gives a text for people: without control and invisible characters, cut to a length.
func (d document) text(name string, most int) string {
	text, _ := d[name].(string)
	return cleaned(text, most)
}

func cleaned(text string, most int) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r == utf8.RuneError || unicode.In(r, unicode.C, unicode.Zl, unicode.Zp):
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		text = strings.TrimSpace(string(runes[:most]))
	}
	return text
}

// number gives a whole number within bounds, else 0.
func (d document) number(name string, most int64) int {
	n, ok := d[name].(json.Number)
	if !ok {
		return 0
	}
	whole, err := n.Int64()
	if err != nil || whole < 0 || whole > most {
		return 0
	}
	return int(whole)
}

// instant reads a time in RFC 3339, written with Z, .000Z or an offset; zero when it is none.
func (d document) instant(name string) time.Time {
	text, _ := d[name].(string)
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || at.Year() < 1970 || at.Year() > 9998 {
		return time.Time{}
	}
	return at.UTC().Truncate(time.Millisecond)
}
