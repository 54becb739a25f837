package money

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
)

func TestAllocateExamples(t *testing.T) {
	cases := []struct {
		amount Fen
		shares []int
		want   []Fen
	}{
		{100001, []int{7000, 3000}, []Fen{70001, 30000}}, // SS.4.2.4.b: the larger remainder is the original's
		{200000, []int{3000, 7000}, []Fen{60000, 140000}},
		{-100001, []int{7000, 3000}, []Fen{-70001, -30000}},
		{1, []int{5000, 5000}, []Fen{1, 0}}, // a tie goes to the original agent
		{-1, []int{5000, 5000}, []Fen{-1, 0}},
		{5, []int{3334, 3333, 3333}, []Fen{2, 2, 1}},
		{1, []int{3333, 3333, 3334}, []Fen{0, 0, 1}}, // the largest remainder, not the first
		{1, []int{0, 10000}, []Fen{0, 1}},
		{0, []int{7000, 3000}, []Fen{0, 0}},
		{math.MinInt64, []int{10000}, []Fen{math.MinInt64}},
		{math.MaxInt64, []int{10000}, []Fen{math.MaxInt64}},
	}
	for _, c := range cases {
		got, err := Allocate(c.amount, c.shares)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("Allocate(%d, %v) = %v, %v; want %v", c.amount, c.shares, got, err, c.want)
		}
	}
}

func TestAllocateRefuses(t *testing.T) {
	cases := []struct {
		parts  int
		shares []int
		code   domain.Code
	}{
		{0, nil, "money.no_parts"},
		{2, []int{7000, 2999}, "money.weights_not_whole"},
		{2, []int{7000, 3001}, "money.weights_not_whole"},
		{2, []int{-1, 10001}, "money.weight_negative"},
		{1, []int{math.MaxInt}, "money.weights_not_whole"},
		{3, []int{7000, 3000}, "money.parts_mismatch"},
		{65, make([]int, 65), "money.too_many_parts"},
	}
	for _, c := range cases {
		parts := make([]Fen, c.parts)
		for i := range parts {
			parts[i] = 77
		}
		err := AllocateInto(parts, 100, c.shares)
		if !errors.Is(err, &domain.Error{Code: c.code}) {
			t.Errorf("%v: %v, want %s", c.shares, err, c.code)
		}
		for _, p := range parts {
			if p != 77 {
				t.Errorf("%v: parts were touched", c.shares)
			}
		}
	}
}

func drawShares(t *rapid.T) []int {
	n := rapid.IntRange(1, 6).Draw(t, "parts")
	cuts := rapid.SliceOfN(rapid.IntRange(0, WholeBasisPoints), n-1, n-1).Draw(t, "cuts")
	slices.Sort(cuts)
	shares, last := make([]int, 0, n), 0
	for _, cut := range append(cuts, WholeBasisPoints) {
		shares = append(shares, cut-last)
		last = cut
	}
	return shares
}

// reference splits with unlimited integers: floor, then sort by remainder, stable by index.
func reference(amount Fen, shares []int) []Fen {
	whole := new(big.Int).Abs(big.NewInt(int64(amount)))
	type row struct {
		index     int
		remainder int64
	}
	parts := make([]*big.Int, len(shares))
	rows := make([]row, len(shares))
	left := new(big.Int).Set(whole)
	for i, share := range shares {
		quotient, remainder := new(big.Int).QuoRem(new(big.Int).Mul(whole, big.NewInt(int64(share))),
			big.NewInt(WholeBasisPoints), new(big.Int))
		parts[i], rows[i] = quotient, row{i, remainder.Int64()}
		left.Sub(left, quotient)
	}
	slices.SortStableFunc(rows, func(a, b row) int { return int(b.remainder - a.remainder) })
	for i := range int(left.Int64()) {
		parts[rows[i].index].Add(parts[rows[i].index], big.NewInt(1))
	}
	out := make([]Fen, len(shares))
	for i, p := range parts {
		if amount < 0 {
			p.Neg(p)
		}
		out[i] = Fen(p.Int64())
	}
	return out
}

func TestAllocateAgreesWithUnlimitedIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := Fen(rapid.Int64().Draw(t, "amount"))
		shares := drawShares(t)
		got, err := Allocate(amount, shares)
		if err != nil {
			t.Fatal(err)
		}
		if want := reference(amount, shares); !slices.Equal(got, want) {
			t.Fatalf("%d by %v: %v, want %v", amount, shares, got, want)
		}
		if total, err := Sum(got...); err != nil || total != amount {
			t.Fatalf("%v sums to %d, %v", got, total, err)
		}
	})
}

