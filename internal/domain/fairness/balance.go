package fairness

import (
	"cmp"
	"math/big"
	"slices"
)

// Verdict says what the comparison of received with entitled turns shows.
type Verdict string

const (
	TooFew      Verdict = "too_few"     // fewer than two agents, or groups of them, with five turns to expect
	Even        Verdict = "even"        // no more than chance explains, at 5%
	Uneven      Verdict = "uneven"      // beyond the 5% value
	VeryUneven  Verdict = "very_uneven" // beyond the 1% value
	leastExpect         = 5             // turns to expect in a cell, for the statistic to be near its distribution
)

// Balance is the chi-square statistic of received against entitled ordinary turns.
type Balance struct {
	Verdict    Verdict
	Freedom    int   // degrees of freedom
	Thousandth int64 // the statistic, in thousandths, rounded down
	At5, At1   int64 // critical values, in thousandths
}

// cell is what an agent, or several together, received and could expect.
type cell struct {
	received int64
	entitled *big.Rat
}

func (c *cell) join(other cell) {
	c.received += other.received
	c.entitled = new(big.Rat).Add(c.entitled, other.entitled)
}

// Judge compares received with entitled turns, exactly. Agents who could expect fewer than five turns
// are one cell together, which joins the smallest other cell while it expects fewer than five itself.
func Judge(agents []Agent) Balance {
	cells := pooled(agents)
	out := Balance{Verdict: TooFew, Freedom: max(len(cells)-1, 0)}
	if out.Freedom == 0 || out.Freedom > len(critical5) {
		return out
	}
	sum := new(big.Rat)
	for _, c := range cells {
		off := new(big.Rat).Sub(big.NewRat(c.received, 1), c.entitled)
		sum.Add(sum, off.Quo(off.Mul(off, off), c.entitled))
	}
	out.At5, out.At1 = critical5[out.Freedom-1], critical1[out.Freedom-1]
	sum.Mul(sum, big.NewRat(1000, 1))
	out.Thousandth = new(big.Int).Quo(sum.Num(), sum.Denom()).Int64()
	switch {
	case sum.Cmp(big.NewRat(out.At1, 1)) > 0:
		out.Verdict = VeryUneven
	case sum.Cmp(big.NewRat(out.At5, 1)) > 0:
		out.Verdict = Uneven
	default:
		out.Verdict = Even
	}
	return out
}

func pooled(agents []Agent) []cell {
	least := big.NewRat(leastExpect, 1)
	rest := cell{entitled: new(big.Rat)}
	var cells []cell
	for _, a := range agents {
		if c := (cell{int64(a.Received), a.Entitled()}); c.entitled.Cmp(least) >= 0 {
			cells = append(cells, c)
		} else {
			rest.join(c)
		}
	}
	slices.SortStableFunc(cells, func(a, b cell) int {
		return cmp.Or(a.entitled.Cmp(b.entitled), cmp.Compare(a.received, b.received))
	})
	switch {
	case rest.entitled.Cmp(least) >= 0:
		cells = append(cells, rest)
	case len(cells) > 0:
		cells[0].join(rest)
	}
	return cells
}

// Text says the verdict in Chinese and English.
func (v Verdict) Text() (zh, en string) {
	switch v {
	case Even:
		return "以目前的数据看不出偏差", "the data so far show no imbalance"
	case Uneven:
		return "偏差超出偶然范围（5% 水平），建议核查", "more uneven than chance explains at 5%; worth a look"
	case VeryUneven:
		return "偏差明显超出偶然范围（1% 水平），应当核查", "clearly more uneven than chance explains, at 1%; look into it"
	}
	return "数据太少，尚不能判断", "too few turns to tell"
}
