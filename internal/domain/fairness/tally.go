// Package fairness tells from a site's stored events whether ordinary visitors were shared out evenly
// among those who were there: turns received against an equal share, and whether the difference is more
// than chance. It consumes events with their effects, one after the other, in any portions.
package fairness

import (
	"maps"
	"math/big"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// Step is one event with its effects as the journal holds them.
type Step struct {
	Event   rotation.Event
	Effects []rotation.Effect
}

// Agent is what one agent received, missed and was entitled to.
type Agent struct {
	Agent         domain.AgentID
	Days          int            // business days with a check-in
	Shares        map[int]int    // ordinary turns while on site, by how many they were shared among
	Received      int            // ordinary turns used
	Skips         int            // turns passed over by rule
	Forfeits      int            // turns lost by rule
	PassedOver    map[string]int // by cause: "busy" or the reason of the absence
	MakeUpsGiven  int
	MakeUpsSpent  int
	Covers        int // receptions and places taken over on an absent colleague's behalf
	Courtesy      int // receptions on behalf of the agent whose customer it was (义务接待)
	Designated    int // visitors received who had asked for the agent
	Returning     int // visitors received who were the agent's own before
	lastCheckedIn domain.Day
}

// Entitled gives the ordinary turns of an equal share among those on site at each, exactly. Counting the
// shares by size first leaves a handful of fractions to add, however long the period.
func (a Agent) Entitled() *big.Rat {
	sum := new(big.Rat)
	for among, turns := range a.Shares {
		sum.Add(sum, big.NewRat(int64(turns), int64(among)))
	}
	return sum
}

// Tally is what has been counted so far. Use New.
type Tally struct {
	Arrivals, Assigned, Left, Dropped int // visitors; those still waiting are the rest
	Designated, Returning             int // visitors among the arrivals
	Ordinary                          int // ordinary turns given out
	Waits                             []int64
	agents                            map[domain.AgentID]*Agent
	present                           map[domain.AgentID]bool
	treatment                         map[domain.VisitID]rotation.Treatment
	arrived                           map[domain.VisitID]time.Time
	// ordinary turns, as long as they may still be given back
	given map[domain.VisitID]given
	day   domain.Day
}

// given is one ordinary turn: who received on it, and who shared in it.
type given struct {
	to    domain.AgentID
	among []domain.AgentID
}

// New begins a count with the floor as the period opens: who is on site. Usually nobody.
func New(present ...domain.AgentID) *Tally {
	t := &Tally{agents: map[domain.AgentID]*Agent{}, present: map[domain.AgentID]bool{},
		treatment: map[domain.VisitID]rotation.Treatment{}, arrived: map[domain.VisitID]time.Time{},
		given: map[domain.VisitID]given{}}
	for _, agent := range present {
		t.present[agent] = true
	}
	return t
}

// Add counts one event. Who is on site at an arrival is who checked in and has not left.
func (t *Tally) Add(s Step) {
	t.before(s.Event)
	for _, e := range s.Effects {
		t.effect(s.Event, e)
	}
	if s.Event.Kind == rotation.DayClosed {
		clear(t.present)
	}
}

func (t *Tally) before(ev rotation.Event) {
	switch ev.Kind {
	case rotation.DayOpened:
		t.day = ev.Day
		clear(t.present)
	case rotation.TableSet:
		maps.DeleteFunc(t.present, func(agent domain.AgentID, _ bool) bool {
			return !slices.ContainsFunc(ev.Table, func(p rotation.TablePlace) bool { return p.Agent == agent })
		})
	case rotation.CheckedIn:
		t.present[ev.Agent] = true
		if a := t.of(ev.Agent); a.lastCheckedIn != t.day || a.Days == 0 {
			a.Days, a.lastCheckedIn = a.Days+1, t.day
		}
	case rotation.Returned:
		t.present[ev.Agent] = true
	case rotation.Left:
		delete(t.present, ev.Agent)
	case rotation.Arrived:
		t.Arrivals++
		t.arrived[ev.Visit], t.treatment[ev.Visit] = ev.At, ev.Treatment
		switch ev.Treatment {
		case rotation.Designated:
			t.Designated++
		case rotation.Preferred:
			t.Returning++
		}
	case rotation.WaitingLeft:
		t.Left++
		t.forget(ev.Visit)
	}
}

func (t *Tally) effect(ev rotation.Event, e rotation.Effect) {
	switch e.Kind {
	case rotation.Assigned:
		t.assigned(ev, e)
	case rotation.Dropped:
		t.Dropped++
		t.forget(e.Visit)
	case rotation.PassedOver:
		a := t.of(e.Agent)
		if a.PassedOver == nil {
			a.PassedOver = map[string]int{}
		}
		a.PassedOver[e.Note]++
	case rotation.Skipped:
		t.of(e.Agent).Skips++
	case rotation.Forfeited:
		t.of(e.Agent).Forfeits++
	case rotation.TurnSet:
		if e.Turn != rotation.Used {
			t.takeBack(e.Visit)
		}
	case rotation.MakeUpGranted:
		t.of(e.Agent).MakeUpsGiven++
		if ev.Kind == rotation.CardConfirmed || ev.Kind == rotation.GaveBack || ev.Kind == rotation.Belongs {
			t.takeBack(e.Visit)
		}
	case rotation.MakeUpSpent:
		t.of(e.Agent).MakeUpsSpent++
	case rotation.CoverArranged:
		t.of(e.Agent).Covers++
	}
}

// assigned counts a visitor given out: to whom, on which terms, and how long the visitor had waited.
func (t *Tally) assigned(ev rotation.Event, e rotation.Effect) {
	came, known := t.arrived[e.Visit]
	if !known {
		return // a visitor of before the period
	}
	t.Assigned++
	t.Waits = append(t.Waits, int64(ev.At.Sub(came)/time.Second))
	a, treatment := t.of(e.Agent), t.treatment[e.Visit]
	t.forget(e.Visit)
	preferred := treatment == rotation.Designated || treatment == rotation.Preferred
	switch {
	case e.Turn == rotation.Used:
		t.share(e.Visit, e.Agent)
	case e.Other != "" && preferred:
		a.Courtesy++
	case e.Other != "":
		a.Covers++ // an ordinary turn of the absent colleague
		t.share(e.Visit, e.Other, e.Other)
	}
	if e.Other == "" && treatment == rotation.Designated {
		a.Designated++
	}
	if e.Other == "" && treatment == rotation.Preferred {
		a.Returning++
	}
}

// share counts one ordinary turn and divides it equally among those on site and the absent one whose turn
// it used.
func (t *Tally) share(visit domain.VisitID, to domain.AgentID, absent ...domain.AgentID) {
	among := absent
	for agent := range t.present {
		if !slices.Contains(absent, agent) {
			among = append(among, agent)
		}
	}
	turn := given{to: to, among: among}
	t.given[visit] = turn
	t.count(turn, 1)
}

// takeBack undoes an ordinary turn that turned out to be none: a confirmed card (GP.14.a), a customer of
// somebody else (GP.16, GP.17.b).
func (t *Tally) takeBack(visit domain.VisitID) {
	if turn, ok := t.given[visit]; ok {
		t.count(turn, -1)
		delete(t.given, visit)
	}
}

func (t *Tally) count(turn given, by int) {
	t.Ordinary += by
	t.of(turn.to).Received += by
	for _, agent := range turn.among {
		t.of(agent).Shares[len(turn.among)] += by
	}
}

func (t *Tally) forget(visit domain.VisitID) {
	delete(t.arrived, visit)
	delete(t.treatment, visit)
}

// Delay is how long visitors waited from arrival to assignment, in whole seconds, rounded down.
type Delay struct{ Average, Median, Longest int64 }

// Delay sums up the waiting of all visitors given out; the median of an even number is the lower one.
func (t *Tally) Delay() Delay {
	if len(t.Waits) == 0 {
		return Delay{}
	}
	sorted, sum := slices.Sorted(slices.Values(t.Waits)), int64(0)
	for _, seconds := range sorted {
		sum += seconds
	}
	n := len(sorted)
	return Delay{Average: sum / int64(n), Median: sorted[(n-1)/2], Longest: sorted[n-1]}
}

// Waiting counts the visitors who came and were neither given out nor went away.
func (t *Tally) Waiting() int { return len(t.arrived) }

func (t *Tally) of(agent domain.AgentID) *Agent {
	a := t.agents[agent]
	if a == nil {
		a = &Agent{Agent: agent, Shares: map[int]int{}}
		t.agents[agent] = a
	}
	return a
}

// Agents lists everybody counted, by name.
func (t *Tally) Agents() []Agent {
	list := make([]Agent, 0, len(t.agents))
	for _, a := range t.agents {
		list = append(list, *a)
	}
	slices.SortFunc(list, func(a, b Agent) int {
		if a.Agent < b.Agent {
			return -1
		}
		return 1
	})
	return list
}
