package deals

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/settlement"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// factOf is what sales control confirms about a deal: every party gains by it.
func factOf(d *deal.Deal, kind standing.Kind) standing.Fact {
	return standing.Fact{Kind: kind, Interest: standing.Interest{Gains: d.Parties()}, Customer: d.Customer, Deal: d.ID,
		Entry: d.Decision}
}

// awaitControl has a new deal wait for sales control (销控): for another than who recorded it, whoever that is (PC.5).
func awaitControl(w *floor.Work, d *deal.Deal) (standing.Fact, error) {
	d.RecordedBy = w.SaidBy()
	fact, err := floor.SecondPerson(w, factOf(d, standing.Deal), w.Policy.Rules.StandingOf(standing.Deal).Confirms, nil)
	d.Waits = fact.ID
	return fact, err
}

// dealConfirmed lets sales control confirm a deal, or a signing that waits. A commission beyond what is plausible takes
// a second approval, also of the level above.
func dealConfirmed(w *floor.Work, fact standing.Fact) (any, error) {
	d, err := take(w, fact.Deal)
	if err != nil {
		return nil, err
	}
	if fact.ID != d.Waits {
		return changed(w, d, fact)
	}
	who := fact.ClosedBy
	if err := d.MayConfirm(who, fact.Clause); err != nil {
		return nil, err
	}
	d.Approved, d.Waits = append(d.Approved, who), ""
	if d.Implausible(w.Policy.Rules.Settlement) && len(d.Approved) < 2 {
		next, err := secondApproval(w, d.Deal, who)
		if err != nil {
			return nil, err
		}
		out := view.Deal(d.Deal)
		out.Standing = view.FactStanding(next, true)
		return out, d.keep(w)
	}
	return view.Deal(d.Deal), d.keep(w)
}

// secondApproval asks another person than the first, of another role of sales control or above.
func secondApproval(w *floor.Work, d *deal.Deal, first standing.Said) (standing.Fact, error) {
	roles := slices.DeleteFunc(w.Policy.Rules.StandingOf(standing.Deal).Confirms,
		func(role domain.Role) bool { return role == first.Role })
	if !slices.Contains(roles, domain.RoleRegionalSales) {
		roles = append(roles, domain.RoleRegionalSales)
	}
	next, err := floor.SecondPerson(w, factOf(d, standing.Deal), roles, nil)
	d.Waits = next.ID
	return next, err
}

// dealDropped takes back a deal that sales control does not confirm: its unit and contract are free again. A signing or
// change that is not confirmed leaves the deal as it is.
func dealDropped(w *floor.Work, fact standing.Fact) error {
	d, err := take(w, fact.Deal)
	if err != nil {
		return unlessCancelled(err)
	}
	if fact.ID == d.Asked {
		d.Asked = ""
		return d.keep(w)
	}
	d.Waits = ""
	if err := callOff(w, d, "unconfirmed"); err != nil {
		return err
	}
	return d.keep(w)
}

// callOff takes a deal back with all that hangs on it: what was settled is mirrored exactly, today.
func callOff(w *floor.Work, d held, reason string) error {
	paid, err := d.PaidLines()
	if err != nil {
		return err
	}
	mirrors, err := settlement.Reverse(paid, w.Day, "cancelled")
	if err != nil {
		return err
	}
	for _, claim := range d.Claims {
		if err := carries(w, claim, ""); err != nil {
			return err
		}
	}
	floor.PutLines(w, mirrors)
	if d.Status != deal.Settled && d.Stage == deal.Signed {
		floor.DropDue(w, d.DueAt, string(d.ID))
	}
	d.Status, d.CancelReason = deal.Cancelled, reason
	if err := vacate(w, d.Deal); err != nil {
		return err
	}
	for _, fact := range []string{d.Waits, d.Asked} {
		if err := floor.EndFact(w, fact); err != nil {
			return err
		}
	}
	d.Waits, d.Asked = "", ""
	if err := leaveBuyers(w, d); err != nil {
		return err
	}
	if err := drop(w, d); err != nil {
		return err
	}
	return w.Record(journal.Entry{Deal: d.ID, Customer: d.Customer, Refers: d.Decision, Note: "cancelled"})
}

// leaveBuyers takes a deal off the files of whom it was recorded for and of whom it was renamed to.
func leaveBuyers(w *floor.Work, d held) error {
	for _, ref := range []domain.CustomerRef{d.Customer, d.Buyer} {
		if ref == "" {
			continue
		}
		file, err := floor.LoadCustomer(w, ref)
		if err != nil {
			return err
		}
		if file != nil {
			file.OpenDeals = slices.DeleteFunc(slices.Clone(file.OpenDeals),
				func(id domain.DealID) bool { return id == d.ID })
			floor.SaveCustomer(w, file)
		}
	}
	return nil
}

// mayWrite lets the closer, the customer's owner and management write on a deal. Error: deal.not_yours.
func mayWrite(w *floor.Work, d held) error {
	who := w.SaidBy()
	if who.Role != domain.RoleAgent || who.Agent == d.ClosedBy {
		return nil
	}
	if d.file != nil {
		if owner, _ := d.file.Owner(); owner.Owner == who.Agent {
			return nil
		}
	}
	return domain.Invalid("deal.not_yours", "/deal")
}

// unasked wants no other signing or change of the deal to wait. Error: deal.change_waits.
func unasked(d held) error {
	if d.Asked != "" {
		return domain.Invalid("deal.change_waits", "/deal")
	}
	return nil
}
