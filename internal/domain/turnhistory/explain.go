// Package turnhistory answers "why was it not my turn at that moment?" from the stored events of one
// business day: it rebuilds the rotation up to the instant under the policy version of each event and
// says who was on turn, who came before the agent and what moved or kept the agent until then.
package turnhistory

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// Step is one event of the day as the journal holds it.
type Step struct {
	Seq     int           // of the journal, within the day
	Rules   *policy.Rules // in force when the event happened
	Event   rotation.Event
	Effects []rotation.Effect // filled in by Explain
}

// Was says how an agent stood to the next turn at an instant.
type Was string

const (
	OnTurn       Was = "on_turn"        // the next ordinary visitor would have been theirs
	Ahead        Was = "ahead"          // on site and free
	Busy         Was = "busy"           // with a visitor
	Away         Was = "away"           // checked in, left with a reason
	NotCheckedIn Was = "not_checked_in" // today, not yet or no longer
)

// Before is one colleague whose turn came before the agent's.
type Before struct {
	Agent   domain.AgentID
	Was     Was                  // Ahead, Busy, Away or NotCheckedIn
	Reason  policy.AbsenceReason // while Away
	MakeUps int                  // make-up turns held, which come before the order
}

// Moved is one event that moved or kept the agent.
type Moved struct {
	Seq      int
	At       time.Time
	Event    rotation.Kind
	Effects  []rotation.Effect // those that name the agent; none where only the event does
	Standing rotation.Standing // afterwards
}

// Given is one visitor given out.
type Given struct {
	Seq        int
	At         time.Time
	Visit      domain.VisitID
	Agent      domain.AgentID // who received
	OnBehalfOf domain.AgentID // whose visitor it was, if another's
	Turn       rotation.Turn
	Clause     domain.Clause
}

// Explanation is the answer for one agent and one instant.
type Explanation struct {
	Agent  domain.AgentID
	Was    Was // Ahead: free, others were before
	Reason policy.AbsenceReason
	OnTurn domain.AgentID // who would have received an ordinary visitor; empty: nobody was free
	Covers domain.AgentID // the absent colleague on whose behalf OnTurn would have received
	Turn   rotation.Turn  // what it would have done to the turn of OnTurn
	Clause domain.Clause  // by which OnTurn was on turn
	Why    rotation.Explanation
	Ahead  []Before // in the order in which their turns came
	Events []Moved  // of the day until the instant
	Last   *Given   // the visitor given out last before or at the instant
	Later  []Given  // visitors given out afterwards, up to the agent's next turn
	Next   *Given   // that turn; nil: the day brought none
}

// Explain answers for the agent at the instant. opening is the rotation before the first step, the
// steps are the day's events in order. What happened in the second of the instant has happened.
// Errors: turn.before_opening (no business day was open), agent.not_on_table, and those of
// rotation.Apply where the journal does not fit the opening.
func Explain(opening rotation.State, steps []Step, agent domain.AgentID, at time.Time) (Explanation, error) {
	out := Explanation{Agent: agent}
	state, rules := opening, (*policy.Rules)(nil)
	rest := steps
	for len(rest) > 0 && !rest[0].second().After(at) {
		after, err := rest[0].apply(state)
		if err != nil {
			return Explanation{}, err
		}
		rules = rest[0].Rules
		out.record(rest[0], state, after)
		state, rest = after, rest[1:]
	}
	if state.Day == "" || rules == nil {
		return Explanation{}, domain.Invalid("turn.before_opening", "at")
	}
	if err := out.stand(state, *rules, at); err != nil {
		return Explanation{}, err
	}
	err := out.goOn(state, rest)
	return out, err
}

func (s Step) second() time.Time { return s.Event.At.Truncate(time.Second) }

func (s *Step) apply(state rotation.State) (rotation.State, error) {
	after, effects, err := rotation.Apply(state, s.Rules.Rotation, s.Rules.Reception, s.Event)
	s.Effects = effects
	return after, err
}

// record keeps what the step did to the agent and the last visitor given out.
func (x *Explanation) record(s Step, before, after rotation.State) {
	if given := s.given(); len(given) > 0 {
		x.Last = &given[len(given)-1]
	}
	moved := Moved{Seq: s.Seq, At: s.second(), Event: s.Event.Kind, Standing: standing(after, x.Agent)}
	for _, effect := range s.Effects {
		if effect.Kind != rotation.PositionTo && (effect.Agent == x.Agent || effect.Other == x.Agent) {
			moved.Effects = append(moved.Effects, effect)
		}
	}
	subject := s.Event.Agent == x.Agent || s.Event.Other == x.Agent
	if subject || len(moved.Effects) > 0 || moved.Standing != standing(before, x.Agent) {
		x.Events = append(x.Events, moved)
	}
}

func standing(s rotation.State, agent domain.AgentID) rotation.Standing {
	for _, m := range s.Members {
		if m.Agent == agent {
			return m.Standing
		}
	}
	return rotation.StandsByOrderTable
}

// given lists the visitors whom the step gave out.
func (s Step) given() []Given {
	var list []Given
	for _, e := range s.Effects {
		if e.Kind == rotation.Assigned {
			list = append(list, Given{Seq: s.Seq, At: s.second(), Visit: e.Visit, Agent: e.Agent, OnBehalfOf: e.Other,
				Turn: e.Turn, Clause: e.Clause})
		}
	}
	return list
}

// goOn follows the day until the agent's next turn.
func (x *Explanation) goOn(state rotation.State, rest []Step) error {
	for _, s := range rest {
		after, err := s.apply(state)
		if err != nil {
			return err
		}
		state = after
		for _, given := range s.given() {
			x.Later = append(x.Later, given)
			if given.Agent == x.Agent && given.Turn != rotation.Kept {
				x.Next = &given
				return nil
			}
		}
	}
	return nil
}
