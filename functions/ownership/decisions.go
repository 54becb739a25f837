package ownership

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// getDecision gives the certificate of a decision: the clause, what was looked at, who was turned down
// and why, the evidence, the facts, the policy version and the instant.
func (h *Handler) getDecision(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	id := domain.VisitID(call.Path("decision"))
	entry, sealed, err := h.entry(ctx, call.Site, id, "decision.unknown", "/decision")
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.Decision{Decision: string(id), Kind: entry.Operation, PolicyVersion: entry.PolicyVersion, AsOf: entry.At.UTC(),
		Hash: hex.EncodeToString(sealed.Hash[:]), Considered: []contract.Considered{}, TurnedDown: []contract.TurnedDown{},
		Evidence: []contract.VisitID{}}
	var facts, outcome any
	switch {
	case entry.Reception != nil:
		out.Clause, out.Considered, out.TurnedDown = string(entry.Reception.Clause), view.Considered(entry.Reception.Considered), view.TurnedDown(entry.Reception.TurnedDown)
		facts, outcome = map[string]any{"answers": entry.Answers, "known": entry.Facts}, map[string]any{"reception": entry.Reception, "effects": view.Effects(entry.Effects)}
	case entry.Ruling != nil:
		out.Clause, out.Considered, out.TurnedDown = string(entry.Ruling.Clause), view.Considered(entry.Ruling.Considered), view.TurnedDown(entry.Ruling.TurnedDown)
		out.Evidence = view.Visits(entry.Ruling.Evidence)
		facts, outcome = entry.Facts, entry.Ruling
	case entry.Verdict != nil:
		out.Clause, out.Considered, out.TurnedDown = string(entry.Verdict.Clause), view.Considered(entry.Verdict.Considered), view.TurnedDown(entry.Verdict.TurnedDown)
		if entry.Refers != "" {
			out.Evidence = view.Visits([]domain.VisitID{entry.Refers})
		}
		facts, outcome = entry.Facts, map[string]any{"verdict": entry.Verdict, "effects": view.Effects(entry.Effects)}
	case entry.Event != nil:
		facts, outcome = entry.Event, map[string]any{"effects": view.Effects(entry.Effects)}
	default:
		return api.Answer{}, domain.Invalid("decision.unknown", "/decision")
	}
	if out.Facts, err = json.Marshal(facts); err != nil {
		return api.Answer{}, fmt.Errorf("ownership: encode facts: %w", err)
	}
	if string(out.Facts) == "null" {
		out.Facts = json.RawMessage("{}")
	}
	if out.Outcome, err = json.Marshal(outcome); err != nil {
		return api.Answer{}, fmt.Errorf("ownership: encode outcome: %w", err)
	}
	return api.OK(out)
}

// replayDecision decides again from the stored facts under the policy version of the time and compares
// the bytes: credit, reception, recognition, pre-registration and reassignment from their own facts, the rotation from the state that its day opened
// with and every event since.
func (h *Handler) replayDecision(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	id := domain.VisitID(call.Path("decision"))
	entry, sealed, err := h.entry(ctx, call.Site, id, "decision.unknown", "/decision")
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	again := entry
	if err := h.decideAgain(ctx, look, &again); err != nil {
		return api.Answer{}, err
	}
	body, err := journal.Encode(again)
	if err != nil {
		return api.Answer{}, err
	}
	stored, recomputed := sha256.Sum256(sealed.Body), sha256.Sum256(body)
	return api.OK(contract.Replay{Identical: bytes.Equal(sealed.Body, body),
		StoredHash: hex.EncodeToString(stored[:]), RecomputedHash: hex.EncodeToString(recomputed[:])})
}

func (h *Handler) decideAgain(ctx context.Context, look floor.Look, entry *journal.Entry) error {
	version, err := versionOf(look, entry.PolicyVersion)
	if err != nil {
		return err
	}
	if entry.Ruling != nil && len(entry.Facts) > 0 {
		var facts floor.DealFacts
		if err := json.Unmarshal(entry.Facts, &facts); err != nil {
			return fmt.Errorf("ownership: decode facts: %w", err)
		}
		ruling := facts.Credit(version, entry.At)
		entry.Ruling = &ruling
	}
	if entry.Reception != nil && entry.Answers != nil {
		door, err := floor.DoorOf(*entry)
		if err != nil {
			return err
		}
		reception := attribution.Receive(version.Rules, door)
		entry.Reception = &reception
	}
	if entry.Verdict != nil {
		verdict, err := floor.VerdictAgain(*entry, version)
		if err != nil {
			return err
		}
		entry.Verdict = &verdict
	}
	if entry.Event == nil {
		return nil
	}
	return h.turnAgain(ctx, look, entry)
}

func versionOf(look floor.Look, number int) (policy.Version, error) {
	for _, v := range look.Site.Versions {
		if v.Number == number {
			return v, nil
		}
	}
	return policy.Version{}, domain.Invalid("policy.version_unknown", "/decision")
}

// turnAgain replays the entry's day up to the entry.
func (h *Handler) turnAgain(ctx context.Context, look floor.Look, entry *journal.Entry) error {
	state, started := rotation.State{}, false
	cursor := ""
	for {
		entries, next, err := h.floor.Entries(ctx, look.Site.ID, entry.Day, 200, cursor)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.Seq > entry.Seq {
				return nil
			}
			if e.Operation == "openDay" || (!started && e.Note == "site_opened") {
				if state, err = floor.Opening(e.Entry); err != nil {
					return err
				}
				started = true
			}
			if e.Event == nil || !started || e.Operation == "checkInRefused" {
				continue
			}
			version, err := versionOf(look, e.PolicyVersion)
			if err != nil {
				return err
			}
			after, effects, err := rotation.Apply(state, version.Rules.Rotation, version.Rules.Reception, *e.Event)
			if err != nil {
				return err
			}
			state = after
			if e.Seq == entry.Seq {
				entry.Effects = effects
				return nil
			}
		}
		if next == "" {
			return nil
		}
		cursor = next
	}
}
