package embedded

import (
	"bytes"
	"context"

	"go.etcd.io/bbolt"

	"github.com/lunxu/lunxu/internal/store"
)

// Query reads one page. Like DynamoDB it reads up to Limit items and one more to know whether the page
// is the last, and counts them all.
func (s *Store) Query(ctx context.Context, q store.Query) (store.Page, error) {
	if err := store.ValidateQuery(q); err != nil {
		return store.Page{}, err
	}
	after, err := store.DecodeCursor(q)
	if err != nil {
		return store.Page{}, err
	}
	var page store.Page
	usage := store.Usage{RoundTrips: 1}
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		p := pager{query: q}
		if err := p.collect(tx, spanOf(q, after)); err != nil {
			return err
		}
		page = p.page(s.now())
		usage.ReadUnits = p.readUnits()
		return nil
	})
	if err != nil {
		return store.Page{}, err
	}
	store.Count(ctx, usage)
	return page, nil
}

// span is a range of encoded keys: from lower (inclusive) to upper (exclusive).
type span struct{ lower, upper []byte }

func spanOf(q store.Query, after *store.Position) span {
	partition := partitionPrefix(q.Partition)
	s := span{partition, successor(partition)}
	if q.From != "" {
		s.lower = sortStart(q, q.From)
	}
	if q.To != "" && q.Index == "" {
		s.upper = append(sortStart(q, q.To), 0)
	}
	if q.To != "" && q.Index != "" {
		s.upper = successor(sortStart(q, q.To))
	}
	if after == nil {
		return s
	}
	place := primaryKey(q.Partition, after.Sort)
	if q.Index != "" {
		place = indexEntryKey(store.IndexKey{Partition: q.Partition, Sort: after.Sort}, after.Key)
	}
	if q.Descending {
		s.upper = place
	} else {
		place = append(place, 0) // just behind it
		s.lower = place
	}
	return s
}

func sortStart(q store.Query, sort string) []byte {
	if q.Index == "" {
		return primaryKey(q.Partition, sort)
	}
	return indexSortPrefix(q.Partition, sort)
}

// successor gives the first key after all that start with the prefix. A prefix starts with a length
// below 0xff00, so there always is one.
func successor(prefix []byte) []byte {
	next := bytes.Clone(prefix)
	for i := len(next) - 1; i >= 0; i-- {
		if next[i]++; next[i] != 0 {
			return next[:i+1]
		}
	}
	return nil
}

// walk visits the keys of the span in order until visit gives false.
func (s span) walk(bucket *bbolt.Bucket, descending bool, visit func(key, value []byte) (bool, error)) error {
	cursor := bucket.Cursor()
	key, value := cursor.Seek(s.lower)
	step := cursor.Next
	if descending {
		step = cursor.Prev
		if key, _ = cursor.Seek(s.upper); key == nil {
			key, value = cursor.Last()
		} else {
			key, value = cursor.Prev()
		}
	}
	for key != nil && bytes.Compare(key, s.lower) >= 0 && bytes.Compare(key, s.upper) < 0 {
		more, err := visit(key, value)
		if err != nil || !more {
			return err
		}
		key, value = step()
	}
	return nil
}
