package guarantees_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/feedback"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// visitor is the visitor of a visit on their own phone.
func (s *place) visitor(visit string) who { return who{"visitor", s.id, visit} }

// received registers a visitor and gives the visit.
func (s *place) received(n int) string {
	s.t.Helper()
	var visit struct{ Visit string }
	if err := s.arrive(newcomer(n)).into(&visit); err != nil {
		s.t.Fatal(err)
	}
	return visit.Visit
}

func opinion(overall int) map[string]any {
	return map[string]any{"overall": overall, "attitude": 5}
}

func suggestion(words string) map[string]any {
	return map[string]any{"overall": 4, "suggestion": true, "words": words}
}

func complaint(words string) map[string]any {
	return map[string]any{"overall": 1, "complaint": true, "words": words}
}

func (s *place) summary(as who, month string) contract.FeedbackSummary {
	s.t.Helper()
	var out contract.FeedbackSummary
	if err := s.must(as, "GET", s.path("/feedback-summaries/"+month), nil).into(&out); err != nil {
		s.t.Fatal(err)
	}
	return out
}

// journal gives every entry of the journal, in order.
func (m *memory) journal(t *testing.T) []journal.Entry {
	t.Helper()
	var keys []store.Key
	items := m.copied()
	for key := range items {
		if key.Table == store.Records && strings.Contains(key.Partition, "#J#") {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b store.Key) int {
		return cmp.Or(strings.Compare(a.Partition, b.Partition), strings.Compare(a.Sort, b.Sort))
	})
	var out []journal.Entry
	for _, key := range keys {
		entry, err := floor.OpenEntry(items[key])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, entry.Entry)
	}
	return out
}

// TestAVisitIsJudgedOnce: twenty sendings at the same time, each with a key of its own, are one feedback (CF.7).
func TestAVisitIsJudgedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("riverside", "self-sale", 3)
		s.checkAllIn()
		visit := s.received(1)
		path := s.path("/visits/" + visit + "/feedback")
		s.token(s.visitor(visit))
		var wait sync.WaitGroup
		answers := make([]answer, 20)
		for i := range answers {
			wait.Go(func() { answers[i] = s.call(s.visitor(visit), "POST", path, complaint("无人理会")) })
		}
		wait.Wait()
		taken := 0
		for _, a := range answers {
			switch {
			case a.status == 201:
				taken++
			case a.code() != "feedback.given_already" && a.code() != "busy.try_again":
				t.Error(a)
			}
		}
		var cases contract.CaseList
		if err := s.must(s.as("front_desk"), "GET", s.path("/cases"), nil).into(&cases); err != nil || taken != 1 ||
			len(cases.Items) != 1 {
			t.Errorf("%d taken, %d cases", taken, len(cases.Items))
		}
	})
}

