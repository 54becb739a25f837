package floor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// LoadCustomer gives a customer's file, or nil when the register does not know the customer. A visitor
// who was identified later is followed to the identified customer. Of a person who was erased the facts are there.
func LoadCustomer(w *Work, ref domain.CustomerRef) (*CustomerFile, error) {
	for range 3 {
		file, err := KeyHolder(w, ref)
		if err != nil || file == nil || file.MergedInto == "" {
			return file, err
		}
		ref = file.MergedInto
	}
	return nil, &domain.Error{Code: "customer.unknown"}
}

// KeyHolder gives the file under whose key something about a customer was sealed: the customer's own as it
// was then, also of a visitor who was identified later; nil where there is none.
func KeyHolder(w *Work, ref domain.CustomerRef) (*CustomerFile, error) {
	if file, ok := w.customers[ref]; ok {
		return file, nil
	}
	item, found, err := w.Item(store.CustomerKey(w.Site.ID, ref))
	if err != nil || !found {
		return nil, err
	}
	file, err := decodeCustomer(item)
	if err != nil {
		return nil, err
	}
	w.customers[ref] = file
	return file, nil
}

// SaveCustomer marks a customer's file, new or changed, for the commit.
func SaveCustomer(w *Work, file *CustomerFile) {
	w.customers[file.Ref] = file
	if !slices.Contains(w.touched, file.Ref) {
		w.touched = append(w.touched, file.Ref)
	}
}

// RefOf gives the reference under which a phone number is found at this site: the number's own or, where its person
// was erased, the one after it.
func RefOf(w *Work, phone privacy.Phone) (domain.CustomerRef, error) {
	ref := w.floor.Ring().CustomerRef(w.Site.ID, phone)
	for range maxErasures {
		file, err := KeyHolder(w, ref)
		if err != nil || file == nil || file.ErasedAt.IsZero() {
			return ref, err
		}
		ref = w.floor.Ring().RefAfter(w.Site.ID, ref)
	}
	return ref, nil
}

// maxErasures bounds how many persons of one number are followed.
const maxErasures = 6

// Reading decides on what a look has read, and reads more where something is missing.
func Reading[T any](ctx context.Context, l Look, decide func() (T, error)) (T, error) {
	for range maxLoads {
		value, err := decide()
		var more *missing
		if !errors.As(err, &more) {
			return value, err
		}
		if err := l.Load(ctx, more.keys...); err != nil {
			return value, err
		}
	}
	return *new(T), fmt.Errorf("floor: a question wants facts without end: %w", store.ErrInvalid)
}

// PersonOf gives the reference of a phone number and the file, with what is known under the person's other numbers; nil
// where the register knows nobody of it.
func (l Look) PersonOf(ctx context.Context,
	phone privacy.Phone) (ref domain.CustomerRef, file *CustomerFile, err error) {
	file, err = Reading(ctx, l, func() (*CustomerFile, error) {
		if ref, err = RefOf(l.Work, phone); err != nil {
			return nil, err
		}
		file, err := LoadCustomer(l.Work, ref)
		if err != nil || file == nil {
			return file, err
		}
		return AsPerson(l.Work, file)
	})
	return ref, file, err
}

// Reveal opens who a customer is.
func Reveal(w *Work, file *CustomerFile) (Identity, error) { return RevealOf(w.floor, w.Site.ID, file) }

// EntryAt reads the journal entry that an id names; unknown is the refusal if there is none.
func EntryAt(w *Work, id domain.VisitID, unknown error) (StoredEntry, error) {
	key, err := EntryKey(w.Site.ID, id)
	if err != nil {
		return StoredEntry{}, unknown
	}
	item, found, err := w.Item(key)
	if err == nil && !found {
		err = unknown
	}
	if err != nil {
		return StoredEntry{}, err
	}
	return OpenEntry(item)
}

// VisitEntry reads the entry that registers a visit. Error: visit.unknown.
func VisitEntry(w *Work, visit domain.VisitID) (journal.Entry, error) {
	unknown := domain.Invalid("visit.unknown", "/visit")
	entry, err := EntryAt(w, visit, unknown)
	if err == nil && entry.Visit != visit {
		err = unknown
	}
	return entry.Entry, err
}

// VisitCustomer gives the file of the customer of a visit, and the visit's own entry.
func VisitCustomer(w *Work, visit domain.VisitID) (journal.Entry, *CustomerFile, error) {
	entry, err := VisitEntry(w, visit)
	if err != nil {
		return entry, nil, err
	}
	file, err := LoadCustomer(w, entry.Customer)
	switch {
	case err != nil:
	case file == nil:
		err = domain.Invalid("visit.unknown", "/visit")
	case !file.ErasedAt.IsZero():
		err = domain.Invalid("customer.erased", "/visit")
	}
	return entry, file, err
}

