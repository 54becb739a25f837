package pages

import (
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
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
	if !p.Is("agent") {
		return errRole
	}
	var data customersData
	site, cursor := string(p.Session.Principal.Site), p.r.URL.Query().Get("cursor")
	own := names{"site": site, "agent": p.Me(), "cursor": cursor, "limit": "50"}
	reads := []question{{"listCustomers", own, &data.List}}
	if cursor == "" {
		reads = append(reads, question{"listLapseWarnings", names{"site": site, "limit": "200"}, &data.Lapsing})
	}
	if _, err := p.readFloor(site, reads...); err != nil {
		return err
	}
	return p.send(customersPage(p, data))
}

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

// customerData is a customer, and by what the policy lets whoever is signed in recognise them (认出).
type customerData struct {
	contract.Ownership
	Recognitions []policy.Recognition
}

// customer shows one customer: the history of ownership, the visits, the follow-ups.
func (h *Handler) customer(p *page) error {
	site := p.r.PathValue("site")
	if p.Is("agent") {
		site = string(p.Session.Principal.Site)
	} else if site == "" {
		return errRole
	}
	var data customerData
	with := names{"site": site, "customer": p.r.PathValue("customer")}
	if _, err := p.readFloor(site, question{"getCustomer", with, &data.Ownership}); err != nil {
		return err
	}
	if _, err := p.takeRevealed(); err != nil {
		return err
	}
	mine := p.Is("agent") && (data.Owner == p.Me() || waitsFor(data.Waiting, p.Me()))
	if p.May("recogniseCustomer") && data.Registered && !mine {
		rules, err := p.rules()
		if err != nil {
			return err
		}
		data.Recognitions = rules.Recognition
	}
	return p.send(customerPage(p, data))
}

// waitsFor reports that an agent has recognised the customer, and nobody has decided on it.
func waitsFor(all []contract.FactWaiting, agent string) bool {
	return slices.ContainsFunc(all, func(w contract.FactWaiting) bool {
		return w.Kind == contract.FactKindRecognition && slices.Contains(w.Gains, agent)
	})
}

// recognition is the form by which a customer is recognised.
func (p *page) recognition(d customerData) *opForm {
	var relations []option
	for _, r := range d.Recognitions {
		text := p.word(contract.Relation(r.Relation)) + " · " + string(r.Clause)
		relations = append(relations, option{string(r.Relation), text})
	}
	stays := p.T("customer.colleague")
	if d.Owner != "" {
		stays = p.either("由", "") + p.Name(d.Owner) + p.T("customer.go-on")
	}
	f := p.form("recogniseCustomer", "customer", d.Customer).of("relation", relations).must("agent", "takes_over")
	return f.of("takes_over", []option{{"yes", p.T("customer.take-over")}, {"no", stays}})
}

// goesOn says who goes on with a customer who was recognised.
func (l *lang) goesOn(link contract.OwnershipLink) string {
	if link.TakesOver {
		return l.T("customer.takes-over")
	}
	return strings.TrimSpace(l.Name(link.Second) + " " + l.T("customer.carries-on"))
}

// lastTouch gives when a customer was last received or followed up, and by what.
func (l *lang) lastTouch(o contract.Ownership) string {
	last, what := instant(o.Since), l.T("customer.registered")
	for _, c := range o.Contacts {
		if !c.At.Before(last) {
			last, what = c.At, l.T("customer.contact")
		}
	}
	for _, f := range o.FollowUps {
		if f.At.After(last) {
			last, what = f.At, l.T("customer.followed")
		}
	}
	return what + " " + l.Date(last)
}

// phoneStatement shows the agent's own statement of a month.
func (h *Handler) phoneStatement(p *page) error {
	if err := p.openPhone(); err != nil {
		return err
	}
	return p.statementOf(p.Me())
}

func (p *page) statementOf(party string) error {
	var statement contract.Statement
	with := names{"site": p.Site.ID, "month": p.month(), "party": party}
	if err := p.ask("getStatement", with, &statement); err != nil {
		return err
	}
	return p.send(statementPage(p, statement))
}

// month gives the month that a page is asked for, this one if none is.
func (p *page) month() string {
	asked := p.r.URL.Query().Get("month")
	if _, err := api.ParseMonth(asked, "month"); err == nil {
		return asked
	}
	return p.Now.In(p.zone()).Format("2006-01")
}
