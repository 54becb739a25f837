package attribution

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

var (
	companyBuyer = altered(file("", met(1, "jia", toured)),
		func(c *register.Customer) { c.Kind = register.KindCompany })
	designatedBuyer = altered(file("jia", met(1, "jia", toured)), func(c *register.Customer) {
		c.Kind, c.Designated = register.KindCompany, true
	})
	disputedBuyer = altered(file("jia", met(1, "jia", toured)), func(c *register.Customer) { c.Disputed = true })
)

func allTo(agent Party) []Share { return []Share{{agent, 10000}} }
func parted(jias int) []Share   { return []Share{{"jia", jias}, {"yi", 10000 - jias}} }

type creditTest struct {
	name     string
	preset   policy.Preset
	customer *register.Customer
	deal     Deal // ClosedBy default yi, SignedAt default day 9
	shares   []Share
	clause   domain.Clause
	reason   string
}

var creditTests = []creditTest{
	// SS.4.2.3: the register is the basis
	{"no file", ss, nil, Deal{}, nil, "SS.4.2.3", "not_registered"},
	{"no entry", ss, file("jia"), Deal{}, nil, "SS.4.2.3", "not_registered"},
	{"entry after the signing", ss, file("jia", met(9, "jia", toured)),
		Deal{SignedAt: day(9).Add(-time.Nanosecond)}, nil, "SS.4.2.3", "not_registered"},
	{"entry at the instant of the signing", ss, file("jia", met(9, "jia", toured)),
		Deal{ClosedBy: "jia", SignedAt: day(9)}, allTo("jia"), "SS.4.2.3", "owner_closed"},
	{"only a mistaken entry", ss, file("jia", met(1, "jia", register.Invalid)), Deal{ClosedBy: "jia"}, nil,
		"SS.4.2.3", "only_invalid_entries"},
	{"a mistaken entry beside a good one", ss, file("jia", met(1, "jia", register.Invalid), met(2, "jia", toured)),
		Deal{ClosedBy: "jia"}, allTo("jia"), "SS.4.2.3", "owner_closed"},
	{"entry but nobody's", gp, file("", met(1, "jia", toured)), Deal{}, nil, "GP.16", "no_owner"},
	{"no entry, group", gp, nil, Deal{}, nil, "GP.19", "not_registered"},
	{"owner closed", ss, file("jia", met(1, "jia", toured)), Deal{ClosedBy: "jia"}, allTo("jia"), "SS.4.2.3",
		"owner_closed"},
	{"closer without any entry", ss, file("jia", met(1, "jia", toured)), Deal{}, allTo("jia"), "SS.4.2.3",
		"owner_by_register"},

	// SS.4.2.2.c, GP.0.2: objections
	{"customer disputed", ss, disputedBuyer, Deal{ClosedBy: "jia"}, nil, "SS.4.2.2.c", "ownership_disputed"},
	{"deal disputed, group", gp, file("jia", met(1, "jia", toured)), Deal{ClosedBy: "jia", Disputed: true}, nil,
		"GP.0.2", "deal_disputed"},
	{"disputed and not registered: the register comes first", ss, nil, Deal{Disputed: true}, nil, "SS.4.2.3",
		"not_registered"},
	{"disputed and a split: the dispute comes first", ss,
		file("jia", met(1, "jia", toured), stoodIn(5, "yi", "jia", absent, toured)), Deal{Disputed: true}, nil,
		"SS.4.2.2.c", "deal_disputed"},

	// SS.4.2.6: material only
	{"worked in absence", ss, file("jia", met(1, "jia", material), stoodIn(5, "yi", "jia", absent, toured)), Deal{},
		parted(3000), "SS.4.2.6", "worked_in_absence"},
	{"still in progress at the signing", ss,
		file("jia", met(1, "jia", material), stoodIn(5, "yi", "jia", absent, "")), Deal{}, parted(3000), "SS.4.2.6",
		"worked_in_absence"},
	{"original came for material twice", ss,
		file("jia", met(1, "jia", material), met(2, "jia", material), stoodIn(5, "yi", "jia", absent, toured)),
		Deal{}, parted(3000), "SS.4.2.6", "worked_in_absence"},
	{"original was busy, not absent", ss,
		file("jia", met(1, "jia", material), stoodIn(5, "yi", "jia", busy, toured)), Deal{}, parted(7000),
		"SS.4.2.4.b", "closed_by_later_receptionist"},
	{"closer gave material too", ss,
		file("jia", met(1, "jia", material), stoodIn(5, "yi", "jia", absent, material)), Deal{}, parted(7000),
		"SS.4.2.4.b", "closed_by_later_receptionist"},
	{"original had toured before", ss,
		file("jia", met(1, "jia", toured), met(2, "jia", material), stoodIn(5, "yi", "jia", absent, toured)),
		Deal{}, parted(7000), "SS.4.2.4.b", "closed_by_later_receptionist"},
	{"original took over and went on", ss,
		file("jia", met(1, "jia", material), stoodIn(5, "yi", "jia", absent, toured), met(6, "jia", toured)),
		Deal{}, parted(7000), "SS.4.2.4.b", "closed_by_later_receptionist"},
	{"handed back during the visit", ss,
		file("jia", met(1, "jia", material), stoodIn(5, "yi", "jia", absent, register.PassedOn),
			met(5, "jia", material)), Deal{}, parted(7000), "SS.4.2.4.b", "closed_by_later_receptionist"},
	{"original's tour was a mistaken entry", ss,
		file("jia", met(1, "jia", material), met(2, "jia", register.Invalid),
			stoodIn(5, "yi", "jia", absent, toured)), Deal{}, parted(3000), "SS.4.2.6", "worked_in_absence"},
	{"a third closed", ss, file("jia", met(1, "jia", material), stoodIn(5, "bing", "jia", absent, toured)), Deal{},
		allTo("jia"), "SS.4.2.3", "owner_by_register"},

	// SS.4.2.4.b: later receptionist
	{"closed by the later one", ss, file("jia", met(1, "jia", toured), stoodIn(5, "yi", "jia", absent, "")), Deal{},
		parted(7000), "SS.4.2.4.b", "closed_by_later_receptionist"},
	{"closed by the original after all", ss,
		file("jia", met(1, "jia", toured), stoodIn(5, "yi", "jia", absent, toured)), Deal{ClosedBy: "jia"},
		allTo("jia"), "SS.4.2.3", "owner_closed"},
	{"received on the owner's behalf on the first visit", ss, file("jia", stoodIn(1, "yi", "jia", busy, toured)),
		Deal{}, parted(7000), "SS.4.2.4.b", "closed_by_later_receptionist"},
	{"closer's entry is a mistaken one", ss,
		file("jia", met(1, "jia", toured), stoodIn(5, "yi", "jia", absent, register.Invalid)), Deal{}, allTo("jia"),
		"SS.4.2.3", "owner_by_register"},
	{"closer received after the signing only", ss,
		file("jia", met(1, "jia", toured), stoodIn(9, "yi", "jia", absent, toured)), Deal{SignedAt: day(8)},
		allTo("jia"), "SS.4.2.3", "owner_by_register"},
	{"no such rule in the group policy", gp,
		file("jia", met(1, "jia", toured), stoodIn(5, "yi", "jia", absent, toured)), Deal{}, allTo("jia"), "GP.16",
		"owner_by_register"},

	// GP.13.b: company
	{"company", gp, companyBuyer, Deal{ClosedBy: "jia"}, nil, "GP.13.b", "company_customer"},
	{"company that designated an agent", gp, designatedBuyer, Deal{ClosedBy: "jia"}, allTo("jia"), "GP.16",
		"owner_closed"},
}

