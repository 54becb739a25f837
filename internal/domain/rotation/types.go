// Package rotation is the reception queue (轮序) of one site as a deterministic state machine:
// Apply takes a state, the policy's rules and one event and gives the next state and its effects,
// each with the clause that causes it. No clock, no randomness, no I/O; replaying a day's events
// from its opening state gives the same bytes.
package rotation

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// State is the live floor of one site; how it is stored stands in stored.go. The zero value is a site before its first
// day.
type State struct {
	Day        domain.Day       // the open business day; empty before the first
	Groups     []domain.GroupID // today's order of groups (GP.1); a single "" under cycle policies
	Members    []Member         // the queue in order; a group's order is the relative order of its members
	MakeUps    []domain.AgentID // make-up turns (补接待权), first granted first; an agent may appear more than once
	GrantedBy  []domain.Clause  // of each of MakeUps: the clause that granted it
	Receptions []Reception      // in progress, oldest first
	Waiting    []Waiting        // visitors for whom nobody was free, first come first
	Notes      []Note           // hand-over notes not yet written (GP.18)
	LastTurn   LastTurn         // kept where it decides tomorrow's first (RC.7)
}

// LastTurn is the latest of today's ordinary turns whose receiver has let go of the visitor, so that it can
// no longer be given back. The zero value: none yet.
type LastTurn struct {
	Agent   domain.AgentID
	Visit   domain.VisitID
	Started time.Time
}

// Presence is where an agent is.
type Presence uint8

const (
	NotCheckedIn Presence = iota
	OnSite
	Away // checked in, left with a reason
)

// Standing says why an agent stands where they stand: the last thing that moved or kept them.
type Standing uint8

const (
	StandsByOrderTable Standing = iota // as drawn up
	UsedTurn                           // received an ordinary visitor, went to the tail
	ReturnedToTail                     // turn was due while away, tail on return
	ReturnedToPlace                    // put back at the place held
	PassedOverBusy                     // turn came while receiving, place kept
	PassedOverAway                     // turn came while away
	TurnUsedByCover                    // turn used by a visitor whom a colleague covered
	KeptPlace                          // received without using the turn
	HelperReturned                     // handed the visitor over, back at the place
	Swapped                            // swap approved by the supervisor
	OrderChanged                       // the order table was changed
	MakeUpEarned                       // holds or held a make-up turn
	JoinedTable                        // added to the order table at its tail
	StandsByArrival                    // by the order of arrival that morning (QC.1.a)
	TurnSkipped                        // 轮空: the turn came while away and was lost, to the tail (RC.1.b)
	StayedWithOld                      // 轮空: stayed with an old customer when the turn came, to the tail (RC.5)
	TurnForfeited                      // 放弃: not ready for a private reason when the turn came, to the tail (QC.2)
	OpensTomorrow                      // received the day's last turn, the first of the next day (RC.7)
	BackUnmissed                       // back from an errand during which the turn did not come (SS.4.2.1.b)
)

// Member is one agent on the order table.
type Member struct {
	Agent    domain.AgentID
	Group    domain.GroupID
	Presence Presence
	Reason   policy.AbsenceReason // while Away; OffDuty while NotCheckedIn
	DueAway  bool                 // the turn came while away (decides the tail on return)
	// passed over while kept from the own turn: tail and make-up turn after it (GP.13.a)
	Owed       bool
	CheckedIn  time.Time // today; zero when not. Whole seconds
	CheckInSeq int       // journal sequence of today's check-in
	Device     uint32    // tag of the device used for today's check-in; 0 for manual entry
	Duty       bool      // signed in for duty hours today (QC.1.b)
	Turns      int       // turns had today, used or lost; counted where people stand by arrival (QC.1.a)
	DutyTurns  int       // rounds of the duty staff that this duty agent has had today (QC.1.b)
	Standing   Standing
	Since      time.Time // when Standing was set. Whole seconds
}

// Turn is what a reception does to the receiver's turn.
type Turn string

const (
	Used         Turn = "used"          // ordinary turn taken
	Kept         Turn = "kept"          // place unchanged
	MakeUpTurn   Turn = "makeup"        // ordinary turn taken, and one make-up turn owed once the reception has ended
	SpendsMakeUp Turn = "spends-makeup" // served by a make-up turn granted before
)

