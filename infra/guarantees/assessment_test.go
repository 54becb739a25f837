package guarantees_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/assessment"
	"github.com/lunxu/lunxu/internal/domain/feedback"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

const inPeriod = "2026-Q4"

func (s *place) scorecard(as who, agent string) contract.Scorecard {
	s.t.Helper()
	var card contract.Scorecard
	if err := s.must(as, "GET", s.path("/scorecards/"+inPeriod+"/"+agent), nil).into(&card); err != nil {
		s.t.Fatal(err)
	}
	return card
}

// busyDay receives visitors with some waiting, and finishes most of them.
func (s *place) busyDay(first int) {
	s.t.Helper()
	s.checkAllIn()
	var visits []string
	for i := range 6 {
		visits = append(visits, s.received(first+i))
		s.later(time.Duration(i) * time.Minute)
	}
	for _, visit := range visits[:4] {
		s.later(2 * time.Minute)
		s.call(s.as("front_desk"), "POST", s.path("/visits/"+visit+"/finish"), map[string]any{"outcome": "toured"})
	}
}

// measures gives what the nights keep of each day.
func (m *memory) measures(t *testing.T) map[domain.Day]assessment.Day {
	t.Helper()
	stored := map[domain.Day]assessment.Day{}
	for key, item := range m.copied() {
		if key.Partition != store.MeasuresPartition("riverside") {
			continue
		}
		var day assessment.Day
		if err := floor.Unpack(item.Body, &day); err != nil || string(day.Day) != key.Sort {
			t.Fatalf("%v: %+v, %v", key, day, err)
		}
		stored[day.Day] = day
	}
	return stored
}

// received counts the visits that the journal says were received.
func (m *memory) received(t *testing.T) int {
	t.Helper()
	received := map[domain.VisitID]bool{}
	for _, entry := range m.journal(t) {
		for _, effect := range entry.Effects {
			if effect.Kind == rotation.Assigned {
				received[effect.Visit] = true
			}
		}
	}
	return len(received)
}

// TestTheNightCountsEveryDayOnce: what the nights keep is what the register says, day by day, however often they run;
// a scorecard is the same before and after (LC.3.2, AS.2.2).
func TestTheNightCountsEveryDayOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := &memory{items: map[store.Key]store.Item{}}
		s := start(t, e, func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside",
			"group-rotation", 4)
		var before []contract.Scorecard
		for day := range 4 {
			s.busyDay(10*day + 1)
			if day == 2 {
				s.later(24 * time.Hour) // a day on which nothing happens, and whose night does not run
			}
			before = nil
			for _, agent := range s.agents {
				before = append(before, s.scorecard(s.as("supervisor"), agent))
			}
			s.night(t)
			s.night(t)
			s.later(24 * time.Hour)
		}
		s.night(t)
		stored := m.measures(t)
		look, err := s.Floor.Look(t.Context(), "riverside", s.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		first, visits := look.Site.Day(look.Site.CreatedAt), 0
		var owed []assessment.Owed
		for day := first; day < s.today(); day = day.AddDays(1) {
			again, err := floor.MeasureDay(t.Context(), s.Floor, look.Site, day, owed)
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(again, stored[day]); diff != "" {
				t.Errorf("%s differs from the register: %s", day, diff)
			}
			owed = again.Owed
			for _, r := range again.Agents {
				visits += r.Visits
			}
			delete(stored, day)
		}
		if len(stored) != 0 {
			t.Errorf("days that are not over: %v", stored)
		}
		if received := m.received(t); visits != received || visits == 0 {
			t.Errorf("%d visits counted, %d received", visits, received)
		}
		for i, agent := range s.agents {
			after := s.scorecard(s.as("supervisor"), agent)
			// asked grows by the receptions that the night itself closed
			before[i].CountedThrough, before[i].Card.Asked, after.CountedThrough, after.Card.Asked = "", 0, "", 0
			if diff := gocmp.Diff(before[i], after); diff != "" {
				t.Errorf("%s before and after the night: %s", agent, diff)
			}
		}
	})
}

