package conduct

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// Company is the party that confiscated commission falls to.
const Company attribution.Party = "@company"

// Confiscation is the credit of a deal after the offender's share fell to the company (SC.7).
type Confiscation struct {
	Deal        domain.DealID       `json:"deal"`
	BasisPoints int                 `json:"basis_points"` // the offender's
	Shares      []attribution.Share `json:"shares"`       // of the whole deal from now on
}

func confiscates(breach policy.Breach) bool {
	for _, gravity := range []policy.Gravity{policy.Ordinary, policy.Serious} {
		if breach.Consequences[gravity].Confiscates {
			return true
		}
	}
	return false
}

// confiscated works out who has the credit after the offender lost theirs; nil where the schedule takes
// nothing or the offender has no share. A deal that waits for a ruling is ruled on first: nobody knows
// yet what there is to take.
func confiscated(schedule policy.Consequence, report Report, deal *Stake) (*Confiscation, error) {
	switch {
	case !schedule.Confiscates:
		return nil, nil
	case deal == nil:
		return nil, &domain.Error{Code: "conduct.deal_missing", Clause: report.Clause, Field: "/deal"}
	case deal.Waits:
		return nil, domain.Refuse("conduct.deal_waits", report.Clause)
	}
	lost, companys := 0, -1
	var after []attribution.Share
	for _, share := range deal.Shares {
		if share.Party == attribution.Party(report.Agent) {
			lost += share.BasisPoints
			continue
		}
		if share.Party == Company {
			companys = len(after)
		}
		after = append(after, share)
	}
	if lost == 0 {
		return nil, nil
	}
	if companys < 0 {
		after, companys = append(after, attribution.Share{Party: Company}), len(after)
	}
	after[companys].BasisPoints += lost
	return &Confiscation{Deal: report.Deal, BasisPoints: lost, Shares: after}, nil
}
