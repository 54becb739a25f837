package appointment

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/lunxu/lunxu/internal/domain"
)

var (
	shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)
	host     = Host{ID: "riverside", Name: "江畔案场", Zone: shanghai}
	wang     = Person{Name: "王女士", Organisation: "示例公司", Title: "总监", Purpose: "看三居室", Agenda: "样板间；合同", Place: "一号厅"}
)

// refused checks the code and the clause of a refusal; an empty code wants none.
func refused(t *testing.T, what string, err error, code domain.Code, clause domain.Clause) {
	t.Helper()
	var refusal *domain.Error
	if code == "" {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		return
	}
	if !errors.As(err, &refusal) || refusal.Code != code || refusal.Clause != clause {
		t.Errorf("%s: %v, want %s (%s)", what, err, code, clause)
	}
}

// LS.2.1 asks for name, company and reason; RT.2.1 for place and people too.
func TestWhatAnApplicationSays(t *testing.T) {
	without := func(edit func(*Person)) Person { p := wang; edit(&p); return p }
	for name, c := range map[string]struct {
		channel Channel
		heads   int
		who     Person
		code    domain.Code
		clause  domain.Clause
	}{
		"by phone": {ByPhone, 0, without(func(p *Person) { p.Place = "" }), "", ""},
		"without a name": {ByPhone, 2, without(func(p *Person) { p.Name = "" }), "appointment.incomplete",
			"LS.2.1"},
		"without a company": {ByEmail, 2, without(func(p *Person) { p.Organisation = "" }),
			"appointment.incomplete", "LS.2.1"},
		"without a reason": {Online, 2, without(func(p *Person) { p.Purpose = "" }), "appointment.incomplete",
			"LS.2.1"},
		"internal": {Internal, 2, wang, "", ""},
		"internal, no place": {Internal, 2, without(func(p *Person) { p.Place = "" }), "appointment.incomplete",
			"RT.2.1"},
		"internal, no headcount": {Internal, 0, wang, "appointment.incomplete", "RT.2.1"},
	} {
		refused(t, name, Required(c.channel, Arrangement{Headcount: c.heads}, c.who), c.code, c.clause)
	}
}

// asked gives a requested appointment of 10:00 and two people.
func asked() Appointment {
	a := Appointment{ID: "a20261123-000001", Channel: ByPhone, Arranged: arranged(10)}
	a.Arranged.Stamp = stamp(0, "entered")
	return a
}

func TestAnAppointmentIsVerifiedBeforeItIsConfirmed(t *testing.T) {
	start := asked().Arranged.Start
	for name, c := range map[string]struct {
		identity, purpose bool
		now               time.Time
		who               Person
		code              domain.Code
		clause            domain.Clause
	}{
		"both":                  {true, true, monday, wang, "", ""},
		"identity alone":        {true, false, monday, wang, "appointment.not_verified", "LD.2.1"},
		"purpose alone":         {false, true, monday, wang, "appointment.not_verified", "LD.2.1"},
		"the second before":     {true, true, start.Add(-time.Second), wang, "", ""},
		"at the time itself":    {true, true, start, wang, "appointment.past", ""},
		"place unknown":         {true, true, monday, Person{Name: "王", Agenda: "x"}, "appointment.incomplete", "CF.4"},
		"agenda unknown":        {true, true, monday, Person{Name: "王", Place: "x"}, "appointment.incomplete", "CF.4"},
		"unverified and past":   {false, false, start, wang, "appointment.not_verified", "LD.2.1"},
		"past and place absent": {true, true, start, Person{}, "appointment.past", ""},
	} {
		got, err := Confirm(asked(), c.who, c.identity, c.purpose, "desk", c.now)
		refused(t, name, err, c.code, c.clause)
		if want := map[bool]Status{true: Confirmed, false: Requested}[c.code == ""]; got.Status() != want {
			t.Errorf("%s: %s", name, got.Status())
		}
	}
}

// BR.4.1: a change is told in advance, and valid once the customer agrees.
func TestAChangeIsToldInAdvanceAndAgreed(t *testing.T) {
	confirmed := asked()
	confirmed.Accepted = true
	start := confirmed.Arranged.Start
	change := Change{Start: start.Add(24 * time.Hour), End: start.Add(25 * time.Hour), Headcount: 5}
	_, err := Propose(asked(), change, monday)
	refused(t, "not confirmed yet", err, "appointment.closed", "")
	_, err = Propose(confirmed, change, start)
	refused(t, "at the time itself", err, "appointment.change_too_late", "BR.4.1")
	_, err = Propose(confirmed, Change{Start: monday, End: monday}, monday)
	refused(t, "to a time that is past", err, "appointment.past", "")
	_, err = Propose(confirmed, Change{Start: change.End, End: change.Start}, monday)
	refused(t, "backwards", err, "appointment.times", "")
	told, err := Propose(confirmed, change, start.Add(-time.Second))
	refused(t, "the second before", err, "", "")
	if told.Status() != AwaitingCustomer || !told.Arranged.Start.Equal(start) {
		t.Errorf("told: %s, %s", told.Status(), told.Arranged.Start)
	}
	_, err = Agree(confirmed, true, monday)
	refused(t, "nothing to agree to", err, "appointment.no_change", "BR.4.1")
	agreed, err := Agree(told, true, monday)
	refused(t, "agreed", err, "", "")
	if agreed.Status() != Confirmed || !agreed.Arranged.Start.Equal(change.Start) || agreed.Arranged.Headcount != 5 ||
		agreed.Changes != 1 {
		t.Errorf("agreed: %+v", agreed)
	}
	declined, err := Agree(told, false, monday)
	refused(t, "declined", err, "", "")
	if declined.Status() != Confirmed || !declined.Arranged.Start.Equal(start) || declined.Changes != 0 {
		t.Errorf("declined: %+v", declined)
	}
}

