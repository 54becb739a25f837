package floor

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/preparation"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// preparationKey points to the appointment from the earliest instant at which something is due to be made ready; false
// where nothing is.
func preparationKey(w *Work, a appointment.Appointment) (store.Key, bool) {
	due, waits := appointment.PreparationDue(a)
	if !waits {
		return store.Key{}, false
	}
	return store.PreparationDueKey(w.Site.ID, due.UTC().Format(time.RFC3339), string(a.ID)), true
}

// PreparationPlace is where a checklist keeps its texts; home is the appointment for which they were sealed.
func PreparationPlace(site domain.SiteID, home string) privacy.Place {
	return PlaceOf(store.AppointmentKey(site, home), "preparation")
}

// PreparationWords is what an item says in clear.
type PreparationWords struct{ Text, Note string }

// OpenPreparation reads what an item of a checklist says; nothing is read of a customer who was erased.
func OpenPreparation(f *Floor, site domain.SiteID, file *CustomerFile, list *preparation.List,
	item preparation.Item) (PreparationWords, error) {
	var words PreparationWords
	place := PreparationPlace(site, list.Home)
	if err := OpenFor(f, file, place, item.Text, &words.Text); err != nil {
		return words, err
	}
	return words, OpenFor(f, file, place, item.Note, &words.Note)
}
