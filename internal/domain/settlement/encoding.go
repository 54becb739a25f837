package settlement

import (
	"encoding/binary"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/stored"
)

// The compact forms of lines and credits, for storage and for the digest of a run: a format byte, then
// each field in order, texts with their length, numbers as varints. Equal values have equal bytes.
const (
	lineFormat   = stored.First
	creditFormat = 1
)

var errEncoding = &domain.Error{Code: "settlement.malformed"}

// AppendLine appends the compact form of a line.
func AppendLine(to []byte, l Line) []byte {
	to = append(to, lineFormat)
	to = appendText(to, string(l.ID))
	to = appendText(to, string(l.Month))
	to = appendText(to, string(l.Party))
	to = appendText(to, string(l.Kind))
	to = binary.AppendVarint(to, int64(l.Amount))
	to = appendText(to, l.Subject)
	to = appendText(to, string(l.Clause))
	to = appendText(to, l.Reason)
	to = binary.AppendVarint(to, int64(l.BasisPoints))
	to = appendText(to, string(l.SettledOn))
	to = appendText(to, string(l.MirrorOf))
	return binary.AppendVarint(to, int64(l.PolicyVersion))
}

// DecodeLine reads one compact line and gives what follows it. Errors: settlement.malformed.
func DecodeLine(from []byte) (Line, []byte, error) {
	r := reader{rest: from}
	if r.format() != lineFormat {
		return Line{}, from, errEncoding
	}
	l := Line{ID: LineID(r.text()), Month: domain.Month(r.text()), Party: attribution.Party(r.text()),
		Kind:   Kind(r.text()),
		Amount: money.Fen(r.number()), Subject: r.text(), Clause: domain.Clause(r.text()), Reason: r.text(),
		BasisPoints: int(r.number()), SettledOn: domain.Day(r.text()), MirrorOf: LineID(r.text()),
		PolicyVersion: int(r.number())}
	if r.broken {
		return Line{}, from, errEncoding
	}
	return l, r.rest, nil
}

// AppendCredit appends the compact form of a credit.
func AppendCredit(to []byte, c Credit) []byte {
	to = append(to, creditFormat)
	to = appendText(to, string(c.Deal))
	to = binary.AppendVarint(to, int64(c.Commission))
	to = binary.AppendVarint(to, int64(len(c.Shares)))
	for _, share := range c.Shares {
		to = appendText(to, string(share.Party))
		to = binary.AppendVarint(to, int64(share.BasisPoints))
	}
	to = appendText(to, string(c.Clause))
	to = binary.AppendVarint(to, int64(c.PolicyVersion))
	return binary.AppendVarint(to, int64(c.Round))
}

// DecodeCredit reads one compact credit into c, reusing its shares, and gives what follows it. Errors:
// settlement.malformed; c is then not to be used.
func DecodeCredit(from []byte, c *Credit) ([]byte, error) {
	r := reader{rest: from}
	if r.format() != creditFormat {
		return from, errEncoding
	}
	c.Deal, c.Commission = domain.DealID(r.text()), money.Fen(r.number())
	n := r.number()
	if n < 0 || n > money.MaxParts {
		return from, errEncoding
	}
	c.Shares = c.Shares[:0]
	for range n {
		c.Shares = append(c.Shares, attribution.Share{Party: attribution.Party(r.text()), BasisPoints: int(r.number())})
	}
	c.Clause, c.PolicyVersion, c.Round = domain.Clause(r.text()), int(r.number()), int(r.number())
	if r.broken {
		return from, errEncoding
	}
	return r.rest, nil
}

func appendText(to []byte, text string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(text))), text...)
}

// reader takes fields off a buffer; the first that does not fit breaks it.
type reader struct {
	rest   []byte
	broken bool
}

func (r *reader) format() byte {
	if len(r.rest) == 0 {
		r.broken = true
		return 0
	}
	format := r.rest[0]
	r.rest = r.rest[1:]
	return format
}

func (r *reader) number() int64 {
	value, n := binary.Varint(r.rest)
	if n <= 0 {
		r.broken = true
		return 0
	}
	r.rest = r.rest[n:]
	return value
}

func (r *reader) text() string {
	length, n := binary.Uvarint(r.rest)
	if n <= 0 || length > uint64(len(r.rest)-n) {
		r.broken = true
		return ""
	}
	text := string(r.rest[n : n+int(length)])
	r.rest = r.rest[n+int(length):]
	return text
}