// TestFeedbackIsTheVisitorsOwn: a pass speaks of its own visit only; an agent can enter nothing about themselves
// and reads neither what was said of others nor the words of a complaint; a pass shows no words to whoever holds it.
func TestFeedbackIsTheVisitorsOwn(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "group-rotation", 3)
	s.checkAllIn()
	first, second := s.received(1), s.received(2)
	path := func(visit string) string { return s.path("/visits/" + visit + "/feedback") }
	if a := s.call(s.visitor(first), "POST", path(second), opinion(1)); a.code() != "feedback.not_yours" {
		t.Errorf("another's visit: %s", a)
	}
	if a := s.call(s.visitor(first), "GET", path(second), nil); a.code() != "feedback.not_yours" {
		t.Errorf("another's visit read: %s", a)
	}
	var given contract.Feedback
	if err := s.must(s.visitor(first), "POST", path(first), complaint("态度冷淡")).into(&given); err != nil ||
		given.Words != "" || given.Agent == "" || given.Report == "" {
		t.Fatalf("%+v, %v", given, err)
	}
	about := s.agent(given.Agent)
	if a := s.call(about, "POST", path(first), opinion(5)); a.code() != "role.forbidden" {
		t.Errorf("an agent judges themselves: %s", a)
	}
	for name, as := range map[string]who{"the visitor": s.visitor(first), "the agent": about} {
		if a := s.must(as, "GET", path(first), nil); strings.Contains(string(a.raw), "态度冷淡") ||
			!strings.Contains(string(a.raw), given.Feedback) {
			t.Errorf("%s reads %s", name, a)
		}
	}
	for _, as := range []who{s.as("supervisor"), s.as("front_desk"), {role: "auditor"}} {
		if a := s.must(as, "GET", path(first), nil); !strings.Contains(string(a.raw), "态度冷淡") {
			t.Errorf("%s does not read it: %s", as.role, a)
		}
	}
	var other string
	for _, agent := range s.agents {
		if agent != given.Agent {
			other = agent
		}
	}
	for _, rest := range []string{"/visits/" + first + "/feedback", "/feedback?month=2026-11"} {
		if a := s.must(s.agent(other), "GET", s.path(rest), nil); strings.Contains(string(a.raw), given.Feedback) {
			t.Errorf("another agent reads %s", a)
		}
	}
	if own := s.summary(s.agent(other), "2026-11"); own.Total.Answered != 0 || len(own.Agents) != 0 {
		t.Errorf("another agent's summary: %+v", own)
	}
	if a := s.call(s.as("front_desk"), "GET", s.path("/feedback?month=2026-11&day=2026-11-24"),
		nil); a.code() != "feedback.period" {
		t.Errorf("day and month: %s", a)
	}
}

// TestNoWordsOfFeedbackInClear: neither in the register, nor in the item, the case, the report or a stored answer.
func TestNoWordsOfFeedbackInClear(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := &memory{items: map[store.Key]store.Item{}}
		s := start(t, e, func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside",
			"group-rotation", 3)
		s.checkAllIn()
		first, second := s.received(1), s.received(2)
		s.must(s.visitor(first), "POST", s.path("/visits/"+first+"/feedback"), complaint("紫砂壶态度冷淡"))
		s.must(s.visitor(second), "POST", s.path("/visits/"+second+"/feedback"), suggestion("紫砂壶多设座位"))
		s.must(s.as("supervisor"), "POST", s.path("/visits/"+second+"/feedback/routing"),
			map[string]any{"department": "工程部"})
		items := m.copied()
		for key, item := range items {
			if text := string(item.Body) + string(inflated(t, item.Body)) +
				asText(item); strings.Contains(text, "紫砂壶") {
				t.Errorf("%v holds the words in clear", key)
			}
		}
		var cases contract.CaseList
		if err := s.must(s.as("front_desk"), "GET", s.path("/cases"), nil).into(&cases); err != nil ||
			len(cases.Items) != 1 || cases.Items[0].Request != "紫砂壶多设座位" {
			t.Errorf("%+v, %v", cases, err)
		}
	})
}

// TestAnErasedCustomersScoresRemain: destroying the key takes the words and leaves the scores.
func TestAnErasedCustomersScoresRemain(t *testing.T) {
	m := &memory{items: map[store.Key]store.Item{}}
	s := start(t, engines[0], func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside",
		"self-sale", 3)
	s.checkAllIn()
	visit := s.received(1)
	s.must(s.visitor(visit), "POST", s.path("/visits/"+visit+"/feedback"), suggestion("多设座位"))
	m.forget(t)
	var shown contract.VisitFeedback
	if err := s.must(s.as("supervisor"), "GET", s.path("/visits/"+visit+"/feedback"), nil).into(&shown); err != nil ||
		len(shown.Items) != 1 || shown.Items[0].Words != "" || shown.Items[0].Overall != 4 {
		t.Errorf("%+v, %v", shown, err)
	}
	if a := s.call(s.as("supervisor"), "POST", s.path("/visits/"+visit+"/feedback/routing"),
		map[string]any{"department": "工程部"}); a.code() != "feedback.nothing_to_route" {
		t.Errorf("nothing is left to pass on: %s", a)
	}
	if sum := s.summary(s.as("supervisor"), "2026-11"); sum.Total.Answered != 1 ||
		sum.Total.Overall.AverageHundredths != 400 {
		t.Errorf("%+v", sum.Total)
	}
}

