package attribution

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// linked is a recognition on day n by the agent of an entry of day m.
func linked(n, m int, relation policy.Relation, first, second domain.AgentID, takesOver bool) register.Link {
	return register.Link{Relation: relation, Of: "o", Entry: visit(m), EntryAt: day(m), First: first, Second: second,
		At: day(n), TakesOver: takesOver}
}

// with is a customer with recognitions.
func with(c *register.Customer, links ...register.Link) *register.Customer {
	c.Links = links
	return c
}

// twoMet is jia's customer, received by yi on her behalf.
func twoMet() *register.Customer {
	return file("jia", met(1, "jia", toured), stoodIn(5, "yi", "jia", absent, toured))
}

func announcedAs(proxy domain.CustomerRef) *register.Customer {
	return altered(file("jia", met(3, "yi", toured)), func(c *register.Customer) {
		c.Announced = &register.Announcement{ID: "p1", Agent: "jia", At: day(2), Proxy: proxy}
	})
}

func givenOn(n int) func(*register.Customer) {
	return func(c *register.Customer) {
		c.Given = &register.Reassignment{At: day(n), From: "jia", To: "yi", FromBasisPoints: 4000}
	}
}

var (
	proxyClaim = &AcceptedClaim{Agent: "jia", Ground: policy.GroundProxy, Clause: "PC.5.a", At: day(10),
		Evidence: []domain.VisitID{visit(1)}}
	announcedBuyer, proxyBuyer = announcedAs(""), announcedAs("x")
	givenBuyer                 = altered(file("yi", met(1, "jia", toured), met(5, "yi", toured)), givenOn(4))
	lateBuyer                  = altered(altered(file("yi", met(1, "jia", toured)), givenOn(12)),
		func(c *register.Customer) {
			c.History = []register.OwnerChange{owned(12, "yi")} // the register gives the customer to yi on day 12 only
		})
	disputedTwo = altered(twoMet(), func(c *register.Customer) { c.Disputed = true })
)

