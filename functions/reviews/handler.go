// Package reviews looks back on a site's past: the fairness of a period, and jobs that try another policy
// over a period or replay its decisions. Nothing here changes anything of the site.
package reviews

import (
	"context"
	"errors"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/jobs"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// Handler serves the review operations of the contract.
type Handler struct {
	floor *floor.Floor
	queue jobs.Queue
}

// Register adds the operations to a router; orders for steps go to the queue.
func Register(r *api.Router, f *floor.Floor, queue jobs.Queue) {
	h := &Handler{floor: f, queue: queue}
	api.Handle(r, "getFairness", h.getFairness)
	api.Handle(r, "startWhatIf", h.startWhatIf)
	api.Handle(r, "listWhatIfs", h.listWhatIfs)
	api.Handle(r, "getWhatIf", h.getWhatIf)
	api.Handle(r, "cancelWhatIf", h.cancelWhatIf)
	api.Handle(r, "startReplay", h.startReplay)
	api.Handle(r, "listReplays", h.listReplays)
	api.Handle(r, "getReplay", h.getReplay)
	api.Handle(r, "cancelReplay", h.cancelReplay)
}

// startWhatIf starts the trial of a policy: a preset, a version of the site, or a draft on one of them.
func (h *Handler) startWhatIf(ctx context.Context, call api.Call[contract.NewWhatIf]) (api.Answer, error) {
	return start(ctx, h, view.Command(call), call.Body.From, call.Body.To, func(w *floor.Work, job *jobs.Job) error {
		draft, base, err := view.DraftOf(w.Site,
			view.Draft{Base: &call.Body.Base, Rules: call.Body.Rules, Changes: call.Body.Changes})
		if err != nil {
			return err
		}
		if len(draft.Faults) > 0 {
			return draft.Faults[0]
		}
		job.Kind, job.Preset, job.Rules = jobs.WhatIf, base.Preset, &draft.Rules
		if call.Body.Rules == nil && call.Body.Changes == nil {
			job.Version = base.Number
		}
		return nil
	})
}

func (h *Handler) startReplay(ctx context.Context, call api.Call[contract.NewReplay]) (api.Answer, error) {
	return start(ctx, h, view.Command(call), call.Body.From, call.Body.To, func(_ *floor.Work, job *jobs.Job) error {
		job.Kind = jobs.Replay
		return nil
	})
}

// start stores a job and asks for its first step. The order is sent again with a repeated request, should
// the first have been lost; a job that has gone on ignores it.
func start(ctx context.Context, h *Handler, cmd floor.Command, from, to string,
	prepare func(*floor.Work, *jobs.Job) error) (api.Answer, error) {
	result, err := floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Job, error) {
		job := &jobs.Job{Site: w.Site.ID, By: cmd.Subject, CreatedAt: w.At}
		if err := period(w, job, from, to); err != nil {
			return contract.Job{}, err
		}
		if err := prepare(w, job); err != nil {
			return contract.Job{}, err
		}
		job.ID = jobs.ID(job.Kind, w.At, cmd.Key)
		write, err := job.Start()
		if err != nil {
			return contract.Job{}, err
		}
		w.Also(write)
		return jobView(job), nil
	})
	if err != nil {
		return api.Answer{}, err
	}
	message, err := jobs.Order{Site: cmd.Site, Job: result.Value.Job}.Message()
	if err != nil {
		return api.Answer{}, err
	}
	if err := h.queue.Send(ctx, []string{message}); err != nil {
		return api.Answer{}, errors.Join(err, store.ErrUnavailable)
	}
	return view.Respond(result, nil)
}

// period checks the days of a job. Errors: day.malformed, job.period.
func period(w *floor.Work, job *jobs.Job, from, to string) error {
	var err error
	if job.From, err = domain.ParseDay(from); err != nil {
		return domain.InField(err, "/from")
	}
	if job.To, err = domain.ParseDay(to); err != nil {
		return domain.InField(err, "/to")
	}
	if job.To < job.From || job.To > w.Day || job.From.AddDays(jobs.MaxDays) <= job.To {
		return domain.Invalid("job.period", "/to")
	}
	return nil
}

func (h *Handler) listWhatIfs(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	return h.list(ctx, call, jobs.WhatIf)
}

func (h *Handler) listReplays(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	return h.list(ctx, call, jobs.Replay)
}

// list lists the site's jobs of a kind, newest first.
func (h *Handler) list(ctx context.Context, call api.Call[api.None], kind jobs.Kind) (api.Answer, error) {
	page, err := view.Page(ctx, h.floor.Store(), call.Query, jobs.Of(call.Site, kind))
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.JobList{Items: []contract.Job{}, NextCursor: page.Cursor}
	for _, item := range page.Items {
		job, err := jobs.Open(item, true, kind)
		if err != nil {
			return api.Answer{}, err
		}
		list.Items = append(list.Items, jobView(job))
	}
	return api.OK(list)
}

func (h *Handler) getWhatIf(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	job, err := jobs.Load(ctx, h.floor.Store(), call.Site, jobs.WhatIf, call.Path("job"))
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.WhatIf{Job: jobView(job)}
	if job.Tried != nil {
		out.Result = whatIfView(*job.Tried)
	}
	return api.OK(out)
}

func (h *Handler) getReplay(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	job, err := jobs.Load(ctx, h.floor.Store(), call.Site, jobs.Replay, call.Path("job"))
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.BulkReplay{Job: jobView(job)}
	if job.Replayed != nil {
		out.Result = replayView(*job.Replayed)
	}
	return api.OK(out)
}

func (h *Handler) cancelWhatIf(ctx context.Context, call api.Call[contract.JobCancellation]) (api.Answer, error) {
	return h.cancel(ctx, view.Command(call), jobs.WhatIf, call.Path("job"))
}

func (h *Handler) cancelReplay(ctx context.Context, call api.Call[contract.JobCancellation]) (api.Answer, error) {
	return h.cancel(ctx, view.Command(call), jobs.Replay, call.Path("job"))
}

// cancel ends a job. Errors: job.unknown, job.ended.
func (h *Handler) cancel(ctx context.Context, cmd floor.Command, kind jobs.Kind, id string) (api.Answer, error) {
	key := store.JobKey(cmd.Site, id)
	cmd.Hint = []store.Key{key}
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Job, error) {
		item, found, err := w.Item(key)
		if err != nil {
			return contract.Job{}, err
		}
		job, err := jobs.Open(item, found, kind)
		if err != nil {
			return contract.Job{}, err
		}
		if job.Status.Ended() {
			return contract.Job{}, domain.Invalid("job.ended", "/job")
		}
		write, err := job.Cancel()
		if err != nil {
			return contract.Job{}, err
		}
		w.Also(write)
		return jobView(job), nil
	}))
}
