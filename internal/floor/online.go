package floor

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/store"
)

// onlineKept is how long the count of a day of the booking page is of use.
const onlineKept = 48 * time.Hour

// AdmitOnline counts an application that came by the site's booking page on the day of the work. Errors: those of
// appointment.Applications.
func AdmitOnline(w *Work, ref domain.CustomerRef) error {
	key := store.OnlineKey(w.Site.ID, w.Day)
	count, err := Load(w, key, appointment.Applications{})
	if err != nil {
		return err
	}
	if count, err = count.Admit(ref); err != nil {
		return err
	}
	return w.SaveUntil(key, count, w.At.Add(onlineKept))
}
