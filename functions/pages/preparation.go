package pages

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/preparation"
)

// preparationsData is what is still to be made ready, by instant due.
type preparationsData struct {
	Overdue bool
	List    contract.PreparationList
}

// preparation shows what is made ready before a visit; a tap marks it as done (CF.5, GR.4, LC.4.2).
func (h *Handler) preparation(p *page) error {
	var of contract.Preparation
	if err := p.openRegister("getPreparation", question{"getPreparation", p.appointmentNames(), &of}); err != nil {
		return err
	}
	return p.send(preparationPage(p, of))
}

// preparations lists what is still to be made ready, the earliest first (CF.5).
func (h *Handler) preparations(p *page) error {
	query := p.r.URL.Query()
	data := preparationsData{Overdue: query.Get("overdue") == "true"}
	with := names{"site": p.r.PathValue("site"), "cursor": query.Get("cursor"), "limit": "20"}
	if data.Overdue {
		with["overdue"] = "true"
	}
	if err := p.openRegister("listPreparations", question{"listPreparations", with, &data.List}); err != nil {
		return err
	}
	return p.send(preparationsPage(p, data))
}

// spareRows is how many empty rows the form has for further items.
const spareRows = 2

// readyForm is the form of a checklist: its items, else what is usual. The text alone makes an item.
func (p *page) readyForm(of contract.Preparation) *opForm {
	f := p.form("setPreparation", "appointment", of.Appointment)
	f.fixed = []string{"items.item", "items.kind", "items.department", "items.due", "items.note"}
	rows := 0
	add := func(item, text, owner, note string, kind contract.PreparationKind, due time.Time) {
		row := "items." + strconv.Itoa(rows) + "."
		f.with(row+"item", item).with(row+"kind", string(kind)).with(row+"text", text).with(row+"department", owner)
		f.with(row+"due", p.format(due, localTime)).with(row+"note", note)
		rows++
	}
	for _, i := range of.Items {
		add(strconv.Itoa(i.Item), i.Text, p.owner(i.Agent, i.Department), i.Note, i.Kind, i.Due)
	}
	if rows == 0 {
		for _, s := range of.Suggested {
			add("", p.either(s.TextZh, s.TextEn), p.owner(s.Agent, s.Department), "", s.Kind, s.Due)
		}
	}
	for range min(spareRows, preparation.MaxItems-rows) {
		add("", "", "", "", contract.PreparationKindMaterials, time.Time{})
	}
	return f
}

// owner names who makes something ready.
func (p *page) owner(agent, department string) string {
	if agent != "" {
		return p.Name(agent)
	}
	return department
}

// readyOwners takes an owner who is an agent's whole name for the agent; any other is a department.
func readyOwners(p *page, _ form, body map[string]any) {
	if _, err := p.readBoard(); err != nil {
		return // the operation is refused in the same way
	}
	items, _ := body["items"].([]any)
	for _, item := range items {
		if row, ok := item.(map[string]any); ok {
			named, _ := row["department"].(string)
			if agent := p.agentNamed(named); agent != "" {
				row["agent"] = agent
				delete(row, "department")
			}
		}
	}
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

// owners lists who may be named as one who makes something ready: agents, and departments that usually do.
func (p *page) owners() []string {
	var agents []string
	for _, name := range p.agents {
		agents = append(agents, name)
	}
	slices.Sort(agents)
	return append([]string{preparation.SupportDepartment, "车队", "工程部", "行政部"}, slices.Compact(agents)...)
}

// toldWhom names whom a notice or a reminder went to.
func (l *lang) toldWhom(to string) string {
	if to == "supervisor" || to == "site_manager" {
		return l.word(contract.Role(to))
	}
	return l.Name(to)
}

func (l *lang) reminded(all []contract.PreparationReminder) string {
	var parts []string
	for _, r := range all {
		parts = append(parts, l.toldWhom(r.To)+" "+l.Clock(r.At))
	}
	return strings.Join(parts, l.T("comma"))
}

// readyLine says whose an item is, until when, and when it was done.
func (p *page) readyLine(i contract.PreparationItem) string {
	done := ""
	if i.DoneAt != nil {
		done = p.T("ready.done-at") + " " + p.Date(i.DoneAt)
	}
	return p.dots(p.owner(i.Agent, i.Department), p.Date(i.Due)+" "+p.T("at-latest"), i.Note, done)
}

// mayTick reports whether whoever is signed in may mark an item: agents what is their own.
func (p *page) mayTick(i contract.PreparationItem) bool {
	return p.May("markPrepared") && (!p.Is("agent") || i.Agent == p.Me())
}