// LD.2.2: several receptionists with divided tasks.
func TestTasksAreDivided(t *testing.T) {
	both := []Receptionist{{"jia", "讲解"}, {"yi", "签约"}}
	a, err := Assign(asked(), both)
	refused(t, "two", err, "", "")
	if len(a.Receptionists) != 2 {
		t.Errorf("%+v", a.Receptionists)
	}
	_, err = Assign(asked(), []Receptionist{{"jia", "讲解"}, {"jia", "签约"}})
	refused(t, "one twice", err, "appointment.receptionist_repeated", "LD.2.2")
}

func TestWhoCameAndWhoDidNot(t *testing.T) {
	a := asked()
	a.Accepted = true
	start := a.Arranged.Start // 19:00 on the site's clock
	for name, c := range map[string]struct {
		at   time.Time
		want bool
	}{
		"two hours early": {start.Add(-Early), true}, "hours early": {start.Add(-Early - time.Hour), true},
		"late, on the day": {start.Add(4*time.Hour + 59*time.Minute), true},
		"after midnight":   {start.Add(5 * time.Hour), false},
		"the day before":   {start.Add(-24 * time.Hour), false},
	} {
		if Came(a, c.at, shanghai) != c.want {
			t.Errorf("%s: %v", name, !c.want)
		}
	}
	if _, did := Miss(asked(), start.Add(time.Hour)); did {
		t.Error("who was never confirmed is missed")
	}
	if _, did := Miss(a, start.Add(-time.Second)); did {
		t.Error("missed before the time")
	}
	missed, did := Miss(a, start)
	if !did || missed.Status() != NoShow {
		t.Errorf("%s", missed.Status())
	}
	came, err := Arrive(missed, "20261123-000009", start.Add(time.Hour))
	if err != nil || came.Status() != Arrived {
		t.Errorf("%s, %v", came.Status(), err)
	}
	_, err = Arrive(came, "20261123-000010", start)
	refused(t, "arrived before", err, "appointment.closed", "")
	gone, err := Withdraw(a, CallOff{By: "site"})
	refused(t, "withdrawn", err, "", "")
	_, err = Arrive(gone, "20261123-000009", start)
	refused(t, "arrives though cancelled", err, "appointment.closed", "")
	_, err = Withdraw(gone, CallOff{By: "site"})
	refused(t, "cancelled twice", err, "appointment.closed", "")
}

// LC.3.2: waiting is measured from the arrival, but not before the time that was agreed.
func TestWaiting(t *testing.T) {
	a := asked()
	start := a.Arranged.Start
	for arrived, want := range map[time.Duration]time.Duration{-30 * time.Minute: 10 * time.Minute, 0: 10 * time.Minute,
		4 * time.Minute: 6 * time.Minute, 20 * time.Minute: 0} {
		a.ArrivedAt = start.Add(arrived)
		if got := Waited(a, start.Add(10*time.Minute)); got != want {
			t.Errorf("arrived %s: waited %s, want %s", arrived, got, want)
		}
	}
}

// LS.2.2, LD.2.1: the letter fixes time, place and details and reminds of the documents.
func TestTheLetterSaysWhatWasAgreed(t *testing.T) {
	a := asked()
	a.Accepted = true
	letter := WriteLetter(a, wang, host)
	for _, want := range []string{"王女士", "您的预约已确认", "2026年11月23日 19:00–20:00", "江畔案场 一号厅", "人数：10", "看三居室", "样板间；合同",
		"请携带：本人身份证件"} {
		if !strings.Contains(letter.Chinese, want) {
			t.Errorf("no %q in\n%s", want, letter.Chinese)
		}
	}
	for _, want := range []string{"Dear 王女士", "confirmed", "23 November 2026 19:00–20:00", "People: 10",
		"Please bring: your identity document"} {
		if !strings.Contains(letter.English, want) {
			t.Errorf("no %q in\n%s", want, letter.English)
		}
	}
	a.Arranged.Visitor = "company"
	if company := WriteLetter(a, wang, host); !strings.Contains(company.Chinese, "营业执照") ||
		!strings.Contains(company.English, "business licence") {
		t.Errorf("a company brings\n%s", company.Chinese)
	}
	gone, _ := Withdraw(a, CallOff{By: "site"})
	if notice := WriteLetter(gone, wang, host); !strings.Contains(notice.Chinese, "已取消") ||
		!strings.Contains(notice.Calendar, "METHOD:CANCEL") {
		t.Errorf("%+v", notice)
	}
}

// TestTheCalendarFileIsRFC5545 checks lines, folding, escaping and times.
func TestTheCalendarFileIsRFC5545(t *testing.T) {
	a := asked()
	a.Accepted = true
	who := wang
	who.Agenda = "一; 二, 三\\四\n五" + strings.Repeat("长", 60)
	text := Calendar(a, who, host)
	if !strings.HasSuffix(text, "END:VCALENDAR\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Errorf("lines do not end in CR LF: %q", text)
	}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	unfolded := strings.ReplaceAll(text, "\r\n ", "")
	for _, want := range []string{"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:",
		"UID:a20261123-000001@riverside.lunxu\r\n", "DTSTART:20261123T110000Z\r\n", "DTEND:20261123T120000Z\r\n",
		"DTSTAMP:20261123T010000Z\r\n", "STATUS:CONFIRMED\r\n", "SEQUENCE:0\r\n", `DESCRIPTION:一\; 二\, 三\\四\n五长`} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("no %q in\n%s", want, unfolded)
		}
	}
}
