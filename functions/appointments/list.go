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
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// listAppointments lists a business day's appointments by time; agents see those that concern them (LS.3.1).
func (h *Handler) listAppointments(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	day, err := call.Query.Day("day")
	if err != nil {
		return api.Answer{}, err
	}
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	if day == "" {
		day = look.Day
	}
	page, err := view.Page(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Operations,
		Partition: store.AppointmentDayPartition(call.Site, day)})
	if err != nil {
		return api.Answer{}, err
	}
	var ids []appointment.ID
	for _, item := range page.Items {
		_, id, _ := strings.Cut(item.Key.Sort, "#")
		ids = append(ids, appointment.ID(id))
	}
	all, err := h.read(ctx, look, ids)
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.AppointmentList{Items: []contract.Appointment{}, NextCursor: page.Cursor}
	for _, one := range all {
		if one.concerns(call.Principal) {
			list.Items = append(list.Items, one.contract())
		}
	}
	return api.OK(list)
}

func (h *Handler) getAppointment(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	all, err := h.read(ctx, look, []appointment.ID{appointment.ID(call.Path("appointment"))})
	if err != nil {
		return api.Answer{}, err
	}
	if len(all) == 0 || !all[0].concerns(call.Principal) {
		return api.Answer{}, domain.Invalid("appointment.unknown", "/appointment")
	}
	return api.OK(all[0].contract())
}

// shown is an appointment with who comes.
type shown struct {
	appointment.Appointment
	who  appointment.Person
	file *floor.CustomerFile

	proposedPlace, cancelledWhy, tiedWhy string
}

// link links the appointment to the customer's own visit of the day, where the phone number tells.
func (s *shown) link(zone *time.Location) {
	if s.file == nil || !s.Open() && s.Status() != appointment.NoShow {
		return
	}
	if contact, came := s.file.VisitFor(s.Appointment, zone); came {
		s.Visit, s.ArrivedAt = contact.Visit, contact.At
	}
}

// read reads appointments and their customers, in the order of the ids; unknown ones are left out.
func (h *Handler) read(ctx context.Context, look floor.Look, ids []appointment.ID) ([]shown, error) {
	keys := make([]store.Key, len(ids))
	for i, id := range ids {
		keys[i] = store.AppointmentKey(look.Site.ID, string(id))
	}
	booked, err := floor.ReadAll[appointment.Appointment](ctx, h.floor.Store(), keys)
	if err != nil {
		return nil, err
	}
	all, refs := make([]shown, len(booked)), make([]domain.CustomerRef, len(booked))
	for i, one := range booked {
		all[i], refs[i] = shown{Appointment: one}, one.Arranged.Customer
	}
	return all, h.join(ctx, look, all, refs)
}

// join opens who comes.
func (h *Handler) join(ctx context.Context, look floor.Look, part []shown, refs []domain.CustomerRef) error {
	site := look.Site.ID
	files, err := floor.CustomerFiles(ctx, h.floor, site, refs)
	if err != nil {
		return err
	}
	for i := range part {
		if err := h.open(site, &part[i], files); err != nil {
			return err
		}
		part[i].link(look.Site.Zone())
	}
	return nil
}

// open reads what is sealed of an appointment; of an erased customer, nothing.
func (h *Handler) open(site domain.SiteID, one *shown, files map[domain.CustomerRef]*floor.CustomerFile) error {
	one.file = files[one.Arranged.Customer]
	person := floor.PersonPlace(site, one.ID)
	if err := floor.OpenFor(h.floor, one.file, person, one.Arranged.Person, &one.who); err != nil {
		return err
	}
	if one.CallOff != nil {
		if err := floor.OpenFor(h.floor, one.file, floor.CancellationPlace(site, one.ID), one.CallOff.Reason,
			&one.cancelledWhy); err != nil {
			return err
		}
	}
	if err := floor.OpenFor(h.floor, one.file, floor.TiedPlace(site, one.ID), one.TiedWhy, &one.tiedWhy); err != nil {
		return err
	}
	if one.Proposed == nil {
		return nil
	}
	var then appointment.Person
	err := floor.OpenFor(h.floor, one.file, person, one.Proposed.Person, &then)
	one.proposedPlace = then.Place
	return err
}

// concerns reports whether somebody may see an appointment: everybody of the desk and the management, an
// agent whom it names (LS.3.1).
func (s shown) concerns(p api.Principal) bool {
	receives := func(r appointment.Receptionist) bool { return r.Agent == p.Agent }
	return p.Role != domain.RoleAgent || s.Arranged.Agent == p.Agent || slices.ContainsFunc(s.Receptionists, receives)
}

// waited is how many seconds the customer waited for the reception (LC.3.2); nil while nobody knows.
func (s shown) waited() *int {
	if s.Visit == "" || s.file == nil {
		return nil
	}
	for _, contact := range s.file.Contacts {
		if contact.Visit != s.Visit || contact.Agent == "" {
			continue
		}
		received := contact.At
		if !contact.ReceivedAt.IsZero() {
			received = contact.ReceivedAt
		}
		seconds := int(appointment.Waited(s.Appointment, received) / time.Second)
		return &seconds
	}
	return nil
}

func (s shown) contract() contract.Appointment {
	a := s.Appointment
	out := contract.Appointment{Appointment: string(a.ID), Channel: contract.AppointmentChannel(a.Channel),
		Status: contract.AppointmentStatus(a.Status()),
		Start:  view.Time(a.Arranged.Start), End: view.Time(a.Arranged.End), Headcount: a.Arranged.Headcount,
		Kind: a.Arranged.Visitor, Agent: string(a.Arranged.Agent), Customer: string(a.Arranged.Customer),
		MaskedName: privacy.MaskName(s.who.Name), MaskedPhone: maskedPhone(s.who.Phone),
		Organisation: s.who.Organisation,
		Title:        s.who.Title, Purpose: s.who.Purpose, Agenda: s.who.Agenda, Place: s.who.Place, Source: a.Source,
		Verified: !a.Verified.At.IsZero(), Visit: string(a.Visit), ArrivedAt: view.Time(a.ArrivedAt),
		TiedReason: s.tiedWhy,
		ReplacedBy: a.SupersededBy != "", ChangesTold: a.Told, WaitedS: s.waited()}
	for _, r := range a.Receptionists {
		out.Receptionists = append(out.Receptionists, contract.Receptionist{Agent: string(r.Agent), Task: r.Task})
	}
	if c := a.CallOff; c != nil {
		out.Cancelled = &contract.CancelledView{At: c.At.UTC(), By: contract.CancelledBy(c.By), Reason: s.cancelledWhy}
	}
	if c := a.Proposed; c != nil {
		out.Proposed = &contract.ChangeView{ToldAt: c.ToldAt.UTC(), Start: c.Start.UTC(), End: c.End.UTC(),
			Headcount: c.Headcount, Place: s.proposedPlace}
	}
	return out
}

// maskedPhone masks a number as it was written in a booking.
func maskedPhone(text string) string {
	phone, err := privacy.ParsePhone(text)
	if err != nil {
		return ""
	}
	return phone.Masked()
}
