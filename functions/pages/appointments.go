package pages

import (
	"slices"
	"strconv"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
)

// appointmentsData is a day's appointments.
type appointmentsData struct {
	Day, Before, After string // business days
	List               contract.AppointmentList
}

// appointments lists a day's appointments by time and takes a new one (LS.2.1, LS.3.1, RT.2.1).
func (h *Handler) appointments(p *page) error {
	if err := p.openRegister("listAppointments"); err != nil {
		return err
	}
	query := p.r.URL.Query()
	data := appointmentsData{Day: query.Get("day")}
	if data.Day == "" {
		data.Day = p.Today()
	}
	day, err := api.ParseDay(data.Day, "day")
	if err != nil {
		return err
	}
	data.Before, data.After = string(day.AddDays(-1)), string(day.AddDays(1))
	with := names{"site": p.Site.ID, "day": data.Day, "cursor": query.Get("cursor"), "limit": "50"}
	if err := p.ask("listAppointments", with, &data.List); err != nil {
		return err
	}
	return p.render("appointments", data)
}

// appointmentData is an appointment, the visits that may be the one it was made for, and what was sent about it.
type appointmentData struct {
	contract.Appointment
	Visits      []contract.Visit // latest first
	Notices     contract.NoticeList
	Preparation *contract.Preparation // nil for a role that does not see it
}

// Open reports whether the customer is still expected.
func (d appointmentData) Open() bool { return isOpen(d.Status) }

func isOpen(status contract.AppointmentStatus) bool {
	switch status {
	case contract.AppointmentStatusRequested, contract.AppointmentStatusConfirmed,
		contract.AppointmentStatusChangedAwaitingCustomer:
		return true
	}
	return false
}

// appointment shows an appointment and takes its next step: the confirmation, a change and the customer's answer, the
// receptionists, the arrival, the end (LD.2.1, BR.4.1, LD.2.2).
func (h *Handler) appointment(p *page) error {
	if err := p.openRegister("getAppointment"); err != nil {
		return err
	}
	var data appointmentData
	if err := p.ask("getAppointment", p.appointmentNames(), &data.Appointment); err != nil {
		return err
	}
	if p.May("listNotices") {
		with := p.appointmentNames()
		with["limit"], with["cursor"] = "50", p.r.URL.Query().Get("notices")
		if err := p.ask("listNotices", with, &data.Notices); err != nil {
			return err
		}
	}
	if p.May("getPreparation") {
		if err := p.ask("getPreparation", p.appointmentNames(), &data.Preparation); err != nil {
			return err
		}
	}
	var err error
	if data.Visits, err = p.visitsFor(data); err != nil {
		return err
	}
	return p.render("appointment", data)
}

func (p *page) appointmentNames() names {
	return names{"site": p.Site.ID, "appointment": p.r.PathValue("appointment")}
}

// visitsFor lists the visits of an appointment's day that belong to no appointment yet, latest first: one of them may
// be whom it was made for, under another number or none.
func (p *page) visitsFor(data appointmentData) ([]contract.Visit, error) {
	missed := data.Status == contract.AppointmentStatusNoShow
	day := p.Day(data.Start)
	if !p.May("linkArrival") || !data.Open() && !missed || day == "" || day > p.Today() {
		return nil, nil
	}
	taken := map[string]bool{}
	with := names{"site": p.Site.ID, "day": day}
	if err := walk(p, "listAppointments", with, func(a contract.Appointment) { taken[a.Visit] = true }); err != nil {
		return nil, err
	}
	var out []contract.Visit
	err := walk(p, "listVisits", with, func(v contract.Visit) {
		if !taken[v.Visit] {
			out = append(out, v)
		}
	})
	slices.Reverse(out)
	return out, err
}

// Receptionists gives who receives, with empty places for more up to what one appointment takes.
func (p *page) Receptionists(of []contract.Receptionist) []contract.Receptionist {
	const spare, most = 2, appointment.MaxReceptionists
	if p.Tried("assignReceptionists") {
		of = receptionistsOf(form{p.Attempt.Values})
	}
	return append(slices.Clone(of), make([]contract.Receptionist, max(0, min(spare, most-len(of))))...)
}

// letterData is a confirmation letter in both languages.
type letterData struct {
	Letter      contract.ConfirmationLetter
	Appointment string
}

// letter shows the confirmation letter so that it can be printed and read out (LS.2.2).
func (h *Handler) letter(p *page) error {
	data, err := p.readLetter()
	if err != nil {
		return err
	}
	return p.render("letter", data)
}

func (p *page) readLetter() (letterData, error) {
	data := letterData{Appointment: p.r.PathValue("appointment")}
	if err := p.openRegister("getLetter"); err != nil {
		return data, err
	}
	return data, p.ask("getLetter", p.appointmentNames(), &data.Letter)
}

// invite sends the letter's calendar file (RFC 5545).
func (h *Handler) invite(p *page) error {
	data, err := p.readLetter()
	if err != nil {
		return err
	}
	p.w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	p.w.Header().Set("Content-Disposition", `attachment; filename="invite.ics"`)
	_, err = p.w.Write([]byte(data.Letter.Calendar))
	return err
}

