package pages

import (
	"github.com/lunxu/lunxu/internal/api/contract"
)

// actions are the forms of the pages, by the operation that each is.
var actions = map[string]action{
	"checkIn": {
		body:  func(p *page, f form) any { return contract.CheckIn{Token: f.Get("token"), Device: p.device()} },
		after: toPhone("checkIn"),
	},
	"leave": {body: func(_ *page, f form) any {
		out := contract.Absence{Agent: f.optional("agent"), Reason: contract.AbsenceReason(f.Get("reason"))}
		if cover := f.optional("cover"); cover != nil {
			out.Cover = &contract.Cover{Agent: cover}
		}
		return out
	}},
	"returnToFloor": {body: func(_ *page, f form) any { return contract.Return{Agent: f.optional("agent")} }},
	"finishVisit": {body: func(_ *page, f form) any {
		return contract.VisitFinish{Outcome: contract.FinishOutcome(f.Get("outcome")), Remark: f.optional("remark")}
	}},
	"handOver":          {body: func(_ *page, f form) any { return contract.HandOver{To: f.Get("to"), Remark: f.optional("remark")} }},
	"writeHandOverNote": {body: func(_ *page, f form) any { return contract.HandOverNote{Text: f.Get("text")} }},
}

// toPhone leads an agent to where they stand now.
func toPhone(action string) func(*page, form, *answer) (string, error) {
	return func(*page, form, *answer) (string, error) { return done("/phone", action), nil }
}
