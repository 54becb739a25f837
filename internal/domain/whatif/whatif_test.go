package whatif

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

func try(rules policy.Rules, p *place) Result {
	run := New(rules)
	for _, step := range p.steps {
		run.Take(step)
	}
	return run.Result()
}

// The version that was in force changes nothing, whichever it is and whatever happened.
func TestTheVersionInForceChangesNothing(t *testing.T) {
	for _, preset := range policy.Presets() {
		for seed := range uint64(4) {
			p := open(t, preset, 8, seed)
			p.busy(700)
			got := try(p.version.Rules, p)
			if got.Visits < 600 {
				t.Fatalf("%s: %d visits", preset, got.Visits)
			}
			if got.Moved != 0 || got.OwnersChanged != 0 || got.DealsChanged != 0 ||
				got.UnservedBefore != got.UnservedAfter || len(got.Refusals) > 0 {
				t.Errorf("%s, seed %d: moved %d, owners %d %+v, deals %d %+v, unserved %d %d, refused %+v", preset,
					seed, got.Moved, got.OwnersChanged,
					got.Owners[:min(2, len(got.Owners))], got.DealsChanged,
					got.ChangedDeals[:min(2, len(got.ChangedDeals))], got.UnservedBefore, got.UnservedAfter,
					got.Refusals)
			}
			for _, a := range append(got.Agents, got.Total) {
				if a.Before != a.After {
					t.Errorf("%s, seed %d: %+v", preset, seed, a)
				}
			}
			for _, party := range got.Parties {
				if party.Before != party.After {
					t.Errorf("%s, seed %d: %+v", preset, seed, party)
				}
			}
		}
	}
}

// Another policy moves people and money; nothing is lost or made: every visit has an end, and every fen
// is somebody's before and after.
func TestAnotherPolicyConserves(t *testing.T) {
	for _, from := range policy.Presets() {
		p := open(t, from, 8, 11)
		p.busy(700)
		for _, to := range policy.Presets() {
			got := try(rulesOf(t, to), p)
			var before, after int64
			for _, party := range got.Parties {
				before, after = before+int64(party.Before), after+int64(party.After)
			}
			if before != after || before == 0 {
				t.Errorf("%s to %s: %d fen before, %d after", from, to, before, after)
			}
			if total := got.Total; total.After.Received < total.Before.Received*4/5 {
				t.Errorf("%s to %s: %d received of %d, unserved %d, refused %+v", from, to, total.After.Received,
					total.Before.Received, got.UnservedAfter, got.Refusals)
			}
			if got.OwnersChanged < len(got.Owners) || len(got.Owners) > Listed || len(got.ChangedDeals) > Listed {
				t.Errorf("%s to %s: lists of %d and %d", from, to, len(got.Owners), len(got.ChangedDeals))
			}
			if from == policy.SelfSale && to != from && (got.Moved == 0 || got.DealsChanged == 0) {
				t.Errorf("%s to %s: %d visits and %d deals moved", from, to, got.Moved, got.DealsChanged)
			}
		}
	}
}

// A run that is put down at any step and taken up elsewhere ends as one that was not.
func TestARunGoesOnElsewhere(t *testing.T) {
	p := open(t, policy.SelfSale, 6, 5)
	p.busy(400)
	rules := rulesOf(t, policy.GroupRotation)
	want := try(rules, p)
	run := New(rules)
	for i, step := range p.steps {
		if i%37 == 0 {
			text, err := json.Marshal(run.State())
			if err != nil {
				t.Fatal(err)
			}
			var state State
			if err := json.Unmarshal(text, &state); err != nil {
				t.Fatal(err)
			}
			run = New(rules)
			run.Resume(state)
		}
		run.Take(step)
	}
	if got := run.Result(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\n%+v", got, want)
	}
}

// checkIn opens the day with everybody there.
func (p *place) checkIn() {
	opening := p.state
	p.open(Step{Opening: &opening}, rotation.Event{Kind: rotation.DayOpened, Day: p.day}, "")
	for _, m := range p.state.Members {
		p.at = p.at.Add(time.Second)
		p.open(Step{}, rotation.Event{Kind: rotation.CheckedIn, Agent: m.Agent, Seq: p.seq + 1}, "")
	}
	p.at = p.at.Add(time.Minute)
}

