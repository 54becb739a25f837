package visits

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/lunxu/lunxu/functions/deals"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
)

// What an agent enters of somebody who comes in moves no turn of others and makes no owner until somebody else has seen
// it: the visitor's own form, the desk or management.

// askedAtDoor is what an entry says besides contact and owner: kept until it stands.
type askedAtDoor struct {
	Visit      domain.VisitID       `json:"visit"`
	Kind       register.VisitorKind `json:"kind,omitempty"`
	Designated bool                 `json:"designated,omitempty"`
	Referrer   domain.CustomerRef   `json:"referrer,omitempty"`
	GiveBack   bool                 `json:"give_back,omitempty"`
	Announced  string               `json:"announced,omitempty"`
	Spares     rotation.Turn        `json:"spares,omitempty"` // what the receiver's turn becomes once it stands

	foretold  foretold
	reception attribution.Reception
}

// heard is what an entry did on the floor, and what it would have done without the agent's word.
type heard struct {
	before  rotation.State
	plain   rotation.Event
	effects []rotation.Effect
	spares  rotation.Turn
}

// withoutOwnWord gives the event that stands: an agent's own word does not spare the agent's turn. spares tells what
// the turn becomes once somebody else says so too.
func (a arrival) withoutOwnWord(w *floor.Work, said, plain rotation.Event) (event rotation.Event,
	spares rotation.Turn) {
	self := cmp.Or(a.taker, w.SaidBy().Agent)
	if w.SaidBy().Agent == "" {
		return said, ""
	}
	as, received := outcomeOf(w, w.State, said)
	if !received || as.Agent != self || usesTurn(as.Turn) {
		return said, ""
	}
	if without, inOrder := outcomeOf(w, w.State, plain); inOrder && without.Agent == self && usesTurn(without.Turn) {
		return plain, as.Turn
	}
	return said, ""
}

func usesTurn(turn rotation.Turn) bool { return turn == rotation.Used || turn == rotation.SpendsMakeUp }

// outcomeOf gives who would receive by an event.
func outcomeOf(w *floor.Work, state rotation.State, event rotation.Event) (rotation.Effect, bool) {
	event.At = w.At
	_, effects, err := rotation.Apply(state, w.Policy.Rules.Rotation, w.Policy.Rules.Reception, event)
	if err != nil {
		return rotation.Effect{}, false
	}
	return find(effects, rotation.Assigned, event.Visit)
}

// say judges an entry at the door by who makes it.
func (a arrival) say(w *floor.Work, file *floor.CustomerFile, entry journal.Entry, h heard) (standing.Fact, bool,
	error) {
	if w.SaidBy().Agent == "" {
		return standing.Fact{}, false, nil
	}
	floor.SaveCustomer(w, file)
	asked := a.asSaid(file, entry, foretold{})
	asked.Spares = h.spares
	fact, waits, err := floor.Say(w, standing.Fact{Kind: standing.Arrival, Customer: file.Ref, Visit: entry.Visit,
		Entry: entry.Visit, Interest: interestOf(w, file, entry, h)}, asked)
	if !waits {
		fact.ID = ""
	}
	return fact, waits, err
}

// interestOf: whoever receives and would own gains; an owner who would lose the visitor loses, and whoever is on turn
// while another receives.
func interestOf(w *floor.Work, file *floor.CustomerFile, entry journal.Entry, h heard) standing.Interest {
	var of standing.Interest
	add := func(list *[]domain.AgentID, agent domain.AgentID) {
		if agent != "" && !slices.Contains(of.Gains, agent) && !slices.Contains(of.Loses, agent) {
			*list = append(*list, agent)
		}
	}
	assigned, received := find(h.effects, rotation.Assigned, entry.Visit)
	if received {
		add(&of.Gains, assigned.Agent)
	}
	if entry.Reception.NewOwnership {
		add(&of.Gains, entry.Reception.Owner)
		owner, _ := file.Owner()
		add(&of.Loses, owner.Owner)
	}
	h.plain.TakenBy = ""
	if onTurn, takes := outcomeOf(w, h.before, h.plain); received && takes {
		add(&of.Loses, onTurn.Agent)
	}
	return of
}

