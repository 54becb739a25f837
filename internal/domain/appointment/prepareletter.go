package appointment

import (
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain/preparation"
)

// Ready is one thing to be made ready, in words.
type Ready struct {
	Kind preparation.Kind
	Text string
	Note string
	Due  time.Time
}

var readyWords = map[preparation.Kind][2]string{
	preparation.Materials: {"资料", "Materials"}, preparation.Room: {"会议室", "Room"},
	preparation.Equipment: {"设备", "Equipment"},
	preparation.Seats:     {"座位", "Seats"}, preparation.Catering: {"茶点", "Catering"},
	preparation.Car:   {"车辆与司机", "Car and driver"},
	preparation.Other: {"其他", "Other"},
}

var prepareHeads = map[NoticeKind][2]string{
	Prepare:        {"请为以下接待做好准备", "Please prepare for this visit"},
	PrepareChanged: {"接待安排有变更，请按下列内容准备", "The visit has changed; please prepare as follows"},
	PrepareOff:     {"以下接待无需再做准备", "Nothing is to be prepared for this visit any more"},
	PrepareOverdue: {"以下准备事项已逾期，请立即处理", "This preparation is overdue; please see to it now"},
}

// WritePreparation writes what those who prepare are told of an appointment (LC.4.2, GR.4): when, where, for how
// many, and what by when. It names nobody who comes.
func WritePreparation(kind NoticeKind, to string, a Appointment, place string, ready []Ready, host Host) Letter {
	start := a.Arranged.Start.In(host.Zone)
	head := prepareHeads[kind]
	zh := lines(to+"：", head[0]+"。", "时间：%s", start.Format("2006年1月2日 15:04"), "地点：%s",
		strings.TrimSpace(host.Name+" "+place), "人数：%s", people(a.Arranged.Headcount))
	en := lines(to+",", head[1]+".", "Time: %s", start.Format("2 January 2006 15:04")+" ("+host.Zone.String()+")",
		"Place: %s", strings.TrimSpace(host.Name+" "+place), "People: %s", people(a.Arranged.Headcount))
	for _, r := range ready {
		words, due := readyWords[r.Kind], r.Due.In(host.Zone).Format("2006-01-02 15:04")
		note := ""
		if r.Note != "" {
			note = " (" + r.Note + ")"
		}
		zh += "· " + words[0] + "：" + r.Text + note + "，" + due + " 前\n"
		en += "· " + words[1] + ": " + r.Text + note + ", by " + due + "\n"
	}
	return Letter{Chinese: zh, English: en}
}
