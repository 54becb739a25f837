package pages

import (
	"strconv"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// expectedData is the pre-registrations (报备), an agent's own or the site's, and what the policy asks of a new one.
type expectedData struct {
	Rules policy.PreRegistration
	List  contract.PreRegistrationList
}

// expected shows who is announced, latest first, with the form for another (SC.5, SC.6, RC.4.g, PC.1.b). A site whose
// policy knows no pre-registration says so and shows what was announced under an earlier one.
func (h *Handler) expected(p *page) error {
	site := p.r.PathValue("site")
	if p.Is("agent") {
		site = string(p.Session.Principal.Site)
	} else if site == "" || !p.May("listPreRegistrations") {
		return errRole
	}
	var d expectedData
	with := names{"site": site, "limit": "200", "cursor": p.r.URL.Query().Get("cursor")}
	if _, err := p.readFloor(site, question{"listPreRegistrations", with, &d.List}); err != nil {
		return err
	}
	rules, err := p.rules()
	if err != nil {
		return err
	}
	d.Rules = rules.PreRegistration
	return p.send(expectedPage(p, d))
}

// announcedLine says when somebody was announced, and what is known of them.
func (l *lang) announcedLine(a contract.PreRegistration) string {
	line := l.Date(a.FiledAt)
	if a.Agent != "" {
		line += " · " + l.Name(a.Agent)
	}
	if a.ByProxy {
		line += " · " + l.T("expected.by-proxy")
	}
	if a.Referred {
		line += " · " + l.T("expected.referred")
	}
	if a.Features != "" {
		line += " · " + a.Features
	}
	return line
}

// was says what an agent was at an instant, and why if they were away.
func (l *lang) was(zh, en string, reason contract.AbsenceReason) string {
	if reason == "" {
		return l.either(zh, en)
	}
	return l.either(zh, en) + " · " + l.word(reason)
}

// beforeMe says what somebody was who stood before.
func (l *lang) beforeMe(t contract.TurnBefore) string {
	line := l.was(t.WasZh, t.WasEn, t.AbsenceReason)
	if t.MakeUps > 0 {
		line += " · " + l.T("make-ups") + " " + strconv.Itoa(t.MakeUps)
	}
	return line
}
