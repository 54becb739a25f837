package floor

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/preparation"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
)

// schedulePreparation keeps an appointment on the list of what is still to be made ready, by the earliest instant due.
func (w *Work) schedulePreparation(before, after Booked) {
	was, waited := before.preparationKey(w)
	is, waits := after.preparationKey(w)
	if was == is {
		return
	}
	if waited {
		w.Also(store.Write{Action: store.Delete, Condition: store.MustExist, Item: store.Item{Key: was}})
	}
	if waits {
		w.Also(store.Write{Action: store.Put, Condition: store.MustNotExist, Item: store.Item{Key: is}})
	}
}

// preparationKey points to the appointment from the earliest instant at which something is due; false where nothing is.
func (b Booked) preparationKey(w *Work) (store.Key, bool) {
	due, waits := appointment.PreparationDue(b.Appointment)
	if !waits {
		return store.Key{}, false
	}
	return store.PreparationDueKey(w.Site.ID, due.UTC().Format(time.RFC3339), string(b.ID)), true
}

// PreparationPlace is where a checklist keeps its texts; home is the appointment for which they were sealed.
func PreparationPlace(site domain.SiteID, home string) privacy.Place {
	return PlaceOf(store.AppointmentKey(site, home), "preparation")
}

// PreparationWords is what an item says in clear.
type PreparationWords struct{ Text, Note string }

// OpenPreparation reads what an item of a checklist says; nothing is read of a customer who was erased.
func (f *Floor) OpenPreparation(site domain.SiteID, file *CustomerFile, list *preparation.List, item preparation.Item) (PreparationWords, error) {
	var words PreparationWords
	place := PreparationPlace(site, list.Home)
	if err := f.OpenFor(file, place, item.Text, &words.Text); err != nil {
		return words, err
	}
	return words, f.OpenFor(file, place, item.Note, &words.Note)
}
