package journal

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"sync"

	"github.com/lunxu/lunxu/internal/domain/stored"
)

// The storage form of an entry: its number ‖ prev ‖ hash ‖ CRC-32C of the rest ‖ DEFLATE of the body. The hash proves
// the content; the checksum tells damage of the stored bytes, down to one bit, from an edit.
const (
	packForm   = stored.First
	packHeader = 1 + 32 + 32 + 4
)

// castagnoli is made on first use: the table takes a noticeable part of a function's start.
var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

// Pack gives the storage form of a sealed entry. Errors: journal.entry_too_large, journal.malformed.
func Pack(s Sealed) ([]byte, error) {
	if len(s.Body) > MaxBody {
		return nil, errTooLarge
	}
	out := bytes.NewBuffer(make([]byte, 0, packHeader+len(s.Body)/2+64))
	out.WriteByte(packForm)
	out.Write(s.Prev[:])
	out.Write(s.Hash[:])
	out.Write([]byte{0, 0, 0, 0})
	if err := stored.Deflate(out, s.Body); err != nil {
		return nil, errMalformed
	}
	packed := out.Bytes()
	binary.BigEndian.PutUint32(packed[packHeader-4:], crc32.Checksum(packed[packHeader:], castagnoli()))
	return packed, nil
}

// Unpack reads the storage form. It inflates at most MaxBody bytes whatever the input promises, and
// checks form only: whether the content has its hash is Verify's question. Errors: journal.malformed,
// journal.entry_too_large, stored.newer_form.
func Unpack(packed []byte) (Sealed, error) {
	var s Sealed
	if _, err := stored.Open(packed, packForm); err != nil {
		return s, err
	}
	if len(packed) <= packHeader {
		return s, errMalformed
	}
	deflated := packed[packHeader:]
	if binary.BigEndian.Uint32(packed[packHeader-4:]) != crc32.Checksum(deflated, castagnoli()) {
		return s, errMalformed
	}
	var err error
	if s.Body, err = stored.Inflate(deflated, MaxBody); err != nil {
		return Sealed{}, err
	}
	copy(s.Prev[:], packed[1:])
	copy(s.Hash[:], packed[33:])
	return s, nil
}
