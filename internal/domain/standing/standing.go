// Package standing decides whether what somebody says stands: a fact that moves a turn, an owner or money has a
// witness, who says it, and an interest, who gains by it. The one who gains is never the only witness.
package standing

import (
	"cmp"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// Kind is a kind of fact.
type Kind = policy.FactKind

// The kinds of facts.
const (
	Recognition = policy.FactRecognition
	Claim       = policy.FactClaim
	Match       = policy.FactMatch
	Arrival     = policy.FactArrival
	Call        = policy.FactCall
	Deal        = policy.FactDeal
	DealChange  = policy.FactDealChange
	Takeover    = policy.FactTakeover
	Policy      = policy.FactPolicy
	Form        = policy.FactForm
	FollowUp    = policy.FactFollowUp
)

// Said is who says something: the role in which they call, the agent whom they are (also somebody of the management
// who is an agent besides), and the account.
type Said struct {
	Role    domain.Role    `json:"role"`
	Agent   domain.AgentID `json:"agent,omitempty"`
	Subject string         `json:"subject"`
}

// SamePerson reports that two calls may come from one person: one account, or accounts of one agent.
func SamePerson(a, b Said) bool {
	return a.Subject == b.Subject || (a.Agent != "" && a.Agent == b.Agent)
}

// Interest is whom a fact serves and whom it costs: an owner, money, a turn.
type Interest struct {
	Gains []domain.AgentID `json:"gains,omitempty"`
	Loses []domain.AgentID `json:"loses,omitempty"`
}

// Of reports whether somebody has an interest in what is said.
func (i Interest) Of(who Said) bool { return who.Agent != "" && slices.Contains(i.Gains, who.Agent) }

// Status is where a fact is.
type Status string

// The states of a fact. It is open while it waits or is objected to.
const (
	Waiting   Status = "waiting"
	Objected  Status = "objected"  // the one who loses objects: whoever rules on disputes decides
	Confirmed Status = "confirmed" // also at once
	Refused   Status = "refused"
	Lapsed    Status = "lapsed"    // nobody confirmed it in time
	Withdrawn Status = "withdrawn" // by whoever said it
	Disputed  Status = "disputed"  // it goes on as a dispute
)

// Verdict is what becomes of something that is said: it stands, or it waits.
type Verdict struct {
	Stands   bool
	WaitsFor []domain.Role
	Consent  []domain.AgentID // whose consent stands in for a witness
}

// Judge decides whether a fact stands at once: when a witness says it who has no interest, or when it is said by the
// only one who loses by it. Whatever else is said waits.
func Judge(rule policy.Standing, said Said, interest Interest) Verdict {
	if interest.Of(said) {
		return Verdict{WaitsFor: rule.Confirms, Consent: interest.Loses}
	}
	witness := said.Role == domain.RoleSystem || slices.Contains(rule.Confirms, said.Role) ||
		slices.Contains(rule.ClimbsTo, said.Role)
	speaksAgainstThemselves := said.Agent != "" && len(interest.Loses) == 1 && interest.Loses[0] == said.Agent
	if witness || speaksAgainstThemselves {
		return Verdict{Stands: true}
	}
	return Verdict{WaitsFor: rule.Confirms, Consent: interest.Loses}
}

// Fact is something that was said and does not stand by itself. It keeps the rule under which it was said.
type Fact struct {
	ID     string    `json:"id"`
	Kind   Kind      `json:"kind"`
	Status Status    `json:"status"`
	SaidAt time.Time `json:"at"` // it holds from then on, whenever it is confirmed
	Said   Said      `json:"said"`
	Interest

	Customer domain.CustomerRef `json:"customer,omitempty"`
	Visit    domain.VisitID     `json:"visit,omitempty"`
	Deal     domain.DealID      `json:"deal,omitempty"`
	Entry    domain.VisitID     `json:"entry,omitempty"`  // the evidence in the register
	Clause   domain.Clause      `json:"clause,omitempty"` // by which it would be decided

	Rule          policy.Standing `json:"rule"`
	Hears         []domain.Role   `json:"hears,omitempty"` // who decides once it is objected to
	PolicyVersion int             `json:"version"`
	Level         int             `json:"level,omitempty"`
	Deadline      time.Time       `json:"deadline"` // of this level
	ObjectUntil   time.Time       `json:"object_until"`

	Consents []domain.AgentID `json:"consents,omitempty"`
	Objects  []Objection      `json:"objects,omitempty"`

	ClosedAt time.Time `json:"closed_at,omitzero"`
	ClosedBy Said      `json:"closed_by,omitzero"` // of the system: silence, or nobody in time
	Reason   []byte    `json:"reason,omitempty"`   // of the refusal, sealed under the customer's key
	Request  []byte    `json:"request,omitempty"`  // what was asked for, sealed likewise if Sealed
	Sealed   bool      `json:"sealed,omitempty"`
}

// Objection is what one who loses says to it.
type Objection struct {
	Agent domain.AgentID `json:"agent"`
	At    time.Time      `json:"at"`
	Text  []byte         `json:"text,omitempty"` // sealed under the customer's key
}

// Open reports whether the fact is undecided.
func (f Fact) Open() bool { return f.Status == Waiting || f.Status == Objected }

// MaxObjections bounds what is said to one fact.
const MaxObjections = 8

// IDOf names the fact that the entry at a place of the journal tells.
func IDOf(day domain.Day, seq int) string { return "w" + string(journal.VisitOf(day, seq)) }

// Ask makes a fact of what is said: it waits, with its deadlines, under the rule of its kind.
func Ask(f Fact, rules policy.Rules, version int, at time.Time) Fact {
	f.Rule, f.Hears, f.PolicyVersion = rules.StandingOf(f.Kind), rules.Authority.Rulings, version
	f.Status, f.SaidAt, f.Clause = Waiting, at.UTC(), cmp.Or(f.Clause, f.Rule.Clause)
	f.Deadline = f.SaidAt.Add(time.Duration(f.Rule.ClimbHours) * time.Hour)
	f.ObjectUntil = f.SaidAt.Add(time.Duration(f.Rule.ObjectHours) * time.Hour)
	return f
}

// WaitsFor gives the roles that may decide now: those of the policy and of each level reached, or, once it is objected
// to, whoever rules on disputes.
func (f Fact) WaitsFor() []domain.Role {
	if f.Status == Objected {
		return f.Hears
	}
	return slices.Concat(f.Rule.Confirms, f.Rule.ClimbsTo[:min(f.Level, len(f.Rule.ClimbsTo))])
}
