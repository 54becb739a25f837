package protocol

import (
	"regexp"

	"github.com/lunxu/lunxu/internal/store"
)

// value is an attribute value of one of the three types in use; exactly one field is set.
type value struct {
	S *string `json:",omitempty"`
	N *string `json:",omitempty"`
	B *[]byte `json:",omitempty"`
}

type attributes map[string]value

var decimalNumber = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,37})$`)

func (v value) check() error {
	set := 0
	for _, present := range []bool{v.S != nil, v.N != nil, v.B != nil} {
		if present {
			set++
		}
	}
	if set != 1 {
		return validation("an attribute value must have exactly one type")
	}
	if v.N != nil && !decimalNumber.MatchString(*v.N) {
		return validation("number not an integer in plain notation")
	}
	return nil
}

func (a attributes) check() error {
	for name, v := range a {
		if name == "" {
			return validation("empty attribute name")
		}
		if err := v.check(); err != nil {
			return err
		}
	}
	return nil
}

func (a attributes) size() int {
	total := 0
	for name, v := range a {
		switch {
		case v.S != nil:
			total += store.StringSize(name, *v.S)
		case v.N != nil:
			total += store.NumberSize(name, *v.N)
		case v.B != nil:
			total += store.BinarySize(name, *v.B)
		}
	}
	return total
}

// text gives a string attribute.
func (a attributes) text(name string) (string, bool) {
	v, ok := a[name]
	if !ok || v.S == nil {
		return "", false
	}
	return *v.S, true
}

// only gives the named attributes.
func (a attributes) only(names ...string) attributes {
	of := attributes{}
	for _, name := range names {
		if v, ok := a[name]; ok {
			of[name] = v
		}
	}
	return of
}

// equal compares by type and value.
func (v value) equal(other value) bool {
	switch {
	case v.S != nil && other.S != nil:
		return *v.S == *other.S
	case v.N != nil && other.N != nil:
		return *v.N == *other.N // plain integer notation is unique
	case v.B != nil && other.B != nil:
		return string(*v.B) == string(*other.B)
	}
	return false
}
