package pages

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// awaitingApproval is the status of a ruling that takes a second person (PC.3.a).
const awaitingApproval = "awaiting_approval"

// awaiting gives the ruling of a deal that was proposed and that nobody else has approved or declined yet.
func awaiting(deal contract.Deal) *contract.DealRuling {
	at := slices.IndexFunc(deal.Rulings, func(r contract.DealRuling) bool { return r.Status == awaitingApproval })
	if at < 0 {
		return nil
	}
	return &deal.Rulings[at]
}

// mayApprove reports whether the one signed in may approve the proposed ruling: somebody whom the policy in force lets
// rule, other than whoever proposed it.
func (p *page) mayApprove(proposed *contract.DealRuling) (bool, error) {
	if proposed == nil || proposed.By == p.Session.Principal.Subject || !p.May("approveRuling") {
		return false, nil
	}
	var rules struct {
		Authority struct {
			Rulings []string `json:"rulings"`
		} `json:"authority"`
	}
	if err := p.rulesInForce(&rules); err != nil {
		return false, err
	}
	return p.Is(rules.Authority.Rulings...), nil
}

// rulesInForce reads what is asked for of the rules of the policy in force; nothing of a site without one.
func (p *page) rulesInForce(into any) error {
	if p.Site.Policy == nil {
		return nil
	}
	var version contract.PolicyVersion
	if err := p.ask("getPolicyVersion", names{"site": p.Site.ID, "number": fmt.Sprint(p.Site.Policy.Version)},
		&version); err != nil {
		return err
	}
	if err := json.Unmarshal(version.Rules, into); err != nil {
		return fmt.Errorf("pages: rules: %w", err)
	}
	return nil
}