// furtherCreditTests plays every rule of credit of the leasing-hall, points, front-seat and first-contact policies.
var furtherCreditTests = []creditTest{
	{"QC.4.a: later visit by another, not recognised by signing", qc, twoMet(), Deal{}, allTo("yi"), "QC.4.a",
		"not_recognised_by_signing"},
	{"QC.4.a: nobody else ever received", qc, file("yi", met(3, "yi", toured)), Deal{}, allTo("yi"), "QC.4.a",
		"not_recognised_by_signing"},
	{"QC.4.a: recognised a moment after the signing", qc, with(twoMet(), func() register.Link {
		l := linked(9, 1, policy.SamePerson, "jia", "yi", true)
		l.At = day(9).Add(time.Nanosecond)
		return l
	}()), Deal{}, allTo("yi"), "QC.4.a", "not_recognised_by_signing"},
	{"QC.4.b: recognised at the instant of the signing", qc,
		with(twoMet(), linked(9, 1, policy.SamePerson, "jia", "yi", true)),
		Deal{}, allTo("jia"), "QC.4.b", "recognised_and_taken_over"},
	{"QC.4.b: recognised, left to the second", qc, with(twoMet(), linked(6, 1, policy.SamePerson, "jia", "yi", false)),
		Deal{ClosedBy: "jia"}, allTo("yi"), "QC.4.b", "recognised_and_left_to_the_second"},
	{"QC.4.b: left first, taken over later", qc,
		with(twoMet(), linked(6, 1, policy.SamePerson, "jia", "yi", false),
			linked(7, 1, policy.SamePerson, "jia", "yi", true)), Deal{},
		allTo("jia"), "QC.4.b", "recognised_and_taken_over"},
	{"QC.4.a: deposit at the first reception", qc,
		file("jia", met(1, "jia", register.Subscribed), stoodIn(5, "yi", "jia", absent, toured)), Deal{},
		allTo("jia"), "QC.1.c", "owner_by_register"},
	{"QC.4.a: the first received again after the second", qc,
		file("jia", met(1, "jia", toured), stoodIn(5, "yi", "jia", absent, toured), met(6, "jia", toured)), Deal{},
		allTo("jia"), "QC.1.c", "owner_by_register"},
	{"QC.4.a: the first met them at the same instant, not after", qc,
		file("jia", met(5, "yi", toured), met(5, "jia", toured)), Deal{}, allTo("yi"), "QC.4.a",
		"not_recognised_by_signing"},
	{"QC.1.c: the closer never received", qc, file("jia", met(1, "jia", toured)), Deal{}, allTo("jia"), "QC.1.c",
		"owner_by_register"},
	{"QC.1.c: no entry", qc, nil, Deal{}, nil, "QC.1.c", "not_registered"},
	{"QC.4.c before QC.4.a", qc, disputedTwo, Deal{}, nil, "QC.4.c", "ownership_disputed"},

	{"PC.1.a: the customer's choice", pc, twoMet(), Deal{CustomerChose: "yi"}, allTo("yi"), "PC.1.a",
		"customers_choice"},
	{"PC.1.a: no choice, the written record", pc, twoMet(), Deal{}, allTo("jia"), "PC.1.a", "owner_by_register"},
	{"PC.1.a: a choice needs no entry", pc, nil, Deal{CustomerChose: "yi"}, allTo("yi"), "PC.1.a",
		"customers_choice"},
	{"PC.1.a: neither choice nor entry", pc, nil, Deal{}, nil, "PC.1.a", "not_registered"},
	{"PC.2: signed on the last day", pc, file("jia", met(1, "jia", toured)),
		Deal{SignedAt: time.Date(2026, 4, 1, 23, 59, 59, 0, time.UTC)}, allTo("jia"), "PC.1.a", "owner_by_register"},
	{"PC.2: signed a day later", pc, file("jia", met(1, "jia", toured)),
		Deal{SignedAt: time.Date(2026, 4, 2, 0, 0, 0, 0, time.UTC)}, allTo("yi"), "PC.2", "not_followed_up"},
	{"PC.2: lapsed, but the owner closed", pc, file("jia", met(1, "jia", toured)),
		Deal{ClosedBy: "jia", SignedAt: day(60)}, allTo("jia"), "PC.1.a", "owner_closed"},
	{"PC.2: somebody else's follow-up saves nothing", pc, func() *register.Customer {
		c := file("jia", met(1, "jia", toured))
		c.FollowUps = []register.FollowUp{{At: day(25), Agent: "bing"}}
		return c
	}(), Deal{SignedAt: day(40)}, allTo("yi"), "PC.2", "not_followed_up"},
	{"PC.2: followed up after the signing only", pc, touched(file("jia", met(1, "jia", toured)), day(42)),
		Deal{SignedAt: day(40)}, allTo("yi"), "PC.2", "not_followed_up"},
	{"PC.1.a before PC.2: lapsed, the customer chose the owner", pc, file("jia", met(1, "jia", toured)),
		Deal{CustomerChose: "jia", SignedAt: day(60)}, allTo("jia"), "PC.1.a", "customers_choice"},
	{"PC.5.a: an accepted claim before the choice", pc, file("yi", met(3, "yi", toured)),
		Deal{CustomerChose: "yi", Claim: proxyClaim}, allTo("jia"), "PC.5.a", "claim_accepted"},
	{"PC.3.a before PC.5.a", pc, file("yi", met(3, "yi", toured)), Deal{Claim: proxyClaim, Disputed: true}, nil,
		"PC.3.a", "deal_disputed"},

	{"RC.4.a: first registration of the family", rc,
		with(file("bing", met(5, "bing", toured)), linked(6, 1, policy.Family, "jia", "bing", true)),
		Deal{ClosedBy: "bing"}, allTo("jia"), "RC.4.a", "first_registration_of_the_family"},
	{"RC.4.a: found after the signing", rc,
		with(file("bing", met(5, "bing", toured)), linked(15, 1, policy.Family, "jia", "bing", true)),
		Deal{ClosedBy: "bing"}, allTo("jia"), "RC.4.a", "first_registration_of_the_family"},
	{"RC.4.a: not found yet", rc, with(file("bing", met(5, "bing", toured)),
		linked(21, 1, policy.Family, "jia", "bing", true)), Deal{ClosedBy: "bing"}, allTo("bing"), "RC.4.a",
		"owner_closed"},
	{"RC.4.a: the earliest of three", rc,
		with(file("bing", met(5, "bing", toured)), linked(6, 3, policy.Family, "yi", "bing", true),
			linked(7, 1, policy.Family, "jia", "yi", true)), Deal{ClosedBy: "bing"}, allTo("jia"), "RC.4.a",
		"first_registration_of_the_family"},
	{"RC.4.a: the buyer was registered before the family", rc,
		with(file("bing", met(1, "bing", toured)), linked(6, 3, policy.Family, "yi", "bing", true)),
		Deal{ClosedBy: "bing"}, allTo("bing"), "RC.4.a", "owner_closed"},
	{"RC.14 before RC.4.a", rc, with(file("bing", met(5, "bing", toured)),
		linked(6, 1, policy.Family, "jia", "bing", true)), Deal{ClosedBy: "bing", Disputed: true}, nil, "RC.14",
		"deal_disputed"},
	{"RC.4.g: announced by the buyer's agent", rc, announcedBuyer, Deal{}, allTo("jia"), "RC.4.g", "pre_registered"},

	{"SC.3: the first reception", sc, file("yi", met(3, "yi", toured)), Deal{}, allTo("yi"), "SC.3", "owner_closed"},
	{"SC.3: received for the owner, closed", sc, twoMet(), Deal{}, allTo("jia"), "SC.3", "owner_by_register"},
	{"SC.2: both received without knowing", sc, file("jia", met(1, "jia", toured), met(5, "yi", toured)), Deal{},
		nil, "SC.2", "received_without_knowing"},
	{"SC.2: both received, the first closed", sc, file("jia", met(1, "jia", toured), met(5, "yi", toured)),
		Deal{ClosedBy: "jia"}, allTo("jia"), "SC.3", "owner_closed"},
	{"SC.5: announced", sc, announcedBuyer, Deal{ClosedBy: "jia"}, allTo("jia"), "SC.5", "pre_registered"},
	{"SC.6: registered as viewing for the buyer", sc, proxyBuyer, Deal{}, allTo("jia"), "SC.6", "registered_proxy"},
	{"SC.6: not registered, a collision", sc,
		with(file("yi", met(3, "yi", toured)), linked(8, 1, policy.ProxyOf, "jia", "yi", true)), Deal{}, nil, "SC.6",
		"proxy_not_registered"},
	{"SC.6: the proxy was the owner's own customer", sc,
		with(file("yi", met(3, "yi", toured)), linked(8, 1, policy.ProxyOf, "yi", "yi", true)), Deal{}, allTo("yi"),
		"SC.3",
		"owner_closed"},
	{"SC.10: given to another after a complaint", sc, givenBuyer, Deal{}, []Share{{"jia", 4000}, {"yi", 6000}}, "SC.10",
		"reassigned_after_complaint"},
	{"SC.10: given after the signing", sc, lateBuyer, Deal{ClosedBy: "jia"}, nil, "SC.3", "no_owner"},
}

