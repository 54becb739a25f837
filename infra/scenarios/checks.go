package scenarios

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// check compares every expectation of a step with the answer, and with the board or a statement
// where the expectation is about them.
func (p *Player) check(step Step, answer Answer) error {
	for _, word := range slices.Sorted(maps.Keys(step)) {
		want := step[word]
		var err error
		switch word {
		case "refused":
			err = same(answer.refusal(), want)
		case "receives", "visit_now_with":
			err = p.checkReceiver(word, want, step, answer)
		case "turn", "on_behalf_of_agent", "next_at_position", "give_back_to":
			err = same(answer.Body[word], want)
		case "owner":
			err = p.checkOwner(want, step, answer)
		case "hands_over_to":
			err = same(answer.Body["receives"], want)
		case "waits":
			err = same(answer.Body["waiting"], want)
		case "clause":
			if step["refused"] == nil {
				err = p.checkClause(fmt.Sprint(want), step, answer)
			}
		case "order_now", "order_tomorrow":
			err = p.checkOrder(word, want, answer)
		case "conduct":
			if step["leave"] != nil {
				err = subset(object(want), object(answer.Body["conduct"]))
			}
		case "count", "proposes":
			err = same(answer.Body[word], want)
		case "shares":
			err = p.checkShares(want, answer)
		case "amounts_fen":
			err = p.checkAmounts(want, answer)
		case "settled":
			err = p.checkSettled(want, answer)
		case "deduction_fen":
			err = p.checkDeductions(want, step)
		case "flags":
			err = p.checkFlags(want, step)
		case "status":
			err = same(answer.Body[word], want)
		}
		if err != nil {
			return fmt.Errorf("%s: %w (answer %v)", word, err, answer.Body)
		}
	}
	return nil
}

func same(got, want any) error {
	if n, ok := number(want); ok {
		if m, ok := number(got); ok && m == n {
			return nil
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		return fmt.Errorf("got %v, want %v", got, want)
	}
	return nil
}

// number reads whole numbers, however YAML and JSON spell them.
func number(value any) (int64, bool) {
	switch v := value.(type) {
	case int:
		return int64(v), true
	case int64:
		return v, true
	case uint64:
		return int64(v), v <= math.MaxInt64
	case float64:
		return int64(v), v == math.Trunc(v)
	}
	return 0, false
}

// visitOf finds the visit that a step without one in its answer speaks of: the latest.
func (p *Player) visitOf(answer Answer) string {
	if visit, ok := answer.Body["visit"].(string); ok {
		return visit
	}
	latest := ""
	for visit := range p.last {
		latest = max(latest, visit)
	}
	return latest
}

func (p *Player) checkReceiver(word string, want any, _ Step, answer Answer) error {
	if word == "receives" {
		return same(answer.Body["receives"], want)
	}
	now, err := p.call("supervisor", "", "GET", p.path("/visits/"+p.visitOf(answer)), nil)
	if err != nil {
		return err
	}
	return same(now.Body["receives"], want)
}

func (p *Player) checkOwner(want any, _ Step, answer Answer) error {
	if owner, ok := answer.Body["owner"]; ok {
		return same(owner, want)
	}
	now, err := p.call("supervisor", "", "GET", p.path("/visits/"+p.visitOf(answer)+"/ownership"), nil)
	if err != nil {
		return err
	}
	return same(now.Body["owner"], want)
}

// checkClause wants the clause to be cited by the answer: as its own clause, for the ownership, for
// one of the effects, or by a line of the statements.
func (p *Player) checkClause(want string, step Step, answer Answer) error {
	cited := cites(answer.Body)
	if step["settle"] != nil {
		lines, err := p.statements()
		if err != nil {
			return err
		}
		for _, s := range lines {
			cited = append(cited, cites(s)...)
		}
	}
	if !slices.Contains(cited, want) {
		return fmt.Errorf("%s is not cited, but %v", want, slices.Compact(slices.Sorted(slices.Values(cited))))
	}
	return nil
}

// cites collects the clauses of an answer, except those of rules that did not decide.
func cites(value any) []string {
	var out []string
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			if text, ok := inner.(string); ok && strings.HasSuffix(key, "clause") {
				out = append(out, text)
			}
			if key != "considered" && key != "turned_down" {
				out = append(out, cites(inner)...)
			}
		}
	case []any:
		for _, inner := range v {
			out = append(out, cites(inner)...)
		}
	}
	return out
}

