package attribution

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// of is a customer of an agent's since a day, received by that agent then.
func of(ref domain.CustomerRef, n int, agent domain.AgentID) *register.Customer {
	c := file(agent, met(n, agent, register.Toured))
	c.Ref = ref
	c.History[0] = owned(n, agent)
	return c
}

func recognition(relation policy.Relation, customer, entry *register.Customer, agent domain.AgentID) Recognition {
	return Recognition{Relation: relation, Customer: customer, Of: entry, Entry: entry.Contacts[0].Visit, Agent: agent,
		By: "agent-" + string(agent), TakesOver: true, At: day(20)}
}

var (
	firstFile, secondFile = of("a", 1, "jia"), of("b", 3, "yi")
	bareFile              = altered(of("c", 5, "bing"), func(c *register.Customer) { c.Contacts = nil })
	repeatedFile          = altered(of("d", 5, "yi"), func(c *register.Customer) {
		c.Links = []register.Link{{Relation: policy.SamePerson, Of: "a"}}
	})
)

func afterSigning(r Recognition) Recognition { r.Signed = true; return r }
func leftToSecond(r Recognition) Recognition { r.TakesOver = false; return r }
func onTheSpot(r Recognition) Recognition    { r.Present = true; return r }

var recogniseTests = []struct {
	name   string
	preset policy.Preset
	r      Recognition
	code   domain.Code
	clause domain.Clause
	owner  domain.AgentID
	moves  bool
	deals  policy.AfterSigning
}{
	{"QC.4.b taken over", policy.LeasingHall, recognition(policy.SamePerson, secondFile, firstFile, "jia"), "",
		"QC.4.b",
		"jia", true, ""},
	{"QC.4.b left to the second", policy.LeasingHall,
		leftToSecond(recognition(policy.SamePerson, secondFile, firstFile, "jia")),
		"", "QC.4.b", "yi", false, ""},
	{"QC.4.a after the signing", policy.LeasingHall,
		afterSigning(recognition(policy.SamePerson, secondFile, firstFile, "jia")),
		RecognitionTooLate, "QC.4.a", "", false, ""},
	{"QC knows no family", policy.LeasingHall, recognition(policy.Family, secondFile, firstFile, "jia"),
		RecognitionUnknown,
		"", "", false, ""},
	{"SS.4.2.4.a", policy.SelfSale, recognition(policy.SamePerson, secondFile, firstFile, "jia"), "", "SS.4.2.4.a",
		"jia",
		true, ""},
	{"somebody else's entry", policy.LeasingHall, recognition(policy.SamePerson, secondFile, firstFile, "bing"),
		RecognitionNotYours, "QC.4.b", "", false, ""},
	{"a later entry", policy.LeasingHall, recognition(policy.SamePerson, firstFile, secondFile, "yi"),
		RecognitionNotEarlier, "QC.4.b", "", false, ""},
	{"the same customer", policy.LeasingHall, recognition(policy.SamePerson, firstFile, firstFile, "jia"),
		RecognitionSelf,
		"QC.4.b", "", false, ""},
	{"a customer never received", policy.LeasingHall, recognition(policy.SamePerson, bareFile, firstFile, "jia"),
		RecognitionUnmet, "QC.4.b", "", false, ""},
	{"recognised before", policy.LeasingHall, recognition(policy.SamePerson, repeatedFile, firstFile, "jia"),
		RecognitionRepeated, "QC.4.b", "", false, ""},
	{"RC.4.e", policy.FrontSeat, recognition(policy.SamePerson, secondFile, firstFile, "jia"), "", "RC.4.e", "jia",
		true,
		""},
	{"RC.4.a by the later one", policy.FrontSeat, recognition(policy.Family, firstFile, secondFile, "yi"), "", "RC.4.a",
		"jia", false, ""},
	{"RC.4.a whenever found", policy.FrontSeat, afterSigning(recognition(policy.Family, secondFile, firstFile, "jia")),
		"",
		"RC.4.a", "jia", true, policy.Corrects},
	{"SC.3", policy.FirstContact, recognition(policy.SamePerson, secondFile, firstFile, "jia"), "", "SC.3", "jia", true,
		""},
	{"SC.2 after the signing: the register waits", policy.FirstContact,
		afterSigning(recognition(policy.SamePerson, secondFile, firstFile, "jia")), "", "SC.2", "", false,
		policy.Disputed},
	{"SC.6 an unregistered proxy moves nobody", policy.FirstContact,
		recognition(policy.ProxyOf, secondFile, firstFile, "jia"), "", "SC.6", "yi", false, ""},
	{"PC.6.a on the spot", policy.Points, onTheSpot(recognition(policy.ReferredBy, secondFile, firstFile, "jia")), "",
		"PC.6.a",
		"jia", true, ""},
	{"PC.6.a afterwards", policy.Points, recognition(policy.ReferredBy, secondFile, firstFile, "jia"),
		RecognitionNotThere,
		"PC.6.a", "", false, ""},
}

