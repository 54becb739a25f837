// Package scenarios plays worked examples of the clauses against a running product through its
// public API. A scenario is a readable YAML file in the field's own vocabulary; every step is one
// documented call (see infra/docs/scenarios.md) and states what must come of it.
package scenarios

import (
	"cmp"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// Scenario is one worked example.
type Scenario struct {
	Name    string        `yaml:"name"`
	Policy  string        `yaml:"policy"`
	Site    Site          `yaml:"site"`    // left out: one for examples
	Clauses []string      `yaml:"clauses"` // played by the scenario besides those that its steps cite
	Agents  []string      `yaml:"agents"`
	Groups  yaml.MapSlice `yaml:"groups"`
	// Names are those of agents and groups for people to read; who is left out is called by the id.
	Names map[string]string `yaml:"names"`
	Steps []Step            `yaml:"steps"`
}

// Site is where a scenario takes place.
type Site struct {
	ID      string `yaml:"id"`
	Name    string `yaml:"name"`
	English string `yaml:"english"`
}

// NameOf gives what an agent or group is called.
func (s Scenario) NameOf(id string) string { return cmp.Or(s.Names[id], id) }

// Step is one thing that happens, with its expectations, as an open map of the vocabulary.
type Step map[string]any

// File is a file of scenarios.
type File struct {
	Scenarios []Scenario `yaml:"scenarios"`
}

// Load reads a file of scenarios.
func Load(path string) ([]Scenario, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, raw)
}

// Parse reads the text of a file of scenarios.
func Parse(path string, raw []byte) ([]Scenario, error) {
	var file File
	if err := yaml.UnmarshalWithOptions(raw, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return file.Scenarios, nil
}

// siteZone is where the scenarios take place.
var siteZone = time.FixedZone("Asia/Shanghai", 8*60*60)

// firstDay is D1. It lies after every calendar date that the scenarios name.
var firstDay = time.Date(2026, 6, 1, 0, 0, 0, 0, siteZone)

// At gives when a step happens.
func (s Step) At() (time.Time, error) { return instant(fmt.Sprint(s["at"])) }

// instant reads "D5 09:00" or "2026-03-05 10:00" as site time.
func instant(text string) (time.Time, error) {
	day, clock, ok := strings.Cut(strings.Replace(strings.TrimSpace(text), "T", " ", 1), " ")
	if !ok {
		return time.Time{}, fmt.Errorf("time %q is not a day and a clock time", text)
	}
	var n int
	if _, err := fmt.Sscanf(day, "D%d", &n); err == nil {
		day = firstDay.AddDate(0, 0, n-1).Format(time.DateOnly)
	}
	layout := "2006-01-02 15:04"
	if strings.Count(clock, ":") == 2 {
		layout += ":05"
	}
	at, err := time.ParseInLocation(layout, day+" "+clock, siteZone)
	if err != nil {
		return time.Time{}, fmt.Errorf("time %q: %w", text, err)
	}
	return at, nil
}

// GroupsInOrder gives the groups and their agents as written.
func (s Scenario) GroupsInOrder() (names []string, members map[string][]string) {
	members = map[string][]string{}
	for _, item := range s.Groups {
		name := fmt.Sprint(item.Key)
		names = append(names, name)
		members[name] = texts(item.Value)
	}
	return names, members
}

// AllAgents lists every agent in table order.
func (s Scenario) AllAgents() []string {
	if len(s.Agents) > 0 {
		return s.Agents
	}
	names, members := s.GroupsInOrder()
	var all []string
	for _, name := range names {
		all = append(all, members[name]...)
	}
	return all
}

// texts reads a list of texts, or one text as a list of one.
func texts(value any) []string {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		var out []string
		for _, item := range v {
			out = append(out, fmt.Sprint(item))
		}
		return out
	default:
		return []string{fmt.Sprint(v)}
	}
}

func object(value any) map[string]any {
	switch v := value.(type) {
	case map[string]any:
		return v
	case Step:
		return v
	}
	return nil
}

// word gives a word of an action's object; an action without an object is itself the word.
func word(value any, name string) any {
	if o := object(value); o != nil {
		return o[name]
	}
	return value
}

func textOr(value any, otherwise string) string {
	if value == nil {
		return otherwise
	}
	return fmt.Sprint(value)
}

// agentOr gives who makes a call: the agent who is named, else somebody of the role.
func agentOr(named any, otherwise string) (role, agent string) {
	if named == nil {
		return otherwise, ""
	}
	return "agent", fmt.Sprint(named)
}

// column gives a field of every row of a list, by another field.
func column(rows any, by, field string) map[string]any {
	out := map[string]any{}
	for _, row := range list(rows) {
		out[fmt.Sprint(object(row)[by])] = object(row)[field]
	}
	return out
}
