package pages

import (
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// casesData is what customers asked of departments: what is overdue, and all of it, the newest first.
type casesData struct {
	Overdue contract.CaseList
	List    contract.CaseList
	Visit   string // of which the cases are asked for, and a case may be opened; empty: none
	OfVisit []contract.Case
}

// openRegister reads what a register beside the desk needs, and what else is asked; operation is the one that reads it.
func (p *page) openRegister(operation string, more ...question) error {
	if !p.May(operation) {
		return errRole
	}
	_, err := p.readFloor(p.r.PathValue("site"), more...)
	return err
}

// cases lists customers' requests and takes a new one (CF.8, CF.9, CF.10, GR.5).
func (h *Handler) cases(p *page) error {
	query, site := p.r.URL.Query(), p.r.PathValue("site")
	data := casesData{Visit: query.Get("visit")}
	with := names{"site": site, "cursor": query.Get("cursor"), "limit": "30"}
	err := p.openRegister("listCases", question{"listOverdueCases", names{"site": site, "limit": "50"}, &data.Overdue},
		question{"listCases", with, &data.List})
	if err == nil {
		data.OfVisit, err = p.casesOf(data.Visit)
	}
	if err != nil {
		return err
	}
	return p.send(casesPage(p, data))
}

// casesOf lists a visit's cases. The list goes from the newest back, and ends where the visit had not come yet.
func (p *page) casesOf(visit string) ([]contract.Case, error) {
	day, _, ok := strings.Cut(visit, "-")
	if !ok {
		return nil, nil
	}
	var out []contract.Case
	err := walkWhile(p, "listCases", names{"site": p.Site.ID}, func(c contract.Case) bool {
		if c.Visit == visit {
			out = append(out, c)
		}
		return strings.ReplaceAll(p.Day(c.OpenedAt), "-", "") >= day
	})
	return out, err
}

// aCase shows a request, what has been done about it, and takes the next step.
func (h *Handler) aCase(p *page) error {
	var data contract.Case
	of := names{"site": p.r.PathValue("site"), "case": p.r.PathValue("case")}
	if err := p.openRegister("getCase", question{"getCase", of, &data}); err != nil {
		return err
	}
	return p.send(casePage(p, data))
}

// toCase leads to the page of a case that has been opened.
func toCase(_ *page, f form, out *answer) (string, error) {
	var made contract.Case
	err := out.decode(&made)
	return done("/desk/"+f.Get("site")+"/cases/"+made.Case, "openCase"), err
}
