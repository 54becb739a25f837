package assessment

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

var nine = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)

func at(minutes int) time.Time { return nine.Add(time.Duration(minutes) * time.Minute) }

func arrived(minutes int, visit domain.VisitID, to domain.AgentID) Step {
	s := Step{Event: rotation.Event{Kind: rotation.Arrived, At: at(minutes), Visit: visit}}
	if to != "" {
		s.Effects = []rotation.Effect{{Kind: rotation.Assigned, Agent: to, Visit: visit}}
	}
	return s
}

// LC.3.2: a visitor waits from arrival to the first reception; five minutes are still prompt.
func TestWaiting(t *testing.T) {
	finished := func(minutes int, agent, next domain.AgentID, closed, served domain.VisitID) Step {
		return Step{Event: rotation.Event{Kind: rotation.Finished, At: at(minutes), Visit: closed},
			Effects: []rotation.Effect{
				{Kind: rotation.Closed, Agent: agent, Visit: closed},
				{Kind: rotation.Assigned, Agent: next, Visit: served}}}
	}
	got := Measure("2026-11-24", nil, []Step{arrived(0, "v1", "jia"), arrived(1, "v2", ""), arrived(2, "v3", ""),
		finished(6, "jia", "jia", "v1", "v2"), finished(9, "jia", "yi", "v2", "v3"),
		{Event: rotation.Event{Kind: rotation.Belongs, At: at(12)},
			Effects: []rotation.Effect{{Kind: rotation.Assigned, Agent: "bing", Visit: "v3"}}}})
	want := Day{Day: "2026-11-24", Agents: []Received{
		{Agent: "jia", Visits: 2, WaitSeconds: 300, Prompt: 2, Ended: 2},
		{Agent: "yi", Visits: 1, WaitSeconds: 420}}}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

// GP.18: a hand-over note is in time to the instant of its deadline, also on the next day.
func TestHandOverNotes(t *testing.T) {
	due := func(minutes int, agent domain.AgentID, visit domain.VisitID) Step {
		return Step{NoteMinutes: 60, Event: rotation.Event{Kind: rotation.Finished, At: at(minutes), Visit: visit},
			Effects: []rotation.Effect{{Kind: rotation.NoteDue, Agent: agent, Other: "ding", Visit: visit}}}
	}
	written := func(minutes int, agent domain.AgentID, visit domain.VisitID) Step {
		return Step{Event: rotation.Event{Kind: rotation.NoteWritten, At: at(minutes), Agent: agent, Visit: visit}}
	}
	first := Measure("2026-11-24", nil, []Step{due(0, "jia", "v1"), due(0, "yi", "v1"), due(5, "jia", "v2"),
		written(60, "yi", "v1"), written(65, "", "v1")})
	want := Day{Day: "2026-11-24", Agents: []Received{
		{Agent: "jia", Notes: 1, NoteSeconds: 65 * 60}, {Agent: "yi", Notes: 1, NoteSeconds: 3600, InTime: 1}},
		Owed: []Owed{{Agent: "jia", Visit: "v2", Since: at(5), DueAt: at(65)}}}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	second := Measure("2026-11-25", first.Owed, []Step{written(24*60, "jia", "v2"), written(24*60, "jia", "v9")})
	if diff := cmp.Diff(Day{Day: "2026-11-25",
		Agents: []Received{{Agent: "jia", Notes: 1, NoteSeconds: (24*60 - 5) * 60}}}, second,
		cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if len(first.Owed) != 1 {
		t.Error("counting a day changes what the day before left")
	}
}

// The whole is the sum of its days.
func TestPlus(t *testing.T) {
	a := Received{Agent: "jia", Visits: 1, WaitSeconds: 2, Prompt: 3, Ended: 4, Notes: 5, NoteSeconds: 6, InTime: 7}
	if diff := cmp.Diff(Received{Agent: "jia", Visits: 2, WaitSeconds: 4, Prompt: 6, Ended: 8, Notes: 10,
		NoteSeconds: 12, InTime: 14}, a.Plus(a)); diff != "" {
		t.Error(diff)
	}
}
