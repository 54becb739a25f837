package scenarios

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// step moves the clock to the step's time, makes its call and checks what it expects.
func (p *Player) step(step Step) (Answer, error) {
	at, err := step.At()
	if err != nil {
		return Answer{}, err
	}
	if !at.Equal(p.now) {
		p.tokens = map[string]string{}
		if err := p.moveTo(at); err != nil {
			return Answer{}, err
		}
	}
	answer, err := p.perform(step)
	if err != nil {
		return answer, err
	}
	if step["refused"] == nil && answer.Status >= 400 {
		return answer, fmt.Errorf("refused: %v", answer)
	}
	return answer, p.check(step, answer)
}

// perform makes the call of the step's one action, as the person whom "as" names.
func (p *Player) perform(step Step) (Answer, error) {
	word, err := known(step)
	if err != nil {
		return Answer{}, err
	}
	p.doing = step
	if err := p.actAs(step["as"]); err != nil {
		return Answer{}, err
	}
	defer func() { p.role, p.agent = "", "" }()
	p.subject = subjectPhone(step[word])
	answer, err := actions[word].run(p, step[word], step)
	if err != nil {
		return answer, err
	}
	return p.settled(step[word], answer)
}

// actAs has the step's calls made by a role: "auditor", or {role: agent, agent: jia}.
func (p *Player) actAs(value any) error {
	if value == nil {
		return nil
	}
	p.role = fmt.Sprint(value)
	if o := object(value); o != nil {
		if o["role"] == nil {
			return fmt.Errorf("as: %v names no role", value)
		}
		p.role, p.agent = fmt.Sprint(o["role"]), ""
		if o["agent"] != nil {
			p.agent = fmt.Sprint(o["agent"])
		}
	}
	return nil
}

func (p *Player) remark(any, Step) (Answer, error) { return Answer{Status: 200}, nil }

func (p *Player) checkIn(value any, _ Step) (Answer, error) {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	var last Answer
	for _, item := range list {
		agent, duty := fmt.Sprint(item), any(nil)
		if o := object(item); o != nil {
			agent, duty = fmt.Sprint(o["agent"]), o["duty"]
		}
		screen, err := p.call("screen", "", "GET", p.path("/check-in-token"), nil)
		if err != nil {
			return screen, err
		}
		body := map[string]any{"token": screen.Body["token"], "device": "phone-of-" + agent}
		if duty != nil {
			body["duty"] = duty
		}
		if last, err = p.call("agent", agent, "POST", p.path("/check-ins"), body); err != nil || last.Status >= 400 {
			return last, err
		}
		p.staffed = p.now.Format(time.DateOnly)
	}
	return last, nil
}

// arrivalWords carries the scenario's words over to the contract's.
func (p *Player) arrivalWords(a map[string]any) map[string]any {
	body := map[string]any{}
	for word, value := range a {
		switch word {
		case "phone":
			if value == "unknown" {
				body["phone_unknown"] = true
			} else {
				body["phone"] = fmt.Sprint(value)
			}
		case "names":
			switch {
			case value == "forgotten":
				body["names"] = map[string]any{"forgotten": true}
			case slices.Contains(p.scenario.AllAgents(), fmt.Sprint(value)):
				body["names"] = map[string]any{"agent": value}
			default:
				body["names"] = map[string]any{"text": value}
			}
		case "known_to":
			body["known_to"] = texts(value)
		case "referred_by":
			body["referred_by_phone"] = value
		case "on_behalf_of":
			body["on_behalf_of_phone"] = value
		case "family_of":
			body["family_of_phone"] = value
		case "introduced_by_agent":
			body["introduced_by"] = value
		case "matches_pre_registration":
			if value == true {
				body["pre_registration"] = p.announced
			}
		case "same_person_as", "entered_by", "unconfirmed": // a remark: nobody notices; and who makes the call
		case "visited_at":
			body[word] = value
			if at, err := instant(fmt.Sprint(value)); err == nil {
				body[word] = at.UTC().Format(time.RFC3339)
			}
		default:
			body[word] = value
		}
	}
	if body["phone"] == nil {
		body["phone_unknown"] = true
	}
	return body
}

