package scenarios

import (
	"fmt"
	"maps"
	"slices"
)

// claim files an agent's claim to the deal of a phone number. Whoever "as" names files it on the agent's behalf.
func (p *Player) claim(value any, _ Step) (Answer, error) {
	o := object(value)
	id := p.dealID(p.subject)
	if id == "" {
		return Answer{}, fmt.Errorf("no deal of %q", p.subject)
	}
	body := map[string]any{"ground": o["ground"], "statement": "该客户应归我名下"}
	if o["customer"] != nil {
		body["customer_phone"] = o["customer"]
	}
	if o["pre_registration"] != nil {
		body["evidence"] = map[string]any{"pre_registration": o["pre_registration"]}
	}
	if p.role != "" && p.role != "agent" {
		body["agent"] = o["agent"]
	}
	return p.call("agent", fmt.Sprint(o["agent"]), "POST", p.path("/deals/"+id+"/claims"), body)
}

func (p *Player) dispute(value any, _ Step) (Answer, error) {
	o := object(value)
	return p.onDeal(p.subject, "site_manager", "/disputes", map[string]any{"by": o["by"], "statement": "首次接待由我完成"})
}

// appealRole is who rules on an appeal under each policy.
var appealRole = map[string]string{"self-sale": "site_manager", "group-rotation": "marketing_centre",
	"leasing-hall": "regional_sales",
	"points":       "marketing_centre", "front-seat": "regional_sales", "first-contact": "site_manager"}

// rule gives a ruling; where the answer says that it awaits a second person, approve_by approves it.
func (p *Player) rule(value any, _ Step) (Answer, error) {
	o := object(value)
	body, err := rulingOf(o)
	if err != nil {
		return Answer{}, err
	}
	role := "site_manager"
	if p.scenario.Policy == "group-rotation" {
		role = "marketing_centre"
	}
	if p.appealed[p.dealID(p.subject)] {
		role, p.person = appealRole[p.scenario.Policy], "appeal"
		defer func() { p.person = "" }()
	}
	if o["by"] != nil {
		role = fmt.Sprint(o["by"])
	}
	answer, err := p.onDeal(p.subject, role, "/rulings", body)
	if err != nil || answer.Status >= 300 {
		return answer, err
	}
	delete(p.appealed, p.dealID(p.subject))
	second := o["approve_by"]
	if awaiting(answer) == "" || fmt.Sprint(second) == "none" {
		return answer, nil
	}
	if second == nil {
		if second = "regional_sales"; role == "regional_sales" {
			second = "marketing_centre"
		}
	}
	p.role = ""
	return p.approve(answer, fmt.Sprint(second), true)
}

// rulingOf gives the body of a ruling: shares in percent, or one of the other forms as it is.
func rulingOf(o map[string]any) (map[string]any, error) {
	body := map[string]any{"reason": "裁决"}
	maps.Copy(body, copied(o, nil, "reason", "irreconcilable", "supplementary_rule", "verified", "offender", "gravity",
		"penalties"))
	given := object(o["shares"])
	if to := o["credit_to"]; to != nil {
		if body["verified"] != nil {
			body["credit_to"] = partyName(fmt.Sprint(to))
		} else {
			given = map[string]any{fmt.Sprint(to): 100}
		}
	}
	shares, err := sharesOf(given)
	if len(shares) > 0 {
		body["shares"] = shares
	}
	return body, err
}

func sharesOf(percent map[string]any) ([]any, error) {
	var shares []any
	for _, party := range slices.Sorted(maps.Keys(percent)) {
		basisPoints, err := scaled(percent[party], 100)
		if err != nil {
			return nil, err
		}
		shares = append(shares, map[string]any{"party": partyName(party), "basis_points": basisPoints})
	}
	return shares, nil
}

// awaiting gives the number of the ruling that awaits its approval.
func awaiting(deal Answer) string {
	for _, item := range list(deal.Body["rulings"]) {
		if r := object(item); r["status"] == "awaiting_approval" {
			return fmt.Sprint(r["number"])
		}
	}
	return ""
}

func (p *Player) approve(deal Answer, role string, approve bool) (Answer, error) {
	number := awaiting(deal)
	if number == "" {
		number = "1"
	}
	return p.onDeal(p.subject, role, "/rulings/"+number+"/approval", map[string]any{"approve": approve})
}

// approval has a second person approve or decline the ruling that awaits it.
func (p *Player) approval(value any, _ Step) (Answer, error) {
	o := object(value)
	deal, err := p.readDeal()
	if err != nil {
		return deal, err
	}
	role := textOr(o["by"], "regional_sales")
	return p.approve(deal, role, o["approve"] != false)
}

// readDeal reads the deal of the step's phone number.
func (p *Player) readDeal() (Answer, error) {
	id := p.dealID(p.subject)
	if id == "" {
		return Answer{}, fmt.Errorf("no deal of %q", p.subject)
	}
	role, agent := p.role, p.agent
	p.role, p.agent = "", ""
	defer func() { p.role, p.agent = role, agent }()
	return p.call("supervisor", "", "GET", p.path("/deals/"+id), nil)
}

// onDispute posts to the latest dispute of the step's deal, as one of its agents.
func (p *Player) onDispute(agent any, rest string, body map[string]any) (Answer, error) {
	deal, err := p.readDeal()
	if err != nil {
		return deal, err
	}
	all := list(deal.Body["disputes"])
	if len(all) == 0 {
		return Answer{}, fmt.Errorf("no dispute of the deal of %q", p.subject)
	}
	id := fmt.Sprint(object(all[len(all)-1])["dispute"])
	return p.call("agent", fmt.Sprint(agent), "POST", p.path("/disputes/"+id+rest), body)
}

func (p *Player) statement(value any, _ Step) (Answer, error) {
	o := object(value)
	body := map[string]any{"statement": "接待经过如实陈述"}
	shares, err := sharesOf(object(o["agrees_to"]))
	if err != nil {
		return Answer{}, err
	}
	if len(shares) > 0 {
		body["agrees_to"] = shares
	}
	return p.onDispute(o["agent"], "/statements", body)
}

func (p *Player) appeal(value any, _ Step) (Answer, error) {
	o := object(value)
	agent := o["by"]
	if agent == nil {
		agent = o["agent"]
	}
	answer, err := p.onDispute(agent, "/appeal", map[string]any{"statement": "不服裁决"})
	if err == nil && answer.Status < 300 {
		p.appealed[p.dealID(p.subject)] = true
	}
	return answer, err
}
