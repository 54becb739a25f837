package floor

import (
	"context"
	"errors"
	"iter"
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
func Entries(ctx context.Context, f *Floor, id domain.SiteID, day domain.Day, limit int,
	cursor string) ([]StoredEntry, string, error) {
	page, err := f.store.Query(ctx, store.Query{Table: store.Records, Partition: store.JournalPartition(id, day),
		Limit: limit, Cursor: cursor})
	if err != nil {
		return nil, "", err
	}
	entries, err := openEntries(page.Items)
	return entries, page.Cursor, err
}

// OpenEntry reads a stored journal entry.
func OpenEntry(item store.Item) (StoredEntry, error) {
	sealed, err := journal.Unpack(item.Body)
	if err != nil {
		return StoredEntry{}, err
	}
	entry, err := journal.Read(sealed.Body)
	return StoredEntry{Entry: entry, Sealed: sealed}, err
}

// EntryKey gives the key of the journal entry that an id names.
func EntryKey(site domain.SiteID, id domain.VisitID) (store.Key, error) {
	day, seq, err := journal.ParseVisit(id)
	return store.JournalKey(site, day, seq), err
}

func openEntries(items []store.Item) ([]StoredEntry, error) {
	entries := make([]StoredEntry, len(items))
	for i, item := range items {
		var err error
		if entries[i], err = OpenEntry(item); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// EntriesOf gives the entries of a business day's journal, to its end, page by page.
func EntriesOf(ctx context.Context, f *Floor, id domain.SiteID, day domain.Day) iter.Seq2[StoredEntry, error] {
	return func(yield func(StoredEntry, error) bool) {
		query := store.Query{Table: store.Records, Partition: store.JournalPartition(id, day), Limit: 200}
		for item, err := range store.All(ctx, f.store, query) {
			var entry StoredEntry
			if err == nil {
				entry, err = OpenEntry(item)
			}
			if !yield(entry, err) || err != nil {
				return
			}
		}
	}
}

// EntriesAfter reads up to so many entries of a business day's journal behind a sequence, and whether there
// may be more.
func EntriesAfter(ctx context.Context, f *Floor, id domain.SiteID, day domain.Day, seq,
	limit int) ([]StoredEntry, bool, error) {
	page, err := f.store.Query(ctx, store.Query{Table: store.Records, Partition: store.JournalPartition(id, day),
		From: store.JournalSort(seq + 1), Limit: limit})
	if err != nil {
		return nil, false, err
	}
	entries, err := openEntries(page.Items)
	return entries, page.Cursor != "", err
}

// StoredEntry is one entry as read, with its place in the chain.
type StoredEntry struct {
	journal.Entry
	Sealed journal.Sealed
}

// CustomerFiles reads the customers' files of several references, a hundred in a round trip, following those who
// were identified later in a second one.
func CustomerFiles(ctx context.Context, f *Floor, id domain.SiteID,
	refs []domain.CustomerRef) (map[domain.CustomerRef]*CustomerFile, error) {
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
		items, err := store.GetAll(ctx, f.store, keys)
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
