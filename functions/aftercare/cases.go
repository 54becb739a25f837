// Package aftercare follows customers' requests through the departments that must answer them, and takes what
// visitors think of their reception.
package aftercare

import (
	"context"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/expedite"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// Handler serves the after-care operations of the contract.
type Handler struct{ floor *floor.Floor }

// Register adds the operations to a router.
func Register(r *api.Router, f *floor.Floor) {
	h := &Handler{floor: f}
	api.Handle(r, "openCase", h.openCase)
	api.Handle(r, "listCases", h.listCases)
	api.Handle(r, "listOverdueCases", h.listOverdueCases)
	api.Handle(r, "getCase", h.getCase)
	api.Handle(r, "recordProgress", h.recordProgress)
	api.Handle(r, "remindCase", h.remindCase)
	api.Handle(r, "closeCase", h.closeCase)
	api.Handle(r, "giveFeedback", h.giveFeedback)
	api.Handle(r, "getVisitFeedback", h.getVisitFeedback)
	api.Handle(r, "listFeedback", h.listFeedback)
	api.Handle(r, "listFeedbackToRoute", h.listFeedbackToRoute)
	api.Handle(r, "routeFeedback", h.routeFeedback)
	api.Handle(r, "getFeedbackSummary", h.getFeedbackSummary)
}

// openCase hands a customer's request, or a question that nobody at the site can answer, to the department that must
// answer it (CF.8, CF.9, GR.5, RS.1.5).
func (h *Handler) openCase(ctx context.Context, call api.Call[contract.NewCase]) (api.Answer, error) {
	request := strings.TrimSpace(call.Body.Request)
	department := strings.TrimSpace(call.Body.Department)
	if err := expedite.CheckDeadline(call.Body.Deadline, call.At); err != nil {
		return api.Answer{}, err
	}
	visit := domain.VisitID(call.Body.Visit)
	respond := h.respond(ctx, call.Site, call.Principal)
	return respond(floor.Act(ctx, h.floor, view.Command(call), func(w *floor.Work) (acted, error) {
		_, file, err := floor.VisitCustomer(w, visit)
		if err != nil {
			return acted{}, domain.InField(err, "/visit")
		}
		c := expedite.Case{ID: "e" + string(w.NextVisit()), Visit: visit, Customer: file.Ref,
			Agent: floor.ReceivedBy(w, file, visit), Kind: expedite.Kind(call.Body.Kind), Department: department,
			OpenedAt: w.At, OpenedBy: call.Principal.Subject, Deadline: call.Body.Deadline.UTC().Truncate(time.Second)}
		if c.Request, err = floor.SealFor(w, file, floor.CasePlace(w.Site.ID, c.ID), request); err != nil {
			return acted{}, err
		}
		return acted{Case: c, At: w.At}, floor.SaveCase(w, expedite.Case{}, c, journal.Entry{Note: "case_opened",
			Refers: visit})
	}))
}

// acted is what is kept as the answer of a change: the case as it is stored, so that its texts stay sealed there too.
type acted struct {
	Case expedite.Case `json:"c"`
	At   time.Time     `json:"at"`
}

// respond opens a changed case for whoever changed it.
func (h *Handler) respond(ctx context.Context, site domain.SiteID,
	reader api.Principal) func(floor.Result[acted], error) (api.Answer, error) {
	return func(result floor.Result[acted], err error) (api.Answer, error) {
		if err != nil {
			return api.Answer{}, err
		}
		c := result.Value.Case
		files, err := floor.KeyHolders(ctx, h.floor, site, []domain.CustomerRef{c.Customer})
		if err != nil {
			return api.Answer{}, err
		}
		shown, err := h.view(site, c, files[c.Customer], reader, result.Value.At)
		return api.Answer{Body: shown, Replayed: result.Replayed}, err
	}
}

// act changes the path's case.
func act[In any](ctx context.Context, h *Handler, call api.Call[In], note string,
	decide func(*floor.Work, *floor.CustomerFile, expedite.Case) (expedite.Case, error)) (api.Answer, error) {
	id := call.Path("case")
	respond := h.respond(ctx, call.Site, call.Principal)
	return respond(floor.Act(ctx, h.floor, view.Command(call, store.CaseKey(call.Site, id)),
		func(w *floor.Work) (acted, error) {
			before, err := floor.LoadCase(w, id)
			if err == nil && before.ID == "" {
				err = domain.Invalid("case.unknown", "/case")
			}
			if err != nil {
				return acted{}, err
			}
			if before.Kind == expedite.Complaint {
				if err := floor.NotTheirOwn(w, "case.about_yourself", "CF.10", before.Agent); err != nil {
					return acted{}, err
				}
			}
			file, err := floor.KeyHolder(w, before.Customer)
			if err != nil {
				return acted{}, err
			}
			after, err := decide(w, file, before)
			if err != nil {
				return acted{}, err
			}
			return acted{Case: after, At: w.At}, floor.SaveCase(w, before, after, journal.Entry{Note: note,
				Refers: after.Visit})
		}))
}

// step seals what somebody says about a case.
func step(w *floor.Work, file *floor.CustomerFile, id, by, text string) (expedite.Step, error) {
	sealed, err := floor.SealFor(w, file, floor.CasePlace(w.Site.ID, id), text)
	return expedite.Step{At: w.At, By: by, Text: sealed}, err
}

func (h *Handler) recordProgress(ctx context.Context, call api.Call[contract.CaseProgress]) (api.Answer, error) {
	text := strings.TrimSpace(call.Body.Text)
	solves := call.Body.Solution != nil && *call.Body.Solution
	note := map[bool]string{true: "case_solved", false: "case_progress"}[solves]
	return act(ctx, h, call, note, func(w *floor.Work, file *floor.CustomerFile, c expedite.Case) (expedite.Case,
		error) {
		said, err := step(w, file, c.ID, call.Principal.Subject, text)
		if err != nil {
			return c, err
		}
		return expedite.Advance(c, said, solves)
	})
}

// remindCase reminds the department; every reminder is recorded (CF.10).
func (h *Handler) remindCase(ctx context.Context, call api.Call[contract.CaseReminder]) (api.Answer, error) {
	return act(ctx, h, call, "case_reminded", func(w *floor.Work, _ *floor.CustomerFile,
		c expedite.Case) (expedite.Case, error) {
		return expedite.Remind(c, call.Principal.Subject, w.At)
	})
}

func (h *Handler) closeCase(ctx context.Context, call api.Call[contract.CaseAnswer]) (api.Answer, error) {
	text := strings.TrimSpace(call.Body.Answer)
	return act(ctx, h, call, "case_closed", func(w *floor.Work, file *floor.CustomerFile,
		c expedite.Case) (expedite.Case, error) {
		said, err := step(w, file, c.ID, call.Principal.Subject, text)
		if err != nil {
			return c, err
		}
		return expedite.Answer(c, said)
	})
}

func (h *Handler) getCase(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	all, err := h.read(ctx, call.Site, call.Principal, call.At, []string{call.Path("case")})
	if err != nil {
		return api.Answer{}, err
	}
	if len(all) == 0 {
		return api.Answer{}, domain.Invalid("case.unknown", "/case")
	}
	return api.OK(all[0])
}

func (h *Handler) listCases(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	return h.list(ctx, call, store.Query{Table: store.Operations, Partition: store.CasesPartition(call.Site),
		Descending: true})
}

// listOverdueCases lists what no department has answered in time, the oldest deadline first (CF.10).
func (h *Handler) listOverdueCases(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	return h.list(ctx, call, store.Query{Table: store.Operations, Partition: store.CasesDuePartition(call.Site),
		To: floor.DueBefore(call.At)})
}

func (h *Handler) list(ctx context.Context, call api.Call[api.None], q store.Query) (api.Answer, error) {
	page, err := view.Page(ctx, h.floor.Store(), call.Query, q)
	if err != nil {
		return api.Answer{}, err
	}
	var ids []string
	for _, item := range page.Items {
		ids = append(ids, item.Key.Sort[strings.LastIndex(item.Key.Sort, "#")+1:])
	}
	list := contract.CaseList{NextCursor: page.Cursor}
	list.Items, err = h.read(ctx, call.Site, call.Principal, call.At, ids)
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(list)
}

// read reads cases in the order of their ids, with what they say; unknown ones are left out.
func (h *Handler) read(ctx context.Context, site domain.SiteID, reader api.Principal, at time.Time,
	ids []string) ([]contract.Case, error) {
	keys := make([]store.Key, len(ids))
	for i, id := range ids {
		keys[i] = store.CaseKey(site, id)
	}
	cases, err := floor.ReadAll[expedite.Case](ctx, h.floor.Store(), keys)
	if err != nil {
		return nil, err
	}
	refs := make([]domain.CustomerRef, len(cases))
	for i, c := range cases {
		refs[i] = c.Customer
	}
	files, err := floor.KeyHolders(ctx, h.floor, site, refs)
	if err != nil {
		return nil, err
	}
	out := make([]contract.Case, len(cases))
	for i, c := range cases {
		if out[i], err = h.view(site, c, files[c.Customer], reader, at); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// told reports whether somebody reads what a case says: a complaint is not for the one whom it is about, nor for
// colleagues, unless they took it down.
func told(c expedite.Case, reader api.Principal) bool {
	kept := c.Kind == expedite.Complaint && c.OpenedBy != reader.Subject
	return !kept || reader.Role != domain.RoleAgent && (reader.Agent == "" || reader.Agent != c.Agent)
}

// view shows a case with its texts; those of an erased customer are empty.
func (h *Handler) view(site domain.SiteID, c expedite.Case, file *floor.CustomerFile, reader api.Principal,
	at time.Time) (contract.Case, error) {
	out := contract.Case{Case: c.ID, Visit: string(c.Visit), Customer: string(c.Customer),
		Kind: contract.CaseKind(c.Kind), Status: contract.CaseStatus(c.Status()),
		Department: c.Department, OpenedAt: c.OpenedAt.UTC(), OpenedBy: c.OpenedBy, Deadline: c.Deadline.UTC(),
		Overdue:  c.Overdue(at),
		Progress: []contract.CaseStep{}, Reminders: []contract.CaseReminded{}}
	read := func(sealed []byte, into *string) error {
		if !told(c, reader) {
			return nil
		}
		return floor.OpenFor(h.floor, file, floor.CasePlace(site, c.ID), sealed, into)
	}
	if err := read(c.Request, &out.Request); err != nil {
		return out, err
	}
	shown := func(s expedite.Step) (contract.CaseStep, error) {
		step := contract.CaseStep{At: s.At.UTC(), By: s.By}
		return step, read(s.Text, &step.Text)
	}
	for _, s := range c.Progress {
		step, err := shown(s)
		if err != nil {
			return out, err
		}
		out.Progress = append(out.Progress, step)
	}
	for _, one := range []struct {
		from *expedite.Step
		into **contract.CaseStep
	}{{c.Solution, &out.Solution}, {c.Answer, &out.Answer}} {
		if one.from == nil {
			continue
		}
		step, err := shown(*one.from)
		if err != nil {
			return out, err
		}
		*one.into = &step
	}
	for _, r := range c.Reminders {
		out.Reminders = append(out.Reminders, contract.CaseReminded{At: r.At.UTC(), By: r.By,
			Level: contract.CaseLevel(r.Level)})
	}
	return out, nil
}
