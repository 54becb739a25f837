package storetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/store"
)

// Benchmark measures reads of one item and of ten, a page of 25, and the commit of a check-in's shape: one
// item replaced by version and one appended, alone and from many goroutines.
func Benchmark(b *testing.B, open Open) {
	f := newFixture(b, open)
	body := strings.Repeat("x", 600)
	keys := make([]store.Key, 25)
	for i := range keys {
		keys[i] = f.live(fmt.Sprintf("%06d", i))
		f.mustCommit(create(keys[i], body))
	}
	b.Run("Get1", func(b *testing.B) {
		for b.Loop() {
			f.get(keys[0])
		}
	})
	b.Run("Get10", func(b *testing.B) {
		for b.Loop() {
			f.get(keys[:10]...)
		}
	})
	b.Run("Query25", func(b *testing.B) {
		for b.Loop() {
			f.query(store.Query{Table: store.Operations, Partition: keys[0].Partition, From: "0", To: "1", Limit: 25})
		}
	})
	b.Run("Commit", func(b *testing.B) {
		g := newFixture(b, func(testing.TB) store.Store { return f.store })
		g.mustCommit(create(g.live("head"), body))
		for version := int64(1); b.Loop(); version++ {
			g.mustCommit(replace(g.live("head"), version, body), create(g.live(fmt.Sprint(version)), body))
		}
	})
	b.Run("CommitParallel", func(b *testing.B) {
		b.SetParallelism(16)
		b.RunParallel(func(pb *testing.PB) {
			g := newFixture(b, func(testing.TB) store.Store { return f.store })
			g.mustCommit(create(g.live("head"), body))
			for version := int64(1); pb.Next(); version++ {
				if err := g.commit(replace(g.live("head"), version, body),
					create(g.live(fmt.Sprint(version)), body)); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
