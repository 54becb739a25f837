package conduct

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

func pointsOf(n int) *int { return &n }

const dismissal = ProposedDismissal

var (
	credit = &Stake{Shares: []attribution.Share{{Party: "yi", BasisPoints: 7000}, {Party: "jia", BasisPoints: 3000}}}
	taken  = &Confiscation{Deal: "d1", BasisPoints: 3000,
		Shares: []attribution.Share{{Party: "yi", BasisPoints: 7000}, {Party: Company, BasisPoints: 3000}}}
	// clauses: what each clause leads to, by gravity.
	clauses = []struct {
		preset  policy.Preset
		kind    string
		gravity policy.Gravity
		points  *int
		want    Consequences
		base    money.Fen // the fine's, 0: none
		refused domain.Code
	}{
		{"points", "uncontacted_report", policy.Ordinary, nil, Consequences{Clause: "PC.1.b", Points: 1}, 0, ""},
		{"points", "uncontacted_report", policy.Ordinary, pointsOf(2), Consequences{Clause: "PC.1.b"}, 0,
			"conduct.points_out_of_range"},
		{"points", "quarrel", policy.Ordinary, nil, Consequences{Clause: "PC.3.b"}, 0, "conduct.points_missing"},
		{"points", "quarrel", policy.Ordinary, pointsOf(1), Consequences{Clause: "PC.3.b"}, 0,
			"conduct.points_out_of_range"},
		{"points", "quarrel", policy.Ordinary, pointsOf(2), Consequences{Clause: "PC.3.b", Points: 2}, 0, ""},
		{"points", "retaliation", policy.Serious, pointsOf(6), Consequences{Clause: "PC.3.b", Points: 6}, 0, ""},
		{"points", "retaliation", policy.Serious, pointsOf(7), Consequences{Clause: "PC.3.b"}, 0,
			"conduct.points_out_of_range"},
		{"points", "quarrel", policy.Unfounded, pointsOf(2), Consequences{Clause: "PC.3.b"}, 0,
			"conduct.points_out_of_range"},
		{"points", "poaching", policy.Ordinary, nil, Consequences{Clause: "PC.4", Proposes: dismissal}, 0, ""},
		{"front-seat", "contact_after_collision", policy.Ordinary, nil, Consequences{Clause: "RC.3", Warning: true}, 0,
			""},
		{"front-seat", "contact_after_collision", policy.Serious, nil,
			Consequences{Clause: "RC.3", Proposes: dismissal}, 0, ""},
		{"front-seat", "argued_before_customer", policy.Ordinary, nil, Consequences{Clause: "RC.4.e", Warning: true}, 0,
			""},
		{"front-seat", "private_contact", policy.Ordinary, nil, Consequences{Clause: "RC.6", Warning: true}, 0, ""},
		{"front-seat", "private_contact", policy.Serious, nil, Consequences{Clause: "RC.6", Proposes: dismissal}, 0,
			""},
		{"front-seat", "refused_courtesy_reception", policy.Ordinary, nil, Consequences{Clause: "RC.9", Warning: true},
			0, ""},
		{"front-seat", "poaching", policy.Ordinary, nil, Consequences{Clause: "RC.13"}, 435000, ""},
		{"front-seat", "poaching", policy.Serious, nil, Consequences{Clause: "RC.13", Proposes: dismissal}, 435000, ""},
		{"front-seat", "undercutting", policy.Ordinary, nil, Consequences{Clause: "RC.13", Proposes: dismissal}, 0, ""},
		{"first-contact", "poaching", policy.Ordinary, nil, Consequences{Clause: "SC.1", Proposes: dismissal}, 0, ""},
		{"first-contact", "name_change", policy.Ordinary, nil,
			Consequences{Clause: "SC.7", Proposes: dismissal, Confiscated: taken}, 0, ""},
		{"first-contact", "name_change", policy.Unfounded, nil, Consequences{Clause: "SC.7"}, 0, ""},
		{"first-contact", "reservation_dealing", policy.Serious, nil, Consequences{Clause: "SC.8", Proposes: dismissal},
			0, ""},
		{"first-contact", "incompetence", policy.Ordinary, nil, Consequences{Clause: "SC.10", Warning: true}, 0, ""},
		{"leasing-hall", "refused_contact", policy.Ordinary, nil, Consequences{Clause: "QC.3.b"}, 0, ""},
	}
)

