package secretfile

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func randomSecret() ([]byte, error) {
	secret := make([]byte, 32)
	_, err := rand.Read(secret)
	return secret, err
}

func TestCreatesOnceWithOwnerOnlyPermissions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	first, err := LoadOrCreate(path, randomSecret)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
	second, err := LoadOrCreate(path, func() ([]byte, error) { return nil, errors.New("must not be called") })
	if err != nil || !bytes.Equal(first, second) {
		t.Fatalf("second load differs: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".secret-*")); len(left) != 0 {
		t.Fatalf("temporary files left: %v", left)
	}
}

func TestRacingProcessesReadTheSameSecret(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	var got [16][]byte
	var group sync.WaitGroup
	for i := range got {
		group.Go(func() {
			secret, err := LoadOrCreate(path, randomSecret)
			if err != nil {
				t.Error(err)
			}
			got[i] = secret
		})
	}
	group.Wait()
	for i := range got {
		if len(got[i]) != 32 || !bytes.Equal(got[i], got[0]) {
			t.Fatalf("reader %d saw another secret", i)
		}
	}
}

func TestRefusesExposedFiles(t *testing.T) {
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660, 0o601, 0o620, 0o610} {
		path := filepath.Join(t.TempDir(), "keys")
		if err := os.WriteFile(path, []byte("secret"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadOrCreate(path, randomSecret); !errors.Is(err, ErrExposed) {
			t.Errorf("mode %v: %v", mode, err)
		}
	}
	if _, err := Load(t.TempDir()); !errors.Is(err, ErrExposed) {
		t.Errorf("a folder: %v", err)
	}
}

func TestRefusesOversizeAndUnwritable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(path, make([]byte, MaxSize+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path); err == nil {
		t.Error("oversize file accepted")
	}
	if _, err := LoadOrCreate(filepath.Join(t.TempDir(), "absent", "keys"), randomSecret); err == nil {
		t.Error("created in a folder that does not exist")
	}
	broken := errors.New("no randomness")
	if _, err := LoadOrCreate(filepath.Join(t.TempDir(), "keys"),
		func() ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("create error lost: %v", err)
	}
}