func TestHalfEvenExamples(t *testing.T) {
	cases := []struct {
		amount              Fen
		multiplier, divisor int64
		want                Fen
	}{
		{435000, 100, 2175, 20000}, // SS.4.2.2.b: a day's base of 4350.00 yuan
		{1000001, 3000, 10000, 300000},
		{5, 1, 2, 2}, {7, 1, 2, 4}, {-5, 1, 2, -2}, {-7, 1, 2, -4}, // from the middle to the even one
		{5, -1, 2, -2}, {-7, -1, 2, 4},
		{1, 1, 3, 0}, {2, 1, 3, 1},
		{math.MinInt64, 1, 1, math.MinInt64}, {math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64},
	}
	for _, c := range cases {
		if got, err := HalfEven(c.amount, c.multiplier, c.divisor); err != nil || got != c.want {
			t.Errorf("%d × %d ÷ %d = %d, %v; want %d", c.amount, c.multiplier, c.divisor, got, err, c.want)
		}
	}
}

func TestHalfEvenAgreesWithUnlimitedIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount, multiplier := rapid.Int64().Draw(t, "amount"), rapid.Int64().Draw(t, "multiplier")
		if rapid.Bool().Draw(t, "small") {
			amount, multiplier = amount%1000, multiplier%1000
		}
		divisor := rapid.OneOf(rapid.Int64Range(1, 20), rapid.Int64Range(1, math.MaxInt64)).Draw(t, "divisor")
		got, err := HalfEven(Fen(amount), multiplier, divisor)
		product := new(big.Int).Mul(big.NewInt(amount), big.NewInt(multiplier))
		d := big.NewInt(divisor)
		quotient, remainder := new(big.Int).QuoRem(product, d, new(big.Int))
		twice := new(big.Int).Lsh(new(big.Int).Abs(remainder), 1)
		if c := twice.Cmp(d); c > 0 || (c == 0 && quotient.Bit(0) == 1) {
			quotient.Add(quotient, big.NewInt(int64(product.Sign())))
		}
		if !quotient.IsInt64() {
			if !errors.Is(err, errOverflow) {
				t.Fatalf("%s does not fit, got %d, %v", quotient, got, err)
			}
			return
		}
		if err != nil || int64(got) != quotient.Int64() {
			t.Fatalf("%d × %d ÷ %d = %d, %v; want %s", amount, multiplier, divisor, got, err, quotient)
		}
	})
}

func TestCheckedArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		got, err := Add(Fen(a), Fen(b))
		want := new(big.Int).Add(big.NewInt(a), big.NewInt(b))
		if want.IsInt64() != (err == nil) || (err == nil && int64(got) != want.Int64()) {
			t.Fatalf("%d + %d = %d, %v", a, b, got, err)
		}
	})
	if _, err := Negate(math.MinInt64); !errors.Is(err, errOverflow) {
		t.Error("the smallest amount has no opposite")
	}
	if _, err := HalfEven(1, 1, 0); !errors.Is(err, errDivision) {
		t.Error("division by zero")
	}
	if _, err := HalfEven(1, 1, -1); !errors.Is(err, errDivision) {
		t.Error("division by a negative")
	}
	// the quotient is 2^64-1 and rounds up: it must not wrap to nothing
	if got, err := HalfEven(8198552921648689607, 9, 4); !errors.Is(err, errOverflow) {
		t.Errorf("rounding up out of 64 bits: %d, %v", got, err)
	}
	if _, err := Sum(math.MaxInt64, 1); !errors.Is(err, errOverflow) {
		t.Error("overflow")
	}
}

func TestAllocateIntoDoesNotAllocate(t *testing.T) {
	parts, shares := make([]Fen, 2), []int{7000, 3000}
	if n := testing.AllocsPerRun(100, func() { _ = AllocateInto(parts, 100001, shares) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkAllocateInto(b *testing.B) {
	for _, c := range []struct {
		name   string
		amount Fen
		shares []int
	}{
		{"two", 100001, []int{7000, 3000}},
		{"four", 100003, []int{2500, 2500, 2500, 2500}},
		{"wide", math.MaxInt64, []int{7000, 3000}},
	} {
		b.Run(c.name, func(b *testing.B) {
			parts := make([]Fen, len(c.shares))
			b.ReportAllocs()
			for b.Loop() {
				if err := AllocateInto(parts, c.amount, c.shares); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
