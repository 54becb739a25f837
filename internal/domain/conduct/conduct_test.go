package conduct

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

func preset(t *testing.T, name policy.Preset) policy.Rules {
	t.Helper()
	rules, err := policy.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func report(kind string) Report {
	return Report{ID: "c20260305-000003", Agent: "jia", Breach: kind, ReportedBy: "u", Status: Reported,
		ReportedAt: time.Date(2026, 3, 5, 1, 0, 0, 0, time.UTC)}
}

func found(gravity policy.Gravity, base money.Fen) Verification {
	return Verification{By: "v", Role: domain.RoleSupervisor, Day: "2026-03-05", Gravity: gravity, MonthlyBase: base}
}

// TestFines: SS.4.2.2.b with 4350.00 yuan a month.
func TestFines(t *testing.T) {
	cases := []struct {
		name    string
		preset  policy.Preset
		kind    string
		gravity policy.Gravity
		base    money.Fen
		want    *Fine
	}{
		{"ordinary: the day's base", policy.SelfSale, "quarrel", policy.Ordinary, 435000,
			&Fine{Fen: 20000}},
		{"the day's base is rounded half-even", policy.SelfSale, "neglect", policy.Ordinary, 435001,
			&Fine{Fen: 20000}},
		{"serious: the month's base and 30% of the month's commission", policy.SelfSale, "poaching", policy.Serious,
			435000,
			&Fine{Fen: 435000, CommissionBasisPoints: 3000}},
		{"unfounded costs nothing", policy.SelfSale, "quarrel", policy.Unfounded, 435000, nil},
		{"the group policy counts only", policy.GroupRotation, "queue_jumping", policy.Ordinary, 0, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, _, err := Verify(preset(t, c.preset), 3,
				Facts{Report: report(c.kind), Found: found(c.gravity, c.base)})
			if err != nil {
				t.Fatal(err)
			}
			if c.want != nil {
				c.want.Report, c.want.Party, c.want.Clause, c.want.Month, c.want.PolicyVersion =
					"c20260305-000003", "jia", "SS.4.2.2.b", "2026-03", 3
			}
			if diff := cmp.Diff(c.want, got.Consequences.Fine); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestThresholds: dismissal is proposed at the count that the clause names, per clause, and never by
// an unfounded report (GP.2.b, GP.12, GP.18).
func TestThresholds(t *testing.T) {
	rules := preset(t, policy.GroupRotation)
	verify := func(tally Tally, kind string, gravity policy.Gravity) (Consequences, Tally) {
		t.Helper()
		got, after, err := Verify(rules, 1, Facts{report(kind), found(gravity, 0), tally})
		if err != nil {
			t.Fatal(err)
		}
		return *got.Consequences, after
	}
	var tally Tally
	steps := []struct {
		kind    string
		gravity policy.Gravity
		want    Consequences
	}{
		{"queue_jumping", policy.Ordinary, Consequences{Clause: "GP.12", Count: 1}},
		{"dodging", policy.Unfounded, Consequences{Clause: "GP.12", Count: 1}},
		{"late_hand_over_note", policy.Ordinary, Consequences{Clause: "GP.18", Count: 1}},
		// counted per clause, not per kind
		{"dodging", policy.Serious, Consequences{Clause: "GP.12", Count: 2, Proposes: ProposedDismissal}},
		{"late_hand_over_note", policy.Ordinary, Consequences{Clause: "GP.18", Count: 2}},
		{"late_hand_over_note", policy.Ordinary, Consequences{Clause: "GP.18", Count: 3, Proposes: ProposedDismissal}},
		{"grabbing", policy.Ordinary, Consequences{Clause: "GP.12", Count: 3, Proposes: ProposedDismissal}},
		{"service_complaint", policy.Ordinary, Consequences{Clause: "GP.20", Count: 1, Proposes: ProposedDismissal}},
	}
	for i, s := range steps {
		var got Consequences
		before := len(tally.Breaches)
		old := tally
		got, tally = verify(tally, s.kind, s.gravity)
		if diff := cmp.Diff(s.want, got); diff != "" {
			t.Errorf("step %d: %s", i, diff)
		}
		if len(old.Breaches) != before {
			t.Errorf("step %d changed the tally it was given", i)
		}
	}
	for i, want := range []Proposal{"", ProposedDismissal} {
		var got Consequences
		got, tally = verify(tally, "position_vacant", policy.Ordinary)
		if diff := cmp.Diff(Consequences{Clause: "GP.2.b", Count: i + 1, Proposes: want}, got); diff != "" {
			t.Error(diff)
		}
	}
}

// TestSelfSaleNeverProposesDismissal: SS.4.2.2.b knows fines only.
func TestSelfSaleNeverProposesDismissal(t *testing.T) {
	tally := Tally{Breaches: map[domain.Clause]int{"SS.4.2.2.b": 99}}
	got, _, err := Verify(preset(t, policy.SelfSale), 1, Facts{report("quarrel"), found(policy.Serious, 435000), tally})
	if err != nil || got.Consequences.Proposes != "" || got.Consequences.Count != 100 ||
		tally.Breaches["SS.4.2.2.b"] != 99 {
		t.Errorf("%+v, %v, %v", got.Consequences, tally, err)
	}
}

func TestVerifyRefuses(t *testing.T) {
	rules := preset(t, policy.SelfSale)
	decided := report("quarrel")
	decided.Status = Unfounded
	cases := []struct {
		name   string
		report Report
		found  Verification
		code   domain.Code
	}{
		{"decided before", decided, found(policy.Ordinary, 435000), "conduct.already_decided"},
		{"no such breach", report("position_vacant"), found(policy.Ordinary, 435000), "conduct.breach_unknown"},
		{"no such gravity", report("quarrel"), found("mild", 435000), "conduct.gravity_unknown"},
		{"no base", report("quarrel"), found(policy.Ordinary, 0), "conduct.monthly_base_missing"},
		{"negative base", report("quarrel"), found(policy.Serious, -1), "conduct.monthly_base_missing"},
	}
	for _, c := range cases {
		got, tally, err := Verify(rules, 1,
			Facts{c.report, c.found, Tally{Breaches: map[domain.Clause]int{"SS.4.2.2.b": 1}}})
		if !errors.Is(err, &domain.Error{Code: c.code}) {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.report, got); diff != "" || tally.Breaches["SS.4.2.2.b"] != 1 {
			t.Errorf("%s changed something: %s %v", c.name, diff, tally)
		}
	}
	rules.Conduct.Breaches[0].Consequences[policy.Ordinary] = policy.Consequence{MonthBases: 2}
	if _, _, err := Verify(rules, 1, Facts{Report: report("quarrel"),
		Found: found(policy.Ordinary, math.MaxInt64)}); !errors.Is(err, &domain.Error{Code: "money.overflow"}) {
		t.Errorf("overflow: %v", err)
	}
}

func TestFixedFine(t *testing.T) {
	rules := preset(t, policy.SelfSale)
	rules.Conduct.Breaches[0].Consequences[policy.Ordinary] = policy.Consequence{FixedFen: 5000}
	got, _, err := Verify(rules, 1, Facts{Report: report("quarrel"), Found: found(policy.Ordinary, 0)})
	if err != nil || got.Consequences.Fine.Fen != 5000 {
		t.Errorf("%+v, %v", got, err)
	}
}
