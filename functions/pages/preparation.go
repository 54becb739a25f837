package pages

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/preparation"
)

// readyRow is one row of the form that changes a checklist. An empty one adds an item, one without a text drops it.
type readyRow struct {
	Item, Kind, Text, Owner, Due, Note string
	Wrong                              string // the field that was refused
}

// preparationData is the checklist of one appointment, and the form that changes it.
type preparationData struct {
	contract.Preparation
	Rows []readyRow
	Open bool // the appointment still is
}

// preparationsData is what is still to be made ready, by instant due.
type preparationsData struct {
	Overdue bool
	List    contract.PreparationList
}

// readyList is a checklist as the pages that show one share it.
type readyList struct {
	*page
	Of   contract.Preparation
	Open bool // marks may be set
}

// Ready gives a checklist to the part that shows it.
func (p *page) Ready(of contract.Preparation, open bool) readyList { return readyList{p, of, open} }

// dueLayout is how a browser writes a local time.
const dueLayout = "2006-01-02T15:04"

// preparation shows what is made ready before a visit; a tap marks it as done (CF.5, GR.4, LC.4.2).
func (h *Handler) preparation(p *page) error {
	if err := p.openRegister("getPreparation"); err != nil {
		return err
	}
	var data preparationData
	if err := p.ask("getPreparation", p.appointmentNames(), &data.Preparation); err != nil {
		return err
	}
	data.Open = isOpen(data.Status)
	if p.May("setPreparation") {
		data.Rows = p.readyRows(data.Preparation)
	}
	return p.render("preparation", data)
}

// preparations lists what is still to be made ready, the earliest first (CF.5).
func (h *Handler) preparations(p *page) error {
	if err := p.openRegister("listPreparations"); err != nil {
		return err
	}
	query := p.r.URL.Query()
	data := preparationsData{Overdue: query.Get("overdue") == "true"}
	with := names{"site": p.Site.ID, "cursor": query.Get("cursor"), "limit": "20"}
	if data.Overdue {
		with["overdue"] = "true"
	}
	if err := p.ask("listPreparations", with, &data.List); err != nil {
		return err
	}
	return p.render("preparations", data)
}

// spareRows is how many empty rows the form has for further items.
const spareRows = 2

// readyRows gives the rows of the form: as typed after a refusal, else the items, else what is usual.
func (p *page) readyRows(of contract.Preparation) []readyRow {
	var rows []readyRow
	switch {
	case p.Tried("setPreparation"):
		rows = p.typedRows()
	case len(of.Items) > 0:
		for _, i := range of.Items {
			rows = append(rows, readyRow{Item: strconv.Itoa(i.Item), Kind: string(i.Kind), Text: i.Text,
				Owner: p.owner(i.Agent, i.Department), Due: p.format(i.Due, dueLayout), Note: i.Note})
		}
	default:
		for _, s := range of.Suggested {
			rows = append(rows, readyRow{Kind: string(s.Kind), Text: p.T(s.TextZh, s.TextEn),
				Owner: p.owner(s.Agent, s.Department), Due: p.format(s.Due, dueLayout)})
		}
	}
	for range min(spareRows, preparation.MaxItems-len(rows)) {
		rows = append(rows, readyRow{})
	}
	return rows
}

// owner names who makes something ready.
func (p *page) owner(agent, department string) string {
	if agent != "" {
		return p.Name(agent)
	}
	return department
}

// typedRows gives back what was typed, with the field that was refused.
func (p *page) typedRows() []readyRow {
	var rows []readyRow
	refused := strings.Split(p.Attempt.Refused.Field, "/")
	for n, row := range rowsOf(form{p.Attempt.Values}) {
		if len(refused) == 4 && refused[2] == strconv.Itoa(n) {
			row.Wrong = refused[3]
		}
		rows = append(rows, row)
	}
	return rows
}

// rowsOf reads the rows that say something.
func rowsOf(f form) []readyRow {
	var rows []readyRow
	at := func(name string, n int) string {
		if values := f.Values[name]; n < len(values) {
			return strings.TrimSpace(values[n])
		}
		return ""
	}
	for n := range f.Values["row_text"] {
		row := readyRow{Item: at("row_item", n), Kind: at("row_kind", n), Text: at("row_text", n),
			Owner: at("row_owner", n), Due: at("row_due", n), Note: at("row_note", n)}
		if row.Text != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

// preparationOf reads a checklist. An owner who is an agent's whole name is the agent, any other a department; a due
// that is no time is sent as one long past, and refused.
func preparationOf(p *page, f form) contract.NewPreparation {
	out := contract.NewPreparation{Items: []contract.NewPreparationItem{}}
	if p.readSite(f.Get("site")) != nil {
		return out // the operation is refused in the same way
	}
	if _, err := p.readBoard(); err != nil {
		return out
	}
	for _, row := range rowsOf(f) {
		item := contract.NewPreparationItem{Kind: contract.PreparationKind(row.Kind), Text: row.Text}
		if n, err := strconv.Atoi(row.Item); err == nil {
			item.Item = &n
		}
		if agent := p.agentNamed(row.Owner); agent != "" {
			item.Agent = &agent
		} else if row.Owner != "" {
			item.Department = &row.Owner
		}
		if row.Note != "" {
			item.Note = &row.Note
		}
		if due, err := time.ParseInLocation(dueLayout, row.Due, p.zone()); err == nil {
			item.Due = due
		}
		out.Items = append(out.Items, item)
	}
	return out
}

// agentNamed finds the agent of the page's board with a name; empty for none, and for one whom two share.
func (p *page) agentNamed(name string) string {
	found := ""
	for agent, called := range p.agents {
		if called == name && found != "" {
			return ""
		}
		if called == name {
			found = agent
		}
	}
	return found
}

// Owners lists who may be named as one who makes something ready: agents, and departments that usually do.
func (p *page) Owners() []string {
	var agents []string
	for _, name := range p.agents {
		agents = append(agents, name)
	}
	slices.Sort(agents)
	return append([]string{preparation.SupportDepartment, "车队", "工程部", "行政部"}, slices.Compact(agents)...)
}

// Told names whom a reminder went to.
func (p *page) Told(to string) string {
	if to == "supervisor" || to == "site_manager" {
		return p.Role(to)
	}
	return p.Name(to)
}

// MayTick reports whether whoever is signed in may mark an item: agents what is their own.
func (p *page) MayTick(i contract.PreparationItem) bool {
	return p.May("markPrepared") && (!p.Is("agent") || i.Agent == p.Me())
}