// summedUp makes the summary from the journal's entries alone.
func (m *memory) summedUp(t *testing.T) feedback.Summary {
	t.Helper()
	asked, latest := map[domain.VisitID]domain.AgentID{}, map[domain.VisitID]feedback.Answer{}
	for _, item := range m.journal(t) {
		for _, effect := range item.Effects {
			if effect.Kind == rotation.Closed {
				asked[effect.Visit] = effect.Agent
			}
		}
		if item.Feedback != nil {
			latest[item.Refers] = feedback.Answer{Given: *item.Feedback}
		}
	}
	var finished []feedback.Finished
	for visit, agent := range asked {
		finished = append(finished, feedback.Finished{Visit: visit, Agent: agent})
	}
	return feedback.Summarise(finished, slices.Collect(maps.Values(latest)))
}

// TestTheSummaryFollowsFromTheRegister: whatever was finished, said and corrected over the end of a month, the
// summary is what the journal's entries add up to.
func TestTheSummaryFollowsFromTheRegister(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := &memory{items: map[store.Key]store.Item{}}
		s := start(t, e, func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside", "self-sale",
			3)
		s.checkAllIn()
		var visits []string
		for i := range 6 {
			visits = append(visits, s.received(i+1))
			s.later(time.Minute)
			s.must(s.as("front_desk"), "POST", s.path("/visits/"+visits[i]+"/finish"),
				map[string]any{"outcome": "toured"})
		}
		for i, visit := range visits[:4] {
			s.must(s.visitor(visit), "POST", s.path("/visits/"+visit+"/feedback"), opinion(i+2))
		}
		s.later(8 * 24 * time.Hour) // into December
		var stands contract.VisitFeedback
		if err := s.must(s.as("front_desk"), "GET", s.path("/visits/"+visits[0]+"/feedback"),
			nil).into(&stands); err != nil {
			t.Fatal(err)
		}
		told := opinion(1)
		told["channel"], told["corrects"] = "phone", stands.Items[0].Feedback
		s.must(s.as("front_desk"), "POST", s.path("/visits/"+visits[0]+"/feedback"), told)
		late := opinion(5)
		late["channel"] = "oral"
		s.must(s.as("front_desk"), "POST", s.path("/visits/"+visits[4]+"/feedback"), late)
		if sum := s.summary(s.as("supervisor"), "2026-12"); sum.Total.Asked != 0 || sum.Total.Answered != 0 {
			t.Errorf("December: %+v", sum.Total)
		}
		want, got := m.summedUp(t), s.summary(s.as("supervisor"), "2026-11")
		type row struct {
			Agent                    string
			Asked, Answered, Average int
			Counts                   string
		}
		var wanted, shown []row
		for _, r := range append(want.Rows, want.Total) {
			wanted = append(wanted, row{string(r.Agent), r.Asked, r.Answered, r.Overall.Average(),
				fmt.Sprint(r.Overall.Counts)})
		}
		for _, r := range append(got.Agents, got.Total) {
			shown = append(shown, row{r.Agent, r.Asked, r.Answered, r.Overall.AverageHundredths,
				fmt.Sprint(r.Overall.Counts)})
		}
		if diff := gocmp.Diff(wanted, shown); diff != "" || got.Total.Asked != 6 || got.Total.Answered != 5 ||
			got.Total.Overall.AverageHundredths != 360 {
			t.Errorf("%+v\n%s", got.Total, diff)
		}
		var page contract.FeedbackList
		if err := s.must(s.as("supervisor"), "GET", s.path("/feedback?day=2026-11-24&limit=2"),
			nil).into(&page); err != nil || len(page.Items) != 2 || page.NextCursor == "" ||
			page.Items[0].Visit != visits[4] {
			t.Errorf("%+v, %v", page, err)
		}
		if v := s.verification("?from=2026-11-24&to=2026-12-02"); !v.Intact {
			t.Errorf("register: %+v", v)
		}
	})
}
