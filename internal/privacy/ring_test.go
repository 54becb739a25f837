package privacy

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var made = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)

func TestTheKeyFileIsMadeOnceAndForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	first, err := LoadFile(path, made)
	if err != nil {
		t.Fatal(err)
	}
	again, err := LoadFile(path, made.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	phone, err := ParsePhone("13800008000")
	if err != nil {
		t.Fatal(err)
	}
	if first.CustomerRef("riverside", phone) != again.CustomerRef("riverside", phone) {
		t.Error("a second start finds other customers")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadFile(path, made); err == nil {
		t.Error("a file that the group may read is accepted")
	}
}

func TestARotatedWrappingKeyStillOpensWhatTheFormerOneWrapped(t *testing.T) {
	set := NewKeyset(made)
	before, err := NewRing(set)
	if err != nil {
		t.Fatal(err)
	}
	wrapped, key, err := before.NewDataKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	place := Place{"Customers", "S#riverside#C#1", "identity"}
	sealed, err := key.Seal([]byte("张女士"), place)
	if err != nil {
		t.Fatal(err)
	}
	set.Wrap = append(set.Wrap, WrapKey{ID: 2, Key: NewKeyset(made).Wrap[0].Key})
	set.Primary = 2
	after, err := NewRing(set)
	if err != nil {
		t.Fatal(err)
	}
	reopened, err := after.Unwrap(wrapped)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := reopened.Open(sealed, place); err != nil || string(plain) != "张女士" {
		t.Errorf("opened %q, %v", plain, err)
	}
	newer, _, err := after.NewDataKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := before.Unwrap(newer); err == nil {
		t.Error("the former ring opens what the new key wrapped")
	}
}

type decrypter func([]byte) ([]byte, error)

func (d decrypter) Decrypt(_ context.Context, blob []byte) ([]byte, error) { return d(blob) }

func TestTheKeysetOfAKeyServiceIsReadStrictly(t *testing.T) {
	raw, err := json.Marshal(NewKeyset(made))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := LoadKMS(context.Background(), decrypter(func([]byte) ([]byte, error) { return raw, nil }),
		nil); err != nil {
		t.Error(err)
	}
	if _, err := LoadKMS(context.Background(), decrypter(func([]byte) ([]byte, error) { return raw[:len(raw)-2], nil }),
		nil); err == nil {
		t.Error("half a keyset is accepted")
	}
	denied := errors.New("denied")
	if _, err := LoadKMS(context.Background(), decrypter(func([]byte) ([]byte, error) { return nil, denied }),
		nil); !errors.Is(err, denied) {
		t.Errorf("a refusal is lost: %v", err)
	}
}
