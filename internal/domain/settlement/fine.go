package settlement

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/money"
)

// The rounds of a fine's lines: its fixed part first, then the share of the month's commission.
const (
	fixedRound = 1
	shareRound = 2
)

// SettleFine gives the deduction of the part of a fine that is known at once (SS.4.2.2.b: the base of a
// day or a month), in the month of the business day it is settled on; none if that part is nothing.
// Errors: settlement.fine_negative.
func SettleFine(fine conduct.Fine, on domain.Day) ([]Line, error) {
	switch {
	case fine.Fen < 0:
		return nil, errFine
	case fine.Fen == 0:
		return nil, nil
	}
	return []Line{deduction(fine, fixedRound, fine.Fen, 0, on, ReasonVerifiedBreach)}, nil
}

func deduction(fine conduct.Fine, round int, fen money.Fen, basisPoints int, on domain.Day, reason string) Line {
	return Line{ID: lineID(string(fine.Report), round, 1), Month: on.Month(), Party: attribution.Party(fine.Party),
		Kind: Deduction, Amount: -fen, Subject: string(fine.Report), Clause: fine.Clause, Reason: reason,
		BasisPoints: basisPoints, SettledOn: on, PolicyVersion: fine.PolicyVersion}
}

// ShareDue reports whether a fine's share of the month's commission can be settled on a business day:
// from the last day of its month on.
func ShareDue(fine conduct.Fine, on domain.Day) bool {
	if fine.CommissionBasisPoints == 0 {
		return false
	}
	return on.Month() > fine.Month || (on.Month() == fine.Month && on.LastOfMonth())
}

// MonthClose settles the shares of the month's commission that are due on a business day (SS.4.2.2.b: 30%
// of the commission due that month, half-even). lines are all lines of the fined parties from the
// earliest of the fines' months on, this night's included. The result is what is still to be written:
// nothing if every share already stands as it should, so that the close may be run as often as one
// likes; a mirror and a new line where the month's commission has changed since. Errors:
// settlement.already_reversed, money.overflow.
func MonthClose(fines []conduct.Fine, lines []Line, on domain.Day) ([]Line, error) {
	var out []Line
	for _, fine := range fines {
		if !ShareDue(fine, on) {
			continue
		}
		more, err := closeShare(fine, lines, on)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

func closeShare(fine conduct.Fine, lines []Line, on domain.Day) ([]Line, error) {
	due, err := CommissionDue(lines, attribution.Party(fine.Party), fine.Month)
	if err != nil {
		return nil, err
	}
	share, err := money.HalfEven(due, int64(fine.CommissionBasisPoints), money.WholeBasisPoints)
	if err != nil {
		return nil, err
	}
	standing, err := standingShares(lines, fine)
	if err != nil {
		return nil, err
	}
	settled := money.Fen(0)
	for _, line := range standing {
		if settled, err = money.Add(settled, -line.Amount); err != nil {
			return nil, err
		}
	}
	if settled == share {
		return nil, nil
	}
	out, err := Reverse(standing, on, ReasonMonthChanged)
	if err != nil || share == 0 {
		return out, err
	}
	round := max(shareRound, NextRound(lines, string(fine.Report)))
	return append(out, deduction(fine, round, share, fine.CommissionBasisPoints, on, ReasonMonthCommission)), nil
}

func standingShares(lines []Line, fine conduct.Fine) ([]Line, error) {
	standing, err := Standing(lines, string(fine.Report))
	var shares []Line
	for _, line := range standing {
		if line.Reason == ReasonMonthCommission {
			shares = append(shares, line)
		}
	}
	return shares, err
}

// CommissionDue gives the commission due to a party in a month: credited less reversed in that month,
// and at least nothing. Errors: money.overflow.
func CommissionDue(lines []Line, party attribution.Party, month domain.Month) (money.Fen, error) {
	var due money.Fen
	for _, line := range lines {
		if line.Party != party || line.Month != month || !isCredit(line) {
			continue
		}
		var err error
		if due, err = money.Add(due, line.Amount); err != nil {
			return 0, err
		}
	}
	return max(due, 0), nil
}

// isCredit tells commission and its mirrors from deductions and theirs, by the sign that each has.
func isCredit(line Line) bool {
	return line.Kind == Commission || (line.Kind == Reversal && line.Amount < 0)
}
