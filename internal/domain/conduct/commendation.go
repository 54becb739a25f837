package conduct

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// CommendationID names a commendation: "k" + the id of its journal entry, "k20261124-000012".
type CommendationID string

// Commendation is one commendation for outstanding reception (GR.11-12). Statement is stored apart from
// the journal.
type Commendation struct {
	ID        CommendationID `json:"id"`
	Agent     domain.AgentID `json:"agent"`
	Kind      string         `json:"kind"` // policy.Commendation.Kind
	Clause    domain.Clause  `json:"clause"`
	Statement string         `json:"statement,omitempty"`
	Deal      domain.DealID  `json:"deal,omitempty"`
	Visit     domain.VisitID `json:"visit,omitempty"`
	By        string         `json:"by"`
	Role      domain.Role    `json:"role"`
	At        time.Time      `json:"at"`
	Day       domain.Day     `json:"day"`              // business day of At
	Points    int            `json:"points,omitempty"` // credited
	Period    Period         `json:"period,omitempty"` // that the points count in
	// commendations under the clause in the period, this one included
	Count  int    `json:"count"`
	Served Served `json:"served,omitempty"`
}

// Commend credits a commendation: as it is to be kept, and the agent's tally after it. as is the agent
// that the person who commends is, if one. Errors: conduct.commendation_unknown, conduct.own_case.
func Commend(rules policy.Conduct, given Commendation, as domain.AgentID, tally Tally) (Commendation, Tally, error) {
	for _, kind := range rules.Commendations {
		if kind.Kind != given.Kind {
			continue
		}
		if given.Agent == as {
			return given, tally, domain.Refuse("conduct.own_case", kind.Clause)
		}
		tally.Commendations = counted(tally.Commendations, kind.Clause)
		tally.Credited += kind.Points
		given.Clause, given.Points, given.Period = kind.Clause, kind.Points, PeriodOf(rules.PeriodMonths, given.Day)
		given.Count = tally.Commendations[kind.Clause]
		return given, tally, nil
	}
	return given, tally, domain.Invalid("conduct.commendation_unknown", "/kind")
}
