package rotation

import (
	"encoding/hex"
	"math/bits"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// decoder reads one state. It checks what it needs in order not to break; that the form is the one
// that Encode gives is checked afterwards by encoding again.
type decoder struct {
	bitReader
	roster []domain.AgentID
	s      State
	width  int
	base   int64
	visit  int64

	counts, choices bool
	clauses         []domain.Clause
}

func (d *decoder) state() State {
	if d.flag() {
		d.s.Day = digitsDay(d.bits(dayWidth))
	}
	if d.flag() {
		d.base = int64(d.bits(baseWidth))
	}
	d.width = int(d.bits(5))
	d.counts, d.choices = d.flag(), d.flag()
	d.list(2, func() { d.s.Groups = append(d.s.Groups, domain.GroupID(d.text())) })
	d.list(2, func() { d.clauses = append(d.clauses, domain.Clause(d.text())) })
	since := d.base
	d.list(2, func() { d.s.Waiting = append(d.s.Waiting, d.waiting(&since)) })
	started := d.base
	d.list(listOrder, func() { d.s.Receptions = append(d.s.Receptions, d.reception(&started)) })
	d.list(listOrder, func() { d.s.Members = append(d.s.Members, d.member()) })
	d.list(2, func() { d.s.MakeUps = append(d.s.MakeUps, d.agent()) })
	due := d.base
	d.list(2, func() { d.s.Notes = append(d.s.Notes, d.note(&due)) })
	if d.flag() {
		last := d.base
		d.s.LastTurn = LastTurn{Agent: d.agent(), Visit: d.visitID(), Started: d.after(&last, sinceOrder)}
	}
	return d.s
}

// list reads a length and as many entries, stopping at the first failure, so that a length beyond
// what is stored takes neither time nor memory.
func (d *decoder) list(order int, entry func()) {
	for n := d.count(order); n > 0 && !d.failed; n-- {
		if d.next >= len(d.buf)*8 {
			d.failed = true // an entry of no bits at all is not one that Encode writes
			return
		}
		entry()
	}
}

func (d *decoder) waiting(since *int64) Waiting {
	w := Waiting{Visit: d.visitID()}
	w.Customer = d.customer(w.Visit)
	w.Prefer = d.agent()
	w.Treatment = pickCode(d, treatmentCodes[:], 3)
	w.Clause = d.clause()
	w.Since = d.after(since, checkInOrder)
	return w
}

func (d *decoder) reception(started *int64) Reception {
	r := Reception{Visit: d.visitID(), Agent: d.agent()}
	if d.flag() {
		r.OnBehalfOf = d.agent()
	}
	r.Turn = pickCode(d, turnCodes[:], 2)
	r.Treatment = pickCode(d, treatmentCodes[:], 3)
	r.Clause = d.clause()
	if d.choices {
		r.Choice = pickCode(d, choiceCodes[:], 2)
	}
	r.Started = d.after(started, startedOrder)
	return r
}

func (d *decoder) member() Member {
	m := Member{Agent: d.agent(), Group: d.group()}
	where := pickCode(d, whereaboutCodes[:], 3)
	m.Presence, m.Reason = where.presence, where.reason
	m.DueAway, m.Owed = d.flag(), d.flag()
	if d.flag() {
		m.CheckedIn = instant(d.base + int64(d.count(checkInOrder)))
		m.CheckInSeq = int(d.count(seqOrder))
		if d.flag() {
			m.Device = uint32(d.bits(32))
		}
		d.turns(&m)
	}
	m.Standing = Standing(d.bits(5))
	m.Since = d.since(m)
	return m
}

func (d *decoder) since(m Member) time.Time {
	switch d.bits(2) {
	case sinceNever:
		return time.Time{}
	case sinceCheckIn:
		return m.CheckedIn
	case sinceStart:
		return d.s.startOf(m.Agent)
	}
	return instant(d.base + d.signed(sinceOrder))
}

func (d *decoder) note(due *int64) Note {
	return Note{Visit: d.visitID(), From: d.agent(), To: d.agent(), DueAt: d.after(due, checkInOrder)}
}

func (d *decoder) agent() domain.AgentID {
	i := d.bits(d.width)
	if i == 0 {
		return ""
	}
	if i > uint64(len(d.roster)) {
		d.failed = true
		return ""
	}
	return d.roster[i-1]
}

func (d *decoder) group() domain.GroupID {
	i := d.bits(bits.Len(uint(len(d.s.Groups))))
	if i == 0 {
		return ""
	}
	if i > uint64(len(d.s.Groups)) {
		d.failed = true
		return ""
	}
	return d.s.Groups[i-1]
}

// turns reads what the member has had today.
func (d *decoder) turns(m *Member) {
	if !d.counts {
		return
	}
	m.Turns = int(d.count(turnsOrder))
	if m.Duty = d.flag(); m.Duty {
		m.DutyTurns = int(d.count(turnsOrder))
	}
}

func (d *decoder) clause() domain.Clause {
	i := d.bits(bits.Len(uint(len(d.clauses))))
	if i == 0 {
		return ""
	}
	if i > uint64(len(d.clauses)) {
		d.failed = true
		return ""
	}
	return d.clauses[i-1]
}

func pickCode[T any](d *decoder, codes []T, width int) T {
	i := d.bits(width)
	if i >= uint64(len(codes)) {
		d.failed = true
		i = 0
	}
	return codes[i]
}

func (d *decoder) after(last *int64, order int) time.Time {
	*last += d.signed(order)
	return instant(*last)
}

func instant(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }

func (d *decoder) visitID() domain.VisitID {
	switch d.bits(2) {
	case visitToday:
		d.visit += d.signed(visitOrder)
		today, _ := dayDigits(d.s.Day)
		return joinVisit(today, d.visit)
	case visitAnyDay:
		day := d.bits(dayWidth)
		return joinVisit(day, int64(d.count(seqOrder)))
	case visitLiteral:
		return domain.VisitID(d.text())
	}
	d.failed = true
	return ""
}

func (d *decoder) customer(visit domain.VisitID) domain.CustomerRef {
	switch d.bits(2) {
	case customerNone:
		return ""
	case customerHash:
		var hash [16]byte
		for i := range hash {
			hash[i] = byte(d.bits(8))
		}
		return domain.CustomerRef(hex.EncodeToString(hash[:]))
	case customerVisit:
		return domain.CustomerRef("v" + string(visit))
	}
	return domain.CustomerRef(d.text())
}
