package attribution

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// The rules of the opening questions, in the order in which they are asked. What the register says
// comes before what is said at the door; an explicit kind of visitor comes before a name; a name
// comes before a referral without one; who is left over is received in order.
const (
	ReturningVisitor policy.RuleName = "returning_visitor" // SS.4.2.4.a, GP.3
	BrokerAtDoor     policy.RuleName = "broker_at_door"    // GP.14
	CompanyAtDoor    policy.RuleName = "company_at_door"   // GP.13.b
	ReferralNamed    policy.RuleName = "referral_named"    // GP.17.a
	NamedAgent       policy.RuleName = "named_agent"       // SS.4.2.5.a, GP.15.a
	ReferralUnnamed  policy.RuleName = "referral_unnamed"  // GP.17.b
	NameForgotten    policy.RuleName = "name_forgotten"    // GP.16
	MerelyKnown      policy.RuleName = "merely_known"      // SS.4.2.5.b
	FirstRegistered  policy.RuleName = "first_registered"  // SS.4.2.3, GP.19
)

// visitorRule looks at the door and says what it would decide; a policy without the rule's clause
// does not have the rule.
type visitorRule struct {
	name   policy.RuleName
	clause func(policy.Reception) domain.Clause
	ask    func(policy.Reception, *Door) atDoor
}

// atDoor is what one rule of the opening questions finds.
type atDoor struct {
	decides bool
	reason  string
	answer  Reception
}

func passes(reason string) atDoor { return atDoor{reason: reason} }

func decides(reason string, answer Reception) atDoor {
	return atDoor{decides: true, reason: reason, answer: answer}
}

var visitorRules = [...]visitorRule{
	{ReturningVisitor, func(p policy.Reception) domain.Clause { return p.Returning }, askReturning},
	{BrokerAtDoor, brokerClause, askBroker},
	{CompanyAtDoor, func(p policy.Reception) domain.Clause { return p.Company }, askCompany},
	{ReferralNamed, func(p policy.Reception) domain.Clause { return p.ReferralNamed }, askReferralNamed},
	{NamedAgent, func(p policy.Reception) domain.Clause { return p.Designated }, askNamed},
	{ReferralUnnamed, func(p policy.Reception) domain.Clause { return p.ReferralUnnamed }, askReferralUnnamed},
	{NameForgotten, func(p policy.Reception) domain.Clause { return p.NameForgotten }, askForgotten},
	{MerelyKnown, func(p policy.Reception) domain.Clause { return p.MerelyKnown }, askKnown},
	{FirstRegistered, func(p policy.Reception) domain.Clause { return p.Register }, askFirst},
}

// Receive answers the opening questions: how the rotation must treat the visitor and whose customer
// it is, with the deciding clause. Every rule of the policy is run, so that Considered is complete.
//
// A returning customer goes to the owner by the register (SS.4.2.4.a, GP.3); if that agent may no
// longer receive, the visitor goes in order on nobody's behalf and the ownership stays as it is until
// a person changes it. A policy without a clause for brokers, company customers, referrals or
// forgotten names treats them as any visitor.
func Receive(rules policy.Reception, door Door) Reception {
	var decided Reception
	found := false
	considered := make([]Considered, 0, len(visitorRules))
	for _, rule := range visitorRules {
		clause := rule.clause(rules)
		if clause == "" {
			continue
		}
		finding := rule.ask(rules, &door)
		row := Considered{Rule: rule.name, Clause: clause, Reason: finding.reason}
		switch {
		case finding.decides && found:
			row.Reason = EarlierRuleDecided
		case finding.decides:
			found, row.Decided, decided = true, true, finding.answer
			row.Clause = finding.answer.Clause
		}
		considered = append(considered, row)
	}
	decided.Considered = considered
	decided.Collision = collides(&door)
	decided.TurnedDown = turnedDownAtDoor(rules, &door, decided)
	return decided
}

// owner gives the agent whom the register names for the visitor.
func (d *Door) owner() (domain.AgentID, bool) {
	change, ok := d.Visitor.Owner()
	return change.Owner, ok
}

// mayReceive reports whether an agent is employed; without an answer everybody is.
func (d *Door) mayReceive(agent domain.AgentID) bool { return d.Employed == nil || d.Employed(agent) }

// names gives the agent whom the visitor names and who may receive.
func (d *Door) names() (domain.AgentID, bool) {
	return d.Answers.Names, d.Answers.Names != "" && d.mayReceive(d.Answers.Names)
}

