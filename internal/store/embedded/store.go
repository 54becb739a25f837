// Package embedded keeps the product's data in one bbolt file: for a single site on one box, and for
// tests. Every commit is on disk before it is acknowledged.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/lunxu/lunxu/internal/store"
)

// lockWait bounds the wait for another process that has the file open.
const lockWait = time.Second

// Store is the embedded engine. It satisfies store.Store.
type Store struct {
	db       *bbolt.DB
	now      func() time.Time
	requests chan *request
	closing  chan struct{}
	stopped  chan struct{}
}

var _ store.Store = (*Store)(nil)

// Option changes how a store is opened.
type Option func(*Store)

// WithClock sets the clock by which Get and Query hide expired items; the default is time.Now.
func WithClock(now func() time.Time) Option { return func(s *Store) { s.now = now } }

// Open opens or creates the file, readable by its owner only. One process may have it open at a time.
func Open(path string, options ...Option) (*Store, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockWait})
	if err != nil {
		return nil, fmt.Errorf("embedded: open: %w", err)
	}
	if err := prepare(db, path); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s := &Store{db: db, now: time.Now, requests: make(chan *request),
		closing: make(chan struct{}), stopped: make(chan struct{})}
	for _, option := range options {
		option(s)
	}
	go s.commitRequests()
	return s, nil
}

// Close finishes the commits under way and closes the file. Later calls are ErrUnavailable. It must
// be called once.
func (s *Store) Close() error {
	close(s.closing)
	<-s.stopped
	return s.db.Close()
}

// Backup writes a consistent snapshot, itself a file that Open takes, while reads and commits go on.
func (s *Store) Backup(w io.Writer) error {
	return s.db.View(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(w)
		return err
	})
}

// Get reads keys. All of them come from one snapshot, which is more than the port promises.
func (s *Store) Get(ctx context.Context, keys ...store.Key) (map[store.Key]store.Item, error) {
	unique, err := store.ValidateKeys(keys)
	if err != nil {
		return nil, err
	}
	found := make(map[store.Key]store.Item, len(unique))
	if len(unique) == 0 {
		return found, nil
	}
	usage := store.Usage{RoundTrips: 1}
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		for _, key := range unique {
			item, err := load(tx, key)
			if err != nil {
				return err
			}
			if item == nil {
				usage.ReadUnits += store.StrongReadUnits(0)
				continue
			}
			usage.ReadUnits += store.StrongReadUnits(store.ItemSize(*item))
			if !item.ExpiredAt(s.now()) {
				found[key] = *item
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	store.Count(ctx, usage)
	return found, nil
}

func (s *Store) view(ctx context.Context, read func(*bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return unavailable(err)
	}
	err := s.db.View(read)
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return unavailable(err)
	}
	return err
}

func unavailable(cause error) error { return fmt.Errorf("%w: %w", store.ErrUnavailable, cause) }

// prepare creates the buckets and makes the file's directory entry durable, which bbolt leaves out.
func prepare(db *bbolt.DB, path string) error {
	err := db.Update(func(tx *bbolt.Tx) error {
		if err := checkFormat(tx); err != nil {
			return err
		}
		for _, name := range bucketNames() {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return fmt.Errorf("embedded: create bucket: %w", err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	directory, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("embedded: open directory: %w", err)
	}
	return errors.Join(directory.Sync(), directory.Close())
}

// checkFormat marks a new file and refuses one written in another format.
func checkFormat(tx *bbolt.Tx) error {
	meta, err := tx.CreateBucketIfNotExists([]byte("meta"))
	if err != nil {
		return fmt.Errorf("embedded: create bucket: %w", err)
	}
	switch format := meta.Get([]byte("format")); {
	case format == nil:
		return meta.Put([]byte("format"), []byte(fileFormat))
	case string(format) != fileFormat:
		return fmt.Errorf("embedded: file format %q, want %q", format, fileFormat)
	}
	return nil
}
