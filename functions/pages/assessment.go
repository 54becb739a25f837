package pages

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/assessment"
)

// shownPeriods is how many periods a page offers, the one that runs included.
const shownPeriods = 4

// assessmentData is a period's scorecards, who is still without a result, and the trainings.
type assessmentData struct {
	Period    string
	Periods   []string
	List      contract.ScorecardList
	Overdue   contract.OverdueAssessmentList
	Trainings contract.TrainingList
	Chart     chart // of the totals
}

// periods gives the periods that a page offers, by the site's cycle and since its opening, and the one asked for: the
// one that runs if none is (AS.2.5).
func (p *page) periods() (asked string, all []string, err error) {
	rules, err := p.rules()
	if err != nil {
		return "", nil, err
	}
	period := assessment.PeriodOf(rules.Assessment.Every(), domain.DayOf(p.Now, p.zone()))
	opened := domain.DayOf(p.Site.CreatedAt, p.zone())
	for _, last := period.Days(); len(all) < shownPeriods && (len(all) == 0 || last >= opened); _,
		last = period.Days() {
		all = append(all, string(period))
		period = period.Before()
	}
	if asked = p.r.PathValue("period"); asked == "" {
		asked = all[0]
	}
	return asked, all, nil
}

// assessments shows the scorecards of a period, who waits for a result, and the trainings (AS.2.2, AS.2.5, CM.5, CF.6).
func (h *Handler) assessments(p *page) error {
	if _, err := p.openManage(); err != nil {
		return err
	}
	var data assessmentData
	var err error
	if data.Period, data.Periods, err = p.periods(); err != nil {
		return err
	}
	query := p.r.URL.Query()
	with := names{"site": p.Site.ID, "period": data.Period, "cursor": query.Get("cursor"), "limit": "60"}
	if err := p.ask("listScorecards", with, &data.List); err != nil {
		return err
	}
	if err := p.ask("listOverdueAssessments", names{"site": p.Site.ID, "limit": "200"}, &data.Overdue); err != nil {
		return err
	}
	if err := p.ask("listTrainings", names{"site": p.Site.ID, "cursor": query.Get("trainings"), "limit": "20"},
		&data.Trainings); err != nil {
		return err
	}
	for _, row := range data.List.Items {
		if row.TotalBasisPoints != nil {
			data.Chart.add(row.Name, int64(*row.TotalBasisPoints), p.OfHundred(row.TotalBasisPoints))
		}
	}
	if id := query.Get("correct"); id != "" && p.Attempt == nil {
		for _, t := range data.Trainings.Items {
			if t.Training == id {
				p.Attempt = &attempt{Action: "recordTraining", Values: trainingToCorrect(t)}
			}
		}
	}
	return p.render("assessment", data)
}

// unassessed counts the agents without a result for the period that ended last; none for whoever may not read that.
func (p *page) unassessed() (int, error) {
	if !p.May("listOverdueAssessments") {
		return 0, nil
	}
	var list contract.OverdueAssessmentList
	err := p.ask("listOverdueAssessments", names{"site": p.Site.ID, "limit": "200"}, &list)
	return len(list.Items), err
}

// trainingToCorrect fills the form of a correction with what stands.
func trainingToCorrect(t contract.Training) url.Values {
	return url.Values{"corrects": {t.Training}, "topic": {t.Topic}, "date": {t.Date}, "trainer": {t.Trainer},
		"minutes":   {strconv.Itoa(t.Minutes)},
		"attendees": t.Attendees, "others": {strings.Join(t.Others, "、")}}
}

// scorecardData is an agent's scorecard with what a result may name.
type scorecardData struct {
	Card     contract.Scorecard
	Periods  []string
	Praise   []contract.Commendation // of the agent
	Reports  []contract.ConductReport
	Other    []string // the colleagues
	Selfed   bool     // the agent has assessed themselves
	MayGrade bool
	Waiting  string // the period whose result the agent has not answered yet; empty: none
}

func (p *page) readScorecard(agent string) (scorecardData, error) {
	var data scorecardData
	period, all, err := p.periods()
	if err != nil {
		return data, err
	}
	data.Periods = all
	return data, p.ask("getScorecard", names{"site": p.Site.ID, "period": period, "agent": agent}, &data.Card)
}