// TestAColleagueAssessesOnce: twenty sendings at the same time, each with a key of its own, are one assessment
// (AS.2.3).
func TestAColleagueAssessesOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("riverside", "self-sale", 3)
		body := map[string]any{"agent": s.agents[0], "period": inPeriod, "kind": "peer", "overall": 4}
		s.token(s.agent(s.agents[1]))
		var wait sync.WaitGroup
		answers := make([]answer, 20)
		for i := range answers {
			wait.Go(func() { answers[i] = s.call(s.agent(s.agents[1]), "POST", s.path("/assessments"), body) })
		}
		wait.Wait()
		taken := 0
		for _, a := range answers {
			switch {
			case a.status == 201:
				taken++
			case a.code() != "assessment.given_already" && a.code() != "busy.try_again":
				t.Error(a)
			}
		}
		if card := s.scorecard(s.as("supervisor"), s.agents[0]); taken != 1 || len(card.Assessments) != 1 {
			t.Errorf("%d taken, %d kept", taken, len(card.Assessments))
		}
	})
}

// TestScorecardsAreOnesOwn: an agent reads neither a colleague's scorecard nor who among the colleagues assessed them,
// not by their name, not by the place of the entry in the register, not by the order (AS.2.3); superiors read both.
func TestScorecardsAreOnesOwn(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "self-sale", 4)
	assessed := s.agents[0]
	for i, by := range s.agents[1:] {
		s.later(time.Minute)
		s.must(s.agent(by), "POST", s.path("/assessments"),
			map[string]any{"agent": assessed, "period": inPeriod, "kind": "peer", "overall": i + 2, "words": "评语"})
	}
	for _, by := range s.agents[1:] {
		if a := s.call(s.agent(by), "GET", s.path("/scorecards/"+inPeriod+"/"+assessed),
			nil); a.code() != "agent.not_yourself" {
			t.Errorf("%s reads it: %s", by, a)
		}
		if a := s.call(s.agent(by), "POST", s.path("/assessments/"+assessed+"/"+inPeriod+"/response"),
			map[string]any{"result": "r20270104-000001", "agrees": true}); a.code() != "agent.not_yourself" {
			t.Errorf("%s answers for them: %s", by, a)
		}
	}
	for _, rest := range []string{"/scorecards/" + inPeriod, "/overdue-assessments"} {
		if a := s.call(s.agent(assessed), "GET", s.path(rest), nil); a.code() != "role.forbidden" {
			t.Errorf("%s: %s", rest, a)
		}
	}
	own := s.scorecard(s.agent(assessed), assessed)
	for i, a := range own.Assessments {
		if a.By != "" || a.Assessment != "" || a.At != nil || a.Overall != 4-i {
			t.Errorf("shown to whom it is about: %+v", a)
		}
	}
	managed := s.scorecard(s.as("supervisor"), assessed)
	if len(own.Assessments) != 3 || len(managed.Assessments) != 3 || managed.Assessments[0].By == "" ||
		managed.Assessments[0].Assessment == "" {
		t.Errorf("%+v", managed.Assessments)
	}
	for _, stranger := range []who{s.as("front_desk"), s.as("finance"), s.as("screen")} {
		if a := s.call(stranger, "GET", s.path("/scorecards/"+inPeriod+"/"+assessed),
			nil); a.code() != "role.forbidden" {
			t.Errorf("%s: %s", stranger.role, a)
		}
	}
}

