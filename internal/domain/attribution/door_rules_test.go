package attribution

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// inOrder is a visitor who belongs to whoever receives, by a clause.
func inOrder(clause domain.Clause) Reception {
	return Reception{OwnedByReceiver: true, NewOwnership: true, Clause: clause}
}

// becomes is a visitor who becomes an agent's customer and goes to that agent.
func becomes(agent domain.AgentID, treatment rotation.Treatment, clause domain.Clause) Reception {
	return Reception{Treatment: treatment, Prefer: agent, Owner: agent, NewOwnership: true, Clause: clause}
}

// stays is a visitor who is an agent's customer already.
func stays(agent domain.AgentID, clause domain.Clause) Reception {
	return Reception{Treatment: rotation.Preferred, Prefer: agent, Owner: agent, Clause: clause}
}

var (
	buyerFile  = altered(file("jia", met(1, "jia", toured)), func(c *register.Customer) { c.BoughtAt = day(2) })
	freeFile   = altered(file("yi", met(1, "jia", toured)), func(c *register.Customer) { c.FreeChoice = true })
	calledFile = &register.Customer{Ref: "c", Calls: []register.Call{{At: day(1), Agent: "yi", Entry: visit(1)}}}
	cameFile   = altered(file("jia", met(2, "jia", toured)), func(c *register.Customer) { c.Calls = calledFile.Calls })
	jiasNews   = &register.Announcement{ID: "p1", Agent: "jia", At: day(1)}
)

