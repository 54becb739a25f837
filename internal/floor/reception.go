package floor

import (
	"context"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/reception"
	"github.com/lunxu/lunxu/internal/store"
)

// monthKey gives the key of what is kept of a visit by the visit's month.
func monthKey(of func(domain.SiteID, domain.Month, domain.VisitID) store.Key, site domain.SiteID,
	visit domain.VisitID) (store.Key, error) {
	day, _, err := journal.ParseVisit(visit)
	if err != nil {
		return store.Key{}, domain.Invalid("visit.unknown", "/visit")
	}
	return of(site, day.Month(), visit), nil
}

// monthKeys gives the keys of what is kept of visits.
func monthKeys(of func(domain.SiteID, domain.Month, domain.VisitID) store.Key, site domain.SiteID,
	visits []domain.VisitID) ([]store.Key, error) {
	keys := make([]store.Key, len(visits))
	for i, visit := range visits {
		var err error
		if keys[i], err = monthKey(of, site, visit); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// LoadReception reads the record of a visit; without versions there is none.
func LoadReception(w *Work, visit domain.VisitID) (reception.OfVisit, error) {
	blank := reception.OfVisit{Visit: visit}
	key, err := monthKey(store.ReceptionKey, w.Site.ID, visit)
	if err != nil {
		return blank, err
	}
	return Load(w, key, blank)
}

// SaveReception commits where the record of a visit stands in the journal.
func SaveReception(w *Work, after reception.OfVisit) error {
	key, err := monthKey(store.ReceptionKey, w.Site.ID, after.Visit)
	if err != nil {
		return err
	}
	return w.Save(key, after)
}

// ReceptionRecords reads the records of visits; visits without one are left out.
func ReceptionRecords(ctx context.Context, f *Floor, site domain.SiteID,
	visits []domain.VisitID) (map[domain.VisitID]reception.OfVisit, error) {
	keys, err := monthKeys(store.ReceptionKey, site, visits)
	if err != nil {
		return nil, err
	}
	all, err := ReadAll[reception.OfVisit](ctx, f.store, keys)
	out := make(map[domain.VisitID]reception.OfVisit, len(all))
	for _, one := range all {
		out[one.Visit] = one
	}
	return out, err
}
