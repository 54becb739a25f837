package settle

import (
	"cmp"
	"context"
	"errors"

	"github.com/lunxu/lunxu/functions/inbox"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// passTime does what the lapse of time makes of what was said and nobody has decided on: the next level may confirm it
// too, at last it lapses, and where the policy says so silence is consent. A night that runs again finds it done.
func (r *Runner) passTime(ctx context.Context, night Night, report *Report) error {
	query := store.Query{Table: store.Operations, Partition: store.InboxPartition(night.Site), Limit: duePage}
	var keys []store.Key
	for item, err := range store.All(ctx, r.Floor.Store(), query) {
		if err != nil {
			return err
		}
		keys = append(keys, store.FactKey(night.Site, item.Key.Sort))
	}
	var left error
	facts, err := floor.ReadEach[standing.Fact](ctx, r.Floor.Store(), keys, func(key store.Key, spoilt error) {
		left = cmp.Or(left, r.leave(ctx, report, "fact "+key.Sort, spoilt))
	})
	if err := cmp.Or(err, left); err != nil {
		return err
	}
	appliers := inbox.Appliers(r.Floor)
	for _, fact := range facts {
		next, changes := fact.Climb(night.At)
		if changes {
			next, err = r.passOne(ctx, night, appliers, fact.ID)
			if err != nil {
				if err := r.leave(ctx, report, "fact "+fact.ID, err); err != nil {
					return err
				}
				continue
			}
		}
		report.noteFact(next, changes)
	}
	return nil
}

func (report *Report) noteFact(fact standing.Fact, changed bool) {
	switch {
	case fact.Status == standing.Confirmed:
		report.Consented = append(report.Consented, fact.ID)
	case !fact.Open():
		report.Lapsed = append(report.Lapsed, fact.ID)
	case changed:
		report.Climbed = append(report.Climbed, fact.ID)
	}
	if fact.Open() {
		report.Unconfirmed = append(report.Unconfirmed, fact.ID)
	}
}

// passOne lets time pass for one fact. What the rules refuse by now, though nobody objects, lapses.
func (r *Runner) passOne(ctx context.Context, night Night, appliers floor.Appliers, id string) (standing.Fact,
	error) {
	act := func(consents bool) (standing.Fact, error) {
		cmd := r.command(night, "passTime")
		cmd.Hint = []store.Key{store.FactKey(night.Site, id)}
		result, err := floor.Act(ctx, r.Floor, cmd, func(w *floor.Work) (standing.Fact, error) {
			fact, err := floor.LoadFact(w, id)
			if err != nil {
				return fact, err
			}
			return floor.PassTime(w, appliers, fact, consents)
		})
		return result.Value, err
	}
	fact, err := act(true)
	var refused *domain.Error
	if errors.As(err, &refused) {
		return act(false)
	}
	return fact, err
}