// furtherDoorTests plays every rule at the door of the leasing-hall, points, front-seat and first-contact policies.
var furtherDoorTests = []doorTest{
	{"QC.1.c: the register knows the first receptionist", qc, Door{Visitor: jiasFile}, stays("jia", "QC.1.c"), nil},
	{"QC.1.c: nobody registered", qc, Door{Answers: register.Answers{FirstVisit: yes()}}, inOrder("QC.1.c"), nil},
	{"QC.3.b: a colleague named correctly", qc, Door{Answers: register.Answers{Names: "yi"}},
		becomes("yi", rotation.Designated, "QC.3.b"), nil},
	{"QC.3.a: a wrong or partial name names nobody", qc, Door{Answers: register.Answers{NamesUnknown: true}},
		inOrder("QC.1.c"), nil},
	{"QC.5.a: known from another project, not mentioned", qc,
		Door{Answers: register.Answers{KnownTo: []domain.AgentID{"jia"}}},
		inOrder("QC.1.c"), []TurnedDown{{"jia", "QC.5.a", "merely_known"}}},
	{"QC.5.a: known and mentioned: the name decides", qc,
		Door{Answers: register.Answers{KnownTo: []domain.AgentID{"jia"}, Names: "jia"}},
		becomes("jia", rotation.Designated, "QC.3.b"), nil},
	{"QC.5.b: brought by an old customer who names nobody", qc,
		Door{Answers: register.Answers{Referrer: "r"}, Referrer: jiasFile},
		inOrder("QC.5.b"), []TurnedDown{{"jia", "QC.5.b", "referral_gives_no_claim"}}},
	{"QC.5.b: brought by a friend", qc, Door{Answers: register.Answers{Referred: true}}, inOrder("QC.5.b"), nil},
	{"QC.5.b, QC.3.b: brought by an old customer and names an agent", qc,
		Door{Answers: register.Answers{Referrer: "r", Names: "yi"}, Referrer: jiasFile},
		becomes("yi", rotation.Designated, "QC.3.b"), []TurnedDown{{"jia", "QC.3.b", "referral_gives_no_claim"}}},

	{"PC.1.a: the written record", pc, Door{Visitor: jiasFile}, stays("jia", "PC.1.a"), nil},
	{"PC.1.a: the customer's choice comes before the written record", pc,
		Door{Visitor: jiasFile, Answers: register.Answers{Names: "yi"}},
		Reception{Treatment: rotation.Designated, Prefer: "yi", Owner: "yi", NewOwnership: true, Clause: "PC.1.a",
			Collision: true},
		[]TurnedDown{{"jia", "PC.1.a", "not_the_customers_choice"}}},
	{"PC.1.a: names the owner", pc, Door{Visitor: jiasFile, Answers: register.Answers{Names: "jia"}},
		stays("jia", "PC.1.a"),
		nil},
	{"PC.2: followed up on the last day", pc,
		Door{Visitor: touched(jiasFile, day(10)), At: time.Date(2026, 4, 10, 23, 59, 59, 0, time.UTC)},
		stays("jia", "PC.1.a"), nil},
	{"PC.2: a day later", pc, Door{Visitor: touched(jiasFile, day(10)),
		At: time.Date(2026, 4, 11, 0, 0, 0, 0, time.UTC)},
		inOrder("PC.2"), []TurnedDown{{"jia", "PC.2", "not_followed_up"}}},
	{"PC.1.a, PC.2: lapsed, but the customer names the owner", pc,
		Door{Visitor: jiasFile, Answers: register.Answers{Names: "jia"},
			At: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)},
		stays("jia", "PC.1.a"), nil},
	{"PC.6.a: referred, by whom is not known", pc, Door{Answers: register.Answers{Referred: true}}, inOrder("PC.6.a"),
		nil},
	{"PC.6.a, PC.1.a: referred and knows the agent's name", pc,
		Door{Answers: register.Answers{Referred: true, Names: "yi"}},
		becomes("yi", rotation.Designated, "PC.1.a"), nil},
	{"PC.6.b: the referrer is given", pc, Door{Answers: register.Answers{Referrer: "r"}, Referrer: jiasFile},
		Reception{Owner: "jia", GiveBackTo: "jia", NewOwnership: true, Clause: "PC.6.b"}, nil},
	{"PC.6.b: the referrer is nobody's", pc, Door{Answers: register.Answers{Referrer: "r"}}, inOrder("PC.6.b"), nil},
	{"PC.5.a: says for whom", pc, Door{Answers: register.Answers{OnBehalfOf: "p"}, Principal: jiasFile},
		becomes("jia", rotation.Preferred, "PC.5.a"), nil},
	{"PC.5.a: for somebody who is not registered", pc, Door{Answers: register.Answers{OnBehalfOf: "p"}},
		inOrder("PC.1.a"),
		nil},
	{"PC.1.a: announced after a contact", pc, Door{Announced: jiasNews},
		becomes("jia", rotation.Preferred, "PC.1.a"), nil},

	{"RC.4.a: first registration", rc, Door{Visitor: jiasFile}, stays("jia", "RC.4.a"), nil},
	{"RC.4.b: never registered", rc, Door{Answers: register.Answers{FirstVisit: no()}}, inOrder("RC.4.b"), nil},
	{"RC.4.a: of a registered family", rc, Door{Answers: register.Answers{Family: "f"}, Family: jiasFile},
		becomes("jia", rotation.Preferred, "RC.4.a"), nil},
	{"RC.4.a: of a family nobody registered", rc, Door{Answers: register.Answers{Family: "f"}}, inOrder("RC.4.b"), nil},
	{"RC.4.a, RC.4.c: of a registered family, names another", rc,
		Door{Answers: register.Answers{Family: "f", Names: "yi"}, Family: jiasFile},
		becomes("jia", rotation.Preferred, "RC.4.a"), []TurnedDown{{"yi", "RC.4.a", "registered_to_another"}}},
	{"RC.4.c: names an agent", rc, Door{Answers: register.Answers{Names: "yi"}},
		becomes("yi", rotation.Designated, "RC.4.c"), nil},
	{"RC.4.d: a leader's guest", rc, Door{Answers: register.Answers{Kind: register.KindGuest}}, inOrder("RC.4.d"), nil},
	{"RC.4.d: a leader's guest who is registered", rc,
		Door{Visitor: jiasFile, Answers: register.Answers{Kind: register.KindGuest}}, stays("jia", "RC.4.a"), nil},
	{"RC.4.f: referred by a prospect, agent named", rc,
		Door{Answers: register.Answers{Referrer: "r", Names: "jia"}, Referrer: jiasFile},
		becomes("jia", rotation.Designated, "RC.4.f"), nil},
	{"RC.4.f: referred by a prospect, nobody named", rc,
		Door{Answers: register.Answers{Referrer: "r"}, Referrer: jiasFile},
		inOrder("RC.4.f"), []TurnedDown{{"jia", "RC.4.f", "referral_gives_no_claim"}}},
	{"RC.4.g: referred by a buyer, not in the register", rc,
		Door{Answers: register.Answers{Referrer: "r"}, Referrer: buyerFile},
		inOrder("RC.4.g"), []TurnedDown{{"jia", "RC.4.g", "referral_gives_no_claim"}}},
	{"RC.4.g: the buyer's letter", rc, Door{Answers: register.Answers{Referrer: "r", Letter: true},
		Referrer: buyerFile},
		becomes("jia", rotation.Preferred, "RC.4.g"), nil},
	{"RC.4.g: a letter of one who has not bought", rc,
		Door{Answers: register.Answers{Referrer: "r", Letter: true}, Referrer: jiasFile},
		inOrder("RC.4.f"), []TurnedDown{{"jia", "RC.4.f", "referral_gives_no_claim"}}},
	{"RC.4.g: name and phone were in the register", rc,
		Door{Answers: register.Answers{Referrer: "r"}, Referrer: buyerFile, Announced: jiasNews},
		becomes("jia", rotation.Preferred, "RC.4.g"), nil},
	{"RC.4.c, RC.4.g: referred by a buyer and names another", rc,
		Door{Answers: register.Answers{Referrer: "r", Names: "yi"}, Referrer: buyerFile},
		becomes("yi", rotation.Designated, "RC.4.c"), []TurnedDown{{"jia", "RC.4.c", "referral_gives_no_claim"}}},
	{"RC.8: a phone registration is none", rc, Door{Visitor: calledFile}, inOrder("RC.8"),
		[]TurnedDown{{"yi", "RC.8", "called_only"}}},
	{"RC.8: registered on site after the call", rc, Door{Visitor: cameFile}, stays("jia", "RC.4.a"), nil},
	{"RC.8, RC.4.c: called yi, names bing", rc, Door{Visitor: calledFile, Answers: register.Answers{Names: "bing"}},
		becomes("bing", rotation.Designated, "RC.4.c"), []TurnedDown{{"yi", "RC.8", "called_only"}}},

	{"SC.3: first reception on site", sc, Door{Visitor: jiasFile}, stays("jia", "SC.3"), nil},
	{"SC.3: first reception on site, now", sc, Door{}, inOrder("SC.3"), nil},
	{"SC.4: known, not mentioned", sc, Door{Answers: register.Answers{KnownTo: []domain.AgentID{"jia"}}},
		inOrder("SC.3"), []TurnedDown{{"jia", "SC.4", "merely_known"}}},
	{"SC.5: announced, names nobody", sc, Door{Announced: jiasNews}, becomes("jia", rotation.Preferred, "SC.5"),
		nil},
	{"SC.5: announced, names another", sc, Door{Announced: jiasNews, Answers: register.Answers{Names: "yi"}},
		becomes("jia", rotation.Preferred, "SC.5"), []TurnedDown{{"yi", "SC.5", "registered_to_another"}}},
	{"SC.5: announced after the first registration", sc,
		Door{Visitor: file("yi", met(1, "yi", register.Toured)), Announced: jiasNews},
		stays("yi", "SC.3"), []TurnedDown{{"jia", "SC.3", "registered_to_another"}}},
	{"SC.5: announced by one who left", sc, Door{Announced: jiasNews, Employed: jiaGone}, inOrder("SC.3"),
		[]TurnedDown{{"jia", "SC.3", "registered_to_another"}}},
	{"SC.5: not announced, introduced all the same", sc, Door{Answers: register.Answers{IntroducedBy: "jia"}},
		inOrder("SC.5"), []TurnedDown{{"jia", "SC.5", "not_pre_registered"}}},
	{"SC.5: not announced, introduced and named", sc,
		Door{Answers: register.Answers{IntroducedBy: "jia", Names: "jia"}},
		inOrder("SC.5"), []TurnedDown{{"jia", "SC.5", "registered_to_another"}}},
	{"SC.6: says for whom", sc, Door{Answers: register.Answers{OnBehalfOf: "p"}, Principal: jiasFile},
		becomes("jia", rotation.Preferred, "SC.6"), nil},
	{"SC.10: brought by one who complained, names an agent", sc,
		Door{Answers: register.Answers{Referrer: "r", Names: "bing"}, Referrer: freeFile},
		becomes("bing", rotation.Designated, "SC.10"), []TurnedDown{{"yi", "SC.10", "referral_gives_no_claim"}}},
	{"SC.10: brought by one who complained, names nobody", sc,
		Door{Answers: register.Answers{Referrer: "r"}, Referrer: freeFile},
		inOrder("SC.10"), []TurnedDown{{"yi", "SC.10", "referral_gives_no_claim"}}},
	{"SC.10, SC.5: no announcement binds whom such a customer brings", sc,
		Door{Answers: register.Answers{Referrer: "r", Names: "bing"}, Referrer: freeFile, Announced: jiasNews},
		becomes("bing", rotation.Designated, "SC.10"),
		[]TurnedDown{{"yi", "SC.10", "referral_gives_no_claim"}, {"jia", "SC.10", "registered_to_another"}}},
}

