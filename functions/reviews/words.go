package reviews

import (
	"context"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/fairness"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// words counts who said what to their own gain on the days of a period, and who confirmed it.
func (h *Handler) words(ctx context.Context, site domain.SiteID, from, to domain.Day) (*contract.FairnessWords, error) {
	var facts []standing.Fact
	err := floor.Each(ctx, h.floor.Store(), store.Query{Table: store.Operations, Partition: store.FactsPartition(site),
		From: standing.IDOf(from, 1), To: strings.TrimRight(standing.IDOf(to, 1), "0123456789") + "~", Limit: 200},
		func(fact standing.Fact) {
			facts = append(facts, fact)
		})
	if err != nil {
		return nil, err
	}
	counted := fairness.WordsOf(facts)
	out := &contract.FairnessWords{Agents: []contract.FairnessWord{}, Pairs: []contract.FairnessPair{},
		Confirmers: []contract.FairnessConfirmer{}}
	for _, a := range counted.Agents {
		out.Agents = append(out.Agents, contract.FairnessWord{Agent: string(a.Agent), Said: a.Said,
			Confirmed: a.Confirmed, Waiting: a.Waiting, Otherwise: a.Otherwise})
	}
	for _, p := range counted.Pairs {
		out.Pairs = append(out.Pairs, contract.FairnessPair{Account: p.By, Role: contract.Role(p.Role),
			Agent: string(p.Agent), Confirmed: p.Count, OfAgentBasisPoints: p.OfAgent,
			OfAccountBasisPoints: p.OfAccount,
			Conspicuous:          p.Conspicuous})
	}
	for _, c := range counted.Confirmers {
		out.Confirmers = append(out.Confirmers, contract.FairnessConfirmer{Account: c.By, Role: contract.Role(c.Role),
			Confirmed: c.Confirmed, Refused: c.Refused, MostAMinute: c.MostAMinute,
			Conspicuous: c.MostAMinute >= fairness.ManyAMinute})
	}
	return out, nil
}
