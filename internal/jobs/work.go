package jobs

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/whatif"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/replay"
	"github.com/lunxu/lunxu/internal/store"
)

func (r *Runner) workOf(ctx context.Context, job *Job, look floor.Look) (work, error) {
	if job.Kind == WhatIf {
		if job.Rules == nil {
			return nil, fmt.Errorf("jobs: job %s has no rules", job.ID)
		}
		t := &trial{ctx: ctx, store: r.Floor.Store(), look: look, run: whatif.New(*job.Rules)}
		t.state = t.run.State()
		return t, nil
	}
	site := replay.Site{Floor: r.Floor, ID: job.Site, Versions: look.Site.Versions,
		First: look.Site.Day(look.Site.CreatedAt)}
	again := &again{state: replayState{Replayed: Replayed{Kinds: map[replay.Kind]Count{}}},
		walk: replay.NewWalk(look.Site.Versions)}
	if job.Step > 0 {
		return again, nil
	}
	again.ready = true
	return again, site.Approach(ctx, again.walk, job.From)
}

// trial tries another policy.
type trial struct {
	ctx     context.Context
	store   store.Store
	look    floor.Look
	run     *whatif.Run
	state   whatif.State
	resumed bool
}

func (t *trial) known() any {
	if t.resumed {
		t.state = t.run.State()
	}
	return &t.state
}

func (t *trial) result(job *Job) {
	if job.Status == Done {
		result := t.run.Result()
		job.Tried = &result
	}
}

func (t *trial) take(e floor.StoredEntry) error {
	if !t.resumed { // recall, if any, has filled the state by now
		t.run.Resume(t.state)
		t.resumed = true
	}
	step, err := t.stepOf(e.Entry)
	if err != nil {
		return err
	}
	t.run.Take(step)
	return nil
}

// stepOf reads what an entry says.
func (t *trial) stepOf(entry journal.Entry) (whatif.Step, error) {
	step := whatif.Step{Entry: entry}
	if !replay.Applies(entry) {
		step.Entry.Event = nil
	}
	switch replay.KindOf(entry) {
	case replay.Reception:
		door, err := floor.DoorOf(entry)
		if err != nil {
			return step, err
		}
		door.Zone = t.look.Site.Zone()
		step.Door = &door
	case replay.Credit:
		err := t.creditOf(&step)
		return step, err
	}
	if replay.Opens(entry) {
		state, err := floor.Opening(entry)
		if err != nil {
			return step, err
		}
		step.Opening = &state
	}
	return step, nil
}

// creditOf reads the facts of a credit decision, and the deal's commission as it stands.
func (t *trial) creditOf(step *whatif.Step) error {
	var facts floor.DealFacts
	if err := json.Unmarshal(step.Entry.Facts, &facts); err != nil {
		return fmt.Errorf("jobs: decode facts: %w", err)
	}
	commission, err := t.commission(step.Entry.Deal)
	step.Deal = &whatif.Deal{Facts: facts.Deal, Customer: facts.Customer, Zone: t.look.Site.Zone(),
		Commission: commission, Ruled: facts.Person != nil}
	return err
}

func (t *trial) commission(id domain.DealID) (money.Fen, error) {
	d, _, err := floor.Read[deal.Deal](t.ctx, t.store, store.DealKey(t.look.Site.ID, id),
		domain.Invalid("deal.unknown", "/deal"))
	return d.Commission, err
}

// again replays every entry.
type again struct {
	state replayState
	walk  *replay.Walk
	ready bool
}

type replayState struct {
	Replayed Replayed       `json:"replayed"`
	Started  bool           `json:"started"`
	Floor    rotation.State `json:"floor"`
}

func (a *again) known() any {
	if a.ready {
		a.state.Floor, a.state.Started = a.walk.State(), a.walk.Started()
	}
	return &a.state
}

func (a *again) result(job *Job) {
	came := a.state.Replayed
	job.Replayed = &came
}

func (a *again) take(e floor.StoredEntry) error {
	if !a.ready {
		if a.state.Started {
			a.walk.Resume(a.state.Floor)
		}
		a.ready = true
	}
	entry, err := a.walk.Again(e.Entry)
	if err != nil {
		return err
	}
	found, err := replay.Compare(e.Sealed.Body, entry)
	if err != nil {
		return err
	}
	a.state.Replayed.note(e.Entry, found)
	return nil
}

func (r *Replayed) note(e journal.Entry, found replay.Comparison) {
	kind := replay.KindOf(e)
	count := r.Kinds[kind]
	count.Entries++
	if found.Identical {
		count.Identical++
	} else {
		r.Different++
		if len(r.Differences) < ListedDifferences {
			r.Differences = append(r.Differences,
				Difference{Decision: journal.VisitOf(e.Day, e.Seq), Kind: kind, Operation: e.Operation,
					Stored: found.Stored, Recomputed: found.Recomputed})
		}
	}
	r.Kinds[kind] = count
}
