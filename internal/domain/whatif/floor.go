package whatif

import (
	"errors"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// The two sides of a run.
const (
	recorded = iota
	tried
)

// Visit is one visit on both sides until it is over on both.
type Visit struct {
	Day      domain.Day         `json:"day"`
	Customer domain.CustomerRef `json:"customer"`
	Sides    [2]Side            `json:"sides"`
}

// Side is one visit as recorded, or as the other policy has it.
type Side struct {
	Receiver
	Pending  bool           `json:"pending,omitempty"` // the owner is whoever receives
	Owner    domain.AgentID `json:"owner,omitempty"`
	Clause   domain.Clause  `json:"clause,omitempty"`
	Released bool           `json:"released,omitempty"` // the owner before has left
	Over     bool           `json:"over,omitempty"`
}

// arrived decides on a visitor again and lets the queue of the run receive them.
func (r *Run) arrived(step Step) {
	entry := step.Entry
	door := *step.Door
	door.Visitor, door.Referrer = r.imagined(door.Visitor), r.imagined(door.Referrer)
	door.Family, door.Principal = r.imagined(door.Family), r.imagined(door.Principal)
	door.KeepsLeavers = r.rules.Leavers.KeepCustomers
	reception := attribution.Receive(r.rules, door)
	v := &Visit{Day: entry.Day, Customer: entry.Customer}
	r.s.Open[entry.Visit], r.s.Visits = v, r.s.Visits+1
	r.decided(v, recorded, *entry.Reception, entry)
	r.decided(v, tried, reception, entry)
	r.effects(recorded, entry, entry.Effects)
	event := *entry.Event
	event.Prefer, event.Treatment, event.TakenBy = reception.Prefer, reception.Treatment, ""
	event.Away = reception.Away
	if !r.apply(entry, event) {
		v.Sides[tried].Over = true // the other policy has no place for the visitor
	}
	r.over(entry.Visit)
}

// decided records what the door decides of the ownership.
func (r *Run) decided(v *Visit, side int, reception attribution.Reception, entry journal.Entry) {
	s := &v.Sides[side]
	s.Clause, s.Owner, s.Released = reception.Clause, reception.Owner, reception.Released
	s.Pending = reception.NewOwnership && reception.OwnedByReceiver
	if reception.NewOwnership && !s.Pending {
		r.own(v.Customer, side, register.OwnerChange{Owner: s.Owner, Since: entry.At, Visit: entry.Visit,
			Clause: s.Clause, Released: s.Released})
	}
}

// happen lets any other event happen on both sides.
func (r *Run) happen(entry journal.Entry) {
	r.effects(recorded, entry, entry.Effects)
	if v := r.s.Open[entry.Event.Visit]; v != nil && entry.Event.Kind == rotation.WaitingLeft {
		v.Sides[recorded].Over = true
	}
	if entry.Event.Kind == rotation.NoteWritten {
		r.written(entry.Event.Visit)
	}
	if event, happens := r.mapped(*entry.Event); happens {
		r.apply(entry, event)
	}
	for _, visit := range r.touched(entry) {
		r.over(visit)
	}
}

// written takes one note off those that the recorded policy still waits for.
func (r *Run) written(visit domain.VisitID) {
	if r.s.Owed[visit]--; r.s.Owed[visit] <= 0 {
		delete(r.s.Owed, visit)
	}
}

// touched lists the open visits that an event may have ended.
func (r *Run) touched(entry journal.Entry) []domain.VisitID {
	if entry.Event.Kind != rotation.DayClosed {
		return []domain.VisitID{entry.Event.Visit}
	}
	all := make([]domain.VisitID, 0, len(r.s.Open))
	for visit := range r.s.Open {
		all = append(all, visit)
	}
	slices.Sort(all)
	return all
}

// oneGroup is the whole site, as an order table without groups has it.
var oneGroup = []domain.GroupID{""}

// mapped gives what a recorded event comes to in the run's own queue; false: nothing.
func (r *Run) mapped(event rotation.Event) (rotation.Event, bool) {
	receives, open := r.receives(event.Visit)
	waits := slices.ContainsFunc(r.s.Floor.Waiting, func(w rotation.Waiting) bool { return w.Visit == event.Visit })
	switch event.Kind {
	case rotation.Finished, rotation.WaitingLeft: // the visitor has gone, in the run as on the day
		if v := r.s.Open[event.Visit]; v != nil && v.Sides[tried].Over {
			return event, false
		}
		event.Kind = rotation.Finished
		if waits {
			event.Kind = rotation.WaitingLeft
		}
	case rotation.TableSet:
		if r.rules.Rotation.Groups && len(event.Groups) == 0 {
			event.Groups = oneGroup
		}
	case rotation.HandedOver:
		return event, !open || receives != event.Agent
	case rotation.Belongs:
		event.Other = r.lastReceiver(event.Visit, event.Other)
		return event, event.Other != event.Agent || open
	case rotation.CardConfirmed, rotation.GaveBack:
		if known, differs := r.receiver(event.Visit); differs && known.First != "" {
			event.Agent = known.First
		}
	case rotation.NoteWritten:
		if !slices.ContainsFunc(r.s.Floor.Notes, func(n rotation.Note) bool {
			return n.Visit == event.Visit && n.From == event.Agent
		}) {
			event.Agent = "" // whoever owes it
		}
	}
	return event, true
}

func (r *Run) receives(visit domain.VisitID) (domain.AgentID, bool) {
	i := slices.IndexFunc(r.s.Floor.Receptions, func(x rotation.Reception) bool { return x.Visit == visit })
	if i < 0 {
		return "", false
	}
	return r.s.Floor.Receptions[i].Agent, true
}

// lastReceiver gives who receives a visit in the run, or received it last; as recorded where that is the same.
func (r *Run) lastReceiver(visit domain.VisitID, recorded domain.AgentID) domain.AgentID {
	if known, differs := r.receiver(visit); differs && known.Last != "" {
		return known.Last
	}
	return recorded
}

// apply lets an event happen in the run's queue; a refusal is counted by its name.
func (r *Run) apply(entry journal.Entry, event rotation.Event) bool {
	next, effects, err := rotation.Apply(r.s.Floor, r.rules.Rotation, r.rules.Reception, event)
	if err != nil {
		var refusal *domain.Error
		errors.As(err, &refusal)
		r.s.Refused[string(event.Kind)+" "+string(refusal.Code)]++
		return false
	}
	if event.Kind == rotation.WaitingLeft {
		if v := r.s.Open[event.Visit]; v != nil {
			v.Sides[tried].Over = true
		}
	}
	// nobody writes what nobody asked for
	next.Notes = slices.DeleteFunc(next.Notes, func(n rotation.Note) bool { return r.s.Owed[n.Visit] == 0 })
	r.s.Floor = next
	r.effects(tried, entry, effects)
	return true
}

// effects follows what an event did to visits and turns on one side.
func (r *Run) effects(side int, entry journal.Entry, effects []rotation.Effect) {
	for _, e := range effects {
		r.count(side, e)
		switch {
		case e.Kind == rotation.NoteDue && side == recorded:
			r.s.Owed[e.Visit]++
		case e.Kind == rotation.NoteDue:
			r.s.NotesDue++
		}
		v := r.s.Open[e.Visit]
		if v == nil {
			continue
		}
		s := &v.Sides[side]
		switch e.Kind {
		case rotation.Assigned:
			r.assigned(v, side, entry, e)
		case rotation.Transferred:
			s.Last, s.At = e.Agent, entry.At
			s.Hands = append(s.Hands, r.hand(v, side, entry, e))
		case rotation.Closed:
			s.Over = true
		case rotation.Dropped:
			s.Over = true
		}
	}
}

// hand gives a hand-over with on whose behalf the receiver goes on and why that agent does not, as far as the run's
// own queue knows.
func (r *Run) hand(v *Visit, side int, entry journal.Entry, moved rotation.Effect) Hand {
	hand := Hand{At: entry.At, Agent: moved.Agent}
	if side != tried {
		return hand
	}
	hand.OnBehalfOf = v.Sides[tried].Owner
	for _, x := range r.s.Floor.Receptions {
		if x.Visit == moved.Visit && x.OnBehalfOf != "" {
			hand.OnBehalfOf = x.OnBehalfOf
		}
	}
	if hand.OnBehalfOf == moved.Agent {
		hand.OnBehalfOf = ""
	}
	if hand.OnBehalfOf != "" {
		hand.Original = r.availability(hand.OnBehalfOf)
	}
	return hand
}

func (r *Run) assigned(v *Visit, side int, entry journal.Entry, e rotation.Effect) {
	s := &v.Sides[side]
	s.Receiver = Receiver{First: e.Agent, OnBehalfOf: e.Other, Last: e.Agent, At: entry.At}
	if e.Other != "" && side == tried {
		s.Original = r.availability(e.Other)
	}
	if !s.Pending {
		return
	}
	s.Pending, s.Owner = false, e.Agent
	if e.Other != "" {
		s.Owner = e.Other
	}
	r.own(v.Customer, side, register.OwnerChange{Owner: s.Owner, Since: entry.At, Visit: e.Visit, Clause: s.Clause,
		Released: s.Released})
}

// availability tells why an agent of the run's queue did not receive.
func (r *Run) availability(agent domain.AgentID) register.Availability {
	if slices.ContainsFunc(r.s.Floor.Receptions, func(x rotation.Reception) bool { return x.Agent == agent }) {
		return register.WasBusy
	}
	if slices.ContainsFunc(r.s.Floor.Members, func(m rotation.Member) bool {
		return m.Agent == agent && m.Presence == rotation.OnSite
	}) {
		return register.WasFree
	}
	return register.WasAbsent
}

// over compares a visit that is over on both sides, and forgets it.
func (r *Run) over(visit domain.VisitID) {
	v := r.s.Open[visit]
	if v == nil || !v.Sides[recorded].Over || !v.Sides[tried].Over {
		return
	}
	delete(r.s.Open, visit)
	before, after := v.Sides[recorded], v.Sides[tried]
	for side, s := range v.Sides {
		if s.First == "" {
			r.s.Unserved[side]++
		}
	}
	if !before.same(after.Receiver) {
		r.s.Received[visit] = after.Receiver
		r.s.Moved++
	}
	if before.Owner != after.Owner {
		r.s.Owned++
		if len(r.s.First) < Listed {
			r.s.First = append(r.s.First, OwnerChanged{Visit: visit, Day: v.Day, Customer: v.Customer,
				Before: before.Owner, After: after.Owner, BeforeClause: before.Clause, AfterClause: after.Clause})
		}
	}
	r.agree(v.Customer)
}
