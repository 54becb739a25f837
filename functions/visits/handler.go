// Package visits receives visitors: arrivals with the opening questions, what happens during and
// after a reception, and the register of it all.
package visits

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// Handler serves the visit operations of the contract.
type Handler struct{ floor *floor.Floor }

// Register adds the operations to a router.
func Register(r *api.Router, f *floor.Floor) {
	h := &Handler{floor: f}
	api.Handle(r, "preRegister", h.preRegister)
	api.Handle(r, "listPreRegistrations", h.listPreRegistrations)
	api.Handle(r, "withdrawPreRegistration", h.withdrawPreRegistration)
	api.Handle(r, "matchPreRegistrations", h.matchPreRegistrations)
	api.Handle(r, "confirmPreRegistration", h.confirmPreRegistration)
	api.Handle(r, "registerCall", h.registerCall)
	api.Handle(r, "listCalls", h.listCalls)
	api.Handle(r, "recordIntention", h.recordIntention)
	api.Handle(r, "getDayReport", h.getDayReport)
	api.Handle(r, "registerArrival", h.registerArrival)
	api.Handle(r, "finishVisit", h.finishVisit)
	api.Handle(r, "leaveWaiting", h.leaveWaiting)
	api.Handle(r, "handOver", h.handOver)
	api.Handle(r, "chooseOnTurn", h.chooseOnTurn)
	api.Handle(r, "identify", h.identify)
	api.Handle(r, "foundOut", h.foundOut)
	api.Handle(r, "confirmCard", h.confirmCard)
	api.Handle(r, "confirmGiveBack", h.confirmGiveBack)
	api.Handle(r, "writeHandOverNote", h.writeHandOverNote)
	api.Handle(r, "fillVisitorForm", h.fillVisitorForm)
	api.Handle(r, "annotate", h.annotate)
	api.Handle(r, "writeReceptionRecord", h.writeReceptionRecord)
	api.Handle(r, "getReceptionRecord", h.getReceptionRecord)
	api.Handle(r, "listReceptionRecords", h.listReceptionRecords)
	api.Handle(r, "listMissingReceptionRecords", h.listMissingReceptionRecords)
	api.Handle(r, "listVisits", h.listVisits)
	api.Handle(r, "getVisit", h.getVisit)
	api.Handle(r, "listRegister", h.listRegister)
	api.Handle(r, "verifyRegister", h.verifyRegister)
}

func (h *Handler) registerArrival(ctx context.Context, call api.Call[contract.Arrival]) (api.Answer, error) {
	request, err := translateArrival(call.Body)
	if err != nil {
		return api.Answer{}, err
	}
	if call.Principal.Role == domain.RoleAgent && call.Body.TakenBy == nil {
		request.taker = call.Principal.Agent // an agent who registers a visitor claims to be on turn
	}
	request.nonSales = request.nonSales || call.Principal.Role == domain.RoleFrontDesk
	cmd := view.Command(call, h.customerKeys(call.Site, request)...)
	cmd.NeedsOpenDay = true
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Visit, error) {
		return registerArrival(w, request)
	}))
}

// customerKeys names the files that the opening questions will ask for, to read them with the floor.
func (h *Handler) customerKeys(site domain.SiteID, a arrival) []store.Key {
	var keys []store.Key
	for _, phone := range []*privacy.Phone{a.phone, a.referrer, a.family, a.behalf} {
		if phone != nil {
			keys = append(keys, store.CustomerKey(site, h.floor.Ring().CustomerRef(site, *phone)))
		}
	}
	return keys
}

// visitCommand makes the command of a call about one visit, whose entry is read with the floor.
func visitCommand[In any](call api.Call[In]) (floor.Command, domain.VisitID) {
	visit := domain.VisitID(call.Path("visit"))
	var keys []store.Key
	if day, seq, err := journal.ParseVisit(visit); err == nil {
		keys = append(keys, store.JournalKey(call.Site, day, seq))
	}
	return view.Command(call, keys...), visit
}
