package pages

import (
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// inbox lists what was said by those who gain by it and waits for who is signed in, then what else is undecided.
func (h *Handler) inbox(p *page) error {
	if !p.May("listInbox") {
		return errRole
	}
	query, site := p.r.URL.Query(), p.r.PathValue("site")
	var list, decided contract.FactList
	with := names{"site": site, "cursor": query.Get("cursor"), "limit": "50"}
	_, err := p.readFloor(site, question{"listInbox", with, &list},
		question{"listInbox", names{"site": site, "decided": "true", "limit": "30"}, &decided})
	if err != nil {
		return err
	}
	return p.send(inboxPage(p, list, decided.Items))
}

// aFact shows one fact, open or decided.
func (h *Handler) aFact(p *page) error {
	if !p.May("getFact") {
		return errRole
	}
	var fact contract.Fact
	of := names{"site": p.r.PathValue("site"), "fact": p.r.PathValue("fact")}
	if _, err := p.readFloor(p.r.PathValue("site"), question{"getFact", of, &fact}); err != nil {
		return err
	}
	return p.send(factPage(p, fact))
}

// inboxQuestion asks what waits, for the count in a head.
func inboxQuestion(site string, into *contract.FactList) question {
	return question{"listInbox", names{"site": site, "limit": "100"}, into}
}

// mayDecide reports that a fact waits for who reads it.
func mayDecide(f contract.Fact) bool {
	return slices.Contains(f.May, contract.FactMayConfirm) || slices.Contains(f.May, contract.FactMayObject)
}

// toDecide counts what waits for who reads the list.
func toDecide(list contract.FactList) int {
	n := 0
	for _, f := range list.Items {
		if mayDecide(f) {
			n++
		}
	}
	return n
}

// split gives what waits for who reads it, and the rest.
func split(facts []contract.Fact) (mine, others []contract.Fact) {
	for _, f := range facts {
		if mayDecide(f) {
			mine = append(mine, f)
		} else {
			others = append(others, f)
		}
	}
	return mine, others
}

// factPath is where a fact is shown.
func (l *lang) factPath(fact string) string { return "/inbox/" + l.Site.ID + "/" + fact }

// saidBy names who says it: the agent or, of others, the role.
func (l *lang) saidBy(f contract.Fact) string {
	if f.Agent != "" {
		return l.Name(f.Agent)
	}
	return l.word(f.SaidAs)
}

// closer names who decided on it: an agent, or the role; time.
func (l *lang) closer(f contract.Fact) string {
	if f.ClosedAs == "system" {
		return l.T("inbox.by-time")
	}
	if f.ClosedAs == "agent" {
		return l.Name(f.ClosedBy)
	}
	return strings.TrimSpace(l.word(contract.Role(f.ClosedAs)) + " " + f.ClosedBy)
}

// ofCustomer is where whoever is signed in sees a customer.
func (p *page) ofCustomer(ref string) string {
	if p.Is("agent") {
		return "/phone/customers/" + ref
	}
	return "/customers/" + p.Site.ID + "/" + ref
}

// entryPath is where the evidence of a fact is shown: a visit or, of a claim, the decision on it.
func (l *lang) entryPath(f contract.Fact) string {
	if f.Kind == contract.FactKindClaim {
		return "/decisions/" + l.Site.ID + "/" + f.Entry
	}
	return l.visitPath(f.Entry)
}
