package sites

import (
	"context"
	"encoding/json"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/archive"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// makeArchive sums a month of the register up and signs it (LC.4.4, LS.2.5). The entry that says so comes first: it
// stands after the month, and nothing can be entered before the end of the register. A second making gives the first.
func (h *Handler) makeArchive(ctx context.Context, call api.Call[contract.NewArchive]) (api.Answer, error) {
	month, err := api.ParseMonth(call.Body.Month, "/month")
	if err != nil {
		return api.Answer{}, err
	}
	key := store.ArchiveKey(call.Site, month)
	result, err := floor.Act(ctx, h.floor, view.Command(call, key), func(w *floor.Work) (contract.Entry, error) {
		if err := archive.Check(month, w.Site.Day(w.Site.CreatedAt), w.Day); err != nil {
			return contract.Entry{}, err
		}
		if _, kept, err := w.Item(key); err != nil || kept {
			return contract.Entry{}, err
		}
		err := w.Record(journal.Entry{Note: "archive_" + string(month)})
		return view.Entry(w.Sealed()), err
	})
	if err != nil {
		return api.Answer{}, err
	}
	kept, err := h.archived(ctx, call, month, result.Value)
	if err != nil {
		return api.Answer{}, err
	}
	shown, err := archiveView(kept)
	return api.Answer{Body: shown, Replayed: result.Replayed}, err
}

// archived gives what is kept of a month, and makes it first, as the entry says, if nothing is. Errors:
// archive.register_broken, archive.too_large.
func (h *Handler) archived(ctx context.Context, call api.Call[contract.NewArchive], month domain.Month,
	entry contract.Entry) (floor.Archive, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At, store.ArchiveKey(call.Site, month))
	if err != nil {
		return floor.Archive{}, err
	}
	if item, found, err := look.Item(store.ArchiveKey(call.Site, month)); err != nil || found {
		if err != nil {
			return floor.Archive{}, err
		}
		return floor.Decode(item, floor.Archive{})
	}
	m, fault, err := floor.SumUp(ctx, h.floor, look, month)
	if err != nil {
		return floor.Archive{}, err
	}
	if fault != nil {
		return floor.Archive{}, (&domain.Error{Code: "archive.register_broken"}).With("day", string(fault.Day))
	}
	m.MadeAt, m.MadeBy = entry.At, entry.Actor
	return floor.KeepArchive(ctx, h.floor, m)
}

// archiveView shows an archive. The manifest is written in the contract's form.
func archiveView(a floor.Archive) (contract.Archive, error) {
	out := contract.Archive{Signed: string(a.Signed), Signature: a.Signature, PublicKey: string(a.PublicKey)}
	return out, json.Unmarshal(a.Signed, &out.Manifest)
}

// listArchives lists the months that are archived, the latest first.
func (h *Handler) listArchives(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query,
		store.Query{Table: store.Records, Partition: store.ArchivesPartition(call.Site), Descending: true},
		func(kept floor.Archive) (floor.Archive, bool) { return kept, true })
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.ArchiveList{Items: make([]contract.ArchiveSummary, len(shown)), NextCursor: cursor}
	for i, kept := range shown {
		if err := json.Unmarshal(kept.Signed, &list.Items[i]); err != nil {
			return api.Answer{}, err
		}
	}
	return api.OK(list)
}

// monthArchive reads the archive of the path's month.
func (h *Handler) monthArchive(ctx context.Context, call api.Call[api.None]) (floor.Archive, archive.Manifest, error) {
	month, err := api.ParseMonth(call.Path("month"), "month")
	if err != nil {
		return floor.Archive{}, archive.Manifest{}, err
	}
	kept, err := floor.ReadArchive(ctx, h.floor, call.Site, month)
	if err != nil {
		return floor.Archive{}, archive.Manifest{}, err
	}
	m, err := kept.Manifest()
	return kept, m, err
}

func (h *Handler) getArchive(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	kept, _, err := h.monthArchive(ctx, call)
	if err != nil {
		return api.Answer{}, err
	}
	out, err := archiveView(kept)
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(out)
}

// getArchiveContent makes the lines of one day of an archive again, and compares them with what was signed.
func (h *Handler) getArchiveContent(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	_, m, err := h.monthArchive(ctx, call)
	if err != nil {
		return api.Answer{}, err
	}
	from, err := call.Query.Cursor()
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.ArchiveContent{Agrees: true}
	for i, day := range m.Days {
		if string(day.Day) < from {
			continue
		}
		c, err := floor.ArchivedDay(ctx, h.floor, call.Site, day.Day)
		if err != nil {
			return api.Answer{}, err
		}
		out.Day, out.Text, out.ContentSha256, out.Agrees = string(day.Day), string(c.Text), c.Digest(),
			c.Digest() == day.Content
		if i+1 < len(m.Days) {
			out.NextCursor = api.NextCursor(string(m.Days[i+1].Day))
		}
		break
	}
	return api.OK(out)
}

// verifyArchive makes a month's archive again from the register and compares it, with its signature and the register's
// chain.
func (h *Handler) verifyArchive(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	kept, m, err := h.monthArchive(ctx, call)
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	now, fault, err := floor.SumUp(ctx, h.floor, look, m.Month)
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.ArchiveVerification{Month: string(m.Month)}
	if out.Genuine, err = floor.Genuine(h.floor, kept); err != nil {
		return api.Answer{}, err
	}
	if fault != nil {
		out.FirstFault = &contract.RegisterFault{Day: string(fault.Day), Seq: fault.Seq,
			Kind: contract.FaultKind(fault.Kind)}
	}
	out.FirstDifference = string(archive.Difference(m, now))
	out.Agrees = out.Genuine && fault == nil && out.FirstDifference == ""
	return api.OK(out)
}
