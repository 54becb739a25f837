package settle

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// maxRetentionDays bounds how many days of the register one night looks through for those whose time is over; a night
// behind goes on where the one before stopped.
const maxRetentionDays = 62

// retentionMark is up to which day the register was looked through.
type retentionMark struct {
	Through domain.Day `json:"d"`
}

// retain erases whom the site has not been in touch with for the months that its rules set (GR.8): the days of the
// register that have become so old since the night before are looked through, and of whom they speak, those are erased
// of whom nothing later is known. The mark moves on after each day, so that a night that is cut off goes on there.
func (r *Runner) retain(ctx context.Context, night Night, report *Report) error {
	look, err := r.Floor.Look(ctx, night.Site, night.At, store.RetentionKey(night.Site))
	if err != nil {
		return err
	}
	mark, err := floor.Load(look.Work, store.RetentionKey(night.Site), retentionMark{})
	if err != nil {
		return err
	}
	day := look.Site.Day(look.Site.CreatedAt)
	if mark.Through != "" {
		day = mark.Through.AddDays(1)
	}
	over := tooOld(look.Site, report.Day)
	for n := 0; n < maxRetentionDays && over(day.Start(look.Site.Zone())); n, day = n+1, day.AddDays(1) {
		if err := r.retainDay(ctx, night, report, day, over); err != nil {
			return err
		}
		if err := r.markRetention(ctx, night, day); err != nil {
			return err
		}
	}
	return nil
}

// tooOld tells of an instant whether the months that a site's rules set have passed since, on a business day.
func tooOld(of *site.Site, day domain.Day) func(time.Time) bool {
	months := of.PrivacyRules().RetentionMonths
	return func(at time.Time) bool { return of.Day(domain.AddMonthsClamped(at, months, of.Zone())) <= day }
}

