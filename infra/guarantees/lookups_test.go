package guarantees_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/store"
)

func (s *place) lookUp(as who, visitor int) answer {
	s.t.Helper()
	return s.call(as, "POST", s.path("/ownership-lookups"), map[string]any{"phone": phone(visitor)})
}

func (s *place) alarms() []contract.LookupAlarm {
	s.t.Helper()
	var list contract.LookupAlarmList
	if err := s.must(s.as("auditor"), "GET", s.path("/lookup-alarms"), nil).into(&list); err != nil {
		s.t.Fatal(err)
	}
	return list.Items
}

func (s *place) lookups() []contract.Lookup {
	s.t.Helper()
	var all []contract.Lookup
	cursor := ""
	for {
		var list contract.LookupList
		if err := s.must(s.as("auditor"), "GET", s.path("/lookups?limit=20"+cursor), nil).into(&list); err != nil {
			s.t.Fatal(err)
		}
		all, cursor = append(all, list.Items...), "&cursor="+list.NextCursor
		if list.NextCursor == "" {
			return all
		}
	}
}

// TestGoingThroughNumbersRaisesAnAlarm: thirty distinct numbers are answered and written down, the next closes the
// account, is on record, and nothing more is answered until a manager releases it (GR.8, CM.2.5, LS.3.1).
func TestGoingThroughNumbersRaisesAnAlarm(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := &memory{items: map[store.Key]store.Item{}}
		s := start(t, e, func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside", "self-sale",
			3)
		s.checkAllIn()
		s.arrive(newcomer(0))
		desk := s.as("front_desk")
		for n := range 30 {
			s.later(time.Second)
			for range 2 {
				if a := s.lookUp(desk, n); a.status != 200 {
					t.Fatalf("number %d: %s", n, a)
				}
			}
		}
		for range 2 {
			if a := s.lookUp(desk, 30); a.status != 429 || a.code() != "lookup.too_many" ||
				!strings.Contains(string(a.raw), "GR.8") {
				t.Fatalf("the thirty-first: %s", a)
			}
		}
		if a := s.lookUp(s.as("supervisor"), 30); a.status != 200 {
			t.Errorf("another account: %s", a)
		}
		all := s.lookups()
		if len(all) != 61 || all[0].Found != "owned" || all[1].Operation != "lookUpOwner" ||
			all[60].Found != "unknown" {
			t.Errorf("%d look-ups: %+v", len(all), all[:min(2, len(all))])
		}
		alarms := s.alarms()
		if len(alarms) != 1 || alarms[0].Status != "closed" || alarms[0].Numbers != 30 || alarms[0].Kind != "window" {
			t.Fatalf("%+v", alarms)
		}
		release := s.path("/lookup-alarms/" + alarms[0].Alarm + "/release")
		if a := s.call(desk, "POST", release, map[string]any{"reason": "盘点"}); a.status != 403 {
			t.Errorf("the desk releases itself: %s", a)
		}
		s.must(s.as("site_manager"), "POST", release, map[string]any{"reason": "盘点"})
		if a := s.call(s.as("site_manager"), "POST", release,
			map[string]any{"reason": "盘点"}); a.code() != "lookup.alarm_over" {
			t.Errorf("released twice: %s", a)
		}
		if a := s.lookUp(desk, 31); a.status != 200 || s.alarms()[0].Status != "released" {
			t.Errorf("released: %s", a)
		}
		if v := s.verification("?from=2026-11-24&to=2026-11-24"); !v.Intact {
			t.Errorf("%+v", v)
		}
		for key, item := range m.copied() {
			if body := string(inflated(t, item.Body)); strings.Contains(body, phone(30)) {
				t.Errorf("%v holds a number in clear", key)
			}
		}
	})
}

// TestSimultaneousLookupsAreAllCounted: twenty at once from one account, of which each is written down once.
func TestSimultaneousLookupsAreAllCounted(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("riverside", "self-sale", 3)
		var answered sync.Map
		var all sync.WaitGroup
		desk := s.as("front_desk")
		s.lookUp(desk, 0) // signs the desk in
		for n := range 4 {
			all.Go(func() {
				for k := range 5 {
					answered.Store(n*5+k, s.lookUp(desk, n*5+k+1).status)
				}
			})
		}
		all.Wait()
		given := 1
		answered.Range(func(_, status any) bool {
			if status == 200 {
				given++
			} else if status != 503 {
				t.Errorf("status %v", status)
			}
			return true
		})
		if logged := len(s.lookups()); logged != given {
			t.Errorf("%d answered, %d written down", given, logged)
		}
	})
}

// TestNoAnswerWithoutALog: a look-up that cannot be written down is not answered (CM.2.5).
func TestNoAnswerWithoutALog(t *testing.T) {
	b := &breaking{}
	s := start(t, engines[0], func(s store.Store) store.Store { b.Store = s; return b }).openSite("riverside",
		"self-sale", 3)
	s.checkAllIn()
	s.arrive(newcomer(0))
	b.arm(1, false)
	if a := s.lookUp(s.as("front_desk"), 0); a.status != 503 || strings.Contains(string(a.raw), "owner\":") {
		t.Errorf("answered without a log: %s", a)
	}
}

// TestOtherWaysToLearnOfACustomerAreWrittenDown: the file by its reference, the owner by a visit, the full data, and
// the question for those announced; an agent's own customers are no look-up (LS.3.1).
func TestOtherWaysToLearnOfACustomerAreWrittenDown(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "first-contact", 3)
	s.checkAllIn()
	var visit contract.Visit
	if err := s.arrive(newcomer(0)).into(&visit); err != nil {
		t.Fatal(err)
	}
	s.must(s.agent(visit.Receives), "GET", s.path("/customers/"+visit.Customer), nil)
	if n := len(s.lookups()); n != 0 {
		t.Errorf("the agent's own customer: %d look-ups", n)
	}
	supervisor := s.as("supervisor")
	s.must(supervisor, "GET", s.path("/customers/"+visit.Customer), nil)
	s.must(supervisor, "GET", s.path("/visits/"+visit.Visit+"/ownership"), nil)
	s.must(supervisor, "POST", s.path("/customers/"+visit.Customer+"/reveal"), map[string]any{"reason": "回访"})
	s.must(supervisor, "POST", s.path("/pre-registration-matches"), map[string]any{"phone": phone(1)})
	var operations []string
	for _, row := range s.lookups() {
		operations = append(operations, row.Operation+" "+string(row.Found))
	}
	if got := strings.Join(operations, ", "); got != "getCustomer owned, getOwnershipByVisit owned, revealCustomer "+
		"revealed, matchPreRegistrations announced" {
		t.Errorf("%s", got)
	}
}
