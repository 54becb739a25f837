package guarantees_test

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/lunxu/lunxu/internal/store"
)

// interposed lets something happen just before the next read of a deal.
type interposed struct {
	store.Store
	mu     sync.Mutex
	before func()
}

func (i *interposed) Get(ctx context.Context, keys ...store.Key) (map[store.Key]store.Item, error) {
	for _, key := range keys {
		if strings.HasSuffix(key.Partition, "#DEALS") {
			i.mu.Lock()
			happen := i.before
			i.before = nil
			i.mu.Unlock()
			if happen != nil {
				happen()
			}
		}
	}
	return i.Store.Get(ctx, keys...)
}

// TestARefusalRestsOnOneMoment sends an appeal twice with one key, the second one coming through another
// process between the first one's reads: of the dispute before it and of the deal after it. Both get the
// same answer; a refusal that rests on facts of two moments is none.
func TestARefusalRestsOnOneMoment(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		between := &interposed{}
		p := start(t, e, func(s store.Store) store.Store { between.Store = s; return between })
		s := p.openSite("alpha", "self-sale", 2)
		s.checkAllIn()
		d := s.contested().disputed()
		s.must(s.as("supervisor"), "POST", d.path("/rulings"), ruled(s.agents[0]))
		r := posted(s.agent(s.agents[1]), d.onDispute("/appeal"), map[string]any{"statement": "不服"})
		r.key = freshKey()
		other := s.another()
		var first answer
		between.before = func() { first = other.do(r) }
		second := s.do(r)
		if first.status != 200 || second.status != 200 || !bytes.Equal(first.raw, second.raw) || !second.replayed {
			t.Errorf("first %s\nsecond, replayed %v: %s", first, second.replayed, second)
		}
	})
}
