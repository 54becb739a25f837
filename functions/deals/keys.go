package deals

import (
	"errors"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// taken is what a unit's or a contract's key holds: its one living deal.
type taken struct {
	Deal domain.DealID `json:"deal"`
}

// numbered is one of the two numbers of which a deal is the only living one.
type numbered struct {
	key            func(domain.SiteID, string) store.Key
	missing, taken domain.Code
	field          string
}

var (
	byUnit     = numbered{store.UnitKey, "deal.unit_missing", "deal.unit_taken", "/unit"}
	byContract = numbered{store.ContractKey, "deal.contract_missing", "deal.contract_taken", "/contract"}
)

// check wants a number that no other living deal has. Management is told which deal has it, an agent only that one has.
func (n numbered) check(w *floor.Work, d *deal.Deal, number string) error {
	compared := deal.Key(number)
	if compared == "" {
		return domain.Invalid(n.missing, n.field)
	}
	of, err := floor.Load(w, n.key(w.Site.ID, compared), taken{})
	if err != nil || of.Deal == "" || of.Deal == d.ID {
		return err
	}
	refused := domain.Invalid(n.taken, n.field)
	if w.SaidBy().Role != domain.RoleAgent {
		refused = refused.With("deal", string(of.Deal))
	}
	return refused
}

// take makes a number the deal's in the place of the one until then, which is free again.
func (n numbered) take(w *floor.Work, d *deal.Deal, was, number string) error {
	if err := n.check(w, d, number); err != nil {
		return err
	}
	if deal.Key(was) == deal.Key(number) {
		return nil
	}
	if err := n.free(w, d, was); err != nil {
		return err
	}
	return w.Save(n.key(w.Site.ID, deal.Key(number)), taken{d.ID})
}

// free lets go of a number that the deal has.
func (n numbered) free(w *floor.Work, d *deal.Deal, number string) error {
	compared := deal.Key(number)
	if compared == "" {
		return nil
	}
	key := n.key(w.Site.ID, compared)
	of, err := floor.Load(w, key, taken{})
	if err != nil || of.Deal != d.ID {
		return err
	}
	w.Also(store.Write{Action: store.Delete, Condition: store.MustExist, Item: store.Item{Key: key}})
	return nil
}

// occupy gives a new deal its numbers; without a contract only a subscription is recorded.
func occupy(w *floor.Work, d *deal.Deal) error {
	err := byUnit.take(w, d, "", d.Unit)
	if err == nil && (d.Contract != "" || d.Stage == deal.Signed) {
		err = byContract.take(w, d, "", d.Contract)
	}
	return err
}

// vacate frees the numbers of a deal that is cancelled.
func vacate(w *floor.Work, d *deal.Deal) error {
	return errors.Join(byUnit.free(w, d, d.Unit), byContract.free(w, d, d.Contract))
}
