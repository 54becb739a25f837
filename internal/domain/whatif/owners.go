package whatif

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// Owners is the changes of one customer's ownership that the run has seen: as recorded, and as the other
// policy makes them.
type Owners struct {
	Sides [2][]register.OwnerChange `json:"sides"`
}

// Receiver is who received a visit.
type Receiver struct {
	First      domain.AgentID        `json:"first,omitempty"` // empty: nobody
	OnBehalfOf domain.AgentID        `json:"behalf,omitempty"`
	Original   register.Availability `json:"original,omitempty"` // why OnBehalfOf did not
	Last       domain.AgentID        `json:"last,omitempty"`
	At         time.Time             `json:"at,omitzero"`     // since when Last received
	Hands      []Hand                `json:"hands,omitempty"` // to whom it was handed over, the last one Last
}

// Hand is one hand-over of a visit.
type Hand struct {
	At         time.Time             `json:"at"`
	Agent      domain.AgentID        `json:"a"`
	OnBehalfOf domain.AgentID        `json:"b,omitempty"`
	Original   register.Availability `json:"w,omitempty"`
}

// same compares who received, not since when.
func (a Receiver) same(b Receiver) bool {
	return a.First == b.First && a.OnBehalfOf == b.OnBehalfOf && a.Last == b.Last &&
		slices.EqualFunc(a.Hands, b.Hands, func(x, y Hand) bool { return x.Agent == y.Agent })
}

func (r *Run) own(ref domain.CustomerRef, side int, change register.OwnerChange) {
	o := r.s.Customers[ref]
	if o == nil {
		o = &Owners{}
		r.s.Customers[ref] = o
	}
	o.Sides[side] = append(o.Sides[side], change)
}

// agree forgets a customer whose ownership went the same way on both sides.
func (r *Run) agree(ref domain.CustomerRef) {
	o := r.s.Customers[ref]
	if o != nil && slices.EqualFunc(o.Sides[recorded], o.Sides[tried], sameChange) {
		delete(r.s.Customers, ref)
	}
}

func sameChange(a, b register.OwnerChange) bool {
	return a.Owner == b.Owner && a.Visit == b.Visit && a.Since.Equal(b.Since) && a.Clause == b.Clause
}

// identified carries an identification over: as recorded, save that a visitor whom nobody registered is
// whoever's received (GP.16).
func (r *Run) identified(entry journal.Entry) {
	answer := entry.Reception
	if !answer.NewOwnership {
		return
	}
	change := register.OwnerChange{Owner: answer.Owner, Since: entry.At, Visit: entry.Refers, Clause: answer.Clause,
		Released: answer.Released}
	r.own(entry.Customer, recorded, change)
	if answer.GiveBackTo == "" {
		if known, differs := r.receiver(entry.Refers); differs && known.Last != "" {
			change.Owner = known.Last
		}
	}
	r.own(entry.Customer, tried, change)
	r.agree(entry.Customer)
}

// receiver gives who receives or received a visit in the run, if that is somebody else than recorded.
func (r *Run) receiver(visit domain.VisitID) (Receiver, bool) {
	if v := r.s.Open[visit]; v != nil {
		return v.Sides[tried].Receiver, !v.Sides[recorded].same(v.Sides[tried].Receiver)
	}
	known, differs := r.s.Received[visit]
	return known, differs
}

// imagined gives the register's knowledge of a customer as it would be: the recorded one, with the owners
// and receivers of the run in the place of those that the run decided otherwise.
func (r *Run) imagined(c *register.Customer) *register.Customer {
	if c == nil {
		return nil
	}
	next := *c
	for _, ref := range append([]domain.CustomerRef{c.Ref}, c.Numbers()...) {
		if o := r.s.Customers[ref]; o != nil {
			next.History = o.instead(next.History)
		}
	}
	if slices.ContainsFunc(c.Contacts, func(x register.Contact) bool {
		_, differs := r.receiver(x.Visit)
		return differs
	}) {
		next.Contacts = r.contacts(c.Contacts)
	}
	return &next
}

// instead puts the run's changes in the place of the recorded ones; what else changed the ownership stays.
func (o *Owners) instead(history []register.OwnerChange) []register.OwnerChange {
	all := slices.DeleteFunc(slices.Clone(history), func(c register.OwnerChange) bool {
		return slices.ContainsFunc(o.Sides[recorded], func(x register.OwnerChange) bool { return sameChange(x, c) })
	})
	all = append(all, o.Sides[tried]...)
	slices.SortStableFunc(all, func(a, b register.OwnerChange) int { return a.Since.Compare(b.Since) })
	var out []register.OwnerChange
	for _, change := range all { // a change to the owner in force is no change
		if n := len(out); n == 0 || out[n-1].Owner != change.Owner {
			out = append(out, change)
		}
	}
	return out
}

// contacts puts the run's receivers in the place of the recorded ones.
func (r *Run) contacts(recorded []register.Contact) []register.Contact {
	var out []register.Contact
	for _, c := range recorded {
		now, differs := r.receiver(c.Visit)
		switch n := len(out); {
		case !differs:
			out = append(out, c)
		case n > 0 && out[n-1].Visit == c.Visit: // a visit that was passed on: its end lies with who received last
			out[n-1].Outcome = c.Outcome
		default:
			out = append(out, receivedBy(c, now))
		}
	}
	return r.passedOn(out)
}

// passedOn adds who took over a visit that the run passed on.
func (r *Run) passedOn(contacts []register.Contact) []register.Contact {
	var out []register.Contact
	for _, c := range contacts {
		now, differs := r.receiver(c.Visit)
		if !differs {
			out = append(out, c)
			continue
		}
		hands, outcome := now.Hands, c.Outcome
		if len(hands) == 0 && now.Last != now.First { // of a run that began before hand-overs were kept
			hands = []Hand{{At: now.At, Agent: now.Last}}
		}
		for _, hand := range hands {
			c.Outcome = register.PassedOn
			out = append(out, c)
			c = register.Contact{Visit: c.Visit, At: hand.At, Agent: hand.Agent, OnBehalfOf: hand.OnBehalfOf,
				Original: hand.Original, Turn: c.Turn, Clause: c.Clause}
		}
		c.Outcome = outcome
		out = append(out, c)
	}
	return out
}

func receivedBy(c register.Contact, now Receiver) register.Contact {
	c.Agent, c.OnBehalfOf, c.Original = now.First, now.OnBehalfOf, now.Original
	if now.First == "" && c.Outcome != "" {
		c.Outcome = register.WentAway
	}
	return c
}
