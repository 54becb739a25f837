package deal

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

var opened = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

func pointsRules(t testing.TB) policy.Disputes {
	t.Helper()
	rules, err := policy.Load(policy.Points)
	if err != nil {
		t.Fatal(err)
	}
	return rules.Disputes
}

func dispute(t testing.TB) *Dispute {
	t.Helper()
	d := &Dispute{ID: "x20260301-000001", Rule: "PC.3.a", Status: DisputeOpen, OpenedAt: opened,
		Claimants: []domain.AgentID{"jia"}, Holders: []domain.AgentID{"yi"}}
	d.Deadlines(pointsRules(t))
	return d
}

func code(err error) domain.Code {
	var coded *domain.Error
	if !errors.As(err, &coded) {
		return ""
	}
	return coded.Code
}

// No ruling before both statements are in or their deadline has passed (PC.3.a); the last instant is theirs.
func TestRulingWaitsForBothStatements(t *testing.T) {
	d := dispute(t)
	due := opened.Add(48 * time.Hour)
	if d.MayBeRuled(due) || !d.MayBeRuled(due.Add(1)) {
		t.Error("the deadline is the first instant at which nothing is owed any more")
	}
	for _, agent := range []domain.AgentID{"jia", "yi"} {
		if d.MayBeRuled(opened) {
			t.Errorf("ruled without %s", agent)
		}
		if err := d.State(agent, "陈述", nil, due); err != nil {
			t.Fatal(err)
		}
	}
	if !d.MayBeRuled(opened) || d.Statements[0].Late {
		t.Error("both are in, in time")
	}
}

