package attribution

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// WholeBasisPoints is the whole of a deal's credit.
const WholeBasisPoints = 10_000

// Credit rules on the credit of a deal by the policy's attribution rules, in their order; the first
// that decides, decides, and every other one is run for the diagnostics. customer is the register's
// file of the buyer, nil if there is none.
//
// What counts is what the register knew when the deal was signed: contacts and ownership later than
// SignedAt are evidence of nothing, and what is later than asOf is not known at all, so that a ruling
// can be recomputed. A deal that is not signed yet (zero SignedAt) is judged as of asOf. Both limits
// include their own instant.
//
// Entries with the outcome "invalid" (broker, competitor, mistaken entry) count for nobody. A deal
// that no rule decides, or that meets a rule this program does not know, waits for a person.
func Credit(rules policy.Rules, version int, deal Deal, customer *register.Customer, asOf time.Time,
	zone *time.Location) Ruling {
	f := newCase(rules, deal, customer, asOf, zone)
	found, at, considered := decide(rules.Attribution.Rules,
		func(listed policy.AttributionRule) (policy.RuleName, domain.Clause, creditFinding) {
			f.rule = listed
			found := creditRules.ask(listed.Rule, &f, waits("unknown_rule"))
			return listed.Rule, listed.Clause, f.asksOrphaned(listed.Rule, found)
		})
	if n := len(rules.Attribution.Rules); at < 0 {
		found = waits("no_rule_decides")
		if n > 0 {
			found.clause = rules.Attribution.Rules[n-1].Clause
		}
	}
	ruling := Ruling{PolicyVersion: version, AsOf: asOf, Considered: considered, Clause: found.clause,
		Waits: found.answer.waits, Shares: found.answer.shares, Evidence: found.answer.evidence}
	if !ruling.Waits {
		ruling.TurnedDown = f.turnedDown(ruling.Shares, ruling.Clause)
	}
	return ruling
}

// award is what a credit rule answers: who has how much, or that a person rules.
type award struct {
	waits    bool
	shares   []Share
	evidence []domain.VisitID
}

// creditFinding is what one credit rule finds.
type creditFinding = finding[award]

// divided gives the credit to parties.
func divided(reason string, shares []Share, evidence []domain.VisitID) creditFinding {
	return creditFinding{decides: true, reason: reason, answer: award{shares: shares, evidence: evidence}}
}

// whole gives the whole credit to one agent.
func whole(reason string, agent domain.AgentID, evidence ...domain.VisitID) creditFinding {
	return divided(reason, []Share{{Party(agent), WholeBasisPoints}}, evidence)
}

func looksAway(reason string) creditFinding { return creditFinding{reason: reason} }

func waits(reason string, evidence ...domain.VisitID) creditFinding {
	return creditFinding{decides: true, reason: reason, answer: award{waits: true, evidence: evidence}}
}

// creditRules is every rule of credit that a policy may put on its list.
var creditRules = family[creditCase, award]{
	{policy.NoRegisterEntry, noRegisterEntry, "无登记的成交", "No register entry"},
	{policy.OpenDispute, openDispute, "异议未裁决", "Open dispute"},
	{policy.MaterialsOnlySplit, materialsOnlySplit, "首访只取资料的分成", "Split after materials only"},
	{policy.LaterReceptionistSplit, laterReceptionistSplit, "后接待人成交的分成", "Split with the later receptionist"},
	{"company_allocates", companyAllocates, "公司分配", "The company allocates"},
	{policy.AcceptedClaim, acceptedClaim, "认领成立", "Accepted claim"},
	{"customers_choice", customersChoice, "客户的选择", "The customer's choice"},
	{policy.Lapsed, lapsed, "归属逾期", "Lapsed"},
	{"recognised_taken_over", recognisedTakenOver, "签约前认出", "Recognised before signing"},
	{"signing_agent", signingAgent, "签约人所有", "The signing agent"},
	{policy.FamilyFirst, familyFirst, "家庭首次登记", "The family's first registration"},
	{"collision", collision, "撞单", "Collision"},
	{"unregistered_proxy", unregisteredProxy, "未登记的代看", "Unregistered proxy"},
	{"registered_proxy", registeredProxy, "已登记的代看", "Registered proxy"},
	{"reassigned", reassigned, "投诉后改派", "Reassigned"},
	{"pre_registered_buyer", preRegisteredBuyer, "报备成交", "Announced buyer"},
	{policy.OwnerTakesAll, ownerTakesAll, "归登记的归属人", "The owner by the register"},
}

// creditCase is the deal with the register's facts as far as they count.
type creditCase struct {
	rule     policy.AttributionRule // the one being asked
	lapses   policy.Protection
	zone     *time.Location
	deal     Deal
	customer *register.Customer
	known    []register.Contact     // up to asOf, oldest first
	changes  []register.OwnerChange // up to asOf
	contacts []register.Contact     // of those, up to the signing
	links    []register.Link        // recognitions up to asOf
	owner    register.OwnerChange   // in force at the signing
	owned    bool
	since    time.Time // the owner's first entry
	until    time.Time // the signing, or asOf
	orphaned bool      // the owner had left and the closer has no entry
}

