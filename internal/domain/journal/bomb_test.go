package journal

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"testing"

	"github.com/lunxu/lunxu/internal/domain/stored"
)

// packUnchecked packs a body of any size, as an attacker would.
func packUnchecked(t testing.TB, s Sealed) []byte {
	t.Helper()
	out := bytes.NewBuffer([]byte{packForm})
	out.Write(make([]byte, packHeader-1))
	if err := stored.Deflate(out, s.Body); err != nil {
		t.Fatal(err)
	}
	packed := out.Bytes()
	binary.BigEndian.PutUint32(packed[packHeader-4:], crc32.Checksum(packed[packHeader:], castagnoli()))
	return packed
}
