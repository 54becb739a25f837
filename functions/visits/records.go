package visits

import (
	"context"
	"encoding/hex"
	"net/http"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// writeHandOverNote tells a colleague what was said to their customer (GP.18).
func (h *Handler) writeHandOverNote(ctx context.Context, call api.Call[contract.HandOverNote]) (api.Answer, error) {
	cmd, visit := visitCommand(call)
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Visit, error) {
		entry, file, err := floor.VisitCustomer(w, visit)
		if err != nil {
			return contract.Visit{}, err
		}
		record := journal.Entry{Customer: file.Ref, Refers: visit}
		if record.Sealed, err = floor.SealEntry(w, file, sealedEntry{Text: view.Text(&call.Body.Text)}); err != nil {
			return contract.Visit{}, err
		}
		event := rotation.Event{Kind: rotation.NoteWritten, Visit: visit}
		if call.Principal.Role == domain.RoleAgent {
			event.Agent = call.Principal.Agent
		}
		if err := countIfLate(w, visit, event.Agent); err != nil {
			return contract.Visit{}, err
		}
		_, err = w.Apply(event, record)
		if isCode(err, "rotation.note_unknown") && file.GiveBack == visit {
			err = w.Record(record) // the account that goes with a customer given back (GP.17.b)
		}
		if err != nil {
			return contract.Visit{}, err
		}
		return seen(w, entry, file)
	}))
}

// countIfLate counts a note that comes after its deadline (GP.18).
func countIfLate(w *floor.Work, visit domain.VisitID, from domain.AgentID) error {
	for _, note := range rotation.Overdue(w.State, w.At) {
		if note.Visit == visit && (from == "" || note.From == from) {
			_, err := floor.CountLateNote(w, note)
			return err
		}
	}
	return nil
}

// annotate adds a remark: an entry is never edited, a correction is a new entry that refers to it.
func (h *Handler) annotate(ctx context.Context, call api.Call[contract.Annotation]) (api.Answer, error) {
	return onVisit(ctx, h, call, func(w *floor.Work, entry journal.Entry,
		file *floor.CustomerFile) (contract.Entry, error) {
		record := journal.Entry{Customer: file.Ref, Refers: entry.Visit, Note: "annotation"}
		var err error
		if record.Sealed, err = floor.SealEntry(w, file, sealedEntry{Text: view.Text(&call.Body.Text)}); err != nil {
			return contract.Entry{}, err
		}
		if err := w.Record(record); err != nil {
			return contract.Entry{}, err
		}
		return view.Entry(w.Sealed()), nil
	})
}

func (h *Handler) getVisit(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	cmd, visit := visitCommand(call)
	look, err := h.floor.Look(ctx, call.Site, call.At, cmd.Hint...)
	if err != nil {
		return api.Answer{}, err
	}
	entry, err := floor.VisitEntry(look.Work, visit)
	if err != nil {
		return api.Answer{}, known(err)
	}
	out, err := h.describe(ctx, look, []journal.Entry{entry})
	if err != nil {
		return api.Answer{}, err
	}
	if len(out) == 0 {
		return api.Answer{}, domain.Invalid("visit.unknown", "/visit")
	}
	return api.Answer{Status: http.StatusOK, Body: out[0]}, nil
}

// known turns the shell's wish for an entry that no key names into the caller's unknown visit.
func known(err error) error {
	if floor.NotLoaded(err) {
		return domain.Invalid("visit.unknown", "/visit")
	}
	return err
}

// describe gives visits as they stand, from the entries that registered them.
func (h *Handler) describe(ctx context.Context, look floor.Look, entries []journal.Entry) ([]contract.Visit, error) {
	var refs []domain.CustomerRef
	for _, e := range entries {
		refs = append(refs, e.Customer)
	}
	files, err := floor.CustomerFiles(ctx, h.floor, look.Site.ID, refs)
	if err != nil {
		return nil, err
	}
	out := []contract.Visit{}
	for _, e := range entries {
		file := files[e.Customer]
		if e.Operation != "registerArrival" || file == nil {
			continue
		}
		who, err := floor.RevealOf(h.floor, look.Site.ID, file)
		if err != nil {
			return nil, err
		}
		out = append(out, view.Visit{Entry: e, File: file, Who: who, State: look.State}.Contract())
	}
	return out, nil
}

