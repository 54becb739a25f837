package scenarios

import (
	"fmt"
	"maps"
	"net/url"
	"time"
)

// visitOfAgent registers a visitor who asked for an agent at the door. The agent is checked in first
// unless the agent is on site.
func (p *Player) visitOfAgent(value any, step Step) (Answer, error) {
	o := object(value)
	agent := fmt.Sprint(o["agent"])
	standing, err := p.call("supervisor", "", "GET", p.path("/board/agents/"+agent), nil)
	if err != nil || standing.Status >= 300 {
		return standing, err
	}
	if standing.Body["presence"] == "not_checked_in" {
		if answer, err := p.checkIn(agent, nil); err != nil || answer.Status >= 300 {
			return answer, err
		}
	}
	arrival := map[string]any{"phone": o["phone"], "names": agent}
	for _, word := range []string{"outcome", "first_visit"} {
		if o[word] != nil {
			arrival[word] = o[word]
		}
	}
	return p.arrive(arrival, step)
}

// fairness reads the report of a period; its days are written as times, "D1".
func (p *Player) fairness(value any, _ Step) (Answer, error) {
	query := url.Values{}
	for _, word := range []string{"from", "to"} {
		if o := object(value); o != nil && o[word] != nil {
			at, err := instant(fmt.Sprint(o[word]) + " 00:00")
			if err != nil {
				return Answer{}, err
			}
			query.Set(word, at.Format(time.DateOnly))
		}
	}
	return p.call("supervisor", "", "GET", p.path("/fairness?"+query.Encode()), nil)
}

// explainTurn asks, as the agent, why it was or was not their turn at a moment of the scenario.
func (p *Player) explainTurn(value any, _ Step) (Answer, error) {
	o := object(value)
	agent := fmt.Sprint(o["agent"])
	at, err := instant(fmt.Sprint(o["at"]))
	if err != nil {
		return Answer{}, err
	}
	query := url.Values{"agent": {agent}, "at": {at.Format(time.RFC3339)}}
	return p.call("agent", agent, "GET", p.path("/turns/explanation?"+query.Encode()), nil)
}

func (p *Player) leaveWaiting(value any, _ Step) (Answer, error) {
	return p.onVisit(p.subject, "front_desk", "", "/leave", map[string]any{})
}

// fillForm has the desk enter the form that the visitor signed on paper. What an agent writes down stands as soon as
// the desk has seen it signed; "consent: true" beside an agent is that agent's word, "unconfirmed" leaves what they
// wrote. by: visitor is the visitor's own phone.
func (p *Player) fillForm(value any, _ Step) (Answer, error) {
	o := object(value)
	body := map[string]any{"need": "三居室", "consent": true}
	maps.Copy(body, copied(o, nil, "need", "consent", "name", "source", "paper"))
	switch {
	case o["by"] == "visitor":
		return p.onVisit(p.subject, "visitor", p.visits[p.subject], "/visitor-form", body)
	case o["agent"] == nil && p.role != "agent":
		if body["paper"] == nil && o["consent"] != false {
			body["paper"] = true
		}
		return p.onVisit(p.subject, textOr(o["by"], "front_desk"), "", "/visitor-form", body)
	case o["consent"] == nil:
		delete(body, "consent")
	}
	answer, err := p.onVisit(p.subject, "agent", fmt.Sprint(o["agent"]), "/visitor-form", body)
	if err != nil {
		return answer, err
	}
	return p.settled(o, answer)
}

func (p *Player) annotate(value any, _ Step) (Answer, error) {
	return p.onVisit(p.subject, "front_desk", "", "/annotations", map[string]any{"text": object(value)["text"]})
}

func (p *Player) sign(value any, _ Step) (Answer, error) {
	body := map[string]any{"contract": p.numbered(object(value)["contract"], "HT-")}
	if fen := object(value)["commission_fen"]; fen != nil {
		body["commission_fen"] = fen
	}
	if chose := object(value)["customer_chose"]; !none(chose) {
		body["customer_chose"] = chose
	}
	return p.onDeal(p.subject, "finance", "/signing", body)
}

// changeDeal asks for another amount, unit, contract or buyer of a deal.
func (p *Player) changeDeal(value any, _ Step) (Answer, error) {
	body := map[string]any{"reason": "客户申请"}
	maps.Copy(body, copied(object(value), nil, "commission_fen", "price_fen", "unit", "contract", "buyer_phone",
		"reason"))
	return p.onDeal(p.subject, "site_manager", "/changes", body)
}

