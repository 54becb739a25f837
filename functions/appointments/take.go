package appointments

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// take marks a verified event as received and applies it, together or not at all.
func take(w *floor.Work, in intake) (contract.ReceivedStatus, error) {
	mark, seen, err := w.Item(in.markKey())
	if err != nil {
		return "", err
	}
	if seen && !mark.ExpiredAt(w.At) {
		return contract.ReceivedStatusDuplicate, nil
	}
	w.Also(store.Write{Action: store.Put, Condition: store.MustNotExist, Now: w.At,
		Item: store.Item{Key: in.markKey(), ExpiresAt: w.At.Add(deliveriesKept)}})
	if !in.known {
		return contract.ReceivedStatusIgnored, nil
	}
	event := in.event()
	for _, booking := range event.Touches() {
		if err := takeFor(w, in, event, booking); err != nil {
			return "", err
		}
	}
	return contract.ReceivedStatusAccepted, nil
}

// takeFor applies an event to one of the bookings that it touches.
func takeFor(w *floor.Work, in intake, event appointment.Event, booking string) error {
	before, err := floor.LoadAppointment(w, in.appointmentID(booking))
	if err != nil {
		return err
	}
	known := before
	if before.ID == "" {
		before = appointment.Appointment{ID: in.appointmentID(booking), Channel: appointment.BySystem, Source: in.name,
			Booking: booking}
	}
	arranges := booking == event.Booking && !in.booking.Start.IsZero() && event.Stamp.After(before.Arranged.Stamp)
	if arranges {
		if event.Arranged, err = in.arrange(w, before.ID); err != nil {
			return err
		}
	}
	after := appointment.Apply(before, event)
	if from := after.Supersedes; from != "" && slices.Contains(event.Touches(), from) {
		old, err := floor.LoadAppointment(w, in.appointmentID(from))
		if err != nil {
			return err
		}
		after = appointment.Inherit(after, old) // what was to be made ready moves too
	}
	return floor.SaveAppointment(w, known, after, journal.Entry{Note: "booking_" + string(event.Kind)})
}

// arrange seals who comes under the customer's own key, and opens a file for a customer whom the register
// does not know.
func (in intake) arrange(w *floor.Work, id appointment.ID) (appointment.Arrangement, error) {
	b := in.booking
	ref := bookingRef(id)
	if in.phone != nil {
		var err error
		if ref, err = floor.RefOf(w, *in.phone); err != nil {
			return appointment.Arrangement{}, err
		}
	}
	arranged := appointment.Arrangement{Start: b.Start, End: b.End, Headcount: b.Headcount,
		Visitor: string(visitorKind(b.Visitor)), Agent: askedFor(w, b.Agent)}
	err := seal(w, id, &arranged, ref, in.phone, b.Person)
	return arranged, err
}

// seal opens the customer's file and puts who comes into an arrangement.
func seal(w *floor.Work, id appointment.ID, arranged *appointment.Arrangement, ref domain.CustomerRef,
	phone *privacy.Phone, who appointment.Person) error {
	file, err := floor.LoadCustomer(w, ref)
	if err != nil {
		return err
	}
	if file == nil {
		file = floor.NewCustomer(ref)
	}
	if len(file.WrappedKey) == 0 {
		identity := floor.Identity{Name: who.Name}
		if phone != nil {
			identity.Phone = phone.Digits()
		}
		if err := floor.Seal(w, file, identity); err != nil {
			return err
		}
	}
	if booked := latest(arranged.Start, w.At); booked.After(file.BookedAt) {
		file.BookedAt = booked.UTC().Truncate(time.Second)
		floor.SaveCustomer(w, file)
	}
	arranged.Customer = file.Ref
	arranged.Person, err = floor.SealFor(w, file, floor.PersonPlace(w.Site.ID, id), who)
	return err
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// visitorKind reads a kind of visitor (VM.2); what is no kind is a customer.
func visitorKind(text string) register.VisitorKind {
	switch kind := register.VisitorKind(text); kind {
	case register.KindCustomer, register.KindCompany, register.KindPartner, register.KindOther:
		return kind
	}
	return register.KindCustomer
}

// askedFor finds the agent whom a customer asks for, by id or by the whole name; nobody where it is neither.
func askedFor(w *floor.Work, text string) domain.AgentID {
	if agent, ok := w.Site.Agent(domain.AgentID(text)); ok {
		return agent.ID
	}
	agent, _ := w.Site.AgentNamed(text)
	return agent.ID
}
