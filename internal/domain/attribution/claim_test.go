package attribution

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// claimOf is jia's claim to a deal that yi closed and that was signed on day 10: jia's customer is registered
// since day 1, the buyer since day 5 with yi.
func claimOf(ground policy.Ground) Claim {
	own, buyer := file("jia", met(1, "jia", register.Toured)),
		&register.Customer{Ref: "buyer", Contacts: []register.Contact{met(5, "yi", register.Toured)}}
	buyer.History = []register.OwnerChange{owned(5, "yi")}
	return Claim{Ground: ground, Claimant: "jia", ClosedBy: "yi", RecordedAt: day(10), SignedAt: day(10), Own: own,
		Buyer: buyer}
}

func (c Claim) but(change func(*Claim)) Claim {
	change(&c)
	return c
}

func announced(n int, agent domain.AgentID) *register.Announcement {
	return &register.Announcement{ID: "p1", Agent: agent, At: day(n)}
}

func bySentBuyer(c *Claim) { c.Buyer.Referrer = c.Own.Ref }

func byBuyersLetter(c *Claim) {
	c.Own.BoughtAt = day(2)
	c.Proven = announced(4, "jia")
	c.Proven.Referrer = c.Own.Ref
}

var claimTests = []struct {
	name    string
	policy  policy.Preset
	claim   Claim
	at      time.Time
	outcome ClaimOutcome
	clause  domain.Clause
	reason  string
}{
	{"undisclosed proxy", policy.Points, claimOf(policy.GroundProxy), day(11), ClaimAccepted, "PC.5.a",
		"claim_accepted"},
	{"proxy, last instant", policy.Points, claimOf(policy.GroundProxy), day(12), ClaimAccepted, "PC.5.a",
		"claim_accepted"},
	{"proxy, a moment late", policy.Points, claimOf(policy.GroundProxy), day(12).Add(1), ClaimRefused, "PC.5.b",
		ClaimTooLate},
	{"proxy before the signing", policy.Points,
		claimOf(policy.GroundProxy).but(func(c *Claim) { c.SignedAt = time.Time{} }), day(20), ClaimAccepted,
		"PC.5.a", "claim_accepted"},
	{"proxy of a customer who has closed", policy.Points,
		claimOf(policy.GroundProxy).but(func(c *Claim) { c.Own.BoughtAt = day(9) }), day(11), ClaimRefused,
		"PC.5.a", "customer_has_bought"},
	{"proxy of a customer who closed later", policy.Points,
		claimOf(policy.GroundProxy).but(func(c *Claim) { c.Own.BoughtAt = day(11) }), day(11), ClaimAccepted,
		"PC.5.a", "claim_accepted"},
	{"proxy of another's customer", policy.Points,
		claimOf(policy.GroundProxy).but(func(c *Claim) { c.Claimant = "bing" }), day(11), ClaimRefused, "PC.5.a",
		ClaimNotOwner},
	{"proxy of nobody known", policy.Points, claimOf(policy.GroundProxy).but(func(c *Claim) { c.Own = nil }),
		day(11), ClaimRefused, "PC.5.a", ClaimIsNoVisit},
	{"proxy of a customer registered after the deal", policy.Points,
		claimOf(policy.GroundProxy).but(func(c *Claim) { c.Own = file("jia", met(11, "jia", register.Toured)) }),
		day(11), ClaimRefused, "PC.5.a", ClaimIsNoVisit},
	{"proxy of a lapsed customer", policy.Points,
		claimOf(policy.GroundProxy).but(func(c *Claim) { c.SignedAt = day(41) }), day(41), ClaimRefused, "PC.2",
		ClaimLapsed},
	{"a person has ruled", policy.Points, claimOf(policy.GroundProxy).but(func(c *Claim) { c.Ruled = true }),
		day(11), ClaimDisputed, "PC.3.a", "a_ruling_is_in_force"},
	{"another's claim was accepted", policy.Points,
		claimOf(policy.GroundProxy).but(func(c *Claim) { c.Taken = "bing" }), day(11), ClaimDisputed, "PC.3.a",
		"another_claim_was_accepted"},
	{"referral that the register names", policy.Points, claimOf(policy.GroundReferral).but(bySentBuyer), day(11),
		ClaimDisputed, "PC.6.b", "a_person_rules"},
	{"referral without the referrer", policy.Points, claimOf(policy.GroundReferral), day(11), ClaimRefused,
		"PC.6.b", ClaimIsUnproven},
	{"same person under points", policy.Points, claimOf(policy.GroundSamePerson), day(11), ClaimDisputed, "PC.3.a",
		"a_person_rules"},
	{"poaching", policy.Points, claimOf(policy.GroundPoaching), day(11), ClaimDisputed, "PC.4", "a_person_rules"},
	{"family under points", policy.Points, claimOf(policy.GroundFamily), day(11), ClaimRefused, "PC.3.a",
		ClaimUnknown},

	{"same person before the signing", policy.LeasingHall,
		claimOf(policy.GroundSamePerson).but(func(c *Claim) { c.SignedAt = time.Time{} }), day(11), ClaimAccepted,
		"QC.4.b", "claim_accepted"},
	{"same person at the signing", policy.LeasingHall, claimOf(policy.GroundSamePerson), day(10), ClaimAccepted,
		"QC.4.b", "claim_accepted"},
	{"same person after the signing", policy.LeasingHall, claimOf(policy.GroundSamePerson), day(10).Add(1),
		ClaimRefused, "QC.4.a", ClaimTooLate},
	{"received first", policy.LeasingHall, claimOf(policy.GroundFirst).but(func(c *Claim) {
		c.Buyer.Contacts = append([]register.Contact{met(4, "jia", register.Toured)}, c.Buyer.Contacts...)
	}), day(11), ClaimDisputed, "QC.4.c", "a_person_rules"},
	{"never received", policy.LeasingHall, claimOf(policy.GroundFirst), day(11), ClaimRefused, "QC.4.c",
		ClaimIsUnproven},

	{"family, whenever found", policy.FrontSeat, claimOf(policy.GroundFamily), day(400), ClaimAccepted, "RC.4.a",
		"claim_accepted"},
	{"family, the buyer came first", policy.FrontSeat,
		claimOf(policy.GroundFamily).but(func(c *Claim) { c.Own = file("jia", met(6, "jia", register.Toured)) }),
		day(11), ClaimRefused, "RC.4.a", "buyer_registered_first"},
	{"sent by a buyer, announced in time", policy.FrontSeat, claimOf(policy.GroundReferral).but(byBuyersLetter),
		day(11), ClaimAccepted, "RC.4.g", "claim_accepted"},
	{"sent by a buyer, announced on a later day", policy.FrontSeat,
		claimOf(policy.GroundReferral).but(byBuyersLetter).but(func(c *Claim) { c.Proven.At = day(6) }), day(11),
		ClaimRefused, "RC.4.g", ClaimIsUnproven},
	{"sent by somebody who has not bought", policy.FrontSeat,
		claimOf(policy.GroundReferral).but(byBuyersLetter).but(func(c *Claim) { c.Own.BoughtAt = time.Time{} }),
		day(11), ClaimRefused, "RC.4.g", "referrer_has_not_bought"},

	{"announced before the first visit", policy.FirstContact,
		claimOf(policy.GroundPreRegistered).but(func(c *Claim) { c.Proven = announced(4, "jia") }), day(11),
		ClaimAccepted, "SC.5", "claim_accepted"},
	{"announced after it", policy.FirstContact,
		claimOf(policy.GroundPreRegistered).but(func(c *Claim) { c.Proven = announced(6, "jia") }), day(11),
		ClaimRefused, "SC.5", ClaimIsUnproven},
	{"announced by another", policy.FirstContact,
		claimOf(policy.GroundPreRegistered).but(func(c *Claim) { c.Buyer.Announced = announced(4, "bing") }),
		day(11), ClaimRefused, "SC.5", ClaimIsUnproven},
	{"proxy registered as such", policy.FirstContact,
		claimOf(policy.GroundProxy).but(func(c *Claim) {
			c.Proven = announced(4, "jia")
			c.Proven.Proxy = c.Own.Ref
		}), day(11), ClaimAccepted, "SC.6", "claim_accepted"},
	{"proxy not registered as such", policy.FirstContact, claimOf(policy.GroundProxy), day(11), ClaimDisputed,
		"SC.6", ClaimIsUnproven},
	{"same person at first contact", policy.FirstContact, claimOf(policy.GroundSamePerson), day(11), ClaimDisputed,
		"SC.2", "a_person_rules"},

	{"same person at self-sale", policy.SelfSale, claimOf(policy.GroundSamePerson), day(11), ClaimDisputed,
		"SS.4.2.2.c", "a_person_rules"},
	{"referral in the group", policy.GroupRotation, claimOf(policy.GroundReferral).but(bySentBuyer), day(11),
		ClaimDisputed, "GP.17.b", "a_person_rules"},
	{"proxy in the group", policy.GroupRotation, claimOf(policy.GroundProxy), day(11), ClaimRefused, "GP.0.2",
		ClaimUnknown},
}

