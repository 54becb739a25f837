package appointments

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/appointment"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// usual is how long an appointment lasts when nobody says.
const usual = time.Hour

// asked is a translated request for an appointment.
type asked struct {
	channel  appointment.Channel
	arranged appointment.Arrangement
	who      appointment.Person
	phone    *privacy.Phone
	agent    string
}

func translateNew(body contract.NewAppointment, now time.Time) (asked, error) {
	a := asked{channel: appointment.Channel(body.Channel), agent: view.Text(body.Agent)}
	name, err := privacy.ParseName(body.Name)
	if err != nil {
		return a, domain.InField(err, "/name")
	}
	a.who = appointment.Person{Name: name.Text(), Email: view.Text(body.Email),
		Organisation: view.Text(body.Organisation),
		Title:        view.Text(body.Title), Purpose: view.Text(body.Purpose), Agenda: view.Text(body.Agenda),
		Place: view.Text(body.Place)}
	if body.Phone != nil {
		phone, err := privacy.ParsePhone(*body.Phone)
		if err != nil {
			return a, domain.InField(err, "/phone")
		}
		a.phone, a.who.Phone = &phone, phone.Digits()
	}
	a.arranged = appointment.Arrangement{Start: body.Start.UTC(), End: body.Start.UTC().Add(usual), Visitor: "customer"}
	if body.End != nil {
		a.arranged.End = body.End.UTC()
	}
	if body.Headcount != nil {
		a.arranged.Headcount = *body.Headcount
	}
	if body.Kind != nil {
		a.arranged.Visitor = string(*body.Kind)
	}
	if err := appointment.CheckTimes(a.arranged.Start, a.arranged.End, now); err != nil {
		return a, err
	}
	return a, appointment.Required(a.channel, a.arranged, a.who)
}

