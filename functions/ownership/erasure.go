package ownership

import (
	"context"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// wordsOf reads why a customer asks and how it was made sure who asks.
func wordsOf(body contract.NewPrivacyRequest) floor.RequestWords {
	return floor.RequestWords{Reason: strings.TrimSpace(body.Reason),
		Verified: strings.TrimSpace(body.IdentityVerified)}
}

// newRequest enters a request about a customer's data.
func newRequest(w *floor.Work, file *floor.CustomerFile, kind floor.RequestKind, by string,
	words floor.RequestWords) (floor.PrivacyRequest, error) {
	r := floor.PrivacyRequest{ID: "q" + string(w.NextVisit()), Kind: kind, Status: floor.RequestGranted,
		Customer: file.Ref, By: by, ByAgent: w.SaidBy().Agent, At: w.At}
	if kind == floor.ErasureRequest {
		r.Status = floor.RequestOpen
	}
	var err error
	r.Said, err = floor.SealFor(w, file, floor.RequestPlace(w.Site.ID, r.ID), words)
	return r, err
}

// requestErasure asks for a customer's data to be erased; another person approves it (GR.8, CM.2.5). Errors:
// customer.unknown, customer.erased, erasure.asked_already, and floor.ErasureHold's.
func (h *Handler) requestErasure(ctx context.Context, call api.Call[contract.NewPrivacyRequest]) (api.Answer, error) {
	words := wordsOf(call.Body)
	ref := domain.CustomerRef(call.Path("customer"))
	return h.respond(ctx, call.Site)(floor.Act(ctx, h.floor, view.Command(call, store.CustomerKey(call.Site, ref)),
		func(w *floor.Work) (*floor.PrivacyRequest, error) {
			file, err := customerOf(w, ref)
			if err != nil {
				return nil, err
			}
			if file.ErasureAsked != "" {
				return nil, domain.Invalid("erasure.asked_already", "/customer")
			}
			if err := floor.ErasureHold(w, file); err != nil {
				return nil, err
			}
			r, err := newRequest(w, file, floor.ErasureRequest, call.Principal.Subject, words)
			if err != nil {
				return nil, err
			}
			file.ErasureAsked = r.ID
			floor.SaveCustomer(w, file)
			return &r, floor.SavePrivacyRequest(w, r, "erasure_asked")
		}))
}

// decideErasure approves a request, which destroys the customer's keys, or declines it. Whoever asked does not decide.
// Errors: privacy.request_unknown, erasure.decided, erasure.same_person, and floor.ErasureHold's.
func (h *Handler) decideErasure(ctx context.Context, call api.Call[contract.ErasureDecision]) (api.Answer, error) {
	id := call.Path("request")
	key := store.PrivacyRequestKey(call.Site, id)
	r, _, err := floor.Read[floor.PrivacyRequest](ctx, h.floor.Store(), key, nil)
	if err != nil {
		return api.Answer{}, err
	}
	var kin floor.Kin
	if r.ID != "" && call.Body.Approve {
		if kin, err = h.kin(ctx, call, r); err != nil {
			return api.Answer{}, err
		}
	}
	return h.respond(ctx, call.Site)(floor.Act(ctx, h.floor, view.Command(call, key),
		func(w *floor.Work) (*floor.PrivacyRequest, error) {
			r, err := floor.LoadPrivacyRequest(w, id)
			if err == nil {
				err = mayDecide(r, call.Principal)
			}
			if err != nil {
				return nil, err
			}
			r.DecidedBy, r.DecidedAt = call.Principal.Subject, w.At
			if call.Body.Approve {
				r.Status = floor.RequestErased
				if _, err := floor.Erase(w, r.Customer, kin, "request"); err != nil {
					return nil, err
				}
				return &r, floor.SavePrivacyRequest(w, r, "erasure_approved")
			}
			r.Status = floor.RequestDeclined
			file, err := floor.KeyHolder(w, r.Customer)
			if err != nil {
				return nil, err
			}
			if file != nil {
				file.ErasureAsked = ""
				floor.SaveCustomer(w, file)
			}
			return &r, floor.SavePrivacyRequest(w, r, "erasure_declined")
		}))
}

// mayDecide wants an erasure that waits, and another person than the one who asked.
func mayDecide(r floor.PrivacyRequest, by api.Principal) error {
	switch {
	case r.Kind != floor.ErasureRequest:
		return domain.Invalid("privacy.request_unknown", "/request")
	case r.Status != floor.RequestOpen:
		return &domain.Error{Code: "erasure.decided"}
	case standing.SamePerson(view.Said(by), standing.Said{Subject: r.By, Agent: r.ByAgent}):
		return domain.Refuse("erasure.same_person", "GR.8")
	}
	return nil
}

// kin finds what is kept of a person elsewhere and destroys what would not fit into one commit with the decision.
func (h *Handler) kin(ctx context.Context, call api.Call[contract.ErasureDecision],
	r floor.PrivacyRequest) (floor.Kin, error) {
	if mayDecide(r, call.Principal) != nil {
		return floor.Kin{}, nil // refused, or given again, in the commit
	}
	kin, err := floor.KinOf(ctx, h.floor, call.Site, r.Customer)
	if err != nil {
		return kin, err
	}
	return floor.EraseKin(ctx, h.floor, view.Command(call), r.Customer, kin)
}

// respond opens a request for whoever may read it.
func (h *Handler) respond(ctx context.Context,
	site domain.SiteID) func(floor.Result[*floor.PrivacyRequest], error) (api.Answer, error) {
	return func(result floor.Result[*floor.PrivacyRequest], err error) (api.Answer, error) {
		if err != nil {
			return api.Answer{}, err
		}
		shown, err := h.requests(ctx, site, []floor.PrivacyRequest{*result.Value})
		if err != nil {
			return api.Answer{}, err
		}
		return api.Answer{Body: shown[0], Replayed: result.Replayed}, nil
	}
}

// listPrivacyRequests lists the customers' requests about their data, the latest first.
func (h *Handler) listPrivacyRequests(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.PrivacyRequestsPartition(call.Site), Descending: true},
		func(r floor.PrivacyRequest) (floor.PrivacyRequest, bool) { return r, true })
	if err != nil {
		return api.Answer{}, err
	}
	requests, err := h.requests(ctx, call.Site, shown)
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.PrivacyRequestList{Items: requests, NextCursor: cursor})
}

// requests shows requests; what was said of a person who is erased is not there any more.
func (h *Handler) requests(ctx context.Context, site domain.SiteID,
	all []floor.PrivacyRequest) ([]contract.PrivacyRequest, error) {
	refs := make([]domain.CustomerRef, len(all))
	for i, r := range all {
		refs[i] = r.Customer
	}
	files, err := floor.KeyHolders(ctx, h.floor, site, refs)
	if err != nil {
		return nil, err
	}
	out := []contract.PrivacyRequest{}
	for _, r := range all {
		var words floor.RequestWords
		if err := floor.OpenFor(h.floor, files[r.Customer], floor.RequestPlace(site, r.ID), r.Said,
			&words); err != nil {
			return nil, err
		}
		out = append(out, contract.PrivacyRequest{Request: r.ID, Kind: contract.PrivacyRequestKind(r.Kind),
			Status:   contract.PrivacyRequestStatus(r.Status),
			Customer: string(r.Customer), By: r.By, At: r.At.UTC(), Reason: words.Reason,
			IdentityVerified: words.Verified,
			DecidedBy:        r.DecidedBy, DecidedAt: view.Time(r.DecidedAt)})
	}
	return out, nil
}
