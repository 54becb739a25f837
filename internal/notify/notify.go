// Package notify tells customers what became of their appointments: it sends what is due, tries again a
// bounded number of times, and keeps a record of each sending.
package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// Message is one notice to one customer, or to somebody who prepares for the customer. It holds personal data and is
// not logged.
type Message struct {
	ID           string `json:"id"` // the same in every attempt
	Kind         string `json:"kind"`
	Site         string `json:"site"`
	Appointment  string `json:"appointment"`
	To           string `json:"to,omitempty"` // the agent, department or role that prepares; empty: the customer
	Name         string `json:"name,omitempty"`
	Phone        string `json:"phone,omitempty"`
	Email        string `json:"email,omitempty"`
	Subject      string `json:"subject"`
	TextShort    string `json:"text_short,omitempty"` // fits into one text message
	TextChinese  string `json:"text_zh"`
	TextEnglish  string `json:"text_en"`
	CalendarFile string `json:"calendar,omitempty"`
}

// Sender is the way out.
type Sender interface {
	// Name tells the record which way was taken.
	Name() string
	// Reaches reports whether it can reach whom a message is for.
	Reaches(m Message) bool
	// Send hands a message over; it honours the deadline of its context and does not try again.
	Send(ctx context.Context, m Message, at time.Time) error
}

// Runner sends what is due, each message by the first of its ways that reaches whom it is for.
type Runner struct {
	Floor  *floor.Floor
	Ways   []Sender
	Logger *slog.Logger
}

// nowhere is what the record says of a message that no way reaches.
const nowhere = "none"

const (
	page     = 50
	patience = 5 * time.Second // of one sending
)

// Run records who is to be reminded of what is overdue, and sends the notices of a site that are due at an instant,
// at most one page of them; the rest waits for the next run. A crash between sending and recording sends once more
// under the same id.
func (r *Runner) Run(ctx context.Context, site domain.SiteID, at time.Time) (int, error) {
	if err := r.remindStaff(ctx, site, at); err != nil {
		return 0, err
	}
	listed, err := r.Floor.Store().Query(ctx,
		store.Query{Table: store.Operations, Partition: store.NoticesPartition(site),
			To: at.UTC().Format(floor.NoticeTime) + "$", Limit: page})
	if err != nil {
		return 0, err
	}
	for _, item := range listed.Items {
		due, err := floor.Decode(item, floor.DueNotice{})
		if err != nil {
			return 0, err
		}
		if err := r.one(ctx, site, at, item.Key, due); err != nil {
			return 0, err
		}
	}
	return len(listed.Items), nil
}

// one sends one notice and records what came of it; the notice leaves the list, or comes back later.
func (r *Runner) one(ctx context.Context, site domain.SiteID, at time.Time, key store.Key, due floor.DueNotice) error {
	message, holds, err := r.compose(ctx, site, at, due)
	if err != nil {
		return err
	}
	outcome, by := "dropped", nowhere
	if holds {
		outcome, by = r.send(ctx, message, at)
	}
	writes := []store.Write{{Action: store.Delete, Condition: store.MustExist, Item: store.Item{Key: key}}}
	if outcome == "failed" {
		due.Failed++
		pause, again := appointment.Retry(due.Failed)
		if again {
			_, rest, _ := strings.Cut(key.Sort, "#")
			later, err := floor.Replace(
				store.Item{},
				store.NoticeKey(site, at.Add(pause).UTC().Format(floor.NoticeTime), rest),
				due,
			)
			if err != nil {
				return err
			}
			writes = append(writes, later)
		} else {
			outcome = "given_up"
			r.Logger.ErrorContext(ctx, "notice given up", "site", site, "kind", due.Kind, "attempts", due.Failed)
		}
	}
	record, err := floor.Replace(
		store.Item{},
		store.SentNoticeKey(site, string(due.Appointment), at.UTC().Format(floor.NoticeTime)+"#"+due.ID),
		floor.SentNotice{
			At:      at,
			Kind:    due.Kind,
			To:      due.To,
			By:      by,
			Attempt: due.Failed + sent(outcome),
			Outcome: outcome,
		},
	)
	if err != nil {
		return err
	}
	err = r.Floor.Store().Commit(ctx, append(writes, record)...)
	if errors.As(err, new(*store.ConditionError)) {
		return nil // another run was faster; the receiver tells the two by the id
	}
	if err != nil {
		return fmt.Errorf("notify: record a sending: %w", err)
	}
	return nil
}

// sent is 1 for an attempt that is not counted among the failed ones.
func sent(outcome string) int {
	if outcome == "sent" {
		return 1
	}
	return 0
}

// send sends a message and tells what came of it, and by which way. What no way reaches is given up at once.
func (r *Runner) send(ctx context.Context, m Message, at time.Time) (outcome, by string) {
	for _, way := range r.Ways {
		if !way.Reaches(m) {
			continue
		}
		ctx, cancel := context.WithTimeout(ctx, patience)
		err := way.Send(ctx, m, at)
		cancel()
		if err != nil {
			r.Logger.WarnContext(ctx, "notice not sent", "site", m.Site, "kind", m.Kind, "by", way.Name())
			return "failed", way.Name()
		}
		return "sent", way.Name()
	}
	r.Logger.ErrorContext(ctx, "notice given up", "site", m.Site, "kind", m.Kind, "attempts", 0)
	return "given_up", nowhere
}

// compose writes the message as the appointment stands now; false when it would no longer be true, or the
// customer was erased.
func (r *Runner) compose(ctx context.Context, site domain.SiteID, at time.Time, due floor.DueNotice) (Message, bool,
	error) {
	key := store.AppointmentKey(site, string(due.Appointment))
	look, err := r.Floor.Look(ctx, site, at, key)
	if err != nil {
		return Message{}, false, err
	}
	booked, err := floor.LoadAppointment(look.Work, due.Appointment)
	if err != nil || booked.ID == "" {
		return Message{}, false, err
	}
	if notice, staff := due.Staff(); staff {
		return r.composeForStaff(ctx, look, booked, notice, due.ID)
	}
	if !due.Kind.Holds(booked, at) {
		return Message{}, false, nil
	}
	files, err := floor.CustomerFiles(ctx, r.Floor, site, []domain.CustomerRef{booked.Arranged.Customer})
	if err != nil {
		return Message{}, false, err
	}
	var who appointment.Person
	if err := floor.OpenFor(r.Floor, files[booked.Arranged.Customer], floor.PersonPlace(site, booked.ID),
		booked.Arranged.Person, &who); err != nil {
		return Message{}, false, err
	}
	host := appointment.Host{ID: string(site), Name: look.Site.Name, Zone: look.Site.Zone()}
	letter := appointment.WriteLetter(booked, who, host)
	return Message{
		ID:          due.ID,
		Kind:        string(due.Kind),
		Site:        string(site),
		Appointment: string(booked.ID),
		Name:        who.Name,
		Phone:       who.Phone,
		Email:       who.Email,
		Subject: appointment.Subject(
			due.Kind,
			host,
		),
		TextShort:    appointment.Brief(due.Kind, booked, host),
		TextChinese:  letter.Chinese,
		TextEnglish:  letter.English,
		CalendarFile: letter.Calendar,
	}, who.Name != "", nil
}
