// Package secretfile keeps one secret in one file that only its owner may read.
package secretfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// MaxSize bounds what is read: 64 KiB is far more than any keyset or private key needs.
const MaxSize = 64 << 10

// ErrExposed says that the file can be read or written by others than its owner, or is no regular file.
var ErrExposed = errors.New("secretfile: file must be a regular file with permissions 0600")

// LoadOrCreate reads the secret at path. When there is no file yet it stores what create gives, with
// permissions 0600 and durably; of two processes that start at once, one creates and both read the same.
// A file with any permission for group or others is ErrExposed, not repaired: it may have been copied.
func LoadOrCreate(path string, create func() ([]byte, error)) ([]byte, error) {
	secret, err := Load(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return secret, err
	}
	if secret, err = create(); err != nil {
		return nil, err
	}
	if err := publish(path, secret); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("secretfile: create: %w", err)
	}
	return Load(path)
}

// Load reads the secret at path; fs.ErrNotExist when there is none.
func Load(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("secretfile: %w", err)
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("secretfile: %w", err)
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0 {
		return nil, ErrExposed
	}
	secret, err := io.ReadAll(io.LimitReader(file, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("secretfile: read: %w", err)
	}
	if len(secret) > MaxSize {
		return nil, errors.New("secretfile: file is too large")
	}
	return secret, nil
}

// publish writes a complete, synced file and only then gives it its name, never over an existing one.
func publish(path string, secret []byte) error {
	folder := filepath.Dir(path)
	file, err := os.CreateTemp(folder, ".secret-*") // CreateTemp makes it 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }()
	_, err = file.Write(secret)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Link(file.Name(), path); err != nil {
		return err
	}
	return syncFolder(folder)
}

func syncFolder(folder string) error {
	dir, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
