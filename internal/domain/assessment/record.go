package assessment

import (
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/feedback"
)

// Kind is how somebody is assessed (AS.2.3).
type Kind string

// The kinds.
const (
	Regular Kind = "regular" // 定期考评, by a superior
	Spot    Kind = "spot"    // 随机抽查, by a superior, as often as they like
	Self    Kind = "self"    // 自评; shown beside the others, changes no score
	Peer    Kind = "peer"    // 互评, by a colleague
)

// Given is one assessment of an agent. The words are about staff and kept as they are, readable by the site's
// management and the agent assessed; who among the colleagues wrote them is for management alone.
type Given struct {
	ID       string          `json:"id"` // "s" + business day and journal sequence
	Kind     Kind            `json:"k"`
	By       string          `json:"by"`          // subject
	ByAgent  domain.AgentID  `json:"a,omitempty"` // the agent that they are
	At       time.Time       `json:"at"`
	Scores   feedback.Scores `json:"s"`
	Words    string          `json:"w,omitempty"`
	Corrects string          `json:"x,omitempty"` // the assessor's own that this one replaces; the journal holds both
}

// Grade is a result in a word (AS.2.4).
type Grade string

// The grades.
const (
	Outstanding Grade = "outstanding" // 优秀
	Good        Grade = "good"        // 良好
	Adequate    Grade = "adequate"    // 合格
	Poor        Grade = "poor"        // 不合格
)

// Response is what the agent says to a result: 已阅, or an objection in words.
type Response struct {
	At     time.Time `json:"at"`
	Agrees bool      `json:"y"`
	Words  string    `json:"w,omitempty"`
}

// Result is what a superior finds for a period: a grade with suggestions, a reward or a penalty (AS.2.4, BR.6). Reward
// and penalty are a commendation and a conduct report of their own, made and verified as every other one (GR.11-12).
type Result struct {
	ID           string                 `json:"id"` // "r" + business day and journal sequence
	At           time.Time              `json:"at"`
	By           string                 `json:"by"` // subject
	Grade        Grade                  `json:"g"`
	Suggestions  string                 `json:"su,omitempty"`
	Commendation conduct.CommendationID `json:"co,omitempty"`
	Report       conduct.ReportID       `json:"re,omitempty"`
	Corrects     string                 `json:"x,omitempty"` // the result that this one replaces
	Card         Scorecard              `json:"c"`           // as it was
	Response     *Response              `json:"r,omitempty"`
}

// Record is everything said of one agent in one period.
type Record struct {
	Agent   domain.AgentID `json:"a"`
	Period  Period         `json:"p"`
	Given   []Given        `json:"g,omitempty"`
	Results []Result       `json:"r,omitempty"`
}

// The bounds of a record, so that it stays one item.
const (
	MaxGiven   = 200
	MaxResults = 10
)

// Result gives the result that stands.
func (r Record) Result() (Result, bool) {
	if len(r.Results) == 0 {
		return Result{}, false
	}
	return r.Results[len(r.Results)-1], true
}