// kind is what the visitor says to be, or what the register knows where nothing special is said.
func (d *Door) kind() register.VisitorKind {
	said := d.Answers.Kind
	if (said == "" || said == register.KindCustomer) && d.Visitor != nil && d.Visitor.Kind != "" {
		return d.Visitor.Kind
	}
	return said
}

// claimsEarlierVisit reports whether the visitor says that this is not the first visit.
func (d *Door) claimsEarlierVisit() bool {
	return d.Answers.FirstVisit != nil && !*d.Answers.FirstVisit
}

// collides reports a claim conflict (撞单): the register names an owner although a first visit is
// claimed or another agent is named (SS.4.2.4.a, GP.3).
func collides(d *Door) bool {
	owner, ok := d.owner()
	if !ok {
		return false
	}
	claimsFirst := d.Answers.FirstVisit != nil && *d.Answers.FirstVisit
	return claimsFirst || (d.Answers.Names != "" && d.Answers.Names != owner)
}

// askReturning: the register knows whose customer the visitor is (SS.4.2.4.a, GP.3).
func askReturning(p policy.Reception, d *Door) atDoor {
	owner, ok := d.owner()
	switch {
	case !ok && d.Visitor.Registered():
		return passes("registered_without_owner")
	case !ok:
		return passes("not_registered")
	case !d.mayReceive(owner):
		return decides("owner_departed", Reception{Owner: owner, Clause: p.Returning})
	}
	return decides("registered", Reception{Treatment: rotation.Preferred, Prefer: owner, Owner: owner, Clause: p.Returning})
}

func brokerClause(p policy.Reception) domain.Clause {
	if p.BrokerDisclosed != "" {
		return p.BrokerDisclosed
	}
	return p.BrokerHidden
}

// askBroker: a broker or competitor is nobody's customer. Only who says so at once and gives a card
// makes the reception invalid (GP.14.a); any other is a valid reception (GP.14.b).
func askBroker(p policy.Reception, d *Door) atDoor {
	if kind := d.kind(); kind != register.KindBroker && kind != register.KindCompetitor {
		return passes("not_a_broker")
	}
	disclosed := d.Answers.DisclosesIdentity && d.Answers.Card
	switch {
	case disclosed && p.BrokerDisclosed != "":
		return decides("identity_and_card", Reception{Treatment: rotation.DisclosedBroker, Clause: p.BrokerDisclosed})
	case p.BrokerHidden != "":
		return decides("identity_not_disclosed", Reception{Clause: p.BrokerHidden})
	}
	return passes("identity_not_disclosed")
}

// askCompany: a company customer who names nobody is received in order and owned by nobody; one who
// names an agent is that agent's by designation (GP.13.b).
func askCompany(p policy.Reception, d *Door) atDoor {
	if d.kind() != register.KindCompany {
		return passes("not_a_company")
	}
	if _, named := d.names(); named {
		return passes("agent_named")
	}
	return decides("company_unnamed", Reception{
		Treatment: rotation.CompanyVisitor, Clause: p.Company,
		NewOwnership: d.Visitor == nil || len(d.Visitor.History) == 0, // recorded once: owned by nobody
	})
}

// askReferralNamed: a referral that names the original agent goes to that agent (GP.17.a). If the
// register names another agent for the referrer, it is no such referral but a designation.
func askReferralNamed(p policy.Reception, d *Door) atDoor {
	if d.Answers.Referrer == "" {
		return passes("not_referred")
	}
	named, ok := d.names()
	if !ok {
		return passes(whyNobodyNamed(d))
	}
	if agent, known := d.Referrer.Owner(); known && agent.Owner != named {
		return passes("not_the_referrers_agent")
	}
	return decides("referral_names_agent", Reception{Treatment: rotation.Designated, Prefer: named,
		Owner: named, NewOwnership: true, Clause: p.ReferralNamed})
}

// askNamed: the visitor names an agent of the site. A first-time visitor is that agent's by
// designation (SS.4.2.5.a, GP.15.a). Who says to have been here before, without the register knowing,
// goes to the agent named as the original receptionist and is not a designation (SS.4.2.4.a, GP.3);
// a company customer who names an agent always is (GP.13.b).
func askNamed(p policy.Reception, d *Door) atDoor {
	named, ok := d.names()
	if !ok {
		return passes(whyNobodyNamed(d))
	}
	answer := Reception{Treatment: rotation.Designated, Prefer: named, Owner: named, NewOwnership: true, Clause: p.Designated}
	if d.claimsEarlierVisit() && d.kind() != register.KindCompany && d.Answers.Referrer == "" {
		answer.Treatment, answer.Clause = rotation.Preferred, p.Returning
		return decides("names_earlier_receptionist", answer)
	}
	return decides("names_agent", answer)
}

