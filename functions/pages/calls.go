package pages

import (
	"html/template"
	"net/url"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// callsData is a day of the register of calls.
type callsData struct {
	Day       string
	Customers string // new or returning only; empty: all
	Calls     []contract.PhoneCall
	Query     template.URL // of the exports; encoded
}

// calls shows the register of calls of a day, apart from the visits, and takes a call (RC.11).
func (h *Handler) calls(p *page) error {
	data, err := p.readCalls()
	if err != nil {
		return err
	}
	return p.render("calls", data)
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
	data.Query = template.URL(url.Values{"day": {data.Day}, "customers": {data.Customers}}.Encode()) // encoded: safe
	with := names{"site": p.Site.ID, "day": data.Day, "customers": data.Customers}
	return data, walk(p, "listCalls", with, func(call contract.PhoneCall) { data.Calls = append(data.Calls, call) })
}

// sheet gives the calls as they are exported.
func (d callsData) sheet(p *page) sheet {
	out := sheet{File: "calls-" + p.Site.ID + "-" + d.Day, Name: p.T("来电登记", "Calls"),
		Rows: [][]string{{p.T("编号", "Call"), p.T("时间", "At"),
			p.T("称呼", "Name"), p.T("电话", "Phone"), p.T("接听人", "Answered by"), p.T("归属", "Owner"),
			p.T("归属依据", "Owner's clause"), p.T("新老客户", "New or returning")}}}
	for _, c := range d.Calls {
		out.Rows = append(out.Rows, []string{c.Call, p.Date(c.At), c.MaskedName, c.MaskedPhone, p.Name(c.Agent),
			p.Name(c.Owner), c.Clause, p.Word("age", c.Customers)})
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

// callOf reads a call; agents take their own.
func callOf(p *page, f form) contract.NewPhoneCall {
	out := contract.NewPhoneCall{Phone: f.Get("phone"), Name: f.optional("name"), Content: f.optional("content"),
		Agent: f.optional("agent")}
	if p.Is("agent") {
		out.Agent = nil
	}
	return out
}
