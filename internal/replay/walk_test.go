package replay

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
)

// book writes a site's journal with real decisions.
type book struct {
	t       testing.TB
	version policy.Version
	state   rotation.State
	day     domain.Day
	at      time.Time
	seq     int
	entries []journal.Entry
	bodies  [][]byte
}

func (b *book) write(e journal.Entry) {
	b.t.Helper()
	b.seq++
	e.Site, e.Day, e.Seq, e.At, e.PolicyVersion = "riverside", b.day, b.seq, b.at, 1
	body, err := journal.Encode(e)
	if err != nil {
		b.t.Fatal(err)
	}
	b.entries, b.bodies = append(b.entries, e), append(b.bodies, body)
}

func (b *book) apply(event rotation.Event, e journal.Entry) {
	b.t.Helper()
	b.at = b.at.Add(20 * time.Second)
	event.At = b.at
	next, effects, err := rotation.Apply(b.state, b.version.Rules.Rotation, b.version.Rules.Reception, event)
	if err != nil {
		b.t.Fatal(err)
	}
	b.state, e.Event, e.Effects = next, &event, effects
	b.write(e)
}

// visit lets somebody come, be received and go; every fifth buys.
func (b *book) visit(n int) {
	visit, ref := journal.VisitOf(b.day, b.seq+1), domain.CustomerRef(fmt.Sprintf("%032x", n))
	facts := floor.DoorFacts{}
	if n%3 == 0 {
		facts.Visitor = &register.Customer{Ref: ref,
			History: []register.OwnerChange{{Owner: "agent03", Since: b.at.Add(-time.Hour), Clause: "SS.4.2.3"}}}
	}
	raw, err := facts.Facts()
	if err != nil {
		b.t.Fatal(err)
	}
	answers := register.Answers{Kind: register.KindCustomer}
	at := b.at.Add(20 * time.Second)
	reception := attribution.Receive(b.version.Rules, facts.Door(answers, at))
	b.apply(rotation.Event{Kind: rotation.Arrived, Visit: visit, Customer: ref, Prefer: reception.Prefer,
		Treatment: reception.Treatment},
		journal.Entry{Operation: "registerArrival", Visit: visit, Customer: ref, Answers: &answers,
			Reception: &reception, Facts: raw})
	b.apply(rotation.Event{Kind: rotation.Finished, Visit: visit},
		journal.Entry{Operation: "finishVisit", Customer: ref, Outcome: register.Toured, Refers: visit})
	if n%5 > 0 {
		return
	}
	deal := floor.DealFacts{Deal: attribution.Deal{ClosedBy: "agent01", SignedAt: b.at}, Customer: facts.Visitor}
	ruling := deal.Credit(b.version, b.at)
	if raw, err = json.Marshal(deal); err != nil {
		b.t.Fatal(err)
	}
	b.write(journal.Entry{Operation: "recordDeal", Customer: ref, Deal: journal.DealOf(b.day, b.seq+1), Ruling: &ruling,
		Facts: raw})
}

// written gives the journal of so many visits, 400 a day.
func written(t testing.TB, visits int) *book {
	t.Helper()
	rules, err := policy.Load(policy.SelfSale)
	if err != nil {
		t.Fatal(err)
	}
	b := &book{t: t, version: policy.Version{Number: 1, Rules: rules}, day: "2026-05-31"}
	roster := []domain.AgentID{}
	for n := range visits {
		if n%400 == 0 {
			if b.state.Day != "" {
				b.apply(rotation.Event{Kind: rotation.DayClosed, Day: b.day}, journal.Entry{Operation: "closeDay"})
			}
			b.day, b.seq = b.day.AddDays(1), 0
			b.at = b.day.Start(time.UTC).Add(time.Hour)
			b.openDay(&roster)
		}
		b.visit(n)
	}
	return b
}

func (b *book) openDay(roster *[]domain.AgentID) {
	if len(b.entries) == 0 {
		var table []rotation.TablePlace
		for i := range 12 {
			*roster = append(*roster, domain.AgentID(fmt.Sprintf("agent%02d", i)))
			table = append(table, rotation.TablePlace{Agent: (*roster)[i]})
		}
		b.apply(rotation.Event{Kind: rotation.TableSet, Table: table},
			journal.Entry{Operation: "createSite", Note: "site_opened"})
	}
	raw, err := json.Marshal(floor.Snapshot{State: b.state})
	if err != nil {
		b.t.Fatal(err)
	}
	b.apply(rotation.Event{Kind: rotation.DayOpened, Day: b.day}, journal.Entry{Operation: "openDay", Facts: raw})
	for _, agent := range *roster {
		b.apply(rotation.Event{Kind: rotation.CheckedIn, Agent: agent, Seq: b.seq + 1},
			journal.Entry{Operation: "checkIn"})
	}
}

// again replays the whole journal and gives the entries that differ.
func (b *book) again(from int) (differing []int, kinds map[Kind]int) {
	b.t.Helper()
	walk, kinds := NewWalk([]policy.Version{b.version}), map[Kind]int{}
	for i := from; i < len(b.entries); i++ {
		entry, err := walk.Again(b.entries[i])
		if err != nil {
			b.t.Fatal(err)
		}
		found, err := Compare(b.bodies[i], entry)
		if err != nil {
			b.t.Fatal(err)
		}
		if !found.Identical {
			differing = append(differing, i)
		}
		kinds[KindOf(b.entries[i])]++
	}
	return differing, kinds
}

func TestEveryDecisionComesOutTheSame(t *testing.T) {
	b := written(t, 900)
	differing, kinds := b.again(0)
	if len(differing) > 0 {
		t.Errorf("%d differ, the first is %+v", len(differing), b.entries[differing[0]])
	}
	if kinds[Reception] != 900 || kinds[Credit] != 180 || kinds[Rotation] < 900+3*12 {
		t.Errorf("%v", kinds)
	}
}

// A decision that was made otherwise is found, and only it: its successors follow from their own facts.
func TestADecisionThatDiffersIsFound(t *testing.T) {
	b := written(t, 60)
	spoilt := map[int]bool{}
	for i, e := range b.entries {
		switch {
		case e.Ruling != nil && len(spoilt) == 0:
			ruling := *e.Ruling
			ruling.Clause = "SS.4.2.6"
			e.Ruling = &ruling
		case e.Reception != nil && len(spoilt) == 1:
			reception := *e.Reception
			reception.Owner = "agent07"
			e.Reception = &reception
		case e.Operation == "finishVisit" && len(spoilt) == 2:
			e.Effects = e.Effects[1:]
		default:
			continue
		}
		body, err := journal.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		b.entries[i], b.bodies[i], spoilt[i] = e, body, true
	}
	differing, _ := b.again(0)
	if len(spoilt) != 3 || len(differing) != 3 || !spoilt[differing[0]] || !spoilt[differing[1]] ||
		!spoilt[differing[2]] {
		t.Errorf("%v spoilt, %v found", spoilt, differing)
	}
}

// BenchmarkReplay decides 100,000 decisions of a site's journal again; time and allocations are of one.
func BenchmarkReplay(b *testing.B) {
	journal := written(b, 45_000)
	decisions := len(journal.entries)
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		if differing, _ := journal.again(0); len(differing) > 0 {
			b.Fatal("decisions differ")
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*decisions)/1000, "µs/decision")
	b.ReportMetric(float64(decisions), "decisions")
}
