package demo

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// play opens both sites, plays the two days in the order of time and prints what came of them.
func play(ctx context.Context, api *caller, to io.Writer) error {
	if err := api.moveTo(ctx, firstDay.Add(7*time.Hour)); err != nil {
		return err
	}
	river, hill := newStage(api, riverside), newStage(api, hillside)
	sites := []*stage{river, hill}
	for _, s := range sites {
		if err := s.open(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.plan.id, err)
		}
	}
	steps := slices.Concat(riversideFirstDay(river), hillsideFirstDay(hill), riversideSecondDay(river), hillsideSecondDay(hill))
	slices.SortStableFunc(steps, func(a, b step) int { return a.at.Compare(b.at) })
	out := &report{out: to}
	if err := perform(ctx, out, api, sites, steps); err != nil {
		return err
	}
	return sum(ctx, out, sites, map[*stage][]string{river: {"赵先生", "钱女士", "冯先生"}})
}

// perform moves the clock to each step, carries it out and shows the progress.
func perform(ctx context.Context, out *report, api *caller, sites []*stage, steps []step) error {
	p := progress{out: out, sites: sites}
	var now time.Time
	for _, next := range steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !next.at.Equal(now) {
			now = next.at
			p.reach(now)
			if err := api.moveTo(ctx, now); err != nil {
				return err
			}
		}
		line, err := next.do(ctx, next.s)
		if err != nil {
			return fmt.Errorf("%s %s: %w", now.Format("2006-01-02 15:04"), next.s.plan.id, err)
		}
		if line != "" {
			out.line("%s  %s  %s", now.Format("15:04"), next.s.plan.name, line)
		}
		if out.err != nil {
			return out.err
		}
	}
	p.count()
	return out.err
}

// progress prints a heading for each day and the visits of each half hour.
type progress struct {
	out     *report
	sites   []*stage
	half    time.Time      // the half hour in progress
	counted map[*stage]int // visits counted before it
}

// reach ends the half hours before an instant.
func (p *progress) reach(now time.Time) {
	half := now.Truncate(30 * time.Minute)
	if half.Equal(p.half) {
		return
	}
	before := p.half
	p.count()
	p.half = half
	if before.YearDay() != half.YearDay() || before.IsZero() {
		p.out.line("\n==== %s ====", half.Format("2006-01-02"))
	}
}

// count prints the visits since the last count, unless there were none.
func (p *progress) count() {
	if p.counted == nil {
		p.counted = map[*stage]int{}
	}
	parts, total, fresh := make([]string, 0, len(p.sites)), 0, 0
	for _, s := range p.sites {
		n := s.arrivals - p.counted[s]
		parts = append(parts, fmt.Sprintf("%s %d", s.plan.name, n))
		fresh, total = fresh+n, total+s.arrivals
		p.counted[s] = s.arrivals
	}
	if fresh > 0 {
		p.out.line("%s–%s 到访 / visits: %s；累计 / so far %d", p.half.Format("15:04"), p.half.Add(30*time.Minute).Format("15:04"), strings.Join(parts, "，"), total)
	}
}
