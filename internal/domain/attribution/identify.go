package attribution

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// Identified names the one rule of a later identification in Considered.
const (
	IdentifiedVisitor  policy.RuleName = "identified_visitor"  // GP.16
	IdentifiedReferrer policy.RuleName = "identified_referrer" // GP.17.b
)

// Roster tells who may receive at all, and who of the others is only suspended.
type Roster struct{ Employed, Suspended func(domain.AgentID) bool }

// Identify answers whose customer a visitor is who was received without being known and is identified
// now. identified is the register's customer of the phone given (nil: not registered), without the
// visit in question; referrer the register's customer of the referrer (nil: none given or not
// registered).
//
// Registered with an owner who has not left: the owner's, whoever received, and given back if that is another agent who
// may still receive (GP.16). Not registered but the referrer is: the referrer's agent's, given back
// (GP.17.b). Neither: the receiver's. A policy without these clauses answers the same by its clauses
// of returning visitors and of the register (SS.4.2.4.a, SS.4.2.3).
func Identify(rules policy.Rules, receiver domain.AgentID, identified, referrer *register.Customer,
	of Roster) Reception {
	d := Door{Visitor: identified, Referrer: referrer, Employed: of.Employed, Suspended: of.Suspended,
		KeepsLeavers: rules.Leavers.KeepCustomers}
	visitor, byVisitor := identifyVisitor(rules.Reception, &d)
	byReferrer := Considered{Rule: IdentifiedReferrer, Clause: rules.Reception.Clause(policy.ReferralTraced),
		Reason: "no_such_rule"}
	answer := visitor
	if rules.Reception.Clause(policy.ReferralTraced) != "" {
		var referred Reception
		referred, byReferrer = identifyReferrer(rules.Reception, &d)
		switch {
		case byVisitor.Decided && byReferrer.Decided:
			byReferrer.Decided, byReferrer.Reason = false, EarlierRuleDecided
		case byReferrer.Decided:
			answer = referred
		}
	}
	row := Considered{Rule: policy.FirstRegistered, Clause: rules.Reception.Clause(policy.FirstRegistered),
		Reason: EarlierRuleDecided}
	if !byVisitor.Decided && !byReferrer.Decided {
		answer = Reception{Owner: receiver, NewOwnership: true, Clause: notRegisteredClause(rules.Reception, referrer)}
		row.Clause, row.Decided, row.Reason = answer.Clause, true, "first_registration"
		if owner, owned := d.owner(); owned { // of one who has left
			answer.Released = true
			answer.TurnedDown = []TurnedDown{{Agent: owner, Clause: answer.Clause, Reason: "departed"}}
		}
	}
	answer.Considered = []Considered{byVisitor}
	if rules.Reception.Clause(policy.ReferralTraced) != "" {
		answer.Considered = append(answer.Considered, byReferrer)
	}
	answer.Considered = append(answer.Considered, row)
	if answer.Owner != receiver {
		answer.TurnedDown = []TurnedDown{{Agent: receiver, Clause: answer.Clause, Reason: "registered_to_another"}}
		if answer.Owner != "" && d.mayReceive(answer.Owner) {
			answer.GiveBackTo = answer.Owner
		}
	}
	return answer
}

// identifyVisitor asks the register about the visitor.
func identifyVisitor(p policy.Reception, d *Door) (Reception, Considered) {
	clause := p.Clause(policy.NameForgotten)
	if clause == "" {
		clause = p.Clause(policy.ReturningVisitor)
	}
	row := Considered{Rule: IdentifiedVisitor, Clause: clause, Reason: "not_registered"}
	if owner, ok := d.owner(); ok && d.released(owner) {
		row.Reason = "owner_left"
		return Reception{}, row
	} else if ok {
		row.Decided, row.Reason = true, "registered"
		return Reception{Owner: owner, Clause: clause}, row
	}
	if d.Visitor.Registered() {
		row.Reason = "registered_without_owner"
		if d.kind() == register.KindCompany && p.Clause(policy.CompanyCustomer) != "" {
			row.Clause, row.Decided, row.Reason = p.Clause(policy.CompanyCustomer), true, "company_unnamed"
			return Reception{Clause: p.Clause(policy.CompanyCustomer)}, row
		}
	}
	return Reception{}, row
}

// identifyReferrer asks the register about the referrer (GP.17.b).
func identifyReferrer(p policy.Reception, d *Door) (Reception, Considered) {
	row := Considered{Rule: IdentifiedReferrer, Clause: p.Clause(policy.ReferralTraced),
		Reason: "referrer_not_registered"}
	agent, known := d.Referrer.Owner()
	switch {
	case !known:
		return Reception{}, row
	case d.left(agent.Owner):
		row.Reason = "referrers_agent_departed"
		return Reception{}, row
	}
	row.Decided, row.Reason = true, "referrer_registered"
	return Reception{Owner: agent.Owner, NewOwnership: true, Clause: p.Clause(policy.ReferralTraced)}, row
}

func notRegisteredClause(p policy.Reception, referrer *register.Customer) domain.Clause {
	switch {
	case referrer != nil && p.Clause(policy.ReferralTraced) != "":
		return p.Clause(policy.ReferralTraced)
	case p.Clause(policy.NameForgotten) != "":
		return p.Clause(policy.NameForgotten)
	}
	return p.Clause(policy.FirstRegistered)
}