func (p *Player) arrive(value any, step Step) (Answer, error) {
	a := object(value)
	body := p.arrivalWords(a)
	if outcome := step["outcome"]; outcome != nil {
		body["outcome"] = outcome
	}
	if err := p.staffFor(step["receives"]); err != nil {
		return Answer{}, err
	}
	if p.role == "agent" && p.agent == "" {
		return Answer{}, fmt.Errorf("as: an agent has a name: {role: agent, agent: jia}")
	}
	role, agent := p.enters(a, body)
	answer, err := p.call(role, agent, "POST", p.path("/arrivals"), body)
	if visit, ok := answer.Body["visit"].(string); ok {
		if phone, ok := body["phone"].(string); ok {
			p.visits[phone] = visit
		} else {
			p.unknown = visit
		}
		p.last[visit] = answer.Body
	}
	if err != nil {
		return answer, err
	}
	return p.settled(a, answer)
}

// enters gives who makes the call of an arrival: the front desk, or whom entered_by names. Where staff
// outside sales may name nobody, the supervisor enters a name (SC.9).
func (p *Player) enters(a, body map[string]any) (role, agent string) {
	by := fmt.Sprint(a["entered_by"])
	switch {
	case a["entered_by"] == nil && a["names"] != nil && p.scenario.Policy == "first-contact":
		return "supervisor", ""
	case a["entered_by"] == nil:
	case slices.Contains(p.scenario.AllAgents(), by):
		return "agent", by
	case by == "supervisor" || by == "site_manager":
		return by, ""
	case by != "front_desk":
		body["entered_by"] = "non_sales"
	}
	return "front_desk", ""
}

// staffFor checks the agent in who is to receive, on a day on which nobody has checked in yet: a worked
// example that is not about the order leaves the check-ins out.
func (p *Player) staffFor(receiver any) error {
	if none(receiver) || p.staffed == p.now.Format(time.DateOnly) {
		return nil
	}
	role, agent := p.role, p.agent
	p.role, p.agent = "", ""
	defer func() { p.role, p.agent = role, agent }()
	answer, err := p.checkIn(receiver, nil)
	if err == nil && answer.Status >= 400 {
		err = fmt.Errorf("check-in of %v: %v", receiver, answer)
	}
	return err
}

// onVisit posts to the visit of a phone number.
func (p *Player) onVisit(phone any, role, agent, rest string, body map[string]any) (Answer, error) {
	visit := p.visits[fmt.Sprint(phone)]
	if visit == "" && phone == "unknown" {
		visit = p.unknown
	}
	if visit == "" {
		return Answer{}, fmt.Errorf("no visit of %v", phone)
	}
	answer, err := p.call(role, agent, "POST", p.path("/visits/"+visit+rest), body)
	if answer.Status < 300 {
		p.last[visit] = answer.Body
	}
	return answer, err
}

func (p *Player) finish(value any, step Step) (Answer, error) {
	outcome := cmp.Or(step["outcome"], object(value)["outcome"], "toured")
	role, agent := agentOr(object(value)["agent"], "front_desk")
	return p.onVisit(word(value, "phone"), role, agent, "/finish", map[string]any{"outcome": outcome})
}

func (p *Player) leave(value any, _ Step) (Answer, error) {
	o := object(value)
	body := map[string]any{"reason": o["reason"]}
	switch cover := o["cover"]; {
	case cover == nil:
	case cover == "none" || cover == "auto":
		body["cover"] = map[string]any{"arranged": cover}
	default:
		body["cover"] = map[string]any{"agent": cover}
		if named := object(cover); named != nil {
			body["cover"] = named
		}
	}
	return p.call("agent", fmt.Sprint(o["agent"]), "POST", p.path("/absences"), body)
}

func (p *Player) comeBack(value any, _ Step) (Answer, error) {
	agent := word(value, "agent")
	return p.call("agent", fmt.Sprint(agent), "POST", p.path("/returns"), map[string]any{})
}

func (p *Player) swap(value any, _ Step) (Answer, error) {
	pair := texts(value)
	if o := object(value); o != nil {
		pair = []string{fmt.Sprint(o["first"]), fmt.Sprint(o["second"])}
	}
	if len(pair) != 2 {
		return Answer{}, fmt.Errorf("a swap is of two agents, not %v", value)
	}
	return p.call("supervisor", "", "POST", p.path("/swaps"),
		map[string]any{"first": pair[0], "second": pair[1], "reason": "换班"})
}

