// Package notices tells customers what they are to be told, at the scheduler's tick.
package notices

import (
	"context"
	"errors"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/notify"
	"github.com/lunxu/lunxu/internal/store"
)

// Tick is the scheduler's event.
type Tick struct {
	ScheduledAt time.Time `json:"scheduled_at"`
}

// Teller sends the notices of every site.
type Teller struct {
	Runner *notify.Runner
	Now    func() time.Time // signatures carry the time of sending
}

const page = 100

// Handle sends what is due. A site that fails does not keep the others waiting; the tick then counts as
// failed and is sent again.
func (t *Teller) Handle(ctx context.Context, tick Tick) error {
	if tick.ScheduledAt.IsZero() {
		return errors.New("notices: the event has no scheduled_at")
	}
	var failed error
	query := store.Query{Table: store.Operations, Partition: store.DirectoryPartition, Limit: page}
	for item, err := range store.All(ctx, t.Runner.Floor.Store(), query) {
		if err != nil {
			return errors.Join(failed, err)
		}
		if _, err := t.Runner.Run(ctx, domain.SiteID(item.Key.Sort), t.Now()); err != nil {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}
