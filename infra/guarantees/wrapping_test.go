package guarantees_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/lunxu/lunxu/internal/store"
)

// witness keeps what passes between the product and its store.
type witness struct {
	store.Store
	mu    sync.Mutex
	trips []string
}

func (w *witness) note(format string, values ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.trips = append(w.trips, fmt.Sprintf(format, values...))
}

// take gives the trips since the last take.
func (w *witness) take() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	trips := w.trips
	w.trips = nil
	return strings.Join(trips, "\n")
}

func (w *witness) Get(ctx context.Context, keys ...store.Key) (map[store.Key]store.Item, error) {
	items, err := w.Store.Get(ctx, keys...)
	for _, key := range keys {
		w.note("get %s/%s: %d bytes", key.Partition, key.Sort, store.ItemSize(items[key]))
	}
	return items, err
}

func (w *witness) Query(ctx context.Context, q store.Query) (store.Page, error) {
	page, err := w.Store.Query(ctx, q)
	w.note("query %s: %d items", q.Partition, len(page.Items))
	return page, err
}

func (w *witness) Commit(ctx context.Context, writes ...store.Write) error {
	for _, write := range writes {
		w.note("commit %s/%s: %d bytes", write.Item.Key.Partition, write.Item.Key.Sort, store.ItemSize(write.Item))
	}
	return w.Store.Commit(ctx, writes...)
}

// breaking fails the nth commit from arming on: before it is made, or after, so that its answer is lost.
type breaking struct {
	store.Store
	mu      sync.Mutex
	commits int
	at      int // 0: never
	after   bool
}

// arm starts the count anew.
func (b *breaking) arm(at int, after bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.commits, b.at, b.after = 0, at, after
}

func (b *breaking) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.commits
}

func (b *breaking) Commit(ctx context.Context, writes ...store.Write) error {
	b.mu.Lock()
	b.commits++
	now, after := b.commits == b.at, b.after
	b.mu.Unlock()
	if now && !after {
		return fmt.Errorf("%w: killed before", store.ErrUnavailable)
	}
	if err := b.Store.Commit(ctx, writes...); err != nil {
		return err
	}
	if now {
		return fmt.Errorf("%w: killed after", store.ErrUnavailable)
	}
	return nil
}

// tampered shows the product other stored items than there are, as somebody with access to the disk would leave them.
type tampered struct {
	store.Store
	mu    sync.Mutex
	alter func([]store.Item) []store.Item // of one partition, in order; nil: nothing
	where string
}

func (s *tampered) tamper(where string, alter func([]store.Item) []store.Item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.where, s.alter = where, alter
}

func (s *tampered) Query(ctx context.Context, q store.Query) (store.Page, error) {
	s.mu.Lock()
	alter := s.alter
	if q.Partition != s.where {
		alter = nil
	}
	s.mu.Unlock()
	page, err := s.Store.Query(ctx, q)
	if err != nil || alter == nil {
		return page, err
	}
	items := slices.Clone(page.Items)
	if q.Descending {
		slices.Reverse(items)
	}
	page.Items = alter(items)
	if q.Descending {
		slices.Reverse(page.Items)
	}
	return page, nil
}
