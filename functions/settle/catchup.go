package settle

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// nightMark is the last night that was done.
type nightMark struct {
	At time.Time `json:"at"`
}

// markDone keeps that a night was done. A later one that was done meanwhile stands.
func (r *Runner) markDone(ctx context.Context, night Night) error {
	key := store.NightKey(night.Site)
	_, err := r.again(func() (bool, error) {
		mark, item, err := floor.Read[nightMark](ctx, r.Floor.Store(), key, nil)
		if err != nil || !mark.At.Before(night.At) {
			return false, err
		}
		write, err := floor.Replace(item, key, nightMark{night.At})
		if err != nil {
			return false, err
		}
		return r.commit(ctx, []store.Write{write})
	})
	return err
}

// maxNightsAtOnce bounds how many nights one order catches up; the next order goes on.
const maxNightsAtOnce = 62

// CatchUp carries a night out after the ones before it that were missed, in their order, so that what was due on a day
// is in the book under that day. Only what a night leaves in the book is caught up: reminders and warnings are given
// once, now. Of a site that has no night yet, the first is that of the day on which it was made. A night that was done
// is not done again: ordered as often as may be, it costs one read.
func (r *Runner) CatchUp(ctx context.Context, night Night) (Report, error) {
	key := store.NightKey(night.Site)
	look, err := r.Floor.Look(ctx, night.Site, night.At, key)
	if err != nil {
		return Report{}, err
	}
	mark, err := floor.Load(look.Work, key, nightMark{})
	if err != nil {
		return Report{}, err
	}
	if !mark.At.Before(night.At) {
		report := newReport(look.Day)
		report.Done = true
		return report, nil
	}
	missed := look.Site.Day(look.Site.CreatedAt)
	if !mark.At.IsZero() {
		missed = look.Site.Day(mark.At).AddDays(1)
	}
	for n := 0; missed < look.Day; n, missed = n+1, missed.AddDays(1) {
		if n == maxNightsAtOnce {
			return Report{}, &domain.Error{Code: "busy.try_again"}
		}
		past := Night{Site: night.Site, At: missed.Start(look.Site.Zone()).Add(Begins).UTC()}
		report := newReport(missed)
		if err := r.book(ctx, past, &report); err != nil {
			return report, err
		}
		if err := r.markDone(ctx, past); err != nil {
			return report, err
		}
		r.Logger.InfoContext(ctx, "night caught up", "site", night.Site, "day", missed, "settled",
			len(report.Settled), "left", len(report.Left))
	}
	return r.Run(ctx, night)
}

// triesOfAStep bounds how often a step of the night is done again because somebody else wrote meanwhile.
const triesOfAStep = 5

// lostRace reports that somebody else wrote first.
func lostRace(err error) bool { return floor.LostRace(err) || errors.Is(err, errTaken) }

// leave lets the night go on after a thing that does not read, or that somebody else keeps changing: it is named in the
// report and in the log, whose errors are alarmed, and left for the next night. Every other error ends the run.
func (r *Runner) leave(ctx context.Context, report *Report, what string, err error) error {
	if err == nil || !floor.Unreadable(err) && !lostRace(err) {
		return err
	}
	if !slices.Contains(report.Left, what) {
		report.Left = append(report.Left, what)
	}
	r.Logger.ErrorContext(ctx, "night left something", "day", report.Day, "what", what, "error", err.Error())
	return nil
}
