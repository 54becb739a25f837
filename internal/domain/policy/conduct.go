package policy

import "github.com/lunxu/lunxu/internal/domain"

// Gravity is how grave a verified breach is.
type Gravity string

const (
	Ordinary  Gravity = "ordinary"
	Serious   Gravity = "serious"
	Unfounded Gravity = "unfounded" // reported, not verified: no effect, kept
)

// Consequence is what a verified breach leads to. All zero: recorded and counted only. Money is deducted
// at settlement.
type Consequence struct {
	DayBases             int   `json:"day_bases,omitempty"`               // × monthly base / 21.75
	MonthBases           int   `json:"month_bases,omitempty"`             // × monthly base
	CommissionBasisPoint int   `json:"commission_basis_points,omitempty"` // of the month's commission due
	FixedFen             int64 `json:"fixed_fen,omitempty"`

	PointsFrom  int  `json:"points_from,omitempty"` // points deducted, at least (PC.1.b, PC.3.b)
	PointsTo    int  `json:"points_to,omitempty"`   // and at most; whoever verifies says how many
	Warning     bool `json:"warning,omitempty"`     // RC.3, RC.6
	Dismissal   bool `json:"dismissal,omitempty"`   // proposed at once, whatever the count (RC.3, RC.13)
	Confiscates bool `json:"confiscates,omitempty"` // the agent's commission of the deal concerned (SC.7)
}

// Breach is one kind of breach with its fines and threshold.
type Breach struct {
	Kind   string        `json:"kind"` // "quarrel", "poaching", "neglect", "position_vacant" …
	Clause domain.Clause `json:"clause"`
	// a serious breach without a row has the ordinary one's
	Consequences map[Gravity]Consequence `json:"consequences"`
	// proposed at this count of verified breaches of the clause; 0: never
	Dismissal int `json:"dismissal,omitempty"`
}

// Commendation is one kind of commendation for outstanding reception (GR.11-12).
type Commendation struct {
	Kind   string        `json:"kind"`
	Clause domain.Clause `json:"clause"`
	Points int           `json:"points,omitempty"` // credited
}

// Conduct is the site's list of breaches. Kinds are unique; counts are kept per clause.
type Conduct struct {
	// counts and points run for so many calendar months from January (a divisor or multiple of 12); 0: for good
	PeriodMonths  int            `json:"period_months"`
	Breaches      []Breach       `json:"breaches"`
	Commendations []Commendation `json:"commendations"`
}
