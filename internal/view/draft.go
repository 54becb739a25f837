package view

import (
	"encoding/json"
	"slices"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/site"
)

// Draft is what a request says of a policy: what it starts from, and what of it is to be otherwise.
type Draft struct {
	Preset  *contract.Preset
	Base    *contract.PolicyBase
	Rules   *json.RawMessage
	Changes *contract.MergePatch
}

// DraftOf reads what a version would say; the fields of the faults are pointers into the request.
// Errors: those of baseOf, policy.rules_and_changes.
func DraftOf(s *site.Site, body Draft) (policy.Draft, policy.Version, error) {
	base, err := baseOf(s, body)
	if err != nil {
		return policy.Draft{}, base, err
	}
	switch {
	case body.Rules != nil && body.Changes != nil:
		return policy.Draft{}, base, domain.Invalid("policy.rules_and_changes", "/changes")
	case body.Rules != nil:
		return below(policy.Whole(*body.Rules, attribution.Names()), "/rules"), base, nil
	case body.Changes != nil:
		return below(policy.Changed(base.Rules, *body.Changes, attribution.Names()), "/changes"), base, nil
	}
	return policy.Changed(base.Rules, []byte("{}"), attribution.Names()), base, nil
}

// baseOf finds what a version starts from. Errors: policy.base_missing, policy.base_ambiguous,
// policy.preset_unknown, policy.version_unknown.
func baseOf(s *site.Site, body Draft) (policy.Version, error) {
	base := contract.PolicyBase{}
	if body.Base != nil {
		base = *body.Base
	}
	switch {
	case body.Preset != nil && (base.Preset != nil || base.Version != nil):
		return policy.Version{}, domain.Invalid("policy.base_ambiguous", "/base")
	case base.Preset != nil && base.Version != nil:
		return policy.Version{}, domain.Invalid("policy.base_ambiguous", "/base/version")
	case body.Preset != nil:
		return presetBase(*body.Preset, "/preset")
	case base.Preset != nil:
		return presetBase(*base.Preset, "/base/preset")
	case base.Version == nil:
		return policy.Version{}, domain.Invalid("policy.base_missing", "/base")
	}
	i := slices.IndexFunc(s.Versions, func(v policy.Version) bool { return v.Number == *base.Version })
	if i < 0 {
		return policy.Version{}, domain.Invalid("policy.version_unknown", "/base/version")
	}
	return s.Versions[i], nil
}

func presetBase(preset contract.Preset, field string) (policy.Version, error) {
	rules, err := policy.Load(policy.Preset(preset))
	return policy.Version{Preset: policy.Preset(preset), Rules: rules}, domain.InField(err, field)
}

// below puts the fields of a draft's faults below a part of the request.
func below(draft policy.Draft, part string) policy.Draft {
	for _, fault := range draft.Faults {
		fault.Field = part + fault.Field
	}
	return draft
}
