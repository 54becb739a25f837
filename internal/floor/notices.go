package floor

import (
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// DueNotice is a notice that waits to be sent. It says nothing of a person: the message is written from
// the appointment when it is sent.
type DueNotice struct {
	ID          string                 `json:"id"` // the same in every attempt; without a dot
	Appointment appointment.ID         `json:"a"`
	Kind        appointment.NoticeKind `json:"k"`
	Failed      int                    `json:"f,omitempty"`
}

// SentNotice records one sending, or that the notice was given up or dropped.
type SentNotice struct {
	At      time.Time              `json:"at"`
	Kind    appointment.NoticeKind `json:"k"`
	By      string                 `json:"by"`
	Attempt int                    `json:"n"`
	Outcome string                 `json:"o"` // sent, failed, given_up, dropped
}

// NoticeTime is how the list of due notices writes instants.
const NoticeTime = "2006-01-02T15:04:05.000Z"

// notify puts what the customer is to be told on the list, in the same commit as the change.
func (w *Work) notify(before, after Booked) error {
	for _, notice := range appointment.Notices(before.Appointment, after.Appointment, w.At) {
		id := strings.Join([]string{string(after.ID), string(notice.Kind), string(w.NextVisit())}, "-")
		body, err := Pack(DueNotice{ID: id, Appointment: after.ID, Kind: notice.Kind})
		if err != nil {
			return err
		}
		w.Also(store.Write{Action: store.Put, Condition: store.MustNotExist,
			Item: store.Item{Key: store.NoticeKey(w.Site.ID, notice.Due.UTC().Format(NoticeTime), id), Body: body}})
	}
	return nil
}

// CancellationPlace is where an appointment keeps why it was cancelled.
func CancellationPlace(site domain.SiteID, id appointment.ID) privacy.Place {
	return PlaceOf(store.AppointmentKey(site, string(id)), "cancellation")
}

// PersonPlace is where an appointment keeps who comes.
func PersonPlace(site domain.SiteID, id appointment.ID) privacy.Place {
	return PlaceOf(store.AppointmentKey(site, string(id)), "person")
}
