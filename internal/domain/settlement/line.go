// Package settlement turns credit and fines into lines (结佣): immutable amounts of one party in one
// month, each with its clause. A settled line is never edited. What is wrong is mirrored exactly and
// written anew, in the month of the correction, so that a month that was paid stays as it was paid.
//
// The rules, told once:
//
//   - A line belongs to the month of the business day it is settled on, not of the signing. A deal settled
//     in the last night of a month is that month's commission.
//   - The lines of a deal sum to its commission; mirrors sum to the opposite of what they mirror.
//   - "The commission due that month" (SS.4.2.2.b) is what was credited to the party in the month less the
//     credit reversed in that month, and at least nothing.
//   - A share of the month's commission is fixed at the close of the month in which the breach was verified.
//     If the month's commission still changes that night, the close is run again: it mirrors the share and
//     writes the new one, and without a change it writes nothing. A fine verified after the close is
//     settled by the next night, on the commission of its own month.
//   - A reversal in a later month lowers that month's commission. It does not reopen a fine of the month in
//     which the credit was due: the fine rests on what was due then.
//   - Two fines of one month each take their share of the whole of the month's commission.
package settlement

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/money"
)

// Kind is what a line is.
type Kind string

const (
	Commission Kind = "commission" // credit of a deal, not negative
	Deduction  Kind = "deduction"  // a fine, not positive
	Reversal   Kind = "reversal"   // the exact mirror of one line: negative of a commission, positive of a deduction
)

// LineID names a line: subject, round and ordinal, "d20261124-000009/1.2"; its mirror "…/1.2r". The same
// facts give the same ids, so that a repeated run writes the same lines or none.
type LineID string

// Line is one amount of one party, for good.
type Line struct {
	ID            LineID            `json:"line"`
	Month         domain.Month      `json:"month"`
	Party         attribution.Party `json:"party"`
	Kind          Kind              `json:"kind"`
	Amount        money.Fen         `json:"amount_fen"`
	Subject       string            `json:"subject"` // deal or conduct report
	Clause        domain.Clause     `json:"clause"`
	Reason        string            `json:"reason"`
	BasisPoints   int               `json:"share_basis_points,omitempty"`
	SettledOn     domain.Day        `json:"settled_on"`
	MirrorOf      LineID            `json:"mirror_of,omitempty"`
	PolicyVersion int               `json:"policy_version"`
}

// The reasons of lines; a correction carries its own.
const (
	ReasonCredited        = "credited"
	ReasonVerifiedBreach  = "verified_breach"
	ReasonMonthCommission = "share_of_month_commission"
	ReasonMonthChanged    = "month_commission_changed"
)

var (
	errNegative = &domain.Error{Code: "settlement.commission_negative"}
	errTwice    = &domain.Error{Code: "settlement.party_repeated"}
	errMirror   = &domain.Error{Code: "settlement.reversal_of_reversal"}
	errReversed = &domain.Error{Code: "settlement.already_reversed"}
	errFine     = &domain.Error{Code: "settlement.fine_negative"}
)

func lineID(subject string, round, ordinal int) LineID {
	id := make([]byte, 0, 32)
	id = append(id, subject...)
	id = append(id, '/')
	id = strconv.AppendInt(id, int64(round), 10)
	id = append(id, '.')
	id = strconv.AppendInt(id, int64(ordinal), 10)
	return LineID(id)
}

// round gives the round in a line's id, 0 if it has none.
func (id LineID) round() int {
	_, place, _ := strings.Cut(string(id), "/")
	text, _, _ := strings.Cut(place, ".")
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// Credit is a deal that the night settles. Round is 1, and one more for each time that the deal's lines
// were reversed and settled anew.
type Credit struct {
	Deal          domain.DealID
	Commission    money.Fen
	Shares        []attribution.Share // original agent first; sum to 10,000
	Clause        domain.Clause
	PolicyVersion int
	Round         int
}

// SettleDeal gives the lines of a deal, one per party in the order of the shares, on a business day.
// They sum to the commission (largest remainder, ties to the original agent). Errors:
// settlement.commission_negative, settlement.party_repeated, and money.Allocate's.
func SettleDeal(c Credit, on domain.Day) ([]Line, error) {
	return AppendDeal(make([]Line, 0, len(c.Shares)), c, on)
}

// AppendDeal is SettleDeal onto lines of the caller's; on an error lines is given back as it was.
func AppendDeal(lines []Line, c Credit, on domain.Day) ([]Line, error) {
	if c.Commission < 0 {
		return lines, errNegative
	}
	if len(c.Shares) > money.MaxParts {
		return lines, &domain.Error{Code: "money.too_many_parts"}
	}
	var weights [money.MaxParts]int
	var parts [money.MaxParts]money.Fen
	for i, share := range c.Shares {
		weights[i] = share.BasisPoints
		for _, other := range c.Shares[:i] {
			if other.Party == share.Party {
				return lines, errTwice
			}
		}
	}
	n := len(c.Shares)
	if err := money.AllocateInto(parts[:n], c.Commission, weights[:n]); err != nil {
		return lines, err
	}
	month := on.Month()
	for i, share := range c.Shares {
		lines = append(lines, Line{ID: lineID(string(c.Deal), c.Round, i+1), Month: month, Party: share.Party,
			Kind: Commission, Amount: parts[i], Subject: string(c.Deal), Clause: c.Clause, Reason: ReasonCredited,
			BasisPoints: share.BasisPoints, SettledOn: on, PolicyVersion: c.PolicyVersion})
	}
	return lines, nil
}

// Reverse gives the exact mirror of settled lines, in the month of the business day of the correction
// or cancellation, with its reason. A mirror is not mirrored again: what was wrong to reverse is
// settled anew. Errors: settlement.reversal_of_reversal, money.overflow.
func Reverse(lines []Line, on domain.Day, reason string) ([]Line, error) {
	mirrors := make([]Line, 0, len(lines))
	for _, line := range lines {
		if line.Kind == Reversal {
			return nil, errMirror
		}
		amount, err := money.Negate(line.Amount)
		if err != nil {
			return nil, err
		}
		mirror := line
		mirror.ID, mirror.MirrorOf, mirror.Kind, mirror.Amount = line.ID+"r", line.ID, Reversal, amount
		mirror.Month, mirror.SettledOn, mirror.Reason = on.Month(), on, reason
		mirrors = append(mirrors, mirror)
	}
	return mirrors, nil
}

// Standing gives the lines of a subject that are in force: neither mirrors nor mirrored, in their order.
// Errors: settlement.already_reversed where a line has two mirrors.
func Standing(lines []Line, subject string) ([]Line, error) {
	mirrored := map[LineID]bool{}
	for _, line := range lines {
		if line.Kind != Reversal || line.Subject != subject {
			continue
		}
		if mirrored[line.MirrorOf] {
			return nil, errReversed
		}
		mirrored[line.MirrorOf] = true
	}
	var standing []Line
	for _, line := range lines {
		if line.Subject == subject && line.Kind != Reversal && !mirrored[line.ID] {
			standing = append(standing, line)
		}
	}
	return standing, nil
}

// NextRound gives the round in which a subject is settled next.
func NextRound(lines []Line, subject string) int {
	last := 0
	for _, line := range lines {
		if line.Subject == subject {
			last = max(last, line.ID.round())
		}
	}
	return last + 1
}

// inOrder sorts lines by day and id without touching the caller's.
func inOrder(lines []Line) []Line {
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, func(a, b Line) int {
		if c := strings.Compare(string(a.SettledOn), string(b.SettledOn)); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return sorted
}
