package attribution

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// short leaves the diagnostics out of an answer.
func short(r Reception) Reception {
	r.Considered, r.TurnedDown, r.Inform = nil, nil, nil
	return r
}

var (
	jiasFile    = file("jia", met(1, "jia", toured))
	unownedFile = file("", register.Contact{Visit: visit(1), At: day(1), Outcome: register.WentAway})
	companyFile = altered(file("", met(1, "jia", toured)), func(c *register.Customer) {
		c.Kind, c.History = register.KindCompany, []register.OwnerChange{{Since: day(1), Clause: "GP.13.b"}}
	})
	brokerFile = altered(file("", met(1, "jia", register.Invalid)),
		func(c *register.Customer) { c.Kind = register.KindBroker })
)

func jiaGone(id domain.AgentID) bool { return id != "jia" }

func isJia(id domain.AgentID) bool { return id == "jia" }

type doorTest struct {
	name   string
	preset policy.Preset
	door   Door
	want   Reception
	turned []TurnedDown
}

var doorTests = []doorTest{
	{"first visit, in order", ss, Door{Answers: register.Answers{FirstVisit: yes()}},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "SS.4.2.3"}, nil},
	{"first visit, in order, group", gp, Door{},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "GP.19"}, nil},
	{"returning goes to the original receptionist", ss,
		Door{Visitor: jiasFile, Answers: register.Answers{FirstVisit: no()}},
		Reception{Treatment: rotation.Preferred, Prefer: "jia", Owner: "jia", Clause: "SS.4.2.4.a"}, nil},
	{"returning, group", gp, Door{Visitor: jiasFile},
		Reception{Treatment: rotation.Preferred, Prefer: "jia", Owner: "jia", Clause: "GP.3"}, nil},
	{"registered but owned by nobody is not returning", ss, Door{Visitor: unownedFile},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "SS.4.2.3"}, nil},
	{"a first visit is claimed, the register knows better", ss,
		Door{Visitor: jiasFile, Answers: register.Answers{FirstVisit: yes()}},
		Reception{Treatment: rotation.Preferred, Prefer: "jia", Owner: "jia", Clause: "SS.4.2.4.a",
			Collision: true}, nil},
	{"returning names another agent", gp, Door{Visitor: jiasFile, Answers: register.Answers{Names: "yi"}},
		Reception{Treatment: rotation.Preferred, Prefer: "jia", Owner: "jia", Clause: "GP.3", Collision: true},
		[]TurnedDown{{"yi", "GP.3", "registered_to_another"}}},
	{"returning names the owner", ss, Door{Visitor: jiasFile, Answers: register.Answers{Names: "jia"}},
		Reception{Treatment: rotation.Preferred, Prefer: "jia", Owner: "jia", Clause: "SS.4.2.4.a"}, nil},
	{"owner has left: the receiver's", ss, Door{Visitor: jiasFile, Employed: jiaGone},
		Reception{OwnedByReceiver: true, NewOwnership: true, Released: true, Clause: "SS.4.2.4.a"},
		[]TurnedDown{{"jia", "SS.4.2.4.a", "departed"}}},
	{"owner has left and the policy keeps: in order on nobody's behalf", ss,
		Door{Visitor: jiasFile, Employed: jiaGone, KeepsLeavers: true},
		Reception{Owner: "jia", Clause: "SS.4.2.4.a"}, nil},
	{"owner has left, another is named", ss,
		Door{Visitor: jiasFile, Employed: jiaGone, Answers: register.Answers{FirstVisit: yes(), Names: "yi"}},
		Reception{Treatment: rotation.Designated, Prefer: "yi", Owner: "yi", NewOwnership: true,
			Clause: "SS.4.2.5.a"}, []TurnedDown{{"jia", "SS.4.2.5.a", "departed"}}},
	{"owner suspended: absent", ss, Door{Visitor: jiasFile, Employed: jiaGone, Suspended: isJia},
		Reception{Treatment: rotation.Preferred, Prefer: "jia", Owner: "jia", Away: true, Clause: "SS.4.2.4.a"}, nil},

	{"first visit names an agent", ss, Door{Answers: register.Answers{FirstVisit: yes(), Names: "yi"}},
		Reception{Treatment: rotation.Designated, Prefer: "yi", Owner: "yi", NewOwnership: true,
			Clause: "SS.4.2.5.a"}, nil},
	{"names an agent, group", gp, Door{Answers: register.Answers{Names: "yi"}},
		Reception{Treatment: rotation.Designated, Prefer: "yi", Owner: "yi", NewOwnership: true, Clause: "GP.15.a"},
		nil},
	{"not the first visit and unknown to the register: original receptionist, no designation", ss,
		Door{Answers: register.Answers{FirstVisit: no(), Names: "yi"}},
		Reception{Treatment: rotation.Preferred, Prefer: "yi", Owner: "yi", NewOwnership: true,
			Clause: "SS.4.2.4.a"}, nil},
	{"a name that nobody bears names nobody", ss,
		Door{Answers: register.Answers{FirstVisit: yes(), NamesUnknown: true}},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "SS.4.2.3"}, nil},
	{"named agent departed", ss, Door{Answers: register.Answers{FirstVisit: yes(), Names: "jia"}, Employed: jiaGone},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "SS.4.2.3"},
		[]TurnedDown{{"jia", "SS.4.2.3", "departed"}}},
	{"merely known gives no claim", ss,
		Door{Answers: register.Answers{FirstVisit: yes(), KnownTo: []domain.AgentID{"jia", "yi"}}},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "SS.4.2.3"},
		[]TurnedDown{{"jia", "SS.4.2.5.b", "merely_known"}, {"yi", "SS.4.2.5.b", "merely_known"}}},
	{"known to jia and named: the name decides", ss,
		Door{Answers: register.Answers{FirstVisit: yes(), Names: "yi", KnownTo: []domain.AgentID{"jia", "yi"}}},
		Reception{Treatment: rotation.Designated, Prefer: "yi", Owner: "yi", NewOwnership: true,
			Clause: "SS.4.2.5.a"},
		[]TurnedDown{{"jia", "SS.4.2.5.b", "merely_known"}}},

	{"company names nobody", gp, Door{Answers: register.Answers{Kind: register.KindCompany}},
		Reception{Treatment: rotation.CompanyVisitor, NewOwnership: true, Clause: "GP.13.b"}, nil},
	{"company comes again: the empty ownership is not recorded twice", gp, Door{Visitor: companyFile},
		Reception{Treatment: rotation.CompanyVisitor, Clause: "GP.13.b"}, nil},
	{"company names an agent", gp,
		Door{Answers: register.Answers{Kind: register.KindCompany, Names: "yi", FirstVisit: no()}},
		Reception{Treatment: rotation.Designated, Prefer: "yi", Owner: "yi", NewOwnership: true, Clause: "GP.15.a"},
		nil},
	{"company under self-sale is any visitor", ss, Door{Answers: register.Answers{Kind: register.KindCompany}},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "SS.4.2.3"}, nil},

	{"broker with identity and card", gp,
		Door{Answers: register.Answers{Kind: register.KindBroker, DisclosesIdentity: true, Card: true}},
		Reception{Treatment: rotation.DisclosedBroker, Clause: "GP.14.a"}, nil},
	{"broker without card", gp, Door{Answers: register.Answers{Kind: register.KindBroker, DisclosesIdentity: true}},
		Reception{Clause: "GP.14.b"}, nil},
	{"competitor who gives a card but hides what he is", gp,
		Door{Answers: register.Answers{Kind: register.KindCompetitor, Card: true}},
		Reception{Clause: "GP.14.b"}, nil},
	{"broker names an agent: nobody's customer", gp,
		Door{Answers: register.Answers{Kind: register.KindBroker, DisclosesIdentity: true, Card: true,
			Names: "yi"}},
		Reception{Treatment: rotation.DisclosedBroker, Clause: "GP.14.a"},
		[]TurnedDown{{"yi", "GP.14.a", "not_a_customer"}}},
	{"broker known to the register comes as a customer", gp, Door{Visitor: brokerFile}, Reception{Clause: "GP.14.b"},
		nil},
	{"broker under self-sale is any visitor", ss,
		Door{Answers: register.Answers{Kind: register.KindBroker, DisclosesIdentity: true, Card: true}},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "SS.4.2.3"}, nil},

	{"referral names the original agent", gp,
		Door{Answers: register.Answers{Referrer: "r", Names: "jia"}, Referrer: jiasFile},
		Reception{Treatment: rotation.Designated, Prefer: "jia", Owner: "jia", NewOwnership: true,
			Clause: "GP.17.a"}, nil},
	{"referral names another agent: a designation", gp,
		Door{Answers: register.Answers{Referrer: "r", Names: "yi"}, Referrer: jiasFile},
		Reception{Treatment: rotation.Designated, Prefer: "yi", Owner: "yi", NewOwnership: true, Clause: "GP.15.a"},
		[]TurnedDown{{"jia", "GP.15.a", "referral_gives_no_claim"}}},
	{"referral, name forgotten, referrer registered: given back", gp,
		Door{Answers: register.Answers{Referrer: "r", NamesForgotten: true}, Referrer: jiasFile},
		Reception{Owner: "jia", GiveBackTo: "jia", NewOwnership: true, Clause: "GP.17.b"}, nil},
	{"referral, name forgotten, referrer unknown", gp,
		Door{Answers: register.Answers{Referrer: "r", NamesForgotten: true}},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "GP.17.b"}, nil},
	{"referral, the referrer's agent departed", gp,
		Door{Answers: register.Answers{Referrer: "r"}, Referrer: jiasFile, Employed: jiaGone},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "GP.17.b"},
		[]TurnedDown{{"jia", "GP.17.b", "referral_gives_no_claim"}}},
	{"referral of a registered visitor: the register decides", gp,
		Door{Visitor: file("yi", met(1, "yi", register.Toured)), Answers: register.Answers{Referrer: "r"},
			Referrer: jiasFile},
		Reception{Treatment: rotation.Preferred, Prefer: "yi", Owner: "yi", Clause: "GP.3"},
		[]TurnedDown{{"jia", "GP.3", "referral_gives_no_claim"}}},
	{"referral under self-sale is a new customer", ss,
		Door{Answers: register.Answers{Referrer: "r"}, Referrer: jiasFile},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "SS.4.2.3"},
		[]TurnedDown{{"jia", "SS.4.2.3", "referral_gives_no_claim"}}},

	{"name forgotten, phone unknown", gp,
		Door{Answers: register.Answers{FirstVisit: no(), NamesForgotten: true, PhoneUnknown: true}},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "GP.16"}, nil},
	{"name forgotten, phone not in the register", gp,
		Door{Answers: register.Answers{FirstVisit: no(), NamesForgotten: true}},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "GP.16"}, nil},
	{"name forgotten, phone in the register", gp,
		Door{Visitor: jiasFile, Answers: register.Answers{FirstVisit: no(), NamesForgotten: true}},
		Reception{Treatment: rotation.Preferred, Prefer: "jia", Owner: "jia", Clause: "GP.3"}, nil},
	{"came before and misnames the agent", gp,
		Door{Answers: register.Answers{FirstVisit: no(), NamesUnknown: true}},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "GP.16"}, nil},
	{"name forgotten under self-sale", ss, Door{Answers: register.Answers{FirstVisit: no(), NamesForgotten: true}},
		Reception{OwnedByReceiver: true, NewOwnership: true, Clause: "SS.4.2.3"}, nil},
}

