package sites

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
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
			if err := floor.PublishVersion(w, version); err != nil {
				return contract.PolicyVersion{}, err
			}
			return versionView(version)
		}))
}

func versionView(v policy.Version) (contract.PolicyVersion, error) {
	rules, err := json.Marshal(v.Rules)
	if err != nil {
		return contract.PolicyVersion{}, fmt.Errorf("sites: encode rules: %w", err)
	}
	return contract.PolicyVersion{Number: v.Number, Preset: contract.Preset(v.Preset),
		EffectiveFrom: string(v.EffectiveFrom),
		PublishedBy:   v.PublishedBy, PublishedAt: v.PublishedAt.UTC(), Note: v.Note, Rules: rules}, nil
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
