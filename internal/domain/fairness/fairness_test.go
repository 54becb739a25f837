package fairness_test

import (
	"fmt"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/fairness"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

var nine = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)

var staff = []domain.AgentID{"jia", "yi", "bing", "ding"}

// play lets a rotation go through the events that a generator offers and keeps those that it takes.
func play(t *rapid.T, preset policy.Preset) []fairness.Step {
	rules, err := policy.Load(preset)
	if err != nil {
		t.Fatal(err)
	}
	table := rotation.Event{Kind: rotation.TableSet, Groups: []domain.GroupID{"one"}}
	for _, agent := range staff {
		table.Table = append(table.Table, rotation.TablePlace{Agent: agent, Group: "one"})
	}
	events := []rotation.Event{table, {Kind: rotation.DayOpened, Day: "2026-11-24"}}
	state, steps := rotation.State{}, []fairness.Step(nil)
	reasons := []policy.AbsenceReason{policy.Private, policy.Business, policy.Short, policy.Meal}
	n := rapid.IntRange(1, 60).Draw(t, "events")
	for i := range n + len(events) {
		var ev rotation.Event
		if i < len(events) {
			ev = events[i]
		} else {
			agent := rapid.SampledFrom(staff).Draw(t, "agent")
			ev = rotation.Event{Agent: agent,
				Kind: rapid.SampledFrom([]rotation.Kind{rotation.CheckedIn, rotation.Left, rotation.Returned,
					rotation.Arrived, rotation.Arrived, rotation.Finished, rotation.WaitingLeft}).Draw(t, "kind")}
			switch ev.Kind {
			case rotation.CheckedIn:
				ev.Seq = i + 1
			case rotation.Left:
				ev.Reason = rapid.SampledFrom(reasons).Draw(t, "reason")
			case rotation.Arrived:
				ev.Agent, ev.Visit = "", domain.VisitID(fmt.Sprint("v", i))
				if rapid.IntRange(0, 3).Draw(t, "known") == 0 {
					ev.Prefer, ev.Treatment = agent,
						rapid.SampledFrom([]rotation.Treatment{rotation.Preferred, rotation.Designated}).Draw(t,
							"treatment")
				}
			case rotation.Finished, rotation.WaitingLeft:
				ev.Visit = domain.VisitID(fmt.Sprint("v", rapid.IntRange(2, i+1).Draw(t, "visit")))
			}
		}
		ev.At = nine.Add(time.Duration(i) * time.Minute)
		after, effects, err := rotation.Apply(state, rules.Rotation, rules.Reception, ev)
		if err != nil {
			continue
		}
		state = after
		steps = append(steps, fairness.Step{Event: ev, Effects: effects})
	}
	return steps
}

// TestTotalsAddUp under every policy: nobody gets lost, and the shares sum to the ordinary turns exactly.
func TestTotalsAddUp(t *testing.T) {
	for _, preset := range policy.Presets() {
		t.Run(string(preset), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				tally := fairness.New()
				for _, step := range play(t, preset) {
					tally.Add(step)
				}
				if tally.Assigned+tally.Left+tally.Dropped+tally.Waiting() != tally.Arrivals ||
					len(tally.Waits) != tally.Assigned {
					t.Fatalf("%+v, waiting %d", tally, tally.Waiting())
				}
				entitled, received := new(big.Rat), 0
				for _, a := range tally.Agents() {
					entitled.Add(entitled, a.Entitled())
					received += a.Received
				}
				if entitled.Cmp(big.NewRat(int64(tally.Ordinary), 1)) != 0 || received != tally.Ordinary {
					t.Fatalf("entitled %s, received %d of %d ordinary turns", entitled, received, tally.Ordinary)
				}
			})
		})
	}
}

