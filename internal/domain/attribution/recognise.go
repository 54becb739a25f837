package attribution

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
)

// Codes that refuse a recognition.
const (
	RecognitionUnknown    domain.Code = "recognition.not_in_policy"
	RecognitionSelf       domain.Code = "recognition.same_customer"
	RecognitionNotYours   domain.Code = "recognition.not_your_entry"
	RecognitionNotEarlier domain.Code = "recognition.not_earlier"
	RecognitionRepeated   domain.Code = "recognition.repeated"
	RecognitionTooLate    domain.Code = "recognition.too_late"
	RecognitionNotThere   domain.Code = "recognition.not_on_the_spot"
	RecognitionLapsed     domain.Code = "recognition.lapsed"
	RecognitionUnmet      domain.Code = "recognition.not_registered"
)

// Recognition is everything a recognition is decided on: an agent finds, by an entry of the register, that
// Customer is, or belongs to, the customer of that entry.
type Recognition struct {
	Relation  policy.Relation      `json:"relation"`
	Customer  *register.Customer   `json:"customer"`
	Of        *register.Customer   `json:"of"`    // the customer of the entry
	Entry     domain.VisitID       `json:"entry"` // the evidence
	Kin       []*register.Customer `json:"kin,omitempty"`
	Agent     domain.AgentID       `json:"agent"` // who recognises
	By        string               `json:"by"`    // subject of whoever files it
	TakesOver bool                 `json:"takes_over,omitempty"`
	Present   bool                 `json:"present,omitempty"` // a visit of the customer is in progress
	Signed    bool                 `json:"signed,omitempty"`  // a deal of the customer is signed
	At        time.Time            `json:"at"`
	Reading   int                  `json:"reading,omitempty"`
	Absent    []time.Time          `json:"absent,omitempty"` // receptions of Customer while First was not on site
}

// First gives whose customer the customer of the entry is: the owner's, else the claimant's.
func (r Recognition) First() domain.AgentID {
	if owner, owned := r.Of.Owner(); owned {
		return owner.Owner
	}
	return r.Agent
}

// Recognise decides on a recognition. Before the signing the customer becomes the first agent's, or stays
// with the second when the first lets them carry on (QC.4.b, RC.4.e, SC.3). After it the policy says whether
// it is too late (QC.4.a), corrects the deal (RC.4.a) or is for a person to rule on (SC.2, PC.3.a). Of one
// family the first registration decides, whoever recognised and whenever (RC.4.a). zone is the one by whose
// days the protection period runs; nil is UTC.
func Recognise(rules policy.Rules, r Recognition, zone *time.Location) Verdict {
	v := Verdict{Kind: OfRecognition}
	row, ok := recognitionRow(rules, r.Relation)
	if !ok {
		return v.refuse(RecognitionUnknown, "", "no_such_relation")
	}
	if refused, is := r.refused(v, rules, row, zone); is {
		return refused
	}
	v.Link = r.link(row)
	v = v.accept(row.Clause, "recognised")
	if r.Signed {
		v.Deals, v.Clause = row.After, row.AfterClause
		v.Considered[0].Clause = row.AfterClause
		v.Link.Clause = row.AfterClause
		if row.After == policy.Disputed { // a person rules; the register stays as it is until then
			return v
		}
	}
	if r.ofFamily(rules) {
		return r.family(v)
	}
	owner, _ := r.Customer.Owner()
	v.Owner = owner.Owner
	if r.moves() && v.Link.First != owner.Owner {
		v.Owner, v.Moves = v.Link.First, true
		v.TurnedDown = turnedDownOwner(owner.Owner, v.Clause)
	}
	return v
}

func recognitionRow(rules policy.Rules, relation policy.Relation) (policy.Recognition, bool) {
	i := slices.IndexFunc(rules.Recognition, func(row policy.Recognition) bool { return row.Relation == relation })
	if i < 0 {
		return policy.Recognition{}, false
	}
	return rules.Recognition[i], true
}

