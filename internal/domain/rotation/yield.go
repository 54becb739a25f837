package rotation

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// What a member does who is with somebody's old customer when the own turn for a new visitor comes.

// pickYielding gives the member's turn to the new visitor if they hand the present one on: a helper to its
// owner or, should that agent not be free, to the next helper (RC.10); with the own old customer, if they
// choose so, to a helper (RC.5). False: they cannot, or stay.
func (f *floor) pickYielding(i int, v Waiting, first bool) (pick, bool) {
	m := f.Members[i]
	r := f.receiving(m.Agent)
	if r < 0 || m.Presence != OnSite {
		return pick{}, false
	}
	p := pick{agent: m.Agent, turn: Used, handsOn: f.Receptions[r].Visit}
	switch {
	case f.rot.HelperOnTurn != "" && helping(f.Receptions[r]):
		p.clause, p.handsTo = f.rot.HelperOnTurn, f.Receptions[r].OnBehalfOf
		if !f.freeAgent(p.handsTo) {
			p.handsTo = f.helper()
		}
	case f.rot.OldCustomerOnTurn != "" && ownOldCustomer(f.Receptions[r]) && f.choice(r, v, first) == TakesNew:
		p.clause, p.handsTo = f.rot.OldCustomerOnTurn, f.helper()
	}
	return p, p.handsTo != ""
}

// choice gives what the agent on turn answers at the door, else what was chosen beforehand (RC.5).
func (f *floor) choice(r int, v Waiting, first bool) TurnChoice {
	if first && f.ev.Kind == Arrived && f.ev.Visit == v.Visit && f.ev.Choice != NotChosen {
		return f.ev.Choice
	}
	return f.Receptions[r].Choice
}

// asked reports a member whom RC.5 asks to choose. The desk asks the first such member only.
func (f *floor) asked(i int) bool {
	r := f.receiving(f.Members[i].Agent)
	return f.rot.OldCustomerOnTurn != "" && r >= 0 && f.Members[i].Presence == OnSite && ownOldCustomer(f.Receptions[r])
}

// handOn passes the visitor on whom the picked agent leaves for the new one.
func (f *floor) handOn(p pick) {
	i := f.reception(p.handsOn)
	if ownOldCustomer(f.Receptions[i]) {
		f.Receptions[i].OnBehalfOf = p.agent
	}
	before := f.Receptions[i]
	f.passOn(i, p.handsTo, p.clause)
	f.release(before)
}

// helper gives the free agent who receives on behalf of another: the first in order (SS.4.2.4.b, GP.15.a,
// QC.3.b) or the one at the tail (RC.9). Empty: nobody is free.
func (f *floor) helper() domain.AgentID {
	order := f.turns(f.rot)
	if f.rot.HelperFrom == policy.FromTail {
		slices.Reverse(order)
	}
	if i := f.firstFree(order); i >= 0 {
		return f.Members[i].Agent
	}
	return ""
}

// helping reports a reception of a colleague's visitor that uses no turn.
func helping(r Reception) bool { return r.Turn == Kept && r.OnBehalfOf != "" }

// ownOldCustomer reports an agent's reception of their own old customer.
func ownOldCustomer(r Reception) bool {
	return r.Treatment == Preferred && r.Turn == Kept && r.OnBehalfOf == ""
}

// turnChosen keeps what the receiver of an own old customer does should their turn come (RC.5).
func (f *floor) turnChosen() *domain.Error {
	if f.rot.OldCustomerOnTurn == "" {
		return domain.Invalid("rotation.not_in_policy", "/k")
	}
	if f.ev.Choice != TakesNew && f.ev.Choice != TakesOld {
		return domain.Invalid("rotation.choice_unknown", "/ch")
	}
	i := f.reception(f.ev.Visit)
	switch {
	case i < 0:
		return domain.Invalid("rotation.visit_not_open", "/v")
	case !ownOldCustomer(f.Receptions[i]):
		return domain.Refuse("rotation.no_old_customer", f.rot.OldCustomerOnTurn)
	}
	f.Receptions[i].Choice = f.ev.Choice
	f.effect(Effect{Kind: ChoiceMade, Agent: f.Receptions[i].Agent, Visit: f.ev.Visit, Note: string(f.ev.Choice),
		Clause: f.rot.OldCustomerOnTurn})
	return nil
}