// touched is the customer with a follow-up of the owner.
func touched(c *register.Customer, at time.Time) *register.Customer {
	next := *c
	owner, _ := c.Owner()
	next.FollowUps = []register.FollowUp{{At: at, Agent: owner.Owner}}
	return &next
}

// TestASiteMayLetCallsCount: the parameter of RC.8.
func TestASiteMayLetCallsCount(t *testing.T) {
	rules := preset(t, policy.FrontSeat)
	rules.Reception.CallsCount = true
	called := &register.Customer{Ref: "c",
		Calls: []register.Call{{At: day(1), Agent: "yi"}, {At: day(2), Agent: "jia"}}}
	got := Receive(rules, Door{Visitor: called, At: day(3)})
	if diff := cmp.Diff(becomes("yi", rotation.Preferred, "RC.8"), short(got)); diff != "" {
		t.Error(diff)
	}
}

// TestEveryRowIsWhole: a rule has a name of its own, a function and words, and no preset lists another.
func TestEveryRowIsWhole(t *testing.T) {
	seen, words := map[policy.RuleName]bool{}, Words()
	whole := func(name policy.RuleName, hasFunction bool) {
		if text := words[name]; seen[name] || !hasFunction || text[0] == "" || text[1] == "" {
			t.Errorf("%s: twice %t, function %t, words %q", name, seen[name], hasFunction, text)
		}
		seen[name] = true
	}
	for _, row := range doorRules {
		whole(row.name, row.run != nil)
	}
	for _, row := range creditRules {
		whole(row.name, row.run != nil)
	}
	names := Names()
	for _, name := range policy.Presets() {
		rules := preset(t, name)
		for _, listed := range rules.Reception.Rules {
			if !slices.Contains(names.Door, listed.Rule) {
				t.Errorf("%s lists %s", name, listed.Rule)
			}
		}
		for _, listed := range rules.Attribution.Rules {
			if !slices.Contains(names.Credit, listed.Rule) {
				t.Errorf("%s lists %s", name, listed.Rule)
			}
		}
	}
}
