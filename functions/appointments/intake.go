package appointments

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/webhook"
)

// deliveriesKept is how long an event is known as received. Providers try again for a day or so, and
// nothing older than Cal.com's day is accepted: thirty days leave no gap.
const deliveriesKept = 30 * 24 * time.Hour

// intake is one delivery on its way: read, but not trusted before it is verified.
type intake struct {
	site     domain.SiteID
	name     string // of the source
	provider webhook.Provider
	delivery webhook.Delivery
	booking  webhook.Booking
	known    bool  // the event says something about a booking
	unread   error // why the body says nothing
	eventID  string
	phone    *privacy.Phone
}

var errRefused = &domain.Error{Code: "webhook.refused"}

// receiveWebhook takes one delivery: verify, then the mark of the event and the change of the booking in
// one transaction. What fails between the two is sent again by the provider and happens then.
func (h *Handler) receiveWebhook(ctx context.Context, d api.Delivery) (api.Answer, error) {
	in, err := translate(d)
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, in.site, d.At, h.reads(in)...)
	if errors.Is(err, &domain.Error{Code: "site.unknown"}) {
		return api.Answer{}, errRefused
	}
	if err != nil {
		return api.Answer{}, err
	}
	if err := h.verify(look, in); err != nil {
		return api.Answer{}, err
	}
	cmd := floor.Command{Site: in.site, Operation: "receiveWebhook", Subject: "webhook:" + in.name,
		Role: domain.RoleSystem,
		At:   d.At, Hint: h.reads(in)}
	result, err := floor.Resume(ctx, h.floor, look, cmd, func(w *floor.Work) (contract.ReceivedStatus, error) {
		return take(w, in)
	})
	if err != nil {
		return api.Answer{}, err
	}
	answer := api.Answer{Status: http.StatusAccepted, Body: contract.Received{Status: result.Value}}
	if result.Value == contract.ReceivedStatusDuplicate {
		answer.Status = http.StatusOK
	}
	return answer, nil
}

// translate reads a delivery. Reading comes before verifying so that one round trip fetches the secrets
// together with everything that the event touches; it costs less than the digest does, and nothing read is
// used before the digest matches.
func translate(d api.Delivery) (intake, error) {
	in := intake{delivery: webhook.Delivery{Header: webhook.HeaderOf(d.Header), Body: d.Body, At: d.At}}
	var named, signed bool
	in.site, in.name, named = parseSourceID(d.Path("source"))
	in.provider, signed = webhook.ProviderOf(in.delivery.Header)
	if !named || !signed {
		return in, errRefused
	}
	in.booking, in.known, in.unread = webhook.Read(in.provider, d.Body)
	in.eventID = webhook.EventID(in.provider, in.delivery)
	if phone, err := privacy.ParsePhone(in.booking.Person.Phone); err == nil {
		in.phone = &phone
	}
	return in, nil
}

// verify refuses a delivery that no live secret of the source signed, and then one that says nothing.
func (h *Handler) verify(look floor.Look, in intake) error {
	s, err := sourceIn(look.Work, in.name)
	if err != nil {
		return err
	}
	if s == nil || s.Disabled || s.Provider != in.provider {
		return errRefused
	}
	secrets, err := s.secrets(h.floor.Ring(), in.site)
	if err != nil {
		return err
	}
	if err := webhook.Verify(in.provider, secrets, s.tolerance(), in.delivery); err != nil {
		return errRefused
	}
	switch {
	case errors.Is(in.unread, webhook.ErrBody):
		return &domain.Error{Code: "body.malformed"}
	case in.unread != nil:
		return &domain.Error{Code: "webhook.content"}
	case in.known && !webhook.Fresh(in.provider, in.booking, in.delivery.At):
		return errRefused
	}
	return nil
}

// markKey marks the event as received. Its id is hashed: it is the sender's text and not yet checked.
func (in intake) markKey() store.Key {
	sum := sha256.Sum256([]byte(in.name + "\x00" + in.eventID))
	return store.DeliveryKey(in.site, hex.EncodeToString(sum[:]))
}

// appointmentID names the appointment of a booking, the same whatever event comes first.
func (in intake) appointmentID(booking string) appointment.ID {
	sum := sha256.Sum256([]byte(in.name + "\x00" + booking))
	return appointment.ID("w" + hex.EncodeToString(sum[:16]))
}

// reads lists everything that the event can touch.
func (h *Handler) reads(in intake) []store.Key {
	keys := []store.Key{store.SourceKey(in.site, in.name), in.markKey()}
	if !in.known {
		return keys
	}
	for _, booking := range in.event().Touches() {
		keys = append(keys, store.AppointmentKey(in.site, string(in.appointmentID(booking))))
	}
	return append(keys, store.CustomerKey(in.site, in.customer(h.floor.Ring())))
}

// customer gives the reference of who comes: of the phone number, or of the booking without one.
func (in intake) customer(ring *privacy.Ring) domain.CustomerRef {
	if in.phone != nil {
		return ring.CustomerRef(in.site, *in.phone)
	}
	return bookingRef(in.appointmentID(in.booking.ID))
}

// bookingRef is the reference of a customer whose phone number is not known.
func bookingRef(id appointment.ID) domain.CustomerRef {
	return domain.CustomerRef("b" + string(id)[1:])
}

func (in intake) event() appointment.Event {
	b := in.booking
	return appointment.Event{Kind: b.Kind, Booking: b.ID, Replaces: b.Replaces, ReplacedBy: b.ReplacedBy,
		Stamp: appointment.Stamp{At: b.At, Event: in.eventID}}
}
