package visits

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// foundOut records what a visitor turned out to be. Found out during the reception, without having
// said so, it stays a valid reception (GP.14.b).
func (h *Handler) foundOut(ctx context.Context, call api.Call[contract.FoundOut]) (api.Answer, error) {
	found := askedKind{register.VisitorKind(call.Body.Kind), call.Body.DisclosesIdentity}
	return onOwnVisit(ctx, h, call, func(w *floor.Work, entry journal.Entry,
		file *floor.CustomerFile) (contract.Visit, error) {
		receiver := w.SaidBy().Agent
		if receiver == "" {
			return found.record(w, entry, file)
		}
		fact, waits, err := floor.Say(w, standing.Fact{Kind: standing.Arrival, Customer: file.Ref, Visit: entry.Visit,
			Interest: standing.Interest{Gains: []domain.AgentID{receiver}}}, map[string]askedKind{"found": found})
		if err != nil {
			return contract.Visit{}, err
		}
		out, err := seen(w, entry, file)
		out.Standing = view.FactStanding(fact, waits)
		return out, err
	})
}

// askedKind is what a visitor turned out to be. Of an agent it waits: the kind moves turns and credit.
type askedKind struct {
	Kind      register.VisitorKind `json:"kind"`
	Discloses bool                 `json:"discloses,omitempty"`
}

func (k askedKind) carryOut(w *floor.Work, fact standing.Fact) (any, error) {
	entry, file, err := floor.VisitCustomer(w, fact.Visit)
	if err != nil {
		return nil, err
	}
	return k.record(w, entry, file)
}

func (k askedKind) record(w *floor.Work, entry journal.Entry, file *floor.CustomerFile) (contract.Visit, error) {
	file.Kind = k.Kind
	floor.SaveCustomer(w, file)
	record := journal.Entry{Customer: file.Ref, Refers: entry.Visit, Note: string(k.Kind),
		Answers: &register.Answers{Kind: k.Kind, DisclosesIdentity: k.Discloses}}
	hidden := w.Policy.Rules.Reception.Clause(policy.BrokerHidden)
	_, open := floor.ReceiverOf(w, entry.Visit)
	if (k.Kind != register.KindBroker && k.Kind != register.KindCompetitor) || hidden == "" || !open {
		if err := w.Record(record); err != nil {
			return contract.Visit{}, err
		}
		return seen(w, entry, file)
	}
	effects, err := w.Apply(rotation.Event{Kind: rotation.MadeValid, Visit: entry.Visit}, record)
	if err != nil {
		return contract.Visit{}, err
	}
	out, err := seen(w, entry, file, effects...)
	out.Clause = string(hidden)
	return out, err
}

// confirmCard is the duty manager's word on a broker's card: confirmed, the reception was invalid and
// earns a make-up turn (GP.14.a); not confirmed, it was a valid one (GP.14.b).
func (h *Handler) confirmCard(ctx context.Context, call api.Call[contract.CardConfirmation]) (api.Answer, error) {
	cmd, visit := visitCommand(call)
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Visit, error) {
		rules := w.Policy.Rules
		if err := w.Authorise(rules.Authority.Verifies, rules.Reception.Clause(policy.BrokerDisclosed)); err != nil {
			return contract.Visit{}, err
		}
		entry, file, err := floor.VisitCustomer(w, visit)
		if err != nil {
			return contract.Visit{}, err
		}
		contact, ok := file.LastContact(visit)
		if entry.Reception == nil || entry.Reception.Treatment != rotation.DisclosedBroker || !ok ||
			contact.Agent == "" {
			return contract.Visit{}, domain.Refuse("visit.no_card", rules.Reception.Clause(policy.BrokerHidden))
		}
		if by := w.SaidBy().Agent; by != "" && by == receiverOr(w, visit, contact.Agent) {
			return contract.Visit{}, domain.Refuse("standing.interested",
				rules.Reception.Clause(policy.BrokerDisclosed))
		}
		first, found := firstContact(file, visit)
		about := []domain.AgentID{contact.Agent}
		if found {
			about = append(about, first.Agent)
		}
		if err := floor.NotTheirOwn(w, "standing.own_matter", "GP.14.a", about...); err != nil {
			return contract.Visit{}, err
		}
		if file.CardJudged == visit || (call.Body.Confirmed && found && !tookTurn(first.Turn)) {
			return contract.Visit{}, domain.Refuse("visit.already_confirmed",
				rules.Reception.Clause(policy.BrokerDisclosed))
		}
		file.CardJudged = visit
		floor.SaveCustomer(w, file)
		record := journal.Entry{Customer: file.Ref, Refers: visit}
		if !call.Body.Confirmed {
			return refuseCard(w, entry, file, record)
		}
		effects, err := w.Apply(rotation.Event{Kind: rotation.CardConfirmed, Visit: visit, Agent: first.Agent}, record)
		if err != nil {
			return contract.Visit{}, err
		}
		if first, found = firstContact(file, visit); found { // a hand-over in between may have moved the contacts
			first.Turn = turnAfter(effects, first.Turn)
		}
		out, err := seen(w, entry, file, effects...)
		out.Turn, out.Clause = contract.Turn(first.Turn), string(rules.Reception.Clause(policy.BrokerDisclosed))
		return out, err
	}))
}

