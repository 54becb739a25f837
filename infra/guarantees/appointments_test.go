package guarantees_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/functions/settle"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

// applied gives an application of the desk for 26 November at an hour of the site's clock.
func applied(hour, visitor int) map[string]any {
	body := visitAt(hour, "phone", phone(visitor), "channel", "phone")
	return body
}

func (s *place) apply(body map[string]any) contract.Appointment {
	s.t.Helper()
	var made contract.Appointment
	if err := s.must(s.as("front_desk"), "POST", s.path("/appointments"), body).into(&made); err != nil {
		s.t.Fatal(err)
	}
	return made
}

func (s *place) appointment(id string) contract.Appointment {
	s.t.Helper()
	var a contract.Appointment
	if err := s.must(s.as("front_desk"), "GET", s.path("/appointments/"+id), nil).into(&a); err != nil {
		s.t.Fatal(err)
	}
	return a
}

// TestAppointmentLife leads appointments through their states (LD.2.1, BR.4.1, LD.2.2) into the night.
func TestAppointmentLife(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("riverside", "self-sale", 3)
		desk := s.as("front_desk")
		came, missed, moved, off := s.apply(applied(10, 1)), s.apply(applied(11, 2)), s.apply(applied(14, 3)),
			s.apply(applied(15, 4))
		for _, a := range []contract.Appointment{came, missed, moved, off} {
			path := s.path("/appointments/" + a.Appointment)
			refusal := s.call(desk, "POST", path+"/confirmation",
				map[string]any{"identity_verified": true, "purpose_verified": false})
			if refusal.status != 422 || refusal.code() != "appointment.not_verified" ||
				!strings.Contains(string(refusal.raw), "LD.2.1") {
				t.Errorf("unverified: %s", refusal)
			}
			s.must(desk, "POST", path+"/confirmation",
				map[string]any{"identity_verified": true, "purpose_verified": true})
		}
		s.must(desk, "PUT", s.path("/appointments/"+came.Appointment+"/receptionists"),
			map[string]any{"receptionists": []any{map[string]any{"agent": "agent01", "task": "讲解"},
				map[string]any{"agent": "agent02", "task": "签约"}}})
		s.must(desk, "POST", s.path("/appointments/"+moved.Appointment+"/changes"),
			map[string]any{"start": "2026-11-27T14:00:00+08:00", "place": "二号厅"})
		if a := s.appointment(moved.Appointment); a.Status != "changed_awaiting_customer" || a.Place != "一号厅" ||
			a.Proposed == nil || a.Proposed.Place != "二号厅" {
			t.Errorf("told: %+v", a)
		}
		s.must(desk, "POST", s.path("/appointments/"+moved.Appointment+"/change-answer"),
			map[string]any{"agreed": true})
		s.must(desk, "POST", s.path("/appointments/"+off.Appointment+"/cancellation"), map[string]any{"by": "customer"})
		if list := s.appointments("2026-11-27"); len(list) != 1 || list[0].Appointment != moved.Appointment ||
			list[0].Place != "二号厅" || list[0].Status != "confirmed" {
			t.Errorf("the day after: %+v", list)
		}
		if list := s.appointments("2026-11-26"); len(list) != 3 {
			t.Errorf("the day: %d", len(list))
		}
		s.later(2*24*time.Hour + 50*time.Minute) // 26 November, 09:50
		s.checkAllIn()
		s.arrive(newcomer(1))
		if a := s.appointment(came.Appointment); a.Status != "arrived" || a.Visit == "" || a.ArrivedAt == nil ||
			len(a.Receptionists) != 2 {
			t.Errorf("arrived by phone number: %+v", a)
		}
		for range 2 {
			s.night(t)
		}
		for id, want := range map[string]contract.AppointmentStatus{came.Appointment: "arrived",
			missed.Appointment: "no_show", moved.Appointment: "confirmed", off.Appointment: "cancelled"} {
			if a := s.appointment(id); a.Status != want {
				t.Errorf("after the night: %s, want %s", a.Status, want)
			}
		}
		if v := s.verification("?from=2026-11-24&to=2026-11-26"); !v.Intact {
			t.Errorf("register: %+v", v)
		}
	})
}

