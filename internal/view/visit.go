package view

import (
	"encoding/hex"
	"slices"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
)

// Visit is what the view of a visit is made from: the entry that registered it, the customer's file
// and, masked, who they are.
type Visit struct {
	Entry journal.Entry
	File  *floor.CustomerFile
	Who   floor.Identity
	State rotation.State
}

// Contract gives the visit as it stands.
func (v Visit) Contract() contract.Visit {
	e := v.Entry
	out := contract.Visit{Visit: string(e.Visit), Day: string(e.Day), Seq: e.Seq, ArrivedAt: Time(e.At),
		Decision: string(e.Visit), PolicyVersion: e.PolicyVersion, Customer: string(v.File.Ref),
		Considered: []contract.Considered{}, TurnedDown: []contract.TurnedDown{}, Effects: Effects(e.Effects),
		MaskedPhone: privacy.MaskPhone(v.Who.Phone), MaskedName: privacy.MaskName(v.Who.Name),
		FormMissing: !v.File.FormFilled}
	if e.Answers != nil {
		out.Kind = contract.VisitorKind(e.Answers.Kind)
	}
	if r := e.Reception; r != nil {
		out.OwnershipClause, out.Collision = string(r.Clause), r.Collision
		out.Considered, out.TurnedDown = Considered(r.Considered), TurnedDown(r.TurnedDown)
		out.GiveBackTo = string(r.GiveBackTo)
		if r.GiveBackTo != "" {
			out.Notify = append(out.Notify, string(r.GiveBackTo))
		}
		for _, agent := range r.Inform {
			tell(&out, agent)
		}
	}
	if v.File.Announced != nil {
		out.PreRegistration = v.File.Announced.ID
	}
	out.ToFindOut = v.File.ToFindOut == e.Visit
	out.Unconfirmed = FactsWaiting(v.File, e.Visit)
	v.door(&out)
	v.now(&out)
	if owner, ok := v.File.Owner(); ok {
		out.Owner, out.OwnershipClause = string(owner.Owner), string(owner.Clause)
	}
	tell(&out, domain.AgentID(out.OnBehalfOfAgent)) // the agent whose customer another receives (RC.9)
	out.Notify = slices.DeleteFunc(out.Notify, func(agent string) bool { return agent == out.Receives })
	return out
}

// tell adds an agent to those who are to be told, once.
func tell(out *contract.Visit, agent domain.AgentID) {
	if agent != "" && !slices.Contains(out.Notify, string(agent)) {
		out.Notify = append(out.Notify, string(agent))
	}
}

// door fills in what the event of arrival did.
func (v Visit) door(out *contract.Visit) {
	for _, effect := range v.Entry.Effects {
		switch {
		case effect.Kind == rotation.Assigned && effect.Visit == v.Entry.Visit:
			out.Clause = string(effect.Clause)
			if effect.Other != "" { // whoever's visitor it is hears of it at once (GP.18, QC.3.b, RC.9)
				out.Notify = append(out.Notify, string(effect.Other))
			}
		case effect.Kind == rotation.Waits && effect.Visit == v.Entry.Visit:
			out.Clause = string(effect.Clause)
		// handed on for this visitor (RC.5, RC.10)
		case effect.Kind == rotation.Transferred && effect.Visit != v.Entry.Visit:
			out.Notify = append(out.Notify, string(effect.Agent))
		case effect.Kind == rotation.PositionTo:
			out.NextAtPosition = string(effect.Agent)
		}
		if effect.Note == "tail_calls_group" && effect.Agent != "" {
			out.Notify = append(out.Notify, string(effect.Agent))
		}
	}
}

// now fills in who receives at present, or how the visit ended.
func (v Visit) now(out *contract.Visit) {
	contact, ok := v.File.LastContact(v.Entry.Visit)
	if ok {
		out.Receives, out.OnBehalfOfAgent, out.Turn = string(contact.Agent), string(contact.OnBehalfOf),
			contract.Turn(contact.Turn)
		out.Outcome = contract.Outcome(contact.Outcome)
		if out.Turn == "" {
			out.Turn = v.turnAtDoor()
		}
	}
	for _, r := range v.State.Receptions {
		if r.Visit == v.Entry.Visit {
			out.Receives, out.OnBehalfOfAgent, out.Turn = string(r.Agent), string(r.OnBehalfOf), contract.Turn(r.Turn)
		}
	}
	out.Waiting = slices.ContainsFunc(v.State.Waiting, func(w rotation.Waiting) bool {
		return w.Visit == v.Entry.Visit
	})
	for _, note := range v.State.Notes {
		if note.Visit == v.Entry.Visit {
			out.NoteDueAt = Time(note.DueAt)
		}
	}
}

func (v Visit) turnAtDoor() contract.Turn {
	for _, effect := range v.Entry.Effects {
		if effect.Kind == rotation.Assigned && effect.Visit == v.Entry.Visit {
			return contract.Turn(effect.Turn)
		}
	}
	return ""
}

