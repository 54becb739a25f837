package attribution

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// Door is everything known at the moment somebody comes in.
type Door struct {
	Answers   register.Answers
	Visitor   *register.Customer // nil: phone unknown or not in the register
	Referrer  *register.Customer // nil: none given or not in the register
	Family    *register.Customer // the registered customer of whose family the visitor is
	Principal *register.Customer // the registered customer for whom the visitor views
	Announced *register.Announcement
	At        time.Time      // in the site's time zone, by whose days the protection period runs
	Zone      *time.Location // nil: UTC
	Reading   int            // 0: only a visit made an old customer
	// Employed tells whether an agent may receive at all; a departed owner's customer goes in order on their behalf.
	Employed func(domain.AgentID) bool
	// Suspended tells who of those works here all the same: absent, and nobody is their successor.
	Suspended    func(domain.AgentID) bool
	KeepsLeavers bool // customers of who has left stay theirs until they are handed over
}

// Receive answers the opening questions: how the rotation must treat the visitor and whose customer
// it is, with the deciding clause. The policy's rules are asked in their order; the first that decides,
// decides, and every other one is run for the diagnostics.
//
// A returning customer goes to the owner by the register (SS.4.2.4.a, GP.3, QC.1.c, RC.4.a, SC.3); if
// that agent has left, whoever receives has the visitor from now on, unless the policy keeps a leaver's
// customers until a person hands them over. Who is suspended is absent.
func Receive(rules policy.Rules, door Door) Reception {
	q := question{rules: rules, Door: &door}
	found, at, considered := decide(rules.Reception.Rules,
		func(listed policy.DoorRule) (policy.RuleName, domain.Clause, atDoor) {
			q.clause = listed.Clause
			return listed.Rule, listed.Clause, doorRules.ask(listed.Rule, &q, passes("unknown_rule"))
		})
	decided := found.answer
	decided.Away = decided.Prefer != "" && door.away(decided.Prefer)
	if at >= 0 {
		considered[at].Clause = decided.Clause
	}
	decided.Considered = considered
	decided.Collision = collides(&door)
	decided.TurnedDown = q.turnedDown(decided)
	decided.Inform = q.inform(decided)
	return decided
}

// doorRules is every rule that a policy may put on its list at the door.
var doorRules = family[question, Reception]{
	{policy.PreRegisteredVisitor, askPreRegistered, "报备客户", "Announced beforehand"},
	{policy.LapsedOwner, askLapsed, "归属人逾期未跟进", "Owner lapsed"},
	{policy.ReturningVisitor, askReturning, "复访客户归原接待人", "Returning visitor"},
	{policy.BrokerDisclosed, askBrokerDisclosed, "中介、同行主动表明身份", "Broker who says so"},
	{policy.BrokerHidden, askBrokerHidden, "中介、同行未表明身份", "Broker who does not say so"},
	{policy.CompanyCustomer, askCompany, "公司客户", "Company customer"},
	{policy.FamilyRegistered, askFamily, "家人已登记", "Family is registered"},
	{"proxy_for_customer", askProxy, "代已登记客户看房", "Views for a registered customer"},
	{policy.ReferralNamed, askReferralNamed, "老带新，指名原置业顾问", "Referral naming the agent"},
	{policy.ReferralByBuyer, askReferralByBuyer, "业主介绍", "Referral by a buyer"},
	{policy.IntroducedByAgent, askIntroduced, "员工介绍未报备", "Introduced, not announced"},
	{policy.NamedAgent, askNamed, "首访指定接待", "Names an agent"},
	{policy.ReferralTraced, askReferralTraced, "介绍人可追溯", "Referrer leads to an agent"},
	{"referral_untraced", askReferralUntraced, "介绍人无法追溯", "Referrer leads to nobody"},
	{"leaders_guest", askLeadersGuest, "领导来宾", "Leader's guest"},
	{policy.PhoneRegistration, askPhoneRegistration, "来电登记", "Called before"},
	{"free_choice", askFreeChoice, "客户自选", "Chooses freely"},
	{policy.NameForgotten, askForgotten, "来过，忘记姓名", "Forgot the agent's name"},
	{policy.MerelyKnown, askKnown, "仅为相识", "Merely known"},
	{policy.FirstRegistered, askFirst, "首次登记", "First registration"},
}

