package fairness

import (
	"math"
	"testing"
)

// tail gives the probability of a chi-square value above x with the given degrees of freedom: the
// regularised upper incomplete gamma function Q(df/2, x/2), by the series of its lower counterpart,
// P(a, z) = z^a e^-z / Γ(a+1) · (1 + z/(a+1) + z²/((a+1)(a+2)) + …).
func tail(x float64, freedom int) float64 {
	a, z := float64(freedom)/2, x/2
	gamma, _ := math.Lgamma(a + 1)
	sum, term := 1.0, 1.0
	for n := 1; term > sum*1e-17; n++ {
		term *= z / (a + float64(n))
		sum += term
	}
	return 1 - math.Exp(a*math.Log(z)-z-gamma)*sum
}

// quantile gives the value with the given tail, in thousandths, to the nearest.
func quantile(p float64, freedom int) int64 {
	low, high := 0.0, 400.0
	for range 200 {
		if middle := (low + high) / 2; tail(middle, freedom) > p {
			low = middle
		} else {
			high = middle
		}
	}
	return int64(math.Round(low * 1000))
}

func TestCriticalValues(t *testing.T) {
	for i := range critical5 {
		if want := quantile(0.05, i+1); critical5[i] != want {
			t.Errorf("5%%, df %d: %d, want %d", i+1, critical5[i], want)
		}
		if want := quantile(0.01, i+1); critical1[i] != want {
			t.Errorf("1%%, df %d: %d, want %d", i+1, critical1[i], want)
		}
	}
	// as printed in statistical tables
	for freedom, want := range map[int][2]int64{1: {3841, 6635}, 2: {5991, 9210}, 5: {11070, 15086}, 10: {18307, 23209},
		30: {43773, 50892}, 60: {79082, 88379}, 100: {124342, 135807}} {
		if critical5[freedom-1] != want[0] || critical1[freedom-1] != want[1] {
			t.Errorf("df %d: %d %d, printed %d", freedom, critical5[freedom-1], critical1[freedom-1], want)
		}
	}
}

// agent had ordinary turns shared among two, so that half of them were theirs.
func agent(received, shared int) Agent {
	return Agent{Received: received, Shares: map[int]int{2: shared}}
}

func TestJudge(t *testing.T) {
	for name, c := range map[string]struct {
		agents []Agent
		want   Verdict
		stat   int64
	}{
		"even":                 {[]Agent{agent(10, 20), agent(10, 20)}, Even, 0},
		"three, far off":       {[]Agent{agent(69, 100), agent(50, 100), agent(31, 100)}, VeryUneven, 14440},
		"just not beyond":      {[]Agent{agent(59, 100), agent(41, 100)}, Even, 3240},
		"just beyond":          {[]Agent{agent(60, 100), agent(40, 100)}, Uneven, 4000},
		"far off":              {[]Agent{agent(63, 100), agent(37, 100)}, VeryUneven, 6760},
		"four to expect":       {[]Agent{agent(8, 8), agent(0, 8)}, TooFew, 0},
		"the rest is pooled":   {[]Agent{agent(10, 20), agent(8, 8), agent(2, 8), agent(0, 4)}, Even, 0},
		"a small rest is join": {[]Agent{agent(10, 20), agent(12, 24), agent(0, 2), agent(1, 0)}, Even, 0},
		"nobody":               {nil, TooFew, 0},
	} {
		if got := Judge(c.agents); got.Verdict != c.want || got.Thousandth != c.stat {
			t.Errorf("%s: %+v, want %s %d", name, got, c.want, c.stat)
		}
	}
}
