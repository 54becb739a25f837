package store

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
)

// MaxListed bounds a list that is read to its end; nothing of one site comes near it.
const MaxListed = 1_000_000

// GetAll reads any number of keys, MaxKeys of them in a round trip.
func GetAll(ctx context.Context, s Store, keys []Key) (map[Key]Item, error) {
	out := make(map[Key]Item, len(keys))
	for part := range slices.Chunk(keys, MaxKeys) {
		items, err := s.Get(ctx, part...)
		if err != nil {
			return nil, err
		}
		maps.Copy(out, items)
	}
	return out, nil
}

// Pages gives a query's pages to the end of the list, at most MaxListed items; the query's limit is that of one page.
func Pages(ctx context.Context, s Store, q Query) iter.Seq2[[]Item, error] {
	return func(yield func([]Item, error) bool) {
		for listed := 0; listed <= MaxListed; {
			page, err := s.Query(ctx, q)
			if !yield(page.Items, err) || err != nil || page.Cursor == "" {
				return
			}
			listed += max(len(page.Items), 1)
			q.Cursor = page.Cursor
		}
		yield(nil, fmt.Errorf("store: a list of more than %d items: %w", MaxListed, ErrInvalid))
	}
}

// All gives a query's items to the end of the list, as Pages does.
func All(ctx context.Context, s Store, q Query) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for items, err := range Pages(ctx, s, q) {
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if err != nil {
				yield(Item{}, err)
			}
		}
	}
}
