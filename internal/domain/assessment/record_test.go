package assessment

import (
	"errors"
	"fmt"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/feedback"
)

func code(err error) domain.Code {
	var refused *domain.Error
	if errors.As(err, &refused) {
		return refused.Code
	}
	return ""
}

func by(kind Kind, subject string, agent domain.AgentID) Given {
	return Given{ID: "s-" + subject + string(kind), Kind: kind, By: subject, ByAgent: agent,
		Scores: feedback.Scores{Overall: 4}}
}

// AS.2.3: who may assess whom and how often.
func TestWhoAssessesWhom(t *testing.T) {
	agent, superior := domain.RoleAgent, domain.RoleSupervisor
	before := Record{Agent: "jia", Period: "2026-Q4",
		Given: []Given{by(Regular, "boss", ""), by(Peer, "yi", "yi"), by(Spot, "boss", "")}}
	bad := by(Peer, "bing", "bing")
	bad.Scores.Overall = 0
	corrects := by(Regular, "boss", "")
	corrects.Corrects, corrects.Scores.Overall = before.Given[0].ID, 1
	foreign := by(Regular, "other", "")
	foreign.Corrects = before.Given[0].ID
	for name, c := range map[string]struct {
		given Given
		role  domain.Role
		want  domain.Code
	}{
		"self":                   {by(Self, "jia", "jia"), agent, ""},
		"self of another":        {by(Self, "yi", "yi"), agent, "assessment.own_case"},
		"a colleague":            {by(Peer, "bing", "bing"), agent, ""},
		"a colleague again":      {by(Peer, "yi", "yi"), agent, "assessment.given_already"},
		"oneself as a colleague": {by(Peer, "jia", "jia"), agent, "assessment.own_case"},
		"an agent regularly":     {by(Regular, "yi", "yi"), agent, "assessment.kind"},
		"a superior as a peer":   {by(Peer, "boss", ""), superior, "assessment.kind"},
		"another superior":       {by(Regular, "other", ""), superior, ""},
		"regularly again":        {by(Regular, "boss", ""), superior, "assessment.given_already"},
		"on the spot again":      {by(Spot, "boss", ""), superior, ""},
		"no kind":                {by("", "boss", ""), superior, "assessment.kind"},
		"of oneself as superior": {by(Regular, "jia", "jia"), superior, "assessment.own_case"},
		"no score":               {bad, agent, "feedback.score"},
		"a correction":           {corrects, superior, ""},
		"another's correction":   {foreign, superior, "assessment.unknown"},
	} {
		after, err := Assess(before, c.given, c.role)
		if code(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if err == nil && len(after.Given) != len(before.Given)+1 && c.given.Corrects == "" {
			t.Errorf("%s: %d are given", name, len(after.Given))
		}
	}
	after, err := Assess(before, corrects, superior)
	if err != nil || len(after.Given) != 3 || after.Given[0].Scores.Overall != 1 ||
		before.Given[0].Scores.Overall != 4 {
		t.Errorf("corrected: %+v, before %+v", after, before)
	}
	before.Results = []Result{{ID: "r1"}}
	if _, err := Assess(before, by(Spot, "boss", ""), superior); code(err) != "assessment.decided" {
		t.Errorf("after the result: %v", err)
	}
	full := Record{Agent: "jia"}
	for i := range MaxGiven {
		full.Given = append(full.Given, by(Peer, fmt.Sprint(i), "yi"))
	}
	if _, err := Assess(full, by(Spot, "boss", ""), superior); code(err) != "assessment.too_many" {
		t.Errorf("one too many: %v", err)
	}
}

// AS.2.4, BR.6: a result has a grade and something that follows; a later one names the one that it corrects.
func TestResults(t *testing.T) {
	none := Record{Agent: "jia"}
	one, err := Decide(none, Result{ID: "r1", Grade: Good, Suggestions: " 加强学习 "}, "")
	if last, decided := one.Result(); err != nil || !decided || last.Suggestions != "加强学习" {
		t.Fatalf("%+v, %v", one, err)
	}
	for name, c := range map[string]struct {
		before Record
		next   Result
		by     domain.AgentID
		want   domain.Code
	}{
		"one's own":         {none, Result{Grade: Good, Suggestions: "x"}, "jia", "assessment.own_case"},
		"no grade":          {none, Result{Suggestions: "x"}, "", "assessment.grade"},
		"nothing follows":   {none, Result{Grade: Poor, Suggestions: "  "}, "", "assessment.nothing_follows"},
		"a reward":          {none, Result{Grade: Outstanding, Commendation: "k1"}, "", ""},
		"a penalty":         {none, Result{Grade: Poor, Report: "c1"}, "", ""},
		"a second":          {one, Result{Grade: Poor, Report: "c1"}, "", "assessment.decided"},
		"of something else": {one, Result{Grade: Poor, Report: "c1", Corrects: "r9"}, "", "assessment.result_unknown"},
		"nothing to correct": {none, Result{Grade: Poor, Report: "c1", Corrects: "r9"}, "",
			"assessment.result_unknown"},
		"a correction": {one, Result{Grade: Poor, Report: "c1", Corrects: "r1"}, "", ""},
	} {
		if _, err := Decide(c.before, c.next, c.by); code(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// AS.2.4: the agent answers each result once; an objection says why; a corrected result is to be answered anew.
func TestResponses(t *testing.T) {
	if _, err := Respond(Record{}, "r1", Response{Agrees: true}); code(err) != "assessment.no_result" {
		t.Error(err)
	}
	r := Record{Agent: "jia", Results: []Result{{ID: "r1", Grade: Poor}}}
	if _, err := Respond(r, "r0", Response{Agrees: true}); code(err) != "assessment.result_unknown" {
		t.Error(err)
	}
	if _, err := Respond(r, "r1", Response{Words: " "}); code(err) != "assessment.words" {
		t.Error(err)
	}
	said, err := Respond(r, "r1", Response{Words: "不符"})
	if err != nil || said.Results[0].Response.Words != "不符" || r.Results[0].Response != nil {
		t.Fatalf("%+v, %v", said, err)
	}
	if _, err := Respond(said, "r1", Response{Agrees: true}); code(err) != "assessment.answered" {
		t.Error(err)
	}
	anew, err := Decide(said, Result{ID: "r2", Grade: Good, Suggestions: "x", Corrects: "r1"}, "")
	if err != nil {
		t.Fatal(err)
	}
	if anew, err = Respond(anew, "r2", Response{Agrees: true}); err != nil || !anew.Results[1].Response.Agrees ||
		anew.Results[0].Response.Words != "不符" {
		t.Errorf("%+v, %v", anew, err)
	}
}

// CF.6: a record says topic, date, who, by whom and how long, within a month.
func TestTrainings(t *testing.T) {
	good := Training{Topic: "礼仪", Date: "2026-11-24", Trainer: "王经理", Minutes: 60, Attendees: []domain.AgentID{"jia"}}
	works := func(id domain.AgentID) bool { return id == "jia" || id == "yi" }
	for want, change := range map[domain.Code]func(*Training){
		"":                         func(*Training) {},
		"training.topic":           func(t *Training) { t.Topic = " " },
		"training.trainer":         func(t *Training) { t.Trainer = "" },
		"training.minutes":         func(t *Training) { t.Minutes = 0 },
		"training.date":            func(t *Training) { t.Date = "2026-11-25" },
		"training.attendees":       func(t *Training) { t.Attendees = nil },
		"agent.unknown":            func(t *Training) { t.Attendees = []domain.AgentID{"wu"} },
		"training.corrected_often": func(t *Training) { t.Corrected = maxCorrections + 1 },
	} {
		made := good
		change(&made)
		if err := CheckTraining(made, "2026-11-24", works); code(err) != want {
			t.Errorf("%+v: %v, want %s", made, err, want)
		}
	}
	late := good
	late.Date = domain.Day("2026-11-24").AddDays(-LateTraining)
	if err := CheckTraining(late, "2026-11-24", works); err != nil {
		t.Error(err)
	}
	if late.Date = late.Date.AddDays(-1); code(CheckTraining(late, "2026-11-24", works)) != "training.date" {
		t.Error("recorded too late")
	}
	others := good
	others.Attendees, others.Others = nil, []string{"前台小王"}
	if err := CheckTraining(others, "2026-11-24", works); err != nil || !others.Within("2026-10-01", "2026-12-31") ||
		others.Within("2026-12-01", "2026-12-31") {
		t.Error(err)
	}
	struck := good
	struck.Attendees, struck.Corrected = nil, 1
	if err := CheckTraining(struck, "2026-11-24", works); err != nil || struck.Within("2026-10-01", "2026-12-31") {
		t.Error("a record corrected to nobody still counts", err)
	}
}
