package pages

import (
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// revealed is a customer's full data on the way from the form that asked for them to the one page that shows them. The
// browser carries it there, sealed; that page drops it, so that a reload shows the masked data again.
type revealed struct {
	Session, Customer, Phone, Name string
	Until                          time.Time
}

// revealedLife bounds the way.
const revealedLife = time.Minute

// toRevealed leads back to the page of the form with the full data.
func toRevealed(p *page, f form, out *answer) (string, error) {
	var full contract.RevealedCustomer
	if err := out.decode(&full); err != nil {
		return "", err
	}
	shown := revealed{p.Session.ID, full.Customer, full.Phone, full.Name, p.Now.Add(revealedLife)}
	return done(f.Get("back"), "revealCustomer"), p.hand(revealedCookie, shown)
}

// takeRevealed takes what the browser brings; nil for nothing, for what is of another session, and for the part of a
// page that refreshes itself.
func (p *page) takeRevealed() (*revealed, error) {
	if p.shown != nil {
		return p.shown, nil
	}
	var full revealed
	brought, err := p.take(revealedCookie, &full)
	if brought && full.Session == p.Session.ID && p.Now.Before(full.Until) {
		p.shown = &full
	}
	return p.shown, err
}

// shownOf gives a customer's full data where this page shows them; nil otherwise.
func (p *page) shownOf(customer string) *revealed {
	if p.shown == nil || customer == "" || p.shown.Customer != customer {
		return nil
	}
	return p.shown
}

// MayReveal reports whether whoever is signed in may ask for a customer's full data; agents for their own customers'.
func (p *page) MayReveal(customer, owner string) bool {
	return customer != "" && p.May("revealCustomer") && (!p.Is("agent") || owner == p.Me())
}

// lookUpRevealed looks up again whom the desk has just asked the full data of, so that the questions go on with them.
func (p *page) lookUpRevealed() (*contract.Ownership, error) {
	full, err := p.takeRevealed()
	if err != nil || full == nil || p.Attempt != nil || full.Phone == "" {
		return nil, err
	}
	var found contract.Ownership
	if _, err := p.call("lookUpOwner", names{"site": p.Site.ID}, contract.OwnershipLookup{Phone: full.Phone}, "",
		&found); err != nil {
		return nil, err
	}
	p.Attempt = &attempt{Action: "registerArrival",
		Values: map[string][]string{"phone": {full.Phone}, "name": {full.Name}}}
	return &found, nil
}
