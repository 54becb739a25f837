// Package coverage tells, for every clause of the catalogue, what carries it out: the rule on a policy's
// list or the function that cites it, the scenarios that state it, and the operations of the API that those
// scenarios called for it. The document infra/docs/clauses.md is made from it, and a clause that lacks one
// of the three fails the test.
package coverage

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/clause"
)

// Row is one clause with what carries it out.
type Row struct {
	clause.Clause
	Rules      []string // "front-seat reception.rules leaders_guest"
	Functions  []string // "attribution.askLeadersGuest"
	Scenarios  []string // names
	Operations []string // operationIds
}

// Gather makes the rows of the whole catalogue from the repository below root.
func Gather(root string) ([]Row, error) {
	rules, err := presetCitations()
	if err != nil {
		return nil, err
	}
	functions, err := functionCitations(root)
	if err != nil {
		return nil, err
	}
	played, err := playedClauses(root)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, c := range clause.All() {
		rows = append(rows, Row{Clause: c, Rules: rules[c.ID], Functions: functions[c.ID],
			Scenarios: played.scenarios[c.ID], Operations: played.operations[c.ID]})
	}
	return rows, nil
}

// Missing names what a row lacks; empty: nothing.
func (r Row) Missing() []string {
	var out []string
	for _, part := range []struct {
		what  string
		there bool
	}{
		{"rule or function", len(r.Rules)+len(r.Functions) > 0},
		{"scenario", len(r.Scenarios) > 0},
		{"operation", len(r.Operations) > 0},
	} {
		if !part.there {
			out = append(out, part.what)
		}
	}
	return out
}

// citations collects texts per clause, each once and in the order found.
type citations map[domain.Clause][]string

func (c citations) add(id domain.Clause, text string) {
	for _, there := range c[id] {
		if there == text {
			return
		}
	}
	c[id] = append(c[id], text)
}
