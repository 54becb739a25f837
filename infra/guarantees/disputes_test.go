package guarantees_test

import (
	"bytes"
	"net/http"
	"slices"
	"testing"
	"time"
)

// contest is a deal that agent02 closed with a buyer of their own, while agent01 has an older customer.
type contest struct {
	*place
	deal, dispute string
}

// contested registers agent01's customer (visitor 1), agent02's buyer (visitor 2) and the buyer's deal.
func (s *place) contested() *contest {
	s.t.Helper()
	for i, agent := range s.agents[:2] {
		s.arrive(map[string]any{"phone": phone(i + 1), "names": map[string]any{"agent": agent}, "outcome": "toured"})
		s.later(time.Minute)
	}
	body := map[string]any{"phone": phone(2), "closed_by": s.agents[1], "commission_fen": 100000}
	return &contest{place: s, deal: s.sell(body).Deal}
}

func (c *contest) path(rest string) string { return c.place.path("/deals/" + c.deal + rest) }

func (c *contest) onDispute(rest string) string { return c.place.path("/disputes/" + c.dispute + rest) }

// disputed has agent01 dispute the deal.
func (c *contest) disputed() *contest {
	c.t.Helper()
	var deal struct{ Disputes []struct{ Dispute string } }
	a := c.must(c.agent(c.agents[0]), "POST", c.path("/disputes"), map[string]any{"statement": "客户由我首次接待"})
	if err := a.into(&deal); err != nil || len(deal.Disputes) != 1 {
		c.t.Fatalf("%v: %s", err, a)
	}
	c.dispute = deal.Disputes[0].Dispute
	return c
}

// ruled gives a ruling for one party.
func ruled(party string) map[string]any {
	return map[string]any{"reason": "裁决", "shares": []any{map[string]any{"party": party, "basis_points": 10000}}}
}

// TestAPartyNeverRules has a supervisor who sells as well rule on a dispute of their own, as a claimant and
// as the holder (SS.4.2.2.c); one who is no party may.
func TestAPartyNeverRules(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("alpha", "self-sale", 3)
		s.checkAllIn()
		d := s.contested().disputed()
		for _, party := range s.agents[:2] {
			selling := who{"supervisor", s.id, party}
			if a := s.call(selling, "POST", d.path("/rulings"), ruled(party)); a.status != http.StatusForbidden ||
				a.code() != "ruling.party" {
				t.Errorf("%s rules on their own case: %s", party, a)
			}
		}
		s.must(who{"supervisor", s.id, s.agents[2]}, "POST", d.path("/rulings"), ruled(s.agents[0]))
	})
}

// TestApprovalByAParty has the second approval of a ruling come from a party (PC.3.a).
func TestApprovalByAParty(t *testing.T) {
	s := start(t, engines[0]).openSite("alpha", "points", 3)
	s.checkAllIn()
	d := s.contested().disputed()
	s.must(s.agent(s.agents[1]), "POST", d.onDispute("/statements"), map[string]any{"statement": "由我接待"})
	s.must(who{role: "marketing_centre"}, "POST", d.path("/rulings"), ruled(s.agents[0]))
	if a := s.call(who{"site_manager", s.id, s.agents[0]}, "POST", d.path("/rulings/1/approval"),
		map[string]any{"approve": true}); a.code() != "ruling.party" {
		t.Errorf("a party approves: %s", a)
	}
	s.must(s.as("site_manager"), "POST", d.path("/rulings/1/approval"), map[string]any{"approve": true})
}

// TestARulingPenalisesManyAtOnce verifies as many breaches as a ruling may hold, in its one transaction
// (SS.4.2.2.b); none of them stands if one cannot.
func TestARulingPenalisesManyAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("alpha", "self-sale", 8)
		s.checkAllIn()
		d := s.contested().disputed()
		body := ruled(s.agents[0])
		var penalties []any
		for _, agent := range s.agents {
			penalties = append(penalties, map[string]any{"agent": agent, "breach": "quarrel", "gravity": "ordinary"})
		}
		body["penalties"] = append(slices.Clone(penalties[:7]),
			map[string]any{"agent": "agent08", "breach": "gossip", "gravity": "ordinary"})
		if a := s.call(s.as("supervisor"), "POST", d.path("/rulings"), body); a.code() != "conduct.breach_unknown" {
			t.Errorf("an unknown breach: %s", a)
		}
		var reports struct{ Items []any }
		if err := s.must(s.as("supervisor"), "GET", s.path("/conduct-reports"), nil).into(&reports); err != nil ||
			len(reports.Items) != 0 {
			t.Errorf("%d reports of a refused ruling: %v", len(reports.Items), err)
		}
		body["penalties"] = penalties
		var answered struct{ Penalties []struct{ Count int } }
		if err := s.must(s.as("supervisor"), "POST", d.path("/rulings"), body).into(&answered); err != nil ||
			len(answered.Penalties) != 8 {
			t.Errorf("%+v: %v", answered, err)
		}
		if err := s.must(s.as("supervisor"), "GET", s.path("/conduct-reports"), nil).into(&reports); err != nil ||
			len(reports.Items) != 8 {
			t.Errorf("%d reports: %v", len(reports.Items), err)
		}
	})
}