func (p *Player) handOver(value any, _ Step) (Answer, error) {
	o := object(value)
	return p.onVisit(o["phone"], "supervisor", "", "/hand-over", map[string]any{"to": o["to"]})
}

// turnChoice tells beforehand what the receiver takes when the turn comes.
func (p *Player) turnChoice(value any, _ Step) (Answer, error) {
	o := object(value)
	return p.onVisit(o["phone"], "agent", fmt.Sprint(o["agent"]), "/turn-choice",
		map[string]any{"take_new": o["take_new"]})
}

func (p *Player) dayClose(any, Step) (Answer, error) {
	return p.call("site_manager", "", "POST", p.path("/day-close"), map[string]any{})
}

func (p *Player) identify(value any, _ Step) (Answer, error) {
	o := object(value)
	visit := o["visit_of"]
	if visit == nil {
		visit = "unknown"
	}
	body := map[string]any{"phone": o["phone"]}
	if o["referred_by"] != nil {
		body["referred_by_phone"] = o["referred_by"]
	}
	if o["name"] != nil {
		body["name"] = o["name"]
	}
	role, agent := agentOr(o["agent"], "front_desk")
	answer, err := p.onVisit(visit, role, agent, "/identification", body)
	if id, ok := answer.Body["visit"].(string); ok {
		p.visits[fmt.Sprint(o["phone"])] = id
	}
	if err != nil {
		return answer, err
	}
	return p.settled(o, answer)
}

func (p *Player) foundOut(value any, _ Step) (Answer, error) {
	o := object(value)
	discloses := o["discloses_identity"] == true
	role, agent := agentOr(o["agent"], "front_desk")
	answer, err := p.onVisit(o["phone"], role, agent, "/found-out",
		map[string]any{"kind": o["kind"], "discloses_identity": discloses})
	if err != nil {
		return answer, err
	}
	return p.settled(o, answer)
}

func (p *Player) confirmCard(value any, _ Step) (Answer, error) {
	o := object(value)
	confirmed := o["confirmed"] != false
	role := "site_manager"
	if by := fmt.Sprint(o["by"]); by == "supervisor" {
		role = by
	}
	return p.onVisit(p.subject, role, "", "/card-confirmation", map[string]any{"confirmed": confirmed})
}

func (p *Player) confirmReturn(value any, _ Step) (Answer, error) {
	role := "supervisor"
	if by := object(value)["by"]; by != nil && by != "manager" {
		role = fmt.Sprint(by)
	}
	return p.onVisit(p.subject, role, "", "/give-back-confirmation", map[string]any{})
}

func (p *Player) handOverNote(value any, _ Step) (Answer, error) {
	o := object(value)
	return p.onVisit(o["phone"], "agent", fmt.Sprint(o["agent"]), "/hand-over-note",
		map[string]any{"text": "已向原接待人说明接待情况"})
}

func (p *Player) setOrder(value any, _ Step) (Answer, error) {
	var places []any
	for _, agent := range texts(value) {
		places = append(places, map[string]any{"agent": agent})
	}
	return p.call("supervisor", "", "PUT", p.path("/order-table"), map[string]any{"places": places})
}

func (p *Player) registerLate(value any, step Step) (Answer, error) {
	o := maps.Clone(object(value))
	delete(o, "agent")
	return p.arrive(o, step)
}

func (p *Player) followUp(value any, _ Step) (Answer, error) {
	o := object(value)
	found, err := p.lookUp(o["phone"], nil)
	if err != nil {
		return found, err
	}
	path := p.path("/customers/" + fmt.Sprint(found.Body["customer"]) + "/follow-ups")
	if o["refused_by"] == nil {
		return p.call("agent", fmt.Sprint(o["agent"]), "POST", path,
			map[string]any{"remark": textOr(o["remark"], "电话回访")})
	}
	made := list(found.Body["follow_ups"])
	if len(made) == 0 {
		return found, fmt.Errorf("no follow-up of %v", o["phone"])
	}
	return p.call(fmt.Sprint(o["refused_by"]), "", "POST",
		path+"/"+fmt.Sprint(object(made[len(made)-1])["entry"])+"/refusal",
		map[string]any{"reason": "并无此次跟进"})
}

