// Package sites creates and changes sales sites, their agents, order tables and policy versions.
package sites

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/clause"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// Handler serves the site operations of the contract.
type Handler struct{ floor *floor.Floor }

// Register adds the operations to a router.
func Register(r *api.Router, f *floor.Floor) {
	h := &Handler{floor: f}
	api.Handle(r, "openTakeover", h.openTakeover)
	api.Handle(r, "addTakeoverRows", h.addTakeoverRows)
	api.Handle(r, "signOffTakeover", h.signOffTakeover)
	api.Handle(r, "continueTakeover", h.continueTakeover)
	api.Handle(r, "withdrawTakeover", h.withdrawTakeover)
	api.Handle(r, "listTakeovers", h.listTakeovers)
	api.Handle(r, "getTakeover", h.getTakeover)
	api.Handle(r, "listTakeoverRows", h.listTakeoverRows)
	api.Handle(r, "listPolicies", h.listPolicies)
	api.Handle(r, "listClauses", h.listClauses)
	api.Handle(r, "getPolicy", h.getPolicy)
	api.Handle(r, "createSite", h.createSite)
	api.Handle(r, "listSites", h.listSites)
	api.Handle(r, "getSite", h.getSite)
	api.Handle(r, "makeArchive", h.makeArchive)
	api.Handle(r, "listArchives", h.listArchives)
	api.Handle(r, "getArchive", h.getArchive)
	api.Handle(r, "getArchiveContent", h.getArchiveContent)
	api.Handle(r, "verifyArchive", h.verifyArchive)
	api.Handle(r, "changeSite", h.changeSite)
	api.Handle(r, "addAgent", h.addAgent)
	api.Handle(r, "listAgents", h.listAgents)
	api.Handle(r, "changeAgent", h.changeAgent)
	api.Handle(r, "setOrderTable", h.setOrderTable)
	api.Handle(r, "publishPolicyVersion", h.publishPolicyVersion)
	api.Handle(r, "listPolicyVersions", h.listPolicyVersions)
	api.Handle(r, "getPolicyVersion", h.getPolicyVersion)
	api.Handle(r, "validatePolicyDraft", h.validatePolicyDraft)
}

// newSite checks the request and makes the site with its first policy version.
func newSite(body contract.NewSite, by string, at time.Time) (*site.Site, error) {
	if !domain.ValidSite(body.ID) {
		return nil, domain.Invalid("site.id_malformed", "/id")
	}
	zone := "Asia/Shanghai"
	if body.TimeZone != nil {
		zone = *body.TimeZone
	}
	s := &site.Site{ID: domain.SiteID(body.ID), Revision: 1, CreatedAt: at, ChangedAt: at, ChangedBy: by}
	var groups []contract.GroupInput
	if body.Groups != nil {
		groups = *body.Groups
	}
	if err := describe(s, &body.Name, &zone, &body.Region, groups); err != nil {
		return nil, err
	}
	first := contract.NewPolicyVersion{Preset: &body.Preset, EffectiveFrom: string(s.Day(at)), Rules: body.Rules}
	if body.EffectiveFrom != nil {
		first.EffectiveFrom = *body.EffectiveFrom
	}
	version, err := newVersion(s, first, by, at)
	if err != nil {
		return nil, err
	}
	s.Versions = []policy.Version{version}
	return s, nil
}

// describe sets what a site says of itself; nil leaves a field as it is.
func describe(s *site.Site, name, zone, region *string, groups []contract.GroupInput) error {
	if name != nil {
		s.Name = strings.TrimSpace(*name)
	}
	if zone != nil {
		if _, ok := site.LoadZone(*zone); !ok {
			return domain.Invalid("site.time_zone", "/time_zone")
		}
		s.TimeZone = *zone
	}
	if region != nil {
		s.Region = strings.TrimSpace(*region)
	}
	if groups == nil {
		return nil
	}
	s.Groups = nil
	for i, g := range groups {
		field := fmt.Sprintf("/groups/%d", i)
		id := domain.GroupID(g.ID)
		if !domain.ValidID(g.ID) || s.HasGroup(id) {
			return domain.Invalid("site.group", field)
		}
		s.Groups = append(s.Groups, site.Group{ID: id, Name: strings.TrimSpace(g.Name)})
	}
	for _, agent := range s.Agents {
		if agent.Group != "" && !s.HasGroup(agent.Group) {
			return domain.Invalid("site.group_in_use", "/groups")
		}
	}
	return nil
}

