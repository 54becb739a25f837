package settle

import (
	"context"
	"strings"

	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// missed goes through the day's appointments: who came is linked to the visit, who was expected and did
// not come is a no-show. An appointment that is closed is left alone, so that a night may run again.
func (r *Runner) missed(ctx context.Context, night Night, report *Report) error {
	query := store.Query{Table: store.Operations, Partition: store.AppointmentDayPartition(night.Site, report.Day),
		Limit: duePage}
	for item, err := range store.All(ctx, r.Floor.Store(), query) {
		if err != nil {
			return err
		}
		_, id, _ := strings.Cut(item.Key.Sort, "#")
		did, err := r.closeAppointment(ctx, night, appointment.ID(id))
		if err := r.leave(ctx, report, "appointment "+id, err); err != nil {
			return err
		}
		if did {
			report.Missed = append(report.Missed, id)
		}
	}
	return nil
}

// closeAppointment closes one appointment of a day that is over; true for a no-show.
func (r *Runner) closeAppointment(ctx context.Context, night Night, id appointment.ID) (bool, error) {
	cmd := r.command(night, "closeAppointment")
	cmd.Hint = []store.Key{store.AppointmentKey(night.Site, string(id))}
	result, err := floor.Act(ctx, r.Floor, cmd, func(w *floor.Work) (bool, error) {
		before, err := floor.LoadAppointment(w, id)
		if err != nil || before.ID == "" || !before.Open() {
			return false, err
		}
		file, err := floor.LoadCustomer(w, before.Arranged.Customer)
		if err != nil {
			return false, err
		}
		if file != nil {
			if contact, came := file.VisitFor(before, w.Site.Zone()); came {
				after, err := appointment.Arrive(before, contact.Visit, contact.At)
				if err != nil {
					return false, err
				}
				return false, floor.SaveAppointment(w, before, after, journal.Entry{Note: "arrival_linked",
					Refers: contact.Visit})
			}
		}
		after, did := appointment.Miss(before, night.At)
		if !did {
			return false, nil
		}
		return true, floor.SaveAppointment(w, before, after, journal.Entry{Note: "no_show"})
	})
	return result.Value, err
}
