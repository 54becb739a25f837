package sites

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// addAgent adds an agent to the roster and, if employed, at the tail of the order table.
func (h *Handler) addAgent(ctx context.Context, call api.Call[contract.NewAgent]) (api.Answer, error) {
	body := call.Body
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.Agent, error) {
		agent := site.Agent{ID: domain.AgentID(body.ID), Employment: site.Employed, AddedAt: w.At}
		if !domain.ValidID(body.ID) {
			return contract.Agent{}, domain.Invalid("agent.id_malformed", "/id")
		}
		if _, taken := w.Site.Agent(agent.ID); taken {
			return contract.Agent{}, domain.Invalid("agent.exists", "/id")
		}
		if len(w.Site.Agents) >= site.MaxAgents {
			return contract.Agent{}, domain.Invalid("agent.too_many", "/id")
		}
		next := w.Site.Clone()
		if err := update(next, &agent, &body.Name, body.Group, &body.MonthlyBaseFen, body.Employment,
			w.At); err != nil {
			return contract.Agent{}, err
		}
		next.Agents = append(next.Agents, agent)
		w.ChangeSite(next)
		places := placesOf(w.State)
		if agent.Employment == site.Employed {
			places = append(places, rotation.TablePlace{Agent: agent.ID, Group: agent.Group})
		}
		if err := setTable(w, places, w.State.Groups); err != nil {
			return contract.Agent{}, err
		}
		return agentView(agent, call.Principal), nil
	}))
}

// update checks and sets what is given.
func update(s *site.Site, agent *site.Agent, name *string, group *contract.GroupID, base *int64,
	employment *contract.Employment, at time.Time) error {
	if name != nil {
		agent.Name = strings.TrimSpace(*name)
	}
	if group != nil {
		if agent.Group = domain.GroupID(*group); agent.Group != "" && !s.HasGroup(agent.Group) {
			return domain.Invalid("rotation.group_unknown", "/group")
		}
	}
	if base != nil {
		agent.MonthlyBase = money.Fen(*base)
	}
	if employment != nil {
		agent.Employs(site.Employment(*employment), at)
	}
	return nil
}

// changeAgent changes an agent; who is suspended or has left goes off the order table, who comes
// back joins its tail.
func (h *Handler) changeAgent(ctx context.Context, call api.Call[contract.AgentChange]) (api.Answer, error) {
	id := domain.AgentID(call.Path("agent"))
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.Agent, error) {
		next := w.Site.Clone()
		i := slices.IndexFunc(next.Agents, func(a site.Agent) bool { return a.ID == id })
		if i < 0 {
			return contract.Agent{}, domain.Invalid("agent.unknown", "/agent")
		}
		if err := floor.NotTheirOwn(w, "standing.own_matter", "GR.8", id); err != nil {
			return contract.Agent{}, err
		}
		agent := &next.Agents[i]
		before := *agent
		if err := update(next, agent, call.Body.Name, call.Body.Group, call.Body.MonthlyBaseFen,
			call.Body.Employment, w.At); err != nil {
			return contract.Agent{}, err
		}
		w.ChangeSite(next)
		if before.Group == agent.Group && (before.Employment == site.Employed) == (agent.Employment == site.Employed) {
			return agentView(*agent, call.Principal), w.Record(journal.Entry{Note: "agent_changed"})
		}
		places := slices.DeleteFunc(placesOf(w.State), func(p rotation.TablePlace) bool { return p.Agent == id })
		if agent.Employment == site.Employed {
			places = append(places, rotation.TablePlace{Agent: id, Group: agent.Group})
		}
		return agentView(*agent, call.Principal), setTable(w, places, w.State.Groups)
	}))
}

// agentView gives an agent; the salary is for those who settle, and for the agent.
func agentView(agent site.Agent, reader api.Principal) contract.Agent {
	out := contract.Agent{ID: string(agent.ID), Name: agent.Name, Group: string(agent.Group),
		Employment: contract.Employment(agent.Employment), AddedAt: agent.AddedAt.UTC()}
	switch reader.Role {
	case domain.RoleSiteManager, domain.RoleSupervisor, domain.RoleRegionalSales, domain.RoleFinance,
		domain.RoleMarketingCentre, domain.RoleAuditor:
		out.MonthlyBaseFen = int64(agent.MonthlyBase)
	case domain.RoleAgent:
		if reader.Agent == agent.ID {
			out.MonthlyBaseFen = int64(agent.MonthlyBase)
		}
	}
	return out
}

func (h *Handler) listAgents(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	part, next, err := api.Slice(call.Query, look.Site.Agents)
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.AgentList{Items: []contract.Agent{}, NextCursor: next}
	for _, agent := range part {
		list.Items = append(list.Items, agentView(agent, call.Principal))
	}
	return api.OK(list)
}
