package guarantees_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// TestNobodyStandsInClear announces, calls, receives and recognises people and finds neither a name, nor a
// number, nor a description of them in anything that is stored.
func TestNobodyStandsInClear(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := &memory{items: map[store.Key]store.Item{}}
		p := start(t, e, func(s store.Store) store.Store { m.Store = s; return m })
		s := p.openSite("clear", "first-contact", 3)
		s.checkAllIn()
		const name, number, features = "欧阳建国", "13811112222", "白色越野车"
		supervisor := s.as("supervisor")
		announced := s.must(s.agent(s.agents[0]), "POST", s.path("/pre-registrations"),
			map[string]any{"name": name, "phone": number, "features": features})
		if !strings.Contains(string(announced.raw), features) {
			t.Errorf("whoever announces does not read what was said: %s", announced)
		}
		s.takeBack(name, features)
		s.must(supervisor, "POST", s.path("/calls"),
			map[string]any{"phone": "13811113333", "name": name, "agent": s.agents[1], "content": features})
		s.must(supervisor, "POST", s.path("/arrivals"),
			map[string]any{"phone": "13811114444", "name": name, "referrer_name": name})
		s.must(supervisor, "POST", s.path("/pre-registration-matches"),
			map[string]any{"name": name, "features": features})
		desk, appointments := s.as("front_desk"), s.path("/appointments")
		var booked struct{ Appointment string }
		if err := s.must(desk, "POST", appointments,
			map[string]any{"channel": "phone", "name": name, "phone": "13811115555", "organisation": features,
				"purpose": features,
				"agenda":  features, "place": features, "headcount": 2,
				"start": "2026-11-26T14:00:00+08:00"}).into(&booked); err != nil {
			t.Fatal(err)
		}
		s.must(desk, "POST", appointments+"/"+booked.Appointment+"/confirmation",
			map[string]any{"identity_verified": true, "purpose_verified": true})
		s.must(desk, "POST", appointments+"/"+booked.Appointment+"/changes", map[string]any{"place": features})
		off := s.must(desk, "POST", appointments+"/"+booked.Appointment+"/cancellation",
			map[string]any{"by": "customer", "reason": features})
		if !strings.Contains(string(off.raw), `"reason":"`+features) {
			t.Errorf("the reason is not shown to whoever gave it: %s", off)
		}
		items := m.copied()
		for key, item := range items {
			text := key.Partition + key.Sort + string(item.Body) + asText(item)
			for _, plain := range []string{name, number, "13811113333", "13811114444", "13811115555", features} {
				if strings.Contains(text, plain) ||
					strings.Contains(text, base64.StdEncoding.EncodeToString([]byte(plain))) {
					t.Errorf("%v holds %s in clear", key, plain)
				}
			}
		}
		if len(items) < 20 {
			t.Errorf("only %d items were looked through", len(items))
		}
	})
}

// takeBack announces somebody else and takes it back with a reason, twice the same: the answer tells the reason.
func (s *place) takeBack(name, reason string) {
	s.t.Helper()
	agent := s.agent(s.agents[1])
	var made struct{ ID string }
	if err := s.must(agent, "POST", s.path("/pre-registrations"),
		map[string]any{"name": name + "二", "features": reason}).into(&made); err != nil {
		s.t.Fatal(err)
	}
	r := request{as: agent, method: "POST", path: s.path("/pre-registrations/" + made.ID + "/withdrawal"),
		body: map[string]any{"reason": reason}, key: freshKey()}
	first, again := s.do(r), s.do(r)
	if first.status != 200 || !strings.Contains(string(first.raw), `"withdrawn_why":"`+reason) ||
		string(again.raw) != string(first.raw) || !again.replayed {
		s.t.Errorf("%s, again %s", first, again)
	}
}

// asText gives the text of an item's body where it is packed.
func asText(item store.Item) string {
	var raw json.RawMessage
	if floor.Unpack(item.Body, &raw) == nil {
		var answer struct {
			Bytes []byte `json:"a"` // a stored answer keeps its JSON as bytes
		}
		if json.Unmarshal(raw, &answer) == nil {
			return string(raw) + string(answer.Bytes)
		}
		return string(raw)
	}
	if sealed, err := journal.Unpack(item.Body); err == nil {
		return string(sealed.Body)
	}
	return ""
}
