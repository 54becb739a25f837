package sites

import (
	"context"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/view"
)

// newVersion makes the site's next policy version: a base as it is, changed, or with a whole rule set in
// its place. Errors: those of the base, and the first fault of the draft.
func newVersion(s *site.Site, body contract.NewPolicyVersion, by string, at time.Time) (policy.Version, error) {
	draft, base, err := draftOf(s, body)
	if err != nil {
		return policy.Version{}, err
	}
	found := slices.Concat(draft.Faults, dayFaults(s, body.EffectiveFrom, at))
	if len(found) > 0 {
		return policy.Version{}, found[0]
	}
	return policy.Version{Number: len(s.Versions) + 1, Preset: base.Preset,
		EffectiveFrom: domain.Day(body.EffectiveFrom),
		PublishedBy:   by, PublishedAt: at, Note: view.Text(body.Note), Rules: draft.Rules}, nil
}

func draftOf(s *site.Site, body contract.NewPolicyVersion) (policy.Draft, policy.Version, error) {
	return view.DraftOf(s, view.Draft{Preset: body.Preset, Base: body.Base, Rules: body.Rules, Changes: body.Changes})
}

// dayFaults says what is wrong with an effective day: no version changes what has been decided, nor what is decided
// today; the first one of a site counts from its creation.
func dayFaults(s *site.Site, given string, at time.Time) []*domain.Error {
	day, err := domain.ParseDay(given)
	if err != nil {
		return []*domain.Error{domain.Invalid("day.malformed", "/effective_from")}
	}
	today := s.Day(at)
	switch {
	case day < today:
		return []*domain.Error{domain.Invalid("policy.effective_in_past", "/effective_from")}
	case day == today && len(s.Versions) > 0:
		return []*domain.Error{domain.Invalid("policy.effective_today", "/effective_from")}
	}
	return nil
}

// validatePolicyDraft answers what a version would say, everything that is wrong with it and what it
// changes in the version in force (SS.3.1, GP.0.1). It writes nothing.
func (h *Handler) validatePolicyDraft(ctx context.Context, call api.Call[contract.NewPolicyVersion]) (api.Answer,
	error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	draft, _, err := draftOf(look.Site, call.Body)
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.PolicyDraft{ComparedWith: look.Policy.Number, Faults: []contract.PolicyFault{},
		Differences: []contract.PolicyDifference{}, Loosens: []string{}}
	for _, fault := range append(draft.Faults, dayFaults(look.Site, call.Body.EffectiveFrom, call.At)...) {
		out.Faults = append(out.Faults, faultView(fault))
	}
	for _, difference := range draft.Differences(look.Policy.Rules) {
		out.Differences = append(out.Differences, differenceView(difference))
	}
	if out.Valid = len(out.Faults) == 0; out.Valid {
		out.Loosens = policy.Loosens(look.Policy.Rules, draft.Rules)
	}
	if rules := draft.JSON(); len(rules) > 0 {
		out.Rules = &rules
	}
	return api.OK(out)
}

func faultView(fault *domain.Error) contract.PolicyFault {
	zh, en := api.Texts(fault)
	return contract.PolicyFault{Code: string(fault.Code), Field: fault.Field, MessageZh: zh, MessageEn: en,
		Clause: string(fault.Clause), Values: fault.Values}
}

func differenceView(d policy.Difference) contract.PolicyDifference {
	out := contract.PolicyDifference{Path: d.Path, Before: d.Before, After: d.After, Clause: string(d.Clause)}
	if p, known := policy.Explain(d.Path); known {
		out.MeaningZh, out.MeaningEn, out.Unit = p.ZH, p.EN, contract.ParameterUnit(p.Unit)
	}
	return out
}

// titles names the documents that the presets come from.
var titles = map[policy.Preset][2]string{
	policy.SelfSale:      {"自销项目：客户接待及业绩归属管理规定", "Self-sale projects"},
	policy.GroupRotation: {"集团案场：客户接待及业绩确认制度", "Group rotation"},
	policy.LeasingHall:   {"招商部：客户接待及业绩确认制度", "Leasing hall"},
	policy.Points:        {"计分：客户业绩确认制度", "Points"},
	policy.FrontSeat:     {"前台首位：客户接待及确认制度", "Front seat"},
	policy.FirstContact:  {"首接业绩：客户确认制度", "First contact"},
}

func (h *Handler) listPolicies(_ context.Context, _ api.Call[api.None]) (api.Answer, error) {
	list := contract.PresetList{Items: []contract.PresetInfo{}}
	for _, preset := range policy.Presets() {
		rules, err := policy.Load(preset)
		if err != nil {
			return api.Answer{}, err
		}
		list.Items = append(list.Items, contract.PresetInfo{Preset: contract.Preset(preset), TitleZh: titles[preset][0],
			TitleEn: titles[preset][1], Rules: rules.JSON()})
	}
	return api.OK(list)
}

// getPolicy explains a preset to whoever runs a site: every parameter, what it means, what it comes from
// and what the preset says.
func (h *Handler) getPolicy(_ context.Context, call api.Call[api.None]) (api.Answer, error) {
	preset := policy.Preset(call.Path("preset"))
	rules, err := policy.Load(preset)
	if err != nil {
		return api.Answer{}, &domain.Error{Code: "policy.preset_not_found", Field: "preset"}
	}
	out := contract.PolicyExplained{Preset: contract.Preset(preset), TitleZh: titles[preset][0],
		TitleEn: titles[preset][1],
		Rules:   rules.JSON(), Parameters: []contract.PolicyParameter{}}
	for _, p := range policy.Parameters() {
		out.Parameters = append(out.Parameters, parameterView(p, rules))
	}
	return api.OK(out)
}

func parameterView(p policy.Parameter, rules policy.Rules) contract.PolicyParameter {
	out := contract.PolicyParameter{Path: p.Path, Unit: contract.ParameterUnit(p.Unit), MeaningZh: p.ZH,
		MeaningEn: p.EN,
		Clauses:   view.Texts[contract.Clause](p.Clauses), Values: []contract.PolicyValue{}}
	for _, v := range p.Values(rules) {
		out.Values = append(out.Values, contract.PolicyValue{Path: v.Path, Value: v.Value, Clause: string(v.Clause)})
	}
	return out
}
