package assessment

import (
	"math/big"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/feedback"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// MeasureName names one measure of a scorecard (AS.2.2).
type MeasureName string

// The measures, in the order of policy.Weights.List.
const (
	Satisfaction   MeasureName = "satisfaction"    // 客户满意度, the main one (CM.5)
	Efficiency     MeasureName = "efficiency"      // 接待效率
	Attitude       MeasureName = "attitude"        // 服务态度
	ProblemSolving MeasureName = "problem_solving" // 解决问题
	Trained        MeasureName = "training"        // 培训 (CF.6)
	Assessed       MeasureName = "assessed"        // 考评与互评 (AS.2.3)
)

// PartName names what a measure is made of.
type PartName string

// The parts.
const (
	VisitorScores  PartName = "visitor_scores"  // of the measure's own question
	PromptStarts   PartName = "prompt_starts"   // visitors received within PromptSeconds (LC.3.2)
	NotesInTime    PartName = "notes_in_time"   // hand-over notes (GP.18)
	CasesInTime    PartName = "cases_in_time"   // requests of the agent's visitors solved within the time set (CF.9)
	TrainingTime   PartName = "training_time"   // of the trainings held (CF.6)
	RegularScores  PartName = "regular_scores"  // AS.2.3
	SpotScores     PartName = "spot_scores"     // AS.2.3
	ColleagueScore PartName = "colleague_score" // AS.2.3
)

// Part is one part of a measure with its evidence: Earned of Possible, from Count things. Average is the average score
// in hundredths, the average waiting or hand-over time in seconds, or the minutes attended.
type Part struct {
	Name     PartName      `json:"n"`
	Clause   domain.Clause `json:"cl"`
	Count    int           `json:"c"`
	Earned   int64         `json:"e"`
	Possible int64         `json:"p"`
	Average  int64         `json:"av"`
}

// Scored is one measure: nil Score is no data. Score is in basis points of the best possible. Weight is the policy's,
// Counts is what it comes to once measures without data are left out.
type Scored struct {
	Measure MeasureName `json:"m"`
	Score   *int        `json:"s,omitempty"`
	Weight  int         `json:"w"`
	Counts  int         `json:"x,omitempty"`
	Parts   []Part      `json:"p,omitempty"`
}

// Facts is everything that is known of one agent in a period.
type Facts struct {
	Received        Received
	Feedback        feedback.Row
	CasesDue        int // opened for the agent's visits in the period, and solved or past the time set
	CasesInTime     int
	TrainingsHeld   int
	TrainingMinutes int // of all held
	Trainings       int // attended
	MinutesAttended int
	Given           []Given // assessments of the agent
}

// Scorecard is an agent's scorecard; nil Total is one without any data.
type Scorecard struct {
	Measures []Scored `json:"m"`
	Total    *int     `json:"t,omitempty"` // basis points
}

const whole = 10000

// Score makes the scorecard of a period's facts (AS.2.2). The rule: every part is a fraction of what was possible, a
// score of 1 being nothing and one of 5 everything; a measure is the plain average of its parts that have data, rounded
// half up to a basis point. A measure without data is left out, and the weights of the rest are scaled to 10000 in
// proportion, what is left over going to the largest remainders, of equal ones to the earlier measure. The total is
// the sum of score times scaled weight, rounded half up, so that it can be worked out from what is shown.
func Score(weights policy.Weights, f Facts) Scorecard {
	card := Scorecard{Measures: measures(f)}
	given := weights.List()
	counting := 0
	for i := range card.Measures {
		card.Measures[i].Weight = given[i]
		if card.Measures[i].Score = average(card.Measures[i].Parts); card.Measures[i].Score != nil {
			counting += given[i]
		}
	}
	if counting == 0 {
		return card
	}
	scale(card.Measures, counting)
	sum := 0
	for _, m := range card.Measures {
		if m.Score != nil {
			sum += *m.Score * m.Counts
		}
	}
	total := (2*sum + whole) / (2 * whole)
	card.Total = &total
	return card
}

func measures(f Facts) []Scored {
	by := func(kind Kind) feedback.Marks { return marksOf(f.Given, kind) }
	return []Scored{
		{Measure: Satisfaction, Parts: parts(scores(VisitorScores, "CM.5", f.Feedback.Overall))},
		{Measure: Efficiency, Parts: parts(scores(VisitorScores, "AS.2.2", f.Feedback.Efficiency),
			ratio(PromptStarts, "LC.3.2", f.Received.Visits, f.Received.Prompt, f.Received.WaitSeconds),
			ratio(NotesInTime, "GP.18", f.Received.Notes, f.Received.InTime, f.Received.NoteSeconds))},
		{Measure: Attitude, Parts: parts(scores(VisitorScores, "AS.2.2", f.Feedback.Attitude))},
		{Measure: ProblemSolving, Parts: parts(scores(VisitorScores, "AS.2.2", f.Feedback.ProblemSolving),
			ratio(CasesInTime, "CF.9", f.CasesDue, f.CasesInTime, 0))},
		{Measure: Trained,
			Parts: parts(Part{Name: TrainingTime, Clause: "CF.6", Count: f.Trainings, Earned: int64(f.MinutesAttended),
				Possible: int64(f.TrainingMinutes), Average: int64(f.MinutesAttended)})},
		{Measure: Assessed, Parts: parts(scores(RegularScores, "AS.2.3", by(Regular)),
			scores(SpotScores, "AS.2.3", by(Spot)),
			scores(ColleagueScore, "AS.2.3", by(Peer)))},
	}
}

// parts leaves out what has no data.
func parts(all ...Part) []Part {
	var out []Part
	for _, p := range all {
		if p.Possible > 0 {
			out = append(out, p)
		}
	}
	return out
}

// scores makes the part of scores from 1 to 5.
func scores(name PartName, clause domain.Clause, m feedback.Marks) Part {
	n, sum := m.Answered(), 0
	for i, count := range m.Counts {
		sum += count * i
	}
	return Part{Name: name, Clause: clause, Count: n, Earned: int64(sum),
		Possible: int64(n * (feedback.Best - feedback.Worst)), Average: int64(m.Average())}
}

// ratio makes the part of things done well among all; together is their time in seconds.
func ratio(name PartName, clause domain.Clause, all, well int, together int64) Part {
	p := Part{Name: name, Clause: clause, Count: all, Earned: int64(well), Possible: int64(all)}
	if all > 0 {
		p.Average = together / int64(all)
	}
	return p
}

// average is the plain average of the parts in basis points, rounded half up; nil without parts.
func average(parts []Part) *int {
	if len(parts) == 0 {
		return nil
	}
	sum := new(big.Rat)
	for _, p := range parts {
		sum.Add(sum, big.NewRat(p.Earned, p.Possible))
	}
	sum.Mul(sum, big.NewRat(whole, int64(len(parts))))
	twice := new(big.Int).Lsh(sum.Num(), 1)
	twice.Add(twice, sum.Denom())
	score := int(twice.Quo(twice, new(big.Int).Lsh(sum.Denom(), 1)).Int64())
	return &score
}

// scale gives the measures with data their part of the whole, by largest remainder.
func scale(all []Scored, counting int) {
	left := whole
	remainders := make([]int, len(all))
	for i, m := range all {
		if m.Score == nil {
			continue
		}
		all[i].Counts = m.Weight * whole / counting
		remainders[i] = m.Weight * whole % counting
		left -= all[i].Counts
	}
	for ; left > 0; left-- { // fewer than there are measures
		largest := 0
		for i := range remainders {
			if remainders[i] > remainders[largest] {
				largest = i
			}
		}
		remainders[largest] = 0
		all[largest].Counts++
	}
}
