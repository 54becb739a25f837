package webhook

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/internal/domain/appointment"
)

var (
	said  = time.Date(2026, 11, 24, 2, 59, 0, 0, time.UTC)
	start = time.Date(2026, 11, 26, 6, 0, 0, 0, time.UTC)
	end   = start.Add(time.Hour)
)

const (
	standardCreated = `{"type":"booking.created","timestamp":"2026-11-24T02:59:00Z","data":{"id":"b-1",
		"start":"2026-11-26T14:00:00+08:00","end":"2026-11-26T07:00:00.000Z",
		"name":"王 女士","phone":"+86 138 0000 0001","organisation":"示例公司","title":"总监","purpose":"看三居室","agenda":"样板间",
		"place":"一号厅","headcount":3,"kind":"partner","agent":"jia","later":{"x":1}}}`
	calendlyCreated = `{"event":"invitee.created","created_at":"2026-11-24T02:59:00.000000Z",
		"created_by":"https://api.calendly.com/users/A","payload":{
		"uri":"https://api.calendly.com/scheduled_events/E2/invitees/I2",
		"old_invitee":"https://api.calendly.com/scheduled_events/E1/invitees/I1","new_invitee":null,"rescheduled":false,
		"status":"active",
		"name":"王女士","email":"w@example.com","text_reminder_number":"+86 138-0000-0001",
		"questions_and_answers":[{"question":"您的公司","answer":"示例公司","position":0},{"question":"想看什么","answer":"三居室",
		"position":1}],
		"scheduled_event":{"name":"看房","start_time":"2026-11-26T06:00:00.000000Z",
		"end_time":"2026-11-26T07:00:00.000000Z","location":{"type":"physical","location":"一号厅"},
		"event_guests":[{"email":"x@example.com"}]}}}`
	calComRescheduled = `{"triggerEvent":"BOOKING_RESCHEDULED","createdAt":"2026-11-24T02:59:00.000Z",
		"payload":{"uid":"new","rescheduleUid":"old","bookingId":7,"title":"看房","startTime":"2026-11-26T06:00:00Z",
		"endTime":"2026-11-26T07:00:00+00:00",
		"location":"一号厅","additionalNotes":"三居室","attendees":[{"name":"王女士","email":"w@example.com",
		"timeZone":"Asia/Shanghai"}],"responses":{"attendeePhoneNumber":{"label":"phone","value":"13800000001"},
		"company":{"label":"c","value":"示例公司"}}}}`
	calComNoShowEvent = `{"triggerEvent":"BOOKING_NO_SHOW_UPDATED","createdAt":"2026-11-24T02:59:00.000Z",` +
		`"payload":{"message":"m","bookingUid":"u","bookingId":7,"attendees":[{"email":"w@example.com",` +
		`"noShow":true}]}}`
	calComEnded = `{"triggerEvent":"MEETING_ENDED","id":7,"uid":"u","createdAt":"2026-10-01T00:00:00.000Z",` +
		`"startTime":"2026-11-26T06:00:00.000Z"}`
)

