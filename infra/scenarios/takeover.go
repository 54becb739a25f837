package scenarios

import (
	"fmt"
)

// takeOver brings a list of customers and signs it off as it is.
func (p *Player) takeOver(value any, _ Step) (Answer, error) {
	opened, err := p.call("site_manager", "", "POST", p.path("/takeovers"), map[string]any{"file_name": "list.csv"})
	if err != nil || opened.Status != 201 {
		return opened, err
	}
	path := p.path("/takeovers/" + fmt.Sprint(opened.Body["takeover"]))
	added, err := p.call("site_manager", "", "POST", path+"/rows", map[string]any{"first": 1, "rows": list(value)})
	if err != nil || added.Status != 200 {
		return added, err
	}
	signature := map[string]any{"digest": added.Body["digest"], "statement": "已逐行核对"}
	signed, err := p.call("site_manager", "", "POST", path+"/sign-off", signature)
	if err != nil || signed.Body["code"] != "takeover.same_person" || p.role != "" {
		return signed, err
	}
	return p.call("regional_sales", "", "POST", path+"/sign-off", signature)
}

// inCounts wants how many rows came to what.
func inCounts(_ *Player, want any, _ Step, answer Answer) error {
	counts := object(answer.Body["counts"])
	for word, n := range object(want) {
		if err := same(counts[word], n); err != nil {
			return fmt.Errorf("%s: %w", word, err)
		}
	}
	return nil
}
