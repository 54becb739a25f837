package whatif

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// place is a site that writes its journal as the product does: it decides with the real rotation and
// attribution and keeps the register.
type place struct {
	t         testing.TB
	version   policy.Version
	state     rotation.State
	customers map[domain.CustomerRef]*register.Customer
	visitors  map[domain.VisitID]domain.CustomerRef
	pending   map[domain.VisitID]domain.Clause
	kept      []domain.CustomerRef // everybody who ever came, for return visits
	day       domain.Day
	at        time.Time
	seq       int
	steps     []Step
	chance    *rand.Rand
}

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

func rulesOf(t testing.TB, preset policy.Preset) policy.Rules {
	t.Helper()
	rules, err := policy.Load(preset)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func open(t testing.TB, preset policy.Preset, agents int, seed uint64) *place {
	t.Helper()
	p := &place{t: t, version: policy.Version{Number: 1, Preset: preset, EffectiveFrom: "2026-01-01",
		Rules: rulesOf(t, preset)},
		customers: map[domain.CustomerRef]*register.Customer{}, visitors: map[domain.VisitID]domain.CustomerRef{},
		pending: map[domain.VisitID]domain.Clause{}, day: "2026-05-31", chance: rand.New(rand.NewPCG(seed, 7))}
	p.nextDay()
	groups := []domain.GroupID{""}
	if p.version.Rules.Rotation.Groups {
		groups = []domain.GroupID{"east", "west"}
	}
	var table []rotation.TablePlace
	for i := range agents {
		table = append(table, rotation.TablePlace{Agent: agent(i), Group: groups[i%len(groups)]})
	}
	event := rotation.Event{Kind: rotation.TableSet, Table: table}
	if len(groups) > 1 {
		event.Groups = groups
	}
	p.open(Step{Opening: &rotation.State{}}, event, "site_opened")
	return p
}

func agent(i int) domain.AgentID { return domain.AgentID(fmt.Sprintf("agent%02d", i)) }

func (p *place) nextDay() {
	p.day = p.day.AddDays(1)
	p.at, p.seq = p.day.Start(shanghai).Add(9*time.Hour), 0
}

// write records an event with its effects.
func (p *place) write(step Step, event rotation.Event) ([]rotation.Effect, bool) {
	p.t.Helper()
	event.At = p.at.UTC()
	next, effects, err := rotation.Apply(p.state, p.version.Rules.Rotation, p.version.Rules.Reception, event)
	if err != nil {
		return nil, false
	}
	p.state = next
	step.Entry.Event, step.Entry.Effects = &event, effects
	p.record(step)
	for _, e := range effects {
		p.follow(event, e)
	}
	return effects, true
}

func (p *place) record(step Step) {
	p.seq++
	step.Entry.Day, step.Entry.Seq, step.Entry.At, step.Entry.PolicyVersion = p.day, p.seq, p.at.UTC(), p.version.Number
	p.steps = append(p.steps, step)
}

func (p *place) open(step Step, event rotation.Event, note string) {
	step.Entry.Note = note
	if _, ok := p.write(step, event); !ok {
		p.t.Fatalf("%s refused", event.Kind)
	}
}

// follow carries effects on waiting visitors and ended receptions over to the register.
func (p *place) follow(event rotation.Event, e rotation.Effect) {
	c := p.customers[p.visitors[e.Visit]]
	if c == nil {
		return
	}
	i := slices.IndexFunc(c.Contacts, func(x register.Contact) bool { return x.Visit == e.Visit })
	switch {
	case i < 0:
	case e.Kind == rotation.Assigned && event.Visit != e.Visit:
		c.Contacts[i].Agent, c.Contacts[i].OnBehalfOf = e.Agent, e.Other
		if clause, ok := p.pending[e.Visit]; ok {
			p.owned(c, e, clause)
		}
	case e.Kind == rotation.Closed:
		end := &c.Contacts[i]
		outcome := register.Toured
		if p.chance.IntN(5) == 0 {
			outcome = register.MaterialsOnly
		}
		if e.Agent != end.Agent && end.Agent != "" {
			end.Outcome = register.PassedOn
			c.Contacts = append(c.Contacts,
				register.Contact{Visit: e.Visit, At: p.at.UTC(), Agent: e.Agent, Outcome: outcome, Clause: end.Clause})
			return
		}
		end.Outcome = outcome
	}
}

func (p *place) owned(c *register.Customer, e rotation.Effect, clause domain.Clause) {
	owner := e.Agent
	if e.Other != "" {
		owner = e.Other
	}
	own(c, register.OwnerChange{Owner: owner, Since: p.at.UTC(), Visit: e.Visit, Clause: clause})
	delete(p.pending, e.Visit)
}

func own(c *register.Customer, change register.OwnerChange) {
	if current, ok := c.Owner(); !ok || current.Owner != change.Owner {
		c.History = append(c.History, change)
	}
}

func (p *place) copied(ref domain.CustomerRef) *register.Customer {
	c := p.customers[ref]
	if c == nil {
		return nil
	}
	next := *c
	next.History, next.Contacts = slices.Clone(c.History), slices.Clone(c.Contacts)
	return &next
}

// arrive lets a visitor come in.
func (p *place) arrive(ref domain.CustomerRef, answers register.Answers) domain.VisitID {
	p.t.Helper()
	visit := journal.VisitOf(p.day, p.seq+1)
	door := attribution.Door{Answers: answers, Visitor: p.copied(ref), Referrer: p.copied(answers.Referrer),
		At: p.at.UTC(), Zone: shanghai}
	reception := attribution.Receive(p.version.Rules, door)
	c := p.customers[ref]
	if c == nil {
		c = &register.Customer{Ref: ref, Kind: register.KindCustomer}
	}
	step := Step{Door: &door, Entry: journal.Entry{Visit: visit, Customer: ref, Answers: &answers,
		Reception: &reception}}
	p.visitors[visit] = ref
	effects, ok := p.write(step, rotation.Event{Kind: rotation.Arrived, Visit: visit, Customer: ref,
		Prefer: reception.Prefer, Treatment: reception.Treatment})
	if !ok {
		p.t.Fatal("an arrival was refused")
	}
	contact := register.Contact{Visit: visit, At: p.at.UTC(), Clause: reception.Clause}
	i := slices.IndexFunc(effects, func(e rotation.Effect) bool {
		return e.Kind == rotation.Assigned && e.Visit == visit
	})
	if i >= 0 {
		contact.Agent, contact.OnBehalfOf = effects[i].Agent, effects[i].Other
		if contact.OnBehalfOf != "" {
			contact.Original = register.WasAbsent
		}
	}
	switch {
	case reception.NewOwnership && reception.OwnedByReceiver && i < 0:
		p.pending[visit] = reception.Clause
	case reception.NewOwnership && reception.OwnedByReceiver:
		p.owned(c, effects[i], reception.Clause)
	case reception.NewOwnership:
		own(c, register.OwnerChange{Owner: reception.Owner, Since: p.at.UTC(), Visit: visit, Clause: reception.Clause})
	}
	c.Contacts = append(c.Contacts, contact)
	if p.customers[ref] == nil {
		p.kept = append(p.kept, ref)
	}
	p.customers[ref] = c
	return visit
}

// sell records a deal of a customer.
func (p *place) sell(ref domain.CustomerRef, closer domain.AgentID, commission money.Fen) domain.DealID {
	deal := journal.DealOf(p.day, p.seq+1)
	facts := attribution.Deal{ClosedBy: closer, SignedAt: p.at.UTC()}
	customer := p.copied(ref)
	ruling := attribution.Credit(p.version.Rules, 1, facts, customer, p.at.UTC(), shanghai)
	p.record(Step{Deal: &Deal{Facts: facts, Customer: customer, Zone: shanghai, Commission: commission},
		Entry: journal.Entry{Deal: deal, Customer: ref, Ruling: &ruling}})
	return deal
}

// busy plays days until so many visitors have come: arrivals of new and known people with all kinds of
// answers, ends, leaves and returns, hand-overs, deals.
func (p *place) busy(visitors int) {
	for came := 0; came < visitors; {
		if p.state.Day == "" {
			opening := p.state
			p.open(Step{Opening: &opening}, rotation.Event{Kind: rotation.DayOpened, Day: p.day}, "")
			for i, m := range p.state.Members {
				p.at = p.at.Add(time.Second)
				if i == 0 || p.chance.IntN(5) > 0 {
					p.write(Step{}, rotation.Event{Kind: rotation.CheckedIn, Agent: m.Agent, Seq: p.seq + 1})
				}
			}
		}
		p.at = p.at.Add(time.Duration(1+p.chance.IntN(240)) * time.Second)
		came += p.something()
		if p.seq > 900 {
			p.write(Step{}, rotation.Event{Kind: rotation.DayClosed, Day: p.day})
			p.nextDay()
		}
	}
}

func (p *place) something() int {
	someone := p.state.Members[p.chance.IntN(len(p.state.Members))].Agent
	switch dice := p.chance.IntN(20); {
	case dice < 9:
		p.visitor()
		return 1
	case dice < 15 && len(p.state.Receptions) > 0:
		p.write(Step{}, rotation.Event{Kind: rotation.Finished,
			Visit: p.state.Receptions[p.chance.IntN(len(p.state.Receptions))].Visit})
	case dice < 16 && len(p.state.Waiting) > 0:
		p.write(Step{}, rotation.Event{Kind: rotation.WaitingLeft, Visit: p.state.Waiting[0].Visit})
	case dice < 17:
		reasons := []policy.AbsenceReason{policy.Private, policy.Business, policy.Short, policy.Meal, policy.Signing}
		p.write(Step{}, rotation.Event{Kind: rotation.Left, Agent: someone,
			Reason: reasons[p.chance.IntN(len(reasons))]})
	case dice < 19:
		p.write(Step{}, rotation.Event{Kind: rotation.Returned, Agent: someone})
	case len(p.kept) > 0:
		ref := p.kept[p.chance.IntN(len(p.kept))]
		if seen := p.customers[ref].Contacts; p.chance.IntN(2) == 0 && seen[len(seen)-1].Agent != "" {
			someone = seen[len(seen)-1].Agent // who received last closes
		}
		p.sell(ref, someone, money.Fen(1+p.chance.IntN(10_000_000)))
	}
	return 0
}

func (p *place) visitor() {
	ref := domain.CustomerRef(fmt.Sprintf("%032x", p.chance.Uint64()))
	var answers register.Answers
	if len(p.kept) > 0 && p.chance.IntN(4) == 0 {
		ref = p.kept[p.chance.IntN(len(p.kept))]
		for _, r := range p.state.Receptions {
			if p.visitors[r.Visit] == ref {
				return
			}
		}
		for _, w := range p.state.Waiting {
			if w.Customer == ref {
				return
			}
		}
	}
	switch p.chance.IntN(8) {
	case 0:
		answers.Names = p.state.Members[p.chance.IntN(len(p.state.Members))].Agent
	case 1:
		answers.NamesForgotten = true
	case 2:
		if len(p.kept) > 0 {
			answers.Referrer = p.kept[p.chance.IntN(len(p.kept))]
		}
	case 3:
		answers.Kind = register.KindCompany
	}
	p.arrive(ref, answers)
}
