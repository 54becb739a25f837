package guarantees_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/lunxu/lunxu/internal/store"
)

// memory remembers what a store holds in the end, so that other stores can be made to hold the same.
type memory struct {
	store.Store
	mu    sync.Mutex
	items map[store.Key]store.Item
}

func (m *memory) Commit(ctx context.Context, writes ...store.Write) error {
	if err := m.Store.Commit(ctx, writes...); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, w := range writes {
		switch w.Action {
		case store.Delete:
			delete(m.items, w.Item.Key)
		case store.Put:
			item := w.Item
			if w.Condition == store.VersionIs {
				item.Version = w.Version + 1
			}
			m.items[item.Key] = item
		}
	}
	return nil
}

// plant fills an empty store.
func plant(t testing.TB, s store.Store, items map[store.Key]store.Item) {
	t.Helper()
	keys := slices.SortedFunc(maps.Keys(items), func(a, b store.Key) int {
		return strings.Compare(a.Partition+"/"+a.Sort, b.Partition+"/"+b.Sort)
	})
	for part := range slices.Chunk(keys, 100) {
		var writes []store.Write
		for _, key := range part {
			writes = append(writes, store.Write{Action: store.Put, Condition: store.MustNotExist, Item: items[key]})
		}
		if err := s.Commit(context.Background(), writes...); err != nil {
			t.Fatal(err)
		}
	}
}

// contents reads a partition whole, as bodies by partition and sort key.
func contents(t testing.TB, s store.Store, table store.Table, partition string) map[string]string {
	t.Helper()
	all := map[string]string{}
	q := store.Query{Table: table, Partition: partition, Limit: 200}
	for {
		page, err := s.Query(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			all[partition+"/"+item.Key.Sort] = string(item.Body)
		}
		if page.Cursor == "" {
			return all
		}
		q.Cursor = page.Cursor
	}
}
