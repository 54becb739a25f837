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

// LoadAppointment reads an appointment; one without an id does not exist.
func LoadAppointment(w *Work, id appointment.ID) (appointment.Appointment, error) {
	return Load(w, store.AppointmentKey(w.Site.ID, string(id)), appointment.Appointment{})
}

// dayKey points the appointment's day to it; false while no time is known.
func dayKey(w *Work, a appointment.Appointment) (store.Key, bool) {
	start := a.Arranged.Start
	if start.IsZero() {
		return store.Key{}, false
	}
	return store.AppointmentDayKey(w.Site.ID, w.Site.Day(start), start.UTC().Format(time.RFC3339), string(a.ID)), true
}

// SaveAppointment commits a changed appointment with its place in the list of its day and its journal entry; before is
// empty for a new one. What changed nothing leaves no trace.
func SaveAppointment(w *Work, before, after appointment.Appointment, entry journal.Entry) error {
	if reflect.DeepEqual(before, after) {
		return nil
	}
	after = appointment.FollowTime(before, after)
	if err := w.Save(store.AppointmentKey(w.Site.ID, string(after.ID)), after); err != nil {
		return err
	}
	was, listed := dayKey(w, before)
	is, lists := dayKey(w, after)
	w.repoint(was, listed, is, lists)
	was, listed = preparationKey(w, before)
	is, lists = preparationKey(w, after)
	w.repoint(was, listed, is, lists)
	if err := notify(w, before, after); err != nil {
		return err
	}
	entry.Appointment, entry.Customer = string(after.ID), after.Arranged.Customer
	var err error
	if entry.Facts, err = trace(after); err != nil {
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
	raw, err := json.Marshal(traced{a.Status(), a.Arranged.Start, a.Arranged.End, a.Arranged.Headcount,
		a.Arranged.Agent})
	if err != nil {
		return nil, fmt.Errorf("floor: encode trace: %w", err)
	}
	return raw, nil
}
