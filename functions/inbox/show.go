package inbox

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

func (h *Handler) shown(ctx context.Context, site domain.SiteID, fact standing.Fact, reader api.Principal,
	at time.Time) (contract.Fact, error) {
	list, err := h.show(ctx, site, []standing.Fact{fact}, reader, at)
	if err != nil {
		return contract.Fact{}, err
	}
	return list[0], nil
}

// show opens what is said about facts for whoever may read them; of those who were erased the texts are gone.
func (h *Handler) show(ctx context.Context, site domain.SiteID, facts []standing.Fact, reader api.Principal,
	at time.Time) ([]contract.Fact, error) {
	var refs []domain.CustomerRef
	for _, fact := range facts {
		if fact.Customer != "" && (len(fact.Reason) > 0 || len(fact.Objects) > 0) {
			refs = append(refs, fact.Customer)
		}
	}
	files, err := floor.KeyHolders(ctx, h.floor, site, refs)
	if err != nil {
		return nil, err
	}
	out := make([]contract.Fact, 0, len(facts))
	for _, fact := range facts {
		one := view.Fact(fact, reader, at)
		open := func(attribute string, sealed []byte, into *string) error {
			return floor.OpenFactPart(h.floor, site, files[fact.Customer], fact, attribute, sealed, into)
		}
		if err := open("reason", fact.Reason, &one.Reason); err != nil {
			return nil, err
		}
		if one.Version, err = proposed(fact); err != nil {
			return nil, err
		}
		for i, objection := range fact.Objects {
			if err := open("objection", objection.Text, &one.Objections[i].Statement); err != nil {
				return nil, err
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// proposed shows the policy version that a fact is about, so that whoever confirms it sees what it loosens.
func proposed(fact standing.Fact) (*contract.ProposedVersion, error) {
	if fact.Kind != standing.Policy {
		return nil, nil
	}
	var asked floor.ProposedVersion
	if err := json.Unmarshal(fact.Request, &asked); err != nil {
		return nil, fmt.Errorf("inbox: read a proposed version: %w", err)
	}
	return &contract.ProposedVersion{Preset: contract.Preset(asked.Version.Preset), Note: asked.Version.Note,
		EffectiveFrom: string(asked.Version.EffectiveFrom), ComparedWith: asked.ComparedWith, Loosens: asked.Loosens,
		Rules: asked.Version.Rules.JSON()}, nil
}
