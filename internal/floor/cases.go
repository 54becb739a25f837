package floor

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/expedite"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// LoadCase reads a case; one without an id does not exist.
func LoadCase(w *Work, id string) (expedite.Case, error) {
	return Load(w, store.CaseKey(w.Site.ID, id), expedite.Case{})
}

// SaveCase commits a changed case, its place in the list of what is due, and its journal entry.
func SaveCase(w *Work, before, after expedite.Case, entry journal.Entry) error {
	if err := w.Save(store.CaseKey(w.Site.ID, after.ID), after); err != nil {
		return err
	}
	due := store.CaseDueKey(w.Site.ID, after.Deadline.UTC().Format(time.RFC3339), after.ID)
	w.repoint(due, before.ID != "" && before.Status() == expedite.Open, due, after.Status() == expedite.Open)
	entry.Customer = after.Customer
	return w.Record(entry)
}

// CasePlace is where a case keeps what is said about a customer.
func CasePlace(site domain.SiteID, id string) privacy.Place {
	return PlaceOf(store.CaseKey(site, id), "text")
}

// DueBefore bounds a list of what is due: everything whose instant has passed, whole seconds.
func DueBefore(at time.Time) string { return at.UTC().Format(time.RFC3339) }
