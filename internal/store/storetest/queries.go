package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/store"
)

// awkwardSorts are sort keys that a careless encoding would confuse or misorder.
var awkwardSorts = []string{"#", "\x00", "\x00\x01", "\x01", "0", "000001", "000002", "10", "9", "A", "a", "a\x00",
	"a\x00\x00", "a\x00\x01", "a\x00ÿ", "a\x01", "aa", "é", "中文", "中文\x00", "\uffff", "\U0001F600",
	strings.Repeat("z", 1000)}

func (f *fixture) fill(partition string, of []string) {
	f.t.Helper()
	var writes []store.Write
	for _, sort := range of {
		writes = append(writes, create(f.key(store.Operations, partition, sort), sort))
	}
	f.mustCommit(writes...)
}

// within gives what a query over the sort keys must give.
func within(all []string, q store.Query) []string {
	var want []string
	for _, sort := range all {
		if sort >= q.From && (q.To == "" || sort <= q.To) {
			want = append(want, sort)
		}
	}
	slices.Sort(want)
	if q.Descending {
		slices.Reverse(want)
	}
	return want
}

func checkOrder(t *testing.T, f *fixture) {
	f.fill("P", awkwardSorts)
	f.fill("P\x00", []string{"neighbour"})
	f.fill("P#", []string{"neighbour"})
	f.fill("", []string{"P", "a"})
	bounds := append([]string{"", "a0", "zz"}, awkwardSorts...)
	for _, from := range bounds {
		for _, to := range bounds {
			if from != "" && to != "" && from > to {
				continue
			}
			q := store.Query{Table: store.Operations, Partition: f.live("").Partition, From: from, To: to, Limit: 200}
			for _, q.Descending = range []bool{false, true} {
				items, _ := f.all(q)
				wantItems(t, fmt.Sprintf("from %q to %q descending %v", from, to, q.Descending), sorts(items),
					within(awkwardSorts, q))
			}
		}
	}
	items, _ := f.all(store.Query{Table: store.Operations, Partition: f.live("").Partition, From: "a", To: "a",
		Limit: 5})
	want := f.live("a")
	wantItems(t, "items of a query are whole", items, []store.Item{{Key: want, Version: 1, Body: []byte("a")}})
}

func checkPages(t *testing.T, f *fixture) {
	f.fill("P", awkwardSorts)
	n := len(awkwardSorts)
	q := store.Query{Table: store.Operations, Partition: f.live("").Partition}
	for _, q.Limit = range []int{1, 2, 7, n - 1, n, n + 1, 200} {
		for _, q.Descending = range []bool{false, true} {
			for _, bounds := range [][2]string{{"", ""}, {"0", "a\x01"}, {"a\x00", ""}, {"", "中文"}} {
				q.From, q.To = bounds[0], bounds[1]
				items, pages := f.all(q)
				want := within(awkwardSorts, q)
				wantItems(t, fmt.Sprintf("%+v", q), sorts(items), want)
				if full := max(1, (len(want)+q.Limit-1)/q.Limit); pages != full {
					t.Errorf("%+v: %d pages, want %d: the last page must have no cursor", q, pages, full)
				}
			}
		}
	}
	if page := f.query(store.Query{Table: store.Records, Partition: f.live("").Partition,
		Limit: 3}); len(page.Items) > 0 || page.Cursor != "" {
		t.Errorf("the same partition of another table: %+v", page)
	}
}

func checkExpiredInPages(t *testing.T, f *fixture) {
	var want []string
	for i := range 20 {
		w := create(f.live(fmt.Sprintf("%02d", i)), "")
		if i%3 != 0 {
			w.Item.ExpiresAt = longAgo
		} else {
			want = append(want, w.Item.Key.Sort)
		}
		f.mustCommit(w)
	}
	for limit := 1; limit <= 21; limit += 4 {
		items, _ := f.all(store.Query{Table: store.Operations, Partition: f.live("").Partition, Limit: limit})
		wantItems(t, "items that are kept", sorts(items), want)
	}
}

