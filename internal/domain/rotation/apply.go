package rotation

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// Apply gives the state after an event and what the event did, under the rules in force on that day.
// The given state and its slices stay as they are. With an error (always a *domain.Error) the given
// state is returned and nothing has happened. Times are kept in whole seconds, UTC.
//
// After every event whoever became free first takes over their own visitors from a helper
// (SS.4.2.4.b, GP.15.b), oldest first, unless the helper is to hand over (RC.9); then the waiting visitors are given
// out, first come first served, by the rules of an arrival. With groups the last effect is always PositionTo.
//
// Errors: rotation.day_not_open, rotation.day_already_open, rotation.agent_unknown,
// rotation.already_checked_in, rotation.device_in_use, rotation.not_on_site, rotation.not_away,
// rotation.busy_with_visitor, rotation.reason_unknown, rotation.cover_unavailable,
// rotation.visit_missing, rotation.visit_already_open, rotation.visit_not_open,
// rotation.visit_not_waiting, rotation.prefer_missing, rotation.treatment_unknown,
// rotation.out_of_turn (Values "agent": who is on turn, empty if nobody is free),
// rotation.agent_not_free, rotation.swap_across_groups, rotation.swap_with_self,
// rotation.agent_repeated, rotation.group_repeated, rotation.group_unknown, rotation.agent_busy,
// rotation.not_in_policy, rotation.not_a_disclosed_broker, rotation.make_up_already_granted,
// rotation.note_unknown, rotation.choice_unknown, rotation.no_old_customer, rotation.event_unknown.
func Apply(s State, rot policy.Rotation, rec policy.Reception, ev Event) (State, []Effect, error) {
	f := newFloor(s, rot, rec, ev)
	if err := f.handle(); err != nil {
		return s, nil, err
	}
	f.serve()
	if rot.Groups {
		f.effect(f.position())
	}
	return f.State.tidy(), f.effects, nil
}

// floor is the work in progress of one Apply: a private copy of the state and what was done to it.
type floor struct {
	State
	rot     policy.Rotation
	rec     policy.Reception
	ev      Event
	at      time.Time
	effects []Effect
}

func newFloor(s State, rot policy.Rotation, rec policy.Reception, ev Event) *floor {
	s.Groups = slices.Clone(s.Groups)
	s.Members = slices.Clone(s.Members)
	s.MakeUps, s.GrantedBy = slices.Clone(s.MakeUps), slices.Clone(s.GrantedBy)
	for len(s.GrantedBy) < len(s.MakeUps) { // granted before the clause was kept
		s.GrantedBy = append(s.GrantedBy, rot.BusyMakeUpClause)
	}
	s.Receptions = slices.Clone(s.Receptions)
	s.Waiting = slices.Clone(s.Waiting)
	s.Notes = slices.Clone(s.Notes)
	return &floor{State: s, rot: rot, rec: rec, ev: ev, at: ev.At.UTC().Truncate(time.Second)}
}

// handlers is what each kind of event does.
var handlers = map[Kind]func(*floor) *domain.Error{
	DayClosed: (*floor).dayClosed, DayOpened: (*floor).dayOpened,
	TableSet: (*floor).tableSet, SwappedPlaces: (*floor).swapped,
	CheckedIn: (*floor).checkedIn, Left: (*floor).left, Returned: (*floor).returned,
	Arrived: (*floor).arrived, Finished: (*floor).finished, WaitingLeft: (*floor).waitingLeft,
	HandedOver: (*floor).handedOver, Belongs: (*floor).belongs, CardConfirmed: (*floor).cardConfirmed,
	GaveBack: (*floor).gaveBack, MadeValid: (*floor).madeValid, TurnChosen: (*floor).turnChosen,
	NoteWritten: (*floor).noteWritten, OutOfTurn: (*floor).outOfTurn,
}

// handle does what the event itself asks. A handler that refuses does so before it changes anything
// that counts: the copy is thrown away.
func (f *floor) handle() error {
	handler, known := handlers[f.ev.Kind]
	if !known {
		return domain.Invalid("rotation.event_unknown", "/k").With("kind", string(f.ev.Kind))
	}
	if err := handler(f); err != nil {
		return err
	}
	return nil
}

// position tells who is at the reception position now: of the group that holds it (GP.2.a), or of the
// next group, which covers while that one has nobody free (GP.2.b).
func (f *floor) position() Effect {
	e := Effect{Kind: PositionTo, Agent: AtPosition(f.State, f.rot), Clause: f.rot.CycleClause}
	i := f.member(e.Agent)
	if i >= 0 && len(f.Groups) > 0 && f.Members[i].Group != f.Groups[0] {
		e.Clause = f.rot.NextGroupClause
	}
	return e
}

// tidy makes empty lists nil, so that equal states are deeply equal however they came about.
func (s State) tidy() State {
	s.Groups, s.Members = orNil(s.Groups), orNil(s.Members)
	s.MakeUps, s.GrantedBy = orNil(s.MakeUps), orNil(s.GrantedBy)
	s.Receptions, s.Waiting, s.Notes = orNil(s.Receptions), orNil(s.Waiting), orNil(s.Notes)
	return s
}

func orNil[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

func (f *floor) effect(e Effect) { f.effects = append(f.effects, e) }
