package guarantees_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

// chores is a checklist of a room at eight and a car at nine on 26 November, the visit's day.
func chores() map[string]any {
	return map[string]any{"items": []any{
		map[string]any{"kind": "room", "text": "贵宾室摆放名牌", "department": "事务部", "due": "2026-11-26T08:00:00+08:00"},
		map[string]any{"kind": "car", "text": "虹桥站接欧阳先生", "department": "车队", "due": "2026-11-26T09:00:00+08:00",
			"note": "举牌"},
	}}
}

func (s *place) checklist(id string) contract.Preparation {
	s.t.Helper()
	var p contract.Preparation
	if err := s.must(s.as("front_desk"), "GET", s.path("/appointments/"+id+"/preparation"), nil).into(&p); err != nil {
		s.t.Fatal(err)
	}
	return p
}

// staffed lists who was told of what.
func (r *relay) staffed() []string {
	var out []string
	for _, m := range r.take() {
		if m.To != "" {
			out = append(out, m.Kind+" "+m.To)
		}
		if m.To != "" && (m.Name != "" || m.Phone != "" || m.Email != "" ||
			strings.Contains(m.TextChinese+m.TextEnglish, phone(1))) {
			r.t.Errorf("%s tells who comes", m.Kind)
		}
	}
	slices.Sort(out)
	return out
}

// TestPreparation (CF.5, GR.4, LC.4.2): owners are told of what is theirs, told again when it changes or is off, and
// what is overdue climbs; every sending is recorded.
func TestPreparation(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s, r := relayed(t, e)
		a := s.apply(applied(10, 1))
		path := s.path("/appointments/" + a.Appointment)
		desk := s.as("front_desk")
		s.must(desk, "PUT", path+"/preparation", chores())
		s.tell(t)
		got := r.take()
		if len(got) != 2 || !strings.Contains(got[0].TextChinese, "贵宾室摆放名牌，2026-11-26 08:00 前") &&
			!strings.Contains(got[1].TextChinese, "贵宾室摆放名牌，2026-11-26 08:00 前") {
			t.Fatalf("%+v", got)
		}
		s.must(desk, "POST", path+"/preparation/2/done", map[string]any{})
		s.later(47*time.Hour + time.Minute) // 26 November, 08:02
		s.tell(t)
		s.tell(t)
		if told := r.staffed(); !slices.Equal(told, []string{"preparation_overdue 事务部"}) {
			t.Errorf("overdue: %v", told)
		}
		s.later(30 * time.Minute)
		s.tell(t)
		s.later(30 * time.Minute)
		s.tell(t)
		s.later(30 * time.Minute)
		s.tell(t)
		if told := r.staffed(); !slices.Equal(told,
			[]string{"preparation_overdue 案场经理 Site manager", "preparation_overdue 销售主管 Supervisor"}) {
			t.Errorf("escalated: %v", told)
		}
		s.must(desk, "POST", path+"/cancellation", map[string]any{"by": "site"})
		s.tell(t)
		if told := r.staffed(); !slices.Equal(told, []string{"preparation_cancelled 事务部", "preparation_cancelled 车队"}) {
			t.Errorf("off: %v", told)
		}
		if sent := s.sendings(a.Appointment); len(sent) != 2+3+3 {
			t.Errorf("record %v", sent)
		}
		if v := s.verification("?from=2026-11-24&to=2026-11-26"); !v.Intact {
			t.Errorf("register: %+v", v)
		}
	})
}

// TestABookingTakesItsChecklistAlong: a booking that a system moves to another one leaves it the checklist, in
// whatever order and however often the events come.
func TestABookingTakesItsChecklistAlong(t *testing.T) {
	moved := said("rescheduled", "u2", 2, visitAt(14, "replaces", "u1"))
	gone := said("cancelled", "u1", 2, map[string]any{"replaced_by": "u2"})
	for name, events := range map[string][]map[string]any{"moved first": {moved, gone, moved},
		"cancelled first": {gone, moved, gone}} {
		t.Run(name, func(t *testing.T) {
			s, r := relayed(t, engines[0])
			b := s.connect("page", "standard")
			b.send("m0", said("created", "u1", 1, visitAt(10)))
			s.must(s.as("front_desk"), "PUT",
				s.path("/appointments/"+s.appointments("2026-11-26")[0].Appointment+"/preparation"), chores())
			s.tell(t)
			r.take()
			for _, event := range events {
				if got := b.send(strings.TrimPrefix(fmt.Sprint(event["type"]), "booking."), event); got.status != 202 &&
					got.status != 200 {
					t.Fatalf("%s", got)
				}
			}
			list := s.appointments("2026-11-26")
			next := s.checklist(list[1].Appointment)
			if len(next.Items) != 2 || next.Items[0].Text != "贵宾室摆放名牌" || next.Items[1].Note != "举牌" ||
				!next.Items[0].Due.Equal(time.Date(2026, 11, 26, 4, 0, 0, 0, time.UTC)) {
				t.Fatalf("%+v", next)
			}
			s.must(s.as("front_desk"), "POST", s.path("/appointments/"+next.Appointment+"/preparation/1/done"),
				map[string]any{"note": "已摆放"})
			s.tell(t)
			if told := r.staffed(); !slices.Equal(told,
				[]string{"preparation 车队", "preparation_cancelled 事务部", "preparation_cancelled 车队"}) {
				t.Errorf("told %v", told)
			}
			if next = s.checklist(next.Appointment); next.Items[0].Note != "已摆放" {
				t.Errorf("%+v", next.Items[0])
			}
			var due contract.PreparationList
			if err := s.must(s.as("supervisor"), "GET", s.path("/preparations"), nil).into(&due); err != nil ||
				len(due.Items) != 1 || due.Items[0].Appointment != next.Appointment {
				t.Errorf("%+v, %v", due, err)
			}
		})
	}
}

