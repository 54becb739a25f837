package pages

import (
	"strings"
)

// link is one way on, in the head of a page and, on phones, at its foot.
type link struct {
	Href, Text string
	Icon       string
	Current    bool
	Count      int // of what waits there; 0: not said
}

// icons are drawn on a field of 24 by 24.
var icons = map[string]string{
	"floor": "M4 20V9l8-5 8 5v11M9 20v-6h6v6",
	"customers": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.4-3.6 3-5.5 6.5-5.5s6.100 1.900 6.500 5.500M16 " +
		"4.500a3.400 3.400 0 0 1 0 6.400M18 14.900c2.200.7 3.400 2.500 3.600 5.100",
	"deals":     "M5 4h14v16l-3.500-2-3.500 2-3.500-2L5 20zM9 9h6M9 13h6",
	"statement": "M4 20h16M7 20v-7M12 20V5M17 20v-11",
	"desk":      "M3 10h18M5 10v9M19 10v9M12 10V6M8 6h8",
	"register":  "M6 3h11a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H6zM6 3v18M10 8h5M10 12h5",
	"conduct":   "M12 3l8 3v6c0 4.500-3.300 7.700-8 9-4.700-1.300-8-4.500-8-9V6zM12 8v5M12 16.500v.1",
	"policy":    "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
	"log":       "M12 7v5l3 2M21 12a9 9 0 1 1-9-9 9 9 0 0 1 9 9z",
	"inbox":     "M4 4h16v16H4zM4 14h5l1.500 2.500h3L15 14h5M9 8.500l2.500 2.500 4-4",
	"board":     "M3 5h18v11H3zM9 20h6M12 16v4",
}

func icon(name string) string {
	return `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="` + icons[name] + `"/></svg>`
}

// Nav gives the ways on for whoever is signed in.
func (p *page) Nav() []link {
	if p.Session == nil {
		return nil
	}
	site := p.Site.ID
	add := func(out []link, name, href, key string) []link {
		return append(out, link{Href: href, Text: p.T(key), Icon: icon(name),
			Current: p.Path == href || strings.Count(href, "/") > 2 && strings.HasPrefix(p.Path, href+"/")})
	}
	if p.Is("agent") {
		out := add(nil, "floor", "/phone", "floor")
		out = add(out, "customers", "/phone/customers", "nav.customers")
		out = add(out, "deals", "/phone/deals", "nav.deals")
		out = add(out, "inbox", "/inbox/"+site, "inbox.title")
		return add(out, "statement", "/phone/statement", "nav.statement")
	}
	if site == "" || p.Is("screen") {
		return nil
	}
	var out []link
	if p.Is("supervisor", "site_manager", "regional_sales", "marketing_centre", "auditor") {
		out = add(out, "floor", "/manage/"+site, "floor")
	}
	if p.Is("front_desk", "supervisor", "site_manager") {
		out = add(out, "desk", "/desk/"+site, "nav.desk")
	}
	out = add(out, "inbox", "/inbox/"+site, "inbox.title")
	out = add(out, "register", "/register/"+site, "nav.register")
	if p.Is("front_desk") {
		return out
	}
	out = add(out, "deals", "/manage/"+site+"/deals", "nav.deals")
	if !p.Is("finance") {
		out = add(out, "conduct", "/manage/"+site+"/conduct", "nav.conduct")
	}
	out = add(out, "policy", "/manage/"+site+"/policy", "nav.policy")
	out = add(out, "statement", "/manage/"+site+"/settlement", "nav.settlement")
	if !p.Is("finance") {
		out = add(out, "customers", "/manage/"+site+"/feedback", "nav.feedback")
		out = add(out, "board", "/manage/"+site+"/fairness", "nav.fairness")
		out = add(out, "log", "/manage/"+site+"/privacy", "nav.privacy")
	}
	return out
}

// deskWays are the registers of the desk.
func (p *page) deskWays() []link {
	at := "/desk/" + p.Site.ID
	var ways []link
	add := func(may bool, href, key string) {
		if may {
			here := p.Path == href || href != at && strings.HasPrefix(p.Path, href+"/")
			ways = append(ways, link{Href: href, Text: p.T(key), Current: here})
		}
	}
	add(p.Is("front_desk", "supervisor", "site_manager"), at, "desk.arrivals")
	add(true, at+"/calls", "desk.calls")
	add(p.May("listCases"), at+"/cases", "desk.cases")
	add(p.May("listAppointments"), at+"/appointments", "appointments")
	add(p.May("listFeedbackToRoute"), at+"/feedback", "feedback")
	add(p.May("listPreparations"), at+"/preparations", "preparations")
	add(p.May("listPreRegistrations"), at+"/expected", "expected.title")
	return ways
}

// currentIf marks what leads to what is shown.
func currentIf(is bool) attrs {
	if !is {
		return nil
	}
	return attrs{"aria-current": "true"}
}
