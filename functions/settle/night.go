// Package settle is the night of one site: it closes the business day, settles what is due and sums the
// night up. Every step is one transaction that can be repeated: run twice, or killed anywhere and run
// again, the night ends in the same bytes.
package settle

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/settlement"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// Night is one site's night: the business day it belongs to and the instant up to which things are due.
// The instant is part of the order for the run, never the clock of whoever carries it out.
type Night struct {
	Site domain.SiteID `json:"site"`
	At   time.Time     `json:"at"`
}

// Begins is when a site's night begins, on its own clock.
const Begins = 23*time.Hour + 30*time.Minute

// Report is what a run did and how the night stands after it.
type Report struct {
	Day       domain.Day `json:"day"`
	Settled   []string   `json:"settled"`          // deals settled by this run
	Deducted  []string   `json:"deducted"`         // conduct reports deducted by this run
	Reminded  []string   `json:"reminded"`         // disputes of whose deadlines this run reminded
	Missed    []string   `json:"missed"`           // appointments whose customers did not come, of this run
	Expedited []string   `json:"expedited"`        // overdue cases whose departments were reminded by this run
	Warned    []string   `json:"warned,omitempty"` // customers of whose lapse this run warned the owners
	Erased    []string   `json:"erased,omitempty"` // persons erased by this run because their time was over
	// what was said and nobody confirmed in time: passed on to the next level, lapsed, or taken for consent; and what
	// waits still
	Climbed     []string `json:"climbed,omitempty"`
	Lapsed      []string `json:"lapsed,omitempty"`
	Consented   []string `json:"consented,omitempty"`
	Unconfirmed []string `json:"unconfirmed,omitempty"`
	// persons whose time is over and whose data are needed still
	Held    []string            `json:"held,omitempty"`
	Summary *settlement.Summary `json:"summary,omitempty"`
}

// Runner runs nights.
type Runner struct {
	Floor  *floor.Floor
	Logger *slog.Logger
}

const duePage = 100

// Run carries a night out, or finishes one that was interrupted.
func (r *Runner) Run(ctx context.Context, night Night) (Report, error) {
	report := Report{Settled: []string{}, Deducted: []string{}, Reminded: []string{}, Missed: []string{},
		Expedited: []string{}}
	day, err := r.closeDay(ctx, night)
	if err != nil {
		return report, err
	}
	report.Day = day
	if report.Missed, err = r.missed(ctx, night, day); err != nil {
		return report, err
	}
	if report.Expedited, err = r.expedite(ctx, night); err != nil {
		return report, err
	}
	if err := r.passTime(ctx, night, &report); err != nil {
		return report, err
	}
	if report.Warned, err = r.warnOfLapses(ctx, night, day); err != nil {
		return report, err
	}
	if err := r.retain(ctx, night, &report); err != nil {
		return report, err
	}
	due, err := r.due(ctx, night)
	if err != nil {
		return report, err
	}
	for i, subject := range due {
		if ref, is := strings.CutPrefix(subject.name, floor.DueErase); is {
			if err := r.eraseHeld(ctx, night, &report, domain.CustomerRef(ref), subject.key); err != nil {
				return report, err
			}
			continue
		}
		done, err := r.settleOne(ctx, night, day, subject)
		if err != nil {
			return report, err
		}
		if done {
			report.note(subject.name)
		}
		if (i+1)%duePage == 0 {
			r.Logger.InfoContext(ctx, "settling", "site", night.Site, "done", i+1, "of", len(due))
		}
	}
	if report.Summary, err = r.sumUp(ctx, night, day); err != nil {
		return report, err
	}
	return report, r.measure(ctx, night, day)
}

func (report *Report) note(subject string) {
	if _, id, isReminder := cutReminder(subject); isReminder {
		report.Reminded = append(report.Reminded, id)
		return
	}
	if id, isFine := cutFine(subject); isFine {
		if !slices.Contains(report.Deducted, id) {
			report.Deducted = append(report.Deducted, id)
		}
		return
	}
	report.Settled = append(report.Settled, subject)
}

func cutFine(subject string) (string, bool) {
	for _, prefix := range []string{floor.DueFine, floor.DueShare} {
		if id, ok := strings.CutPrefix(subject, prefix); ok {
			return id, true
		}
	}
	return "", false
}

