package settle

import (
	"context"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/lapse"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// warnOfLapses warns agents a week and a day before the protection of a customer ends (PC.2). A protection runs from
// the owner's last touch, which the register has under its day: the customers whose protection ends soon are among
// those of a few days that the month's rule leads back to. All days of the coming week are looked at every night, so
// that a warning whose night was missed, or whose period a new policy version has shortened, is given the night after.
// What was given is not given again: a night may run twice.
func (r *Runner) warnOfLapses(ctx context.Context, night Night, day domain.Day) ([]string, error) {
	var warned []string
	look, err := r.Floor.Look(ctx, night.Site, night.At)
	if err != nil || look.Policy.Rules.Protection.Months == 0 {
		return nil, err
	}
	seen := map[domain.CustomerRef]bool{}
	warn := func(refs []domain.CustomerRef) error {
		files, err := floor.Persons(ctx, r.Floor, night.Site, refs)
		if err != nil {
			return err
		}
		for _, ref := range refs {
			file := files[ref]
			if file == nil || !file.ErasedAt.IsZero() || seen[file.Ref] {
				continue
			}
			seen[file.Ref] = true
			for _, other := range file.Aliases(night.At) { // one person is warned of once
				seen[other] = true
			}
			due, _, is := lapse.Due(look.Policy.Rules.Protection, &file.Customer, night.At, look.Site.Zone())
			if !is {
				continue
			}
			did, err := r.warnOfLapse(ctx, night, due)
			if err != nil {
				return err
			}
			if did {
				warned = append(warned, string(file.Ref))
			}
			if len(seen)%duePage == 0 {
				r.Logger.InfoContext(ctx, "warning of lapses", "site", night.Site, "seen", len(seen), "warned",
					len(warned))
			}
		}
		return nil
	}
	for ahead := range lapse.DaysAhead {
		for _, touched := range day.AddDays(ahead + 1).MonthsBefore(look.Policy.Rules.Protection.Months) {
			if err := r.walkDay(ctx, night.Site, touched, warn); err != nil {
				return nil, err
			}
		}
	}
	return warned, nil
}

// warnOfLapse gives one warning, if it is still due by the file as it stands in the same transaction.
func (r *Runner) warnOfLapse(ctx context.Context, night Night, due lapse.Warning) (bool, error) {
	cmd := r.command(night, "warnOfLapse")
	cmd.Hint = []store.Key{store.CustomerKey(night.Site, due.Customer), store.LapseWarningKey(night.Site, due.Agent,
		due.Until, due.Customer)}
	result, err := floor.Act(ctx, r.Floor, cmd, func(w *floor.Work) (bool,
		error) {
		return floor.WarnOfLapse(w, due.Customer, night.At)
	})
	return result.Value, err
}
