package floor

import (
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/store"
)

// Snapshot is the rotation state a day opens with; replaying the day's events starts from it.
type Snapshot struct {
	State rotation.State `json:"state"`
}

// rollDay closes a business day that was left open and opens today. The cycle goes on across days
// (SS.4.2.1.a) and the order of groups moves on at the close (GP.2.a).
func rollDay(w *Work) error {
	if w.State.Day == w.Day {
		return nil
	}
	if w.State.Day != "" {
		if _, err := CloseDay(w); err != nil {
			return err
		}
	}
	opening, err := json.Marshal(Snapshot{w.State})
	if err != nil {
		return fmt.Errorf("floor: encode snapshot: %w", err)
	}
	w.file.ManualCheckIns = 0
	_, err = w.Apply(rotation.Event{Kind: rotation.DayOpened, Day: w.Day},
		journal.Entry{Operation: "openDay", Actor: "system", Role: domain.RoleSystem, Facts: opening})
	return err
}

// CloseDay closes the open business day: every reception ends unrecorded, who still waits has gone,
// and the chain of the day gets its last entry (of a later day, if that one has entries already). It is judged by the
// policy of that day.
func CloseDay(w *Work) ([]rotation.Effect, error) {
	day := w.State.Day
	if day == "" {
		return nil, &domain.Error{Code: "rotation.day_not_open"}
	}
	version, err := w.Site.Policy(day)
	if err != nil {
		return nil, err
	}
	if err := needOpenVisits(w); err != nil {
		return nil, err
	}
	for _, waiting := range w.State.Waiting {
		file, err := LoadCustomer(w, waiting.Customer)
		if err != nil {
			return nil, err
		}
		if file != nil {
			EndVisit(w, file, waiting.Visit, register.WentAway)
		}
	}
	event := rotation.Event{Kind: rotation.DayClosed, At: w.At, Day: day}
	next, effects, err := rotation.Apply(w.State, version.Rules.Rotation, version.Rules.Reception, event)
	if err != nil {
		return nil, err
	}
	w.State, w.changed = next, true
	if err := settleAssignments(w, event, effects); err != nil {
		return nil, err
	}
	entry := journal.Entry{Operation: "closeDay", Event: &event, Effects: effects, PolicyVersion: version.Number}
	return effects, w.recordOn(max(day, w.file.Day), entry)
}

// needOpenVisits loads the entries and then the customers of all open visits in two round trips.
func needOpenVisits(w *Work) error {
	var entries, customers []store.Key
	for _, r := range w.State.Receptions {
		if day, seq, err := journal.ParseVisit(r.Visit); err == nil {
			entries = append(entries, store.JournalKey(w.Site.ID, day, seq))
		}
	}
	if err := w.Need(entries...); err != nil {
		return err
	}
	for _, r := range w.State.Receptions {
		entry, err := VisitEntry(w, r.Visit)
		if err != nil {
			return err
		}
		customers = append(customers, store.CustomerKey(w.Site.ID, entry.Customer))
	}
	for _, waiting := range w.State.Waiting {
		customers = append(customers, store.CustomerKey(w.Site.ID, waiting.Customer))
	}
	return w.Need(customers...)
}
