package view

import (
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/turnhistory"
)

// wasTexts says how an agent stood to the turn.
var wasTexts = map[turnhistory.Was]said{
	turnhistory.OnTurn:       {"当时正轮到本人", "it was their turn"},
	turnhistory.Ahead:        {"在岗空闲", "on site and free"},
	turnhistory.Busy:         {"正在接待客户", "was with a visitor"},
	turnhistory.Away:         {"已离岗", "was away"},
	turnhistory.NotCheckedIn: {"当日未签到或已下班", "was not checked in"},
}

// TurnHistory shows why it was or was not an agent's turn at an instant.
func TurnHistory(x turnhistory.Explanation, at time.Time) contract.TurnExplanation {
	was, stands := wasTexts[x.Was], standingTexts[x.Why.Standing]
	out := contract.TurnExplanation{Agent: string(x.Agent), At: at.UTC(), Was: contract.TurnWas(x.Was), WasZh: was.zh,
		WasEn:         was.en,
		AbsenceReason: contract.AbsenceReason(x.Reason), OnTurn: string(x.OnTurn), Covers: string(x.Covers),
		Turn: contract.Turn(x.Turn), Clause: string(x.Clause), Place: x.Why.Place, MakeUps: x.Why.MakeUps,
		StandingCode: x.Why.Standing.String(), StandingZh: stands.zh, StandingEn: stands.en,
		StandingClause: string(x.Why.Clause),
		Ahead:          []contract.TurnBefore{}, Events: []contract.StandingEvent{}, Later: []contract.TurnGiven{}}
	for _, b := range x.Ahead {
		text := wasTexts[b.Was]
		out.Ahead = append(out.Ahead, contract.TurnBefore{Agent: string(b.Agent), Was: contract.TurnWas(b.Was),
			WasZh: text.zh, WasEn: text.en, AbsenceReason: contract.AbsenceReason(b.Reason), MakeUps: b.MakeUps})
	}
	for _, moved := range x.Events {
		out.Events = append(out.Events, movedRows(moved)...)
	}
	for _, given := range x.Later {
		out.Later = append(out.Later, turnGiven(given))
	}
	if x.Last != nil {
		last := turnGiven(*x.Last)
		out.LastGiven = &last
	}
	if x.Next != nil {
		next := turnGiven(*x.Next)
		out.NextTurn = &next
	}
	return out
}

// movedRows gives one row for each effect, or one for an event that only changed the standing.
func movedRows(m turnhistory.Moved) []contract.StandingEvent {
	var rows []contract.StandingEvent
	for _, effect := range m.Effects {
		zh, en := EffectText(effect.Kind)
		rows = append(rows, contract.StandingEvent{At: m.At.UTC(), Seq: m.Seq, Effect: string(effect.Kind),
			Clause: string(effect.Clause), TextZh: zh, TextEn: en})
	}
	if len(rows) > 0 {
		return rows
	}
	text, known := eventTexts[m.Event]
	if !known {
		text = standingTexts[m.Standing]
	}
	return []contract.StandingEvent{{At: m.At.UTC(), Seq: m.Seq, Effect: string(m.Event), TextZh: text.zh,
		TextEn: text.en}}
}

// eventTexts says what an agent did where the rotation drew no further consequence.
var eventTexts = map[rotation.Kind]said{
	rotation.CheckedIn:   {"签到", "checked in"},
	rotation.Left:        {"离岗", "left the floor"},
	rotation.Returned:    {"返岗", "came back to the floor"},
	rotation.OutOfTurn:   {"试图越序接待，未获准", "tried to take a visitor out of turn, refused"},
	rotation.NoteWritten: {"已写交接说明", "wrote the hand-over note"},
}

func turnGiven(g turnhistory.Given) contract.TurnGiven {
	return contract.TurnGiven{At: g.At.UTC(), Seq: g.Seq, Visit: string(g.Visit), Agent: string(g.Agent),
		OnBehalfOf: string(g.OnBehalfOf), Turn: contract.Turn(g.Turn), Clause: string(g.Clause)}
}
