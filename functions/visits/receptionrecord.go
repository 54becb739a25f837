package visits

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/reception"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// writtenDown is what is kept as the answer of a writing: where it stands, without what it says.
type writtenDown struct {
	Visit   domain.VisitID    `json:"v"`
	Agent   domain.AgentID    `json:"a"`
	Version reception.Version `json:"e"`
}

func contentOf(body contract.NewReceptionRecord) (reception.Content, error) {
	c := reception.Content{Topics: body.Topics, Well: view.Text(body.Well), Badly: view.Text(body.Badly),
		Improvement: view.Text(body.Improvement), FollowUp: view.Text(body.FollowUp)}
	if body.Questions != nil {
		for _, q := range *body.Questions {
			c.Questions = append(c.Questions, reception.Question{Asked: q.Asked, Answered: q.Answered})
		}
	}
	if body.Gifts != nil {
		for _, g := range *body.Gifts {
			c.Gifts = append(c.Gifts, reception.Gift{What: g.What, Declined: g.Declined})
		}
	}
	return reception.Check(c)
}

// writeReceptionRecord takes down a reception: its content, questions and answers, what went well and what did not,
// what is still needed, gifts (LC.4.4, LS.2.5, BR.4.4, RT.2.5, CM.3, GR.6). It stands in the register under the
// customer's key; a correction is a new entry that names what it corrects.
func (h *Handler) writeReceptionRecord(ctx context.Context,
	call api.Call[contract.NewReceptionRecord]) (api.Answer, error) {
	content, err := contentOf(call.Body)
	if err != nil {
		return api.Answer{}, err
	}
	cmd, visit := visitCommand(call)
	result, err := floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (writtenDown, error) {
		entry, file, err := floor.VisitCustomer(w, visit)
		if err == nil && entry.Operation != "registerArrival" {
			err = domain.Invalid("visit.unknown", "/visit")
		}
		if err != nil {
			return writtenDown{}, err
		}
		contact, ok := file.LastContact(visit)
		if !ok || contact.Agent == "" {
			return writtenDown{}, domain.Invalid("record.nobody_received", "/visit")
		}
		all, err := floor.LoadReception(w, visit)
		if err != nil {
			return writtenDown{}, err
		}
		all.Customer, all.Agent = file.Ref, receiverOr(w, visit, contact.Agent)
		if call.Principal.Role == domain.RoleAgent && all.Agent != call.Principal.Agent {
			return writtenDown{}, (&domain.Error{Code: "visit.not_yours"}).With("agent", string(all.Agent))
		}
		version := reception.Version{ID: "r" + string(w.NextVisit()), At: w.At, By: call.Principal.Subject,
			Corrects:  view.Text(call.Body.Corrects),
			FollowsUp: content.FollowUp != "", Gifts: len(content.Gifts) > 0}
		if all, err = reception.Add(all, version); err != nil {
			return writtenDown{}, err
		}
		record := journal.Entry{Customer: file.Ref, Refers: visit, Note: "reception_record",
			Written: reception.PartsOf(content, version.Corrects)}
		if record.Sealed, err = floor.SealEntry(w, file, content); err != nil {
			return writtenDown{}, err
		}
		if err := w.Record(record); err != nil {
			return writtenDown{}, err
		}
		return writtenDown{visit, all.Agent, version}, floor.SaveReception(w, all)
	})
	if err != nil {
		return api.Answer{}, err
	}
	done := result.Value
	shown, err := h.showRecords(ctx, call.Site, []reception.OfVisit{{Visit: done.Visit, Agent: done.Agent,
		Versions: []reception.Version{done.Version}}})
	if err != nil {
		return api.Answer{}, err
	}
	return api.Answer{Body: shown[0], Replayed: result.Replayed}, nil
}

// showRecords shows every version of the records, in order.
func (h *Handler) showRecords(ctx context.Context, site domain.SiteID,
	all []reception.OfVisit) ([]contract.ReceptionRecord, error) {
	var ids []string
	for _, one := range all {
		for _, v := range one.Versions {
			ids = append(ids, v.ID)
		}
	}
	contents, err := floor.OpenPlaces[reception.Content](ctx, h.floor, site, ids)
	if err != nil {
		return nil, err
	}
	out := []contract.ReceptionRecord{}
	for _, one := range all {
		for _, v := range one.Versions {
			out = append(out, recordView(one, v, contents[v.ID]))
		}
	}
	return out, nil
}

func recordView(of reception.OfVisit, v reception.Version, c reception.Content) contract.ReceptionRecord {
	out := contract.ReceptionRecord{Record: v.ID, Visit: string(of.Visit), Agent: string(of.Agent), At: v.At.UTC(),
		By: v.By, Corrects: v.Corrects,
		NeedsFollowUp: v.FollowsUp, Topics: c.Topics, Well: c.Well, Badly: c.Badly, Improvement: c.Improvement,
		FollowUp:  c.FollowUp,
		Questions: []contract.RecordedQuestion{}, Gifts: []contract.RecordedGift{}}
	for _, q := range c.Questions {
		out.Questions = append(out.Questions, contract.RecordedQuestion{Asked: q.Asked, Answered: q.Answered})
	}
	for _, g := range c.Gifts {
		out.Gifts = append(out.Gifts, contract.RecordedGift{What: g.What, Declined: g.Declined})
	}
	return out
}

