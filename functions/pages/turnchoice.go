package pages

import (
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
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

// turnChoiceOf reads the choice.
func turnChoiceOf(_ *page, f form) contract.TurnChoiceMade {
	return contract.TurnChoiceMade{TakeNew: f.Get("take") == "new"}
}
