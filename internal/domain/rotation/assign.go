package rotation

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// assign begins the reception that pick chose and does to the turns what it says.
func (f *floor) assign(v Waiting, p pick) {
	for _, agent := range p.passed {
		if p.duty {
			f.missesDuty(agent, v.Visit)
		} else {
			f.passOver(agent, v.Visit)
		}
	}
	if p.spends {
		f.spendMakeUp(p.agent, v.Visit)
	}
	if p.handsOn != "" {
		f.handOn(p)
	}
	treatment := v.Treatment
	if p.ordinary && treatment == Designated {
		treatment = OrdinaryVisitor // the designated agent's own turn, covered: dealt with as their ordinary visitor
	}
	f.Receptions = append(f.Receptions, Reception{Visit: v.Visit, Agent: p.agent, OnBehalfOf: p.onBehalfOf,
		Turn: p.turn, Treatment: treatment, Clause: v.Clause, Owes: p.owes, Started: f.at})
	f.effect(Effect{Kind: Assigned, Visit: v.Visit, Agent: p.agent, Other: p.onBehalfOf, Turn: p.turn,
		Clause: p.clause})
	f.settleTurn(v, p)
	if p.owes != "" {
		f.effect(Effect{Kind: MakeUpOwed, Agent: p.agent, Visit: v.Visit, Clause: p.owes})
	}
	if p.tailCalls {
		f.tailCalls(v)
	}
}

// settleTurn does what the start of a reception does to the receiver's turn.
func (f *floor) settleTurn(v Waiting, p pick) {
	switch p.turn {
	case Used, MakeUpTurn:
		if f.rot.LeavesHead == policy.OnStart {
			f.useTurn(p.agent, v.Visit, UsedTurn, p.clause)
		}
	default:
		f.stands(p.agent, KeptPlace)
	}
	if p.covered != "" {
		f.useTurn(p.covered, v.Visit, TurnUsedByCover, p.clause)
	}
	if p.duty {
		f.roundsOn(p.agent)
	}
}

func (f *floor) useTurn(agent domain.AgentID, visit domain.VisitID, why Standing, clause domain.Clause) {
	f.effect(Effect{Kind: TurnTaken, Agent: agent, Visit: visit, Turn: Used, Clause: clause})
	f.countTurn(agent)
	f.toTail(agent, why, clause)
}

func (f *floor) spendMakeUp(agent domain.AgentID, visit domain.VisitID) {
	i := slices.Index(f.MakeUps, agent)
	f.effect(Effect{Kind: MakeUpSpent, Agent: agent, Visit: visit, Turn: SpendsMakeUp, Clause: f.GrantedBy[i]})
	f.dropMakeUp(i)
}

func (f *floor) dropMakeUp(i int) {
	f.MakeUps, f.GrantedBy = slices.Delete(f.MakeUps, i, i+1), slices.Delete(f.GrantedBy, i, i+1)
}

// grant gives a make-up turn at the end of the make-up queue.
func (f *floor) grant(agent domain.AgentID, visit domain.VisitID, clause domain.Clause) {
	f.MakeUps, f.GrantedBy = append(f.MakeUps, agent), append(f.GrantedBy, clause)
	f.stands(agent, MakeUpEarned)
	f.effect(Effect{Kind: MakeUpGranted, Agent: agent, Visit: visit, Clause: clause})
}

// tailCalls names the on-site agent at the tail, who tells the designated agent's group (GP.15.a). It
// is not the designated agent, should that agent stand there, busy.
func (f *floor) tailCalls(v Waiting) {
	order := slices.DeleteFunc(Order(f.State, f.rot), func(a domain.AgentID) bool { return a == v.Prefer })
	f.effect(Effect{Kind: TailCalls, Agent: order[len(order)-1], Other: v.Prefer, Visit: v.Visit,
		Note: "tail_calls_group", Clause: f.rec.DesignatedBusy})
}
