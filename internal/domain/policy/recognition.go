package policy

import "github.com/lunxu/lunxu/internal/domain"

// Relation is what an agent recognises a customer by.
type Relation string

const (
	SamePerson Relation = "same_person" // known under another number or name (QC.4.b)
	Family     Relation = "family"      // of one family with a registered customer (RC.4.a)
	ProxyOf    Relation = "proxy_of"    // came for a registered customer (PC.5.a, SC.6)
	ReferredBy Relation = "referred_by" // sent by a registered customer (PC.6.a: confirmed on the spot)
)

// Relations lists the relations once, in a fixed order.
func Relations() []Relation { return []Relation{SamePerson, Family, ProxyOf, ReferredBy} }

// AfterSigning is what a recognition comes to once the deal is signed.
type AfterSigning string

const (
	TooLate  AfterSigning = "too_late" // refused: the deal stays as it is (QC.4.a)
	Corrects AfterSigning = "corrects" // the deal is credited anew, settled lines are mirrored (RC.4.a)
	Disputed AfterSigning = "dispute"  // a person rules (SC.2)
)

// Recognition is how an agent's recognising a customer by their own register entry is treated.
type Recognition struct {
	Relation    Relation      `json:"relation"`
	Clause      domain.Clause `json:"clause"`
	After       AfterSigning  `json:"after_signing"`
	AfterClause domain.Clause `json:"after_clause"` // cited after the signing
}

// PreRegistration (报备) is how an agent announces a person before the first visit.
type PreRegistration struct {
	Clause domain.Clause `json:"clause"` // empty: the policy knows none
	// a person who was never contacted cannot be announced (PC.1.b)
	NeedsContact bool          `json:"needs_contact"`
	Refusal      domain.Clause `json:"refusal,omitempty"` // PC.1.b
	NeedsBuyer   bool          `json:"needs_buyer"`       // only a person whom a buyer sends (RC.4.g)
	// a person viewing for the real buyer may be registered as such (SC.6)
	Proxy domain.Clause `json:"proxy,omitempty"`
}
