// Package lapse warns an agent before the protection of a customer ends (PC.2): a week and a day ahead, once each.
package lapse

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// Level is how near the end of the protection is.
type Level string

const (
	Week Level = "week" // at most seven days are left
	Day  Level = "day"  // one day is left
)

// DaysAhead is how many days before the end the first warning is given.
const DaysAhead = 7

// Warning is what an agent was warned of: one customer's protection that ends with a day.
type Warning struct {
	Customer domain.CustomerRef `json:"c"`
	Agent    domain.AgentID     `json:"a"`
	Until    domain.Day         `json:"u"` // the last day of the protection
	Clause   domain.Clause      `json:"cl"`
	Given    []Given            `json:"g"` // oldest first
}

// Given is one warning given.
type Given struct {
	Level Level          `json:"l"`
	At    time.Time      `json:"at"`
	Entry domain.VisitID `json:"v"` // of the register
}

// Due gives what the owner of a customer is to be warned of at an instant; false where there is nothing: nobody
// owns the customer, a deal was signed, the policy knows no protection, or its end is over or further away than
// DaysAhead. Days are those of the zone.
func Due(p policy.Protection, customer *register.Customer, at time.Time, zone *time.Location) (Warning, Level, bool) {
	owner, owned := customer.Owner()
	if !owned || !customer.BoughtAt.IsZero() {
		return Warning{}, "", false
	}
	until, runs := attribution.ProtectedUntil(p, customer, owner.Owner, at, zone)
	today := domain.DayOf(at, zone)
	if !runs || until <= today || until > today.AddDays(DaysAhead) {
		return Warning{}, "", false
	}
	level := Week
	if until == today.AddDays(1) {
		level = Day
	}
	return Warning{Customer: customer.Ref, Agent: owner.Owner, Until: until, Clause: p.Clause}, level, true
}

// Give adds a warning of a level; false where it was given before, or a nearer one was.
func (w Warning) Give(level Level, at time.Time, entry domain.VisitID) (Warning, bool) {
	for _, given := range w.Given {
		if given.Level == level || given.Level == Day {
			return w, false
		}
	}
	w.Given = append(append([]Given(nil), w.Given...), Given{Level: level, At: at, Entry: entry})
	return w, true
}

// Answered gives when the agent was last in touch with the customer since the first warning; zero if not yet.
func (w Warning) Answered(customer *register.Customer, now time.Time) time.Time {
	touch := customer.LastTouch(w.Agent, now)
	if len(w.Given) == 0 || !touch.After(w.Given[0].At) {
		return time.Time{}
	}
	return touch
}

// Stands reports whether the warning still concerns the agent: the customer is theirs and nothing was signed.
func (w Warning) Stands(customer *register.Customer) bool {
	owner, owned := customer.Owner()
	return owned && owner.Owner == w.Agent && customer.BoughtAt.IsZero()
}