// settleAssignments carries what an event did to visits other than the one it registers over to
// their customers: a waiting visitor who is received now, one who was handed over, and receptions that ended.
func settleAssignments(w *Work, event rotation.Event, effects []rotation.Effect) error {
	for _, effect := range effects {
		var change func(*CustomerFile)
		arriving := event.Kind == rotation.Arrived && event.Visit == effect.Visit
		switch {
		case effect.Kind == rotation.Assigned && !arriving:
			change = func(c *CustomerFile) { recordReceived(w, c, effect) }
		case effect.Kind == rotation.Transferred && !arriving:
			change = func(c *CustomerFile) { recordHandedOver(w, c, effect) }
		case effect.Kind == rotation.Closed && event.Kind == rotation.DayClosed:
			change = func(c *CustomerFile) { ended(c, w.At, effect, register.Unrecorded) }
		default:
			continue
		}
		_, file, err := VisitCustomer(w, effect.Visit)
		if err != nil {
			return err
		}
		change(file)
		SaveCustomer(w, file)
		if err := SpreadOwner(w, file); err != nil {
			return err
		}
	}
	return nil
}

// recordReceived records that a waiting visitor is received, and by whom owned if that was left open.
func recordReceived(w *Work, c *CustomerFile, effect rotation.Effect) {
	contact, ok := c.LastContact(effect.Visit)
	if !ok {
		return
	}
	contact.Agent, contact.OnBehalfOf, contact.Turn = effect.Agent, effect.Other, string(effect.Turn)
	contact.ReceivedAt, contact.OnSite = w.At, OnSite(w)
	if contact.OnBehalfOf != "" {
		contact.Original = Availability(w, contact.OnBehalfOf)
	}
	if contact.Pending {
		contact.Pending = false
		before, owned := c.Owner()
		c.OwnedSince(register.OwnerChange{Owner: OwnerOf(effect), Since: w.At, Visit: effect.Visit,
			Clause: contact.Clause, Waits: contact.Waits,
			Released: owned && !w.Site.WorksHere(before.Owner)})
	}
}

// recordHandedOver closes the entry of who passed a visitor on and opens the next one's, with its time, on whose
// behalf that is, and why that agent does not receive: every receiver stands in the register.
func recordHandedOver(w *Work, c *CustomerFile, moved rotation.Effect) {
	before, ok := c.LastContact(moved.Visit)
	if !ok || before.Agent == moved.Agent {
		return
	}
	next := register.Contact{Visit: moved.Visit, At: w.At, Agent: moved.Agent, Turn: string(moved.Turn),
		Clause: before.Clause, OnBehalfOf: onWhoseBehalf(w, c, moved), Waits: before.Waits, OnSite: OnSite(w)}
	if next.OnBehalfOf != "" {
		next.Original = Availability(w, next.OnBehalfOf)
	}
	before.Outcome = register.PassedOn
	c.Contacts = append(c.Contacts, next)
}

// onWhoseBehalf gives whose visitor somebody takes over: as the rotation keeps it, else the owner's; empty: the
// receiver's own.
func onWhoseBehalf(w *Work, c *CustomerFile, moved rotation.Effect) domain.AgentID {
	for _, r := range w.State.Receptions {
		if r.Visit == moved.Visit && r.OnBehalfOf != "" && r.OnBehalfOf != moved.Agent {
			return r.OnBehalfOf
		}
	}
	if owner, ok := c.Owner(); ok && owner.Owner != moved.Agent {
		return owner.Owner
	}
	return ""
}

// OwnerOf gives whose customer an assigned first-time visitor becomes: the receiver's, or the absent
// agent's on whose behalf they are received (SS.4.2.1.d).
func OwnerOf(assigned rotation.Effect) domain.AgentID {
	if assigned.Other != "" {
		return assigned.Other
	}
	return assigned.Agent
}

// ended records the end of a visit's reception by its last receiver, as the closing effect tells it.
func ended(c *CustomerFile, at time.Time, closed rotation.Effect, outcome register.Outcome) {
	c.OpenVisit = ""
	contact, ok := c.LastContact(closed.Visit)
	if !ok {
		return
	}
	if closed.Agent != "" && contact.Agent != "" && contact.Agent != closed.Agent {
		contact.Outcome = register.PassedOn
		c.Contacts = append(c.Contacts, register.Contact{Visit: closed.Visit, At: at, Agent: closed.Agent,
			OnBehalfOf: closed.Other,
			Outcome:    outcome, Turn: string(closed.Turn), Clause: contact.Clause, Waits: contact.Waits})
		return
	}
	contact.Outcome = outcome
	if outcome == register.Invalid { // a mistaken entry, or no customer: then also for whoever passed them on
		for i := range c.Contacts {
			if c.Contacts[i].Visit == closed.Visit {
				c.Contacts[i].Outcome = outcome
			}
		}
	}
}

// EndVisit records the end of a visit: of the reception in progress, or of the waiting.
func EndVisit(w *Work, c *CustomerFile, visit domain.VisitID, outcome register.Outcome) {
	closed := rotation.Effect{Visit: visit}
	for _, r := range w.State.Receptions {
		if r.Visit == visit {
			closed.Agent, closed.Other, closed.Turn = r.Agent, r.OnBehalfOf, r.Turn
		}
	}
	ended(c, w.At, closed, outcome)
	SaveCustomer(w, c)
}

// SealEntry encrypts what an entry says about a person under that person's key. It must be called
// right before the entry is recorded, because the ciphertext is bound to the entry's place.
func SealEntry(w *Work, file *CustomerFile, content any) ([]byte, error) {
	return SealFor(w, file, entryPlace(w.Site.ID, w.Day, w.NextSeq()), content)
}

func entryPlace(site domain.SiteID, day domain.Day, seq int) privacy.Place {
	return PlaceOf(store.JournalKey(site, day, seq), "sealed")
}
