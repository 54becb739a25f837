package attribution

import (
	"github.com/lunxu/lunxu/internal/domain"
)

// The rules of what people decided: a claim that was accepted, the customer's choice, a reassignment, and
// the owner who did not follow up.

// acceptedClaim: a claim was accepted on its ground and evidence; its own clause is cited (PC.5.a, RC.4.a,
// SC.5).
func acceptedClaim(f *creditCase) creditFinding {
	claim := f.deal.Claim
	if claim == nil {
		return looksAway("no_accepted_claim")
	}
	finding := whole("claim_accepted", claim.Agent, claim.Evidence...)
	finding.clause = claim.Clause
	return finding
}

// customersChoice: credit goes first to the agent whom the customer chose, if the choice is recorded
// (PC.1.a).
func customersChoice(f *creditCase) creditFinding {
	if f.deal.CustomerChose == "" {
		return looksAway("no_choice_recorded")
	}
	return whole("customers_choice", f.deal.CustomerChose, visits(f.receptionsOf(f.deal.CustomerChose))...)
}

// lapsed: the owner did not follow up for the protection period and the customer closed with another
// agent (PC.2).
func lapsed(f *creditCase) creditFinding {
	switch {
	case !f.owned:
		return looksAway("no_owner")
	case f.deal.ClosedBy == f.owner.Owner:
		return looksAway("closer_is_owner")
	case f.deal.ClosedBy == "":
		return looksAway("no_closer")
	case !HasLapsed(f.lapses, f.customer, f.owner.Owner, f.until, f.zone):
		return looksAway("within_protection")
	}
	return whole("not_followed_up", f.deal.ClosedBy, f.lapsedEvidence()...)
}

// lapsedEvidence gives the owner's last entry and the closer's receptions.
func (f *creditCase) lapsedEvidence() []domain.VisitID {
	own := visits(f.receptionsOf(f.owner.Owner))
	if len(own) > 0 {
		own = own[len(own)-1:]
	}
	return append(own, visits(f.receptionsOf(f.deal.ClosedBy))...)
}

// reassigned: after a complaint the customer was given to another agent until the signing, with the split
// that the supervisor set (SC.10).
func reassigned(f *creditCase) creditFinding {
	if f.customer == nil || f.customer.Given == nil || f.customer.Given.At.After(f.until) {
		return looksAway("not_reassigned")
	}
	given := f.customer.Given
	return between("reassigned_after_complaint", f.ownersVisit(), Share{Party(given.From), given.FromBasisPoints},
		Share{Party(given.To), WholeBasisPoints - given.FromBasisPoints})
}
