// Package ownership answers whose customer somebody is, shows the decisions behind it and replays them.
package ownership

import (
	"context"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// Handler serves the ownership operations of the contract.
type Handler struct{ floor *floor.Floor }

// Register adds the operations to a router.
func Register(r *api.Router, f *floor.Floor) {
	h := &Handler{floor: f}
	api.Handle(r, "lookUpOwner", h.lookUpOwner)
	api.Handle(r, "getOwnershipByVisit", h.getOwnershipByVisit)
	api.Handle(r, "listCustomers", h.listCustomers)
	api.Handle(r, "getCustomer", h.getCustomer)
	api.Handle(r, "recordFollowUp", h.recordFollowUp)
	api.Handle(r, "refuseFollowUp", h.refuseFollowUp)
	api.Handle(r, "reassignCustomer", h.reassignCustomer)
	api.Handle(r, "revealCustomer", h.revealCustomer)
	api.Handle(r, "listReveals", h.listReveals)
	api.Handle(r, "listLapseWarnings", h.listLapseWarnings)
	api.Handle(r, "requestAccess", h.requestAccess)
	api.Handle(r, "readPersonalData", h.readPersonalData)
	api.Handle(r, "requestErasure", h.requestErasure)
	api.Handle(r, "decideErasure", h.decideErasure)
	api.Handle(r, "listPrivacyRequests", h.listPrivacyRequests)
	api.Handle(r, "listLookups", h.listLookups)
	api.Handle(r, "listLookupAlarms", h.listLookupAlarms)
	api.Handle(r, "releaseLookups", h.releaseLookups)
	api.Handle(r, "getPrivacyRules", h.getPrivacyRules)
	api.Handle(r, "setPrivacyRules", h.setPrivacyRules)
	api.Handle(r, "getDecision", h.getDecision)
	api.Handle(r, "replayDecision", h.replayDecision)
	api.Handle(r, "checkDecision", h.checkDecision)
	api.Handle(r, "explainTurn", h.explainTurn)
}

// lookUpOwner answers in two round trips: the reference is computed and the file is read, and the look-up is written
// down; without that there is no answer (GR.8, CM.2.5).
func (h *Handler) lookUpOwner(ctx context.Context, call api.Call[contract.OwnershipLookup]) (api.Answer, error) {
	phone, err := privacy.ParsePhone(call.Body.Phone)
	if err != nil {
		return api.Answer{}, domain.InField(err, "/phone")
	}
	number := store.CustomerKey(call.Site, h.floor.Ring().CustomerRef(call.Site, phone))
	look, err := h.floor.Look(ctx, call.Site, call.At, number, floor.LookupCountKey(call.Site, call.Principal.Subject))
	if err != nil {
		return api.Answer{}, err
	}
	ref, file, err := look.PersonOf(ctx, phone)
	if err != nil {
		return api.Answer{}, err
	}
	if err := h.logLookup(ctx, call.Principal, call.Operation, look, ref, floor.ResultOf(file)); err != nil {
		return api.Answer{}, err
	}
	if file == nil { // not in the register: nobody's customer, and that is an answer
		file = floor.NewCustomer(ref)
	}
	who := floor.Identity{Phone: phone.Digits()}
	if known, err := floor.RevealOf(h.floor, call.Site, file); err != nil {
		return api.Answer{}, err
	} else if known.Name != "" {
		who.Name = known.Name
	}
	return api.OK(protected(look, file, view.Ownership(file, who)))
}

// logLookup writes down that an account is about to learn of a customer.
func (h *Handler) logLookup(ctx context.Context, by api.Principal, operation string, look floor.Look,
	ref domain.CustomerRef, found floor.LookupResult) error {
	return floor.LogLookup(ctx, h.floor, look, floor.LoggedLookup{At: look.At, Account: by.Subject, Role: by.Role,
		Operation: operation, Customer: ref, Found: found})
}

// protected adds until when the owner is protected and, once that is over, that there is no claim (PC.2).
func protected(look floor.Look, file *floor.CustomerFile, out contract.Ownership) contract.Ownership {
	p := look.Policy.Rules.Protection
	owner, owned := file.Owner()
	until, runs := attribution.ProtectedUntil(p, &file.Customer, owner.Owner, look.At, look.Site.Zone())
	if !owned || !runs {
		return out
	}
	out.ProtectedUntil = string(until)
	if look.Day > until {
		out.Lapsed, out.LapseClause = true, string(p.Clause)
	}
	return out
}

// answer gives the ownership of a customer, and writes down who asked; an agent's own customers are no look-up. Errors:
// customer.unknown, lookup.too_many, and find's.
func (h *Handler) answer(ctx context.Context, call api.Call[api.None], hint store.Key,
	find func(*floor.Work) (*floor.CustomerFile, error)) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At, hint, floor.LookupCountKey(call.Site, call.Principal.Subject))
	if err != nil {
		return api.Answer{}, err
	}
	file, err := floor.Reading(ctx, look, func() (*floor.CustomerFile, error) {
		file, err := find(look.Work)
		if err != nil || file == nil {
			return file, err
		}
		return floor.AsPerson(look.Work, file)
	})
	if err == nil && file == nil {
		err = domain.Invalid("customer.unknown", "/customer")
	}
	if err != nil {
		return api.Answer{}, err
	}
	if owner, _ := file.Owner(); call.Principal.Agent == "" || owner.Owner != call.Principal.Agent {
		if err := h.logLookup(ctx, call.Principal, call.Operation, look, file.Ref, floor.ResultOf(file)); err != nil {
			return api.Answer{}, err
		}
	}
	who, err := floor.RevealOf(h.floor, call.Site, file)
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(protected(look, file, view.Ownership(file, who)))
}

