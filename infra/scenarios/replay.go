package scenarios

import (
	"fmt"
	"net/url"
)

// Replay decides every entry of every day that the scenario touched again, through the API, and verifies
// the register over them. It returns how many decisions it replayed; one that differs is an error.
func (p *Player) Replay() (int, error) {
	days := map[string]bool{}
	for _, step := range p.scenario.Steps {
		at, err := step.At()
		if err != nil {
			return 0, err
		}
		days[at.Format("2006-01-02")] = true
	}
	replayed := 0
	for day := range days {
		cursor := ""
		for {
			query := url.Values{"day": {day}, "limit": {"200"}}
			if cursor != "" {
				query.Set("cursor", cursor)
			}
			page, err := p.call("auditor", "", "GET", p.path("/register?"+query.Encode()), nil)
			if err != nil || page.Status != 200 {
				return replayed, fmt.Errorf("register of %s: %v %w", day, page, err)
			}
			n, err := p.replayEntries(page.Body["items"])
			if replayed += n; err != nil {
				return replayed, err
			}
			if cursor, _ = page.Body["next_cursor"].(string); cursor == "" {
				break
			}
		}
	}
	return replayed, p.intact()
}

func (p *Player) replayEntries(items any) (int, error) {
	list, _ := items.([]any)
	for i, item := range list {
		entry := object(item)
		seq, _ := number(entry["seq"])
		day := fmt.Sprint(entry["day"])
		id := fmt.Sprintf("%s%s%s-%06d", day[:4], day[5:7], day[8:], seq)
		again, err := p.call("auditor", "", "GET", p.path("/decisions/"+id+"/replay"), nil)
		if err != nil || again.Status != 200 || again.Body["identical"] != true {
			return i, fmt.Errorf("replay of %s (%v): %v %w", id, entry["operation"], again, err)
		}
	}
	return len(list), nil
}

func (p *Player) intact() error {
	found, err := p.call("auditor", "", "GET", p.path("/register/verification"), nil)
	if err != nil || found.Status != 200 || found.Body["intact"] != true {
		return fmt.Errorf("verification: %v %w", found, err)
	}
	return nil
}
