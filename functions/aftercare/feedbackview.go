package aftercare

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/feedback"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// stated is one entry of a visit's feedback.
type stated struct {
	visit  domain.VisitID
	entry  feedback.Entry
	latest bool
}

// answerFeedback shows a changed feedback to whoever changed it.
func (h *Handler) answerFeedback(ctx context.Context, site domain.SiteID,
	to api.Principal) func(floor.Result[spoken], error) (api.Answer, error) {
	return func(result floor.Result[spoken], err error) (api.Answer, error) {
		if err != nil {
			return api.Answer{}, err
		}
		words, err := h.wordsFor(ctx, site, to, []stated{{entry: result.Value.Entry}})
		if err != nil {
			return api.Answer{}, err
		}
		state := feedback.NoComplaint // as it was then: a repeated call is answered as the first one
		if result.Value.Entry.Report != "" || result.Value.Entry.Handled != "" {
			state = feedback.Open
		}
		return api.Answer{Body: showFeedback(stated{result.Value.Visit, result.Value.Entry, true}, words, state),
			Replayed: result.Replayed}, nil
	}
}

// mayReadWords: a visitor's pass may be in another hand, and an agent does not read who complained of them in
// which words.
func mayReadWords(to api.Principal, g feedback.Given) bool {
	return to.Role != domain.RoleVisitor && (to.Role != domain.RoleAgent || !g.Complaint)
}

// mayRead lets an agent read only what was said of them.
func mayRead(to api.Principal, g feedback.Given) bool {
	return to.Role != domain.RoleAgent || g.Agent == to.Agent
}

func (h *Handler) wordsFor(ctx context.Context, site domain.SiteID, to api.Principal,
	all []stated) (map[string]string, error) {
	var ids []string
	for _, s := range all {
		if s.entry.Given.Words && mayReadWords(to, s.entry.Given) {
			ids = append(ids, s.entry.ID)
		}
	}
	return floor.OpenPlaces[string](ctx, h.floor, site, ids)
}

func showFeedback(s stated, words map[string]string, state feedback.Complaint) contract.Feedback {
	g := s.entry.Given
	return contract.Feedback{Feedback: s.entry.ID, Visit: string(s.visit), Agent: string(g.Agent), At: s.entry.At.UTC(),
		By:      s.entry.By,
		Channel: contract.FeedbackChannel(g.Channel), Overall: g.Scores.Overall, Efficiency: g.Scores.Efficiency,
		Attitude:       g.Scores.Attitude,
		ProblemSolving: g.Scores.ProblemSolving, Complaint: g.Complaint, Suggestion: g.Suggestion,
		Words:      words[s.entry.ID],
		Department: g.Department, Corrects: g.Corrects, Report: string(s.entry.Report), Case: s.entry.Case,
		ComplaintCase:   s.entry.Handled,
		ComplaintStatus: contract.ComplaintStatus(state), ToRoute: s.latest && s.entry.NeedsRouting()}
}

// show shows entries, with their words where the reader may have them.
func (h *Handler) show(ctx context.Context, site domain.SiteID, to api.Principal,
	all []stated) ([]contract.Feedback, error) {
	words, err := h.wordsFor(ctx, site, to, all)
	if err != nil {
		return nil, err
	}
	var entries []feedback.Entry
	for _, s := range all {
		entries = append(entries, s.entry)
	}
	states, err := floor.ComplaintStates(ctx, h.floor, site, entries)
	if err != nil {
		return nil, err
	}
	out := []contract.Feedback{}
	for _, s := range all {
		out = append(out, showFeedback(s, words, states[s.entry.ID]))
	}
	return out, nil
}

// getVisitFeedback shows what was said of one visit, the first feedback and its corrections.
func (h *Handler) getVisitFeedback(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	cmd, visit, err := onVisit(call)
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At, cmd.Hint...)
	if err != nil {
		return api.Answer{}, err
	}
	if entry, err := floor.VisitEntry(look.Work, visit); err != nil || entry.Operation != "registerArrival" {
		return api.Answer{}, domain.Invalid("visit.unknown", "/visit")
	}
	all, err := floor.LoadFeedback(look.Work, visit)
	if err != nil {
		return api.Answer{}, err
	}
	var shown []stated
	for i, e := range all.Entries {
		if mayRead(call.Principal, e.Given) {
			shown = append(shown, stated{visit, e, i == len(all.Entries)-1})
		}
	}
	out := contract.VisitFeedback{Visit: string(visit)}
	if out.Items, err = h.show(ctx, call.Site, call.Principal, shown); err != nil {
		return api.Answer{}, err
	}
	return api.OK(out)
}