// SS.4.2.4.b against SC.3: closed by the later receptionist, 70 to 30 becomes the first one's whole.
func TestTheSplitOfTheLaterReceptionist(t *testing.T) {
	p := open(t, policy.SelfSale, 2, 1)
	p.checkIn()
	visit := p.arrive("0a", register.Answers{})
	p.open(Step{}, rotation.Event{Kind: rotation.Finished, Visit: visit}, "")
	p.open(Step{}, rotation.Event{Kind: rotation.Left, Agent: agent(0), Reason: policy.Business}, "")
	p.at = p.at.Add(time.Minute)
	p.open(Step{}, rotation.Event{Kind: rotation.Finished, Visit: p.arrive("0a", register.Answers{})}, "")
	deal := p.sell("0a", agent(1), 100_001)
	got := try(rulesOf(t, policy.FirstContact), p)
	if got.DealsChanged != 1 || got.ChangedDeals[0].Deal != deal || got.ChangedDeals[0].Before.Clause != "SS.4.2.4.b" ||
		got.ChangedDeals[0].After.Clause != "SC.3" {
		t.Fatalf("%+v", got.ChangedDeals)
	}
	want := []PartyCredit{{"agent00", 70_001, 100_001}, {"agent01", 30_000, 0}}
	if !reflect.DeepEqual(got.Parties, want) || got.OwnersChanged != 0 {
		t.Errorf("%+v, want %+v; owners %+v", got.Parties, want, got.Owners)
	}
}

// Ownership carries over: away on a private errand when the turn comes loses it under one policy (QC.2)
// and is covered under the other (SS.4.2.1.d), so that the visitor, and the deal weeks later, are another's.
func TestAChangedOwnerIsTheOwnerLater(t *testing.T) {
	p := open(t, policy.SelfSale, 3, 1)
	p.checkIn()
	p.open(Step{}, rotation.Event{Kind: rotation.Left, Agent: agent(0), Reason: policy.Short}, "")
	visit := p.arrive("0b", register.Answers{})
	p.open(Step{}, rotation.Event{Kind: rotation.Finished, Visit: visit}, "")
	p.open(Step{}, rotation.Event{Kind: rotation.Returned, Agent: agent(0)}, "")
	p.open(Step{}, rotation.Event{Kind: rotation.DayClosed, Day: p.day}, "")
	for range 5 {
		p.nextDay()
	}
	p.checkIn()
	again := p.arrive("0b", register.Answers{})
	p.sell("0b", agent(2), 1000)
	rules := rulesOf(t, policy.SelfSale)
	rules.Rotation.Absences[policy.Short] = policy.AbsenceRule{OnDue: policy.TailOnReturn, Clause: "SS.4.2.1.b"}
	got := try(rules, p)
	want := []OwnerChanged{{Visit: visit, Day: "2026-06-01", Customer: "0b", Before: "agent00", After: "agent01",
		BeforeClause: "SS.4.2.3", AfterClause: "SS.4.2.3"}}
	if !reflect.DeepEqual(got.Owners, want) {
		t.Errorf("%+v, want %+v", got.Owners, want)
	}
	if parties := []PartyCredit{{"agent00", 1000, 0}, {"agent01", 0, 1000}}; !reflect.DeepEqual(got.Parties, parties) {
		t.Errorf("%+v, want %+v", got.Parties, parties)
	}
	p.open(Step{}, rotation.Event{Kind: rotation.Finished, Visit: again}, "")
	if got = try(rules, p); got.OwnersChanged != 2 || got.Owners[1].Visit != again ||
		got.Owners[1].After != "agent01" || got.Moved != 2 {
		t.Errorf("moved %d, %+v", got.Moved, got.Owners)
	}
}

// An event that the other policy refuses is named and counted, and the run goes on.
func TestARefusedEventIsCounted(t *testing.T) {
	p := open(t, policy.GroupRotation, 4, 1)
	p.checkIn()
	broker := p.arrive("0c", register.Answers{Kind: register.KindBroker, DisclosesIdentity: true, Card: true})
	p.open(Step{}, rotation.Event{Kind: rotation.CardConfirmed, Visit: broker, Agent: agent(0)}, "")
	p.open(Step{}, rotation.Event{Kind: rotation.Finished, Visit: broker}, "")
	got := try(rulesOf(t, policy.SelfSale), p)
	if want := []Refusal{{rotation.CardConfirmed, "rotation.not_in_policy", 1}}; !reflect.DeepEqual(got.Refusals,
		want) || got.UnservedAfter != 0 {
		t.Errorf("%+v, want %+v", got.Refusals, want)
	}
	if got.Total.Before.MakeUpGranted != 1 || got.Total.After.MakeUpGranted != 0 {
		t.Errorf("%+v", got.Total)
	}
}

// BenchmarkWhatIf tries another policy over 100,000 visits of a year; µs and allocations are of one visit.
func BenchmarkWhatIf(b *testing.B) {
	p := open(b, policy.SelfSale, 12, 3)
	p.busy(100_000)
	rules := rulesOf(b, policy.GroupRotation)
	var got Result
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		got = try(rules, p)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*got.Visits), "µs/visit")
	b.ReportMetric(float64(got.Moved), "moved")
	b.ReportMetric(float64(len(p.steps)), "entries")
}
