// Package conduct turns verified breaches of the rules into their consequences: fines deducted at
// settlement, points, warnings, commission confiscated, counts per clause and period, and a proposal of
// dismissal, which a person decides. It credits commendations as well (GR.11-12).
package conduct

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
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

// Report is one reported breach, kept whatever comes of it: of an agent or, where non-sales staff are
// bound by a clause (SC.9), of a named member of staff. Statement is the reporter's text and is stored
// apart from the journal.
type Report struct {
	ID      ReportID       `json:"id"`
	Agent   domain.AgentID `json:"agent,omitempty"`
	Subject string         `json:"subject,omitempty"` // account of a member of staff who is no agent
	Breach  string         `json:"breach"`            // policy.Breach.Kind
	Clause  domain.Clause  `json:"clause"`
	Deal    domain.DealID  `json:"deal,omitempty"` // that the breach is about (SC.7)
	// whose visitor complains: what they said is the feedback on it
	Visit        domain.VisitID `json:"visit,omitempty"`
	Statement    string         `json:"statement,omitempty"`
	ReportedBy   string         `json:"reported_by"`
	Reporter     domain.AgentID `json:"reporter,omitempty"` // who that is, if they sell
	ReportedAt   time.Time      `json:"reported_at"`
	Status       Status         `json:"status"`
	Verification *Verification  `json:"verification,omitempty"`
	Consequences *Consequences  `json:"consequences,omitempty"`
	Decision     domain.VisitID `json:"decision,omitempty"` // journal entry of the finding
	Dismissal    *Dismissal     `json:"dismissal,omitempty"`
	Served       Served         `json:"served,omitempty"`
}

// Party names whom a report is about among those whose breaches are counted: the agent's id, or
// "staff:" and the account.
func (r Report) Party() string {
	if r.Subject != "" {
		return "staff:" + r.Subject
	}
	return string(r.Agent)
}

// Verification is what a person found, or what the system itself has seen.
type Verification struct {
	By          string         `json:"by"`
	Role        domain.Role    `json:"role"`
	At          time.Time      `json:"at"`
	Day         domain.Day     `json:"day"` // business day of At; its month bears the fine, its period the count
	Gravity     policy.Gravity `json:"gravity"`
	MonthlyBase money.Fen      `json:"monthly_base_fen"`          // the agent's base salary of the month
	Points      *int           `json:"points,omitempty"`          // deducted, as found; nil: not said
	Concerned   domain.AgentID `json:"by_agent,omitempty"`        // the agent that the person is, if one
	Credit      *Stake         `json:"credit_in_force,omitempty"` // of the report's deal; nil: no deal
}

// Stake is the credit in force of the deal that a breach is about.
type Stake struct {
	Waits  bool                `json:"waits,omitempty"` // for a ruling: nobody has a share yet
	Shares []attribution.Share `json:"shares,omitempty"`
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

// Proposal is what a breach leads to besides its fine.
type Proposal string

// ProposedDismissal is proposed to a person, never carried out by itself.
const ProposedDismissal Proposal = "dismissal"

// Consequences is what follows from a finding.
type Consequences struct {
	Clause domain.Clause `json:"clause"`
	Period Period        `json:"period,omitempty"` // that the breach is counted in
	// verified breaches of the clause in the period, this one included; unfounded: as before
	Count       int           `json:"count"`
	Points      int           `json:"points,omitempty"`      // deducted (PC.1.b, PC.3.b)
	Warning     bool          `json:"warning,omitempty"`     // RC.3, RC.6
	Fine        *Fine         `json:"fine,omitempty"`        // nil: nothing to deduct
	Confiscated *Confiscation `json:"confiscated,omitempty"` // SC.7
	Proposes    Proposal      `json:"proposes,omitempty"`    // at once, or at and beyond the threshold
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

// Check says whether a report can be filed: steering is what a member of staff who is no agent does
// (SC.9), every other breach an agent's; a breach that costs the commission of a deal names the deal
// (SC.7). Errors: conduct.breach_unknown, conduct.whose_breach, conduct.deal_missing.
func Check(rules policy.Conduct, report Report) error {
	breach, err := Find(rules, report.Breach)
	switch {
	case err != nil:
		return err
	case (report.Agent == "") == (report.Subject == ""), (report.Subject != "") != (breach.Kind == policy.Steering):
		return &domain.Error{Code: "conduct.whose_breach", Clause: breach.Clause, Field: "/agent"}
	case report.Deal == "" && confiscates(breach):
		return &domain.Error{Code: "conduct.deal_missing", Clause: breach.Clause, Field: "/deal"}
	}
	return nil
}
