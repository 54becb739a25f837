package visits

import (
	"errors"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/view"
)

// arrival is a translated request: phones parsed, the rest checked for form.
type arrival struct {
	body     contract.Arrival
	phone    *privacy.Phone // nil: unknown
	name     privacy.Name
	referrer *privacy.Phone
	behalf   *privacy.Phone
	family   *privacy.Phone
	kind     register.VisitorKind
	details  details
	taker    domain.AgentID // the agent who claims to be on turn; empty: the desk asks
	onTurn   rotation.TurnChoice
	outcome  register.Outcome // given when the visitor has already gone
	nonSales bool             // entered by staff outside sales, who may steer nobody (SC.9)
}

// details is what the visitor said besides the opening questions; stored encrypted with the identity.
type details struct {
	Purpose      string `json:"purpose,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	Headcount    int    `json:"headcount,omitempty"`
	Referrer     string `json:"referrer,omitempty"` // a name; whose customer that is must be found out (PC.6.b)
}

// sealedEntry is the part of a register entry that is encrypted under the visitor's own key.
type sealedEntry struct {
	Identity floor.Identity `json:"who"`
	Details  *details       `json:"det,omitempty"`
	Text     string         `json:"txt,omitempty"`
}

func translateArrival(body contract.Arrival) (arrival, error) {
	a := arrival{body: body, kind: register.KindCustomer}
	phones := []struct {
		text  *string
		into  **privacy.Phone
		field string
	}{
		{body.Phone, &a.phone, "/phone"},
		{body.ReferredByPhone, &a.referrer, "/referred_by_phone"},
		{body.OnBehalfOfPhone, &a.behalf, "/on_behalf_of_phone"},
		{body.FamilyOfPhone, &a.family, "/family_of_phone"},
	}
	for _, p := range phones {
		if p.text == nil {
			continue
		}
		phone, err := parsePhone(*p.text, p.field)
		if err != nil {
			return a, err
		}
		*p.into = &phone
	}
	unknown := body.PhoneUnknown != nil && *body.PhoneUnknown
	if (a.phone == nil) != unknown {
		return a, domain.Invalid("arrival.phone_or_unknown", "/phone")
	}
	if body.Name != nil {
		name, err := privacy.ParseName(*body.Name)
		if err != nil {
			return a, domain.InField(err, "/name")
		}
		a.name = name
	}
	if body.Kind != nil {
		a.kind = register.VisitorKind(*body.Kind)
	}
	if body.TakenBy != nil {
		a.taker = domain.AgentID(*body.TakenBy)
	}
	if body.OnTurnTakes != nil {
		a.onTurn = rotation.TurnChoice(*body.OnTurnTakes)
	}
	if body.Outcome != nil {
		a.outcome = register.Outcome(*body.Outcome)
	}
	a.details = details{Purpose: view.Text(body.Purpose), Organisation: view.Text(body.Organisation)}
	if body.ReferrerName != nil {
		referrer, err := privacy.ParseName(*body.ReferrerName)
		if err != nil {
			return a, domain.InField(err, "/referrer_name")
		}
		a.details.Referrer = referrer.Text()
	}
	a.nonSales = body.EnteredBy != nil && *body.EnteredBy == contract.ArrivalEnteredByNonSales
	if body.Headcount != nil {
		a.details.Headcount = *body.Headcount
	}
	return a, a.checkForm()
}

// checkForm refuses what the contract's types cannot: unknown kinds, overlong texts, contradictions.
func (a arrival) checkForm() error {
	if !knownKind(a.kind) {
		return domain.Invalid("arrival.kind_unknown", "/kind")
	}
	switch a.outcome {
	case "", register.Toured, register.MaterialsOnly, register.Negotiated, register.Subscribed, register.Invalid:
	default:
		return domain.Invalid("visit.outcome_unknown", "/outcome")
	}
	switch a.onTurn {
	case rotation.NotChosen, rotation.TakesNew, rotation.TakesOld:
	default:
		return domain.Invalid("rotation.choice_unknown", "/on_turn_takes")
	}
	if n := a.body.Names; n != nil {
		given := 0
		for _, is := range []bool{n.Agent != nil, n.Text != nil, n.Forgotten != nil && *n.Forgotten} {
			if is {
				given++
			}
		}
		if given > 1 {
			return domain.Invalid("arrival.names_contradict", "/names")
		}
	}
	if a.details.Headcount < 0 || a.details.Headcount > 200 {
		return domain.Invalid("arrival.headcount", "/headcount")
	}
	for field, value := range map[string]string{"/purpose": a.details.Purpose, "/organisation": a.details.Organisation} {
		if len([]rune(value)) > maxText {
			return domain.Invalid("text.too_long", field)
		}
	}
	return nil
}

const maxText = 500

func knownKind(kind register.VisitorKind) bool {
	switch kind {
	case register.KindCustomer, register.KindCompany, register.KindBroker, register.KindCompetitor,
		register.KindPartner, register.KindOther, register.KindGuest:
		return true
	}
	return false
}

func parsePhone(value, field string) (privacy.Phone, error) {
	phone, err := privacy.ParsePhone(value)
	return phone, domain.InField(err, field)
}

// answers turns the opening questions into references; names that no agent bears are not a naming.
func (a arrival) answers(w *floor.Work) (register.Answers, error) {
	out := register.Answers{FirstVisit: a.body.FirstVisit, Kind: a.kind, PhoneUnknown: a.phone == nil}
	out.DisclosesIdentity = isTrue(a.body.DisclosesIdentity)
	out.Card = isTrue(a.body.Card)
	out.Referred, out.Letter = isTrue(a.body.Referred), isTrue(a.body.Letter)
	out.ReferrerNamed = a.details.Referrer != "" && a.referrer == nil
	if a.body.IntroducedBy != nil {
		out.IntroducedBy = domain.AgentID(*a.body.IntroducedBy)
		if _, ok := w.Site.Agent(out.IntroducedBy); !ok {
			return out, domain.Invalid("agent.unknown", "/introduced_by")
		}
	}
	if n := a.body.Names; n != nil {
		switch {
		case n.Agent != nil:
			if _, ok := w.Site.Agent(domain.AgentID(*n.Agent)); !ok {
				return out, domain.Invalid("agent.unknown", "/names/agent")
			}
			out.Names = domain.AgentID(*n.Agent)
		case n.Text != nil:
			if agent, ok := w.Site.AgentNamed(view.Text(n.Text)); ok {
				out.Names = agent.ID
			} else {
				out.NamesUnknown = true
			}
		case n.Forgotten != nil:
			out.NamesForgotten = *n.Forgotten
		}
	}
	if a.body.KnownTo != nil {
		for _, id := range *a.body.KnownTo {
			if _, ok := w.Site.Agent(domain.AgentID(id)); !ok {
				return out, domain.Invalid("agent.unknown", "/known_to")
			}
			out.KnownTo = append(out.KnownTo, domain.AgentID(id))
		}
	}
	for _, p := range []struct {
		phone *privacy.Phone
		into  *domain.CustomerRef
	}{{a.referrer, &out.Referrer}, {a.behalf, &out.OnBehalfOf}, {a.family, &out.Family}} {
		if p.phone == nil {
			continue
		}
		var err error
		if *p.into, err = w.RefOf(*p.phone); err != nil {
			return out, err
		}
	}
	return out, nil
}

func isTrue(value *bool) bool { return value != nil && *value }

// refuseSteering refuses and records a designation that staff outside sales enter (SC.9).
func (a arrival) refuseSteering(w *floor.Work, answers register.Answers) error {
	clause := w.Policy.Rules.Reception.NonSalesDesignation
	if clause == "" || !a.nonSales || answers.Names == "" {
		return nil
	}
	if err := w.Record(journal.Entry{Operation: "designationRefused", Note: string(clause)}); err != nil {
		return err
	}
	return &floor.Recorded{Refusal: domain.Refuse("arrival.non_sales_designation", clause).With("agent", string(answers.Names))}
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

// registerArrival decides who receives and whose customer the visitor is, and records both (SS.4.2.4, GP.3).
func registerArrival(w *floor.Work, a arrival) (contract.Visit, error) {
	if err := a.checkDay(w); err != nil {
		return contract.Visit{}, err
	}
	if a.onTurn != rotation.NotChosen && w.Policy.Rules.Rotation.OldCustomerOnTurn == "" {
		return contract.Visit{}, domain.Invalid("rotation.not_in_policy", "/on_turn_takes")
	}
	answers, err := a.answers(w)
	if err != nil {
		return contract.Visit{}, err
	}
	if err := a.refuseSteering(w, answers); err != nil {
		return contract.Visit{}, err
	}
	visit := w.NextVisit()
	file, known, err := a.visitor(w, visit)
	if err != nil {
		return contract.Visit{}, err
	}
	if known && file.OpenVisit != "" {
		return contract.Visit{}, (&domain.Error{Code: "visit.already_in_progress"}).With("visit", string(file.OpenVisit))
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
	facts := w.AtDoor(around)
	reception := attribution.Receive(w.Policy.Rules, facts.Door(answers, w.At))
	entry := journal.Entry{Visit: visit, Answers: &answers, Reception: &reception}
	if entry.Facts, err = facts.Facts(); err != nil {
		return contract.Visit{}, err
	}
	if err := announced.settle(w, file, visit, reception); err != nil {
		return contract.Visit{}, err
	}
	return a.commit(w, file, entry)
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
		file, err := w.Customer(p.ref)
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
	ref, err := w.RefOf(*a.phone)
	if err != nil {
		return nil, false, err
	}
	if file, err = w.Customer(ref); err != nil || file != nil {
		return file, file != nil, err
	}
	file = &floor.CustomerFile{}
	file.Ref = ref
	return file, false, nil
}

func (a arrival) commit(w *floor.Work, file *floor.CustomerFile, entry journal.Entry) (contract.Visit, error) {
	visit, reception := entry.Visit, *entry.Reception
	who, err := a.identify(w, file)
	if err != nil {
		return contract.Visit{}, err
	}
	if entry.Sealed, err = w.SealEntry(file, sealedEntry{Identity: who, Details: a.details.orNil()}); err != nil {
		return contract.Visit{}, err
	}
	entry.Customer = file.Ref
	availability := w.Availability(reception.Prefer)
	effects, err := w.Apply(a.event(visit, file.Ref, reception), entry)
	if isCode(err, "rotation.out_of_turn") {
		return contract.Visit{}, a.recordAttempt(w, err)
	}
	if err != nil {
		return contract.Visit{}, err
	}
	a.fileContact(w, visit, file, reception, effects, availability)
	if file.Referrer == "" {
		file.Referrer = entry.Answers.Referrer
	}
	if entry.Answers.ReferrerNamed && w.Policy.Rules.Reception.Clause(policy.ReferralTraced) != "" {
		file.ToFindOut = visit
	}
	entry.Effects = effects
	if err := a.endAtOnce(w, visit, file); err != nil {
		return contract.Visit{}, err
	}
	entry.Day, entry.At, entry.PolicyVersion = w.Day, w.At, w.Policy.Number
	_, entry.Seq, _ = journal.ParseVisit(visit)
	return view.Visit{Entry: entry, File: file, Who: who, State: w.State}.Contract(), nil
}

// event tells the rotation who came in. Whom the door gives to one agent, it does by its own clause.
func (a arrival) event(visit domain.VisitID, customer domain.CustomerRef, reception attribution.Reception) rotation.Event {
	event := rotation.Event{Kind: rotation.Arrived, Visit: visit, Customer: customer, Prefer: reception.Prefer,
		Treatment: reception.Treatment, TakenBy: a.taker, Choice: a.onTurn}
	if event.Prefer != "" {
		event.Clause = reception.Clause
	}
	return event
}

func (d details) orNil() *details {
	if d == (details{}) {
		return nil
	}
	return &d
}

// identify keeps what the file knows and adds what the visitor says now.
func (a arrival) identify(w *floor.Work, file *floor.CustomerFile) (floor.Identity, error) {
	who, err := w.Reveal(file)
	if err != nil {
		return who, err
	}
	before := who
	if a.phone != nil {
		who.Phone = a.phone.Digits()
	}
	if name := a.name.Text(); name != "" {
		who.Name = name
	}
	if who == before && len(file.WrappedKey) > 0 {
		return who, nil
	}
	return who, w.Seal(file, who)
}

// recordAttempt keeps an attempt to take a visitor out of turn as evidence and refuses it (SS.4.2.2.a).
func (a arrival) recordAttempt(w *floor.Work, refused error) error {
	var refusal *domain.Error
	if !errors.As(refused, &refusal) {
		return refused
	}
	event := rotation.Event{Kind: rotation.OutOfTurn, Agent: a.taker, Other: domain.AgentID(refusal.Values["agent"])}
	if _, err := w.Apply(event, journal.Entry{Operation: "outOfTurnAttempt", Note: string(refusal.Clause)}); err != nil {
		return err
	}
	return &floor.Recorded{Refusal: refusal}
}

// fileContact writes the visit into the customer's file and, where the visit decides it, the ownership.
func (a arrival) fileContact(w *floor.Work, visit domain.VisitID, file *floor.CustomerFile,
	reception attribution.Reception, effects []rotation.Effect, availability register.Availability) {
	contact := register.Contact{Visit: visit, At: w.At, Clause: reception.Clause}
	assigned, received := find(effects, rotation.Assigned, visit)
	if received {
		contact.Agent, contact.OnBehalfOf, contact.Turn = assigned.Agent, assigned.Other, string(assigned.Turn)
		if assigned.Other != "" {
			contact.Original = register.WasAbsent
			if assigned.Other == reception.Prefer {
				contact.Original = availability
			}
		}
	}
	if file.Kind == "" || file.Kind == register.KindCustomer {
		file.Kind = a.kind
	}
	if reception.Treatment == rotation.Designated && len(file.Contacts) == 0 {
		file.Designated = true
	}
	switch {
	case reception.NewOwnership && reception.OwnedByReceiver && !received:
		contact.Pending = true
	case reception.NewOwnership && reception.OwnedByReceiver:
		file.OwnedSince(register.OwnerChange{Owner: floor.OwnerOf(assigned), Since: w.At, Visit: visit, Clause: reception.Clause})
	case reception.NewOwnership:
		file.OwnedSince(register.OwnerChange{Owner: reception.Owner, Since: w.At, Visit: visit, Clause: reception.Clause})
	}
	file.Contacts = append(file.Contacts, contact)
	file.OpenVisit = visit
	if reception.GiveBackTo != "" {
		file.GiveBack = visit
	}
	w.Keep(file)
}

func find(effects []rotation.Effect, kind rotation.EffectKind, visit domain.VisitID) (rotation.Effect, bool) {
	for _, e := range effects {
		if e.Kind == kind && e.Visit == visit {
			return e, true
		}
	}
	return rotation.Effect{}, false
}

func isCode(err error, code domain.Code) bool { return errors.Is(err, &domain.Error{Code: code}) }
