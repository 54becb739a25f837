package deals

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/settlement"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// maxCommission bounds one deal's commission: ten thousand million yuan is a slip of the pen.
const maxCommission = 1_000_000_000_000

func (h *Handler) recordDeal(ctx context.Context, call api.Call[contract.NewDeal]) (api.Answer, error) {
	phone, err := privacy.ParsePhone(call.Body.Phone)
	if err != nil {
		return api.Answer{}, domain.InField(err, "/phone")
	}
	if call.Body.CommissionFen < 0 || call.Body.CommissionFen > maxCommission {
		return api.Answer{}, domain.Invalid("deal.commission", "/commission_fen")
	}
	stage := deal.Signed
	if call.Body.Stage != nil {
		stage = deal.Stage(*call.Body.Stage)
	}
	if stage != deal.Signed && stage != deal.Subscribed {
		return api.Answer{}, domain.Invalid("deal.stage", "/stage")
	}
	cmd := view.Command(call, store.CustomerKey(call.Site, h.floor.Ring().CustomerRef(call.Site, phone)))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Deal, error) {
		closer, err := knownAgent(w, call.Body.ClosedBy, "/closed_by")
		if err != nil {
			return contract.Deal{}, err
		}
		if call.Principal.Role == domain.RoleAgent && closer != call.Principal.Agent {
			return contract.Deal{}, domain.Invalid("deal.not_yours", "/closed_by")
		}
		d := &deal.Deal{ID: journal.DealOf(w.Day, w.NextSeq()), ClosedBy: closer, Stage: stage,
			Commission: money.Fen(call.Body.CommissionFen), Contract: view.Text(call.Body.Contract),
			Unit: view.Text(call.Body.Unit), RecordedAt: w.At}
		if err := chosen(w, d, call.Body.CustomerChose); err != nil {
			return contract.Deal{}, err
		}
		if stage == deal.Signed {
			d.Sign(w.At, claimWindow(w))
		}
		ref, err := floor.RefOf(w, phone)
		if err != nil {
			return contract.Deal{}, err
		}
		file, err := floor.LoadCustomer(w, ref)
		if err != nil {
			return contract.Deal{}, err
		}
		if file != nil {
			d.Customer = file.Ref
			file.OpenDeals = append(file.OpenDeals, d.ID)
			floor.SaveCustomer(w, file)
		}
		if err := credit(w, d, file); err != nil {
			return contract.Deal{}, err
		}
		if d.Stage == deal.Signed {
			floor.PutDue(w, d.DueAt, string(d.ID))
		}
		fact, err := await(w, held{d, file})
		if err != nil {
			return contract.Deal{}, err
		}
		return shown(d, fact), keepDeal(w, d)
	}))
}

func claimWindow(w *floor.Work) time.Duration {
	return time.Duration(w.Policy.Rules.Settlement.ClaimWindowHours) * time.Hour
}

// judgedBy gives the policy version that judges a deal: the one of the signing, before it today's. A deal that
// is signed is not judged by what was published later.
func judgedBy(w *floor.Work, d *deal.Deal) (policy.Version, error) {
	switch {
	case d.SignedAt.IsZero():
		return w.Policy, nil
	case d.Version != 0:
		return w.Site.Version(d.Version)
	}
	return w.Site.Policy(w.Site.Day(d.SignedAt))
}

// under has the rest of the work be decided under the version that judges the deal: also its claims, its disputes and
// who may rule on them with how many approvals.
func (h held) under(w *floor.Work) error {
	version, err := judgedBy(w, h.Deal)
	if err != nil {
		return err
	}
	return floor.Under(w, version.Number)
}

// zoneUnder names the site's zone where the version counts days (PC.2).
func zoneUnder(w *floor.Work, version policy.Version) string {
	if version.Rules.Protection.Months == 0 {
		return ""
	}
	return w.Site.TimeZone
}