// Assess adds an assessment (AS.2.3). An agent assesses themselves and colleagues, a superior gives the regular and the
// spot assessments; each once in a period for everybody assessed, spots aside; none after the result. Nobody who is the
// agent assesses them but by the self assessment. Errors: assessment.kind, assessment.own_case,
// assessment.given_already, assessment.unknown (what it corrects is not the assessor's own), assessment.decided,
// assessment.too_many, assessment.words, feedback.score.
func Assess(r Record, g Given, role domain.Role) (Record, error) {
	byAgent := role == domain.RoleAgent
	if byAgent != (g.Kind == Self || g.Kind == Peer) || !slices.Contains([]Kind{Regular, Spot, Self, Peer}, g.Kind) {
		return r, (&domain.Error{Code: "assessment.kind", Clause: "AS.2.3", Field: "/kind"})
	}
	if (g.ByAgent == r.Agent) != (g.Kind == Self) {
		return r, (&domain.Error{Code: "assessment.own_case", Clause: "AS.2.3", Field: "/agent"})
	}
	if err := feedback.Check(feedback.Given{Scores: g.Scores}); err != nil {
		return r, err
	}
	if _, decided := r.Result(); decided {
		return r, &domain.Error{Code: "assessment.decided", Clause: "AS.2.4"}
	}
	if g.Corrects != "" {
		i := slices.IndexFunc(r.Given, func(o Given) bool {
			return o.ID == g.Corrects && o.Kind == g.Kind && o.By == g.By
		})
		if i < 0 {
			return r, domain.Invalid("assessment.unknown", "/corrects")
		}
		r.Given = slices.Clone(r.Given)
		r.Given[i] = g
		return r, nil
	}
	again := slices.IndexFunc(r.Given, func(o Given) bool { return o.Kind == g.Kind && o.By == g.By })
	if again >= 0 && g.Kind != Spot {
		return r, (&domain.Error{Code: "assessment.given_already", Clause: "AS.2.3"}).With("assessment",
			r.Given[again].ID)
	}
	if len(r.Given) >= MaxGiven {
		return r, &domain.Error{Code: "assessment.too_many"}
	}
	r.Given = append(slices.Clone(r.Given), g)
	return r, nil
}

// Decide adds a result (AS.2.4, BR.6). The first one needs no reference; a later one corrects the one that stands and
// names it. by is the agent that the superior is, if one. Errors: assessment.own_case, assessment.grade,
// assessment.words, assessment.nothing_follows, assessment.decided, assessment.result_unknown, assessment.too_many.
func Decide(r Record, next Result, by domain.AgentID) (Record, error) {
	last, decided := r.Result()
	next.Suggestions = strings.TrimSpace(next.Suggestions)
	switch {
	case by == r.Agent:
		return r, &domain.Error{Code: "assessment.own_case", Clause: "AS.2.4", Field: "/agent"}
	case !slices.Contains([]Grade{Outstanding, Good, Adequate, Poor}, next.Grade):
		return r, domain.Invalid("assessment.grade", "/grade")
	case next.Suggestions == "" && next.Commendation == "" && next.Report == "":
		return r, &domain.Error{Code: "assessment.nothing_follows", Clause: "AS.2.4", Field: "/suggestions"}
	case decided && next.Corrects == "":
		return r, (&domain.Error{Code: "assessment.decided", Clause: "AS.2.4"}).With("result", last.ID)
	case next.Corrects != last.ID:
		return r, domain.Invalid("assessment.result_unknown", "/corrects")
	case len(r.Results) >= MaxResults:
		return r, &domain.Error{Code: "assessment.too_many"}
	}
	r.Results = append(slices.Clone(r.Results), next)
	return r, nil
}

// Respond adds the agent's answer to the result that stands: read, or objected to in words. Errors:
// assessment.no_result, assessment.result_unknown, assessment.answered, assessment.words.
func Respond(r Record, result string, answer Response) (Record, error) {
	last, decided := r.Result()
	answer.Words = strings.TrimSpace(answer.Words)
	switch {
	case !decided:
		return r, &domain.Error{Code: "assessment.no_result"}
	case result != last.ID:
		return r, domain.Invalid("assessment.result_unknown", "/result")
	case last.Response != nil:
		return r, &domain.Error{Code: "assessment.answered"}
	case !answer.Agrees && answer.Words == "":
		return r, domain.Invalid("assessment.words", "/words")
	}
	last.Response = &answer
	r.Results = append(slices.Clone(r.Results[:len(r.Results)-1]), last)
	return r, nil
}

// marksOf counts every score given in assessments of one kind.
func marksOf(given []Given, kind Kind) feedback.Marks {
	var m feedback.Marks
	for _, g := range given {
		for _, score := range []int{g.Scores.Overall, g.Scores.Efficiency, g.Scores.Attitude, g.Scores.ProblemSolving} {
			if g.Kind == kind && score >= feedback.Worst && score <= feedback.Best {
				m.Counts[score-1]++
			}
		}
	}
	return m
}
