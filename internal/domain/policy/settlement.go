package policy

import "cmp"

// Settlement is when and how commission falls due.
type Settlement struct {
	// a deal is due this long after signing; 0: the next night
	ClaimWindowHours int `json:"claim_window_hours"`
	// a month's deductions over this share of the wage are flagged (2000)
	DeductionFlagBasisPoints   int  `json:"deduction_flag_basis_points"`
	DeductionFlagCaps          bool `json:"deduction_flag_caps"`            // the flag is a cap
	PaidDaysPerMonthHundredths int  `json:"paid_days_per_month_hundredths"` // 2175 = 21.75
	// a commission above it takes a second approval; 0: the usual bound
	PlausibleFen int64 `json:"plausible_fen,omitempty"`
	// so does one above this share of the price; 0: the usual bound
	PlausibleBasisPoints int `json:"plausible_basis_points,omitempty"`
}

// The usual bounds of a commission that one confirmation is enough for.
const (
	usualPlausibleFen         = 50_000_000 // half a million yuan
	usualPlausibleBasisPoints = 1000       // a tenth of the price
)

// Plausible gives the commission, and its share of the price, beyond which a deal takes a second approval.
func (s Settlement) Plausible() (fen int64, basisPoints int) {
	return cmp.Or(s.PlausibleFen, usualPlausibleFen), cmp.Or(s.PlausibleBasisPoints, usualPlausibleBasisPoints)
}
