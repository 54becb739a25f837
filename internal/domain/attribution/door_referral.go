package attribution

import (
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// The rules of referrals (老带新).

func (d *Door) isReferred() bool {
	return d.Answers.Referrer != "" || d.Answers.Referred || d.Answers.ReferrerNamed
}

// fromBuyer reports a referrer who has bought, where the policy treats those apart (RC.4.g).
func (q *question) fromBuyer() bool {
	return q.rules.Reception.Clause(policy.ReferralByBuyer) != "" && q.Referrer != nil && !q.Referrer.BoughtAt.IsZero()
}

// askReferralNamed: a referral that names the original agent goes to that agent (GP.17.a; RC.4.f of a
// referrer who has not bought). If the register names another agent for the referrer, it is no such
// referral but a designation.
func askReferralNamed(q *question) atDoor {
	if !q.isReferred() {
		return passes("not_referred")
	}
	named, ok := q.names()
	if !ok {
		return passes(q.whyNobodyNamed())
	}
	if agent, known := q.Referrer.Owner(); known && agent.Owner != named {
		return passes("not_the_referrers_agent")
	}
	if q.fromBuyer() {
		return passes("referrer_has_bought")
	}
	return decides("referral_names_agent", q.of(named, rotation.Designated))
}

// askReferralByBuyer: a buyer's referral is valid only if the new customer's name and phone, which is an
// announcement, or the buyer's letter are in the register in time; otherwise it is void (RC.4.g).
func askReferralByBuyer(q *question) atDoor {
	if !q.isReferred() || !q.fromBuyer() {
		return passes("no_referral_by_a_buyer")
	}
	agent, known := q.Referrer.Owner()
	if !q.Answers.Letter || !known || q.left(agent.Owner) {
		return decides("not_in_the_register_in_time", q.receivers())
	}
	return decides("buyers_letter", q.of(agent.Owner, rotation.Preferred))
}

// askReferralTraced: a referral without the agent's name is received in order. If the register knows the
// referrer's agent, the visitor is that agent's and given back; if not, the receiver's (GP.17.b, PC.6.b).
func askReferralTraced(q *question) atDoor {
	if q.Answers.Referrer == "" && !q.Answers.ReferrerNamed {
		return passes("referrer_not_given")
	}
	if _, named := q.names(); named {
		return passes("agent_named")
	}
	if q.Answers.Referrer == "" {
		return decides("referrer_to_be_found_out", q.receivers())
	}
	agent, known := q.Referrer.Owner()
	switch {
	case !known:
		return decides("referrer_not_registered", q.receivers())
	case q.left(agent.Owner):
		return decides("referrers_agent_departed", q.receivers())
	}
	return decides("referrer_registered", Reception{Owner: agent.Owner, GiveBackTo: agent.Owner,
		NewOwnership: true, Clause: q.clause})
}

// askReferralUntraced: a referral that leads to no agent is a new customer (PC.6.a, QC.5.b, RC.4.f).
func askReferralUntraced(q *question) atDoor {
	if !q.isReferred() {
		return passes("not_referred")
	}
	if _, named := q.names(); named {
		return passes("agent_named")
	}
	return decides("referral_leads_to_nobody", q.receivers())
}
