package scenarios

import (
	"fmt"
	"time"
)

// train records a training, or corrects the latest one.
func (p *Player) train(value any, _ Step) (Answer, error) {
	o := object(value)
	body := map[string]any{"topic": "接待礼仪", "date": p.now.Format(time.DateOnly), "trainer": "王经理", "minutes": 60,
		"attendees": []any{}}
	for word, said := range o {
		switch word {
		case "corrects":
			body[word] = p.trained
		case "date":
			at, err := instant(fmt.Sprint(said) + " 00:00")
			if err != nil {
				return Answer{}, err
			}
			body[word] = at.Format(time.DateOnly)
		default:
			body[word] = said
		}
	}
	answer, err := p.call("supervisor", "", "POST", p.path("/trainings"), body)
	if id, ok := answer.Body["training"].(string); ok {
		p.trained = id
	}
	return answer, err
}

func (p *Player) trainings(value any, _ Step) (Answer, error) {
	role, agent := agentOr(object(value)["by"], "supervisor")
	return p.call(role, agent, "GET", p.path("/trainings"), nil)
}

// periodOf gives the period that an action names, else the quarter of the step's day.
func (p *Player) periodOf(o map[string]any) string {
	if o["period"] != nil {
		return fmt.Sprint(o["period"])
	}
	return fmt.Sprintf("%d-Q%d", p.now.Year(), (int(p.now.Month())+2)/3)
}

// scorecard reads an agent's scorecard, as the supervisor or as an agent.
func (p *Player) scorecard(value any, _ Step) (Answer, error) {
	o := object(value)
	role, by := agentOr(o["by"], "supervisor")
	return p.call(role, by, "GET", p.path("/scorecards/"+p.periodOf(o)+"/"+fmt.Sprint(o["agent"])), nil)
}

func (p *Player) scorecards(value any, _ Step) (Answer, error) {
	return p.call("supervisor", "", "GET", p.path("/scorecards/"+p.periodOf(object(value))), nil)
}

// assess has somebody assess an agent: an agent named by "by", else the supervisor.
func (p *Player) assess(value any, _ Step) (Answer, error) {
	o := object(value)
	body := copied(o, nil, "agent", "kind", "overall", "efficiency", "attitude", "problem_solving", "words")
	body["period"] = p.periodOf(o)
	if body["kind"] == nil {
		body["kind"] = "regular"
	}
	role, by := agentOr(o["by"], "supervisor")
	slot := fmt.Sprint(o["agent"], body["kind"], by)
	if o["corrects"] == true {
		body["corrects"] = p.given[slot]
	}
	answer, err := p.call(role, by, "POST", p.path("/assessments"), body)
	if id, ok := answer.Body["assessment"].(string); ok {
		p.given[slot] = id
	}
	return answer, err
}

// assessmentResult has the supervisor give a result, with the latest commendation or conduct report.
func (p *Player) assessmentResult(value any, _ Step) (Answer, error) {
	o := object(value)
	body := copied(o, nil, "grade", "suggestions")
	if o["commendation"] == true {
		body["commendation"] = p.praised
	}
	if o["report"] == true {
		body["report"] = p.report
	}
	agent := fmt.Sprint(o["agent"])
	if o["corrects"] == true {
		body["corrects"] = p.results[agent]
	}
	answer, err := p.call("supervisor", "", "POST", p.path("/assessments/"+agent+"/"+p.periodOf(o)+"/result"), body)
	if id, ok := answer.Body["result"].(string); ok {
		p.results[agent] = id
	}
	return answer, err
}

// answerResult has an agent say that they have read the result that stands, or object to it.
func (p *Player) answerResult(value any, _ Step) (Answer, error) {
	o := object(value)
	agent := fmt.Sprint(o["agent"])
	body := map[string]any{"result": p.results[agent], "agrees": o["agrees"] != false}
	if o["words"] != nil {
		body["words"] = o["words"]
	}
	if body["result"] == "" {
		body["result"] = "r20260101-000001"
	}
	return p.call("agent", agent, "POST", p.path("/assessments/"+agent+"/"+p.periodOf(o)+"/response"), body)
}

func (p *Player) overdueAssessments(any, Step) (Answer, error) {
	return p.call("supervisor", "", "GET", p.path("/overdue-assessments"), nil)
}

// onMeasures wants a field of the named measures of a scorecard.
func onMeasures(field string) expectation {
	return func(_ *Player, want any, _ Step, answer Answer) error {
		return subset(object(want), column(object(answer.Body["card"])["measures"], "measure", field))
	}
}

// checkEvidence wants the count of each part of each measure of a scorecard: {efficiency: {prompt_starts: 2}}.
func (p *Player) checkEvidence(want any, _ Step, answer Answer) error {
	for _, item := range list(object(answer.Body["card"])["measures"]) {
		measure := fmt.Sprint(object(item)["measure"])
		counts := map[string]any{}
		for _, part := range list(object(item)["parts"]) {
			counts[fmt.Sprint(object(part)["part"])] = object(part)["count"]
		}
		if err := subset(object(object(want)[measure]), counts); err != nil {
			return fmt.Errorf("%s: %w", measure, err)
		}
	}
	return nil
}

// checkTotals wants the total of each agent of a period.
func (p *Player) checkTotals(want any, _ Step, answer Answer) error {
	return subset(object(want), column(answer.Body["items"], "agent", "total_basis_points"))
}