func whyNobodyNamed(d *Door) string {
	switch {
	case d.Answers.Names != "":
		return "named_agent_departed"
	case d.Answers.NamesUnknown:
		return "name_unknown"
	case d.Answers.NamesForgotten:
		return "name_forgotten"
	}
	return "nobody_named"
}

// askReferralUnnamed: a referral without the agent's name is received in order. If the register knows
// the referrer's agent, the visitor is that agent's and given back; if not, the receiver's (GP.17.b).
func askReferralUnnamed(p policy.Reception, d *Door) atDoor {
	if d.Answers.Referrer == "" {
		return passes("not_referred")
	}
	if _, named := d.names(); named {
		return passes("agent_named")
	}
	agent, known := d.Referrer.Owner()
	switch {
	case !known:
		return decides("referrer_not_registered", receivers(p.ReferralUnnamed))
	case !d.mayReceive(agent.Owner):
		return decides("referrers_agent_departed", receivers(p.ReferralUnnamed))
	}
	return decides("referrer_registered", Reception{Owner: agent.Owner, GiveBackTo: agent.Owner,
		NewOwnership: true, Clause: p.ReferralUnnamed})
}

// receivers is a visitor in order who belongs to whoever receives.
func receivers(clause domain.Clause) Reception {
	return Reception{OwnedByReceiver: true, NewOwnership: true, Clause: clause}
}

// askForgotten: came before and forgot the agent's name, or gives one that nobody bears. With a phone
// the register has answered already: not registered, so a valid reception of the receiver's. Without
// one the receiver holds the visitor until Identify settles it (GP.16).
func askForgotten(p policy.Reception, d *Door) atDoor {
	misnamed := d.Answers.NamesUnknown && d.claimsEarlierVisit()
	if !d.Answers.NamesForgotten && !misnamed {
		return passes("name_not_forgotten")
	}
	if d.Answers.PhoneUnknown {
		return decides("not_identified_yet", receivers(p.NameForgotten))
	}
	return decides("not_registered", receivers(p.NameForgotten))
}

// askKnown: knowing a visitor who names nobody gives no claim (SS.4.2.5.b); the rule turns down and
// never decides.
func askKnown(_ policy.Reception, d *Door) atDoor {
	if len(d.Answers.KnownTo) == 0 {
		return passes("known_to_nobody")
	}
	return passes("gives_no_claim")
}

// askFirst: the register entry made now is the evidence; the visitor is the receiver's (SS.4.2.3, GP.19).
func askFirst(p policy.Reception, _ *Door) atDoor {
	return decides("first_registration", receivers(p.Register))
}

// turnedDownAtDoor lists who might claim the visitor and does not get them: an agent named besides
// the owner, one who may no longer receive, the referrer's agent, and those who merely know the visitor.
func turnedDownAtDoor(p policy.Reception, d *Door, decided Reception) []TurnedDown {
	var out []TurnedDown
	add := func(agent domain.AgentID, clause domain.Clause, reason string) {
		listed := slices.ContainsFunc(out, func(t TurnedDown) bool { return t.Agent == agent })
		if agent == "" || agent == decided.Owner || listed {
			return
		}
		if clause == "" {
			clause = decided.Clause
		}
		out = append(out, TurnedDown{Agent: agent, Clause: clause, Reason: reason})
	}
	switch {
	case d.Answers.Names != "" && !d.mayReceive(d.Answers.Names):
		add(d.Answers.Names, decided.Clause, "departed")
	case decided.Treatment == rotation.DisclosedBroker || decided.Clause == p.BrokerHidden:
		add(d.Answers.Names, decided.Clause, "not_a_customer")
	default:
		add(d.Answers.Names, decided.Clause, "registered_to_another")
	}
	if agent, known := d.Referrer.Owner(); known && d.Answers.Referrer != "" {
		add(agent.Owner, decided.Clause, "referral_gives_no_claim")
	}
	_, owned := d.owner()
	for _, agent := range d.Answers.KnownTo {
		if owned { // SS.4.2.5.b speaks of first-time visitors; a returning one is the owner's
			add(agent, decided.Clause, "merely_known")
			continue
		}
		add(agent, p.MerelyKnown, "merely_known")
	}
	return out
}
