package floor

import (
	"context"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

// departure is why somebody departed from the order by an entry of the register. It may name people, so it stands
// beside the entry, which can never change.
type departure struct {
	Seq    int    `json:"n"`
	Reason string `json:"r"`
}

// KeepReason keeps why the next entry of the register departs from the order.
func KeepReason(w *Work, reason string) error {
	d := departure{Seq: w.NextSeq(), Reason: reason}
	return w.Save(store.ReasonKey(w.Site.ID, w.Day, d.Seq), d)
}

// Reasons gives a day's reasons by the sequence of their entries.
func Reasons(ctx context.Context, f *Floor, site domain.SiteID, day domain.Day) (map[int]string, error) {
	found := map[int]string{}
	query := store.Query{Table: store.Operations, Partition: store.ReasonsPartition(site, day), Limit: 200}
	return found, Each(ctx, f.store, query, func(d departure) { found[d.Seq] = d.Reason })
}
