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
	query := store.Query{
		Table:     store.Operations,
		Partition: store.PreparationsPartition(site),
		To:        floor.DueBefore(at),
		Limit:     page,
	}
	for listed, err := range store.Pages(ctx, r.Floor.Store(), query) {
		if err != nil {
			return err
		}
		keys := make([]store.Key, len(listed))
		for i, item := range listed {
			keys[i] = store.AppointmentKey(site, item.Key.Sort[strings.LastIndex(item.Key.Sort, "#")+1:])
		}
		if err := r.remindOf(ctx, site, at, keys); err != nil {
			return err
		}
	}
	return nil
}

// remindOf goes through appointments that have something overdue.
func (r *Runner) remindOf(ctx context.Context, site domain.SiteID, at time.Time, keys []store.Key) error {
	all, err := floor.ReadAll[appointment.Appointment](ctx, r.Floor.Store(), keys)
	if err != nil {
		return err
	}
	for _, booked := range all {
		if appointment.RemindPreparation(booked, at).Preparation == booked.Preparation {
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
		before, err := floor.LoadAppointment(w, id)
		if err != nil {
			return false, err
		}
		after := appointment.RemindPreparation(before, w.At)
		if after.Preparation == before.Preparation {
			return false, nil
		}
		note := "preparation_reminded"
		if after.Preparation.Over {
			note = "preparation_over"
		}
		return true, floor.SaveAppointment(w, before, after, journal.Entry{Note: note})
	})
	return err
}
