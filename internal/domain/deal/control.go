package deal

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/standing"
)

// Phase is how far a deal is in its life.
type Phase string

// The phases of a deal, in their order.
const (
	Recorded    Phase = "recorded"  // sales control (销控) has not confirmed it: nothing is paid
	Confirmed   Phase = "confirmed" // a subscription that sales control has confirmed
	SignedPhase Phase = "signed"    // confirmed and signed; paid when it is due
	Paid        Phase = "settled"
	Ended       Phase = "cancelled"
)

// Phase gives how far the deal is.
func (d *Deal) Phase() Phase {
	switch {
	case d.Status == Cancelled:
		return Ended
	case d.Status == Settled:
		return Paid
	case d.Waits != "":
		return Recorded
	case d.Stage == Signed:
		return SignedPhase
	}
	return Confirmed
}

// Parties lists the agents who are paid by the deal, or would be if they are right: closer, owner, whom the customer
// chose, whoever shares or shared in it, claims it, disputes it or was turned down.
func (d *Deal) Parties() []domain.AgentID {
	var all []domain.AgentID
	add := func(agent domain.AgentID) {
		if agent != "" && agent[0] != '@' && !slices.Contains(all, agent) {
			all = append(all, agent)
		}
	}
	shares := func(list []attribution.Share) {
		for _, share := range list {
			add(domain.AgentID(share.Party))
		}
	}
	add(d.ClosedBy)
	add(d.Owner)
	add(d.CustomerChose)
	shares(d.Ruling.Shares)
	shares(d.Paid)
	for _, ruling := range d.Personal {
		shares(ruling.Shares)
	}
	for _, turned := range d.Ruling.TurnedDown {
		add(turned.Agent)
	}
	for _, claim := range d.Claims {
		add(claim.Verdict.Agent)
	}
	for _, objection := range d.Disputes {
		add(objection.By)
	}
	for _, heard := range d.Heard {
		add(heard)
	}
	return all
}

// Interested reports whether somebody is a party of the deal, in whatever role they call.
func (d *Deal) Interested(who standing.Said) bool {
	return who.Agent != "" && slices.Contains(d.Parties(), who.Agent)
}

// MayConfirm reports whether somebody may confirm the deal for sales control: not who recorded it, not who has
// confirmed it before, no party. Errors: standing.own_word, standing.interested.
func (d *Deal) MayConfirm(who standing.Said, clause domain.Clause) error {
	same := func(said standing.Said) bool { return standing.SamePerson(said, who) }
	switch {
	case same(d.RecordedBy), slices.ContainsFunc(d.Approved, same):
		return domain.Refuse("standing.own_word", clause)
	case d.Interested(who):
		return domain.Refuse("standing.interested", clause)
	}
	return nil
}

// Implausible reports a commission beyond the bounds: by its amount, or as a share of the price.
func (d *Deal) Implausible(bounds policy.Settlement) bool {
	most, share := bounds.Plausible()
	if d.Commission > money.Fen(most) {
		return true
	}
	limit, err := money.Allocate(d.Price, []int{share, money.WholeBasisPoints - share})
	return d.Price > 0 && (err != nil || d.Commission > limit[0])
}

// ChangeAmount gives the deal another commission; what was paid stands for the one before until it is corrected.
func (d *Deal) ChangeAmount(commission money.Fen) {
	if d.Round > 0 && d.PaidCommission == nil {
		before := d.Commission
		d.PaidCommission = &before
	}
	d.Commission = commission
}
