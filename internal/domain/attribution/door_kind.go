package attribution

import (
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// The rules of special kinds of visitors.

func (d *Door) isBroker() bool {
	kind := d.kind()
	return kind == register.KindBroker || kind == register.KindCompetitor
}

// askBrokerDisclosed: a broker or competitor is nobody's customer; who says so at once and gives a card
// makes the reception invalid (GP.14.a).
func askBrokerDisclosed(q *question) atDoor {
	switch {
	case !q.isBroker():
		return passes("not_a_broker")
	case !q.Answers.DisclosesIdentity || !q.Answers.Card:
		return passes("identity_not_disclosed")
	}
	return decides("identity_and_card", Reception{Treatment: rotation.DisclosedBroker, Clause: q.clause})
}

// askBrokerHidden: any other broker or competitor is a valid reception (GP.14.b).
func askBrokerHidden(q *question) atDoor {
	if !q.isBroker() {
		return passes("not_a_broker")
	}
	return decides("identity_not_disclosed", Reception{Clause: q.clause})
}

// askCompany: a company customer who names nobody is received in order and owned by nobody; one who
// names an agent is that agent's by designation (GP.13.b).
func askCompany(q *question) atDoor {
	if q.kind() != register.KindCompany {
		return passes("not_a_company")
	}
	if _, named := q.names(); named {
		return passes("agent_named")
	}
	return decides("company_unnamed", Reception{
		Treatment: rotation.CompanyVisitor, Clause: q.clause,
		NewOwnership: q.Visitor == nil || len(q.Visitor.History) == 0, // recorded once: owned by nobody
	})
}

// askLeadersGuest: brought by a company leader and not registered, a new customer in order (RC.4.d).
func askLeadersGuest(q *question) atDoor {
	if q.kind() != register.KindGuest {
		return passes("not_a_leaders_guest")
	}
	return decides("leaders_guest", q.receivers())
}
