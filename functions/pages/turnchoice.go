package pages

import (
	"slices"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// TurnChoice gives the clause by which an agent who is with an old customer of their own chooses what happens when the
// turn comes (RC.5); empty where the policy has no such choice or the visitor is somebody else. Only the API knows
// whether the reception gives the choice, and refuses it otherwise.
func (p *page) TurnChoice(data phoneData) (domain.Clause, error) {
	with := data.Since
	if data.Visit == nil || with.Turn != contract.TurnKept || with.OnBehalfOf != "" || data.Visit.Owner != p.Me() {
		return "", nil
	}
	rules, err := p.rules()
	return rules.Rotation.OldCustomerOnTurn, err
}

// Chosen reports whether the agent has chosen during the present reception, as the day's history tells.
func (p *page) Chosen(data phoneData) bool {
	return slices.ContainsFunc(data.Mine.History, func(e contract.StandingEvent) bool {
		return e.Effect == string(rotation.ChoiceMade) && !e.At.Before(data.Since.Since)
	})
}

// turnChoiceOf reads the choice.
func turnChoiceOf(_ *page, f form) contract.TurnChoiceMade {
	return contract.TurnChoiceMade{TakeNew: f.Get("take") == "new"}
}
