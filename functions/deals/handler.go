// Package deals records deals, credits them by the written rule, takes claims, disputes, rulings and appeals,
// and keeps reports on conduct.
package deals

import (
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// Handler serves the deal and conduct operations of the contract.
type Handler struct {
	floor  *floor.Floor
	proven proven
}

// Register adds the operations to a router.
func Register(r *api.Router, f *floor.Floor) {
	h := &Handler{floor: f, proven: matchedAtDoor}
	api.Handle(r, "recordDeal", h.recordDeal)
	api.Handle(r, "listDeals", h.listDeals)
	api.Handle(r, "getDeal", h.getDeal)
	api.Handle(r, "signDeal", h.signDeal)
	api.Handle(r, "changeDeal", h.changeDeal)
	api.Handle(r, "cancelDeal", h.cancelDeal)
	api.Handle(r, "fileClaim", h.fileClaim)
	api.Handle(r, "listClaims", h.listClaims)
	api.Handle(r, "disputeDeal", h.disputeDeal)
	api.Handle(r, "ruleDeal", h.ruleDeal)
	api.Handle(r, "approveRuling", h.approveRuling)
	api.Handle(r, "listDisputes", h.listDisputes)
	api.Handle(r, "getDispute", h.getDispute)
	api.Handle(r, "fileStatement", h.fileStatement)
	api.Handle(r, "appealDispute", h.appealDispute)
	api.Handle(r, "recogniseCustomer", h.recogniseCustomer)
	api.Handle(r, "reportConduct", h.reportConduct)
	api.Handle(r, "verifyConduct", h.verifyConduct)
	api.Handle(r, "listConduct", h.listConduct)
	api.Handle(r, "getConduct", h.getConduct)
	api.Handle(r, "decideDismissal", h.decideDismissal)
	api.Handle(r, "commend", h.commend)
	api.Handle(r, "listCommendations", h.listCommendations)
	api.Handle(r, "getConductSummary", h.getConductSummary)
}

// loadDeal reads a deal for a change. Error: deal.unknown.
func loadDeal(w *floor.Work, id domain.DealID) (*deal.Deal, error) {
	return floor.Find[*deal.Deal](w, store.DealKey(w.Site.ID, id), domain.Invalid("deal.unknown", "/deal"))
}

// keepDeal adds a deal, new or changed, to the commit.
func keepDeal(w *floor.Work, d *deal.Deal) error {
	if err := markBuyer(w, d); err != nil {
		return err
	}
	if d.Stage == deal.Signed && d.Version == 0 {
		version, err := judgedBy(w, d)
		if err != nil {
			return err
		}
		d.Version = version.Number
	}
	return w.Save(store.DealKey(w.Site.ID, d.ID), d)
}

// markBuyer keeps on the customer's file since when they are a buyer: since the first signing that still
// stands and that sales control has confirmed (RC.4.g).
func markBuyer(w *floor.Work, d *deal.Deal) error {
	for _, ref := range []domain.CustomerRef{d.Customer, d.Buyer} {
		if err := markFile(w, d, ref); err != nil {
			return err
		}
	}
	return nil
}

func markFile(w *floor.Work, d *deal.Deal, ref domain.CustomerRef) error {
	if ref == "" {
		return nil
	}
	file, err := floor.LoadCustomer(w, ref)
	if err != nil || file == nil {
		return err
	}
	switch {
	case d.Status == deal.Cancelled && len(file.OpenDeals) == 0 && !file.BoughtAt.IsZero():
		file.BoughtAt = time.Time{}
	case d.Status != deal.Cancelled && d.Stage == deal.Signed && d.Waits == "" && file.BoughtAt.IsZero():
		file.BoughtAt = d.SignedAt
	default:
		return nil
	}
	floor.SaveCustomer(w, file)
	return nil
}

func knownAgent(w *floor.Work, id contract.AgentID, field string) (domain.AgentID, error) {
	if _, ok := w.Site.Agent(domain.AgentID(id)); !ok {
		return "", domain.Invalid("agent.unknown", field)
	}
	return domain.AgentID(id), nil
}
