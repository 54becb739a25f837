// Package assessment assesses the staff of a site: records of training, scorecards, what superiors and colleagues
// think, and results.
package assessment

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/assessment"
	"github.com/lunxu/lunxu/internal/floor"
)

// Handler serves the assessment operations of the contract.
type Handler struct{ floor *floor.Floor }

// Register adds the operations to a router.
func Register(r *api.Router, f *floor.Floor) {
	h := &Handler{floor: f}
	api.Handle(r, "recordTraining", h.recordTraining)
	api.Handle(r, "listTrainings", h.listTrainings)
	api.Handle(r, "listScorecards", h.listScorecards)
	api.Handle(r, "getScorecard", h.getScorecard)
	api.Handle(r, "assessAgent", h.assessAgent)
	api.Handle(r, "decideAssessment", h.decideAssessment)
	api.Handle(r, "answerAssessment", h.answerAssessment)
	api.Handle(r, "listOverdueAssessments", h.listOverdueAssessments)
}

// pathAgent gives the agent of the path. An agent is only ever themselves. Errors: agent.not_yourself.
func pathAgent[In any](call api.Call[In]) (domain.AgentID, error) {
	agent := domain.AgentID(call.Path("agent"))
	if call.Principal.Role == domain.RoleAgent && call.Principal.Agent != agent {
		return agent, domain.Invalid("agent.not_yourself", "/agent")
	}
	return agent, nil
}

// inCycle checks that a period is one of those by which the site is assessed: by the policy of its last day, or of
// today while it runs (AS.2.5). Errors: assessment.not_begun, assessment.cycle.
func inCycle(w *floor.Work, period assessment.Period) error {
	first, last := period.Days()
	if first > w.Day {
		return domain.Invalid("assessment.not_begun", "/period")
	}
	version, err := w.Site.Policy(min(last, w.Day))
	if err != nil {
		return err
	}
	if version.Rules.Assessment.Every() != period.Cycle() {
		return &domain.Error{Code: "assessment.cycle", Clause: "AS.2.5", Field: "/period"}
	}
	return nil
}

// assessable reads what is known of a site's agents in the period of the path, up to now.
func (h *Handler) assessable(ctx context.Context, look floor.Look,
	text string) (assessment.Period, floor.Assessable, error) {
	period, err := assessment.ParsePeriod(text)
	if err != nil {
		return period, floor.Assessable{}, err
	}
	if first, _ := period.Days(); first > look.Day {
		return period, floor.Assessable{}, domain.Invalid("assessment.not_begun", "/period")
	}
	known, err := floor.ReadAssessable(ctx, h.floor, look.Site, period, look.At)
	return period, known, err
}
