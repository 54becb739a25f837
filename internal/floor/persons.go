package floor

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/standing"
)

// Two people are two people: accounts are compared, and the agents whom they are. The issuer of the tokens gives one
// account to a person, and its agent to every account of somebody who sells.

// SamePerson reports that whoever calls may be the person who did something earlier.
func SamePerson(w *Work, subject string, agent domain.AgentID) bool {
	return standing.SamePerson(w.SaidBy(), standing.Said{Subject: subject, Agent: agent})
}

// NotTheirOwn refuses whoever calls, in whatever role, where a decision is about them. Error: the code.
func NotTheirOwn(w *Work, code domain.Code, clause domain.Clause, about ...domain.AgentID) error {
	if agent := w.cmd.Agent; agent != "" && slices.Contains(about, agent) {
		return domain.Refuse(code, clause)
	}
	return nil
}
