package policy_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// failer is a test, a fuzz target or a property.
type failer interface {
	Helper()
	Fatalf(string, ...any)
}

var morning = time.Date(2026, 6, 1, 1, 0, 0, 0, time.UTC)

// carriedOut lets rules decide on what can happen on a site: whatever Faults accepts must be carried out,
// every verdict with its clause and no rule unknown.
func carriedOut(t failer, rules policy.Rules) {
	t.Helper()
	known := &register.Customer{Ref: "known", Kind: register.KindCompany, Disputed: false,
		BoughtAt: morning.Add(-time.Hour),
		History: []register.OwnerChange{{Owner: "jia", Since: morning.AddDate(0, -2, 0), Visit: "20260401-000001",
			Clause: "SS.4.2.3"}},
		Contacts: []register.Contact{{Visit: "20260401-000001", At: morning.AddDate(0, -2, 0), Agent: "jia",
			Outcome: register.MaterialsOnly},
			{Visit: "20260501-000001", At: morning.AddDate(0, -1, 0), Agent: "yi", OnBehalfOf: "jia",
				Original: register.WasBusy, Outcome: register.Toured}}}
	for _, answers := range []register.Answers{
		{}, {Names: "yi"}, {NamesForgotten: true}, {Referrer: "known", Referred: true}, {OnBehalfOf: "known"},
		{Family: "known"}, {KnownTo: []domain.AgentID{"yi"}},
		{Kind: register.KindBroker, DisclosesIdentity: true, Card: true}, {Kind: register.KindCompany},
		{Kind: register.KindGuest}, {IntroducedBy: "jia"},
	} {
		for _, visitor := range []*register.Customer{nil, known} {
			door := attribution.Door{Answers: answers, Visitor: visitor, Referrer: known, Family: known,
				Principal: known, At: morning}
			got := attribution.Receive(rules, door)
			if got.Clause == "" || len(got.Considered) != len(rules.Reception.Rules) {
				t.Fatalf("no clause at the door: %+v of %+v", got, answers)
			}
			allKnown(t, got.Considered)
			for _, deal := range []attribution.Deal{{ClosedBy: "yi", SignedAt: morning}, {ClosedBy: "jia"},
				{ClosedBy: "yi", Disputed: true}} {
				ruling := attribution.Credit(rules, 1, deal, visitor, morning, time.UTC)
				whole := 0
				for _, share := range ruling.Shares {
					whole += share.BasisPoints
				}
				if ruling.Clause == "" || ruling.Waits == (whole > 0) || whole > 0 && whole != 10000 {
					t.Fatalf("a credit without clause or whole: %+v", ruling)
				}
				allKnown(t, ruling.Considered)
			}
			day(t, rules, got)
		}
	}
}

// allKnown refuses a list on which a rule was asked that nobody carries out.
func allKnown(t failer, considered []attribution.Considered) {
	t.Helper()
	for _, c := range considered {
		if c.Reason == "unknown_rule" || c.Reason == "" {
			t.Fatalf("%+v", c)
		}
	}
}

// day lets a visitor of the kind that the door decided come on a day with every absence.
func day(t failer, rules policy.Rules, got attribution.Reception) {
	t.Helper()
	table := []rotation.TablePlace{{Agent: "jia"}, {Agent: "yi"}, {Agent: "bing"}}
	state := rotation.State{}
	at := morning
	apply := func(event rotation.Event) {
		at = at.Add(time.Second)
		event.At = at
		if next, _, err := rotation.Apply(state, rules.Rotation, rules.Reception, event); err == nil {
			state = next
		} else if event.Kind != rotation.Left && event.Kind != rotation.Returned {
			t.Fatalf("%s is refused: %v", event.Kind, err)
		}
	}
	apply(rotation.Event{Kind: rotation.TableSet, Table: table, Groups: []domain.GroupID{""}})
	apply(rotation.Event{Kind: rotation.DayOpened, Day: "2026-06-01"})
	for i, place := range table {
		apply(rotation.Event{Kind: rotation.CheckedIn, Agent: place.Agent, Seq: i + 1})
	}
	for i, reason := range policy.AbsenceReasons() {
		apply(rotation.Event{Kind: rotation.Left, Agent: table[i%2].Agent, Reason: reason})
		visit := domain.VisitID("20260601-00000" + strconv.Itoa(i))
		apply(rotation.Event{Kind: rotation.Arrived, Visit: visit, Prefer: got.Prefer, Treatment: got.Treatment})
		apply(rotation.Event{Kind: rotation.Returned, Agent: table[i%2].Agent})
		if len(state.Receptions) > 1 {
			apply(rotation.Event{Kind: rotation.Finished, Visit: state.Receptions[0].Visit})
		}
	}
	apply(rotation.Event{Kind: rotation.DayClosed, Day: "2026-06-01"})
}

