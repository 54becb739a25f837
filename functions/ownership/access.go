package ownership

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/expedite"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// requestAccess enters a customer's request to see what is held on them (GR.8, CM.2.5); the data are read with the
// request's id for a month. Errors: customer.unknown, customer.erased.
func (h *Handler) requestAccess(ctx context.Context, call api.Call[contract.NewPrivacyRequest]) (api.Answer, error) {
	words := wordsOf(call.Body)
	ref := domain.CustomerRef(call.Path("customer"))
	return h.respond(ctx, call.Site)(floor.Act(ctx, h.floor, view.Command(call, store.CustomerKey(call.Site, ref)),
		func(w *floor.Work) (*floor.PrivacyRequest, error) {
			file, err := customerOf(w, ref)
			if err != nil {
				return nil, err
			}
			r, err := newRequest(w, file, floor.AccessRequest, call.Principal.Subject, words)
			if err != nil {
				return nil, err
			}
			floor.SaveCustomer(w, file)
			return &r, floor.SavePrivacyRequest(w, r, "access_granted")
		}))
}

const (
	accessKept  = 31 * 24 * time.Hour // how long the data may be read with a request
	accessDays  = 31                  // business days that one page covers at most
	accessItems = 200                 // a page ends with the day on which it holds as many
)

// readPersonalData gives everything that is held on the customer of an access request, in clear and in the order of the
// register, a part of the business days at a time. Each reading is a look-up, and on record. Errors:
// privacy.request_unknown, privacy.request_over, customer.erased, lookup.too_many.
func (h *Handler) readPersonalData(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	key := store.PrivacyRequestKey(call.Site, call.Path("request"))
	look, err := h.floor.Look(ctx, call.Site, call.At, key, floor.LookupCountKey(call.Site, call.Principal.Subject))
	if err != nil {
		return api.Answer{}, err
	}
	r, err := floor.LoadPrivacyRequest(look.Work, call.Path("request"))
	switch {
	case err != nil:
		return api.Answer{}, err
	case r.Kind != floor.AccessRequest:
		return api.Answer{}, domain.Invalid("privacy.request_unknown", "/request")
	case call.At.Sub(r.At) > accessKept:
		return api.Answer{}, &domain.Error{Code: "privacy.request_over"}
	}
	kin, err := floor.KinOf(ctx, h.floor, call.Site, r.Customer)
	if err != nil {
		return api.Answer{}, err
	}
	a := access{Handler: h, look: look}
	if a.files, err = floor.KeyHolders(ctx, h.floor, call.Site, append(kin.Files, r.Customer)); err != nil {
		return api.Answer{}, err
	}
	if a.own = a.files[r.Customer]; a.own == nil || !a.own.ErasedAt.IsZero() {
		return api.Answer{}, domain.Invalid("customer.erased", "/request")
	}
	if err := h.logLookup(ctx, call.Principal, call.Operation, look, r.Customer, floor.FoundDisclosure); err != nil {
		return api.Answer{}, err
	}
	return a.part(ctx, call, r, kin)
}

// access reads what is held on one person.
type access struct {
	*Handler
	look  floor.Look
	own   *floor.CustomerFile
	files map[domain.CustomerRef]*floor.CustomerFile // by the references that the person was registered under
	items []contract.PersonalItem
}

// part gives the part of the person's data that begins with the cursor's day.
func (a *access) part(ctx context.Context, call api.Call[api.None], r floor.PrivacyRequest,
	kin floor.Kin) (api.Answer, error) {
	who, err := floor.RevealOf(a.floor, call.Site, a.own)
	if err != nil {
		return api.Answer{}, err
	}
	day, err := a.start(call)
	if err != nil {
		return api.Answer{}, err
	}
	out := contract.PersonalData{Request: r.ID, Customer: string(r.Customer), Phone: who.Phone, Name: who.Name,
		From: string(day)}
	if day == a.look.Site.Day(a.look.Site.CreatedAt) {
		if err := a.announced(ctx, call.Site, kin); err != nil {
			return api.Answer{}, err
		}
	}
	for n := 0; day <= a.look.Day && n < accessDays && len(a.items) < accessItems; n, day = n+1, day.AddDays(1) {
		if err := a.day(ctx, day); err != nil {
			return api.Answer{}, err
		}
		out.To = string(day)
	}
	if day <= a.look.Day {
		out.NextCursor = api.NextCursor(string(day))
	}
	if out.Items = a.items; out.Items == nil {
		out.Items = []contract.PersonalItem{}
	}
	return api.OK(out)
}

// start gives the first day of the part: the cursor's, else the site's first.
func (a *access) start(call api.Call[api.None]) (domain.Day, error) {
	position, err := call.Query.Cursor()
	if err != nil || position == "" {
		return a.look.Site.Day(a.look.Site.CreatedAt), err
	}
	day, err := domain.ParseDay(position)
	if err != nil {
		return "", domain.Invalid("query.cursor", "cursor")
	}
	return day, nil
}

func (a *access) add(at time.Time, kind contract.PersonalItemKind, entry, says string, data any) error {
	item := contract.PersonalItem{At: at.UTC(), Kind: kind, Entry: entry, Says: says}
	if data != nil {
		raw, err := json.Marshal(data)
		if err != nil {
			return fmt.Errorf("ownership: encode personal data: %w", err)
		}
		if text := string(raw); text != "null" && text != "{}" && text != `""` {
			item.Data = raw
		}
	}
	a.items = append(a.items, item)
	return nil
}