// Entry gives one register entry with its place in the chain.
func Entry(e journal.Entry, sealed journal.Sealed) contract.Entry {
	out := contract.Entry{Day: string(e.Day), Seq: e.Seq, At: e.At.UTC(), Actor: e.Actor, Role: string(e.Role),
		Operation: e.Operation, Visit: string(e.Visit), Customer: string(e.Customer), Deal: string(e.Deal),
		Effects: Effects(e.Effects), Outcome: contract.Outcome(e.Outcome), Note: e.Note, PolicyVersion: e.PolicyVersion,
		Hash: hex.EncodeToString(sealed.Hash[:]), Prev: hex.EncodeToString(sealed.Prev[:])}
	if e.Event != nil {
		out.Event, out.Agent, out.Other = string(e.Event.Kind), string(e.Event.Agent), string(e.Event.Other)
		if out.Visit == "" {
			out.Visit = string(e.Event.Visit)
		}
	}
	if e.Answers != nil {
		out.DisclosesIdentity = e.Answers.DisclosesIdentity
	}
	if e.Reception != nil {
		out.Owner, out.Clause = string(e.Reception.Owner), string(e.Reception.Clause)
	}
	if e.Verdict != nil {
		out.Owner, out.Clause = string(e.Verdict.Owner), string(e.Verdict.Clause)
	}
	if e.Ruling != nil {
		out.Clause = string(e.Ruling.Clause)
	}
	if e.Refers != "" {
		if _, seq, err := journal.ParseVisit(e.Refers); err == nil {
			out.Annotates = seq
		}
	}
	return out
}

// Ownership gives whose customer somebody is, with history and everybody else who had to do with them.
func Ownership(file *floor.CustomerFile, who floor.Identity) contract.Ownership {
	out := contract.Ownership{Customer: string(file.Ref), Registered: file.Registered(),
		Kind:    contract.VisitorKind(file.Kind),
		History: []contract.OwnershipStep{}, Contacts: []contract.CustomerContact{},
		OtherClaimants: []contract.OtherClaimant{},
		FollowUps:      []contract.OwnershipFollowUp{}, OpenDeals: Texts[contract.DealID](file.OpenDeals),
		Disputed: file.Disputed, Waiting: FactsWaiting(file, ""),
		MaskedPhone: privacy.MaskPhone(who.Phone), MaskedName: privacy.MaskName(who.Name),
		ErasedAt: Time(file.ErasedAt)}
	owner, owned := file.Owner()
	if owned {
		out.Owner, out.Since, out.Clause, out.Evidence = string(owner.Owner), Time(owner.Since), string(owner.Clause),
			string(file.EvidenceOf(owner))
	}
	for _, step := range file.Standing().History {
		out.History = append(out.History, contract.OwnershipStep{Owner: string(step.Owner), Since: step.Since.UTC(),
			Visit: string(file.EvidenceOf(step)), Clause: string(step.Clause)})
	}
	for _, c := range file.Contacts {
		out.Contacts = append(out.Contacts, contract.CustomerContact{Visit: string(c.Visit), At: c.At.UTC(),
			Agent: string(c.Agent), OnBehalfOf: string(c.OnBehalfOf), Outcome: contract.Outcome(c.Outcome)})
	}
	for _, f := range file.FollowUps {
		out.FollowUps = append(out.FollowUps, contract.OwnershipFollowUp{At: f.At.UTC(), Agent: string(f.Agent),
			Entry: string(f.Entry), Refused: f.Refused})
	}
	for _, agent := range file.SharedWith {
		out.SharedWith = append(out.SharedWith, string(agent))
	}
	for _, c := range file.Calls {
		out.Calls = append(out.Calls, contract.OwnershipCall{Call: string(c.Entry), At: c.At.UTC(),
			Agent: string(c.Agent)})
	}
	for _, l := range file.Links {
		out.Links = append(out.Links, contract.OwnershipLink{Relation: contract.Relation(l.Relation), Of: string(l.Of),
			Entry: string(l.Entry),
			At:    l.At.UTC(), First: string(l.First), Second: string(l.Second), TakesOver: l.TakesOver,
			Clause: string(l.Clause)})
	}
	if t := file.TakenOver; t != nil {
		out.TakenOver = &contract.OwnershipTakenOver{Takeover: t.List, Line: t.Line, At: t.At.UTC(),
			Entry: string(t.Entry), LastContact: string(t.LastDay)}
		if t.BackDated {
			out.TakenOver.BackDated = &t.BackDated
		}
	}
	if file.Announced != nil {
		out.PreRegistration = file.Announced.ID
	}
	out.OtherClaimants = claimants(file.Customer, owner)
	return out
}

// claimants lists every agent who received the customer and does not own them, with why.
func claimants(c register.Customer, owner register.OwnerChange) []contract.OtherClaimant {
	out := []contract.OtherClaimant{}
	var seen []domain.AgentID
	for _, contact := range c.Contacts {
		if contact.Agent == "" || contact.Agent == owner.Owner || slices.Contains(seen, contact.Agent) {
			continue
		}
		seen = append(seen, contact.Agent)
		reason := "received_later"
		if contact.OnBehalfOf != "" {
			reason = "received_on_behalf"
		}
		out = append(out, contract.OtherClaimant{Agent: string(contact.Agent), Reason: reason,
			Clause: string(contact.Clause)})
	}
	return out
}
