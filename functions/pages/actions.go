package pages

import (
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// actions are the forms of the pages, by the operation that each is.
var actions = map[string]action{
	"recordTraining":   {body: func(_ *page, f form) any { return trainingOf(f) }},
	"assessAgent":      {body: func(_ *page, f form) any { return assessmentOf(f) }},
	"decideAssessment": {body: func(_ *page, f form) any { return resultOf(f) }},
	"answerAssessment": {body: func(_ *page, f form) any {
		return contract.NewAssessmentResponse{Result: f.Get("result"), Agrees: f.Get("agrees") == "yes",
			Words: f.optional("words")}
	}},
	"startWhatIf": {body: func(_ *page, f form) any { return whatIfOf(f) }, after: toJob("what-if")},
	"startReplay": {body: func(_ *page, f form) any { return contract.NewReplay{From: f.Get("from"), To: f.Get("to")} },
		after: toJob("replays")},
	"signOffTakeover":  {},
	"makeArchive":      {after: toArchive},
	"continueTakeover": {},
	"withdrawTakeover": {},
	"registerCall":     {body: func(p *page, f form) any { return callOf(p, f) }},
	"openCase":         {body: func(p *page, f form) any { return newCaseOf(p, f) }, after: toCase},
	"recordProgress": {body: func(_ *page, f form) any {
		return contract.CaseProgress{Text: f.Get("text"), Solution: f.flag("solution")}
	}},
	"remindCase":           {},
	"writeReceptionRecord": {body: func(_ *page, f form) any { return recordOf(f) }},
	"giveFeedback":         {body: func(p *page, f form) any { return feedbackOf(p, f) }},
	"routeFeedback":        {body: func(p *page, f form) any { return routingOf(p, f) }},
	"closeCase":            {body: func(_ *page, f form) any { return contract.CaseAnswer{Answer: f.Get("answer")} }},
	"createAppointment":    {body: func(p *page, f form) any { return newAppointmentOf(p, f) }, after: toAppointment},
	"confirmAppointment":   {body: func(_ *page, f form) any { return confirmationOf(f) }},
	"proposeChange":        {body: func(p *page, f form) any { return changeOf(p, f) }},
	"answerChange": {body: func(_ *page, f form) any {
		return contract.ChangeAnswer{Agreed: f.Get("agreed") == "yes"}
	}},
	"cancelAppointment": {body: func(_ *page, f form) any { return cancellationOf(f) }},
	"assignReceptionists": {body: func(_ *page, f form) any {
		return contract.ReceptionistList{Receptionists: receptionistsOf(f)}
	}},
	"linkArrival":  {body: func(_ *page, f form) any { return contract.AppointmentArrival{Visit: f.Get("visit")} }},
	"cancelWhatIf": {},
	"cancelReplay": {},
	"approveRuling": {body: func(_ *page, f form) any {
		return contract.RulingApproval{Approve: f.Get("approve") == "yes"}
	}},
	"setPreparation": {body: func(p *page, f form) any { return preparationOf(p, f) }},
	"markPrepared":   {body: func(_ *page, f form) any { return contract.PreparationMark{Note: f.optional("note")} }},
	"unmarkPrepared": {},
	"decideDismissal": {body: func(_ *page, f form) any {
		return contract.DismissalDecision{Decision: contract.DismissalDecisionDecision(f.Get("decision")),
			Reason: f.Get("reason")}
	}},
	"commend": {body: func(_ *page, f form) any { return commendationOf(f) }},
	"checkIn": {
		body:  func(p *page, f form) any { return contract.CheckIn{Token: f.Get("token"), Device: p.device()} },
		after: toPhone("checkIn"),
	},
	"registerArrival":   {fill: arrivalRest, after: toArrival},
	"revealCustomer":    {after: toRevealed},
	"fileClaim":         {body: func(p *page, f form) any { return claimOf(p, f) }},
	"recogniseCustomer": {body: func(p *page, f form) any { return recognitionOf(p, f) }},
	"preRegister":       {body: func(p *page, f form) any { return announcementOf(p, f) }},
	"withdrawPreRegistration": {body: func(_ *page, f form) any {
		return contract.PreRegistrationWithdrawal{Reason: f.optional("reason")}
	}},
	"recordDeal": {body: func(p *page, f form) any { return dealOf(p, f) },
		after: func(p *page, _ form, out *answer) (string, error) {
			var made contract.Deal
			err := out.decode(&made)
			return "/deals/" + string(p.Session.Principal.Site) + "/" + made.Deal + "?done=recordDeal", err
		}},
	"fileStatement": {body: func(_ *page, f form) any {
		return contract.NewStatement{Statement: f.Get("statement")}
	}},
	"appealDispute": {body: func(_ *page, f form) any { return contract.NewAppeal{Statement: f.Get("statement")} }},
	"signDeal":      {},
	"cancelDeal":    {body: func(_ *page, f form) any { return contract.Cancellation{Reason: f.Get("reason")} }},
	"requestAccess":  {after: toPersonalData},
	"requestErasure": {after: toPrivacy("requestErasure")},
	"recordFollowUp":  {body: func(_ *page, f form) any { return contract.FollowUp{Remark: f.optional("remark")} }},
	"ruleDeal":        {body: func(_ *page, f form) any { return rulingOf(f) }},
	"disputeDeal": {body: func(_ *page, f form) any {
		return contract.NewDispute{Statement: f.Get("statement"), By: f.optional("by")}
	}},
	"reportConduct": {body: func(_ *page, f form) any {
		return contract.NewConductReport{Agent: f.optional("agent"), Breach: f.Get("breach"),
			Statement: f.Get("statement")}
	}},
	"verifyConduct": {body: func(_ *page, f form) any {
		return contract.ConductFinding{Gravity: contract.Gravity(f.Get("gravity"))}
	}},
	"publishPolicyVersion": {body: func(p *page, f form) any { return newVersionOf(p, f) }},
}

// toPhone leads an agent to where they stand now.
func toPhone(action string) func(*page, form, *answer) (string, error) {
	return func(*page, form, *answer) (string, error) { return done("/phone", action), nil }
}

// arrivalRest leaves out the number of whoever gives none.
func arrivalRest(_ *page, f form, body map[string]any) {
	if f.Get("phone_unknown") != "" {
		delete(body, "phone")
	}
}

// rulingOf reads a ruling: the share of each party in percent. What is no number is sent as it cannot be, and refused.
func rulingOf(f form) contract.NewRuling {
	out := contract.NewRuling{Reason: f.Get("reason"), Clause: f.optional("clause"), Shares: []contract.RulingShare{}}
	for _, party := range f.Values["party"] {
		text := strings.TrimSpace(f.Get("share-" + party))
		if text == "" || text == "0" {
			continue
		}
		out.Shares = append(out.Shares, contract.RulingShare{Party: party, BasisPoints: basisPoints(text)})
	}
	return out
}

// basisPoints reads a percentage of at most two decimals; −1 for anything else.
func basisPoints(percent string) int {
	whole, part, _ := strings.Cut(strings.TrimSuffix(percent, "%"), ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 0 || n > 100 || len(part) > 2 {
		return -1
	}
	hundredths := 0
	if part != "" {
		if hundredths, err = strconv.Atoi((part + "0")[:2]); err != nil || hundredths < 0 {
			return -1
		}
	}
	return n*100 + hundredths
}

// newVersionOf reads a draft of a policy version: changes on the version in force.
func newVersionOf(p *page, f form) contract.NewPolicyVersion {
	out := contract.NewPolicyVersion{EffectiveFrom: f.Get("effective_from"), Note: f.optional("note")}
	if number, err := strconv.Atoi(f.Get("base")); err == nil {
		out.Base = &contract.PolicyBase{Version: &number}
	}
	changes := contract.PolicyChanges(strings.TrimSpace(f.Get("changes")))
	if len(changes) > 0 {
		out.Changes = &changes
	}
	return out
}

// dealOf reads a deal; agents record their own.
func dealOf(p *page, f form) contract.NewDeal {
	out := contract.NewDeal{Phone: f.Get("phone"), ClosedBy: f.Get("closed_by"),
		CommissionFen: fen(f.Get("commission")),
		Unit:          f.optional("unit"), Contract: f.optional("contract")}
	if p.Is("agent") {
		out.ClosedBy = p.Me()
	}
	if stage := contract.DealStage(f.Get("stage")); stage != "" {
		out.Stage = &stage
	}
	return out
}

// fen reads an amount in yuan of at most two decimals; −1, which no amount is, for anything else.
func fen(yuan string) int64 {
	whole, part, _ := strings.Cut(strings.NewReplacer(",", "", "，", "", "¥", "", " ", "").Replace(yuan), ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n < 0 || n > 1e14 || len(part) > 2 {
		return -1
	}
	hundredths := int64(0)
	if part != "" {
		if hundredths, err = strconv.ParseInt((part + "0")[:2], 10, 64); err != nil || hundredths < 0 {
			return -1
		}
	}
	return n*100 + hundredths
}