// verifyConduct gives the finding on the latest conduct report.
func (p *Player) verifyConduct(value any, _ Step) (Answer, error) {
	role := textOr(object(value)["by"], "site_manager")
	body := map[string]any{"gravity": word(value, "gravity")}
	if points := object(value)["points"]; points != nil {
		body["points"] = points
	}
	if p.report == "" {
		return Answer{}, fmt.Errorf("nothing has been reported")
	}
	return p.call(role, "", "POST", p.path("/conduct-reports/"+p.report+"/verification"), body)
}

// dealNamed gives the deal of a phone number, or the text itself.
func (p *Player) dealNamed(value any) any {
	if id := p.deals[fmt.Sprint(value)]; id != "" {
		return id
	}
	return value
}

// commend commends an agent (GR.11-12).
func (p *Player) commend(value any, _ Step) (Answer, error) {
	o := object(value)
	role := textOr(o["by"], "site_manager")
	body := map[string]any{"agent": o["agent"], "kind": o["kind"], "statement": "接待周到"}
	if o["deal"] != nil {
		body["deal"] = p.dealNamed(o["deal"])
	}
	if o["visit"] != nil {
		if body["visit"] = o["visit"]; p.visits[fmt.Sprint(o["visit"])] != "" {
			body["visit"] = p.visits[fmt.Sprint(o["visit"])]
		}
	}
	answer, err := p.call(role, "", "POST", p.path("/commendations"), body)
	if id, ok := answer.Body["id"].(string); ok {
		p.praised = id
	}
	return answer, err
}

// decideDismissal decides on the proposal of the latest conduct report, as another than who reports.
func (p *Player) decideDismissal(value any, _ Step) (Answer, error) {
	return p.call(textOr(object(value)["by"], "regional_sales"), "", "POST",
		p.path("/conduct-reports/"+p.report+"/dismissal-decision"),
		map[string]any{"decision": word(value, "decision"), "reason": "经核实"})
}

func (p *Player) askSwap(value any, _ Step) (Answer, error) {
	o := object(value)
	answer, err := p.call("agent", fmt.Sprint(o["agent"]), "POST", p.path("/swap-requests"),
		map[string]any{"with": o["with"], "reason": "换班"})
	if id, ok := answer.Body["id"].(string); ok {
		p.asked = id
	}
	return answer, err
}

func (p *Player) decideSwap(value any, _ Step) (Answer, error) {
	approve := word(value, "approve")
	return p.call("supervisor", "", "POST", p.path("/swap-requests/"+p.asked+"/decision"),
		map[string]any{"approve": approve})
}

func (p *Player) changeAgent(value any, _ Step) (Answer, error) {
	o := object(value)
	body := map[string]any{}
	maps.Copy(body, copied(o, nil, "employment", "group"))
	return p.call("site_manager", "", "PATCH", p.path("/agents/"+fmt.Sprint(o["agent"])), body)
}

// publishPolicy publishes a policy version from a day on, as whoever has the policy's authority.
func (p *Player) publishPolicy(value any, _ Step) (Answer, error) {
	body, err := policyDraft(value)
	if err != nil {
		return Answer{}, err
	}
	role := "site_manager"
	if p.scenario.Policy == "group-rotation" {
		role = "marketing_centre"
	}
	return p.call(role, "", "POST", p.path("/policy-versions"), body)
}

// validatePolicy asks what a policy version would say; nothing is published. A draft for the day on which it is looked
// at is one for the next, the first on which a version may be in force.
func (p *Player) validatePolicy(value any, step Step) (Answer, error) {
	body, err := policyDraft(value)
	if err != nil {
		return Answer{}, err
	}
	at, err := step.At()
	if err != nil {
		return Answer{}, err
	}
	if body["effective_from"] == at.Format(time.DateOnly) {
		body["effective_from"] = at.AddDate(0, 0, 1).Format(time.DateOnly)
	}
	return p.call("site_manager", "", "POST", p.path("/policy-drafts/validation"), body)
}

// whatIf tries another policy over a period and reads what came of it.
func (p *Player) whatIf(value any, _ Step) (Answer, error) {
	o := object(value)
	body := map[string]any{"base": o["base"]}
	maps.Copy(body, copied(o, nil, "changes", "rules"))
	return p.job("/what-if", body, o)
}

// replayPeriod decides every decision of a period again and reads what came of it.
func (p *Player) replayPeriod(value any, _ Step) (Answer, error) {
	return p.job("/replays", map[string]any{}, object(value))
}