// night runs the night of the product's present day.
func (s *place) night(t *testing.T) {
	t.Helper()
	at := s.today().Start(time.FixedZone("", 8*60*60)).Add(settle.Begins)
	if _, err := s.Night.Run(context.Background(), settle.Night{Site: domain.SiteID(s.id), At: at.UTC()}); err != nil {
		t.Fatal(err)
	}
}

// TestWaitingIsMeasured: from the arrival, but not before the time agreed, until somebody receives (LC.3.2).
func TestWaitingIsMeasured(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "self-sale", 1)
	first, second := s.apply(applied(10, 1)), s.apply(applied(10, 2))
	for _, a := range []contract.Appointment{first, second} {
		s.must(s.as("front_desk"), "POST", s.path("/appointments/"+a.Appointment+"/confirmation"),
			map[string]any{"identity_verified": true, "purpose_verified": true})
	}
	s.later(2*24*time.Hour + 50*time.Minute) // 09:50
	s.checkAllIn()
	s.arrive(newcomer(1))
	s.arrive(newcomer(2))
	if a := s.appointment(second.Appointment); a.Status != "arrived" || a.WaitedS != nil {
		t.Errorf("still waiting: %+v", a)
	}
	s.later(17 * time.Minute) // 10:07
	s.finishAll()
	for id, want := range map[string]int{first.Appointment: 0, second.Appointment: 7 * 60} {
		if a := s.appointment(id); a.WaitedS == nil || *a.WaitedS != want {
			t.Errorf("waited %v, want %d", a.WaitedS, want)
		}
	}
}

// TestBookingWithoutAPhoneIsLinkedByHand: the visit of the day, once.
func TestBookingWithoutAPhoneIsLinkedByHand(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "self-sale", 3)
	b := s.connect("page", "standard")
	expect(t, "created", b.send("m1", said("created", "u1", 1, visitAt(10, "phone", "+44 20 7946 0000"))), 202,
		"accepted")
	booked := s.appointments("2026-11-26")[0]
	s.checkAllIn()
	var early, right struct{ Visit string }
	if err := s.arrive(newcomer(1)).into(&early); err != nil {
		t.Fatal(err)
	}
	path := s.path("/appointments/" + booked.Appointment + "/arrival")
	if a := s.call(s.as("front_desk"), "POST", path, map[string]any{"visit": early.Visit}); a.status != 422 ||
		a.code() != "appointment.other_day" {
		t.Errorf("another day's visit: %s", a)
	}
	s.later(2*24*time.Hour + time.Hour)
	s.checkAllIn()
	if err := s.arrive(newcomer(2)).into(&right); err != nil {
		t.Fatal(err)
	}
	s.must(s.as("front_desk"), "POST", path, map[string]any{"visit": right.Visit})
	if a := s.call(s.as("front_desk"), "POST", path, map[string]any{"visit": right.Visit}); a.status != 409 {
		t.Errorf("linked twice: %s", a)
	}
	if a := s.appointment(booked.Appointment); a.Status != "arrived" || a.Visit != right.Visit {
		t.Errorf("%+v", a)
	}
}

// TestBookedArrivalCosts: a visitor with an appointment costs what every arrival may.
func TestBookedArrivalCosts(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		w := &witness{}
		s := start(t, e, func(s store.Store) store.Store { w.Store = s; return w }).openSite("riverside", "self-sale",
			12)
		s.apply(applied(10, 1))
		s.later(2*24*time.Hour + time.Hour)
		s.checkAllIn()
		w.take()
		check(t, "arrival of a booked visitor", s.call(s.as("front_desk"), "POST", s.path("/arrivals"), newcomer(1)), w,
			bound{2, 4, 8})
	})
}