func TestStatementsAreFiledOnceAndAnnotated(t *testing.T) {
	d := dispute(t)
	if err := d.State("bing", "陈述", nil, opened); code(err) != "dispute.not_a_party" {
		t.Error(err)
	}
	for range maxAnnotations + 1 {
		if err := d.State("jia", "陈述", nil, opened.Add(49*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.State("jia", "陈述", nil, opened); code(err) != "dispute.statement_full" {
		t.Error(err)
	}
	if len(d.Statements) != 1 || len(d.Statements[0].Annotations) != maxAnnotations || !d.Statements[0].Late {
		t.Errorf("%+v", d.Statements)
	}
	if err := d.State("yi", strings.Repeat("陈", maxTextBytes/3), nil, opened); code(err) != "dispute.statement_full" {
		t.Error(err)
	}
	d.Status = DisputeRuled
	if err := d.State("yi", "陈述", nil, opened); code(err) != "dispute.not_open" {
		t.Error(err)
	}
}

// Parties who agree to the same shares settle it themselves, whatever the order in which they write them (RC.14).
func TestAgreementNeedsEveryParty(t *testing.T) {
	d := dispute(t)
	half := []attribution.Share{{Party: "jia", BasisPoints: 5000}, {Party: "yi", BasisPoints: 5000}}
	turned := []attribution.Share{half[1], half[0]}
	state := func(agent domain.AgentID, shares []attribution.Share) {
		if err := d.State(agent, "同意", shares, opened); err != nil {
			t.Fatal(err)
		}
	}
	if state("jia", half); d.Agreed() != nil {
		t.Error("one party is no agreement")
	}
	if state("yi", []attribution.Share{{Party: "yi", BasisPoints: 10000}}); d.Agreed() != nil {
		t.Error("different shares are no agreement")
	}
	if state("yi", turned); len(d.Agreed()) != 2 {
		t.Error("the same shares are an agreement")
	}
	alone := dispute(t)
	alone.Holders = nil
	if err := alone.State("jia", "同意", []attribution.Share{{Party: "jia", BasisPoints: 10000}}, opened); err != nil ||
		alone.Agreed() != nil {
		t.Errorf("who is alone agrees with nobody: %v", err)
	}
}

// One appeal, by a party, within the hours after the ruling, the last instant included; afterwards final.
func TestAppealOnceInTime(t *testing.T) {
	rules := pointsRules(t)
	rapid.Check(t, func(t *rapid.T) {
		d := &Dispute{Clause: "PC.3.a", Status: DisputeOpen, Claimants: []domain.AgentID{"jia"},
			Holders: []domain.AgentID{"yi"}}
		ruledAt := opened.Add(time.Hour)
		if err := d.Raise(Appeal{By: "jia", At: ruledAt}); code(err) != "appeal.not_ruled" {
			t.Fatal(err)
		}
		d.Ruled(rules, []string{"a", "b"}, ruledAt)
		seconds := int64(rules.AppealHours)*3600 + rapid.Int64Range(-3, 3).Draw(t, "off")
		by := rapid.SampledFrom([]domain.AgentID{"jia", "yi", "bing"}).Draw(t, "by")
		err := d.Raise(Appeal{By: by, At: ruledAt.Add(time.Duration(seconds) * time.Second)})
		want := domain.Code("")
		switch {
		case by == "bing":
			want = "dispute.not_a_party"
		case seconds > int64(rules.AppealHours)*3600:
			want = "appeal.late"
		}
		if code(err) != want {
			t.Fatalf("%s after %d s: %v", by, seconds, err)
		}
		if err != nil {
			return
		}
		if err := d.Raise(Appeal{By: "yi", At: ruledAt}); code(err) != "appeal.once" {
			t.Fatal(err)
		}
		if d.Ruled(rules, nil, ruledAt); d.Status != DisputeFinal {
			t.Fatal(d.Status)
		}
		if err := d.Raise(Appeal{By: "yi", At: ruledAt}); code(err) != "appeal.once" {
			t.Fatal(err)
		}
	})
}

func TestRemindersFollowWhatIsOwed(t *testing.T) {
	d := dispute(t)
	due := opened.Add(48 * time.Hour)
	if r, ok := d.Remind(ReminderStatement, due.Add(-1)); !ok || r.Passed || !r.Due.Equal(due) {
		t.Errorf("%+v %v", r, ok)
	}
	if r, ok := d.Remind(ReminderStatement, due); !ok || !r.Passed {
		t.Errorf("%+v %v", r, ok)
	}
	for _, agent := range d.Parties() {
		if err := d.State(agent, "陈述", nil, opened); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := d.Remind(ReminderStatement, due); ok {
		t.Error("nothing is owed")
	}
	if _, ok := d.Remind(ReminderRuling, due); !ok {
		t.Error("a ruling is owed")
	}
	if d.Status = DisputeRuled; true {
		if _, ok := d.Remind(ReminderRuling, due); ok {
			t.Error("the ruling is given")
		}
	}
}

// A deal has at most one ruling in force, whatever is proposed, declined and put in force.
func TestAtMostOneRulingInForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &Deal{ID: "d", Ruling: attribution.Ruling{Waits: true, Clause: "PC.3.a"}}
		for i := range rapid.IntRange(1, 6).Draw(t, "rulings") {
			kept := d.Propose(PersonalRuling{Shares: []attribution.Share{{Party: "jia", BasisPoints: 10000}},
				Clause: "PC.3.a"})
			if kept.Number != i+1 {
				t.Fatal(kept.Number)
			}
			if rapid.Bool().Draw(t, "approved") {
				d.PutInForce(kept.Number)
			} else {
				kept.Status = Declined
			}
			if d.Place(); (d.Status == Credited) != (d.Ruled() != nil) {
				t.Fatalf("%s with %+v", d.Status, d.Ruled())
			}
			inForce := 0
			for _, r := range d.Personal {
				if r.Status == InForce {
					inForce++
				}
			}
			if inForce > 1 || d.Awaiting() != nil {
				t.Fatalf("%d in force", inForce)
			}
		}
	})
}

// Settled lines are given again as they were written, whatever the deal was ruled on since and under which
// version of the policy.
func TestPaidLinesStayAsWritten(t *testing.T) {
	whole := func(agent attribution.Party) []attribution.Share {
		return []attribution.Share{{Party: agent, BasisPoints: 10000}}
	}
	d := &Deal{ID: "d20260301-000001", Commission: 100, Status: Credited,
		Ruling: attribution.Ruling{Shares: whole("yi"), Clause: "PC.1.a", PolicyVersion: 1}}
	d.Settle(d.Credit(), "2026-03-03")
	before, err := d.PaidLines()
	if err != nil || len(before) != 1 || before[0].PolicyVersion != 1 {
		t.Fatalf("%v %v", before, err)
	}
	d.Ruling.PolicyVersion = 2
	d.PutInForce(d.Propose(PersonalRuling{Shares: whole("jia"), Clause: "PC.4", PolicyVersion: 3}).Number)
	if shares, clause := d.Shares(); shares[0].Party != "yi" || clause != "PC.1.a" {
		t.Errorf("%v by %s before the correction", shares, clause)
	}
	if after, err := d.PaidLines(); err != nil || after[0] != before[0] {
		t.Errorf("%+v, written was %+v: %v", after, before, err)
	}
	if next := d.Credit(); next.PolicyVersion != 3 || next.Clause != "PC.4" || next.Round != 2 {
		t.Errorf("%+v", next)
	}
}