// TestAResultIsFinal: two superiors at the same time give one result; a correction keeps the first one; the register
// holds every step and no words about staff (AS.2.4, BR.6).
func TestAResultIsFinal(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := &memory{items: map[store.Key]store.Item{}}
		s := start(t, e, func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside", "self-sale",
			2)
		agent := s.agents[0]
		path := s.path("/assessments/" + agent + "/" + inPeriod)
		s.later(45 * 24 * time.Hour) // into January
		result := map[string]any{"grade": "good", "suggestions": "紫砂壶加强学习"}
		var wait sync.WaitGroup
		answers := make([]answer, 2)
		for i, role := range []string{"supervisor", "site_manager"} {
			s.token(s.as(role))
			wait.Go(func() { answers[i] = s.call(s.as(role), "POST", path+"/result", result) })
		}
		wait.Wait()
		if answers[0].status+answers[1].status != 201+409 {
			t.Fatalf("%s, %s", answers[0], answers[1])
		}
		first := s.scorecard(s.agent(agent), agent).Results[0]
		s.must(s.agent(agent), "POST", path+"/response",
			map[string]any{"result": first.Result, "agrees": false, "words": "紫砂壶不符"})
		result["grade"], result["corrects"] = "outstanding", first.Result
		s.must(s.as("supervisor"), "POST", path+"/result", result)
		card := s.scorecard(s.agent(agent), agent)
		if len(card.Results) != 2 || card.Results[0].Response == nil || card.Results[0].Grade != "good" ||
			card.Card.Result.Grade != "outstanding" || card.Card.Result.Response != nil {
			t.Errorf("%+v", card.Results)
		}
		noted := map[string]int{}
		for _, entry := range m.journal(t) {
			noted[entry.Note]++
			if strings.Contains(string(entry.Facts), "紫砂壶") {
				t.Errorf("words in the register: %s", entry.Facts)
			}
		}
		if noted["assessment_result"] != 2 || noted["assessment_answered"] != 1 {
			t.Errorf("%v", noted)
		}
		if v := s.verification("?from=2026-11-24&to=2027-01-10"); !v.Intact {
			t.Errorf("register: %+v", v)
		}
	})
}

// counting counts the reads of a store.
type counting struct {
	store.Store
	reads atomic.Int64
}

func (c *counting) Get(ctx context.Context, keys ...store.Key) (map[store.Key]store.Item, error) {
	c.reads.Add(1)
	return c.Store.Get(ctx, keys...)
}

func (c *counting) Query(ctx context.Context, q store.Query) (store.Page, error) {
	c.reads.Add(1)
	return c.Store.Query(ctx, q)
}

// TestAHalfYearIsReadInFewReads: 184 days of 40 agents and 1500 visits' feedback are one answer of a few reads, none of
// them of a day's register (AS.2.5).
func TestAHalfYearIsReadInFewReads(t *testing.T) {
	c := &counting{}
	s := start(t, engines[0], func(s store.Store) store.Store { c.Store = s; return c }).openSite("riverside",
		"self-sale", 40)
	plant := func(key store.Key, value any) {
		body, err := floor.Pack(value)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Commit(t.Context(), store.Write{Action: store.Put, Condition: store.MustNotExist,
			Item: store.Item{Key: key, Body: body}}); err != nil {
			t.Fatal(err)
		}
	}
	days := 0
	for day := domain.Day("2027-07-01"); day <= "2027-12-31"; day = day.AddDays(1) {
		counted := assessment.Day{Day: day}
		for _, agent := range s.agents {
			counted.Agents = append(counted.Agents,
				assessment.Received{Agent: domain.AgentID(agent), Visits: 5, WaitSeconds: 600, Prompt: 4, Ended: 5})
		}
		plant(store.MeasureKey("riverside", day), counted)
		days++
		for n := range 8 {
			visit := journal.VisitOf(day, n+1)
			plant(store.FeedbackKey("riverside", day.Month(), visit),
				feedback.OfVisit{Visit: visit, Entries: []feedback.Entry{
					{ID: "f" + string(visit),
						Given: feedback.Given{Agent: domain.AgentID(s.agents[n]), Channel: feedback.ByQR,
							Scores: feedback.Scores{Overall: 4}}}}})
		}
	}
	s.later(403 * 24 * time.Hour) // 1 January 2028
	s.token(s.as("supervisor"))
	c.reads.Store(0)
	began := time.Now()
	var list contract.ScorecardList
	if err := s.must(s.as("supervisor"), "GET", s.path("/scorecards/2027-H2"), nil).into(&list); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d days in %d reads and %s", days, c.reads.Load(), time.Since(began))
	if reads := c.reads.Load(); reads > 30 {
		t.Errorf("%d reads", reads)
	}
	first := list.Items[0]
	if days != 184 || list.CountedThrough != "2027-12-31" || len(list.Items) != 40 || first.Asked != 5*184 ||
		first.Answered != 184 || first.TotalBasisPoints == nil {
		t.Errorf("%d days through %s: %+v", days, list.CountedThrough, first)
	}
}
