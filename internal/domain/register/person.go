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
func (p *Customer) add(c *Customer) {
	p.Contacts, p.FollowUps = slices.Concat(p.Contacts, c.Contacts), slices.Concat(p.FollowUps, c.FollowUps)
	p.Calls, p.Links = slices.Concat(p.Calls, c.Calls), slices.Concat(p.Links, c.Links)
	p.History = slices.Concat(p.History, c.History)
	if p.Kind == "" || p.Kind == KindCustomer {
		p.Kind = c.Kind
	}
	if p.Announced == nil || c.Announced != nil && c.Announced.At.Before(p.Announced.At) {
		p.Announced = c.Announced
	}
	if p.TakenOver == nil || c.TakenOver != nil && c.TakenOver.At.Before(p.TakenOver.At) {
		p.TakenOver = c.TakenOver
	}
	if p.Given == nil || c.Given != nil && c.Given.At.After(p.Given.At) {
		p.Given = c.Given
	}
	if p.BoughtAt.IsZero() || !c.BoughtAt.IsZero() && c.BoughtAt.Before(p.BoughtAt) {
		p.BoughtAt = c.BoughtAt
	}
	if p.Referrer == "" {
		p.Referrer = c.Referrer
	}
	if p.Carries == "" {
		p.Carries = c.Carries
	}
	for _, agent := range c.SharedWith {
		if !slices.Contains(p.SharedWith, agent) {
			p.SharedWith = append(slices.Clone(p.SharedWith), agent)
		}
	}
	p.FreeChoice, p.Designated = p.FreeChoice || c.FreeChoice, p.Designated || c.Designated
	p.Disputed = p.Disputed || c.Disputed
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
