package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"strings"
	"unicode/utf8"

	"github.com/lunxu/lunxu/internal/domain"
)

// maxDepth bounds the nesting of a rule document; Rules itself is seven deep.
const maxDepth = 16

// readTree reads JSON as it stands: objects as maps, lists, texts, truth values, nothing, and numbers in
// their own digits. A name that an object repeats is refused, because which of the two would count is
// anybody's guess. Errors: policy.malformed, policy.field_repeated, with the pointer.
func readTree(text []byte) (any, *domain.Error) {
	if !utf8.Valid(text) {
		return nil, domain.Invalid("policy.malformed", "")
	}
	r := reader{json.NewDecoder(bytes.NewReader(text))}
	r.UseNumber()
	value, fault := r.value("", 0)
	if fault != nil {
		return nil, fault
	}
	if _, err := r.Token(); !errors.Is(err, io.EOF) {
		return nil, domain.Invalid("policy.malformed", "")
	}
	return value, nil
}

type reader struct{ *json.Decoder }

func (r reader) value(at string, depth int) (any, *domain.Error) {
	token, err := r.Token()
	if err != nil || depth > maxDepth {
		return nil, domain.Invalid("policy.malformed", at)
	}
	switch token {
	case json.Delim('{'):
		return r.object(at, depth)
	case json.Delim('['):
		return r.list(at, depth)
	}
	return token, nil
}

func (r reader) object(at string, depth int) (any, *domain.Error) {
	out := map[string]any{}
	for r.More() {
		token, err := r.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return nil, domain.Invalid("policy.malformed", at)
		}
		here := below(at, name)
		if _, repeated := out[name]; repeated {
			return nil, domain.Invalid("policy.field_repeated", here)
		}
		value, fault := r.value(here, depth+1)
		if fault != nil {
			return nil, fault
		}
		out[name] = value
	}
	return out, r.closing(at)
}

func (r reader) list(at string, depth int) (any, *domain.Error) {
	out := []any{}
	for r.More() {
		value, fault := r.value(row(at, len(out)), depth+1)
		if fault != nil {
			return nil, fault
		}
		out = append(out, value)
	}
	return out, r.closing(at)
}

func (r reader) closing(at string) *domain.Error {
	if _, err := r.Token(); err != nil {
		return domain.Invalid("policy.malformed", at)
	}
	return nil
}

// below gives the pointer of a name within an object (RFC 6901). Long names are left out: the pointer of
// the object must do.
func below(at, name string) string {
	if len(name) > 64 {
		return at
	}
	return at + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

// merge applies a JSON Merge Patch (RFC 7396): an object changes the names that it holds, nothing (null)
// removes a name, any other value takes the place of what was there; lists are replaced whole.
func merge(target, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	old, _ := target.(map[string]any)
	next := maps.Clone(old)
	if next == nil {
		next = map[string]any{}
	}
	for name, change := range changes {
		if change == nil {
			delete(next, name)
		} else {
			next[name] = merge(next[name], change)
		}
	}
	return next
}
