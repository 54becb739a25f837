package embedded

import (
	"context"
	"errors"

	"go.etcd.io/bbolt"

	"github.com/lunxu/lunxu/internal/store"
)

// groupSize bounds how many waiting commits share one write to disk.
const groupSize = 64

var (
	errClosed       = errors.New("embedded: store is closed")
	errNothingToDo  = errors.New("embedded: no commit of the group changes anything")
	errUnknownWrite = errors.New("embedded: unknown action")
)

// request is one commit on its way through the committing goroutine, which alone sets the results
// and then closes done.
type request struct {
	ctx    context.Context
	writes []store.Write
	err    error
	usage  store.Usage
	done   chan struct{}
}

// Commit applies the writes in one bbolt transaction, which is on disk when it returns. Once started
// it is not interrupted, so that its outcome is known.
func (s *Store) Commit(ctx context.Context, writes ...store.Write) error {
	if err := store.ValidateCommit(writes); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return unavailable(err)
	}
	r := &request{ctx: ctx, writes: writes, done: make(chan struct{})}
	select {
	case s.requests <- r:
	case <-ctx.Done():
		return unavailable(ctx.Err())
	case <-s.closing:
		return unavailable(errClosed)
	}
	<-r.done
	store.Count(ctx, r.usage)
	return r.err
}

// commitRequests serves the commits in groups: those that arrive during one write to disk share the next.
func (s *Store) commitRequests() {
	defer close(s.stopped)
	for {
		select {
		case first := <-s.requests:
			s.commitGroup(s.gather(first))
		case <-s.closing:
			return
		}
	}
}

func (s *Store) gather(first *request) []*request {
	group := []*request{first}
	for len(group) < groupSize {
		select {
		case r := <-s.requests:
			group = append(group, r)
		default:
			return group
		}
	}
	return group
}

func (s *Store) commitGroup(group []*request) {
	err := s.db.Update(func(tx *bbolt.Tx) error {
		changed := false
		for _, r := range group {
			wrote, err := r.apply(tx)
			if err != nil {
				return err
			}
			changed = changed || wrote
		}
		if !changed {
			return errNothingToDo
		}
		return nil
	})
	for _, r := range group {
		if err != nil && !errors.Is(err, errNothingToDo) {
			r.err, r.usage = unavailable(err), store.Usage{RoundTrips: 1}
		}
		close(r.done)
	}
}

// apply checks every condition first and writes only if all hold, so that a refused commit leaves no
// trace in the transaction it shares with its group. An error is a failure of the whole group.
func (r *request) apply(tx *bbolt.Tx) (wrote bool, err error) {
	if err := r.ctx.Err(); err != nil {
		r.err = unavailable(err)
		return false, nil
	}
	r.usage = store.Usage{RoundTrips: 1}
	before := make([]*store.Item, len(r.writes))
	var failed []int
	for i, write := range r.writes {
		if before[i], err = load(tx, write.Item.Key); err != nil {
			return false, err
		}
		if !holds(write, before[i]) {
			failed = append(failed, i)
		}
	}
	if len(failed) > 0 {
		r.err = &store.ConditionError{Failed: failed}
		return false, nil
	}
	for i, write := range r.writes {
		after, err := outcome(write, before[i])
		if err != nil {
			return false, err
		}
		r.usage.WriteUnits += unitsOfChange(write.Item.Key.Table, before[i], after)
		if write.Action == store.Check {
			continue
		}
		if err := replace(tx, before[i], after); err != nil {
			return false, err
		}
		wrote = true
	}
	return wrote, nil
}

func holds(write store.Write, item *store.Item) bool {
	switch write.Condition {
	case store.MustNotExist:
		return item == nil || item.ExpiredAt(write.Now) // a zero Now is before every expiry
	case store.MustExist:
		return item != nil
	case store.VersionIs:
		return item != nil && item.Version == write.Version
	}
	return false
}

// outcome gives the item as it is after the write, nil for absent.
func outcome(write store.Write, before *store.Item) (*store.Item, error) {
	switch write.Action {
	case store.Check:
		return before, nil
	case store.Delete:
		return nil, nil
	case store.Put:
		after := write.Item
		if write.Condition == store.VersionIs {
			after.Version = write.Version + 1
		}
		return &after, nil
	}
	return nil, errUnknownWrite
}

// replace puts or deletes one item and keeps its index and expiry entries in step.
func replace(tx *bbolt.Tx, before, after *store.Item) error {
	if before != nil {
		if err := removeEntries(tx, *before); err != nil {
			return err
		}
	}
	if after == nil {
		return tx.Bucket(tableBucket(before.Key.Table)).Delete(primaryKey(before.Key.Partition, before.Key.Sort))
	}
	if err := addEntries(tx, *after); err != nil {
		return err
	}
	return tx.Bucket(tableBucket(after.Key.Table)).
		Put(primaryKey(after.Key.Partition, after.Key.Sort), encodeItem(*after))
}

func removeEntries(tx *bbolt.Tx, item store.Item) error {
	for name, in := range item.Indexes {
		if err := tx.Bucket(indexBucket(name)).Delete(indexEntryKey(in, item.Key)); err != nil {
			return err
		}
	}
	if item.ExpiresAt.IsZero() {
		return nil
	}
	return tx.Bucket(expiryBucket).Delete(expiryKey(item))
}

func addEntries(tx *bbolt.Tx, item store.Item) error {
	for name, in := range item.Indexes {
		if err := tx.Bucket(indexBucket(name)).Put(indexEntryKey(in, item.Key), nil); err != nil {
			return err
		}
	}
	if item.ExpiresAt.IsZero() {
		return nil
	}
	return tx.Bucket(expiryBucket).Put(expiryKey(item), nil)
}

func unitsOfChange(table store.Table, before, after *store.Item) float64 {
	units := store.TransactionWriteUnits(sizeOf(before), sizeOf(after))
	for _, index := range store.IndexesOf(table) {
		units += store.IndexWriteUnits(entryOf(index, before), entryOf(index, after))
	}
	return units
}

func sizeOf(item *store.Item) int {
	if item == nil {
		return 0
	}
	return store.ItemSize(*item)
}

func entryOf(index store.IndexSchema, item *store.Item) store.IndexEntry {
	if item == nil {
		return store.IndexEntry{}
	}
	return store.EntryOf(index, *item)
}