// closeDay closes the business day if it is still open, and counts hand-over notes that are overdue
// (GP.18): as many as were overdue when it began, which bounds it.
func (r *Runner) closeDay(ctx context.Context, night Night) (domain.Day, error) {
	look, err := r.Floor.Look(ctx, night.Site, night.At)
	if err != nil {
		return "", err
	}
	late := len(rotation.Overdue(look.State, night.At))
	for {
		result, err := floor.Act(ctx, r.Floor, r.command(night, "closeDay"), func(w *floor.Work) (domain.Day, error) {
			if w.State.Day != "" {
				if _, err := floor.CloseDay(w); err != nil {
					return "", err
				}
			}
			return w.Day, countLateNote(w)
		})
		if late--; err != nil || late <= 0 {
			return result.Value, err
		}
	}
}

// countLateNote counts one hand-over note that is overdue: an agent's tally changes once in a commit, so the
// others follow in commits of their own.
func countLateNote(w *floor.Work) error {
	late := rotation.Overdue(w.State, w.At)
	if len(late) == 0 {
		return nil
	}
	note := late[0]
	if _, err := floor.CountLateNote(w, note); err != nil {
		return err
	}
	_, err := w.Apply(rotation.Event{Kind: rotation.NoteWritten, Visit: note.Visit, Agent: note.From},
		journal.Entry{Operation: "lateHandOverNote", Note: policy.LateHandOverNote, Refers: note.Visit})
	return err
}

func (r *Runner) command(night Night, operation string) floor.Command {
	return floor.Command{Site: night.Site, Operation: operation, Subject: "system", Role: domain.RoleSystem,
		At: night.At}
}

// subject is one thing that is due.
type subject struct {
	name string
	kind kind
	key  store.Key
}

// kind says what a subject is, in the order in which a night does them: shares of a month's commission rest on all of
// the month's credit, and whoever is to be erased may be held by a deal.
type kind int

const (
	dueDeal kind = iota
	dueFine
	dueShare
	dueReminder
	dueErasure
)

// prefixes tell the kinds but deals.
var prefixes = map[kind]string{dueFine: floor.DueFine, dueShare: floor.DueShare, dueReminder: floor.DueRemind,
	dueErasure: floor.DueErase}

func kindOf(name string) kind {
	for kind, prefix := range prefixes {
		if strings.HasPrefix(name, prefix) {
			return kind
		}
	}
	return dueDeal
}

// due lists what is due up to the night's instant, in the order of the kinds.
func (r *Runner) due(ctx context.Context, night Night) ([]subject, error) {
	var all []subject
	query := store.Query{Table: store.Operations, Partition: store.DuePartition(night.Site), Limit: duePage,
		To: night.At.UTC().Format(time.RFC3339) + "$"} // "$" follows "#": everything due at the instant itself
	for item, err := range store.All(ctx, r.Floor.Store(), query) {
		if err != nil {
			return nil, err
		}
		_, name, _ := strings.Cut(item.Key.Sort, "#")
		all = append(all, subject{name, kindOf(name), item.Key})
	}
	slices.SortStableFunc(all, func(a, b subject) int { return int(a.kind) - int(b.kind) })
	return all, nil
}

// settleOne settles one subject in one transaction; false when there is nothing to do (yet).
func (r *Runner) settleOne(ctx context.Context, night Night, day domain.Day, s subject) (bool, error) {
	switch s.kind {
	case dueFine:
		return r.settleFine(ctx, night, day, s)
	case dueShare:
		return r.settleShare(ctx, night, day, s)
	case dueReminder:
		return r.remind(ctx, night, s)
	}
	return r.settleDeal(ctx, night, day, s)
}

// settleDeal writes a deal's lines, marks it settled and takes it off the list, together or not at all.
// A deal that waits for a ruling stays on the list.
func (r *Runner) settleDeal(ctx context.Context, night Night, day domain.Day, s subject) (bool, error) {
	key := store.DealKey(night.Site, domain.DealID(s.name))
	d, item, err := floor.Read[deal.Deal](ctx, r.Floor.Store(), key, domain.Invalid("deal.unknown", "/deal"))
	if err != nil || !d.Due(night.At) {
		return false, err
	}
	credit := d.Credit()
	lines, err := settlement.SettleDeal(credit, day)
	if err != nil {
		return false, err
	}
	d.Settle(credit, day)
	settled, err := floor.Replace(item, key, d)
	if err != nil {
		return false, err
	}
	writes := []store.Write{settled, {Action: store.Delete, Condition: store.MustExist, Item: store.Item{Key: s.key}}}
	return r.commit(ctx, append(writes, floor.LineWrites(night.Site, lines)...))
}

// commit commits a step. Where somebody else has changed the deal or written the lines meanwhile, the run ends with the
// store's error, and the next one goes on.
func (r *Runner) commit(ctx context.Context, writes []store.Write) (bool, error) {
	if len(writes) == 0 {
		return false, nil
	}
	if err := r.Floor.Store().Commit(ctx, writes...); err != nil {
		return false, err
	}
	return true, nil
}
