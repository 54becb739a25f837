package floor

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"github.com/lunxu/lunxu/internal/store"
)

// Stored JSON is deflated against a dictionary of the words that occur in it: a customer's file or a
// stored answer then stays under the kilobyte that one write unit pays for.
const dictionary = `"history":[{"at":"2026-","outcome":"toured","materials_only","masked_phone":"138****","masked_name":"` +
	`"considered":[{"rule":"","clause":"SS.4.2.GP.1","decided":true,"reason":"not_registered"}],"turned_down":[{"agent":"` +
	`"effects":[{"kind":"assigned","agent":"","visit":"2026","turn":"used"},{"kind":"position","agent":"` +
	`"policy_version":1,"decision":"2026","form_missing":true,"waiting":false,"collision":false,"ownership_clause":"` +
	`{"ref":"","kind":"customer","own":[{"a":"","at":"2026-","v":"2026","cl":"SS.4.2.3"}],"vis":[{"v":"2026","at":"2026-` +
	`","a":"","o":"toured","t":"used","c":"GP.19"}],"key":"","id":"","iv":"{"q":"","a":"`

// packed is the format byte of deflated JSON with the dictionary.
const packed = 1

// maxInflated bounds what one stored item may inflate to.
const maxInflated = 1 << 20

// deflaters are kept: a fresh one takes more than half a megabyte.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriterDict(io.Discard, flate.BestCompression, []byte(dictionary))
	if err != nil {
		return err // only for a level that does not exist
	}
	return w
}}

// Pack gives the stored form of a value: a format byte and its deflated JSON.
func Pack(value any) ([]byte, error) {
	plain, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("floor: encode: %w", err)
	}
	w, ok := deflaters.Get().(*flate.Writer)
	if !ok {
		return nil, fmt.Errorf("floor: compress: %w", store.ErrInvalid)
	}
	defer deflaters.Put(w)
	var out bytes.Buffer
	out.WriteByte(packed)
	w.Reset(&out)
	if _, err := w.Write(plain); err != nil {
		return nil, fmt.Errorf("floor: compress: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("floor: compress: %w", err)
	}
	return out.Bytes(), nil
}

// Unpack reads the stored form of a value.
func Unpack(body []byte, into any) error {
	if len(body) == 0 || body[0] != packed {
		return fmt.Errorf("floor: unknown encoding: %w", store.ErrInvalid)
	}
	r := flate.NewReaderDict(bytes.NewReader(body[1:]), []byte(dictionary))
	plain, err := io.ReadAll(io.LimitReader(r, maxInflated))
	if err != nil {
		return fmt.Errorf("floor: inflate: %w", err)
	}
	if err := json.Unmarshal(plain, into); err != nil {
		return fmt.Errorf("floor: decode: %w", err)
	}
	return nil
}