func (h *Handler) createSite(ctx context.Context, call api.Call[contract.NewSite]) (api.Answer, error) {
	s, err := newSite(call.Body, call.Principal.Subject, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	table := rotation.Event{Kind: rotation.TableSet, Table: []rotation.TablePlace{}, Groups: groupOrder(s)}
	return view.Respond(floor.Found(ctx, h.floor, view.Command(call), s, table, siteView(s, rotation.State{})))
}

// groupOrder gives the site's groups in the order in which they were listed.
func groupOrder(s *site.Site) []domain.GroupID {
	order := make([]domain.GroupID, 0, len(s.Groups))
	for _, g := range s.Groups {
		order = append(order, g.ID)
	}
	return order
}

func siteView(s *site.Site, state rotation.State) contract.Site {
	out := contract.Site{ID: string(s.ID), Name: s.Name, TimeZone: s.TimeZone, Region: s.Region,
		Groups:     []contract.GroupInfo{},
		OrderTable: []contract.TablePlace{}, Versions: len(s.Versions), CreatedAt: s.CreatedAt.UTC(),
		ChangedAt: s.ChangedAt.UTC(), ChangedBy: s.ChangedBy}
	for _, g := range s.Groups {
		out.Groups = append(out.Groups, contract.GroupInfo{ID: string(g.ID), Name: g.Name})
	}
	for _, m := range state.Members {
		out.OrderTable = append(out.OrderTable, contract.TablePlace{Agent: string(m.Agent), Group: string(m.Group)})
	}
	return out
}

func (h *Handler) getSite(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	out := siteView(look.Site, look.State)
	out.Policy = inForce(look.Policy)
	return api.OK(out)
}

func inForce(v policy.Version) *contract.PolicyInForce {
	return &contract.PolicyInForce{Version: v.Number, Preset: contract.Preset(v.Preset),
		EffectiveFrom: string(v.EffectiveFrom)}
}

func (h *Handler) changeSite(ctx context.Context, call api.Call[contract.SiteChange]) (api.Answer, error) {
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.Site, error) {
		next := w.Site.Clone()
		var groups []contract.GroupInput
		if call.Body.Groups != nil {
			groups = append([]contract.GroupInput{}, *call.Body.Groups...)
		}
		if err := describe(next, call.Body.Name, call.Body.TimeZone, call.Body.Region, groups); err != nil {
			return contract.Site{}, err
		}
		if (next.Region != w.Site.Region || next.TimeZone != w.Site.TimeZone) &&
			call.Principal.Role != domain.RoleMarketingCentre {
			return contract.Site{}, domain.Refuse("site.group_matter", "GP.0.2")
		}
		w.ChangeSite(next)
		if groups != nil {
			if err := setTable(w, placesOf(w.State), groupOrder(next)); err != nil {
				return contract.Site{}, err
			}
		} else if err := w.Record(journal.Entry{Note: "site_changed"}); err != nil {
			return contract.Site{}, err
		}
		out := siteView(next, w.State)
		out.Policy = inForce(w.Policy)
		return out, nil
	}))
}

func placesOf(state rotation.State) []rotation.TablePlace {
	places := make([]rotation.TablePlace, 0, len(state.Members))
	for _, m := range state.Members {
		places = append(places, rotation.TablePlace{Agent: m.Agent, Group: m.Group})
	}
	return places
}

// setTable puts a whole order table in force. Under a policy without groups everybody is in one queue.
func setTable(w *floor.Work, places []rotation.TablePlace, groups []domain.GroupID) error {
	if !w.Policy.Rules.Rotation.Groups {
		groups = nil
		for i := range places {
			places[i].Group = ""
		}
	}
	_, err := w.Apply(rotation.Event{Kind: rotation.TableSet, Table: places, Groups: groups}, journal.Entry{})
	return err
}

