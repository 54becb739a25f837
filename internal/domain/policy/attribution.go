package policy

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

// RuleName names one attribution rule; the function of that name is in package attribution.
type RuleName string

// AttributionRule is one rule of the ordered list, with its parameters and citation.
type AttributionRule struct {
	Rule   RuleName      `json:"rule"`
	Clause domain.Clause `json:"clause"`
	// OriginalBasisPoints is the original agent's share of a split; the later agent has the rest.
	OriginalBasisPoints int `json:"original_basis_points,omitempty"`
}

// Attribution lists the rules in the order in which they are asked; the first that decides, decides.
type Attribution struct {
	Rules []AttributionRule `json:"rules"`
	// non-empty: after a complaint a customer may be given to another agent with a split (SC.10)
	Reassignment domain.Clause `json:"reassignment"`
	// non-empty: a deal is credited to exactly one party (PC.1.a)
	Undivided domain.Clause `json:"undivided,omitempty"`
}

func (a Attribution) has(name RuleName) bool {
	return slices.ContainsFunc(a.Rules, func(rule AttributionRule) bool { return rule.Rule == name })
}

// Protection is the protection period (保护期): how long an owner may go without a follow-up.
type Protection struct {
	// calendar months after the last contact or follow-up, its last day included; 0: no lapse
	Months int           `json:"months"`
	Clause domain.Clause `json:"clause"` // PC.2
}
