package sites

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// publishPolicyVersion publishes a new version; the version in force says who may (SS.3.1, GP.0.1).
// Versions are never edited.
func (h *Handler) publishPolicyVersion(ctx context.Context, call api.Call[contract.NewPolicyVersion]) (api.Answer,
	error) {
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call),
		func(w *floor.Work) (contract.PolicyVersion, error) {
			authority := w.Policy.Rules.Authority
			if err := w.Authorise(authority.Versions, authority.VersionsClause); err != nil {
				return contract.PolicyVersion{}, err
			}
			version, err := newVersion(w.Site, call.Body, call.Principal.Subject, w.At)
			if err != nil {
				return contract.PolicyVersion{}, err
			}
			return publish(w, version)
		}))
}

// publish puts a version among the site's, or has it wait for a second person where it loosens what keeps people in
// check (GP.0.1). Until then the version before stays in force.
func publish(w *floor.Work, version policy.Version) (contract.PolicyVersion, error) {
	before, err := w.Site.Policy(version.EffectiveFrom)
	if err != nil {
		return contract.PolicyVersion{}, err
	}
	seconds, loosens := policy.Seconds(before.Rules, version.Rules, w.SaidBy().Role)
	if len(seconds) == 0 {
		if err := floor.PublishVersion(w, version); err != nil {
			return contract.PolicyVersion{}, err
		}
		return versionView(version)
	}
	if w.Site.Proposed != "" {
		return contract.PolicyVersion{},
			domain.Refuse("policy.awaiting_approval", w.Policy.Rules.Authority.VersionsClause)
	}
	fact, err := floor.SecondPerson(w, standing.Fact{Kind: standing.Policy}, seconds,
		floor.ProposedVersion{Version: version, Loosens: loosens, ComparedWith: before.Number})
	if err != nil {
		return contract.PolicyVersion{}, err
	}
	propose(w, fact.ID)
	version.Number = 0
	out, err := versionView(version)
	out.Standing, out.Loosens = view.FactStanding(fact, true), loosens
	return out, err
}

// propose notes which version waits; empty: none does.
func propose(w *floor.Work, fact string) {
	next := w.Site.Clone()
	next.Proposed = fact
	w.ChangeSite(next)
}

// Appliers gives how the facts about a site's rules are carried out once a second person has confirmed them.
func Appliers(*floor.Floor) floor.Appliers {
	return floor.Appliers{standing.Policy: {Confirm: versionConfirmed, Drop: versionDropped}}
}

// versionConfirmed publishes what two people want, with the next number; it counts from the next business day at the
// earliest, however long it has waited.
func versionConfirmed(w *floor.Work, fact standing.Fact) (any, error) {
	var asked floor.ProposedVersion
	if err := floor.RequestOf(w, fact, &asked); err != nil {
		return nil, err
	}
	version := asked.Version
	version.Number, version.EffectiveFrom = len(w.Site.Versions)+1, max(version.EffectiveFrom, w.Day.AddDays(1))
	version.ConfirmedBy, version.ConfirmedAt = fact.ClosedBy.Subject, w.At
	propose(w, "")
	if err := floor.PublishVersion(w, version); err != nil {
		return nil, err
	}
	return versionView(version)
}

func versionDropped(w *floor.Work, _ standing.Fact) error {
	propose(w, "")
	return nil
}

func versionView(v policy.Version) (contract.PolicyVersion, error) {
	rules, err := json.Marshal(v.Rules)
	if err != nil {
		return contract.PolicyVersion{}, fmt.Errorf("sites: encode rules: %w", err)
	}
	return contract.PolicyVersion{Number: v.Number, Preset: contract.Preset(v.Preset),
		EffectiveFrom: string(v.EffectiveFrom),
		PublishedBy:   v.PublishedBy, PublishedAt: v.PublishedAt.UTC(), ConfirmedBy: v.ConfirmedBy,
		ConfirmedAt: view.Time(v.ConfirmedAt), Note: v.Note, Rules: rules}, nil
}

func (h *Handler) listPolicyVersions(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	part, next, err := api.Slice(call.Query, look.Site.Versions)
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.PolicyVersionList{Items: []contract.PolicyVersion{}, NextCursor: next}
	for _, version := range part {
		out, err := versionView(version)
		if err != nil {
			return api.Answer{}, err
		}
		list.Items = append(list.Items, out)
	}
	return api.OK(list)
}

func (h *Handler) getPolicyVersion(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	number := call.Number("number")
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	for _, version := range look.Site.Versions {
		if version.Number == number {
			out, err := versionView(version)
			return api.Answer{Body: out}, err
		}
	}
	return api.Answer{}, domain.Invalid("policy.version_unknown", "/number")
}
