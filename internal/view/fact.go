package view

import (
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
)

// Said gives who says what a principal says.
func Said(p api.Principal) standing.Said {
	return standing.Said{Role: p.Role, Agent: p.Agent, Subject: p.Subject}
}

// FactStanding tells that what was said waits; nil where it stands.
func FactStanding(fact standing.Fact, waits bool) *contract.FactStanding {
	if !waits {
		return nil
	}
	return &contract.FactStanding{Fact: fact.ID, Status: contract.FactStatus(fact.Status),
		WaitsFor: Texts[contract.Role](fact.WaitsFor()), Deadline: fact.Deadline.UTC()}
}

// Fact gives a fact without what is said about the customer. Agents do not read whose accounts decided.
func Fact(fact standing.Fact, reader api.Principal, at time.Time) contract.Fact {
	out := contract.Fact{ID: fact.ID, Kind: contract.FactKind(fact.Kind), Status: contract.FactStatus(fact.Status),
		SaidAt: fact.SaidAt.UTC(), SaidAs: contract.Role(fact.Said.Role), Agent: string(fact.Said.Agent),
		Gains: Texts[contract.AgentID](fact.Gains), Loses: Texts[contract.AgentID](fact.Loses),
		Customer: string(fact.Customer), Visit: string(fact.Visit), Deal: string(fact.Deal), Entry: string(fact.Entry),
		Clause: string(fact.Clause), WaitsFor: []contract.Role{}, Level: fact.Level,
		Deadline: fact.Deadline.UTC(), ObjectUntil: fact.ObjectUntil.UTC(), PolicyVersion: fact.PolicyVersion,
		Consents: Texts[contract.AgentID](fact.Consents), Objections: []contract.FactObjected{},
		ClosedAt: Time(fact.ClosedAt), ClosedAs: string(fact.ClosedBy.Role), ClosedBy: string(fact.ClosedBy.Agent),
		May: may(fact, Said(reader), at)}
	if fact.Open() {
		out.WaitsFor = Texts[contract.Role](fact.WaitsFor())
	}
	if reader.Role != domain.RoleAgent {
		out.SaidBy = fact.Said.Subject
		if out.ClosedBy == "" {
			out.ClosedBy = fact.ClosedBy.Subject
		}
	}
	for _, o := range fact.Objects {
		out.Objections = append(out.Objections, contract.FactObjected{Agent: string(o.Agent), At: o.At.UTC()})
	}
	return out
}

func may(fact standing.Fact, who standing.Said, at time.Time) []contract.FactMay {
	out := []contract.FactMay{}
	for _, act := range []struct {
		name    contract.FactMay
		refused error
	}{{contract.FactMayConfirm, fact.MayConfirm(who)}, {contract.FactMayRefuse, fact.MayRefuse(who)},
		{contract.FactMayObject, fact.MayObject(who, at)}, {contract.FactMayWithdraw, fact.MayWithdraw(who)}} {
		if act.refused == nil && who.Role != domain.RoleAuditor {
			out = append(out, act.name)
		}
	}
	return out
}

// FactsWaiting gives what was said of a customer, or of one visit, and is not confirmed.
func FactsWaiting(file *floor.CustomerFile, visit domain.VisitID) []contract.FactWaiting {
	var out []contract.FactWaiting
	if file == nil {
		return out
	}
	for _, o := range file.Waiting {
		if visit != "" && o.Visit != visit {
			continue
		}
		out = append(out, contract.FactWaiting{Fact: o.ID, Kind: contract.FactKind(o.Kind), At: o.At.UTC(),
			Agent: string(o.By), Gains: Texts[contract.AgentID](o.Gains)})
	}
	return out
}
