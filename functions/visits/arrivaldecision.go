package visits

import (
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/view"
)

// registerArrival decides who receives and whose customer the visitor is, and records both (SS.4.2.4, GP.3).
func registerArrival(w *floor.Work, a arrival) (contract.Visit, error) {
	answers, err := a.admitted(w)
	if err != nil {
		return contract.Visit{}, err
	}
	visit := w.NextVisit()
	file, known, err := a.visitor(w, visit)
	if err != nil {
		return contract.Visit{}, err
	}
	if known && file.OpenVisit != "" {
		return contract.Visit{}, (&domain.Error{Code: "visit.already_in_progress"}).With("visit",
			string(file.OpenVisit))
	}
	around := floor.Around{}
	if known {
		around.Visitor = file
	}
	if err := lookAround(w, answers, &around); err != nil {
		return contract.Visit{}, err
	}
	announced, err := a.announced(w, file)
	if err != nil {
		return contract.Visit{}, err
	}
	around.Announced = announced.announcement()
	facts, err := floor.AtDoor(w, around)
	if err != nil {
		return contract.Visit{}, err
	}
	reception := attribution.Receive(w.Policy.Rules, facts.Door(answers, w.At))
	entry := journal.Entry{Visit: visit, Answers: &answers, Reception: &reception}
	if entry.Facts, err = facts.Facts(); err != nil {
		return contract.Visit{}, err
	}
	plain := reception
	if w.SaidBy().Agent != "" {
		bare := register.Answers{Kind: register.KindCustomer, PhoneUnknown: answers.PhoneUnknown}
		plain = attribution.Receive(w.Policy.Rules, facts.Door(bare, w.At))
	}
	return a.commit(w, file, entry, plain, announced)
}

// admitted gives the answers of an arrival that the site's rules let in.
func (a arrival) admitted(w *floor.Work) (register.Answers, error) {
	if err := a.checkDay(w); err != nil {
		return register.Answers{}, err
	}
	if a.onTurn != rotation.NotChosen && w.Policy.Rules.Rotation.OldCustomerOnTurn == "" {
		return register.Answers{}, domain.Invalid("rotation.not_in_policy", "/on_turn_takes")
	}
	answers, err := a.answers(w)
	if err != nil {
		return answers, err
	}
	return answers, a.refuseSteering(w, answers)
}

// answers turns the opening questions into references; names that no agent bears are not a naming.
func (a arrival) answers(w *floor.Work) (register.Answers, error) {
	out := register.Answers{FirstVisit: a.body.FirstVisit, Kind: a.kind, PhoneUnknown: a.phone == nil,
		DisclosesIdentity: view.Yes(a.body.DisclosesIdentity), Card: view.Yes(a.body.Card),
		AskedBy:  textOf(a.body.AskedForBy),
		Referred: view.Yes(a.body.Referred), Letter: view.Yes(a.body.Letter),
		ReferrerNamed: a.details.Referrer != "" && a.referrer == nil}
	var err error
	if a.body.IntroducedBy != nil {
		if out.IntroducedBy, err = agentOf(w, *a.body.IntroducedBy, "/introduced_by"); err != nil {
			return out, err
		}
	}
	if err := a.namesIn(w, &out); err != nil {
		return out, err
	}
	if a.body.KnownTo != nil {
		for _, id := range *a.body.KnownTo {
			agent, err := agentOf(w, id, "/known_to")
			if err != nil {
				return out, err
			}
			out.KnownTo = append(out.KnownTo, agent)
		}
	}
	for _, p := range []struct {
		phone *privacy.Phone
		into  *domain.CustomerRef
	}{{a.referrer, &out.Referrer}, {a.behalf, &out.OnBehalfOf}, {a.family, &out.Family}} {
		if p.phone == nil {
			continue
		}
		if *p.into, err = floor.RefOf(w, *p.phone); err != nil {
			return out, err
		}
	}
	return out, nil
}

// agentOf gives an agent of the site.
func agentOf(w *floor.Work, id contract.AgentID, field string) (domain.AgentID, error) {
	if _, ok := w.Site.Agent(domain.AgentID(id)); !ok {
		return "", domain.Invalid("agent.unknown", field)
	}
	return domain.AgentID(id), nil
}

// namesIn adds whom the visitor names: an agent, a name in words, or one forgotten.
func (a arrival) namesIn(w *floor.Work, out *register.Answers) (err error) {
	n := a.body.Names
	switch {
	case n == nil:
	case n.Agent != nil:
		out.Names, err = agentOf(w, *n.Agent, "/names/agent")
	case n.Text != nil:
		agent, known := w.Site.AgentNamed(view.Text(n.Text))
		out.Names, out.NamesUnknown = agent.ID, !known
	case n.Forgotten != nil:
		out.NamesForgotten = *n.Forgotten
	}
	return err
}

// refuseSteering refuses and records a designation by staff outside sales; that the desk writes down whom the customer
// asks for is none (SC.9).
func (a arrival) refuseSteering(w *floor.Work, answers register.Answers) error {
	clause := w.Policy.Rules.Reception.NonSalesDesignation
	steers := a.saidNonSales || (a.nonSales && answers.AskedBy == "")
	if clause == "" || !steers || answers.Names == "" {
		return nil
	}
	if err := w.Record(journal.Entry{Operation: "designationRefused", Note: string(clause)}); err != nil {
		return err
	}
	return &floor.RecordedError{Refusal: domain.Refuse("arrival.non_sales_designation", clause).With("agent",
		string(answers.Names))}
}

// checkDay refuses an entry for another day than today: the register is written when it happens,
// by the server's clock.
func (a arrival) checkDay(w *floor.Work) error {
	if a.body.VisitedAt == nil {
		return nil
	}
	visited, err := time.Parse(time.RFC3339, *a.body.VisitedAt)
	if err != nil {
		return domain.Invalid("time.malformed", "/visited_at")
	}
	if w.Site.Day(visited) != w.Day || visited.After(w.At) {
		refusal := domain.Refuse("register.back_dated", w.Policy.Rules.Reception.BackDated)
		refusal.Field = "/visited_at"
		return refusal
	}
	return nil
}

// lookAround finds whom the answers lead to in the register.
func lookAround(w *floor.Work, answers register.Answers, around *floor.Around) error {
	for _, p := range []struct {
		ref  domain.CustomerRef
		into **floor.CustomerFile
	}{{answers.Referrer, &around.Referrer}, {answers.Family, &around.Family}, {answers.OnBehalfOf, &around.Principal}} {
		if p.ref == "" {
			continue
		}
		file, err := floor.LoadCustomer(w, p.ref)
		if err != nil {
			return err
		}
		*p.into = file
	}
	return nil
}

// visitor gives the visitor's file: the register's, or a new one.
func (a arrival) visitor(w *floor.Work, visit domain.VisitID) (file *floor.CustomerFile, known bool, err error) {
	if a.phone == nil {
		file = &floor.CustomerFile{}
		file.Ref = floor.AnonymousRef(visit)
		return file, false, nil
	}
	ref, err := floor.RefOf(w, *a.phone)
	if err != nil {
		return nil, false, err
	}
	if file, err = floor.LoadCustomer(w, ref); err != nil || file != nil {
		return file, file != nil, err
	}
	file = &floor.CustomerFile{}
	file.Ref = ref
	return file, false, nil
}
