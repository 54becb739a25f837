package deals

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// appealDispute takes a ruling to the next level, once. The deal waits again; what was settled stays until
// the ruling on the appeal corrects it.
func (h *Handler) appealDispute(ctx context.Context, call api.Call[contract.NewAppeal]) (api.Answer, error) {
	id := call.Path("dispute")
	cmd := view.Command(call, store.DisputeKey(call.Site, id))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Dispute, error) {
		dispute, err := loadDispute(w, id)
		if err != nil {
			return contract.Dispute{}, err
		}
		if err := floor.Under(w, dispute.Version); err != nil {
			return contract.Dispute{}, err
		}
		appeal := deal.Appeal{By: call.Principal.Agent, At: w.At, Text: view.Text(&call.Body.Statement),
			To: w.Policy.Rules.Disputes.AppealTo}
		if err := dispute.Raise(appeal); err != nil {
			return contract.Dispute{}, err
		}
		d, err := take(w, dispute.Deal)
		if err != nil {
			return contract.Dispute{}, err
		}
		if d.OpenDispute() != "" {
			return contract.Dispute{}, domain.Refuse("appeal.dispute_open", dispute.Rule)
		}
		d.Reopen(dispute.ID)
		d.Place()
		if d.file != nil {
			d.file.Disputed = true
			floor.SaveCustomer(w, d.file)
		}
		if err := w.Record(journal.Entry{Deal: d.ID, Customer: d.Customer, Refers: d.Decision,
			Note: "appeal:" + id}); err != nil {
			return contract.Dispute{}, err
		}
		if err := d.keep(w); err != nil {
			return contract.Dispute{}, err
		}
		return view.Dispute(dispute, call.Principal), keepDispute(w, dispute)
	}))
}
