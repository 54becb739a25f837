// Package register holds what is known of visitors and customers: the opening questions at the door,
// the contacts recorded by visits and follow-ups, and the ownership facts that attribution reads.
// Identities appear only as pseudonymous references.
package register

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// VisitorKind is which kind of visitor came in (VM.2, GP.12–14).
type VisitorKind string

const (
	KindCustomer   VisitorKind = "customer"
	KindCompany    VisitorKind = "company"    // 公司客户 (GP.13.b)
	KindBroker     VisitorKind = "broker"     // 中介 (GP.14)
	KindCompetitor VisitorKind = "competitor" // 同行市调 (GP.14)
	KindPartner    VisitorKind = "partner"
	KindOther      VisitorKind = "other"
	KindGuest      VisitorKind = "leaders_guest" // brought by a company leader (RC.4.d)
)

// Answers are the answers to the opening questions (SS.4.2.4.a, SS.4.2.5, GP.3).
type Answers struct {
	FirstVisit *bool `json:"first_visit,omitempty"` // nil: not asked
	// the agent named, resolved; empty: nobody (correctly) named
	Names domain.AgentID `json:"names,omitempty"`
	// "customer": the desk wrote down whom the customer asks for (SC.9)
	AskedBy string `json:"asked_by,omitempty"`
	// a name was given that no agent of the site bears
	NamesUnknown bool `json:"names_unknown,omitempty"`
	// came before, forgot the agent's name (GP.16, GP.17.b)
	NamesForgotten bool `json:"names_forgotten,omitempty"`
	// agents who merely know the visitor (SS.4.2.5.b)
	KnownTo    []domain.AgentID   `json:"known_to,omitempty"`
	Referrer   domain.CustomerRef `json:"referrer,omitempty"`     // referred by this person (GP.17)
	OnBehalfOf domain.CustomerRef `json:"on_behalf_of,omitempty"` // viewing for this person
	Family     domain.CustomerRef `json:"family,omitempty"`       // family of this person
	Kind       VisitorKind        `json:"kind,omitempty"`         // empty: customer
	// broker or competitor says so at once (GP.14)
	DisclosesIdentity bool `json:"discloses_identity,omitempty"`
	Card              bool `json:"card,omitempty"` // and gives a card (GP.14.a)
	PhoneUnknown      bool `json:"phone_unknown,omitempty"`
	// says to be referred, by whom is not known (PC.6.a)
	Referred bool `json:"referred,omitempty"`
	// gives the referrer's name, whose customer that is must be found out (PC.6.b)
	ReferrerNamed bool `json:"rf_named,omitempty"`
	// brings the referring buyer's letter (RC.4.g)
	Letter bool `json:"letter,omitempty"`
	// says to come through this agent's acquaintance (SC.5)
	IntroducedBy domain.AgentID `json:"introduced_by,omitempty"`
}

// Outcome is what came of a reception.
type Outcome string

const (
	Toured        Outcome = "toured"         // shown round and talked to
	MaterialsOnly Outcome = "materials_only" // took material and a card only (SS.4.2.6)
	Negotiated    Outcome = "negotiated"     // talked terms
	Subscribed    Outcome = "subscribed"     // signed a subscription (认购)
	Invalid       Outcome = "invalid"        // broker, competitor, mistaken entry
	Unrecorded    Outcome = "unrecorded"     // closed by the day close without an outcome
	PassedOn      Outcome = "passed_on"      // the visitor was handed over during the reception
	WentAway      Outcome = "went_away"      // left while waiting, received by nobody
)

// Availability is why the original agent did not receive.
type Availability string

const (
	WasFree   Availability = ""
	WasAbsent Availability = "absent"
	WasBusy   Availability = "busy"
)

// Contact is one reception of a customer, as attribution reads it.
type Contact struct {
	Visit      domain.VisitID `json:"v"`
	At         time.Time      `json:"at"`
	Agent      domain.AgentID `json:"a,omitempty"` // who received (last); empty while waiting
	OnBehalfOf domain.AgentID `json:"b,omitempty"` // whose customer it was, if another's
	Original   Availability   `json:"w,omitempty"` // why OnBehalfOf did not receive
	Outcome    Outcome        `json:"o,omitempty"` // empty while in progress
	Turn       string         `json:"t,omitempty"` // what the reception did to the receiver's turn (rotation.Turn)
	Clause     domain.Clause  `json:"c,omitempty"` // the clause of ownership decided at the door
	Pending    bool           `json:"p,omitempty"` // belongs to whoever receives; set while the visitor waits
	// when the waiting ended (LC.3.2); zero: received at once, or waiting still
	ReceivedAt time.Time `json:"r,omitzero"`
	Waits      string    `json:"wt,omitempty"` // the fact that must be confirmed first; refused, it stays for ever
	// which agents were on site then, as bits by their places on the site's roll (site.Site.Agents); empty: not known
	OnSite []byte `json:"on,omitempty"`
}

