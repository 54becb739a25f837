package ownership

import (
	"context"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// customerOf gives the file of a path's customer within a work. Error: customer.unknown.
func customerOf(w *floor.Work, ref domain.CustomerRef) (*floor.CustomerFile, error) {
	file, err := floor.LoadCustomer(w, ref)
	switch {
	case err != nil:
	case file == nil:
		err = domain.Invalid("customer.unknown", "/customer")
	case !file.ErasedAt.IsZero():
		err = domain.Invalid("customer.erased", "/customer")
	}
	return file, err
}

// reveal is one audit row of a full reveal.
type reveal struct {
	At       time.Time          `json:"at"`
	Seq      int                `json:"seq"`
	Actor    string             `json:"actor"`
	Role     domain.Role        `json:"role"`
	Customer domain.CustomerRef `json:"customer"`
	Reason   string             `json:"reason"`
}

// revealCustomer shows a customer's full data, and keeps who asked and why. An agent may ask for the
// own customers only. The stored answer of a repeated request holds the reason, never the data.
func (h *Handler) revealCustomer(ctx context.Context, call api.Call[contract.Reveal]) (api.Answer, error) {
	ref, reason := domain.CustomerRef(call.Path("customer")), strings.TrimSpace(call.Body.Reason)
	if reason == "" {
		return api.Answer{}, domain.Invalid("body.field_missing", "/reason")
	}
	result, err := floor.Act(ctx, h.floor, view.Command(call, store.CustomerKey(call.Site, ref),
		floor.LookupCountKey(call.Site, call.Principal.Subject)), func(w *floor.Work) (domain.CustomerRef, error) {
		file, err := customerOf(w, ref)
		if err != nil {
			return "", err
		}
		if owner, _ := file.Owner(); call.Principal.Role == domain.RoleAgent && owner.Owner != call.Principal.Agent {
			return "", domain.Invalid("customer.not_yours", "/customer")
		}
		if err := floor.CountLookup(w, file.Ref, floor.FoundRevealed); err != nil {
			return "", err
		}
		row := reveal{At: w.At, Seq: w.NextSeq(), Actor: call.Principal.Subject, Role: call.Principal.Role,
			Customer: file.Ref, Reason: reason}
		if err := w.Save(store.AuditKey(w.Site.ID, w.Day, string(w.NextVisit())), row); err != nil {
			return "", err
		}
		return file.Ref, w.Record(journal.Entry{Customer: file.Ref, Note: "revealed"})
	})
	if err != nil {
		return api.Answer{}, err
	}
	file, err := h.file(ctx, call.Site, result.Value)
	if err != nil {
		return api.Answer{}, err
	}
	who, err := floor.RevealOf(h.floor, call.Site, file)
	if err != nil {
		return api.Answer{}, err
	}
	return api.Answer{Body: contract.RevealedCustomer{Customer: string(file.Ref), Phone: who.Phone, Name: who.Name},
		Replayed: result.Replayed}, nil
}

func (h *Handler) listReveals(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	day, err := h.dayOf(ctx, call)
	if err != nil {
		return api.Answer{}, err
	}
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Records,
		Partition: store.AuditPartition(call.Site, day)},
		func(row reveal) (contract.RevealEntry, bool) {
			return contract.RevealEntry{At: row.At.UTC(), Seq: row.Seq, Actor: row.Actor, Role: string(row.Role),
				Customer: string(row.Customer), Reason: row.Reason}, true
		})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.RevealList{Items: shown, NextCursor: cursor})
}
