package store_test

import (
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/store"
)

// TestSizes holds DynamoDB's published rules: names and UTF-8 bytes, raw binary, and for numbers one byte
// for two significant digits and one more.
func TestSizes(t *testing.T) {
	for decimal, want := range map[string]int{"0": 1, "7": 2, "12": 2, "123": 3, "1000": 2, "-12": 2, "1795000000": 3,
		"1795000001": 6} {
		if got := store.NumberSize("", decimal); got != want {
			t.Errorf("number %s: %d bytes, want %d", decimal, got, want)
		}
	}
	if got := store.StringSize("名", "轮序"); got != 9 {
		t.Errorf("string of three characters: %d bytes", got)
	}
	item := store.Item{Key: store.Key{Table: store.Operations, Partition: "pppp", Sort: "sss"}, Version: 12,
		Body:      make([]byte, 100),
		ExpiresAt: time.Unix(1795000001, 0)}
	if got, want := store.ItemSize(item), (2+4)+(2+3)+(1+2)+(1+100)+(3+6); got != want {
		t.Errorf("item of %d bytes, want %d", got, want)
	}
	item = store.Item{Key: store.Key{Table: store.Customers, Partition: "pppp", Sort: "sss"},
		Indexes: map[store.Index]store.IndexKey{store.CustomersByOwner: {Partition: "oo", Sort: "x"}}}
	if got, want := store.ItemSize(item), (2+4)+(2+3)+(1+1)+(2+2)+(2+1); got != want {
		t.Errorf("indexed item of %d bytes, want %d", got, want)
	}
	if got, want := store.EntryOf(store.Indexes()[0], item).Size, (2+4)+(2+3)+(2+2)+(2+1); got != want {
		t.Errorf("index entry of %d bytes, want %d", got, want)
	}
}

func TestUnits(t *testing.T) {
	for bytes, want := range map[int][2]float64{0: {1, 2}, 1: {1, 2}, 1024: {1, 2}, 1025: {1, 4}, 4096: {1, 8},
		4097: {2, 10}, 409600: {100, 800}} {
		if read, write := store.StrongReadUnits(bytes), store.TransactionWriteUnits(bytes, 0); read != want[0] ||
			write != want[1] {
			t.Errorf("%d bytes: %v read, %v write units, want %v", bytes, read, write, want)
		}
		if got := store.EventualReadUnits(bytes); got != want[0]/2 {
			t.Errorf("%d bytes read eventually: %v units", bytes, got)
		}
		if store.TransactionWriteUnits(0, bytes) != store.TransactionWriteUnits(bytes, 0) {
			t.Errorf("%d bytes: the larger size counts, before or after", bytes)
		}
	}
	at := func(partition string, size int) store.IndexEntry {
		return store.IndexEntry{Present: true, Key: store.IndexKey{Partition: partition, Sort: "s"}, Size: size}
	}
	none := store.IndexEntry{}
	for name, test := range map[string]struct {
		before, after store.IndexEntry
		want          float64
	}{
		"never in it": {none, none, 0}, "enters": {none, at("a", 1500), 2}, "leaves": {at("a", 1500), none, 2},
		"moves": {at("a", 100), at("b", 1500), 3}, "stays": {at("a", 100), at("a", 100), 0},
	} {
		if got := store.IndexWriteUnits(test.before, test.after); got != test.want {
			t.Errorf("%s: %v units, want %v", name, got, test.want)
		}
	}
}

func TestCostCovers(t *testing.T) {
	cost := store.Cost{RoundTrips: 2, ReadUnits: 1, WriteUnits: 4}
	for usage, want := range map[store.Usage]bool{
		{RoundTrips: 2, ReadUnits: 1, WriteUnits: 4}: true,
		{}: true,
		{RoundTrips: 3, ReadUnits: 1, WriteUnits: 4}:   false,
		{RoundTrips: 2, ReadUnits: 1.5, WriteUnits: 4}: false,
		{RoundTrips: 2, ReadUnits: 1, WriteUnits: 5}:   false,
	} {
		if got := cost.Covers(usage); got != want {
			t.Errorf("%+v covered by %+v: %v", usage, cost, got)
		}
	}
	names := map[string]bool{}
	for _, declared := range store.Costs() {
		if names[declared.Operation] || declared.Operation == "" || declared.RoundTrips < 1 || declared.RoundTrips > 2 {
			t.Errorf("declared cost %+v", declared)
		}
		names[declared.Operation] = true
		if many := (store.Usage{RoundTrips: declared.RoundTrips,
			WriteUnits: declared.WriteUnits + 1}); declared.Covers(many) {
			t.Errorf("%s covers more writes than declared", declared.Operation)
		}
	}
}
