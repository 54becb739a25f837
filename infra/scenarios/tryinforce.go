package scenarios

import (
	"fmt"
	"slices"
)

// TryInForce tries the version that was in force all along over the days of the scenario: it must change nothing.
// A scenario that publishes a version has none, and a trial of it says nothing.
func (p *Player) TryInForce() error {
	var days []string
	for _, step := range p.scenario.Steps {
		if step["publish_policy"] != nil {
			return nil
		}
		at, err := step.At()
		if err != nil {
			return err
		}
		days = append(days, at.Format("2006-01-02"))
	}
	found, err := p.whatIf(map[string]any{"base": map[string]any{"version": 1}, "from": slices.Min(days),
		"to": slices.Max(days)}, nil)
	if err != nil || found.Status >= 300 {
		return fmt.Errorf("trial: %v %w", found, err)
	}
	result := object(found.Body["result"])
	for _, count := range []string{"visits_moved", "owners_changed", "deals_changed"} {
		if n, _ := number(result[count]); n != 0 {
			return fmt.Errorf("the version in force changes something: %s", flow(result))
		}
	}
	if len(list(result["refusals"])) > 0 {
		return fmt.Errorf("the version in force refuses what happened: %s", flow(result["refusals"]))
	}
	return nil
}
