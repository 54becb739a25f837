package floor

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/stored"
)

// maxInflated bounds what one stored item may inflate to.
const maxInflated = 1 << 20

// formOf gives the number of a value's stored form: that which its type names, else the first.
func formOf(value any) stored.Form {
	if numbered, ok := value.(interface{ StoredForm() stored.Form }); ok {
		return numbered.StoredForm()
	}
	return stored.First
}

// Pack gives the stored form of a value: the form's number and the value's JSON, deflated.
func Pack(value any) ([]byte, error) {
	plain, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("floor: encode: %w", err)
	}
	out := bytes.NewBuffer(make([]byte, 0, 64+len(plain)/2))
	out.WriteByte(formOf(value))
	if err := stored.Deflate(out, plain); err != nil {
		return nil, fmt.Errorf("floor: compress: %w", err)
	}
	return out.Bytes(), nil
}

// Unpack reads the stored form of a value. Errors: stored.newer_form, stored.malformed, stored.too_large.
func Unpack(body []byte, into any) error {
	deflated, err := stored.Open(body, formOf(into))
	if err != nil {
		return err
	}
	plain, err := stored.Inflate(deflated, maxInflated)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(plain, into); err != nil {
		return fmt.Errorf("floor: decode: %w: %w", &domain.Error{Code: "stored.malformed"}, err)
	}
	return nil
}

// Unreadable reports that something stored did not read: its bytes are damaged, or of a newer form.
func Unreadable(err error) bool {
	var fault *domain.Error
	return errors.As(err, &fault) && (strings.HasPrefix(string(fault.Code), "stored.") ||
		fault.Code == "journal.malformed" || fault.Code == "settlement.malformed")
}
