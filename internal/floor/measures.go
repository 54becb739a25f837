package floor

import (
	"context"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/assessment"
	"github.com/lunxu/lunxu/internal/domain/expedite"
	"github.com/lunxu/lunxu/internal/domain/feedback"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/store"
)

// MaxUnmeasured bounds the days whose register is read at once.
const MaxUnmeasured = 31

// MeasureDay counts a business day from the register; owed is what the day before left.
func MeasureDay(ctx context.Context, f *Floor, of *site.Site, day domain.Day,
	owed []assessment.Owed) (assessment.Day, error) {
	var steps []assessment.Step
	for e, err := range EntriesOf(ctx, f, of.ID, day) {
		if err != nil {
			return assessment.Day{}, err
		}
		if e.Event != nil {
			steps = append(steps, assessment.Step{Event: *e.Event, Effects: e.Effects,
				NoteMinutes: noteMinutes(of.Versions, e.PolicyVersion)})
		}
	}
	return assessment.Measure(day, owed, steps), nil
}

func noteMinutes(versions []policy.Version, number int) int {
	for _, v := range versions {
		if v.Number == number {
			return v.Rules.Reception.HandOverMinutes
		}
	}
	return 0
}

// LastMeasured gives the last day up to a day whose count is kept.
func LastMeasured(ctx context.Context, f *Floor, id domain.SiteID, until domain.Day) (assessment.Day, bool, error) {
	var last assessment.Day
	page, err := f.store.Query(ctx, store.Query{Table: store.Records, Partition: store.MeasuresPartition(id),
		To: string(until), Limit: 1, Descending: true})
	if err != nil || len(page.Items) == 0 {
		return last, false, err
	}
	err = Unpack(page.Items[0].Body, &last)
	return last, true, err
}

// Unmeasured gives the days up to a day whose count is not kept yet, at most MaxUnmeasured of them, and what the day
// before them left owed. A site that was never counted begins with its first day, or with the half-year of until.
func Unmeasured(ctx context.Context, f *Floor, of *site.Site,
	until domain.Day) ([]domain.Day, []assessment.Owed, error) {
	last, counted, err := LastMeasured(ctx, f, of.ID, until)
	if err != nil {
		return nil, nil, err
	}
	next := last.Day
	if counted {
		next = next.AddDays(1)
	} else {
		first, _ := assessment.PeriodOf(policy.HalfYear, until).Days()
		next = max(first, of.Day(of.CreatedAt))
	}
	var days []domain.Day
	for ; next <= until && len(days) < MaxUnmeasured; next = next.AddDays(1) {
		days = append(days, next)
	}
	return days, last.Owed, nil
}

// Measured is what is counted of a site's agents between two days. Through is the last day that is counted: earlier
// than asked for where many days are not counted yet.
type Measured struct {
	Agents  map[domain.AgentID]assessment.Received
	Through domain.Day
}

// Measures adds up the days from first to until: those whose count is kept, and the rest from the register itself.
func Measures(ctx context.Context, f *Floor, of *site.Site, first, until domain.Day) (Measured, error) {
	out := Measured{Agents: map[domain.AgentID]assessment.Received{}, Through: first.AddDays(-1)}
	add := func(day assessment.Day) {
		for _, r := range day.Agents {
			sum := out.Agents[r.Agent]
			sum.Agent = r.Agent
			out.Agents[r.Agent] = sum.Plus(r)
		}
		out.Through = day.Day
	}
	query := store.Query{Table: store.Records, Partition: store.MeasuresPartition(of.ID), From: string(first),
		To: string(until), Limit: 200}
	err := Each(ctx, f.store, query, func(day assessment.Day) { add(day) })
	if err != nil {
		return out, err
	}
	days, owed, err := Unmeasured(ctx, f, of, until)
	if err != nil {
		return out, err
	}
	for _, day := range days {
		counted, err := MeasureDay(ctx, f, of, day, owed)
		if err != nil {
			return out, err
		}
		if owed = counted.Owed; day >= first {
			add(counted)
		}
	}
	return out, nil
}