func TestRecognise(t *testing.T) {
	for _, c := range recogniseTests {
		t.Run(c.name, func(t *testing.T) {
			got := Recognise(preset(t, c.preset), c.r, nil)
			if got.Refused != c.code || got.Clause != c.clause || got.Moves != c.moves || got.Deals != c.deals {
				t.Errorf("%+v", got)
			}
			if got.Refused == "" && (got.Owner != c.owner || got.Link == nil) {
				t.Errorf("owner %q, link %v", got.Owner, got.Link)
			}
			if len(got.Considered) != 1 || !got.Considered[0].Decided {
				t.Errorf("considered %v", got.Considered)
			}
		})
	}
}

// A claimant whose protection is over on the day recognises in vain; the day before, not (PC.2).
func TestRecogniseAfterTheProtectionPeriod(t *testing.T) {
	rules := preset(t, policy.Points)
	r := recognition(policy.SamePerson, of("b", 3, "yi"), of("a", 1, "jia"), "jia")
	r.At = time.Date(2026, 4, 1, 23, 59, 59, 0, time.UTC)
	if got := Recognise(rules, r, nil); got.Refused != "" {
		t.Errorf("on the last day: %+v", got)
	}
	r.At = r.At.Add(time.Second)
	if got := Recognise(rules, r, nil); got.Refused != RecognitionLapsed || got.Clause != "PC.2" {
		t.Errorf("the day after: %+v", got)
	}
}

// Whoever recognises whom in whatever order, the files of a family end with the owner of the first
// registration (RC.4.a).
func TestFamilyEndsWithTheFirstRegistration(t *testing.T) {
	rules := preset(t, policy.FrontSeat)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 5).Draw(t, "files")
		days := rapid.Permutation([]int{1, 2, 3, 4, 5}).Draw(t, "days")
		files := make([]*register.Customer, n)
		oldest := 0
		for i := range files {
			files[i] = of(domain.CustomerRef(fmt.Sprint("c", i)), days[i], rapid.SampledFrom(agents).Draw(t, "agent"))
			if days[i] < days[oldest] {
				oldest = i
			}
		}
		want := files[oldest].History[0].Owner
		for i, at := range rapid.Permutation(ordinals(n-1)).Draw(t, "order") {
			// a chain: each file is recognised with its neighbour, in any order and either direction
			customer, entry := files[at], files[at+1]
			if rapid.Bool().Draw(t, "turned") {
				customer, entry = entry, customer
			}
			r := recognition(policy.Family, customer, entry, entry.Contacts[0].Agent)
			r.At, r.Kin = day(20).Add(time.Duration(i)*time.Hour), kinLink(files, customer, entry)
			r.Signed = rapid.Bool().Draw(t, "signed")
			carryOut(files, Recognise(rules, r, nil), r.At)
		}
		for _, f := range files {
			if owner, _ := f.Owner(); owner.Owner != want {
				t.Errorf("%s is %s's, the first registration is %s's", f.Ref, owner.Owner, want)
			}
			ruling := Credit(rules, 1, Deal{ClosedBy: "ding", SignedAt: day(19)}, f, day(25), nil)
			if len(ruling.Shares) != 1 || ruling.Shares[0].Party != Party(want) {
				t.Errorf("%s: %+v", f.Ref, ruling)
			}
		}
	})
}

