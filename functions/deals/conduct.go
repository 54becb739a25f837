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
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call),
		func(w *floor.Work) (contract.ConductReport, error) {
			report, err := filed(w, call.Principal, call.Body)
			if err != nil {
				return contract.ConductReport{}, err
			}
			if call.Body.Verified != nil {
				found := conduct.Verification{Gravity: policy.Gravity(*call.Body.Verified), Points: call.Body.Points}
				report, err = decide(w, call.Principal, report, found)
			} else {
				err = w.Record(journal.Entry{Visit: w.NextVisit(), Deal: report.Deal, Note: report.Breach})
			}
			if err != nil {
				return contract.ConductReport{}, err
			}
			return view.Report(report), floor.SaveReport(w, report)
		}))
}

// filed checks what is reported.
func filed(w *floor.Work, by api.Principal, body contract.NewConductReport) (conduct.Report, error) {
	report := conduct.Report{ID: floor.NextReport(w), Breach: body.Breach, Subject: view.Text(body.Subject),
		Statement: view.Text(&body.Statement), ReportedBy: by.Subject, Reporter: by.Agent,
		ReportedAt: w.At, Status: conduct.Reported}
	if body.Points != nil && body.Verified == nil {
		return report, domain.Invalid("conduct.points_without_finding", "/points")
	}
	if body.Deal != nil {
		report.Deal = domain.DealID(*body.Deal)
		if _, err := loadDeal(w, report.Deal); err != nil {
			return report, domain.InField(err, "/deal")
		}
	}
	if body.Agent != nil {
		agent, err := knownAgent(w, *body.Agent, "/agent")
		if err != nil {
			return report, err
		}
		report.Agent = agent
	}
	breach, err := conduct.Find(w.Policy.Rules.Conduct, report.Breach)
	report.Clause = breach.Clause
	if err != nil {
		return report, err
	}
	return report, conduct.Check(w.Policy.Rules.Conduct, report)
}

// decide applies a person's finding with all that follows: fine, points, warning, count, confiscated
// commission and proposal of dismissal. It records the finding in the journal; the caller keeps the report.
func decide(w *floor.Work, by api.Principal, report conduct.Report, found conduct.Verification) (conduct.Report,
	error) {
	breach, err := conduct.Find(w.Policy.Rules.Conduct, report.Breach)
	if err != nil {
		return report, err
	}
	if err := w.Authorise(w.Policy.Rules.Authority.Verifies, breach.Clause); err != nil {
		return report, err
	}
	found.By, found.Role, found.Concerned = by.Subject, by.Role, by.Agent
	if report.Deal == "" {
		return floor.ConcludeReport(w, report, found)
	}
	d, err := loadDeal(w, report.Deal)
	if err != nil {
		return report, err
	}
	found.Credit = stake(d)
	decided, err := floor.ConcludeReport(w, report, found)
	if err != nil || decided.Consequences.Confiscated == nil {
		return decided, err
	}
	return decided, confiscate(w, d, decided)
}

func (h *Handler) verifyConduct(ctx context.Context, call api.Call[contract.ConductFinding]) (api.Answer, error) {
	id := call.Path("report")
	cmd := view.Command(call, store.ReportKey(call.Site, id))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.ConductReport, error) {
		report, err := floor.LoadReport(w, conduct.ReportID(id))
		if err != nil {
			return contract.ConductReport{}, err
		}
		finding := conduct.Verification{Gravity: policy.Gravity(call.Body.Gravity), Points: call.Body.Points}
		if base := call.Body.MonthlyBaseFen; base != nil {
			finding.MonthlyBase = money.Fen(*base)
		}
		decided, err := decide(w, call.Principal, report, finding)
		if err != nil {
			return contract.ConductReport{}, err
		}
		return view.Report(decided), floor.SaveReport(w, decided)
	}))
}

func (h *Handler) listConduct(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.ReportsPartition(call.Site), Descending: true},
		func(one conduct.Report) (contract.ConductReport, bool) {
			return view.Report(one), mayRead(call.Principal, one)
		})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.ConductReportList{Items: shown, NextCursor: cursor})
}

// mayRead lets an agent read only what concerns them.
func mayRead(p api.Principal, report conduct.Report) bool {
	return p.Role != domain.RoleAgent || report.Agent != "" && report.Agent == p.Agent || report.ReportedBy == p.Subject
}

func (h *Handler) getConduct(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	unknown := domain.Invalid("conduct.unknown", "/report")
	report, _, err := floor.Read[conduct.Report](ctx, h.floor.Store(), store.ReportKey(call.Site, call.Path("report")),
		unknown)
	if err == nil && !mayRead(call.Principal, report) {
		err = unknown
	}
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(view.Report(report))
}
