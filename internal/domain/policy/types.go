// Package policy holds a site's rules as dated data: presets made from the source documents,
// versions with an effective day, and the parameters that rotation, attribution and conduct read.
// Versions are never edited; a past event is judged by the version in force on its business day.
package policy

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Preset names one of the rule sets that come from the source documents.
type Preset string

const (
	SelfSale      Preset = "self-sale"      // clauses SS.*
	GroupRotation Preset = "group-rotation" // clauses GP.*
)

// Version is one published policy of a site.
type Version struct {
	Number        int        `json:"number"` // 1, 2, 3 … within the site
	Preset        Preset     `json:"preset"`
	EffectiveFrom domain.Day `json:"effective_from"` // in force from the start of this business day
	PublishedBy   string     `json:"published_by"`   // subject of the principal
	PublishedAt   time.Time  `json:"published_at"`
	Note          string     `json:"note,omitempty"`
	Rules         Rules      `json:"rules"`
}

// Rules is everything a policy decides, as data with citations.
type Rules struct {
	Rotation    Rotation    `json:"rotation"`
	Reception   Reception   `json:"reception"`
	Attribution Attribution `json:"attribution"`
	Conduct     Conduct     `json:"conduct"`
	Settlement  Settlement  `json:"settlement"`
	Authority   Authority   `json:"authority"`
}

// OrderBy is what the day's order comes from.
type OrderBy string

const OrderTable OrderBy = "order_table" // 接待顺序表, persists across days (SS.4.2.1.a, GP.1)

// LeavesHead is when the receiver of an ordinary turn leaves the head of the queue.
type LeavesHead string

const (
	OnStart  LeavesHead = "on_start"  // cycle policies: at the start of the reception (SS)
	OnFinish LeavesHead = "on_finish" // group policy: to the tail of the own group on finishing (GP.2.a)
)

// AbsenceReason is why an agent is away from the floor.
type AbsenceReason string

const (
	Private  AbsenceReason = "private"  // 私事、请假
	Business AbsenceReason = "business" // 因公外出
	Short    AbsenceReason = "short"    // 小事短时离开
	Meal     AbsenceReason = "meal"     // 用餐
	Signing  AbsenceReason = "signing"  // 陪同签约
	OffDuty  AbsenceReason = "off_duty" // not checked in today (set by the system, never given by a caller)
)

// OnDue is what happens to an absent agent's place when their turn comes.
type OnDue string

const (
	TailOnReturn OnDue = "tail_on_return" // passed over; on return to the tail (SS.4.2.1.b)
	KeepPlace    OnDue = "keep_place"     // passed over; back at the place held (SS.4.2.1.c)
	Covered      OnDue = "covered"        // the next receives on their behalf; their turn is used, handed back on return (SS.4.2.1.d)
	MakeUp       OnDue = "make_up"        // passed over; one make-up turn per absence, usable on return (GP.13.a)
)

// AbsenceRule is the treatment of one absence reason.
type AbsenceRule struct {
	OnDue  OnDue         `json:"on_due"`
	Clause domain.Clause `json:"clause"`
}

// Rotation is how the reception queue behaves.
type Rotation struct {
	Order               OrderBy                       `json:"order"`
	LeavesHead          LeavesHead                    `json:"leaves_head"`
	CycleClause         domain.Clause                 `json:"cycle_clause"`           // an ordinary turn (SS.4.2.1.a, GP.2.a)
	Groups              bool                          `json:"groups"`                 // agents wait in groups; the first group of the day holds the position (GP.1)
	NextGroupClause     domain.Clause                 `json:"next_group_clause"`      // the next group covers (GP.2.b)
	GroupsMoveOn        bool                          `json:"groups_move_on"`         // at day close the order of groups moves on by one (GP.2.a)
	Absences            map[AbsenceReason]AbsenceRule `json:"absences"`               // every AbsenceReason has a row
	BusyMakeUpClause    domain.Clause                 `json:"busy_make_up_clause"`    // non-empty: passed over while with an old or company customer earns a make-up turn (GP.13.a)
	OutOfTurnClause     domain.Clause                 `json:"out_of_turn_clause"`     // refusal of taking a visitor out of turn (SS.4.2.2.a, GP.12)
	PreferredOnTurnUses bool                          `json:"preferred_on_turn_uses"` // a designated first-time visitor uses the turn if the agent is on turn (SS.4.2.5.a)
	UncoveredLeave      domain.Clause                 `json:"uncovered_leave"`        // non-empty: leaving the position vacant is a breach (GP.2.b)
}

