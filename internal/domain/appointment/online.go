package appointment

import (
	"maps"

	"github.com/lunxu/lunxu/internal/domain"
)

// BookingPage is the subject in whose name the site's own booking page applies (CR.2.1, RS.1.1).
const BookingPage = "booking-page"

// The caps of what the booking page takes on one business day: nobody who calls it has signed in.
const (
	MaxOnlineOfNumber = 3
	MaxOnlineOfSite   = 60
)

// Applications counts what came by the booking page on one business day.
type Applications struct {
	All int                        `json:"n"`
	Of  map[domain.CustomerRef]int `json:"c,omitempty"`
}

// Admit counts one application more. Errors: appointment.online_number, appointment.online_full.
func (o Applications) Admit(ref domain.CustomerRef) (Applications, error) {
	if o.Of[ref] >= MaxOnlineOfNumber {
		return o, &domain.Error{Code: "appointment.online_number"}
	}
	if o.All >= MaxOnlineOfSite {
		return o, &domain.Error{Code: "appointment.online_full"}
	}
	next := Applications{All: o.All + 1, Of: maps.Clone(o.Of)}
	if next.Of == nil {
		next.Of = map[domain.CustomerRef]int{}
	}
	next.Of[ref]++
	return next, nil
}
