// Package attribution answers whose customer somebody is (判客) and how a deal's credit is split
// (业绩, 分成). Each answer is a certificate: the deciding clause, every other rule looked at and why
// it did not decide, every claimant turned down and by which clause, and the entries used as evidence.
package attribution

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// Considered is one rule that was looked at: whether it decided and, if not, why not (a stable reason code).
type Considered struct {
	Rule    policy.RuleName `json:"rule"`
	Clause  domain.Clause   `json:"clause"`
	Decided bool            `json:"decided,omitempty"`
	Reason  string          `json:"reason"` // e.g. "customer_registered", "closer_is_owner"
}

// TurnedDown is a claimant who gets nothing and the clause that says so.
type TurnedDown struct {
	Agent  domain.AgentID `json:"agent"`
	Clause domain.Clause  `json:"clause"`
	Reason string         `json:"reason"`
}

// Reception is the answer at the door: how the rotation must treat the visitor and whose customer it is.
type Reception struct {
	Treatment rotation.Treatment `json:"treatment,omitempty"`
	Prefer    domain.AgentID     `json:"prefer,omitempty"` // who should receive, out of order
	// empty with OwnedByReceiver: whoever the rotation picks
	Owner           domain.AgentID `json:"owner,omitempty"`
	Away            bool           `json:"away,omitempty"`     // Prefer is suspended, and not on the order table
	Released        bool           `json:"released,omitempty"` // the owner before has left
	OwnedByReceiver bool           `json:"owned_by_receiver,omitempty"`
	NewOwnership    bool           `json:"new_ownership,omitempty"` // an OwnerChange is to be recorded
	Clause          domain.Clause  `json:"clause"`                  // deciding clause of ownership
	// the receiver gives the visitor back to this agent (GP.17.b)
	GiveBackTo domain.AgentID `json:"give_back_to,omitempty"`
	// the register already knew the visitor although a first visit was claimed, or another agent than the owner was
	// named
	Collision bool `json:"collision,omitempty"`
	// colleagues to be told of the answers (RC.2, QC.3.a, GP.3, PC.6.b)
	Inform     []domain.AgentID `json:"inform,omitempty"`
	Considered []Considered     `json:"considered"`
	TurnedDown []TurnedDown     `json:"turned_down,omitempty"`
}

// Reading is how the rules read the register today. A decision keeps the number that it was made with, so that it is
// decided again as it was.
//
//	0: who passed a visitor on was no receiver; a file was one number; only a visit made an old customer
//	1: every receiver counts; recognised numbers are one person; who was taken over from a list is an old customer
const Reading = 1

// Deal is what attribution must know of a deal.
type Deal struct {
	Reading  int            `json:"reading,omitempty"`
	ClosedBy domain.AgentID `json:"closed_by"`
	SignedAt time.Time      `json:"signed_at"`
	Disputed bool           `json:"disputed,omitempty"`
	// when it came about; zero where the register was read otherwise then
	SubscribedAt  time.Time        `json:"subscribed_at,omitzero"`
	Left          []domain.AgentID `json:"left,omitempty"`           // who had left by then, and has no claim
	CustomerChose domain.AgentID   `json:"customer_chose,omitempty"` // recorded with the subscription (PC.1.a)
	Claim         *AcceptedClaim   `json:"claim,omitempty"`          // accepted before now (PC.5.a)
}

// AcceptedClaim is a claim to a deal's credit that the rules accepted.
type AcceptedClaim struct {
	Agent    domain.AgentID   `json:"agent"`
	Ground   policy.Ground    `json:"ground"`
	Clause   domain.Clause    `json:"clause"`
	At       time.Time        `json:"at"`
	Evidence []domain.VisitID `json:"evidence,omitempty"`
}

// Party is an agent or a fund that can be credited: an agent id, or "@welfare_fund", "@sales_department_fund",
// "@company".
type Party string

// Share is a part of a deal's credit in basis points.
type Share struct {
	Party       Party `json:"party"`
	BasisPoints int   `json:"basis_points"`
}

// Ruling is the answer on a deal's credit.
type Ruling struct {
	Waits         bool             `json:"waits,omitempty"`  // waits for a ruling by a person; no shares
	Shares        []Share          `json:"shares,omitempty"` // original agent first; sums to 10,000
	Clause        domain.Clause    `json:"clause"`
	Considered    []Considered     `json:"considered"`
	TurnedDown    []TurnedDown     `json:"turned_down,omitempty"`
	Evidence      []domain.VisitID `json:"evidence,omitempty"`
	PolicyVersion int              `json:"policy_version"`
	AsOf          time.Time        `json:"as_of"`
}