// page reads one page of the journal of the day asked for, today's if none is.
func (h *Handler) page(ctx context.Context, call api.Call[api.None],
	look floor.Look) ([]floor.StoredEntry, string, error) {
	day, err := call.Query.Day("day")
	if err != nil {
		return nil, "", err
	}
	if day == "" {
		day = look.Day
	}
	limit, err := call.Query.Limit()
	if err != nil {
		return nil, "", err
	}
	cursor, err := call.Query.Cursor()
	if err != nil {
		return nil, "", err
	}
	entries, next, err := floor.Entries(ctx, h.floor, call.Site, day, limit, cursor)
	return entries, api.NextCursor(next), err
}

func (h *Handler) listVisits(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	age, err := customerAge(call.Query)
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	stored, cursor, err := h.page(ctx, call, look)
	if err != nil {
		return api.Answer{}, err
	}
	var arrivals []journal.Entry
	for _, s := range stored {
		if s.Operation != "registerArrival" {
			continue
		}
		returning, err := isReturning(s.Entry)
		if err != nil {
			return api.Answer{}, err
		}
		if age == "" || returning == (age == contract.CustomerAgeReturning) {
			arrivals = append(arrivals, s.Entry)
		}
	}
	items, err := h.describe(ctx, look, arrivals)
	return api.Answer{Status: http.StatusOK, Body: contract.VisitList{Items: items, NextCursor: cursor}}, err
}

func (h *Handler) listRegister(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	stored, cursor, err := h.page(ctx, call, look)
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.EntryList{Items: []contract.Entry{}, NextCursor: cursor}
	var reasons map[int]string
	if len(stored) > 0 {
		if reasons, err = floor.Reasons(ctx, h.floor, call.Site, stored[0].Day); err != nil {
			return api.Answer{}, err
		}
	}
	for _, s := range stored {
		entry := view.Entry(s.Entry, s.Sealed)
		entry.Reason = reasons[s.Seq]
		list.Items = append(list.Items, entry)
	}
	return api.Answer{Status: http.StatusOK, Body: list}, nil
}

// maxVerifiedDays bounds one verification; a longer period is asked for in parts.
const maxVerifiedDays = 92

// verifyRegister walks the journal's chain over a period and reports the first fault. Up to today the
// chain must end at the floor's head, which no edit of the journal can change.
func (h *Handler) verifyRegister(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	from, to, err := period(call, look)
	if err != nil {
		return api.Answer{}, err
	}
	result, err := h.floor.Verify(ctx, look, from, to)
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.Verification{Intact: result.Fault == nil, Entries: result.Entries, From: string(from),
		To:   string(to),
		Head: hex.EncodeToString(result.Head.Hash[:])}
	if result.Fault != nil {
		out.FirstFault = &contract.RegisterFault{Day: string(result.Fault.Day), Seq: result.Fault.Seq,
			Kind: contract.FaultKind(result.Fault.Kind)}
	}
	return api.OK(out)
}

func period(call api.Call[api.None], look floor.Look) (from, to domain.Day, err error) {
	if from, err = call.Query.Day("from"); err != nil {
		return "", "", err
	}
	if to, err = call.Query.Day("to"); err != nil {
		return "", "", err
	}
	if to == "" || to > look.Day {
		to = look.Day
	}
	if from == "" {
		from = max(look.Site.Day(look.Site.CreatedAt), to.AddDays(1-maxVerifiedDays))
	}
	if from > to || from.AddDays(maxVerifiedDays) <= to {
		return "", "", domain.Invalid("register.period", "from")
	}
	return from, to, nil
}