// TestStatementsStayWithTheirOwners wants what the parties write to be read by management and the writer
// only, and to stand nowhere in the journal.
func TestStatementsStayWithTheirOwners(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		const mine, theirs, claimed = "我在门口先接待了该客户", "客户点名由我接待", "家属已在我处登记"
		s := start(t, e).openSite("alpha", "self-sale", 4)
		s.checkAllIn()
		d := s.contested()
		claim := map[string]any{"ground": "same_person", "customer_phone": phone(1), "statement": claimed}
		var filed struct{ Dispute string }
		if err := s.must(s.agent(s.agents[0]), "POST", d.path("/claims"), claim).into(&filed); err != nil {
			t.Fatal(err)
		}
		d.dispute = filed.Dispute
		s.must(s.agent(s.agents[0]), "POST", d.onDispute("/statements"), map[string]any{"statement": mine})
		s.must(s.agent(s.agents[1]), "POST", d.onDispute("/statements"), map[string]any{"statement": theirs})
		for _, read := range []struct {
			as   who
			path string
			want []string
		}{
			{s.as("supervisor"), d.onDispute(""), []string{mine, theirs, claimed}},
			{s.agent(s.agents[0]), d.onDispute(""), []string{mine, claimed}},
			{s.agent(s.agents[1]), d.onDispute(""), []string{theirs}},
			{s.agent(s.agents[0]), d.path("/claims"), []string{claimed}},
			{s.agent(s.agents[1]), d.path("/claims"), nil},
			{s.agent(s.agents[1]), s.path("/disputes?open=true"), []string{theirs}},
			{s.agent(s.agents[2]), s.path("/disputes"), nil},
			{s.as("supervisor"), d.path(""), nil},
		} {
			a := s.must(read.as, "GET", read.path, nil)
			for _, text := range []string{mine, theirs, claimed} {
				if bytes.Contains(a.raw, []byte(text)) != slices.Contains(read.want, text) {
					t.Errorf("%v reads %s: %q", read.as, read.path, text)
				}
			}
		}
		if a := s.call(s.agent(s.agents[2]), "GET", d.onDispute(""), nil); a.status != http.StatusNotFound ||
			a.code() != "dispute.unknown" {
			t.Errorf("somebody else: %s", a)
		}
		for _, entry := range s.journal(s.today()) {
			for _, text := range []string{mine, theirs, claimed} {
				if bytes.Contains(entry.Sealed.Body, []byte(text)) {
					t.Errorf("%s stands in the journal entry %d", text, entry.Seq)
				}
			}
		}
	})
}

// TestARefusedClaimIsKeptOnce wants a refusal to leave its evidence once, however often it is sent (PC.5.b).
func TestARefusedClaimIsKeptOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("alpha", "points", 2)
		s.checkAllIn()
		d := s.contested()
		s.later(48*time.Hour + time.Second)
		r := posted(s.agent(s.agents[0]), d.path("/claims"),
			map[string]any{"ground": "proxy_of", "customer_phone": phone(1), "statement": "代理人"})
		r.key = freshKey()
		before := s.entries("")
		for range 3 {
			if a := s.do(r); a.status != http.StatusConflict || a.code() != "claim.late" {
				t.Fatalf("%s", a)
			}
		}
		if made := s.entries("") - before; made != 1 {
			t.Errorf("%d entries", made)
		}
		var kept struct {
			Items []struct{ Status, Decision string }
		}
		a := s.must(s.as("supervisor"), "GET", d.path("/claims"), nil)
		if err := a.into(&kept); err != nil || len(kept.Items) != 1 || kept.Items[0].Status != "refused" {
			t.Fatalf("%v: %s", err, a)
		}
		again := s.must(s.as("auditor"), "GET", s.path("/decisions/"+kept.Items[0].Decision+"/replay"), nil)
		if !bytes.Contains(again.raw, []byte(`"identical":true`)) {
			t.Errorf("replayed: %s", again)
		}
	})
}

