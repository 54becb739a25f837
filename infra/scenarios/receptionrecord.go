package scenarios

import "fmt"

// receptionRecord has the receiver, or the agent named, take a reception down.
func (p *Player) receptionRecord(value any, _ Step) (Answer, error) {
	o, visit := object(value), p.visits[p.subject]
	body := map[string]any{"topics": "三居，总价与付款方式"}
	for word, said := range o {
		switch word {
		case "phone", "agent":
		case "corrects":
			body[word] = p.recorded[visit]
		default:
			body[word] = said
		}
	}
	answer, err := p.onVisit(p.subject, "agent", fmt.Sprint(o["agent"]), "/reception-record", body)
	if answer.Status == 201 {
		p.recorded[visit] = fmt.Sprint(answer.Body["record"])
	}
	return answer, err
}

// recordOf reads the record of the visit of a phone number, as the supervisor or as an agent.
func (p *Player) recordOf(value any, _ Step) (Answer, error) {
	role, agent := agentOr(object(value)["agent"], "supervisor")
	return p.call(role, agent, "GET", p.path("/visits/"+p.visits[p.subject]+"/reception-record"), nil)
}

// records lists the day's records, or the receptions that lack one, as the supervisor or as an agent.
func (p *Player) records(value any, _ Step) (Answer, error) {
	o, path := object(value), "/reception-records"
	if o["missing"] == true {
		path = "/missing-reception-records"
	}
	role, agent := agentOr(o["agent"], "supervisor")
	return p.call(role, agent, "GET", p.path(path), nil)
}
