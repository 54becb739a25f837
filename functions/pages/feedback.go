package pages

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
)

// feedbackData is what visitors said of a day's receptions, what is to be passed on, and one visit's feedback.
type feedbackData struct {
	Day, Before, After string
	Visit              string // asked for; empty: none
	OfVisit            contract.VisitFeedback
	ToRoute, List      contract.FeedbackList
}

// Stands gives the feedback that stands on the visit asked for; nil when there is none.
func (d feedbackData) Stands() *contract.Feedback {
	if len(d.OfVisit.Items) == 0 {
		return nil
	}
	return &d.OfVisit.Items[len(d.OfVisit.Items)-1]
}

// feedback lists a day's feedback, passes suggestions on, and takes what was said at the desk or by phone
// (CF.7, GR.6, LS.2.6, LC.5.1).
func (h *Handler) feedback(p *page) error {
	if err := p.openRegister("listFeedbackToRoute"); err != nil {
		return err
	}
	query := p.r.URL.Query()
	data := feedbackData{Day: query.Get("day"), Visit: query.Get("visit")}
	if data.Day == "" {
		data.Day = p.Today()
	}
	if day, err := domain.ParseDay(data.Day); err == nil {
		data.Before, data.After = string(day.AddDays(-1)), string(day.AddDays(1))
	}
	if data.Visit != "" {
		if err := p.ask("getVisitFeedback", names{"site": p.Site.ID, "visit": data.Visit}, &data.OfVisit); err != nil {
			return err
		}
	}
	if stands := data.Stands(); stands != nil && p.Attempt == nil {
		p.Attempt = &attempt{Action: "giveFeedback", Values: toCorrect(stands)}
	}
	if err := p.ask("listFeedbackToRoute", names{"site": p.Site.ID, "limit": "50"}, &data.ToRoute); err != nil {
		return err
	}
	if err := p.ask("listFeedback", names{"site": p.Site.ID, "day": data.Day, "cursor": query.Get("cursor"),
		"limit": "50"}, &data.List); err != nil {
		return err
	}
	return p.render("feedback", data)
}

// toCorrect fills the form of a correction with what stands.
func toCorrect(f *contract.Feedback) url.Values {
	out := url.Values{"words": {f.Words}, "overall": {strconv.Itoa(f.Overall)}}
	for name, score := range map[string]int{"efficiency": f.Efficiency, "attitude": f.Attitude,
		"problem_solving": f.ProblemSolving} {
		if score > 0 {
			out.Set(name, strconv.Itoa(score))
		}
	}
	for name, ticked := range map[string]bool{"complaint": f.Complaint, "suggestion": f.Suggestion} {
		if ticked {
			out.Set(name, "1")
		}
	}
	return out
}

// feedbackOf reads what was said of a reception. What is no score is sent as none can be, and refused.
func feedbackOf(p *page, f form) contract.NewFeedback {
	out := contract.NewFeedback{Overall: scoreOf(f.Get("overall")), Words: f.optional("words"),
		Complaint:  f.flag("complaint"),
		Suggestion: f.flag("suggestion"), Department: f.optional("department"), Corrects: f.optional("corrects"),
		Deadline: deadlineOf(p, f)}
	for name, into := range map[string]**int{"efficiency": &out.Efficiency, "attitude": &out.Attitude,
		"problem_solving": &out.ProblemSolving} {
		if text := f.Get(name); text != "" {
			score := scoreOf(text)
			*into = &score
		}
	}
	if channel := contract.FeedbackChannel(f.Get("channel")); channel != "" {
		out.Channel = &channel
	}
	return out
}

