package guarantees_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"
)

// write is one operation to be repeated: prepare gets a site ready and gives the request and another
// body for it. where names the site whose journal shows the effect, empty for the prepared one.
type write struct {
	name    string
	prepare func(s *place) (r request, other any, where string)
}

func posted(as who, path string, body any) request {
	return request{as: as, method: "POST", path: path, body: body}
}

var writes = []write{
	{"arrival", func(s *place) (request, any, string) {
		return posted(s.as("front_desk"), s.path("/arrivals"), newcomer(1)), newcomer(2), ""
	}},
	{"finish", func(s *place) (request, any, string) {
		s.arrive(newcomer(1))
		path := s.path("/visits/" + s.board().Receptions[0].Visit + "/finish")
		return posted(s.as("front_desk"), path, map[string]any{"outcome": "toured"}),
			map[string]any{"outcome": "negotiated"}, ""
	}},
	{"feedback", func(s *place) (request, any, string) {
		visit := s.received(1)
		return posted(s.visitor(visit), s.path("/visits/"+visit+"/feedback"), opinion(5)), opinion(4), ""
	}},
	{"reception record", func(s *place) (request, any, string) {
		path := s.path("/visits/" + s.received(1) + "/reception-record")
		return posted(s.as("supervisor"), path, map[string]any{"topics": "三居"}), map[string]any{"topics": "四居"}, ""
	}},
	{"routing", func(s *place) (request, any, string) {
		visit := s.received(1)
		s.must(s.visitor(visit), "POST", s.path("/visits/"+visit+"/feedback"), suggestion("多设座位"))
		body := func(to string) map[string]any { return map[string]any{"department": to} }
		return posted(s.as("front_desk"), s.path("/visits/"+visit+"/feedback/routing"), body("工程部")), body("物业部"), ""
	}},
	{"call", func(s *place) (request, any, string) {
		body := func(text string) map[string]any {
			return map[string]any{"phone": phone(1), "agent": s.agents[0], "content": text}
		}
		return posted(s.as("front_desk"), s.path("/calls"), body("询价")), body("约访"), ""
	}},
	{"intention", func(s *place) (request, any, string) {
		s.arrive(newcomer(1))
		path := s.path("/visits/" + s.board().Receptions[0].Visit + "/intention")
		return posted(s.as("supervisor"), path, map[string]any{"interested": true}),
			map[string]any{"interested": false}, ""
	}},
	{"recognition", func(s *place) (request, any, string) {
		s.arrive(newcomer(1))
		s.later(time.Minute)
		var second struct{ Customer string }
		if err := s.arrive(newcomer(2)).into(&second); err != nil {
			s.t.Fatal(err)
		}
		body := func(takesOver bool) map[string]any {
			return map[string]any{"relation": "same_person", "entry_of_phone": phone(1), "agent": s.agents[0],
				"takes_over": takesOver}
		}
		return posted(s.as("supervisor"), s.path("/customers/"+second.Customer+"/recognitions"), body(true)),
			body(false), ""
	}},
	{"leave", func(s *place) (request, any, string) {
		return posted(s.agent(s.agents[1]), s.path("/absences"), map[string]any{"reason": "private"}),
			map[string]any{"reason": "business"}, ""
	}},
	{"deal", func(s *place) (request, any, string) {
		s.arrive(newcomer(1))
		return posted(s.as("site_manager"), s.path("/deals"), sale(s, 1, 100000)), sale(s, 1, 200000), ""
	}},
	{"claim", func(s *place) (request, any, string) {
		d := s.contested()
		body := func(text string) map[string]any {
			return map[string]any{"ground": "same_person", "customer_phone": phone(1), "statement": text}
		}
		return posted(s.agent(s.agents[0]), d.path("/claims"), body("登记在先")), body("另述"), ""
	}},
	{"dispute", func(s *place) (request, any, string) {
		d := s.contested()
		body := func(text string) map[string]any { return map[string]any{"statement": text} }
		return posted(s.agent(s.agents[0]), d.path("/disputes"), body("登记在先")), body("另述"), ""
	}},
	{"statement", func(s *place) (request, any, string) {
		d := s.contested().disputed()
		body := func(text string) map[string]any { return map[string]any{"statement": text} }
		return posted(s.agent(s.agents[1]), d.onDispute("/statements"), body("由我接待")), body("另述"), ""
	}},
	{"ruling", func(s *place) (request, any, string) {
		d := s.contested().disputed()
		return posted(s.as("supervisor"), d.path("/rulings"), ruled(s.agents[0])), ruled(s.agents[1]), ""
	}},
	{"appeal", func(s *place) (request, any, string) {
		d := s.contested().disputed()
		s.must(s.as("supervisor"), "POST", d.path("/rulings"), ruled(s.agents[0]))
		body := func(text string) map[string]any { return map[string]any{"statement": text} }
		return posted(s.agent(s.agents[1]), d.onDispute("/appeal"), body("不服")), body("另述"), ""
	}},
	{"approval", func(s *place) (request, any, string) {
		p := s.openSite(s.id+"-p", "points", 2)
		p.checkAllIn()
		d := p.contested().disputed()
		p.must(p.agent(p.agents[1]), "POST", d.onDispute("/statements"), map[string]any{"statement": "由我接待"})
		p.must(p.as("site_manager"), "POST", d.path("/rulings"), ruled(p.agents[0]))
		path := d.path("/rulings/1/approval")
		return posted(who{role: "marketing_centre"}, path, map[string]any{"approve": true}),
			map[string]any{"approve": false}, p.id
	}},
	{"conduct report", func(s *place) (request, any, string) {
		body := func(text string) map[string]any {
			return map[string]any{"agent": s.agents[0], "breach": "poaching", "statement": text, "verified": "ordinary"}
		}
		return posted(s.as("site_manager"), s.path("/conduct-reports"), body("经查实")), body("另查"), ""
	}},
	{"commendation", func(s *place) (request, any, string) {
		body := func(kind string) map[string]any {
			return map[string]any{"agent": s.agents[0], "kind": kind, "statement": "接待周到"}
		}
		return posted(s.as("site_manager"), s.path("/commendations"), body("customer_praise")),
			body("outstanding_reception"), ""
	}},
	{"appointment", func(s *place) (request, any, string) {
		return posted(s.as("front_desk"), s.path("/appointments"), applied(10, 1)), applied(11, 1), ""
	}},
	{"confirmation of an appointment", func(s *place) (request, any, string) {
		a := s.apply(applied(10, 1))
		body := func(place string) map[string]any {
			return map[string]any{"identity_verified": true, "purpose_verified": true, "place": place}
		}
		return posted(s.as("front_desk"), s.path("/appointments/"+a.Appointment+"/confirmation"), body("二号厅")),
			body("三号厅"), ""
	}},
	{"progress of a case", func(s *place) (request, any, string) {
		c := s.raise(1)
		body := func(text string) map[string]any { return map[string]any{"text": text, "solution": true} }
		return posted(s.as("front_desk"), s.path("/cases/"+c.Case+"/progress"), body("更换")), body("维修"), ""
	}},
	{"add agent", func(s *place) (request, any, string) {
		body := func(id string) map[string]any {
			return map[string]any{"id": id, "name": "新人", "monthly_base_fen": 400000}
		}
		return posted(s.as("site_manager"), s.path("/agents"), body("agent98")), body("agent99"), ""
	}},
	{"create site", func(s *place) (request, any, string) {
		id := s.id + "-next"
		body := func(name string) map[string]any {
			return map[string]any{"id": id, "name": name, "preset": "self-sale", "region": region}
		}
		return posted(who{role: "marketing_centre"}, "/v1/sites", body("二期")), body("三期"), id
	}},
	{"create site, other id", func(s *place) (request, any, string) {
		body := func(id string) map[string]any {
			return map[string]any{"id": id, "name": "二期", "preset": "self-sale", "region": region}
		}
		return posted(who{role: "marketing_centre"}, "/v1/sites", body(s.id+"-two")), body(s.id + "-three"),
			s.id + "-two"
	}},
	{"manual check-in", func(s *place) (request, any, string) {
		return posted(s.as("supervisor"), s.path("/manual-check-ins"), manual(s.agents[4])), manual(s.agents[5]), ""
	}},
	{"check-in", func(s *place) (request, any, string) {
		body := s.scan(s.agents[4])
		other := map[string]any{"token": body["token"], "device": "another-phone"}
		return posted(s.agent(s.agents[4]), s.path("/check-ins"), body), other, ""
	}},
}