// announced gives who was announced as this person.
func (a *access) announced(ctx context.Context, site domain.SiteID, kin floor.Kin) error {
	keys := make([]store.Key, len(kin.PreRegistrations))
	for i, id := range kin.PreRegistrations {
		keys[i] = store.PreRegistrationKey(site, id)
	}
	all, err := floor.ReadAll[floor.PreRegistration](ctx, a.floor.Store(), keys)
	if err != nil {
		return err
	}
	for _, p := range all {
		person, err := floor.RevealPerson(a.floor, site, p)
		if err != nil {
			return err
		}
		if err := a.add(p.At, contract.PersonalItemKindPreRegistration, p.ID, string(p.Agent), person); err != nil {
			return err
		}
	}
	return nil
}

// day gives what a business day's register says of the person, and who looked their data up on it.
func (a *access) day(ctx context.Context, day domain.Day) error {
	for entry, err := range floor.EntriesOf(ctx, a.floor, a.look.Site.ID, day) {
		if err != nil {
			return err
		}
		if a.files[entry.Customer] != nil {
			if err := a.entry(ctx, entry); err != nil {
				return err
			}
		}
	}
	return a.lookedUp(ctx, day)
}

// entry gives one entry with what is sealed in it, and the appointment or case that it is about.
func (a *access) entry(ctx context.Context, entry floor.StoredEntry) error {
	site := a.look.Site.ID
	var said json.RawMessage
	if _, err := floor.OpenSealed(a.floor, site, a.files[entry.Customer], entry, &said); err != nil {
		return err
	}
	data := map[string]any{}
	for word, value := range map[string]any{"said": said, "answers": entry.Answers, "reception": entry.Reception,
		"ruling": entry.Ruling, "claim": entry.Claim, "verdict": entry.Verdict} {
		if raw, err := json.Marshal(value); err != nil {
			return fmt.Errorf("ownership: encode entry: %w", err)
		} else if string(raw) != "null" {
			data[word] = json.RawMessage(raw)
		}
	}
	says := strings.TrimSpace(strings.Join([]string{entry.Operation, entry.Note, string(entry.Outcome),
		string(entry.Deal)}, " "))
	place := string(journal.VisitOf(entry.Day, entry.Seq))
	if err := a.add(entry.At, contract.PersonalItemKindRegister, place, says, data); err != nil {
		return err
	}
	switch {
	case entry.Appointment != "":
		return a.appointment(ctx, entry)
	case entry.Note == "case_opened":
		return a.kase(ctx, "e"+place)
	}
	return nil
}

// appointment gives who was to come, as the appointment holds it now.
func (a *access) appointment(ctx context.Context, entry floor.StoredEntry) error {
	shown := func(i contract.PersonalItem) bool {
		return i.Kind == contract.PersonalItemKindAppointment && i.Entry == entry.Appointment
	}
	key := store.AppointmentKey(a.look.Site.ID, entry.Appointment)
	if slices.ContainsFunc(a.items, shown) {
		return nil
	}
	booked, _, err := floor.Read[appointment.Appointment](ctx, a.floor.Store(), key, nil)
	if err != nil || booked.ID == "" {
		return err
	}
	var who appointment.Person
	arranged := booked.Arranged
	if err := floor.OpenFor(a.floor, a.files[arranged.Customer], floor.PersonPlace(a.look.Site.ID, booked.ID),
		arranged.Person,
		&who); err != nil {
		return err
	}
	return a.add(arranged.Start, contract.PersonalItemKindAppointment, entry.Appointment, string(booked.Status()), who)
}

// kase gives what is said in a case: the request, the steps, the answer.
func (a *access) kase(ctx context.Context, id string) error {
	c, _, err := floor.Read[expedite.Case](ctx, a.floor.Store(), store.CaseKey(a.look.Site.ID, id), nil)
	if err != nil || c.ID == "" {
		return err
	}
	sealed := [][]byte{c.Request}
	for _, step := range append(slices.Clone(c.Progress), stepsOf(c.Solution, c.Answer)...) {
		sealed = append(sealed, step.Text)
	}
	var texts []string
	for _, one := range sealed {
		var text string
		if err := floor.OpenFor(a.floor, a.files[c.Customer], floor.CasePlace(a.look.Site.ID, id), one,
			&text); err != nil {
			return err
		}
		texts = append(texts, text)
	}
	return a.add(c.OpenedAt, contract.PersonalItemKindCase, id, string(c.Status()), texts)
}

func stepsOf(steps ...*expedite.Step) []expedite.Step {
	var out []expedite.Step
	for _, step := range steps {
		if step != nil {
			out = append(out, *step)
		}
	}
	return out
}

// lookedUp gives who looked the person's data up on a day, by role: the account is the site's to know.
func (a *access) lookedUp(ctx context.Context, day domain.Day) error {
	query := store.Query{Table: store.Records, Partition: store.LookupsPartition(a.look.Site.ID, day), Limit: 200}
	var err error
	ended := floor.Each(ctx, a.floor.Store(), query, func(row floor.LoggedLookup) {
		if a.files[row.Customer] != nil && err == nil {
			err = a.add(row.At, contract.PersonalItemKindLookup, "",
				row.Operation+" "+string(row.Role)+" "+string(row.Found), nil)
		}
	})
	return errors.Join(ended, err)
}
