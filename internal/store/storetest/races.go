package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/lunxu/lunxu/internal/store"
)

// conflictRetries bounds how often a racer tries again after ErrConflict.
const conflictRetries = 500

// commitThroughConflicts tries again while other transactions are in the way.
func (f *fixture) commitThroughConflicts(writes ...store.Write) error {
	err := store.ErrConflict
	for range conflictRetries {
		if err = f.commit(writes...); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return err
}

// together starts n goroutines at once and waits for them.
func together(n int, run func(i int)) {
	start := make(chan struct{})
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { <-start; run(i) })
	}
	close(start)
	group.Wait()
}

// checkVersionRace has 32 racers replace the same version: exactly one wins each.
func checkVersionRace(t *testing.T, f *fixture) {
	const racers, rounds = 32, 10
	key, prize := f.live("x"), f.live("prize")
	f.mustCommit(create(key, ""), create(prize, ""))
	for round := range int64(rounds) {
		outcomes := make([]error, racers)
		together(racers, func(i int) {
			name := fmt.Sprint(i)
			outcomes[i] = f.commitThroughConflicts(check(prize, store.MustExist, 0), replace(key, round+1, name),
				create(f.live(fmt.Sprintf("turn %d of %d", round, i)), name))
		})
		winner := -1
		for i, err := range outcomes {
			var failed *store.ConditionError
			switch {
			case err == nil && winner < 0:
				winner = i
			case err == nil:
				t.Fatalf("round %d: %d and %d both won", round, winner, i)
			case !errors.As(err, &failed) || !failed.Has(1):
				t.Fatalf("round %d: racer %d: %v", round, i, err)
			}
		}
		item := f.get(key)[key]
		if item.Version != round+2 || string(item.Body) != fmt.Sprint(winner) {
			t.Fatalf("round %d: %+v, winner %d", round, item, winner)
		}
	}
	turns, _ := f.all(store.Query{Table: store.Operations, Partition: key.Partition, From: "turn", To: "turn~",
		Limit: 200})
	if len(turns) != rounds {
		t.Errorf("%d turns given, want %d", len(turns), rounds)
	}
}

// checkAppends has 8 writers append to one log by a head with a version: no append is lost.
func checkAppends(t *testing.T, f *fixture) {
	const writers, each = 8, 15
	head := f.live("head")
	f.mustCommit(create(head, ""))
	together(writers, func(w int) {
		for i := range each {
			if err := f.appendOnce(head, fmt.Sprintf("%d/%d", w, i)); err != nil {
				t.Error(err)
				return
			}
		}
	})
	entries, _ := f.all(store.Query{Table: store.Records, Partition: head.Partition, Limit: 50})
	seen := map[string]bool{}
	for _, entry := range entries {
		seen[string(entry.Body)] = true
	}
	if len(entries) != writers*each || len(seen) != writers*each {
		t.Errorf("%d entries, %d different, want %d", len(entries), len(seen), writers*each)
	}
	if got := f.get(head)[head].Version; got != writers*each+1 {
		t.Errorf("head at version %d", got)
	}
}

func (f *fixture) appendOnce(head store.Key, body string) error {
	for range conflictRetries {
		items, err := f.tryGet(head)
		if err != nil {
			return err
		}
		version := items[head].Version
		entry := create(store.Key{Table: store.Records, Partition: head.Partition, Sort: fmt.Sprintf("%06d", version)},
			body)
		err = f.commit(replace(head, version, body), entry)
		var failed *store.ConditionError
		if err == nil || !errors.As(err, &failed) && !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return fmt.Errorf("no append in %d tries", conflictRetries)
}
