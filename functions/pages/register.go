package pages

import (
	"net/url"
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// registerDays is the longest period that one page or export shows.
const registerDays = 31

// registerData is a part of the register of visits (LS.2.5).
type registerData struct {
	From, To string // business days
	Agent    string // only whom this agent received or owns; empty: everybody
	Outcome  string // only visits of this outcome; empty: all
	Visits   []contract.Visit
}

// register shows the register of visits: searchable, printable, exported with phones and names masked.
func (h *Handler) register(p *page) error {
	data, err := p.readRegister()
	if err != nil {
		return err
	}
	return p.send(registerPage(p, data))
}

func (p *page) readRegister() (registerData, error) {
	var data registerData
	if _, err := p.readFloor(p.r.PathValue("site")); err != nil {
		return data, err
	}
	query := p.r.URL.Query()
	today := string(domain.DayOf(p.Now, p.zone()))
	data = registerData{From: query.Get("from"), To: query.Get("to"), Agent: query.Get("agent"),
		Outcome: query.Get("outcome")}
	if data.To == "" {
		data.To = today
	}
	if data.From == "" {
		data.From = data.To
	}
	days, err := daysBetween(data.From, min(data.To, today))
	if err != nil {
		return data, err
	}
	for _, day := range days {
		if data.Visits, err = p.appendVisits(data.Visits, day, data.wanted); err != nil {
			return data, err
		}
	}
	return data, nil
}

func (d registerData) wanted(v contract.Visit) bool {
	return (d.Agent == "" || v.Receives == d.Agent || v.Owner == d.Agent) &&
		(d.Outcome == "" || string(v.Outcome) == d.Outcome)
}

// daysBetween lists the days of a period, both ends included. Errors: day.malformed, register.period.
func daysBetween(from, to string) ([]domain.Day, error) {
	first, err := api.ParseDay(from, "from")
	if err != nil {
		return nil, err
	}
	last, err := api.ParseDay(to, "to")
	if err != nil {
		return nil, err
	}
	if first > last || first.AddDays(registerDays) <= last {
		return nil, domain.Invalid("register.period", "from")
	}
	var days []domain.Day
	for day := first; day <= last; day = day.AddDays(1) {
		days = append(days, day)
	}
	return days, nil
}

// appendVisits adds the wanted visits of a day.
func (p *page) appendVisits(all []contract.Visit, day domain.Day, wanted func(contract.Visit) bool) ([]contract.Visit,
	error) {
	err := walk(p, "listVisits", names{"site": p.Site.ID, "day": string(day)}, func(visit contract.Visit) {
		if wanted(visit) {
			all = append(all, visit)
		}
	})
	return all, err
}

// query is what the exports are asked for.
func (d registerData) query() string {
	return url.Values{"from": {d.From}, "to": {d.To}, "agent": {d.Agent}, "outcome": {d.Outcome}}.Encode()
}

// days says which days are shown.
func (d registerData) days() string {
	if d.From == d.To {
		return d.From
	}
	return d.From + " – " + d.To
}

// outcomes are the outcomes that a visit may have.
func (l *lang) outcomes() []option { return l.choicesOf("Outcome") }

// everyAgent gives the agents on the order table as choices.
func (p *page) everyAgent() []option {
	var out []option
	for _, agent := range p.Agents() {
		out = append(out, option{agent, p.Name(agent)})
	}
	return out
}

// Agents lists the ids of the agents on the order table, by id.
func (p *page) Agents() []string {
	var out []string
	for agent := range p.agents {
		out = append(out, agent)
	}
	slices.Sort(out)
	return out
}
