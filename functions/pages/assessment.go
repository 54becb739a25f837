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
	var data assessmentData
	site, query := p.r.PathValue("site"), p.r.URL.Query()
	err := p.openManage(question{"listOverdueAssessments", names{"site": site, "limit": "200"}, &data.Overdue},
		question{"listTrainings", names{"site": site, "cursor": query.Get("trainings"), "limit": "20"},
			&data.Trainings})
	if err != nil {
		return err
	}
	if data.Period, data.Periods, err = p.periods(); err != nil {
		return err
	}
	with := names{"site": site, "period": data.Period, "cursor": query.Get("cursor"), "limit": "60"}
	if err := p.ask("listScorecards", with, &data.List); err != nil {
		return err
	}
	for _, row := range data.List.Items {
		if row.TotalBasisPoints != nil {
			data.Chart.add(row.Name, int64(*row.TotalBasisPoints), ofHundred(row.TotalBasisPoints))
		}
	}
	if id := query.Get("correct"); id != "" && p.Attempt == nil {
		for _, t := range data.Trainings.Items {
			if t.Training == id {
				p.Attempt = &attempt{Action: "recordTraining", Values: trainingToCorrect(t)}
			}
		}
	}
	return p.send(assessmentPage(p, data))
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
	if err := p.openManage(); err != nil {
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
	return p.send(scorecardPage(p, data))
}

