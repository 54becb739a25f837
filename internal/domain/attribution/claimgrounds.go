package attribution

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// claimCase is a claim with the policy's row for its ground.
type claimCase struct {
	Claim
	row        policy.Claim
	protection policy.Protection
	asOf       time.Time
	zone       *time.Location
}

// claimProof is what the register holds for a claim: its entries, or what is missing. A clause refuses
// whatever the row says.
type claimProof struct {
	evidence []domain.VisitID
	fault    string
	clause   domain.Clause
}

// provenBy has one function for every ground.
var provenBy = map[policy.Ground]func(claimCase) claimProof{
	policy.GroundProxy:         provenProxy,
	policy.GroundSamePerson:    provenEarlier,
	policy.GroundFamily:        provenEarlier,
	policy.GroundReferral:      provenReferral,
	policy.GroundPreRegistered: provenAnnounced,
	policy.GroundFirst:         provenFirst,
	policy.GroundPoaching:      provenPoaching,
}

// closed is when the credit was earned: the signing, before it the recording.
func (c claimCase) closed() time.Time {
	if c.SignedAt.IsZero() {
		return c.asOf
	}
	return c.SignedAt
}

// own wants the claimant's customer to be the claimant's by the register, registered before the deal and
// not lapsed under the protection period (PC.2).
func (c claimCase) own() claimProof {
	owner, owned := ownerAt(c.Own, c.closed())
	first, entry := c.first(c.Own)
	switch {
	case first.IsZero() || first.After(c.RecordedAt):
		return claimProof{fault: ClaimIsNoVisit}
	case !owned || owner.Owner != c.Claimant:
		return claimProof{fault: ClaimNotOwner}
	case HasLapsed(c.protection, c.Own, c.Claimant, c.closed(), c.zone):
		return claimProof{fault: ClaimLapsed, clause: c.protection.Clause}
	}
	return claimProof{evidence: cite(nil, entry)}
}

// first gives when a customer was first known, and by which entry; zero: never.
func (c claimCase) first(of *register.Customer) (time.Time, domain.VisitID) {
	if c.Reading >= 1 {
		return of.FirstKnown()
	}
	if !of.Registered() {
		return time.Time{}, ""
	}
	return of.Contacts[0].At, of.Contacts[0].Visit
}

// ownerAt gives the ownership in force at an instant.
func ownerAt(c *register.Customer, at time.Time) (register.OwnerChange, bool) {
	var last register.OwnerChange
	if c == nil {
		return last, false
	}
	for _, change := range c.History {
		if !change.Since.After(at) {
			last = change
		}
	}
	return last, last.Owner != ""
}

// provenProxy: the buyer came for the claimant's customer, who stood in the register before, has not closed themself
// and stands for no other deal (PC.5.a). Where the policy asks for it, the register must name the one as viewing for
// the other (SC.6).
func provenProxy(c claimCase) claimProof {
	proof := c.own()
	switch {
	case proof.fault != "":
	case !c.Own.BoughtAt.IsZero() && !c.Own.BoughtAt.After(c.closed()):
		proof = claimProof{fault: "customer_has_bought"}
	case c.Reading >= 1 && c.Own.Carries != "":
		proof = claimProof{fault: "carries_another_claim"}
	case c.Reading >= 1 && !c.row.Registered && !c.ownIsOlder():
		proof = claimProof{fault: "principal_registered_later"}
	case c.row.Registered && !c.registeredAsProxy():
		proof.fault = ClaimIsUnproven
	}
	return proof
}

// ownIsOlder reports that the claimant's customer stood in the register before the buyer was received: a proxy comes
// for an old customer.
func (c claimCase) ownIsOlder() bool {
	own, _ := c.first(c.Own)
	first, _ := c.first(c.Buyer)
	return first.IsZero() || own.Before(first)
}

func (c claimCase) registeredAsProxy() bool {
	if c.announcedBy(func(a *register.Announcement) bool { return a.Proxy != "" && c.Own.IsAlso(a.Proxy) }) {
		return true
	}
	if c.Buyer == nil {
		return false
	}
	for _, link := range c.Buyer.Links {
		if link.Relation == policy.ProxyOf && c.Own.IsAlso(link.Of) && !link.At.After(c.closed()) {
			return true
		}
	}
	return false
}