func TestCredit(t *testing.T) {
	for _, c := range slices.Concat(creditTests, furtherCreditTests) {
		t.Run(c.name, func(t *testing.T) {
			if c.deal.ClosedBy == "" {
				c.deal.ClosedBy = "yi"
			}
			if c.deal.SignedAt.IsZero() {
				c.deal.SignedAt = day(9)
			}
			asOf := day(20)
			if c.deal.SignedAt.After(asOf) {
				asOf = c.deal.SignedAt.AddDate(0, 0, 5)
			}
			got := Credit(preset(t, c.preset), 4, c.deal, c.customer, asOf, nil)
			if diff := cmp.Diff(c.shares, got.Shares); diff != "" {
				t.Error(diff)
			}
			if got.Waits != (c.shares == nil) || got.Clause != c.clause || got.PolicyVersion != 4 ||
				!got.AsOf.Equal(asOf) {
				t.Errorf("got %+v, want clause %s", got, c.clause)
			}
			for _, row := range got.Considered {
				if row.Decided && row.Reason != c.reason {
					t.Errorf("decided because %s, want %s", row.Reason, c.reason)
				}
			}
			checkConsidered(t, got.Considered, got.Clause)
		})
	}
}

// TestCreditIsACertificate reads one ruling in full (SS.4.2.4.b).
func TestCreditIsACertificate(t *testing.T) {
	customer := file("jia", met(1, "jia", register.Toured),
		stoodIn(3, "bing", "jia", register.WasBusy, register.Toured),
		stoodIn(5, "yi", "jia", register.WasAbsent, register.Toured), met(12, "ding", register.Toured))
	customer.FollowUps = []register.FollowUp{{At: day(6), Agent: "wu"}, {At: day(10), Agent: "ji"}}
	got := Credit(preset(t, policy.SelfSale), 2, Deal{ClosedBy: "yi", SignedAt: day(9)}, customer, day(15), nil)
	want := Ruling{
		Shares: []Share{{"jia", 7000}, {"yi", 3000}}, Clause: "SS.4.2.4.b", PolicyVersion: 2, AsOf: day(15),
		Considered: []Considered{
			{policy.NoRegisterEntry, "SS.4.2.3", false, "customer_registered"},
			{policy.OpenDispute, "SS.4.2.2.c", false, "no_dispute"},
			{policy.MaterialsOnlySplit, "SS.4.2.6", false, "original_did_more"},
			{policy.LaterReceptionistSplit, "SS.4.2.4.b", true, "closed_by_later_receptionist"},
			{policy.OwnerTakesAll, "SS.4.2.3", false, EarlierRuleDecided},
		},
		TurnedDown: []TurnedDown{
			{"bing", "SS.4.2.4.b", "received_on_behalf"},
			{"ding", "SS.4.2.4.b", "entry_after_signing"},
			{"wu", "SS.4.2.4.b", "followed_up_only"},
		},
		Evidence: []domain.VisitID{visit(1), visit(5)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestCreditTurnsDownTheCloserWithoutEntry: the register is the basis (SS.4.2.3).
func TestCreditTurnsDownTheCloserWithoutEntry(t *testing.T) {
	got := Credit(preset(t, policy.SelfSale), 1, Deal{ClosedBy: "yi", SignedAt: day(9)},
		file("jia", met(1, "jia", register.Toured)), day(9), nil)
	if diff := cmp.Diff([]TurnedDown{{"yi", "SS.4.2.3", "closer_not_registered"}}, got.TurnedDown); diff != "" {
		t.Error(diff)
	}
}

// TestCreditKnowsOnlyWhatWasKnown: a later reception, owner or dispute-free ruling does not change
// what an earlier asOf gives.
func TestCreditKnowsOnlyWhatWasKnown(t *testing.T) {
	rules := preset(t, policy.SelfSale)
	before := file("jia", met(1, "jia", register.Toured), stoodIn(5, "yi", "jia", register.WasAbsent, register.Toured))
	after := file("jia", append(slices.Clone(before.Contacts), met(11, "bing", register.Toured))...)
	after.History = append(after.History, owned(11, "bing"))
	deal := Deal{ClosedBy: "yi", SignedAt: day(9)}
	if diff := cmp.Diff(Credit(rules, 1, deal, before, day(10), nil),
		Credit(rules, 1, deal, after, day(10), nil)); diff != "" {
		t.Error(diff)
	}
	if unsigned := Credit(rules, 1, Deal{ClosedBy: "bing"}, after, day(12), nil); unsigned.Shares[0].Party != "bing" {
		t.Errorf("a deal not signed yet is judged as of asOf: %+v", unsigned)
	}
}

func TestCreditWaitsForWhatItDoesNotKnow(t *testing.T) {
	customer := file("jia", met(1, "jia", register.Toured))
	deal := Deal{ClosedBy: "jia", SignedAt: day(2)}
	unknown := policy.Rules{Attribution: policy.Attribution{Rules: []policy.AttributionRule{
		{Rule: "moon_phase", Clause: "XX.1"}, {Rule: policy.OwnerTakesAll, Clause: "SS.4.2.3"}}}}
	got := Credit(unknown, 1, deal, customer, day(3), nil)
	if !got.Waits || got.Clause != "XX.1" || got.Considered[0].Reason != "unknown_rule" {
		t.Errorf("unknown rule: %+v", got)
	}
	if got := Credit(policy.Rules{}, 1, deal, customer, day(3), nil); !got.Waits {
		t.Errorf("no rules: %+v", got)
	}
	for _, share := range []int{-1, 10001} {
		broken := policy.Rules{Attribution: policy.Attribution{Rules: []policy.AttributionRule{
			{Rule: policy.LaterReceptionistSplit, Clause: "SS.4.2.4.b", OriginalBasisPoints: share}}}}
		got := Credit(broken, 1, Deal{ClosedBy: "yi", SignedAt: day(9)},
			file("jia", met(1, "jia", ""), met(2, "yi", "")), day(9), nil)
		if !got.Waits || got.Considered[0].Reason != "share_out_of_range" {
			t.Errorf("share %d: %+v", share, got)
		}
	}
}

func TestSplitLeavesOutAShareOfNothing(t *testing.T) {
	rules := policy.Rules{Attribution: policy.Attribution{Rules: []policy.AttributionRule{
		{Rule: policy.LaterReceptionistSplit, Clause: "SS.4.2.4.b"}}}}
	got := Credit(rules, 1, Deal{ClosedBy: "yi", SignedAt: day(9)}, file("jia", met(1, "jia", ""), met(2, "yi", "")),
		day(9), nil)
	if diff := cmp.Diff([]Share{{"yi", 10000}}, got.Shares); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]TurnedDown{{"jia", "SS.4.2.4.b", "not_the_owner"}}, got.TurnedDown); diff != "" {
		t.Error(diff)
	}
}

// oracle is the self-sale and group rules told again in the plainest way, without diagnostics.
func oracle(preset policy.Preset, deal Deal, c *register.Customer, asOf time.Time) (shares []Share,
	clause domain.Clause) {
	group := preset == policy.GroupRotation
	var seen []register.Contact
	var owner register.OwnerChange
	if c != nil {
		for _, x := range c.Contacts {
			if !x.At.After(deal.SignedAt) && !x.At.After(asOf) {
				seen = append(seen, x)
			}
		}
		for _, x := range c.History {
			if !x.Since.After(deal.SignedAt) && !x.Since.After(asOf) {
				owner = x
			}
		}
	}
	valid := slices.DeleteFunc(slices.Clone(seen), func(x register.Contact) bool {
		return x.Outcome == register.Invalid
	})
	if len(valid) == 0 {
		return nil, pick[domain.Clause](group, "GP.19", "SS.4.2.3")
	}
	if deal.Disputed || c.Disputed {
		return nil, pick[domain.Clause](group, "GP.0.2", "SS.4.2.2.c")
	}
	if group && c.Kind == register.KindCompany && !c.Designated {
		return nil, "GP.13.b"
	}
	if owner.Owner == "" {
		return nil, pick[domain.Clause](group, "GP.16", "SS.4.2.3")
	}
	own := func(agent domain.AgentID) (out []register.Contact) {
		for _, x := range valid {
			if x.Agent == agent {
				out = append(out, x)
			}
		}
		return out
	}
	if !group && deal.ClosedBy != owner.Owner {
		if original, clause := splitOf(c, owner, own(owner.Owner), own(deal.ClosedBy)); clause != "" {
			return []Share{{Party(owner.Owner), original}, {Party(deal.ClosedBy), 10000 - original}}, clause
		}
	}
	return []Share{{Party(owner.Owner), 10000}}, pick[domain.Clause](group, "GP.16", "SS.4.2.3")
}

// splitOf gives the original agent's share by the receptions of that agent and of the closer; no clause if
// there is nothing to split.
func splitOf(c *register.Customer, owner register.OwnerChange, originals, closers []register.Contact) (
	int, domain.Clause) {
	onlyMaterial := len(originals) > 0
	for _, x := range originals {
		onlyMaterial = onlyMaterial && x.Outcome == register.MaterialsOnly
	}
	first := owner.Since
	if len(originals) > 0 && originals[0].At.Before(first) {
		first = originals[0].At
	}
	for _, h := range c.History {
		if h.Owner == owner.Owner && h.Since.Before(first) {
			first = h.Since
		}
	}
	worked, later := false, false
	for _, x := range closers {
		worked = worked || len(originals) > 0 && x.At.After(originals[0].At) && x.Original == register.WasAbsent &&
			x.Outcome != register.MaterialsOnly && x.Outcome != register.PassedOn
		later = later || !x.At.Before(first)
	}
	switch {
	case onlyMaterial && worked:
		return 3000, "SS.4.2.6"
	case later:
		return 7000, "SS.4.2.4.b"
	}
	return 0, ""
}

func pick[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

func drawCustomer(t *rapid.T) *register.Customer {
	if rapid.IntRange(0, 9).Draw(t, "unknown") == 0 {
		return nil
	}
	agent := rapid.SampledFrom(agents[:3])
	c := &register.Customer{Ref: "c",
		Kind: rapid.SampledFrom([]register.VisitorKind{"", register.KindCustomer, register.KindCompany}).Draw(t,
			"kind"),
		Designated: rapid.Bool().Draw(t, "designated"), Disputed: rapid.IntRange(0, 9).Draw(t, "disputed") == 0}
	at := 0
	for range rapid.IntRange(0, 5).Draw(t, "contacts") {
		at += rapid.IntRange(1, 3).Draw(t, "days")
		contact := met(at, agent.Draw(t, "agent"), rapid.SampledFrom([]register.Outcome{"", register.Toured,
			register.MaterialsOnly, register.MaterialsOnly, register.Invalid, register.PassedOn,
			register.Negotiated}).Draw(t, "outcome"))
		if rapid.IntRange(0, 9).Draw(t, "went_away") == 0 {
			contact.Agent = ""
		}
		contact.Original = rapid.SampledFrom([]register.Availability{"", register.WasAbsent, register.WasBusy}).Draw(t,
			"original")
		c.Contacts = append(c.Contacts, contact)
	}
	at = 0
	for range rapid.IntRange(0, 3).Draw(t, "owners") {
		at += rapid.IntRange(1, 4).Draw(t, "days")
		c.History = append(c.History, owned(at,
			rapid.SampledFrom([]domain.AgentID{"", "jia", "yi", "bing"}).Draw(t, "owner")))
	}
	return c
}

func TestCreditAgreesWithThePlainTelling(t *testing.T) {
	for _, name := range []policy.Preset{policy.SelfSale, policy.GroupRotation} {
		rules := preset(t, name)
		rapid.Check(t, func(t *rapid.T) {
			customer := drawCustomer(t)
			deal := Deal{ClosedBy: rapid.SampledFrom(agents).Draw(t, "closer"),
				Disputed: rapid.IntRange(0, 9).Draw(t, "deal_disputed") == 0,
				SignedAt: day(rapid.IntRange(1, 16).Draw(t, "signed"))}
			asOf := day(rapid.IntRange(1, 20).Draw(t, "as_of"))
			got := Credit(rules, 1, deal, customer, asOf, nil)
			shares, clause := oracle(name, deal, customer, asOf)
			if diff := cmp.Diff(shares, got.Shares); diff != "" || got.Clause != clause ||
				got.Waits != (shares == nil) {
				t.Fatalf("%s\ngot %+v, want clause %s", diff, got, clause)
			}
			checkConsidered(t, got.Considered, got.Clause)
			checkEverybodyAnswered(t, got, deal, customer, asOf)
		})
	}
}

// checkEverybodyAnswered holds of every ruling that does not wait: whoever received the customer or
// closed either has a share or is turned down, never both.
func checkEverybodyAnswered(t *rapid.T, got Ruling, deal Deal, customer *register.Customer, asOf time.Time) {
	if got.Waits {
		if len(got.TurnedDown) != 0 || len(got.Shares) != 0 {
			t.Fatalf("a waiting deal turns nobody down: %+v", got)
		}
		return
	}
	claimants := []domain.AgentID{deal.ClosedBy}
	for _, c := range customer.Contacts {
		if c.Agent != "" && !c.At.After(asOf) {
			claimants = append(claimants, c.Agent)
		}
	}
	total := 0
	for _, s := range got.Shares {
		total += s.BasisPoints
	}
	if total != WholeBasisPoints {
		t.Fatalf("shares sum to %d", total)
	}
	for _, agent := range claimants {
		shares := slices.ContainsFunc(got.Shares, func(s Share) bool { return s.Party == Party(agent) })
		turned := slices.ContainsFunc(got.TurnedDown, func(d TurnedDown) bool {
			return d.Agent == agent && d.Clause != "" && d.Reason != ""
		})
		if shares == turned {
			t.Fatalf("%s: share %v, turned down %v in %+v", agent, shares, turned, got)
		}
	}
}

func BenchmarkCredit50Contacts(b *testing.B) {
	rules := preset(b, policy.SelfSale)
	customer := file("jia")
	for i := range 50 {
		c := stoodIn(1+i/3, domain.AgentID(fmt.Sprintf("agent-%02d", i%12)), "jia", register.WasAbsent, register.Toured)
		customer.Contacts = append(customer.Contacts, c)
	}
	deal := Deal{ClosedBy: "agent-03", SignedAt: day(25)}
	b.ReportAllocs()
	for b.Loop() {
		if got := Credit(rules, 1, deal, customer, day(26), nil); got.Waits {
			b.Fatal("waits")
		}
	}
}
