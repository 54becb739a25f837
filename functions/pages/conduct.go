package pages

import (
	"fmt"
	"strconv"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// conductData is what is reported of conduct and who was commended, with the rules in force.
type conductData struct {
	List   contract.ConductReportList
	Praise contract.CommendationList
	Rules  policy.Rules
}

// conduct lists reports of conduct and commendations, and takes findings (SS.4.2.2, GR.11-12).
func (h *Handler) conduct(p *page) error {
	if p.Is("agent", "front_desk", "screen") {
		return errRole
	}
	var d conductData
	site, query := p.r.PathValue("site"), p.r.URL.Query()
	_, err := p.readFloor(site,
		question{"listConduct", names{"site": site, "cursor": query.Get("cursor"), "limit": "50"}, &d.List},
		question{"listCommendations", names{"site": site, "cursor": query.Get("praise"), "limit": "20"}, &d.Praise})
	if err != nil {
		return err
	}
	if d.Rules, err = p.rules(); err != nil {
		return err
	}
	return p.send(conductPage(p, d))
}

var conductColours = map[contract.ConductStatus]string{contract.ConductStatusReported: "amber",
	contract.ConductStatusVerified: "red"}

// reportedLine says when something was reported, and the how manyth it is.
func (l *lang) reportedLine(r contract.ConductReport) string {
	line := l.Date(r.ReportedAt)
	if r.Count > 0 {
		line += " · " + l.T("conduct.count") + " " + strconv.Itoa(r.Count)
	}
	if r.FineFen > 0 {
		line += " · " + l.T("conduct.fine") + " " + l.Yuan(r.FineFen)
	}
	return line
}

// mayDismiss reports whether whoever is signed in decides on a dismissal: not of what they reported themselves.
func (p *page) mayDismiss(r contract.ConductReport) bool {
	return p.May("decideDismissal") && r.ReportedBy != p.Session.Principal.Subject
}

// praises are the kinds of commendations that the policy in force knows.
func (l *lang) praises(rules policy.Rules) []option {
	var kinds []option
	for _, c := range rules.Conduct.Commendations {
		kinds = append(kinds, option{c.Kind, fmt.Sprintf("%s +%d %s", l.named("praise.", c.Kind), c.Points, c.Clause)})
	}
	return kinds
}
