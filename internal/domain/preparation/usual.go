package preparation

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain/register"
)

// Usual is one thing that is usually made ready for a kind of visitor.
type Usual struct {
	Kind     Kind
	Chinese  string
	English  string
	Due      time.Time
	ByAgents bool // the agent who receives has it; anything else is the support department's
}

// Ahead is how long before the visit things are usually ready.
const Ahead = 2 * time.Hour

var (
	brochures = Usual{Kind: Materials, Chinese: "楼书、户型图、价目表", English: "Brochure, floor plans, price list",
		ByAgents: true}
	presentation = Usual{Kind: Materials, Chinese: "公司简介、项目介绍、合同样本",
		English: "Company profile, project presentation, sample contract", ByAgents: true}
	seats        = Usual{Kind: Seats, Chinese: "洽谈区座位", English: "Seats in the negotiation area"}
	tea          = Usual{Kind: Catering, Chinese: "茶水", English: "Tea and water"}
	refreshments = Usual{Kind: Catering, Chinese: "茶点", English: "Tea and refreshments"}
	meetingRoom  = Usual{Kind: Room, Chinese: "会议室，整理清洁", English: "Meeting room, clean and in order"}
	projector    = Usual{Kind: Equipment, Chinese: "投影、话筒调试", English: "Projector and microphone, tried out"}
	carAndDriver = Usual{Kind: Car, Chinese: "接送车辆与司机", English: "Car and driver"}
)

// usual is the default checklist of each kind of visitor (VM.2).
var usual = map[register.VisitorKind][]Usual{
	register.KindCustomer: {brochures, seats, tea},
	register.KindCompany:  {presentation, meetingRoom, projector, seats, refreshments},
	register.KindPartner:  {presentation, meetingRoom, projector, refreshments},
	register.KindOther:    {presentation, meetingRoom, projector, refreshments, carAndDriver},
}

// Suggest offers the default checklist of a kind of visitor (VM.2, GR.4): ready two hours before the visit, or,
// where that is past, halfway between now and then. Nothing is offered for a visit that has begun.
func Suggest(visitor string, start, now time.Time) []Usual {
	if !start.After(now) {
		return nil
	}
	due := start.Add(-Ahead)
	if !due.After(now) {
		due = now.Add(start.Sub(now) / 2)
	}
	list, known := usual[register.VisitorKind(visitor)]
	if !known {
		list = usual[register.KindCustomer]
	}
	out := make([]Usual, len(list))
	for i, one := range list {
		one.Due = due.Truncate(time.Minute)
		if !one.Due.After(now) {
			one.Due = start
		}
		out[i] = one
	}
	return out
}
