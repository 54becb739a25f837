package settle

import (
	"context"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// cutReminder gives what a due reminder is of, and whose.
func cutReminder(subject string) (of deal.ReminderKind, dispute string, ok bool) {
	rest, ok := strings.CutPrefix(subject, floor.DueRemind)
	kind, dispute, _ := strings.Cut(rest, "#")
	return deal.ReminderKind(kind), dispute, ok
}

// remind gives one reminder of a dispute's deadline. One that another run has given meanwhile is left alone.
func (r *Runner) remind(ctx context.Context, night Night, s subject) (bool, error) {
	of, id, _ := cutReminder(s.name)
	key := store.DisputeKey(night.Site, id)
	cmd := r.command(night, "remindDispute")
	cmd.Hint = []store.Key{key, s.key}
	done, err := floor.Act(ctx, r.Floor, cmd, func(w *floor.Work) (bool, error) {
		_, due, err := w.Item(s.key)
		if err != nil || !due {
			return false, err
		}
		dispute, err := floor.Find[deal.Dispute](w, key, domain.Invalid("dispute.unknown", "/dispute"))
		if err != nil {
			return false, err
		}
		w.Also(store.Write{Action: store.Delete, Condition: store.MustExist, Item: store.Item{Key: s.key}})
		return keepReminder(w, dispute, of)
	})
	return done.Value, err
}

// keepReminder keeps a reminder with its dispute and in the journal; false where it is no longer needed,
// because the statements are in or the ruling is given.
func keepReminder(w *floor.Work, dispute deal.Dispute, of deal.ReminderKind) (bool, error) {
	reminder, needed := dispute.Remind(of, w.At)
	if !needed {
		return false, nil
	}
	reminder.Entry = w.NextVisit()
	dispute.Reminders = append(dispute.Reminders, reminder)
	if err := w.Save(store.DisputeKey(w.Site.ID, string(dispute.ID)), dispute); err != nil {
		return false, err
	}
	return true, w.Record(journal.Entry{Deal: dispute.Deal, Customer: dispute.Customer,
		Note: "reminder:" + string(of) + ":" + string(dispute.ID)})
}