func newCase(rules policy.Rules, deal Deal, customer *register.Customer, asOf time.Time,
	zone *time.Location) creditCase {
	f := creditCase{lapses: rules.Protection, zone: zone, deal: deal, customer: customer, until: asOf}
	if !deal.SignedAt.IsZero() && deal.SignedAt.Before(asOf) {
		f.until = deal.SignedAt
	}
	if customer == nil {
		return f
	}
	f.known = staysWith(upTo(customer.Contacts, asOf), deal.Left)
	f.contacts = upTo(f.known, f.until)
	for _, change := range f.subscribed(customer) {
		if change.Since.After(asOf) {
			break
		}
		f.changes = append(f.changes, change)
		if !change.Since.After(f.until) {
			f.owner, f.owned = change, change.Owner != ""
		}
	}
	for _, link := range customer.Links {
		if !link.At.After(asOf) {
			f.links = append(f.links, link)
		}
	}
	f.leaves()
	f.since = f.firstEntry()
	return f
}

// upTo gives the contacts not later than an instant; contacts are kept oldest first.
func upTo(contacts []register.Contact, until time.Time) []register.Contact {
	n := len(contacts)
	for n > 0 && contacts[n-1].At.After(until) {
		n--
	}
	return contacts[:n]
}

// firstEntry gives when the owner first stood in the register: as owner or as receiver.
func (f *creditCase) firstEntry() time.Time {
	first := f.owner.Since
	for _, change := range f.changes {
		if change.Owner == f.owner.Owner && change.Since.Before(first) {
			first = change.Since
		}
	}
	for i := range f.contacts {
		if c := &f.contacts[i]; c.Agent == f.owner.Owner && counts(c) && c.At.Before(first) {
			first = c.At
		}
	}
	return first
}

// counts reports whether an entry is a reception of a customer by somebody.
func counts(c *register.Contact) bool { return c.Agent != "" && c.Outcome != register.Invalid }

// noRegisterEntry: the register is the main basis of commission, so a deal whose customer is not in it
// waits (SS.4.2.3, GP.19). Invalid entries are no basis.
func noRegisterEntry(f *creditCase) creditFinding {
	if f.customer == nil || len(f.contacts) == 0 {
		return waits("not_registered")
	}
	for _, c := range f.contacts {
		if c.Outcome != register.Invalid {
			return looksAway("customer_registered")
		}
	}
	return waits("only_invalid_entries", visits(f.contacts)...)
}

// openDispute: an objection about whose customer it is is settled inside, by a person (SS.4.2.2.c, GP.0.2).
func openDispute(f *creditCase) creditFinding {
	switch {
	case f.deal.Disputed:
		return waits("deal_disputed", f.ownersVisit()...)
	case f.customer != nil && f.customer.Disputed:
		return waits("ownership_disputed", f.ownersVisit()...)
	}
	return looksAway("no_dispute")
}

// companyAllocates: a company customer who designated nobody is nobody's; the company allocates the
// credit (GP.13.b).
func companyAllocates(f *creditCase) creditFinding {
	switch {
	case f.customer == nil || f.customer.Kind != register.KindCompany:
		return looksAway("not_a_company")
	case f.customer.Designated:
		return looksAway("agent_designated")
	}
	return waits("company_customer", visits(f.contacts)...)
}

// ownerTakesAll: the owner by the register has the whole credit, whoever closed (SS.4.2.3, GP.16).
// Without an owner in the register there is nobody to credit by rule.
func ownerTakesAll(f *creditCase) creditFinding {
	if !f.owned {
		return waits("no_owner", visits(f.contacts)...)
	}
	reason := "owner_closed"
	if f.deal.ClosedBy != f.owner.Owner {
		reason = "owner_by_register"
	}
	return whole(reason, f.owner.Owner, f.ownersVisit()...)
}

// ownersVisit gives the register's entry that the ownership in force rests on.
func (f *creditCase) ownersVisit() []domain.VisitID {
	if f.customer == nil {
		return nil
	}
	return cite(nil, f.customer.EvidenceOf(f.owner))
}

func visits(contacts []register.Contact) []domain.VisitID {
	var out []domain.VisitID
	for _, c := range contacts {
		out = cite(out, c.Visit)
	}
	return out
}

// cite adds a visit once; a visit that was handed over has two contacts next to each other.
func cite(list []domain.VisitID, visit domain.VisitID) []domain.VisitID {
	if visit == "" || (len(list) > 0 && list[len(list)-1] == visit) {
		return list
	}
	return append(list, visit)
}