func TestReceive(t *testing.T) {
	for _, c := range slices.Concat(doorTests, furtherDoorTests) {
		t.Run(c.name, func(t *testing.T) {
			if c.door.At.IsZero() {
				c.door.At = day(20)
			}
			got := Receive(preset(t, c.preset), c.door)
			if diff := cmp.Diff(c.want, short(got)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.turned, got.TurnedDown); diff != "" {
				t.Error(diff)
			}
			checkConsidered(t, got.Considered, got.Clause)
		})
	}
}

// checkConsidered holds of every answer: exactly one rule decides, under the deciding clause, and
// every rule looked at says why.
func checkConsidered(t interface{ Errorf(string, ...any) }, rows []Considered, clause domain.Clause) {
	deciding := 0
	for _, row := range rows {
		if row.Reason == "" || row.Clause == "" || row.Rule == "" {
			t.Errorf("incomplete row %+v", row)
		}
		if row.Decided {
			deciding++
			if row.Clause != clause {
				t.Errorf("decided by %s, clause %s", row.Clause, clause)
			}
		}
	}
	if deciding != 1 {
		t.Errorf("%d rules decide: %+v", deciding, rows)
	}
}

func TestReceiveLooksAtEveryRuleOfThePolicy(t *testing.T) {
	names := func(p policy.Preset) (out []policy.RuleName) {
		for _, row := range Receive(preset(t, p), Door{}).Considered {
			out = append(out, row.Rule)
		}
		return out
	}
	if diff := cmp.Diff([]policy.RuleName{policy.ReturningVisitor, policy.NamedAgent, policy.MerelyKnown,
		policy.FirstRegistered}, names(policy.SelfSale)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]policy.RuleName{policy.ReturningVisitor, policy.BrokerDisclosed, policy.BrokerHidden,
		policy.CompanyCustomer,
		policy.ReferralNamed, policy.NamedAgent, policy.ReferralTraced, policy.NameForgotten, policy.FirstRegistered},
		names(policy.GroupRotation)); diff != "" {
		t.Error(diff)
	}
}

