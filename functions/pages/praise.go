package pages

import (
	"github.com/lunxu/lunxu/internal/api/contract"
)

// conductRules are the kinds of breaches and of commendations that the policy in force knows.
type conductRules struct {
	Breaches      []contract.BreachRule `json:"breaches"`
	Commendations []struct {
		Kind   string `json:"kind"`
		Clause string `json:"clause"`
		Points int    `json:"points"`
	} `json:"commendations"`
}

func (p *page) conductRules() (conductRules, error) {
	var rules struct {
		Conduct conductRules `json:"conduct"`
	}
	err := p.rulesInForce(&rules)
	return rules.Conduct, err
}

// praise reads the commendations of a site, the newest first (GR.11-12).
func (p *page) praise() (contract.CommendationList, error) {
	var list contract.CommendationList
	err := p.ask("listCommendations", names{"site": p.Site.ID, "cursor": p.r.URL.Query().Get("praise"), "limit": "20"},
		&list)
	return list, err
}

// commendationOf reads a commendation.
func commendationOf(f form) contract.NewCommendation {
	return contract.NewCommendation{Agent: f.Get("agent"), Kind: f.Get("kind"), Statement: f.Get("statement"),
		Deal: f.optional("deal"), Visit: f.optional("visit")}
}
