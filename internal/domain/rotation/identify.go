package rotation

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// belongs deals with a visitor whom the register gives to Event.Agent. Whose turn the visitor took is made good; the
// owner takes the visitor over if free, else the receiver carries on on the owner's behalf (GP.16,
// SS.4.2.4). Event.Other names whose turn it was: after the reception, or where the visitor was handed over.
func (f *floor) belongs() *domain.Error {
	owner := f.ev.Agent
	if _, err := f.known(owner, "/a"); err != nil {
		return err
	}
	i := f.reception(f.ev.Visit)
	if i < 0 {
		return f.belongsAfterwards()
	}
	receiver := f.Receptions[i].Agent
	if first := f.ev.Other; first != "" && first != receiver && first != owner {
		if err := f.belongsAfterwards(); err != nil {
			return err
		}
	}
	if receiver == owner {
		f.ownVisitor(i)
		return nil
	}
	f.makeGood(i, f.identifiedClause())
	r := &f.Receptions[i]
	r.OnBehalfOf, r.Treatment, r.Clause = owner, Preferred, f.ev.Clause
	if f.freeAgent(owner) {
		f.transfer(i, owner)
	}
	return nil
}

// belongsAfterwards grants the make-up turn of a reception that has ended: the register is looked up
// right after it (GP.16). A policy without make-up turns has nothing to give then; the place that the
// receiver had is gone with the round.
func (f *floor) belongsAfterwards() *domain.Error {
	if f.ev.Other == "" {
		return domain.Invalid("rotation.visit_not_open", "/v")
	}
	if _, err := f.known(f.ev.Other, "/o"); err != nil {
		return err
	}
	if f.rec.Clause(policy.NameForgotten) == "" {
		return nil
	}
	f.grant(f.ev.Other, f.ev.Visit, f.rec.Clause(policy.NameForgotten))
	return nil
}

func (f *floor) identifiedClause() domain.Clause {
	switch {
	case f.rec.Clause(policy.NameForgotten) != "":
		return f.rec.Clause(policy.NameForgotten)
	case f.ev.Clause != "":
		return f.ev.Clause
	}
	return f.rec.Clause(policy.ReturningVisitor)
}

// ownVisitor: the receiver turns out to be the owner, so the reception uses no turn.
func (f *floor) ownVisitor(i int) {
	r := &f.Receptions[i]
	clause, turn := f.identifiedClause(), r.Turn
	r.Treatment, r.OnBehalfOf, r.Clause = Preferred, "", f.ev.Clause
	if turn != Used && turn != SpendsMakeUp {
		return
	}
	r.Turn = Kept
	f.effect(Effect{Kind: TurnSet, Visit: r.Visit, Agent: r.Agent, Turn: Kept, Clause: clause})
	switch {
	case turn == SpendsMakeUp:
		f.owes(i, clause)
	case f.rot.LeavesHead == policy.OnStart:
		f.toHead(r.Agent, clause)
	}
}

// makeGood gives back the turn that a visitor of another agent took: as a make-up turn after the reception or, in a
// policy that knows none, as the place itself. For a covered visitor it was the absent agent's turn.
func (f *floor) makeGood(i int, clause domain.Clause) {
	r := &f.Receptions[i]
	loser, before := r.Agent, r.Turn
	switch {
	case covered(*r):
		loser = r.OnBehalfOf
	case r.Turn != Used && r.Turn != SpendsMakeUp:
		return
	case f.rec.Clause(policy.NameForgotten) == "":
		r.Turn = Kept
	case before == Used:
		r.Turn = MakeUpTurn
	}
	f.effect(Effect{Kind: TurnSet, Visit: r.Visit, Agent: r.Agent, Turn: r.Turn, Clause: clause})
	switch {
	case loser != r.Agent && f.rec.Clause(policy.NameForgotten) != "":
		f.grant(loser, r.Visit, clause)
	case f.rec.Clause(policy.NameForgotten) != "" || before == SpendsMakeUp:
		f.owes(i, clause)
	case f.rot.LeavesHead == policy.OnStart:
		f.toHead(loser, clause)
	}
}

