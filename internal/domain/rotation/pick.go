package rotation

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// pick says who receives a visitor and on what terms; choosing changes nothing.
type pick struct {
	agent      domain.AgentID // empty: nobody is free
	onBehalfOf domain.AgentID
	turn       Turn
	clause     domain.Clause
	spends     bool             // a make-up turn of the agent
	owes       domain.Clause    // by which a make-up turn is owed after the reception
	passed     []domain.AgentID // whose turn came before, in order
	covered    domain.AgentID   // absent agent whose turn this visitor uses
	ordinary   bool             // a designation dealt with as an ordinary turn
	duty       bool             // in the order of the duty staff (QC.1.b)
	handsOn    domain.VisitID   // the visitor whom the agent leaves for this one (RC.5, RC.10)
	handsTo    domain.AgentID   // and to whom
	tailCalls  bool
}

func (f *floor) pick(v Waiting) pick {
	if v.Treatment.ofOneAgent() {
		return f.pickPreferred(v)
	}
	if p, found := f.pickMakeUp(); found {
		return f.onTerms(p, v)
	}
	return f.onTerms(f.pickInOrder(v), v)
}

// pickMakeUp gives the first holder of a make-up turn who is on site and free: make-up turns come
// before the queue, first granted first.
func (f *floor) pickMakeUp() (pick, bool) {
	for i, agent := range f.MakeUps {
		if f.freeAgent(agent) {
			clause := f.GrantedBy[i]
			if clause == "" {
				clause = f.rot.CycleClause
			}
			return pick{agent: agent, turn: SpendsMakeUp, spends: true, clause: clause}, true
		}
	}
	return pick{}, false
}

// pickInOrder walks the queue. The turn of those before the receiver passes over them only when
// somebody receives: with nobody free the visitor waits and no turn has come.
func (f *floor) pickInOrder(v Waiting) pick {
	if f.dutyOnly(f.rot) {
		return f.pickDuty()
	}
	var passed []domain.AgentID
	order, first := f.walk(f.rot), true
	for n, i := range order {
		m := f.Members[i]
		switch {
		case f.free(i):
			return pick{agent: m.Agent, turn: Used, clause: f.inOrderClause(m.Group), passed: passed}
		case f.coverable(i):
			return f.pickCover(i, order[n+1:], passed)
		}
		if p, yields := f.pickYielding(i, v, first); yields {
			p.passed = passed
			return p
		}
		first = first && !f.asked(i)
		passed = append(passed, m.Agent)
	}
	return pick{}
}

// pickDuty gives the next of the duty staff; the day's rotation stays as it is (QC.1.b).
func (f *floor) pickDuty() pick {
	signed := slices.DeleteFunc(f.walk(f.rot), func(i int) bool {
		return f.Members[i].Presence == NotCheckedIn || !f.Members[i].Duty
	})
	p := pick{turn: Kept, clause: f.rot.DutyOnly, duty: true}
	for _, i := range f.dutyOrder(signed) {
		if f.free(i) {
			p.agent = f.Members[i].Agent
			return p
		}
		if f.Members[i].Presence == Away {
			p.passed = append(p.passed, f.Members[i].Agent)
		}
	}
	return pick{}
}

// pickCover gives the next in order, who receives on behalf of an agent away for a short time and
// uses no turn (SS.4.2.1.d).
func (f *floor) pickCover(absent int, after []int, passed []domain.AgentID) pick {
	helper := f.firstFree(after)
	if helper < 0 {
		return pick{}
	}
	m := f.Members[absent]
	return pick{agent: f.Members[helper].Agent, onBehalfOf: m.Agent, covered: m.Agent, turn: Kept,
		clause: f.rot.Absences[absence(m)].Clause, passed: passed, ordinary: true}
}

// pickPreferred gives the agent whose visitor it is, out of order; else a free agent on their behalf. No turn comes
// with it, save that a first-time designation of the agent on turn uses it where the policy says so: then it has
// passed over who stands before that agent, as in any order (SS.4.2.5.a, SS.4.2.1.b).
func (f *floor) pickPreferred(v Waiting) pick {
	present, helped := f.rec.Clause(policy.ReturningVisitor), f.rec.ReturningAbsent
	if v.Treatment == Designated {
		present, helped = f.rec.Clause(policy.NamedAgent), f.rec.DesignatedBusy
	}
	if v.Clause != "" {
		present = v.Clause
	}
	if v.Treatment == Designated && f.rot.PreferredOnTurnUses {
		switch p := f.pickInOrder(v); {
		case p.covered == v.Prefer:
			return p
		case p.agent == v.Prefer && p.turn == Used && p.handsOn == "":
			return pick{agent: v.Prefer, turn: Used, clause: present, passed: p.passed}
		}
	}
	if f.freeAgent(v.Prefer) {
		return pick{agent: v.Prefer, turn: Kept, clause: present}
	}
	helper := f.helper()
	if helper == "" {
		return pick{}
	}
	return pick{agent: helper, onBehalfOf: v.Prefer, turn: Kept, clause: helped, tailCalls: f.rot.Groups}
}

// onTerms applies what the kind of visitor does to a turn taken in order (GP.13.b, GP.14.a).
func (f *floor) onTerms(p pick, v Waiting) pick {
	if p.agent == "" || p.covered != "" {
		return p
	}
	switch {
	case v.Treatment == CompanyVisitor && f.rec.Clause(policy.CompanyCustomer) != "" && p.turn != Kept:
		p.clause = f.rec.Clause(policy.CompanyCustomer)
		p.owes = p.clause
		if p.turn == Used {
			p.turn = MakeUpTurn
		}
	case v.Treatment == DisclosedBroker && f.rec.Clause(policy.BrokerDisclosed) != "":
		p.clause = f.rec.Clause(policy.BrokerDisclosed)
	}
	return p
}

// inOrderClause cites the next group's clause when the first group has nobody free (GP.2.b).
func (f *floor) inOrderClause(group domain.GroupID) domain.Clause {
	if f.rot.Groups && group != f.Groups[0] {
		return f.rot.NextGroupClause
	}
	return f.rot.CycleClause
}

// coverable reports an absence whose turn a colleague takes on the absent agent's behalf. A member
// who left with a visitor is busy, not coverable.
func (f *floor) coverable(i int) bool {
	m := f.Members[i]
	return m.Presence != OnSite && f.rot.Absences[absence(m)].OnDue == policy.Covered && f.receiving(m.Agent) < 0
}

// absence gives the reason whose row deals with a member who is not on site.
func absence(m Member) policy.AbsenceReason {
	if m.Presence == NotCheckedIn {
		return policy.OffDuty
	}
	return m.Reason
}