// retainDay erases those of one day of the register whose time is over.
func (r *Runner) retainDay(ctx context.Context, night Night, report *Report, day domain.Day,
	over func(time.Time) bool) error {
	err := r.walkDay(ctx, night.Site, day, func(refs []domain.CustomerRef) error {
		files, err := floor.KeyHolders(ctx, r.Floor, night.Site, refs)
		if err != nil {
			return err
		}
		for _, ref := range refs {
			file := files[ref]
			if file == nil || !file.ErasedAt.IsZero() || file.MergedInto != "" || !over(file.LastActivity()) {
				continue
			}
			if err := r.eraseOld(ctx, night, report, ref, over, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.forgetAnnounced(ctx, night, day, over)
}

// eraseDue tries again to erase those who were held back.
func (r *Runner) eraseDue(ctx context.Context, night Night, report *Report) error {
	query := store.Query{Table: store.Operations, Partition: store.DuePartition(night.Site), Limit: duePage,
		From: heldSince + "#" + floor.DueErase, To: heldSince + "#" + floor.DueErase + "~"}
	for item, err := range store.All(ctx, r.Floor.Store(), query) {
		if err != nil {
			return err
		}
		ref := item.Key.Sort[len(query.From):]
		err := r.eraseHeld(ctx, night, report, domain.CustomerRef(ref), item.Key)
		if err := r.leave(ctx, report, floor.DueErase+ref, err); err != nil {
			return err
		}
	}
	return nil
}

// eraseHeld tries again to erase a person who was held back.
func (r *Runner) eraseHeld(ctx context.Context, night Night, report *Report, ref domain.CustomerRef,
	due store.Key) error {
	look, err := r.Floor.Look(ctx, night.Site, night.At)
	if err != nil {
		return err
	}
	over := tooOld(look.Site, report.Day)
	return r.eraseOld(ctx, night, report, ref, over, &due)
}

// eraseOld erases one person, or has the coming nights try again where the data are needed still. due is the place on
// the list of a person who was held back before. Somebody whom the site has been in touch with meanwhile stays.
func (r *Runner) eraseOld(ctx context.Context, night Night, report *Report, ref domain.CustomerRef,
	over func(time.Time) bool, due *store.Key) error {
	kin, err := floor.KinOf(ctx, r.Floor, night.Site, ref)
	if err != nil {
		return err
	}
	cmd := r.command(night, "eraseCustomer")
	cmd.Hint = []store.Key{store.CustomerKey(night.Site, ref)}
	if kin, err = floor.EraseKin(ctx, r.Floor, cmd, ref, kin); err != nil && !isHold(err) {
		return err
	}
	result, err := floor.Act(ctx, r.Floor, cmd, func(w *floor.Work) (bool, error) {
		file, err := floor.KeyHolder(w, ref)
		if err != nil {
			return false, err
		}
		person, err := floor.AsPerson(w, file)
		if err != nil {
			return false, err
		}
		gone := file == nil || !file.ErasedAt.IsZero() || !over(person.LastActivity())
		did := false
		if !gone {
			if did, err = floor.Erase(w, ref, kin, "retention"); isHold(err) {
				return false, keepHeld(w, ref, due)
			} else if err != nil {
				return false, err
			}
		}
		if due != nil {
			w.Also(store.Write{Action: store.Delete, Condition: store.MustExist, Item: store.Item{Key: *due}})
		}
		return did, nil
	})
	switch {
	case err != nil:
		return err
	case result.Value:
		report.Erased = append(report.Erased, string(ref))
	default:
		return r.noteHeld(ctx, night, report, ref, over)
	}
	return nil
}

// keepHeld puts a person whose data are needed still on the list of what is due, once.
func keepHeld(w *floor.Work, ref domain.CustomerRef, due *store.Key) error {
	if due != nil {
		return nil
	}
	key := store.DueKey(w.Site.ID, heldSince, floor.DueErase+string(ref))
	_, found, err := w.Item(key)
	if err != nil || found {
		return err
	}
	w.Also(store.Write{Action: store.Put, Condition: store.MustNotExist, Item: store.Item{Key: key}})
	return w.Record(journal.Entry{Customer: ref, Note: "erasure_held"})
}

// heldSince is under which instant those held back stand on the list of what is due: one for all, so that a person
// stands on it once.
const heldSince = "2000-01-01T00:00:00Z"

// noteHeld tells of a person who is held back.
func (r *Runner) noteHeld(ctx context.Context, night Night, report *Report, ref domain.CustomerRef,
	over func(time.Time) bool) error {
	files, err := floor.Persons(ctx, r.Floor, night.Site, []domain.CustomerRef{ref})
	if err != nil {
		return err
	}
	if file := files[ref]; file != nil && file.ErasedAt.IsZero() && over(file.LastActivity()) &&
		!slices.Contains(report.Held, string(ref)) {
		report.Held = append(report.Held, string(ref))
	}
	return nil
}

// isHold reports a refusal to erase because the data are needed still.
func isHold(err error) bool {
	var refusal *domain.Error
	return errors.As(err, &refusal) && strings.HasPrefix(string(refusal.Code), "erasure.")
}

// forgetAnnounced destroys the keys of a day's pre-registrations of persons who never came, or who are erased or as
// long gone.
func (r *Runner) forgetAnnounced(ctx context.Context, night Night, day domain.Day, over func(time.Time) bool) error {
	for entry, err := range floor.EntriesOf(ctx, r.Floor, night.Site, day) {
		if err != nil {
			return err
		}
		if entry.Verdict == nil || entry.Verdict.Announced == nil {
			continue
		}
		if err := r.forgetOne(ctx, night, entry.Verdict.Announced.ID, over); err != nil {
			return err
		}
	}
	return nil
}

func (r *Runner) forgetOne(ctx context.Context, night Night, id string, over func(time.Time) bool) error {
	cmd := r.command(night, "forgetAnnounced")
	cmd.Hint = []store.Key{store.PreRegistrationKey(night.Site, id)}
	_, err := floor.Act(ctx, r.Floor, cmd, func(w *floor.Work) (struct{}, error) {
		p, err := floor.LoadPreRegistration(w, id)
		if err != nil || len(p.WrappedKey) == 0 {
			return struct{}{}, err
		}
		if p.Person != "" {
			file, err := floor.KeyHolder(w, p.Person)
			if err != nil {
				return struct{}{}, err
			}
			person, err := floor.AsPerson(w, file)
			if err != nil || file != nil && file.ErasedAt.IsZero() && !over(person.LastActivity()) {
				return struct{}{}, err
			}
		}
		if err := floor.DestroyAnnounced(w, id); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, w.Record(journal.Entry{Customer: p.Person, Refers: domain.VisitID(id[1:]),
			Note: "erased:retention"})
	})
	return err
}

// markRetention keeps that a day was looked through.
func (r *Runner) markRetention(ctx context.Context, night Night, day domain.Day) error {
	key := store.RetentionKey(night.Site)
	_, err := r.again(func() (bool, error) {
		mark, item, err := floor.Read[retentionMark](ctx, r.Floor.Store(), key, nil)
		if err != nil || mark.Through >= day {
			return false, err
		}
		write, err := floor.Replace(item, key, retentionMark{day})
		if err != nil {
			return false, err
		}
		return r.commit(ctx, []store.Write{write})
	})
	return err
}
