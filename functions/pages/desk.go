package pages

import (
	"errors"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// deskData is what the front desk works with.
type deskData struct {
	Board  contract.Board
	Next   string
	Lookup *contract.Ownership
	// what was said that waits for the desk
	ToDecide int
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
	return p.send(deskPage(p, data), deskLive(&p.lang, data, p))
}

func (p *page) readDesk(site string) (deskData, error) {
	var data deskData
	if !p.Is("front_desk", "supervisor", "site_manager") {
		return data, errRole
	}
	var inbox contract.FactList
	var more []question
	if !p.live() {
		more = append(more, inboxQuestion(site, &inbox))
	}
	var err error
	data.Board, err = p.readFloor(site, more...)
	data.Next, data.ToDecide = nextOf(data.Board), toDecide(inbox)
	return data, err
}

// arrivalForm is the form of an arrival with who may be named.
func (p *page) arrivalForm(d deskData) *opForm {
	f := p.form("registerArrival").with("kind", string(contract.VisitorKindCustomer))
	if appointment := p.Value("registerArrival", "appointment"); appointment != "" {
		f.carried = []string{"appointment", appointment}
	}
	if announced := p.r.URL.Query().Get("pre_registration"); announced != "" {
		f.with("pre_registration", announced)
	}
	everyone := p.colleagues(d.Board, everybody)
	return f.of("names.agent", everyone).of("first_visit",
		[]option{{"yes", p.T("desk.first")}, {"no", p.T("desk.been")}})
}

// ownerLine says since when somebody is whose customer.
func (l *lang) ownerLine(o contract.Ownership) string {
	parts := []string{o.MaskedPhone}
	if o.MaskedName != "" {
		parts = append(parts, o.MaskedName)
	}
	if since := l.Date(o.Since); since != "" {
		parts = append(parts, l.T("since")+" "+since)
	}
	return strings.Join(append(parts, l.T("visits")+" "+strconv.Itoa(len(o.Contacts))), " · ")
}

// asksFor says whom somebody who waits asks for.
func (l *lang) asksFor(agent string) string {
	if agent == "" {
		return ""
	}
	return " · " + l.T("asks-for") + " " + l.Name(agent)
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
	_, err = p.call("lookUpOwner", names{"site": p.Site.ID}, contract.OwnershipLookup{Phone: p.r.PostForm.Get("phone")},
		"", &found)
	if err != nil {
		return err
	}
	data.Lookup = &found
	if p.live() {
		return p.send(lookedUp(p, &found))
	}
	p.Attempt = &attempt{Action: "registerArrival", Values: p.r.PostForm}
	p.Path = "/desk/" + p.Site.ID // where the forms of this page lead back to
	return p.send(deskPage(p, data))
}

// visit shows what came of an arrival: who receives, whose customer, and by which clause.
func (h *Handler) visit(p *page) error {
	var visit contract.Visit
	site := p.r.PathValue("site")
	of := names{"site": site, "visit": p.r.PathValue("visit")}
	_, err := p.readFloor(site, question{"getVisit", of, &visit})
	if unknownVisit(err) { // evidence may be another entry of the register: a ruling, a list taken over
		p.redirect("/decisions/" + p.Site.ID + "/" + p.r.PathValue("visit"))
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := p.takeRevealed(); err != nil {
		return err
	}
	return p.send(visitPage(p, visit))
}

// mayTell reports whether whoever is signed in may tell more of a visit: agents of one that they receive.
func (p *page) mayTell(v contract.Visit, op string) bool {
	return p.May(op) && (!p.Is("agent") || v.Receives == p.Me())
}

// visitWays are the ways on from a visit.
func (p *page) visitWays(v contract.Visit) []link {
	var ways []link
	for _, way := range [][3]string{{"getReceptionRecord", p.visitPath(v.Visit) + "/record", "visit.record-of"},
		{"listFeedbackToRoute", "/desk/" + p.Site.ID + "/feedback?visit=" + v.Visit, "visit.feedback"},
		{"listCases", "/desk/" + p.Site.ID + "/cases?visit=" + v.Visit, "visit.requests"}} {
		if p.May(way[0]) {
			ways = append(ways, link{Href: way[1], Text: p.say(textAt(way[2]))})
		}
	}
	return ways
}

func unknownVisit(err error) bool {
	var refused *refusal
	return errors.As(err, &refused) && refused.Code == "visit.unknown"
}

// otherClaim says why somebody else has a claim to a customer.
func (l *lang) otherClaim(by contract.OtherClaimant) string {
	if by.Reason == "received_on_behalf" {
		return l.T("desk.on-behalf-of-owner")
	}
	return l.T("desk.received-later")
}
