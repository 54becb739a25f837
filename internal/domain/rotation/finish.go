package rotation

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// finished ends a reception.
func (f *floor) finished() *domain.Error {
	i := f.reception(f.ev.Visit)
	if i < 0 {
		return domain.Invalid("rotation.visit_not_open", "/v")
	}
	f.end(i)
	return nil
}

// end closes the reception and lets the receiver go.
func (f *floor) end(i int) {
	r := f.Receptions[i]
	f.Receptions = slices.Delete(f.Receptions, i, i+1)
	f.effect(Effect{Kind: Closed, Visit: r.Visit, Agent: r.Agent, Other: r.OnBehalfOf, Turn: r.Turn})
	f.release(r)
}

// release ends the receiver's part in a reception: a turn used under the group policy moves them to
// the tail of the own group now (GP.2.a), the day's last turn is remembered (RC.7), a helper owes the note, a make-up
// turn that the reception earned is granted, a turn missed meanwhile is made good.
func (f *floor) release(r Reception) {
	if f.turnInUse(r) {
		f.useTurn(r.Agent, r.Visit, UsedTurn, f.rot.CycleClause)
	}
	f.noteLastTurn(r)
	f.noteDue(r)
	if r.Owes != "" {
		f.grant(r.Agent, r.Visit, r.Owes)
	}
	f.makeUpMissed(r.Agent, r.Visit)
}

// noteLastTurn remembers a turn that was used, if none of today's began after it (RC.7).
func (f *floor) noteLastTurn(r Reception) {
	later := r.Started.Compare(f.LastTurn.Started)
	if f.rot.LastReceiverFirst == "" || r.Turn != Used || later < 0 || (later == 0 && r.Visit < f.LastTurn.Visit) {
		return
	}
	f.LastTurn = LastTurn{Agent: r.Agent, Visit: r.Visit, Started: r.Started}
}

// handedOver gives a visitor from the receiver to another agent, who uses no turn for it.
func (f *floor) handedOver() *domain.Error {
	i := f.reception(f.ev.Visit)
	if i < 0 {
		return domain.Invalid("rotation.visit_not_open", "/v")
	}
	if _, err := f.known(f.ev.Agent, "/a"); err != nil {
		return err
	}
	if !f.freeAgent(f.ev.Agent) {
		return domain.Invalid("rotation.agent_not_free", "/a").With("agent", string(f.ev.Agent))
	}
	f.transfer(i, f.ev.Agent)
	return nil
}

// transfer passes a visitor on by the policy's clause of a take-over or of a cover. The helper is back at
// the place held (GP.15.b), unless the turn came meanwhile: then it is missed as by anybody with an old customer
// (GP.13.a).
func (f *floor) transfer(i int, to domain.AgentID) {
	before, clause := f.Receptions[i], f.rec.TakeOver
	if to == before.OnBehalfOf && covered(before) {
		clause = rowClause(f.rot, policy.Covered)
	}
	f.passOn(i, to, clause)
	if before.Turn == Kept && !f.Members[f.member(before.Agent)].Owed {
		f.stands(before.Agent, HelperReturned)
		f.effect(Effect{Kind: PlaceKept, Agent: before.Agent, Visit: before.Visit, Clause: clause})
	}
	f.release(before)
}

// passOn gives a visitor to another agent. The owner uses no turn, save where the visitor came in on the
// owner's turn and a colleague covered (SS.4.2.1.d).
func (f *floor) passOn(i int, to domain.AgentID, clause domain.Clause) {
	before := f.Receptions[i]
	r := &f.Receptions[i]
	r.Agent, r.Turn, r.Choice, r.Owes = to, Kept, NotChosen, ""
	switch {
	case to == before.OnBehalfOf && covered(before):
		r.OnBehalfOf, r.Turn = "", f.afterCover()
	case to == before.OnBehalfOf:
		r.OnBehalfOf = ""
		f.stands(to, KeptPlace)
	case f.rot.TakeOver == policy.ByHelper && before.OnBehalfOf == "" && before.Treatment.ofOneAgent():
		r.OnBehalfOf = before.Agent // stays theirs, and comes back when the helper hands over (RC.5, RC.9)
	}
	f.effect(Effect{Kind: Transferred, Visit: before.Visit, Agent: to, Other: before.Agent, Turn: r.Turn,
		Clause: clause})
}

// afterCover is the turn of the agent who takes over a visitor received on their turn. It was used
// when the visitor came in; only where turns count on finishing must it not count again.
func (f *floor) afterCover() Turn {
	if f.rot.LeavesHead == policy.OnFinish {
		return Kept
	}
	return Used
}

// covered reports a visitor of an absent agent's ordinary turn, as opposed to an agent's own visitor.
func covered(r Reception) bool { return r.OnBehalfOf != "" && !r.Treatment.ofOneAgent() }

// ofOneAgent reports a visitor whom the door gave to one agent.
func (t Treatment) ofOneAgent() bool { return t == Preferred || t == Designated }
