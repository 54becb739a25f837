package conduct

import (
	"maps"

	"github.com/lunxu/lunxu/internal/domain"
)

// Tally is what is counted for one party in one period.
type Tally struct {
	Breaches      map[domain.Clause]int `json:"breaches,omitempty"` // verified, by clause
	Commendations map[domain.Clause]int `json:"commendations,omitempty"`
	Deducted      int                   `json:"deducted,omitempty"` // points
	Credited      int                   `json:"credited,omitempty"` // points
	Warnings      int                   `json:"warnings,omitempty"`
}

// add gives the tally with one more verified breach; the receiver is left as it is.
func (t Tally) add(c Consequences) Tally {
	t.Breaches = counted(t.Breaches, c.Clause)
	t.Deducted += c.Points
	if c.Warning {
		t.Warnings++
	}
	return t
}

func counted(counts map[domain.Clause]int, clause domain.Clause) map[domain.Clause]int {
	next := make(map[domain.Clause]int, len(counts)+1)
	maps.Copy(next, counts)
	next[clause]++
	return next
}
