package pages

import (
	"errors"
	"net/url"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// callsData is a day of the register of calls.
type callsData struct {
	Day       string
	Customers string // new or returning only; empty: all
	Calls     []contract.PhoneCall
	Asked     bool // who is announced
	Announced []contract.PreRegistration
}

// calls shows the register of calls of a day, apart from the visits, and takes a call (RC.11).
func (h *Handler) calls(p *page) error {
	data, err := p.readCalls()
	if err != nil {
		return err
	}
	return p.send(callsPage(p, data))
}

func (p *page) readCalls() (callsData, error) {
	query := p.r.URL.Query()
	data := callsData{Day: query.Get("day"), Customers: query.Get("customers")}
	if err := p.openRegister("listCalls"); err != nil {
		return data, err
	}
	if data.Day == "" {
		data.Day = p.Today()
	}
	with := names{"site": p.Site.ID, "day": data.Day, "customers": data.Customers}
	return data, walk(p, "listCalls", with, func(call contract.PhoneCall) { data.Calls = append(data.Calls, call) })
}

// sheet gives the calls as they are exported.
func (d callsData) sheet(p *page) sheet {
	out := sheet{File: "calls-" + p.Site.ID + "-" + d.Day, Name: p.T("sheet.calls"),
		Rows: [][]string{p.heads("call", "call-at", "name", "phone", "answered-by", "owner", "clause", "age")}}
	for _, c := range d.Calls {
		out.Rows = append(out.Rows, []string{c.Call, p.Date(c.At), c.MaskedName, c.MaskedPhone, p.Name(c.Agent),
			p.Name(c.Owner), c.Clause, p.word(c.Customers)})
	}
	return out
}

// callsCSV exports the register of calls as text.
func (h *Handler) callsCSV(p *page) error {
	data, err := p.readCalls()
	if err != nil {
		return err
	}
	return p.csv(data.sheet(p))
}

// callsXLSX exports the register of calls as a workbook.
func (h *Handler) callsXLSX(p *page) error {
	data, err := p.readCalls()
	if err != nil {
		return err
	}
	return p.xlsx(data.sheet(p))
}

// announced asks who is announced that may be the one who calls or has come. What is asked comes in a form and never in
// an address, which would be kept in logs and histories.
func (h *Handler) announced(p *page) error {
	if err := p.r.ParseForm(); err != nil {
		return errFormTooLong
	}
	if err := p.checkProof(p.r.PostForm.Get("proof")); err != nil {
		return err
	}
	data, err := p.readCalls()
	if err != nil {
		return err
	}
	var found contract.PreRegistrationList
	asked := &attempt{Action: "matchPreRegistrations", Values: p.r.PostForm}
	body := p.bodyOf("matchPreRegistrations", p.r.PostForm)
	_, err = p.call("matchPreRegistrations", names{"site": p.Site.ID}, body, "", &found)
	if err != nil && !errors.As(err, &asked.Refused) {
		return err
	}
	p.Attempt, p.Path = asked, "/desk/"+p.Site.ID+"/calls"
	data.Asked, data.Announced = true, found.Items
	return p.send(callsPage(p, data))
}

// query is what the exports are asked for.
func (d callsData) query() string {
	return url.Values{"day": {d.Day}, "customers": {d.Customers}}.Encode()
}

// ages are the choices of whose calls are shown.
func (l *lang) ages() []option { return l.choicesOf("CustomerAge") }

// choicesOf gives the values of a closed set of the contract as choices.
func (l *lang) choicesOf(set string) []option {
	var out []option
	for _, c := range enumWords(set) {
		out = append(out, option{c.value, l.say(c.label)})
	}
	return out
}
