package attribution

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// The rules of recognition (认出): who knew, and when, that two visitors were one customer or one family.

// beforeSigning gives the latest recognition of a relation up to the signing.
func (f *creditCase) beforeSigning(relation policy.Relation) (register.Link, bool) {
	for i := len(f.links) - 1; i >= 0; i-- {
		if f.links[i].Relation == relation && !f.links[i].At.After(f.until) {
			return f.links[i], true
		}
	}
	return register.Link{}, false
}

// recognisedTakenOver: the first agent recognised the customer before the signing. Taken over, the whole is
// the first agent's; left to the second, the second's (QC.4.b).
func recognisedTakenOver(f *creditCase) creditFinding {
	link, ok := f.beforeSigning(policy.SamePerson)
	switch {
	case !ok:
		return looksAway("not_recognised_by_signing")
	case link.TakesOver:
		return whole("recognised_and_taken_over", link.First, link.Entry)
	}
	second := link.Second
	if second == "" {
		second = f.deal.ClosedBy
	}
	return whole("recognised_and_left_to_the_second", second, link.Entry)
}

// signingAgent: a first reception without a deposit, a later one by another, and the first agent has not
// recognised the customer by the signing: the whole is the signing agent's (QC.4.a). A first agent who
// received the customer again after that knew them, and the register decides.
func signingAgent(f *creditCase) creditFinding {
	own := f.receivedBy(f.deal.ClosedBy)
	switch {
	case len(own) == 0:
		return looksAway("closer_never_received")
	case f.owned && f.owner.Owner != f.deal.ClosedBy && f.deposited(f.owner.Owner):
		return looksAway("deposit_with_the_first")
	case f.owned && f.owner.Owner != f.deal.ClosedBy && f.metAgain(f.owner.Owner, own[0]):
		return looksAway("first_received_again")
	}
	return whole("not_recognised_by_signing", f.deal.ClosedBy, visits(own)...)
}

// receivedBy gives the receptions of an agent, those included in which the visitor was passed on to a colleague.
func (f *creditCase) receivedBy(agent domain.AgentID) []register.Contact {
	if f.deal.Reading < 1 {
		return f.receptionsOf(agent)
	}
	var own []register.Contact
	for i := range f.contacts {
		if c := &f.contacts[i]; agent != "" && c.Agent == agent && counts(c) {
			own = append(own, *c)
		}
	}
	return own
}

// receptionsOf gives the receptions that an agent saw to the end.
func (f *creditCase) receptionsOf(agent domain.AgentID) []register.Contact {
	var own []register.Contact
	for i := range f.contacts {
		if c := &f.contacts[i]; agent != "" && c.Agent == agent && counts(c) && c.Outcome != register.PassedOn {
			own = append(own, *c)
		}
	}
	return own
}

func (f *creditCase) deposited(agent domain.AgentID) bool {
	for _, c := range f.receptionsOf(agent) {
		if c.Outcome == register.Subscribed {
			return true
		}
	}
	return false
}

// metAgain reports a reception by the agent after another one.
func (f *creditCase) metAgain(agent domain.AgentID, after register.Contact) bool {
	for _, c := range f.receptionsOf(agent) {
		if c.At.After(after.At) {
			return true
		}
	}
	return false
}

// familyFirst: members of one family, or one person under two numbers, belong to the agent of the first
// registration, whenever found, the time after the signing included (RC.4.a).
func familyFirst(f *creditCase) creditFinding {
	var first *register.Link
	for i, link := range f.links {
		related := link.Relation == policy.Family || link.Relation == policy.SamePerson
		if related && link.First != "" && (first == nil || link.EntryAt.Before(first.EntryAt)) {
			first = &f.links[i]
		}
	}
	switch {
	case first == nil:
		return looksAway("no_family_recognised")
	case len(f.contacts) > 0 && f.contacts[0].At.Before(first.EntryAt):
		return looksAway("registered_before_the_family")
	}
	return whole("first_registration_of_the_family", first.First, first.Entry)
}

// collision: several agents received the buyer on their own account without knowing of each other, and
// one who is not the owner closed: a person rules (SC.2).
func collision(f *creditCase) creditFinding {
	if !f.owned || f.deal.ClosedBy == f.owner.Owner {
		return looksAway("owner_closed")
	}
	for _, c := range f.receptionsOf(f.deal.ClosedBy) {
		if c.OnBehalfOf == "" {
			return waits("received_without_knowing", c.Visit)
		}
	}
	return looksAway("no_collision")
}
