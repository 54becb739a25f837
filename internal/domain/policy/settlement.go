package policy

// Settlement is when and how commission falls due.
type Settlement struct {
	// a deal is due this long after signing; 0: the next night
	ClaimWindowHours int `json:"claim_window_hours"`
	// a month's deductions over this share of the wage are flagged (2000)
	DeductionFlagBasisPoints   int  `json:"deduction_flag_basis_points"`
	DeductionFlagCaps          bool `json:"deduction_flag_caps"`            // the flag is a cap
	PaidDaysPerMonthHundredths int  `json:"paid_days_per_month_hundredths"` // 2175 = 21.75
}