// question is one rule being asked at the door.
type question struct {
	*Door
	rules  policy.Rules
	clause domain.Clause // of the rule being asked
}

// atDoor is what one rule finds.
type atDoor = finding[Reception]

func passes(reason string) atDoor { return atDoor{reason: reason} }

func decides(reason string, answer Reception) atDoor {
	return atDoor{decides: true, reason: reason, answer: answer}
}

// receivers is a visitor in order who belongs to whoever receives.
func (q *question) receivers() Reception {
	return Reception{OwnedByReceiver: true, NewOwnership: true, Clause: q.clause}
}

// of is a visitor who becomes an agent's customer and goes to that agent.
func (q *question) of(agent domain.AgentID, treatment rotation.Treatment) Reception {
	return Reception{Treatment: treatment, Prefer: agent, Owner: agent, NewOwnership: true, Clause: q.clause}
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
	if !ok || d.released(owner) {
		return false
	}
	claimsFirst := d.Answers.FirstVisit != nil && *d.Answers.FirstVisit
	return claimsFirst || (d.Answers.Names != "" && d.Answers.Names != owner)
}

// askFirst: the register entry made now is the evidence; the visitor is the receiver's (SS.4.2.3, GP.19,
// QC.1.c, RC.4.b, SC.3).
func askFirst(q *question) atDoor { return decides("first_registration", q.receivers()) }

// turnedDown lists who might claim the visitor and does not get them: an agent named besides the owner,
// one who may no longer receive, an owner who lapsed, the referrer's agent, who took a call, who
// introduced, and those who merely know the visitor.
func (q *question) turnedDown(decided Reception) []TurnedDown {
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
	case q.Answers.Names != "" && q.away(q.Answers.Names):
		add(q.Answers.Names, "", "suspended")
	case q.Answers.Names != "" && !q.mayReceive(q.Answers.Names):
		add(q.Answers.Names, "", "departed")
	case decided.Treatment == rotation.DisclosedBroker ||
		decided.Clause == q.rules.Reception.Clause(policy.BrokerHidden):
		add(q.Answers.Names, "", "not_a_customer")
	default:
		add(q.Answers.Names, "", "registered_to_another")
	}
	owner, owned := q.owner()
	if owned {
		add(owner, "", q.whyOwnerLost(decided))
	}
	if agent, known := q.Referrer.Owner(); known && q.Answers.Referrer != "" {
		add(agent.Owner, "", "referral_gives_no_claim")
	}
	add(q.Answers.IntroducedBy, q.rules.Reception.Clause(policy.IntroducedByAgent), "not_pre_registered")
	if q.Announced != nil {
		add(q.Announced.Agent, "", "registered_to_another")
	}
	if q.Visitor != nil && !q.Visitor.Registered() {
		for _, call := range q.Visitor.Calls {
			add(call.Agent, q.rules.Reception.Clause(policy.PhoneRegistration), "called_only")
		}
	}
	for _, agent := range q.Answers.KnownTo {
		if owned { // SS.4.2.5.b speaks of first-time visitors; a returning one is the owner's
			add(agent, "", "merely_known")
			continue
		}
		add(agent, q.rules.Reception.Clause(policy.MerelyKnown), "merely_known")
	}
	return out
}

func (q *question) whyOwnerLost(decided Reception) string {
	if lapse := q.rules.Reception.Clause(policy.LapsedOwner); lapse != "" && decided.Clause == lapse {
		return "not_followed_up"
	}
	if owner, _ := q.owner(); q.released(owner) {
		return "departed"
	}
	if q.familyIsEarlier() {
		return "family_registered_earlier"
	}
	return "not_the_customers_choice"
}