// TestProtectionEndsWithTheLastDayOfTheMonth: the days of PC.2 are the site's.
func TestProtectionEndsWithTheLastDayOfTheMonth(t *testing.T) {
	shanghai := time.FixedZone("Asia/Shanghai", 8*60*60)
	one := policy.Protection{Months: 1, Clause: "PC.2"}
	for _, c := range []struct{ from, end domain.Day }{
		{"2026-01-31", "2026-02-28"}, {"2028-01-31", "2028-02-29"}, {"2026-02-28", "2026-03-28"},
		{"2026-12-31", "2027-01-31"},
	} {
		at := c.from.Start(shanghai).Add(10 * time.Hour)
		customer := &register.Customer{Contacts: []register.Contact{{At: at, Agent: "jia"}},
			History: []register.OwnerChange{{Owner: "jia", Since: at}}}
		last := c.end.AddDays(1).Start(shanghai).Add(-time.Nanosecond)
		if end, runs := ProtectedUntil(one, customer, "jia", last, shanghai); end != c.end || !runs {
			t.Errorf("from %s: until %s %v, want %s", c.from, end, runs, c.end)
		}
		if HasLapsed(one, customer, "jia", last, shanghai) ||
			!HasLapsed(one, customer, "jia", last.Add(time.Nanosecond), shanghai) {
			t.Errorf("from %s: the last instant of %s is protected, the next is not", c.from, c.end)
		}
	}
	if HasLapsed(policy.Protection{}, &register.Customer{}, "jia", day(9), nil) ||
		HasLapsed(one, nil, "jia", day(9), nil) ||
		HasLapsed(one, file("yi", met(1, "yi", "")), "jia", day(300), nil) {
		t.Error("no period, no customer or no touch cannot lapse")
	}
}

// plain is a deal with what the register knew of it, for the oracle of the four further policies.
type plain struct {
	deal     Deal
	c        *register.Customer
	end      time.Time          // the signing, or what is known at all
	valid    []register.Contact // up to the end
	owner    domain.AgentID     // at the end
	known    []register.Link
	disputed bool
}

