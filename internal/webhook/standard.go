package webhook

import "github.com/lunxu/lunxu/internal/domain/appointment"

// standardKinds are the event types of the product's own schema, as in infra/docs/webhooks.md.
var standardKinds = map[string]appointment.EventKind{
	"booking.requested":   appointment.Asked,
	"booking.created":     appointment.Created,
	"booking.rescheduled": appointment.Created, // a new booking that replaces another
	"booking.cancelled":   appointment.Cancelled,
	"booking.rejected":    appointment.Rejected,
	"booking.no_show":     appointment.MissedIt,
}

// readStandard reads {"type", "timestamp", "data": {…}}.
func readStandard(d document) (Booking, bool) {
	name, _ := d["type"].(string)
	kind, known := standardKinds[name]
	data := d.in("data")
	b := Booking{Kind: kind, ID: data.id("id"), Replaces: data.id("replaces"), ReplacedBy: data.id("replaced_by"),
		At: d.instant("timestamp"), Start: data.instant("start"), End: data.instant("end"),
		Headcount: data.number("headcount", maxHeads),
		Visitor:   data.text("kind", maxName), Agent: data.text("agent", maxName),
		Person: appointment.Person{Name: data.text("name", maxName), Phone: data.text("phone", maxName),
			Email:        data.text("email", maxContact),
			Organisation: data.text("organisation", maxLine), Title: data.text("title", maxLine),
			Purpose: data.text("purpose", maxPurpose), Agenda: data.text("agenda", maxAgenda),
			Place: data.text("place", maxLine)}}
	if b.End.IsZero() {
		b.End = b.Start
	}
	return b, known
}
