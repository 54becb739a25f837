package turnhistory

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// stand says how things stood at the instant. Error: agent.not_on_table.
func (x *Explanation) stand(state rotation.State, rules policy.Rules, at time.Time) error {
	why, known := rotation.Why(state, rules.Rotation, rules.Reception, x.Agent)
	if !known {
		return domain.Invalid("agent.not_on_table", "agent")
	}
	x.Why = why
	if err := x.ask(state, rules, at); err != nil {
		return err
	}
	before := true
	board := rotation.Board(state, rules.Rotation, rules.Reception)
	for _, group := range board.Groups {
		for _, m := range group.Members {
			row := Before{Agent: m.Agent, Was: was(m), MakeUps: m.Why.MakeUps}
			if m.Presence == rotation.Away {
				row.Reason = m.Reason
			}
			switch {
			case m.Agent == x.Agent:
				x.Was, x.Reason, before = row.Was, row.Reason, false
			case before || (row.MakeUps > 0 && row.Was == Ahead && x.OnTurn != x.Agent):
				x.Ahead = append(x.Ahead, row)
			}
		}
	}
	if x.OnTurn == x.Agent {
		x.Was = OnTurn
	}
	return nil
}

func was(m rotation.BoardMember) Was {
	switch {
	case m.Receives.Visit != "":
		return Busy
	case m.Presence == rotation.Away:
		return Away
	case m.Presence == rotation.NotCheckedIn:
		return NotCheckedIn
	}
	return Ahead
}

// probe is the visit of the visitor whom ask imagines; no entry of a journal bears such a name.
const probe domain.VisitID = "imagined"

// ask lets an ordinary visitor come in at the instant: whoever would receive them was on turn. Asking
// the rotation itself leaves make-up turns, covers and groups to the one place that knows them.
func (x *Explanation) ask(state rotation.State, rules policy.Rules, at time.Time) error {
	_, effects, err := rotation.Apply(state, rules.Rotation, rules.Reception,
		rotation.Event{Kind: rotation.Arrived, At: at, Visit: probe})
	if err != nil {
		return err
	}
	for _, e := range effects {
		if e.Visit == probe && e.Kind == rotation.Assigned {
			x.OnTurn, x.Covers, x.Turn, x.Clause = e.Agent, e.Other, e.Turn, e.Clause
		}
	}
	return nil
}
