package policy

import "github.com/lunxu/lunxu/internal/domain"

// Authority is who may change what under this policy.
type Authority struct {
	OrderTable       []domain.Role `json:"order_table"`
	OrderTableClause domain.Clause `json:"order_table_clause"`
	Versions         []domain.Role `json:"versions"`
	VersionsClause   domain.Clause `json:"versions_clause"`
	Rulings          []domain.Role `json:"rulings"` // who rules on disputes and waiting deals
	RulingsClause    domain.Clause `json:"rulings_clause"`
	Verifies         []domain.Role `json:"verifies"` // who verifies breaches, confirms cards and returned customers
}
