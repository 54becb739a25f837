package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// Order asks for one step of a job.
type Order struct {
	Site domain.SiteID `json:"site"`
	Job  string        `json:"job"`
	Step int           `json:"step"` // steps done before it
}

// Message gives the order as a queue carries it.
func (o Order) Message() (string, error) {
	text, err := json.Marshal(o)
	if err != nil {
		return "", fmt.Errorf("jobs: encode order: %w", err)
	}
	return string(text), nil
}

// Order gives the order for the job's next step.
func (j *Job) Order() Order { return Order{Site: j.Site, Job: j.ID, Step: j.Step} }

// Queue takes orders.
type Queue interface {
	Send(ctx context.Context, bodies []string) error
}

// Runner carries steps out.
type Runner struct {
	Floor   *floor.Floor
	Queue   Queue
	Logger  *slog.Logger
	Entries int // most entries of one step; 0: EntriesAtOnce
}

// EntriesAtOnce is how many entries one step looks at: a few seconds of work.
const EntriesAtOnce = 10_000

const pageSize = 200

// work is what a kind of job does with each entry.
type work interface {
	take(floor.StoredEntry) error
	known() any      // what the next step starts from, for JSON; a pointer
	result(job *Job) // puts what came of it into the job
}

// Step carries one step out and asks for the next. An order that came twice, or for a job that ended or was
// cancelled, does nothing; if the step was done and only the next order may have been lost, it is sent again.
func (r *Runner) Step(ctx context.Context, order Order) error {
	job, err := load(ctx, r.Floor.Store(), order.Site, order.Job)
	if err != nil || job == nil || job.Status.Ended() {
		return err
	}
	if job.Step == order.Step {
		if err := r.advance(ctx, job); err != nil {
			return r.ended(ctx, order, err)
		}
	}
	if job.Status.Ended() || job.Step < order.Step {
		return nil
	}
	message, err := job.Order().Message()
	if err != nil {
		return err
	}
	return r.Queue.Send(ctx, []string{message})
}

// ended tells whether a step failed because the job went on elsewhere or was cancelled meanwhile.
func (r *Runner) ended(ctx context.Context, order Order, failure error) error {
	var lost *store.ConditionError
	if errors.As(failure, &lost) || errors.Is(failure, store.ErrConflict) {
		job, err := load(ctx, r.Floor.Store(), order.Site, order.Job)
		if err != nil || job == nil || job.Status.Ended() || job.Step > order.Step {
			return err
		}
	}
	return failure
}

func (r *Runner) advance(ctx context.Context, job *Job) error {
	look, err := r.Floor.Look(ctx, job.Site, job.CreatedAt)
	if err != nil {
		return err
	}
	w, err := r.workOf(ctx, job, look)
	if err != nil {
		return err
	}
	if job.Step > 0 {
		if err := recall(ctx, r.Floor.Store(), job, w.known()); err != nil {
			return err
		}
	}
	step, parts := job.Step, job.Parts
	if err := r.read(ctx, job, w); err != nil {
		return err
	}
	if job.Parts, err = r.keepKnown(ctx, job, w); err != nil {
		return err
	}
	w.result(job)
	job.Step++
	write, err := job.write()
	if err != nil {
		return err
	}
	if err := r.Floor.Store().Commit(ctx, write); err != nil {
		return err
	}
	r.Logger.InfoContext(ctx, "job went on", "site", job.Site, "job", job.ID, "kind", job.Kind, "status", job.Status,
		"entries", job.Entries)
	return drop(ctx, r.Floor.Store(), job, step, parts)
}

// keepKnown stores what the next step starts from; a job that is done needs nothing more.
func (r *Runner) keepKnown(ctx context.Context, job *Job, w work) (int, error) {
	if job.Status.Ended() {
		return 0, nil
	}
	return keep(ctx, r.Floor.Store(), job, job.Step+1, w.known())
}

// read looks at the next entries of the period and leaves the job behind the last of them. Empty days count
// as pages, so that a long period without entries is bounded too.
func (r *Runner) read(ctx context.Context, job *Job, w work) error {
	left := r.Entries
	if left == 0 {
		left = EntriesAtOnce
	}
	job.Status = Running
	for left > 0 && job.Next.Day <= job.To {
		entries, more, err := floor.EntriesAfter(ctx, r.Floor, job.Site, job.Next.Day, job.Next.Seq,
			min(pageSize, left))
		if err != nil {
			return err
		}
		for _, entry := range entries {
			if err := w.take(entry); err != nil {
				return err
			}
			job.Next.Seq = entry.Seq
		}
		job.Entries += len(entries)
		left -= max(len(entries), 1)
		if !more {
			job.Next = Position{Day: job.Next.Day.AddDays(1)}
		}
	}
	if job.Next.Day > job.To {
		job.Status = Done
	}
	return nil
}

// Fail ends a job that cannot go on.
func (r *Runner) Fail(ctx context.Context, order Order, code domain.Code) error {
	job, err := load(ctx, r.Floor.Store(), order.Site, order.Job)
	if err != nil || job == nil || job.Status.Ended() {
		return err
	}
	job.Status, job.Failure = Failed, code
	write, err := job.write()
	if err != nil {
		return err
	}
	return r.Floor.Store().Commit(ctx, write)
}

// GivenUp is why a job ended whose step failed as often as it is tried.
const GivenUp domain.Code = "job.given_up"

// GiveUp ends the job that a message asks a step of.
func (r *Runner) GiveUp(ctx context.Context, body string) error {
	ctx, cancel := context.WithTimeout(ctx, endLasts)
	defer cancel()
	var order Order
	if err := json.Unmarshal([]byte(body), &order); err != nil {
		return fmt.Errorf("jobs: decode order: %w", err)
	}
	return r.Fail(ctx, order, GivenUp)
}

// endLasts bounds the end of a job in time.
const endLasts = 10 * time.Second

// lasts bounds one step in time, far below what a message stays hidden for.
const lasts = 100 * time.Second

// Message carries out the step that a message asks for.
func (r *Runner) Message(ctx context.Context, body string) error {
	ctx, cancel := context.WithTimeout(ctx, lasts)
	defer cancel()
	var order Order
	if err := json.Unmarshal([]byte(body), &order); err != nil {
		return fmt.Errorf("jobs: decode order: %w", err)
	}
	err := r.Step(ctx, order)
	var refusal *domain.Error
	if errors.As(err, &refusal) { // what the rules refuse, they refuse again
		return r.Fail(ctx, order, refusal.Code)
	}
	return err
}