func scoreOf(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// deadlineOf reads a day, until whose evening a department has time; nil when none is given.
func deadlineOf(p *page, f form) *time.Time {
	day := f.optional("due_day")
	if day == nil || p.readSite(f.Get("site")) != nil { // the operation is refused in the same way
		return nil
	}
	due, err := time.ParseInLocation("2006-01-02 15:04", *day+" 18:00", p.zone())
	if err != nil {
		due = time.Time{} // long past, and refused
	}
	return &due
}

func routingOf(p *page, f form) contract.FeedbackRouting {
	return contract.FeedbackRouting{Department: f.Get("department"), Deadline: deadlineOf(p, f)}
}

// summaryData is a month's feedback with its charts.
type summaryData struct {
	Summary       contract.FeedbackSummary
	Averages      chart // of each agent
	Scores        chart // of the whole site, by score
	Before, After string
	List          contract.FeedbackList // an agent's own
}

// readSummary reads the month asked for, this month's if none is.
func (p *page) readSummary() (summaryData, error) {
	month := p.r.URL.Query().Get("month")
	if month == "" {
		month = p.Today()[:len("2006-01")]
	}
	var data summaryData
	if err := p.ask("getFeedbackSummary", names{"site": p.Site.ID, "month": month}, &data.Summary); err != nil {
		return data, err
	}
	if first, err := time.Parse("2006-01", month); err == nil {
		data.Before, data.After = first.AddDate(0, -1, 0).Format("2006-01"), first.AddDate(0, 1, 0).Format("2006-01")
	}
	data.Averages.most = 500 // the best score is the whole width
	for _, row := range data.Summary.Agents {
		name := p.Name(row.Agent)
		if row.Agent == "" {
			name = p.T("未接待", "Not received")
		}
		data.Averages.add(name, int64(row.Overall.AverageHundredths), hundredths(row.Overall.AverageHundredths))
	}
	counts := data.Summary.Total.Overall.Counts
	for i := len(counts) - 1; i >= 0; i-- {
		data.Scores.add(strconv.Itoa(i+1)+p.T(" 分", ""), int64(counts[i]), strconv.Itoa(counts[i]))
	}
	return data, nil
}

// feedbackSummary shows a month's feedback by agent and department (CF.7, LD.2.4, AS.2.2).
func (h *Handler) feedbackSummary(p *page) error {
	if _, err := p.openManage(); err != nil {
		return err
	}
	data, err := p.readSummary()
	if err != nil {
		return err
	}
	return p.render("feedbacksummary", data)
}

// phoneFeedback shows an agent what was said of themselves.
func (h *Handler) phoneFeedback(p *page) error {
	if err := p.openPhone(); err != nil {
		return err
	}
	data, err := p.readSummary()
	if err != nil {
		return err
	}
	with := names{"site": p.Site.ID, "month": data.Summary.Month, "cursor": p.r.URL.Query().Get("cursor"),
		"limit": "50"}
	if err := p.ask("listFeedback", with, &data.List); err != nil {
		return err
	}
	return p.render("phonefeedback", data)
}

// hundredths writes an average with two decimals; a dash where nobody answered.
func hundredths(n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprintf("%d.%02d", n/100, n%100)
}

// Average writes an average for a table.
func (p *page) Average(m contract.FeedbackMarks) string { return hundredths(m.AverageHundredths) }

// Rate gives how many in a hundred of those whose reception has ended answered, rounded down; empty where it says
// nothing.
func (p *page) Rate(row contract.FeedbackRow) string {
	if row.Answered > row.Asked || row.Asked == 0 { // some receptions have not ended yet
		return ""
	}
	return strconv.Itoa(100*row.Answered/row.Asked) + "%"
}

// Scores lists the scores that a visitor may give, the best last.
func (p *page) Scores() []string { return []string{"1", "2", "3", "4", "5"} }

// Measures names what is scored, the required one first (AS.2.2).
func (p *page) Measures() []string {
	return []string{"overall", "efficiency", "attitude", "problem_solving"}
}

// Marked gives the score of a measure of a feedback; 0 where it was left out.
func (p *page) Marked(f *contract.Feedback, measure string) int {
	switch measure {
	case "overall":
		return f.Overall
	case "efficiency":
		return f.Efficiency
	case "attitude":
		return f.Attitude
	}
	return f.ProblemSolving
}