// FollowUp is one recorded follow-up (跟进) of a customer (GP.19).
type FollowUp struct {
	At      time.Time      `json:"at"`
	Agent   domain.AgentID `json:"a"`
	Entry   domain.VisitID `json:"e,omitempty"` // of the register
	Refused bool           `json:"x,omitempty"` // management found that there was none: it does not count
}

// OwnerChange is one step of the ownership history.
type OwnerChange struct {
	Owner  domain.AgentID `json:"a,omitempty"` // empty: nobody, e.g. a company customer
	Since  time.Time      `json:"at"`
	Visit  domain.VisitID `json:"v,omitempty"` // evidence
	Clause domain.Clause  `json:"cl"`
	Waits  string         `json:"wt,omitempty"` // the fact that must be confirmed first; refused, it stays for ever
	// because the owner before has left: what was subscribed before stays theirs
	Released bool `json:"rel,omitempty"`
}

// Call is one call of a customer (来电登记), kept apart from visits (RC.11).
type Call struct {
	At    time.Time      `json:"at"`
	Agent domain.AgentID `json:"a,omitempty"` // who took it
	Entry domain.VisitID `json:"v"`
	Waits string         `json:"wt,omitempty"` // the fact that must be confirmed first; refused, it stays for ever
}

// Link is one recognition: an agent found, by an entry of the register, that this customer is, or
// belongs to, another one whom the register knows (QC.4.b, RC.4.a, SC.6).
type Link struct {
	Relation  policy.Relation    `json:"r"`
	Of        domain.CustomerRef `json:"of"`          // the customer of the entry
	Entry     domain.VisitID     `json:"v"`           // the evidence
	EntryAt   time.Time          `json:"ea"`          // when that customer was first registered
	First     domain.AgentID     `json:"a"`           // whose customer that is
	Second    domain.AgentID     `json:"b,omitempty"` // whose customer this one was until then
	By        string             `json:"by"`          // subject of whoever recorded it
	At        time.Time          `json:"at"`
	TakesOver bool               `json:"t,omitempty"` // the first agent goes on with the customer (QC.4.b)
	Clause    domain.Clause      `json:"cl,omitempty"`
	// when others received this customer while First was absent (SS.4.2.6)
	Absent []time.Time `json:"ab,omitempty"`
}

// Announcement is a pre-registration (报备) that this customer was matched with (SC.5, SC.6, RC.4.g).
type Announcement struct {
	ID       string             `json:"id"`
	Agent    domain.AgentID     `json:"a"`
	At       time.Time          `json:"at"`           // when the person was announced
	Proxy    domain.CustomerRef `json:"px,omitempty"` // the person who views for this buyer (SC.6)
	Views    bool               `json:"vw,omitempty"` // this is the person who views, the buyer is another (SC.6)
	Referrer domain.CustomerRef `json:"rf,omitempty"` // the buyer who sends the person (RC.4.g)
	Clause   domain.Clause      `json:"cl,omitempty"`
}

// Reassignment is a customer given to another agent after a complaint, with the split set for a deal (SC.10).
type Reassignment struct {
	At              time.Time      `json:"at"`
	From            domain.AgentID `json:"a"`
	To              domain.AgentID `json:"b"`
	FromBasisPoints int            `json:"bp"` // the first agent's share; the rest is the other's
	Entry           domain.VisitID `json:"v,omitempty"`
}

// TakenOver marks a customer who was taken over from a list when the site went live. That is no visit.
type TakenOver struct {
	List    string         `json:"id"`
	Line    int            `json:"l"`
	At      time.Time      `json:"at"`
	Entry   domain.VisitID `json:"v"`           // the evidence
	LastDay domain.Day     `json:"d,omitempty"` // of the last contact, by the list
	// the list says of a contact that no entry shows
	BackDated bool `json:"bd,omitempty"`
}

