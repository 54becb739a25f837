package privacy

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/lunxu/lunxu/internal/privacy/secretfile"
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

// Format hides the keys for every verb; only the JSON encoding has them.
func (k Keyset) Format(state fmt.State, _ rune) { redacted(state, "keyset") }

// LogValue hides the keys from logs, which would otherwise marshal them.
func (k Keyset) LogValue() slog.Value { return slog.StringValue("keyset") }

// Format hides the key for every verb.
func (k WrapKey) Format(state fmt.State, _ rune) { redacted(state, "wrapping key") }

// LogValue hides the key from logs, which would otherwise marshal it.
func (k WrapKey) LogValue() slog.Value { return slog.StringValue("wrapping key") }

// NewKeyset makes fresh keys.
func NewKeyset(now time.Time) Keyset {
	fresh := func() []byte {
		key := make([]byte, KeySize)
		_, _ = rand.Read(key) // never fails: crypto/rand ends the process instead
		return key
	}
	return Keyset{Version: 1, Created: now.UTC(), Lookup: fresh(), CheckIn: fresh(), Primary: 1,
		Wrap: []WrapKey{{1, fresh()}}}
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

// ParseKeyset reads a keyset strictly: besides white space only the bytes that its own encoding gives,
// so no duplicate or unknown keys, other case or trailing data, which encoding/json lets pass.
func ParseKeyset(raw []byte) (Keyset, error) {
	var set Keyset
	var compact bytes.Buffer
	if json.Unmarshal(raw, &set) != nil || json.Compact(&compact, raw) != nil {
		return Keyset{}, errKeyset
	}
	canonical, err := json.Marshal(set)
	if err != nil || !bytes.Equal(canonical, compact.Bytes()) {
		return Keyset{}, errKeyset
	}
	if err := set.validate(); err != nil {
		return Keyset{}, err
	}
	return set, nil
}

// LoadFile reads the ring of a key file and makes the file, readable by its owner only, on first use.
// A file that others may read is refused.
func LoadFile(path string, now time.Time) (*Ring, error) {
	raw, err := secretfile.LoadOrCreate(path, func() ([]byte, error) { return json.Marshal(NewKeyset(now)) })
	if err != nil {
		return nil, fmt.Errorf("privacy: key file: %w", err)
	}
	set, err := ParseKeyset(raw)
	if err != nil {
		return nil, err
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