// credit lets the written rules decide on the deal and records the decision with its facts.
func credit(w *floor.Work, d *deal.Deal, file *floor.CustomerFile) error {
	version, err := judgedBy(w, d)
	if err != nil {
		return err
	}
	buyer, err := floor.Person(w, file, knownUntil(w, d))
	if err != nil {
		return err
	}
	facts := floor.DealFacts{Deal: d.Facts(), Customer: buyer, Zone: zoneUnder(w, version)}
	facts.Deal.SubscribedAt = d.RecordedAt
	if !version.Rules.Leavers.KeepDeals {
		facts.Deal.Left = attribution.LeftBefore(facts.Customer, w.Site.Left(), d.RecordedAt)
	}
	d.Ruling = facts.Credit(version, w.At)
	d.Place()
	return decided(w, d, &d.Ruling, facts)
}

// knownUntil gives up to when a recognition of the buyer counts for a deal: the signing, before it now.
func knownUntil(w *floor.Work, d *deal.Deal) time.Time {
	if d.SignedAt.IsZero() {
		return w.At
	}
	return d.SignedAt
}

// decided records a decision on the deal's credit with the facts that it rests on.
func decided(w *floor.Work, d *deal.Deal, ruling *attribution.Ruling, facts floor.DealFacts) error {
	raw, err := json.Marshal(facts)
	if err != nil {
		return fmt.Errorf("deals: encode facts: %w", err)
	}
	before := d.Decision
	d.Decision = w.NextVisit()
	return w.Record(journal.Entry{Visit: d.Decision, Customer: d.Customer, Deal: d.ID, Ruling: ruling, Refers: before,
		Facts:         raw,
		PolicyVersion: ruling.PolicyVersion})
}

// held is a deal in hand, with its buyer's file if the register has one.
type held struct {
	*deal.Deal
	file *floor.CustomerFile
}

// take loads a deal and its buyer for a change. Errors: deal.unknown, deal.cancelled.
func take(w *floor.Work, id domain.DealID) (held, error) {
	d, err := loadDeal(w, id)
	if err != nil {
		return held{}, err
	}
	h := held{Deal: d}
	var around []store.Key
	if d.Customer != "" {
		around = append(around, store.CustomerKey(w.Site.ID, d.Customer))
	}
	if open := d.OpenDispute(); open != "" {
		around = append(around, store.DisputeKey(w.Site.ID, string(open)))
	}
	if err := w.Need(around...); err != nil {
		return h, err
	}
	if d.Customer != "" {
		if h.file, err = floor.LoadCustomer(w, d.Customer); err != nil {
			return h, err
		}
	}
	if d.Status == deal.Cancelled {
		return h, domain.Invalid("deal.cancelled", "/deal")
	}
	return h, nil
}

// keep adds the changed deal to the commit.
func (h held) keep(w *floor.Work) error { return keepDeal(w, h.Deal) }

// change loads a deal and its customer, lets the change happen and keeps both.
func (h *Handler) change(ctx context.Context, cmd floor.Command, id domain.DealID,
	change func(w *floor.Work, d held) error) (api.Answer, error) {
	cmd.Hint = append(cmd.Hint, store.DealKey(cmd.Site, id))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Deal, error) {
		d, err := take(w, id)
		if err != nil {
			return contract.Deal{}, err
		}
		if err := change(w, d); err != nil {
			return contract.Deal{}, err
		}
		return view.Deal(d.Deal), d.keep(w)
	}))
}

// chosen records the agent whom the customer chose (PC.1.a), if the call names one.
func chosen(w *floor.Work, d *deal.Deal, choice *contract.AgentID) error {
	if choice == nil {
		return nil
	}
	agent, err := knownAgent(w, *choice, "/customer_chose")
	d.CustomerChose = agent
	return err
}

// bought marks the buyer's first signing, once it is confirmed.
func bought(w *floor.Work, d held) {
	if d.file != nil && d.file.BoughtAt.IsZero() {
		d.file.BoughtAt = d.SignedAt
		floor.SaveCustomer(w, d.file)
	}
}

