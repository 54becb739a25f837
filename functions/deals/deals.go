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
	"github.com/lunxu/lunxu/internal/domain/settlement"
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
	ref := h.floor.Ring().CustomerRef(call.Site, phone)
	cmd := view.Command(call, store.CustomerKey(call.Site, ref))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Deal, error) {
		closer, err := knownAgent(w, call.Body.ClosedBy, "/closed_by")
		if err != nil {
			return contract.Deal{}, err
		}
		d := &deal.Deal{ID: journal.DealOf(w.Day, w.NextSeq()), ClosedBy: closer, Stage: stage,
			Commission: money.Fen(call.Body.CommissionFen), Contract: view.Text(call.Body.Contract), Unit: view.Text(call.Body.Unit), RecordedAt: w.At}
		if stage == deal.Signed {
			d.Sign(w.At, claimWindow(w))
		}
		file, err := w.Customer(ref)
		if err != nil {
			return contract.Deal{}, err
		}
		if file != nil {
			d.Customer = file.Ref
			file.OpenDeals = append(file.OpenDeals, d.ID)
			w.Keep(file)
		}
		if err := credit(w, d, file); err != nil {
			return contract.Deal{}, err
		}
		if d.Stage == deal.Signed {
			w.PutDue(d.DueAt, string(d.ID))
		}
		return view.Deal(d), keepDeal(w, d, 0)
	}))
}

func claimWindow(w *floor.Work) time.Duration {
	return time.Duration(w.Policy.Rules.Settlement.ClaimWindowHours) * time.Hour
}

// credit lets the written rules decide on the deal and records the decision with its facts.
func credit(w *floor.Work, d *deal.Deal, file *floor.CustomerFile) error {
	facts := floor.DealFacts{Deal: attribution.Deal{ClosedBy: d.ClosedBy, SignedAt: d.SignedAt, Disputed: d.OpenDispute()}, Zone: w.ZoneForDays()}
	if file != nil {
		facts.Customer = &file.Customer
	}
	d.Ruling = facts.Credit(w.Policy, w.At)
	d.Place()
	raw, err := json.Marshal(facts)
	if err != nil {
		return fmt.Errorf("deals: encode facts: %w", err)
	}
	d.Decision = w.NextVisit()
	return w.Record(journal.Entry{Visit: d.Decision, Customer: d.Customer, Deal: d.ID, Ruling: &d.Ruling, Facts: raw})
}

// change loads a deal and its customer, lets the change happen and keeps both.
func (h *Handler) change(ctx context.Context, cmd floor.Command, id domain.DealID,
	change func(w *floor.Work, d *deal.Deal, file *floor.CustomerFile) error) (api.Answer, error) {
	cmd.Hint = append(cmd.Hint, store.DealKey(cmd.Site, id))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Deal, error) {
		d, version, err := loadDeal(w, id)
		if err != nil {
			return contract.Deal{}, err
		}
		var file *floor.CustomerFile
		if d.Customer != "" {
			if file, err = w.Customer(d.Customer); err != nil {
				return contract.Deal{}, err
			}
		}
		if d.Status == deal.Cancelled {
			return contract.Deal{}, domain.Invalid("deal.cancelled", "/deal")
		}
		if err := change(w, d, file); err != nil {
			return contract.Deal{}, err
		}
		return view.Deal(d), keepDeal(w, d, version)
	}))
}

func (h *Handler) signDeal(ctx context.Context, call api.Call[contract.Signing]) (api.Answer, error) {
	return h.change(ctx, view.Command(call), domain.DealID(call.Path("deal")), func(w *floor.Work, d *deal.Deal, file *floor.CustomerFile) error {
		if d.Stage == deal.Signed {
			return domain.Invalid("deal.already_signed", "/deal")
		}
		if call.Body.CommissionFen != nil {
			if *call.Body.CommissionFen < 0 || *call.Body.CommissionFen > maxCommission {
				return domain.Invalid("deal.commission", "/commission_fen")
			}
			d.Commission = money.Fen(*call.Body.CommissionFen)
		}
		if contractNumber := view.Text(call.Body.Contract); contractNumber != "" {
			d.Contract = contractNumber
		}
		d.Sign(w.At, claimWindow(w))
		w.PutDue(d.DueAt, string(d.ID))
		return credit(w, d, file)
	})
}

// cancelDeal takes a deal back (退房). What was settled is mirrored exactly, today.
func (h *Handler) cancelDeal(ctx context.Context, call api.Call[contract.Cancellation]) (api.Answer, error) {
	return h.change(ctx, view.Command(call), domain.DealID(call.Path("deal")), func(w *floor.Work, d *deal.Deal, file *floor.CustomerFile) error {
		paid, err := d.PaidLines()
		if err != nil {
			return err
		}
		mirrors, err := settlement.Reverse(paid, w.Day, "cancelled")
		if err != nil {
			return err
		}
		w.PutLines(mirrors)
		if d.Status != deal.Settled && d.Stage == deal.Signed {
			w.DropDue(d.DueAt, string(d.ID))
		}
		d.Status, d.CancelReason = deal.Cancelled, view.Text(&call.Body.Reason)
		if file != nil {
			file.OpenDeals = slices.DeleteFunc(file.OpenDeals, func(id domain.DealID) bool { return id == d.ID })
			w.Keep(file)
		}
		return w.Record(journal.Entry{Deal: d.ID, Customer: d.Customer, Refers: d.Decision, Note: "cancelled"})
	})
}

