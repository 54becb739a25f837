package deals

import (
	"slices"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// draftIrreconcilable: agents who cannot agree lose the case's commission to the fund, and a rule is added
// so that it does not recur (RC.14).
func draftIrreconcilable(w *floor.Work, body contract.NewRuling, ruling *deal.PersonalRuling) error {
	rules := w.Policy.Rules.Disputes
	if rules.Irreconcilable == "" {
		return domain.Refuse("ruling.not_in_policy", rules.Clause)
	}
	text := view.Text(body.SupplementaryRule)
	if text == "" {
		return domain.Invalid("ruling.supplement", "/supplementary_rule")
	}
	ruling.Kind, ruling.Clause, ruling.Supplement = attribution.RuledIrreconcilable, rules.Irreconcilable, text
	ruling.Shares = []attribution.Share{{Party: attribution.Party(rules.IrreconcilableFund),
		BasisPoints: money.WholeBasisPoints}}
	return nil
}

// supplement publishes the supplementary rule of a ruling: the rules of the next business day and the new
// one, in force from that day on (RC.14). Nil when the ruling has none.
func supplement(w *floor.Work, m matter, ruling deal.PersonalRuling) (*contract.PublishedSupplement, error) {
	if ruling.Supplement == "" {
		return nil, nil
	}
	from := w.Day.AddDays(1)
	base, err := w.Site.Policy(from)
	if err != nil {
		return nil, err
	}
	next := policy.Version{Number: len(w.Site.Versions) + 1, Preset: base.Preset, EffectiveFrom: from,
		PublishedBy: m.by.Subject, PublishedAt: w.At, Note: "supplement:" + string(m.ID), Rules: base.Rules}
	next.Rules.Supplements = append(slices.Clone(base.Rules.Supplements),
		policy.Supplement{Text: ruling.Supplement, Clause: ruling.Clause, Deal: m.ID})
	if err := next.Rules.Validate(); err != nil {
		return nil, err
	}
	return &contract.PublishedSupplement{PolicyVersion: next.Number, EffectiveFrom: string(from),
		Clause: string(ruling.Clause),
		Text:   ruling.Supplement}, floor.PublishVersion(w, next)
}
