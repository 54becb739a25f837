// Package settlement shows what the nights settled: runs, and statements per party and month with the
// clause of every line.
package settlement

import (
	"context"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/functions/settle"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/settlement"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// Handler serves the settlement operations of the contract.
type Handler struct{ floor *floor.Floor }

// Register adds the operations to a router.
func Register(r *api.Router, f *floor.Floor) {
	h := &Handler{floor: f}
	api.Handle(r, "listRuns", h.listRuns)
	api.Handle(r, "getRun", h.getRun)
	api.Handle(r, "getStatement", h.getStatement)
	api.Handle(r, "listStatements", h.listStatements)
}

func (h *Handler) listRuns(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Records,
		Partition: store.RunsPartition(call.Site), Descending: true},
		func(s settlement.Summary) (contract.RunSummary, bool) {
			return contract.RunSummary{Day: string(s.Day), Settled: len(s.Settled), Deductions: len(s.Deductions),
				Lines:    s.Lines,
				TotalFen: int64(s.Total), Digest: s.Digest}, true
		})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.RunList{Items: shown, NextCursor: cursor})
}

// getRun gives the last summary of a business day.
func (h *Handler) getRun(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	day, err := api.ParseDay(call.Path("day"), "day")
	if err != nil {
		return api.Answer{}, err
	}
	page, err := h.floor.Store().Query(ctx, store.Query{Table: store.Records, Partition: store.RunsPartition(call.Site),
		From: string(day) + "#", To: string(day) + "$", Limit: 1, Descending: true})
	if err != nil {
		return api.Answer{}, err
	}
	if len(page.Items) == 0 {
		return api.Answer{}, domain.Invalid("settlement.run_unknown", "/day")
	}
	s, err := floor.Decode(page.Items[0], settlement.Summary{})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.Run{Day: string(s.Day), Settled: view.Texts[contract.DealID](s.Settled),
		Reversed: view.Texts[contract.DealID](s.Reversed), Deductions: view.Texts[contract.ReportID](s.Deductions),
		Lines: s.Lines, TotalFen: int64(s.Total), Digest: s.Digest})
}

func (h *Handler) statement(look floor.Look, party attribution.Party, month domain.Month,
	lines []settlement.Line) (settlement.Statement, error) {
	agent, _ := look.Site.Agent(domain.AgentID(party))
	return settlement.StatementOf(party, month, lines, agent.MonthlyBase, look.Policy.Rules.Settlement)
}

func (h *Handler) getStatement(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	month, err := api.ParseMonth(call.Path("month"), "month")
	if err != nil {
		return api.Answer{}, err
	}
	party := call.Path("party")
	if call.Principal.Role == domain.RoleAgent && party != string(call.Principal.Agent) {
		return api.Answer{}, domain.Invalid("agent.not_yourself", "/party")
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	if _, ok := look.Site.Agent(domain.AgentID(party)); !ok && !strings.HasPrefix(party, "@") {
		return api.Answer{}, domain.Invalid("agent.unknown", "/party")
	}
	lines, err := settle.PartyLines(ctx, h.floor.Store(), call.Site, month, party)
	if err != nil {
		return api.Answer{}, err
	}
	s, err := h.statement(look, attribution.Party(party), month, lines)
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.Statement{Party: party, Month: string(month), Lines: []contract.StatementLine{},
		CreditedFen: int64(s.Credited),
		DeductedFen: int64(s.Deducted), NetFen: int64(s.Net), Flags: flags(s)}
	for _, line := range s.Lines {
		out.Lines = append(out.Lines, view.Line(line))
	}
	return api.OK(out)
}

func flags(s settlement.Statement) []string { return append([]string{}, s.Flags...) }

func (h *Handler) listStatements(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	month, err := api.ParseMonth(call.Path("month"), "month")
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	lines, err := settle.MonthLines(ctx, h.floor.Store(), call.Site, month)
	if err != nil {
		return api.Answer{}, err
	}
	var parties []attribution.Party
	for _, line := range lines {
		if !slices.Contains(parties, line.Party) {
			parties = append(parties, line.Party)
		}
	}
	part, next, err := api.Slice(call.Query, parties)
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.StatementList{Items: []contract.StatementSummary{}, NextCursor: next}
	for _, party := range part {
		s, err := h.statement(look, party, month, lines)
		if err != nil {
			return api.Answer{}, err
		}
		list.Items = append(list.Items, contract.StatementSummary{Party: string(party), Month: string(month),
			Lines:       len(s.Lines),
			CreditedFen: int64(s.Credited), DeductedFen: int64(s.Deducted), NetFen: int64(s.Net), Flags: flags(s)})
	}
	return api.OK(list)
}