// Treatment is how the opening questions classify the visitor for the rotation.
type Treatment string

const (
	OrdinaryVisitor Treatment = ""        // first-time or unknown: in order
	Preferred       Treatment = "prefer"  // Event.Prefer's: that agent out of order, else a helper on their behalf
	Designated      Treatment = "named"   // as Preferred, by a first-time visitor: may use the turn (SS.4.2.5.a)
	CompanyVisitor  Treatment = "company" // in order, make-up turn (GP.13.b)
	DisclosedBroker Treatment = "broker"  // in order, used until the card is confirmed (GP.14.a)
)

// Reception is one visitor being received.
type Reception struct {
	Visit      domain.VisitID
	Agent      domain.AgentID // receives now
	OnBehalfOf domain.AgentID // the agent whose visitor it is, if another
	Turn       Turn           // of Agent
	Treatment  Treatment
	Clause     domain.Clause // why the visitor goes to one agent out of order, as the door decided; empty in order
	Choice     TurnChoice    // made beforehand for the case that the receiver's turn comes (RC.5)
	Owes       domain.Clause // by which the receiver is owed a make-up turn once it has ended; empty: none is owed
	Started    time.Time
}

// TurnChoice is what an agent with an old customer does when the own turn for a new one comes (RC.5).
type TurnChoice string

const (
	NotChosen TurnChoice = ""    // stays with the old customer, as with TakesOld
	TakesNew  TurnChoice = "new" // takes the new one and hands the old one on
	TakesOld  TurnChoice = "old" // stays with the old customer and is skipped once
)

// Waiting is one visitor for whom nobody was free.
type Waiting struct {
	Visit     domain.VisitID
	Customer  domain.CustomerRef
	Prefer    domain.AgentID
	Treatment Treatment
	Clause    domain.Clause // as Reception.Clause
	Since     time.Time
}

// Note is a hand-over note that a helper still owes (GP.18).
type Note struct {
	Visit domain.VisitID
	From  domain.AgentID // who received
	To    domain.AgentID // whose customer it is
	DueAt time.Time
}

// Kind names an event.
type Kind string

const (
	DayClosed     Kind = "day_closed" // closes every open reception, drops the waiting, moves groups on; next Day opens
	DayOpened     Kind = "day_opened" // Event.Day
	TableSet      Kind = "table_set"  // Event.Table: the whole order table (groups and members in order)
	CheckedIn     Kind = "checked_in"
	Left          Kind = "left"
	Returned      Kind = "returned"
	SwappedPlaces Kind = "swapped" // Event.Agent and Event.Other
	Arrived       Kind = "arrived"
	Finished      Kind = "finished"
	HandedOver    Kind = "handed_over"    // Event.Visit from its receiver to Event.Agent
	Belongs       Kind = "belongs"        // looked up during reception: the visitor belongs to Event.Agent (GP.16)
	CardConfirmed Kind = "card_confirmed" // GP.14.a
	GaveBack      Kind = "gave_back"      // supervisor confirmed that the customer was given back (GP.17.b)
	MadeValid     Kind = "made_valid"     // found out during reception: valid, no make-up (GP.14.b)
	TurnChosen    Kind = "turn_chosen"    // Event.Choice for the receiver's turn while Event.Visit lasts (RC.5)
	WaitingLeft   Kind = "waiting_left"   // a waiting visitor went away
	NoteWritten   Kind = "note_written"   // GP.18
	OutOfTurn     Kind = "out_of_turn"    // an attempt to take a visitor out of turn; no change (SS.4.2.2.a)
)

// TablePlace is one place of an order table.
type TablePlace struct {
	Agent domain.AgentID `json:"a"`
	Group domain.GroupID `json:"g,omitempty"`
}

