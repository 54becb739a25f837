package register

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Alias is another number of the same person, by a recognition that stands since an instant.
type Alias struct {
	Of domain.CustomerRef `json:"of"`
	At time.Time          `json:"at"`
}

// Aliases gives the other numbers that were known to be the same person's at an instant.
func (c *Customer) Aliases(at time.Time) []domain.CustomerRef {
	var out []domain.CustomerRef
	if c == nil {
		return nil
	}
	for _, alias := range c.Same {
		if !alias.At.After(at) {
			out = append(out, alias.Of)
		}
	}
	return out
}

// Numbers gives the other numbers that are known to be the same person's.
func (c *Customer) Numbers() []domain.CustomerRef {
	out := make([]domain.CustomerRef, len(c.Same))
	for i, alias := range c.Same {
		out[i] = alias.Of
	}
	return out
}

// IsAlso reports that a number is the person's own, or known to be theirs too.
func (c *Customer) IsAlso(ref domain.CustomerRef) bool {
	return c.Ref == ref || slices.ContainsFunc(c.Same, func(a Alias) bool { return a.Of == ref })
}

// SameAs joins the numbers of a person: each file leads to every other one from an instant on.
func SameAs(files []*Customer, at time.Time) {
	for _, file := range files {
		for _, other := range files {
			if !file.IsAlso(other.Ref) {
				file.Same = append(file.Same, Alias{Of: other.Ref, At: at})
			}
		}
	}
}

// Person gives what the register knows of a person of several numbers as one customer, under the number asked for:
// every reception, follow-up, call, link and owner of all of them in its place in time.
func Person(own *Customer, others ...*Customer) *Customer {
	if own == nil || len(others) == 0 {
		return own
	}
	p := *own
	for _, c := range others {
		p.add(c)
	}
	byTime(p.Contacts, func(c Contact) time.Time { return c.At })
	byTime(p.FollowUps, func(f FollowUp) time.Time { return f.At })
	byTime(p.Calls, func(c Call) time.Time { return c.At })
	byTime(p.Links, func(l Link) time.Time { return l.At })
	byTime(p.History, func(o OwnerChange) time.Time { return o.Since })
	p.History = slices.CompactFunc(p.History, func(a, b OwnerChange) bool {
		return a.Owner == b.Owner && a.Waits == "" && b.Waits == ""
	})
	return &p
}

func byTime[T any](list []T, at func(T) time.Time) {
	slices.SortStableFunc(list, func(a, b T) int { return at(a).Compare(at(b)) })
}

// add puts the facts of another number beside the person's; what is one value is the earliest, a reassignment the
// latest.
func (c *Customer) add(o *Customer) {
	c.Contacts, c.FollowUps = slices.Concat(c.Contacts, o.Contacts), slices.Concat(c.FollowUps, o.FollowUps)
	c.Calls, c.Links = slices.Concat(c.Calls, o.Calls), slices.Concat(c.Links, o.Links)
	c.History = slices.Concat(c.History, o.History)
	if c.Kind == "" || c.Kind == KindCustomer {
		c.Kind = o.Kind
	}
	if c.Announced == nil || o.Announced != nil && o.Announced.At.Before(c.Announced.At) {
		c.Announced = o.Announced
	}
	if c.TakenOver == nil || o.TakenOver != nil && o.TakenOver.At.Before(c.TakenOver.At) {
		c.TakenOver = o.TakenOver
	}
	if c.Given == nil || o.Given != nil && o.Given.At.After(c.Given.At) {
		c.Given = o.Given
	}
	if c.BoughtAt.IsZero() || !o.BoughtAt.IsZero() && o.BoughtAt.Before(c.BoughtAt) {
		c.BoughtAt = o.BoughtAt
	}
	if c.Referrer == "" {
		c.Referrer = o.Referrer
	}
	if c.Carries == "" {
		c.Carries = o.Carries
	}
	for _, agent := range o.SharedWith {
		if !slices.Contains(c.SharedWith, agent) {
			c.SharedWith = append(slices.Clone(c.SharedWith), agent)
		}
	}
	c.FreeChoice, c.Designated = c.FreeChoice || o.FreeChoice, c.Designated || o.Designated
	c.Disputed = c.Disputed || o.Disputed
}

// FirstKnown gives when a customer first stood in the register as one, and the entry that says so: the first reception,
// or the list from which the customer was taken over when the site went live; zero: never.
func (c *Customer) FirstKnown() (time.Time, domain.VisitID) {
	var at time.Time
	var entry domain.VisitID
	if c == nil {
		return at, entry
	}
	for i := range c.Contacts {
		if one := &c.Contacts[i]; one.Agent != "" && one.Outcome != Invalid {
			at, entry = one.At, one.Visit
			break
		}
	}
	if t := c.TakenOver; t != nil && (at.IsZero() || t.At.Before(at)) {
		return t.At, t.Entry
	}
	return at, entry
}
