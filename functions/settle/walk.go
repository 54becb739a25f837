package settle

import (
	"context"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// walkDay goes through the customers of whom the register says something on a business day, in the order in which it
// first does, and then those whom a list that was taken over says to have been in touch last on it; of each part of
// them do gets the references.
func (r *Runner) walkDay(ctx context.Context, site domain.SiteID, day domain.Day,
	do func([]domain.CustomerRef) error) error {
	for cursor, more := "", true; more; more = cursor != "" {
		entries, next, err := floor.Entries(ctx, r.Floor, site, day, duePage, cursor)
		if err != nil {
			return err
		}
		refs, err := r.customersOf(ctx, site, entries)
		if err != nil {
			return err
		}
		if len(refs) > 0 {
			if err := do(refs); err != nil {
				return err
			}
		}
		cursor = next
	}
	return r.walkListed(ctx, site, day, do)
}

// walkListed goes through the customers whom a list says to have been in touch last on a business day.
func (r *Runner) walkListed(ctx context.Context, site domain.SiteID, day domain.Day,
	do func([]domain.CustomerRef) error) error {
	query := store.Query{Table: store.Operations, Partition: store.ListedDayPartition(site, day), Limit: duePage}
	for page, err := range store.Pages(ctx, r.Floor.Store(), query) {
		if err != nil {
			return err
		}
		refs := make([]domain.CustomerRef, len(page))
		for i, item := range page {
			refs[i] = domain.CustomerRef(item.Key.Sort)
		}
		if len(refs) > 0 {
			if err := do(refs); err != nil {
				return err
			}
		}
	}
	return nil
}

// customersOf lists whom entries are about: the customer that each names, those who were taken over by it, and those of
// the visits that it moves, as the close of a day does.
func (r *Runner) customersOf(ctx context.Context, site domain.SiteID,
	entries []floor.StoredEntry) ([]domain.CustomerRef, error) {
	var refs []domain.CustomerRef
	add := func(ref domain.CustomerRef) {
		if ref != "" && !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	var moved []store.Key
	for _, e := range entries {
		add(e.Customer)
		taken, err := floor.TakenIn(e.Entry)
		if err != nil {
			return nil, err
		}
		for _, row := range taken {
			add(row.Customer)
		}
		for _, effect := range e.Effects {
			day, seq, err := journal.ParseVisit(effect.Visit)
			if err != nil || effect.Visit == e.Visit {
				continue // no visit, or the entry's own
			}
			if key := store.JournalKey(site, day, seq); !slices.Contains(moved, key) {
				moved = append(moved, key)
			}
		}
	}
	items, err := store.GetAll(ctx, r.Floor.Store(), moved)
	if err != nil {
		return nil, err
	}
	for _, key := range moved {
		if item, found := items[key]; found {
			entry, err := floor.OpenEntry(item)
			if err != nil {
				return nil, err
			}
			add(entry.Customer)
		}
	}
	return refs, nil
}
