package store

import (
	"strconv"
	"strings"
)

// Sizes that DynamoDB bills and limits by, in bytes.
const (
	readUnitBytes       = 4 << 10
	writeUnitBytes      = 1 << 10
	MaxItemBytes        = 400 << 10
	MaxTransactionBytes = 4 << 20
	MaxPageBytes        = 1 << 20 // a query stops after the item that reaches it
)

// StringSize is the size of a string attribute: its name and its UTF-8 bytes.
func StringSize(name, value string) int { return len(name) + len(value) }

// BinarySize is the size of a binary attribute: its name and its raw bytes.
func BinarySize(name string, value []byte) int { return len(name) + len(value) }

// NumberSize is the size of a number attribute in decimal notation: its name, one byte for every two
// significant digits, and one byte more.
func NumberSize(name, decimal string) int {
	digits := strings.Trim(strings.TrimPrefix(decimal, "-"), "0")
	return len(name) + (len(digits)+1)/2 + 1
}

// ItemSize is the billed size of an item: names and values of all its attributes.
func ItemSize(item Item) int {
	size := StringSize(AttributePartition, item.Key.Partition) + StringSize(AttributeSort, item.Key.Sort) +
		NumberSize(AttributeVersion, strconv.FormatInt(item.Version, 10))
	if len(item.Body) > 0 {
		size += BinarySize(AttributeBody, item.Body)
	}
	if !item.ExpiresAt.IsZero() {
		size += NumberSize(AttributeExpiry, strconv.FormatInt(item.ExpiresAt.Unix(), 10))
	}
	for name, key := range item.Indexes {
		if index, ok := IndexNamed(name); ok {
			size += StringSize(index.PartitionAttribute, key.Partition) + StringSize(index.SortAttribute, key.Sort)
		}
	}
	return size
}

// EntryOf gives the item's entry in a keys-only index, with Present false if the item is not in it.
func EntryOf(index IndexSchema, item Item) IndexEntry {
	key, ok := item.Indexes[index.Index]
	if !ok {
		return IndexEntry{}
	}
	size := StringSize(AttributePartition, item.Key.Partition) + StringSize(AttributeSort, item.Key.Sort) +
		StringSize(index.PartitionAttribute, key.Partition) + StringSize(index.SortAttribute, key.Sort)
	return IndexEntry{Present: true, Key: key, Size: size}
}

// IndexEntry is what a keys-only index holds of one item. Size is in bytes.
type IndexEntry struct {
	Present bool
	Key     IndexKey
	Size    int
}

// IndexWriteUnits is what index maintenance costs: one write of the entry when it appears or
// disappears, two when its key changes, none when only attributes outside the index change. DynamoDB
// maintains indexes after the transaction, so these units are not doubled.
func IndexWriteUnits(before, after IndexEntry) float64 {
	if before.Present && after.Present && before.Key == after.Key {
		return 0
	}
	units := 0.0
	if before.Present {
		units += writeUnits(before.Size)
	}
	if after.Present {
		units += writeUnits(after.Size)
	}
	return units
}

// TransactionWriteUnits is what one put, delete or check costs in a transaction: the larger of the
// item's sizes before and after, in bytes, one unit per KB begun, twice.
func TransactionWriteUnits(before, after int) float64 { return 2 * writeUnits(max(before, after)) }

// StrongReadUnits is what reading the bytes strongly consistently costs; an absent item costs one unit.
func StrongReadUnits(bytes int) float64 { return unitsOf(bytes, readUnitBytes) }

// EventualReadUnits is what reading the bytes eventually consistently costs.
func EventualReadUnits(bytes int) float64 { return StrongReadUnits(bytes) / 2 }

func writeUnits(bytes int) float64 { return unitsOf(bytes, writeUnitBytes) }

func unitsOf(bytes, unit int) float64 { return float64(max(1, (bytes+unit-1)/unit)) }
