package domain

import (
	"errors"
	"strings"
)

// Code is a stable machine-readable error code, "area.reason"; the API maps each to one status and
// one message in Chinese and English (internal/api, the only such map).
type Code string

// Error is a refusal that a caller can act on: a stable code, the clause that refuses (where a rule
// does), the field that is wrong (JSON pointer, where input does) and named values for the message.
// It never carries personal data.
type Error struct {
	Code   Code
	Clause Clause
	Field  string
	Values map[string]string
}

// Error gives the code, clause and field for logs and tests.
func (e *Error) Error() string {
	parts := []string{string(e.Code)}
	if e.Clause != "" {
		parts = append(parts, "("+string(e.Clause)+")")
	}
	if e.Field != "" {
		parts = append(parts, "at "+e.Field)
	}
	return strings.Join(parts, " ")
}

// Is makes errors.Is compare by code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Refuse makes an error that cites the clause of the rule that refuses.
func Refuse(code Code, clause Clause) *Error { return &Error{Code: code, Clause: clause} }

// Invalid makes an error about one input field, given as a JSON pointer ("/phone").
func Invalid(code Code, field string) *Error { return &Error{Code: code, Field: field} }

// InField names the input field of a coded error; any other error stays as it is.
func InField(err error, field string) error {
	var coded *Error
	if !errors.As(err, &coded) {
		return err
	}
	named := *coded
	named.Field = field
	return &named
}

// With adds a named value to the message.
func (e *Error) With(name, value string) *Error {
	next := *e
	next.Values = map[string]string{name: value}
	for k, v := range e.Values {
		next.Values[k] = v
	}
	return &next
}
