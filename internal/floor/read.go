package floor

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/store"
)

// Look is a floor as read, for questions that change nothing.
type Look struct {
	*Work
	Version int64 // of the floor
}

// Look reads a site's floor and, in the same round trip, further items.
func (f *Floor) Look(ctx context.Context, id domain.SiteID, at time.Time, keys ...store.Key) (Look, error) {
	known := facts{}
	if err := known.load(ctx, f.store, append([]store.Key{store.FloorKey(id)}, keys...)); err != nil {
		return Look{}, err
	}
	w, err := f.newWork(ctx, Command{Site: id, At: at}, known)
	if err != nil {
		return Look{}, err
	}
	return Look{Work: w, Version: w.version}, nil
}

// Load reads further items into the look.
func (l Look) Load(ctx context.Context, keys ...store.Key) error {
	return l.facts.load(ctx, l.floor.store, keys)
}

// NotLoaded reports that a look has not read what was asked of it.
func NotLoaded(err error) bool {
	var more *missing
	return errors.As(err, &more)
}

// Entries reads one page of a business day's journal.
func (f *Floor) Entries(ctx context.Context, id domain.SiteID, day domain.Day, limit int, cursor string) ([]StoredEntry, string, error) {
	page, err := f.store.Query(ctx, store.Query{Table: store.Records, Partition: store.JournalPartition(id, day), Limit: limit, Cursor: cursor})
	if err != nil {
		return nil, "", err
	}
	entries, err := storedEntries(page.Items)
	return entries, page.Cursor, err
}

func storedEntries(items []store.Item) ([]StoredEntry, error) {
	entries := make([]StoredEntry, 0, len(items))
	for _, item := range items {
		sealed, err := journal.Unpack(item.Body)
		if err != nil {
			return nil, err
		}
		entry, err := journal.Decode(sealed.Body)
		if err != nil {
			return nil, err
		}
		entries = append(entries, StoredEntry{Entry: entry, Sealed: sealed})
	}
	return entries, nil
}

// EntriesAfter reads up to so many entries of a business day's journal behind a sequence, and whether there
// may be more.
func (f *Floor) EntriesAfter(ctx context.Context, id domain.SiteID, day domain.Day, seq, limit int) ([]StoredEntry, bool, error) {
	page, err := f.store.Query(ctx, store.Query{Table: store.Records, Partition: store.JournalPartition(id, day),
		From: store.JournalSort(seq + 1), Limit: limit})
	if err != nil {
		return nil, false, err
	}
	entries, err := storedEntries(page.Items)
	return entries, page.Cursor != "", err
}

// StoredEntry is one entry as read, with its place in the chain.
type StoredEntry struct {
	journal.Entry
	Sealed journal.Sealed
}

// getAll reads any number of items, a hundred in a round trip.
func (f *Floor) getAll(ctx context.Context, keys []store.Key) (map[store.Key]store.Item, error) {
	out := map[store.Key]store.Item{}
	for part := range slices.Chunk(keys, store.MaxKeys) {
		items, err := f.store.Get(ctx, part...)
		if err != nil {
			return nil, err
		}
		maps.Copy(out, items)
	}
	return out, nil
}

// Files reads the customers' files of several references, a hundred in a round trip, following those who
// were identified later in a second one.
func (f *Floor) Files(ctx context.Context, id domain.SiteID, refs []domain.CustomerRef) (map[domain.CustomerRef]*CustomerFile, error) {
	out := map[domain.CustomerRef]*CustomerFile{}
	wanted := refs
	for range 3 {
		var keys []store.Key
		for _, ref := range wanted {
			if _, known := out[ref]; !known && ref != "" {
				keys = append(keys, store.CustomerKey(id, ref))
			}
		}
		if len(keys) == 0 {
			break
		}
		items, err := f.getAll(ctx, keys)
		if err != nil {
			return nil, err
		}
		wanted = nil
		for _, item := range items {
			file, err := decodeCustomer(item)
			if err != nil {
				return nil, err
			}
			out[file.Ref] = file
			wanted = append(wanted, file.MergedInto)
		}
	}
	for ref, file := range out {
		for range 3 {
			next, ok := out[file.MergedInto]
			if file.MergedInto == "" || !ok {
				break
			}
			file = next
		}
		out[ref] = file
	}
	return out, nil
}
