package visits

import (
	"errors"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// sealedEntry is the part of a register entry that is encrypted under the visitor's own key.
type sealedEntry struct {
	Identity floor.Identity `json:"who"`
	Details  *details       `json:"det,omitempty"`
	Text     string         `json:"txt,omitempty"`
}

func (a arrival) commit(w *floor.Work, file *floor.CustomerFile, entry journal.Entry, plain attribution.Reception,
	announced foretold) (contract.Visit, error) {
	visit, reception := entry.Visit, *entry.Reception
	who, err := a.identify(w, file)
	if err != nil {
		return contract.Visit{}, err
	}
	if entry.Sealed, err = floor.SealEntry(w, file,
		sealedEntry{Identity: who, Details: a.details.orNil()}); err != nil {
		return contract.Visit{}, err
	}
	entry.Customer = file.Ref
	availability := floor.Availability(w, reception.Prefer)
	event, spares := a.withoutOwnWord(w, a.event(visit, file.Ref, reception), a.event(visit, file.Ref, plain))
	before := w.State
	effects, err := w.Apply(event, entry)
	if isCode(err, "rotation.out_of_turn") {
		return contract.Visit{}, a.recordAttempt(w, err)
	}
	if err != nil {
		return contract.Visit{}, err
	}
	fact, waits, err := a.say(w, file, entry, heard{before: before, plain: a.event(visit, file.Ref, plain),
		effects: effects, spares: spares})
	if err != nil {
		return contract.Visit{}, err
	}
	a.fileContact(w, visit, file, reception, effects, availability, fact.ID)
	if !waits {
		if err := a.asSaid(file, entry, announced).apply(w, file); err != nil {
			return contract.Visit{}, err
		}
	}
	if err := floor.SpreadOwner(w, file); err != nil {
		return contract.Visit{}, err
	}
	if entry.Answers.ReferrerNamed && w.Policy.Rules.Reception.Clause(policy.ReferralTraced) != "" {
		file.ToFindOut = visit
	}
	entry.Effects = effects
	if err := a.endAtOnce(w, visit, file); err != nil {
		return contract.Visit{}, err
	}
	entry.Day, entry.At, entry.PolicyVersion = w.Day, w.At, w.Policy.Number
	_, entry.Seq, _ = journal.ParseVisit(visit)
	out := view.Visit{Entry: entry, File: file, Who: who, State: w.State}.Contract()
	out.Standing = view.FactStanding(fact, waits)
	return out, nil
}

// event tells the rotation who came in. Whom the door gives to one agent, it does by its own clause.
func (a arrival) event(visit domain.VisitID, customer domain.CustomerRef,
	reception attribution.Reception) rotation.Event {
	event := rotation.Event{Kind: rotation.Arrived, Visit: visit, Customer: customer, Prefer: reception.Prefer,
		Treatment: reception.Treatment, Away: reception.Away, TakenBy: a.taker, Choice: a.onTurn}
	if event.Prefer != "" {
		event.Clause = reception.Clause
	}
	return event
}

func (d details) orNil() *details {
	if d == (details{}) {
		return nil
	}
	return &d
}

// identify keeps what the file knows and adds what the visitor says now.
func (a arrival) identify(w *floor.Work, file *floor.CustomerFile) (floor.Identity, error) {
	who, err := floor.Reveal(w, file)
	if err != nil {
		return who, err
	}
	before := who
	if a.phone != nil {
		who.Phone = a.phone.Digits()
	}
	if name := a.name.Text(); name != "" {
		who.Name = name
	}
	if who == before && len(file.WrappedKey) > 0 {
		return who, nil
	}
	return who, floor.Seal(w, file, who)
}

// recordAttempt keeps an attempt to take a visitor out of turn as evidence and refuses it (SS.4.2.2.a).
func (a arrival) recordAttempt(w *floor.Work, refused error) error {
	var refusal *domain.Error
	if !errors.As(refused, &refusal) {
		return refused
	}
	event := rotation.Event{Kind: rotation.OutOfTurn, Agent: a.taker, Other: domain.AgentID(refusal.Values["agent"])}
	if _, err := w.Apply(event, journal.Entry{Operation: "outOfTurnAttempt",
		Note: string(refusal.Clause)}); err != nil {
		return err
	}
	return &floor.RecordedError{Refusal: refusal}
}

// fileContact writes the visit into the customer's file and, where the visit decides it, the ownership.
func (a arrival) fileContact(w *floor.Work, visit domain.VisitID, file *floor.CustomerFile,
	reception attribution.Reception, effects []rotation.Effect, availability register.Availability, waits string) {
	contact := register.Contact{Visit: visit, At: w.At, Clause: reception.Clause, Waits: waits}
	assigned, received := find(effects, rotation.Assigned, visit)
	if received {
		contact.Agent, contact.OnBehalfOf, contact.Turn = assigned.Agent, assigned.Other, string(assigned.Turn)
		contact.OnSite = floor.OnSite(w)
		if assigned.Other != "" {
			contact.Original = register.WasAbsent
			if assigned.Other == reception.Prefer {
				contact.Original = availability
			}
		}
	}
	switch {
	case reception.NewOwnership && reception.OwnedByReceiver && !received:
		contact.Pending = true
	case reception.NewOwnership && reception.OwnedByReceiver:
		file.OwnedSince(register.OwnerChange{Owner: floor.OwnerOf(assigned), Since: w.At, Visit: visit,
			Clause: reception.Clause, Waits: waits,
			Released: reception.Released})
	case reception.NewOwnership:
		file.OwnedSince(register.OwnerChange{Owner: reception.Owner, Since: w.At, Visit: visit,
			Clause: reception.Clause, Waits: waits})
	}
	file.Contacts = append(file.Contacts, contact)
	file.OpenVisit = visit
	floor.SaveCustomer(w, file)
}

func find(effects []rotation.Effect, kind rotation.EffectKind, visit domain.VisitID) (rotation.Effect, bool) {
	for _, e := range effects {
		if e.Kind == kind && e.Visit == visit {
			return e, true
		}
	}
	return rotation.Effect{}, false
}

func isCode(err error, code domain.Code) bool { return errors.Is(err, &domain.Error{Code: code}) }
