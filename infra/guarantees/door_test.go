package guarantees_test

import (
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

// TestWhoHasLeftActsNoMore calls every operation that an agent may call as one who is suspended, and then as one who
// has left: every one is refused, with a body or without, under a new key or under one that has an answer already, and
// nothing is written.
func TestWhoHasLeftActsNoMore(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m, _, s, fill := neighbours(t, e)
		gone := s.agent("agent02")
		kept := request{as: gone, method: "POST", path: s.path("/absences"),
			body: map[string]any{"reason": "private"}, key: freshKey()}
		if a := s.do(kept); a.status >= 300 {
			t.Fatal(a)
		}
		for _, employment := range []string{"suspended", "left"} {
			s.must(s.as("site_manager"), "PATCH", s.path("/agents/agent02"), map[string]any{"employment": employment})
			before, calls := m.copied(), 0
			for _, op := range api.Operations {
				if !slices.Contains(op.Roles, domain.RoleAgent) {
					continue
				}
				path := fill.Replace(strings.ReplaceAll(op.Path, "{site}", s.id))
				for _, body := range bodies(s.id) {
					calls++
					if a := s.call(gone, op.Method, path, body); a.status != http.StatusForbidden ||
						a.code() != "agent."+employment {
						t.Errorf("%s %s: %s", employment, op.ID, a)
					}
				}
			}
			if a := s.do(kept); a.code() != "agent."+employment {
				t.Errorf("%s: an earlier answer: %s", employment, a)
			}
			if after := m.copied(); !reflect.DeepEqual(after, before) {
				t.Errorf("%s: %d items before, %d after, or others", employment, len(before), len(after))
			}
			t.Logf("%s: %d calls refused", employment, calls)
		}
		if a := s.call(s.agent("nobody"), "GET", s.path("/board"), nil); a.code() != "agent.not_on_roster" {
			t.Errorf("an agent whom nobody added: %s", a)
		}
	})
}

// TestTheDoorIsShutWithinSeconds has one process change an agent and another one be asked in the agent's name: what
// reads the floor is refused at once, and everything within five seconds.
func TestTheDoorIsShutWithinSeconds(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		p := start(t, e)
		s := p.openSite("alpha", "self-sale", 3)
		elsewhere := &place{product: p.another(), id: s.id, policy: s.policy, agents: s.agents}
		gone, trainings := s.agent("agent01"), s.path("/trainings") // which no floor is read for
		for _, path := range []string{s.path("/board"), trainings} {
			elsewhere.must(gone, "GET", path, nil)
		}
		s.must(s.as("site_manager"), "PATCH", s.path("/agents/agent01"), map[string]any{"employment": "left"})
		if a := elsewhere.call(gone, "GET", trainings, nil); a.status != http.StatusOK {
			t.Errorf("the roster is read for every call: %s", a)
		}
		elsewhere.later(5 * time.Second)
		if a := elsewhere.call(gone, "GET", trainings, nil); a.code() != "agent.left" {
			t.Errorf("after five seconds: %s", a)
		}
		s.must(s.as("site_manager"), "PATCH", s.path("/agents/agent02"), map[string]any{"employment": "left"})
		if a := elsewhere.call(s.agent("agent02"), "GET", s.path("/board"), nil); a.code() != "agent.left" {
			t.Errorf("by the floor: %s", a)
		}
	})
}

// TestTheDoorCostsNothing counts what an agent's own look at the board costs: what it costs the desk.
func TestTheDoorCostsNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		w := &witness{}
		p := start(t, e, func(s store.Store) store.Store { w.Store = s; return w })
		s := p.openSite("alpha", "self-sale", 3)
		for _, as := range []who{s.as("front_desk"), s.agent("agent01")} {
			s.later(time.Hour)
			s.call(as, "GET", s.path("/board"), nil)
			s.later(time.Hour)
			w.take()
			a := s.call(as, "GET", s.path("/board"), nil)
			check(t, "board of "+as.role, a, w, bound{1, 2, 0})
		}
	})
}