func TestClaimGroundsOfEveryPolicy(t *testing.T) {
	for _, c := range claimTests {
		t.Run(c.name, func(t *testing.T) {
			v := DecideClaim(preset(t, c.policy), 1, c.claim, c.at, time.UTC)
			if v.Outcome != c.outcome || v.Clause != c.clause || v.Reason != c.reason {
				t.Errorf("%s by %s (%s), want %s by %s (%s)", v.Outcome, v.Clause, v.Reason, c.outcome, c.clause,
					c.reason)
			}
			if last := v.Considered[len(v.Considered)-1]; !last.Decided || last.Clause != v.Clause {
				t.Errorf("the certificate ends with %+v", last)
			}
		})
	}
}

// A proxy claim that is accepted shares the customer and says what the claimant owes (PC.5.a).
func TestAcceptedProxyClaimCarriesDuties(t *testing.T) {
	v := DecideClaim(preset(t, policy.Points), 1, claimOf(policy.GroundProxy), day(11), time.UTC)
	if !v.Shared || len(v.Notify) != 2 || len(v.Duties) != 3 || len(v.Evidence) != 1 || v.Evidence[0] != visit(1) {
		t.Errorf("%+v", v)
	}
	if v := DecideClaim(preset(t, policy.Points), 1, claimOf(policy.GroundProxy), day(13), time.UTC); v.Shared ||
		v.Duties != nil {
		t.Errorf("refused, and still %+v", v)
	}
}

