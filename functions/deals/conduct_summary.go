package deals

import (
	"context"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// getConductSummary gives what is counted for an agent in the period that holds the month asked for, by
// the policy in force today, and what is open of whatever period.
func (h *Handler) getConductSummary(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	agent := domain.AgentID(call.Path("agent"))
	if call.Principal.Role == domain.RoleAgent && call.Principal.Agent != agent {
		return api.Answer{}, domain.Invalid("agent.not_yourself", "/agent")
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	if _, known := look.Site.Agent(agent); !known {
		return api.Answer{}, domain.Invalid("agent.unknown", "/agent")
	}
	day := look.Day
	if call.Query.Has("period") {
		month, err := api.ParseMonth(call.Query.Text("period"), "period")
		if err != nil {
			return api.Answer{}, err
		}
		day = domain.Day(string(month) + "-01")
	}
	period := conduct.PeriodOf(look.Policy.Rules.Conduct.PeriodMonths, day)
	if err := look.Load(ctx, store.TallyKey(call.Site, string(agent), string(period))); err != nil {
		return api.Answer{}, err
	}
	tally, err := floor.LoadTally(look.Work, string(agent), period)
	if err != nil {
		return api.Answer{}, err
	}
	out := view.ConductSummary(agent, period, tally)
	if err := h.openMatters(ctx, call.Site, agent, &out); err != nil {
		return api.Answer{}, err
	}
	return api.OK(out)
}

// openMatters reads what is open of an agent: a fine in two parts is one.
func (h *Handler) openMatters(ctx context.Context, site domain.SiteID, agent domain.AgentID,
	out *contract.ConductSummary) error {
	query := store.Query{Table: store.Operations, Partition: store.OpenMattersPartition(site),
		From: string(agent) + "#", To: string(agent) + "$", Limit: 200}
	for item, err := range store.All(ctx, h.floor.Store(), query) {
		if err != nil {
			return err
		}
		parts := strings.Split(item.Key.Sort, "#")
		matter, report := parts[1], parts[2]
		switch {
		case matter == floor.OpenDismissal:
			out.OpenProposals = append(out.OpenProposals, report)
		case !slices.Contains(out.FinesPending, report):
			out.FinesPending = append(out.FinesPending, report)
		}
	}
	slices.Sort(out.FinesPending)
	return nil
}
