package assessment

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/assessment"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/feedback"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// assessAgent records what somebody thinks of an agent's work in a period: regular and spot assessments by superiors,
// of oneself, of a colleague (AS.2.3).
func (h *Handler) assessAgent(ctx context.Context, call api.Call[contract.NewAssessment]) (api.Answer, error) {
	period, err := assessment.ParsePeriod(call.Body.Period)
	if err != nil {
		return api.Answer{}, err
	}
	agent := domain.AgentID(call.Body.Agent)
	given := assessment.Given{Kind: assessment.Kind(call.Body.Kind), By: call.Principal.Subject,
		ByAgent: call.Principal.Agent, At: call.At,
		Words: view.Text(call.Body.Words), Corrects: view.Text(call.Body.Corrects),
		Scores: feedback.Scores{Overall: call.Body.Overall, Efficiency: optional(call.Body.Efficiency),
			Attitude:       optional(call.Body.Attitude),
			ProblemSolving: optional(call.Body.ProblemSolving)}}
	cmd := view.Command(call, store.AssessmentKey(call.Site, string(period), agent))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Assessment, error) {
		given := given
		if !w.Site.WorksHere(agent) {
			return contract.Assessment{}, domain.Invalid("agent.unknown", "/agent")
		}
		if err := inCycle(w, period); err != nil {
			return contract.Assessment{}, err
		}
		before, err := floor.LoadAssessment(w, period, agent)
		if err != nil {
			return contract.Assessment{}, err
		}
		given.ID = "s" + string(w.NextVisit())
		record, err := assessment.Assess(before, given, call.Principal.Role)
		if err != nil {
			return contract.Assessment{}, err
		}
		said := given
		said.Words = ""
		return showAssessment(record, given), floor.SaveAssessment(w, record, "assessed", said)
	}))
}

// optional gives a score that is there; what is not a score is refused by its check, nothing sent is 0.
func optional(sent *int) int {
	switch {
	case sent == nil:
		return 0
	case *sent == 0:
		return -1
	}
	return *sent
}

// decideAssessment gives the result of a period that is over: a grade with suggestions, a reward or a penalty (AS.2.4,
// BR.6). The outstanding are rewarded by a commendation (CM.5) and nobody is punished but by a conduct report: both are
// made and verified on their own and only named here (GR.11-12).
func (h *Handler) decideAssessment(ctx context.Context,
	call api.Call[contract.NewAssessmentResult]) (api.Answer, error) {
	id := domain.AgentID(call.Path("agent"))
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	period, known, err := h.assessable(ctx, look, call.Path("period"))
	if err != nil {
		return api.Answer{}, err
	}
	next := assessment.Result{At: call.At, By: call.Principal.Subject, Grade: assessment.Grade(call.Body.Grade),
		Suggestions:  view.Text(call.Body.Suggestions),
		Commendation: conduct.CommendationID(view.Text(call.Body.Commendation)),
		Report:       conduct.ReportID(view.Text(call.Body.Report)),
		Corrects:     view.Text(call.Body.Corrects)}
	cmd := view.Command(call, store.AssessmentKey(call.Site, string(period), id))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.AssessmentResult, error) {
		agent, err := decidable(w, period, id)
		if err != nil {
			return contract.AssessmentResult{}, err
		}
		if err := checkFollows(w, id, next); err != nil {
			return contract.AssessmentResult{}, err
		}
		before, err := floor.LoadAssessment(w, period, id)
		if err != nil {
			return contract.AssessmentResult{}, err
		}
		version, err := inForce(floor.Look{Work: w}, period)
		if err != nil {
			return contract.AssessmentResult{}, err
		}
		next := next
		next.ID = "r" + string(w.NextVisit())
		next.Card = assessment.Score(version.Rules.Assessment.Weighing(), known.Of(agent, before.Given))
		record, err := assessment.Decide(before, next, call.Principal.Agent)
		if err != nil {
			return contract.AssessmentResult{}, err
		}
		last, _ := before.Result()
		if err := floor.ServeAssessment(w, conduct.ServedFor(id, string(period)), last, next); err != nil {
			return contract.AssessmentResult{}, err
		}
		said := next
		said.Suggestions = ""
		return showResult(record, next), floor.SaveAssessment(w, record, "assessment_result", said)
	}))
}

