package policy

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Ground is what an agent's claim to a deal's credit rests on.
type Ground string

const (
	GroundProxy         Ground = "proxy_of"        // the buyer came for the claimant's customer (PC.5.a, SC.6)
	GroundSamePerson    Ground = "same_person"     // the claimant's customer under another number (QC.4, SC.2)
	GroundFamily        Ground = "family"          // of one family with the claimant's customer (RC.4.a)
	GroundReferral      Ground = "referral"        // sent by the claimant's customer (PC.6, RC.4.g)
	GroundPreRegistered Ground = "pre_registered"  // announced by the claimant (SC.5)
	GroundFirst         Ground = "first_reception" // the claimant received the buyer first
	GroundPoaching      Ground = "poaching"        // taken away by false means (PC.4, SC.1)
)

// Grounds lists the grounds once, in a fixed order.
func Grounds() []Ground {
	return []Ground{GroundProxy, GroundSamePerson, GroundFamily, GroundReferral, GroundPreRegistered, GroundFirst,
		GroundPoaching}
}

// ClaimLeads is what a claim on a ground comes to when its evidence stands.
type ClaimLeads string

const (
	LeadsToCredit  ClaimLeads = "credit"  // accepted: the claimant is credited
	LeadsToDispute ClaimLeads = "dispute" // a person rules
)

// Claim is one ground on which an agent may claim a deal's credit (认领).
type Claim struct {
	Ground   Ground        `json:"ground"`
	Clause   domain.Clause `json:"clause"`
	Leads    ClaimLeads    `json:"leads"`
	Unproven ClaimLeads    `json:"unproven,omitempty"` // without the evidence: "dispute", or empty for refused
	// after the signing, its last instant included; 0: no limit
	WindowHours  int           `json:"window_hours,omitempty"`
	UntilSigning bool          `json:"until_signing,omitempty"` // only before the signing
	LateClause   domain.Clause `json:"late_clause,omitempty"`   // refuses what comes later (PC.5.b)

	Registered bool     `json:"registered,omitempty"` // the register must name the one as viewing for the other (SC.6)
	Shared     bool     `json:"shared,omitempty"`     // accepted: the customer is shared with the former owner (PC.5.a)
	Notify     []string `json:"notify,omitempty"`     // whom the claimant then tells: "supervisor" (PC.5.a)
	Duties     []string `json:"duties,omitempty"`     // what the claimant then owes: "see_sale_through" (PC.5.a)
}

// Ends gives the last instant at which a claim on the ground counts to a deal signed at an instant; zero: no limit. A
// deal that is not signed yet, the zero instant, sets none.
func (c Claim) Ends(signed time.Time) time.Time {
	switch {
	case signed.IsZero():
		return time.Time{}
	case c.UntilSigning:
		return signed
	case c.WindowHours > 0:
		return signed.Add(time.Duration(c.WindowHours) * time.Hour)
	}
	return time.Time{}
}
