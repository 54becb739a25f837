package attribution

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// RulingKind is what kind of ruling (裁决) a person gives.
type RulingKind string

const (
	RuledShares         RulingKind = "shares"
	RuledIrreconcilable RulingKind = "irreconcilable" // the agents cannot agree: to the fund (RC.14)
	RuledPoaching       RulingKind = "poaching"       // found and verified (PC.4, SC.1, RC.13)
	RuledAgreed         RulingKind = "agreed"         // no ruling: the parties agreed between themselves (RC.14)
	RuledConfiscated    RulingKind = "confiscated"    // what a verified breach takes from the offender (SC.7)
)

// PersonalRuling is what people decided on a deal's credit, as the decision keeps it.
type PersonalRuling struct {
	Kind     RulingKind       `json:"kind"`
	Role     domain.Role      `json:"role"`
	Shares   []Share          `json:"shares"`
	Clause   domain.Clause    `json:"clause"`
	Offender domain.AgentID   `json:"offender,omitempty"` // of verified poaching
	Parties  []domain.AgentID `json:"parties,omitempty"`  // of the dispute, or who stands in the credit until then
}

var rulingRules = map[RulingKind]policy.RuleName{RuledShares: "ruled_by_person",
	RuledIrreconcilable: "agents_cannot_agree",
	RuledPoaching:       "poaching_verified", RuledAgreed: "agreed_by_the_parties",
	RuledConfiscated: "confiscated"}

// RuledByPerson gives the certificate of a person's ruling: the shares as ruled, and every party that gets
// nothing with the clause that says so. What the written rules said stays in the deal's earlier decision.
func RuledByPerson(version int, ruling PersonalRuling, asOf time.Time) Ruling {
	out := Ruling{Shares: ruling.Shares, Clause: ruling.Clause, PolicyVersion: version, AsOf: asOf,
		Considered: []Considered{{Rule: rulingRules[ruling.Kind], Clause: ruling.Clause, Decided: true,
			Reason: string(ruling.Role)}}}
	for _, party := range ruling.Parties {
		if slices.ContainsFunc(ruling.Shares, func(s Share) bool {
			return s.Party == Party(party) && s.BasisPoints > 0
		}) {
			continue
		}
		reason := "not_credited_by_the_ruling"
		if party == ruling.Offender {
			reason = string(rulingRules[ruling.Kind])
		}
		out.TurnedDown = append(out.TurnedDown, TurnedDown{Agent: party, Clause: ruling.Clause, Reason: reason})
	}
	return out
}

// Originals lists whose customer a buyer was besides the offender, the owner before them first: the owners
// by the register, the owner of the referrer, and whoever a recognition found (PC.4, SC.1, RC.13).
func Originals(offender domain.AgentID, history []domain.AgentID, others ...domain.AgentID) []domain.AgentID {
	var out []domain.AgentID
	add := func(agent domain.AgentID) {
		if agent != "" && agent != offender && !slices.Contains(out, agent) {
			out = append(out, agent)
		}
	}
	for _, agent := range slices.Backward(history) {
		add(agent)
	}
	for _, agent := range others {
		add(agent)
	}
	return out
}