// announcedBy reports an announcement of the buyer by the claimant that fits.
func (c claimCase) announcedBy(fits func(*register.Announcement) bool) bool {
	if c.Buyer != nil && c.Buyer.Announced != nil && c.Buyer.Announced.Agent == c.Claimant && fits(c.Buyer.Announced) {
		return true
	}
	return c.Proven != nil && c.Proven.Agent == c.Claimant && fits(c.Proven)
}

// provenEarlier: the buyer is, or is of one family with, the claimant's customer, and that one was
// registered first (RC.4.a, QC.4.b).
func provenEarlier(c claimCase) claimProof {
	proof := c.own()
	own, _ := c.first(c.Own)
	if first, _ := c.first(c.Buyer); proof.fault == "" && !first.IsZero() && first.Before(own) {
		proof.fault = "buyer_registered_first"
	}
	return proof
}

// provenReferral: the claimant's customer sent the buyer, and the register says so: as the referrer given
// at the door (PC.6.b) or announced by the claimant (RC.4.g). Where a referral is credited without a person,
// the referrer must be a buyer (RC.4.g).
func provenReferral(c claimCase) claimProof {
	proof := c.own()
	if proof.fault != "" {
		return proof
	}
	first := c.buyersFirst()
	announced := c.announcedBy(func(a *register.Announcement) bool {
		return c.Own.IsAlso(a.Referrer) && !a.At.After(first)
	})
	named := c.Buyer != nil && c.Buyer.Referrer != "" && c.Own.IsAlso(c.Buyer.Referrer)
	switch {
	case c.row.Leads == policy.LeadsToDispute && (named || announced):
	case c.row.Leads == policy.LeadsToDispute || !announced:
		proof.fault = ClaimIsUnproven
	case c.Own.BoughtAt.IsZero() || c.Own.BoughtAt.After(first):
		proof.fault = "referrer_has_not_bought"
	}
	return proof
}

// buyersFirst is when the buyer was first registered; one who never was counts from the deal.
func (c claimCase) buyersFirst() time.Time {
	if first, _ := c.first(c.Buyer); !first.IsZero() {
		return first
	}
	return c.RecordedAt
}

// provenAnnounced: the claimant announced the buyer before the buyer's first registration (SC.5).
func provenAnnounced(c claimCase) claimProof {
	first := c.buyersFirst()
	if !c.announcedBy(func(a *register.Announcement) bool { return !a.At.After(first) }) {
		return claimProof{fault: ClaimIsUnproven}
	}
	_, entry := c.first(c.Buyer)
	return claimProof{evidence: cite(nil, entry)}
}

// provenFirst: the claimant received the buyer before the closer did.
func provenFirst(c claimCase) claimProof {
	mine := c.firstReception(c.Claimant)
	theirs := c.firstReception(c.ClosedBy)
	if mine == nil || (theirs != nil && theirs.At.Before(mine.At)) {
		return claimProof{fault: ClaimIsUnproven}
	}
	return claimProof{evidence: cite(nil, mine.Visit)}
}

func (c claimCase) firstReception(agent domain.AgentID) *register.Contact {
	if c.Buyer == nil {
		return nil
	}
	for i := range c.Buyer.Contacts {
		if contact := &c.Buyer.Contacts[i]; contact.Agent == agent && counts(contact) && !contact.At.After(c.closed()) {
			return contact
		}
	}
	return nil
}

// provenPoaching: whether the buyer was taken away by false means is for a person to find; the register
// gives what it holds (PC.4, SC.1, RC.13).
func provenPoaching(c claimCase) claimProof {
	var proof claimProof
	if mine := c.firstReception(c.Claimant); mine != nil {
		proof.evidence = cite(proof.evidence, mine.Visit)
	}
	if c.Own != nil {
		own := c.own()
		proof.evidence, proof.fault = append(proof.evidence, own.evidence...), own.fault
		if own.clause != "" {
			proof.clause = own.clause
		}
	}
	return proof
}
