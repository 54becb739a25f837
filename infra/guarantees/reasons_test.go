package guarantees_test

import (
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// TestNothingIsAskedInVain: why a supervisor checked in by hand or swapped two places stands with the entry of the
// register and in the agents' own explanation; what was said of a visitor stands in the register under their key.
func TestNothingIsAskedInVain(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("riverside", "group-rotation", 5)
		s.checkAllIn()
		boss := s.as("supervisor")
		s.must(boss, "POST", s.path("/swaps"),
			map[string]any{"first": s.agents[0], "second": s.agents[1], "reason": " 家中有事 "})
		var visit contract.Visit
		if err := s.arrive(map[string]any{"phone": phone(1), "first_visit": true}).into(&visit); err != nil {
			t.Fatal(err)
		}
		ofVisit := func(rest string) string { return s.path("/visits/" + visit.Visit + rest) }
		s.must(s.as("front_desk"), "POST", ofVisit("/found-out"),
			map[string]any{"kind": "broker", "discloses_identity": true})
		to := s.agents[0]
		if to == visit.Receives {
			to = s.agents[1]
		}
		s.must(s.agent(visit.Receives), "POST", ofVisit("/hand-over"), map[string]any{"to": to, "remark": "转交备注"})

		var list contract.EntryList
		if err := s.must(boss, "GET", s.path("/register"), nil).into(&list); err != nil {
			t.Fatal(err)
		}
		found := map[string]contract.Entry{}
		for _, entry := range list.Items {
			found[entry.Operation] = entry
		}
		if found["swapPlaces"].Reason != "家中有事" || !found["foundOut"].DisclosesIdentity ||
			found["handOver"].Reason != "" {
			t.Errorf("the register says %+v", found)
		}
		var own contract.Standing
		if err := s.must(s.agent(s.agents[0]), "GET", s.path("/board/agents/"+s.agents[0]),
			nil).into(&own); err != nil {
			t.Fatal(err)
		}
		if last := own.History[len(own.History)-1]; !strings.Contains(historyOf(own), "家中有事") {
			t.Errorf("the explanation ends with %+v", last)
		}
		if !strings.Contains(s.heldOn(visit.Customer), "转交备注") {
			t.Error("the remark of the hand-over is not among the customer's data")
		}
	})
}

func historyOf(s contract.Standing) string {
	var out []string
	for _, event := range s.History {
		out = append(out, event.Reason)
	}
	return strings.Join(out, "\n")
}

// heldOn gives everything that is held on a customer.
func (s *place) heldOn(customer string) string {
	s.t.Helper()
	var asked contract.PrivacyRequest
	if err := s.must(s.as("site_manager"), "POST", s.path("/customers/"+customer+"/access-requests"),
		map[string]any{"reason": "查阅", "identity_verified": "身份证"}).into(&asked); err != nil {
		s.t.Fatal(err)
	}
	return string(s.must(s.as("site_manager"), "GET", s.path("/privacy-requests/"+asked.Request+"/data"), nil).raw)
}

// TestAManualCheckInSaysWhy: the reason stands with the entry.
func TestAManualCheckInSaysWhy(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "self-sale", 2)
	s.must(s.as("supervisor"), "POST", s.path("/manual-check-ins"), manual(s.agents[0]))
	for rest, as := range map[string]who{"/register": s.as("supervisor"),
		"/board/agents/" + s.agents[0]: s.agent(s.agents[0])} {
		if a := s.must(as, "GET", s.path(rest), nil); !strings.Contains(string(a.raw), `reason":"手机没电"`) {
			t.Errorf("%s: %s", rest, a)
		}
	}
}