// Customer is what the register knows of one customer of one site.
type Customer struct {
	Ref        domain.CustomerRef `json:"ref"`
	Kind       VisitorKind        `json:"kind,omitempty"`
	History    []OwnerChange      `json:"own,omitempty"` // oldest first; the last is in force
	Contacts   []Contact          `json:"vis,omitempty"` // oldest first
	FollowUps  []FollowUp         `json:"fu,omitempty"`
	Calls      []Call             `json:"call,omitempty"` // oldest first
	Links      []Link             `json:"ln,omitempty"`   // oldest first
	Same       []Alias            `json:"same,omitempty"` // the other numbers of the same person
	Announced  *Announcement      `json:"pre,omitempty"`
	TakenOver  *TakenOver         `json:"tko,omitempty"`
	Given      *Reassignment      `json:"given,omitempty"`
	FreeChoice bool               `json:"free,omitempty"` // whom this customer brings chooses an agent freely (SC.10)
	SharedWith []domain.AgentID   `json:"sh,omitempty"`   // agents of a shared customer besides the owner (PC.5.a)
	BoughtAt   time.Time          `json:"bt,omitzero"`    // the first signing
	Carries    domain.DealID      `json:"pxd,omitempty"`  // the deal of a proxy to whom this customer sent (PC.5.a)
	Designated bool               `json:"des,omitempty"`  // named the owner on the first visit
	Disputed   bool               `json:"dis,omitempty"`  // an open dispute about the ownership
	Referrer   domain.CustomerRef `json:"rf,omitempty"`
}

// LastTouch gives the latest reception or follow-up of the customer by an agent up to an instant; zero if
// there is none.
func (c *Customer) LastTouch(agent domain.AgentID, until time.Time) time.Time {
	var last time.Time
	see := func(by domain.AgentID, at time.Time) {
		if by == agent && !at.After(until) && at.After(last) {
			last = at
		}
	}
	stands := c.Standing()
	for _, contact := range stands.Contacts {
		see(contact.Agent, contact.At)
	}
	for _, followUp := range stands.FollowUps {
		see(followUp.Agent, followUp.At)
	}
	for _, call := range stands.Calls {
		see(call.Agent, call.At)
	}
	return last
}

// Owner gives the ownership in force; ok is false when nobody owns the customer.
func (c *Customer) Owner() (OwnerChange, bool) {
	if c == nil {
		return OwnerChange{}, false
	}
	for _, change := range slices.Backward(c.History) {
		if change.Waits == "" {
			return change, change.Owner != ""
		}
	}
	return OwnerChange{}, false
}

// Standing gives the customer as attribution may see them: without the steps, contacts and calls that wait for
// somebody without an interest to confirm them. What waits moves nothing.
func (c *Customer) Standing() *Customer {
	if c == nil {
		return nil
	}
	stands := *c
	stands.History = slices.DeleteFunc(slices.Clone(c.History), func(o OwnerChange) bool { return o.Waits != "" })
	stands.Contacts = slices.DeleteFunc(slices.Clone(c.Contacts), func(o Contact) bool { return o.Waits != "" })
	stands.FollowUps = slices.DeleteFunc(slices.Clone(c.FollowUps), func(f FollowUp) bool { return f.Refused })
	stands.Calls = slices.DeleteFunc(slices.Clone(c.Calls), func(o Call) bool { return o.Waits != "" })
	return &stands
}

// Stands lets what waited for a fact stand from when it was said.
func (c *Customer) Stands(fact string) {
	for i := range c.History {
		if c.History[i].Waits == fact {
			c.History[i].Waits = ""
		}
	}
	for i := range c.Contacts {
		if c.Contacts[i].Waits == fact {
			c.Contacts[i].Waits = ""
		}
	}
	for i := range c.Calls {
		if c.Calls[i].Waits == fact {
			c.Calls[i].Waits = ""
		}
	}
}

// EvidenceOf gives the register's entry that a step of the ownership history rests on: the visit or, of a customer
// taken over from a list, the entry that says so.
func (c *Customer) EvidenceOf(step OwnerChange) domain.VisitID {
	if step.Visit == "" && c.TakenOver != nil && len(c.History) > 0 && step == c.History[0] {
		return c.TakenOver.Entry
	}
	return step.Visit
}

// Registered reports whether the customer has any register entry that stands.
func (c *Customer) Registered() bool {
	return c != nil && slices.ContainsFunc(c.Contacts, func(o Contact) bool { return o.Waits == "" })
}
