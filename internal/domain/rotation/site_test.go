package rotation

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// testSite drives Apply in tests. After every event it checks what must hold always: the given state
// is untouched, the same event gives the same result again, the stored form round-trips, and the
// invariants of the floor hold.
type testSite struct {
	t     testing.TB
	rot   policy.Rotation
	rec   policy.Reception
	state State
	day   domain.Day
	clock time.Time
	seq   int
}

func newSite(t testing.TB, preset policy.Preset) *testSite {
	t.Helper()
	rules, err := policy.Load(preset)
	if err != nil {
		t.Fatal(err)
	}
	return &testSite{t: t, rot: rules.Rotation, rec: rules.Reception, clock: time.Date(2026, 11, 23, 12, 0, 0, 0,
		time.UTC)}
}

// opened gives a site of one group with the agents checked in at 09:00.
func opened(t testing.TB, preset policy.Preset, agents ...domain.AgentID) *testSite {
	t.Helper()
	s := newSite(t, preset)
	s.table("east", agents...)
	s.open("2026-11-24")
	for _, a := range agents {
		s.must(Event{Kind: CheckedIn, Agent: a})
	}
	return s
}

func (s *testSite) table(group domain.GroupID, agents ...domain.AgentID) {
	s.t.Helper()
	ev := Event{Kind: TableSet, Groups: []domain.GroupID{group}}
	for _, a := range agents {
		ev.Table = append(ev.Table, TablePlace{Agent: a, Group: group})
	}
	s.must(ev)
}

func (s *testSite) open(day domain.Day) {
	s.t.Helper()
	s.day, s.clock, s.seq = day, day.Start(time.UTC).Add(time.Hour), 0
	s.must(Event{Kind: DayOpened, Day: day})
}

func (s *testSite) must(ev Event) []Effect {
	s.t.Helper()
	effects, err := s.apply(ev)
	if err != nil {
		s.t.Fatalf("%+v: %v", ev, err)
	}
	return effects
}

func (s *testSite) refuse(code domain.Code, clause domain.Clause, ev Event) {
	s.t.Helper()
	_, err := s.apply(ev)
	if coded := refusalOf(err); coded == nil || coded.Code != code || coded.Clause != clause {
		s.t.Fatalf("%+v: have %v, want %s (%s)", ev, err, code, clause)
	}
}

func refusalOf(err error) *domain.Error {
	var coded *domain.Error
	errors.As(err, &coded)
	return coded
}

func (s *testSite) apply(ev Event) ([]Effect, error) {
	s.t.Helper()
	if ev.At.IsZero() {
		s.clock = s.clock.Add(time.Minute)
		ev.At = s.clock
	}
	before := s.state.copied()
	given := before.copied()
	next, effects, err := Apply(given, s.rot, s.rec, ev)
	again, effectsAgain, _ := Apply(before.copied(), s.rot, s.rec, ev)
	if !reflect.DeepEqual(given, before) {
		s.t.Fatalf("%+v changed the given state", ev)
	}
	if !reflect.DeepEqual(next, again) || !reflect.DeepEqual(effects, effectsAgain) {
		s.t.Fatalf("%+v: not deterministic", ev)
	}
	if err != nil && (!reflect.DeepEqual(next, before) || effects != nil) {
		s.t.Fatalf("%+v was refused and did something", ev)
	}
	s.state = next
	s.roundTrip()
	s.invariants(ev)
	return effects, err
}

func (s State) copied() State {
	s.Groups, s.Members, s.MakeUps = slices.Clone(s.Groups), slices.Clone(s.Members), slices.Clone(s.MakeUps)
	s.GrantedBy = slices.Clone(s.GrantedBy)
	s.Receptions, s.Waiting, s.Notes = slices.Clone(s.Receptions), slices.Clone(s.Waiting), slices.Clone(s.Notes)
	return s
}