// furtherOracle tells the four further policies' rules of credit again in the plainest way. It returns no
// shares for a deal that waits.
func furtherOracle(preset policy.Preset, deal Deal, c *register.Customer, asOf time.Time) ([]Share, domain.Clause) {
	if c == nil {
		c = &register.Customer{}
	}
	o := plain{deal: deal, c: c, end: asOf, disputed: deal.Disputed || c.Disputed}
	if deal.SignedAt.Before(asOf) {
		o.end = deal.SignedAt
	}
	for _, x := range c.Contacts {
		if !x.At.After(o.end) && x.Outcome != register.Invalid {
			o.valid = append(o.valid, x)
		}
	}
	for _, x := range c.History {
		if !x.Since.After(o.end) {
			o.owner = x.Owner
		}
	}
	for _, l := range c.Links {
		if !l.At.After(asOf) {
			o.known = append(o.known, l)
		}
	}
	switch preset {
	case policy.LeasingHall:
		return o.leasingHall()
	case policy.Points:
		return o.points()
	case policy.FrontSeat:
		return o.frontSeat()
	}
	return o.firstContact()
}

func (o plain) met(agent domain.AgentID) (out []register.Contact) {
	for _, x := range o.valid {
		if agent != "" && x.Agent == agent && x.Outcome != register.PassedOn {
			out = append(out, x)
		}
	}
	return out
}

func (o plain) owners(clause domain.Clause) ([]Share, domain.Clause) {
	if o.owner == "" {
		return nil, clause
	}
	return allTo(Party(o.owner)), clause
}

func (o plain) leasingHall() ([]Share, domain.Clause) {
	switch {
	case len(o.valid) == 0:
		return nil, "QC.1.c"
	case o.disputed:
		return nil, "QC.4.c"
	case o.deal.Claim != nil:
		return allTo(Party(o.deal.Claim.Agent)), o.deal.Claim.Clause
	}
	for i := len(o.known) - 1; i >= 0; i-- {
		if l := o.known[i]; l.Relation == policy.SamePerson && !l.At.After(o.end) {
			if l.TakesOver {
				return allTo(Party(l.First)), "QC.4.b"
			}
			return allTo(Party(l.Second)), "QC.4.b"
		}
	}
	if closers := o.met(o.deal.ClosedBy); len(closers) > 0 {
		blocked := false
		for _, x := range o.met(o.owner) {
			blocked = blocked || o.owner != o.deal.ClosedBy &&
				(x.Outcome == register.Subscribed || x.At.After(closers[0].At))
		}
		if !blocked {
			return allTo(Party(o.deal.ClosedBy)), "QC.4.a"
		}
	}
	return o.owners("QC.1.c")
}

func (o plain) points() ([]Share, domain.Clause) {
	switch {
	case o.disputed:
		return nil, "PC.3.a"
	case o.deal.Claim != nil:
		return allTo(Party(o.deal.Claim.Agent)), o.deal.Claim.Clause
	case o.deal.CustomerChose != "":
		return allTo(Party(o.deal.CustomerChose)), "PC.1.a"
	case len(o.valid) == 0:
		return nil, "PC.1.a"
	case o.owner == "" || o.owner == o.deal.ClosedBy:
		return o.owners("PC.1.a")
	}
	last := time.Time{}
	touch := func(by domain.AgentID, at time.Time) {
		if by == o.owner && !at.After(o.end) && at.After(last) {
			last = at
		}
	}
	for _, x := range o.c.Contacts {
		touch(x.Agent, x.At)
	}
	for _, x := range o.c.FollowUps {
		touch(x.Agent, x.At)
	}
	if n := len(o.c.History); n > 0 {
		touch(o.c.History[n-1].Owner, o.c.History[n-1].Since)
	}
	// All draws lie in one March of 31 days: the month ends on the same day of April.
	if !last.IsZero() && o.end.Format(time.DateOnly) > last.AddDate(0, 1, 0).Format(time.DateOnly) {
		return allTo(Party(o.deal.ClosedBy)), "PC.2"
	}
	return o.owners("PC.1.a")
}

func (o plain) frontSeat() ([]Share, domain.Clause) {
	switch {
	case len(o.valid) == 0:
		return nil, "RC.4.a"
	case o.disputed:
		return nil, "RC.14"
	case o.deal.Claim != nil:
		return allTo(Party(o.deal.Claim.Agent)), o.deal.Claim.Clause
	}
	var first register.Link
	for _, l := range o.known {
		if l.Relation != policy.ProxyOf && (first.First == "" || l.EntryAt.Before(first.EntryAt)) {
			first = l
		}
	}
	if first.First != "" && !o.c.Contacts[0].At.Before(first.EntryAt) {
		return allTo(Party(first.First)), "RC.4.a"
	}
	return o.owners("RC.4.a")
}

