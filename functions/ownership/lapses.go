package ownership

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/lapse"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// listLapseWarnings lists the customers whose protection ends soon (PC.2), by agent and day; an agent sees their own. A
// customer who has bought, or is another's by now, is left out, so that a page may hold fewer than it could.
func (h *Handler) listLapseWarnings(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	agent := domain.AgentID(call.Query.Text("agent"))
	if call.Principal.Role == domain.RoleAgent {
		if agent != "" && agent != call.Principal.Agent {
			return api.Answer{}, domain.Invalid("agent.not_yourself", "agent")
		}
		agent = call.Principal.Agent
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	query := store.Query{Table: store.Operations, Partition: store.LapseWarningsPartition(call.Site)}
	if agent != "" {
		if _, known := look.Site.Agent(agent); !known {
			return api.Answer{}, domain.Invalid("agent.unknown", "agent")
		}
		query.From, query.To = string(agent)+"#", string(agent)+"$" // "$" follows "#"
	}
	warnings, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, query,
		func(one lapse.Warning) (lapse.Warning, bool) { return one, true })
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.LapseWarningList{Items: []contract.LapseWarning{}, NextCursor: cursor}
	refs := make([]domain.CustomerRef, len(warnings))
	for i, warning := range warnings {
		refs[i] = warning.Customer
	}
	files, err := floor.Persons(ctx, h.floor, call.Site, refs)
	if err != nil {
		return api.Answer{}, err
	}
	for _, warning := range warnings {
		file := files[warning.Customer]
		if file == nil || !file.ErasedAt.IsZero() || !warning.Stands(&file.Customer) {
			continue
		}
		shown, err := h.lapseWarning(call, look, warning, file)
		if err != nil {
			return api.Answer{}, err
		}
		list.Items = append(list.Items, shown)
	}
	return api.OK(list)
}

func (h *Handler) lapseWarning(call api.Call[api.None], look floor.Look, warning lapse.Warning,
	file *floor.CustomerFile) (contract.LapseWarning, error) {
	last := warning.Given[len(warning.Given)-1]
	out := contract.LapseWarning{Customer: string(file.Ref), Agent: string(warning.Agent),
		Level: contract.LapseLevel(last.Level), Until: string(warning.Until),
		WarnedAt: last.At.UTC(), Entry: string(last.Entry), Clause: string(warning.Clause),
		Status: contract.LapseStatusOpen, FollowUps: len(file.FollowUps)}
	if at := warning.Answered(&file.Customer, look.At); !at.IsZero() {
		out.Status, out.AnsweredAt = contract.LapseStatusAnswered, view.Time(at)
	} else if look.Day > warning.Until {
		out.Status = contract.LapseStatusLapsed
	}
	who, err := floor.RevealOf(h.floor, call.Site, file)
	out.MaskedPhone, out.MaskedName = privacy.MaskPhone(who.Phone), privacy.MaskName(who.Name)
	return out, err
}
