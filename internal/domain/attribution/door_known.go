package attribution

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// The rules of visitors of whom the register knows something.

// askReturning: the register knows whose customer the visitor is (SS.4.2.4.a, GP.3, QC.1.c, RC.4.a, SC.3).
func askReturning(q *question) atDoor {
	owner, ok := q.owner()
	switch {
	case !ok && q.Visitor.Registered():
		return passes("registered_without_owner")
	case !ok:
		return passes("not_registered")
	case q.familyIsEarlier():
		return passes("family_registered_earlier")
	case q.released(owner):
		return q.askReleased()
	case q.left(owner):
		return decides("owner_departed", Reception{Owner: owner, Clause: q.clause})
	}
	reason := "registered"
	if !q.Visitor.Registered() && q.Visitor.TakenOver != nil {
		reason = "taken_over" // from the list that the site manager signed off, not by a visit
	}
	return decides(reason, Reception{Treatment: rotation.Preferred, Prefer: owner, Owner: owner, Clause: q.clause})
}

// askLapsed: an owner who has not followed up for the protection period has no claim; the visitor is
// received as a new one (PC.2).
func askLapsed(q *question) atDoor {
	owner, ok := q.owner()
	switch {
	case !ok:
		return passes("not_registered")
	case !HasLapsed(q.rules.Protection, q.Visitor, owner, q.At, q.Zone):
		return passes("within_protection")
	}
	return decides("not_followed_up", q.receivers())
}

// HasLapsed reports whether an owner's protection period is over at an instant: it ends with the last day
// of the calendar months after the owner's last reception, follow-up or call (PC.2). Days are those of
// the zone; nil is UTC.
func HasLapsed(p policy.Protection, customer *register.Customer, owner domain.AgentID, at time.Time,
	zone *time.Location) bool {
	end, runs := ProtectedUntil(p, customer, owner, at, zone)
	return runs && domain.DayOf(at, orUTC(zone)) > end
}

// ProtectedUntil gives the last day of an owner's protection period as it stands at an instant; false
// where the policy knows none or the owner never was in touch.
func ProtectedUntil(p policy.Protection, customer *register.Customer, owner domain.AgentID, at time.Time,
	zone *time.Location) (domain.Day, bool) {
	if p.Months == 0 || customer == nil {
		return "", false
	}
	last := customer.LastTouch(owner, at)
	if change, ok := customer.Owner(); ok && change.Owner == owner && change.Since.After(last) &&
		!change.Since.After(at) {
		last = change.Since
	}
	if last.IsZero() {
		return "", false
	}
	zone = orUTC(zone)
	return domain.DayOf(domain.AddMonthsClamped(last, p.Months, zone), zone), true
}

func orUTC(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}

// askPreRegistered: an agent announced the person before the first visit, whether or not the visitor
// names the agent (SC.5, RC.4.g), or announced the person as viewing for the real buyer, or as the buyer
// (SC.6).
func askPreRegistered(q *question) atDoor {
	switch {
	case q.Announced == nil:
		return passes("not_pre_registered")
	case q.Visitor.Registered():
		return passes("registered_before")
	case q.takenOverBefore(q.Announced.At):
		return passes("taken_over_before")
	case q.left(q.Announced.Agent):
		return passes("announcing_agent_departed")
	}
	answer := q.of(q.Announced.Agent, rotation.Preferred)
	if proxy := q.rules.PreRegistration.Proxy; proxy != "" && (q.Announced.Views || q.Announced.Proxy != "") {
		answer.Clause = proxy
	}
	return decides("pre_registered", answer)
}

// takenOverBefore reports that the site had the visitor on its list before an instant, as somebody's customer.
func (d *Door) takenOverBefore(at time.Time) bool {
	_, owned := d.owner()
	return owned && d.Visitor.TakenOver != nil && d.Visitor.TakenOver.At.Before(at)
}

// askFamily: members of one family belong to the agent of the first registration (RC.4.a).
func askFamily(q *question) atDoor {
	if q.Answers.Family == "" {
		return passes("no_family_named")
	}
	return q.askRelated(q.Family, "family_registered")
}

// askProxy: who says to view for a registered customer is that customer's agent's (PC.5.a, SC.6).
func askProxy(q *question) atDoor {
	if q.Answers.OnBehalfOf == "" {
		return passes("views_for_nobody")
	}
	if finding := q.askRelated(q.Principal, "principal_registered"); finding.decides || q.Principal == nil {
		return finding
	}
	if a := q.Principal.Announced; a != nil && !q.left(a.Agent) {
		return decides("principal_pre_registered", q.of(a.Agent, rotation.Preferred))
	}
	return passes("not_registered")
}

// familyIsEarlier reports that the register knew the visitor's family before the visitor, where the first
// registration of a family decides, whenever found (RC.4.a).
func (q *question) familyIsEarlier() bool {
	owner, known := q.Family.Owner()
	if q.rules.Reception.Clause(policy.FamilyRegistered) == "" || !known || q.left(owner.Owner) {
		return false
	}
	own, _ := firstKnown(q.Visitor, q.Reading)
	family, _ := firstKnown(q.Family, q.Reading)
	return !family.IsZero() && family.Before(own)
}

func (q *question) askRelated(related *register.Customer, reason string) atDoor {
	owner, known := related.Owner()
	switch {
	case !known:
		return passes("not_registered")
	case q.left(owner.Owner):
		return passes("owner_departed")
	}
	return decides(reason, q.of(owner.Owner, rotation.Preferred))
}

// askPhoneRegistration: only a registration on site is a first registration; whoever took a call before
// has no claim, unless the site lets calls count (RC.8).
func askPhoneRegistration(q *question) atDoor {
	if q.Visitor == nil || len(q.Visitor.Calls) == 0 || q.Visitor.Registered() {
		return passes("never_called")
	}
	first := q.Visitor.Calls[0].Agent
	switch {
	case !q.rules.Reception.CallsCount:
		return decides("call_is_no_first_registration", q.receivers())
	case q.left(first):
		return passes("caller_departed")
	}
	return decides("first_call_counts", q.of(first, rotation.Preferred))
}
