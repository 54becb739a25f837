package pages

import (
	"github.com/lunxu/lunxu/internal/api/contract"
)

// callsData is a day of the register of calls.
type callsData struct {
	Day       string
	Customers string // new or returning only; empty: all
	List      contract.PhoneCallList
}

// calls shows the register of calls of a day, apart from the visits, and takes a call (RC.11).
func (h *Handler) calls(p *page) error {
	if err := p.openRegister("listCalls"); err != nil {
		return err
	}
	query := p.r.URL.Query()
	data := callsData{Day: query.Get("day"), Customers: query.Get("customers")}
	if data.Day == "" {
		data.Day = p.Today()
	}
	with := names{"site": p.Site.ID, "day": data.Day, "customers": data.Customers, "cursor": query.Get("cursor"), "limit": "50"}
	if err := p.ask("listCalls", with, &data.List); err != nil {
		return err
	}
	return p.render("calls", data)
}

// callOf reads a call; agents take their own.
func callOf(p *page, f form) contract.NewPhoneCall {
	out := contract.NewPhoneCall{Phone: f.Get("phone"), Name: f.optional("name"), Content: f.optional("content"), Agent: f.optional("agent")}
	if p.Is("agent") {
		out.Agent = nil
	}
	return out
}
