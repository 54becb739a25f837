package embedded

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/lunxu/lunxu/internal/store"
)

// fileFormat names the encoding of keys and values in this file.
const fileFormat = "1"

var errCorrupt = errors.New("embedded: stored item is corrupt")

var expiryBucket = []byte("expiry")

func tableBucket(table store.Table) []byte { return []byte("table/" + table) }

func indexBucket(index store.Index) []byte { return []byte("index/" + index) }

func bucketNames() [][]byte {
	names := [][]byte{expiryBucket}
	for _, table := range store.Tables() {
		names = append(names, tableBucket(table.Table))
	}
	for _, index := range store.Indexes() {
		names = append(names, indexBucket(index.Index))
	}
	return names
}

// partitionPrefix starts the keys of one partition. The length in front makes it unambiguous: no
// partition's prefix is a prefix of another's.
func partitionPrefix(partition string) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(partition))), partition...)
}

// primaryKey orders the items of a partition by the bytes of their sort keys.
func primaryKey(partition, sort string) []byte { return append(partitionPrefix(partition), sort...) }

// indexSortPrefix starts the entries with one sort key in an index partition. Zero bytes are escaped
// and a terminator follows, so that entries are ordered by sort key whatever primary key comes after.
func indexSortPrefix(partition, sort string) []byte {
	key := partitionPrefix(partition)
	for i := range len(sort) {
		key = append(key, sort[i])
		if sort[i] == 0 {
			key = append(key, 0xff)
		}
	}
	return append(key, 0, 1)
}

func indexEntryKey(in store.IndexKey, primary store.Key) []byte {
	return append(indexSortPrefix(in.Partition, in.Sort), primaryKey(primary.Partition, primary.Sort)...)
}

// splitIndexEntry takes apart what indexEntryKey made.
func splitIndexEntry(table store.Table, entry []byte) (store.IndexKey, store.Key, error) {
	partition, rest, ok := takePartition(entry)
	if !ok {
		return store.IndexKey{}, store.Key{}, errCorrupt
	}
	end := bytes.Index(rest, []byte{0, 1})
	if end < 0 {
		return store.IndexKey{}, store.Key{}, errCorrupt
	}
	sort := bytes.ReplaceAll(rest[:end], []byte{0, 0xff}, []byte{0})
	primary, primarySort, ok := takePartition(rest[end+2:])
	if !ok {
		return store.IndexKey{}, store.Key{}, errCorrupt
	}
	return store.IndexKey{Partition: partition, Sort: string(sort)},
		store.Key{Table: table, Partition: primary, Sort: string(primarySort)}, nil
}

func takePartition(from []byte) (string, []byte, bool) {
	if len(from) < 2 {
		return "", nil, false
	}
	length := int(binary.BigEndian.Uint16(from))
	if len(from) < 2+length {
		return "", nil, false
	}
	return string(from[2 : 2+length]), from[2+length:], true
}

// expiryKey orders items by the second they expire.
func expiryKey(item store.Item) []byte {
	key := binary.BigEndian.AppendUint64(nil, uint64(item.ExpiresAt.Unix()))
	key = append(key, item.Key.Table...)
	return append(append(key, 0), primaryKey(item.Key.Partition, item.Key.Sort)...)
}

// splitExpiry takes apart what expiryKey made.
func splitExpiry(key []byte) (at int64, item store.Key, err error) {
	if len(key) < 8 {
		return 0, store.Key{}, errCorrupt
	}
	at = int64(binary.BigEndian.Uint64(key))
	table, primary, ok := bytes.Cut(key[8:], []byte{0})
	if !ok {
		return 0, store.Key{}, errCorrupt
	}
	partition, sort, ok := takePartition(primary)
	if !ok {
		return 0, store.Key{}, errCorrupt
	}
	return at, store.Key{Table: store.Table(table), Partition: partition, Sort: string(sort)}, nil
}

// encodeItem writes everything of an item but its key: version, expiry in Unix seconds (0: none),
// index keys in the order of their names, body.
func encodeItem(item store.Item) []byte {
	value := binary.AppendVarint(nil, item.Version)
	expiry := int64(0)
	if !item.ExpiresAt.IsZero() {
		expiry = item.ExpiresAt.Unix()
	}
	value = binary.AppendVarint(value, expiry)
	names := make([]store.Index, 0, len(item.Indexes))
	for name := range item.Indexes {
		names = append(names, name)
	}
	slices.Sort(names)
	value = binary.AppendUvarint(value, uint64(len(names)))
	for _, name := range names {
		for _, field := range []string{string(name), item.Indexes[name].Partition, item.Indexes[name].Sort} {
			value = append(binary.AppendUvarint(value, uint64(len(field))), field...)
		}
	}
	return append(value, item.Body...)
}

// load reads one item, nil if there is none. The result shares no memory with the file.
func load(tx *bbolt.Tx, key store.Key) (*store.Item, error) {
	value := tx.Bucket(tableBucket(key.Table)).Get(primaryKey(key.Partition, key.Sort))
	if value == nil {
		return nil, nil
	}
	return decodeItem(key, value)
}

func decodeItem(key store.Key, value []byte) (*store.Item, error) {
	r := reader{rest: value}
	item := &store.Item{Key: key, Version: r.varint()}
	if expiry := r.varint(); expiry != 0 {
		item.ExpiresAt = time.Unix(expiry, 0).UTC()
	}
	for range r.uvarint() {
		name := store.Index(r.text())
		in := store.IndexKey{Partition: r.text(), Sort: r.text()}
		if r.broken {
			break
		}
		if item.Indexes == nil {
			item.Indexes = make(map[store.Index]store.IndexKey)
		}
		item.Indexes[name] = in
	}
	if r.broken {
		return nil, fmt.Errorf("%w: table %s", errCorrupt, key.Table)
	}
	if len(r.rest) > 0 {
		item.Body = bytes.Clone(r.rest)
	}
	return item, nil
}

// reader takes fields off a value; after the first malformed one it is broken and gives zeros.
type reader struct {
	rest   []byte
	broken bool
}

func (r *reader) varint() int64 {
	value, n := binary.Varint(r.rest)
	r.skip(n)
	return value
}

func (r *reader) uvarint() uint64 {
	value, n := binary.Uvarint(r.rest)
	r.skip(n)
	return value
}

func (r *reader) text() string {
	length := r.uvarint()
	if r.broken || length > uint64(len(r.rest)) {
		r.broken = true
		return ""
	}
	text := string(r.rest[:length])
	r.rest = r.rest[length:]
	return text
}

func (r *reader) skip(n int) {
	if n <= 0 {
		r.broken = true
		r.rest = nil
		return
	}
	r.rest = r.rest[n:]
}
