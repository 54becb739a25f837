package floor

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/store"
)

// Booked is an appointment with the version of its item; one that is not stored yet has none.
type Booked struct {
	appointment.Appointment
	version int64
}

// With gives the appointment as it becomes, in the place of this one.
func (b Booked) With(a appointment.Appointment) Booked { return Booked{a, b.version} }

// Appointment reads an appointment; one without an id does not exist.
func (w *Work) Appointment(id appointment.ID) (Booked, error) {
	item, found, err := w.Item(store.AppointmentKey(w.Site.ID, string(id)))
	if err != nil || !found {
		return Booked{}, err
	}
	return DecodeAppointment(item)
}

// DecodeAppointment reads a stored appointment.
func DecodeAppointment(item store.Item) (Booked, error) {
	out := Booked{version: item.Version}
	return out, Unpack(item.Body, &out.Appointment)
}

// dayKey points the appointment's day to it; false while no time is known.
func (b Booked) dayKey(w *Work) (store.Key, bool) {
	start := b.Arranged.Start
	if start.IsZero() {
		return store.Key{}, false
	}
	return store.AppointmentDayKey(w.Site.ID, w.Site.Day(start), start.UTC().Format(time.RFC3339), string(b.ID)), true
}

// RecordAppointment commits a changed appointment with its place in the list of its day and its journal entry. What
// changed nothing leaves no trace.
func (w *Work) RecordAppointment(before, after Booked, entry journal.Entry) error {
	if reflect.DeepEqual(before.Appointment, after.Appointment) && before.version > 0 {
		return nil
	}
	after = after.With(appointment.FollowTime(before.Appointment, after.Appointment))
	body, err := Pack(after.Appointment)
	if err != nil {
		return err
	}
	w.Also(Versioned(store.Item{Key: store.AppointmentKey(w.Site.ID, string(after.ID)), Version: 1, Body: body}, before.version))
	was, listed := before.dayKey(w)
	is, lists := after.dayKey(w)
	if before.version == 0 {
		listed = false
	}
	if listed && was != is {
		w.Also(store.Write{Action: store.Delete, Condition: store.MustExist, Item: store.Item{Key: was}})
	}
	if lists && (!listed || was != is) {
		w.Also(store.Write{Action: store.Put, Condition: store.MustNotExist, Item: store.Item{Key: is}})
	}
	w.schedulePreparation(before, after)
	if err := w.notify(before, after); err != nil {
		return err
	}
	entry.Appointment, entry.Customer = string(after.ID), after.Arranged.Customer
	if entry.Facts, err = trace(after.Appointment); err != nil {
		return err
	}
	return w.Record(entry)
}

// VisitFor gives the visit that a customer came for by appointment, as the phone number tells.
func (c *CustomerFile) VisitFor(a appointment.Appointment, zone *time.Location) (register.Contact, bool) {
	for _, contact := range c.Contacts {
		if appointment.Came(a, contact.At, zone) {
			return contact, true
		}
	}
	return register.Contact{}, false
}

// traced is what the journal keeps of an appointment in clear: nothing about a person.
type traced struct {
	Status    appointment.Status `json:"status"`
	Start     time.Time          `json:"start,omitzero"`
	End       time.Time          `json:"end,omitzero"`
	Headcount int                `json:"headcount,omitempty"`
	Agent     domain.AgentID     `json:"agent,omitempty"`
}

func trace(a appointment.Appointment) (json.RawMessage, error) {
	raw, err := json.Marshal(traced{a.Status(), a.Arranged.Start, a.Arranged.End, a.Arranged.Headcount, a.Arranged.Agent})
	if err != nil {
		return nil, fmt.Errorf("floor: encode trace: %w", err)
	}
	return raw, nil
}
