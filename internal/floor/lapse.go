package floor

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/lapse"
	"github.com/lunxu/lunxu/internal/store"
)

// warningsKept is how long a warning is still shown after the protection has ended.
const warningsKept = 24 * time.Hour

// WarnOfLapse warns the owner of a customer if the protection ends soon and they have not been warned of it yet; false
// where there is nothing to warn of. Policy is the one in force on the work's day (PC.2).
func WarnOfLapse(w *Work, ref domain.CustomerRef, at time.Time) (bool, error) {
	file, err := LoadCustomer(w, ref)
	if err != nil || file == nil || !file.ErasedAt.IsZero() {
		return false, err
	}
	person, err := Person(w, file, at)
	if err != nil {
		return false, err
	}
	due, level, is := lapse.Due(w.Policy.Rules.Protection, person, at, w.Site.Zone())
	if !is || !w.Site.WorksHere(due.Agent) {
		return false, nil
	}
	key := store.LapseWarningKey(w.Site.ID, due.Agent, due.Until, due.Customer)
	if due, err = Load(w, key, due); err != nil {
		return false, err
	}
	after, gives := due.Give(level, w.At, w.NextVisit())
	if !gives {
		return false, nil
	}
	expires := due.Until.AddDays(1).Start(w.Site.Zone()).Add(warningsKept)
	if err := w.SaveUntil(key, after, expires); err != nil {
		return false, err
	}
	return true, w.Record(journal.Entry{Customer: due.Customer, Note: "lapse_warning:" + string(level)})
}
