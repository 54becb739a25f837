package feedback

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

func code(err error) domain.Code {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	return refusal.Code
}

// AS.2.2: four measures from 1 to 5, of which only the overall one is required; a complaint says of what.
func TestCheck(t *testing.T) {
	good := Given{Channel: ByQR, Scores: Scores{Overall: 3}}
	for name, c := range map[string]struct {
		edit func(*Given)
		want domain.Code
	}{
		"overall alone":          {func(*Given) {}, ""},
		"all four":               {func(g *Given) { g.Scores = Scores{1, 5, 3, 2} }, ""},
		"none":                   {func(g *Given) { g.Scores = Scores{} }, "feedback.score"},
		"no overall":             {func(g *Given) { g.Scores = Scores{Attitude: 3} }, "feedback.score"},
		"below":                  {func(g *Given) { g.Scores.Efficiency = -1 }, "feedback.score"},
		"above":                  {func(g *Given) { g.Scores.ProblemSolving = 6 }, "feedback.score"},
		"complaint of nothing":   {func(g *Given) { g.Complaint = true }, "feedback.words_missing"},
		"suggestion of nothing":  {func(g *Given) { g.Suggestion = true }, "feedback.words_missing"},
		"complaint of something": {func(g *Given) { g.Complaint, g.Words = true, true }, ""},
	} {
		g := good
		c.edit(&g)
		if got := code(Check(g)); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func entry(id string, g Given) Entry { return Entry{ID: id, Given: g} }

// CF.7: one feedback for each visit; what comes later corrects it by name and never from the visitor's phone.
func TestAdd(t *testing.T) {
	first, err := Add(OfVisit{Visit: "20261124-000001"},
		Entry{ID: "f1", Given: Given{Channel: ByQR, Complaint: true, Suggestion: true, Department: "物业部"}, Report: "c1",
			Case: "e1"})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		next Given
		want domain.Code
	}{
		"again by QR":           {Given{Channel: ByQR}, "feedback.given_already"},
		"corrected by QR":       {Given{Channel: ByQR, Corrects: "f1"}, "feedback.given_already"},
		"another one":           {Given{Channel: ByPhone}, "feedback.given_already"},
		"corrects what is not":  {Given{Channel: ByPhone, Corrects: "f9"}, "feedback.unknown"},
		"corrects what it must": {Given{Channel: ByPhone, Corrects: "f1"}, ""},
	} {
		if _, err := Add(first, entry("f2", c.next)); code(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	second, err := Add(first, entry("f2", Given{Channel: ByPhone, Corrects: "f1", Department: "工程部"}))
	if err != nil {
		t.Fatal(err)
	}
	now, _ := second.Current()
	if now.ID != "f2" || !now.Given.Complaint || !now.Given.Suggestion || now.Report != "c1" || now.Case != "e1" ||
		now.Given.Department != "物业部" {
		t.Errorf("what led on from the first is lost: %+v", now)
	}
	if len(first.Entries) != 1 || first.Entries[0].ID != "f1" {
		t.Errorf("the first one changed: %+v", first)
	}
	waits, err := Add(OfVisit{}, entry("f1", Given{Channel: ByQR, Suggestion: true}))
	if err != nil {
		t.Fatal(err)
	}
	if none, err := Add(waits, entry("f2", Given{Channel: ByMouth, Corrects: "f1"})); err != nil ||
		none.Entries[1].NeedsRouting() {
		t.Errorf("a suggestion that was none still waits for a department: %v", err)
	}
	if _, err := Add(second, entry("f3", Given{Channel: ByMouth, Corrects: "f1"})); code(err) != "feedback.unknown" {
		t.Errorf("corrects one that was corrected: %v", err)
	}
	if _, err := Add(OfVisit{}, entry("f1", Given{Channel: ByMouth, Corrects: "f0"})); code(err) != "feedback.unknown" {
		t.Errorf("corrects nothing: %v", err)
	}
}

// TestAddComesToAnEnd: corrections of corrections are bounded.
func TestAddComesToAnEnd(t *testing.T) {
	var full OfVisit
	var err error
	for i := range MaxEntries {
		g := Given{Channel: ByMouth}
		if i > 0 {
			g.Corrects = fmt.Sprintf("f%d", i-1)
		}
		if full, err = Add(full, entry(fmt.Sprintf("f%d", i), g)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Add(full,
		entry("f99", Given{Channel: ByMouth,
			Corrects: fmt.Sprintf("f%d", MaxEntries-1)})); code(err) != "feedback.too_many" {
		t.Errorf("without end: %v", err)
	}
}

// GR.6, LC.5.1: a suggestion goes to one department, once; praise goes nowhere.
func TestRoute(t *testing.T) {
	suggested := OfVisit{Entries: []Entry{entry("f1", Given{Suggestion: true})}}
	if now, _ := suggested.Current(); !now.NeedsRouting() {
		t.Error("a suggestion without a department needs one")
	}
	routed, err := Route(suggested, "工程部", "e1")
	if err != nil {
		t.Fatal(err)
	}
	if now, _ := routed.Current(); now.NeedsRouting() || now.Case != "e1" || now.Given.Department != "工程部" {
		t.Errorf("%+v", now)
	}
	if now, _ := suggested.Current(); now.Case != "" {
		t.Error("what was given changed")
	}
	for want, all := range map[domain.Code]OfVisit{
		"feedback.none":             {},
		"feedback.routed":           routed,
		"feedback.nothing_to_route": {Entries: []Entry{entry("f1", Given{})}},
	} {
		if _, err := Route(all, "工程部", "e2"); code(err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// GP.20, GP.14.c: what a complaint alleges, by who complains and by the site's rules.
func TestBreach(t *testing.T) {
	for _, c := range []struct {
		preset  policy.Preset
		visitor register.VisitorKind
		want    domain.Clause
	}{
		{policy.GroupRotation, register.KindCustomer, "GP.20"},
		{policy.GroupRotation, "", "GP.20"},
		{policy.GroupRotation, register.KindBroker, "GP.14.c"},
		{policy.GroupRotation, register.KindCompetitor, "GP.14.c"},
		{policy.SelfSale, register.KindCustomer, ""},
		{policy.SelfSale, register.KindBroker, ""},
	} {
		rules, err := policy.Load(c.preset)
		if err != nil {
			t.Fatal(err)
		}
		breach, found := Breach(rules.Conduct, c.visitor)
		if breach.Clause != c.want || found != (c.want != "") {
			t.Errorf("%s %s: %s", c.preset, c.visitor, breach.Clause)
		}
	}
}

// TestAverage: exact, in hundredths, a half rounded up.
func TestAverage(t *testing.T) {
	for _, c := range []struct {
		counts [Best]int
		want   int
	}{
		{[Best]int{}, 0}, {[Best]int{1}, 100}, {[Best]int{0, 0, 0, 0, 7}, 500}, {[Best]int{0, 0, 0, 1, 2}, 467},
		{[Best]int{0, 0, 0, 2, 1}, 433},
		{[Best]int{7, 1}, 113}, // 1.125
	} {
		if got := (Marks{c.counts}).Average(); got != c.want {
			t.Errorf("%v: %d, want %d", c.counts, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var m Marks
		sum, n := int64(0), int64(0)
		for i := range m.Counts {
			m.Counts[i] = rapid.IntRange(0, 1000).Draw(t, "count")
			sum, n = sum+int64(m.Counts[i]*(i+1)), n+int64(m.Counts[i])
		}
		if n == 0 {
			return
		}
		off := new(big.Rat).Sub(big.NewRat(100*sum, n), big.NewRat(int64(m.Average()), 1))
		if off.Cmp(big.NewRat(1, 2)) >= 0 || off.Cmp(big.NewRat(-1, 2)) < 0 {
			t.Fatalf("%v: %d is off by %s", m.Counts, m.Average(), off)
		}
	})
}

// TestSummarise: every number of the site is the sum of its rows, whatever the order (CF.7, CM.5).
func TestSummarise(t *testing.T) {
	agents := []domain.AgentID{"", "jia", "yi"}
	rapid.Check(t, func(t *rapid.T) {
		var asked []Finished
		var answers []Answer
		for i := range rapid.IntRange(0, 20).Draw(t, "asked") {
			asked = append(asked, Finished{Visit: domain.VisitID(fmt.Sprint(i)),
				Agent: rapid.SampledFrom(agents[1:]).Draw(t, "agent")})
		}
		score := rapid.IntRange(0, Best)
		for range rapid.IntRange(0, 20).Draw(t, "answers") {
			answers = append(answers,
				Answer{Given: Given{Agent: rapid.SampledFrom(agents).Draw(t, "agent"),
					Suggestion: rapid.Bool().Draw(t, "suggests"),
					Scores: Scores{rapid.IntRange(Worst, Best).Draw(t, "overall"), score.Draw(t, "e"),
						score.Draw(t, "a"), score.Draw(t, "p")},
					Department: rapid.SampledFrom([]string{"", "工程部", "物业部"}).Draw(t, "department")},
					Complaint: rapid.SampledFrom([]Complaint{NoComplaint, Open, Verified, Rejected, Closed}).Draw(t,
						"complaint")})
		}
		got := Summarise(asked, answers)
		sum := Row{}
		for _, r := range got.Rows {
			sum.Asked, sum.Answered, sum.Suggestions = sum.Asked+r.Asked, sum.Answered+r.Answered,
				sum.Suggestions+r.Suggestions
			sum.Complaints = Complaints{sum.Complaints.Open + r.Complaints.Open,
				sum.Complaints.Verified + r.Complaints.Verified,
				sum.Complaints.Rejected + r.Complaints.Rejected, sum.Complaints.Closed + r.Complaints.Closed}
			for i := range Best {
				sum.Overall.Counts[i] += r.Overall.Counts[i]
				sum.Efficiency.Counts[i] += r.Efficiency.Counts[i]
				sum.Attitude.Counts[i] += r.Attitude.Counts[i]
				sum.ProblemSolving.Counts[i] += r.ProblemSolving.Counts[i]
			}
		}
		if diff := cmp.Diff(sum, got.Total); diff != "" {
			t.Fatal(diff)
		}
		if got.Total.Asked != len(asked) || got.Total.Answered != len(answers) ||
			got.Total.Overall.Answered() != len(answers) {
			t.Fatalf("%+v", got.Total)
		}
		suggested := 0
		for _, d := range got.Departments {
			suggested += d.Suggestions
		}
		if suggested != got.Total.Suggestions {
			t.Fatalf("%d suggestions by department, %d in all", suggested, got.Total.Suggestions)
		}
		slices.Reverse(asked)
		slices.Reverse(answers)
		if diff := cmp.Diff(got, Summarise(asked, answers)); diff != "" {
			t.Fatalf("another order, another sum: %s", diff)
		}
	})
}
