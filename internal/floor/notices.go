package floor

import (
	"strconv"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/preparation"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// DueNotice is a notice that waits to be sent. It says nothing of a person: the message is written from
// the appointment when it is sent.
type DueNotice struct {
	ID          string                 `json:"id"` // the same in every attempt; without a dot
	Appointment appointment.ID         `json:"a"`
	Kind        appointment.NoticeKind `json:"k"`
	To          preparation.Party      `json:"to,omitzero"` // who prepares; nobody: the customer
	Item        int                    `json:"i,omitempty"` // what is overdue of the checklist
	Failed      int                    `json:"f,omitempty"`
}

// Staff gives a notice to somebody who prepares; false for one to the customer.
func (n DueNotice) Staff() (appointment.StaffNotice, bool) {
	return appointment.StaffNotice{Kind: n.Kind, To: n.To, Item: n.Item}, n.To != preparation.Party{}
}

// SentNotice records one sending, or that the notice was given up or dropped.
type SentNotice struct {
	At      time.Time              `json:"at"`
	Kind    appointment.NoticeKind `json:"k"`
	To      preparation.Party      `json:"to,omitzero"` // nobody: the customer
	By      string                 `json:"by"`
	Attempt int                    `json:"n"`
	Outcome string                 `json:"o"` // sent, failed, given_up, dropped
}

// NoticeTime is how the list of due notices writes instants.
const NoticeTime = "2006-01-02T15:04:05.000Z"

// notify puts what the customer, and those who prepare, are to be told on the list, in the same commit as the change.
func notify(w *Work, before, after appointment.Appointment) error {
	for _, notice := range appointment.Notices(before, after, w.At) {
		id := strings.Join([]string{string(after.ID), string(notice.Kind), string(w.NextVisit())}, "-")
		if err := putNotice(w, DueNotice{ID: id, Appointment: after.ID, Kind: notice.Kind}, notice.Due); err != nil {
			return err
		}
	}
	for i, notice := range appointment.StaffNotices(before, after) {
		id := strings.Join([]string{string(after.ID), string(notice.Kind), string(w.NextVisit()), strconv.Itoa(i)}, "-")
		if err := putNotice(w, DueNotice{ID: id, Appointment: after.ID, Kind: notice.Kind, To: notice.To,
			Item: notice.Item}, w.At); err != nil {
			return err
		}
	}
	return nil
}

func putNotice(w *Work, notice DueNotice, due time.Time) error {
	return w.Save(store.NoticeKey(w.Site.ID, due.UTC().Format(NoticeTime), notice.ID), notice)
}

// CancellationPlace is where an appointment keeps why it was cancelled.
func CancellationPlace(site domain.SiteID, id appointment.ID) privacy.Place {
	return PlaceOf(store.AppointmentKey(site, string(id)), "cancellation")
}

// TiedPlace is where an appointment keeps why a visit of another day is the one that it was made for.
func TiedPlace(site domain.SiteID, id appointment.ID) privacy.Place {
	return PlaceOf(store.AppointmentKey(site, string(id)), "tied")
}

// PersonPlace is where an appointment keeps who comes.
func PersonPlace(site domain.SiteID, id appointment.ID) privacy.Place {
	return PlaceOf(store.AppointmentKey(site, string(id)), "person")
}
