package scenarios

import (
	"fmt"
	"time"
)

// feedback has the visitor say what they think on their own phone, or somebody of the staff enter what was said.
func (p *Player) feedback(value any, _ Step) (Answer, error) {
	o := object(value)
	visit := p.visits[p.subject]
	body := map[string]any{"overall": 5}
	role, agent := "visitor", visit
	if by := o["by"]; by != nil {
		role, agent = fmt.Sprint(by), ""
		body["channel"] = "oral"
	}
	for word, said := range o {
		switch word {
		case "phone", "by":
		case "deadline":
			at, err := instant(fmt.Sprint(said))
			if err != nil {
				return Answer{}, err
			}
			body[word] = at.Format(time.RFC3339)
		case "corrects":
			body[word] = p.said[visit]
		default:
			body[word] = said
		}
	}
	answer, err := p.onVisit(p.subject, role, agent, "/feedback", body)
	if answer.Status == 201 {
		p.said[visit] = fmt.Sprint(answer.Body["feedback"])
	}
	p.follow(answer)
	return answer, err
}

// follow keeps the report and the case that a feedback led to as the latest ones.
func (p *Player) follow(answer Answer) {
	if id, ok := answer.Body["report"].(string); ok {
		p.report = id
	}
	for _, word := range []string{"complaint_case", "case"} {
		if id, ok := answer.Body[word].(string); ok {
			p.opened = id
		}
	}
}

func (p *Player) routeFeedback(value any, _ Step) (Answer, error) {
	body := map[string]any{"department": "工程部"}
	if o := object(value); o["department"] != nil {
		body["department"] = o["department"]
	}
	answer, err := p.onVisit(p.subject, "supervisor", "", "/feedback/routing", body)
	p.follow(answer)
	return answer, err
}

// feedbackOf reads the feedback on the visit of a phone number, as the visitor or as somebody of the staff.
func (p *Player) feedbackOf(value any, _ Step) (Answer, error) {
	visit := p.visits[p.subject]
	role, agent := "supervisor", ""
	if by := object(value)["by"]; by == "visitor" {
		role, agent = "visitor", visit
	} else if by != nil {
		role, agent = "agent", fmt.Sprint(by)
	}
	return p.call(role, agent, "GET", p.path("/visits/"+visit+"/feedback"), nil)
}

// feedbackSummary reads the month's summary, as the supervisor or as an agent.
func (p *Player) feedbackSummary(value any, _ Step) (Answer, error) {
	role, agent := agentOr(object(value)["agent"], "supervisor")
	month := p.now.Format("2006-01")
	if asked := object(value)["month"]; asked != nil {
		month = fmt.Sprint(asked)
	}
	return p.call(role, agent, "GET", p.path("/feedback-summaries/"+month), nil)
}

// rowsOf gives something of every agent's row of a summary; the site's is under "site".
func rowsOf(answer Answer, read func(map[string]any) any) map[string]any {
	rows := map[string]any{"site": read(object(answer.Body["total"]))}
	for _, item := range list(answer.Body["agents"]) {
		rows[fmt.Sprint(object(item)["agent"])] = read(object(item))
	}
	return rows
}

// checkSatisfaction wants the average overall score, in hundredths.
func (p *Player) checkSatisfaction(want any, _ Step, answer Answer) error {
	return subset(object(want), rowsOf(answer, func(row map[string]any) any {
		return object(row["overall"])["average_hundredths"]
	}))
}

// checkComplaints wants the counts of complaints of each agent, by how they stand.
func (p *Player) checkComplaints(want any, _ Step, answer Answer) error {
	rows := rowsOf(answer, func(row map[string]any) any { return row["complaints"] })
	for agent, counts := range object(want) {
		if err := subset(object(counts), object(rows[agent])); err != nil {
			return fmt.Errorf("%s: %w", agent, err)
		}
	}
	return nil
}

// checkSuggestions wants the suggestions of each department.
func (p *Player) checkSuggestions(want any, _ Step, answer Answer) error {
	return subset(object(want), column(answer.Body["departments"], "department", "suggestions"))
}

// checkToRoute wants so many suggestions that no department has got yet.
func (p *Player) checkToRoute(want any, _ Step, _ Answer) error {
	listed, err := p.call("supervisor", "", "GET", p.path("/feedback-to-route"), nil)
	if err != nil {
		return err
	}
	return same(len(list(listed.Body["items"])), want)
}
