package floor

import (
	"context"
	"iter"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/store"
)

// Verify checks the journal's chain over a period of business days. The chain of the whole life of a
// site starts from nothing and ends at the floor's head; a part of it starts and ends at the hashes
// that its neighbours hold.
func (f *Floor) Verify(ctx context.Context, look Look, from, to domain.Day) (journal.Verification, error) {
	start, err := headBefore(ctx, f, look, from)
	if err != nil {
		return journal.Verification{}, err
	}
	end := look.Head()
	if end.Day > to {
		if end, err = headBefore(ctx, f, look, to.AddDays(1)); err != nil {
			return journal.Verification{}, err
		}
	}
	return journal.Verify(look.Site.ID, start, end, storedEntries(ctx, f, look.Site.ID, from, to))
}

// headBefore gives the last entry before a business day, looking back as far as the site exists.
func headBefore(ctx context.Context, f *Floor, look Look, day domain.Day) (journal.Head, error) {
	first := look.Site.Day(look.Site.CreatedAt)
	for day = day.AddDays(-1); day >= first; day = day.AddDays(-1) {
		page, err := f.store.Query(ctx, store.Query{Table: store.Records,
			Partition: store.JournalPartition(look.Site.ID, day), Limit: 1, Descending: true})
		if err != nil {
			return journal.Head{}, err
		}
		if len(page.Items) == 0 {
			continue
		}
		sealed, err := journal.Unpack(page.Items[0].Body)
		if err != nil {
			return journal.Head{}, err
		}
		return journal.Head{Day: day, Seq: sequence(page.Items[0].Key.Sort), Hash: sealed.Hash}, nil
	}
	return journal.Head{}, nil
}

func sequence(sort string) int {
	n := 0
	for _, digit := range sort {
		n = n*10 + int(digit-'0')
	}
	return n
}

// storedEntries walks the journal as it is stored, oldest first.
func storedEntries(ctx context.Context, f *Floor, site domain.SiteID, from, to domain.Day) iter.Seq2[journal.Stored,
	error] {
	return func(yield func(journal.Stored, error) bool) {
		for day := from; day <= to; day = day.AddDays(1) {
			query := store.Query{Table: store.Records, Partition: store.JournalPartition(site, day), Limit: 200}
			for item, err := range store.All(ctx, f.store, query) {
				if err != nil {
					yield(journal.Stored{}, err)
					return
				}
				if !yield(journal.Stored{Day: day, Seq: sequence(item.Key.Sort), Body: item.Body}, nil) {
					return
				}
			}
		}
	}
}