// setOrderTable draws up the order table; who may is the policy's to say (SS.3.1, GP.0.2).
func (h *Handler) setOrderTable(ctx context.Context, call api.Call[contract.OrderTable]) (api.Answer, error) {
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (contract.Board, error) {
		authority := w.Policy.Rules.Authority
		if err := w.Authorise(authority.OrderTable, authority.OrderTableClause); err != nil {
			return contract.Board{}, err
		}
		places, err := tablePlaces(w, call.Body.Places)
		if err != nil {
			return contract.Board{}, err
		}
		for _, place := range places { // who stands in the order leaves it to somebody else
			if err := floor.NotTheirOwn(w, "standing.own_matter", authority.OrderTableClause, place.Agent); err != nil {
				return contract.Board{}, err
			}
		}
		groups := w.State.Groups
		if call.Body.Groups != nil {
			groups = nil
			for _, g := range *call.Body.Groups {
				if !w.Site.HasGroup(domain.GroupID(g)) {
					return contract.Board{}, domain.Invalid("rotation.group_unknown", "/groups")
				}
				groups = append(groups, domain.GroupID(g))
			}
		}
		if err := setTable(w, places, groups); err != nil {
			return contract.Board{}, err
		}
		return view.Board(view.Floor{Site: w.Site, Rules: w.Policy.Rules, State: w.State, Version: w.NextVersion(),
			Today: w.Day}), nil
	}))
}

func tablePlaces(w *floor.Work, given []contract.OrderTablePlace) ([]rotation.TablePlace, error) {
	var places []rotation.TablePlace
	for i, p := range given {
		agent, ok := w.Site.Agent(domain.AgentID(p.Agent))
		if !ok || agent.Employment != site.Employed {
			return nil, domain.Invalid("agent.unknown", fmt.Sprintf("/places/%d/agent", i))
		}
		place := rotation.TablePlace{Agent: agent.ID, Group: agent.Group}
		if p.Group != nil {
			place.Group = domain.GroupID(*p.Group)
		}
		if place.Group != "" && !w.Site.HasGroup(place.Group) {
			return nil, domain.Invalid("rotation.group_unknown", fmt.Sprintf("/places/%d/group", i))
		}
		places = append(places, place)
	}
	return places, nil
}

func (h *Handler) listSites(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	page, err := view.Page(ctx, h.floor.Store(), call.Query,
		store.Query{Table: store.Operations, Partition: store.DirectoryPartition})
	if err != nil {
		return api.Answer{}, err
	}
	keys := make([]store.Key, 0, len(page.Items))
	for _, item := range page.Items {
		keys = append(keys, store.SiteKey(domain.SiteID(item.Key.Sort)))
	}
	list := contract.SiteList{Items: []contract.SiteSummary{}, NextCursor: page.Cursor}
	sites, err := floor.ReadEach[site.Site](ctx, h.floor.Store(), keys, func(key store.Key, _ error) {
		list.Unreadable = append(list.Unreadable, page.Items[slices.Index(keys, key)].Key.Sort)
	})
	if err != nil {
		return api.Answer{}, err
	}
	for _, s := range sites {
		if call.Principal.Role == domain.RoleRegionalSales && s.Region != call.Principal.Region {
			continue
		}
		list.Items = append(list.Items, contract.SiteSummary{ID: string(s.ID), Name: s.Name, TimeZone: s.TimeZone,
			Region: s.Region})
	}
	return api.OK(list)
}

// listClauses gives what verdicts cite, each clause in a line.
func (h *Handler) listClauses(_ context.Context, call api.Call[api.None]) (api.Answer, error) {
	part, next, err := api.Slice(call.Query, clause.All())
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.ClauseList{Items: []contract.ClauseInfo{}, NextCursor: next}
	for _, c := range part {
		list.Items = append(list.Items, contract.ClauseInfo{Clause: string(c.ID), Area: c.Area, Person: c.Person,
			TitleZh: c.TitleZh, TitleEn: c.TitleEn})
	}
	return api.OK(list)
}
