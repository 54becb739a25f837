package deals

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// decideDismissal puts a person's decision on a proposal of dismissal. Carried out, the agent leaves in
// the same transaction; an agent with a visitor cannot go.
func (h *Handler) decideDismissal(ctx context.Context, call api.Call[contract.DismissalDecision]) (api.Answer, error) {
	id := call.Path("report")
	cmd := view.Command(call, store.ReportKey(call.Site, id))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.ConductReport, error) {
		report, err := floor.LoadReport(w, conduct.ReportID(id))
		if err != nil {
			return contract.ConductReport{}, err
		}
		p := call.Principal
		report, err = conduct.Decide(report,
			conduct.Dismissal{Answer: conduct.Answer(call.Body.Decision), By: p.Subject,
				Role: p.Role, At: w.At, Reason: view.Text(&call.Body.Reason), Decision: w.NextVisit()}, p.Agent)
		if err != nil {
			return contract.ConductReport{}, err
		}
		entry := journal.Entry{Visit: report.Dismissal.Decision, Refers: report.Decision,
			Note: "dismissal:" + string(report.Dismissal.Answer)}
		if report.Dismissal.Answer == conduct.CarriedOut {
			err = floor.DismissAgent(w, report.Agent, entry)
		} else {
			err = w.Record(entry)
		}
		if err != nil {
			return contract.ConductReport{}, err
		}
		w.Also(floor.CloseMatter(w.Site.ID, report.Agent, floor.OpenDismissal, report.ID))
		return view.Report(report), floor.SaveReport(w, report)
	}))
}
