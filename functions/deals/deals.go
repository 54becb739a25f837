package deals

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// maxCommission bounds one deal's commission: ten thousand million yuan is a slip of the pen.
const maxCommission = 1_000_000_000_000

// stageOf gives how far a new deal has gone: signed, unless it says otherwise.
func stageOf(body contract.NewDeal) (deal.Stage, error) {
	stage := deal.Signed
	if body.Stage != nil {
		stage = deal.Stage(*body.Stage)
	}
	if stage != deal.Signed && stage != deal.Subscribed {
		return stage, domain.Invalid("deal.stage", "/stage")
	}
	return stage, nil
}

func (h *Handler) recordDeal(ctx context.Context, call api.Call[contract.NewDeal]) (api.Answer, error) {
	phone, err := privacy.ParsePhone(call.Body.Phone)
	if err != nil {
		return api.Answer{}, domain.InField(err, "/phone")
	}
	commission := money.Fen(call.Body.CommissionFen)
	if err := amountIn(&commission, "/commission_fen"); err != nil {
		return api.Answer{}, err
	}
	stage, err := stageOf(call.Body)
	if err != nil {
		return api.Answer{}, err
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
			Commission: commission, Contract: view.Text(call.Body.Contract),
			Unit: view.Text(&call.Body.Unit), RecordedAt: w.At}
		if call.Body.PriceFen != nil {
			d.Price = money.Fen(*call.Body.PriceFen)
		}
		if err := occupy(w, d); err != nil {
			return contract.Deal{}, err
		}
		if err := chosen(w, d, call.Body.CustomerChose); err != nil {
			return contract.Deal{}, err
		}
		if stage == deal.Signed {
			d.Sign(w.At, claimWindow(w))
		}
		file, err := fileDeal(w, d, phone)
		if err != nil {
			return contract.Deal{}, err
		}
		if err := credit(w, d, file); err != nil {
			return contract.Deal{}, err
		}
		if d.Stage == deal.Signed {
			floor.PutDue(w, d.DueAt, string(d.ID))
		}
		fact, err := awaitControl(w, d)
		if err != nil {
			return contract.Deal{}, err
		}
		shown := view.Deal(d)
		shown.Standing = view.FactStanding(fact, true)
		return shown, keepDeal(w, d)
	}))
}

// fileDeal puts a new deal into the file of whom the number leads to, nil where the register does not know them.
func fileDeal(w *floor.Work, d *deal.Deal, phone privacy.Phone) (*floor.CustomerFile, error) {
	ref, err := floor.RefOf(w, phone)
	if err != nil {
		return nil, err
	}
	file, err := floor.LoadCustomer(w, ref)
	if err == nil && file != nil {
		d.Customer = file.Ref
		file.OpenDeals = append(file.OpenDeals, d.ID)
		floor.SaveCustomer(w, file)
	}
	return file, err
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
	if file != nil {
		owner, _ := file.Owner()
		d.Owner = owner.Owner
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

// cancelDeal takes a deal back (退房). What was settled is mirrored exactly, today.
func (h *Handler) cancelDeal(ctx context.Context, call api.Call[contract.Cancellation]) (api.Answer, error) {
	return h.change(ctx, view.Command(call), domain.DealID(call.Path("deal")), func(w *floor.Work, d held) error {
		return callOff(w, d, view.Text(&call.Body.Reason))
	})
}

func (h *Handler) getDeal(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	d, err := h.deal(ctx, call.Site, domain.DealID(call.Path("deal")))
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(shownTo(call.Principal, d))
}

// shownTo gives a deal to whoever reads it: an agent sees of colleagues' deals only that they exist.
func shownTo(p api.Principal, d *deal.Deal) contract.Deal {
	if p.Role != domain.RoleAgent || d.Interested(view.Said(p)) {
		return view.Deal(d)
	}
	return view.DealExists(d)
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
		func(one *deal.Deal) (contract.Deal, bool) {
			return shownTo(call.Principal, one), true
		})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.DealList{Items: shown, NextCursor: cursor})
}
