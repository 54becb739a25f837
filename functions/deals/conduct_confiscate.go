package deals

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/floor"
)

// stake gives the credit in force of the deal that a breach is about. A cancelled deal has none left; with
// an open objection the credit waits.
func stake(d *deal.Deal) *conduct.Stake {
	if d.Status == deal.Cancelled {
		return &conduct.Stake{}
	}
	shares, _ := d.Shares()
	return &conduct.Stake{Waits: d.Status == deal.Waiting || d.OpenDispute() != "", Shares: shares}
}

// confiscate lets the offender's share of the deal fall to the company (SC.7): the shares in force change,
// and of a settled deal the lines are mirrored and written anew.
func confiscate(w *floor.Work, d *deal.Deal, report conduct.Report) error {
	taken, found := report.Consequences.Confiscated, report.Verification
	ruling := d.Propose(deal.PersonalRuling{Kind: attribution.RuledConfiscated, By: found.By, Role: found.Role,
		At:     w.At,
		Shares: taken.Shares, Reason: report.Breach, Clause: report.Clause, Offender: report.Agent,
		PolicyVersion: w.Policy.Number})
	d.PutInForce(ruling.Number)
	facts := floor.DealFacts{Deal: d.Facts(), Person: &attribution.PersonalRuling{Kind: ruling.Kind, Role: ruling.Role,
		Shares: ruling.Shares, Clause: ruling.Clause, Offender: ruling.Offender,
		Parties: []domain.AgentID{report.Agent}}}
	certificate := facts.Credit(w.Policy, w.At)
	if err := decided(w, d, &certificate, facts); err != nil {
		return err
	}
	d.Place()
	if err := correct(w, d); err != nil {
		return err
	}
	return keepDeal(w, d)
}
