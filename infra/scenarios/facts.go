package scenarios

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// The steps about what the register knows of people: calls, pre-registrations, recognitions, reassignments,
// intentions and the day's report.

// copied takes the named words of an action over to a body; renames gives those with another name there.
func copied(o map[string]any, renames map[string]string, words ...string) map[string]any {
	body := map[string]any{}
	for _, word := range words {
		if o[word] != nil {
			body[word] = o[word]
		}
	}
	for word, field := range renames {
		if o[word] != nil {
			body[field] = o[word]
		}
	}
	return body
}

func (p *Player) registerCall(value any, _ Step) (Answer, error) {
	o := object(value)
	body := copied(o, nil, "phone", "name", "agent", "content")
	if o["called_at"] != nil {
		at, err := instant(fmt.Sprint(o["called_at"]))
		if err != nil {
			return Answer{}, err
		}
		body["called_at"] = at.UTC().Format(time.RFC3339)
	}
	role, agent := agentOr(o["entered_by"], "front_desk")
	answer, err := p.call(role, agent, "POST", p.path("/calls"), body)
	if err != nil {
		return answer, err
	}
	return p.settled(o, answer)
}

func (p *Player) preRegister(value any, _ Step) (Answer, error) {
	o := object(value)
	body := copied(o, map[string]string{"referred_by": "referred_by_phone", "proxy": "proxy_phone"}, "name", "features",
		"phone", "statement")
	answer, err := p.call("agent", fmt.Sprint(o["agent"]), "POST", p.path("/pre-registrations"), body)
	if id, ok := answer.Body["id"].(string); ok {
		p.announced = id
	}
	return answer, err
}

func (p *Player) withdraw(value any, _ Step) (Answer, error) {
	agent := word(value, "agent")
	return p.call("agent", fmt.Sprint(agent), "POST", p.path("/pre-registrations/"+p.announced+"/withdrawal"),
		map[string]any{})
}

func (p *Player) matchAnnounced(value any, _ Step) (Answer, error) {
	return p.call("front_desk", "", "POST", p.path("/pre-registration-matches"),
		copied(object(value), nil, "name", "phone", "features"))
}

// confirmAnnounced says that the visitor is the person announced last: the desk, or the agent named, whose word is then
// confirmed unless it is left.
func (p *Player) confirmAnnounced(value any, _ Step) (Answer, error) {
	o := object(value)
	role, agent := textOr(o["by"], "front_desk"), ""
	if o["agent"] != nil {
		role, agent = "agent", fmt.Sprint(o["agent"])
	}
	body := copied(o, nil, "reason")
	body["pre_registration"] = p.announced
	answer, err := p.onVisit(p.subject, role, agent, "/pre-registration", body)
	if err != nil {
		return answer, err
	}
	return p.settled(o, answer)
}

// customerOf looks a number's customer up.
func (p *Player) customerOf(phone any) (string, error) {
	found, err := p.lookUp(phone, nil)
	return fmt.Sprint(found.Body["customer"]), err
}

func (p *Player) recognise(value any, step Step) (Answer, error) {
	o := object(value)
	if step["after_settlement"] != nil {
		if err := p.settleBefore(); err != nil {
			return Answer{}, err
		}
	}
	p.subject = fmt.Sprint(o["customer"])
	customer, err := p.customerOf(o["customer"])
	if err != nil {
		return Answer{}, err
	}
	body := copied(o, map[string]string{"entry_of": "entry_of_phone"}, "relation", "takes_over")
	if body["relation"] == nil {
		body["relation"] = "same_person"
	}
	if p.role != "" && p.role != "agent" {
		body["agent"] = o["agent"]
	}
	return p.call("agent", fmt.Sprint(o["agent"]), "POST", p.path("/customers/"+customer+"/recognitions"), body)
}

func (p *Player) reassign(value any, _ Step) (Answer, error) {
	o := object(value)
	customer, err := p.customerOf(o["phone"])
	if err != nil {
		return Answer{}, err
	}
	basisPoints, err := scaled(o["from_percent"], 100)
	if err != nil {
		return Answer{}, err
	}
	role := textOr(o["by"], "supervisor")
	body := copied(o, nil, "to", "penalty")
	body["from_basis_points"], body["reason"] = basisPoints, "客户投诉"
	return p.call(role, "", "POST", p.path("/customers/"+customer+"/reassignment"), body)
}

func (p *Player) intention(value any, _ Step) (Answer, error) {
	o := object(value)
	body := copied(o, nil, "unit", "floor", "layout", "area_sqm")
	body["interested"] = o["interested"] != false
	return p.onVisit(p.subject, "agent", fmt.Sprint(o["agent"]), "/intention", body)
}

