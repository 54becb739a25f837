package rotation

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

// arrived gives a visitor to the agent whom the rotation picks, or lets them wait. A claim of any
// other agent is refused (SS.4.2.2.a, GP.12).
func (f *floor) arrived() *domain.Error {
	visitor := Waiting{Visit: f.ev.Visit, Customer: f.ev.Customer, Prefer: f.ev.Prefer, Treatment: f.ev.Treatment,
		Clause: f.ev.Clause, Since: f.at}
	if err := f.admissible(visitor); err != nil {
		return err
	}
	picked := f.pick(visitor)
	if by := f.ev.TakenBy; by != "" && by != picked.agent {
		return domain.Refuse("rotation.out_of_turn", f.rot.OutOfTurnClause).With("agent", string(picked.agent))
	}
	if picked.agent == "" {
		f.Waiting = append(f.Waiting, visitor)
		f.effect(Effect{Kind: Waits, Visit: visitor.Visit, Other: visitor.Prefer, Clause: f.rot.CycleClause})
		return nil
	}
	f.assign(visitor, picked)
	return nil
}

func (f *floor) admissible(v Waiting) *domain.Error {
	if err := f.dayIsOpen(); err != nil {
		return err
	}
	if v.Visit == "" {
		return domain.Invalid("rotation.visit_missing", "/v")
	}
	if f.reception(v.Visit) >= 0 || f.waiting(v.Visit) >= 0 {
		return domain.Invalid("rotation.visit_already_open", "/v")
	}
	switch {
	case !slices.Contains([]TurnChoice{NotChosen, TakesNew, TakesOld}, f.ev.Choice):
		return domain.Invalid("rotation.choice_unknown", "/ch")
	case f.ev.Choice != NotChosen && f.rot.OldCustomerOnTurn == "":
		return domain.Invalid("rotation.not_in_policy", "/ch")
	}
	if f.ev.TakenBy != "" {
		if _, err := f.known(f.ev.TakenBy, "/by"); err != nil {
			return err
		}
	}
	switch v.Treatment {
	case OrdinaryVisitor, CompanyVisitor, DisclosedBroker:
		return nil
	case Preferred, Designated:
		if v.Prefer == "" {
			return domain.Invalid("rotation.prefer_missing", "/p")
		}
		if v.Treatment == Preferred && f.ev.Away {
			return nil
		}
		_, err := f.known(v.Prefer, "/p")
		return err
	}
	return domain.Invalid("rotation.treatment_unknown", "/t")
}

func (f *floor) waiting(visit domain.VisitID) int {
	return slices.IndexFunc(f.Waiting, func(w Waiting) bool { return w.Visit == visit })
}

// waitingLeft takes a visitor who went away off the waiting list.
func (f *floor) waitingLeft() *domain.Error {
	i := f.waiting(f.ev.Visit)
	if i < 0 {
		return domain.Invalid("rotation.visit_not_waiting", "/v")
	}
	f.Waiting = slices.Delete(f.Waiting, i, i+1)
	return nil
}

// outOfTurn stands in the journal as the record of an attempt (SS.4.2.2.a, GP.12); the floor is unchanged.
func (f *floor) outOfTurn() *domain.Error {
	_, err := f.known(f.ev.Agent, "/a")
	return err
}
