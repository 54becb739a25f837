// Package settle is the night of one site: it closes the business day, settles what is due and sums the
// night up. Every step is one transaction that can be repeated: run twice, or killed anywhere and run
// again, the night ends in the same bytes. A night belongs to its own day: carried out late, it closes nothing that was
// opened since, and what it writes is dated when it is written and names the day that it is for.
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

// Night is one site's night: the instant up to which things are due, which names the business day it belongs to.
// The instant is part of the order for the run; the clock of whoever carries it out only dates what is written.
type Night struct {
	Site domain.SiteID `json:"site"`
	At   time.Time     `json:"at"`
}

// Begins is when a site's night begins, on its own clock.
const Begins = 23*time.Hour + 30*time.Minute

// LastNight gives the night whose hour came last at an instant on a site's clock.
func LastNight(at time.Time, zone *time.Location) time.Time {
	today := domain.DayOf(at, zone)
	night := today.Start(zone).Add(Begins)
	if night.After(at) {
		night = today.AddDays(-1).Start(zone).Add(Begins)
	}
	return night.UTC()
}

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
	Held []string `json:"held,omitempty"`
	// what did not read, or changed under the run each time: left for the next night, and alarmed
	Left    []string            `json:"left,omitempty"`
	Done    bool                `json:"done,omitempty"` // it was done before; nothing was done now
	Summary *settlement.Summary `json:"summary,omitempty"`
}

func newReport(day domain.Day) Report {
	return Report{Day: day, Settled: []string{}, Deducted: []string{}, Reminded: []string{}, Missed: []string{},
		Expedited: []string{}}
}

// Runner runs nights.
type Runner struct {
	Floor  *floor.Floor
	Logger *slog.Logger
	Now    func() time.Time // the clock by which entries are dated
}

const duePage = 100

// Run carries a night out, or finishes one that was interrupted. Whoever orders nights calls CatchUp.
func (r *Runner) Run(ctx context.Context, night Night) (Report, error) {
	look, err := r.Floor.Look(ctx, night.Site, night.At)
	if err != nil {
		return Report{}, err
	}
	report := newReport(look.Day)
	if err := r.book(ctx, night, &report); err != nil {
		return report, err
	}
	if err := r.tell(ctx, night, &report); err != nil {
		return report, err
	}
	if err := r.markDone(ctx, night); err != nil {
		return report, err
	}
	r.Logger.InfoContext(ctx, "night done", "site", night.Site, "day", report.Day, "settled", len(report.Settled),
		"deducted", len(report.Deducted), "left", len(report.Left))
	return report, nil
}

// book is what a night leaves in the book: the day closed, its appointments closed, what was due by then settled.
func (r *Runner) book(ctx context.Context, night Night, report *Report) error {
	if err := r.closeDay(ctx, night, report.Day); err != nil {
		return err
	}
	if err := r.missed(ctx, night, report); err != nil {
		return err
	}
	if err := r.passTime(ctx, night, report); err != nil {
		return err
	}
	if err := r.settle(ctx, night, report); err != nil {
		return err
	}
	var err error
	report.Summary, err = r.sumUp(ctx, night, report.Day)
	return err
}

// tell is what is done for the present when a night is carried out, and would come too late for a night long past:
// reminders, warnings, what may be held no longer, what the register says of days that are over.
func (r *Runner) tell(ctx context.Context, night Night, report *Report) error {
	if err := r.expedite(ctx, night, report); err != nil {
		return err
	}
	var err error
	if report.Warned, err = r.warnOfLapses(ctx, night, report.Day); err != nil {
		return err
	}
	if err := r.retain(ctx, night, report); err != nil {
		return err
	}
	if err := r.eraseDue(ctx, night, report); err != nil {
		return err
	}
	return r.measure(ctx, night, report.Day)
}

// settle settles what is due, one subject after the other.
func (r *Runner) settle(ctx context.Context, night Night, report *Report) error {
	due, err := r.due(ctx, night)
	if err != nil {
		return err
	}
	for i, subject := range due {
		if subject.kind == dueErasure {
			continue
		}
		done, err := r.again(func() (bool, error) { return r.settleOne(ctx, night, report.Day, subject) })
		if err := r.leave(ctx, report, subject.name, err); err != nil {
			return err
		}
		if done {
			report.note(subject.name)
		}
		if (i+1)%duePage == 0 {
			r.Logger.InfoContext(ctx, "settling", "site", night.Site, "done", i+1, "of", len(due))
		}
	}
	return nil
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

// closeDay closes the night's business day, or one before it, if it is still open, and counts hand-over notes that
// were overdue by the night (GP.18): as many as were overdue when it began, which bounds it.
func (r *Runner) closeDay(ctx context.Context, night Night, day domain.Day) error {
	look, err := r.Floor.Look(ctx, night.Site, night.At)
	if err != nil {
		return err
	}
	late := len(rotation.Overdue(look.State, night.At))
	for {
		_, err := floor.Act(ctx, r.Floor, r.command(night, "closeDay"), func(w *floor.Work) (struct{}, error) {
			if w.State.Day != "" && w.State.Day <= day {
				if _, err := floor.CloseDay(w); err != nil {
					return struct{}{}, err
				}
			}
			return struct{}{}, countLateNote(w, night.At)
		})
		if late--; err != nil || late <= 0 {
			return err
		}
	}
}

// countLateNote counts one hand-over note that is overdue: an agent's tally changes once in a commit, so the
// others follow in commits of their own.
func countLateNote(w *floor.Work, at time.Time) error {
	late := rotation.Overdue(w.State, at)
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
		At: slices.MaxFunc([]time.Time{r.Now(), night.At}, time.Time.Compare), For: night.At}
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

// again does a step until nobody else has written meanwhile what it reads.
func (r *Runner) again(step func() (bool, error)) (done bool, err error) {
	for range triesOfAStep {
		if done, err = step(); !lostRace(err) {
			break
		}
	}
	return done, err
}

// commit commits a step. Error: the store's where somebody else has changed what was read or written the lines.
func (r *Runner) commit(ctx context.Context, writes []store.Write) (bool, error) {
	if len(writes) == 0 {
		return false, nil
	}
	if err := r.Floor.Store().Commit(ctx, writes...); err != nil {
		return false, err
	}
	return true, nil
}
