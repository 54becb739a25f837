package deals

import (
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
)

// stake gives the credit in force of the deal that a breach is about. A cancelled deal has none left.
func stake(d *deal.Deal) *conduct.Stake {
	if d.Status == deal.Cancelled {
		return &conduct.Stake{}
	}
	shares, _ := d.Shares()
	return &conduct.Stake{Waits: d.Status == deal.Waiting, Shares: shares}
}

// confiscate lets the offender's share of the deal fall to the company (SC.7): the shares in force change,
// and of a settled deal the lines are mirrored and written anew. Open disputes stay open.
func confiscate(w *floor.Work, d *deal.Deal, version int64, report conduct.Report) error {
	taken, found := report.Consequences.Confiscated, report.Verification
	d.Personal = append(d.Personal, deal.PersonalRuling{By: found.By, Role: found.Role, At: w.At, Shares: taken.Shares,
		Reason: report.Breach, Clause: report.Clause})
	ruling := attribution.Ruling{Shares: taken.Shares, Clause: report.Clause, PolicyVersion: w.Policy.Number, AsOf: w.At,
		Considered: []attribution.Considered{{Rule: "confiscated", Clause: report.Clause, Decided: true, Reason: report.Breach}}}
	d.Decision = w.NextVisit()
	if err := w.Record(journal.Entry{Visit: d.Decision, Deal: d.ID, Customer: d.Customer, Ruling: &ruling, Refers: report.Decision}); err != nil {
		return err
	}
	d.Place()
	if err := correct(w, d); err != nil {
		return err
	}
	return keepDeal(w, d, version)
}