var agents = []domain.AgentID{"jia", "yi", "bing", "ding"}

func drawDoor(t *rapid.T) Door {
	agentOrNone := rapid.SampledFrom(append([]domain.AgentID{""}, agents...))
	visitor := func(label string) *register.Customer {
		if rapid.Bool().Draw(t, label) {
			return nil
		}
		c := file(agentOrNone.Draw(t, label+"_owner"), met(1, "jia", register.Toured))
		c.Kind = rapid.SampledFrom([]register.VisitorKind{"", register.KindCustomer, register.KindCompany,
			register.KindBroker}).Draw(t, label+"_kind")
		return c
	}
	d := Door{Visitor: visitor("visitor")}
	d.Answers = register.Answers{
		FirstVisit: rapid.SampledFrom([]*bool{nil, yes(), no()}).Draw(t, "first"),
		Names:      agentOrNone.Draw(t, "names"),
		KnownTo:    rapid.SliceOfN(rapid.SampledFrom(agents), 0, 3).Draw(t, "known"),
		Kind: rapid.SampledFrom([]register.VisitorKind{"", register.KindCustomer, register.KindCompany,
			register.KindBroker, register.KindCompetitor, register.KindPartner}).Draw(t, "kind"),
		DisclosesIdentity: rapid.Bool().Draw(t, "discloses"),
		Card:              rapid.Bool().Draw(t, "card"),
		NamesForgotten:    rapid.Bool().Draw(t, "forgotten"),
		PhoneUnknown:      d.Visitor == nil && rapid.Bool().Draw(t, "no_phone"),
	}
	if rapid.Bool().Draw(t, "referred") {
		d.Answers.Referrer, d.Referrer = "r", visitor("referrer")
	}
	departed := agentOrNone.Draw(t, "departed")
	d.Employed = func(id domain.AgentID) bool { return id != departed }
	suspended := rapid.Bool().Draw(t, "suspended")
	d.Suspended = func(id domain.AgentID) bool { return suspended && id == departed }
	return d
}