// Reception cites the clauses of the opening questions. An empty clause means that the policy has no such rule.
type Reception struct {
	Designated       domain.Clause `json:"designated"`        // first-time visitor names an agent (SS.4.2.5.a, GP.15.a)
	DesignatedBusy   domain.Clause `json:"designated_busy"`   // … who is absent or busy (SS.4.2.4.b, GP.15.a)
	TakeOver         domain.Clause `json:"take_over"`         // the preferred agent becomes free and takes over (SS.4.2.4.b, GP.15.b)
	MerelyKnown      domain.Clause `json:"merely_known"`      // an agent who merely knows the visitor has no claim (SS.4.2.5.b)
	Returning        domain.Clause `json:"returning"`         // register knows the visitor: to the original receptionist (SS.4.2.4.a, GP.3)
	ReturningAbsent  domain.Clause `json:"returning_absent"`  // … who is absent or busy (SS.4.2.4.b, GP.15.a)
	NameForgotten    domain.Clause `json:"name_forgotten"`    // came before, forgot the name (GP.16)
	ReferralNamed    domain.Clause `json:"referral_named"`    // referral naming the original agent (GP.17.a)
	ReferralUnnamed  domain.Clause `json:"referral_unnamed"`  // referral, agent's name forgotten (GP.17.b)
	Company          domain.Clause `json:"company"`           // company customer, not designated (GP.13.b)
	BrokerDisclosed  domain.Clause `json:"broker_disclosed"`  // broker or competitor with identity and card (GP.14.a)
	BrokerHidden     domain.Clause `json:"broker_hidden"`     // found out later, or no card (GP.14.b)
	Register         domain.Clause `json:"register"`          // the register entry as evidence of ownership (SS.4.2.3, GP.19)
	BackDated        domain.Clause `json:"back_dated"`        // an entry for a past business day is refused (SS.4.2.3, GP.19)
	VisitorForm      domain.Clause `json:"visitor_form"`      // the visitor fills in the form at the end (GP.10)
	HandOverNote     domain.Clause `json:"hand_over_note"`    // tell the colleague promptly (GP.18)
	HandOverMinutes  int           `json:"hand_over_minutes"` // deadline of the note, minutes after the reception ends; 0: no note
	ConflictQuestion domain.Clause `json:"conflict_question"` // collision check at the door (SS.4.2.4.a, GP.3)
}

// RuleName names one attribution rule; the function of that name is in package attribution.
type RuleName string

// AttributionRule is one rule of the ordered list, with its parameters and citation.
type AttributionRule struct {
	Rule   RuleName      `json:"rule"`
	Clause domain.Clause `json:"clause"`
	// OriginalBasisPoints is the original agent's share of a split; the later agent has the rest.
	OriginalBasisPoints int `json:"original_basis_points,omitempty"`
}

// Attribution lists the rules in the order in which they are asked; the first that decides, decides.
type Attribution struct {
	Rules []AttributionRule `json:"rules"`
}

// Gravity is how grave a verified breach is.
type Gravity string

const (
	Ordinary  Gravity = "ordinary"
	Serious   Gravity = "serious"
	Unfounded Gravity = "unfounded" // reported, not verified: no effect, kept
)

// Fine is what a verified breach costs, deducted at settlement. All zero: recorded, no money.
type Fine struct {
	DayBases             int   `json:"day_bases,omitempty"`               // × monthly base / 21.75
	MonthBases           int   `json:"month_bases,omitempty"`             // × monthly base
	CommissionBasisPoint int   `json:"commission_basis_points,omitempty"` // of the month's commission due
	FixedFen             int64 `json:"fixed_fen,omitempty"`
}

// Breach is one kind of breach with its fines and threshold.
type Breach struct {
	Kind      string           `json:"kind"` // "quarrel", "poaching", "neglect", "position_vacant" …
	Clause    domain.Clause    `json:"clause"`
	Fines     map[Gravity]Fine `json:"fines"`
	Dismissal int              `json:"dismissal,omitempty"` // proposed at this count of verified breaches of the clause; 0: never
}

// Conduct is the site's list of breaches. Kinds are unique; counts are kept per clause.
type Conduct struct {
	Breaches []Breach `json:"breaches"`
}

// Settlement is when and how commission falls due.
type Settlement struct {
	ClaimWindowHours           int  `json:"claim_window_hours"`             // a deal is due this long after signing; 0: the next night
	DeductionFlagBasisPoints   int  `json:"deduction_flag_basis_points"`    // a month's deductions over this share of the wage are flagged (2000)
	DeductionFlagCaps          bool `json:"deduction_flag_caps"`            // the flag is a cap
	PaidDaysPerMonthHundredths int  `json:"paid_days_per_month_hundredths"` // 2175 = 21.75
}

// Authority is who may change what under this policy.
type Authority struct {
	OrderTable       []domain.Role `json:"order_table"`
	OrderTableClause domain.Clause `json:"order_table_clause"`
	Versions         []domain.Role `json:"versions"`
	VersionsClause   domain.Clause `json:"versions_clause"`
	Rulings          []domain.Role `json:"rulings"` // who rules on disputes and waiting deals
	RulingsClause    domain.Clause `json:"rulings_clause"`
	Verifies         []domain.Role `json:"verifies"` // who verifies breaches, confirms cards and returned customers
}
