package floor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

const (
	maxAttempts  = 24 // decisions per command; each attempt lost means that another one won
	maxLoads     = 8  // rounds of loading further facts for one decision
	backoffFloor = 2 * time.Millisecond
	backoffCeil  = 80 * time.Millisecond
)

// Result is the answer of a command; Replayed tells that it was given before.
type Result[T any] struct {
	Value    T
	Replayed bool
}

// Act runs one command on a site: load, decide, commit. decide must be a pure function of the work it
// is given; it may run several times, and only what the last run put into its work is committed.
// Errors: site.unknown, idempotency.key_reused, busy.try_again, whatever decide refuses, and the
// store's errors.
func Act[T any](ctx context.Context, f *Floor, cmd Command, decide func(*Work) (T, error)) (Result[T], error) {
	leave, err := f.gate.enter(ctx, cmd.Site)
	if err != nil {
		return Result[T]{}, err
	}
	defer leave()
	for attempt := range maxAttempts {
		result, err := try(ctx, f, cmd, decide)
		if !LostRace(err) {
			return result, err
		}
		if err := pause(ctx, attempt); err != nil {
			return Result[T]{}, err
		}
	}
	return Result[T]{}, &domain.Error{Code: "busy.try_again"}
}

// Resume is Act on a floor that was just read: the first attempt costs no further reading. Whoever calls
// has checked the request against what was read (a signature, say) before a lock or a write is taken.
func Resume[T any](ctx context.Context, f *Floor, look Look, cmd Command,
	decide func(*Work) (T, error)) (Result[T], error) {
	work, err := f.newWork(ctx, cmd, look.facts)
	if err == nil {
		var value T
		value, err = run(work, decide)
		var more *missing
		if !errors.As(err, &more) {
			var result Result[T]
			if result, err = finish(ctx, work, value, err); !LostRace(err) {
				return result, err
			}
		}
	} else if !LostRace(err) {
		return Result[T]{}, err
	}
	return Act(ctx, f, cmd, decide)
}

// LostRace reports whether somebody else wrote first, so that deciding again may succeed.
func LostRace(err error) bool {
	var condition *store.ConditionError
	return errors.As(err, &condition) || errors.Is(err, store.ErrConflict)
}

// pause waits a random time that grows with the attempts, so that losers do not meet again.
func pause(ctx context.Context, attempt int) error {
	ceiling := min(backoffCeil, backoffFloor<<min(attempt, 10))
	timer := time.NewTimer(time.Duration(rand.Int64N(int64(ceiling)) + 1))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// try is one attempt: read everything, decide once all facts are there, commit.
func try[T any](ctx context.Context, f *Floor, cmd Command, decide func(*Work) (T, error)) (Result[T], error) {
	var none Result[T]
	facts := facts{}
	wanted := append([]store.Key{store.FloorKey(cmd.Site)}, cmd.Hint...)
	if cmd.Key != "" {
		wanted = append(wanted, store.IdempotencyKey(cmd.Site, cmd.Key))
	}
	for round := range maxLoads {
		if err := facts.load(ctx, f.store, wanted); err != nil {
			return none, err
		}
		work, err := f.newWork(ctx, cmd, facts) // who may not ask gets no earlier answer either
		if err != nil {
			return none, err
		}
		if answer, refusal, found, err := previous[T](facts, cmd); found || err != nil {
			return Result[T]{Value: answer, Replayed: found}, errors.Join(err, asError(refusal))
		}
		value, err := run(work, decide)
		var more *missing
		if errors.As(err, &more) {
			wanted = more.keys
			continue
		}
		if round > 0 && refuses(err) {
			if err := f.unmoved(ctx, cmd.Site, work.version); err != nil {
				return none, err
			}
		}
		return finish(ctx, work, value, err)
	}
	return none, fmt.Errorf("floor: %s wants facts without end", cmd.Operation)
}

// refuses reports a plain refusal, which commits nothing and so meets no condition.
func refuses(err error) bool {
	var refusal *domain.Error
	var recorded *RecordedError
	return errors.As(err, &refusal) && !errors.As(err, &recorded)
}

// unmoved wants the floor to be as it was read: a refusal that rests on facts of several reads counts only if
// no other command came between them.
func (f *Floor) unmoved(ctx context.Context, site domain.SiteID, version int64) error {
	key := store.FloorKey(site)
	items, err := f.store.Get(ctx, key)
	if err == nil && items[key].Version != version {
		err = store.ErrConflict
	}
	return err
}

func asError(refusal *domain.Error) error {
	if refusal == nil {
		return nil
	}
	return refusal
}

func run[T any](work *Work, decide func(*Work) (T, error)) (T, error) {
	var none T
	if work.cmd.NeedsOpenDay {
		if err := rollDay(work); err != nil {
			return none, err
		}
	}
	return decide(work)
}

// finish commits what the decision put into its work. A plain refusal commits nothing.
func finish[T any](ctx context.Context, work *Work, value T, refused error) (Result[T], error) {
	var none Result[T]
	var recorded *RecordedError
	if refused != nil && !errors.As(refused, &recorded) {
		return none, refused
	}
	writes, err := work.writes(value, recorded)
	if err != nil {
		return none, err
	}
	if len(writes) > 0 {
		if err := work.floor.store.Commit(ctx, writes...); err != nil {
			return none, err
		}
		if work.site != nil {
			work.floor.see(work.site, work.At)
		}
	}
	if recorded != nil {
		return none, recorded.Refusal
	}
	return Result[T]{Value: value, Replayed: work.replayed}, nil
}

// previous finds the stored answer of the same request.
func previous[T any](known facts, cmd Command) (answer T, refusal *domain.Error, found bool, err error) {
	if cmd.Key == "" {
		return answer, nil, false, nil
	}
	item, ok := known[store.IdempotencyKey(cmd.Site, cmd.Key)]
	if !ok || !item.found || (!item.item.ExpiresAt.IsZero() && item.item.ExpiresAt.Before(cmd.At)) {
		return answer, nil, false, nil
	}
	var stored storedAnswer
	if err := Unpack(item.item.Body, &stored); err != nil {
		return answer, nil, false, err
	}
	if !slices.Equal(stored.Request, cmd.Request[:16]) {
		return answer, nil, false, &domain.Error{Code: "idempotency.key_reused"}
	}
	if stored.Refusal != nil {
		return answer, stored.Refusal, true, nil
	}
	if err := json.Unmarshal(stored.Answer, &answer); err != nil {
		return answer, nil, false, fmt.Errorf("floor: decode stored answer: %w", err)
	}
	return answer, nil, true, nil
}

// facts is what has been read for one attempt; absent items are known to be absent.
type facts map[store.Key]fact

type fact struct {
	item  store.Item
	found bool
}

func (k facts) load(ctx context.Context, s store.Store, keys []store.Key) error {
	wanted := make([]store.Key, 0, len(keys))
	for _, key := range keys {
		if _, known := k[key]; !known && !slices.Contains(wanted, key) {
			wanted = append(wanted, key)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	items, err := s.Get(ctx, wanted...)
	if err != nil {
		return err
	}
	for _, key := range wanted {
		item, found := items[key]
		k[key] = fact{item, found}
	}
	return nil
}
