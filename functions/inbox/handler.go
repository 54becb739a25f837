// Package inbox holds what was said by those who gain by it, until somebody without an interest confirms it.
package inbox

import (
	"context"
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// Handler serves the inbox of a site.
type Handler struct {
	floor    *floor.Floor
	appliers floor.Appliers
}

// Register adds the operations to a router.
func Register(r *api.Router, f *floor.Floor) {
	h := &Handler{floor: f, appliers: Appliers(f)}
	api.Handle(r, "listInbox", h.listInbox)
	api.Handle(r, "getFact", h.getFact)
	api.Handle(r, "confirmFact", h.confirmFact)
	api.Handle(r, "refuseFact", h.refuseFact)
	api.Handle(r, "objectToFact", h.objectToFact)
	api.Handle(r, "withdrawFact", h.withdrawFact)
}

// acted is what is kept as the answer of a change: texts stay sealed there too.
type acted struct {
	Fact    standing.Fact        `json:"f"`
	Outcome contract.FactOutcome `json:"o"`
}

// act changes the path's fact.
func act[In any](ctx context.Context, h *Handler, call api.Call[In],
	decide func(w *floor.Work, fact standing.Fact, out *contract.FactOutcome) (standing.Fact, error)) (acted, bool,
	error) {
	id := call.Path("fact")
	result, err := floor.Act(ctx, h.floor, view.Command(call, store.FactKey(call.Site, id)),
		func(w *floor.Work) (acted, error) {
			fact, err := floor.LoadFact(w, id)
			if err == nil && !mayRead(call.Principal, fact) {
				err = domain.Invalid("standing.unknown", "/fact")
			}
			if err != nil {
				return acted{}, err
			}
			var out acted
			out.Fact, err = decide(w, fact, &out.Outcome)
			return out, err
		})
	return result.Value, result.Replayed, err
}

// confirmFact lets what somebody else said stand from when they said it.
func (h *Handler) confirmFact(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	done, replayed, err := act(ctx, h, call,
		func(w *floor.Work, fact standing.Fact, out *contract.FactOutcome) (standing.Fact, error) {
			fact, answer, err := floor.Confirm(w, h.appliers, fact, w.SaidBy())
			place(out, answer)
			return fact, err
		})
	if err != nil {
		return api.Answer{}, err
	}
	done.Outcome.Fact, err = h.shown(ctx, call.Site, done.Fact, call.Principal, call.At)
	return api.Answer{Body: done.Outcome, Replayed: replayed}, err
}

// place puts the answer of the operation that the fact was said by where the contract has it.
func place(out *contract.FactOutcome, answer any) {
	switch answer := answer.(type) {
	case contract.RecognitionOutcome:
		out.Recognition = &answer
	case contract.Claim:
		out.Claim = &answer
	case contract.Deal:
		out.Deal = &answer
	case contract.Visit:
		out.Visit = &answer
	case contract.PhoneCall:
		out.Call = &answer
	case contract.PolicyVersion:
		out.PolicyVersion = &answer
	}
}

// change is act for a change that answers the fact alone.
func change[In any](ctx context.Context, h *Handler, call api.Call[In],
	decide func(w *floor.Work, fact standing.Fact) (standing.Fact, error)) (api.Answer, error) {
	done, replayed, err := act(ctx, h, call,
		func(w *floor.Work, fact standing.Fact, _ *contract.FactOutcome) (standing.Fact, error) {
			return decide(w, fact)
		})
	if err != nil {
		return api.Answer{}, err
	}
	shown, err := h.shown(ctx, call.Site, done.Fact, call.Principal, call.At)
	return api.Answer{Body: shown, Replayed: replayed}, err
}

// refuseFact takes out for good what waited.
func (h *Handler) refuseFact(ctx context.Context, call api.Call[contract.FactRefusal]) (api.Answer, error) {
	return change(ctx, h, call, func(w *floor.Work, fact standing.Fact) (standing.Fact, error) {
		return floor.Refuse(w, h.appliers, fact, w.SaidBy(), view.Text(&call.Body.Reason))
	})
}

// objectToFact hears the one who loses by it.
func (h *Handler) objectToFact(ctx context.Context, call api.Call[contract.FactObjection]) (api.Answer, error) {
	return change(ctx, h, call, func(w *floor.Work, fact standing.Fact) (standing.Fact, error) {
		return floor.Object(w, h.appliers, fact, w.SaidBy(), view.Text(&call.Body.Statement))
	})
}

// withdrawFact takes back what the caller said.
func (h *Handler) withdrawFact(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	return change(ctx, h, call, func(w *floor.Work, fact standing.Fact) (standing.Fact, error) {
		return floor.Withdraw(w, h.appliers, fact, w.SaidBy())
	})
}

// mayRead lets an agent read what they said, gain or lose by, the desk what waits for it, and management everything.
func mayRead(p api.Principal, fact standing.Fact) bool {
	who := view.Said(p)
	switch p.Role {
	case domain.RoleAgent:
		return standing.SamePerson(fact.Said, who) || fact.Of(who) || slices.Contains(fact.Loses, p.Agent)
	case domain.RoleFrontDesk, domain.RoleFinance:
		return slices.Contains(fact.Rule.Confirms, p.Role) || slices.Contains(fact.Rule.ClimbsTo, p.Role) ||
			standing.SamePerson(fact.Said, who)
	}
	return true
}

func (h *Handler) getFact(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	unknown := domain.Invalid("standing.unknown", "/fact")
	fact, _, err := floor.Read[standing.Fact](ctx, h.floor.Store(), store.FactKey(call.Site, call.Path("fact")),
		unknown)
	if err == nil && !mayRead(call.Principal, fact) {
		err = unknown
	}
	if err != nil {
		return api.Answer{}, err
	}
	shown, err := h.shown(ctx, call.Site, fact, call.Principal, call.At)
	return api.Answer{Body: shown}, err
}

// listInbox lists what is undecided, the oldest first; a page may hold fewer than asked for where some are left out.
func (h *Handler) listInbox(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	if call.Query.Has("decided") {
		return h.listDecided(ctx, call)
	}
	page, err := view.Page(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.InboxPartition(call.Site)})
	if err != nil {
		return api.Answer{}, err
	}
	keys := make([]store.Key, len(page.Items))
	for i, item := range page.Items {
		keys[i] = store.FactKey(call.Site, item.Key.Sort)
	}
	facts, err := floor.ReadAll[standing.Fact](ctx, h.floor.Store(), keys)
	if err != nil {
		return api.Answer{}, err
	}
	facts = slices.DeleteFunc(facts, func(f standing.Fact) bool { return !f.Open() || !mayRead(call.Principal, f) })
	list := contract.FactList{NextCursor: page.Cursor}
	list.Items, err = h.show(ctx, call.Site, facts, call.Principal, call.At)
	return api.Answer{Body: list}, err
}

// listDecided lists what is decided, the latest said first, so that those concerned see what became of it.
func (h *Handler) listDecided(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	facts, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.FactsPartition(call.Site), Descending: true}, func(fact standing.Fact) (standing.Fact, bool) {
		return fact, !fact.Open() && mayRead(call.Principal, fact)
	})
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.FactList{NextCursor: cursor}
	list.Items, err = h.show(ctx, call.Site, facts, call.Principal, call.At)
	return api.Answer{Body: list}, err
}
