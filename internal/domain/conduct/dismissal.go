package conduct

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Answer is what a person decides on a proposal of dismissal.
type Answer string

const (
	CarriedOut Answer = "carried_out" // the agent leaves; customers and credit stay
	Rejected   Answer = "rejected"
)

// Dismissal is a person's decision on a proposal. Reason is stored apart from the journal.
type Dismissal struct {
	Answer   Answer         `json:"answer"`
	By       string         `json:"by"`
	Role     domain.Role    `json:"role"`
	At       time.Time      `json:"at"`
	Reason   string         `json:"reason"`
	Decision domain.VisitID `json:"decision"` // journal entry
}

// OpenProposal reports whether a proposal of dismissal awaits a person's decision.
func (r Report) OpenProposal() bool {
	return r.Consequences != nil && r.Consequences.Proposes == ProposedDismissal && r.Dismissal == nil
}

// Decide puts a person's decision on the proposal of dismissal: neither the agent's nor the reporter's,
// and once. as is the agent that the person is, if one. Errors: conduct.no_proposal,
// conduct.dismissal_decided, conduct.own_case, conduct.own_report, conduct.answer_unknown.
func Decide(report Report, decision Dismissal, as domain.AgentID) (Report, error) {
	switch {
	case decision.Answer != CarriedOut && decision.Answer != Rejected:
		return report, domain.Invalid("conduct.answer_unknown", "/decision")
	case report.Dismissal != nil:
		return report, domain.Refuse("conduct.dismissal_decided", report.Clause)
	case !report.OpenProposal():
		return report, domain.Refuse("conduct.no_proposal", report.Clause)
	case concerns(report, decision.By, as):
		return report, domain.Refuse("conduct.own_case", report.Clause)
	case report.ReportedBy == decision.By, as != "" && report.Reporter == as:
		return report, domain.Refuse("conduct.own_report", report.Clause)
	}
	report.Dismissal = &decision
	return report, nil
}
