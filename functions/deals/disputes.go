package deals

import (
	"context"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// disputeDeal opens an objection about whose customer it is; it is settled inside, the visit goes on, and
// the credit waits for the ruling (SS.4.2.2.c, QC.4.c, PC.3.a, RC.14, SC.2, GP.0.2).
func (h *Handler) disputeDeal(ctx context.Context, call api.Call[contract.NewDispute]) (api.Answer, error) {
	return h.change(ctx, view.Command(call), domain.DealID(call.Path("deal")), func(w *floor.Work, d held) error {
		by, err := speaksFor(w, call.Principal, call.Body.By, "dispute.by_missing", "dispute.not_yours", "/by")
		if err != nil {
			return err
		}
		if err := d.under(w); err != nil {
			return err
		}
		if _, err := openDispute(w, d, objection{by: by, text: view.Text(&call.Body.Statement),
			clause: w.Policy.Rules.Disputes.Clause, principal: call.Principal}); err != nil {
			return err
		}
		return credit(w, d.Deal, d.file)
	})
}

// objection is what opens a dispute or joins one.
type objection struct {
	by        domain.AgentID
	text      string
	clause    domain.Clause
	principal api.Principal // who files it
}

// openDispute opens the deal's dispute, or joins the one that is open, and schedules its reminders. The
// caller credits the deal anew, which then waits. Errors: dispute.already_open, dispute.final,
// dispute.too_many, dispute.not_open.
func openDispute(w *floor.Work, d held, o objection) (deal.DisputeID, error) {
	switch {
	case slices.ContainsFunc(d.Disputes, func(x deal.Objection) bool { return x.By == o.by && x.Open }):
		return "", domain.Invalid("dispute.already_open", "/by")
	case slices.Contains(d.Heard, o.by):
		return "", domain.Refuse("dispute.final", w.Policy.Rules.Disputes.Clause)
	}
	dispute, err := disputeFor(w, d, o)
	if err != nil {
		return "", err
	}
	if err := dispute.State(o.by, o.text, nil, w.At); err != nil {
		return "", err
	}
	if o.principal.Role == domain.RoleAgent {
		dispute.Subjects = append(dispute.Subjects, o.principal.Subject)
	}
	d.Disputes = append(d.Disputes, deal.Objection{Dispute: dispute.ID, By: o.by, At: w.At, Open: true})
	if d.file != nil {
		d.file.Disputed = true
		floor.SaveCustomer(w, d.file)
	}
	return dispute.ID, keepDispute(w, dispute)
}

// disputeFor gives the dispute that an objection belongs to.
func disputeFor(w *floor.Work, d held, o objection) (*deal.Dispute, error) {
	if dispute, err := pending(w, d.Deal); err != nil || dispute != nil {
		return join(d, dispute, o, err)
	}
	rules := w.Policy.Rules.Disputes
	dispute := &deal.Dispute{ID: deal.DisputeOf(w.Day, w.NextSeq()), Deal: d.ID, Customer: d.Customer, Clause: o.clause,
		Rule:   rules.Clause,
		Status: deal.DisputeOpen, OpenedAt: w.At, Version: w.Policy.Number, Claimants: []domain.AgentID{o.by},
		Holders: holders(d, o.by),
		GoesTo:  rules.GoesTo}
	dispute.Deadlines(rules)
	remind(w, dispute, deal.ReminderStatement, dispute.StatementDue)
	remind(w, dispute, deal.ReminderRuling, dispute.RulingDue)
	return dispute, nil
}

// join makes another agent a claimant of an open dispute; a ruling proposed without them lapses.
func join(d held, dispute *deal.Dispute, o objection, err error) (*deal.Dispute, error) {
	switch {
	case err != nil:
		return nil, err
	case dispute.Status != deal.DisputeOpen:
		return nil, domain.Refuse("dispute.not_open", dispute.Rule)
	case len(dispute.Claimants) == deal.MaxDisputants:
		return nil, domain.Refuse("dispute.too_many", dispute.Rule)
	}
	dispute.Claimants = append(dispute.Claimants, o.by)
	if proposed := d.Awaiting(); proposed != nil {
		proposed.Status = deal.Declined
	}
	return dispute, nil
}

// holders lists the agents who are credited until then; where nobody is, whoever closed, else the customer's owner.
func holders(d held, claimant domain.AgentID) []domain.AgentID {
	var out []domain.AgentID
	shares, _ := d.Shares()
	for _, share := range shares {
		if agent := domain.AgentID(share.Party); !isFund(string(share.Party)) && agent != claimant {
			out = append(out, agent)
		}
	}
	if len(out) == 0 && d.ClosedBy != claimant {
		out = append(out, d.ClosedBy)
	}
	if len(out) == 0 && d.file != nil {
		if owner, owned := d.file.Owner(); owned && owner.Owner != claimant {
			out = append(out, owner.Owner)
		}
	}
	return out
}

// remind schedules the reminders of a deadline: one before it, one when it has come.
func remind(w *floor.Work, dispute *deal.Dispute, of deal.ReminderKind, due time.Time) {
	if due.IsZero() {
		return
	}
	subject := floor.DueRemind + string(of) + "#" + string(dispute.ID)
	before := due.Add(-time.Duration(w.Policy.Rules.Disputes.ReminderHours) * time.Hour)
	if before.After(dispute.OpenedAt) && before.Before(due) {
		floor.PutDue(w, before, subject)
	}
	floor.PutDue(w, due, subject)
}

// pending gives the deal's dispute that waits for a ruling; nil if there is none.
func pending(w *floor.Work, d *deal.Deal) (*deal.Dispute, error) {
	id := d.OpenDispute()
	if id == "" {
		return nil, nil
	}
	return loadDispute(w, string(id))
}

// drop ends what is pending about a deal that is cancelled.
func drop(w *floor.Work, d held) error {
	if proposed := d.Awaiting(); proposed != nil {
		proposed.Status = deal.Declined
	}
	dispute, err := pending(w, d.Deal)
	if err != nil || dispute == nil {
		return err
	}
	dispute.Status = deal.DisputeDropped
	for i := range d.Disputes {
		d.Disputes[i].Open = false
	}
	if d.file != nil {
		d.file.Disputed = false
		floor.SaveCustomer(w, d.file)
	}
	return keepDispute(w, dispute)
}

// loadDispute reads a dispute for a change. Error: dispute.unknown.
func loadDispute(w *floor.Work, id string) (*deal.Dispute, error) {
	return floor.Find[*deal.Dispute](w, store.DisputeKey(w.Site.ID, id), domain.Invalid("dispute.unknown", "/dispute"))
}

func keepDispute(w *floor.Work, dispute *deal.Dispute) error {
	return w.Save(store.DisputeKey(w.Site.ID, string(dispute.ID)), dispute)
}

// fileStatement files a party's written statement (PC.3.a). Once every party has agreed to the same shares,
// where the policy lets them, the dispute is settled without a ruling (RC.14).
func (h *Handler) fileStatement(ctx context.Context, call api.Call[contract.NewStatement]) (api.Answer, error) {
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
		shares, err := agreed(w, call.Body.AgreesTo)
		if err != nil {
			return contract.Dispute{}, err
		}
		if err := dispute.State(call.Principal.Agent, view.Text(&call.Body.Statement), shares, w.At); err != nil {
			return contract.Dispute{}, err
		}
		if !slices.Contains(dispute.Subjects, call.Principal.Subject) {
			dispute.Subjects = append(dispute.Subjects, call.Principal.Subject)
		}
		if err := w.Record(journal.Entry{Deal: dispute.Deal, Customer: dispute.Customer,
			Note: "statement:" + id}); err != nil {
			return contract.Dispute{}, err
		}
		if err := settleAgreed(w, dispute, call.Principal); err != nil {
			return contract.Dispute{}, err
		}
		return view.Dispute(dispute, call.Principal), keepDispute(w, dispute)
	}))
}