func (h *Handler) file(ctx context.Context, site domain.SiteID, ref domain.CustomerRef) (*floor.CustomerFile, error) {
	files, err := floor.CustomerFiles(ctx, h.floor, site, []domain.CustomerRef{ref})
	if err != nil {
		return nil, err
	}
	if files[ref] == nil {
		return nil, domain.Invalid("customer.unknown", "/customer")
	}
	return files[ref], nil
}

func (h *Handler) getCustomer(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	ref := domain.CustomerRef(call.Path("customer"))
	return h.answer(ctx, call, store.CustomerKey(call.Site, ref), func(w *floor.Work) (*floor.CustomerFile, error) {
		return floor.LoadCustomer(w, ref)
	})
}

func (h *Handler) getOwnershipByVisit(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	visit, unknown := domain.VisitID(call.Path("visit")), domain.Invalid("visit.unknown", "/visit")
	key, err := floor.EntryKey(call.Site, visit)
	if err != nil {
		return api.Answer{}, unknown
	}
	return h.answer(ctx, call, key, func(w *floor.Work) (*floor.CustomerFile, error) {
		entry, err := floor.EntryAt(w, visit, unknown)
		if err == nil && entry.Customer == "" {
			err = unknown
		}
		if err != nil {
			return nil, err
		}
		return floor.LoadCustomer(w, entry.Customer)
	})
}

// decision reads the journal entry of a decision. Error: decision.unknown.
func (h *Handler) decision(ctx context.Context, site domain.SiteID, id domain.VisitID) (floor.StoredEntry, error) {
	unknown := domain.Invalid("decision.unknown", "/decision")
	key, err := floor.EntryKey(site, id)
	if err != nil {
		return floor.StoredEntry{}, unknown
	}
	items, err := h.floor.Store().Get(ctx, key)
	if item, found := items[key]; found {
		return floor.OpenEntry(item)
	}
	if err == nil {
		err = unknown
	}
	return floor.StoredEntry{}, err
}

// listCustomers lists an agent's customers, oldest ownership first; an agent sees only their own.
func (h *Handler) listCustomers(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	agent := domain.AgentID(call.Path("agent"))
	if call.Principal.Role == domain.RoleAgent && agent != call.Principal.Agent {
		return api.Answer{}, domain.Invalid("agent.not_yourself", "/agent")
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	if _, known := look.Site.Agent(agent); !known {
		return api.Answer{}, domain.Invalid("agent.unknown", "/agent")
	}
	page, err := view.Page(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Customers,
		Index: store.CustomersByOwner, Partition: store.OwnerPartition(call.Site, agent)})
	if err != nil {
		return api.Answer{}, err
	}
	var refs []domain.CustomerRef
	for _, item := range page.Items {
		_, ref, _ := strings.Cut(item.Key.Partition, "#C#")
		refs = append(refs, domain.CustomerRef(ref))
	}
	files, err := floor.Persons(ctx, h.floor, call.Site, refs)
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.OwnershipList{Items: []contract.Ownership{}, NextCursor: page.Cursor}
	for _, ref := range refs {
		file := files[ref]
		if file == nil || !file.ErasedAt.IsZero() {
			continue // erased since the index was read
		}
		if owner, _ := file.Owner(); owner.Owner != agent {
			continue // the index lags behind a change of owner by a moment
		}
		who, err := floor.RevealOf(h.floor, call.Site, file)
		if err != nil {
			return api.Answer{}, err
		}
		list.Items = append(list.Items, view.Ownership(file, who))
	}
	return api.OK(list)
}