// listFeedback lists what stands of the feedback on a day's or a month's visits.
func (h *Handler) listFeedback(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	query, err := h.feedbackPeriod(ctx, call)
	if err != nil {
		return api.Answer{}, err
	}
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, query, func(all feedback.OfVisit) (stated,
		bool) {
		now, given := all.Current()
		return stated{all.Visit, now, true}, given && mayRead(call.Principal, now.Given)
	})
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.FeedbackList{NextCursor: cursor}
	if list.Items, err = h.show(ctx, call.Site, call.Principal, shown); err != nil {
		return api.Answer{}, err
	}
	return api.OK(list)
}

// feedbackPeriod gives the query of a day, of a month, or of today. Errors: day.malformed, month.malformed,
// feedback.period.
func (h *Handler) feedbackPeriod(ctx context.Context, call api.Call[api.None]) (store.Query, error) {
	day, err := call.Query.Day("day")
	if err != nil {
		return store.Query{}, err
	}
	if call.Query.Has("month") {
		if day != "" {
			return store.Query{}, domain.Invalid("feedback.period", "month")
		}
		month, err := api.ParseMonth(call.Query.Text("month"), "month")
		return store.Query{Table: store.Operations, Partition: store.FeedbackPartition(call.Site, month),
			Descending: true}, err
	}
	if day == "" {
		look, err := h.floor.Look(ctx, call.Site, call.At)
		if err != nil {
			return store.Query{}, err
		}
		day = look.Day
	}
	return store.Query{Table: store.Operations, Partition: store.FeedbackPartition(call.Site, day.Month()),
		Descending: true,
		From:       string(journal.VisitOf(day, 1)), To: string(journal.VisitOf(day.AddDays(1), 0))}, nil
}

// listFeedbackToRoute lists the suggestions that no department has got yet, the oldest first.
func (h *Handler) listFeedbackToRoute(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	page, err := view.Page(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.FeedbackToRoutePartition(call.Site)})
	if err != nil {
		return api.Answer{}, err
	}
	var visits []domain.VisitID
	for _, item := range page.Items {
		visits = append(visits, domain.VisitID(item.Key.Sort))
	}
	records, err := floor.FeedbackRecords(ctx, h.floor, call.Site, visits)
	if err != nil {
		return api.Answer{}, err
	}
	var shown []stated
	for _, all := range records {
		if now, given := all.Current(); given && now.NeedsRouting() {
			shown = append(shown, stated{all.Visit, now, true})
		}
	}
	list := contract.FeedbackList{NextCursor: page.Cursor}
	if list.Items, err = h.show(ctx, call.Site, call.Principal, shown); err != nil {
		return api.Answer{}, err
	}
	return api.OK(list)
}

// getFeedbackSummary sums a month's feedback up, by agent and for the site (CF.7, LD.2.4). An agent sees their own.
func (h *Handler) getFeedbackSummary(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	month, err := api.ParseMonth(call.Path("month"), "/month")
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	asked, answers, err := floor.FeedbackOf(ctx, h.floor, call.Site, month)
	if err != nil {
		return api.Answer{}, err
	}
	if call.Principal.Role == domain.RoleAgent {
		asked, answers = ofAgent(call.Principal.Agent, asked, answers)
	}
	sum := feedback.Summarise(asked, answers)
	out := contract.FeedbackSummary{Month: string(month), Agents: []contract.FeedbackRow{},
		Total: feedbackRow(look.Site, sum.Total), Departments: []contract.FeedbackRouted{}}
	for _, row := range sum.Rows {
		out.Agents = append(out.Agents, feedbackRow(look.Site, row))
	}
	for _, d := range sum.Departments {
		out.Departments = append(out.Departments, contract.FeedbackRouted{Department: d.Department,
			Suggestions: d.Suggestions})
	}
	return api.OK(out)
}

func ofAgent(agent domain.AgentID, asked []feedback.Finished,
	answers []feedback.Answer) ([]feedback.Finished, []feedback.Answer) {
	var own []feedback.Finished
	for _, f := range asked {
		if f.Agent == agent {
			own = append(own, f)
		}
	}
	var said []feedback.Answer
	for _, a := range answers {
		if a.Given.Agent == agent {
			said = append(said, a)
		}
	}
	return own, said
}

func feedbackRow(of *site.Site, row feedback.Row) contract.FeedbackRow {
	known, _ := of.Agent(row.Agent)
	marks := func(m feedback.Marks) contract.FeedbackMarks {
		return contract.FeedbackMarks{Answered: m.Answered(), AverageHundredths: m.Average(), Counts: m.Counts[:]}
	}
	return contract.FeedbackRow{Agent: string(row.Agent), Name: known.Name, Asked: row.Asked, Answered: row.Answered,
		Overall:    marks(row.Overall),
		Efficiency: marks(row.Efficiency), Attitude: marks(row.Attitude), ProblemSolving: marks(row.ProblemSolving),
		Suggestions: row.Suggestions,
		Complaints: contract.FeedbackComplaints{Open: row.Complaints.Open, Verified: row.Complaints.Verified,
			Rejected: row.Complaints.Rejected, Closed: row.Complaints.Closed}}
}
