package pages

import (
	"slices"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// openManage reads what every page of the manager's desk needs, and what else is asked. Who may read what is the API's
// to say.
func (p *page) openManage(more ...question) error {
	if p.Is("agent", "front_desk", "screen") {
		return errRole
	}
	_, err := p.readFloor(p.r.PathValue("site"), more...)
	return err
}

// manageData is the floor as a supervisor leads it.
type manageData struct {
	Board     contract.Board
	Next      string
	Swaps     []contract.SwapRequest    // that wait for a decision
	Lapsing   contract.LapseWarningList // the customers whose protection ends soon
	ToDecide  int                       // what was said that waits for who is signed in
	Assessing int                       // agents without a result for the period that ended last (AS.2.5)
}

// manage shows the order with its swaps, the absences, and the close of the day (SS.3.1, GP.0.2).
func (h *Handler) manage(p *page) error {
	if p.Is("agent", "front_desk", "screen") {
		return errRole
	}
	site := p.r.PathValue("site")
	var data manageData
	var swaps contract.SwapRequestList
	var overdue contract.OverdueAssessmentList
	var inbox contract.FactList
	var more []question
	if !p.live() {
		more = []question{inboxQuestion(site, &inbox),
			{"listSwapRequests", names{"site": site, "limit": "100"}, &swaps},
			{"listLapseWarnings", names{"site": site, "limit": "200"}, &data.Lapsing}}
		if p.May("listOverdueAssessments") {
			more = append(more, question{"listOverdueAssessments", names{"site": site, "limit": "200"}, &overdue})
		}
	}
	var err error
	if data.Board, err = p.readFloor(site, more...); err != nil {
		return err
	}
	data.Next, data.Assessing, data.ToDecide = nextOf(data.Board), len(overdue.Items), toDecide(inbox)
	data.Swaps = slices.DeleteFunc(swaps.Items, func(r contract.SwapRequest) bool {
		return r.Status != contract.SwapStatusRequested
	})
	return p.send(managePage(p, data), manageLive(&p.lang, data))
}

// manageWays are the ways on from the floor.
func (p *page) manageWays(d manageData) []link {
	at := "/manage/" + p.Site.ID
	var ways []link
	add := func(operation, href, key string, count int) {
		if operation == "" || p.May(operation) {
			ways = append(ways, link{Href: href, Text: p.T(key), Count: count})
		}
	}
	add("listScorecards", at+"/assessment", "manage.assessment", d.Assessing)
	add("", at+"/records", "manage.records", 0)
	add("listArchives", at+"/archives", "manage.archives", 0)
	add("", "/board/"+p.Site.ID, "manage.screen", 0)
	add("listTakeovers", at+"/takeovers", "manage.takeovers", 0)
	add("listWebhookSources", at+"/setup", "setup.title", 0)
	return ways
}

// lapseColour gives the colour of a warning's tag.
func lapseColour(w contract.LapseWarning) string {
	switch {
	case w.Status == contract.LapseStatusAnswered:
		return "green"
	case w.Status != contract.LapseStatusOpen:
		return ""
	case w.Level == contract.LapseLevelDay:
		return "red"
	}
	return "amber"
}

// policyData is the versions of a site's policy and, after a check, what a draft would say.
type policyData struct {
	Versions []contract.PolicyVersion
	Draft    *contract.PolicyDraft
	Tomorrow string
	Trials   pastJobs
	Replays  pastJobs
}

// policy lists the versions of the policy and takes a new one (SS.3.1, GP.0.1).
func (h *Handler) policy(p *page) error {
	data, err := p.readPolicy()
	if err != nil {
		return err
	}
	return p.send(policyPage(p, data))
}

func (p *page) readPolicy() (policyData, error) {
	data := policyData{Trials: pastJobs{Kind: "what-if"}, Replays: pastJobs{Kind: "replays"}}
	site, query := p.r.PathValue("site"), p.r.URL.Query()
	var list contract.PolicyVersionList
	asks := []question{{"listPolicyVersions", names{"site": site, "limit": "200"}, &list}}
	if p.May("listWhatIfs") { // whoever may read the ones may read the others
		for operation, jobs := range map[string]*pastJobs{"listWhatIfs": &data.Trials, "listReplays": &data.Replays} {
			asks = append(asks, question{operation, names{"site": site, "limit": "10", "cursor": query.Get(jobs.Kind)},
				&jobs.List})
		}
	}
	err := p.openManage(asks...)
	data.Tomorrow = string(domain.DayOf(p.Now, p.zone()).AddDays(1))
	slices.Reverse(list.Items)
	data.Versions = list.Items
	return data, err
}

// policyDraft tells what a draft would change and what is wrong with it, before anything is published.
func (h *Handler) policyDraft(p *page) error {
	if err := p.r.ParseForm(); err != nil {
		return errFormTooLong
	}
	f := form{p.r.PostForm}
	if err := p.checkProof(f.Get("proof")); err != nil {
		return err
	}
	data, err := p.readPolicy()
	if err != nil {
		return err
	}
	data.Draft = &contract.PolicyDraft{}
	body := p.bodyOf("validatePolicyDraft", f.Values)
	oneBase(p, f, body)
	if _, err := p.call("validatePolicyDraft", names{"site": p.Site.ID}, body, "", data.Draft); err != nil {
		return err
	}
	p.Attempt = &attempt{Action: "publishPolicyVersion", Values: f.Values}
	return p.send(policyPage(p, data))
}

// settlementData is a month's statements and the nights that made them.
type settlementData struct {
	Month      string
	Statements contract.StatementList
	Runs       contract.RunList
	Chart      chart
}

// settlement lists the statements of a month and the settlement runs.
func (h *Handler) settlement(p *page) error {
	if err := p.openManage(); err != nil {
		return err
	}
	data := settlementData{Month: p.month()}
	of := names{"site": p.Site.ID, "month": data.Month, "limit": "200"}
	err := p.askAll(question{"listStatements", of, &data.Statements},
		question{"listRuns", names{"site": p.Site.ID, "limit": "31"}, &data.Runs})
	if err != nil {
		return err
	}
	for _, s := range data.Statements.Items {
		data.Chart.add(p.Party(s.Party), s.CreditedFen, p.Yuan(s.CreditedFen))
	}
	return p.send(settlementPage(p, data))
}

// statement shows the statement of one party to those who look over the site.
func (h *Handler) statement(p *page) error {
	if err := p.openManage(); err != nil {
		return err
	}
	return p.statementOf(p.r.PathValue("party"))
}
