package pages

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"
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

// stands gives the feedback that stands on the visit asked for; nil when there is none.
func (d feedbackData) stands() *contract.Feedback {
	if len(d.OfVisit.Items) == 0 {
		return nil
	}
	return &d.OfVisit.Items[len(d.OfVisit.Items)-1]
}

// feedback lists a day's feedback, passes suggestions on, and takes what was said at the desk or by phone
// (CF.7, GR.6, LS.2.6, LC.5.1).
func (h *Handler) feedback(p *page) error {
	if !p.May("listFeedbackToRoute") {
		return errRole
	}
	site, query := p.r.PathValue("site"), p.r.URL.Query()
	d := feedbackData{Day: query.Get("day"), Visit: query.Get("visit")}
	reads := []question{{"listFeedbackToRoute", names{"site": site, "limit": "50"}, &d.ToRoute}}
	if d.Visit != "" {
		reads = append(reads, question{"getVisitFeedback", names{"site": site, "visit": d.Visit}, &d.OfVisit})
	}
	if _, err := p.readFloor(site, reads...); err != nil {
		return err
	}
	if d.Day == "" {
		d.Day = p.Today()
	}
	if day, err := domain.ParseDay(d.Day); err == nil {
		d.Before, d.After = string(day.AddDays(-1)), string(day.AddDays(1))
	}
	with := names{"site": site, "day": d.Day, "cursor": query.Get("cursor"), "limit": "50"}
	if err := p.ask("listFeedback", with, &d.List); err != nil {
		return err
	}
	return p.send(feedbackPage(p, d))
}

// judgement is the form of what was said of a visit; a correction begins with what stands.
func (p *page) judgement(d feedbackData) *opForm {
	here := *p
	here.Path += "?visit=" + d.Visit // where the form leads back to
	f := here.form("giveFeedback", "visit", d.Visit).must("channel")
	f.of("channel", []option{{"oral", p.word(contract.FeedbackChannelOral)},
		{"phone", p.word(contract.FeedbackChannelPhone)}})
	for _, measure := range asksToScore {
		f.of(measure, scored())
	}
	if said := d.stands(); said != nil {
		f.carried = append(f.carried, "corrects", said.Feedback)
		f.stands = toCorrect(said)
	}
	return f
}

// toCorrect fills the form of a correction with what stands.
func toCorrect(f *contract.Feedback) url.Values {
	out := url.Values{"words": {f.Words}}
	for name, score := range map[string]int{"overall": f.Overall, "efficiency": f.Efficiency, "attitude": f.Attitude,
		"problem_solving": f.ProblemSolving} {
		if score > 0 {
			out.Set(name, strconv.Itoa(score))
		}
	}
	for name, ticked := range map[string]bool{"complaint": f.Complaint, "suggestion": f.Suggestion} {
		if ticked {
			out.Set(name, "yes")
		}
	}
	return out
}

// opinionLine says when and how something was said, and with which scores.
func (l *lang) opinionLine(f contract.Feedback) string {
	line := l.Date(f.At) + " · " + l.word(f.Channel)
	for _, score := range []struct {
		measure string
		of      int
	}{{"efficiency", f.Efficiency}, {"attitude", f.Attitude}, {"problem_solving", f.ProblemSolving}} {
		if score.of > 0 {
			line += " · " + l.measure(score.measure) + " " + strconv.Itoa(score.of)
		}
	}
	if f.Department != "" {
		line += " · " + f.Department
	}
	return line
}

// measure names what is scored (AS.2.2).
func (l *lang) measure(name string) string {
	f, _ := fieldAt(bodyFields("giveFeedback"), name)
	return l.say(f.label)
}

func scoreColour(score int) string {
	switch {
	case score < 3:
		return "red"
	case score > 3:
		return "green"
	}
	return "amber"
}

var complaintColours = map[contract.ComplaintStatus]string{contract.ComplaintStatusOpen: "amber",
	contract.ComplaintStatusVerified: "red"}

// countOf counts a list; more are to come where it has a +.
func countOf(list contract.FeedbackList) string {
	if list.NextCursor != "" {
		return strconv.Itoa(len(list.Items)) + "+"
	}
	return strconv.Itoa(len(list.Items))
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
	month := cmp.Or(p.r.URL.Query().Get("month"), p.Today()[:len("2006-01")])
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
			name = p.T("feedback.not-received")
		}
		data.Averages.add(name, int64(row.Overall.AverageHundredths), hundredths(row.Overall.AverageHundredths))
	}
	counts := data.Summary.Total.Overall.Counts
	for i := len(counts) - 1; i >= 0; i-- {
		data.Scores.add(strconv.Itoa(i+1), int64(counts[i]), strconv.Itoa(counts[i]))
	}
	return data, nil
}

// feedbackSummary shows a month's feedback by agent and department (CF.7, LD.2.4, AS.2.2).
func (h *Handler) feedbackSummary(p *page) error {
	if err := p.openManage(); err != nil {
		return err
	}
	data, err := p.readSummary()
	if err != nil {
		return err
	}
	return p.send(feedbackSummaryPage(p, data))
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
	return p.send(phoneFeedbackPage(p, data))
}

// hundredths writes an average with two decimals; a dash where nobody answered.
func hundredths(n int) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprintf("%d.%02d", n/100, n%100)
}

// average writes an average for a table.
func average(m contract.FeedbackMarks) string { return hundredths(m.AverageHundredths) }

// rate gives how many in a hundred of those whose reception has ended answered, rounded down; empty where it says
// nothing.
func rate(row contract.FeedbackRow) string {
	if row.Answered > row.Asked || row.Asked == 0 { // some receptions have not ended yet
		return ""
	}
	return strconv.Itoa(100*row.Answered/row.Asked) + "%"
}

func complaints(row contract.FeedbackRow) string {
	c := row.Complaints
	return slashed(c.Open, c.Verified, c.Rejected, c.Closed)
}

func slashed(counts ...int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(counts), "[]"), " ", " / ")
}
