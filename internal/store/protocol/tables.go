package protocol

import (
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/store"
)

// The limits of key values, in bytes.
const (
	maxPartitionBytes = 2048
	maxSortBytes      = 1024
)

// record is one stored item; it is never changed, only replaced.
type record struct {
	partition, sort string
	item            attributes
}

// rows are records grouped by a partition and ordered within it.
type rows struct {
	partitionOf func(*record) (string, bool)
	sortOf      func(*record) string
	partitions  map[string][]*record
}

func newRows(partitionAttribute, sortAttribute string) *rows {
	return &rows{
		partitionOf: func(r *record) (string, bool) {
			_, sorted := r.item.text(sortAttribute)
			partition, ok := r.item.text(partitionAttribute)
			return partition, ok && sorted
		},
		sortOf:     func(r *record) string { sort, _ := r.item.text(sortAttribute); return sort },
		partitions: map[string][]*record{},
	}
}

// compare orders by the sort key of these rows, then by primary key, which makes the order total.
func (r *rows) compare(a, b *record) int {
	if c := strings.Compare(r.sortOf(a), r.sortOf(b)); c != 0 {
		return c
	}
	if c := strings.Compare(a.partition, b.partition); c != 0 {
		return c
	}
	return strings.Compare(a.sort, b.sort)
}

func (r *rows) put(item *record) {
	if partition, ok := r.partitionOf(item); ok {
		at, found := slices.BinarySearchFunc(r.partitions[partition], item, r.compare)
		if found {
			r.partitions[partition][at] = item
			return
		}
		r.partitions[partition] = slices.Insert(r.partitions[partition], at, item)
	}
}

func (r *rows) remove(item *record) {
	partition, ok := r.partitionOf(item)
	if !ok {
		return
	}
	if at, found := slices.BinarySearchFunc(r.partitions[partition], item, r.compare); found {
		r.partitions[partition] = slices.Delete(r.partitions[partition], at, at+1)
	}
}

type index struct {
	schema store.IndexSchema
	rows   *rows
}

type table struct {
	schema  store.TableSchema
	items   map[[2]string]*record
	rows    *rows
	indexes map[string]*index
}

func newTable(schema store.TableSchema, indexes []store.IndexSchema) *table {
	t := &table{schema: schema, items: map[[2]string]*record{}, indexes: map[string]*index{},
		rows: newRows(schema.PartitionAttribute, schema.SortAttribute)}
	for _, of := range indexes {
		if of.Table == schema.Table {
			t.indexes[string(of.Index)] = &index{of, newRows(of.PartitionAttribute, of.SortAttribute)}
		}
	}
	return t
}

// primaryKey takes the key from an item.
func (t *table) primaryKey(of attributes) ([2]string, error) {
	partition, hasPartition := of.text(t.schema.PartitionAttribute)
	sort, hasSort := of.text(t.schema.SortAttribute)
	if !hasPartition || !hasSort || badKey(partition, maxPartitionBytes) || badKey(sort, maxSortBytes) {
		return [2]string{}, validation("the key is missing, empty, too long or of another type")
	}
	return [2]string{partition, sort}, nil
}

// exactKey takes a key that must have no other attribute.
func (t *table) exactKey(key attributes) ([2]string, error) {
	if err := key.check(); err != nil {
		return [2]string{}, err
	}
	if len(key) != 2 {
		return [2]string{}, validation("the provided key element does not match the schema")
	}
	return t.primaryKey(key)
}

func badKey(text string, limit int) bool { return text == "" || len(text) > limit }

// checkItem refuses what DynamoDB refuses to put.
func (t *table) checkItem(item attributes) ([2]string, error) {
	if err := item.check(); err != nil {
		return [2]string{}, err
	}
	if item.size() > store.MaxItemBytes {
		return [2]string{}, validation("item size has exceeded the maximum allowed size")
	}
	for _, of := range t.indexes {
		for attribute, limit := range map[string]int{of.schema.PartitionAttribute: maxPartitionBytes,
			of.schema.SortAttribute: maxSortBytes} {
			if v, ok := item[attribute]; ok && (v.S == nil || badKey(*v.S, limit)) {
				return [2]string{}, validation("an index key is empty, too long or of another type")
			}
		}
	}
	return t.primaryKey(item)
}

// replace stores an item, or removes it if nil, and gives the units that the indexes cost.
func (t *table) replace(key [2]string, item attributes) (indexUnits float64) {
	before := t.items[key]
	var after *record
	if item != nil {
		after = &record{key[0], key[1], item}
	}
	for _, of := range t.indexes {
		indexUnits += store.IndexWriteUnits(of.entry(before), of.entry(after))
	}
	for _, in := range t.allRows() {
		if before != nil {
			in.remove(before)
		}
		if after != nil {
			in.put(after)
		}
	}
	delete(t.items, key)
	if after != nil {
		t.items[key] = after
	}
	return indexUnits
}

func (t *table) allRows() []*rows {
	all := []*rows{t.rows}
	for _, of := range t.indexes {
		all = append(all, of.rows)
	}
	return all
}

func (i *index) entry(of *record) store.IndexEntry {
	if of == nil {
		return store.IndexEntry{}
	}
	partition, ok := i.rows.partitionOf(of)
	if !ok {
		return store.IndexEntry{}
	}
	return store.IndexEntry{Present: true, Size: i.project(of).size(),
		Key: store.IndexKey{Partition: partition, Sort: i.rows.sortOf(of)}}
}

// project gives what the index holds: the keys of table and index.
func (i *index) project(of *record) attributes {
	return of.item.only(store.AttributePartition, store.AttributeSort, i.schema.PartitionAttribute,
		i.schema.SortAttribute)
}
