// Package lookup counts whose data an account looks up, so that nobody goes through the register number by number
// (GR.8, CM.2.5, LS.3.1): too many distinct numbers in a short while, or on a day, raise an alarm.
package lookup

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Limits is how many distinct numbers one account may look up.
type Limits struct {
	Window   time.Duration
	InWindow int
	PerDay   int
}

// Kind is which limit was passed.
type Kind string

const (
	TooFast Kind = "window" // more distinct numbers in the window than InWindow
	TooMany Kind = "day"    // more distinct numbers on the business day than PerDay
)

// Seen is the latest look-up of one number, in whole seconds of Unix time.
type Seen struct {
	Of string `json:"o"`
	At int64  `json:"t"`
}

// Count is what is kept of an account: the numbers of the day and of the window, the latest last, at most
// PerDay + InWindow of them; and until when the account is refused.
type Count struct {
	Seen  []Seen    `json:"s,omitempty"`
	Until time.Time `json:"u,omitzero"`
}

// Verdict says whether a look-up may be answered. Alarm is set where this look-up passed a limit.
type Verdict struct {
	Refused bool
	Until   time.Time // of the refusal
	Alarm   Kind
	Numbers int // distinct numbers up to the limit that was passed
}

// Look counts a look-up of a number at an instant. A look-up beyond a limit is refused and not counted; it closes the
// account until the window has passed, or the day. A number looked up again is no further one. The window reaches
// back to, but not including, the instant its length ago.
func (c Count) Look(l Limits, of string, at time.Time, zone *time.Location) (Count, Verdict) {
	if at.Before(c.Until) {
		return c, Verdict{Refused: true, Until: c.Until}
	}
	now := at.Unix()
	started, midnight := now-int64(l.Window/time.Second), domain.DayOf(at, zone).Start(zone)
	next, inWindow, today := Count{}, 1, 1
	for _, seen := range c.Seen {
		recent, ofToday := seen.At > started, seen.At >= midnight.Unix()
		if seen.Of == of || !recent && !ofToday {
			continue
		}
		next.Seen = append(next.Seen, seen)
		if recent {
			inWindow++
		}
		if ofToday {
			today++
		}
	}
	switch {
	case inWindow > l.InWindow:
		return c.closed(at.Add(l.Window), TooFast, inWindow-1)
	case today > l.PerDay:
		return c.closed(domain.DayOf(at, zone).AddDays(1).Start(zone), TooMany, today-1)
	}
	next.Seen = append(next.Seen, Seen{Of: of, At: now})
	return next, Verdict{}
}

// closed keeps what was counted, since the refused look-up is not.
func (c Count) closed(until time.Time, alarm Kind, numbers int) (Count, Verdict) {
	c.Until = until
	return c, Verdict{Refused: true, Until: until, Alarm: alarm, Numbers: numbers}
}

// Release lets a closed account go on with a new count.
func (c Count) Release() Count { return Count{} }

// Expires gives when nothing of the count matters any longer.
func (c Count) Expires(l Limits, at time.Time, zone *time.Location) time.Time {
	end := domain.DayOf(at, zone).AddDays(1).Start(zone)
	for _, other := range []time.Time{at.Add(l.Window), c.Until} {
		if other.After(end) {
			end = other
		}
	}
	return end
}
