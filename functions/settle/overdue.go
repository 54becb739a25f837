package settle

import (
	"context"
	"strings"

	"github.com/lunxu/lunxu/internal/domain/expedite"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// expedite reminds the departments of what they have not answered in time, each night one level up (CF.10).
// A case that was reminded of at the night's own instant or later is left alone, so that a night may run again.
func (r *Runner) expedite(ctx context.Context, night Night, report *Report) error {
	query := store.Query{Table: store.Operations, Partition: store.CasesDuePartition(night.Site),
		To: floor.DueBefore(night.At), Limit: duePage}
	for item, err := range store.All(ctx, r.Floor.Store(), query) {
		if err != nil {
			return err
		}
		id := item.Key.Sort[strings.LastIndex(item.Key.Sort, "#")+1:]
		did, err := r.expediteOne(ctx, night, id)
		if err := r.leave(ctx, report, "case "+id, err); err != nil {
			return err
		}
		if did {
			report.Expedited = append(report.Expedited, id)
		}
	}
	return nil
}

func (r *Runner) expediteOne(ctx context.Context, night Night, id string) (bool, error) {
	cmd := r.command(night, "remindCase")
	cmd.Hint = []store.Key{store.CaseKey(night.Site, id)}
	result, err := floor.Act(ctx, r.Floor, cmd, func(w *floor.Work) (bool, error) {
		before, err := floor.LoadCase(w, id)
		if err != nil || before.ID == "" || !before.Overdue(night.At) ||
			len(before.Reminders) >= expedite.MaxReminders {
			return false, err
		}
		for _, reminder := range before.Reminders {
			if reminder.By == cmd.Subject && !reminder.At.Before(night.At) {
				return false, nil
			}
		}
		after, err := expedite.Remind(before, cmd.Subject, w.At)
		if err != nil {
			return false, err
		}
		return true, floor.SaveCase(w, before, after, journal.Entry{Note: "case_reminded", Refers: before.Visit})
	})
	return result.Value, err
}
