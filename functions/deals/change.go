package deals

import (
	"context"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/view"
)

// askedChange is what is to become of a deal once somebody else confirms it.
type askedChange struct {
	Sign       bool               `json:"sign,omitempty"`
	Commission *money.Fen         `json:"commission_fen,omitempty"`
	Price      *money.Fen         `json:"price_fen,omitempty"`
	Unit       string             `json:"unit,omitempty"`
	Contract   string             `json:"contract,omitempty"`
	Buyer      domain.CustomerRef `json:"buyer,omitempty"`
	Chose      domain.AgentID     `json:"chose,omitempty"`
	Reason     string             `json:"reason,omitempty"`
}

// check refuses what could not be carried out.
func (c askedChange) check(w *floor.Work, d held) error {
	if c.Unit != "" {
		if err := byUnit.check(w, d.Deal, c.Unit); err != nil {
			return err
		}
	}
	if c.Contract != "" {
		if err := byContract.check(w, d.Deal, c.Contract); err != nil {
			return err
		}
	}
	switch {
	case c.Sign && d.Stage == deal.Signed:
		return domain.Invalid("deal.already_signed", "/deal")
	case c.Sign && c.Contract == "" && d.Contract == "":
		return domain.Invalid("deal.contract_missing", "/contract")
	}
	return nil
}

// changed carries out a signing or change that was confirmed, as of when it was said.
func changed(w *floor.Work, d held, fact standing.Fact) (any, error) {
	var asked askedChange
	if err := floor.RequestOf(w, fact, &asked); err != nil {
		return nil, err
	}
	if d.Interested(fact.ClosedBy) {
		return nil, domain.Refuse("standing.interested", fact.Clause)
	}
	if err := asked.check(w, d); err != nil {
		return nil, err
	}
	d.Asked = ""
	if err := asked.apply(w, d, fact.SaidAt); err != nil {
		return nil, err
	}
	return view.Deal(d.Deal), d.keep(w)
}

// apply changes the deal. The credit stays with whom it is by the register: a new name of the buyer moves none of it,
// and a person finds whether somebody was put up to it (PC.4, SC.7).
func (c askedChange) apply(w *floor.Work, d held, at time.Time) error {
	if c.Unit != "" {
		if err := byUnit.take(w, d.Deal, d.Unit, c.Unit); err != nil {
			return err
		}
		d.Unit = c.Unit
	}
	if c.Contract != "" {
		if err := byContract.take(w, d.Deal, d.Contract, c.Contract); err != nil {
			return err
		}
		d.Contract = c.Contract
	}
	if c.Chose != "" {
		d.CustomerChose = c.Chose
	}
	if c.Price != nil {
		d.Price = *c.Price
	}
	if err := c.renamed(w, d); err != nil {
		return err
	}
	if c.Sign {
		d.Sign(at, claimWindow(w))
		floor.PutDue(w, d.DueAt, string(d.ID))
		if err := credit(w, d.Deal, d.file); err != nil {
			return err
		}
	}
	if c.Commission != nil && *c.Commission != d.Commission {
		d.ChangeAmount(*c.Commission)
		if err := correct(w, d.Deal); err != nil {
			return err
		}
	}
	return w.Record(journal.Entry{Deal: d.ID, Customer: d.Customer, Refers: d.Decision, Note: c.note()})
}

// note names what changed, for the register.
func (c askedChange) note() string {
	note := "changed"
	for _, part := range []struct {
		is   bool
		name string
	}{{c.Sign, "signed"}, {c.Commission != nil, "commission"}, {c.Price != nil, "price"}, {c.Unit != "", "unit"},
		{c.Contract != "", "contract"}, {c.Buyer != "", "buyer"}, {c.Chose != "", "customer_chose"}} {
		if part.is {
			note += ":" + part.name
		}
	}
	return note
}

// renamed has another person be the buyer (更名): the deal stands in the file of either.
func (c askedChange) renamed(w *floor.Work, d held) error {
	if c.Buyer == "" {
		return nil
	}
	file, err := floor.LoadCustomer(w, c.Buyer)
	if err != nil {
		return err
	}
	d.Buyer = c.Buyer
	if file != nil && !slices.Contains(file.OpenDeals, d.ID) {
		file.OpenDeals = append(slices.Clone(file.OpenDeals), d.ID)
		floor.SaveCustomer(w, file)
	}
	return nil
}

