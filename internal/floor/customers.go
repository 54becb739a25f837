package floor

import (
	"context"
	"encoding/json"
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

// Customer gives a customer's file, or nil when the register does not know the customer. A visitor
// who was identified later is followed to the identified customer. Of a person who was erased the facts are there.
func (w *Work) Customer(ref domain.CustomerRef) (*CustomerFile, error) {
	for range 3 {
		file, err := w.customerFile(ref)
		if err != nil || file == nil || file.MergedInto == "" {
			return file, err
		}
		ref = file.MergedInto
	}
	return nil, &domain.Error{Code: "customer.unknown"}
}

func (w *Work) customerFile(ref domain.CustomerRef) (*CustomerFile, error) {
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

// Keep marks a customer's file, new or changed, for the commit.
func (w *Work) Keep(file *CustomerFile) {
	w.customers[file.Ref] = file
	if !slices.Contains(w.touched, file.Ref) {
		w.touched = append(w.touched, file.Ref)
	}
}

// RefOf gives the reference under which a phone number is found at this site: the number's own or, where its person
// was erased, the one after it.
func (w *Work) RefOf(phone privacy.Phone) (domain.CustomerRef, error) {
	ref := w.floor.Ring().CustomerRef(w.Site.ID, phone)
	for range maxErasures {
		file, err := w.customerFile(ref)
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

// PersonOf gives the reference of a phone number and the file, nil where the register knows nobody of it.
func (l Look) PersonOf(ctx context.Context,
	phone privacy.Phone) (ref domain.CustomerRef, file *CustomerFile, err error) {
	file, err = Reading(ctx, l, func() (*CustomerFile, error) {
		if ref, err = l.RefOf(phone); err != nil {
			return nil, err
		}
		return l.Customer(ref)
	})
	return ref, file, err
}

// Seal stores who a customer is, encrypted under the customer's own key.
func (w *Work) Seal(file *CustomerFile, who Identity) error {
	return w.floor.seal(w.Site.ID, file, who)
}

// Reveal opens who a customer is.
func (w *Work) Reveal(file *CustomerFile) (Identity, error) { return w.floor.Reveal(w.Site.ID, file) }

// EntryAt reads the journal entry that an id names; unknown is the refusal if there is none.
func (w *Work) EntryAt(id domain.VisitID, unknown error) (StoredEntry, error) {
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

// Entry reads the entry that registers a visit. Error: visit.unknown.
func (w *Work) Entry(visit domain.VisitID) (journal.Entry, error) {
	unknown := domain.Invalid("visit.unknown", "/visit")
	entry, err := w.EntryAt(visit, unknown)
	if err == nil && entry.Visit != visit {
		err = unknown
	}
	return entry.Entry, err
}

// VisitCustomer gives the file of the customer of a visit, and the visit's own entry.
func (w *Work) VisitCustomer(visit domain.VisitID) (journal.Entry, *CustomerFile, error) {
	entry, err := w.Entry(visit)
	if err != nil {
		return entry, nil, err
	}
	file, err := w.Customer(entry.Customer)
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
// their customers: a waiting visitor who is received now, and receptions that ended.
func (w *Work) settleAssignments(event rotation.Event, effects []rotation.Effect) error {
	for _, effect := range effects {
		var change func(*CustomerFile)
		switch {
		case effect.Kind == rotation.Assigned && !(event.Kind == rotation.Arrived && event.Visit == effect.Visit):
			change = func(c *CustomerFile) { w.received(c, effect) }
		case effect.Kind == rotation.Closed && event.Kind == rotation.DayClosed:
			change = func(c *CustomerFile) { ended(c, w.At, effect, register.Unrecorded) }
		default:
			continue
		}
		_, file, err := w.VisitCustomer(effect.Visit)
		if err != nil {
			return err
		}
		change(file)
		w.Keep(file)
	}
	return nil
}

// received records that a waiting visitor is received, and by whom owned if that was left open.
func (w *Work) received(c *CustomerFile, effect rotation.Effect) {
	contact, ok := c.LastContact(effect.Visit)
	if !ok {
		return
	}
	contact.Agent, contact.OnBehalfOf, contact.Turn = effect.Agent, effect.Other, string(effect.Turn)
	contact.ReceivedAt = w.At
	if contact.OnBehalfOf != "" {
		contact.Original = w.Availability(contact.OnBehalfOf)
	}
	if contact.Pending {
		contact.Pending = false
		c.OwnedSince(register.OwnerChange{Owner: OwnerOf(effect), Since: w.At, Visit: effect.Visit,
			Clause: contact.Clause})
	}
}

// OwnerOf gives whose customer an assigned first-time visitor becomes: the receiver's, or the absent
// agent's on whose behalf they are received (SS.4.2.1.d).
func OwnerOf(assigned rotation.Effect) domain.AgentID {
	if assigned.Other != "" {
		return assigned.Other
	}
	return assigned.Agent
}

// Availability tells why an agent does not receive at this moment.
func (w *Work) Availability(agent domain.AgentID) register.Availability {
	for _, r := range w.State.Receptions {
		if r.Agent == agent {
			return register.WasBusy
		}
	}
	for _, m := range w.State.Members {
		if m.Agent == agent && m.Presence == rotation.OnSite {
			return register.WasFree
		}
	}
	return register.WasAbsent
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
			Outcome:    outcome, Turn: string(closed.Turn), Clause: contact.Clause})
		return
	}
	contact.Outcome = outcome
}

// End records the end of a visit: of the reception in progress, or of the waiting.
func (w *Work) End(c *CustomerFile, visit domain.VisitID, outcome register.Outcome) {
	closed := rotation.Effect{Visit: visit}
	for _, r := range w.State.Receptions {
		if r.Visit == visit {
			closed.Agent, closed.Other, closed.Turn = r.Agent, r.OnBehalfOf, r.Turn
		}
	}
	ended(c, w.At, closed, outcome)
	w.Keep(c)
}

// SealEntry encrypts what an entry says about a person under that person's key. It must be called
// right before the entry is recorded, because the ciphertext is bound to the entry's place.
func (w *Work) SealEntry(file *CustomerFile, content any) ([]byte, error) {
	key, err := w.floor.dataKey(file)
	if err != nil {
		return nil, err
	}
	plain, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("floor: encode sealed entry: %w", err)
	}
	return key.Seal(plain, entryPlace(w.Site.ID, w.Day, w.NextSeq()))
}

func entryPlace(site domain.SiteID, day domain.Day, seq int) privacy.Place {
	key := store.JournalKey(site, day, seq)
	return privacy.Place{Table: string(key.Table), Key: key.Partition + "/" + key.Sort, Attribute: "sealed"}
}

// Authorise refuses a caller whose role the policy does not name for an act.
func (w *Work) Authorise(roles []domain.Role, clause domain.Clause) error {
	if slices.Contains(roles, w.cmd.Role) {
		return nil
	}
	return domain.Refuse("policy.not_authorised", clause).With("role", string(w.cmd.Role))
}

// ReceivedBy gives who receives a visit of a customer, or received it last; empty: nobody yet.
func (w *Work) ReceivedBy(file *CustomerFile, visit domain.VisitID) domain.AgentID {
	if receiver, open := w.ReceiverOf(visit); open {
		return receiver
	}
	if contact, ok := file.LastContact(visit); ok {
		return contact.Agent
	}
	return ""
}

// ReceiverOf gives who receives a visit now; false when the visit is not open.
func (w *Work) ReceiverOf(visit domain.VisitID) (domain.AgentID, bool) {
	for _, r := range w.State.Receptions {
		if r.Visit == visit {
			return r.Agent, true
		}
	}
	return "", false
}
