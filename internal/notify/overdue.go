package notify

import (
	"context"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// remindStaff records the reminders of what is not made ready in time, each one level up (LC.4.2, CF.5). What was
// recorded is left alone, so that a run may happen again.
func (r *Runner) remindStaff(ctx context.Context, site domain.SiteID, at time.Time) error {
	query := store.Query{Table: store.Operations, Partition: store.PreparationsPartition(site), To: floor.DueBefore(at),
		Limit: page}
	for {
		listed, err := r.Floor.Store().Query(ctx, query)
		if err != nil {
			return err
		}
		keys := make([]store.Key, len(listed.Items))
		for i, item := range listed.Items {
			keys[i] = store.AppointmentKey(site, item.Key.Sort[strings.LastIndex(item.Key.Sort, "#")+1:])
		}
		if err := r.remindOf(ctx, site, at, keys); err != nil {
			return err
		}
		if listed.Cursor == "" {
			return nil
		}
		query.Cursor = listed.Cursor
	}
}

// remindOf goes through appointments that have something overdue.
func (r *Runner) remindOf(ctx context.Context, site domain.SiteID, at time.Time, keys []store.Key) error {
	if len(keys) == 0 {
		return nil
	}
	items, err := r.Floor.Store().Get(ctx, keys...)
	if err != nil {
		return err
	}
	for _, key := range keys {
		booked, err := floor.DecodeAppointment(items[key])
		if err != nil {
			return err
		}
		if appointment.RemindPreparation(booked.Appointment, at).Preparation == booked.Preparation {
			continue // nobody is to be reminded at this tick
		}
		if err := r.remindOne(ctx, site, at, booked.ID); err != nil {
			return err
		}
	}
	return nil
}

func (r *Runner) remindOne(ctx context.Context, site domain.SiteID, at time.Time, id appointment.ID) error {
	cmd := floor.Command{Site: site, Operation: "remindPreparation", Subject: "system", Role: domain.RoleSystem, At: at,
		Hint: []store.Key{store.AppointmentKey(site, string(id))}}
	_, err := floor.Act(ctx, r.Floor, cmd, func(w *floor.Work) (bool, error) {
		before, err := w.Appointment(id)
		if err != nil {
			return false, err
		}
		after := appointment.RemindPreparation(before.Appointment, w.At)
		if after.Preparation == before.Preparation {
			return false, nil
		}
		note := "preparation_reminded"
		if after.Preparation.Over {
			note = "preparation_over"
		}
		return true, w.RecordAppointment(before, before.With(after), journal.Entry{Note: note})
	})
	return err
}
