package appointment

import (
	"unicode/utf16"
)

// briefs are the heads of what customers are told, by kind, in Chinese and English.
var briefs = map[NoticeKind][2]string{
	Confirmation: {"您的预约已确认", "Your appointment is confirmed"},
	ChangeTold:   {"您的预约有变更，请确认", "A change of your appointment awaits your consent"},
	Cancellation: {"您的预约已取消", "Your appointment is cancelled"},
	Reminder:     {"到访提醒", "Reminder of your appointment"},
}

// Subject is the subject line of a letter: what it is about, and nothing of the person.
func Subject(kind NoticeKind, host Host) string {
	head, known := briefs[kind]
	if !known {
		head = prepareHeads[kind]
	}
	return host.Name + " · " + head[0] + " / " + head[1]
}

// MaxBrief is how much one text message holds, in UTF-16 code units: Chinese leaves it seventy.
const MaxBrief = 70

// Brief is a letter as one text message: the site, what it is about, and when. It tells no name, no place and no
// purpose, since a text lies open on a locked phone.
func Brief(kind NoticeKind, a Appointment, host Host) string {
	start := a.Arranged.Start
	if kind == ChangeTold && a.Proposed != nil {
		start = a.Proposed.Start
	}
	text := briefs[kind][0] + "：" + start.In(host.Zone).Format("1月2日15:04")
	if kind == Confirmation || kind == Reminder {
		text += "，请携带身份证件"
	}
	return "【" + cut(host.Name, MaxBrief-2-units(text)) + "】" + text
}

func units(text string) int { return len(utf16.Encode([]rune(text))) }

// cut shortens a text to a number of UTF-16 code units; a character is never cut in two.
func cut(text string, most int) string {
	kept := []rune(text)
	for len(kept) > 0 && units(string(kept)) > most {
		kept = kept[:len(kept)-1]
	}
	return string(kept)
}