// checkLargePages reads 2.4 MB, of which one page holds 1 MB.
func checkLargePages(t *testing.T, f *fixture) {
	body := strings.Repeat("x", 300<<10)
	var want []string
	for i := range 8 {
		sort := fmt.Sprint(i)
		f.mustCommit(create(f.live(sort), body))
		want = append(want, sort)
	}
	q := store.Query{Table: store.Operations, Partition: f.live("").Partition, Limit: 50}
	items, pages := f.all(q)
	wantItems(t, "items in large pages", sorts(items), want)
	if pages < 2 {
		t.Errorf("%d pages for 2.4 MB", pages)
	}
	keys := make([]store.Key, len(want))
	for i, sort := range want {
		keys[i] = f.live(sort)
	}
	if got := f.get(keys...); len(got) != len(want) {
		t.Errorf("%d of %d large items", len(got), len(want))
	}
}

func (f *fixture) file(customer string) store.Key { return f.key(store.Customers, customer, "FILE") }

func (f *fixture) ownedBy(owner, sort string) map[store.Index]store.IndexKey {
	return map[store.Index]store.IndexKey{store.CustomersByOwner: {Partition: f.name + owner, Sort: sort}}
}

func (f *fixture) ownersQuery(owner string, limit int) store.Query {
	return store.Query{Table: store.Customers, Index: store.CustomersByOwner, Partition: f.name + owner, Limit: limit}
}

// wantOwned waits until the index shows exactly the customers, in order.
func (f *fixture) wantOwned(what, owner string, customers ...string) {
	f.t.Helper()
	f.eventually(what, func() bool {
		items, _ := f.all(f.ownersQuery(owner, 100))
		var got []string
		for _, item := range items {
			got = append(got, strings.TrimPrefix(item.Key.Partition, f.name+"#"))
		}
		return slices.Equal(got, customers)
	})
}

func checkIndex(t *testing.T, f *fixture) {
	put := func(customer string, in map[store.Index]store.IndexKey) store.Write {
		w := create(f.file(customer), "file of "+customer)
		w.Item.Indexes = in
		return w
	}
	f.mustCommit(put("c1", f.ownedBy("ann", "2")), put("c2", f.ownedBy("ann", "1")), put("c3", nil),
		put("c4", f.ownedBy("bob", "1")))
	f.wantOwned("created", "ann", "c2", "c1")
	f.wantOwned("created", "bob", "c4")

	page := f.query(f.ownersQuery("bob", 10))
	wantItems(t, "an index gives keys only", page.Items,
		[]store.Item{{Key: f.file("c4"), Indexes: f.ownedBy("bob", "1")}})

	moved := replace(f.file("c1"), 1, "moved")
	moved.Item.Indexes = f.ownedBy("bob", "0")
	f.mustCommit(moved)
	f.wantOwned("moved away", "ann", "c2")
	f.wantOwned("moved here", "bob", "c1", "c4")

	entered := replace(f.file("c3"), 1, "entered")
	entered.Item.Indexes = f.ownedBy("ann", "9")
	f.mustCommit(entered)
	f.wantOwned("entered", "ann", "c2", "c3")

	f.mustCommit(replace(f.file("c1"), 2, "left"), remove(f.file("c4")))
	f.wantOwned("left and removed", "bob")

	refused := replace(f.file("c2"), 5, "refused")
	refused.Item.Indexes = f.ownedBy("bob", "1")
	wantFailed(t, "refused move", f.commit(refused), 0)
	f.wantOwned("after a refused move", "ann", "c2", "c3")
	f.wantOwned("after a refused move", "bob")
}