// createAppointment enters an application that came by phone, by e-mail, online or from a colleague (CR.2.1, RS.1.1,
// RT.2.1); it waits for its confirmation (LD.2.1).
func (h *Handler) createAppointment(ctx context.Context, call api.Call[contract.NewAppointment]) (api.Answer, error) {
	request, err := translateNew(call.Body, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	var hint []store.Key
	if request.phone != nil {
		hint = append(hint, store.CustomerKey(call.Site, h.floor.Ring().CustomerRef(call.Site, *request.phone)))
	}
	return h.respond(ctx, call.Site)(floor.Act(ctx, h.floor, view.Command(call, hint...),
		func(w *floor.Work) (appointment.Appointment, error) {
			id := appointment.ID("a" + string(w.NextVisit()))
			arranged := request.arranged
			arranged.Stamp = appointment.Stamp{At: w.At, Event: "entered"}
			if request.agent == "" {
				arranged.Agent = call.Principal.Agent // a colleague who applies receives
			}
			if request.agent != "" {
				if arranged.Agent = askedFor(w, request.agent); arranged.Agent == "" {
					return appointment.Appointment{}, domain.Invalid("agent.unknown", "/agent")
				}
			}
			ref := bookingRef(id)
			if request.phone != nil {
				var err error
				if ref, err = floor.RefOf(w, *request.phone); err != nil {
					return appointment.Appointment{}, err
				}
			}
			if err := seal(w, id, &arranged, ref, request.phone, request.who); err != nil {
				return appointment.Appointment{}, err
			}
			if call.Principal.Subject == appointment.BookingPage {
				if err := floor.AdmitOnline(w, ref); err != nil {
					return appointment.Appointment{}, err
				}
			}
			made := appointment.Appointment{ID: id, Channel: request.channel, Arranged: arranged}
			return made, floor.SaveAppointment(w, appointment.Appointment{}, made,
				journal.Entry{Note: "appointment_entered"})
		}))
}

// respond opens a changed appointment for whoever changed it. What is kept as the answer of the change is the
// appointment as it is stored, so that who comes stays sealed there too.
func (h *Handler) respond(ctx context.Context,
	site domain.SiteID) func(floor.Result[appointment.Appointment], error) (api.Answer, error) {
	return func(result floor.Result[appointment.Appointment], err error) (api.Answer, error) {
		if err != nil {
			return api.Answer{}, err
		}
		one := shown{Appointment: result.Value}
		files, err := floor.CustomerFiles(ctx, h.floor, site, []domain.CustomerRef{one.Arranged.Customer})
		if err != nil {
			return api.Answer{}, err
		}
		if err := h.open(site, &one, files); err != nil {
			return api.Answer{}, err
		}
		return api.Answer{Body: one.contract(), Replayed: result.Replayed}, nil
	}
}

// act changes the path's appointment: decide gets it with who comes, and gives what it becomes.
func act[In any](ctx context.Context, h *Handler, call api.Call[In], note string, hint []store.Key,
	decide func(*floor.Work, *shown) error) (api.Answer, error) {
	id := appointment.ID(call.Path("appointment"))
	keys := append([]store.Key{store.AppointmentKey(call.Site, string(id))}, hint...)
	return h.respond(ctx, call.Site)(floor.Act(ctx, h.floor, view.Command(call, keys...),
		func(w *floor.Work) (appointment.Appointment, error) {
			var none appointment.Appointment
			before, err := floor.LoadAppointment(w, id)
			if err != nil {
				return none, err
			}
			if before.ID == "" {
				return none, domain.Invalid("appointment.unknown", "/appointment")
			}
			now := shown{Appointment: before}
			if before.Arranged.Customer != "" {
				if now.file, err = floor.LoadCustomer(w, before.Arranged.Customer); err != nil {
					return none, err
				}
				if err := floor.OpenFor(h.floor, now.file, floor.PersonPlace(w.Site.ID, id), before.Arranged.Person,
					&now.who); err != nil {
					return none, err
				}
			}
			now.link(w.Site.Zone())
			if err := decide(w, &now); err != nil {
				return none, err
			}
			return now.Appointment, floor.SaveAppointment(w, before, now.Appointment, journal.Entry{Note: note,
				Refers: now.Visit})
		}))
}

// confirmAppointment confirms an appointment once identity and purpose are verified (LD.2.1).
func (h *Handler) confirmAppointment(ctx context.Context, call api.Call[contract.Confirmation]) (api.Answer, error) {
	body := call.Body
	return act(ctx, h, call, "appointment_confirmed", nil, func(w *floor.Work, now *shown) error {
		before := now.who
		if text := view.Text(body.Place); text != "" {
			now.who.Place = text
		}
		if text := view.Text(body.Agenda); text != "" {
			now.who.Agenda = text
		}
		if body.Headcount != nil {
			now.Arranged.Headcount = *body.Headcount
		}
		confirmed, err := appointment.Confirm(now.Appointment, now.who, body.IdentityVerified, body.PurposeVerified,
			call.Principal.Subject, w.At)
		if err != nil {
			return err
		}
		now.Appointment = confirmed
		if now.who == before {
			return nil
		}
		now.Arranged.Person, err = floor.SealFor(w, now.file, floor.PersonPlace(w.Site.ID, now.ID), now.who)
		return err
	})
}

// proposeChange tells the customer of a change, in advance (BR.4.1).
func (h *Handler) proposeChange(ctx context.Context, call api.Call[contract.ProposedChange]) (api.Answer, error) {
	body := call.Body
	return act(ctx, h, call, "change_told", nil, func(w *floor.Work, now *shown) error {
		change := appointment.Change{By: call.Principal.Subject, Start: now.Arranged.Start,
			Headcount: now.Arranged.Headcount}
		lasts := now.Arranged.End.Sub(now.Arranged.Start)
		if body.Start != nil {
			change.Start = body.Start.UTC()
		}
		change.End = change.Start.Add(lasts)
		if body.End != nil {
			change.End = body.End.UTC()
		}
		if body.Headcount != nil {
			change.Headcount = *body.Headcount
		}
		who := now.who
		if text := view.Text(body.Place); text != "" {
			who.Place = text
		}
		var err error
		if now.file != nil {
			if change.Person, err = floor.SealFor(w, now.file, floor.PersonPlace(w.Site.ID, now.ID), who); err != nil {
				return err
			}
		}
		now.Appointment, err = appointment.Propose(now.Appointment, change, w.At)
		return err
	})
}

// answerChange records the customer's consent to a change, or that there is none (BR.4.1).
func (h *Handler) answerChange(ctx context.Context, call api.Call[contract.ChangeAnswer]) (api.Answer, error) {
	note := "change_declined"
	if call.Body.Agreed {
		note = "change_agreed"
	}
	return act(ctx, h, call, note, nil, func(w *floor.Work, now *shown) (err error) {
		now.Appointment, err = appointment.Agree(now.Appointment, call.Body.Agreed, w.At)
		return err
	})
}

// cancelAppointment calls an appointment off; the reason is kept under the customer's key.
func (h *Handler) cancelAppointment(ctx context.Context,
	call api.Call[contract.AppointmentCancellation]) (api.Answer, error) {
	reason := view.Text(call.Body.Reason)
	return act(ctx, h, call, "cancelled_by_"+string(call.Body.By), nil, func(w *floor.Work, now *shown) error {
		said := appointment.CallOff{At: w.At, By: string(call.Body.By)}
		var err error
		if reason != "" && now.file != nil {
			if said.Reason, err = floor.SealFor(w, now.file, floor.CancellationPlace(w.Site.ID, now.ID),
				reason); err != nil {
				return err
			}
		}
		now.Appointment, err = appointment.Withdraw(now.Appointment, said)
		return err
	})
}

// assignReceptionists says who receives, by what the visitor comes for: sales, technical matters and so on (VM.3.3);
// the tasks of one reception may be divided among several (LD.2.2).
func (h *Handler) assignReceptionists(ctx context.Context,
	call api.Call[contract.ReceptionistList]) (api.Answer, error) {
	return act(ctx, h, call, "receptionists_assigned", nil, func(w *floor.Work, now *shown) (err error) {
		var list []appointment.Receptionist
		for i, r := range call.Body.Receptionists {
			task := strings.TrimSpace(r.Task)
			if !w.Site.Employed(domain.AgentID(r.Agent)) {
				return domain.Invalid("agent.unknown", fmt.Sprintf("/receptionists/%d/agent", i))
			}
			list = append(list, appointment.Receptionist{Agent: domain.AgentID(r.Agent), Task: task})
		}
		now.Appointment, err = appointment.Assign(now.Appointment, list)
		return err
	})
}

// linkArrival links an appointment to a visit whose phone number does not: another person's, or none; with a reason, to
// one of another day. The reason is kept under the customer's key.
func (h *Handler) linkArrival(ctx context.Context, call api.Call[contract.AppointmentArrival]) (api.Answer, error) {
	visit, reason := domain.VisitID(call.Body.Visit), strings.TrimSpace(view.Text(call.Body.Reason))
	return act(ctx, h, call, "arrival_linked", nil, func(w *floor.Work, now *shown) error {
		entry, err := floor.VisitEntry(w, visit)
		if err != nil {
			return err
		}
		if err := appointment.TiedFrom(now.Appointment, entry.Day, w.Site.Zone(), reason); err != nil {
			return err
		}
		if now.Appointment, err = appointment.Arrive(now.Appointment, visit, entry.At); err != nil {
			return err
		}
		if reason != "" && now.file != nil {
			now.TiedWhy, err = floor.SealFor(w, now.file, floor.TiedPlace(w.Site.ID, now.ID), reason)
		}
		return err
	})
}

// getLetter writes the confirmation letter with its calendar file (LS.2.2).
func (h *Handler) getLetter(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	look, err := h.floor.Look(ctx, call.Site, call.At)
	if err != nil {
		return api.Answer{}, err
	}
	all, err := h.read(ctx, look, []appointment.ID{appointment.ID(call.Path("appointment"))})
	if err != nil {
		return api.Answer{}, err
	}
	if len(all) == 0 || all[0].Arranged.Start.IsZero() {
		return api.Answer{}, domain.Invalid("appointment.unknown", "/appointment")
	}
	who := all[0].who
	who.Name = privacy.MaskName(who.Name) // the letter itself goes to the customer; the desk reads it masked
	letter := appointment.WriteLetter(all[0].Appointment, who, hostOf(look))
	return api.OK(contract.ConfirmationLetter{Appointment: string(all[0].ID), TextZh: letter.Chinese,
		TextEn: letter.English, Calendar: letter.Calendar})
}

func hostOf(look floor.Look) appointment.Host {
	return appointment.Host{ID: string(look.Site.ID), Name: look.Site.Name, Zone: look.Site.Zone()}
}
