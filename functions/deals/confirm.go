package deals

import (
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// mayWrite lets an agent write on a deal that they closed or whose customer is theirs, and management on all.
// Error: deal.not_yours.
func (h held) mayWrite(p api.Principal) error {
	if p.Role != domain.RoleAgent || p.Agent == h.ClosedBy {
		return nil
	}
	if owner, owned := h.file.Owner(); owned && owner.Owner == p.Agent {
		return nil
	}
	return domain.Invalid("deal.not_yours", "/deal")
}

// parties are the agents who are credited with a deal, whoever closed it and whom the customer chose.
func (h held) parties() []domain.AgentID {
	all := []domain.AgentID{h.ClosedBy}
	add := func(agent domain.AgentID) {
		if agent != "" && !slices.Contains(all, agent) {
			all = append(all, agent)
		}
	}
	add(h.CustomerChose)
	forEachCredited(h.Deal, add)
	return all
}

// await has a recorded deal wait for sales control (销控, PC.5): whoever recorded it, another person who is no party
// confirms it before it is paid.
func await(w *floor.Work, d held) (standing.Fact, error) {
	fact, err := floor.SecondPerson(w, standing.Fact{Kind: standing.Deal, Deal: d.ID, Customer: d.Customer,
		Interest: standing.Interest{Gains: d.parties()}}, w.Policy.Rules.StandingOf(standing.Deal).Confirms, nil)
	d.Waits = fact.ID
	return fact, err
}

// shown gives the deal with the fact that it waits for.
func shown(d *deal.Deal, fact standing.Fact) contract.Deal {
	out := view.Deal(d)
	out.Standing = view.FactStanding(fact, fact.ID != "" && fact.Open())
	return out
}

// dealConfirmed lets the night pay a deal. Who has become a party since it was recorded does not confirm it.
func dealConfirmed(w *floor.Work, fact standing.Fact) (any, error) {
	d, err := take(w, fact.Deal)
	if err != nil {
		return nil, err
	}
	if who := w.SaidBy(); who.Agent != "" && slices.Contains(d.parties(), who.Agent) {
		return nil, domain.Refuse("standing.interested", fact.Clause)
	}
	d.Waits = ""
	if d.Stage == deal.Signed {
		bought(w, d)
	}
	return view.Deal(d.Deal), d.keep(w)
}

// dealDropped takes a deal back that sales control does not confirm: contract and unit are free again.
func dealDropped(w *floor.Work, fact standing.Fact) error {
	d, err := take(w, fact.Deal)
	if err != nil {
		return unlessCancelled(err)
	}
	d.Waits = ""
	if err := takeBack(w, d, "not confirmed by sales control: "+string(fact.Status)); err != nil {
		return err
	}
	return d.keep(w)
}

// askedChange is a change of a deal that waits for a second person.
type askedChange struct {
	Commission    *money.Fen     `json:"commission_fen,omitempty"`
	CustomerChose domain.AgentID `json:"customer_chose,omitempty"`
}

// SaysNothingOfPersons: an amount and a reference only.
func (askedChange) SaysNothingOfPersons() {}

// changeOf gives what a signing would change of the deal. Errors: deal.commission, deal.amount_not_yours.
func changeOf(w *floor.Work, d held, body contract.Signing, by api.Principal) (askedChange, error) {
	var asked askedChange
	if fen := body.CommissionFen; fen != nil && money.Fen(*fen) != d.Commission {
		switch {
		case *fen < 0 || *fen > maxCommission:
			return asked, domain.Invalid("deal.commission", "/commission_fen")
		case by.Role == domain.RoleAgent:
			return asked, domain.Invalid("deal.amount_not_yours", "/commission_fen")
		}
		commission := money.Fen(*fen)
		asked.Commission = &commission
	}
	if body.CustomerChose != nil {
		agent, err := knownAgent(w, *body.CustomerChose, "/customer_chose")
		if err != nil {
			return asked, err
		}
		if agent != d.CustomerChose {
			asked.CustomerChose = agent
		}
	}
	return asked, nil
}

// sayChange makes the change of a deal or lets it wait: an amount for a second person once the deal was confirmed, a
// choice of the customer's for somebody who does not gain by it.
func sayChange(w *floor.Work, d held, asked askedChange) (standing.Fact, error) {
	fact := standing.Fact{Kind: standing.DealChange, Deal: d.ID, Customer: d.Customer,
		Interest: standing.Interest{Gains: d.parties()}}
	if asked.CustomerChose != "" {
		fact.Gains = []domain.AgentID{asked.CustomerChose}
		forEachCredited(d.Deal, func(agent domain.AgentID) {
			if agent != asked.CustomerChose {
				fact.Loses = append(fact.Loses, agent)
			}
		})
	}
	waits, err := false, error(nil)
	switch {
	case asked.Commission != nil && d.Waits == "":
		roles := w.Policy.Rules.StandingOf(standing.DealChange).Confirms
		fact, err = floor.SecondPerson(w, fact, roles, asked)
		waits = true
	case asked.CustomerChose != "":
		fact, waits, err = floor.Say(w, fact, asked)
	}
	if err != nil || waits {
		return fact, err
	}
	asked.apply(d)
	return standing.Fact{}, nil
}

func (a askedChange) apply(d held) {
	if a.Commission != nil {
		d.Commission = *a.Commission
	}
	if a.CustomerChose != "" {
		d.CustomerChose = a.CustomerChose
	}
}

// changeConfirmed makes a confirmed change and decides the deal again; what was settled is mirrored.
func changeConfirmed(w *floor.Work, fact standing.Fact) (any, error) {
	var asked askedChange
	if err := floor.RequestOf(w, fact, &asked); err != nil {
		return nil, err
	}
	d, err := take(w, fact.Deal)
	if err != nil {
		return nil, err
	}
	if d.Status == deal.Settled && d.OpenDispute() != "" {
		return nil, domain.Invalid("deal.change_disputed", "/fact")
	}
	paid, err := d.PaidLines()
	if err != nil {
		return nil, err
	}
	asked.apply(d)
	if err := d.under(w); err != nil {
		return nil, err
	}
	if err := credit(w, d.Deal, d.file); err != nil {
		return nil, err
	}
	if err := correctFrom(w, d.Deal, paid); err != nil {
		return nil, err
	}
	return view.Deal(d.Deal), d.keep(w)
}