func ordinals(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// linked gives everybody whom links lead to from two files.
func kinLink(all []*register.Customer, from ...*register.Customer) []*register.Customer {
	found := append([]*register.Customer{}, from...)
	for i := 0; i < len(found); i++ {
		for _, l := range found[i].Links {
			for _, f := range all {
				known := false
				for _, k := range found {
					known = known || k == f
				}
				if f.Ref == l.Of && !known {
					found = append(found, f)
				}
			}
		}
	}
	return found[len(from):]
}

func carryOut(files []*register.Customer, v Verdict, at time.Time) {
	for _, m := range v.Members {
		for _, f := range files {
			if f.Ref != m.Ref {
				continue
			}
			f.Links = append(f.Links, m.Links...)
			if m.Moves {
				f.History = append(f.History, register.OwnerChange{Owner: v.Owner, Since: at, Clause: v.Clause})
			}
		}
	}
}

// A registered visitor whose family was registered before goes to the family's agent, one registered before the
// family stays (RC.4.a).
func TestFamilyAtTheDoor(t *testing.T) {
	rules := preset(t, policy.FrontSeat)
	door := Door{Answers: register.Answers{Family: "f"}, Visitor: of("v", 3, "yi"), Family: of("f", 1, "jia")}
	got := Receive(rules, door)
	if got.Owner != "jia" || !got.NewOwnership || len(got.TurnedDown) != 1 ||
		got.TurnedDown[0].Reason != "family_registered_earlier" {
		t.Errorf("family first: %+v", got)
	}
	door.Visitor, door.Family = door.Family, door.Visitor
	if got := Receive(rules, door); got.Owner != "jia" || got.NewOwnership {
		t.Errorf("visitor first: %+v", got)
	}
}

func TestPreRegister(t *testing.T) {
	buyer := of("r", 1, "jia")
	buyer.BoughtAt = day(2)
	called := &register.Customer{Ref: "p", Calls: []register.Call{{At: day(1), Agent: "jia"}}}
	taken := &register.Customer{Ref: "p", Announced: &register.Announcement{Agent: "yi"}}
	for _, c := range []struct {
		name   string
		preset policy.Preset
		a      Announcing
		code   domain.Code
		clause domain.Clause
	}{
		{"SC.5 by name", policy.FirstContact, Announcing{Named: true}, "", "SC.5"},
		{"SC.5 registered to a colleague", policy.FirstContact, Announcing{Person: of("p", 1, "yi")},
			PreRegistrationRegistered, "SC.5"},
		{"SC.5 announced before", policy.FirstContact, Announcing{Person: taken}, PreRegistrationTaken, "SC.5"},
		{"SC.6", policy.FirstContact, Announcing{Named: true, Proxy: "x"}, "", "SC.6"},
		{"RC knows no proxies", policy.FrontSeat, Announcing{Named: true, Proxy: "x"}, PreRegistrationNoProxy,
			"RC.4.g"},
		{"PC.1.b", policy.Points, Announcing{Named: true, Phone: true}, PreRegistrationNoContact, "PC.1.b"},
		{"PC.1.b by a colleague's call", policy.Points,
			Announcing{Phone: true, Person: &register.Customer{Calls: []register.Call{{At: day(1), Agent: "yi"}}}},
			PreRegistrationNoContact, "PC.1.b"},
		{"PC called", policy.Points, Announcing{Phone: true, Person: called}, "", "PC.1.a"},
		{"PC own customer", policy.Points, Announcing{Phone: true, Person: of("p", 1, "jia")}, "", "PC.1.a"},
		{"RC.4.g", policy.FrontSeat, Announcing{Named: true, Phone: true, Referrer: buyer}, "", "RC.4.g"},
		{"RC.4.g without the number", policy.FrontSeat, Announcing{Named: true, Referrer: buyer},
			PreRegistrationNoPhone, "RC.4.g"},
		{"RC.4.g not bought", policy.FrontSeat, Announcing{Named: true, Phone: true, Referrer: of("r", 1, "jia")},
			PreRegistrationNoBuyer, "RC.4.g"},
		{"RC.4.g a colleague's buyer", policy.FrontSeat,
			Announcing{Named: true, Phone: true, Referrer: of("r", 1, "yi")}, PreRegistrationNoBuyer, "RC.4.g"},
		{"QC knows none", policy.LeasingHall, Announcing{Named: true}, PreRegistrationUnknown, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.a.ID, c.a.Agent, c.a.At = "p1", "jia", day(5)
			got := PreRegister(preset(t, c.preset), c.a)
			if got.Refused != c.code || got.Clause != c.clause || (got.Announced != nil) != (c.code == "") {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestReassign(t *testing.T) {
	rules := preset(t, policy.FirstContact)
	r := Reassigning{Customer: of("a", 1, "jia"), To: "yi", FromBasisPoints: 3000, At: day(5)}
	got := Reassign(rules, r)
	if got.Refused != "" || got.Owner != "yi" || !got.Moves || got.Given.From != "jia" || got.Clause != "SC.10" {
		t.Errorf("%+v", got)
	}
	for code, spoil := range map[domain.Code]func(*Reassigning, *policy.Rules){
		ReassignmentUnknown: func(_ *Reassigning, p *policy.Rules) { p.Attribution.Reassignment = "" },
		ReassignmentNobodys: func(r *Reassigning, _ *policy.Rules) { r.Customer = file("") },
		ReassignmentSame:    func(r *Reassigning, _ *policy.Rules) { r.To = "jia" },
		ReassignmentSigned:  func(r *Reassigning, _ *policy.Rules) { r.Signed = true },
	} {
		spoilt, p := r, preset(t, policy.FirstContact)
		spoil(&spoilt, &p)
		if got := Reassign(p, spoilt); got.Refused != code {
			t.Errorf("%s: %+v", code, got)
		}
	}
}

// Answers at the door are told to the colleagues whom they concern (RC.2, QC.3.a, GP.3, PC.6.b).
func TestInform(t *testing.T) {
	for _, c := range []struct {
		name   string
		preset policy.Preset
		door   Door
		want   string
	}{
		{"RC.2 knows somebody", policy.FrontSeat, Door{Answers: register.Answers{KnownTo: []domain.AgentID{"yi"}}},
			"[yi]"},
		{"RC.2 a referral by one who has not bought", policy.FrontSeat,
			Door{Answers: register.Answers{Referrer: "r"}, Referrer: of("r", 1, "jia")}, "[jia]"},
		{"QC.3.a nothing said", policy.LeasingHall, Door{}, "[]"},
		{"GP.3 collision", policy.GroupRotation,
			Door{Answers: register.Answers{Names: "yi"}, Visitor: of("v", 1, "jia")}, "[yi]"},
		{"PC.6.b", policy.Points, Door{Answers: register.Answers{Referrer: "r"}, Referrer: of("r", 1, "jia"),
			At: day(2)}, "[jia]"},
		{"SC asks no such questions", policy.FirstContact,
			Door{Answers: register.Answers{KnownTo: []domain.AgentID{"yi"}}}, "[]"},
	} {
		if got := fmt.Sprint(Receive(preset(t, c.preset), c.door).Inform); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
