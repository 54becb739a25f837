package policy

import "github.com/lunxu/lunxu/internal/domain"

// Reception is what is asked and decided at the door, and what follows a reception. An empty clause
// means that the policy has no such rule.
type Reception struct {
	// whose customer, in the order in which they are asked
	Rules []DoorRule `json:"rules"`
	// the designated agent is absent or busy (SS.4.2.4.b, GP.15.a, QC.3.b, RC.9)
	DesignatedBusy domain.Clause `json:"designated_busy"`
	// a visitor goes over to the agent whose visitor it is (SS.4.2.4.b, GP.15.b, RC.9)
	TakeOver domain.Clause `json:"take_over"`
	// the owner of a returning visitor is absent or busy (SS.4.2.4.b, GP.15.a, RC.9)
	ReturningAbsent domain.Clause `json:"returning_absent"`
	// an entry for a past business day is refused (QC.1.d, SS.4.2.3, GP.19)
	BackDated    domain.Clause `json:"back_dated"`
	VisitorForm  domain.Clause `json:"visitor_form"`   // the visitor fills in the form at the end (GP.10)
	HandOverNote domain.Clause `json:"hand_over_note"` // tell the colleague promptly (GP.18)
	// deadline of the note, minutes after the reception ends; 0: no note
	HandOverMinutes int `json:"hand_over_minutes"`
	// the questions at the door and the collision check (SS.4.2.4.a, GP.3, QC.3.a, RC.2)
	ConflictQuestion domain.Clause `json:"conflict_question"`
	// non-empty: a designation entered by non-sales staff is refused (SC.9)
	NonSalesDesignation domain.Clause `json:"non_sales_designation"`
	// the site lets a call count as first registration after all (RC.8)
	CallsCount bool `json:"calls_count"`
	// calls and visits, new and old customers, are kept apart (RC.11)
	SeparateRegisters domain.Clause `json:"separate_registers"`
	// new customers and intentions per agent at day close (RC.12)
	DayReport domain.Clause `json:"day_report"`
}

// DoorRule is one rule of the door with its citation; the function of that name is in package attribution.
type DoorRule struct {
	Rule   RuleName      `json:"rule"`
	Clause domain.Clause `json:"clause"`
}

// Clause gives the clause of a rule at the door; empty: the policy has no such rule.
func (r Reception) Clause(rule RuleName) domain.Clause {
	for _, row := range r.Rules {
		if row.Rule == rule {
			return row.Clause
		}
	}
	return ""
}
