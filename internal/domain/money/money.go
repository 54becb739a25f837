// Package money computes with whole fen (分). No float ever touches an amount: shares are basis points,
// products are 128 bits wide, rounding is named, and what does not fit is an error, never a wrap.
package money

import (
	"math"
	"math/bits"

	"github.com/lunxu/lunxu/internal/domain"
)

// Fen is an amount of money in fen, 1/100 yuan. Negative amounts are deductions and reversals.
type Fen int64

// WholeBasisPoints is the whole in basis points.
const WholeBasisPoints = 10_000

var (
	errOverflow = &domain.Error{Code: "money.overflow"}
	errDivision = &domain.Error{Code: "money.division_by_zero"}
)

// Add gives a + b. Errors: money.overflow.
func Add(a, b Fen) (Fen, error) {
	sum := a + b
	if (b > 0 && sum < a) || (b < 0 && sum > a) {
		return 0, errOverflow
	}
	return sum, nil
}

// Negate gives -a. Errors: money.overflow (the smallest int64 has no opposite).
func Negate(a Fen) (Fen, error) {
	if a == math.MinInt64 {
		return 0, errOverflow
	}
	return -a, nil
}

// Sum adds all amounts. Errors: money.overflow, also where only a partial sum does not fit.
func Sum(amounts ...Fen) (Fen, error) {
	var total Fen
	for _, a := range amounts {
		next, err := Add(total, a)
		if err != nil {
			return 0, err
		}
		total = next
	}
	return total, nil
}

// HalfEven gives amount × multiplier ÷ divisor, rounded to the nearest fen and from the exact middle to
// the even one, for either sign. The product is 128 bits wide. Errors: money.division_by_zero for a
// divisor that is not positive, money.overflow where the result does not fit.
func HalfEven(amount Fen, multiplier, divisor int64) (Fen, error) {
	if divisor <= 0 {
		return 0, errDivision
	}
	hi, lo := bits.Mul64(magnitude(int64(amount)), magnitude(multiplier))
	d := uint64(divisor)
	if hi >= d {
		return 0, errOverflow
	}
	quotient, remainder := bits.Div64(hi, lo, d)
	if quotient > 1<<63 {
		return 0, errOverflow // before rounding up could wrap it to a small number
	}
	if rest := d - remainder; remainder > rest || (remainder == rest && quotient&1 == 1) {
		quotient++
	}
	return signed(quotient, (amount < 0) != (multiplier < 0))
}

// magnitude gives |v| without the wrap of the smallest int64.
func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

func signed(magnitude uint64, negative bool) (Fen, error) {
	switch {
	case negative && magnitude <= 1<<63:
		return Fen(-magnitude), nil
	case !negative && magnitude <= math.MaxInt64:
		return Fen(magnitude), nil
	}
	return 0, errOverflow
}