func (p *Player) lookUp(value any, _ Step) (Answer, error) {
	phone := word(value, "phone")
	return p.call("front_desk", "", "POST", p.path("/ownership-lookups"), map[string]any{"phone": phone})
}

// deal records a deal; unless told, of a unit and, once signed, under a contract of its own.
func (p *Player) deal(value any, _ Step) (Answer, error) {
	o := object(value)
	commission := o["commission_fen"]
	if commission == nil {
		commission = 100000
	}
	body := map[string]any{"phone": o["phone"], "closed_by": o["closed_by"], "commission_fen": commission,
		"unit": p.numbered(o["unit"], "U-")}
	if o["stage"] != "subscribed" || o["contract"] != nil {
		body["contract"] = p.numbered(o["contract"], "HT-")
	}
	maps.Copy(body, copied(o, nil, "stage", "price_fen"))
	if chose := o["customer_chose"]; !none(chose) {
		body["customer_chose"] = chose
	}
	answer, err := p.call("site_manager", "", "POST", p.path("/deals"), body)
	if id, ok := answer.Body["deal"].(string); ok {
		p.deals[fmt.Sprint(o["phone"])] = id
	}
	return answer, err
}

// numbered gives what the step says of a unit or contract, else one that no other step has; "none" leaves it out.
func (p *Player) numbered(said any, prefix string) any {
	if said != nil {
		return said
	}
	p.made++
	return fmt.Sprintf("%s%d", prefix, p.made)
}

// dealID gives the deal of a phone number; without one, the only deal.
func (p *Player) dealID(phone string) string {
	if id := p.deals[phone]; id != "" || phone != "" {
		return id
	}
	if len(p.deals) == 1 {
		for _, only := range p.deals {
			return only
		}
	}
	return ""
}

// onDeal posts to the deal of the step's phone number.
func (p *Player) onDeal(phone, role, rest string, body map[string]any) (Answer, error) {
	id := p.dealID(phone)
	if id == "" {
		return Answer{}, fmt.Errorf("no deal of %q", phone)
	}
	return p.call(role, "", "POST", p.path("/deals/"+id+rest), body)
}

func (p *Player) cancel(any, Step) (Answer, error) {
	return p.onDeal(p.subject, "site_manager", "/cancellation", map[string]any{"reason": "退房"})
}

func partyName(name string) string {
	if strings.HasSuffix(name, "_fund") || name == "company" {
		return "@" + name
	}
	return name
}

func (p *Player) conduct(value any, _ Step) (Answer, error) {
	o := object(value)
	body := map[string]any{"breach": o["breach"], "statement": "经查实"}
	maps.Copy(body, copied(o, nil, "agent", "subject", "verified", "points"))
	if o["deal"] != nil {
		body["deal"] = p.dealNamed(o["deal"])
	}
	answer, err := p.call("site_manager", "", "POST", p.path("/conduct-reports"), body)
	if id, ok := answer.Body["id"].(string); ok {
		p.report = id
	}
	return answer, err
}

// settle triggers the night. Where a step names the month's commission due, a deal of that amount is
// registered first, so that the commission exists.
func (p *Player) settle(_ any, step Step) (Answer, error) {
	if due := step["commission_due_fen"]; due != nil {
		agent := p.scenario.AllAgents()[0]
		if _, err := p.checkIn(agent, nil); err != nil {
			return Answer{}, err
		}
		const phone = "13812340000"
		if a, err := p.arrive(map[string]any{"phone": phone}, Step{}); err != nil || a.Status >= 300 {
			return a, err
		}
		a, err := p.deal(map[string]any{"phone": phone, "closed_by": agent, "commission_fen": due}, nil)
		if err == nil {
			a, err = p.settled(nil, a)
		}
		if err != nil || a.Status >= 300 {
			return a, err
		}
	}
	return p.call("", "", "POST", "/dev/night", map[string]any{"site": p.site})
}
