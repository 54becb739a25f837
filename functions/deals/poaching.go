package deals

import (
	"fmt"
	"slices"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// draftPoaching reads a finding of poaching: credit and commission return to the original agent or go to a
// fund that the policy names, and the offender's breach is verified with it (PC.4, PC.6.b, RC.13, SC.1).
func draftPoaching(w *floor.Work, m matter, body contract.NewRuling, ruling *deal.PersonalRuling) error {
	rules := w.Policy.Rules.Disputes
	switch {
	case rules.Poaching == "":
		return domain.Refuse("ruling.not_in_policy", rules.Clause)
	case body.Offender == nil:
		return domain.Invalid("ruling.offender", "/offender")
	}
	offender, err := knownAgent(w, *body.Offender, "/offender")
	if err != nil {
		return err
	}
	party, err := creditTo(w, m, offender, view.Text(body.CreditTo))
	if err != nil {
		return err
	}
	gravity := policy.Ordinary
	if body.Gravity != nil {
		gravity = policy.Gravity(*body.Gravity)
	}
	ruling.Kind, ruling.Clause, ruling.Offender = attribution.RuledPoaching, rules.Poaching, offender
	ruling.Shares = []attribution.Share{{Party: party, BasisPoints: money.WholeBasisPoints}}
	return addPenalty(w, ruling, deal.Penalty{Agent: offender, Breach: rules.PoachingBreach, Gravity: gravity},
		"/gravity")
}

// creditTo finds who is credited instead of an offender: a fund of the policy's list, or the original
// agent. Where the register knows original agents, a named one must be among them; where it knows none, the
// ruling names them.
func creditTo(w *floor.Work, m matter, offender domain.AgentID, to string) (attribution.Party, error) {
	rules := w.Policy.Rules.Disputes
	mayReturn := slices.Contains(rules.PoachingCredit, policy.OriginalAgent)
	originals, err := m.originals(w, offender)
	if err != nil {
		return "", err
	}
	refused := domain.Refuse("ruling.credit_to", rules.Poaching)
	switch {
	case isFund(to) && slices.Contains(rules.PoachingCredit, to):
		return attribution.Party(to), nil
	case isFund(to) || !mayReturn || to == string(offender):
		return "", refused
	case to == policy.OriginalAgent && len(originals) > 0:
		return attribution.Party(originals[0]), nil
	case to == policy.OriginalAgent:
		return "", domain.Refuse("ruling.original_unknown", rules.Poaching)
	}
	agent, err := knownAgent(w, to, "/credit_to")
	if err == nil && len(originals) > 0 && !slices.Contains(originals, agent) {
		err = refused
	}
	return attribution.Party(agent), err
}

// originals lists whose customer the buyer was besides the offender, by the register and by who claims.
func (m matter) originals(w *floor.Work, offender domain.AgentID) ([]domain.AgentID, error) {
	var history, others []domain.AgentID
	buyer, err := buyerOf(w, m.file, w.At)
	if err != nil {
		return nil, err
	}
	if buyer != nil {
		for _, change := range buyer.History {
			history = append(history, change.Owner)
		}
		for _, link := range buyer.Links {
			others = append(others, link.First)
		}
		if buyer.Referrer != "" {
			referrer, err := floor.LoadCustomer(w, buyer.Referrer)
			if err != nil {
				return nil, err
			}
			if referrer != nil {
				owner, _ := referrer.Owner()
				others = append(others, owner.Owner)
			}
		}
	}
	if m.dispute != nil {
		others = append(others, m.dispute.Claimants...)
	}
	return attribution.Originals(offender, history, others...), nil
}

// draftPenalties reads the breaches that a ruling verifies with it.
func draftPenalties(w *floor.Work, given []contract.RulingPenalty, ruling *deal.PersonalRuling) error {
	for i, p := range given {
		field := fmt.Sprintf("/penalties/%d", i)
		agent, err := knownAgent(w, p.Agent, field+"/agent")
		if err != nil {
			return err
		}
		penalty := deal.Penalty{Agent: agent, Breach: p.Breach, Gravity: policy.Gravity(p.Gravity)}
		if err := addPenalty(w, ruling, penalty, field); err != nil {
			return err
		}
	}
	return nil
}

// addPenalty adds a breach that the policy knows; an agent has one in a ruling.
func addPenalty(w *floor.Work, ruling *deal.PersonalRuling, penalty deal.Penalty, field string) error {
	if _, err := conduct.Find(w.Policy.Rules.Conduct, penalty.Breach); err != nil {
		return domain.InField(err, field)
	}
	switch {
	case penalty.Gravity == policy.Unfounded:
		return domain.Invalid("conduct.gravity_unknown", field)
	case slices.ContainsFunc(ruling.Penalties, func(p deal.Penalty) bool { return p.Agent == penalty.Agent }):
		return domain.Invalid("ruling.penalty_repeated", field)
	}
	ruling.Penalties = append(ruling.Penalties, penalty)
	return nil
}

// penalise verifies the breaches of a ruling: each becomes a conduct report with its consequences.
func penalise(w *floor.Work, m matter, ruling deal.PersonalRuling) ([]contract.ConductNotice, error) {
	period := string(conduct.PeriodOf(w.Policy.Rules.Conduct.PeriodMonths, w.Day))
	var tallies []store.Key
	for _, penalty := range ruling.Penalties {
		tallies = append(tallies, store.TallyKey(w.Site.ID, string(penalty.Agent), period))
	}
	if err := w.Need(tallies...); err != nil {
		return nil, err
	}
	var notices []contract.ConductNotice
	for _, penalty := range ruling.Penalties {
		breach, err := conduct.Find(w.Policy.Rules.Conduct, penalty.Breach)
		if err != nil {
			return nil, err
		}
		report := conduct.Report{ID: floor.NextReport(w), Agent: penalty.Agent, Breach: breach.Kind,
			Clause:    breach.Clause,
			Statement: ruling.Reason, ReportedBy: ruling.By, Reporter: ruling.ByAgent,
			ReportedAt: w.At, Status: conduct.Reported}
		if report, err = decide(w, m.by, report, conduct.Verification{Gravity: penalty.Gravity}); err != nil {
			return nil, err
		}
		if err := floor.SaveReport(w, report); err != nil {
			return nil, err
		}
		kept := view.Report(report)
		notices = append(notices, contract.ConductNotice{Agent: kept.Agent, Clause: kept.Clause, Count: kept.Count,
			Proposes: kept.Proposes})
	}
	return notices, nil
}
