package pages

import (
	"errors"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// deskData is what the front desk works with.
type deskData struct {
	Board  contract.Board
	Next   string
	Agents []contract.Standing // everybody on the order table, for the questions that name one
	Lookup *contract.Ownership
}

// desk shows the front desk: a phone number and whose customer it is, the opening questions, and who waits
// (SS.4.2.4, GP.3).
func (h *Handler) desk(p *page) error {
	data, err := p.readDesk(p.r.PathValue("site"))
	if err != nil {
		return err
	}
	if err := p.forAppointment(p.r.URL.Query().Get("appointment")); err != nil {
		return err
	}
	if data.Lookup, err = p.lookUpRevealed(); err != nil {
		return err
	}
	return p.render("desk", data)
}

func (p *page) readDesk(site string) (deskData, error) {
	var data deskData
	if !p.Is("front_desk", "supervisor", "site_manager") {
		return data, errRole
	}
	err := p.readSite(site)
	if err != nil {
		return data, err
	}
	if data.Board, err = p.readBoard(); err != nil {
		return data, err
	}
	data.Next = nextOf(data.Board)
	for _, group := range data.Board.Groups {
		data.Agents = append(data.Agents, group.Members...)
	}
	return data, nil
}

// lookUp answers whose customer a phone number is. The number comes in a form and never in an address, which would be
// kept in logs and histories. A script gets the answer alone; without one the desk comes again with it.
func (h *Handler) lookUp(p *page) error {
	if err := p.r.ParseForm(); err != nil {
		return errFormTooLong
	}
	if err := p.checkProof(p.r.PostForm.Get("proof")); err != nil {
		return err
	}
	data, err := p.readDesk(p.r.PathValue("site"))
	if err != nil {
		return err
	}
	var found contract.Ownership
	_, err = p.call("lookUpOwner", names{"site": p.Site.ID}, contract.OwnershipLookup{Phone: p.r.PostForm.Get("phone")}, "", &found)
	if err != nil {
		return err
	}
	data.Lookup = &found
	if p.live() {
		p.part("desk", "owner", data)
		return nil
	}
	p.Attempt = &attempt{Action: "registerArrival", Values: p.r.PostForm}
	p.Path = "/desk/" + p.Site.ID // where the forms of this page lead back to
	return p.render("desk", data)
}

// visit shows what came of an arrival: who receives, whose customer, and by which clause.
func (h *Handler) visit(p *page) error {
	if err := p.readSite(p.r.PathValue("site")); err != nil {
		return err
	}
	if _, err := p.readBoard(); err != nil {
		return err
	}
	var visit contract.Visit
	err := p.ask("getVisit", names{"site": p.Site.ID, "visit": p.r.PathValue("visit")}, &visit)
	if unknownVisit(err) { // evidence may be another entry of the register: a ruling, a list taken over
		p.redirect("/decisions/" + p.Site.ID + "/" + p.r.PathValue("visit"))
		return nil
	}
	if err != nil {
		return err
	}
	return p.render("visit", visit)
}

func unknownVisit(err error) bool {
	var refused *refusal
	return errors.As(err, &refused) && refused.Code == "visit.unknown"
}