func TestPresetsAreCarriedOut(t *testing.T) {
	for _, preset := range policy.Presets() {
		rules, err := policy.Load(preset)
		if err != nil {
			t.Fatal(err)
		}
		carriedOut(t, rules)
	}
}

// Parts of different presets, in one rule set and in any order, with odd numbers: what is accepted is carried out.
func TestWhatIsAcceptedIsCarriedOut(t *testing.T) {
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		part := func(name string) policy.Rules {
			rules, err := policy.Load(rapid.SampledFrom(policy.Presets()).Draw(t, name))
			if err != nil {
				t.Fatal(err)
			}
			return rules
		}
		rules := part("base")
		credit := part("attribution") // a claim that leads to credit needs its rule
		rules.Rotation, rules.Reception, rules.Attribution, rules.Claims = part("rotation").Rotation,
			part("reception").Reception, credit.Attribution, credit.Claims
		rules.Protection, rules.Settlement = part("protection").Protection, part("settlement").Settlement
		last := len(rules.Reception.Rules) - 1
		rules.Reception.Rules = append(rapid.Permutation(rules.Reception.Rules[:last]).Draw(t, "door"),
			rules.Reception.Rules[last])
		rules.Conduct = part("conduct").Conduct
		rules.Conduct.Breaches = append(rules.Conduct.Breaches,
			policy.Breach{Kind: policy.PositionVacant, Clause: "GP.2.b"},
			policy.Breach{Kind: policy.LateHandOverNote, Clause: "GP.18"},
			policy.Breach{Kind: "poaching", Clause: "PC.4"},
			policy.Breach{Kind: "uncontacted_report", Clause: "PC.1.b"},
			policy.Breach{Kind: policy.Steering, Clause: "SC.9"})
		rules.Conduct.Breaches = slices.CompactFunc(slices.SortedFunc(slices.Values(rules.Conduct.Breaches),
			func(a, b policy.Breach) int {
				return strings.Compare(a.Kind, b.Kind)
			}), func(a, b policy.Breach) bool { return a.Kind == b.Kind })
		for i := range rules.Conduct.Breaches { // counts are kept per clause
			rules.Conduct.Breaches[i].Dismissal = 2
		}
		rules.Attribution.Rules = rapid.Permutation(rules.Attribution.Rules).Draw(t, "credit")
		rules.Protection.Months = rapid.SampledFrom([]int{0, 1, 3, 12, 120, -1, 125}).Draw(t, "months")
		rules.Reception.HandOverMinutes = rapid.SampledFrom([]int{0, 1, 45, 60, 10080, -1, 10090}).Draw(t, "minutes")
		rules.Protection.Clause, rules.Reception.HandOverNote = "PC.2", "GP.18" // a number wants its clause
		reason := rapid.SampledFrom(policy.AbsenceReasons()).Draw(t, "reason")
		due := rapid.SampledFrom([]policy.OnDue{policy.TailOnReturn, policy.KeepPlace, policy.Covered, policy.MakeUp,
			policy.Skip, policy.Forfeit, "never"}).Draw(t, "due")
		rules.Rotation.Absences[reason] = policy.AbsenceRule{OnDue: due, Clause: "QC.2"}
		if faults := rules.Faults(); len(faults) == 0 {
			accepted++
			carriedOut(t, rules)
		}
	})
	if accepted < 10 { // of a hundred about half are
		t.Errorf("%d accepted: next to nothing was tried", accepted)
	}
}

// FuzzRules: whatever a policy file says, reading it gives rules or faults; rules without faults read back
// as they were written, and are carried out.
func FuzzRules(f *testing.F) {
	files, err := filepath.Glob("presets/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"rotation":{"order":null,"absences":[]},"conduct":{"breaches":[null]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		draft := policy.Whole(text, attribution.Names())
		if len(draft.Faults) > 0 {
			return
		}
		once, err := json.Marshal(draft.Rules)
		if err != nil {
			t.Fatal(err)
		}
		again := policy.Whole(once, attribution.Names())
		if len(again.Faults) > 0 {
			t.Fatalf("%v in %s", again.Faults[0], once)
		}
		twice, err := json.Marshal(again.Rules)
		if err != nil || string(twice) != string(once) {
			t.Fatalf("%v\n%s\n%s", err, once, twice)
		}
		carriedOut(t, draft.Rules)
	})
}