func checkIndexPages(t *testing.T, f *fixture) {
	for i, sort := range awkwardSorts {
		var writes []store.Write
		for twin := range 2 { // equal sort keys: every entry must come once, in any order
			w := create(f.file(fmt.Sprintf("%02d-%d", i, twin)), "")
			w.Item.Indexes = f.ownedBy("ann", sort)
			writes = append(writes, w)
		}
		stranger := create(f.file(fmt.Sprintf("%02d-x", i)), "")
		stranger.Item.Indexes = f.ownedBy("an", "n"+sort[:min(len(sort), 1)]+"x")
		if i%5 == 0 {
			writes = append(writes, create(f.file(fmt.Sprintf("%02d-none", i)), ""))
		}
		f.mustCommit(writes...)
	}
	f.eventually("all entries", func() bool {
		items, _ := f.all(f.ownersQuery("ann", 200))
		return len(items) == 2*len(awkwardSorts)
	})
	twice := append(slices.Clone(awkwardSorts), awkwardSorts...)
	for _, limit := range []int{1, 3, 46, 200} {
		for _, descending := range []bool{false, true} {
			for _, bounds := range [][2]string{{"", ""}, {"0", "a\x01"}, {"a", "a"}, {"a\x00", "a\x00"},
				{"a\x00", ""}} {
				q := f.ownersQuery("ann", limit)
				q.Descending, q.From, q.To = descending, bounds[0], bounds[1]
				items, _ := f.all(q)
				var got []string
				seen := map[store.Key]bool{}
				for _, item := range items {
					got = append(got, item.Indexes[store.CustomersByOwner].Sort)
					seen[item.Key] = true
				}
				wantItems(t, fmt.Sprintf("%+v", q), got, within(twice, q))
				if len(seen) != len(items) {
					t.Errorf("%+v: %d entries repeat", q, len(items)-len(seen))
				}
			}
		}
	}
}

// checkCursors alters cursors in every bit, swaps them between queries and cuts them short.
func checkCursors(t *testing.T, f *fixture) {
	f.fill("P", []string{"1", "2", "3", "4"})
	f.fill("Q", []string{"1", "2", "3", "4"})
	for _, customer := range []string{"c1", "c2", "c3"} {
		w := create(f.file(customer), "")
		w.Item.Indexes = f.ownedBy("ann", customer)
		f.mustCommit(w)
	}
	f.wantOwned("index filled", "ann", "c1", "c2", "c3")
	table := store.Query{Table: store.Operations, Partition: f.live("").Partition, Limit: 2}
	for _, q := range []store.Query{table, f.ownersQuery("ann", 2)} {
		cursor := f.query(q).Cursor
		if cursor == "" {
			t.Fatal("no cursor")
		}
		for _, altered := range alterations(cursor) {
			q.Cursor = altered
			_, err := f.tryQuery(q)
			wantInvalid(t, fmt.Sprintf("altered cursor %q of %q", altered, cursor), err)
		}
	}
	table.Cursor = f.query(table).Cursor
	for what, change := range map[string]func(*store.Query){
		"another partition": func(q *store.Query) { q.Partition = f.key(store.Operations, "Q", "").Partition },
		"another table":     func(q *store.Query) { q.Table = store.Customers },
		"an index":          func(q *store.Query) { q.Table, q.Index = store.Customers, store.CustomersByOwner },
		"another direction": func(q *store.Query) { q.Descending = true },
		"bounds after it":   func(q *store.Query) { q.From = "3" },
		"bounds before it":  func(q *store.Query) { q.To = "1" },
	} {
		q := table
		change(&q)
		_, err := f.tryQuery(q)
		wantInvalid(t, "cursor used for "+what, err)
	}
	table.Limit = 1 // the limit may change from page to page
	wantItems(t, "next page", sorts(f.query(table).Items), []string{"3"})
}

func alterations(cursor string) []string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	altered := []string{cursor + "A", cursor + "=", cursor + "\n", "A" + cursor, cursor + cursor, " ", "é"}
	for i := range cursor {
		altered = append(altered, cursor[:i]+cursor[i+1:])
		place := strings.IndexByte(alphabet, cursor[i])
		for bit := range 6 {
			altered = append(altered, cursor[:i]+string(alphabet[place^1<<bit])+cursor[i+1:])
		}
	}
	return altered
}