// TestReceiveHolds checks what must be true of every answer, whatever comes through the door.
func TestReceiveHolds(t *testing.T) {
	for _, name := range policy.Presets() {
		rules := preset(t, name)
		rapid.Check(t, func(t *rapid.T) {
			door := drawDoor(t)
			got := Receive(rules, door)
			checkConsidered(t, got.Considered, got.Clause)
			registered, isOwned := door.Visitor.Owner()
			switch {
			case isOwned && name != policy.Points && !door.left(registered.Owner) &&
				(got.Owner != registered.Owner || got.NewOwnership || got.OwnedByReceiver):
				t.Errorf("the register's owner %s lost to %+v", registered.Owner, got)
			case got.OwnedByReceiver && (got.Owner != "" || got.Prefer != "" || !got.NewOwnership):
				t.Errorf("contradiction: %+v", got)
			case got.Prefer != "" && (door.left(got.Prefer) || got.Away == door.Employed(got.Prefer)):
				t.Errorf("prefers %s who is gone", got.Prefer)
			case (got.Prefer != "") != (got.Treatment == rotation.Preferred || got.Treatment == rotation.Designated):
				t.Errorf("treatment %q prefers %q", got.Treatment, got.Prefer)
			case got.Collision && !isOwned:
				t.Errorf("collision with nobody")
			case name == policy.SelfSale &&
				(got.Treatment == rotation.CompanyVisitor || got.Treatment == rotation.DisclosedBroker ||
					got.GiveBackTo != ""):
				t.Errorf("self-sale has no such rule: %+v", got)
			}
			for _, agent := range door.Answers.KnownTo {
				listed := slices.ContainsFunc(got.TurnedDown, func(d TurnedDown) bool { return d.Agent == agent })
				if listed == (agent == got.Owner) {
					t.Errorf("%s is merely known: %+v", agent, got)
				}
			}
		})
	}
}

