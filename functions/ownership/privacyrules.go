package ownership

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

func (h *Handler) getPrivacyRules(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(rulesView(look.Site.PrivacyRules()))
}

// setPrivacyRules replaces how a site guards customers' data. Error: privacy.rule_out_of_range.
func (h *Handler) setPrivacyRules(ctx context.Context, call api.Call[contract.PrivacyRules]) (api.Answer, error) {
	b := call.Body
	rules := site.Privacy{WindowMinutes: b.WindowMinutes, NumbersInWindow: b.NumbersInWindow,
		NumbersPerDay: b.NumbersPerDay, RetentionMonths: b.RetentionMonths}
	if err := rules.Check(); err != nil {
		return api.Answer{}, err
	}
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (*contract.PrivacyRules,
		error) {
		next := w.Site.Clone()
		next.Privacy = &rules
		w.ChangeSite(next)
		shown := rulesView(rules)
		return &shown, w.Record(journal.Entry{Note: "privacy_rules"})
	}))
}

func rulesView(r site.Privacy) contract.PrivacyRules {
	return contract.PrivacyRules{WindowMinutes: r.WindowMinutes, NumbersInWindow: r.NumbersInWindow,
		NumbersPerDay: r.NumbersPerDay, RetentionMonths: r.RetentionMonths}
}
