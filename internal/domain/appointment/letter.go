package appointment

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lunxu/lunxu/internal/domain/register"
)

// Letter is a confirmation (LS.2.2, LD.2.1): it fixes time, place and details and says what to bring.
type Letter struct {
	Chinese, English string
	Calendar         string // RFC 5545
}

// Host is the site that writes.
type Host struct {
	ID, Name string
	Zone     *time.Location
}

// bring lists what a visitor brings, by kind, in Chinese and English.
func bring(kind string) (zh, en string) {
	switch register.VisitorKind(kind) {
	case register.KindCompany:
		return "本人身份证件、营业执照复印件、单位授权书", "your identity document, a copy of the business licence and your company's " +
			"authorisation"
	case register.KindPartner, register.KindOther:
		return "本人身份证件、工作证或单位介绍信", "your identity document and a work card or letter of introduction"
	}
	return "本人身份证件", "your identity document"
}

// WriteLetter writes the letter of an appointment; a cancelled one gets the notice of it.
func WriteLetter(a Appointment, who Person, host Host) Letter {
	start, end := a.Arranged.Start.In(host.Zone), a.Arranged.End.In(host.Zone)
	zh, en := bring(a.Arranged.Visitor)
	letter := Letter{Calendar: Calendar(a, who, host)}
	headZh, headEn := "您的预约已确认", "Your appointment is confirmed"
	switch a.Status() {
	case CalledOff:
		headZh, headEn = "您的预约已取消", "Your appointment is cancelled"
	case Requested:
		headZh, headEn = "您的预约申请已收到，待确认", "Your request is received and awaits confirmation"
	case AwaitingCustomer:
		headZh, headEn = "您的预约有变更，请确认", "A change of your appointment awaits your consent"
	}
	letter.Chinese = lines(
		"尊敬的"+who.Name+"：", headZh+"。",
		"时间：%s", start.Format("2006年1月2日 15:04")+"–"+end.Format(endLayout(start, end)),
		"地点：%s", strings.TrimSpace(host.Name+" "+who.Place),
		"人数：%s", people(a.Arranged.Headcount), "事由：%s", who.Purpose, "议程：%s", who.Agenda,
		"请携带：%s", zh, "变更：%s", changeOf(a, host.Zone, "2006年1月2日 15:04"))
	letter.English = lines(
		"Dear "+who.Name+",", headEn+".",
		"Time: %s", start.Format("2 January 2006 15:04")+"–"+end.Format(endLayout(start, end))+" ("+host.Zone.String()+
			")",
		"Place: %s", strings.TrimSpace(host.Name+" "+who.Place),
		"People: %s", people(a.Arranged.Headcount), "Purpose: %s", who.Purpose, "Agenda: %s", who.Agenda,
		"Please bring: %s", en, "Proposed: %s", changeOf(a, host.Zone, "2 January 2006 15:04"))
	return letter
}

func endLayout(start, end time.Time) string {
	if start.YearDay() == end.YearDay() && start.Year() == end.Year() {
		return "15:04"
	}
	return "2006-01-02 15:04"
}

func people(n int) string {
	if n < 1 {
		return ""
	}
	return fmt.Sprint(n)
}

func changeOf(a Appointment, zone *time.Location, layout string) string {
	if a.Status() != AwaitingCustomer {
		return ""
	}
	return a.Proposed.Start.In(zone).Format(layout) + "–" + a.Proposed.End.In(zone).Format("15:04")
}

// lines writes two whole lines and then pairs of a label and its text; what is empty is left out.
func lines(greeting, head string, pairs ...string) string {
	out := []string{greeting, head}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, strings.Replace(pairs[i], "%s", pairs[i+1], 1))
		}
	}
	return strings.Join(out, "\n") + "\n"
}

// Calendar writes an appointment as a calendar file (RFC 5545): lines of at most 75 octets that end in
// CR LF, texts escaped, times in UTC. The sequence grows with every change, so that a calendar replaces
// what it has.
func Calendar(a Appointment, who Person, host Host) string {
	const layout = "20060102T150405Z"
	status, method := "CONFIRMED", "PUBLISH"
	switch a.Status() {
	case CalledOff:
		status, method = "CANCELLED", "CANCEL"
	case Requested, AwaitingCustomer:
		status = "TENTATIVE"
	}
	sequence := a.Changes
	if status == "CANCELLED" {
		sequence++
	}
	_, en := bring(a.Arranged.Visitor)
	zh, _ := bring(a.Arranged.Visitor)
	var out strings.Builder
	for _, line := range []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lunxu//Appointments//ZH", "CALSCALE:GREGORIAN", "METHOD:" + method,
		"BEGIN:VEVENT", "UID:" + string(a.ID) + "@" + host.ID + ".lunxu",
		"DTSTAMP:" + a.Arranged.Stamp.At.UTC().Format(layout),
		"DTSTART:" + a.Arranged.Start.UTC().Format(layout), "DTEND:" + a.Arranged.End.UTC().Format(layout),
		fmt.Sprintf("SEQUENCE:%d", sequence), "STATUS:" + status,
		"SUMMARY:" + escaped(strings.TrimSpace(host.Name+" "+who.Purpose)),
		"LOCATION:" + escaped(strings.TrimSpace(host.Name+" "+who.Place)),
		"DESCRIPTION:" + escaped(strings.TrimSpace(who.Agenda+"\n请携带"+zh+"。Please bring "+en+".")),
		"END:VEVENT", "END:VCALENDAR",
	} {
		writeLine(&out, line)
	}
	return out.String()
}

func escaped(text string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(text)
}

// maxLine is the longest line of a calendar file, in octets without its end.
const maxLine = 75

// writeLine writes one content line; a character is never cut in two.
func writeLine(out *strings.Builder, line string) {
	room := maxLine
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		out.WriteString(line[:cut] + "\r\n ")
		line, room = line[cut:], maxLine-1
	}
	out.WriteString(line + "\r\n")
}