func (o plain) firstContact() ([]Share, domain.Clause) {
	switch {
	case o.disputed:
		return nil, "SC.2"
	case o.deal.Claim != nil:
		return allTo(Party(o.deal.Claim.Agent)), o.deal.Claim.Clause
	}
	for _, l := range o.known {
		if l.Relation == policy.ProxyOf && l.First != o.owner {
			return nil, "SC.6"
		}
	}
	if o.owner != "" && o.owner != o.deal.ClosedBy {
		for _, x := range o.met(o.deal.ClosedBy) {
			if x.OnBehalfOf == "" {
				return nil, "SC.2"
			}
		}
	}
	if len(o.valid) == 0 {
		return nil, "SC.3"
	}
	return o.owners("SC.3")
}

func drawLinks(t *rapid.T) []register.Link {
	var links []register.Link
	at := 0
	for range rapid.IntRange(0, 2).Draw(t, "links") {
		at += rapid.IntRange(1, 8).Draw(t, "link_days")
		l := linked(at, rapid.IntRange(1, 9).Draw(t, "entry"),
			rapid.SampledFrom(policy.Relations()[:3]).Draw(t, "relation"),
			rapid.SampledFrom(agents).Draw(t, "first"), rapid.SampledFrom(agents).Draw(t, "second"),
			rapid.Bool().Draw(t, "takes_over"))
		links = append(links, l)
	}
	return links
}

func TestTheFurtherPoliciesAgreeWithThePlainTelling(t *testing.T) {
	for _, name := range []policy.Preset{policy.LeasingHall, policy.Points, policy.FrontSeat, policy.FirstContact} {
		rules := preset(t, name)
		rapid.Check(t, func(t *rapid.T) {
			customer := drawCustomer(t)
			if customer != nil {
				customer.Links = drawLinks(t)
				for n := range rapid.IntRange(0, 2).Draw(t, "follow_ups") {
					customer.FollowUps = append(customer.FollowUps,
						register.FollowUp{At: day(3 + 5*n), Agent: rapid.SampledFrom(agents).Draw(t, "by")})
				}
				for i := range customer.Contacts {
					if rapid.Bool().Draw(t, "helped") {
						customer.Contacts[i].OnBehalfOf = "jia"
					}
				}
			}
			deal := Deal{ClosedBy: rapid.SampledFrom(agents).Draw(t, "closer"),
				Disputed: rapid.IntRange(0, 9).Draw(t, "deal_disputed") == 0,
				SignedAt: day(rapid.IntRange(1, 50).Draw(t, "signed"))}
			if rapid.IntRange(0, 5).Draw(t, "chose") == 0 {
				deal.CustomerChose = rapid.SampledFrom(agents).Draw(t, "chosen")
			}
			if rapid.IntRange(0, 7).Draw(t, "claimed") == 0 {
				deal.Claim = &AcceptedClaim{Agent: rapid.SampledFrom(agents).Draw(t, "claimant"), Clause: "XX.1",
					At: day(9)}
			}
			asOf := day(rapid.IntRange(1, 60).Draw(t, "as_of"))
			got := Credit(rules, 1, deal, customer, asOf, time.UTC)
			shares, clause := furtherOracle(name, deal, customer, asOf)
			if diff := cmp.Diff(shares, got.Shares); diff != "" || got.Clause != clause ||
				got.Waits != (shares == nil) {
				t.Fatalf("%s: %s\ngot %+v, want clause %s", name, diff, got, clause)
			}
			checkConsidered(t, got.Considered, got.Clause)
			if customer != nil {
				checkEverybodyAnswered(t, got, deal, customer, asOf)
			}
		})
	}
}

// TestCreditLeavesItsFactsAlone: a decision changes nothing that it is given.
func TestCreditLeavesItsFactsAlone(t *testing.T) {
	for _, name := range policy.Presets() {
		customer := with(file("jia", met(1, "jia", register.Toured), met(5, "yi", register.Toured)),
			linked(6, 1, policy.Family, "jia", "yi", true))
		before := *customer
		before.Contacts, before.Links, before.History = slices.Clone(customer.Contacts), slices.Clone(customer.Links),
			slices.Clone(customer.History)
		Credit(preset(t, name), 1, Deal{ClosedBy: "yi", SignedAt: day(9)}, customer, day(9), nil)
		if diff := cmp.Diff(&before, customer); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