// sale gives the deal of a visitor.
func sale(s *place, visitor int, commission int64) map[string]any {
	return map[string]any{"phone": phone(visitor), "closed_by": s.agents[0], "commission_fen": commission,
		"unit": unitOf(visitor), "contract": contractOf(visitor)}
}

// prepared gives a site of six agents, four of them checked in.
func (p *product) prepared(id string) *place {
	p.t.Helper()
	s := p.openSite(id, "self-sale", 6)
	for _, agent := range s.agents[:4] {
		s.checkIn(agent)
	}
	return s
}

// entries counts the journal of today.
func (s *place) entries(where string) int {
	if where == "" {
		where = s.id
	}
	return len(readJournal(s.t, s.Server, where, s.today()))
}

// TestRepeatedWrites repeats each write with its key: as it was, with another body, and eight times at once.
func TestRepeatedWrites(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		p := start(t, e)
		for i, w := range writes {
			t.Run(w.name, func(t *testing.T) {
				once := testRepeated(t, p.prepared(fmt.Sprintf("repeated-%d", i)), w)
				testDuplicates(t, p.prepared(fmt.Sprintf("duplicated-%d", i)), w, once)
			})
		}
	})
}

// testRepeated gives how many journal entries the write makes.
func testRepeated(t *testing.T, s *place, w write) int {
	t.Helper()
	r, other, where := w.prepare(s)
	r.key = freshKey()
	before := s.entries(where)
	first := s.do(r)
	if first.status >= 300 || first.replayed {
		t.Fatalf("first answer: replayed %v, %s", first.replayed, first)
	}
	made := s.entries(where) - before
	s.later(3 * time.Minute)
	again := s.do(r)
	if again.status != first.status || !bytes.Equal(again.raw, first.raw) || !again.replayed {
		t.Errorf("repeated: replayed %v, %s\nfirst: %s", again.replayed, again, first)
	}
	reused := r
	reused.body = other
	if a := s.do(reused); a.status != 422 || a.code() != "idempotency.key_reused" {
		t.Errorf("key reused for another body: %s", a)
	}
	if now := s.entries(where) - before; now != made || made == 0 {
		t.Errorf("%d journal entries after repetitions, %d after the first", now, made)
	}
	return made
}

// testDuplicates sends the write eight times at once through three processes.
func testDuplicates(t *testing.T, s *place, w write, once int) {
	t.Helper()
	r, _, where := w.prepare(s)
	r.key = freshKey()
	before := s.entries(where)
	processes := []*product{s.product, s.another(), s.another()}
	answers := make([]answer, 8)
	h := &history{}
	h.together(len(answers), func(i int) { answers[i] = processes[i%len(processes)].do(r) })
	firsts := 0
	for _, a := range answers {
		if !a.replayed {
			firsts++
		}
		if a.status >= 300 || a.status != answers[0].status || !bytes.Equal(a.raw, answers[0].raw) {
			t.Errorf("duplicate: %s", a)
		}
	}
	if made := s.entries(where) - before; made != once || firsts != 1 {
		t.Errorf("%d journal entries instead of %d, %d answers are firsts", made, once, firsts)
	}
	if a := s.must(s.as("auditor"), "GET", s.path("/register/verification"), nil); !bytes.Contains(a.raw,
		[]byte(`"intact":true`)) {
		t.Errorf("register: %s", a)
	}
}

func manual(agent string) map[string]any {
	return map[string]any{"agent": agent, "reason": "手机没电"}
}
