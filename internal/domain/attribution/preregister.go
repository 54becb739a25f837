package attribution

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// Codes that refuse a pre-registration.
const (
	PreRegistrationUnknown    domain.Code = "pre_registration.not_in_policy"
	PreRegistrationNoContact  domain.Code = "pre_registration.never_contacted"
	PreRegistrationNoBuyer    domain.Code = "pre_registration.not_by_a_buyer"
	PreRegistrationRegistered domain.Code = "pre_registration.registered_before"
	PreRegistrationTaken      domain.Code = "pre_registration.taken"
	PreRegistrationNoProxy    domain.Code = "pre_registration.no_proxy"
	PreRegistrationNoPhone    domain.Code = "pre_registration.name_or_phone_missing"
)

// Announcing is everything a pre-registration is decided on. Files are nil where the register has none.
type Announcing struct {
	ID       string             `json:"id"`
	Agent    domain.AgentID     `json:"agent"`
	Named    bool               `json:"named,omitempty"` // the person's name is given
	Phone    bool               `json:"phone,omitempty"` // and number
	Person   *register.Customer `json:"person,omitempty"`
	Referrer *register.Customer `json:"referrer,omitempty"` // who sends the person
	Proxy    domain.CustomerRef `json:"proxy,omitempty"`    // who views for the person
	At       time.Time          `json:"at"`
}

// PreRegister decides on a pre-registration (报备) of a person before the first visit: the policy must know
// it, the person must not be in the register or announced by another agent, a person never contacted cannot
// be announced (PC.1.b), and where only buyers' referrals count the referrer must be a buyer of the agent's
// (RC.4.g). A person viewing for the real buyer may be named where the policy knows that (SC.6).
func PreRegister(rules policy.Rules, a Announcing) Verdict {
	v := Verdict{Kind: OfPreRegistration}
	p := rules.PreRegistration
	switch {
	case p.Clause == "":
		return v.refuse(PreRegistrationUnknown, "", "no_such_rule")
	case a.Proxy != "" && p.Proxy == "":
		return v.refuse(PreRegistrationNoProxy, p.Clause, "no_rule_of_proxies")
	case p.NeedsContact && !a.contacted():
		return v.refuse(PreRegistrationNoContact, p.Refusal, "never_contacted")
	case a.registeredToAnother():
		v.TurnedDown = []TurnedDown{{Agent: a.Agent, Clause: p.Clause, Reason: "registered_before"}}
		return v.refuse(PreRegistrationRegistered, p.Clause, "registered_before")
	case a.Person != nil && a.Person.Announced != nil:
		v.TurnedDown = []TurnedDown{{Agent: a.Agent, Clause: p.Clause, Reason: "announced_before"}}
		return v.refuse(PreRegistrationTaken, p.Clause, "announced_before")
	case p.NeedsBuyer && !a.sentByBuyer():
		return v.refuse(PreRegistrationNoBuyer, p.Clause, "not_sent_by_the_agents_buyer")
	case p.NeedsBuyer && !(a.Named && a.Phone):
		return v.refuse(PreRegistrationNoPhone, p.Clause, "name_and_phone_are_needed")
	}
	clause := p.Clause
	if a.Proxy != "" {
		clause = p.Proxy
	}
	v.Announced = &register.Announcement{ID: a.ID, Agent: a.Agent, At: a.At, Proxy: a.Proxy, Clause: clause}
	if a.Referrer != nil {
		v.Announced.Referrer = a.Referrer.Ref
	}
	return v.accept(clause, "pre_registered")
}

// registeredToAnother reports a person who has come in before and is not the agent's.
func (a Announcing) registeredToAnother() bool {
	owner, owned := a.Person.Owner()
	return owned && owner.Owner != a.Agent || a.Person.Registered() && !owned
}

// contacted reports a call or visit with the agent in the register (PC.1.b).
func (a Announcing) contacted() bool {
	return a.Person != nil && !a.Person.LastTouch(a.Agent, a.At).IsZero()
}

// sentByBuyer reports that the agent's own customer, who has bought, sends the person.
func (a Announcing) sentByBuyer() bool {
	owner, owned := a.Referrer.Owner()
	return owned && owner.Owner == a.Agent && !a.Referrer.BoughtAt.IsZero()
}
