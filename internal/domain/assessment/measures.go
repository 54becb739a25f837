package assessment

import (
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// PromptSeconds is how long a visitor may wait from arrival to reception and still be received promptly (LC.3.2).
const PromptSeconds = 300

// Received is what a stretch of the register says of one agent's receptions.
type Received struct {
	Agent       domain.AgentID `json:"a"`
	Visits      int            `json:"v,omitempty"` // visitors given to the agent
	WaitSeconds int64          `json:"w,omitempty"` // from arrival to being given to the agent, all of them together
	Prompt      int            `json:"p,omitempty"` // of them within PromptSeconds
	Ended       int            `json:"e,omitempty"` // receptions that ended with the agent: their visitors were asked
	Notes       int            `json:"n,omitempty"` // hand-over notes to colleagues (GP.18), in time or not
	NoteSeconds int64          `json:"s,omitempty"` // from the end of the part to the note, all of them together
	InTime      int            `json:"t,omitempty"` // notes in time
}

// Owed is a hand-over note that an agent still owes at the end of a day.
type Owed struct {
	Agent domain.AgentID `json:"a"`
	Visit domain.VisitID `json:"v"`
	Since time.Time      `json:"at"`
	DueAt time.Time      `json:"due"`
}

// Day is what one business day's register says, as it is kept; it follows from the register and from what the day
// before left owed.
type Day struct {
	Day    domain.Day `json:"d"`
	Agents []Received `json:"a,omitempty"` // by agent
	Owed   []Owed     `json:"o,omitempty"` // in the order in which they became owed
}

// Step is one event with its effects as the journal holds them, and how long the policy of the time gave for a
// hand-over note.
type Step struct {
	Event       rotation.Event
	Effects     []rotation.Effect
	NoteMinutes int
}

// Measure counts a business day's steps, in order. owed is what the day before left.
func Measure(day domain.Day, owed []Owed, steps []Step) Day {
	m := measuring{of: map[domain.AgentID]*Received{}, arrived: map[domain.VisitID]time.Time{},
		owed: slices.Clone(owed)}
	for _, s := range steps {
		m.step(s)
	}
	out := Day{Day: day, Owed: m.owed}
	for _, r := range m.of {
		out.Agents = append(out.Agents, *r)
	}
	slices.SortFunc(out.Agents, func(a, b Received) int { return strings.Compare(string(a.Agent), string(b.Agent)) })
	return out
}

type measuring struct {
	of      map[domain.AgentID]*Received
	arrived map[domain.VisitID]time.Time // not yet received
	owed    []Owed
}

func (m *measuring) agent(id domain.AgentID) *Received {
	if m.of[id] == nil {
		m.of[id] = &Received{Agent: id}
	}
	return m.of[id]
}

func (m *measuring) step(s Step) {
	switch s.Event.Kind {
	case rotation.Arrived:
		m.arrived[s.Event.Visit] = s.Event.At
	case rotation.NoteWritten:
		m.written(s.Event)
	}
	for _, e := range s.Effects {
		switch e.Kind {
		case rotation.Assigned:
			m.assigned(s.Event.At, e)
		case rotation.Closed:
			if e.Agent != "" {
				m.agent(e.Agent).Ended++
			}
		case rotation.NoteDue:
			due := s.Event.At.Add(time.Duration(s.NoteMinutes) * time.Minute)
			m.owed = append(m.owed, Owed{Agent: e.Agent, Visit: e.Visit, Since: s.Event.At.UTC(), DueAt: due.UTC()})
		}
	}
}

// assigned counts a visitor's first reception: a later one is a hand-over, for which nobody waited at the door.
func (m *measuring) assigned(at time.Time, e rotation.Effect) {
	came, waited := m.arrived[e.Visit]
	if !waited {
		return
	}
	delete(m.arrived, e.Visit)
	seconds := int64(at.Sub(came) / time.Second)
	r := m.agent(e.Agent)
	r.Visits++
	r.WaitSeconds += seconds
	if seconds <= PromptSeconds {
		r.Prompt++
	}
}

// written takes a note off what is owed, as the rotation does: that of the agent named, else the visit's oldest.
func (m *measuring) written(ev rotation.Event) {
	i := slices.IndexFunc(m.owed, func(o Owed) bool {
		return o.Visit == ev.Visit && (ev.Agent == "" || o.Agent == ev.Agent)
	})
	if i < 0 {
		return // owed since before the count began
	}
	note := m.owed[i]
	m.owed = slices.Delete(m.owed, i, i+1)
	r := m.agent(note.Agent)
	r.Notes++
	r.NoteSeconds += int64(ev.At.Sub(note.Since) / time.Second)
	if !ev.At.After(note.DueAt) {
		r.InTime++
	}
}

// Plus adds up two counts of the same agent.
func (r Received) Plus(o Received) Received {
	return Received{Agent: r.Agent, Visits: r.Visits + o.Visits, WaitSeconds: r.WaitSeconds + o.WaitSeconds,
		Prompt: r.Prompt + o.Prompt,
		Ended:  r.Ended + o.Ended, Notes: r.Notes + o.Notes, NoteSeconds: r.NoteSeconds + o.NoteSeconds,
		InTime: r.InTime + o.InTime}
}
