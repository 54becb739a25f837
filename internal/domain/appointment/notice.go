package appointment

import "time"

// NoticeKind is what a customer, or somebody who prepares for the customer, is told of.
type NoticeKind string

// The kinds of notices.
const (
	Confirmation NoticeKind = "confirmation" // LS.2.2, CR.2.1
	ChangeTold   NoticeKind = "change"       // BR.4.1
	Cancellation NoticeKind = "cancellation"
	Reminder     NoticeKind = "reminder" // the day before

	// Prepare and the rest are what those are told who make ready for the visit (LC.4.2).
	Prepare        NoticeKind = "preparation"
	PrepareChanged NoticeKind = "preparation_changed"
	PrepareOff     NoticeKind = "preparation_cancelled"
	PrepareOverdue NoticeKind = "preparation_overdue"
)

// Notice is one thing that the customer is to be told from an instant on.
type Notice struct {
	Kind NoticeKind
	Due  time.Time
}

// RemindBefore is how long before the visit the customer is reminded.
const RemindBefore = 24 * time.Hour

// Notices tells what the customer is to be told when an appointment changes. A booking that was moved is
// not called off in words: the confirmation of the new one says what holds.
func Notices(before, after Appointment, now time.Time) []Notice {
	was, is := before.Status(), after.Status()
	timed := !after.Arranged.Start.IsZero()
	moved := !before.Arranged.Start.Equal(after.Arranged.Start)
	switch {
	case !timed || !after.Arranged.End.After(now):
		return nil
	case is == Confirmed && (was == Requested || moved):
		out := []Notice{{Confirmation, now}}
		if due := after.Arranged.Start.Add(-RemindBefore); due.After(now) {
			out = append(out, Notice{Reminder, due})
		}
		return out
	case is == AwaitingCustomer && after.Proposed != before.Proposed:
		return []Notice{{ChangeTold, now}}
	case is == CalledOff && before.Open() && !before.Arranged.Start.IsZero() && after.SupersededBy == "":
		return []Notice{{Cancellation, now}}
	}
	return nil
}

// Holds reports whether a notice still says what is so at the instant of its sending.
func (k NoticeKind) Holds(a Appointment, now time.Time) bool {
	switch k {
	case Confirmation:
		return a.Status() == Confirmed
	case ChangeTold:
		return a.Status() == AwaitingCustomer
	case Cancellation:
		return a.Status() == CalledOff
	case Reminder:
		left := a.Arranged.Start.Sub(now)
		return a.Status() == Confirmed && left > 0 && left <= RemindBefore
	}
	return false
}

// attempts are the pauses before a notice that could not be sent is tried again.
var attempts = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour}

// Retry gives the pause after a number of failed attempts; false when the notice is given up.
func Retry(failed int) (time.Duration, bool) {
	if failed < 1 || failed > len(attempts) {
		return 0, false
	}
	return attempts[failed-1], true
}
