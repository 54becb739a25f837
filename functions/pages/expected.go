package pages

import (
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// expectedData is the agent's own pre-registrations (报备) and what the policy asks of a new one.
type expectedData struct {
	Rules      policy.PreRegistration
	Items      []contract.PreRegistration
	NextCursor string
}

// expected shows whom the agent has announced, latest first, with the form for another (SC.5, SC.6, RC.4.g, PC.1.b).
// A site whose policy knows no pre-registration says so and shows what was announced under an earlier one.
func (h *Handler) expected(p *page) error {
	if err := p.openPhone(); err != nil {
		return err
	}
	rules, err := p.rules()
	if err != nil {
		return err
	}
	list, err := p.preRegistrations(p.r.URL.Query().Get("cursor"))
	if err != nil {
		return err
	}
	return p.render("expected", expectedData{Rules: rules.PreRegistration, Items: list.Items,
		NextCursor: list.NextCursor})
}

// announcementOf reads a pre-registration.
func announcementOf(_ *page, f form) contract.NewPreRegistration {
	return contract.NewPreRegistration{Name: f.optional("name"), Phone: f.optional("phone"),
		Features:        f.optional("features"),
		ReferredByPhone: f.optional("referred_by_phone"), ProxyPhone: f.optional("proxy_phone"),
		Statement: f.optional("statement")}
}
