package attribution

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// turnedDown lists every agent who stands in the customer's file or closed the deal and gets nothing,
// in the order in which they appear: receptions, ownership, follow-ups, the closer.
func (f *creditCase) turnedDown(shares []Share, clause domain.Clause) []TurnedDown {
	out := make([]TurnedDown, 0, 4)
	add := func(agent domain.AgentID, reason string) {
		if agent == "" || slices.ContainsFunc(shares, func(s Share) bool { return s.Party == Party(agent) }) ||
			slices.ContainsFunc(out, func(t TurnedDown) bool { return t.Agent == agent }) {
			return
		}
		out = append(out, TurnedDown{Agent: agent, Clause: clause, Reason: reason})
	}
	for i := range f.known {
		c := &f.known[i]
		add(c.Agent, reasonOf(c, i >= len(f.contacts)))
		add(c.OnBehalfOf, "not_the_owner")
	}
	for _, change := range f.changes {
		reason := "owner_before"
		if change.Since.After(f.until) {
			reason = "owner_after_signing"
		}
		add(change.Owner, reason)
	}
	if f.customer != nil {
		for _, followUp := range f.customer.FollowUps {
			if !followUp.At.After(f.until) {
				add(followUp.Agent, "followed_up_only")
			}
		}
	}
	for _, link := range f.links {
		add(link.First, "recognised_without_effect")
	}
	add(f.deal.CustomerChose, "chosen_without_effect")
	add(f.deal.ClosedBy, "closer_not_registered")
	if len(out) == 0 {
		return nil
	}
	return out
}

// reasonOf gives why a reception earns nothing.
func reasonOf(c *register.Contact, afterSigning bool) string {
	switch {
	case afterSigning:
		return "entry_after_signing"
	case c.Outcome == register.Invalid:
		return "invalid_entry"
	case c.OnBehalfOf != "":
		return "received_on_behalf"
	}
	return "not_the_owner"
}
