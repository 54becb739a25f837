package privacy

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// Keyset is the stored form of a ring, as JSON. On AWS it is itself encrypted by KMS.
type Keyset struct {
	Version int       `json:"version"` // 1
	Created time.Time `json:"created"`
	Lookup  []byte    `json:"lookup"`
	CheckIn []byte    `json:"check_in"`
	Primary uint32    `json:"primary"` // wrapping key that wraps new customers' keys
	Wrap    []WrapKey `json:"wrap"`
}

// WrapKey is one wrapping key.
type WrapKey struct {
	ID  uint32 `json:"id"`
	Key []byte `json:"key"`
}

// NewKeyset makes fresh keys.
func NewKeyset(now time.Time) Keyset {
	fresh := func() []byte {
		key := make([]byte, KeySize)
		_, _ = rand.Read(key) // never fails: crypto/rand ends the process instead
		return key
	}
	return Keyset{Version: 1, Created: now.UTC(), Lookup: fresh(), CheckIn: fresh(), Primary: 1, Wrap: []WrapKey{{1, fresh()}}}
}

var errKeyset = errors.New("privacy: malformed keyset")

func (k Keyset) validate() error {
	if k.Version != 1 || len(k.Lookup) != KeySize || len(k.CheckIn) != KeySize || len(k.Wrap) == 0 {
		return errKeyset
	}
	seen := map[uint32]bool{}
	for _, w := range k.Wrap {
		if len(w.Key) != KeySize || seen[w.ID] {
			return errKeyset
		}
		seen[w.ID] = true
	}
	if !seen[k.Primary] {
		return errKeyset
	}
	return nil
}

// ParseKeyset reads a keyset strictly.
func ParseKeyset(raw []byte) (Keyset, error) {
	var set Keyset
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&set); err != nil || decoder.More() {
		return Keyset{}, errKeyset
	}
	return set, set.validate()
}

// LoadFile reads the ring of a key file and makes the file, readable by its owner only, on first use.
// A file that others may read is refused.
func LoadFile(path string, now time.Time) (*Ring, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return createFile(path, now)
	}
	if err != nil {
		return nil, fmt.Errorf("privacy: key file: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("privacy: key file %s must be readable by its owner only (mode 0600)", path)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("privacy: key file: %w", err)
	}
	set, err := ParseKeyset(raw)
	if err != nil {
		return nil, err
	}
	return NewRing(set)
}

func createFile(path string, now time.Time) (*Ring, error) {
	set := NewKeyset(now)
	raw, err := json.Marshal(set)
	if err != nil {
		return nil, fmt.Errorf("privacy: encode keyset: %w", err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("privacy: key file: %w", err)
	}
	_, err = file.Write(raw)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return nil, fmt.Errorf("privacy: key file: %w", err)
	}
	return NewRing(set)
}

// Decrypter opens a keyset that a key service encrypted.
type Decrypter interface {
	Decrypt(ctx context.Context, blob []byte) ([]byte, error)
}

// LoadKMS opens the ring of an encrypted keyset, once per process.
func LoadKMS(ctx context.Context, service Decrypter, blob []byte) (*Ring, error) {
	raw, err := service.Decrypt(ctx, blob)
	if err != nil {
		return nil, fmt.Errorf("privacy: decrypt keyset: %w", err)
	}
	set, err := ParseKeyset(raw)
	if err != nil {
		return nil, err
	}
	return NewRing(set)
}
