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

// credit decides on a deal again; a person's ruling counts on the run's side where the rules wait.
func (r *Run) credit(step Step) {
	entry := step.Entry
	d := r.s.Deals[entry.Deal]
	if d == nil {
		d = &Credit{}
		r.s.Deals[entry.Deal] = d
	}
	d.Sides[recorded] = Verdict{entry.Ruling.Shares, entry.Ruling.Clause}
	switch {
	case step.Deal != nil:
		ruling := attribution.Credit(r.rules, entry.PolicyVersion, step.Deal.Facts, r.imagined(step.Deal.Customer), entry.At, step.Deal.Zone)
		d.Commission, d.Sides[tried] = step.Deal.Commission, Verdict{ruling.Shares, ruling.Clause}
	case len(d.Sides[tried].Shares) == 0:
		d.Sides[tried] = d.Sides[recorded]
	}
}

// amounts gives each party's part of the deal's commission on one side.
func (c Credit) amounts(side int) map[attribution.Party]money.Fen {
	shares := c.Sides[side].Shares
	out := map[attribution.Party]money.Fen{}
	if len(shares) == 0 {
		out[WaitsForRuling] = c.Commission
		return out
	}
	points := make([]int, len(shares))
	for i, share := range shares {
		points[i] = share.BasisPoints
	}
	parts, err := money.Allocate(c.Commission, points)
	if err != nil { // a ruling's shares are a whole
		out[WaitsForRuling] = c.Commission
		return out
	}
	for i, share := range shares {
		out[share.Party] += parts[i]
	}
	return out
}

// same reports that the deal is credited the same on both sides.
func (c Credit) same() bool { return slices.Equal(c.Sides[recorded].Shares, c.Sides[tried].Shares) }
