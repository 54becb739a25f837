package guarantees_test

import (
	"testing"
)

// TestBadFacts sends what no client of good will sends to the calls about people; each is refused with a code
// and none is a fault of the product.
func TestBadFacts(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		p := start(t, e)
		s := p.openSite("bad", "first-contact", 3)
		s.checkAllIn()
		var visit struct{ Visit, Customer string }
		if err := s.arrive(newcomer(1)).into(&visit); err != nil {
			t.Fatal(err)
		}
		text := string(make([]rune, 3000))
		ids := []any{"", "p", "x", "p20261124-000001", "p99999999-000001", text, 7, nil}
		for _, id := range ids {
			for path, body := range map[string]map[string]any{
				"/arrivals": {"phone": phone(2), "pre_registration": id},
				"/visits/" + visit.Visit + "/pre-registration": {"pre_registration": id},
				"/customers/" + visit.Customer + "/recognitions": {"relation": "same_person", "entry": id,
					"agent": s.agents[0]},
				"/customers/" + visit.Customer + "/reassignment": {"to": id, "from_basis_points": 10001,
					"reason": "投诉"},
				"/customers/nobody/recognitions": {"relation": id, "entry_of_phone": phone(1),
					"agent": s.agents[0]},
				"/pre-registrations":                             {"agent": s.agents[0], "name": id, "phone": "1"},
				"/pre-registrations/p20261124-000001/withdrawal": {"reason": text},
				"/pre-registration-matches":                      {"features": id},
				"/calls": {"phone": phone(1), "agent": id,
					"called_at": "yesterday"},
				"/visits/" + visit.Visit + "/intention": {"interested": true, "area_sqm": -1, "unit": id},
			} {
				if id == nil && path == "/arrivals" {
					continue // nothing is named: a visitor like any other
				}
				if a := s.call(s.as("supervisor"), "POST", s.path(path), body); a.status < 400 || a.status >= 500 ||
					a.code() == "" {
					t.Errorf("POST %s %v: %s", path, body, a)
				}
			}
		}
		for _, path := range []string{"/calls?customers=old", "/visits?customers=", "/day-reports/yesterday",
			"/calls?day=2026-13-01"} {
			if a := s.call(s.as("supervisor"), "GET", s.path(path), nil); a.status >= 500 ||
				path != "/visits?customers=" && a.status < 400 {
				t.Errorf("GET %s: %s", path, a)
			}
		}
	})
}
