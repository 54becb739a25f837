package floor

import (
	"context"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/reception"
	"github.com/lunxu/lunxu/internal/store"
)

// ReceptionRecord is the record of one visit with the version of its item; one that is not stored yet has none.
type ReceptionRecord struct {
	reception.OfVisit
	version int64
}

// With gives the record as it becomes, in the place of this one.
func (r ReceptionRecord) With(all reception.OfVisit) ReceptionRecord {
	return ReceptionRecord{all, r.version}
}

func receptionKey(site domain.SiteID, visit domain.VisitID) (store.Key, error) {
	day, _, err := journal.ParseVisit(visit)
	if err != nil {
		return store.Key{}, domain.Invalid("visit.unknown", "/visit")
	}
	return store.ReceptionKey(site, day.Month(), visit), nil
}

// ReceptionRecord reads the record of a visit; without versions there is none.
func (w *Work) ReceptionRecord(visit domain.VisitID) (ReceptionRecord, error) {
	out := ReceptionRecord{OfVisit: reception.OfVisit{Visit: visit}}
	key, err := receptionKey(w.Site.ID, visit)
	if err != nil {
		return out, err
	}
	item, found, err := w.Item(key)
	if err != nil || !found {
		return out, err
	}
	out.version = item.Version
	return out, Unpack(item.Body, &out.OfVisit)
}

// KeepReceptionRecord commits where the record of a visit stands in the journal.
func (w *Work) KeepReceptionRecord(before, after ReceptionRecord) error {
	key, err := receptionKey(w.Site.ID, after.Visit)
	if err != nil {
		return err
	}
	body, err := Pack(after.OfVisit)
	w.Also(Versioned(store.Item{Key: key, Version: 1, Body: body}, before.version))
	return err
}

// ReceptionRecords reads the records of visits; visits without one are left out.
func (f *Floor) ReceptionRecords(ctx context.Context, site domain.SiteID, visits []domain.VisitID) (map[domain.VisitID]reception.OfVisit, error) {
	out := map[domain.VisitID]reception.OfVisit{}
	for part := range slices.Chunk(visits, 100) {
		var keys []store.Key
		for _, visit := range part {
			key, err := receptionKey(site, visit)
			if err != nil {
				return nil, err
			}
			keys = append(keys, key)
		}
		items, err := f.store.Get(ctx, keys...)
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			var one reception.OfVisit
			if err := Unpack(item.Body, &one); err != nil {
				return nil, err
			}
			out[one.Visit] = one
		}
	}
	return out, nil
}