// scorecard shows one agent's scorecard with its evidence, and takes assessments and the result (AS.2.2, AS.2.3,
// AS.2.4, BR.6).
func (h *Handler) scorecard(p *page) error {
	if _, err := p.openManage(); err != nil {
		return err
	}
	agent := p.r.PathValue("agent")
	data, err := p.readScorecard(agent)
	if err != nil {
		return err
	}
	data.MayGrade = data.Card.Ended && p.May("decideAssessment")
	if data.MayGrade {
		err := walk(p, "listCommendations", names{"site": p.Site.ID}, func(c contract.Commendation) {
			if c.Agent == agent {
				data.Praise = append(data.Praise, c)
			}
		})
		if err != nil {
			return err
		}
		err = walk(p, "listConduct", names{"site": p.Site.ID}, func(r contract.ConductReport) {
			if r.Agent == agent && r.Status != contract.ConductStatusUnfounded {
				data.Reports = append(data.Reports, r)
			}
		})
		if err != nil {
			return err
		}
	}
	if id := p.r.URL.Query().Get("correct"); id != "" && p.Attempt == nil {
		for _, a := range data.Card.Assessments {
			if a.Assessment == id {
				p.Attempt = &attempt{Action: "assessAgent", Values: assessmentToCorrect(a)}
			}
		}
	}
	return p.render("scorecard", data)
}

func assessmentToCorrect(a contract.Assessment) url.Values {
	out := url.Values{"corrects": {a.Assessment}, "kind": {string(a.Kind)}, "words": {a.Words},
		"overall": {strconv.Itoa(a.Overall)}}
	for name, score := range map[string]int{"efficiency": a.Efficiency, "attitude": a.Attitude,
		"problem_solving": a.ProblemSolving} {
		if score > 0 {
			out.Set(name, strconv.Itoa(score))
		}
	}
	return out
}

// phoneAssessment shows agents their own scorecard, takes their own assessment and that of a colleague, and what they
// say to the result (AS.2.3, AS.2.4).
func (h *Handler) phoneAssessment(p *page) error {
	if err := p.openPhone(); err != nil {
		return err
	}
	data, err := p.readScorecard(p.Me())
	if err != nil {
		return err
	}
	for _, agent := range p.Agents() {
		if agent != p.Me() {
			data.Other = append(data.Other, agent)
		}
	}
	for _, a := range data.Card.Assessments {
		data.Selfed = data.Selfed || a.Kind == contract.AssessmentKindSelf
	}
	if data.Waiting, err = p.unanswered(data); err != nil {
		return err
	}
	return p.render("phoneassessment", data)
}

// unanswered gives the period before the one that runs, if its result waits for the agent's answer and is not shown
// already.
func (p *page) unanswered(data scorecardData) (string, error) {
	if len(data.Periods) < 2 || data.Card.Period == data.Periods[1] {
		return "", nil
	}
	before := data.Periods[1]
	var card contract.Scorecard
	if err := p.ask("getScorecard", names{"site": p.Site.ID, "period": before, "agent": p.Me()}, &card); err != nil {
		return "", err
	}
	if result := card.Card.Result; result == nil || result.Response != nil {
		return "", nil
	}
	return before, nil
}

// OfHundred writes basis points as points of a hundred; a dash without any.
func (p *page) OfHundred(basisPoints any) string {
	switch n := basisPoints.(type) {
	case int:
		return fmt.Sprintf("%d.%02d", n/100, n%100)
	case *int:
		if n != nil {
			return p.OfHundred(*n)
		}
	}
	return "–"
}

// Covered says on how much of the weights a total rests that lacks a measure; empty for one that lacks none.
func (p *page) Covered(row contract.ScorecardRow) string {
	covered := 0
	for _, m := range row.Measures {
		if m.ScoreBasisPoints != nil {
			covered += m.WeightBasisPoints
		}
	}
	if row.TotalBasisPoints == nil || covered == 10000 {
		return ""
	}
	share := strconv.Itoa(covered/100) + "%"
	return p.T("据 "+share+" 权重", "on "+share+" of the weights")
}

// Width gives basis points in thousandths, for a bar.
func (p *page) Width(basisPoints *int) int {
	if basisPoints == nil {
		return 0
	}
	return *basisPoints / 10
}

