package scenarios

import (
	"fmt"
	"slices"
)

// said is something that waits: what it is, and of which number the step spoke that said it.
type said struct{ fact, phone string }

// settled goes on to the confirmation of what was said, by the first role that the policy asks, unless the action tells
// that it stays unconfirmed: "recognise", "deal", "claim" … mean said, and confirmed. The answer is then that of the
// confirmation. What the visitor may confirm on their own phone the desk does.
func (p *Player) settled(action any, answer Answer) (Answer, error) {
	waiting := object(answer.Body["standing"])
	if answer.Status >= 300 || waiting == nil || waiting["status"] != "waiting" {
		return answer, nil
	}
	fact := fmt.Sprint(waiting["fact"])
	if o := object(action); o != nil && o["unconfirmed"] == true {
		p.waiting = append(p.waiting, said{fact: fact, phone: p.subject})
		return answer, nil
	}
	by := slices.DeleteFunc(texts(waiting["waits_for"]), func(role string) bool { return role == "visitor" })
	if len(by) == 0 {
		return answer, fmt.Errorf("%s waits for nobody", fact)
	}
	confirmation, err := p.onFact(fact, by[0], "", "/confirmation", map[string]any{})
	if err != nil || confirmation.Status >= 300 {
		return confirmation, err
	}
	return p.settled(action, Answer{Status: answer.Status, Body: outcomeOf(confirmation, answer)})
}

// outcomeOf gives what the operation answers that was confirmed; without one, its first answer.
func outcomeOf(confirmation, before Answer) map[string]any {
	for word, body := range confirmation.Body {
		if found := object(body); found != nil && word != "fact" {
			return found
		}
	}
	return before.Body
}

// onFact posts about a fact as another person than who said it.
func (p *Player) onFact(fact, role, agent, rest string, body map[string]any) (Answer, error) {
	asRole, asAgent, person := p.role, p.agent, p.person
	if p.role == "" && p.agent == "" || p.role == role {
		p.person += "-second"
	}
	p.role, p.agent = "", ""
	defer func() { p.role, p.agent, p.person = asRole, asAgent, person }()
	if agent != "" {
		p.person = person
	}
	return p.call(role, agent, "POST", p.path("/inbox/"+fact+rest), body)
}

// factOf finds what waits: the latest of the number that the action names, else the latest of all.
func (p *Player) factOf(phone any) (string, error) {
	for _, s := range slices.Backward(p.waiting) {
		if phone == nil || s.phone == fmt.Sprint(phone) {
			return s.fact, nil
		}
	}
	return "", fmt.Errorf("nothing waits of %v", phone)
}

// decide posts about what waits as whom "by" names, a role or an agent; else the site manager.
func (p *Player) decide(value any, rest string, body map[string]any) (Answer, error) {
	o := object(value)
	fact, err := p.factOf(o["phone"])
	if err != nil {
		return Answer{}, err
	}
	role, agent := textOr(o["by"], "site_manager"), ""
	if slices.Contains(p.scenario.AllAgents(), role) {
		role, agent = "agent", role
	}
	if o["agent"] != nil {
		agent = fmt.Sprint(o["agent"])
		if o["by"] == nil {
			role = "agent"
		}
	}
	answer, err := p.call(role, agent, "POST", p.path("/inbox/"+fact+rest), body)
	if err == nil && answer.Status < 300 {
		answer.Body = withFact(answer.Body)
	}
	return answer, err
}

// withFact puts what the operation answers that was confirmed beside the fact, so that a step may expect of either.
func withFact(body map[string]any) map[string]any {
	fact := object(body["fact"])
	if fact == nil {
		return body
	}
	out := map[string]any{}
	for word, value := range outcomeOf(Answer{Body: body}, Answer{}) {
		out[word] = value
	}
	out["fact_status"] = fact["status"]
	return out
}

func (p *Player) confirmFact(value any, _ Step) (Answer, error) {
	return p.decide(value, "/confirmation", map[string]any{})
}

func (p *Player) refuseFact(value any, _ Step) (Answer, error) {
	return p.decide(value, "/refusal", map[string]any{"reason": textOr(object(value)["reason"], "查无此事")})
}

func (p *Player) objectTo(value any, _ Step) (Answer, error) {
	return p.decide(value, "/objection", map[string]any{"statement": textOr(object(value)["statement"], "该客户由我接待")})
}

func (p *Player) withdrawFact(value any, _ Step) (Answer, error) {
	return p.decide(value, "/withdrawal", map[string]any{})
}

// checkStanding wants the state of what the step said or decided on: "confirmed", "waiting", "refused" …
func (p *Player) checkStanding(want any, _ Step, answer Answer) error {
	if waiting := object(answer.Body["standing"]); waiting != nil {
		return same(waiting["status"], want)
	}
	if answer.Body["fact_status"] != nil {
		return same(answer.Body["fact_status"], want)
	}
	if answer.Body["kind"] != nil && answer.Body["said_at"] != nil {
		return same(answer.Body["status"], want)
	}
	return same("confirmed", want)
}

// checkUnconfirmed wants these kinds in the site's inbox, the oldest first; "none" wants it empty.
func (p *Player) checkUnconfirmed(want any, _ Step, _ Answer) error {
	role, agent := p.role, p.agent
	p.role, p.agent = "", ""
	defer func() { p.role, p.agent = role, agent }()
	inbox, err := p.call("site_manager", "", "GET", p.path("/inbox?limit=100"), nil)
	if err != nil {
		return err
	}
	got := []string{}
	for _, item := range list(inbox.Body["items"]) {
		got = append(got, fmt.Sprint(object(item)["kind"]))
	}
	if none(want) {
		return same(got, []string{})
	}
	return same(got, texts(want))
}
