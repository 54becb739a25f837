package journal

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"testing"
)

// packUnchecked packs a body of any size, as an attacker would.
func packUnchecked(t testing.TB, s Sealed) []byte {
	t.Helper()
	out := bytes.NewBuffer([]byte{packVersion})
	out.Write(make([]byte, packHeader-1))
	w, err := flate.NewWriterDict(out, flate.BestCompression, []byte(packDictionary))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(s.Body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	packed := out.Bytes()
	binary.BigEndian.PutUint32(packed[packHeader-4:], crc32.Checksum(packed[packHeader:], castagnoli()))
	return packed
}
