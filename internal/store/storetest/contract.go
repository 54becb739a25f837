// Package storetest holds the contract that every engine of the store port must keep.
package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lunxu/lunxu/internal/store"
)

// callTime bounds every call of the suite.
const callTime = 20 * time.Second

// Open gives a store for one test. Tables may be shared between tests: the suite keeps to partitions
// that it names at random.
type Open func(t testing.TB) store.Store

// Run checks the whole contract but for usage, which RunUsage checks.
func Run(t *testing.T, open Open) {
	for _, part := range []struct {
		name  string
		check func(*testing.T, *fixture)
	}{
		{"RoundTrip", checkRoundTrip},
		{"Conditions", checkConditions},
		{"ConditionPositions", checkConditionPositions},
		{"Atomicity", checkAtomicity},
		{"StoredVersion", checkStoredVersion},
		{"Expiry", checkExpiry},
		{"Limits", checkLimits},
		{"InvalidUse", checkInvalidUse},
		{"Deadline", checkDeadline},
		{"Order", checkOrder},
		{"Pages", checkPages},
		{"ExpiredInPages", checkExpiredInPages},
		{"LargePages", checkLargePages},
		{"Index", checkIndex},
		{"IndexPages", checkIndexPages},
		{"Cursors", checkCursors},
		{"VersionRace", checkVersionRace},
		{"Appends", checkAppends},
		{"Linearizable", checkLinearizable},
	} {
		t.Run(part.name, func(t *testing.T) { part.check(t, newFixture(t, open)) })
	}
}

// fixture is a store and a random name that keeps one test's partitions apart from all others.
type fixture struct {
	t     testing.TB
	store store.Store
	name  string
}

func newFixture(t testing.TB, open Open) *fixture {
	return &fixture{t: t, store: open(t), name: rand.Text()}
}

func (f *fixture) key(table store.Table, partition, sort string) store.Key {
	return store.Key{Table: table, Partition: f.name + "#" + partition, Sort: sort}
}

func (f *fixture) live(sort string) store.Key { return f.key(store.Operations, "P", sort) }

func deadline() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), callTime)
}

func (f *fixture) commit(writes ...store.Write) error {
	ctx, cancel := deadline()
	defer cancel()
	return f.store.Commit(ctx, writes...)
}

func (f *fixture) mustCommit(writes ...store.Write) {
	f.t.Helper()
	if err := f.commit(writes...); err != nil {
		f.t.Fatalf("commit: %v", err)
	}
}

func (f *fixture) tryGet(keys ...store.Key) (map[store.Key]store.Item, error) {
	ctx, cancel := deadline()
	defer cancel()
	return f.store.Get(ctx, keys...)
}

func (f *fixture) get(keys ...store.Key) map[store.Key]store.Item {
	f.t.Helper()
	items, err := f.tryGet(keys...)
	if err != nil {
		f.t.Fatalf("get: %v", err)
	}
	return items
}

func (f *fixture) tryQuery(q store.Query) (store.Page, error) {
	ctx, cancel := deadline()
	defer cancel()
	return f.store.Query(ctx, q)
}

func (f *fixture) query(q store.Query) store.Page {
	f.t.Helper()
	page, err := f.tryQuery(q)
	if err != nil {
		f.t.Fatalf("query %+v: %v", q, err)
	}
	return page
}

// all reads every page and gives the items and the number of pages.
func (f *fixture) all(q store.Query) ([]store.Item, int) {
	f.t.Helper()
	var items []store.Item
	for pages := 1; ; pages++ {
		page := f.query(q)
		if len(page.Items) > q.Limit {
			f.t.Fatalf("page of %d items, limit %d", len(page.Items), q.Limit)
		}
		items = append(items, page.Items...)
		if page.Cursor == "" {
			return items, pages
		}
		if q.Cursor = page.Cursor; pages > 1000 {
			f.t.Fatal("the query does not end")
		}
	}
}

// eventually asks again until the answer is as wanted: indexes may lag behind their tables.
func (f *fixture) eventually(what string, holds func() bool) {
	f.t.Helper()
	for end := time.Now().Add(10 * time.Second); !holds(); {
		if time.Now().After(end) {
			f.t.Fatalf("%s: not within 10 s", what)
		}
	}
}

func create(key store.Key, body string) store.Write {
	item := store.Item{Key: key, Version: 1, Body: []byte(body)}
	return store.Write{Action: store.Put, Item: item, Condition: store.MustNotExist}
}

func replace(key store.Key, version int64, body string) store.Write {
	item := store.Item{Key: key, Body: []byte(body)}
	return store.Write{Action: store.Put, Item: item, Condition: store.VersionIs, Version: version}
}

func remove(key store.Key) store.Write {
	return store.Write{Action: store.Delete, Item: store.Item{Key: key}, Condition: store.MustExist}
}

func removeVersion(key store.Key, version int64) store.Write {
	return store.Write{Action: store.Delete, Item: store.Item{Key: key}, Condition: store.VersionIs, Version: version}
}

func check(key store.Key, condition store.Condition, version int64) store.Write {
	return store.Write{Action: store.Check, Item: store.Item{Key: key}, Condition: condition, Version: version}
}

func wantItems(t testing.TB, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

func wantFailed(t testing.TB, what string, err error, positions ...int) {
	t.Helper()
	var failed *store.ConditionError
	if !errors.As(err, &failed) || !slices.Equal(failed.Failed, positions) {
		t.Fatalf("%s: error %v, want conditions failed at %v", what, err, positions)
	}
}

func sorts(items []store.Item) []string {
	var of []string
	for _, item := range items {
		of = append(of, item.Key.Sort)
	}
	return of
}

func keysOf(items map[store.Key]store.Item) []store.Key { return slices.Collect(maps.Keys(items)) }
