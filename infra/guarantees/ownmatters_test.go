package guarantees_test

import (
	"slices"
	"testing"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// Nobody decides in a matter of their own: every operation that decides about a person refuses that person, in whatever
// role they call, and lets another one of the same role decide.
func TestNobodyDecidesAboutThemselves(t *testing.T) { //nolint:funlen // a table
	s := start(t, engines[0]).openSite("riverside", "self-sale", 3)
	s.checkIn("agent01")
	var visit struct{ Visit string }
	if err := s.arrive(newcomer(1)).into(&visit); err != nil {
		t.Fatal(err)
	}
	s.checkIn("agent02")
	opened := func() string {
		var c contract.Case
		body := wish(visit.Visit, "接待态度冷淡")
		body["kind"] = "complaint"
		if err := s.must(s.as("front_desk"), "POST", s.path("/cases"), body).into(&c); err != nil {
			t.Fatal(err)
		}
		return c.Case
	}
	asked := func() string {
		var wish contract.SwapRequest
		if err := s.must(s.agent("agent01"), "POST", s.path("/swap-requests"),
			map[string]any{"with": "agent02", "reason": "家中有事"}).into(&wish); err != nil {
			t.Fatal(err)
		}
		return wish.ID
	}
	reported := func() string {
		var report contract.ConductReport
		if err := s.must(s.agent("agent02"), "POST", s.path("/conduct-reports"), map[string]any{"agent": "agent01",
			"breach": "quarrel", "statement": "当面争执"}).into(&report); err != nil {
			t.Fatal(err)
		}
		return report.ID
	}
	for _, c := range []struct {
		operation, role, method, path string
		body                          map[string]any
	}{
		{"changeAgent", "site_manager", "PATCH", "/agents/agent01", map[string]any{"monthly_base_fen": 99999999}},
		{"swapPlaces", "supervisor", "POST", "/swaps",
			map[string]any{"first": "agent02", "second": "agent01", "reason": "调换"}},
		{"decideSwap", "supervisor", "POST", "/swap-requests/" + asked() + "/decision",
			map[string]any{"approve": true}},
		{"recordTraining", "supervisor", "POST", "/trainings", map[string]any{"topic": "接待礼仪", "date": "2026-11-24",
			"trainer": "周老师", "minutes": 60, "attendees": []string{"agent01", "agent02"}}},
		{"commend", "site_manager", "POST", "/commendations",
			map[string]any{"agent": "agent01", "kind": "customer_praise", "statement": "客户表扬"}},
		{"reportConduct", "site_manager", "POST", "/conduct-reports",
			map[string]any{"agent": "agent01", "breach": "quarrel", "statement": "当面争执", "verified": "unfounded"}},
		{"verifyConduct", "site_manager", "POST", "/conduct-reports/" + reported() + "/verification",
			map[string]any{"gravity": "unfounded"}},
		{"recordProgress", "supervisor", "POST", "/cases/" + opened() + "/progress",
			map[string]any{"text": "已解决", "solution": true}},
		{"remindCase", "supervisor", "POST", "/cases/" + opened() + "/reminders", map[string]any{}},
		{"checkInManually", "supervisor", "POST", "/manual-check-ins",
			map[string]any{"agent": "agent03", "reason": "手机没电"}},
	} {
		about := "agent01"
		if c.operation == "checkInManually" {
			about = "agent03"
		}
		own := s.call(who{c.role, s.id, about}, c.method, s.path(c.path), c.body)
		if own.status != 403 || !slices.Contains([]string{"standing.own_matter", "case.about_yourself",
			"conduct.own_case", "conduct.own_commendation"}, own.code()) {
			t.Errorf("%s by the person concerned: %s", c.operation, own)
		}
		if other := s.call(s.as(c.role), c.method, s.path(c.path), c.body); other.status >= 300 {
			t.Errorf("%s by somebody else: %s", c.operation, other)
		}
	}
	// The one complained of knows that there is a complaint, and neither reads nor ends it; nor do colleagues.
	id := opened()
	s.must(s.as("supervisor"), "POST", s.path("/cases/"+id+"/progress"),
		map[string]any{"text": "已致歉", "solution": true})
	for _, agent := range []string{"agent01", "agent02"} {
		var read contract.Case
		if err := s.must(s.agent(agent), "GET", s.path("/cases/"+id), nil).into(&read); err != nil ||
			read.Request != "" ||
			read.Solution == nil || read.Solution.Text != "" {
			t.Errorf("%s reads %+v", agent, read)
		}
	}
	if a := s.call(s.agent("agent01"), "POST", s.path("/cases/"+id+"/closing"),
		map[string]any{"answer": "客户满意"}); a.code() != "case.about_yourself" {
		t.Errorf("closed by the one complained of: %s", a)
	}
}

// Two people are two people: a second account of one who sells is not a second person.
func TestTwoAccountsOfOnePersonAreOne(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "points", 3)
	s.checkAllIn()
	one := func(role string) who { return who{role, s.id, "agent03"} }
	d := s.contested().disputed()
	s.must(s.agent(s.agents[1]), "POST", d.onDispute("/statements"), map[string]any{"statement": "由我接待"})
	s.must(one("site_manager"), "POST", d.path("/rulings"), ruled(s.agents[0]))
	approve := map[string]any{"approve": true}
	if a := s.call(one("regional_sales"), "POST", d.path("/rulings/1/approval"), approve); a.code() !=
		"ruling.same_person" {
		t.Errorf("ruling: %s", a)
	}
	s.must(who{role: "regional_sales"}, "POST", d.path("/rulings/1/approval"), approve)

	var visit struct{ Visit, Customer string }
	if err := s.arrive(newcomer(9)).into(&visit); err != nil {
		t.Fatal(err)
	}
	s.must(s.as("front_desk"), "POST", s.path("/visits/"+visit.Visit+"/finish"), map[string]any{"outcome": "toured"})
	var asked contract.PrivacyRequest
	if err := s.must(one("site_manager"), "POST", s.path("/customers/"+visit.Customer+"/erasure"),
		map[string]any{"reason": "客户要求", "identity_verified": "身份证"}).into(&asked); err != nil {
		t.Fatal(err)
	}
	if a := s.call(one("marketing_centre"), "POST", s.path("/privacy-requests/"+asked.Request+"/approval"),
		approve); a.code() != "erasure.same_person" {
		t.Errorf("erasure: %s", a)
	}
	loose := map[string]any{"base": map[string]any{"version": 1}, "effective_from": "2026-11-25",
		"changes": map[string]any{"disputes": map[string]any{"approvals": 1}}}
	var version contract.PolicyVersion
	if err := s.must(one("site_manager"), "POST", s.path("/policy-versions"), loose).into(&version); err != nil ||
		version.Standing == nil {
		t.Fatalf("%+v %v", version, err)
	}
	confirm := s.path("/inbox/" + version.Standing.Fact + "/confirmation")
	if a := s.call(one("regional_sales"), "POST", confirm, map[string]any{}); a.code() != "standing.own_word" {
		t.Errorf("version: %s", a)
	}
	s.must(who{role: "regional_sales"}, "POST", confirm, map[string]any{})
}
