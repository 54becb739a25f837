package rotation

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// noteDue makes a helper whose part has ended owe the colleague an account of it (GP.18).
func (f *floor) noteDue(r Reception) {
	if r.OnBehalfOf == "" || f.rec.HandOverNote == "" || f.rec.HandOverMinutes <= 0 {
		return
	}
	due := f.at.Add(time.Duration(f.rec.HandOverMinutes) * time.Minute)
	f.Notes = append(f.Notes, Note{Visit: r.Visit, From: r.Agent, To: r.OnBehalfOf, DueAt: due})
	f.effect(Effect{Kind: NoteDue, Agent: r.Agent, Other: r.OnBehalfOf, Visit: r.Visit, Clause: f.rec.HandOverNote})
}

// noteWritten removes the note that Event.Agent owes for Event.Visit; without an agent, the oldest for the visit.
func (f *floor) noteWritten() *domain.Error {
	i := slices.IndexFunc(f.Notes, func(n Note) bool {
		return n.Visit == f.ev.Visit && (f.ev.Agent == "" || n.From == f.ev.Agent)
	})
	if i < 0 {
		return domain.Invalid("rotation.note_unknown", "/v")
	}
	f.Notes = slices.Delete(f.Notes, i, i+1)
	return nil
}

// Overdue gives the hand-over notes not written by their deadline, in the order in which they became
// due (GP.18). A note is in time to the instant of its deadline.
func Overdue(s State, at time.Time) []Note {
	var late []Note
	for _, n := range s.Notes {
		if at.After(n.DueAt) {
			late = append(late, n)
		}
	}
	return late
}
