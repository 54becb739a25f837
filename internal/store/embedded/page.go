package embedded

import (
	"time"

	"go.etcd.io/bbolt"

	"github.com/lunxu/lunxu/internal/store"
)

// pager gathers what one page reads.
type pager struct {
	query store.Query
	read  []store.Item // up to Limit + 1
	sorts []string     // sort key of each, in the table or index
	bytes int
	full  bool // stopped by size
}

func (p *pager) collect(tx *bbolt.Tx, s span) error {
	bucket, take := tx.Bucket(tableBucket(p.query.Table)), p.takeItem
	if p.query.Index != "" {
		bucket, take = tx.Bucket(indexBucket(p.query.Index)), p.takeEntry
	}
	return s.walk(bucket, p.query.Descending, func(key, value []byte) (bool, error) {
		if err := take(key, value); err != nil {
			return false, err
		}
		p.full = p.bytes >= store.MaxPageBytes
		return !p.full && len(p.read) <= p.query.Limit, nil
	})
}

func (p *pager) takeItem(key, value []byte) error {
	partition, sort, ok := takePartition(key)
	if !ok {
		return errCorrupt
	}
	item, err := decodeItem(store.Key{Table: p.query.Table, Partition: partition, Sort: string(sort)}, value)
	if err != nil {
		return err
	}
	p.read = append(p.read, *item)
	p.sorts = append(p.sorts, item.Key.Sort)
	p.bytes += store.ItemSize(*item)
	return nil
}

func (p *pager) takeEntry(key, _ []byte) error {
	in, primary, err := splitIndexEntry(p.query.Table, key)
	if err != nil {
		return err
	}
	item := store.Item{Key: primary, Indexes: map[store.Index]store.IndexKey{p.query.Index: in}}
	p.read = append(p.read, item)
	p.sorts = append(p.sorts, in.Sort)
	schema, _ := store.IndexNamed(p.query.Index)
	p.bytes += store.EntryOf(schema, item).Size
	return nil
}

func (p *pager) page(now time.Time) store.Page {
	items := p.read[:min(len(p.read), p.query.Limit)]
	var page store.Page
	if len(items) > 0 && (p.full || len(p.read) > p.query.Limit) {
		last := len(items) - 1
		page.Cursor = store.EncodeCursor(p.query, store.Position{Sort: p.sorts[last], Key: items[last].Key})
	}
	for _, item := range items {
		if !item.ExpiredAt(now) {
			page.Items = append(page.Items, item)
		}
	}
	return page
}

func (p *pager) readUnits() float64 {
	if p.query.Index != "" {
		return store.EventualReadUnits(p.bytes)
	}
	return store.StrongReadUnits(p.bytes)
}