// TestPreparationsAreSealed: what is to be made ready may name who comes; it lies in the store sealed, and an agent
// sees what concerns the agent (LS.3.1).
func TestPreparationsAreSealed(t *testing.T) {
	m := &memory{items: map[store.Key]store.Item{}}
	s := start(t, engines[0], func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside",
		"self-sale", 3)
	a := s.apply(applied(10, 1))
	path := s.path("/appointments/" + a.Appointment + "/preparation")
	body := chores()
	body["items"] = append(body["items"].([]any),
		map[string]any{"kind": "materials", "text": "欧阳先生的合同", "agent": s.agents[0],
			"due": "2026-11-26T09:00:00+08:00"})
	s.must(s.as("front_desk"), "PUT", path, body)
	s.must(s.as("front_desk"), "POST", path+"/1/done", map[string]any{"note": "欧阳先生的名牌已放"})
	for key, item := range m.copied() {
		for _, secret := range []string{"名牌", "虹桥", "举牌", "合同"} {
			if held := string(inflated(t, item.Body)); strings.Contains(held, secret) {
				t.Errorf("%v holds %q", key, secret)
			}
		}
	}
	var own contract.Preparation
	if err := s.must(s.agent(s.agents[0]), "GET", path, nil).into(&own); err != nil || len(own.Items) != 1 ||
		own.Items[0].Text != "欧阳先生的合同" {
		t.Errorf("%+v, %v", own, err)
	}
	if other := s.call(s.agent(s.agents[1]), "GET", path, nil); other.code() != "appointment.unknown" {
		t.Errorf("another agent: %s", other)
	}
	var mine contract.PreparationList
	if err := s.must(s.agent(s.agents[1]), "GET", s.path("/preparations"), nil).into(&mine); err != nil ||
		len(mine.Items) != 0 {
		t.Errorf("%+v, %v", mine, err)
	}
	kept := s.checklist(a.Appointment).Items
	again := s.must(s.as("front_desk"), "PUT", path,
		map[string]any{"items": []any{map[string]any{"item": 1, "kind": "room", "text": "贵宾室摆放名牌", "department": "事务部",
			"due": "2026-11-26T08:00:00+08:00", "note": kept[0].Note}}})
	var set contract.Preparation
	if err := again.into(&set); err != nil || len(set.Items) != 1 || set.Items[0].DoneAt == nil ||
		set.Items[0].Note != kept[0].Note {
		t.Errorf("%+v, %v", set, err)
	}
}

// TestRemindersSurviveACrash: a tick that is cut off anywhere reminds once all the same.
func TestRemindersSurviveACrash(t *testing.T) {
	for _, after := range []bool{false, true} {
		breaks := &breaking{}
		s, r := relayed(t, engines[0], func(s store.Store) store.Store { breaks.Store = s; return breaks })
		a := s.apply(applied(10, 1))
		s.must(s.as("front_desk"), "PUT", s.path("/appointments/"+a.Appointment+"/preparation"), chores())
		s.tell(t)
		r.take()
		s.later(47*time.Hour + time.Minute)
		breaks.arm(1, after)
		if _, err := s.Notices.Run(context.Background(), domain.SiteID(s.id), s.Clock.Now()); err == nil {
			t.Fatal("the crash went unnoticed")
		}
		s.tell(t)
		if told := r.staffed(); !slices.Equal(told, []string{"preparation_overdue 事务部"}) ||
			len(s.checklist(a.Appointment).Items[0].Reminders) != 1 {
			t.Errorf("after %v: %v", after, told)
		}
	}
}
