package ownership

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/replay"
	"github.com/lunxu/lunxu/internal/view"
)

// getDecision gives the certificate of a decision: the clause, what was looked at, who was turned down
// and why, the evidence, the facts, the policy version, the instant and the hash in the chain.
func (h *Handler) getDecision(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	id := domain.VisitID(call.Path("decision"))
	entry, err := h.decision(ctx, call.Site, id)
	if err != nil {
		return api.Answer{}, err
	}
	if entry.Conduct != nil && !mayReadFinding(call.Principal, entry.Entry) {
		return api.Answer{}, domain.Invalid("decision.unknown", "/decision")
	}
	found, err := verdictOf(entry.Entry)
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.Decision{Decision: string(id), Kind: entry.Operation, PolicyVersion: entry.PolicyVersion,
		AsOf: entry.At.UTC(),
		Hash: hex.EncodeToString(entry.Sealed.Hash[:]), Clause: string(found.clause),
		Considered: view.Considered(found.considered),
		TurnedDown: view.TurnedDown(found.turnedDown), Evidence: view.Visits(found.evidence)}
	if out.Facts, err = json.Marshal(found.facts); err != nil {
		return api.Answer{}, fmt.Errorf("ownership: encode facts: %w", err)
	}
	if string(out.Facts) == "null" {
		out.Facts = json.RawMessage("{}")
	}
	if entry.Customer != "" {
		files, err := floor.KeyHolders(ctx, h.floor, call.Site, []domain.CustomerRef{entry.Customer})
		if err != nil {
			return api.Answer{}, err
		}
		out.Waiting = view.FactsWaiting(files[entry.Customer], "")
	}
	if out.Outcome, err = json.Marshal(found.outcome); err != nil {
		return api.Answer{}, fmt.Errorf("ownership: encode outcome: %w", err)
	}
	return api.OK(out)
}

// replayDecision decides again from the stored facts under the policy version of the time and compares
// the bytes: credit, reception, recognition, pre-registration and reassignment from their own facts, the rotation from
// the state that its day opened with and every event since.
func (h *Handler) replayDecision(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	id := domain.VisitID(call.Path("decision"))
	entry, err := h.decision(ctx, call.Site, id)
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	site := replay.Site{Floor: h.floor, ID: call.Site, Versions: look.Site.Versions,
		First: look.Site.Day(look.Site.CreatedAt)}
	found, err := site.Decision(ctx, entry.Entry, entry.Sealed.Body)
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.Replay{Identical: found.Identical, StoredHash: found.Stored,
		RecomputedHash: found.Recomputed})
}

// checkDecision says whether the hash on a printed certificate is the one that the chain holds.
func (h *Handler) checkDecision(ctx context.Context, call api.Call[contract.DecisionCheck]) (api.Answer, error) {
	id := domain.VisitID(call.Path("decision"))
	if digest, err := hex.DecodeString(call.Body.Hash); err != nil || len(digest) != sha256.Size {
		return api.Answer{}, domain.Invalid("decision.hash_malformed", "/hash")
	}
	entry, err := h.decision(ctx, call.Site, id)
	if err != nil {
		return api.Answer{}, err
	}
	held := hex.EncodeToString(entry.Sealed.Hash[:])
	return api.OK(contract.DecisionChecked{Decision: string(id), Hash: held, Matches: strings.EqualFold(held,
		call.Body.Hash)})
}

// mayReadFinding keeps what was found on somebody's conduct to those who oversee the site and the agent
// concerned.
func mayReadFinding(p api.Principal, entry journal.Entry) bool {
	switch p.Role {
	case domain.RoleAgent:
		var facts conduct.Facts
		return json.Unmarshal(entry.Facts, &facts) == nil && facts.Report.Agent != "" && facts.Report.Agent == p.Agent
	case domain.RoleFrontDesk, domain.RoleFinance, domain.RoleScreen:
		return false
	}
	return true
}
