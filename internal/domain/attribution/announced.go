package attribution

import (
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// The rules of what an agent registered beforehand, and of whoever views for somebody else.

// preRegisteredBuyer: the buyer was announced by the agent who owns them (SC.5, RC.4.g).
func preRegisteredBuyer(f *creditCase) creditFinding {
	switch {
	case f.customer == nil || f.customer.Announced == nil || f.customer.Announced.Proxy != "":
		return looksAway("not_pre_registered")
	case !f.owned || f.owner.Owner != f.customer.Announced.Agent:
		return looksAway("not_the_announcing_agents")
	}
	return whole("pre_registered", f.customer.Announced.Agent, f.ownersVisit()...)
}

// registeredProxy: somebody viewed for the buyer and the agent registered it so: the buyer is the agent's
// (SC.6).
func registeredProxy(f *creditCase) creditFinding {
	if f.customer == nil || f.customer.Announced == nil || f.customer.Announced.Proxy == "" {
		return looksAway("no_registered_proxy")
	}
	return whole("registered_proxy", f.customer.Announced.Agent, f.ownersVisit()...)
}

// unregisteredProxy: somebody viewed for the buyer without being registered as such, another agent's
// customer: a person rules (SC.6).
func unregisteredProxy(f *creditCase) creditFinding {
	for _, link := range f.links {
		if link.Relation == policy.ProxyOf && (!f.owned || link.First != f.owner.Owner) {
			return waits("proxy_not_registered", link.Entry)
		}
	}
	return looksAway("no_unregistered_proxy")
}
