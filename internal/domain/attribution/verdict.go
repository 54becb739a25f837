package attribution

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// VerdictKind says what was decided besides the door and the credit.
type VerdictKind string

const (
	OfRecognition     VerdictKind = "recognition"      // 认出 (QC.4.b, RC.4.a, RC.4.e, PC.6.a)
	OfPreRegistration VerdictKind = "pre_registration" // 报备 (SC.5, SC.6, RC.4.g, PC.1.b)
	OfReassignment    VerdictKind = "reassignment"     // after a complaint (SC.10)
)

// Verdict is the answer on a recognition, a pre-registration or a reassignment: accepted with the clause it
// rests on, or refused with the code and the clause that refuses.
type Verdict struct {
	Kind    VerdictKind    `json:"kind"`
	Refused domain.Code    `json:"refused,omitempty"` // empty: accepted
	Clause  domain.Clause  `json:"clause,omitempty"`
	Owner   domain.AgentID `json:"owner,omitempty"` // whose customer it is from now on
	Moves   bool           `json:"moves,omitempty"` // an OwnerChange is to be recorded
	// what it comes to for a signed deal; empty: none is signed
	Deals policy.AfterSigning `json:"deals,omitempty"`
	// the recognition; kept on the customer's file unless there are members
	Link *register.Link `json:"link,omitempty"`
	// of the family, the customer included, each with what is kept (RC.4.a)
	Members    []Member               `json:"members,omitempty"`
	Announced  *register.Announcement `json:"announced,omitempty"`
	Given      *register.Reassignment `json:"given,omitempty"`
	Considered []Considered           `json:"considered"`
	TurnedDown []TurnedDown           `json:"turned_down,omitempty"`
}

// Member is what becomes of one file of a family whose files are linked (RC.4.a).
type Member struct {
	Ref   domain.CustomerRef `json:"ref"`
	Links []register.Link    `json:"links,omitempty"` // new ones of this file
	Moves bool               `json:"moves,omitempty"`
}

// refuse ends a verdict with the code and clause that refuse.
func (v Verdict) refuse(code domain.Code, clause domain.Clause, reason string) Verdict {
	v.Refused, v.Clause = code, clause
	v.Considered = []Considered{{Rule: policy.RuleName(v.Kind), Clause: clause, Decided: true, Reason: reason}}
	return v
}

// accept ends a verdict with the clause it rests on.
func (v Verdict) accept(clause domain.Clause, reason string) Verdict {
	v.Clause = clause
	v.Considered = []Considered{{Rule: policy.RuleName(v.Kind), Clause: clause, Decided: true, Reason: reason}}
	return v
}
