package deals

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// draft reads a ruling in one of its forms: shares, irreconcilable (RC.14), or verified poaching (PC.4,
// RC.13, SC.1).
func draft(w *floor.Work, m matter, body contract.NewRuling) (deal.PersonalRuling, error) {
	irreconcilable := body.Irreconcilable != nil && *body.Irreconcilable
	forms := 0
	for _, given := range []bool{len(body.Shares) > 0, irreconcilable, body.Verified != nil} {
		if given {
			forms++
		}
	}
	if forms != 1 {
		return deal.PersonalRuling{}, domain.Invalid("ruling.form", "/shares")
	}
	ruling := deal.PersonalRuling{By: m.by.Subject, ByAgent: m.by.Agent, Role: m.by.Role, At: w.At,
		Reason:   view.Text(&body.Reason),
		OnAppeal: m.appealed(), PolicyVersion: w.Policy.Number}
	if m.dispute != nil {
		ruling.Dispute = m.dispute.ID
	}
	var err error
	switch {
	case irreconcilable:
		err = draftIrreconcilable(w, body, &ruling)
	case body.Verified != nil:
		err = draftPoaching(w, m, body, &ruling)
	default:
		ruling.Kind, ruling.Clause = attribution.RuledShares, ruledUnder(w, m, body.Clause)
		ruling.Shares, err = ruledShares(w, body.Shares)
	}
	if err != nil {
		return ruling, err
	}
	err = draftPenalties(w, body.Penalties, &ruling)
	return ruling, err
}

// ruledUnder gives the clause of a ruling: the one that the person names, the dispute's, or the one that
// has the deal wait.
func ruledUnder(w *floor.Work, m matter, named *contract.Clause) domain.Clause {
	switch {
	case named != nil:
		return domain.Clause(*named)
	case m.Ruling.Waits:
		return m.Ruling.Clause
	case m.dispute != nil:
		return m.dispute.Clause
	}
	return w.Policy.Rules.Authority.RulingsClause
}

// ruledShares checks a person's shares: known parties, each once, together the whole, and undivided where
// the policy credits exactly one (PC.1.a).
func ruledShares(w *floor.Work, given []contract.RulingShare) ([]attribution.Share, error) {
	var shares []attribution.Share
	total := 0
	for i, s := range given {
		field := fmt.Sprintf("/shares/%d", i)
		if !slices.Contains(policy.Funds(), s.Party) {
			if _, err := knownAgent(w, s.Party, field+"/party"); err != nil {
				return nil, err
			}
		}
		if s.BasisPoints < 0 || s.BasisPoints > money.WholeBasisPoints ||
			slices.ContainsFunc(shares, func(x attribution.Share) bool { return string(x.Party) == s.Party }) {
			return nil, domain.Invalid("ruling.share", field)
		}
		total += s.BasisPoints
		if s.BasisPoints > 0 {
			shares = append(shares, attribution.Share{Party: attribution.Party(s.Party), BasisPoints: s.BasisPoints})
		}
	}
	if total != money.WholeBasisPoints {
		return nil, domain.Invalid("ruling.not_whole", "/shares")
	}
	if clause := w.Policy.Rules.Attribution.Undivided; clause != "" && len(shares) > 1 {
		return nil, domain.Refuse("ruling.undivided", clause)
	}
	return shares, nil
}

func isFund(party string) bool { return strings.HasPrefix(party, "@") }
