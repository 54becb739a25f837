package sites

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// newVersion makes the site's next policy version: a preset, or a whole rule set derived from one.
// Errors: policy.unknown_preset, policy.effective_in_past, and those of the rules' validation.
func newVersion(s *site.Site, body contract.NewPolicyVersion, by string, at time.Time) (policy.Version, error) {
	preset := policy.Preset(body.Preset)
	if !slices.Contains(policy.Presets(), preset) {
		return policy.Version{}, domain.Invalid("policy.unknown_preset", "/preset")
	}
	rules, err := policy.Load(preset)
	if err != nil {
		return policy.Version{}, err
	}
	if body.Rules != nil {
		decoder := json.NewDecoder(bytes.NewReader(*body.Rules))
		decoder.DisallowUnknownFields()
		rules = policy.Rules{}
		if err := decoder.Decode(&rules); err != nil {
			return policy.Version{}, domain.Invalid("policy.rules_malformed", "/rules")
		}
	}
	if err := rules.Validate(); err != nil {
		return policy.Version{}, under(err, "/rules")
	}
	day, err := domain.ParseDay(body.EffectiveFrom)
	if err != nil {
		return policy.Version{}, domain.Invalid("day.malformed", "/effective_from")
	}
	if day < s.Day(at) {
		return policy.Version{}, domain.Invalid("policy.effective_in_past", "/effective_from")
	}
	version := policy.Version{Number: len(s.Versions) + 1, Preset: preset, EffectiveFrom: day, PublishedBy: by, PublishedAt: at, Rules: rules}
	if body.Note != nil {
		version.Note = strings.TrimSpace(*body.Note)
	}
	return version, nil
}

// under puts an error's field below a part of the body.
func under(err error, part string) error {
	var coded *domain.Error
	if !errors.As(err, &coded) {
		return err
	}
	named := *coded
	named.Field = part + named.Field
	return &named
}

// publishPolicyVersion publishes a new version; the version in force says who may (SS.3.1, GP.0.1).
// Versions are never edited.
func (h *Handler) publishPolicyVersion(ctx context.Context, call api.Call[contract.NewPolicyVersion]) (api.Answer, error) {
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.PolicyVersion, error) {
		authority := w.Policy.Rules.Authority
		if err := w.Authorise(authority.Versions, authority.VersionsClause); err != nil {
			return contract.PolicyVersion{}, err
		}
		version, err := newVersion(w.Site, call.Body, call.Principal.Subject, w.At)
		if err != nil {
			return contract.PolicyVersion{}, err
		}
		if err := w.Publish(version); err != nil {
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
	return contract.PolicyVersion{Number: v.Number, Preset: contract.Preset(v.Preset), EffectiveFrom: string(v.EffectiveFrom),
		PublishedBy: v.PublishedBy, PublishedAt: v.PublishedAt.UTC(), Note: v.Note, Rules: rules}, nil
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
	number, err := api.ParseNumber(call.Path("number"), "number")
	if err != nil {
		return api.Answer{}, err
	}
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