// Evidence says in words what a part of a measure rests on.
func (p *page) Evidence(part contract.ScorePart) string {
	took := p.T(fmt.Sprintf("%d 分 %02d 秒", part.Average/60, part.Average%60),
		fmt.Sprintf("%d min %02d s", part.Average/60, part.Average%60))
	switch part.Part {
	case contract.AssessmentPartPromptStarts:
		return p.T(fmt.Sprintf("%d 位客户中 %d 位，平均等候 %s", part.Count, part.Earned, took),
			fmt.Sprintf("%d of %d visitors, %s on average", part.Earned, part.Count, took))
	case contract.AssessmentPartNotesInTime:
		return p.T(fmt.Sprintf("%d 份中 %d 份，平均 %s", part.Count, part.Earned, took),
			fmt.Sprintf("%d of %d notes, %s on average", part.Earned, part.Count, took))
	case contract.AssessmentPartCasesInTime:
		return p.T(fmt.Sprintf("%d 件中 %d 件", part.Count, part.Earned),
			fmt.Sprintf("%d of %d requests", part.Earned, part.Count))
	case contract.AssessmentPartTrainingTime:
		return p.T(fmt.Sprintf("%d 次，%d / %d 分钟", part.Count, part.Earned, part.Possible),
			fmt.Sprintf("%d trainings, %d of %d minutes", part.Count, part.Earned, part.Possible))
	}
	return p.T(fmt.Sprintf("%d 个评分，平均 %s", part.Count, hundredths(int(part.Average))),
		fmt.Sprintf("%d scores, %s on average", part.Count, hundredths(int(part.Average))))
}

// trainingOf reads the record of a training.
func trainingOf(f form) contract.NewTraining {
	out := contract.NewTraining{Topic: f.Get("topic"), Date: f.Get("date"), Trainer: f.Get("trainer"),
		Minutes:   scoreOf(f.Get("minutes")),
		Attendees: append([]contract.AgentID{}, f.Values["attendees"]...), Corrects: f.optional("corrects")}
	others := strings.FieldsFunc(f.Get("others"), func(r rune) bool { return strings.ContainsRune("、,，;；\n", r) })
	var named []string
	for _, name := range others {
		if name = strings.TrimSpace(name); name != "" {
			named = append(named, name)
		}
	}
	if len(named) > 0 {
		out.Others = &named
	}
	return out
}

// assessmentOf reads what somebody thinks of an agent's work.
func assessmentOf(f form) contract.NewAssessment {
	out := contract.NewAssessment{Agent: f.Get("agent"), Period: f.Get("period"),
		Kind:    contract.AssessmentKind(f.Get("kind")),
		Overall: scoreOf(f.Get("overall")), Words: f.optional("words"), Corrects: f.optional("corrects")}
	for name, into := range map[string]**int{"efficiency": &out.Efficiency, "attitude": &out.Attitude,
		"problem_solving": &out.ProblemSolving} {
		if text := f.Get(name); text != "" {
			score := scoreOf(text)
			*into = &score
		}
	}
	return out
}

// resultOf reads a result.
func resultOf(f form) contract.NewAssessmentResult {
	return contract.NewAssessmentResult{Grade: contract.AssessmentGrade(f.Get("grade")),
		Suggestions:  f.optional("suggestions"),
		Commendation: f.optional("commendation"), Report: f.optional("report"), Corrects: f.optional("corrects")}
}

// Has reports whether a field of a refused form that takes several values has one of them.
func (p *page) Has(action, field, value string) bool {
	if p.Attempt == nil || p.Attempt.Action != action {
		return false
	}
	for _, given := range p.Attempt.Values[field] {
		if given == value {
			return true
		}
	}
	return false
}

// PeriodHere is the period of the page.
func (p *page) PeriodHere() string {
	switch data := p.Data.(type) {
	case assessmentData:
		return data.Period
	case scorecardData:
		return data.Card.Period
	}
	return ""
}

// PeriodAt gives the address of this page for another period.
func (p *page) PeriodAt(period string) string {
	if p.Is("agent") {
		return "/phone/assessment/" + period
	}
	address := "/manage/" + p.Site.ID + "/assessment/" + period
	if data, one := p.Data.(scorecardData); one {
		address += "/" + data.Card.Card.Agent
	}
	return address
}

// GivenBefore is the own assessment that a refused one met; sent again, the form corrects it.
func (p *page) GivenBefore() string {
	if !p.Tried("assessAgent") || p.Attempt.Refused == nil || p.Attempt.Refused.Code != "assessment.given_already" {
		return ""
	}
	return p.Attempt.Refused.Values["assessment"]
}
