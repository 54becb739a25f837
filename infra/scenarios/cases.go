package scenarios

import (
	"fmt"
	"time"
)

// openCase opens a case about the visit of a phone number.
func (p *Player) openCase(value any, _ Step) (Answer, error) {
	o := object(value)
	body := map[string]any{"visit": p.visitOf(Answer{}), "kind": "request", "request": "更换车位", "department": "工程部"}
	for word, said := range o {
		switch word {
		case "phone":
		case "deadline":
			at, err := instant(fmt.Sprint(said))
			if err != nil {
				return Answer{}, err
			}
			body[word] = at.Format(time.RFC3339)
		default:
			body[word] = said
		}
	}
	answer, err := p.call("front_desk", "", "POST", p.path("/cases"), body)
	if id, ok := answer.Body["case"].(string); ok {
		p.opened = id
	}
	return answer, err
}

// onCase makes a call about the latest case.
func (p *Player) onCase(rest string, body map[string]any) (Answer, error) {
	return p.call("front_desk", "", "POST", p.path("/cases/"+p.opened+rest), body)
}

func (p *Player) progress(value any, _ Step) (Answer, error) {
	return p.onCase("/progress", map[string]any{"text": fmt.Sprint(value)})
}

func (p *Player) solve(value any, _ Step) (Answer, error) {
	return p.onCase("/progress", map[string]any{"text": fmt.Sprint(value), "solution": true})
}

func (p *Player) remind(any, Step) (Answer, error) { return p.onCase("/reminders", map[string]any{}) }

func (p *Player) answerCustomer(value any, _ Step) (Answer, error) {
	return p.onCase("/closing", map[string]any{"answer": fmt.Sprint(value)})
}

// checkReminded wants the levels of the latest case's reminders, in order.
func (p *Player) checkReminded(want any, _ Step, _ Answer) error {
	now, err := p.call("front_desk", "", "GET", p.path("/cases/"+p.opened), nil)
	if err != nil {
		return err
	}
	got := []string{}
	for _, item := range list(now.Body["reminders"]) {
		got = append(got, fmt.Sprint(object(item)["level"]))
	}
	if none(want) {
		want = []any{}
	}
	return same(got, texts(want))
}

// checkOverdue wants so many cases on the list of what is overdue.
func (p *Player) checkOverdue(want any, _ Step, _ Answer) error {
	listed, err := p.call("supervisor", "", "GET", p.path("/overdue-cases"), nil)
	if err != nil {
		return err
	}
	return same(len(list(listed.Body["items"])), want)
}
