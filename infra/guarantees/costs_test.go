package guarantees_test

import (
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/store"
)

// bound is what one operation may cost at most. Units are DynamoDB's.
type bound struct {
	trips       int
	read, write float64
}

func check(t *testing.T, what string, a answer, w *witness, most bound) {
	t.Helper()
	t.Logf("%s: %d round trips, %v RRU, %v WRU", what, a.usage.RoundTrips, a.usage.ReadUnits, a.usage.WriteUnits)
	trips := w.take()
	if a.status >= 300 {
		t.Fatalf("%s: %s", what, a)
	}
	if a.usage.RoundTrips == 0 || a.usage.ReadUnits == 0 {
		t.Errorf("%s was not counted: %+v", what, a.usage)
	}
	if a.usage.RoundTrips > most.trips || a.usage.ReadUnits > most.read || a.usage.WriteUnits > most.write {
		t.Errorf("%s costs %+v, at most %+v is promised:\n%s", what, a.usage, most, trips)
	}
}

// TestCosts counts what the frequent operations of a site of twelve, or of forty, agents cost under every policy.
func TestCosts(t *testing.T) {
	for _, preset := range policy.Presets() {
		t.Run(string(preset), func(t *testing.T) {
			onBoth(t, func(t *testing.T, e engine) { testCosts(t, e, string(preset)) })
		})
	}
}

func testCosts(t *testing.T, e engine, policy string) {
	w := &witness{}
	p := start(t, e, func(s store.Store) store.Store { w.Store = s; return w })
	agents := 12
	if policy == "group-rotation" { // up to forty agents nothing costs more
		agents = 40
	}
	s := p.openSite("riverside", policy, agents)
	s.checkIn(s.agents[0])
	for _, id := range s.agents[1:] {
		body := s.scan(id)
		w.take()
		a := s.call(s.agent(id), "POST", s.path("/check-ins"), body)
		check(t, "check-in of "+id, a, w, bound{2, 1, 4})
	}
	arrivals := bound{2, 4, 8}
	for n := range 12 {
		s.later(time.Minute)
		a := s.call(s.as("front_desk"), "POST", s.path("/arrivals"), newcomer(n))
		check(t, "arrival of a new visitor", a, w, arrivals)
	}
	s.finishAll()
	w.take()
	for visit := range 4 {
		s.later(3 * 24 * time.Hour)
		s.checkAllIn()
		for n := range 3 {
			w.take()
			a := s.call(s.as("front_desk"), "POST", s.path("/arrivals"), comeBack(n))
			check(t, "arrival of a returning visitor, visit "+string(rune('2'+visit)), a, w, arrivals)
		}
		s.finishAll()
	}
	w.take()
	a := s.call(s.as("front_desk"), "POST", s.path("/ownership-lookups"), map[string]any{"phone": phone(1)})
	// the file, the floor that names the policy of the day (PC.2) and the account's count; then the log (GR.8)
	check(t, "ownership look-up", a, w, bound{2, 3, 4})
}

// TestCostsOfATurnThatManyLose counts an arrival at which half of the agents lose their turn, and one at which a
// helper hands a colleague's old customer on: the most that one arrival moves (QC.2, RC.1.b, RC.10).
func TestCostsOfATurnThatManyLose(t *testing.T) {
	for _, preset := range []policy.Preset{policy.LeasingHall, policy.FrontSeat} {
		t.Run(string(preset), func(t *testing.T) {
			onBoth(t, func(t *testing.T, e engine) { testCostsOfLostTurns(t, e, string(preset)) })
		})
	}
}

func testCostsOfLostTurns(t *testing.T, e engine, policy string) {
	w := &witness{}
	p := start(t, e, func(s store.Store) store.Store { w.Store = s; return w })
	s := p.openSite("riverside", policy, 12)
	s.checkAllIn()
	s.arrive(newcomer(0))
	s.finishAll()
	for _, id := range s.agents[1:7] {
		s.must(s.agent(id), "POST", s.path("/absences"), map[string]any{"reason": "private"})
	}
	w.take()
	a := s.call(s.as("front_desk"), "POST", s.path("/arrivals"), newcomer(1))
	check(t, "arrival at which six lose their turn", a, w, bound{2, 4, 8})
	s.must(s.agent(s.agents[0]), "POST", s.path("/absences"), map[string]any{"reason": "business"})
	s.arrive(comeBack(0)) // received by a helper
	for n := range 4 {
		w.take()
		a := s.call(s.as("front_desk"), "POST", s.path("/arrivals"), newcomer(2+n))
		check(t, "arrival while a colleague is helped", a, w, bound{2, 4, 8})
	}
}

// comeBack gives the arrival of somebody who was here before.
func comeBack(n int) map[string]any {
	return map[string]any{"phone": phone(n), "name": "欧阳建国女士", "first_visit": false, "kind": "customer",
		"purpose": "再看三居室", "headcount": 3}
}

// finishAll ends every reception of the floor.
func (s *place) finishAll() {
	s.t.Helper()
	for _, r := range s.board().Receptions {
		s.must(s.as("front_desk"), "POST", s.path("/visits/"+r.Visit+"/finish"), map[string]any{"outcome": "toured"})
	}
}
