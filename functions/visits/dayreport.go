package visits

import (
	"cmp"
	"context"
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// intention is what an interested visitor looks for (意向: unit, floor, layout, area), stored encrypted (RC.12).
type intention struct {
	Agent      domain.AgentID `json:"a"`
	Interested bool           `json:"i,omitempty"`
	Unit       string         `json:"u,omitempty"`
	Floor      string         `json:"f,omitempty"`
	Layout     string         `json:"l,omitempty"`
	AreaSqm    int            `json:"m2,omitempty"` // whole square metres
}

func (i intention) contract(visit domain.VisitID) contract.VisitIntention {
	return contract.VisitIntention{Visit: string(visit), Agent: string(i.Agent), Interested: i.Interested, Unit: i.Unit,
		Floor: i.Floor, Layout: i.Layout, AreaSqm: i.AreaSqm}
}

// recordIntention keeps what the visitor of a visit looks for; the later word replaces the earlier one.
func (h *Handler) recordIntention(ctx context.Context, call api.Call[contract.NewIntention]) (api.Answer, error) {
	body := call.Body
	said := intention{Interested: body.Interested, Unit: view.Text(body.Unit), Floor: view.Text(body.Floor),
		Layout: view.Text(body.Layout)}
	if body.AreaSqm != nil {
		said.AreaSqm = *body.AreaSqm
	}
	cmd, visit := visitCommand(call)
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.VisitIntention, error) {
		var none contract.VisitIntention
		_, file, err := floor.VisitCustomer(w, visit)
		if err != nil {
			return none, err
		}
		contact, ok := file.LastContact(visit)
		if !ok || contact.Agent == "" {
			return none, domain.Invalid("rotation.visit_not_open", "/visit")
		}
		said.Agent = receiverOr(w, visit, contact.Agent)
		if call.Principal.Role == domain.RoleAgent && said.Agent != call.Principal.Agent {
			return none, (&domain.Error{Code: "visit.not_yours"}).With("agent", string(said.Agent))
		}
		record := journal.Entry{Customer: file.Ref, Refers: visit}
		if record.Sealed, err = floor.SealEntry(w, file, said); err != nil {
			return none, err
		}
		floor.SaveCustomer(w, file)
		return said.contract(visit), w.Record(record)
	}))
}

// dayTotals gathers one agent's day.
type dayTotals struct {
	newcomers  int
	intentions map[domain.VisitID]contract.VisitIntention
}

// getDayReport gives each agent's new customers of a business day and, of those interested, the intention
// (RC.12). It is read from the day's register, so that it says what was written and nothing else.
func (h *Handler) getDayReport(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	day, err := api.ParseDay(call.Path("day"), "/day")
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.DayReport{Day: string(day), Clause: string(look.Policy.Rules.Reception.DayReport),
		Items: []contract.DayReportAgent{}}
	agents := map[domain.AgentID]*dayTotals{}
	for cursor, more := "", true; more; more = cursor != "" {
		var page []floor.StoredEntry
		if page, cursor, err = floor.Entries(ctx, h.floor, call.Site, day, 200, cursor); err != nil {
			return api.Answer{}, err
		}
		if err := h.tally(ctx, look, page, agents); err != nil {
			return api.Answer{}, err
		}
	}
	for agent, totals := range agents {
		out.Items = append(out.Items, totals.contract(agent))
	}
	slices.SortFunc(out.Items, func(a, b contract.DayReportAgent) int { return cmp.Compare(a.Agent, b.Agent) })
	return api.OK(out)
}

func (d dayTotals) contract(agent domain.AgentID) contract.DayReportAgent {
	out := contract.DayReportAgent{Agent: string(agent), NewCustomers: d.newcomers,
		Intentions: []contract.VisitIntention{}}
	for _, said := range d.intentions {
		if said.Interested {
			out.Interested++
			out.Intentions = append(out.Intentions, said)
		}
	}
	slices.SortFunc(out.Intentions, func(a, b contract.VisitIntention) int { return cmp.Compare(a.Visit, b.Visit) })
	return out
}

// tally adds a page of the register to the agents' days.
func (h *Handler) tally(ctx context.Context, look floor.Look, page []floor.StoredEntry,
	agents map[domain.AgentID]*dayTotals) error {
	var refs []domain.CustomerRef
	for _, e := range page {
		if e.Operation == "registerArrival" || e.Operation == "recordIntention" {
			refs = append(refs, e.Customer)
		}
	}
	files, err := floor.CustomerFiles(ctx, h.floor, look.Site.ID, refs)
	if err != nil {
		return err
	}
	for _, e := range page {
		file := files[e.Customer]
		switch {
		case file == nil:
		case e.Operation == "registerArrival":
			err = countNewcomer(e.Entry, file, agents)
		case e.Operation == "recordIntention":
			err = h.addIntention(look, e, file, agents)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func of(agents map[domain.AgentID]*dayTotals, agent domain.AgentID) *dayTotals {
	if agents[agent] == nil {
		agents[agent] = &dayTotals{intentions: map[domain.VisitID]contract.VisitIntention{}}
	}
	return agents[agent]
}

// countNewcomer counts a visitor whom the register did not know, for whoever received them.
func countNewcomer(entry journal.Entry, file *floor.CustomerFile, agents map[domain.AgentID]*dayTotals) error {
	returning, err := isReturning(entry)
	if contact, ok := file.LastContact(entry.Visit); err == nil && !returning && ok && contact.Agent != "" {
		of(agents, contact.Agent).newcomers++
	}
	return err
}

func (h *Handler) addIntention(look floor.Look, e floor.StoredEntry, file *floor.CustomerFile,
	agents map[domain.AgentID]*dayTotals) error {
	var said intention
	found, err := floor.OpenSealed(h.floor, look.Site.ID, file, e, &said)
	if err != nil || !found {
		return err
	}
	for _, totals := range agents {
		delete(totals.intentions, e.Refers)
	}
	of(agents, said.Agent).intentions[e.Refers] = said.contract(e.Refers)
	return nil
}

// isReturning reports that the register knew the visitor of an arrival from an earlier visit.
func isReturning(entry journal.Entry) (bool, error) {
	if entry.Answers == nil {
		return false, nil
	}
	door, err := floor.DoorOf(entry)
	return door.Visitor.Registered(), err
}
