package settlement

import (
	"math/bits"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// FlagDeductions says that a month's deductions exceed the share of the wage that the wage-payment
// rules allow (20%).
const FlagDeductions = "wage_deduction_over_20_percent"

// Statement is one party's month, with every line.
type Statement struct {
	Party    attribution.Party `json:"party"`
	Month    domain.Month      `json:"month"`
	Lines    []Line            `json:"lines"`        // by business day, then id
	Credited money.Fen         `json:"credited_fen"` // commission less reversals of commission; may be negative
	Deducted money.Fen         `json:"deducted_fen"` // deductions less reversals of deductions, as a positive amount
	Withheld money.Fen         `json:"withheld_fen"` // of Deducted, what is taken this month: all, or up to the cap
	Net      money.Fen         `json:"net_fen"`      // Credited − Withheld
	Flags    []string          `json:"flags,omitempty"`
}

// StatementOf draws up a party's month from lines (others are left out). The wage is monthlyBase plus
// the month's commission, if positive. Deductions over the policy's share of it are flagged; where the
// policy makes the flag a cap, no more than that share, rounded down, is withheld. monthlyBase is 0 for a
// fund. Errors: money.overflow.
func StatementOf(party attribution.Party, month domain.Month, lines []Line, monthlyBase money.Fen,
	rules policy.Settlement) (Statement, error) {
	s := Statement{Party: party, Month: month, Lines: []Line{}}
	for _, line := range inOrder(lines) {
		if line.Party != party || line.Month != month {
			continue
		}
		s.Lines = append(s.Lines, line)
		into, amount := &s.Credited, line.Amount
		if !isCredit(line) {
			into = &s.Deducted
			var err error
			if amount, err = money.Negate(amount); err != nil {
				return Statement{}, err
			}
		}
		sum, err := money.Add(*into, amount)
		if err != nil {
			return Statement{}, err
		}
		*into = sum
	}
	wage, err := money.Add(monthlyBase, max(s.Credited, 0))
	if err != nil {
		return Statement{}, err
	}
	s.Withheld = s.Deducted
	if over(s.Deducted, wage, rules.DeductionFlagBasisPoints) {
		s.Flags = append(s.Flags, FlagDeductions)
		if rules.DeductionFlagCaps {
			s.Withheld = shareDown(wage, rules.DeductionFlagBasisPoints)
		}
	}
	opposite, err := money.Negate(s.Withheld)
	if err != nil {
		return Statement{}, err
	}
	s.Net, err = money.Add(s.Credited, opposite)
	return s, err
}

// over reports deducted × 10,000 > wage × basis points, exactly.
func over(deducted, wage money.Fen, basisPoints int) bool {
	if deducted <= 0 {
		return false
	}
	dh, dl := bits.Mul64(uint64(deducted), money.WholeBasisPoints)
	wh, wl := bits.Mul64(uint64(max(wage, 0)), uint64(max(basisPoints, 0)))
	return dh > wh || (dh == wh && dl > wl)
}

// shareDown gives wage × basis points ÷ 10,000 rounded down; basisPoints are at most the whole.
func shareDown(wage money.Fen, basisPoints int) money.Fen {
	hi, lo := bits.Mul64(uint64(max(wage, 0)), uint64(max(basisPoints, 0)))
	quotient, _ := bits.Div64(hi, lo, money.WholeBasisPoints)
	return money.Fen(quotient)
}
