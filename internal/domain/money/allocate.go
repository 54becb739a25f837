package money

import (
	"math"
	"math/bits"

	"github.com/lunxu/lunxu/internal/domain"
)

// MaxParts bounds how many parties share one amount, so that the remainders fit on the stack.
const MaxParts = 64

var (
	errNoParts  = &domain.Error{Code: "money.no_parts"}
	errParts    = &domain.Error{Code: "money.too_many_parts"}
	errWeights  = &domain.Error{Code: "money.weights_not_whole"}
	errNegative = &domain.Error{Code: "money.weight_negative"}
	errRoom     = &domain.Error{Code: "money.parts_mismatch"}
)

// Allocate splits an amount by shares in basis points that sum to 10,000: 100001 fen at 7000/3000 gives
// 70001 and 30000. Each part is its exact share rounded down, and the fen left over go one by one to the
// largest remainders, of equal remainders to the earlier party (the original agent stands first), so
// that the parts sum to the amount. A negative amount is split as the exact mirror of its opposite.
// Errors: money.no_parts, money.too_many_parts, money.weight_negative, money.weights_not_whole.
func Allocate(amount Fen, basisPoints []int) ([]Fen, error) {
	parts := make([]Fen, len(basisPoints))
	if err := AllocateInto(parts, amount, basisPoints); err != nil {
		return nil, err
	}
	return parts, nil
}

// AllocateInto is Allocate into parts of the caller's, which must be as long as basisPoints; it does
// not allocate memory. On an error parts is left as it was. Errors: as Allocate; money.parts_mismatch.
func AllocateInto(parts []Fen, amount Fen, basisPoints []int) error {
	if err := checkShares(parts, basisPoints); err != nil {
		return err
	}
	whole := magnitude(int64(amount))
	var remainders [MaxParts]uint16
	given := uint64(0)
	for i, share := range basisPoints {
		part, remainder := portion(whole, uint64(share))
		parts[i], remainders[i] = Fen(part), uint16(remainder)
		given += part
	}
	for left := whole - given; left > 0; left-- { // fewer than there are parts
		largest := 0
		for i := 1; i < len(parts); i++ {
			if remainders[i] > remainders[largest] {
				largest = i
			}
		}
		remainders[largest] = 0
		parts[largest]++
	}
	if amount < 0 {
		for i := range parts {
			parts[i] = -parts[i] // also right for the smallest int64, whose opposite is itself
		}
	}
	return nil
}

// portion gives whole × share ÷ 10,000 and the remainder. Up to 2^49 fen (5.6 billion yuan) the product
// fits 64 bits, and the division by a constant is a multiplication.
func portion(whole, share uint64) (part, remainder uint64) {
	if whole <= math.MaxUint64/WholeBasisPoints {
		product := whole * share
		return product / WholeBasisPoints, product % WholeBasisPoints
	}
	hi, lo := bits.Mul64(whole, share)
	return bits.Div64(hi, lo, WholeBasisPoints) // share ≤ 10,000, so hi < 10,000
}

func checkShares(parts []Fen, basisPoints []int) error {
	switch {
	case len(basisPoints) == 0:
		return errNoParts
	case len(basisPoints) > MaxParts:
		return errParts
	case len(parts) != len(basisPoints):
		return errRoom
	}
	total := 0
	for _, share := range basisPoints {
		if share < 0 {
			return errNegative
		}
		if share > WholeBasisPoints {
			return errWeights
		}
		total += share
	}
	if total != WholeBasisPoints {
		return errWeights
	}
	return nil
}
