package assessment

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain/feedback"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

func drawMarks(t *rapid.T, name string) (m feedback.Marks) {
	for i := range m.Counts {
		m.Counts[i] = rapid.IntRange(0, 4).Draw(t, name)
	}
	if rapid.Bool().Draw(t, name+"-none") {
		m = feedback.Marks{}
	}
	return m
}

func drawFacts(t *rapid.T) Facts {
	var f Facts
	f.Feedback.Overall, f.Feedback.Efficiency = drawMarks(t, "overall"), drawMarks(t, "efficiency")
	f.Feedback.Attitude, f.Feedback.ProblemSolving = drawMarks(t, "attitude"), drawMarks(t, "problems")
	upTo := func(name string, most int) (all, some int) {
		all = rapid.IntRange(0, most).Draw(t, name)
		return all, rapid.IntRange(0, all).Draw(t, name+"-well")
	}
	f.Received.Visits, f.Received.Prompt = upTo("visits", 20)
	f.Received.Notes, f.Received.InTime = upTo("notes", 5)
	f.CasesDue, f.CasesInTime = upTo("cases", 5)
	f.TrainingMinutes, f.MinutesAttended = upTo("minutes", 500)
	for range rapid.IntRange(0, 5).Draw(t, "given") {
		f.Given = append(f.Given, Given{Kind: rapid.SampledFrom([]Kind{Regular, Spot, Self, Peer}).Draw(t, "kind"),
			Scores: feedback.Scores{Overall: rapid.IntRange(1, 5).Draw(t, "score"),
				Attitude: rapid.IntRange(0, 5).Draw(t, "score")}})
	}
	return f
}

func drawWeights(t *rapid.T) policy.Weights {
	left := 10000
	part := func(name string) int { n := rapid.IntRange(0, left).Draw(t, name); left -= n; return n }
	w := policy.Weights{Efficiency: part("e"), Attitude: part("a"), ProblemSolving: part("p"), Training: part("t"),
		Assessed: part("s")}
	w.Satisfaction = left
	return w
}

// marked gives every single score of the counts, as the oracle counts one by one.
func marked(m feedback.Marks) (all []int64) {
	for i, n := range m.Counts {
		for range n {
			all = append(all, int64(i+1))
		}
	}
	return all
}

// fractions gives the measures' parts the slow way: score by score.
func fractions(f Facts) [][]*big.Rat {
	of := func(scores []int64) []*big.Rat {
		if len(scores) == 0 {
			return nil
		}
		sum := new(big.Rat)
		for _, s := range scores {
			sum.Add(sum, big.NewRat(s-1, 4))
		}
		return []*big.Rat{sum.Quo(sum, big.NewRat(int64(len(scores)), 1))}
	}
	ratio := func(some, all int) []*big.Rat {
		if all == 0 {
			return nil
		}
		return []*big.Rat{big.NewRat(int64(some), int64(all))}
	}
	given := func(kind Kind) (scores []int64) {
		for _, g := range f.Given {
			for _, s := range []int{g.Scores.Overall, g.Scores.Attitude} {
				if g.Kind == kind && s > 0 {
					scores = append(scores, int64(s))
				}
			}
		}
		return scores
	}
	join := func(parts ...[]*big.Rat) (all []*big.Rat) {
		for _, p := range parts {
			all = append(all, p...)
		}
		return all
	}
	return [][]*big.Rat{of(marked(f.Feedback.Overall)),
		join(of(marked(f.Feedback.Efficiency)), ratio(f.Received.Prompt, f.Received.Visits),
			ratio(f.Received.InTime, f.Received.Notes)),
		of(marked(f.Feedback.Attitude)), join(of(marked(f.Feedback.ProblemSolving)), ratio(f.CasesInTime, f.CasesDue)),
		ratio(f.MinutesAttended, f.TrainingMinutes), join(of(given(Regular)), of(given(Spot)), of(given(Peer)))}
}

// nearest rounds half up.
func nearest(r *big.Rat) int {
	half := new(big.Rat).Add(r, big.NewRat(1, 2))
	return int(new(big.Int).Div(half.Num(), half.Denom()).Int64())
}

// AS.2.2, CM.5: whatever is known, every score is the exact average of its parts, the weights of what there is are a
// whole in the policy's proportion to within a basis point, and the total follows from what is shown.
func TestAScorecardAgreesWithAnOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, w := drawFacts(t), drawWeights(t)
		card := Score(w, f)
		if diff := cmp.Diff(card, Score(w, f)); diff != "" {
			t.Fatalf("decided twice: %s", diff)
		}
		counting, scaled, sum := 0, 0, new(big.Rat)
		for i, parts := range fractions(f) {
			m := card.Measures[i]
			if m.Weight != w.List()[i] || (m.Score == nil) != (len(parts) == 0) || len(m.Parts) != len(parts) {
				t.Fatalf("%s: %+v of %d parts", m.Measure, m, len(parts))
			}
			if m.Score == nil {
				if m.Counts != 0 {
					t.Fatalf("%s counts without data", m.Measure)
				}
				continue
			}
			average := new(big.Rat)
			for _, p := range parts {
				average.Add(average, p)
			}
			average.Mul(average, big.NewRat(10000, int64(len(parts))))
			if *m.Score != nearest(average) {
				t.Fatalf("%s: %d, want %s", m.Measure, *m.Score, average.FloatString(3))
			}
			counting += m.Weight
			scaled += m.Counts
			sum.Add(sum, big.NewRat(int64(*m.Score*m.Counts), 10000))
		}
		if counting == 0 {
			if card.Total != nil || scaled != 0 {
				t.Fatalf("a total without data: %+v", card)
			}
			return
		}
		if scaled != 10000 || card.Total == nil || *card.Total != nearest(sum) {
			t.Fatalf("weights of %d, total %v, want %s", scaled, card.Total, sum.FloatString(3))
		}
		for _, m := range card.Measures {
			exact := m.Weight * 10000
			if m.Score != nil && (m.Counts*counting <= exact-counting || m.Counts*counting >= exact+counting) {
				t.Fatalf("%s counts %d of %d/%d", m.Measure, m.Counts, m.Weight, counting)
			}
		}
	})
}

// AS.2.3: one's own assessment is shown and changes no score.
func TestOnesOwnAssessmentChangesNoScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, w := drawFacts(t), drawWeights(t)
		before := Score(w, f)
		f.Given = append(f.Given, Given{Kind: Self, Scores: feedback.Scores{Overall: 5, Attitude: 5}})
		if diff := cmp.Diff(before, Score(w, f)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A weight of nothing: the measure is shown and counts for nothing.
func TestAMeasureWithoutWeight(t *testing.T) {
	f := Facts{TrainingMinutes: 60, MinutesAttended: 60}
	card := Score(policy.Weights{Satisfaction: 10000}, f)
	if card.Total != nil || card.Measures[4].Score == nil || *card.Measures[4].Score != 10000 {
		t.Errorf("%+v", card)
	}
}
