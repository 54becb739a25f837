package deals

import (
	"context"
	"fmt"
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/settlement"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// maxRulings bounds the rulings of one deal, proposals included.
const maxRulings = 16

// matter is a deal with the dispute that waits for a ruling, if there is one.
type matter struct {
	held
	dispute *deal.Dispute
	by      api.Principal
}

func open(w *floor.Work, id domain.DealID, by api.Principal) (matter, error) {
	d, err := take(w, id)
	if err != nil {
		return matter{}, err
	}
	m := matter{held: d, by: by}
	if m.dispute, err = pending(w, d.Deal); err != nil {
		return m, err
	}
	if m.dispute != nil && m.dispute.Version != 0 {
		return m, floor.Under(w, m.dispute.Version)
	}
	return m, d.under(w)
}

func (m matter) appealed() bool { return m.dispute != nil && m.dispute.Status == deal.DisputeAppealed }

// parties lists the dispute's parties; without one, who stands in the credit.
func (m matter) parties() []domain.AgentID {
	if m.dispute != nil {
		return m.dispute.Parties()
	}
	list := holders(m.held, "")
	if !slices.Contains(list, m.ClosedBy) {
		list = append(list, m.ClosedBy)
	}
	return list
}

// mayRule wants somebody whom the policy lets rule, on an appeal the next level's, and never a party.
func (m matter) mayRule(w *floor.Work) error {
	roles, clause := w.Policy.Rules.Authority.Rulings, w.Policy.Rules.Authority.RulingsClause
	if m.appealed() {
		roles, clause = m.dispute.Appeal.To, m.dispute.Rule
	}
	if err := w.Authorise(roles, clause); err != nil {
		return err
	}
	party := m.by.Agent != "" && slices.Contains(m.parties(), m.by.Agent)
	if m.dispute != nil && slices.Contains(m.dispute.Subjects, m.by.Subject) {
		party = true
	}
	switch {
	case party:
		return domain.Refuse("ruling.party", w.Policy.Rules.Disputes.Clause)
	case m.appealed() && (slices.Contains(m.dispute.RuledBy, m.by.Subject) ||
		m.by.Agent != "" && slices.Contains(m.dispute.RuledAgents, m.by.Agent)):
		return domain.Refuse("ruling.same_person", m.dispute.Rule)
	}
	return nil
}

// ruleDeal puts a person's ruling in force on a waiting or disputed deal, or proposes it where the policy
// asks for two approvals (PC.3.a). If the deal was settled, the settled lines are mirrored and the new ones
// written today.
func (h *Handler) ruleDeal(ctx context.Context, call api.Call[contract.NewRuling]) (api.Answer, error) {
	id := domain.DealID(call.Path("deal"))
	cmd := view.Command(call, store.DealKey(call.Site, id))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Deal, error) {
		m, err := open(w, id, call.Principal)
		if err != nil {
			return contract.Deal{}, err
		}
		if err := m.mayRule(w); err != nil {
			return contract.Deal{}, err
		}
		if err := m.unruled(w); err != nil {
			return contract.Deal{}, err
		}
		ruling, err := draft(w, m, call.Body)
		if err != nil {
			return contract.Deal{}, err
		}
		if err := m.ripe(w, ruling.Kind); err != nil {
			return contract.Deal{}, err
		}
		kept := m.Propose(ruling)
		if m.dispute != nil && !m.appealed() && w.Policy.Rules.Disputes.Approvals > 1 {
			note := fmt.Sprintf("ruling_proposed:%d", kept.Number)
			if err := w.Record(journal.Entry{Deal: m.ID, Customer: m.Customer, Refers: m.Decision,
				Note: note}); err != nil {
				return contract.Deal{}, err
			}
			return view.Deal(m.Deal), m.keep(w)
		}
		return enact(w, m, *kept, call.Principal)
	}))
}

// unruled wants no proposal to be waiting for its approval. Whoever made it is told that it takes another
// person (PC.3.a).
func (m matter) unruled(w *floor.Work) error {
	clause := w.Policy.Rules.Disputes.Clause
	switch proposed := m.Awaiting(); {
	case len(m.Personal) == maxRulings:
		return domain.Refuse("ruling.too_many", clause)
	case proposed == nil:
		return nil
	case floor.SamePerson(w, proposed.By, proposed.ByAgent):
		return domain.Refuse("ruling.same_person", clause)
	}
	return domain.Refuse("ruling.awaiting_approval", clause)
}

// ripe wants something to rule on, and the written statements to be in or overdue where the policy asks for
// them (PC.3.a). Verified poaching is ruled on whenever it is found (PC.4, RC.13, SC.1).
func (m matter) ripe(w *floor.Work, kind attribution.RulingKind) error {
	rules := w.Policy.Rules.Disputes
	switch {
	case kind == attribution.RuledPoaching:
		return nil
	case m.dispute == nil && m.Status != deal.Waiting:
		return domain.Invalid("deal.no_ruling_needed", "/deal")
	case m.dispute == nil && kind == attribution.RuledIrreconcilable:
		return domain.Refuse("ruling.no_dispute", rules.Irreconcilable)
	case m.dispute != nil && !m.appealed() && rules.NeedStatements && !m.dispute.MayBeRuled(w.At):
		return domain.Refuse("ruling.statements_due", rules.Clause)
	}
	return nil
}