// forAppointment fills the desk's questions with what an appointment says, for when its customer has come: all but the
// name and the number, which are masked.
func (p *page) forAppointment(id string) error {
	if id == "" || p.Attempt != nil || !p.May("getAppointment") {
		return nil
	}
	var a contract.Appointment
	if err := p.ask("getAppointment", names{"site": p.Site.ID, "appointment": id}, &a); err != nil {
		return err
	}
	p.Attempt = &attempt{Action: "registerArrival",
		Values: map[string][]string{"appointment": {id}, "names.agent": {a.Agent}, "kind": {a.Kind},
			"organisation": {a.Organisation}, "purpose": {a.Purpose}}}
	if a.Headcount > 0 {
		p.Attempt.Values.Set("headcount", strconv.Itoa(a.Headcount))
	}
	return nil
}

// instantOf reads a day and a time on the site's clock; nil for what is none.
func (p *page) instantOf(day, clock string) *time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, p.zone())
	if err != nil {
		return nil
	}
	return &at
}

// spanOf reads from when to when; what is no time is sent as one long past, and refused.
func (p *page) spanOf(f form) (start, end *time.Time) {
	start = p.instantOf(f.Get("day"), f.Get("from"))
	if f.Get("to") != "" {
		end = p.instantOf(f.Get("day"), f.Get("to"))
	}
	if start == nil {
		start = &time.Time{}
	}
	return start, end
}

// newAppointmentOf reads an application. A colleague's is an internal one (RT.2.1).
func newAppointmentOf(p *page, f form) contract.NewAppointment {
	out := contract.NewAppointment{Channel: contract.DeskChannel(f.Get("channel")), Name: f.Get("name"),
		Phone: f.optional("phone"), Email: f.optional("email"),
		Organisation: f.optional("organisation"), Title: f.optional("title"), Purpose: f.optional("purpose"),
		Place:  f.optional("place"),
		Agenda: f.optional("agenda"), Agent: f.optional("agent"), Headcount: f.number("headcount")}
	if p.Is("agent") {
		out.Channel = contract.DeskChannelInternal
	}
	if kind := contract.BookedKind(f.Get("kind")); kind != "" {
		out.Kind = &kind
	}
	if err := p.readSite(f.Get("site")); err != nil {
		return out // the operation is refused in the same way
	}
	start, end := p.spanOf(f)
	out.Start, out.End = *start, end
	return out
}

// changeOf reads a change of what was agreed.
func changeOf(p *page, f form) contract.ProposedChange {
	out := contract.ProposedChange{Place: f.optional("place"), Headcount: f.number("headcount")}
	if err := p.readSite(f.Get("site")); err != nil {
		return out // the operation is refused in the same way
	}
	out.Start, out.End = p.spanOf(f)
	return out
}

// receptionistsOf reads who receives, and with which task; a row without an agent is none.
func receptionistsOf(f form) []contract.Receptionist {
	out := []contract.Receptionist{}
	for i, agent := range f.Values["agent"] {
		if agent == "" || i >= len(f.Values["task"]) {
			continue
		}
		out = append(out, contract.Receptionist{Agent: agent, Task: f.Values["task"][i]})
	}
	return out
}

func cancellationOf(f form) contract.AppointmentCancellation {
	return contract.AppointmentCancellation{By: contract.CancelledBy(f.Get("by")), Reason: f.optional("reason")}
}

// confirmationOf reads what was verified before an appointment is confirmed.
func confirmationOf(f form) contract.Confirmation {
	return contract.Confirmation{IdentityVerified: f.flag("identity_verified") != nil,
		PurposeVerified: f.flag("purpose_verified") != nil,
		Place:           f.optional("place"), Agenda: f.optional("agenda"), Headcount: f.number("headcount")}
}

// toAppointment leads to the page of an appointment that has been made.
func toAppointment(_ *page, f form, out *answer) (string, error) {
	var made contract.Appointment
	err := out.decode(&made)
	return done(appointmentPath(f.Get("site"), made.Appointment), "createAppointment"), err
}

func appointmentPath(site, id string) string { return "/desk/" + site + "/appointments/" + id }

// toArrival leads from a visitor who has been registered to what came of it; the customer of an appointment to the
// appointment, where the visit is linked if the number has not told it.
func toArrival(p *page, f form, out *answer) (string, error) {
	var visit contract.Visit
	err := out.decode(&visit)
	if id := f.Get("appointment"); id != "" {
		return done(appointmentPath(f.Get("site"), id), "registerArrival"), err
	}
	return done("/visits/"+string(p.Session.Principal.Site)+"/"+visit.Visit, "registerArrival"), err
}

// Day gives the business day of an instant by the calendar of the site; empty for no time.
func (p *page) Day(at any) string {
	if when := instant(at); !when.IsZero() {
		return string(domain.DayOf(when, p.zone()))
	}
	return ""
}

// RowNumber numbers a row for its label, from 1.
func (p *page) RowNumber(row int) string { return strconv.Itoa(row + 1) }

// Waited writes how long somebody waited.
func (p *page) Waited(seconds *int) string {
	if *seconds < 60 {
		return strconv.Itoa(*seconds) + p.T(" 秒", " s")
	}
	return strconv.Itoa(*seconds/60) + p.T(" 分钟", " min")
}