// TestOnlyOneOfManyClaimsIsAccepted files the same agent's claim eight times at once with keys of their own.
func TestOnlyOneOfManyClaimsIsAccepted(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("alpha", "points", 2)
		s.checkAllIn()
		d := s.contested()
		processes := []*product{s.product, s.another(), s.another()}
		answers := make([]answer, 8)
		h := &history{}
		h.together(len(answers), func(i int) {
			answers[i] = processes[i%len(processes)].call(s.agent(s.agents[0]), "POST", d.path("/claims"),
				map[string]any{"ground": "proxy_of", "customer_phone": phone(1), "statement": "代理人"})
		})
		accepted := 0
		for _, a := range answers {
			switch {
			case a.status == http.StatusCreated:
				accepted++
			case a.code() != "claim.already_made":
				t.Errorf("%s", a)
			}
		}
		if accepted != 1 {
			t.Errorf("%d accepted", accepted)
		}
	})
}

// TestMalformedDisputeCalls wants bad input to be refused as such, and unknown things to be unknown.
func TestMalformedDisputeCalls(t *testing.T) {
	s := start(t, engines[0]).openSite("alpha", "front-seat", 3)
	s.checkAllIn()
	d := s.contested().disputed()
	share := func(party string, points int) map[string]any {
		return map[string]any{"party": party, "basis_points": points}
	}
	rule := func(body map[string]any) map[string]any { body["reason"] = "裁决"; return body }
	for _, c := range []struct {
		name string
		as   who
		path string
		body any
		code string
	}{
		{"claim of an unknown deal", s.agent("agent01"), s.path("/deals/d20261124-000999/claims"),
			map[string]any{"ground": "first_reception", "statement": "x"}, "deal.unknown"},
		{"unknown ground", s.agent("agent01"), d.path("/claims"), map[string]any{"ground": "luck", "statement": "x"},
			"body.value_not_allowed"},
		{"claim for another", s.agent("agent01"), d.path("/claims"),
			map[string]any{"ground": "first_reception", "statement": "x", "agent": "agent03"}, "claim.not_yours"},
		{"management claims for nobody", s.as("supervisor"), d.path("/claims"),
			map[string]any{"ground": "first_reception", "statement": "x"}, "claim.agent_missing"},
		{"malformed phone", s.agent("agent01"), d.path("/claims"),
			map[string]any{"ground": "family", "statement": "x", "customer_phone": "12"}, "phone.malformed"},
		{"unknown dispute", s.agent("agent01"), s.path("/disputes/x20261124-000999/statements"),
			map[string]any{"statement": "x"}, "dispute.unknown"},
		{"nonsense dispute", s.agent("agent01"), s.path("/disputes/nonsense/appeal"), map[string]any{"statement": "x"},
			"path.outside_limits"},
		{"agrees to a part", s.agent("agent01"), d.onDispute("/statements"),
			map[string]any{"statement": "x", "agrees_to": []any{share("agent01", 4000)}}, "ruling.not_whole"},
		{"agrees to a stranger", s.agent("agent01"), d.onDispute("/statements"),
			map[string]any{"statement": "x", "agrees_to": []any{share("agent99", 10000)}}, "agent.unknown"},
		{"no form", s.as("supervisor"), d.path("/rulings"), rule(map[string]any{}), "ruling.form"},
		{"two forms", s.as("supervisor"), d.path("/rulings"),
			rule(map[string]any{"irreconcilable": true, "verified": "poaching"}), "ruling.form"},
		{"a supplement without its ruling", s.as("supervisor"), d.path("/rulings"),
			rule(map[string]any{"irreconcilable": true}), "ruling.supplement"},
		{"an offender who is unknown", s.as("supervisor"), d.path("/rulings"),
			rule(map[string]any{"verified": "poaching", "offender": "agent99", "credit_to": "original"}),
			"agent.unknown"},
		{"credit to nobody", s.as("supervisor"), d.path("/rulings"),
			rule(map[string]any{"verified": "poaching", "offender": "agent02"}), "agent.unknown"},
		{"nothing awaits approval", s.as("supervisor"), d.path("/rulings/1/approval"), map[string]any{"approve": true},
			"ruling.not_awaiting"},
		{"approval of no number", s.as("supervisor"), d.path("/rulings/one/approval"), map[string]any{"approve": true},
			"path.outside_limits"},
	} {
		before := s.entries("")
		if a := s.call(c.as, "POST", c.path, c.body); a.code() != c.code || a.status >= 500 {
			t.Errorf("%s: %s, want %s", c.name, a, c.code)
		}
		if s.entries("") != before {
			t.Errorf("%s: something was written", c.name)
		}
	}
	if a := s.call(s.as("supervisor"), "GET", s.path("/disputes?open=maybe"), nil); a.code() != "query.outside_limits" {
		t.Errorf("open=maybe: %s", a)
	}
}
