package attribution

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// The rules of names: of an agent whom the visitor asks for, forgets, or is merely known to.

// askNamed: the visitor names an agent of the site. A first-time visitor is that agent's by designation
// (SS.4.2.5.a, GP.15.a, QC.3.b, RC.4.c). Who says to have been here before, without the register
// knowing, goes to the agent named as the original receptionist and is not a designation (SS.4.2.4.a,
// GP.3); a company customer who names an agent always is (GP.13.b). Where the policy puts names before
// what the register knows, a name is the customer's choice (PC.1.a).
func askNamed(q *question) atDoor {
	named, ok := q.names()
	if !ok {
		return passes(q.whyNobodyNamed())
	}
	if owner, owned := q.owner(); owned && owner == named {
		return q.namesOwner(owner)
	}
	answer := q.of(named, rotation.Designated)
	if q.claimsEarlierVisit() && q.kind() != register.KindCompany && q.Answers.Referrer == "" {
		answer.Treatment, answer.Clause = rotation.Preferred, q.rules.Reception.Clause(policy.ReturningVisitor)
		return decides("names_earlier_receptionist", answer)
	}
	return decides("names_agent", answer)
}

// namesOwner: the register says the same, unless the owner has lapsed; then the choice renews it (PC.1.a).
func (q *question) namesOwner(owner domain.AgentID) atDoor {
	if !HasLapsed(q.rules.Protection, q.Visitor, owner, q.At, q.Zone) {
		return passes("owner_named")
	}
	return decides("names_the_owner_again",
		Reception{Treatment: rotation.Preferred, Prefer: owner, Owner: owner, Clause: q.clause})
}

func (q *question) whyNobodyNamed() string {
	switch {
	case q.Answers.Names != "" && q.away(q.Answers.Names):
		return "named_agent_suspended"
	case q.Answers.Names != "":
		return "named_agent_departed"
	case q.Answers.NamesUnknown:
		return "name_unknown"
	case q.Answers.NamesForgotten:
		return "name_forgotten"
	}
	return "nobody_named"
}

// askForgotten: came before and forgot the agent's name, or gives one that nobody bears. With a phone
// the register has answered already: not registered, so a valid reception of the receiver's. Without
// one the receiver holds the visitor until Identify settles it (GP.16).
func askForgotten(q *question) atDoor {
	misnamed := q.Answers.NamesUnknown && q.claimsEarlierVisit()
	if !q.Answers.NamesForgotten && !misnamed {
		return passes("name_not_forgotten")
	}
	if q.Answers.PhoneUnknown {
		return decides("not_identified_yet", q.receivers())
	}
	return decides("not_registered", q.receivers())
}

// askKnown: knowing a visitor who names nobody gives no claim (SS.4.2.5.b, QC.5.a, SC.4); the rule turns
// down and never decides.
func askKnown(q *question) atDoor {
	if len(q.Answers.KnownTo) == 0 {
		return passes("known_to_nobody")
	}
	return passes("gives_no_claim")
}

// askIntroduced: who comes through an agent's acquaintance and was not announced is not that agent's,
// even if the agent is named (SC.5).
func askIntroduced(q *question) atDoor {
	switch {
	case q.Answers.IntroducedBy == "":
		return passes("not_introduced")
	case q.Announced != nil:
		return passes("pre_registered")
	}
	return decides("not_pre_registered", q.receivers())
}

// askFreeChoice: whom a customer brings who was given to another agent after a complaint chooses freely:
// the agent named, else in order, and no announcement binds (SC.10).
func askFreeChoice(q *question) atDoor {
	if q.Answers.Referrer == "" || q.Referrer == nil || !q.Referrer.FreeChoice {
		return passes("not_brought_by_such_a_customer")
	}
	if named, ok := q.names(); ok {
		return decides("chooses_freely", q.of(named, rotation.Designated))
	}
	return decides("chooses_nobody", q.receivers())
}