func refuseCard(w *floor.Work, entry journal.Entry, file *floor.CustomerFile,
	record journal.Entry) (contract.Visit, error) {
	record.Note = "card_not_confirmed"
	if _, open := floor.ReceiverOf(w, entry.Visit); open {
		if _, err := w.Apply(rotation.Event{Kind: rotation.MadeValid, Visit: entry.Visit}, record); err != nil {
			return contract.Visit{}, err
		}
	} else if err := w.Record(record); err != nil {
		return contract.Visit{}, err
	}
	out, err := seen(w, entry, file)
	out.Clause = string(w.Policy.Rules.Reception.Clause(policy.BrokerHidden))
	return out, err
}

// receiverOr gives who receives the visit, or who received it last.
func receiverOr(w *floor.Work, visit domain.VisitID, last domain.AgentID) domain.AgentID {
	if receiver, open := floor.ReceiverOf(w, visit); open {
		return receiver
	}
	return last
}

// confirmGiveBack is the supervisor's word that a referred customer went back to the referrer's agent
// with a full account; the receiver gets a make-up turn (GP.17.b).
func (h *Handler) confirmGiveBack(ctx context.Context,
	call api.Call[contract.GiveBackConfirmation]) (api.Answer, error) {
	cmd, visit := visitCommand(call)
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Visit, error) {
		rules := w.Policy.Rules
		if err := w.Authorise(rules.Authority.Verifies, rules.Reception.Clause(policy.ReferralTraced)); err != nil {
			return contract.Visit{}, err
		}
		entry, file, err := floor.VisitCustomer(w, visit)
		if err != nil {
			return contract.Visit{}, err
		}
		contact, ok := firstContact(file, visit)
		if file.GiveBack != visit || !ok {
			return contract.Visit{}, domain.Refuse("visit.nothing_to_give_back",
				rules.Reception.Clause(policy.ReferralTraced))
		}
		if by := w.SaidBy().Agent; by != "" && by == contact.Agent {
			return contract.Visit{}, domain.Refuse("standing.interested", rules.Reception.Clause(policy.ReferralTraced))
		}
		owner, _ := file.Owner()
		if err := floor.NotTheirOwn(w, "standing.own_matter", "GP.17.b", contact.Agent, owner.Owner); err != nil {
			return contract.Visit{}, err
		}
		record := journal.Entry{Customer: file.Ref, Refers: visit}
		var effects []rotation.Effect
		if tookTurn(contact.Turn) {
			event := rotation.Event{Kind: rotation.GaveBack, Visit: visit, Agent: contact.Agent, Other: owner.Owner}
			effects, err = w.Apply(event, record)
		} else {
			err = w.Record(record)
		}
		if err != nil {
			return contract.Visit{}, err
		}
		if contact, ok = firstContact(file, visit); ok {
			contact.Turn = turnAfter(effects, contact.Turn)
		}
		file.GiveBack = ""
		floor.SaveCustomer(w, file)
		out, err := seen(w, entry, file, effects...)
		out.Turn, out.Clause = contract.Turn(contact.Turn), string(rules.Reception.Clause(policy.ReferralTraced))
		return out, err
	}))
}

// firstContact is the contact of whoever received the visit first.
func firstContact(file *floor.CustomerFile, visit domain.VisitID) (*register.Contact, bool) {
	for i := range file.Contacts {
		if file.Contacts[i].Visit == visit && file.Contacts[i].Agent != "" {
			return &file.Contacts[i], true
		}
	}
	return nil, false
}
