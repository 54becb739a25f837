package turnhistory_test

import (
	"errors"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/turnhistory"
)

const day domain.Day = "2026-11-24"

// nine is 09:00 on the site's clock.
var nine = time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)

func minute(n int) time.Time { return nine.Add(time.Duration(n) * time.Minute) }

func rulesOf(t *testing.T, preset policy.Preset) *policy.Rules {
	t.Helper()
	rules, err := policy.Load(preset)
	if err != nil {
		t.Fatal(err)
	}
	return &rules
}

// morning opens the day with jia, yi and bing in one group; bing stays at home.
func morning(rules *policy.Rules, more ...rotation.Event) []turnhistory.Step {
	events := []rotation.Event{
		{Kind: rotation.TableSet, At: nine, Groups: []domain.GroupID{"one"},
			Table: []rotation.TablePlace{{Agent: "jia", Group: "one"}, {Agent: "yi", Group: "one"},
				{Agent: "bing", Group: "one"}}},
		{Kind: rotation.DayOpened, At: nine, Day: day},
		{Kind: rotation.CheckedIn, At: minute(1), Agent: "jia", Seq: 3},
		{Kind: rotation.CheckedIn, At: minute(2), Agent: "yi", Seq: 4},
	}
	var steps []turnhistory.Step
	for i, event := range append(events, more...) {
		steps = append(steps, turnhistory.Step{Seq: i + 1, Rules: rules, Event: event})
	}
	return steps
}

func arrives(at int, visit domain.VisitID) rotation.Event {
	return rotation.Event{Kind: rotation.Arrived, At: minute(at), Visit: visit}
}

// TestTheAgentWithAVisitorIsBusyUnderEveryPolicy: jia receives, yi is on turn (SS.4.2.1.a, GP.2.a); the
// day goes on until jia is free and next again.
func TestTheAgentWithAVisitorIsBusyUnderEveryPolicy(t *testing.T) {
	for _, preset := range policy.Presets() {
		t.Run(string(preset), func(t *testing.T) {
			steps := morning(rulesOf(t, preset), arrives(10, "v1"), arrives(30, "v2"),
				rotation.Event{Kind: rotation.Finished, At: minute(40), Agent: "jia", Visit: "v1"}, arrives(50, "v3"))
			x, err := turnhistory.Explain(rotation.State{}, steps, "jia", minute(20))
			if err != nil {
				t.Fatal(err)
			}
			if x.Was != turnhistory.Busy || x.OnTurn != "yi" || x.Clause != rulesOf(t, preset).Rotation.CycleClause {
				t.Errorf("jia %s, on turn %s by %s", x.Was, x.OnTurn, x.Clause)
			}
			if x.Last == nil || x.Last.Visit != "v1" || x.Last.Agent != "jia" || x.Last.Seq != 5 {
				t.Errorf("given out last: %+v", x.Last)
			}
			if len(x.Later) != 2 || x.Next == nil || x.Next.Visit != "v3" || x.Next.Agent != "jia" {
				t.Errorf("went on with %+v, next turn %+v", x.Later, x.Next)
			}
			if last := x.Events[len(x.Events)-1]; last.Seq != 5 || last.Event != rotation.Arrived ||
				len(last.Effects) == 0 {
				t.Errorf("moved last by %+v", last)
			}
		})
	}
}

// TestWhoStoodBeforeAndWhy names each colleague before the agent with what they were doing.
func TestWhoStoodBeforeAndWhy(t *testing.T) {
	for _, preset := range policy.Presets() {
		t.Run(string(preset), func(t *testing.T) {
			x, err := turnhistory.Explain(rotation.State{}, morning(rulesOf(t, preset)), "yi", minute(5))
			if err != nil {
				t.Fatal(err)
			}
			if x.Was != turnhistory.Ahead || x.OnTurn != "jia" || len(x.Ahead) != 1 || x.Ahead[0].Agent != "jia" ||
				x.Ahead[0].Was != turnhistory.Ahead {
				t.Errorf("yi %s behind %+v, on turn %s", x.Was, x.Ahead, x.OnTurn)
			}
			x, err = turnhistory.Explain(rotation.State{}, morning(rulesOf(t, preset)), "jia", minute(5))
			if err != nil || x.Was != turnhistory.OnTurn || len(x.Ahead) != 0 || x.Last != nil || x.Next != nil {
				t.Errorf("jia %+v %v", x, err)
			}
		})
	}
}

// TestAwayOnAPrivateErrand is told with the reason (SS.4.2.1.b), and the pass-over stands among the events.
func TestAwayOnAPrivateErrand(t *testing.T) {
	steps := morning(rulesOf(t, policy.SelfSale),
		rotation.Event{Kind: rotation.Left, At: minute(10), Agent: "jia", Reason: policy.Private}, arrives(20, "v1"))
	x, err := turnhistory.Explain(rotation.State{}, steps, "jia", minute(20))
	if err != nil {
		t.Fatal(err)
	}
	if x.Was != turnhistory.Away || x.Reason != policy.Private || x.OnTurn != "" || !x.Why.DueAway {
		t.Errorf("%+v", x)
	}
	last := x.Events[len(x.Events)-1]
	if len(last.Effects) != 1 || last.Effects[0].Kind != rotation.PassedOver || last.Effects[0].Clause != "SS.4.2.1.b" {
		t.Errorf("%+v", last)
	}
}

// TestTheInstantIsInclusive: what happened in that second has happened, a second before it has not.
func TestTheInstantIsInclusive(t *testing.T) {
	steps := morning(rulesOf(t, policy.SelfSale),
		rotation.Event{Kind: rotation.Arrived, At: minute(10).Add(700 * time.Millisecond), Visit: "v1"})
	for at, want := range map[time.Time]turnhistory.Was{minute(10): turnhistory.Busy,
		minute(10).Add(-time.Second): turnhistory.OnTurn} {
		if x, err := turnhistory.Explain(rotation.State{}, steps, "jia", at); err != nil || x.Was != want {
			t.Errorf("%s: %s %v, want %s", at, x.Was, err, want)
		}
	}
}

func TestWhatCannotBeExplainedHasACode(t *testing.T) {
	steps := morning(rulesOf(t, policy.SelfSale))
	for code, ask := range map[domain.Code]struct {
		agent domain.AgentID
		at    time.Time
	}{"turn.before_opening": {"jia", minute(-1)}, "agent.not_on_table": {"ding", minute(5)}} {
		_, err := turnhistory.Explain(rotation.State{}, steps, ask.agent, ask.at)
		if !errors.Is(err, &domain.Error{Code: code}) {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if x, err := turnhistory.Explain(rotation.State{}, steps, "yi", minute(1)); err != nil ||
		x.Was != turnhistory.NotCheckedIn {
		t.Errorf("before the check-in: %s %v", x.Was, err)
	}
	if x, err := turnhistory.Explain(rotation.State{}, steps, "bing", minute(9)); err != nil ||
		x.Was != turnhistory.NotCheckedIn || len(x.Ahead) != 2 {
		t.Errorf("at home: %+v %v", x, err)
	}
}