func (s *testSite) roundTrip() {
	s.t.Helper()
	stored, err := json.Marshal(s.state)
	if err != nil {
		s.t.Fatalf("encode: %v", err)
	}
	var back State
	if err := json.Unmarshal(stored, &back); err != nil {
		s.t.Fatalf("decode: %v", err)
	}
	if !reflect.DeepEqual(back, s.state) {
		s.t.Fatalf("decode gives another state:\n%+v\n%+v", back, s.state)
	}
}

func (s *testSite) invariants(ev Event) {
	s.t.Helper()
	seen := map[domain.AgentID]bool{}
	for _, m := range s.state.Members {
		if seen[m.Agent] {
			s.t.Fatalf("%+v: %s stands twice", ev, m.Agent)
		}
		seen[m.Agent] = true
	}
	busy, visits := map[domain.AgentID]bool{}, map[domain.VisitID]bool{}
	for _, r := range s.state.Receptions {
		if busy[r.Agent] || visits[r.Visit] {
			s.t.Fatalf("%+v: two visits with %s or %s twice", ev, r.Agent, r.Visit)
		}
		busy[r.Agent], visits[r.Visit] = true, true
		if r.OnBehalfOf != "" && s.rot.TakeOver == policy.AtOnce && s.state.freeAgent(r.OnBehalfOf) {
			s.t.Fatalf("%+v: %s is free and %s receives their visitor", ev, r.OnBehalfOf, r.Agent)
		}
	}
	if s.rot.Order == policy.CheckInOrder {
		absent := slices.IndexFunc(s.state.Members, func(m Member) bool { return m.Presence == NotCheckedIn })
		if absent >= 0 && absent < s.state.present() {
			s.t.Fatalf("%+v: who has not arrived stands before who has: %+v", ev, s.state.Members)
		}
	}
	if len(s.state.Waiting) > 0 && AtPosition(s.state, s.rot) != "" {
		s.t.Fatalf("%+v: a visitor waits while %s is free", ev, AtPosition(s.state, s.rot))
	}
}

// arrive brings the next visitor in and gives who received them and how ("" and "": waits).
func (s *testSite) arrive(ev Event) (domain.VisitID, Effect) {
	s.t.Helper()
	s.seq++
	ev.Kind, ev.Day = Arrived, s.day
	ev.Visit = domain.VisitID(fmt.Sprintf("%s-%06d", strings.ReplaceAll(string(s.day), "-", ""), s.seq))
	for _, e := range s.must(ev) {
		if e.Kind == Assigned && e.Visit == ev.Visit {
			return ev.Visit, e
		}
	}
	return ev.Visit, Effect{}
}

// gives brings a visitor in and asserts the whole answer.
func (s *testSite) gives(ev Event, agent domain.AgentID, turn Turn, clause domain.Clause) domain.VisitID {
	s.t.Helper()
	visit, got := s.arrive(ev)
	if got.Agent != agent || got.Turn != turn || got.Clause != clause {
		s.t.Fatalf("%+v: %s %s (%s), want %s %s (%s)", ev, got.Agent, got.Turn, got.Clause, agent, turn, clause)
	}
	return visit
}

func (s *testSite) finish(visit domain.VisitID) {
	s.t.Helper()
	s.must(Event{Kind: Finished, Visit: visit})
}

func (s *testSite) orderIs(want ...domain.AgentID) {
	s.t.Helper()
	if got := Order(s.state, s.rot); !slices.Equal(got, want) {
		s.t.Fatalf("order %v, want %v", got, want)
	}
}

func (s *testSite) receiverIs(visit domain.VisitID, agent domain.AgentID, turn Turn) {
	s.t.Helper()
	i := s.state.reception(visit)
	if i < 0 || s.state.Receptions[i].Agent != agent || s.state.Receptions[i].Turn != turn {
		s.t.Fatalf("%s: want %s %s, have %+v", visit, agent, turn, s.state.Receptions)
	}
}

func has(effects []Effect, kind EffectKind, agent domain.AgentID, clause domain.Clause) bool {
	return slices.ContainsFunc(effects, func(e Effect) bool {
		return e.Kind == kind && e.Agent == agent &&
			e.Clause == clause
	})
}
