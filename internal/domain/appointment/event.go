package appointment

// EventKind is what an event says of a booking.
type EventKind string

// The kinds of events.
const (
	Asked        EventKind = "requested"
	Created      EventKind = "created" // and accepted; a rescheduled booking is a new one that replaces the old
	Cancelled    EventKind = "cancelled"
	Rejected     EventKind = "rejected"
	MissedIt     EventKind = "no_show"
	CameAfterAll EventKind = "no_show_undone"
)

// Event is one thing that a booking system says.
type Event struct {
	Kind       EventKind
	Booking    string
	Replaces   string
	ReplacedBy string
	Stamp      Stamp
	Arranged   Arrangement // Start is zero where the event says nothing of it
}

// Touches lists the bookings that an event says something about, its own first.
func (e Event) Touches() []string {
	list := []string{e.Booking}
	for _, other := range []string{e.Replaces, e.ReplacedBy} {
		if other != "" && other != e.Booking {
			list = append(list, other)
		}
	}
	return list
}

// Apply gives what is known of an appointment once an event is known too. The order in which events come
// and how often they come make no difference: every field is the greatest of what was said about it.
func Apply(a Appointment, e Event) Appointment {
	switch a.Booking {
	case e.Booking:
		return applyOwn(a, e)
	case e.Replaces:
		a.SupersededBy = max(a.SupersededBy, e.Booking)
	case e.ReplacedBy:
		a.Supersedes = max(a.Supersedes, e.Booking)
	}
	return a
}

func applyOwn(a Appointment, e Event) Appointment {
	a.Supersedes = max(a.Supersedes, e.Replaces)
	a.SupersededBy = max(a.SupersededBy, e.ReplacedBy)
	if !e.Arranged.Start.IsZero() && e.Stamp.After(a.Arranged.Stamp) {
		a.Arranged = e.Arranged
		a.Arranged.Stamp = e.Stamp
	}
	switch e.Kind {
	case Created:
		a.Accepted = true
	case Cancelled:
		a.Withdrawn = true
	case Rejected:
		a.Refused = true
	case MissedIt, CameAfterAll:
		if e.Stamp.After(a.Missed.Stamp) {
			a.Missed = Marked{Stamp: e.Stamp, Yes: e.Kind == MissedIt}
		}
	}
	return a
}