// TestOneDay is counted by hand: jia and yi there, yi leaves on an errand, a visitor waits, one goes away.
func TestOneDay(t *testing.T) {
	rules, err := policy.Load(policy.SelfSale)
	if err != nil {
		t.Fatal(err)
	}
	at := func(m int) time.Time { return nine.Add(time.Duration(m) * time.Minute) }
	tally, state := fairness.New(), rotation.State{}
	for _, ev := range []rotation.Event{
		{Kind: rotation.TableSet, At: at(0), Groups: []domain.GroupID{""},
			Table: []rotation.TablePlace{{Agent: "jia"}, {Agent: "yi"}, {Agent: "bing"}}},
		{Kind: rotation.DayOpened, At: at(0), Day: "2026-11-24"},
		{Kind: rotation.CheckedIn, At: at(1), Agent: "jia", Seq: 3},
		{Kind: rotation.CheckedIn, At: at(2), Agent: "yi", Seq: 4},
		{Kind: rotation.Arrived, At: at(10), Visit: "v1"}, // jia, of two
		{Kind: rotation.Left, At: at(11), Agent: "yi", Reason: policy.Private},
		{Kind: rotation.Arrived, At: at(12), Visit: "v2"}, // waits eight minutes
		{Kind: rotation.Arrived, At: at(13), Visit: "v3"},
		{Kind: rotation.WaitingLeft, At: at(14), Visit: "v3"},
		{Kind: rotation.Finished, At: at(20), Agent: "jia", Visit: "v1"}, // v2 to jia, alone there; yi is passed over
	} {
		after, effects, err := rotation.Apply(state, rules.Rotation, rules.Reception, ev)
		if err != nil {
			t.Fatal(ev.Kind, err)
		}
		state = after
		tally.Add(fairness.Step{Event: ev, Effects: effects})
	}
	if tally.Arrivals != 3 || tally.Assigned != 2 || tally.Left != 1 || tally.Ordinary != 2 ||
		tally.Delay() != (fairness.Delay{Average: 240, Median: 0, Longest: 480}) {
		t.Errorf("%+v %+v", tally, tally.Delay())
	}
	list := tally.Agents()
	if len(list) != 3 || list[0].Agent != "bing" || list[0].Days != 0 || list[0].PassedOver["off_duty"] != 1 {
		t.Fatalf("%+v", list)
	}
	if list = list[1:]; list[0].Agent != "jia" || list[0].Received != 2 || list[0].Entitled().RatString() != "3/2" ||
		list[0].Days != 1 {
		t.Errorf("%+v", list)
	}
	if yi := list[1]; yi.Received != 0 || yi.Entitled().RatString() != "1/2" || yi.PassedOver["private"] != 1 {
		t.Errorf("%+v", yi)
	}
}

// TestACoveredTurnIsTheAbsentAgents: a colleague covers, the turn counts for the absent one, who shares in it
// (SS.4.2.1.d).
func TestACoveredTurnIsTheAbsentAgents(t *testing.T) {
	tally := fairness.New("yi")
	tally.Add(fairness.Step{Event: rotation.Event{Kind: rotation.Arrived, Visit: "v1", At: nine},
		Effects: []rotation.Effect{{Kind: rotation.Assigned, Visit: "v1", Agent: "yi", Other: "jia",
			Turn: rotation.Kept}}})
	list := tally.Agents()
	if len(list) != 2 || list[0].Received != 1 || list[0].Entitled().RatString() != "1/2" ||
		list[1].Received != 0 || list[1].Covers != 1 || list[1].Entitled().RatString() != "1/2" {
		t.Errorf("%+v", list)
	}
}

// TestATurnGivenBackIsNone: the card of a disclosed broker is confirmed after the reception (GP.14.a), and a
// visitor turns out to be a colleague's customer during it (GP.16).
func TestATurnGivenBackIsNone(t *testing.T) {
	for name, step := range map[string]fairness.Step{
		"afterwards": {Event: rotation.Event{Kind: rotation.CardConfirmed, Visit: "v1"},
			Effects: []rotation.Effect{{Kind: rotation.MakeUpGranted, Agent: "jia", Visit: "v1"}}},
		"during": {Event: rotation.Event{Kind: rotation.Belongs, Visit: "v1"},
			Effects: []rotation.Effect{{Kind: rotation.TurnSet, Agent: "jia", Visit: "v1", Turn: rotation.MakeUpTurn},
				{Kind: rotation.MakeUpGranted, Agent: "jia", Visit: "v1"}}},
	} {
		tally := fairness.New("jia", "yi")
		tally.Add(fairness.Step{Event: rotation.Event{Kind: rotation.Arrived, Visit: "v1", At: nine},
			Effects: []rotation.Effect{{Kind: rotation.Assigned, Visit: "v1", Agent: "jia", Turn: rotation.Used}}})
		if tally.Ordinary != 1 || tally.Agents()[0].Received != 1 {
			t.Fatalf("%s: %+v", name, tally)
		}
		tally.Add(step)
		for _, a := range tally.Agents() {
			if tally.Ordinary != 0 || a.Received != 0 || a.Entitled().Sign() != 0 {
				t.Errorf("%s: %+v of %d", name, a, tally.Ordinary)
			}
		}
	}
}

// BenchmarkTally counts 100,000 entries: half of them arrivals.
func BenchmarkTally(b *testing.B) {
	steps := []fairness.Step{{Event: rotation.Event{Kind: rotation.DayOpened, Day: "2026-11-24"}}}
	for i, agent := range staff {
		steps = append(steps, fairness.Step{Event: rotation.Event{Kind: rotation.CheckedIn, Agent: agent, Seq: i + 2}})
	}
	for i := len(steps); i < 100_000; i += 2 {
		visit, agent := domain.VisitID(fmt.Sprint("v", i)), staff[i/2%len(staff)]
		steps = append(steps, fairness.Step{Event: rotation.Event{Kind: rotation.Arrived, Visit: visit, At: nine},
			Effects: []rotation.Effect{{Kind: rotation.Assigned, Visit: visit, Agent: agent, Turn: rotation.Used}}},
			fairness.Step{Event: rotation.Event{Kind: rotation.Finished, Visit: visit, At: nine}})
	}
	for b.Loop() {
		tally := fairness.New()
		for _, step := range steps {
			tally.Add(step)
		}
	}
}
