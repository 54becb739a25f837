package pages

import (
	"strings"
	"time"

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
	if err := p.openRegister("listCases"); err != nil {
		return err
	}
	query := p.r.URL.Query()
	data := casesData{Visit: query.Get("visit")}
	if err := p.ask("listOverdueCases", names{"site": p.Site.ID, "limit": "50"}, &data.Overdue); err != nil {
		return err
	}
	if err := p.ask("listCases", names{"site": p.Site.ID, "cursor": query.Get("cursor"), "limit": "30"},
		&data.List); err != nil {
		return err
	}
	var err error
	if data.OfVisit, err = p.casesOf(data.Visit); err != nil {
		return err
	}
	return p.render("cases", data)
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
	if err := p.openRegister("getCase"); err != nil {
		return err
	}
	var data contract.Case
	if err := p.ask("getCase", names{"site": p.Site.ID, "case": p.r.PathValue("case")}, &data); err != nil {
		return err
	}
	return p.render("case", data)
}

// newCaseOf reads a request. A deadline that is no time is sent as one long past, and refused.
func newCaseOf(p *page, f form) contract.NewCase {
	out := contract.NewCase{Visit: f.Get("visit"), Kind: contract.CaseKind(f.Get("kind")),
		Department: f.Get("department"), Request: f.Get("request")}
	if err := p.readSite(f.Get("site")); err != nil {
		return out // the operation is refused in the same way
	}
	if due, err := time.ParseInLocation("2006-01-02 15:04", f.Get("due_day")+" "+f.Get("due_time"),
		p.zone()); err == nil {
		out.Deadline = due
	}
	return out
}

// toCase leads to the page of a case that has been opened.
func toCase(_ *page, f form, out *answer) (string, error) {
	var made contract.Case
	err := out.decode(&made)
	return done("/desk/"+f.Get("site")+"/cases/"+made.Case, "openCase"), err
}
