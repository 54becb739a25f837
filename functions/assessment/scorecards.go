package assessment

import (
	"cmp"
	"context"
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/assessment"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// inForce gives the policy by whose weights a period is scored: that of its last day, or of today while it runs.
func inForce(look floor.Look, period assessment.Period) (policy.Version, error) {
	_, last := period.Days()
	return look.Site.Policy(min(last, look.Day))
}

// concerned lists the agents whom a period is about: who works here and came before its end, and whoever has left but
// received visitors in it.
func concerned(of *site.Site, period assessment.Period, known floor.Assessable) []site.Agent {
	_, last := period.Days()
	var out []site.Agent
	for _, a := range of.Agents {
		_, received := known.Agents[a.ID]
		if of.Day(a.AddedAt) <= last && (a.Employment != site.Left || received) {
			out = append(out, a)
		}
	}
	return out
}

// listScorecards gives the agents' scorecards of a period (AS.2.2, CM.5).
func (h *Handler) listScorecards(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	period, known, err := h.assessable(ctx, look, call.Path("period"))
	if err != nil {
		return api.Answer{}, err
	}
	version, err := inForce(look, period)
	if err != nil {
		return api.Answer{}, err
	}
	part, next, err := api.Slice(call.Query, concerned(look.Site, period, known))
	if err != nil {
		return api.Answer{}, err
	}
	records, err := floor.AssessmentRecords(ctx, h.floor, call.Site, period, idsOf(part))
	if err != nil {
		return api.Answer{}, err
	}
	first, last := period.Days()
	list := contract.ScorecardList{Period: string(period), From: string(first), To: string(last),
		CountedThrough: string(known.Through),
		Ended:          look.Day > last, Items: []contract.ScorecardRow{}, NextCursor: next}
	for _, agent := range part {
		list.Items = append(list.Items, row(version, agent, known.Of(agent, records[agent.ID].Given),
			records[agent.ID]))
	}
	return api.OK(list)
}

func idsOf(agents []site.Agent) []domain.AgentID {
	ids := make([]domain.AgentID, len(agents))
	for i, a := range agents {
		ids[i] = a.ID
	}
	return ids
}

// getScorecard gives one agent's scorecard with its evidence, the assessments and the results (AS.2.2, AS.2.3, AS.2.4).
// An agent reads their own, without who among the colleagues assessed them.
func (h *Handler) getScorecard(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	id, err := pathAgent(call)
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	agent, works := look.Site.Agent(id)
	if !works {
		return api.Answer{}, domain.Invalid("agent.unknown", "/agent")
	}
	period, known, err := h.assessable(ctx, look, call.Path("period"))
	if err != nil {
		return api.Answer{}, err
	}
	version, err := inForce(look, period)
	if err != nil {
		return api.Answer{}, err
	}
	records, err := floor.AssessmentRecords(ctx, h.floor, call.Site, period, []domain.AgentID{id})
	if err != nil {
		return api.Answer{}, err
	}
	record := records[id]
	first, last := period.Days()
	out := contract.Scorecard{Period: string(period), From: string(first), To: string(last),
		CountedThrough: string(known.Through), Ended: look.Day > last,
		PolicyVersion: version.Number, Card: row(version, agent, known.Of(agent, record.Given), record),
		Assessments: showGiven(record, call.Principal.Role == domain.RoleAgent), Results: []contract.AssessmentResult{}}
	for _, r := range record.Results {
		out.Results = append(out.Results, showResult(record, r))
	}
	return api.OK(out)
}

func row(version policy.Version, agent site.Agent, facts assessment.Facts,
	record assessment.Record) contract.ScorecardRow {
	card := assessment.Score(version.Rules.Assessment.Weighing(), facts)
	c := facts.Feedback.Complaints
	out := contract.ScorecardRow{Agent: string(agent.ID), Name: agent.Name, TotalBasisPoints: card.Total,
		Measures: []contract.ScoredMeasure{},
		Asked:    facts.Received.Ended, Answered: facts.Feedback.Answered, Assessed: len(record.Given),
		Complaints: contract.FeedbackComplaints{Open: c.Open, Verified: c.Verified, Rejected: c.Rejected,
			Closed: c.Closed}}
	for _, m := range card.Measures {
		out.Measures = append(out.Measures, showMeasure(m))
	}
	if result, decided := record.Result(); decided {
		shown := showResult(record, result)
		out.Result = &shown
	}
	return out
}

func showMeasure(m assessment.Scored) contract.ScoredMeasure {
	out := contract.ScoredMeasure{Measure: contract.AssessmentMeasure(m.Measure), ScoreBasisPoints: m.Score,
		WeightBasisPoints: m.Weight,
		CountsBasisPoints: m.Counts, Parts: []contract.ScorePart{}}
	for _, p := range m.Parts {
		out.Parts = append(out.Parts, contract.ScorePart{Part: contract.AssessmentPart(p.Name),
			Clause: string(p.Clause), Count: p.Count,
			Earned: p.Earned, Possible: p.Possible, Average: p.Average})
	}
	return out
}

// showGiven shows the assessments of an agent. To the agent those by colleagues come last, in no order of time and
// without anything that tells whose they are.
func showGiven(record assessment.Record, toAgent bool) []contract.Assessment {
	out, hidden := []contract.Assessment{}, []contract.Assessment{}
	for _, g := range record.Given {
		shown := showAssessment(record, g)
		if !toAgent || g.Kind != assessment.Peer {
			out = append(out, shown)
			continue
		}
		shown.Assessment, shown.At, shown.By, shown.Corrects = "", nil, "", ""
		hidden = append(hidden, shown)
	}
	slices.SortFunc(hidden, func(a, b contract.Assessment) int {
		return cmp.Or(b.Overall-a.Overall, cmp.Compare(a.Words, b.Words), b.Efficiency-a.Efficiency,
			b.Attitude-a.Attitude, b.ProblemSolving-a.ProblemSolving)
	})
	return append(out, hidden...)
}

func showAssessment(record assessment.Record, g assessment.Given) contract.Assessment {
	return contract.Assessment{Assessment: g.ID, Agent: string(record.Agent), Period: string(record.Period),
		Kind: contract.AssessmentKind(g.Kind),
		At:   view.Time(g.At), By: g.By, Overall: g.Scores.Overall, Efficiency: g.Scores.Efficiency,
		Attitude:       g.Scores.Attitude,
		ProblemSolving: g.Scores.ProblemSolving, Words: g.Words, Corrects: g.Corrects}
}

func showResult(record assessment.Record, r assessment.Result) contract.AssessmentResult {
	out := contract.AssessmentResult{Result: r.ID, Agent: string(record.Agent), Period: string(record.Period),
		At: r.At.UTC(), By: r.By,
		Grade: contract.AssessmentGrade(r.Grade), Suggestions: r.Suggestions, Commendation: string(r.Commendation),
		Report:   string(r.Report),
		Corrects: r.Corrects, TotalBasisPoints: r.Card.Total}
	if said := r.Response; said != nil {
		out.Response = &contract.AssessmentResponse{At: said.At.UTC(), Agrees: said.Agrees, Words: said.Words}
	}
	return out
}
