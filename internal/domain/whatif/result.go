package whatif

import (
	"maps"
	"slices"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// Listed bounds the lists of a result; the counts beside them tell how many there are.
const Listed = 200

// WaitsForRuling stands among the parties for credit that waits for a person.
const WaitsForRuling attribution.Party = "@waits_for_ruling"

// Turns is what came to an agent.
type Turns struct {
	Received      int `json:"received"` // visits assigned
	Used          int `json:"used"`
	Kept          int `json:"kept"` // visits received without using the turn
	MakeUpGranted int `json:"make_up_granted"`
	MakeUpSpent   int `json:"make_up_spent"`
	PassedOver    int `json:"passed_over"` // the turn came while busy or away, and was not lost
	Skipped       int `json:"skipped"`     // lost and not made up (RC.1.b)
	Forfeited     int `json:"forfeited"`   // given up (QC.2)
}

// Change is an agent's turns on both sides.
type Change struct {
	Sides [2]Turns `json:"sides"`
}

// OwnerChanged is one visit whose customer would have been somebody else's.
type OwnerChanged struct {
	Visit        domain.VisitID     `json:"visit"`
	Day          domain.Day         `json:"day"`
	Customer     domain.CustomerRef `json:"customer"`
	Before       domain.AgentID     `json:"before"` // empty: nobody's
	After        domain.AgentID     `json:"after"`
	BeforeClause domain.Clause      `json:"before_clause"`
	AfterClause  domain.Clause      `json:"after_clause"`
}

// DealChanged is one deal that would have been credited otherwise.
type DealChanged struct {
	Deal       domain.DealID `json:"deal"`
	Commission money.Fen     `json:"commission_fen"`
	Before     Verdict       `json:"before"`
	After      Verdict       `json:"after"`
}

// AgentTurns is an agent's turns before and after.
type AgentTurns struct {
	Agent         domain.AgentID
	Before, After Turns
}

// PartyCredit is a party's credit before and after, in fen.
type PartyCredit struct {
	Party         attribution.Party
	Before, After money.Fen
}

// Refusal is how often the other policy refused an event that happened.
type Refusal struct {
	Event rotation.Kind
	Code  string // of the refusal
	Count int
}

// Result is what the other policy would have changed. Lists are in a fixed order; those of visits and
// deals hold the first Listed.
type Result struct {
	Visits         int
	Moved          int // visits received by somebody else
	UnservedBefore int
	UnservedAfter  int
	OwnersChanged  int
	Owners         []OwnerChanged
	Agents         []AgentTurns
	Total          AgentTurns
	Deals          int
	DealsChanged   int
	ChangedDeals   []DealChanged
	Parties        []PartyCredit
	NotesDue       int // hand-over notes that the other policy would have asked for
	Refusals       []Refusal
	Unconfirmed    int // what was said in the period and waited at its end
}

// Result sums the run up as far as it has come.
func (r *Run) Result() Result {
	out := Result{Visits: r.s.Visits, Moved: r.s.Moved, UnservedBefore: r.s.Unserved[recorded],
		UnservedAfter: r.s.Unserved[tried],
		OwnersChanged: r.s.Owned, Owners: r.s.First, Deals: len(r.s.Deals), NotesDue: r.s.NotesDue,
		Unconfirmed: r.s.Unconfirmed}
	for _, agent := range slices.Sorted(maps.Keys(r.s.Agents)) {
		sides := r.s.Agents[agent].Sides
		out.Agents = append(out.Agents, AgentTurns{agent, sides[recorded], sides[tried]})
		out.Total.Before.add(sides[recorded])
		out.Total.After.add(sides[tried])
	}
	r.money(&out)
	for _, name := range slices.Sorted(maps.Keys(r.s.Refused)) {
		kind, code, _ := strings.Cut(name, " ")
		out.Refusals = append(out.Refusals, Refusal{rotation.Kind(kind), code, r.s.Refused[name]})
	}
	return out
}

func (r *Run) money(out *Result) {
	sums := map[attribution.Party]*PartyCredit{}
	sum := func(p attribution.Party) *PartyCredit {
		if sums[p] == nil {
			sums[p] = &PartyCredit{Party: p}
		}
		return sums[p]
	}
	for _, id := range slices.Sorted(maps.Keys(r.s.Deals)) {
		d := r.s.Deals[id]
		for _, part := range d.parties(recorded) {
			sum(part.Party).Before += part.Amount
		}
		for _, part := range d.parties(tried) {
			sum(part.Party).After += part.Amount
		}
		if d.same() {
			continue
		}
		out.DealsChanged++
		if len(out.ChangedDeals) < Listed {
			out.ChangedDeals = append(out.ChangedDeals,
				DealChanged{id, d.Commission, d.Sides[recorded], d.Sides[tried]})
		}
	}
	for _, party := range slices.Sorted(maps.Keys(sums)) {
		out.Parties = append(out.Parties, *sums[party])
	}
}

// count adds an effect to the agent's turns. What passing over comes to is the policy's to say.
func (r *Run) count(side int, e rotation.Effect) {
	if e.Agent == "" {
		return
	}
	c := r.s.Agents[e.Agent]
	if c == nil {
		c = &Change{}
		r.s.Agents[e.Agent] = c
	}
	t := &c.Sides[side]
	switch e.Kind {
	case rotation.Assigned:
		t.Received++
		if e.Turn == rotation.Kept {
			t.Kept++
		}
	case rotation.TurnTaken:
		t.Used++
	case rotation.MakeUpGranted:
		t.MakeUpGranted++
	case rotation.MakeUpSpent:
		t.MakeUpSpent++
	case rotation.PassedOver:
		t.PassedOver++
	case rotation.Skipped:
		t.Skipped++
	case rotation.Forfeited:
		t.Forfeited++
	}
}

func (t *Turns) add(more Turns) {
	t.Received += more.Received
	t.Used += more.Used
	t.Kept += more.Kept
	t.MakeUpGranted += more.MakeUpGranted
	t.MakeUpSpent += more.MakeUpSpent
	t.PassedOver += more.PassedOver
	t.Skipped += more.Skipped
	t.Forfeited += more.Forfeited
}
