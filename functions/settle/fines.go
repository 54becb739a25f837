package settle

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/settlement"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// fine reads the fine of a due subject.
func (r *Runner) fine(ctx context.Context, night Night, id string) (*conduct.Fine, error) {
	report, _, err := floor.Read[conduct.Report](ctx, r.Floor.Store(), store.ReportKey(night.Site, id),
		domain.Invalid("conduct.unknown", "/report"))
	if err != nil {
		return nil, err
	}
	if report.Consequences == nil {
		return nil, nil
	}
	return report.Consequences.Fine, nil
}

// settleFine deducts the part of a fine that is known at once (SS.4.2.2.b).
func (r *Runner) settleFine(ctx context.Context, night Night, day domain.Day, s subject) (bool, error) {
	id, _ := cutFine(s.name)
	fine, err := r.fine(ctx, night, id)
	if err != nil || fine == nil {
		return false, err
	}
	lines, err := settlement.SettleFine(*fine, day)
	if err != nil {
		return false, err
	}
	writes := []store.Write{{Action: store.Delete, Condition: store.MustExist, Item: store.Item{Key: s.key}},
		floor.CloseMatter(night.Site, fine.Party, floor.OpenFine, fine.Report)}
	return r.commit(ctx, append(writes, floor.LineWrites(night.Site, lines)...))
}

// settleShare deducts the share of the month's commission. It stays due until the month is over, so that
// what is credited later the same night is taken into account.
func (r *Runner) settleShare(ctx context.Context, night Night, day domain.Day, s subject) (bool, error) {
	id, _ := cutFine(s.name)
	fine, err := r.fine(ctx, night, id)
	if err != nil || fine == nil {
		return false, err
	}
	var lines []settlement.Line
	for month := fine.Month; month <= day.Month(); month = domain.Day(string(month) + "-28").AddDays(4).Month() {
		more, err := PartyLines(ctx, r.Floor.Store(), night.Site, month, string(fine.Party))
		if err != nil {
			return false, err
		}
		lines = append(lines, more...)
	}
	closing, err := settlement.MonthClose([]conduct.Fine{*fine}, lines, day)
	if err != nil {
		return false, err
	}
	writes := floor.LineWrites(night.Site, closing)
	if day.Month() > fine.Month {
		writes = append(writes, store.Write{Action: store.Delete, Condition: store.MustExist,
			Item: store.Item{Key: s.key}},
			floor.CloseMatter(night.Site, fine.Party, floor.OpenShare, fine.Report))
	}
	done, err := r.commit(ctx, writes)
	return done && len(closing) > 0, err
}

// PartyLines reads one party's lines of a month.
func PartyLines(ctx context.Context, s store.Store, site domain.SiteID, month domain.Month,
	party string) ([]settlement.Line, error) {
	return readLines(ctx, s, store.Query{Table: store.Records, Partition: store.LinesPartition(site, month),
		From: party + "#", To: party + "$", Limit: 200})
}

// MonthLines reads all lines of a month.
func MonthLines(ctx context.Context, s store.Store, site domain.SiteID, month domain.Month) ([]settlement.Line, error) {
	return readLines(ctx, s, store.Query{Table: store.Records, Partition: store.LinesPartition(site, month),
		Limit: 200})
}

func readLines(ctx context.Context, s store.Store, query store.Query) ([]settlement.Line, error) {
	var lines []settlement.Line
	for item, err := range store.All(ctx, s, query) {
		if err != nil {
			return nil, err
		}
		line, _, err := settlement.DecodeLine(item.Body)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// sumUp writes the summary of the day's lines and binds its digest into the journal. A night that
// settled nothing new since the last summary writes nothing.
func (r *Runner) sumUp(ctx context.Context, night Night, day domain.Day) (*settlement.Summary, error) {
	month, err := MonthLines(ctx, r.Floor.Store(), night.Site, day.Month())
	if err != nil {
		return nil, err
	}
	var lines []settlement.Line
	for _, line := range month {
		if line.SettledOn == day {
			lines = append(lines, line)
		}
	}
	summary, err := settlement.Summarise(day, lines)
	if err != nil {
		return nil, err
	}
	out := &summary
	_, err = r.again(func() (bool, error) {
		last, ordinal, err := r.lastSummary(ctx, night.Site, day)
		if err != nil {
			return false, err
		}
		if last != nil && last.Digest == summary.Digest {
			out = last
			return false, nil
		}
		return true, r.record(ctx, night, day, ordinal+1, summary)
	})
	return out, err
}

// lastSummary gives the latest summary of a day's night and which it is, nil and 0 where there is none.
func (r *Runner) lastSummary(ctx context.Context, site domain.SiteID,
	day domain.Day) (*settlement.Summary, int, error) {
	page, err := r.Floor.Store().Query(ctx, store.Query{Table: store.Records, Partition: store.RunsPartition(site),
		From: string(day) + "#", To: string(day) + "$", Limit: 1, Descending: true})
	if err != nil || len(page.Items) == 0 {
		return nil, 0, err
	}
	last, err := floor.Decode(page.Items[0], settlement.Summary{})
	return &last, ordinalOf(page.Items[0].Key.Sort), err
}

func ordinalOf(sort string) int {
	_, text, _ := strings.Cut(sort, "#")
	n := 0
	for _, digit := range text {
		n = n*10 + int(digit-'0')
	}
	return n
}

// errTaken: another run has written a summary meanwhile.
var errTaken = errors.New("settle: summary taken")

func (r *Runner) record(ctx context.Context, night Night, day domain.Day, ordinal int,
	summary settlement.Summary) error {
	_, err := floor.Act(ctx, r.Floor, r.command(night, "settle"), func(w *floor.Work) (struct{}, error) {
		key := store.DigestKey(night.Site, day, ordinal)
		if _, taken, err := w.Item(key); err != nil || taken {
			return struct{}{}, cmp.Or(err, errTaken)
		}
		if err := w.Save(key, summary); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, w.Record(journal.Entry{Note: "settled:" + summary.Digest})
	})
	return err
}
