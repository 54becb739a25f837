// Package conduct turns verified breaches of the rules into their consequences: fines deducted at
// settlement, counts per clause, and at the threshold a proposal of dismissal, which a person decides.
package conduct

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// ReportID names a conduct report: "c" + the visit-like id of its journal entry, "c20261124-000012".
type ReportID string

// Status is where a report stands.
type Status string

const (
	Reported  Status = "reported"
	Verified  Status = "verified"
	Unfounded Status = "unfounded" // verified as unfounded: no effect, kept
)

// Report is one reported breach, kept whatever comes of it. Statement is the reporter's text and is
// stored apart from the journal.
type Report struct {
	ID           ReportID       `json:"id"`
	Agent        domain.AgentID `json:"agent"`
	Breach       string         `json:"breach"` // policy.Breach.Kind
	Clause       domain.Clause  `json:"clause"`
	Statement    string         `json:"statement,omitempty"`
	ReportedBy   string         `json:"reported_by"`
	ReportedAt   time.Time      `json:"reported_at"`
	Status       Status         `json:"status"`
	Verification *Verification  `json:"verification,omitempty"`
	Consequences *Consequences  `json:"consequences,omitempty"`
}

// Verification is what a person found.
type Verification struct {
	By          string         `json:"by"`
	Role        domain.Role    `json:"role"`
	At          time.Time      `json:"at"`
	Day         domain.Day     `json:"day"` // business day of At; its month bears the fine
	Gravity     policy.Gravity `json:"gravity"`
	MonthlyBase money.Fen      `json:"monthly_base_fen"` // the agent's base salary of the month
}

// Fine is what a verified breach costs. Fen is known at once and deducted the next night; the share of
// the month's commission is known when the month closes. Party bears it.
type Fine struct {
	Report                ReportID       `json:"report"`
	Party                 domain.AgentID `json:"party"`
	Clause                domain.Clause  `json:"clause"`
	Month                 domain.Month   `json:"month"`
	Fen                   money.Fen      `json:"fen,omitempty"`
	CommissionBasisPoints int            `json:"commission_basis_points,omitempty"` // of the month's commission due
	PolicyVersion         int            `json:"policy_version"`
}

// Proposal is what a count leads to.
type Proposal string

// Dismissal is proposed to a person, never carried out.
const Dismissal Proposal = "dismissal"

// Consequences is what follows from a verification.
type Consequences struct {
	Clause   domain.Clause `json:"clause"`
	Count    int           `json:"count"`              // verified breaches of the clause, this one included; unfounded: as before
	Fine     *Fine         `json:"fine,omitempty"`     // nil: nothing to deduct
	Proposes Proposal      `json:"proposes,omitempty"` // at and beyond the threshold
}

// Tally counts an agent's verified breaches per clause.
type Tally map[domain.Clause]int

// Add gives the tally with one more breach of the clause; the receiver is left as it is.
func (t Tally) Add(clause domain.Clause) Tally {
	next := make(Tally, len(t)+1)
	for c, n := range t {
		next[c] = n
	}
	next[clause]++
	return next
}

// Find gives the breach of a kind under the site's rules. Errors: conduct.breach_unknown.
func Find(rules policy.Conduct, kind string) (policy.Breach, error) {
	for _, b := range rules.Breaches {
		if b.Kind == kind {
			return b, nil
		}
	}
	return policy.Breach{}, domain.Invalid("conduct.breach_unknown", "/breach").With("breach", kind)
}

// Verify decides a report: the report as it is to be kept, and the agent's tally after it. An
// unfounded report changes no tally and costs nothing. A report is decided once.
//
// Fines (SS.4.2.2.b): a day's base is the monthly base ÷ the policy's paid days per month (21.75),
// half-even; the month's base is the monthly base; the share of the month's commission waits for the
// close of the month in which the breach was verified. version is the number of the policy version in
// force on the business day of the verification.
//
// Errors: conduct.breach_unknown, conduct.already_decided, conduct.gravity_unknown,
// conduct.monthly_base_missing (a fine in bases for an agent without one), money.overflow.
func Verify(rules policy.Rules, version int, report Report, found Verification, tally Tally) (Report, Tally, error) {
	if report.Status != Reported {
		return report, tally, domain.Refuse("conduct.already_decided", report.Clause)
	}
	breach, err := Find(rules.Conduct, report.Breach)
	if err != nil {
		return report, tally, err
	}
	decided := report
	decided.Clause, decided.Verification = breach.Clause, &found
	switch found.Gravity {
	case policy.Unfounded:
		decided.Status = Unfounded
		decided.Consequences = &Consequences{Clause: breach.Clause, Count: tally[breach.Clause]}
		return decided, tally, nil
	case policy.Ordinary, policy.Serious:
	default:
		return report, tally, domain.Invalid("conduct.gravity_unknown", "/gravity")
	}
	fine, err := fineFor(breach, rules.Settlement, version, decided, found)
	if err != nil {
		return report, tally, err
	}
	after := tally.Add(breach.Clause)
	decided.Status = Verified
	decided.Consequences = &Consequences{Clause: breach.Clause, Count: after[breach.Clause], Fine: fine,
		Proposes: proposal(breach, after[breach.Clause])}
	return decided, after, nil
}

// Count records a breach that the system itself has seen and that needs no verification: the position
// left vacant (GP.2.b), a hand-over note overdue (GP.18). Errors: conduct.breach_unknown.
func Count(rules policy.Conduct, kind string, tally Tally) (Consequences, Tally, error) {
	breach, err := Find(rules, kind)
	if err != nil {
		return Consequences{}, tally, err
	}
	after := tally.Add(breach.Clause)
	count := after[breach.Clause]
	return Consequences{Clause: breach.Clause, Count: count, Proposes: proposal(breach, count)}, after, nil
}

func proposal(breach policy.Breach, count int) Proposal {
	if breach.Dismissal > 0 && count >= breach.Dismissal {
		return Dismissal
	}
	return ""
}

// fineFor works out what the breach costs; nil if nothing.
func fineFor(breach policy.Breach, rules policy.Settlement, version int, report Report, found Verification) (*Fine, error) {
	schedule := breach.Consequences[found.Gravity]
	if schedule == (policy.Consequence{}) {
		return nil, nil
	}
	if (schedule.DayBases > 0 || schedule.MonthBases > 0) && found.MonthlyBase <= 0 {
		return nil, domain.Refuse("conduct.monthly_base_missing", breach.Clause)
	}
	fen, err := fixedPart(schedule, rules, found.MonthlyBase)
	if err != nil {
		return nil, err
	}
	return &Fine{Report: report.ID, Party: report.Agent, Clause: breach.Clause, Month: found.Day.Month(),
		Fen: fen, CommissionBasisPoints: schedule.CommissionBasisPoint, PolicyVersion: version}, nil
}

// fixedPart is the part of a fine that does not depend on the month's commission.
func fixedPart(schedule policy.Consequence, rules policy.Settlement, monthlyBase money.Fen) (money.Fen, error) {
	var days money.Fen
	if schedule.DayBases > 0 {
		var err error
		days, err = money.HalfEven(monthlyBase, int64(schedule.DayBases)*100, int64(rules.PaidDaysPerMonthHundredths))
		if err != nil {
			return 0, err
		}
	}
	months, err := money.HalfEven(monthlyBase, int64(schedule.MonthBases), 1)
	if err != nil {
		return 0, err
	}
	return money.Sum(days, months, money.Fen(schedule.FixedFen))
}
