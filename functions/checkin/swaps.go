package checkin

import (
	"context"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// swapPlaces exchanges two agents' places on a supervisor's word, also of one who is away on business (RC.1.c).
func (h *Handler) swapPlaces(ctx context.Context, call api.Call[contract.Swap]) (api.Answer, error) {
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.Board, error) {
		event := rotation.Event{Kind: rotation.SwappedPlaces, Agent: domain.AgentID(call.Body.First),
			Other: domain.AgentID(call.Body.Second)}
		if err := floor.NotTheirOwn(w, "standing.own_matter", "RC.1.c", event.Agent, event.Other); err != nil {
			return contract.Board{}, err
		}
		if err := floor.KeepReason(w, strings.TrimSpace(call.Body.Reason)); err != nil {
			return contract.Board{}, err
		}
		if _, err := w.Apply(event, journal.Entry{}); err != nil {
			return contract.Board{}, err
		}
		return view.Board(now(w)), nil
	}))
}

// swapWish is a stored request to swap places.
type swapWish struct {
	ID          string         `json:"id"`
	Agent       domain.AgentID `json:"agent"`
	With        domain.AgentID `json:"with"`
	Reason      string         `json:"reason"`
	Status      string         `json:"status"`
	RequestedAt time.Time      `json:"requested_at"`
	DecidedAt   time.Time      `json:"decided_at,omitzero"`
	DecidedBy   string         `json:"decided_by,omitempty"`
	Clause      domain.Clause  `json:"clause,omitempty"` // that lets the swap be approved (RC.1.c)
}

func (s swapWish) contract() contract.SwapRequest {
	return contract.SwapRequest{ID: s.ID, Agent: string(s.Agent), With: string(s.With), Reason: s.Reason,
		Status: contract.SwapStatus(s.Status), RequestedAt: s.RequestedAt.UTC(), DecidedAt: view.Time(s.DecidedAt),
		DecidedBy: s.DecidedBy, Clause: string(s.Clause)}
}

func (h *Handler) requestSwap(ctx context.Context, call api.Call[contract.SwapWish]) (api.Answer, error) {
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.SwapRequest, error) {
		with := domain.AgentID(call.Body.With)
		if err := mayWork(w, with); err != nil {
			return contract.SwapRequest{}, err
		}
		if with == call.Principal.Agent {
			return contract.SwapRequest{}, domain.Invalid("rotation.swap_with_self", "/with")
		}
		wish := swapWish{ID: "s" + string(w.NextVisit()), Agent: call.Principal.Agent, With: with,
			Reason: strings.TrimSpace(call.Body.Reason), Status: "requested", RequestedAt: w.At}
		if err := w.Record(journal.Entry{Note: "swap_requested"}); err != nil {
			return contract.SwapRequest{}, err
		}
		return wish.contract(), w.Save(store.SwapKey(w.Site.ID, wish.ID), wish)
	}))
}

func (h *Handler) decideSwap(ctx context.Context, call api.Call[contract.SwapDecision]) (api.Answer, error) {
	key := store.SwapKey(call.Site, call.Path("swap"))
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call, key),
		func(w *floor.Work) (contract.SwapRequest, error) {
			wish, err := floor.Find[swapWish](w, key, domain.Invalid("swap.unknown", "/request"))
			if err != nil {
				return wish.contract(), err
			}
			if err := floor.NotTheirOwn(w, "standing.own_matter", "RC.1.c", wish.Agent, wish.With); err != nil {
				return wish.contract(), err
			}
			if wish.Status != "requested" {
				return wish.contract(), domain.Invalid("swap.already_decided", "/request")
			}
			wish.Status, wish.DecidedAt, wish.DecidedBy = "refused", w.At, call.Principal.Subject
			if call.Body.Approve {
				wish.Status, wish.Clause = "approved", w.Policy.Rules.Rotation.SwapClause
				if err := floor.KeepReason(w, wish.Reason); err != nil {
					return wish.contract(), err
				}
				_, err = w.Apply(rotation.Event{Kind: rotation.SwappedPlaces, Agent: wish.Agent, Other: wish.With},
					journal.Entry{})
			} else {
				err = w.Record(journal.Entry{Note: "swap_refused"})
			}
			if err != nil {
				return wish.contract(), err
			}
			return wish.contract(), w.Save(key, wish)
		}))
}

func (h *Handler) listSwapRequests(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.SwapsPartition(call.Site), Descending: true},
		func(one swapWish) (contract.SwapRequest, bool) { return one.contract(), true })
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.SwapRequestList{Items: shown, NextCursor: cursor})
}