// disputeDeal opens an objection about whose customer it is; it is settled inside, and the credit
// waits for the ruling (SS.4.2.2.c).
func (h *Handler) disputeDeal(ctx context.Context, call api.Call[contract.NewDispute]) (api.Answer, error) {
	return h.change(ctx, view.Command(call), domain.DealID(call.Path("deal")), func(w *floor.Work, d *deal.Deal, file *floor.CustomerFile) error {
		by := call.Principal.Agent
		if call.Principal.Role != domain.RoleAgent {
			if call.Body.By == nil {
				return domain.Invalid("dispute.by_missing", "/by")
			}
			by = domain.AgentID(*call.Body.By)
		} else if call.Body.By != nil && domain.AgentID(*call.Body.By) != by {
			return domain.Invalid("dispute.not_yours", "/by")
		}
		if _, err := knownAgent(w, string(by), "/by"); err != nil {
			return err
		}
		if slices.ContainsFunc(d.Disputes, func(x deal.Dispute) bool { return x.Open && x.By == by }) {
			return domain.Invalid("dispute.already_open", "/by")
		}
		d.Disputes = append(d.Disputes, deal.Dispute{By: by, At: w.At, Statement: view.Text(&call.Body.Statement), Open: true})
		if file != nil {
			file.Disputed = true
			w.Keep(file)
		}
		return credit(w, d, file)
	})
}

// ruleDeal puts a person's ruling in force on a waiting or disputed deal. If the deal was settled, the
// settled lines are mirrored and the new ones written today.
func (h *Handler) ruleDeal(ctx context.Context, call api.Call[contract.NewRuling]) (api.Answer, error) {
	return h.change(ctx, view.Command(call), domain.DealID(call.Path("deal")), func(w *floor.Work, d *deal.Deal, file *floor.CustomerFile) error {
		authority := w.Policy.Rules.Authority
		if err := w.Authorise(authority.Rulings, authority.RulingsClause); err != nil {
			return err
		}
		if d.Status != deal.Waiting && !d.OpenDispute() {
			return domain.Invalid("deal.no_ruling_needed", "/deal")
		}
		shares, err := ruledShares(w, call.Body.Shares)
		if err != nil {
			return err
		}
		clause := authority.RulingsClause
		if call.Body.Clause != nil {
			clause = domain.Clause(*call.Body.Clause)
		} else if d.Ruling.Waits {
			clause = d.Ruling.Clause
		}
		d.RuleByPerson(deal.PersonalRuling{By: call.Principal.Subject, Role: call.Principal.Role, At: w.At,
			Shares: shares, Reason: view.Text(&call.Body.Reason), Clause: clause})
		if file != nil {
			file.Disputed = false
			w.Keep(file)
		}
		ruling := attribution.Ruling{Shares: shares, Clause: clause, PolicyVersion: w.Policy.Number, AsOf: w.At,
			Considered: []attribution.Considered{{Rule: "ruled_by_person", Clause: clause, Decided: true, Reason: string(call.Principal.Role)}}}
		before := d.Decision
		d.Decision = w.NextVisit()
		if err := w.Record(journal.Entry{Visit: d.Decision, Deal: d.ID, Customer: d.Customer, Ruling: &ruling, Refers: before}); err != nil {
			return err
		}
		d.Place()
		return correct(w, d)
	})
}

// correct writes the correction of a settled deal: the exact mirror of what stands, and the new lines.
func correct(w *floor.Work, d *deal.Deal) error {
	if d.Status != deal.Settled {
		return nil
	}
	paid, err := d.PaidLines()
	if err != nil {
		return err
	}
	mirrors, err := settlement.Reverse(paid, w.Day, "corrected_by_ruling")
	if err != nil {
		return err
	}
	next := d.Credit()
	lines, err := settlement.SettleDeal(next, w.Day)
	if err != nil {
		return err
	}
	d.Settle(next, w.Day)
	w.PutLines(mirrors)
	w.PutLines(lines)
	return nil
}

var funds = []string{"@welfare_fund", "@sales_department_fund", "@company"}

// ruledShares checks a person's shares: known parties, each once, together the whole.
func ruledShares(w *floor.Work, given []contract.RulingShare) ([]attribution.Share, error) {
	var shares []attribution.Share
	total := 0
	for i, s := range given {
		field := fmt.Sprintf("/shares/%d", i)
		if !slices.Contains(funds, s.Party) {
			if _, err := knownAgent(w, s.Party, field+"/party"); err != nil {
				return nil, err
			}
		}
		if s.BasisPoints < 0 || s.BasisPoints > money.WholeBasisPoints ||
			slices.ContainsFunc(shares, func(x attribution.Share) bool { return string(x.Party) == s.Party }) {
			return nil, domain.Invalid("ruling.share", field)
		}
		total += s.BasisPoints
		shares = append(shares, attribution.Share{Party: attribution.Party(s.Party), BasisPoints: s.BasisPoints})
	}
	if total != money.WholeBasisPoints {
		return nil, domain.Invalid("ruling.not_whole", "/shares")
	}
	return shares, nil
}

func (h *Handler) getDeal(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	key := store.DealKey(call.Site, domain.DealID(call.Path("deal")))
	items, err := h.floor.Store().Get(ctx, key)
	if err != nil {
		return api.Answer{}, err
	}
	item, ok := items[key]
	if !ok {
		return api.Answer{}, domain.Invalid("deal.unknown", "/deal")
	}
	d := &deal.Deal{}
	if err := floor.Unpack(item.Body, d); err != nil {
		return api.Answer{}, err
	}
	return api.OK(view.Deal(d))
}

func (h *Handler) listDeals(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	page, err := view.Page(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.DealsPartition(call.Site), Descending: true})
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.DealList{Items: []contract.Deal{}, NextCursor: page.Cursor}
	for _, item := range page.Items {
		d := &deal.Deal{}
		if err := floor.Unpack(item.Body, d); err != nil {
			return api.Answer{}, err
		}
		list.Items = append(list.Items, view.Deal(d))
	}
	return api.OK(list)
}
