package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/store"
)

// RunUsage checks that the engine counts what DynamoDB bills. The figures are worked out by hand.
func RunUsage(t *testing.T, open Open) {
	f := newFixture(t, open)
	kilobytes := func(sort string, kb int) store.Write { // a little less than kb KB with its keys
		return create(f.live(sort), strings.Repeat("x", kb<<10-100))
	}
	file := create(f.file("c"), "x")
	file.Item.Indexes = f.ownedBy("ann", "1")
	changed := replace(f.file("c"), 1, "y")
	changed.Item.Indexes = f.ownedBy("ann", "1")
	moved := replace(f.file("c"), 2, "y")
	moved.Item.Indexes = f.ownedBy("bob", "1")
	for _, step := range []struct {
		name string
		call metered
		want store.Usage
	}{
		{"small put", commitOf(create(f.live("a"), "x")), store.Usage{RoundTrips: 1, WriteUnits: 2}},
		{"three KB put", commitOf(kilobytes("b", 3)), store.Usage{RoundTrips: 1, WriteUnits: 6}},
		{"shrinking put bills the old size", commitOf(replace(f.live("b"), 1, "x")),
			store.Usage{RoundTrips: 1, WriteUnits: 6}},
		{"five KB put", commitOf(kilobytes("b5", 5)), store.Usage{RoundTrips: 1, WriteUnits: 10}},
		{"two checks and a put", commitOf(check(f.live("a"), store.MustExist, 0),
			check(f.live("b5"), store.VersionIs, 1), create(f.live("c"), "x")),
			store.Usage{RoundTrips: 1, WriteUnits: 2 + 10 + 2}},
		{"check of nothing", commitOf(check(f.live("none"), store.MustNotExist, 0)),
			store.Usage{RoundTrips: 1, WriteUnits: 2}},
		{"refused commit", refusedCommitOf(create(f.live("a"), "x")), store.Usage{RoundTrips: 1}},
		{"delete bills the old size", commitOf(removeVersion(f.live("b5"), 1)),
			store.Usage{RoundTrips: 1, WriteUnits: 10}},
		{"entering an index", commitOf(file), store.Usage{RoundTrips: 1, WriteUnits: 2 + 1}},
		{"change outside the index", commitOf(changed), store.Usage{RoundTrips: 1, WriteUnits: 2}},
		{"moving in an index", commitOf(moved), store.Usage{RoundTrips: 1, WriteUnits: 2 + 2}},
		{"index query", queryOf(f.ownersQuery("bob", 10)), store.Usage{RoundTrips: 1, ReadUnits: 0.5}},
		{"leaving an index", commitOf(remove(f.file("c"))), store.Usage{RoundTrips: 1, WriteUnits: 2 + 1}},
		{"get one", getOf(f.live("a")), store.Usage{RoundTrips: 1, ReadUnits: 1}},
		{"get absent", getOf(f.live("none")), store.Usage{RoundTrips: 1, ReadUnits: 1}},
		{"get three, one absent", getOf(f.live("a"), f.live("c"), f.live("none")),
			store.Usage{RoundTrips: 1, ReadUnits: 3}},
		{"get nothing", getOf(), store.Usage{}},
		{"fill", commitOf(kilobytes("q1", 3), kilobytes("q2", 3), kilobytes("q3", 3)),
			store.Usage{RoundTrips: 1, WriteUnits: 18}},
		{"query adds sizes before rounding",
			queryOf(store.Query{Table: store.Operations, Partition: f.live("").Partition, From: "q", Limit: 10}),
			store.Usage{RoundTrips: 1, ReadUnits: 3}},
		{"query reads one item ahead",
			queryOf(store.Query{Table: store.Operations, Partition: f.live("").Partition, From: "q", Limit: 1}),
			store.Usage{RoundTrips: 1, ReadUnits: 2}},
		{"empty query", queryOf(store.Query{Table: store.Records, Partition: f.live("").Partition, Limit: 1}),
			store.Usage{RoundTrips: 1, ReadUnits: 1}},
	} {
		ctx, cancel := deadline()
		ctx, meter := store.WithMeter(ctx)
		err := step.call(ctx, f.store)
		cancel()
		if got := meter.Usage(); err != nil || got != step.want {
			t.Fatalf("%s: %+v, %v; want %+v", step.name, got, err, step.want)
		}
	}
}

type metered func(context.Context, store.Store) error

func commitOf(writes ...store.Write) metered {
	return func(ctx context.Context, s store.Store) error { return s.Commit(ctx, writes...) }
}

func refusedCommitOf(writes ...store.Write) metered {
	return func(ctx context.Context, s store.Store) error {
		var failed *store.ConditionError
		if err := s.Commit(ctx, writes...); !errors.As(err, &failed) {
			return fmt.Errorf("commit was not refused: %w", err)
		}
		return nil
	}
}

func queryOf(q store.Query) metered {
	return func(ctx context.Context, s store.Store) error { _, err := s.Query(ctx, q); return err }
}

func getOf(keys ...store.Key) metered {
	return func(ctx context.Context, s store.Store) error { _, err := s.Get(ctx, keys...); return err }
}
