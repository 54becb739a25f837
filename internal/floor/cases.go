package floor

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/expedite"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// Expedited is a case with the version of its item; one that is not stored yet has none.
type Expedited struct {
	expedite.Case
	version int64
}

// With gives the case as it becomes, in the place of this one.
func (e Expedited) With(c expedite.Case) Expedited { return Expedited{c, e.version} }

// Case reads a case; one without an id does not exist.
func (w *Work) Case(id string) (Expedited, error) {
	item, found, err := w.Item(store.CaseKey(w.Site.ID, id))
	if err != nil || !found {
		return Expedited{}, err
	}
	out := Expedited{version: item.Version}
	return out, Unpack(item.Body, &out.Case)
}

// KeepCase commits a changed case, its place in the list of what is due, and its journal entry.
func (w *Work) KeepCase(before, after Expedited, entry journal.Entry) error {
	body, err := Pack(after.Case)
	if err != nil {
		return err
	}
	w.Also(Versioned(store.Item{Key: store.CaseKey(w.Site.ID, after.ID), Version: 1, Body: body}, before.version))
	due := store.CaseDueKey(w.Site.ID, after.Deadline.UTC().Format(time.RFC3339), after.ID)
	waited, waits := before.version > 0 && before.Status() == expedite.Open, after.Status() == expedite.Open
	if waited && !waits {
		w.Also(store.Write{Action: store.Delete, Condition: store.MustExist, Item: store.Item{Key: due}})
	}
	if waits && !waited {
		w.Also(store.Write{Action: store.Put, Condition: store.MustNotExist, Item: store.Item{Key: due}})
	}
	entry.Customer = after.Customer
	return w.Record(entry)
}

// CasePlace is where a case keeps what is said about a customer.
func CasePlace(site domain.SiteID, id string) privacy.Place {
	return PlaceOf(store.CaseKey(site, id), "text")
}

// DueBefore bounds a list of what is due: everything whose instant has passed, whole seconds.
func DueBefore(at time.Time) string { return at.UTC().Format(time.RFC3339) }
