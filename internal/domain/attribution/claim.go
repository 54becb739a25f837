package attribution

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// Claim is what an agent's claim (认领) to a deal's credit is decided on: the deal, and what the register
// holds of the claimant's own customer and of the buyer when the claim is made.
type Claim struct {
	Reading    int            `json:"reading,omitempty"`
	Ground     policy.Ground  `json:"ground"`
	Claimant   domain.AgentID `json:"claimant"`
	ClosedBy   domain.AgentID `json:"closed_by"`
	RecordedAt time.Time      `json:"recorded_at"`
	SignedAt   time.Time      `json:"signed_at,omitzero"` // zero: not signed yet
	// a person's ruling is in force; only a person changes it
	Ruled bool               `json:"ruled,omitempty"`
	Taken domain.AgentID     `json:"taken,omitempty"` // another agent whose claim was accepted before
	Own   *register.Customer `json:"own,omitempty"`   // the claimant's customer
	Buyer *register.Customer `json:"buyer,omitempty"` // nil: not in the register
	// a pre-registration that the buyer was found to match
	Proven *register.Announcement `json:"proven,omitempty"`
}

// ClaimOutcome is what a claim comes to.
type ClaimOutcome string

const (
	ClaimAccepted ClaimOutcome = "accepted" // the deal is credited to the claimant
	ClaimRefused  ClaimOutcome = "refused"  // by a clause
	ClaimDisputed ClaimOutcome = "disputed" // a person rules
)

// The reasons of a refusal that have a code of their own at the edge.
const (
	ClaimTooLate    = "after_the_window"
	ClaimUnknown    = "no_such_ground"
	ClaimNotOwner   = "not_the_owner"
	ClaimLapsed     = "lapsed"
	ClaimIsNoVisit  = "not_registered"
	ClaimIsUnproven = "not_in_the_register"
)

// ClaimVerdict is the answer on a claim, with every question that was asked.
type ClaimVerdict struct {
	Outcome       ClaimOutcome     `json:"outcome"`
	Agent         domain.AgentID   `json:"agent"`
	Ground        policy.Ground    `json:"ground"`
	Clause        domain.Clause    `json:"clause"`
	Reason        string           `json:"reason"`
	Considered    []Considered     `json:"considered"`
	Evidence      []domain.VisitID `json:"evidence,omitempty"`
	Shared        bool             `json:"shared,omitempty"` // the customer is shared with the former owner (PC.5.a)
	Notify        []string         `json:"notify,omitempty"` // whom the claimant tells: policy.Claim.Notify
	Duties        []string         `json:"duties,omitempty"` // what the claimant now owes: policy.Claim.Duties
	PolicyVersion int              `json:"policy_version"`
	AsOf          time.Time        `json:"as_of"`
}

// DecideClaim rules on a claim by the policy's row for its ground: whether it comes in time (the last
// instant of a window included, PC.5.a, PC.5.b; up to the signing, QC.4.a), whether the register bears it
// out, and whether the policy credits it or leaves it to a person. A person's ruling in force is changed by
// a person only, and two agents' claims that both stand are a person's to weigh. A ground without a row is refused
// with the clause of disputes.
func DecideClaim(rules policy.Rules, version int, claim Claim, asOf time.Time, zone *time.Location) ClaimVerdict {
	v := ClaimVerdict{Agent: claim.Claimant, Ground: claim.Ground, PolicyVersion: version, AsOf: asOf,
		Considered: []Considered{}}
	i := slices.IndexFunc(rules.Claims, func(row policy.Claim) bool { return row.Ground == claim.Ground })
	if i < 0 {
		return v.end(ClaimRefused, "claim_ground", rules.Disputes.Clause, ClaimUnknown)
	}
	row := rules.Claims[i]
	if late(row, claim, asOf) {
		return v.end(ClaimRefused, "claim_window", row.LateClause, ClaimTooLate)
	}
	v.Considered = append(v.Considered, Considered{Rule: "claim_window", Clause: row.Clause, Reason: "in_time"})
	proof := provenBy[claim.Ground](claimCase{claim, row, rules.Protection, asOf, zone})
	v.Evidence = proof.evidence
	switch {
	case proof.clause != "":
		return v.end(ClaimRefused, proofRule, proof.clause, proof.fault)
	case proof.fault != "" && row.Unproven == "":
		return v.end(ClaimRefused, proofRule, row.Clause, proof.fault)
	case proof.fault != "":
		return v.end(ClaimDisputed, proofRule, row.Clause, proof.fault)
	case row.Leads == policy.LeadsToDispute:
		return v.end(ClaimDisputed, proofRule, row.Clause, "a_person_rules")
	}
	v.Considered = append(v.Considered, Considered{Rule: proofRule, Clause: row.Clause, Reason: "in_the_register"})
	switch {
	case claim.Ruled:
		return v.end(ClaimDisputed, "ruled_by_person", rules.Disputes.Clause, "a_ruling_is_in_force")
	case claim.Taken != "":
		return v.end(ClaimDisputed, "accepted_claim", rules.Disputes.Clause, "another_claim_was_accepted")
	}
	v.Shared, v.Notify, v.Duties = row.Shared, row.Notify, row.Duties
	return v.end(ClaimAccepted, "claim_ground", row.Clause, "claim_accepted")
}

const proofRule = "claim_evidence"

// end closes the verdict with the question that decided.
func (v ClaimVerdict) end(outcome ClaimOutcome, rule policy.RuleName, clause domain.Clause,
	reason string) ClaimVerdict {
	v.Outcome, v.Clause, v.Reason = outcome, clause, reason
	v.Considered = append(v.Considered, Considered{Rule: rule, Clause: clause, Decided: true, Reason: reason})
	return v
}

// late reports a claim after its window, whose last instant counts, or after the signing where the policy
// takes it until then only.
func late(row policy.Claim, claim Claim, asOf time.Time) bool {
	end := row.Ends(claim.SignedAt)
	return !end.IsZero() && asOf.After(end)
}