// cardConfirmed makes a disclosed broker's visit an invalid reception with a make-up turn (GP.14.a);
// after the visit Event.Agent names who received.
func (f *floor) cardConfirmed() *domain.Error {
	if f.rec.Clause(policy.BrokerDisclosed) == "" {
		return domain.Invalid("rotation.not_in_policy", "/k")
	}
	i := f.reception(f.ev.Visit)
	switch {
	case i < 0:
		return f.grantAfterwards(f.rec.Clause(policy.BrokerDisclosed))
	case f.Receptions[i].Treatment != DisclosedBroker:
		return domain.Refuse("rotation.not_a_disclosed_broker", f.rec.Clause(policy.BrokerHidden))
	case f.ev.Agent != "" && f.ev.Agent != f.Receptions[i].Agent: // whose turn it was has handed the visitor over
		return f.grantAfterwards(f.rec.Clause(policy.BrokerDisclosed))
	}
	return f.grantDuring(i, f.rec.Clause(policy.BrokerDisclosed))
}

// gaveBack makes good a referral whose agent's name was forgotten, once the supervisor has confirmed
// that the customer went back to Event.Other with a full account; Event.Agent received (GP.17.b).
func (f *floor) gaveBack() *domain.Error {
	if f.rec.Clause(policy.ReferralTraced) == "" || f.rot.BusyMakeUpClause == "" {
		return domain.Invalid("rotation.not_in_policy", "/k")
	}
	i := f.reception(f.ev.Visit)
	if i < 0 || f.Receptions[i].Agent != f.ev.Agent {
		return f.grantAfterwards(f.rec.Clause(policy.ReferralTraced))
	}
	return f.grantDuring(i, f.rec.Clause(policy.ReferralTraced))
}

func (f *floor) grantAfterwards(clause domain.Clause) *domain.Error {
	if f.ev.Agent == "" {
		return domain.Invalid("rotation.visit_not_open", "/v")
	}
	if _, err := f.known(f.ev.Agent, "/a"); err != nil {
		return err
	}
	f.grant(f.ev.Agent, f.ev.Visit, clause)
	return nil
}

// grantDuring makes a reception in progress earn a make-up turn, once, if it takes a turn; it is granted when the
// reception has ended, as when somebody clicks afterwards.
func (f *floor) grantDuring(i int, clause domain.Clause) *domain.Error {
	r := &f.Receptions[i]
	if r.Owes != "" {
		return domain.Refuse("rotation.make_up_already_granted", clause)
	}
	if r.Turn == Used {
		r.Turn = MakeUpTurn
	}
	f.effect(Effect{Kind: TurnSet, Visit: r.Visit, Agent: r.Agent, Turn: r.Turn, Clause: clause})
	if r.Turn != Kept {
		f.owes(i, clause)
	}
	return nil
}

// owes has a make-up turn granted once the reception has ended.
func (f *floor) owes(i int, clause domain.Clause) {
	r := &f.Receptions[i]
	r.Owes = clause
	f.effect(Effect{Kind: MakeUpOwed, Agent: r.Agent, Visit: r.Visit, Clause: clause})
}

// madeValid: found out during the reception only, or no card: a valid reception without a make-up
// turn (GP.14.b).
func (f *floor) madeValid() *domain.Error {
	i := f.reception(f.ev.Visit)
	if i < 0 {
		return domain.Invalid("rotation.visit_not_open", "/v")
	}
	r := &f.Receptions[i]
	if r.Treatment == DisclosedBroker {
		if r.Owes != "" {
			return domain.Refuse("rotation.make_up_already_granted", f.rec.Clause(policy.BrokerDisclosed))
		}
		r.Treatment = OrdinaryVisitor
	}
	f.effect(Effect{Kind: TurnSet, Visit: r.Visit, Agent: r.Agent, Turn: r.Turn,
		Clause: f.rec.Clause(policy.BrokerHidden)})
	return nil
}