// job starts a job on a period, lets it be done and reads it.
func (p *Player) job(path string, body, o map[string]any) (Answer, error) {
	for _, word := range []string{"from", "to"} {
		day, err := instant(fmt.Sprint(o[word]) + " 00:00")
		if err != nil {
			return Answer{}, err
		}
		body[word] = day.Format(time.DateOnly)
	}
	started, err := p.call("site_manager", "", "POST", p.path(path), body)
	if err != nil || started.Status >= 300 {
		return started, err
	}
	if worked, err := p.call("", "", "POST", "/dev/jobs", map[string]any{}); err != nil || worked.Status >= 300 {
		return worked, err
	}
	return p.call("site_manager", "", "GET", p.path(path+"/"+fmt.Sprint(started.Body["job"])), nil)
}

// checkHash takes the certificate of the latest visit and asks whether its hash is the one in the chain; an
// altered one has another first digit.
func (p *Player) checkHash(value any, _ Step) (Answer, error) {
	path := p.path("/decisions/" + p.visitOf(Answer{}))
	certificate, err := p.call("auditor", "", "GET", path, nil)
	if err != nil || certificate.Status >= 300 {
		return certificate, err
	}
	hash := fmt.Sprint(certificate.Body["hash"])
	if object(value)["altered"] == true {
		other := "0"
		if hash[:1] == other {
			other = "1"
		}
		hash = other + hash[1:]
	}
	return p.call("auditor", "", "POST", path+"/check", map[string]any{"hash": hash})
}

// policyDraft gives what a policy version starts from and changes.
func policyDraft(value any) (map[string]any, error) {
	o := object(value)
	from, err := instant(fmt.Sprint(o["effective_from"]) + " 00:00")
	if err != nil {
		return nil, err
	}
	body := map[string]any{"effective_from": from.Format(time.DateOnly)}
	maps.Copy(body, copied(o, nil, "preset", "base", "changes", "rules"))
	return body, nil
}

func (p *Player) manualCheckIn(value any, _ Step) (Answer, error) {
	body := map[string]any{"agent": value, "reason": "手机没电"}
	if o := object(value); o != nil {
		body["agent"] = o["agent"]
		if o["duty"] != nil {
			body["duty"] = o["duty"]
		}
	}
	answer, err := p.call("supervisor", "", "POST", p.path("/manual-check-ins"), body)
	if answer.Status < 300 {
		p.staffed = p.now.Format(time.DateOnly)
	}
	return answer, err
}

// read reads what a role may read. The words are the resources of a site; a visit, its certificate and
// its replay are those of the step's latest visit.
func (p *Player) read(value any, _ Step) (Answer, error) {
	what := word(value, "what")
	visit := p.visitOf(Answer{})
	today := p.now.Format(time.DateOnly)
	path, ok := map[string]string{
		"site": "", "board": "/board", "agents": "/agents", "visits": "/visits?day=" + today,
		"new_visits":       "/visits?customers=new&day=" + today,
		"returning_visits": "/visits?customers=returning&day=" + today, "calls": "/calls?day=" + today,
		"new_calls": "/calls?customers=new&day=" + today, "returning_calls": "/calls?customers=returning&day=" + today,
		"pre_registrations": "/pre-registrations", "register": "/register?day=" + today,
		"verification": "/register/verification?from=" + today + "&to=" + today, "policies": "/policy-versions",
		"deals":   "/deals",
		"reports": "/conduct-reports", "commendations": "/commendations",
		"conduct":    "/agents/" + fmt.Sprint(object(value)["agent"]) + "/conduct",
		"statements": "/statements/" + p.now.Format("2006-01"), "runs": "/settlement-runs",
		"reveals": "/reveals?day=" + today, "visit": "/visits/" + visit, "ownership": "/visits/" + visit + "/ownership",
		"disputes": "/disputes", "open_disputes": "/disputes?open=true",
		"claims": "/deals/" + p.dealID(p.subject) + "/claims",
		"deal":   "/deals/" + p.dealID(p.subject), "decision": "/decisions/" + visit,
		"replay":  "/decisions/" + visit + "/replay",
		"lookups": "/lookups?day=" + today, "lookup_alarms": "/lookup-alarms", "privacy_rules": "/privacy-rules",
		"lapse_warnings": "/lapse-warnings?agent=" + fmt.Sprint(object(value)["agent"]),
		"inbox":          "/inbox?limit=100",
		"standing":       "/board/agents/" + fmt.Sprint(object(value)["agent"]),
		"customers":      "/agents/" + fmt.Sprint(object(value)["agent"]) + "/customers",
	}[fmt.Sprint(what)]
	if !ok {
		return Answer{}, fmt.Errorf("nothing to read is called %v", what)
	}
	return p.call("supervisor", "", "GET", p.path(path), nil)
}
