package pages

import (
	"strconv"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// actions are the forms of the pages, by the operation that each is.
var actions = map[string]action{
	"checkIn": {
		body:  func(p *page, f form) any { return contract.CheckIn{Token: f.Get("token"), Device: p.device()} },
		after: toPhone("checkIn"),
	},
	"registerArrival": {body: func(_ *page, f form) any { return arrivalOf(f) }, after: func(p *page, _ form, out *answer) (string, error) {
		var visit contract.Visit
		err := out.decode(&visit)
		return "/visits/" + string(p.Session.Principal.Site) + "/" + visit.Visit + "?done=registerArrival", err
	}},
	"leaveWaiting": {},
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

// arrivalOf reads the opening questions (SS.4.2.4.a, GP.3). A question that was not asked is left out.
func arrivalOf(f form) contract.Arrival {
	out := contract.Arrival{Phone: f.optional("phone"), PhoneUnknown: f.flag("phone_unknown"), Name: f.optional("name"),
		ReferredByPhone: f.optional("referred_by_phone"), OnBehalfOfPhone: f.optional("on_behalf_of_phone"),
		FamilyOfPhone: f.optional("family_of_phone"), Card: f.flag("card"), DisclosesIdentity: f.flag("discloses_identity"),
		Purpose: f.optional("purpose"), Organisation: f.optional("organisation"), TakenBy: f.optional("taken_by")}
	if out.PhoneUnknown != nil {
		out.Phone = nil
	}
	if first := f.Get("first_visit"); first != "" {
		is := first == "yes"
		out.FirstVisit = &is
	}
	if kind := f.Get("kind"); kind != "" {
		of := contract.VisitorKind(kind)
		out.Kind = &of
	}
	switch named := f.Get("names"); named {
	case "":
	case "forgotten":
		yes := true
		out.Names = &contract.Naming{Forgotten: &yes}
	default:
		out.Names = &contract.Naming{Agent: &named}
	}
	if known := f.Values["known_to"]; len(known) > 0 {
		out.KnownTo = &known
	}
	if n, err := strconv.Atoi(f.Get("headcount")); err == nil {
		out.Headcount = &n
	}
	return out
}