// Event is one thing that happened on the floor, as stored in the journal. Unused fields are zero.
type Event struct {
	Kind      Kind               `json:"k"`
	At        time.Time          `json:"at"`
	Day       domain.Day         `json:"d,omitempty"`
	Agent     domain.AgentID     `json:"a,omitempty"`
	Other     domain.AgentID     `json:"o,omitempty"`
	Visit     domain.VisitID     `json:"v,omitempty"`
	Customer  domain.CustomerRef `json:"c,omitempty"`  // Arrived: kept while the visitor waits
	Prefer    domain.AgentID     `json:"p,omitempty"`  // Arrived: whose visitor it is, if known
	Treatment Treatment          `json:"t,omitempty"`  // Arrived
	Away      bool               `json:"aw,omitempty"` // Arrived: Prefer is off the table for the time being
	// Arrived, Belongs: the door's clause for Prefer, the register's for Agent; empty: the policy's of returning or
	// designated visitors
	Clause domain.Clause `json:"cl,omitempty"`
	// TurnChosen; Arrived: what the agent on turn answers, who is with an old customer (RC.5)
	Choice TurnChoice `json:"ch,omitempty"`
	// Arrived: the agent who claims the visitor; must be the one whom the rotation picks
	TakenBy domain.AgentID       `json:"by,omitempty"`
	Reason  policy.AbsenceReason `json:"r,omitempty"` // Left
	// Left: "" the system arranges, "none" left without, or the covering agent's id
	Cover  string           `json:"cv,omitempty"`
	Device uint32           `json:"dv,omitempty"` // CheckedIn
	Duty   bool             `json:"du,omitempty"` // CheckedIn: for duty hours (QC.1.b)
	Seq    int              `json:"s,omitempty"`  // CheckedIn: journal sequence
	Table  []TablePlace     `json:"tb,omitempty"` // TableSet
	Groups []domain.GroupID `json:"gr,omitempty"` // TableSet: order of groups
}

// EffectKind names what an event did.
type EffectKind string

const (
	Assigned      EffectKind = "assigned"    // Visit goes to Agent (OnBehalfOf Other) with Turn
	Waits         EffectKind = "waits"       // nobody is free for Visit
	PassedOver    EffectKind = "passed_over" // Agent's turn came, busy or away: Note says which
	Skipped       EffectKind = "skipped"     // Agent's turn is lost, to the tail: Note says why (RC.1.b, RC.5)
	Forfeited     EffectKind = "forfeited"   // Agent's turn is given up, to the tail: Note says why (QC.2)
	TurnTaken     EffectKind = "turn_taken"  // Agent's ordinary turn is used
	TailTaken     EffectKind = "tail"        // Agent went to the tail (of the own group)
	PlaceKept     EffectKind = "place_kept"  // Agent is back at the place held
	Transferred   EffectKind = "transferred" // Visit passed from Other to Agent
	MakeUpGranted EffectKind = "makeup_granted"
	MakeUpOwed    EffectKind = "makeup_owed" // to be granted when what keeps the agent has ended
	MakeUpSpent   EffectKind = "makeup_spent"
	PositionTo    EffectKind = "position"        // Agent is at the reception position now; empty agent: nobody
	CoverArranged EffectKind = "cover"           // Agent covers Other's place at the position
	Vacated       EffectKind = "position_vacant" // Agent left the position without an arrangement (GP.2.b)
	Closed        EffectKind = "closed"          // Visit's reception ended; Agent received last
	NoteDue       EffectKind = "note_due"        // Agent owes Other a hand-over note for Visit (GP.18)
	TurnSet       EffectKind = "turn_set"        // Visit's receiver Agent has Turn now (GP.14, GP.16, GP.17.b)
	TailCalls     EffectKind = "tail_calls"      // Agent, at the tail, tells Other's group to take Visit over (GP.15.a)
	Dropped       EffectKind = "dropped"         // Visit still waited when the day was closed
	JoinedOrder   EffectKind = "joined_order"    // Agent has arrived and stands in the day's order (QC.1.a)
	Exchanged     EffectKind = "exchanged"       // Agent and Other exchanged places
	ChoiceMade    EffectKind = "choice_made"     // Agent, with Visit's old customer, takes what Note says (RC.5)
	FirstTomorrow EffectKind = "first_tomorrow"  // Agent had the day's last turn and is the next day's first (RC.7)
)

// Effect is one consequence of an event with its clause.
type Effect struct {
	Kind  EffectKind     `json:"k"`
	Agent domain.AgentID `json:"a,omitempty"`
	Other domain.AgentID `json:"o,omitempty"`
	Visit domain.VisitID `json:"v,omitempty"`
	Turn  Turn           `json:"t,omitempty"`
	// "busy", "old_customer", "new", "old", "private", "business", "short", "meal", "signing", "off_duty",
	// "tail_calls_group"
	Note   string        `json:"n,omitempty"`
	Clause domain.Clause `json:"cl,omitempty"`
}
