package pages

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
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
	data := appointmentsData{Day: cmp.Or(query.Get("day"), p.Today())}
	day, err := api.ParseDay(data.Day, "day")
	if err != nil {
		return err
	}
	data.Before, data.After = string(day.AddDays(-1)), string(day.AddDays(1))
	with := names{"site": p.Site.ID, "day": data.Day, "cursor": query.Get("cursor"), "limit": "50"}
	if err := p.ask("listAppointments", with, &data.List); err != nil {
		return err
	}
	return p.send(appointmentsPage(p, data))
}

// appointmentForm is the form of an application on a day, and what it is called. A colleague's is an internal one.
func (p *page) appointmentForm(day string) (*opForm, string) {
	f := p.form("createAppointment").with("channel", string(contract.DeskChannelPhone)).
		with("kind", string(contract.BookedKindCustomer)).with("start", day).must("organisation", "purpose")
	f.back = p.Address()
	agents, title, nobody := []option{}, p.T("appointment.enter"), p.T("appointment.names-nobody")
	if p.Is("agent") {
		f.must("place", "headcount").carried = []string{"channel", string(contract.DeskChannelInternal)}
		title, nobody = p.T("appointment.apply"), p.T("appointment.i-receive")
	}
	for _, agent := range p.Agents() {
		if agent != p.Me() {
			agents = append(agents, option{agent, p.Name(agent)})
		}
	}
	return f.of("agent", append([]option{{"", nobody}}, agents...)), title
}

// day is the way to another day of this page.
func (p *page) day(key, day string) link { return link{Href: p.address("day", day), Text: p.T(key)} }

// untilOnTheDay reads an end that is a time of the day on which it starts.
func untilOnTheDay(p *page, f form, body map[string]any) {
	if end := strings.TrimSpace(f.Get("end")); end != "" {
		day, _, _ := strings.Cut(f.Get("start"), "T")
		body["end"] = p.instantText(day + "T" + end)
	}
}

// appointmentData is an appointment, the visits that may be the one it was made for, and what was sent about it.
type appointmentData struct {
	contract.Appointment
	Visits      []contract.Visit // latest first
	Notices     contract.NoticeList
	Preparation *contract.Preparation // nil for a role that does not see it
}

func isOpen(status contract.AppointmentStatus) bool {
	switch status {
	case contract.AppointmentStatusRequested, contract.AppointmentStatusConfirmed,
		contract.AppointmentStatusChangedAwaitingCustomer:
		return true
	}
	return false
}

// open reports whether the customer is still expected.
func (d appointmentData) open() bool { return isOpen(d.Status) }

func (d appointmentData) toVerify() bool {
	return d.Status == contract.AppointmentStatusRequested ||
		d.Status == contract.AppointmentStatusConfirmed && !d.Verified
}

func (d appointmentData) changeable() bool {
	return d.open() && d.Status != contract.AppointmentStatusRequested
}

// expectedToday reports whether the desk may take down that the customer has come.
func (d appointmentData) expectedToday(p *page) bool {
	return (d.open() || d.Status == contract.AppointmentStatusNoShow) && p.May("linkArrival") &&
		p.Day(d.Start) == p.Today()
}

// look is the colour of the head of the page.
func (d appointmentData) look() string {
	switch {
	case d.Status == contract.AppointmentStatusConfirmed:
		return ""
	case d.Status == contract.AppointmentStatusArrived:
		return "now"
	case d.open():
		return "wait"
	}
	return "away"
}

var appointmentColours = map[contract.AppointmentStatus]string{contract.AppointmentStatusRequested: "amber",
	contract.AppointmentStatusChangedAwaitingCustomer: "amber", contract.AppointmentStatusConfirmed: "green",
	contract.AppointmentStatusArrived: "green", contract.AppointmentStatusNoShow: "red"}

var noticeColours = map[contract.NoticeOutcome]string{contract.NoticeOutcomeSent: "green",
	contract.NoticeOutcomeFailed: "amber", contract.NoticeOutcomeGivenUp: "red"}

func (d appointmentData) verified(l *lang) string {
	if d.Verified {
		return l.T("appointment.is-verified")
	}
	return l.T("appointment.not-verified")
}

// confirmation is the form that confirms, with what was asked for.
func (d appointmentData) confirmation(p *page) *opForm {
	f := p.form("confirmAppointment", "appointment", d.Appointment.Appointment).once()
	f.must("place", "headcount", "agenda")
	return f.with("place", d.Place).with("headcount", some(d.Headcount)).with("agenda", d.Agenda)
}