// refused gives what refuses a recognition, if anything does.
func (r Recognition) refused(v Verdict, rules policy.Rules, row policy.Recognition, zone *time.Location) (Verdict,
	bool) {
	entry, found := r.entry()
	first, _ := firstKnown(r.Customer, r.Reading)
	switch {
	case r.Of == nil || r.Customer == nil || r.Customer.Ref == r.Of.Ref:
		return v.refuse(RecognitionSelf, row.Clause, "the_same_customer"), true
	case !found || !r.claims(entry):
		return v.refuse(RecognitionNotYours, row.Clause, "neither_owner_nor_receiver_of_the_entry"), true
	case first.IsZero():
		return v.refuse(RecognitionUnmet, row.Clause, "customer_not_registered"), true
	case r.repeated():
		return v.refuse(RecognitionRepeated, row.Clause, "recognised_before"), true
	case row.Relation != policy.Family && !entry.At.Before(first):
		return v.refuse(RecognitionNotEarlier, row.Clause, "entry_is_not_earlier"), true
	case HasLapsed(rules.Protection, r.Of, r.Agent, r.At, zone):
		return v.refuse(RecognitionLapsed, rules.Protection.Clause, "not_followed_up"), true
	case r.Signed && row.After == policy.TooLate:
		return v.refuse(RecognitionTooLate, row.AfterClause, "signed_before"), true
	case !r.Signed && row.Relation == policy.ReferredBy && !r.Present:
		return v.refuse(RecognitionNotThere, row.Clause, "not_confirmed_on_the_spot"), true
	}
	return v, false
}

// entry finds the contact that is named as evidence: the claimant's own one of the visit, else its first.
func (r Recognition) entry() (register.Contact, bool) {
	var found *register.Contact
	if r.Of == nil {
		return register.Contact{}, false
	}
	for i, c := range r.Of.Contacts {
		if c.Visit == r.Entry && counts(&c) && (found == nil || c.Agent == r.Agent && found.Agent != r.Agent) {
			found = &r.Of.Contacts[i]
		}
	}
	if t := r.Of.TakenOver; found == nil && r.Reading >= 1 && t != nil && t.Entry == r.Entry {
		return register.Contact{Visit: t.Entry, At: t.At}, true
	}
	if found == nil {
		return register.Contact{}, false
	}
	return *found, true
}

// claims reports that the claimant received the entry or owns its customer.
func (r Recognition) claims(entry register.Contact) bool {
	owner, owned := r.Of.Owner()
	return entry.Agent == r.Agent && r.Agent != "" || owned && owner.Owner == r.Agent
}

// firstKnown gives when a customer was first known as one and by which entry: the first reception or, by today's
// reading, the list from which they were taken over; zero if nobody ever was in touch.
func firstKnown(c *register.Customer, reading int) (time.Time, domain.VisitID) {
	if reading >= 1 || c == nil {
		return c.FirstKnown()
	}
	for _, contact := range c.Contacts {
		if counts(&contact) {
			return contact.At, contact.Visit
		}
	}
	return time.Time{}, ""
}

func (r Recognition) repeated() bool {
	if r.Relation == policy.SamePerson && r.Customer.IsAlso(r.Of.Ref) {
		return true
	}
	return slices.ContainsFunc(r.Customer.Links, func(l register.Link) bool {
		return l.Relation == r.Relation && l.Of == r.Of.Ref
	})
}

// link is the recognition as it is kept: the customer of the entry is its owner's, or the claimant's.
func (r Recognition) link(row policy.Recognition) *register.Link {
	entry, _ := r.entry()
	second, _ := r.Customer.Owner()
	return &register.Link{Relation: r.Relation, Of: r.Of.Ref, Entry: r.Entry, EntryAt: entry.At, First: r.First(),
		Second: second.Owner, By: r.By, At: r.At, TakesOver: r.moves(), Clause: row.Clause, Absent: r.Absent}
}

// moves reports that the first agent goes on with the customer. Whoever views for a buyer without being
// registered as such gives no claim by itself: a person rules (SC.6).
func (r Recognition) moves() bool { return r.TakesOver && r.Relation != policy.ProxyOf }

func turnedDownOwner(agent domain.AgentID, clause domain.Clause) []TurnedDown {
	if agent == "" {
		return nil
	}
	return []TurnedDown{{Agent: agent, Clause: clause, Reason: "registered_to_another"}}
}
