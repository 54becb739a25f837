// Package appointment holds what is known of a booked visit (预约) and how it comes to be known: from the
// events of a booking system, in whatever order and however often they arrive, and from the desk.
// CF.4, CR.2.1, LC.4.1, LD.2.1, LS.2.1, RT.2.1, RS.1.1, BR.4.1, GR.4.
package appointment

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/preparation"
)

// ID names an appointment of a site: "a" + business day and journal sequence when the desk made it, "w" +
// 32 hex digits when a booking system did.
type ID string

// Channel is the way in (CR.2.1, RS.1.1, RT.2.1).
type Channel string

// The channels.
const (
	ByPhone  Channel = "phone"
	ByEmail  Channel = "email"
	Online   Channel = "online"   // the site's own booking page, or entered by the desk
	Internal Channel = "internal" // applied for by a colleague (RT.2.1)
	BySystem Channel = "system"   // a booking system's webhook
)

// Status is how an appointment stands; infra/docs/appointments.md shows them as a picture.
type Status string

// The states.
const (
	Requested        Status = "requested"
	Confirmed        Status = "confirmed"
	AwaitingCustomer Status = "changed_awaiting_customer" // a change is told and not agreed yet (BR.4.1)
	Arrived          Status = "arrived"
	NoShow           Status = "no_show"
	CalledOff        Status = "cancelled" // cancelled, rejected, or moved to another booking
)

// Stamp orders what was said: by the instant at which it was said, and by the event that said it where two
// say the same instant.
type Stamp struct {
	At    time.Time `json:"at,omitzero"`
	Event string    `json:"e,omitempty"`
}

// After reports whether a stamp comes later than another.
func (s Stamp) After(other Stamp) bool {
	if !s.At.Equal(other.At) {
		return s.At.After(other.At)
	}
	return s.Event > other.Event
}

// Arrangement is what was agreed: when and how many (RT.2.1, CF.4), and who, where and why as ciphertext
// under the customer's key. It is replaced as a whole by a later one.
type Arrangement struct {
	Stamp     Stamp              `json:"s"`
	Start     time.Time          `json:"b,omitzero"`
	End       time.Time          `json:"x,omitzero"`
	Headcount int                `json:"h,omitempty"`
	Visitor   string             `json:"k,omitempty"` // kind of visitor (VM.2)
	Agent     domain.AgentID     `json:"a,omitempty"` // whom the customer asks for
	Customer  domain.CustomerRef `json:"c,omitempty"`
	Person    []byte             `json:"d,omitempty"`
}

// Person is who comes, where to and why (LS.2.1, GR.4): personal data, the place too, since it may be
// somebody's home. It is stored under the customer's own key only.
type Person struct {
	Name         string `json:"n,omitempty"`
	Phone        string `json:"p,omitempty"` // as written
	Email        string `json:"e,omitempty"`
	Organisation string `json:"o,omitempty"`
	Title        string `json:"t,omitempty"`
	Purpose      string `json:"w,omitempty"`
	Agenda       string `json:"a,omitempty"`
	Place        string `json:"l,omitempty"`
}

// Marked is a yes or no that the latest word decides.
type Marked struct {
	Stamp Stamp `json:"s"`
	Yes   bool  `json:"y,omitempty"`
}

// Appointment is everything said about one booking. What booking systems say is kept so that saying it in
// another order, or again, changes nothing: the arrangement and the no-show belong to the latest stamp, the
// rest only ever turns from no to yes.
type Appointment struct {
	ID           ID          `json:"id"`
	Channel      Channel     `json:"ch"`
	Source       string      `json:"src,omitempty"` // the webhook source
	Booking      string      `json:"bk,omitempty"`  // the booking's id there
	Arranged     Arrangement `json:"ar,omitzero"`
	Accepted     bool        `json:"ok,omitempty"` // confirmed, by the booking system or by the desk
	Withdrawn    bool        `json:"cx,omitempty"` // cancelled by either side; never taken back
	Refused      bool        `json:"rj,omitempty"` // rejected by the site; never taken back
	Supersedes   string      `json:"of,omitempty"` // the booking that this one was moved from
	SupersededBy string      `json:"by,omitempty"` // the booking that this one was moved to; never taken back
	Missed       Marked      `json:"ns,omitzero"`  // no-show

	// What the desk adds.
	Verified      Verified       `json:"ve,omitzero"`
	Receptionists []Receptionist `json:"rc,omitempty"` // with divided tasks (LD.2.2)
	Proposed      *Change        `json:"pr,omitempty"` // told to the customer and not agreed yet (BR.4.1)
	Told          int            `json:"to,omitempty"` // changes that the customer was told of
	Changes       int            `json:"cs,omitempty"` // changes that the customer agreed to
	CallOff       *CallOff       `json:"ca,omitempty"` // at the desk
	Visit         domain.VisitID `json:"v,omitempty"`  // the visit that the customer came for
	ArrivedAt     time.Time      `json:"va,omitzero"`
	// why a visit of another day is the one: under the customer's key
	TiedWhy []byte `json:"vw,omitempty"`

	Preparation *preparation.List `json:"pp,omitempty"` // what is made ready before the visit (CF.5); nil: no list yet
}

// Verified records that identity and purpose were checked (LD.2.1, LC.4.1).
type Verified struct {
	At time.Time `json:"at,omitzero"`
	By string    `json:"by,omitempty"` // subject
}

// Receptionist is one of those who receive, with the task that is theirs (LD.2.2).
type Receptionist struct {
	Agent domain.AgentID `json:"a"`
	Task  string         `json:"t"`
}

// CallOff records who called an appointment off at the desk, and why: as ciphertext under the customer's key.
type CallOff struct {
	At     time.Time `json:"at"`
	By     string    `json:"by"` // customer or site
	Reason []byte    `json:"r,omitempty"`
}

// Change is a change of what was arranged, as told to the customer (BR.4.1).
type Change struct {
	ToldAt    time.Time `json:"at"`
	By        string    `json:"by"` // subject
	Start     time.Time `json:"b"`
	End       time.Time `json:"x"`
	Headcount int       `json:"h,omitempty"`
	Person    []byte    `json:"d,omitempty"` // with the new place
}

// Status tells how the appointment stands by what was said so far.
func (a Appointment) Status() Status {
	switch {
	case a.Visit != "":
		return Arrived // whoever came was received, whatever is said of the booking later
	case a.Withdrawn, a.Refused, a.SupersededBy != "":
		return CalledOff
	case a.Missed.Yes:
		return NoShow
	case a.Accepted && a.Proposed != nil:
		return AwaitingCustomer
	case a.Accepted:
		return Confirmed
	}
	return Requested
}

// Open reports whether the customer is still expected.
func (a Appointment) Open() bool {
	switch a.Status() {
	case Requested, Confirmed, AwaitingCustomer:
		return true
	}
	return false
}
