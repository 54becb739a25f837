package scenarios

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// same compares two values as they are written; "none" is the absent value, false also is.
func same(got, want any) error {
	if want == nil || want == "none" {
		want = nil
		if got == "" {
			got = nil
		}
	}
	if want == false && got == nil {
		return nil
	}
	if n, ok := number(want); ok {
		if m, ok := number(got); ok && m == n {
			return nil
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		return fmt.Errorf("got %s; want %s", cut(flow(got)), cut(flow(want)))
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

// visitOf finds the visit that a step speaks of: its answer's, its phone number's, else the latest.
func (p *Player) visitOf(answer Answer) string {
	if visit, ok := answer.Body["visit"].(string); ok {
		return visit
	}
	if visit := p.visits[p.subject]; visit != "" {
		return visit
	}
	latest := ""
	for visit := range p.last {
		latest = max(latest, visit)
	}
	return latest
}

// checkWith wants the visit to be with an agent now: an agent, for the visit that the step speaks of;
// {phone, to} or {phone: agent} for another one.
func (p *Player) checkWith(want any, _ Step, answer Answer) error {
	visits := map[string]any{p.visitOf(answer): want}
	if o := object(want); o != nil {
		if o["phone"] != nil {
			o = map[string]any{fmt.Sprint(o["phone"]): o["to"]}
		}
		visits = map[string]any{}
		for phone, agent := range o {
			if p.visits[phone] == "" {
				return fmt.Errorf("no visit of %s", phone)
			}
			visits[p.visits[phone]] = agent
		}
	}
	for visit, agent := range visits {
		now, err := p.call("supervisor", "", "GET", p.path("/visits/"+visit), nil)
		if err != nil {
			return err
		}
		if err := same(now.Body["receives"], agent); err != nil {
			return err
		}
	}
	return nil
}

// checkHandsOverTo wants the visitor to have been handed over in this step.
func (p *Player) checkHandsOverTo(want any, step Step, answer Answer) error {
	if got, ok := answer.Body["hands_over_to"]; ok || none(want) {
		return same(got, want)
	}
	return p.checkWith(want, step, answer)
}

// checkOwner wants the owner by the answer, else by the register: of the step's visit or, where the
// step has none, of the phone number.
func (p *Player) checkOwner(want any, _ Step, answer Answer) error {
	if owner, ok := answer.Body["owner"]; ok {
		return same(owner, want)
	}
	if p.visits[p.subject] == "" && answer.Body["visit"] == nil && p.subject != "" && p.subject != "unknown" {
		now, err := p.lookUp(p.subject, nil)
		if err != nil {
			return err
		}
		return same(now.Body["owner"], want)
	}
	now, err := p.call("supervisor", "", "GET", p.path("/visits/"+p.visitOf(answer)+"/ownership"), nil)
	if err != nil {
		return err
	}
	return same(now.Body["owner"], want)
}

// checkConduct wants the notice of a breach that the answer carries.
func (p *Player) checkConduct(want any, step Step, answer Answer) error {
	if action, err := actionOf(step); err != nil || action == "conduct" {
		return err
	}
	notice := object(answer.Body["conduct"])
	if none(want) {
		return same(answer.Body["conduct"], nil)
	}
	return subset(object(want), notice)
}

// checkClause wants the clause to be cited by the answer: as its own clause, for the ownership, for
// one of the effects, or by a line of the statements.
func (p *Player) checkClause(want any, step Step, answer Answer) error {
	if step["refused"] != nil && answer.Body["clause"] == nil {
		return fmt.Errorf("the refusal cites no clause")
	}
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
	if !slices.Contains(cited, fmt.Sprint(want)) {
		return fmt.Errorf("%v is not cited, but %s", want, flow(slices.Compact(slices.Sorted(slices.Values(cited)))))
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
			switch key {
			case "turned_down":
			case "considered":
				out = append(out, cites(deciding(inner))...)
			default:
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

// deciding gives the considered rules that decided.
func deciding(considered any) []any {
	return slices.DeleteFunc(slices.Clone(list(considered)),
		func(row any) bool { return object(row)["decided"] != true })
}

func (p *Player) checkOrderNow(want any, _ Step, answer Answer) error {
	return p.checkOrder("order_now", want, answer)
}

func (p *Player) checkOrderTomorrow(want any, _ Step, answer Answer) error {
	return p.checkOrder("order_tomorrow", want, answer)
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
	if none(want) {
		want = []any{}
	}
	byGroup := object(want)
	if byGroup == nil {
		key := map[string]string{"order_now": "order", "order_tomorrow": "order_tomorrow"}[word]
		return same(texts(body[key]), texts(want))
	}
	order := map[string]any{}
	for _, item := range append(list(body["groups"]), list(body["groups_tomorrow"])...) {
		order[fmt.Sprint(object(item)["group"])] = object(item)["order"]
	}
	for group, wanted := range byGroup {
		if err := same(texts(order[group]), texts(wanted)); err != nil {
			return fmt.Errorf("%s: %w", group, err)
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

// checkShares wants the credit in percent, "ruling" for a deal that waits for a person, or for each
// party {percent, amount_fen}.
func (p *Player) checkShares(want any, _ Step, answer Answer) error {
	deal, err := p.dealOf(answer)
	if err != nil {
		return err
	}
	if want == "ruling" {
		return same(deal["status"], "waiting_for_ruling")
	}
	given := object(want)
	if given == nil {
		return fmt.Errorf("%s is no map of party to percent", flow(want))
	}
	percent, fen := map[string]any{}, map[string]any{}
	for party, value := range given {
		percent[party] = value
		if both := object(value); both != nil {
			percent[party], fen[party] = both["percent"], both["amount_fen"]
		}
	}
	if len(fen) > 0 {
		if err := compareShares(fen, deal["shares"], "amount_fen", 1); err != nil {
			return err
		}
	}
	return compareShares(percent, deal["shares"], "basis_points", 100)
}

func (p *Player) checkAmounts(want any, _ Step, answer Answer) error {
	deal, err := p.dealOf(answer)
	if err != nil {
		return err
	}
	return compareShares(object(want), deal["shares"], "amount_fen", 1)
}

// dealOf gives the deal that the step speaks of: its answer, or the deal of its phone number, or the only one.
func (p *Player) dealOf(answer Answer) (map[string]any, error) {
	if answer.Body["shares"] != nil {
		return answer.Body, nil
	}
	id := p.dealID(p.subject)
	if id == "" {
		return nil, fmt.Errorf("no deal of %q", p.subject)
	}
	now, err := p.call("supervisor", "", "GET", p.path("/deals/"+id), nil)
	return now.Body, err
}

// compareShares wants exactly the named parties with the named amounts.
func compareShares(want map[string]any, shares any, field string, scale float64) error {
	got := map[string]int64{}
	for _, item := range list(shares) {
		share := object(item)
		amount, ok := number(share[field])
		if !ok {
			return fmt.Errorf("%s has no %s", flow(share), field)
		}
		got[strings.TrimPrefix(fmt.Sprint(share["party"]), "@")] = amount
	}
	wanted := map[string]int64{}
	for party, value := range want {
		amount, err := scaled(value, scale)
		if err != nil {
			return fmt.Errorf("%s: %w", party, err)
		}
		wanted[strings.TrimPrefix(party, "@")] = amount
	}
	if !maps.Equal(got, wanted) {
		return fmt.Errorf("got %s; want %s", cut(flow(got)), cut(flow(wanted)))
	}
	return nil
}

// scaled reads a number of the vocabulary, which may have decimals in percent only.
func scaled(value any, scale float64) (int64, error) {
	if n, ok := number(value); ok {
		return n * int64(scale), nil
	}
	f, ok := value.(float64)
	if !ok {
		return 0, fmt.Errorf("%v is no number", value)
	}
	n := math.Round(f * scale)
	if math.Abs(n-f*scale) > 1e-6 {
		return 0, fmt.Errorf("%v is finer than the product counts", value)
	}
	return int64(n), nil
}

// checkSettled wants exactly the deals of these phone numbers to have been settled, in any order.
func (p *Player) checkSettled(want any, _ Step, answer Answer) error {
	wanted := []string{}
	for _, phone := range texts(want) {
		if p.deals[phone] == "" {
			return fmt.Errorf("no deal of %s", phone)
		}
		wanted = append(wanted, p.deals[phone])
	}
	return same(slices.Sorted(slices.Values(texts(answer.Body["settled"]))), slices.Sorted(slices.Values(wanted)))
}

// statements gives the statements of the step's month, by party.
func (p *Player) statements() (map[string]map[string]any, error) {
	answer, err := p.call("finance", "", "GET", p.path("/statements/"+p.now.Format("2006-01")), nil)
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]any{}
	for _, item := range list(answer.Body["items"]) {
		party := fmt.Sprint(object(item)["party"])
		one, err := p.call("finance", "", "GET", p.path("/statements/"+p.now.Format("2006-01")+"/"+party), nil)
		if err != nil {
			return nil, err
		}
		out[party] = one.Body
	}
	return out, nil
}

func (p *Player) checkFlags(want any, _ Step, _ Answer) error {
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
