// Package whatif runs another policy version over what happened: on the facts that each decision was made
// on it decides again, and tells whose customers, whose turns and whose money would have been others. It
// changes nothing.
//
// What is carried along within a run, so that one changed decision has its consequences:
//   - the queue: the run starts from the state that the first day opened with and keeps its own from then
//     on; a site without groups is one group. Check-ins, leaves, tables and swaps happen as they happened; an
//     event that the other policy refuses (an agent who left is still receiving) is counted by its name and
//     code and does not happen.
//   - visitors: each comes in when they came in and stays as long as they stayed, with whoever the other
//     policy picks. Somebody who waited longer than the visit lasted has gone away unreceived.
//   - ownership: whoever the other policy makes the owner of a customer is the owner at the customer's
//     later visits and deals, and whoever received is the receiver in the customer's contacts.
//
// What is taken as recorded: what visitors say and do, identifications (save that an unregistered
// visitor is the receiver's), follow-ups, recognitions, announcements, claims, disputes and rulings by
// people. A ruling by a person counts where the other policy would have waited for one.
package whatif

import (
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// Step is one journal entry with what it says read from it.
type Step struct {
	Entry   journal.Entry
	Door    *attribution.Door // of an arrival: what was known when it was decided
	Deal    *Deal             // of a credit decision by the rules
	Opening *rotation.State   // of an entry that opens a day: the state before it
}

// Deal is what a credit was decided on.
type Deal struct {
	Facts      attribution.Deal
	Customer   *register.Customer // nil: not in the register
	Zone       *time.Location     // of the site
	Commission money.Fen
	Ruled      bool // by a person
}

// Run is one policy version being tried.
type Run struct {
	rules policy.Rules
	s     State
}

// New starts a run of the rules.
func New(rules policy.Rules) *Run {
	r := &Run{rules: rules}
	r.s = State{Customers: map[domain.CustomerRef]*Owners{}, Received: map[domain.VisitID]Receiver{},
		Open:  map[domain.VisitID]*Visit{},
		Deals: map[domain.DealID]*Credit{}, Agents: map[domain.AgentID]*Change{}, Refused: map[string]int{},
		Owed: map[domain.VisitID]int{}}
	return r
}

// State is all that a run knows between two steps. It survives JSON, so that a run can be put down and
// taken up elsewhere.
type State struct {
	Started   bool                           `json:"started"`
	Floor     rotation.State                 `json:"floor"`
	Customers map[domain.CustomerRef]*Owners `json:"customers"` // whose ownership went another way
	Received  map[domain.VisitID]Receiver    `json:"received"`  // visits that somebody else received
	Open      map[domain.VisitID]*Visit      `json:"open"`      // not over on both sides
	Deals     map[domain.DealID]*Credit      `json:"deals"`
	Agents    map[domain.AgentID]*Change     `json:"agents"`
	Refused   map[string]int                 `json:"refused"` // "finished rotation.visit_not_open"
	Visits    int                            `json:"visits"`
	Unserved  [2]int                         `json:"unserved"` // recorded, tried
	Moved     int                            `json:"moved"`    // visits received by somebody else
	Owned     int                            `json:"owned"`    // visits whose owner is another
	First     []OwnerChanged                 `json:"first"`    // the first of them
	// by visit, how many hand-over notes the recorded policy still waits for
	Owed     map[domain.VisitID]int `json:"owed"`
	NotesDue int                    `json:"notes_due"`
	// what was said in the period and is not confirmed yet
	Unconfirmed int `json:"unconfirmed,omitempty"`
}

// State gives what the run knows.
func (r *Run) State() State { return r.s }

// Resume goes on from a state.
func (r *Run) Resume(s State) { r.s = s }

// Take lets one entry happen under the other policy. Entries come in the order of the journal.
func (r *Run) Take(step Step) {
	if step.Opening != nil && !r.s.Started {
		r.s.Floor, r.s.Started = *step.Opening, true
		if r.rules.Rotation.Groups && len(r.s.Floor.Groups) == 0 {
			r.s.Floor.Groups = oneGroup
		}
	}
	entry := step.Entry
	switch {
	case entry.Ruling != nil:
		r.credit(step)
	case entry.Deal != "" && entry.Note == "cancelled":
		delete(r.s.Deals, entry.Deal)
	case entry.Reception != nil && entry.Answers == nil && entry.Refers != "":
		r.identified(entry)
	}
	r.s.Unconfirmed = max(r.s.Unconfirmed+unconfirmed(entry.Note), 0)
	if entry.Event == nil || !r.s.Started {
		return
	}
	if step.Door != nil && entry.Event.Kind == rotation.Arrived && entry.Reception != nil {
		r.arrived(step)
		return
	}
	r.happen(entry)
}

// unconfirmed: of what is said one more waits, of what is decided one less.
func unconfirmed(note string) int {
	switch what, _, _ := strings.Cut(note, ":"); what {
	case "said":
		return 1
	case "confirmed", "refused", "withdrawn", "lapsed", "disputed":
		return -1
	}
	return 0
}