func TestClauses(t *testing.T) {
	for _, c := range clauses {
		t.Run(c.kind+" "+string(c.gravity), func(t *testing.T) {
			facts := Facts{Report: report(c.kind), Found: found(c.gravity, 435000)}
			facts.Report.Deal, facts.Found.Points, facts.Found.Credit = "d1", c.points, credit
			got, _, err := Verify(preset(t, c.preset), 1, facts)
			if c.refused != "" {
				var refusal *domain.Error
				if !errors.As(err, &refusal) || refusal.Code != c.refused || refusal.Clause != c.want.Clause {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if c.gravity != policy.Unfounded {
				c.want.Count = 1
			}
			if got.Consequences.Fine != nil && got.Consequences.Fine.Fen != c.base ||
				(got.Consequences.Fine != nil) != (c.base > 0) {
				t.Errorf("fine %+v", got.Consequences.Fine)
			}
			got.Consequences.Fine, got.Consequences.Period = nil, ""
			if diff := cmp.Diff(&c.want, got.Consequences); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSteering: SC.9 binds staff who are no agents: recorded and counted, nothing else, and not by themselves.
func TestSteering(t *testing.T) {
	rules := preset(t, policy.Preset("first-contact"))
	steering := Report{ID: "c1", Subject: "desk-1", Breach: "steering", Status: Reported}
	if err := Check(rules.Conduct, steering); err != nil {
		t.Error(err)
	}
	for _, r := range []Report{{Agent: "jia", Breach: "steering"}, {Subject: "desk-1", Breach: "poaching"},
		{Breach: "poaching"}, {Agent: "jia", Subject: "desk-1", Breach: "steering"}} {
		if err := Check(rules.Conduct, r); !errors.Is(err, &domain.Error{Code: "conduct.whose_breach"}) {
			t.Errorf("%+v: %v", r, err)
		}
	}
	got, tally, err := Verify(rules, 1, Facts{Report: steering, Found: found(policy.Serious, 0)})
	if diff := cmp.Diff(&Consequences{Clause: "SC.9", Count: 1}, got.Consequences); err != nil || diff != "" ||
		tally.Breaches["SC.9"] != 1 {
		t.Error(err, diff, tally)
	}
	self := found(policy.Ordinary, 0)
	self.By = "desk-1"
	if _, _, err := Verify(rules, 1, Facts{Report: steering, Found: self}); !errors.Is(err,
		&domain.Error{Code: "conduct.own_case"}) {
		t.Error(err)
	}
}

// TestConfiscationWaitsForTheRuling: SC.7 needs a deal whose credit stands.
func TestConfiscationWaitsForTheRuling(t *testing.T) {
	rules := preset(t, policy.Preset("first-contact"))
	if err := Check(rules.Conduct, report("name_change")); !errors.Is(err,
		&domain.Error{Code: "conduct.deal_missing"}) {
		t.Error(err)
	}
	facts := Facts{Report: report("name_change"), Found: found(policy.Ordinary, 0)}
	if _, _, err := Verify(rules, 1, facts); !errors.Is(err, &domain.Error{Code: "conduct.deal_missing"}) {
		t.Error(err)
	}
	facts.Found.Credit = &Stake{Waits: true}
	if _, _, err := Verify(rules, 1, facts); !errors.Is(err, &domain.Error{Code: "conduct.deal_waits"}) {
		t.Error(err)
	}
	facts.Found.Credit = &Stake{Shares: []attribution.Share{{Party: Company, BasisPoints: 4000},
		{Party: "jia", BasisPoints: 6000}}}
	got, _, err := Verify(rules, 1, facts)
	if err != nil || !cmp.Equal(got.Consequences.Confiscated.Shares,
		[]attribution.Share{{Party: Company, BasisPoints: 10000}}) {
		t.Error(got.Consequences, err)
	}
}

func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		months int
		day    domain.Day
		want   Period
	}{
		{0, "2026-12-31", ""}, {12, "2026-01-01", "2026-01"}, {12, "2026-12-31", "2026-01"},
		{12, "2027-01-01", "2027-01"},
		{3, "2026-03-31", "2026-01"}, {3, "2026-04-01", "2026-04"}, {1, "2026-02-28", "2026-02"},
		{24, "2027-12-31", "2026-01"},
	} {
		if got := PeriodOf(c.months, c.day); got != c.want {
			t.Errorf("%d months, %s: %s, want %s", c.months, c.day, got, c.want)
		}
	}
}

// TestTallyEqualsOracle plays findings on random days and compares each count with counting anew the
// findings of the clause in the same year.
func TestTallyEqualsOracle(t *testing.T) {
	rules := preset(t, policy.Preset("points"))
	clauses := map[string]string{"uncontacted_report": "PC.1.b", "quarrel": "PC.3.b", "retaliation": "PC.3.b",
		"poaching": "PC.4"}
	rapid.Check(t, func(t *rapid.T) {
		tallies := map[Period]Tally{}
		var past []string // year and clause
		for range rapid.IntRange(1, 30).Draw(t, "findings") {
			kind := rapid.SampledFrom([]string{"uncontacted_report", "quarrel", "retaliation", "poaching"}).Draw(t,
				"kind")
			day := rapid.SampledFrom([]domain.Day{"2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"}).Draw(t,
				"day")
			facts := Facts{Report: report(kind), Found: found(policy.Ordinary, 0)}
			facts.Found.Day = day
			if strings.HasPrefix(clauses[kind], "PC.3") {
				facts.Found.Points = pointsOf(3)
			}
			period := PeriodOf(rules.Conduct.PeriodMonths, day)
			facts.Tally = tallies[period]
			got, after, err := Verify(rules, 1, facts)
			if err != nil {
				t.Fatal(err)
			}
			tallies[period] = after
			mark := string(day[:4]) + clauses[kind]
			past = append(past, mark)
			want := 0
			for _, p := range past {
				if p == mark {
					want++
				}
			}
			if got.Consequences.Count != want {
				t.Fatalf("%s on %s: count %d, want %d", kind, day, got.Consequences.Count, want)
			}
		}
	})
}

// TestDismissal: a proposal is decided by a person, once, neither by the agent nor by the reporter.
func TestDismissal(t *testing.T) {
	open := report("poaching")
	open.Status, open.Consequences = Verified, &Consequences{Clause: "RC.13", Proposes: ProposedDismissal}
	no := open
	no.Consequences = &Consequences{Clause: "RC.13"}
	done := open
	done.Dismissal = &Dismissal{Answer: Rejected}
	for _, c := range []struct {
		report Report
		answer Answer
		by     string
		as     domain.AgentID
		code   domain.Code
	}{
		{open, CarriedOut, "m", "", ""}, {open, Rejected, "m", "", ""},
		{open, "later", "m", "", "conduct.answer_unknown"},
		{no, CarriedOut, "m", "", "conduct.no_proposal"}, {done, CarriedOut, "m", "", "conduct.dismissal_decided"},
		{open, CarriedOut, "m", "jia", "conduct.own_case"}, {open, CarriedOut, "u", "", "conduct.own_report"},
	} {
		got, err := Decide(c.report, Dismissal{Answer: c.answer, By: c.by}, c.as)
		if c.code == "" && (err != nil || got.OpenProposal()) ||
			c.code != "" && !errors.Is(err, &domain.Error{Code: c.code}) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// TestCommend: GR.11-12, points credited, apart from those deducted.
func TestCommend(t *testing.T) {
	rules := preset(t, policy.Preset("points"))
	given := Commendation{Agent: "jia", Kind: "customer_praise", Day: "2026-12-31"}
	got, tally, err := Commend(rules.Conduct, given, "", Tally{Deducted: 2})
	if err != nil || got.Clause != "GR.11-12" || got.Points != 1 || got.Count != 1 || got.Period != "2026-01" ||
		tally.Credited != 1 || tally.Deducted != 2 {
		t.Error(got, tally, err)
	}
	if _, _, err := Commend(rules.Conduct, given, "jia", Tally{}); !errors.Is(err,
		&domain.Error{Code: "conduct.own_case"}) {
		t.Error(err)
	}
	given.Kind = "smile"
	if _, _, err := Commend(rules.Conduct, given, "", Tally{}); !errors.Is(err,
		&domain.Error{Code: "conduct.commendation_unknown"}) {
		t.Error(err)
	}
}