// signDeal signs a subscription (签约). The word of an agent waits for sales control; the amount is changed by management
// only, and by two.
func (h *Handler) signDeal(ctx context.Context, call api.Call[contract.Signing]) (api.Answer, error) {
	return h.changeBy(ctx, view.Command(call), domain.DealID(call.Path("deal")),
		func(w *floor.Work, d held) (standing.Fact, bool, error) {
			asked := askedChange{Sign: true, Contract: view.Text(call.Body.Contract)}
			var amount *money.Fen
			if call.Body.CommissionFen != nil && money.Fen(*call.Body.CommissionFen) != d.Commission {
				amount = (*money.Fen)(call.Body.CommissionFen)
			}
			if call.Body.CustomerChose != nil {
				agent, err := knownAgent(w, *call.Body.CustomerChose, "/customer_chose")
				if err != nil {
					return standing.Fact{}, false, err
				}
				asked.Chose = agent
			}
			if amount != nil {
				if call.Principal.Role == domain.RoleAgent {
					return standing.Fact{}, false, domain.Invalid("deal.amount_by_management", "/commission_fen")
				}
				if err := amountIn(amount, "/commission_fen"); err != nil {
					return standing.Fact{}, false, err
				}
			}
			return sign(w, d, asked, amount)
		})
}

func sign(w *floor.Work, d held, asked askedChange, amount *money.Fen) (standing.Fact, bool, error) {
	if err := asked.check(w, d); err != nil {
		return standing.Fact{}, false, err
	}
	fact := factOf(d.Deal, standing.Deal)
	if asked.Chose != "" && !slices.Contains(fact.Gains, asked.Chose) {
		fact.Gains = append(fact.Gains, asked.Chose)
	}
	if d.Waits == "" { // else sales control confirms the deal and its signing at once
		said, waits, err := floor.Say(w, fact, asked)
		if err != nil || waits {
			return said, waits, err
		}
	}
	if err := asked.apply(w, d, w.At); err != nil || amount == nil {
		return fact, false, err
	}
	fact, err := askSecond(w, d, askedChange{Commission: amount, Reason: "签约"})
	return fact, true, err
}

// askSecond has a change wait for another person of sales control, whoever says it.
func askSecond(w *floor.Work, d held, asked askedChange) (standing.Fact, error) {
	return floor.SecondPerson(w, factOf(d.Deal, standing.DealChange),
		w.Policy.Rules.StandingOf(standing.DealChange).Confirms, asked)
}

// changeDeal asks for another amount, price, unit (换房), contract or buyer (更名) of a deal; a second person confirms.
func (h *Handler) changeDeal(ctx context.Context, call api.Call[contract.DealChange]) (api.Answer, error) {
	body := call.Body
	asked := askedChange{Commission: (*money.Fen)(body.CommissionFen), Price: (*money.Fen)(body.PriceFen),
		Unit: view.Text(body.Unit), Contract: view.Text(body.Contract), Reason: view.Text(&body.Reason)}
	if err := amountIn(asked.Commission, "/commission_fen"); err != nil {
		return api.Answer{}, err
	}
	var buyer *privacy.Phone
	if body.BuyerPhone != nil {
		phone, err := privacy.ParsePhone(*body.BuyerPhone)
		if err != nil {
			return api.Answer{}, domain.InField(err, "/buyer_phone")
		}
		buyer = &phone
	}
	return h.changeBy(ctx, view.Command(call), domain.DealID(call.Path("deal")),
		func(w *floor.Work, d held) (standing.Fact, bool, error) {
			var err error
			if buyer != nil {
				if asked.Buyer, err = floor.RefOf(w, *buyer); err != nil {
					return standing.Fact{}, false, err
				}
			}
			if asked.note() == "changed" {
				return standing.Fact{}, false, domain.Invalid("deal.nothing_changed", "/reason")
			}
			if err := asked.check(w, d); err != nil {
				return standing.Fact{}, false, err
			}
			fact, err := askSecond(w, d, asked)
			return fact, true, err
		})
}

func amountIn(fen *money.Fen, field string) error {
	if fen != nil && (*fen < 0 || *fen > maxCommission) {
		return domain.Invalid("deal.commission", field)
	}
	return nil
}

// changeBy is change for what may wait for somebody else: the answer then says for whom.
func (h *Handler) changeBy(ctx context.Context, cmd floor.Command, id domain.DealID,
	change func(w *floor.Work, d held) (standing.Fact, bool, error)) (api.Answer, error) {
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Deal, error) {
		d, err := take(w, id)
		if err == nil {
			err = mayWrite(w, d)
		}
		if err == nil {
			err = unasked(d)
		}
		if err != nil {
			return contract.Deal{}, err
		}
		fact, waits, err := change(w, d)
		if err != nil {
			return contract.Deal{}, err
		}
		if waits {
			d.Asked = fact.ID
		}
		shown := view.Deal(d.Deal)
		if waits {
			shown.Standing = view.FactStanding(fact, waits)
		}
		return shown, d.keep(w)
	}))
}
