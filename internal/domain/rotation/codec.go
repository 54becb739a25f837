package rotation

import (
	"bytes"
	"math/bits"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// The stored form of a state. Version 2 is one byte 2 and then a stream of bits:
//
//	day · base time · width of roster references · kinds of policy · groups · clauses · waiting · receptions ·
//	members · make-ups · notes · last turn
//
// What only some policies know (counted turns, choices on turn) takes one bit where nobody has it. Clauses
// are listed once, in the order in which they first occur.
// Agents are positions in the site's roster, which only ever grows; times are whole seconds relative
// to the base (today's first check-in, else the earliest time of all); visits of the open day are
// sequence numbers relative to the visit before. Every state has exactly one form: Decode refuses
// any other, trailing bytes included.
const (
	codecVersion = 2

	checkInOrder = 12 // code orders: check-ins come within about an hour of the first
	sinceOrder   = 14 // standings within hours of it
	startedOrder = 9  // receptions within minutes of one another
	visitOrder   = 3
	seqOrder     = 7
	turnsOrder   = 1
	listOrder    = 4
	baseWidth    = 36 // unix seconds, until the year 4147
)

// Encode gives the stored form of a state. roster lists the site's agents in the order in which they
// were added. Errors: rotation.not_in_roster (an agent is not), rotation.state_unencodable (a value
// that Apply never makes: a time with fractions of a second or before 1970, a group that is not
// listed, an unknown turn, treatment or reason).
func Encode(s State, roster []domain.AgentID) ([]byte, error) {
	e := &encoder{s: s, index: make(map[domain.AgentID]uint64, len(roster))}
	e.buf = make([]byte, 0, 64+24*len(s.Members))
	for i, agent := range roster {
		e.index[agent] = uint64(i) + 1 // 0: nobody
	}
	e.state()
	if e.err != nil {
		return nil, e.err
	}
	return e.buf, nil
}

// Decode reads what Encode gave, with the same roster or a longer one. Error: rotation.state_corrupt.
func Decode(stored []byte, roster []domain.AgentID) (State, error) {
	if len(stored) == 0 || stored[0] != codecVersion {
		return State{}, corrupt()
	}
	d := &decoder{bitReader: bitReader{buf: stored, next: 8}, roster: roster}
	s := d.state()
	if d.failed {
		return State{}, corrupt()
	}
	if again, err := Encode(s, roster); err != nil || !bytes.Equal(again, stored) {
		return State{}, corrupt()
	}
	return s, nil
}

func corrupt() error { return &domain.Error{Code: "rotation.state_corrupt"} }

var turnCodes = [...]Turn{Used, Kept, MakeUpTurn, SpendsMakeUp}
var treatmentCodes = [...]Treatment{OrdinaryVisitor, Preferred, Designated, CompanyVisitor, DisclosedBroker}

var choiceCodes = [...]TurnChoice{NotChosen, TakesNew, TakesOld}

// countsTurns reports that somebody's turns of the day are counted (QC.1.a, QC.1.b).
func (s State) countsTurns() bool {
	return slices.ContainsFunc(s.Members, func(m Member) bool { return m.Turns != 0 || m.Duty || m.DutyTurns != 0 })
}

// hasChoices reports that somebody has chosen for the own turn (RC.5).
func (s State) hasChoices() bool {
	return slices.ContainsFunc(s.Receptions, func(r Reception) bool { return r.Choice != NotChosen })
}

// clauses lists the clauses of the waiting and of the receptions once, in the order in which they occur.
func (s State) clauses() []domain.Clause {
	var list []domain.Clause
	see := func(clause domain.Clause) {
		if clause != "" && !slices.Contains(list, clause) {
			list = append(list, clause)
		}
	}
	for _, w := range s.Waiting {
		see(w.Clause)
	}
	for _, r := range s.Receptions {
		see(r.Clause)
	}
	return list
}

// whereabout joins presence and reason, of which only eight combinations occur.
type whereabout struct {
	presence Presence
	reason   policy.AbsenceReason
}

var whereaboutCodes = [...]whereabout{
	{NotCheckedIn, policy.OffDuty}, {OnSite, ""}, {Away, policy.Private}, {Away, policy.Business},
	{Away, policy.Short}, {Away, policy.Meal}, {Away, policy.Signing}, {NotCheckedIn, ""},
}

const standingCount = uint64(len(standingNames))

// base is the time to which the others are relative.
func (s State) base() time.Time {
	first := s.earliest(func(m Member) time.Time { return m.CheckedIn })
	if !first.IsZero() {
		return first
	}
	first = s.earliest(func(m Member) time.Time { return m.Since })
	for _, r := range s.Receptions {
		first = earlier(first, r.Started)
	}
	for _, w := range s.Waiting {
		first = earlier(first, w.Since)
	}
	for _, n := range s.Notes {
		first = earlier(first, n.DueAt)
	}
	first = earlier(first, s.LastTurn.Started)
	return first
}

func (s State) earliest(of func(Member) time.Time) time.Time {
	var first time.Time
	for i := range s.Members {
		first = earlier(first, of(s.Members[i]))
	}
	return first
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

// referenceWidth gives the bits that a roster reference needs; it depends on the agents who occur and
// not on the roster's length, because the roster grows while the stored form stays.
func (e *encoder) referenceWidth() int {
	highest := uint64(0)
	see := func(agent domain.AgentID) { highest = max(highest, e.index[agent]) }
	for i := range e.s.Members {
		see(e.s.Members[i].Agent)
	}
	for _, agent := range e.s.MakeUps {
		see(agent)
	}
	for _, r := range e.s.Receptions {
		see(r.Agent)
		see(r.OnBehalfOf)
	}
	for _, w := range e.s.Waiting {
		see(w.Prefer)
	}
	for _, n := range e.s.Notes {
		see(n.From)
		see(n.To)
	}
	see(e.s.LastTurn.Agent)
	return bits.Len64(highest)
}
