package floor

import (
	"cmp"
	"context"
	"time"

	"github.com/lunxu/lunxu/internal/domain/stored"
	"github.com/lunxu/lunxu/internal/store"
)

// Load reads the value that is stored under a key; blank where there is none. Whatever this work saves under the key
// already is what it reads.
func Load[T any](w *Work, key store.Key, blank T) (T, error) {
	item, found, err := w.Item(key)
	if err != nil || !found {
		return blank, err
	}
	return Decode(item, blank)
}

// Find is Load of a value that must be there; unknown is the refusal if it is not.
func Find[T any](w *Work, key store.Key, unknown error) (T, error) {
	var value T
	_, found, err := w.Item(key)
	if err == nil && !found {
		err = unknown
	}
	if err != nil {
		return value, err
	}
	return Load(w, key, value)
}

// Decode reads a stored item's value; fields that are not stored are as in blank.
func Decode[T any](item store.Item, blank T) (T, error) {
	err := Unpack(item.Body, &blank)
	return blank, err
}

// Save commits a value in the place of the one that this work has read, with the version of its item; what was not
// read, or was not there, must not be there. So nothing is overwritten that the decision has not seen.
func (w *Work) Save(key store.Key, value any) error { return w.SaveUntil(key, value, time.Time{}) }

// SaveUntil is Save of a value that expires.
func (w *Work) SaveUntil(key store.Key, value any, expires time.Time) error {
	write, err := Replace(w.facts[key].item, key, value)
	if err != nil {
		return err
	}
	write.Item.ExpiresAt = expires
	if write.Condition == store.MustNotExist {
		write.Now = w.At
	}
	if at, again := w.saved[key]; again {
		w.extra[at] = write
		return nil
	}
	if w.saved == nil {
		w.saved = map[store.Key]int{}
	}
	w.saved[key] = len(w.extra)
	w.extra = append(w.extra, write)
	return nil
}

// stored reports whether this work has read an item under the key.
func (w *Work) stored(key store.Key) bool { return w.facts[key].found }

// Replace puts a value in the place of the item that was read under a key; the zero item: there was none. Every write
// in the place of another is made here, so that a form that this program does not know is never overwritten. Error:
// stored.newer_form.
func Replace(read store.Item, key store.Key, value any) (store.Write, error) {
	body, err := Pack(value)
	if err != nil {
		return store.Write{}, err
	}
	return ReplaceBody(read, key, body)
}

// ReplaceBody is Replace of a value that has its stored form already.
func ReplaceBody(read store.Item, key store.Key, body []byte) (store.Write, error) {
	if len(read.Body) > 0 {
		if _, err := stored.Open(read.Body, body[0]); err != nil {
			return store.Write{}, err
		}
	}
	write := store.Write{Action: store.Put, Condition: store.MustNotExist, Item: store.Item{Key: key, Body: body}}
	if key.Table != store.Records { // what is appended has no versions
		write.Item.Version = 1
	}
	if read.Version > 0 {
		write.Condition, write.Version = store.VersionIs, read.Version
	}
	return write, nil
}

// point puts a key without a value on a list, or takes it off: some keys only lead to others.
func (w *Work) point(on bool, key store.Key) {
	write := store.Write{Action: store.Put, Condition: store.MustNotExist, Item: store.Item{Key: key}}
	if !on {
		write.Action, write.Condition = store.Delete, store.MustExist
	}
	w.Also(write)
}

// repoint moves what leads to a value from one key to another; either may not be there.
func (w *Work) repoint(was store.Key, listed bool, is store.Key, lists bool) {
	if listed && lists && was == is {
		return
	}
	if listed {
		w.point(false, was)
	}
	if lists {
		w.point(true, is)
	}
}

// Read reads the value that is stored under a key outside of a work. unknown is the refusal if there is none.
func Read[T any](ctx context.Context, s store.Store, key store.Key, unknown error) (T, store.Item, error) {
	var value T
	items, err := s.Get(ctx, key)
	if err != nil {
		return value, store.Item{}, err
	}
	item, found := items[key]
	if !found {
		return value, item, unknown
	}
	value, err = Decode(item, value)
	return value, item, err
}

// ReadAll reads the values that are stored under keys, in the order of the keys; what is not there is left out.
func ReadAll[T any](ctx context.Context, s store.Store, keys []store.Key) ([]T, error) {
	var first error
	out, err := ReadEach[T](ctx, s, keys, func(_ store.Key, spoilt error) { first = cmp.Or(first, spoilt) })
	return out, cmp.Or(err, first)
}

// ReadEach is ReadAll that sets aside what does not read: spoilt is told of it, and all else goes on.
func ReadEach[T any](ctx context.Context, s store.Store, keys []store.Key, spoilt func(store.Key, error)) ([]T, error) {
	items, err := store.GetAll(ctx, s, keys)
	if err != nil {
		return nil, err
	}
	out := make([]T, 0, len(items))
	for _, key := range keys {
		item, found := items[key]
		if !found {
			continue
		}
		value, err := Decode(item, *new(T))
		if err != nil {
			spoilt(key, err)
			continue
		}
		out = append(out, value)
	}
	return out, nil
}

// Each reads every value of a query.
func Each[T any](ctx context.Context, s store.Store, query store.Query, do func(T)) error {
	for item, err := range store.All(ctx, s, query) {
		if err != nil {
			return err
		}
		value, err := Decode(item, *new(T))
		if err != nil {
			return err
		}
		do(value)
	}
	return nil
}