// agreed reads the shares that a party agrees to. Errors: dispute.no_agreement, and those of shares.
func agreed(w *floor.Work, given []contract.RulingShare) ([]attribution.Share, error) {
	rules := w.Policy.Rules.Disputes
	switch {
	case len(given) == 0:
		return nil, nil
	case rules.Agreement == "":
		return nil, domain.Refuse("dispute.no_agreement", rules.Clause)
	}
	shares, err := ruledShares(w, given)
	return shares, domain.InField(err, "/agrees_to")
}

// settleAgreed puts in force what every party agrees to; nothing while they differ.
func settleAgreed(w *floor.Work, dispute *deal.Dispute, by api.Principal) error {
	shares := dispute.Agreed()
	if shares == nil {
		return nil
	}
	d, err := take(w, dispute.Deal)
	if err != nil {
		return err
	}
	kept := d.Propose(deal.PersonalRuling{Kind: attribution.RuledAgreed, By: by.Subject, Role: by.Role, At: w.At,
		Shares: shares,
		Clause: w.Policy.Rules.Disputes.Agreement, Dispute: dispute.ID, PolicyVersion: w.Policy.Number})
	if err := enforce(w, d, *kept, dispute.Parties()); err != nil {
		return err
	}
	dispute.Status = deal.DisputeAgreed
	d.Hear(dispute.Parties())
	return d.keep(w)
}

// mayReadDispute lets an agent read only the disputes to which they are a party.
func mayReadDispute(p api.Principal, dispute *deal.Dispute) bool {
	return p.Role != domain.RoleAgent || dispute.IsParty(p.Agent)
}

func (h *Handler) getDispute(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	unknown := domain.Invalid("dispute.unknown", "/dispute")
	dispute, _, err := floor.Read[*deal.Dispute](ctx, h.floor.Store(),
		store.DisputeKey(call.Site, call.Path("dispute")), unknown)
	if err == nil && !mayReadDispute(call.Principal, dispute) {
		err = unknown
	}
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(view.Dispute(dispute, call.Principal))
}

// listDisputes lists the site's disputes; a page may hold fewer than asked for where some are left out.
func (h *Handler) listDisputes(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	open, err := onlyOpen(call.Query)
	if err != nil {
		return api.Answer{}, err
	}
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.DisputesPartition(call.Site), Descending: true},
		func(one *deal.Dispute) (contract.Dispute, bool) {
			return view.Dispute(one, call.Principal), mayReadDispute(call.Principal, one) && (!open || one.Pending())
		})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.DisputeList{Items: shown, NextCursor: cursor})
}

// onlyOpen reads the filter: "true" or "false".
func onlyOpen(q api.Query) (bool, error) {
	text := q.Text("open")
	if q.Has("open") && text != "true" && text != "false" {
		return false, domain.Invalid("query.malformed", "open")
	}
	return text == "true", nil
}
