package webhook

import "github.com/lunxu/lunxu/internal/domain/appointment"

// calComKinds are the triggers that say something about a booking. MEETING_STARTED and MEETING_ENDED are
// flat, carry the booking's own createdAt and change nothing: like PING they are accepted and ignored.
var calComKinds = map[string]appointment.EventKind{
	"BOOKING_REQUESTED":       appointment.Asked,
	"BOOKING_CREATED":         appointment.Created,
	"BOOKING_RESCHEDULED":     appointment.Created, // under a new uid
	"BOOKING_CANCELLED":       appointment.Cancelled,
	"BOOKING_REJECTED":        appointment.Rejected,
	"BOOKING_NO_SHOW_UPDATED": appointment.MissedIt,
}

// readCalCom reads {"triggerEvent", "createdAt", "payload": {…}}.
func readCalCom(d document) (Booking, bool) {
	name, _ := d["triggerEvent"].(string)
	kind, known := calComKinds[name]
	payload := d.in("payload")
	b := Booking{Kind: kind, ID: payload.id("uid"), At: d.instant("createdAt"),
		Start: payload.instant("startTime"), End: payload.instant("endTime"),
		Headcount: len(payload.list("attendees"))}
	if name == "BOOKING_RESCHEDULED" {
		b.Replaces = payload.id("rescheduleUid")
	}
	if kind == appointment.MissedIt {
		return calComNoShow(b, payload), known
	}
	b.Person = calComPerson(payload)
	return b, known
}

// calComPerson reads the first attendee and the answers of the booking form.
func calComPerson(payload document) appointment.Person {
	var attendee document
	if all := payload.list("attendees"); len(all) > 0 {
		attendee = all[0]
	}
	form := func(name string, most int) string { return payload.in("responses", name).text("value", most) }
	first := func(texts ...string) string {
		for _, text := range texts {
			if text != "" {
				return text
			}
		}
		return ""
	}
	return appointment.Person{
		Name: first(attendee.text("name", maxName), form("name", maxName)),
		Phone: first(attendee.text("phoneNumber", maxName), form("attendeePhoneNumber", maxName),
			form("phone", maxName)),
		Email:        first(attendee.text("email", maxContact), form("email", maxContact)),
		Organisation: first(form("organisation", maxLine), form("organization", maxLine), form("company", maxLine)),
		Title:        form("jobTitle", maxLine),
		Purpose:      first(payload.text("additionalNotes", maxPurpose), form("notes", maxPurpose)),
		Agenda:       payload.text("title", maxAgenda),
		Place:        payload.text("location", maxLine),
	}
}

// calComNoShow reads the one event that names its booking otherwise and may also be taken back.
func calComNoShow(b Booking, payload document) Booking {
	b.ID, b.Headcount = payload.id("bookingUid"), 0
	b.Kind = appointment.CameAfterAll
	for _, attendee := range payload.list("attendees") {
		if attendee["noShow"] == true {
			b.Kind = appointment.MissedIt
		}
	}
	return b
}
