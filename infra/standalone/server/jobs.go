package server

import (
	"context"
	"net/http"
	"sync"

	"github.com/lunxu/lunxu/internal/jobs"
)

// maxTries bounds how often the step of a job is tried, as the deployed queue does.
const maxTries = 5

// orders is the queue of jobs' steps in this process. What stands in it is lost with the process and found
// again at the next start, because the jobs themselves are stored.
type orders struct {
	mu      sync.Mutex
	waiting []string
	some    chan struct{} // holds one signal while something may be waiting
}

func newOrders() *orders { return &orders{some: make(chan struct{}, 1)} }

// Send puts messages into the queue.
func (o *orders) Send(_ context.Context, bodies []string) error {
	o.mu.Lock()
	o.waiting = append(o.waiting, bodies...)
	o.mu.Unlock()
	select {
	case o.some <- struct{}{}:
	default:
	}
	return nil
}

func (o *orders) next() (string, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.waiting) == 0 {
		return "", false
	}
	first := o.waiting[0]
	o.waiting = o.waiting[1:]
	return first, true
}

// WorkJobs carries out jobs on sites' past until the context ends, first those that an earlier process left
// unfinished.
func (s *Server) WorkJobs(ctx context.Context) {
	if err := s.resumeJobs(ctx); err != nil && ctx.Err() == nil {
		s.logger.ErrorContext(ctx, "unfinished jobs not found", "error", err)
	}
	for {
		s.finishJobs(ctx)
		select {
		case <-s.orders.some:
		case <-ctx.Done():
			return
		}
	}
}

func (s *Server) resumeJobs(ctx context.Context) error {
	all, err := s.Sites(ctx)
	if err != nil {
		return err
	}
	for _, site := range all {
		unfinished, err := jobs.Unfinished(ctx, s.store, site)
		if err != nil {
			return err
		}
		for _, job := range unfinished {
			message, err := job.Order().Message()
			if err != nil {
				return err
			}
			if err := s.orders.Send(ctx, []string{message}); err != nil {
				return err
			}
		}
	}
	return nil
}

// finishJobs carries out steps until none is waiting.
func (s *Server) finishJobs(ctx context.Context) {
	for ctx.Err() == nil {
		message, waiting := s.orders.next()
		if !waiting {
			return
		}
		var err error
		for range maxTries {
			if err = s.Jobs.Message(ctx, message); err == nil || ctx.Err() != nil {
				break
			}
		}
		if err != nil && ctx.Err() == nil {
			s.logger.ErrorContext(ctx, "step of a job given up", "error", err.Error())
			if err := s.Jobs.GiveUp(ctx, message); err != nil {
				s.logger.ErrorContext(ctx, "job not ended", "error", err.Error())
			}
		}
	}
}

// runJobs finishes every job that is waiting, as the worker would.
func (s *Server) runJobs(w http.ResponseWriter, r *http.Request) {
	s.finishJobs(r.Context())
	s.reply(r.Context(), w, http.StatusOK, map[string]bool{"finished": true})
}