// Assessable is what is known of a site's agents in a period besides what was said of them.
type Assessable struct {
	Measured
	feedback  map[domain.AgentID]feedback.Row
	cases     map[domain.AgentID][2]int // judged, in time
	trainings []assessment.Training
	site      *site.Site
}

// ReadAssessable reads a period up to now: the register's counts, the feedback on the period's visits, the cases opened
// in it, the trainings held in it.
func ReadAssessable(ctx context.Context, f *Floor, of *site.Site, period assessment.Period,
	now time.Time) (Assessable, error) {
	first, last := period.Days()
	until := min(last, of.Day(now))
	out := Assessable{feedback: map[domain.AgentID]feedback.Row{}, cases: map[domain.AgentID][2]int{}, site: of}
	var err error
	if out.Measured, err = Measures(ctx, f, of, first, until); err != nil {
		return out, err
	}
	var answers []feedback.Answer
	for _, month := range period.Months() {
		if month > until.Month() {
			break
		}
		more, err := FeedbackAnswers(ctx, f, of.ID, month)
		if err != nil {
			return out, err
		}
		answers = append(answers, more...)
	}
	for _, row := range feedback.Summarise(nil, answers).Rows {
		out.feedback[row.Agent] = row
	}
	cases := store.Query{Table: store.Operations, Partition: store.CasesPartition(of.ID), Limit: 200,
		From: "e" + string(journal.VisitOf(first, 1)), To: "e" + string(journal.VisitOf(last.AddDays(1), 0))}
	if err := Each(ctx, f.store, cases, func(c expedite.Case) { out.count(c, now) }); err != nil {
		return out, err
	}
	trainings := store.Query{Table: store.Operations, Partition: store.TrainingsPartition(of.ID), Limit: 200,
		From: "t" + string(journal.VisitOf(first, 1)),
		To:   "t" + string(journal.VisitOf(last.AddDays(assessment.LateTraining+1), 0))}
	err = Each(ctx, f.store, trainings, func(t assessment.Training) {
		if t.Within(first, last) {
			out.trainings = append(out.trainings, t)
		}
	})
	return out, err
}

func (a *Assessable) count(c expedite.Case, now time.Time) {
	inTime, judged := c.InTime(now)
	if !judged || c.Agent == "" {
		return
	}
	sum := a.cases[c.Agent]
	sum[0]++
	if inTime {
		sum[1]++
	}
	a.cases[c.Agent] = sum
}

// Of gives what is known of one agent, with what was said. Trainings held before the agent came are not counted.
func (a Assessable) Of(agent site.Agent, given []assessment.Given) assessment.Facts {
	out := assessment.Facts{Received: a.Agents[agent.ID], Feedback: a.feedback[agent.ID],
		CasesDue:    a.cases[agent.ID][0],
		CasesInTime: a.cases[agent.ID][1], Given: given}
	for _, t := range a.trainings {
		if t.Date < a.site.Day(agent.AddedAt) {
			continue
		}
		out.TrainingsHeld++
		out.TrainingMinutes += t.Minutes
		for _, there := range t.Attendees {
			if there == agent.ID {
				out.Trainings++
				out.MinutesAttended += t.Minutes
			}
		}
	}
	return out
}

// AssessmentRecords reads what was said of several agents in a period; of whom nothing was, an empty record.
func AssessmentRecords(ctx context.Context, f *Floor, id domain.SiteID, period assessment.Period,
	agents []domain.AgentID) (map[domain.AgentID]assessment.Record, error) {
	keys := make([]store.Key, len(agents))
	for i, agent := range agents {
		keys[i] = store.AssessmentKey(id, string(period), agent)
	}
	found, err := ReadAll[assessment.Record](ctx, f.store, keys)
	out := map[domain.AgentID]assessment.Record{}
	for _, agent := range agents {
		out[agent] = assessment.Record{Agent: agent, Period: period}
	}
	for _, record := range found {
		out[record.Agent] = record
	}
	return out, err
}