func TestIdentify(t *testing.T) {
	jias := file("jia", met(1, "jia", register.Toured))
	company := file("", met(1, "jia", register.Toured))
	company.Kind = register.KindCompany
	gone := func(id domain.AgentID) bool { return id != "jia" }
	cases := []struct {
		name                 string
		preset               policy.Preset
		identified, referrer *register.Customer
		receiver             domain.AgentID
		employed             func(domain.AgentID) bool
		want                 Reception
		turned               []TurnedDown
	}{
		{"registered: back to the owner", policy.GroupRotation, jias, nil, "yi", nil,
			Reception{Owner: "jia", GiveBackTo: "jia", Clause: "GP.16"},
			[]TurnedDown{{"yi", "GP.16", "registered_to_another"}}},
		{"registered to the receiver", policy.GroupRotation, jias, nil, "jia", nil,
			Reception{Owner: "jia", Clause: "GP.16"}, nil},
		{"registered to one who departed", policy.GroupRotation, jias, nil, "yi", gone,
			Reception{Owner: "yi", NewOwnership: true, Released: true, Clause: "GP.16"},
			[]TurnedDown{{"jia", "GP.16", "departed"}}},
		{"not registered: the receiver's", policy.GroupRotation, nil, nil, "yi", nil,
			Reception{Owner: "yi", NewOwnership: true, Clause: "GP.16"}, nil},
		{"referrer registered", policy.GroupRotation, nil, jias, "yi", nil,
			Reception{Owner: "jia", GiveBackTo: "jia", NewOwnership: true, Clause: "GP.17.b"},
			[]TurnedDown{{"yi", "GP.17.b", "registered_to_another"}}},
		{"referrer registered without owner", policy.GroupRotation, nil, company, "yi", nil,
			Reception{Owner: "yi", NewOwnership: true, Clause: "GP.17.b"}, nil},
		{"visitor before referrer", policy.GroupRotation, file("bing", met(1, "bing", register.Toured)), jias, "yi",
			nil,
			Reception{Owner: "bing", GiveBackTo: "bing", Clause: "GP.16"},
			[]TurnedDown{{"yi", "GP.16", "registered_to_another"}}},
		{"a company customer stays nobody's", policy.GroupRotation, company, nil, "yi", nil,
			Reception{Clause: "GP.13.b"}, []TurnedDown{{"yi", "GP.13.b", "registered_to_another"}}},
		{"self-sale, registered", policy.SelfSale, jias, nil, "yi", nil,
			Reception{Owner: "jia", GiveBackTo: "jia", Clause: "SS.4.2.4.a"},
			[]TurnedDown{{"yi", "SS.4.2.4.a", "registered_to_another"}}},
		{"self-sale, not registered, a referral changes nothing", policy.SelfSale, nil, jias, "yi", nil,
			Reception{Owner: "yi", NewOwnership: true, Clause: "SS.4.2.3"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Identify(preset(t, c.preset), c.receiver, c.identified, c.referrer, Roster{Employed: c.employed})
			if diff := cmp.Diff(c.want, short(got)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.turned, got.TurnedDown); diff != "" {
				t.Error(diff)
			}
			checkConsidered(t, got.Considered, got.Clause)
		})
	}
}
