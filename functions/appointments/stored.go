package appointments

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// stored is an appointment with the version of its item; version 0 is not stored yet.
type stored struct {
	appointment.Appointment
	version int64
}

// load reads an appointment; one without an id does not exist.
func load(w *floor.Work, id appointment.ID) (stored, error) {
	item, found, err := w.Item(store.AppointmentKey(w.Site.ID, string(id)))
	if err != nil || !found {
		return stored{}, err
	}
	return decode(item)
}

func decode(item store.Item) (stored, error) {
	out := stored{version: item.Version}
	return out, floor.Unpack(item.Body, &out.Appointment)
}

// dayKey points the appointment's day to it; false while no time is known.
func (s stored) dayKey(w *floor.Work) (store.Key, bool) {
	start := s.Arranged.Start
	if start.IsZero() {
		return store.Key{}, false
	}
	return store.AppointmentDayKey(w.Site.ID, w.Site.Day(start), start.UTC().Format(time.RFC3339), string(s.ID)), true
}

// record commits a changed appointment with its place in the list of its day and its journal entry. What
// changed nothing leaves no trace.
func record(w *floor.Work, before, after stored, entry journal.Entry) error {
	if reflect.DeepEqual(before.Appointment, after.Appointment) && before.version > 0 {
		return nil
	}
	body, err := floor.Pack(after.Appointment)
	if err != nil {
		return err
	}
	w.Also(floor.Versioned(store.Item{Key: store.AppointmentKey(w.Site.ID, string(after.ID)), Version: 1, Body: body}, before.version))
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
	entry.Appointment, entry.Customer = string(after.ID), after.Arranged.Customer
	if entry.Facts, err = trace(after.Appointment); err != nil {
		return err
	}
	return w.Record(entry)
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
		return nil, fmt.Errorf("appointments: encode trace: %w", err)
	}
	return raw, nil
}
