package pages

import (
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// openPhone reads what every page of an agent's phone needs.
func (p *page) openPhone() error {
	if p.Session.Principal.Role != domain.RoleAgent {
		return errRole
	}
	_, err := p.readFloor(string(p.Session.Principal.Site))
	return err
}

// customersData is an agent's customers, and on the first page those whose protection ends soon.
type customersData struct {
	Lapsing contract.LapseWarningList
	List    contract.OwnershipList
}

// customers lists the agent's own customers, those first whose protection ends soon (PC.2); one tap records a
// follow-up (GP.19).
func (h *Handler) customers(p *page) error {
	if err := p.openPhone(); err != nil {
		return err
	}
	var data customersData
	cursor := p.r.URL.Query().Get("cursor")
	if cursor == "" {
		var err error
		if data.Lapsing, err = p.lapsing(); err != nil {
			return err
		}
	}
	with := names{"site": p.Site.ID, "agent": p.Me(), "cursor": cursor, "limit": "50"}
	if err := p.ask("listCustomers", with, &data.List); err != nil {
		return err
	}
	return p.render("customers", data)
}

// lapsing reads whose protection ends soon: of the agent's customers, or of all of the site's.
func (p *page) lapsing() (contract.LapseWarningList, error) {
	var list contract.LapseWarningList
	return list, p.ask("listLapseWarnings", names{"site": p.Site.ID, "limit": "200"}, &list)
}

// Unanswered is for the page that is not converted yet.
func (p *page) Unanswered(warnings contract.LapseWarningList) int { return unanswered(warnings) }

// unanswered counts the warnings that nobody has followed up yet.
func unanswered(warnings contract.LapseWarningList) int {
	n := 0
	for _, w := range warnings.Items {
		if w.Status == contract.LapseStatusOpen {
			n++
		}
	}
	return n
}

// customer shows one customer: the history of ownership, the visits, the follow-ups.
func (h *Handler) customer(p *page) error {
	if err := p.openPhone(); err != nil {
		return err
	}
	var data contract.Ownership
	if err := p.ask("getCustomer", names{"site": p.Site.ID, "customer": p.r.PathValue("customer")}, &data); err != nil {
		return err
	}
	return p.render("customer", data)
}

// LastTouch gives when a customer was last received or followed up, and by what.
func (p *page) LastTouch(o contract.Ownership) string {
	last, what := instant(o.Since), p.T("登记", "registered")
	for _, c := range o.Contacts {
		if c.At.After(last) || c.At.Equal(last) {
			last, what = c.At, p.T("来访", "visit")
		}
	}
	for _, f := range o.FollowUps {
		if f.At.After(last) {
			last, what = f.At, p.T("跟进", "follow-up")
		}
	}
	return what + " " + p.Date(last)
}

// statementData is a month's statement of one party.
type statementData struct {
	Statement contract.Statement
	Back      string
}

// phoneStatement shows the agent's own statement of a month.
func (h *Handler) phoneStatement(p *page) error {
	if err := p.openPhone(); err != nil {
		return err
	}
	return p.statementOf(p.Me(), "/phone/statement")
}

func (p *page) statementOf(party, back string) error {
	data := statementData{Back: back}
	if err := p.ask("getStatement", names{"site": p.Site.ID, "month": p.month(), "party": party},
		&data.Statement); err != nil {
		return err
	}
	return p.render("statement", data)
}

// month gives the month that a page is asked for, this one if none is.
func (p *page) month() string {
	asked := p.r.URL.Query().Get("month")
	if _, err := api.ParseMonth(asked, "month"); err == nil {
		return asked
	}
	return p.Now.In(p.zone()).Format("2006-01")
}
