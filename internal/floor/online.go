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
func (w *Work) AdmitOnline(ref domain.CustomerRef) error {
	key := store.OnlineKey(w.Site.ID, w.Day)
	item, found, err := w.Item(key)
	if err != nil {
		return err
	}
	var count appointment.Applications
	if found {
		if err := Unpack(item.Body, &count); err != nil {
			return err
		}
	}
	if count, err = count.Admit(ref); err != nil {
		return err
	}
	body, err := Pack(count)
	if err != nil {
		return err
	}
	w.Also(Versioned(store.Item{Key: key, Version: 1, Body: body, ExpiresAt: w.At.Add(onlineKept)}, item.Version))
	return nil
}
