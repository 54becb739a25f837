package attribution

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// What becomes of the customers of who has left: nobody's own witness is there any more, so whoever works for the
// customer has them.

// released reports that the register's owner has left and that the policy lets such customers go.
func (d *Door) released(owner domain.AgentID) bool { return d.left(owner) && !d.KeepsLeavers }

// left reports an agent who has left; who is suspended is only away.
func (d *Door) left(agent domain.AgentID) bool { return !d.mayReceive(agent) && !d.away(agent) }

// away reports an agent who works here and does not for the time being.
func (d *Door) away(agent domain.AgentID) bool { return d.Suspended != nil && d.Suspended(agent) }

// askReleased: whoever receives a leaver's customer has them; whom the visitor names, or who announced them, is asked
// by the rules of that.
func (q *question) askReleased() atDoor {
	if _, named := q.names(); named || (q.Announced != nil && !q.left(q.Announced.Agent)) {
		return passes("owner_left")
	}
	answer := q.receivers()
	answer.Released = true
	return decides("owner_left", answer)
}

// subscribed takes out of a deal's case what is of agents who had left when it was subscribed, and what became of the
// customer afterwards because of the leaving of somebody who had not left then.
func (f *creditCase) subscribed(customer *register.Customer) []register.OwnerChange {
	history := customer.History
	if at := f.deal.SubscribedAt; !at.IsZero() {
		history = slices.DeleteFunc(slices.Clone(history),
			func(o register.OwnerChange) bool { return o.Released && o.Since.After(at) })
	}
	return history
}

// leaves gives a leaver's customer to the closer who has an entry; without one nobody is credited by rule.
func (f *creditCase) leaves() {
	if !f.owned || !slices.Contains(f.deal.Left, f.owner.Owner) {
		return
	}
	f.orphaned = true
	for i := range f.contacts {
		if c := &f.contacts[i]; c.Agent == f.deal.ClosedBy && counts(c) && c.Agent != f.owner.Owner {
			f.orphaned = false
			f.owner = register.OwnerChange{Owner: c.Agent, Since: c.At, Visit: c.Visit, Clause: c.Clause}
			return
		}
	}
}

// staysWith takes the entries of leavers out of those that count.
func staysWith(contacts []register.Contact, left []domain.AgentID) []register.Contact {
	if len(left) == 0 {
		return contacts
	}
	return slices.DeleteFunc(slices.Clone(contacts),
		func(c register.Contact) bool { return slices.Contains(left, c.Agent) })
}

// asksOrphaned answers the rules for a leaver's customer whose closer has no entry: only a person, or what the leaving
// does not touch, decides.
func (f *creditCase) asksOrphaned(rule policy.RuleName, found creditFinding) creditFinding {
	switch {
	case !f.orphaned || rule == policy.OpenDispute || rule == policy.AcceptedClaim ||
		rule == policy.Lapsed || rule == "customers_choice":
		return found
	case rule == policy.OwnerTakesAll:
		return waits("owner_left")
	}
	return looksAway("owner_left")
}

// LeftBefore gives who of those with an entry of a customer had left by an instant.
func LeftBefore(customer *register.Customer, left map[domain.AgentID]time.Time, at time.Time) []domain.AgentID {
	if customer == nil {
		return nil
	}
	var out []domain.AgentID
	add := func(agent domain.AgentID) {
		if since, gone := left[agent]; gone && !since.After(at) && !slices.Contains(out, agent) {
			out = append(out, agent)
		}
	}
	for _, c := range customer.Contacts {
		add(c.Agent)
	}
	for _, o := range customer.History {
		add(o.Owner)
	}
	return out
}
