package appointments

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/preparation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// getPreparation gives the checklist of an appointment, with what is usual for the kind of visitor while there is
// none (CF.5, VM.2).
func (h *Handler) getPreparation(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	all, err := h.preparationsOf(ctx, call, []appointment.ID{appointment.ID(call.Path("appointment"))})
	if err != nil {
		return api.Answer{}, err
	}
	if len(all) == 0 {
		return api.Answer{}, domain.Invalid("appointment.unknown", "/appointment")
	}
	return api.OK(all[0])
}

// listPreparations lists what is still to be made ready, by the earliest instant due (CF.5).
func (h *Handler) listPreparations(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	overdue := call.Query.Text("overdue")
	if call.Query.Has("overdue") && overdue != "true" && overdue != "false" {
		return api.Answer{}, domain.Invalid("query.malformed", "overdue")
	}
	query := store.Query{Table: store.Operations, Partition: store.PreparationsPartition(call.Site)}
	if overdue == "true" {
		query.To = floor.DueBefore(call.At)
	}
	page, err := view.Page(ctx, h.floor.Store(), call.Query, query)
	if err != nil {
		return api.Answer{}, err
	}
	var ids []appointment.ID
	for _, item := range page.Items {
		ids = append(ids, appointment.ID(item.Key.Sort[strings.LastIndex(item.Key.Sort, "#")+1:]))
	}
	list := contract.PreparationList{NextCursor: page.Cursor}
	if list.Items, err = h.preparationsOf(ctx, call, ids); err != nil {
		return api.Answer{}, err
	}
	return api.OK(list)
}

// preparationsOf reads the checklists of appointments, in the order of their ids; what does not concern the caller
// is left out.
func (h *Handler) preparationsOf(ctx context.Context, call api.Call[api.None],
	ids []appointment.ID) ([]contract.Preparation, error) {
	keys := make([]store.Key, len(ids))
	for i, id := range ids {
		keys[i] = store.AppointmentKey(call.Site, string(id))
	}
	all, err := floor.ReadAll[appointment.Appointment](ctx, h.floor.Store(), keys)
	if err != nil {
		return nil, err
	}
	return h.preparations(ctx, call.Site, call.At, call.Principal, all)
}

// preparations shows the checklists of appointments as far as they concern somebody: an agent sees them all of an
// appointment that names the agent, and of another one what is the agent's own (LS.3.1).
func (h *Handler) preparations(ctx context.Context, site domain.SiteID, at time.Time, p api.Principal,
	all []appointment.Appointment) ([]contract.Preparation, error) {
	var holders, refs []domain.CustomerRef
	for _, a := range all {
		if a.Arranged.Customer != "" {
			refs = append(refs, a.Arranged.Customer)
		}
		if a.Preparation != nil {
			holders = append(holders, a.Preparation.Customer)
		}
	}
	sealedFor, err := floor.KeyHolders(ctx, h.floor, site, holders)
	if err != nil {
		return nil, err
	}
	files, err := floor.CustomerFiles(ctx, h.floor, site, refs)
	if err != nil {
		return nil, err
	}
	out := []contract.Preparation{}
	for _, a := range all {
		one := shown{Appointment: a, file: files[a.Arranged.Customer]}
		whole := one.concerns(p)
		items := itemsFor(a.Preparation, p, whole)
		if !whole && len(items) == 0 {
			continue
		}
		if err := floor.OpenFor(h.floor, one.file, floor.PersonPlace(site, a.ID), a.Arranged.Person,
			&one.who); err != nil {
			return nil, err
		}
		made := contract.Preparation{Appointment: string(a.ID), Status: contract.AppointmentStatus(a.Status()),
			Start:     view.Time(a.Arranged.Start),
			Headcount: a.Arranged.Headcount, Place: one.who.Place}
		if made.Items, err = h.itemViews(site, sealedFor, a, items, at); err != nil {
			return nil, err
		}
		if len(made.Items) == 0 && a.Open() {
			made.Suggested = suggestions(a, at)
		}
		out = append(out, made)
	}
	return out, nil
}

// itemViews shows items of an appointment's checklist; those of an erased customer say nothing.
func (h *Handler) itemViews(site domain.SiteID, sealedFor map[domain.CustomerRef]*floor.CustomerFile,
	a appointment.Appointment, items []preparation.Item, at time.Time) ([]contract.PreparationItem, error) {
	out := []contract.PreparationItem{}
	for _, item := range items {
		words, err := floor.OpenPreparation(h.floor, site, sealedFor[a.Preparation.Customer], a.Preparation, item)
		if err != nil {
			return nil, err
		}
		out = append(out, itemView(item, words, a.Open() && item.Overdue(at)))
	}
	return out, nil
}

// itemsFor lists what somebody sees of a checklist.
func itemsFor(l *preparation.List, p api.Principal, whole bool) []preparation.Item {
	if l == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(l.Items), func(i preparation.Item) bool {
		return !whole &&
			i.Owner.Agent != p.Agent
	})
}

func itemView(i preparation.Item, words floor.PreparationWords, overdue bool) contract.PreparationItem {
	out := contract.PreparationItem{Item: i.ID, Kind: contract.PreparationKind(i.Kind), Text: words.Text,
		Note: words.Note, Agent: string(i.Owner.Agent),
		Department: i.Owner.Department, Due: i.Due.UTC(), Overdue: overdue, Reminders: []contract.PreparationReminder{}}
	if i.Done != nil {
		out.DoneAt, out.DoneBy = view.Time(i.Done.At), i.Done.By
	}
	for _, r := range i.Reminders {
		out.Reminders = append(out.Reminders, contract.PreparationReminder{At: r.At.UTC(), To: partyText(r.To)})
	}
	return out
}

// partyText names an agent by id, a department or a role.
func partyText(p preparation.Party) string {
	switch {
	case p.Agent != "":
		return string(p.Agent)
	case p.Role != "":
		return string(p.Role)
	}
	return p.Department
}

// suggestions offers what is usual for the kind of visitor (VM.2), the agent's part to the agent who receives.
func suggestions(a appointment.Appointment, now time.Time) []contract.PreparationSuggestion {
	receives := a.Arranged.Agent
	if len(a.Receptionists) > 0 {
		receives = a.Receptionists[0].Agent
	}
	var out []contract.PreparationSuggestion
	for _, u := range preparation.Suggest(a.Arranged.Visitor, a.Arranged.Start, now) {
		one := contract.PreparationSuggestion{Kind: contract.PreparationKind(u.Kind), TextZh: u.Chinese,
			TextEn: u.English, Due: u.Due.UTC()}
		if u.ByAgents && receives != "" {
			one.Agent = string(receives)
		} else {
			one.Department = preparation.SupportDepartment
		}
		out = append(out, one)
	}
	return out
}