// getReceptionRecord shows the record of a visit with its corrections, to whoever received, owns the customer or
// oversees the site (LS.3.1).
func (h *Handler) getReceptionRecord(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	cmd, visit := visitCommand(call)
	look, err := h.floor.Look(ctx, call.Site, call.At, cmd.Hint...)
	if err != nil {
		return api.Answer{}, err
	}
	entry, err := floor.VisitEntry(look.Work, visit)
	if err != nil || entry.Operation != "registerArrival" {
		return api.Answer{}, domain.Invalid("visit.unknown", "/visit")
	}
	records, err := floor.ReceptionRecords(ctx, h.floor, call.Site, []domain.VisitID{visit})
	if err != nil {
		return api.Answer{}, err
	}
	if call.Principal.Role == domain.RoleAgent {
		if err := h.concerns(ctx, look, call.Principal.Agent, entry); err != nil {
			return api.Answer{}, err
		}
	}
	list := contract.VisitReceptionRecord{Visit: string(visit)}
	arrived, err := h.arrivalDetails(ctx, call.Site, entry)
	if err != nil {
		return api.Answer{}, err
	}
	list.Organisation, list.Purpose = arrived.Organisation, arrived.Purpose
	list.Items, err = h.showRecords(ctx, call.Site, []reception.OfVisit{records[visit]})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(list)
}

// arrivalDetails opens what the desk registered on arrival besides the name: organisation and purpose (VM.3.2, LS.2.5).
func (h *Handler) arrivalDetails(ctx context.Context, site domain.SiteID, entry journal.Entry) (details, error) {
	holders, err := floor.KeyHolders(ctx, h.floor, site, []domain.CustomerRef{entry.Customer})
	if err != nil || holders[entry.Customer] == nil {
		return details{}, err
	}
	var said sealedEntry
	if _, err := floor.OpenSealed(h.floor, site, holders[entry.Customer], floor.StoredEntry{Entry: entry},
		&said); err != nil || said.Details == nil {
		return details{}, err
	}
	return *said.Details, nil
}

// concerns refuses an agent who neither receives or received the visitor nor owns the customer.
func (h *Handler) concerns(ctx context.Context, look floor.Look, agent domain.AgentID, entry journal.Entry) error {
	files, err := floor.CustomerFiles(ctx, h.floor, look.Site.ID, []domain.CustomerRef{entry.Customer})
	if err != nil {
		return err
	}
	if file := files[entry.Customer]; file != nil {
		if owner, owned := file.Owner(); owned && owner.Owner == agent {
			return nil
		}
		for _, contact := range file.Contacts {
			if contact.Visit == entry.Visit && contact.Agent == agent {
				return nil
			}
		}
	}
	if receiver, open := floor.ReceiverOf(look.Work, entry.Visit); open && receiver == agent {
		return nil
	}
	return &domain.Error{Code: "visit.not_yours"}
}

// listReceptionRecords lists the records that stand of a day's or a month's visits, the latest visit first: what is
// still needed is so reported to the leader (CM.3). An agent sees their own.
func (h *Handler) listReceptionRecords(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	query, err := h.recordsOf(ctx, call)
	if err != nil {
		return api.Answer{}, err
	}
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, query,
		func(one reception.OfVisit) (reception.OfVisit, bool) {
			now, written := one.Current()
			one.Versions = []reception.Version{now}
			return one, written && (call.Principal.Role != domain.RoleAgent || one.Agent == call.Principal.Agent)
		})
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.ReceptionRecordList{NextCursor: cursor}
	if list.Items, err = h.showRecords(ctx, call.Site, shown); err != nil {
		return api.Answer{}, err
	}
	return api.OK(list)
}

// recordsOf gives the query of a day, of a month, or of today. Errors: day.malformed, month.malformed, record.period.
func (h *Handler) recordsOf(ctx context.Context, call api.Call[api.None]) (store.Query, error) {
	day, err := call.Query.Day("day")
	if err != nil {
		return store.Query{}, err
	}
	if call.Query.Has("month") {
		if day != "" {
			return store.Query{}, domain.Invalid("record.period", "month")
		}
		month, err := api.ParseMonth(call.Query.Text("month"), "month")
		return store.Query{Table: store.Operations, Partition: store.ReceptionsPartition(call.Site, month),
			Descending: true}, err
	}
	if day == "" {
		look, err := h.floor.Look(ctx, call.Site, call.At)
		if err != nil {
			return store.Query{}, err
		}
		day = look.Day
	}
	return store.Query{Table: store.Operations, Partition: store.ReceptionsPartition(call.Site, day.Month()),
		Descending: true,
		From:       string(journal.VisitOf(day, 1)), To: string(journal.VisitOf(day.AddDays(1), 0))}, nil
}

// listMissingReceptionRecords lists the receptions of a day that have ended without a record yet (LC.4.4), page by
// page of the register. An agent sees their own.
func (h *Handler) listMissingReceptionRecords(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	stored, cursor, err := h.page(ctx, call, look)
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.MissingRecordList{Items: []contract.MissingRecord{}, NextCursor: cursor}
	var visits []domain.VisitID
	for _, s := range stored {
		for _, effect := range s.Effects {
			if effect.Kind != rotation.Closed || effect.Agent == "" || call.Principal.Role == domain.RoleAgent &&
				effect.Agent != call.Principal.Agent {
				continue
			}
			visits = append(visits, effect.Visit)
			list.Items = append(list.Items, contract.MissingRecord{Visit: string(effect.Visit),
				Agent: string(effect.Agent), EndedAt: s.At.UTC()})
		}
	}
	written, err := floor.ReceptionRecords(ctx, h.floor, call.Site, visits)
	if err != nil {
		return api.Answer{}, err
	}
	missing := list.Items[:0]
	for _, m := range list.Items {
		if _, there := written[domain.VisitID(m.Visit)]; !there {
			missing = append(missing, m)
		}
	}
	list.Items = missing
	return api.OK(list)
}
