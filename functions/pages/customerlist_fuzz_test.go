package pages

import (
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/lunxu/lunxu/internal/domain/takeover"
)

// FuzzCustomerList: whatever file is sent, it gives rows that the API takes, or a refusal.
func FuzzCustomerList(f *testing.F) {
	f.Add([]byte("手机号,姓名\n13800008000,欧阳\n"))
	f.Add([]byte("phone;name\n\"138\n\";x\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte{0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xca, 0xd6, 0xbb, 0xfa, 0xba, 0xc5, 0x0a})
	f.Fuzz(func(t *testing.T, content []byte) {
		list, err := readCustomerList(content)
		if err != nil {
			if refused := new(refusal); !errors.As(err, &refused) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		if len(list.Rows) == 0 || len(list.Rows) > takeover.MaxRows {
			t.Fatalf("%d rows", len(list.Rows))
		}
		for _, row := range list.Rows {
			for _, text := range []*string{&row.Phone, row.Name, row.Owner, row.LastContact} {
				if text != nil && (len(*text) > 250 || !utf8.ValidString(*text)) {
					t.Fatalf("a cell of %d bytes", len(*text))
				}
			}
		}
	})
}