func (p *Player) dayReport(value any, _ Step) (Answer, error) {
	day := p.now.Format(time.DateOnly)
	if text := fmt.Sprint(value); strings.HasPrefix(text, "D") || strings.HasPrefix(text, "2") {
		at, err := instant(text + " 00:00")
		if err != nil {
			return Answer{}, err
		}
		day = at.Format(time.DateOnly)
	}
	return p.call("supervisor", "", "GET", p.path("/day-reports/"+day), nil)
}

// checkReport wants each named agent's numbers in the day's report: {jia: {new_customers: 2, interested: 1}}.
func (p *Player) checkReport(want any, _ Step, answer Answer) error {
	if none(want) {
		return same(len(list(answer.Body["items"])), 0)
	}
	for agent, numbers := range object(want) {
		i := slices.IndexFunc(list(answer.Body["items"]), func(item any) bool { return object(item)["agent"] == agent })
		if i < 0 {
			return fmt.Errorf("%s is not reported", agent)
		}
		row := maps.Clone(object(list(answer.Body["items"])[i]))
		wanted := maps.Clone(object(numbers))
		if intentions := list(row["intentions"]); wanted["intention"] != nil {
			if len(intentions) == 0 {
				return fmt.Errorf("%s: no intention", agent)
			}
			if err := subset(object(wanted["intention"]), object(intentions[0])); err != nil {
				return err
			}
			delete(wanted, "intention")
		}
		if err := subset(wanted, row); err != nil {
			return fmt.Errorf("%s: %w", agent, err)
		}
	}
	return nil
}

// settleBefore runs the night, so that the deals made so far are settled, and remembers what stands.
func (p *Player) settleBefore() error {
	if answer, err := p.call("", "", "POST", "/dev/night", map[string]any{"site": p.site}); err != nil ||
		answer.Status >= 300 {
		return fmt.Errorf("night: %v %w", answer, err)
	}
	return nil
}

// checkAfterSettlement wants a settled deal to have been corrected: every line that stood before is mirrored
// exactly, and the lines that stand now are those of the shares in force.
func (p *Player) checkAfterSettlement(want any, _ Step, answer Answer) error {
	if want != "correction" && !none(want) {
		return fmt.Errorf("%v is not known; correction or none", want)
	}
	deal, err := p.dealOf(answer)
	if err != nil {
		return err
	}
	lines, err := p.linesOf(fmt.Sprint(deal["deal"]))
	if err != nil {
		return err
	}
	mirrored, standing := map[string]bool{}, map[string]int64{}
	byID := map[string]int64{}
	for _, line := range lines {
		fen, _ := number(line["amount_fen"])
		byID[fmt.Sprint(line["line"])] = fen
		standing[fmt.Sprint(line["party"])] += fen
	}
	for _, line := range lines {
		of := fmt.Sprint(line["mirror_of"])
		if line["mirror_of"] == nil || of == "" {
			continue
		}
		fen, _ := number(line["amount_fen"])
		if byID[of] != -fen {
			return fmt.Errorf("%s is no exact mirror of %s", cut(flow(line)), of)
		}
		mirrored[of] = true
	}
	if len(mirrored) == 0 == (want == "correction") {
		return fmt.Errorf("%d lines are mirrored", len(mirrored))
	}
	for _, share := range list(deal["shares"]) {
		party := fmt.Sprint(object(share)["party"])
		if err := same(standing[party], object(share)["amount_fen"]); err != nil {
			return fmt.Errorf("what stands of %s: %w", party, err)
		}
		delete(standing, party)
	}
	for party, fen := range standing {
		if fen != 0 {
			return fmt.Errorf("%d fen stand of %s", fen, party)
		}
	}
	return nil
}

// linesOf gives the settlement lines of a deal in all months up to the step's.
func (p *Player) linesOf(deal string) ([]map[string]any, error) {
	var out []map[string]any
	now := p.now
	defer func() { p.now = now }()
	for month := firstDay.AddDate(0, -6, 0); !month.After(now.AddDate(0, 1, 0)); month = month.AddDate(0, 1, 0) {
		p.now = month
		statements, err := p.statements()
		if err != nil {
			return nil, err
		}
		for party, statement := range statements {
			for _, item := range list(statement["lines"]) {
				if line := object(item); line["subject"] == deal {
					line["party"] = party
					out = append(out, line)
				}
			}
		}
	}
	return out, nil
}
