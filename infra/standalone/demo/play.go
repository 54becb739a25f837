package demo

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"
)

// play opens both sites, plays the two days in the order of time and prints what came of them.
func play(ctx context.Context, api *caller, out io.Writer) error {
	if err := api.moveTo(ctx, firstDay.Add(7*time.Hour)); err != nil {
		return err
	}
	sites := []*stage{newStage(api, riverside), newStage(api, hillside)}
	for _, s := range sites {
		if err := s.open(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.plan.id, err)
		}
	}
	steps := slices.Concat(riversideFirstDay(sites[0]), hillsideFirstDay(sites[1]),
		riversideSecondDay(sites[0]), hillsideSecondDay(sites[1]))
	slices.SortStableFunc(steps, func(a, b step) int { return a.at.Compare(b.at) })
	if err := perform(ctx, api, out, steps); err != nil {
		return err
	}
	return nil
}

// perform moves the clock to each step and carries it out.
func perform(ctx context.Context, api *caller, out io.Writer, steps []step) error {
	var now time.Time
	for _, next := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !next.at.Equal(now) {
			now = next.at
			if err := api.moveTo(ctx, now); err != nil {
				return err
			}
		}
		line, err := next.do(ctx, next.s)
		if err != nil {
			return fmt.Errorf("%s %s: %w", now.In(zone).Format("2006-01-02 15:04"), next.s.plan.id, err)
		}
		if line != "" {
			fmt.Fprintf(out, "%s  %s  %s\n", now.In(zone).Format("15:04"), next.s.plan.name, line)
		}
	}
	return nil
}
