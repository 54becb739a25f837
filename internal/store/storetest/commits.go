package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/store"
)

var (
	longAgo   = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	farFuture = time.Date(2199, 1, 1, 0, 0, 0, 0, time.UTC)
)

func checkRoundTrip(t *testing.T, f *fixture) {
	owner := map[store.Index]store.IndexKey{store.CustomersByOwner: {Partition: f.name + "a", Sort: "s\x00é"}}
	want := map[store.Key]store.Item{}
	for _, item := range []store.Item{
		{Key: f.live("plain"), Version: 1, Body: []byte("body")},
		{Key: f.live("empty body"), Version: 7},
		{Key: f.live("any bytes"), Version: 1, Body: []byte{0, 255, 10, 0}},
		{Key: f.live("键\x00\x01"), Version: 1, Body: []byte(`"<&>\`)},
		{Key: f.live("expiring"), Version: 1, ExpiresAt: farFuture},
		{Key: f.key(store.Records, "P", "000001"), Body: []byte("append-only")},
		{Key: f.key(store.Customers, "P", "FILE"), Version: 1, Body: []byte("file"), Indexes: owner},
	} {
		f.mustCommit(store.Write{Action: store.Put, Item: item, Condition: store.MustNotExist})
		want[item.Key] = item
	}
	keys := append(keysOf(want), f.live("absent"), f.live("plain"))
	wantItems(t, "items read together", f.get(keys...), want)
	for key, item := range want {
		wantItems(t, "item read alone", f.get(key), map[store.Key]store.Item{key: item})
	}
	wantItems(t, "no keys", f.get(), map[store.Key]store.Item{})
	wantItems(t, "absent key", f.get(f.live("absent")), map[store.Key]store.Item{})

	// Bodies belong to the caller: changing one, given or received, changes nothing in the store.
	mine := store.Item{Key: f.live("mine"), Version: 1, Body: []byte("body")}
	f.mustCommit(store.Write{Action: store.Put, Item: mine, Condition: store.MustNotExist})
	mine.Body[0] = 'B'
	f.get(mine.Key)[mine.Key].Body[1] = 'O'
	if got := f.get(mine.Key)[mine.Key].Body; string(got) != "body" {
		t.Errorf("body %q was changed through memory shared with the caller", got)
	}

	fraction := store.Item{Key: f.live("fraction"), Version: 1,
		ExpiresAt: farFuture.Add(700 * time.Millisecond).In(time.FixedZone("", 3600))}
	f.mustCommit(store.Write{Action: store.Put, Item: fraction, Condition: store.MustNotExist})
	if got := f.get(fraction.Key)[fraction.Key].ExpiresAt; got != farFuture {
		t.Errorf("expiry %v, want whole seconds in UTC: %v", got, farFuture)
	}
}

// checkConditions tries every action with every condition it takes on an absent item, an item of
// version 1 and one of version 2.
func checkConditions(t *testing.T, f *fixture) {
	const absent = 0
	put := func(c store.Condition, version int64) store.Write {
		return store.Write{Action: store.Put, Item: store.Item{Version: 1, Body: []byte("new")}, Condition: c,
			Version: version}
	}
	del := func(c store.Condition, version int64) store.Write {
		return store.Write{Action: store.Delete, Condition: c, Version: version}
	}
	look := func(c store.Condition, version int64) store.Write {
		return store.Write{Action: store.Check, Condition: c, Version: version}
	}
	for i, test := range []struct {
		write store.Write
		holds [3]bool // on absent, version 1, version 2
		after [3]int64
	}{
		{put(store.MustNotExist, 0), [3]bool{true, false, false}, [3]int64{1, 1, 2}},
		{put(store.VersionIs, 1), [3]bool{false, true, false}, [3]int64{absent, 2, 2}},
		{put(store.VersionIs, 2), [3]bool{false, false, true}, [3]int64{absent, 1, 3}},
		{del(store.MustExist, 0), [3]bool{false, true, true}, [3]int64{absent, absent, absent}},
		{del(store.VersionIs, 1), [3]bool{false, true, false}, [3]int64{absent, absent, 2}},
		{look(store.MustNotExist, 0), [3]bool{true, false, false}, [3]int64{absent, 1, 2}},
		{look(store.MustExist, 0), [3]bool{false, true, true}, [3]int64{absent, 1, 2}},
		{look(store.VersionIs, 2), [3]bool{false, false, true}, [3]int64{absent, 1, 2}},
	} {
		for version := range int64(3) {
			what := fmt.Sprintf("case %d on version %d", i, version)
			key := f.live(what)
			if version >= 1 {
				f.mustCommit(create(key, "old"))
			}
			if version == 2 {
				f.mustCommit(replace(key, 1, "old"))
			}
			test.write.Item.Key = key
			err := f.commit(test.write)
			if test.holds[version] && err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			if !test.holds[version] {
				wantFailed(t, what, err, 0)
			}
			if got := f.get(key)[key].Version; got != test.after[version] {
				t.Fatalf("%s: version %d afterwards, want %d", what, got, test.after[version])
			}
		}
	}
}

func checkConditionPositions(t *testing.T, f *fixture) {
	f.mustCommit(create(f.live("a"), "a"), create(f.live("b"), "b"), create(f.live("d"), "d"))
	err := f.commit(
		create(f.live("a"), "again"),
		create(f.live("c"), "c"),
		replace(f.live("b"), 2, "stale"),
		check(f.live("d"), store.VersionIs, 1),
		remove(f.live("absent")),
		check(f.live("absent too"), store.MustExist, 0),
	)
	wantFailed(t, "mixed commit", err, 0, 2, 4, 5)
	var failed *store.ConditionError
	if errors.As(err, &failed) && (!failed.Has(2) || failed.Has(3)) {
		t.Error("Has disagrees with Failed")
	}
}

func checkAtomicity(t *testing.T, f *fixture) {
	f.mustCommit(create(f.live("a"), "a"), create(f.live("b"), "b"))
	before := f.get(f.live("a"), f.live("b"), f.live("c"))
	writes := []store.Write{
		replace(f.live("a"), 1, "changed"), remove(f.live("b")), create(f.live("c"), "new"),
		create(f.key(store.Records, "P", "1"), "entry"),
	}
	// The failing condition is tried at every position: nothing may be written before it is seen.
	for position := range len(writes) + 1 {
		refused := append(append(append([]store.Write{}, writes[:position]...),
			check(f.live("absent"), store.MustExist, 0)), writes[position:]...)
		wantFailed(t, "commit with a failing check", f.commit(refused...), position)
		wantItems(t, "items after a refused commit", f.get(f.live("a"), f.live("b"), f.live("c")), before)
		wantItems(t, "other table after a refused commit", f.get(f.key(store.Records, "P", "1")),
			map[store.Key]store.Item{})
	}
	f.mustCommit(writes...)
	got := f.get(f.live("a"), f.live("b"), f.live("c"), f.key(store.Records, "P", "1"))
	if len(got) != 3 || string(got[f.live("a")].Body) != "changed" {
		t.Errorf("after the commit: %v", got)
	}
}

func checkStoredVersion(t *testing.T, f *fixture) {
	key := f.live("x")
	f.mustCommit(store.Write{Action: store.Put, Item: store.Item{Key: key, Version: 41}, Condition: store.MustNotExist})
	w := replace(key, 41, "next")
	w.Item.Version = 7 // ignored: the version rises by one from the one required
	f.mustCommit(w)
	if got := f.get(key)[key].Version; got != 42 {
		t.Errorf("version %d after replacing 41", got)
	}
	zero := f.live("append-only")
	f.mustCommit(store.Write{Action: store.Put, Item: store.Item{Key: zero}, Condition: store.MustNotExist})
	if got, ok := f.get(zero)[zero]; !ok || got.Version != 0 {
		t.Errorf("append-only item %+v, %v", got, ok)
	}
}

func checkExpiry(t *testing.T, f *fixture) {
	expiring := func(sort string, at time.Time) store.Write {
		w := create(f.live(sort), sort)
		w.Item.ExpiresAt = at
		return w
	}
	f.mustCommit(expiring("gone", longAgo), expiring("kept", farFuture))
	if got := f.get(f.live("gone"), f.live("kept")); len(got) != 1 || string(got[f.live("kept")].Body) != "kept" {
		t.Fatalf("expired items must be hidden: %v", got)
	}
	if got := f.get(f.live("gone")); len(got) != 0 {
		t.Fatalf("expired item read alone: %v", got)
	}
	again := expiring("gone", farFuture)
	wantFailed(t, "without an instant", f.commit(again), 0)
	again.Now = longAgo.Add(-time.Second)
	wantFailed(t, "one second before the expiry", f.commit(again), 0)
	wantFailed(t, "check one second before", f.commit(store.Write{Action: store.Check, Item: again.Item,
		Condition: store.MustNotExist, Now: again.Now}), 0)
	again.Now = longAgo.Add(300 * time.Millisecond)
	f.mustCommit(store.Write{Action: store.Check, Item: again.Item, Condition: store.MustNotExist, Now: again.Now})
	f.mustCommit(again)
	if got := f.get(f.live("gone")); len(got) != 1 {
		t.Fatal("an expired item must make room for a new one")
	}
	wantFailed(t, "an item that is kept", f.commit(store.Write{Action: store.Put,
		Item: store.Item{Key: f.live("kept"), Version: 1}, Condition: store.MustNotExist, Now: longAgo}), 0)
	f.mustCommit(create(f.live("forever"), ""))
	wantFailed(t, "an item without expiry", f.commit(store.Write{Action: store.Put,
		Item: store.Item{Key: f.live("forever"), Version: 1}, Condition: store.MustNotExist, Now: farFuture}), 0)
}

func checkLimits(t *testing.T, f *fixture) {
	var writes []store.Write
	var keys []store.Key
	for i := range store.MaxWrites + 1 {
		key := f.live(fmt.Sprintf("%03d", i))
		keys = append(keys, key)
		writes = append(writes, create(key, "x"))
	}
	wantInvalid(t, "101 writes", f.commit(writes...))
	f.mustCommit(writes[:100]...)
	if got := f.get(keys[:100]...); len(got) != 100 {
		t.Errorf("%d of 100 items", len(got))
	}
	_, err := f.tryGet(keys...)
	wantInvalid(t, "101 keys", err)

	large := create(f.live("large"), strings.Repeat("x", store.MaxItemBytes))
	wantInvalid(t, "item over 400 KB", f.commit(large))
	large.Item.Body = large.Item.Body[:store.MaxItemBytes-200]
	f.mustCommit(large)
	if got := f.get(f.live("large"))[f.live("large")]; len(got.Body) != len(large.Item.Body) {
		t.Errorf("%d bytes of %d", len(got.Body), len(large.Item.Body))
	}
	var heavy []store.Write
	for i := range 11 {
		heavy = append(heavy, create(f.live(fmt.Sprint("heavy", i)), string(large.Item.Body)))
	}
	wantInvalid(t, "4.4 MB in one commit", f.commit(heavy...))

	long := f.key(store.Operations, strings.Repeat("p", 2048-len(f.name)-1), strings.Repeat("s", 1024))
	f.mustCommit(create(long, "x"))
	if len(f.get(long)) != 1 {
		t.Error("longest key not found")
	}
}

func wantInvalid(t testing.TB, what string, err error) {
	t.Helper()
	if !errors.Is(err, store.ErrInvalid) {
		t.Errorf("%s: error %v, want ErrInvalid", what, err)
	}
}

func checkInvalidUse(t *testing.T, f *fixture) {
	ok := f.live("x")
	owner := func(k store.IndexKey) map[store.Index]store.IndexKey {
		return map[store.Index]store.IndexKey{store.CustomersByOwner: k}
	}
	file := f.key(store.Customers, "P", "FILE")
	entry := f.key(store.Records, "P", "1")
	put := func(item store.Item) store.Write {
		return store.Write{Action: store.Put, Item: item, Condition: store.MustNotExist}
	}
	for what, writes := range map[string][]store.Write{
		"no writes":          {},
		"no condition":       {{Action: store.Put, Item: store.Item{Key: ok}}},
		"no action":          {{Item: store.Item{Key: ok}, Condition: store.MustNotExist}},
		"blind overwrite":    {{Action: store.Put, Item: store.Item{Key: ok}, Condition: store.MustExist}},
		"delete of nothing":  {{Action: store.Delete, Item: store.Item{Key: ok}, Condition: store.MustNotExist}},
		"unknown condition":  {{Action: store.Check, Item: store.Item{Key: ok}, Condition: 9}},
		"version 0 required": {replace(ok, 0, "")},
		"negative version":   {put(store.Item{Key: ok, Version: -1})},
		"unknown table":      {create(store.Key{Table: "Other", Partition: "p", Sort: "s"}, "")},
		"empty partition":    {create(store.Key{Table: store.Operations, Sort: "s"}, "")},
		"empty sort key":     {create(store.Key{Table: store.Operations, Partition: "p"}, "")},
		"long partition": {create(store.Key{Table: store.Operations, Partition: strings.Repeat("p", 2049),
			Sort: "s"}, "")},
		"long sort key":          {create(f.live(strings.Repeat("s", 1025)), "")},
		"broken UTF-8":           {create(f.live("\xff"), "")},
		"same key twice":         {create(ok, "1"), check(ok, store.MustNotExist, 0)},
		"replaced record":        {replace(entry, 1, "")},
		"deleted record":         {remove(entry)},
		"deleted record version": {removeVersion(entry, 1)},
		"expiry on records":      {put(store.Item{Key: entry, ExpiresAt: farFuture})},
		"expiry before 1970":     {put(store.Item{Key: ok, ExpiresAt: time.Unix(-5, 0)})},
		"index of another table": {put(store.Item{Key: ok,
			Indexes: owner(store.IndexKey{Partition: "p", Sort: "s"})})},
		"unknown index": {put(store.Item{Key: file,
			Indexes: map[store.Index]store.IndexKey{"x": {Partition: "p", Sort: "s"}}})},
		"index without partition": {put(store.Item{Key: file, Indexes: owner(store.IndexKey{Sort: "s"})})},
		"index without sort key":  {put(store.Item{Key: file, Indexes: owner(store.IndexKey{Partition: "p"})})},
	} {
		wantInvalid(t, what, f.commit(writes...))
	}
	if got := f.get(ok, file, entry); len(got) != 0 {
		t.Errorf("invalid commits wrote %v", got)
	}
	checkInvalidReads(t, f)
}

func checkInvalidReads(t *testing.T, f *fixture) {
	t.Helper()
	_, err := f.tryGet(f.live("x"), store.Key{Table: "Other", Partition: "p", Sort: "s"})
	wantInvalid(t, "get from unknown table", err)
	q := store.Query{Table: store.Operations, Partition: "p", Limit: 1}
	for what, change := range map[string]func(*store.Query){
		"no limit":           func(q *store.Query) { q.Limit = 0 },
		"limit 201":          func(q *store.Query) { q.Limit = 201 },
		"unknown table":      func(q *store.Query) { q.Table = "Other" },
		"unknown index":      func(q *store.Query) { q.Index = "other" },
		"index of other":     func(q *store.Query) { q.Index = store.CustomersByOwner },
		"empty partition":    func(q *store.Query) { q.Partition = "" },
		"bounds in disorder": func(q *store.Query) { q.From, q.To = "b", "a" },
		"bound not UTF-8":    func(q *store.Query) { q.From = "\xff" },
		"foreign cursor":     func(q *store.Query) { q.Cursor = "abc" },
	} {
		broken := q
		change(&broken)
		_, err := f.tryQuery(broken)
		wantInvalid(t, "query: "+what, err)
	}
}

func checkDeadline(t *testing.T, f *fixture) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	key := f.live("x")
	_, getErr := f.store.Get(ctx, key)
	_, queryErr := f.store.Query(ctx, store.Query{Table: key.Table, Partition: key.Partition, Limit: 1})
	for what, err := range map[string]error{"get": getErr, "query": queryErr,
		"commit": f.store.Commit(ctx, create(key, ""))} {
		if !errors.Is(err, store.ErrUnavailable) || !errors.Is(err, context.Canceled) {
			t.Errorf("%s after the end of its context: %v", what, err)
		}
	}
	if len(f.get(key)) != 0 {
		t.Error("a commit that was over before it began wrote")
	}
}
