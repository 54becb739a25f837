package attribution

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// WholeBasisPoints is the whole of a deal's credit.
const WholeBasisPoints = 10_000

// EarlierRuleDecided is the reason of a rule that would decide too but comes later in the policy.
const EarlierRuleDecided = "earlier_rule_decided"

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
func Credit(rules policy.Rules, version int, deal Deal, customer *register.Customer, asOf time.Time, zone *time.Location) Ruling {
	f := newCase(rules, deal, customer, asOf, zone)
	ruling := Ruling{PolicyVersion: version, AsOf: asOf, Considered: make([]Considered, 0, len(rules.Attribution.Rules))}
	var verdict creditFinding
	decided := false
	for _, rule := range rules.Attribution.Rules {
		finding := ask(&f, rule)
		if finding.clause == "" {
			finding.clause = rule.Clause
		}
		row := Considered{Rule: rule.Rule, Clause: finding.clause, Reason: finding.reason}
		switch {
		case finding.decides && decided:
			row.Reason = EarlierRuleDecided
		case finding.decides:
			decided, row.Decided = true, true
			verdict, ruling.Clause = finding, finding.clause
		}
		ruling.Considered = append(ruling.Considered, row)
	}
	if !decided {
		verdict = waits("no_rule_decides")
		if n := len(rules.Attribution.Rules); n > 0 {
			ruling.Clause = rules.Attribution.Rules[n-1].Clause
		}
	}
	ruling.Waits, ruling.Shares, ruling.Evidence = verdict.waits, verdict.shares, verdict.evidence
	if !ruling.Waits {
		ruling.TurnedDown = f.turnedDown(ruling.Shares, ruling.Clause)
	}
	return ruling
}

// creditFinding is what one attribution rule finds.
type creditFinding struct {
	decides  bool
	waits    bool
	reason   string
	clause   domain.Clause // empty: the rule's own
	shares   []Share
	evidence []domain.VisitID
}

// whole gives the whole credit to one agent.
func whole(reason string, agent domain.AgentID, evidence ...domain.VisitID) creditFinding {
	return creditFinding{decides: true, reason: reason, evidence: evidence, shares: []Share{{Party(agent), WholeBasisPoints}}}
}

func looksAway(reason string) creditFinding { return creditFinding{reason: reason} }

func waits(reason string, evidence ...domain.VisitID) creditFinding {
	return creditFinding{decides: true, waits: true, reason: reason, evidence: evidence}
}

// creditRules has one function for every name that a policy may put on its list.
var creditRules = map[policy.RuleName]func(*creditCase, policy.AttributionRule) creditFinding{
	policy.NoRegisterEntry:        noRegisterEntry,
	policy.OpenDispute:            openDispute,
	policy.MaterialsOnlySplit:     materialsOnlySplit,
	policy.LaterReceptionistSplit: laterReceptionistSplit,
	policy.CompanyAllocates:       companyAllocates,
	policy.AcceptedClaim:          acceptedClaim,
	policy.CustomersChoice:        customersChoice,
	policy.Lapsed:                 lapsed,
	policy.RecognisedTakenOver:    recognisedTakenOver,
	policy.SigningAgent:           signingAgent,
	policy.FamilyFirst:            familyFirst,
	policy.Collision:              collision,
	policy.UnregisteredProxy:      unregisteredProxy,
	policy.RegisteredProxy:        registeredProxy,
	policy.Reassigned:             reassigned,
	policy.PreRegisteredBuyer:     preRegisteredBuyer,
	policy.OwnerTakesAll:          ownerTakesAll,
}

// ask runs one rule by its name.
func ask(f *creditCase, rule policy.AttributionRule) creditFinding {
	if run, known := creditRules[rule.Rule]; known {
		return run(f, rule)
	}
	return waits("unknown_rule")
}

// creditCase is the deal with the register's facts as far as they count.
type creditCase struct {
	rules    policy.Rules
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
}

func newCase(rules policy.Rules, deal Deal, customer *register.Customer, asOf time.Time, zone *time.Location) creditCase {
	f := creditCase{rules: rules, zone: zone, deal: deal, customer: customer, until: asOf}
	if !deal.SignedAt.IsZero() && deal.SignedAt.Before(asOf) {
		f.until = deal.SignedAt
	}
	if customer == nil {
		return f
	}
	f.known = upTo(customer.Contacts, asOf)
	f.contacts = upTo(f.known, f.until)
	for _, change := range customer.History {
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
func noRegisterEntry(f *creditCase, _ policy.AttributionRule) creditFinding {
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
func openDispute(f *creditCase, _ policy.AttributionRule) creditFinding {
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
func companyAllocates(f *creditCase, _ policy.AttributionRule) creditFinding {
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
func ownerTakesAll(f *creditCase, _ policy.AttributionRule) creditFinding {
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
