package attribution

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// Codes that refuse a reassignment.
const (
	ReassignmentUnknown domain.Code = "reassignment.not_in_policy"
	ReassignmentNobodys domain.Code = "reassignment.no_owner"
	ReassignmentSame    domain.Code = "reassignment.same_agent"
	ReassignmentSigned  domain.Code = "reassignment.signed"
)

// Reassigning is everything a reassignment after a complaint is decided on.
type Reassigning struct {
	Customer        *register.Customer `json:"customer"`
	To              domain.AgentID     `json:"to"`
	FromBasisPoints int                `json:"from_basis_points"` // the first agent's share of a deal
	Signed          bool               `json:"signed,omitempty"`
	At              time.Time          `json:"at"`
}

// Reassign gives a customer who complained to another agent until the signing, with the split that was set
// (SC.10). A policy without the rule, a customer of nobody, the same agent and a signed deal refuse.
func Reassign(rules policy.Rules, r Reassigning) Verdict {
	v := Verdict{Kind: OfReassignment}
	clause := rules.Attribution.Reassignment
	owner, owned := r.Customer.Owner()
	switch {
	case clause == "":
		return v.refuse(ReassignmentUnknown, "", "no_such_rule")
	case !owned:
		return v.refuse(ReassignmentNobodys, clause, "no_owner")
	case owner.Owner == r.To:
		return v.refuse(ReassignmentSame, clause, "owner_already")
	case r.Signed:
		return v.refuse(ReassignmentSigned, clause, "signed_before")
	}
	v.Owner, v.Moves = r.To, true
	v.Given = &register.Reassignment{At: r.At, From: owner.Owner, To: r.To, FromBasisPoints: r.FromBasisPoints}
	return v.accept(clause, "complaint")
}
