package rotation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/stored"
)

// fullFloor is a hard day for the stored form: every agent of the roster has a visitor, half of them
// another's, standings differ from check-ins and starts, devices are 32 random-looking bits.
func fullFloor(agents int) (State, []domain.AgentID) {
	opening := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	s := State{Day: "2026-11-24", Groups: []domain.GroupID{"east", "west", "north", "south"}}
	var roster []domain.AgentID
	for i := range agents {
		agent := domain.AgentID(fmt.Sprintf("agent-%02d", i))
		roster = append(roster, agent)
		s.Members = append(s.Members, Member{Agent: agent, Group: s.Groups[i%4], Presence: OnSite, Owed: i%3 == 0,
			CheckedIn: opening.Add(time.Duration(i*171) * time.Second), CheckInSeq: 3 + i*2,
			Device: 0xdeadbeef - uint32(i)*7919*101,
			Duty:   i%3 == 1, Turns: i % 5, DutyTurns: i % 3 % 2 * (i % 4),
			Standing: Standing(i % len(standingNames)), Since: opening.Add(time.Duration(10000+i*613) * time.Second)})
	}
	for i := range agents {
		r := Reception{Visit: domain.VisitID(fmt.Sprintf("20261124-%06d", 200+i*9)), Agent: roster[(i*7)%agents],
			Turn:      [...]Turn{Used, Kept, MakeUpTurn, SpendsMakeUp}[i%4],
			Treatment: [...]Treatment{OrdinaryVisitor, Preferred, Designated, CompanyVisitor, DisclosedBroker}[i%5],
			Clause:    [...]domain.Clause{"", "RC.4.a", "RC.4.c"}[i%3],
			Choice:    [...]TurnChoice{NotChosen, TakesNew, TakesOld}[i%3],
			Owes:      [...]domain.Clause{"", "", "GP.13.b", ""}[i%4],
			Started:   opening.Add(time.Duration(20000+i*397) * time.Second)}
		if i%2 == 0 {
			r.OnBehalfOf = roster[(i*3+1)%agents]
		}
		s.Receptions = append(s.Receptions, r)
	}
	for i := range 3 {
		s.Waiting = append(s.Waiting, Waiting{Visit: domain.VisitID(fmt.Sprintf("20261124-%06d", 700+i)),
			Customer: domain.CustomerRef(fmt.Sprintf("%032x", 1<<60+i)), Prefer: roster[i], Treatment: Preferred,
			Clause: "RC.4.g", Since: opening.Add(time.Duration(39000+i*100) * time.Second)})
	}
	for i := range 10 {
		s.MakeUps = append(s.MakeUps, roster[i*3%agents])
		s.GrantedBy = append(s.GrantedBy, [...]domain.Clause{"GP.13.a", "GP.14.a", "GP.16"}[i%3])
	}
	s.LastTurn = LastTurn{Agent: roster[agents-1], Visit: "20261124-000555", Started: opening.Add(31234 * time.Second)}
	return s, roster
}

// TestAFloorFitsItsWriteUnits: as things are on a busy day, a floor takes one kilobyte, which is one write unit, up to
// 40 agents; the item's keys and the head of the chain take 150 bytes of it.
func TestAFloorFitsItsWriteUnits(t *testing.T) {
	for agents, most := range map[int]int{10: 1024, 30: 1024, 40: 1024, 60: 2048, 120: 3072} {
		s, _ := fullFloor(agents)
		usual := State{Day: s.Day, Groups: []domain.GroupID{""}, Members: slices.Clone(s.Members),
			Receptions: s.Receptions[:agents/4]}
		for i := range usual.Members {
			m := &usual.Members[i]
			m.Group, m.Duty, m.Turns, m.DutyTurns, m.Owed = "", false, 0, 0, false
			if i >= agents/4 {
				m.Standing, m.Since = StandsByOrderTable, time.Time{}
			}
		}
		t.Logf("%d agents: %d bytes, on the hardest day %d", agents, size(t, usual), size(t, s))
		if got := size(t, usual) + 150; got > most {
			t.Errorf("%d agents: %d bytes, limit %d", agents, got, most)
		}
		if got := size(t, s) + 150; got > 2*most {
			t.Errorf("%d agents on the hardest day: %d bytes, limit %d", agents, got, 2*most)
		}
	}
}

func size(t *testing.T, s State) int {
	t.Helper()
	plain, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := stored.Deflate(&out, plain); err != nil {
		t.Fatal(err)
	}
	var back State
	if err := json.Unmarshal(plain, &back); err != nil || !reflect.DeepEqual(back, s) {
		t.Errorf("does not come back: %v", err)
	}
	return out.Len()
}

func BenchmarkEncode40(b *testing.B) {
	s, _ := fullFloor(40)
	b.ReportAllocs()
	for b.Loop() {
		plain, err := json.Marshal(s)
		if err != nil {
			b.Fatal(err)
		}
		if err := stored.Deflate(&bytes.Buffer{}, plain); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecode40(b *testing.B) {
	s, _ := fullFloor(40)
	plain, err := json.Marshal(s)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		var back State
		if err := json.Unmarshal(plain, &back); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkArrival40(b *testing.B) {
	for _, preset := range policy.Presets() {
		b.Run(string(preset), func(b *testing.B) {
			s, _ := fullFloor(40)
			rules, err := policy.Load(preset)
			if err != nil {
				b.Fatal(err)
			}
			s.Waiting, s.Receptions = nil, s.Receptions[:39] // one agent free, the walk is long
			for i := range s.Receptions {
				s.Receptions[i].OnBehalfOf = ""
			}
			ev := Event{Kind: Arrived, At: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Day: s.Day,
				Visit: "20261124-000900"}
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Apply(s, rules.Rotation, rules.Reception, ev); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
