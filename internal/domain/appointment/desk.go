package appointment

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Longest is how long one appointment may last.
const Longest = 7 * 24 * time.Hour

// Required refuses an application that lacks what must be known: name, organisation and reason (LS.2.1),
// and for a colleague's application the place and the number of people as well (RT.2.1).
func Required(channel Channel, arranged Arrangement, who Person) error {
	for _, text := range []struct{ value, field string }{{who.Name, "/name"}, {who.Organisation, "/organisation"},
		{who.Purpose, "/purpose"}} {
		if text.value == "" {
			return lacks("LS.2.1", text.field)
		}
	}
	if channel != Internal {
		return nil
	}
	if who.Place == "" {
		return lacks("RT.2.1", "/place")
	}
	if arranged.Headcount < 1 {
		return lacks("RT.2.1", "/headcount")
	}
	return nil
}

func lacks(clause domain.Clause, field string) error {
	refusal := domain.Refuse("appointment.incomplete", clause)
	refusal.Field = field
	return refusal
}

// CheckTimes refuses times that are past, reversed or endless.
func CheckTimes(start, end, now time.Time) error {
	if !start.After(now) {
		return domain.Invalid("appointment.past", "/start")
	}
	if end.Before(start) || end.Sub(start) > Longest {
		return domain.Invalid("appointment.times", "/end")
	}
	return nil
}

// Confirm confirms an application: identity and purpose are verified first (LD.2.1, LC.4.1), and time,
// place, people and agenda are known (CF.4). A booking that a system confirmed is verified the same way.
func Confirm(a Appointment, who Person, identity, purpose bool, by string, now time.Time) (Appointment, error) {
	if !a.Open() {
		return a, closed(a)
	}
	if !a.Verified.At.IsZero() && a.Accepted {
		return a, &domain.Error{Code: "appointment.already_confirmed"}
	}
	if !identity || !purpose {
		return a, domain.Refuse("appointment.not_verified", "LD.2.1")
	}
	if !a.Arranged.Start.After(now) {
		return a, domain.Invalid("appointment.past", "/appointment")
	}
	if who.Place == "" {
		return a, lacks("CF.4", "/place")
	}
	if who.Agenda == "" {
		return a, lacks("CF.4", "/agenda")
	}
	if a.Arranged.Headcount < 1 {
		return a, lacks("CF.4", "/headcount")
	}
	a.Accepted, a.Verified = true, Verified{At: now, By: by}
	return a, nil
}

// Propose tells the customer of a change. It is told in advance: before the time that was agreed (BR.4.1).
func Propose(a Appointment, change Change, now time.Time) (Appointment, error) {
	if a.Status() != Confirmed && a.Status() != AwaitingCustomer {
		return a, closed(a)
	}
	if !a.Arranged.Start.After(now) {
		return a, domain.Refuse("appointment.change_too_late", "BR.4.1")
	}
	if err := CheckTimes(change.Start, change.End, now); err != nil {
		return a, err
	}
	change.ToldAt = now
	a.Proposed = &change
	a.Told++
	return a, nil
}

// Agree makes a change valid, or drops it: without the customer's consent what was agreed before stays
// (BR.4.1).
func Agree(a Appointment, agreed bool, now time.Time) (Appointment, error) {
	if a.Status() != AwaitingCustomer {
		return a, domain.Refuse("appointment.no_change", "BR.4.1")
	}
	change := *a.Proposed
	a.Proposed = nil
	if !agreed {
		return a, nil
	}
	a.Arranged.Stamp = Stamp{At: now, Event: "agreed"}
	a.Arranged.Start, a.Arranged.End, a.Arranged.Headcount, a.Arranged.Person = change.Start, change.End,
		change.Headcount, change.Person
	a.Changes++
	return a, nil
}

// Withdraw cancels an appointment that is still open.
func Withdraw(a Appointment, said CallOff) (Appointment, error) {
	if !a.Open() {
		return a, closed(a)
	}
	a.Withdrawn, a.CallOff = true, &said
	return a, nil
}

// MaxReceptionists bounds those who receive one appointment.
const MaxReceptionists = 10

// Assign divides the tasks of a reception (LD.2.2). Nobody has two of them.
func Assign(a Appointment, receptionists []Receptionist) (Appointment, error) {
	if !a.Open() {
		return a, closed(a)
	}
	seen := map[domain.AgentID]bool{}
	for _, r := range receptionists {
		if seen[r.Agent] {
			return a, domain.Refuse("appointment.receptionist_repeated", "LD.2.2")
		}
		seen[r.Agent] = true
	}
	a.Receptionists = receptionists
	return a, nil
}

// TiedFrom checks that a visit may be tied to an appointment by the desk: of its day, or of another with the reason.
// Error: appointment.other_day.
func TiedFrom(a Appointment, day domain.Day, zone *time.Location, reason string) error {
	if day != domain.DayOf(a.Arranged.Start, zone) && reason == "" {
		return domain.Invalid("appointment.other_day", "/visit")
	}
	return nil
}

// Arrive links an appointment to the visit that the customer came for. A no-show who comes after all has
// arrived.
func Arrive(a Appointment, visit domain.VisitID, at time.Time) (Appointment, error) {
	if a.Visit != "" || (!a.Open() && a.Status() != NoShow) {
		return a, closed(a)
	}
	a.Visit, a.ArrivedAt = visit, at
	return a, nil
}

// Miss notes that the customer did not come, once the day is over. Only who was expected can be missed.
func Miss(a Appointment, now time.Time) (Appointment, bool) {
	if !a.Open() || !a.Accepted || a.Arranged.Start.After(now) {
		return a, false
	}
	a.Missed = Marked{Stamp: Stamp{At: now, Event: "night"}, Yes: true}
	return a, true
}

// Early is how long before the time a customer may come and have come for an appointment that is made only then.
const Early = 2 * time.Hour

// Came reports whether a visit that began at an instant is the one that was booked: on the same day, at whatever hour.
// A visit from before the arrangement counts only shortly before the time: at any other it was another one.
func Came(a Appointment, visited time.Time, zone *time.Location) bool {
	start := a.Arranged.Start
	return !start.IsZero() && domain.DayOf(visited, zone) == domain.DayOf(start, zone) &&
		(!visited.Before(a.Arranged.Stamp.At) || !visited.Before(start.Add(-Early)))
}

// Waited is how long a customer stood at the door before the reception began (LC.3.2); the time before the
// appointment does not count, since who comes early waits by choice.
func Waited(a Appointment, received time.Time) time.Duration {
	from := a.ArrivedAt
	if a.Arranged.Start.After(from) {
		from = a.Arranged.Start
	}
	return max(0, received.Sub(from))
}

func closed(a Appointment) error {
	return (&domain.Error{Code: "appointment.closed"}).With("status", string(a.Status()))
}