// change is the form of a change, with what was agreed.
func (d appointmentData) change(p *page) *opForm {
	f := p.form("proposeChange", "appointment",
		d.Appointment.Appointment).once(strconv.Itoa(d.ChangesTold)).with("start", p.Day(d.Start), p.Clock(d.Start))
	return f.with("end", p.Clock(d.End)).with("place", d.Place).with("headcount", some(d.Headcount))
}

func (d appointmentData) receptionistForm(p *page) *opForm {
	f := p.form("assignReceptionists", "appointment", d.Appointment.Appointment)
	for i, r := range d.Receptionists {
		row := "receptionists." + strconv.Itoa(i)
		f.with(row+".agent", r.Agent).with(row+".task", r.Task)
	}
	return f
}

// some writes a number; nothing for none.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// dots joins what is known, with a dot between.
func (l *lang) dots(known ...string) string {
	return strings.Join(slices.DeleteFunc(known, func(text string) bool { return text == "" }), " · ")
}

// people says how many come; nothing where it is not known.
func (l *lang) people(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n) + " " + l.T("people")
}

// span says from when to when.
func (l *lang) span(start, end *time.Time) string {
	if until := l.Clock(end); until != "" {
		return l.Date(start) + "–" + until
	}
	return l.Date(start)
}

func (l *lang) askedFor(agent string) string {
	if agent == "" {
		return ""
	}
	return l.T("asks-for") + " " + l.Name(agent)
}

// receiver says who receives a visitor, or that they wait.
func (l *lang) receiver(v contract.Visit) string {
	switch {
	case v.Receives != "":
		return l.Name(v.Receives) + " " + l.T("receives")
	case v.Waiting:
		return l.T("waiting")
	}
	return ""
}

// attempt says which attempt a notice was, from the second on.
func (l *lang) attempt(n contract.SentNotice) string {
	if n.Attempt < 2 {
		return ""
	}
	number := strconv.Itoa(n.Attempt)
	return l.either("第 "+number+" 次", "attempt "+number)
}

// visitPath is where a visit is shown.
func (l *lang) visitPath(visit string) string { return "/visits/" + l.Site.ID + "/" + visit }

// appointment shows an appointment and takes its next step: the confirmation, a change and the customer's answer, the
// receptionists, the arrival, the end (LD.2.1, BR.4.1, LD.2.2).
func (h *Handler) appointment(p *page) error {
	var data appointmentData
	of := p.appointmentNames()
	all := []question{{"getAppointment", of, &data.Appointment}}
	if p.May("listNotices") {
		with := p.appointmentNames()
		with["limit"], with["cursor"] = "50", p.r.URL.Query().Get("notices")
		all = append(all, question{"listNotices", with, &data.Notices})
	}
	if p.May("getPreparation") {
		all = append(all, question{"getPreparation", of, &data.Preparation})
	}
	err := p.openRegister("getAppointment", all...)
	if err == nil {
		data.Visits, err = p.visitsFor(data)
	}
	if err != nil {
		return err
	}
	return p.send(appointmentPage(p, data))
}

func (p *page) appointmentNames() names {
	return names{"site": p.r.PathValue("site"), "appointment": p.r.PathValue("appointment")}
}

// visitsFor lists the visits of an appointment's day that belong to no appointment yet, latest first: one of them may
// be whom it was made for, under another number or none.
func (p *page) visitsFor(data appointmentData) ([]contract.Visit, error) {
	missed := data.Status == contract.AppointmentStatusNoShow
	day := p.Day(data.Start)
	if !p.May("linkArrival") || !data.open() && !missed || day == "" || day > p.Today() {
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
	return p.send(letterPage(p, data))
}

func (p *page) readLetter() (letterData, error) {
	data := letterData{Appointment: p.r.PathValue("appointment")}
	err := p.openRegister("getLetter", question{"getLetter", p.appointmentNames(), &data.Letter})
	return data, err
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
	if a.Agent != "" { // whom the customer asked for when booking
		p.Attempt.Values.Set("asked_for_by", string(contract.ArrivalAskedForByCustomer))
	}
	if a.Headcount > 0 {
		p.Attempt.Values.Set("headcount", strconv.Itoa(a.Headcount))
	}
	return nil
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

// waited writes how long somebody waited.
func (l *lang) waited(seconds int) string {
	if seconds < 60 {
		return strconv.Itoa(seconds) + " " + l.T("seconds")
	}
	return strconv.Itoa(seconds/60) + " " + l.T("minutes")
}