func assessmentToCorrect(a contract.Assessment) url.Values {
	out := url.Values{"corrects": {a.Assessment}, "agent": {a.Agent}, "period": {a.Period}, "kind": {string(a.Kind)},
		"words": {a.Words}, "overall": {strconv.Itoa(a.Overall)}}
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
	return p.send(phoneAssessmentPage(p, data))
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

// ofHundred writes basis points as points of a hundred; a dash without any.
func ofHundred(basisPoints *int) string {
	if basisPoints == nil {
		return "–"
	}
	return fmt.Sprintf("%d.%02d", *basisPoints/100, *basisPoints%100)
}

// covered says on how much of the weights a total rests that lacks a measure; empty for one that lacks none.
func (l *lang) covered(row contract.ScorecardRow) string {
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
	return l.either("据 "+share+" 权重", "on "+share+" of the weights")
}

// evidence says in words what a part of a measure rests on.
func (l *lang) evidence(part contract.ScorePart) string {
	took := l.either(fmt.Sprintf("%d 分 %02d 秒", part.Average/60, part.Average%60),
		fmt.Sprintf("%d min %02d s", part.Average/60, part.Average%60))
	switch part.Part {
	case contract.AssessmentPartPromptStarts:
		return l.either(fmt.Sprintf("%d 位客户中 %d 位，平均等候 %s", part.Count, part.Earned, took),
			fmt.Sprintf("%d of %d visitors, %s on average", part.Earned, part.Count, took))
	case contract.AssessmentPartNotesInTime:
		return l.either(fmt.Sprintf("%d 份中 %d 份，平均 %s", part.Count, part.Earned, took),
			fmt.Sprintf("%d of %d notes, %s on average", part.Earned, part.Count, took))
	case contract.AssessmentPartCasesInTime:
		return l.either(fmt.Sprintf("%d 件中 %d 件", part.Count, part.Earned),
			fmt.Sprintf("%d of %d requests", part.Earned, part.Count))
	case contract.AssessmentPartTrainingTime:
		return l.either(fmt.Sprintf("%d 次，%d / %d 分钟", part.Count, part.Earned, part.Possible),
			fmt.Sprintf("%d trainings, %d of %d minutes", part.Count, part.Earned, part.Possible))
	}
	return l.either(fmt.Sprintf("%d 个评分，平均 %s", part.Count, hundredths(int(part.Average))),
		fmt.Sprintf("%d scores, %s on average", part.Count, hundredths(int(part.Average))))
}

// assessing makes the form by which somebody assesses an agent's work, with its scores from 1 to 5.
func (p *page) assessing(carried ...string) *opForm {
	f := p.form("assessAgent", carried...)
	for _, measure := range []string{"overall", "efficiency", "attitude", "problem_solving"} {
		f = f.of(measure, fiveScores)
	}
	return f
}

var fiveScores = []option{{"1", "1"}, {"2", "2"}, {"3", "3"}, {"4", "4"}, {"5", "5"}}

// superiorKinds are the ways in which a superior assesses (AS.2.3).
func (l *lang) superiorKinds() []option {
	return []option{{"regular", l.word(contract.AssessmentKindRegular)}, {"spot", l.word(contract.AssessmentKindSpot)}}
}

// resultForm makes the form of a result, which may name a reward and a penalty of the agent's.
func (p *page) resultForm(d scorecardData) *opForm {
	var praise, reports []option
	for _, c := range d.Praise {
		praise = append(praise, option{c.ID, p.named("praise.", c.Kind) + " " + p.Date(c.At)})
	}
	for _, r := range d.Reports {
		reports = append(reports, option{r.ID, p.Breach(r.Breach) + " " + p.Date(r.ReportedAt)})
	}
	return p.form("decideAssessment", "agent", d.Card.Card.Agent, "period", d.Card.Period).
		of("commendation", praise).of("report", reports).listing("commendation", "report")
}

// orCorrect gives the heading of a form, another where it corrects what stands.
func (f *opForm) orCorrect(fresh, correct string) string {
	if f.value("corrects") != "" {
		return f.T(correct)
	}
	return f.T(fresh)
}

func (l *lang) colleagueNames(agents []string) []option {
	var all []option
	for _, agent := range agents {
		all = append(all, option{agent, l.Name(agent)})
	}
	return all
}

// scoreHeads are the heads of the table of scores.
func (l *lang) scoreHeads(row contract.ScorecardRow) []string {
	heads := []string{l.T("agent"), l.T("assessment.total")}
	for _, m := range row.Measures {
		heads = append(heads, l.word(m.Measure))
	}
	return append(heads, l.T("assessment.result-column"))
}

// gradeColour gives the colour of a grade's tag.
func gradeColour(grade contract.AssessmentGrade) string {
	switch grade {
	case contract.AssessmentGradePoor:
		return "red"
	case contract.AssessmentGradeAdequate:
		return "amber"
	}
	return "green"
}

// trainingLine says when a training was, how long it took and who held it; attended who was there.
func (l *lang) trainingLine(t contract.Training) string {
	return dotted(t.Date, strconv.Itoa(t.Minutes)+" "+l.T("assessment.training-minutes"),
		l.T("assessment.trainer")+" "+t.Trainer)
}

func (l *lang) attended(t contract.Training) string {
	if len(t.Attendees)+len(t.Others) == 0 {
		return l.T("assessment.not-held")
	}
	return dotted(append([]string{l.Names(t.Attendees)}, t.Others...)...)
}

// basis says what a scorecard counts.
func (l *lang) basis(of contract.Scorecard) string {
	count := func(key string, n int) string { return l.T(key) + " " + strconv.Itoa(n) }
	return dotted(of.From+" – "+of.To, l.T("assessment.counted")+" "+of.CountedThrough,
		count("assessment.ended-receptions", of.Card.Asked), count("assessment.answered", of.Card.Answered),
		count("assessment.complaints", of.Card.Complaints.Verified))
}

// scoresGiven says when an assessment was given, and what it scored beside the whole.
func (l *lang) scoresGiven(a contract.Assessment) string {
	parts := []string{l.T("assessment.unnamed")}
	if a.At != nil {
		parts[0] = l.Date(a.At)
	}
	for _, m := range []struct {
		of    contract.AssessmentMeasure
		score int
	}{{contract.AssessmentMeasureEfficiency, a.Efficiency}, {contract.AssessmentMeasureAttitude, a.Attitude},
		{contract.AssessmentMeasureProblemSolving, a.ProblemSolving}} {
		if m.score > 0 {
			parts = append(parts, l.word(m.of)+" "+strconv.Itoa(m.score))
		}
	}
	return dotted(parts...)
}

// resultLine says when a result was given, and on which score.
func (l *lang) resultLine(r contract.AssessmentResult) string {
	corrects := ""
	if r.Corrects != "" {
		corrects = l.T("assessment.corrects-before")
	}
	return dotted(l.Date(r.At), l.T("assessment.score")+" "+ofHundred(r.TotalBasisPoints), corrects)
}

// othersThere reads the names of those who are no agents, however they are set apart.
func othersThere(_ *page, f form, body map[string]any) {
	var named []string
	for _, name := range strings.FieldsFunc(f.Get("others"), func(r rune) bool {
		return strings.ContainsRune("、,，;；\n", r)
	}) {
		if name = strings.TrimSpace(name); name != "" {
			named = append(named, name)
		}
	}
	if delete(body, "others"); named != nil {
		body["others"] = named
	}
}

// givenBefore is the own assessment that a refused one met; sent again, the form corrects it.
func (p *page) givenBefore() string {
	if !p.Tried("assessAgent") || p.Attempt.Refused == nil || p.Attempt.Refused.Code != "assessment.given_already" {
		return ""
	}
	return p.Attempt.Refused.Values["assessment"]
}
