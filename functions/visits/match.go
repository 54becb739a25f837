package visits

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/lunxu/lunxu/functions/deals"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/view"
)

// askedMatch is a match that waits: which announcement, and why although name or number are another.
type askedMatch struct {
	PreRegistration string `json:"pre_registration"`
	Reason          string `json:"reason,omitempty"`
}

// confirmPreRegistration is a person's word that the visitor is the one whom an agent announced: the door is
// decided again with it, the visitor becomes that agent's and is handed over (SC.5, SC.6). The word of the agent who
// announced waits for somebody else's.
func (h *Handler) confirmPreRegistration(ctx context.Context,
	call api.Call[contract.PreRegistrationConfirmation]) (api.Answer, error) {
	asked := askedMatch{call.Body.PreRegistration, view.Text(call.Body.Reason)}
	cmd, visit := visitCommand(call)
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Visit, error) {
		entry, file, err := floor.VisitCustomer(w, visit)
		if err != nil {
			return contract.Visit{}, err
		}
		stored, err := openPreRegistration(w, asked.PreRegistration)
		if err != nil {
			return contract.Visit{}, err
		}
		if call.Principal.Agent != "" {
			asked.Reason = "" // only a witness may say why another name is the same person
		}
		if err := mayBeMeant(w, file, stored, asked.Reason); err != nil {
			return contract.Visit{}, err
		}
		match, err := matching(w, entry, file, stored, w.At)
		if err != nil {
			return contract.Visit{}, err
		}
		fact, waits, err := floor.Say(w, standing.Fact{Kind: standing.Match, Interest: match.interest(w, file),
			Customer: file.Ref, Visit: visit, Entry: visit}, asked)
		if err != nil {
			return contract.Visit{}, err
		}
		if !waits {
			return match.carryOut(w, entry, file, w.At, asked.Reason)
		}
		out, err := seen(w, entry, file)
		out.Standing = view.FactStanding(fact, waits)
		return out, err
	}))
}

// matchConfirmed carries a confirmed match out as of when it was said.
func matchConfirmed(w *floor.Work, fact standing.Fact) (any, error) {
	var asked askedMatch
	if err := floor.RequestOf(w, fact, &asked); err != nil {
		return nil, err
	}
	entry, file, err := floor.VisitCustomer(w, fact.Visit)
	if err != nil {
		return nil, err
	}
	stored, err := openPreRegistration(w, asked.PreRegistration)
	if err != nil {
		return nil, err
	}
	match, err := matching(w, entry, file, stored, fact.SaidAt)
	if err != nil {
		return nil, err
	}
	return match.carryOut(w, entry, file, fact.SaidAt, asked.Reason)
}

// mayBeMeant compares name and number of the visitor with those announced; who says why may differ. Error:
// pre_registration.not_the_person.
func mayBeMeant(w *floor.Work, file *floor.CustomerFile, stored *floor.PreRegistration, reason string) error {
	who, err := floor.Reveal(w, file)
	if err != nil {
		return err
	}
	person, err := floor.PersonAnnounced(w, stored)
	if err != nil || reason != "" {
		return err
	}
	return compare(w, who, person)
}

func compare(w *floor.Work, who floor.Identity, person floor.AnnouncedPerson) error {
	bothNumbers := who.Phone != "" && person.Phone != ""
	if bothNumbers && who.Phone == person.Phone || !bothNumbers && privacy.CouldBeOne(who.Name, person.Name) {
		return nil
	}
	return domain.Refuse("pre_registration.not_the_person", w.Policy.Rules.PreRegistration.Clause)
}

// match is a visit decided again with an announcement.
type match struct {
	stored    *floor.PreRegistration
	said      register.Announcement
	facts     floor.DoorFacts
	reception attribution.Reception
}

func matching(w *floor.Work, entry journal.Entry, file *floor.CustomerFile, stored *floor.PreRegistration,
	at time.Time) (match, error) {
	m := match{stored: stored, said: stored.Announcement}
	clause := w.Policy.Rules.PreRegistration.Clause
	switch {
	case entry.Answers == nil || entry.Reception == nil:
		return m, domain.Invalid("visit.unknown", "/visit")
	case stored.At.After(entry.At):
		return m, domain.Refuse("pre_registration.later_than_visit", clause)
	case !file.BoughtAt.IsZero() && !file.BoughtAt.After(at):
		return m, domain.Refuse("pre_registration.signed", clause)
	}
	if len(entry.Facts) > 0 {
		if err := json.Unmarshal(entry.Facts, &m.facts); err != nil {
			return m, fmt.Errorf("visits: decode facts: %w", err)
		}
	}
	m.facts.Announced = &m.said
	m.reception = attribution.Receive(w.Policy.Rules, m.facts.Door(*entry.Answers, at))
	if !decidedBy(m.reception, policy.PreRegisteredVisitor) {
		return m, domain.Refuse("pre_registration.no_effect", m.reception.Clause)
	}
	return m, nil
}

// interest: the agent who announced gains; whoever owns or receives the visitor loses.
func (m match) interest(w *floor.Work, file *floor.CustomerFile) standing.Interest {
	of := standing.Interest{Gains: []domain.AgentID{m.said.Agent}}
	owner, _ := file.Owner()
	receiver, _ := floor.ReceiverOf(w, file.OpenVisit)
	for _, agent := range []domain.AgentID{owner.Owner, receiver} {
		if agent != "" && agent != m.said.Agent && !slices.Contains(of.Loses, agent) {
			of.Loses = append(of.Loses, agent)
		}
	}
	return of
}

// carryOut makes the visitor the agent's from an instant on and hands them over.
func (m match) carryOut(w *floor.Work, entry journal.Entry, file *floor.CustomerFile, at time.Time,
	reason string) (contract.Visit, error) {
	var none contract.Visit
	record := journal.Entry{Customer: file.Ref, Refers: entry.Visit, Answers: entry.Answers, Reception: &m.reception}
	var err error
	if record.Facts, err = m.facts.Facts(); err != nil {
		return none, err
	}
	if reason != "" {
		if record.Sealed, err = floor.SealEntry(w, file, sealedEntry{Text: reason}); err != nil {
			return none, err
		}
	}
	m.move(w, entry.Visit, file, at)
	if err := floor.SavePreRegistration(w, m.stored); err != nil {
		return none, err
	}
	effects, err := floor.HandToOwner(w, entry.Visit, m.said.Agent, record)
	if err != nil {
		return none, err
	}
	if at.Before(w.At) {
		if err := deals.DecideAgain(w, file); err != nil {
			return none, err
		}
	}
	out, err := seen(w, entry, file, effects...)
	out.Clause, out.OwnershipClause = string(m.reception.Clause), string(m.reception.Clause)
	out.Considered, out.TurnedDown = view.Considered(m.reception.Considered), view.TurnedDown(m.reception.TurnedDown)
	if moved, ok := findKind(effects, rotation.Transferred); ok {
		out.HandsOverTo = string(moved.Agent)
	}
	return out, err
}

func (m match) move(w *floor.Work, visit domain.VisitID, file *floor.CustomerFile, at time.Time) {
	file.Announced = &m.said
	file.OwnedFrom(register.OwnerChange{Owner: m.said.Agent, Since: at, Visit: visit, Clause: m.reception.Clause})
	if contact, ok := file.LastContact(visit); ok {
		contact.Pending = false
	}
	floor.SaveCustomer(w, file)
	m.stored.Person = file.Ref
	m.stored.Close(floor.PreMatched, w.At, visit)
}
