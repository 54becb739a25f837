package settle

import (
	"context"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// missed goes through the day's appointments: who came is linked to the visit, who was expected and did
// not come is a no-show. An appointment that is closed is left alone, so that a night may run again.
func (r *Runner) missed(ctx context.Context, night Night, day domain.Day) ([]string, error) {
	missed := []string{}
	query := store.Query{Table: store.Operations, Partition: store.AppointmentDayPartition(night.Site, day), Limit: duePage}
	for {
		page, err := r.Floor.Store().Query(ctx, query)
		if err != nil {
			return nil, err
		}
		for _, item := range page.Items {
			_, id, _ := strings.Cut(item.Key.Sort, "#")
			did, err := r.closeAppointment(ctx, night, appointment.ID(id))
			if err != nil {
				return nil, err
			}
			if did {
				missed = append(missed, id)
			}
		}
		if page.Cursor == "" {
			return missed, nil
		}
		query.Cursor = page.Cursor
	}
}

// closeAppointment closes one appointment of a day that is over; true for a no-show.
func (r *Runner) closeAppointment(ctx context.Context, night Night, id appointment.ID) (bool, error) {
	cmd := r.command(night, "closeAppointment")
	cmd.Hint = []store.Key{store.AppointmentKey(night.Site, string(id))}
	result, err := floor.Act(ctx, r.Floor, cmd, func(w *floor.Work) (bool, error) {
		before, err := w.Appointment(id)
		if err != nil || before.ID == "" || !before.Open() {
			return false, err
		}
		file, err := w.Customer(before.Arranged.Customer)
		if err != nil {
			return false, err
		}
		if file != nil {
			if contact, came := file.VisitFor(before.Appointment, w.Site.Zone()); came {
				after, err := appointment.Arrive(before.Appointment, contact.Visit, contact.At)
				if err != nil {
					return false, err
				}
				return false, w.RecordAppointment(before, before.With(after), journal.Entry{Note: "arrival_linked", Refers: contact.Visit})
			}
		}
		after, did := appointment.Miss(before.Appointment, w.At)
		if !did {
			return false, nil
		}
		return true, w.RecordAppointment(before, before.With(after), journal.Entry{Note: "no_show"})
	})
	return result.Value, err
}
