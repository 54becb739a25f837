package settle

import (
	"context"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// measure keeps what the register says of each agent on every business day that is over and not counted yet: how long
// visitors waited (LC.3.2), how long hand-over notes took (AS.2.2). The night's own day may still get entries; its
// count is kept the next night. A day is kept once, so that a night that ran before has nothing left to do.
func (r *Runner) measure(ctx context.Context, night Night, day domain.Day) error {
	look, err := r.Floor.Look(ctx, night.Site, night.At)
	if err != nil {
		return err
	}
	days, owed, err := floor.Unmeasured(ctx, r.Floor, look.Site, day.AddDays(-1))
	if err != nil {
		return err
	}
	for _, over := range days {
		counted, err := floor.MeasureDay(ctx, r.Floor, look.Site, over, owed)
		if err != nil {
			return err
		}
		write, err := floor.Replace(store.Item{}, store.MeasureKey(night.Site, over), counted)
		if err != nil {
			return err
		}
		owed = counted.Owed
		// what another run has kept meanwhile is the same
		if _, err := r.commit(ctx, []store.Write{write}); err != nil && !lostRace(err) {
			return err
		}
	}
	return nil
}
