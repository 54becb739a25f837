package deals

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// reportConduct records a breach. Whoever may verify may give the finding with the report; otherwise
// it has no effect until it is verified (SS.4.2.2.b).
func (h *Handler) reportConduct(ctx context.Context, call api.Call[contract.NewConductReport]) (api.Answer, error) {
	hint := store.TallyKey(call.Site, domain.AgentID(call.Body.Agent))
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call, hint), func(w *floor.Work) (contract.ConductReport, error) {
		agent, err := knownAgent(w, call.Body.Agent, "/agent")
		if err != nil {
			return contract.ConductReport{}, err
		}
		breach, err := conduct.Find(w.Policy.Rules.Conduct, call.Body.Breach)
		if err != nil {
			return contract.ConductReport{}, err
		}
		report := conduct.Report{ID: conduct.ReportID("c" + string(w.NextVisit())), Agent: agent, Breach: breach.Kind,
			Clause: breach.Clause, Statement: view.Text(&call.Body.Statement), ReportedBy: call.Principal.Subject,
			ReportedAt: w.At, Status: conduct.Reported}
		entry := journal.Entry{Visit: w.NextVisit(), Note: breach.Kind}
		if call.Body.Verified != nil {
			found := conduct.Verification{Gravity: policy.Gravity(*call.Body.Verified)}
			if report, err = decide(w, call.Principal, report, found); err != nil {
				return contract.ConductReport{}, err
			}
		}
		if err := w.Record(entry); err != nil {
			return contract.ConductReport{}, err
		}
		return view.Report(report), keepReport(w, report, 0)
	}))
}

// decide applies a finding: fine, count, proposal of dismissal.
func decide(w *floor.Work, by api.Principal, report conduct.Report, found conduct.Verification) (conduct.Report, error) {
	breach, err := conduct.Find(w.Policy.Rules.Conduct, report.Breach)
	if err != nil {
		return report, err
	}
	if err := w.Authorise(w.Policy.Rules.Authority.Verifies, breach.Clause); err != nil {
		return report, err
	}
	found.By, found.Role, found.At, found.Day = by.Subject, by.Role, w.At, w.Day
	if found.MonthlyBase == 0 {
		agent, _ := w.Site.Agent(report.Agent)
		found.MonthlyBase = agent.MonthlyBase
	}
	tally, version, err := w.Tally(report.Agent)
	if err != nil {
		return report, err
	}
	decided, after, err := conduct.Verify(w.Policy.Rules, w.Policy.Number, report, found, tally)
	if err != nil {
		return report, err
	}
	if decided.Status == conduct.Verified {
		if err := w.KeepTally(report.Agent, after, version); err != nil {
			return report, err
		}
	}
	schedule(w, decided)
	return decided, nil
}

// schedule points the night to the fine: its fixed part at once, its share of the month's commission on
// the last day of the month.
func schedule(w *floor.Work, report conduct.Report) {
	if report.Consequences == nil || report.Consequences.Fine == nil {
		return
	}
	fine := report.Consequences.Fine
	if fine.Fen > 0 {
		w.PutDue(w.At, floor.DueFine+string(report.ID))
	}
	if fine.CommissionBasisPoints > 0 {
		last := domain.Day(string(fine.Month) + "-01")
		for !last.LastOfMonth() {
			last = last.AddDays(1)
		}
		w.PutDue(last.Start(w.Site.Zone()), floor.DueShare+string(report.ID))
	}
}

func keepReport(w *floor.Work, report conduct.Report, version int64) error {
	body, err := floor.Pack(report)
	w.Also(floor.Versioned(store.Item{Key: store.ReportKey(w.Site.ID, string(report.ID)), Version: 1, Body: body}, version))
	return err
}

func (h *Handler) verifyConduct(ctx context.Context, call api.Call[contract.ConductFinding]) (api.Answer, error) {
	id := call.Path("report")
	cmd := view.Command(call, store.ReportKey(call.Site, id))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.ConductReport, error) {
		item, found, err := w.Item(store.ReportKey(w.Site.ID, id))
		if err != nil {
			return contract.ConductReport{}, err
		}
		if !found {
			return contract.ConductReport{}, domain.Invalid("conduct.unknown", "/report")
		}
		var report conduct.Report
		if err := floor.Unpack(item.Body, &report); err != nil {
			return contract.ConductReport{}, err
		}
		finding := conduct.Verification{Gravity: policy.Gravity(call.Body.Gravity)}
		if base := call.Body.MonthlyBaseFen; base != nil {
			if *base < 0 {
				return contract.ConductReport{}, domain.Invalid("agent.monthly_base", "/monthly_base_fen")
			}
			finding.MonthlyBase = money.Fen(*base)
		}
		decided, err := decide(w, call.Principal, report, finding)
		if err != nil {
			return contract.ConductReport{}, err
		}
		if err := w.Record(journal.Entry{Visit: w.NextVisit(), Note: string(decided.Status) + ":" + decided.Breach}); err != nil {
			return contract.ConductReport{}, err
		}
		return view.Report(decided), keepReport(w, decided, item.Version)
	}))
}

func (h *Handler) listConduct(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	page, err := view.Page(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.ReportsPartition(call.Site), Descending: true})
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.ConductReportList{Items: []contract.ConductReport{}, NextCursor: page.Cursor}
	for _, item := range page.Items {
		var report conduct.Report
		if err := floor.Unpack(item.Body, &report); err != nil {
			return api.Answer{}, err
		}
		if mayRead(call.Principal, report) {
			list.Items = append(list.Items, view.Report(report))
		}
	}
	return api.OK(list)
}

// mayRead lets an agent read only what concerns them.
func mayRead(p api.Principal, report conduct.Report) bool {
	return p.Role != domain.RoleAgent || report.Agent == p.Agent || report.ReportedBy == p.Subject
}

func (h *Handler) getConduct(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	key := store.ReportKey(call.Site, call.Path("report"))
	items, err := h.floor.Store().Get(ctx, key)
	if err != nil {
		return api.Answer{}, err
	}
	var report conduct.Report
	item, ok := items[key]
	if ok {
		err = floor.Unpack(item.Body, &report)
	}
	if err != nil {
		return api.Answer{}, err
	}
	if !ok || !mayRead(call.Principal, report) {
		return api.Answer{}, domain.Invalid("conduct.unknown", "/report")
	}
	return api.OK(view.Report(report))
}