func (p *Player) checkOrder(word string, want any, answer Answer) error {
	body := answer.Body
	if word == "order_now" {
		board, err := p.call("supervisor", "", "GET", p.path("/board"), nil)
		if err != nil {
			return err
		}
		body = board.Body
	}
	byGroup := object(want)
	if byGroup == nil {
		key := map[string]string{"order_now": "order", "order_tomorrow": "order_tomorrow"}[word]
		return same(texts(body[key]), texts(want))
	}
	for _, item := range body["groups"].([]any) {
		group := object(item)
		if wanted, ok := byGroup[fmt.Sprint(group["group"])]; ok {
			if err := same(texts(group["order"]), texts(wanted)); err != nil {
				return err
			}
		}
	}
	return nil
}

func subset(want, got map[string]any) error {
	for key, value := range want {
		if err := same(got[key], value); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

func (p *Player) checkShares(want any, answer Answer) error {
	if want == "ruling" {
		return same(answer.Body["status"], "waiting_for_ruling")
	}
	return compareShares(object(want), answer.Body["shares"], "basis_points", 100)
}

func (p *Player) checkAmounts(want any, answer Answer) error {
	return compareShares(object(want), answer.Body["shares"], "amount_fen", 1)
}

// compareShares wants exactly the named parties with the named amounts.
func compareShares(want map[string]any, shares any, field string, scale int64) error {
	list, _ := shares.([]any)
	got := map[string]int64{}
	for _, item := range list {
		share := object(item)
		amount, _ := number(share[field])
		got[strings.TrimPrefix(fmt.Sprint(share["party"]), "@")] = amount
	}
	wanted := map[string]int64{}
	for party, value := range want {
		amount, _ := number(value)
		wanted[party] = amount * scale
	}
	if !maps.Equal(got, wanted) {
		return fmt.Errorf("got %v, want %v", got, wanted)
	}
	return nil
}

func (p *Player) checkSettled(want any, answer Answer) error {
	var wanted []string
	for _, phone := range texts(want) {
		wanted = append(wanted, p.deals[phone])
	}
	return same(texts(answer.Body["settled"]), wanted)
}

// statements gives the statements of the step's month, by party.
func (p *Player) statements() (map[string]map[string]any, error) {
	answer, err := p.call("finance", "", "GET", p.path("/statements/"+p.now.Format("2006-01")), nil)
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]any{}
	list, _ := answer.Body["items"].([]any)
	for _, item := range list {
		party := fmt.Sprint(object(item)["party"])
		one, err := p.call("finance", "", "GET", p.path("/statements/"+p.now.Format("2006-01")+"/"+party), nil)
		if err != nil {
			return nil, err
		}
		out[party] = one.Body
	}
	return out, nil
}

func (p *Player) checkDeductions(want any, _ Step) error {
	statements, err := p.statements()
	if err != nil {
		return err
	}
	for agent, fen := range object(want) {
		if err := same(statements[agent]["deducted_fen"], fen); err != nil {
			return fmt.Errorf("%s: %w", agent, err)
		}
	}
	return nil
}

func (p *Player) checkFlags(want any, _ Step) error {
	statements, err := p.statements()
	if err != nil {
		return err
	}
	for _, flag := range texts(want) {
		found := false
		for _, s := range statements {
			found = found || slices.Contains(texts(s["flags"]), flag)
		}
		if !found {
			return fmt.Errorf("no statement carries %s", flag)
		}
	}
	return nil
}
