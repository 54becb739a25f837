package webhook

import (
	"strings"

	"github.com/lunxu/lunxu/internal/domain/appointment"
)

// readCalendly reads invitee.created and invitee.canceled. A reschedule sends both: the cancelled invitee
// names the new one, the new invitee the old one.
func readCalendly(d document) (Booking, bool) {
	kinds := map[string]appointment.EventKind{"invitee.created": appointment.Created,
		"invitee.canceled": appointment.Cancelled}
	name, _ := d["event"].(string)
	kind, known := kinds[name]
	invitee := d.in("payload")
	meeting := invitee.in("scheduled_event")
	b := Booking{Kind: kind, ID: invitee.id("uri"), Replaces: invitee.id("old_invitee"),
		ReplacedBy: invitee.id("new_invitee"),
		At:         d.instant("created_at"), Start: meeting.instant("start_time"), End: meeting.instant("end_time"),
		Headcount: 1 + len(meeting.list("event_guests")),
		Person: appointment.Person{Name: invitee.text("name", maxName),
			Phone: invitee.text("text_reminder_number", maxName),
			Email: invitee.text("email", maxContact), Agenda: meeting.text("name", maxAgenda),
			Place: meeting.in("location").text("location", maxLine)}}
	if b.Person.Name == "" {
		b.Person.Name = cleaned(invitee.text("first_name", maxName)+" "+invitee.text("last_name", maxName), maxName)
	}
	for _, answer := range invitee.list("questions_and_answers") {
		fill(&b.Person, answer.text("question", maxLine), answer.text("answer", maxPurpose))
	}
	return b, known
}

// fill takes a form's answer where its question tells what it is, and else as part of the purpose.
func fill(p *appointment.Person, question, answer string) {
	question = strings.ToLower(question)
	asks := func(words ...string) bool {
		for _, word := range words {
			if strings.Contains(question, word) {
				return true
			}
		}
		return false
	}
	switch {
	case answer == "":
	case asks("phone", "mobile", "电话", "手机"):
		if p.Phone == "" {
			p.Phone = cleaned(answer, maxName)
		}
	case asks("company", "organisation", "organization", "公司", "单位"):
		p.Organisation = cleaned(answer, maxLine)
	case asks("job title", "position", "职务", "职位"):
		p.Title = cleaned(answer, maxLine)
	default:
		p.Purpose = cleaned(p.Purpose+" "+answer, maxPurpose)
	}
}
