package rotation

import (
	"encoding/hex"
	"math"
	"math/bits"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// encoder writes one state. The first error sticks.
type encoder struct {
	bitWriter
	s     State
	index map[domain.AgentID]uint64
	width int // of a roster reference
	base  int64
	visit int64 // sequence of the visit written last

	counts, choices bool // whether any turns are counted, any choices made
	clauses         []domain.Clause
	err             error
}

func (e *encoder) fail(err *domain.Error) {
	if e.err == nil {
		e.err = err
	}
}

func (e *encoder) unencodable(field string) {
	e.fail(domain.Invalid("rotation.state_unencodable", field))
}

func (e *encoder) state() {
	e.bits(codecVersion, 8)
	e.day()
	base := e.s.base()
	e.flag(!base.IsZero())
	if !base.IsZero() {
		e.base = e.seconds(base)
		e.bits(uint64(e.base), baseWidth)
	}
	e.width = e.referenceWidth()
	e.bits(uint64(e.width), 5)
	e.counts, e.choices, e.clauses = e.s.countsTurns(), e.s.hasChoices(), e.s.clauses()
	e.flag(e.counts)
	e.flag(e.choices)
	e.groups()
	e.clauseList()
	e.waiting()
	e.receptions()
	e.members()
	e.makeUps()
	e.notes()
	e.lastTurn()
}

func (e *encoder) day() {
	e.flag(e.s.Day != "")
	if e.s.Day == "" {
		return
	}
	digits, ok := dayDigits(e.s.Day)
	if !ok {
		e.unencodable("/Day")
	}
	e.bits(digits, dayWidth)
}

func (e *encoder) groups() {
	e.count(uint64(len(e.s.Groups)), 2)
	for _, g := range e.s.Groups {
		e.text(string(g))
	}
}

func (e *encoder) waiting() {
	e.count(uint64(len(e.s.Waiting)), 2)
	since := e.base
	for _, w := range e.s.Waiting {
		e.visitID(w.Visit)
		e.customer(w.Customer, w.Visit)
		e.agent(w.Prefer)
		e.bits(e.code(slices.Index(treatmentCodes[:], w.Treatment), "/Waiting"), 3)
		e.clause(w.Clause)
		e.after(&since, w.Since, checkInOrder)
	}
}

func (e *encoder) receptions() {
	e.count(uint64(len(e.s.Receptions)), listOrder)
	started := e.base
	for _, r := range e.s.Receptions {
		e.visitID(r.Visit)
		e.agent(r.Agent)
		e.flag(r.OnBehalfOf != "")
		if r.OnBehalfOf != "" {
			e.agent(r.OnBehalfOf)
		}
		e.bits(e.code(slices.Index(turnCodes[:], r.Turn), "/Receptions"), 2)
		e.bits(e.code(slices.Index(treatmentCodes[:], r.Treatment), "/Receptions"), 3)
		e.clause(r.Clause)
		if choice := e.code(slices.Index(choiceCodes[:], r.Choice), "/Receptions"); e.choices {
			e.bits(choice, 2)
		}
		e.after(&started, r.Started, startedOrder)
	}
}

func (e *encoder) members() {
	e.count(uint64(len(e.s.Members)), listOrder)
	for i := range e.s.Members {
		m := &e.s.Members[i]
		e.agent(m.Agent)
		e.group(m.Group)
		e.bits(e.code(slices.Index(whereaboutCodes[:], whereabout{m.Presence, m.Reason}), "/Members"), 3)
		e.flag(m.DueAway)
		e.flag(m.Owed)
		e.checkIn(m)
		if uint64(m.Standing) >= standingCount {
			e.unencodable("/Members")
		}
		e.bits(uint64(m.Standing), 5)
		e.since(m)
	}
}

func (e *encoder) checkIn(m *Member) {
	e.flag(!m.CheckedIn.IsZero())
	if m.CheckedIn.IsZero() {
		if m.CheckInSeq != 0 || m.Device != 0 || m.Duty || m.Turns != 0 || m.DutyTurns != 0 {
			e.unencodable("/Members")
		}
		return
	}
	if m.CheckInSeq < 0 || m.CheckInSeq > math.MaxInt32 {
		e.unencodable("/Members")
		return
	}
	e.count(uint64(e.seconds(m.CheckedIn)-e.base), checkInOrder)
	e.count(uint64(m.CheckInSeq), seqOrder)
	e.flag(m.Device != 0)
	if m.Device != 0 {
		e.bits(uint64(m.Device), 32)
	}
	e.turns(m)
}

// turns writes what the member has had today, where anybody's turns are counted.
func (e *encoder) turns(m *Member) {
	if !e.counts {
		return
	}
	if min(m.Turns, m.DutyTurns) < 0 || max(m.Turns, m.DutyTurns) > math.MaxInt32 || (!m.Duty && m.DutyTurns != 0) {
		e.unencodable("/Members")
		return
	}
	e.count(uint64(m.Turns), turnsOrder)
	e.flag(m.Duty)
	if m.Duty {
		e.count(uint64(m.DutyTurns), turnsOrder)
	}
}

// since mostly equals the check-in or the start of the member's reception; those take two bits.
func (e *encoder) since(m *Member) {
	switch {
	case m.Since.IsZero():
		e.bits(sinceNever, 2)
	case m.Since.Equal(m.CheckedIn):
		e.bits(sinceCheckIn, 2)
	case m.Since.Equal(e.s.startOf(m.Agent)):
		e.bits(sinceStart, 2)
	default:
		e.bits(sinceOther, 2)
		e.signed(e.seconds(m.Since)-e.base, sinceOrder)
	}
}

const (
	sinceNever = iota
	sinceCheckIn
	sinceStart
	sinceOther
)

// startOf gives when the agent's reception began; zero: none.
func (s State) startOf(agent domain.AgentID) time.Time {
	if r := s.receiving(agent); r >= 0 {
		return s.Receptions[r].Started
	}
	return time.Time{}
}

func (e *encoder) makeUps() {
	e.count(uint64(len(e.s.MakeUps)), 2)
	for _, agent := range e.s.MakeUps {
		e.agent(agent)
	}
}

func (e *encoder) lastTurn() {
	last, base := e.s.LastTurn, e.base
	e.flag(last.Agent != "")
	if last.Agent == "" {
		if last != (LastTurn{}) {
			e.unencodable("/LastTurn")
		}
		return
	}
	e.agent(last.Agent)
	e.visitID(last.Visit)
	e.after(&base, last.Started, sinceOrder)
}

func (e *encoder) clauseList() {
	e.count(uint64(len(e.clauses)), 2)
	for _, clause := range e.clauses {
		e.text(string(clause))
	}
}

// clause writes 0 for none and otherwise the place in the list of clauses, counted from 1.
func (e *encoder) clause(clause domain.Clause) {
	e.bits(uint64(slices.Index(e.clauses, clause)+1), bits.Len(uint(len(e.clauses))))
}

func (e *encoder) notes() {
	e.count(uint64(len(e.s.Notes)), 2)
	due := e.base
	for _, n := range e.s.Notes {
		e.visitID(n.Visit)
		e.agent(n.From)
		e.agent(n.To)
		e.after(&due, n.DueAt, checkInOrder)
	}
}

func (e *encoder) agent(agent domain.AgentID) {
	i, known := e.index[agent]
	if !known && agent != "" {
		e.fail(domain.Invalid("rotation.not_in_roster", "").With("agent", string(agent)))
	}
	e.bits(i, e.width)
}

// group writes 0 for the empty group and otherwise the place in the list of groups, counted from 1.
func (e *encoder) group(group domain.GroupID) {
	place := 0
	if group != "" {
		place = slices.Index(e.s.Groups, group) + 1
		if place == 0 {
			e.unencodable("/Members")
		}
	}
	e.bits(uint64(place), bits.Len(uint(len(e.s.Groups))))
}

// code turns the index of a list of codes into its value; -1 is a value that has none.
func (e *encoder) code(index int, field string) uint64 {
	if index < 0 {
		e.unencodable(field)
		return 0
	}
	return uint64(index)
}

func (e *encoder) seconds(at time.Time) int64 {
	s := at.Unix()
	if s < 0 || s >= 1<<baseWidth || at.Nanosecond() != 0 {
		e.unencodable("")
		return 0
	}
	return s
}

// after writes a time relative to the one before in the same list.
func (e *encoder) after(last *int64, at time.Time, order int) {
	now := e.seconds(at)
	e.signed(now-*last, order)
	*last = now
}

// The forms of a visit id.
const (
	visitToday   = iota // of the open day, relative to the visit written before
	visitAnyDay         // of another day
	visitLiteral        // of any other shape
)

func (e *encoder) visitID(visit domain.VisitID) {
	day, seq, regular := splitVisit(visit)
	today, _ := dayDigits(e.s.Day)
	switch {
	case regular && e.s.Day != "" && day == today:
		e.bits(visitToday, 2)
		e.signed(seq-e.visit, visitOrder)
		e.visit = seq
	case regular:
		e.bits(visitAnyDay, 2)
		e.bits(day, dayWidth)
		e.count(uint64(seq), seqOrder)
	default:
		e.bits(visitLiteral, 2)
		e.text(string(visit))
	}
}

// The forms of a customer reference.
const (
	customerNone = iota
	customerHash
	customerVisit // "v" and the visit of the same row
	customerLiteral
)

func (e *encoder) customer(ref domain.CustomerRef, visit domain.VisitID) {
	hash, isHash := hashOf(ref)
	switch {
	case ref == "":
		e.bits(customerNone, 2)
	case isHash:
		e.bits(customerHash, 2)
		for _, b := range hash {
			e.bits(uint64(b), 8)
		}
	case string(ref) == "v"+string(visit):
		e.bits(customerVisit, 2)
	default:
		e.bits(customerLiteral, 2)
		e.text(string(ref))
	}
}

// hashOf reads a reference of 32 lower-case hex digits.
func hashOf(ref domain.CustomerRef) ([]byte, bool) {
	if len(ref) != 32 {
		return nil, false
	}
	hash, err := hex.DecodeString(string(ref))
	return hash, err == nil && hex.EncodeToString(hash) == string(ref)
}
