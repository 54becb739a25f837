// Package stored is the form in which everything is kept: a number that says which form it is, and what the form holds,
// deflated.
package stored

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"

	"github.com/lunxu/lunxu/internal/domain"
)

// Form numbers a stored form. A kind of entity begins with First and gets the next number where a program that does not
// know the new form would lose something of it by writing it back.
type Form = byte

// First is the first form of every kind.
const First Form = 1

var (
	errMalformed = &domain.Error{Code: "stored.malformed"}
	errNewer     = &domain.Error{Code: "stored.newer_form"}
	errTooLarge  = &domain.Error{Code: "stored.too_large"}
)

// Open gives what follows the form's number, which must be one up to the known one. Errors: stored.newer_form, and
// stored.malformed where there is no number.
func Open(body []byte, known Form) ([]byte, error) {
	switch {
	case len(body) == 0 || body[0] < First:
		return nil, errMalformed
	case body[0] > known:
		return nil, errNewer
	}
	return body[1:], nil
}

// deflaters and inflaters are kept: a fresh one takes more than half a megabyte. At the fastest level nothing of that
// is cleared between two values; the values come out a quarter larger than at the best level with a dictionary, which
// costs no write unit more.
var (
	deflaters = sync.Pool{New: func() any {
		w, err := flate.NewWriter(io.Discard, flate.BestSpeed)
		if err != nil {
			return nil // only for a level that does not exist
		}
		return w
	}}
	inflaters = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}
)

// Deflate appends a value, deflated.
func Deflate(to *bytes.Buffer, plain []byte) error {
	w, ok := deflaters.Get().(*flate.Writer)
	if !ok {
		return errMalformed
	}
	defer deflaters.Put(w)
	w.Reset(to)
	if _, err := w.Write(plain); err != nil {
		return err
	}
	return w.Close()
}

// Inflate reads what Deflate wrote and nothing behind it. It gives at most so many bytes, whatever the input promises.
// Errors: stored.malformed, stored.too_large.
func Inflate(deflated []byte, most int) ([]byte, error) {
	inflater, ok := inflaters.Get().(io.Reader)
	if !ok {
		return nil, errMalformed
	}
	defer inflaters.Put(inflater)
	source := bytes.NewReader(deflated)
	if resetter, ok := inflater.(flate.Resetter); !ok || resetter.Reset(source, nil) != nil {
		return nil, errMalformed
	}
	plain := bytes.NewBuffer(make([]byte, 0, 4*len(deflated)+bytes.MinRead))
	_, err := plain.ReadFrom(io.LimitReader(inflater, int64(most)+1))
	switch {
	case err != nil:
		return nil, errMalformed
	case plain.Len() > most:
		return nil, errTooLarge
	case source.Len() > 0:
		return nil, errMalformed
	}
	return plain.Bytes(), nil
}