// decidable gives the agent of a period for which a result can be given. Errors: agent.unknown, assessment.cycle,
// assessment.not_over.
func decidable(w *floor.Work, period assessment.Period, id domain.AgentID) (site.Agent, error) {
	agent, known := w.Site.Agent(id)
	first, last := period.Days()
	switch {
	case !known || w.Site.Day(agent.AddedAt) > last:
		return agent, domain.Invalid("agent.unknown", "/agent")
	case w.Day <= last && w.Day >= first:
		return agent, &domain.Error{Code: "assessment.not_over", Clause: "AS.2.5"}
	}
	return agent, inCycle(w, period)
}

// checkFollows checks that reward and penalty are the agent's own, and that the penalty was not found to be unfounded.
// Errors: commendation.unknown, conduct.unknown, assessment.commendation, assessment.report.
func checkFollows(w *floor.Work, agent domain.AgentID, r assessment.Result) error {
	if r.Commendation != "" {
		given, err := floor.LoadCommendation(w, r.Commendation)
		if err == nil && given.Agent != agent {
			err = domain.Invalid("assessment.commendation", "/commendation")
		}
		if err != nil {
			return err
		}
	}
	if r.Report == "" {
		return nil
	}
	report, err := floor.LoadReport(w, r.Report)
	if err == nil && (report.Agent != agent || report.Status == conduct.Unfounded) {
		err = domain.Invalid("assessment.report", "/report")
	}
	return err
}

// answerAssessment records what the agent says to a result: read, or an objection (AS.2.4).
func (h *Handler) answerAssessment(ctx context.Context,
	call api.Call[contract.NewAssessmentResponse]) (api.Answer, error) {
	agent, err := pathAgent(call)
	if err != nil {
		return api.Answer{}, err
	}
	period, err := assessment.ParsePeriod(call.Path("period"))
	if err != nil {
		return api.Answer{}, err
	}
	answer := assessment.Response{At: call.At, Agrees: call.Body.Agrees, Words: view.Text(call.Body.Words)}
	cmd := view.Command(call, store.AssessmentKey(call.Site, string(period), agent))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.AssessmentResult, error) {
		before, err := floor.LoadAssessment(w, period, agent)
		if err != nil {
			return contract.AssessmentResult{}, err
		}
		record, err := assessment.Respond(before, call.Body.Result, answer)
		if err != nil {
			return contract.AssessmentResult{}, err
		}
		result, _ := record.Result()
		said := struct {
			Result string `json:"result"`
			Agrees bool   `json:"agrees"`
		}{result.ID, answer.Agrees}
		return showResult(record, result), floor.SaveAssessment(w, record, "assessment_answered", said)
	}))
}

// listOverdueAssessments lists the agents who work here and have no result for the period that ended last (AS.2.5).
func (h *Handler) listOverdueAssessments(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	period := assessment.PeriodOf(look.Policy.Rules.Assessment.Every(), look.Day).Before()
	_, last := period.Days()
	var due []site.Agent
	for _, a := range look.Site.Agents {
		if a.Employment != site.Left && look.Site.Day(a.AddedAt) <= last {
			due = append(due, a)
		}
	}
	records, err := floor.AssessmentRecords(ctx, h.floor, call.Site, period, idsOf(due))
	if err != nil {
		return api.Answer{}, err
	}
	waiting := []contract.OverdueAssessment{}
	for _, a := range due {
		if _, decided := records[a.ID].Result(); !decided {
			waiting = append(waiting, contract.OverdueAssessment{Agent: string(a.ID), Name: a.Name})
		}
	}
	list := contract.OverdueAssessmentList{Period: string(period), EndedOn: string(last)}
	if list.Items, list.NextCursor, err = api.Slice(call.Query, waiting); err != nil {
		return api.Answer{}, err
	}
	return api.OK(list)
}