func TestBookingsAreRead(t *testing.T) {
	person := appointment.Person{Name: "王女士", Email: "w@example.com", Organisation: "示例公司", Purpose: "三居室",
		Agenda: "看房", Place: "一号厅"}
	withPhone := func(phone string) appointment.Person { p := person; p.Phone = phone; return p }
	const invitee = "https://api.calendly.com/scheduled_events/"
	for name, c := range map[string]struct {
		provider Provider
		body     string
		want     Booking
	}{
		"standard": {Standard, standardCreated,
			Booking{Kind: appointment.Created, ID: "b-1", At: said, Start: start, End: end, Headcount: 3,
				Visitor: "partner", Agent: "jia",
				Person: appointment.Person{Name: "王 女士", Phone: "+86 138 0000 0001", Organisation: "示例公司", Title: "总监",
					Purpose: "看三居室", Agenda: "样板间", Place: "一号厅"}}},
		"calendly, rescheduled": {Calendly, calendlyCreated,
			Booking{Kind: appointment.Created, ID: invitee + "E2/invitees/I2", Replaces: invitee + "E1/invitees/I1",
				At: said, Start: start, End: end, Headcount: 2, Person: withPhone("+86 138-0000-0001")}},
		"cal.com, rescheduled": {CalCom, calComRescheduled,
			Booking{Kind: appointment.Created, ID: "new", Replaces: "old", At: said, Start: start, End: end,
				Headcount: 1, Person: withPhone("13800000001")}},
		"cal.com, no-show": {CalCom, calComNoShowEvent, Booking{Kind: appointment.MissedIt, ID: "u", At: said}},
		"cal.com, no-show undone": {CalCom, strings.Replace(calComNoShowEvent, `"noShow":true`, `"noShow":false`, 1),
			Booking{Kind: appointment.CameAfterAll, ID: "u", At: said}},
		"standard, cancelled": {Standard,
			`{"type":"booking.cancelled","timestamp":"2026-11-24T02:59:00Z","data":{"id":"b-1"}}`,
			Booking{Kind: appointment.Cancelled, ID: "b-1", At: said}},
	} {
		got, known, err := Read(c.provider, []byte(c.body))
		if err != nil || !known {
			t.Errorf("%s: known %v, %v", name, known, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestOtherEventsAreIgnored(t *testing.T) {
	for p, bodies := range map[Provider][]string{
		Standard: {`{}`, `{"type":"invoice.paid"}`, `{"type":7}`, `{"TYPE":"booking.created"}`},
		Calendly: {`{"event":"routing_form_submission.created","payload":{}}`, `{"event":"invitee_no_show.created"}`},
		CalCom: {calComEnded, `{"triggerEvent":"PING","createdAt":"2026-11-24T02:59:00.000Z","payload":{}}`,
			`{"triggerEvent":"BOOKING_PAID"}`, `{"triggerEvent":"booking_created"}`},
	} {
		for _, body := range bodies {
			if b, known, err := Read(p, []byte(body)); known || err != nil {
				t.Errorf("%s %s: %+v, %v", p, body, b, err)
			}
		}
	}
}

func TestBodiesAreReadStrictly(t *testing.T) {
	for _, body := range []string{``, `[]`, `null`, `"x"`, `{`, `{}{}`, `{"a":1,"a":2}`, `{"a":{"b":1,"b":1}}`,
		"{\"a\":\"\xff\"}", `{"a":01}`,
		`{"a":` + strings.Repeat(`[`, 40) + strings.Repeat(`]`, 40) + `}`} {
		for _, p := range []Provider{Standard, Calendly, CalCom} {
			if _, known, err := Read(p, []byte(body)); !errors.Is(err, ErrBody) || known {
				t.Errorf("%s %.20q: known %v, %v", p, body, known, err)
			}
		}
	}
	for name, edit := range map[string][2]string{
		"no id": {`"id":"b-1",`, ``}, "id too long": {`"id":"b-1"`,
			`"id":"` + strings.Repeat("x", maxBookingID+1) + `"`}, "id is a number": {`"id":"b-1"`, `"id":1`},
		"no time of the event":  {`"timestamp":"2026-11-24T02:59:00Z"`, `"timestamp":"yesterday"`},
		"no start":              {`"start":`, `"begin":`},
		"ends before it starts": {`"end":"2026-11-26T07`, `"end":"2026-11-26T05`},
		"lasts a month":         {`"end":"2026-11-26T07`, `"end":"2026-12-26T07`},
		"replaces itself":       {`"id":"b-1"`, `"id":"b-1","replaces":"b-1"`},
		"local time":            {`14:00:00+08:00`, `14:00:00`},
	} {
		edited := strings.Replace(standardCreated, edit[0], edit[1], 1)
		if _, _, err := Read(Standard, []byte(edited)); edited == standardCreated || !errors.Is(err, ErrContent) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTextsAreCleaned(t *testing.T) {
	long := strings.Repeat("长", maxName+1)
	edited := strings.NewReplacer("王 女士", `\u202e`+long, "看三居室", `a\u0000b\n\tc  d`).Replace(standardCreated)
	b, _, err := Read(Standard, []byte(edited))
	if err != nil || b.Person.Name != long[:3*maxName] || b.Person.Purpose != "ab c d" {
		t.Errorf("%+v, %v", b.Person, err)
	}
}

func TestOnlyRecentCalComEventsAreFresh(t *testing.T) {
	for age, want := range map[time.Duration]bool{0: true, 24 * time.Hour: true, 24*time.Hour + time.Millisecond: false,
		-5 * time.Minute: true, -6 * time.Minute: false} {
		b := Booking{At: now.Add(-age)}
		if Fresh(CalCom, b, now) != want || !Fresh(Calendly, b, now) || !Fresh(Standard, b, now) {
			t.Errorf("age %s: fresh %v", age, !want)
		}
	}
}

// fuzz holds what every adapter promises: no panic, no endless text, and nothing half understood.
func fuzz(f *testing.F, p Provider, seeds ...string) {
	f.Helper()
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		b, known, err := Read(p, body)
		if err != nil && known || err != nil && !errors.Is(err, ErrBody) && !errors.Is(err, ErrContent) {
			t.Fatalf("known %v, %v", known, err)
		}
		if !known {
			return
		}
		if b.ID == "" || len(b.ID) > maxBookingID || b.At.IsZero() || b.End.Before(b.Start) ||
			b.Start.IsZero() != b.End.IsZero() || b.Headcount < 0 {
			t.Fatalf("%+v", b)
		}
		for _, text := range []string{b.Person.Name, b.Person.Phone, b.Person.Email, b.Person.Organisation,
			b.Person.Title, b.Person.Purpose, b.Person.Agenda, b.Person.Place, b.Visitor, b.Agent} {
			if len([]rune(text)) > maxAgenda || cleaned(text, maxAgenda) != text {
				t.Fatalf("text %q", text)
			}
		}
		again, _, err := Read(p, body)
		if diff := cmp.Diff(b, again); diff != "" || err != nil {
			t.Fatalf("read again: %v\n%s", err, diff)
		}
	})
}

func FuzzStandard(f *testing.F) { fuzz(f, Standard, standardCreated) }
func FuzzCalendly(f *testing.F) { fuzz(f, Calendly, calendlyCreated) }
func FuzzCalCom(f *testing.F)   { fuzz(f, CalCom, calComRescheduled, calComNoShowEvent, calComEnded) }

// FuzzVerify: no header gets past the digest.
func FuzzVerify(f *testing.F) {
	f.Add("msg_1", "1764000000", "v1,AAAA", "t=1,v1=00", "no-secret-provided", []byte(`{}`))
	f.Fuzz(func(t *testing.T, id, at, standard, calendly, calCom string, body []byte) {
		h := map[string]string{headerID: id, headerTimestamp: at, headerStandard: standard, headerCalendly: calendly,
			headerCalCom: calCom}
		for _, p := range []Provider{Standard, Calendly, CalCom} {
			if Verify(p, []Secret{secret, older}, p.Tolerance(), Delivery{Header: h, Body: body, At: now}) == nil {
				t.Fatalf("%s: forged", p)
			}
		}
	})
}