// approveRuling lets a second person approve exactly what was proposed, or decline it (PC.3.a).
func (h *Handler) approveRuling(ctx context.Context, call api.Call[contract.RulingApproval]) (api.Answer, error) {
	number := call.Number("number")
	id := domain.DealID(call.Path("deal"))
	cmd := view.Command(call, store.DealKey(call.Site, id))
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Deal, error) {
		m, err := open(w, id, call.Principal)
		if err != nil {
			return contract.Deal{}, err
		}
		if err := m.mayRule(w); err != nil {
			return contract.Deal{}, err
		}
		proposed := m.Awaiting()
		switch {
		case proposed == nil || proposed.Number != number:
			return contract.Deal{}, domain.Invalid("ruling.not_awaiting", "/number")
		case floor.SamePerson(w, proposed.By, proposed.ByAgent):
			return contract.Deal{}, domain.Refuse("ruling.same_person", w.Policy.Rules.Disputes.Clause)
		}
		proposed.ApprovedBy, proposed.ApprovedAt, proposed.PolicyVersion = call.Principal.Subject, w.At, w.Policy.Number
		if call.Body.Approve {
			return enact(w, m, *proposed, api.Principal{Subject: proposed.By, Agent: proposed.ByAgent}, call.Principal)
		}
		proposed.Status = deal.Declined
		note := fmt.Sprintf("ruling_declined:%d", number)
		if err := w.Record(journal.Entry{Deal: m.ID, Customer: m.Customer, Refers: m.Decision,
			Note: note}); err != nil {
			return contract.Deal{}, err
		}
		return view.Deal(m.Deal), m.keep(w)
	}))
}

// enact puts a ruling in force with all that follows from it, in one transaction: the penalties, the
// supplementary rule, the credit and its correction.
func enact(w *floor.Work, m matter, ruling deal.PersonalRuling, by ...api.Principal) (contract.Deal, error) {
	notices, err := penalise(w, m, ruling)
	if err != nil {
		return contract.Deal{}, err
	}
	supplement, err := supplement(w, m, ruling)
	if err != nil {
		return contract.Deal{}, err
	}
	if err := enforce(w, m.held, ruling, m.parties()); err != nil {
		return contract.Deal{}, err
	}
	if m.dispute != nil {
		m.Hear(m.dispute.Parties())
		var subjects []string
		for _, person := range by {
			subjects = append(subjects, person.Subject)
			if person.Agent != "" {
				m.dispute.RuledAgents = append(m.dispute.RuledAgents, person.Agent)
			}
		}
		m.dispute.Ruled(w.Policy.Rules.Disputes, subjects, w.At)
		if err := keepDispute(w, m.dispute); err != nil {
			return contract.Deal{}, err
		}
	}
	answer := view.Deal(m.Deal)
	answer.Penalties, answer.Supplement, answer.NewPolicyVersion = notices, supplement, supplement != nil
	if len(notices) > 0 {
		answer.Conduct = &notices[0]
	}
	return answer, m.keep(w)
}

// enforce puts a ruling in force: the certificate is recorded with its facts, the deal placed, and what was
// settled corrected.
func enforce(w *floor.Work, d held, ruling deal.PersonalRuling, parties []domain.AgentID) error {
	d.PutInForce(ruling.Number)
	if d.file != nil {
		d.file.Disputed = false
		floor.SaveCustomer(w, d.file)
	}
	facts := floor.DealFacts{Deal: d.Facts(), Person: &attribution.PersonalRuling{Kind: ruling.Kind, Role: ruling.Role,
		Shares: ruling.Shares, Clause: ruling.Clause, Offender: ruling.Offender, Parties: parties}}
	certificate := facts.Credit(w.Policy, w.At)
	if err := decided(w, d.Deal, &certificate, facts); err != nil {
		return err
	}
	d.Place()
	return correct(w, d.Deal)
}

// correct writes the correction of a settled deal: the exact mirror of what stands, and the new lines. A
// deal that waits keeps what was settled until the ruling.
func correct(w *floor.Work, d *deal.Deal) error {
	paid, err := d.PaidLines()
	if err != nil {
		return err
	}
	next := d.Credit()
	if d.Status != deal.Settled || d.OpenDispute() != "" || len(next.Shares) == 0 {
		return nil
	}
	reason := "corrected_by_rule"
	switch {
	case d.PaidCommission != nil:
		reason = "corrected_amount"
	case d.Ruled() != nil:
		reason = "corrected_by_ruling"
	}
	mirrors, err := settlement.Reverse(paid, w.Day, reason)
	if err != nil {
		return err
	}
	lines, err := settlement.SettleDeal(next, w.Day)
	if err != nil {
		return err
	}
	d.Settle(next, w.Day)
	floor.PutLines(w, mirrors)
	floor.PutLines(w, lines)
	return nil
}
