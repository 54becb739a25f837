package webhook

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain/appointment"
)

// Booking is what one event says of one booking. Texts are for people, cleaned and cut to their limits.
type Booking struct {
	Kind       appointment.EventKind
	ID         string    // of the booking at its source
	Replaces   string    // the booking that this one was moved from
	ReplacedBy string    // the booking that this one was moved to
	At         time.Time // when the source says that it happened

	Start, End time.Time // zero where the event does not say
	Headcount  int
	Visitor    string // kind of visitor (VM.2), as the source writes it
	Agent      string // whom the customer asks for
	Person     appointment.Person
}

// The longest texts of a booking, in characters.
const (
	maxName    = 64
	maxContact = 254
	maxLine    = 200
	maxPurpose = 500
	maxAgenda  = 2000
	maxHeads   = 200
)

// Read reads the event of a body. known is false for an event that says nothing about a booking: it is
// accepted and ignored. Errors: ErrBody, ErrContent.
func Read(p Provider, body []byte) (booking Booking, known bool, err error) {
	d, err := decode(body)
	if err != nil {
		return Booking{}, false, err
	}
	switch p {
	case Standard:
		booking, known = readStandard(d)
	case Calendly:
		booking, known = readCalendly(d)
	case CalCom:
		booking, known = readCalCom(d)
	}
	if !known {
		return Booking{}, false, nil
	}
	if booking.ID == "" || booking.At.IsZero() || booking.ID == booking.Replaces || booking.ID == booking.ReplacedBy {
		return Booking{}, false, ErrContent
	}
	if arranges := booking.Kind == appointment.Created || booking.Kind == appointment.Asked; arranges &&
		!booking.timed() {
		return Booking{}, false, ErrContent
	}
	if !booking.timed() { // half a time is none
		booking.Start, booking.End = time.Time{}, time.Time{}
	}
	return booking, true, nil
}

// longest is how long one appointment may last.
const longest = 7 * 24 * time.Hour

func (b Booking) timed() bool {
	return !b.Start.IsZero() && !b.End.Before(b.Start) && b.End.Sub(b.Start) <= longest
}

// Fresh reports whether an event is recent enough to be taken. Only Cal.com signs no time of sending; the
// time of its event stands in for it.
func Fresh(p Provider, b Booking, now time.Time) bool {
	age := now.Sub(b.At)
	return p != CalCom || age <= CalComAge && -age <= p.Tolerance()
}
