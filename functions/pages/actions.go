package pages

import (
	"github.com/lunxu/lunxu/internal/api/contract"
)

// actions are the forms of the pages, by the operation that each is.
var actions = map[string]action{
	"recordTraining":       {fill: othersThere},
	"createSite":           {after: toSetup},
	"changeSite":           {fill: noGroups},
	"setOrderTable":        {fill: inOrder},
	"createWebhookSource":  {after: toSecret("createWebhookSource")},
	"rotateWebhookSecret":  {after: toSecret("rotateWebhookSecret")},
	"startWhatIf":          {fill: oneBase, after: toJob("what-if")},
	"startReplay":          {after: toJob("replays")},
	"makeArchive":          {after: toArchive},
	"openCase":             {after: toCase},
	"createAppointment":    {fill: untilOnTheDay, after: toAppointment},
	"proposeChange":        {fill: untilOnTheDay},
	"setPreparation":       {fill: readyOwners},
	"checkIn":              {fill: fromDevice, after: toPhone("checkIn")},
	"registerArrival":      {fill: arrivalRest, after: toArrival},
	"revealCustomer":       {after: toRevealed},
	"recordDeal":           {fill: ownDeal, after: toDeal},
	"requestAccess":        {after: toPersonalData},
	"requestErasure":       {after: toPrivacy("requestErasure")},
	"ruleDeal":             {fill: withoutZero},
	"publishPolicyVersion": {fill: oneBase},
}

// fromDevice says from which browser an agent checks in.
func fromDevice(p *page, _ form, body map[string]any) { body["device"] = p.device() }

// toPhone leads an agent to where they stand now.
func toPhone(action string) func(*page, form, *answer) (string, error) {
	return func(*page, form, *answer) (string, error) { return done("/phone", action), nil }
}

// ownDeal says that an agent records what they closed.
func ownDeal(p *page, _ form, body map[string]any) {
	if p.Is("agent") {
		body["closed_by"] = p.Me()
	}
}

// toDeal leads to the deal that was recorded.
func toDeal(p *page, f form, out *answer) (string, error) {
	var made contract.Deal
	err := out.decode(&made)
	return done("/deals/"+f.Get("site")+"/"+made.Deal, "recordDeal"), err
}

// arrivalRest leaves out the number of whoever gives none.
func arrivalRest(_ *page, f form, body map[string]any) {
	if f.Get("phone_unknown") != "" {
		delete(body, "phone")
	}
}
