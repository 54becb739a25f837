package pages

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
)

// ticket lets whoever opened the booking page send its form once: its key is the application's Idempotency-Key.
type ticket struct {
	Site    string    `json:"s"`
	Key     string    `json:"k"`
	Expires time.Time `json:"e"`
}

const (
	ticketUse  = "booking"
	ticketLife = 2 * time.Hour
	maxBooking = 8 << 10 // of the whole form
)

var errTicket = &refusal{Problem: contract.Problem{Status: http.StatusForbidden, Code: "page.stale",
	MessageZh: "页面已过期，请重新打开后再填写", MessageEn: "The page is out of date; open it again and fill it in"}}

// openBooking acts in the name of the booking page: it enters applications of its own site, and nothing that it reads
// is shown but the site's name.
func (p *page) openBooking() error {
	site := p.r.PathValue("site")
	p.acting = map[string]string{"sub": appointment.BookingPage, "role": string(domain.RoleFrontDesk), "site": site}
	p.Session = nil
	return p.readSite(site)
}

// book shows the form by which anybody applies for an appointment (CR.2.1, RS.1.1).
func (h *Handler) book(p *page) error {
	if err := p.openBooking(); err != nil {
		return err
	}
	return p.showBooking()
}

func (p *page) showBooking() error {
	vault, err := p.h.vault()
	if err != nil {
		return err
	}
	sealed, err := vault.seal(ticketUse, ticket{Site: p.Site.ID, Key: token(), Expires: p.Now.Add(ticketLife)})
	if err != nil {
		return err
	}
	return p.send(bookPage(p, sealed))
}

// bookForm enters an application that was filled in; the confirmation comes by letter. A form that a program filled
// in, the field that nobody sees too, is answered as any other and not entered.
func (h *Handler) bookForm(p *page) error {
	p.r.Body = http.MaxBytesReader(p.w, p.r.Body, maxBooking)
	if err := p.r.ParseForm(); err != nil {
		return errFormTooLong
	}
	if err := p.openBooking(); err != nil {
		return err
	}
	f := form{p.r.PostForm}
	vault, err := h.vault()
	if err != nil {
		return err
	}
	var given ticket
	if !vault.unseal(ticketUse, f.Get("ticket"), &given) || given.Site != p.Site.ID || !p.Now.Before(given.Expires) {
		return errTicket
	}
	if f.Get("website") == "" {
		err = p.enter(f, given.Key)
	}
	var refused *refusal
	if errors.As(err, &refused) {
		p.Attempt = &attempt{Action: "createAppointment", Values: p.r.PostForm, Refused: refused}
		return p.showBooking()
	}
	if err != nil {
		return err
	}
	p.redirect(done(p.Path, "book"))
	return nil
}

// enter applies in the name of the booking page, with the visitor's consent.
func (p *page) enter(f form, key string) error {
	if f.Get("consent") == "" {
		return problem("form.consent_missing")
	}
	typed := url.Values{"channel": {string(contract.DeskChannelOnline)}}
	for _, name := range []string{"name", "phone", "email", "organisation", "purpose", "start", "headcount"} {
		typed[name] = f.Values[name]
	}
	body := p.bodyOf("createAppointment", typed)
	if body["phone"] == nil {
		body["phone"] = "" // refused: without a number nobody can be told, and nothing be capped
	}
	_, err := p.call("createAppointment", names{"site": p.Site.ID}, body, key, nil)
	return err
}