func (h *Handler) signDeal(ctx context.Context, call api.Call[contract.Signing]) (api.Answer, error) {
	cmd := view.Command(call, store.DealKey(call.Site, domain.DealID(call.Path("deal"))))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Deal, error) {
		d, err := take(w, domain.DealID(call.Path("deal")))
		if err != nil {
			return contract.Deal{}, err
		}
		fact, err := sign(w, d, call.Body, call.Principal)
		if err != nil {
			return contract.Deal{}, err
		}
		return shown(d.Deal, fact), d.keep(w)
	}))
}

// sign signs a deal. What the signing changes of it waits, where one person may not change it alone.
func sign(w *floor.Work, d held, body contract.Signing, by api.Principal) (standing.Fact, error) {
	if err := d.mayWrite(by); err != nil {
		return standing.Fact{}, err
	}
	if d.Stage == deal.Signed {
		return standing.Fact{}, domain.Invalid("deal.already_signed", "/deal")
	}
	asked, err := changeOf(w, d, body, by)
	if err != nil {
		return standing.Fact{}, err
	}
	if contractNumber := view.Text(body.Contract); contractNumber != "" {
		d.Contract = contractNumber
	}
	fact, err := sayChange(w, d, asked)
	if err != nil {
		return fact, err
	}
	d.Sign(w.At, claimWindow(w))
	floor.PutDue(w, d.DueAt, string(d.ID))
	if d.Waits == "" {
		bought(w, d)
	}
	return fact, credit(w, d.Deal, d.file)
}

// cancelDeal takes a deal back (退房). What was settled is mirrored exactly, today.
func (h *Handler) cancelDeal(ctx context.Context, call api.Call[contract.Cancellation]) (api.Answer, error) {
	return h.change(ctx, view.Command(call), domain.DealID(call.Path("deal")), func(w *floor.Work, d held) error {
		if d.Waits != "" {
			fact, err := floor.LoadFact(w, d.Waits)
			if err != nil {
				return err
			}
			d.Waits = ""
			if err := floor.ChangeFact(w, fact.Close(standing.Withdrawn, w.SaidBy(), w.At), "withdrawn"); err != nil {
				return err
			}
		}
		return takeBack(w, d, view.Text(&call.Body.Reason))
	})
}

// takeBack cancels a deal: what was settled is mirrored, and nothing of it is pending any more.
func takeBack(w *floor.Work, d held, reason string) error {
	paid, err := d.PaidLines()
	if err != nil {
		return err
	}
	mirrors, err := settlement.Reverse(paid, w.Day, "cancelled")
	if err != nil {
		return err
	}
	floor.PutLines(w, mirrors)
	if d.Status != deal.Settled && d.Stage == deal.Signed {
		floor.DropDue(w, d.DueAt, string(d.ID))
	}
	d.Status, d.CancelReason = deal.Cancelled, reason
	if file := d.file; file != nil {
		file.OpenDeals = slices.DeleteFunc(file.OpenDeals, func(id domain.DealID) bool { return id == d.ID })
		floor.SaveCustomer(w, file)
	}
	if err := drop(w, d); err != nil {
		return err
	}
	return w.Record(journal.Entry{Deal: d.ID, Customer: d.Customer, Refers: d.Decision, Note: "cancelled"})
}

func (h *Handler) getDeal(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	d, err := h.deal(ctx, call.Site, domain.DealID(call.Path("deal")))
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(view.Deal(d))
}

// deal reads a deal. Error: deal.unknown.
func (h *Handler) deal(ctx context.Context, site domain.SiteID, id domain.DealID) (*deal.Deal, error) {
	d, _, err := floor.Read[*deal.Deal](ctx, h.floor.Store(), store.DealKey(site, id),
		domain.Invalid("deal.unknown", "/deal"))
	return d, err
}

func (h *Handler) listDeals(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.DealsPartition(call.Site), Descending: true},
		func(one *deal.Deal) (contract.Deal, bool) { return view.Deal(one), true })
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.DealList{Items: shown, NextCursor: cursor})
}