// TestClaimWindow holds the window against an oracle that counts seconds: a claim on a ground with a window
// of so many hours is late exactly when more whole windows of seconds have passed since the signing; before
// the signing nothing is late; with neither window nor signing limit nothing ever is.
func TestClaimWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hours := rapid.IntRange(0, 100).Draw(t, "hours")
		until := rapid.Bool().Draw(t, "until signing")
		signed := rapid.Bool().Draw(t, "signed")
		edge := rapid.SampledFrom([]int64{0, int64(hours) * 3600, 48 * 3600}).Draw(t, "edge")
		seconds := max(0, edge+rapid.Int64Range(-3, 3).Draw(t, "off"))
		claim := claimOf(policy.GroundProxy)
		at := claim.SignedAt.Add(time.Duration(seconds) * time.Second)
		if !signed {
			claim.SignedAt = time.Time{}
		}
		rules := policy.Rules{Claims: []policy.Claim{{Ground: policy.GroundProxy, Clause: "IN",
			Leads:       policy.LeadsToCredit,
			WindowHours: hours, UntilSigning: until, LateClause: "LATE"}}}
		late := signed && ((until && seconds > 0) || (!until && hours > 0 && seconds > int64(hours)*3600))
		v := DecideClaim(rules, 1, claim, at, time.UTC)
		if (v.Clause == "LATE") != late || (v.Outcome == ClaimAccepted) == late {
			t.Fatalf("%d h, %d s after signing (%v, until %v): %s by %s, late %v", hours, seconds, signed, until,
				v.Outcome, v.Clause, late)
		}
	})
}

// Every ground has its function, so that a policy's row cannot meet none.
func TestEveryGroundIsProven(t *testing.T) {
	for _, ground := range policy.Grounds() {
		if provenBy[ground] == nil {
			t.Errorf("%s has no function", ground)
		}
	}
}

func TestRulingByAPersonTurnsPartiesDown(t *testing.T) {
	r := RuledByPerson(2, PersonalRuling{Kind: RuledPoaching, Role: domain.RoleSiteManager,
		Shares: []Share{{"jia", WholeBasisPoints}},
		Clause: "PC.4", Offender: "yi", Parties: []domain.AgentID{"jia", "yi", "bing"}}, day(3))
	if len(r.TurnedDown) != 2 || r.TurnedDown[0] != (TurnedDown{"yi", "PC.4", "poaching_verified"}) ||
		r.TurnedDown[1].Reason != "not_credited_by_the_ruling" {
		t.Errorf("%+v", r.TurnedDown)
	}
	if !r.Considered[0].Decided || r.Considered[0].Rule != "poaching_verified" || r.PolicyVersion != 2 {
		t.Errorf("%+v", r)
	}
}

func TestOriginalsAreThoseBeforeTheOffender(t *testing.T) {
	got := Originals("yi", []domain.AgentID{"jia", "bing", "yi", ""}, "jia", "ding")
	if len(got) != 3 || got[0] != "bing" || got[1] != "jia" || got[2] != "ding" {
		t.Errorf("%v", got)
	}
}
