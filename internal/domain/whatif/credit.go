package whatif

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/money"
)

// Credit is a deal's credit on both sides, by its latest decision.
type Credit struct {
	Commission money.Fen  `json:"commission"`
	Sides      [2]Verdict `json:"sides"`
}

// Verdict is one side's credit; without shares it waits for a person.
type Verdict struct {
	Shares []attribution.Share `json:"shares,omitempty"`
	Clause domain.Clause       `json:"clause,omitempty"`
}

// credit decides on a deal again. A person's ruling counts on the run's side too where the person saw the
// same: the rules wait there, or had credited as they are recorded to have.
func (r *Run) credit(step Step) {
	entry := step.Entry
	d := r.s.Deals[entry.Deal]
	if d == nil {
		d = &Credit{}
		r.s.Deals[entry.Deal] = d
	}
	agreed := d.same()
	d.Sides[recorded] = Verdict{entry.Ruling.Shares, entry.Ruling.Clause}
	if step.Deal != nil {
		d.Commission = step.Deal.Commission
	}
	switch {
	case step.Deal != nil && !step.Deal.Ruled:
		ruling := attribution.Credit(r.rules, entry.PolicyVersion, step.Deal.Facts, r.imagined(step.Deal.Customer),
			entry.At, step.Deal.Zone)
		d.Sides[tried] = Verdict{ruling.Shares, ruling.Clause}
	case agreed || len(d.Sides[tried].Shares) == 0:
		d.Sides[tried] = d.Sides[recorded]
	}
}

// Part is one party's part of a deal's commission.
type Part struct {
	Party       attribution.Party
	BasisPoints int
	Amount      money.Fen
}

// Amounts splits a commission by the verdict's shares; none while it waits.
func (v Verdict) Amounts(commission money.Fen) []Part {
	points := make([]int, len(v.Shares))
	for i, share := range v.Shares {
		points[i] = share.BasisPoints
	}
	amounts, err := money.Allocate(commission, points)
	if err != nil { // without shares; those of a ruling are a whole
		return nil
	}
	parts := make([]Part, len(points))
	for i, share := range v.Shares {
		parts[i] = Part{share.Party, share.BasisPoints, amounts[i]}
	}
	return parts
}

// parties gives who has what of the commission on one side.
func (c Credit) parties(side int) []Part {
	if parts := c.Sides[side].Amounts(c.Commission); len(parts) > 0 {
		return parts
	}
	return []Part{{Party: WaitsForRuling, Amount: c.Commission}}
}

// same reports that the deal is credited the same on both sides.
func (c Credit) same() bool { return slices.Equal(c.Sides[recorded].Shares, c.Sides[tried].Shares) }