// asSaid gathers what an entry says besides contact and owner.
func (a arrival) asSaid(file *floor.CustomerFile, entry journal.Entry, announced foretold) askedAtDoor {
	asked := askedAtDoor{Visit: entry.Visit, Kind: a.kind, Referrer: entry.Answers.Referrer,
		Designated: entry.Reception.Treatment == rotation.Designated && !earlier(file, entry.Visit),
		GiveBack:   entry.Reception.GiveBackTo != "", foretold: announced, reception: *entry.Reception}
	if file.Announced != nil {
		asked.Announced = file.Announced.ID
	}
	return asked
}

// earlier reports that the register has a visit before this one.
func earlier(file *floor.CustomerFile, visit domain.VisitID) bool {
	return slices.ContainsFunc(file.Standing().Contacts, func(c register.Contact) bool { return c.Visit != visit })
}

// apply writes what an entry says into the file, once it stands.
func (d askedAtDoor) apply(w *floor.Work, file *floor.CustomerFile) error {
	if file.Kind == "" || file.Kind == register.KindCustomer {
		file.Kind = d.Kind
	}
	file.Designated = file.Designated || d.Designated
	file.Referrer = cmp.Or(file.Referrer, d.Referrer)
	if d.GiveBack {
		file.GiveBack = d.Visit
	}
	floor.SaveCustomer(w, file)
	return d.foretold.settle(w, file, d.Visit, d.reception)
}

// arrivalStands carries out what an agent entered as of when it was said: contact and owner stand, the turn that it
// spares is given back, and the customer's deals are decided again.
func arrivalStands(w *floor.Work, fact standing.Fact) (any, error) {
	var kind struct {
		Identify *askedIdentity `json:"identify"`
		Found    *askedKind     `json:"found"`
	}
	var raw json.RawMessage
	if err := floor.RequestOf(w, fact, &raw); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &kind); err != nil {
		return nil, fmt.Errorf("visits: decode what was asked: %w", err)
	}
	switch {
	case kind.Identify != nil:
		return kind.Identify.carryOut(w, fact)
	case kind.Found != nil:
		return kind.Found.carryOut(w, fact)
	}
	var asked askedAtDoor
	if err := json.Unmarshal(raw, &asked); err != nil {
		return nil, fmt.Errorf("visits: decode an arrival: %w", err)
	}
	return asked.carryOut(w, fact)
}

func (d askedAtDoor) carryOut(w *floor.Work, fact standing.Fact) (any, error) {
	entry, file, err := floor.VisitCustomer(w, fact.Visit)
	if err != nil {
		return nil, err
	}
	file.Stands(fact.ID)
	if err := floor.SpreadOwner(w, file); err != nil {
		return nil, err
	}
	if d.Announced != "" && file.Announced != nil && file.Announced.ID == d.Announced {
		stored, err := floor.LoadPreRegistration(w, d.Announced)
		if err != nil {
			return nil, err
		}
		d.foretold = foretold{stored, file.Announced}
	}
	if entry.Reception != nil {
		d.reception = *entry.Reception
	}
	if err := d.apply(w, file); err != nil {
		return nil, err
	}
	if err := d.giveTurnBack(w, file); err != nil {
		return nil, err
	}
	if err := deals.DecideAgain(w, file); err != nil {
		return nil, err
	}
	return seen(w, entry, file)
}

// giveTurnBack makes the receiver good whose turn the visitor used although they asked for that agent, or were of a
// kind that uses none: as long as the reception lasts.
func (d askedAtDoor) giveTurnBack(w *floor.Work, file *floor.CustomerFile) error {
	receiver, open := floor.ReceiverOf(w, d.Visit)
	contact, ok := firstContact(file, d.Visit)
	if d.Spares == "" || !open || !ok || receiver != contact.Agent {
		return nil
	}
	event := rotation.Event{Kind: rotation.Belongs, Visit: d.Visit, Agent: receiver, Clause: d.reception.Clause}
	if d.Spares == rotation.MakeUpTurn {
		if w.Policy.Rules.Reception.Clause(policy.ReferralTraced) == "" {
			return nil
		}
		event = rotation.Event{Kind: rotation.GaveBack, Visit: d.Visit, Agent: receiver}
	}
	effects, err := w.Apply(event, journal.Entry{Customer: file.Ref, Refers: d.Visit})
	if err != nil {
		return err
	}
	contact.Turn = turnAfter(effects, contact.Turn)
	floor.SaveCustomer(w, file)
	return nil
}
