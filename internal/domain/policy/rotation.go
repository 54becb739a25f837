package policy

import "github.com/lunxu/lunxu/internal/domain"

// OrderBy is what the day's order comes from.
type OrderBy string

const (
	OrderTable   OrderBy = "order_table" // 接待顺序表, persists across days (SS.4.2.1.a, GP.1, RC.1.a)
	CheckInOrder OrderBy = "check_in"    // the order of arrival that morning (QC.1.a)
)

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
	Covered      OnDue = "covered"        // the next receives for them; the turn is handed back on return (SS.4.2.1.d)
	MakeUp       OnDue = "make_up"        // passed over; one make-up turn per absence, usable on return (GP.13.a)
	Skip         OnDue = "skip"           // 轮空: the turn is lost at once and not made up; to the tail (RC.1.b)
	Forfeit      OnDue = "forfeit"        // 放弃: given up at once; to the tail (QC.2)
)

// AbsenceRule is the treatment of one absence reason.
type AbsenceRule struct {
	OnDue  OnDue         `json:"on_due"`
	Clause domain.Clause `json:"clause"`
}

// HelperFrom is which end of the order a helper for an agent's own visitor comes from.
type HelperFrom string

const (
	FromHead HelperFrom = "head" // the first free agent in order (SS.4.2.4.b, GP.15.a)
	FromTail HelperFrom = "tail" // the agent at the tail, a voluntary reception (RC.9)
)

// TakeOver is how a helper's visitor goes back to the agent whose visitor it is.
type TakeOver string

const (
	AtOnce   TakeOver = "at_once"   // as soon as that agent is free (SS.4.2.4.b, GP.15.b)
	ByHelper TakeOver = "by_helper" // when the helper hands over (RC.9)
)

// Rotation is how the reception queue behaves.
type Rotation struct {
	Order      OrderBy    `json:"order"`
	LeavesHead LeavesHead `json:"leaves_head"`
	// an ordinary turn (SS.4.2.1.a, GP.2.a, QC.1.a, RC.1.a); may be empty where the document says nothing of the
	// order
	CycleClause domain.Clause `json:"cycle_clause"`
	// agents wait in groups; the first group of the day holds the position (GP.1)
	Groups          bool          `json:"groups"`
	NextGroupClause domain.Clause `json:"next_group_clause"` // the next group covers (GP.2.b)
	// at day close the order of groups moves on by one (GP.2.a)
	GroupsMoveOn bool                          `json:"groups_move_on"`
	Absences     map[AbsenceReason]AbsenceRule `json:"absences"` // every AbsenceReason has a row
	// non-empty: passed over while with an old or company customer earns a make-up turn (GP.13.a)
	BusyMakeUpClause domain.Clause `json:"busy_make_up_clause"`
	// refusal of taking a visitor out of turn (SS.4.2.2.a, GP.12)
	OutOfTurnClause domain.Clause `json:"out_of_turn_clause"`
	// a designated first-time visitor uses the turn if the agent is on turn (SS.4.2.5.a)
	PreferredOnTurnUses bool `json:"preferred_on_turn_uses"`
	// non-empty: leaving the position vacant is a breach (GP.2.b)
	UncoveredLeave domain.Clause `json:"uncovered_leave"`
	// non-empty: while only duty staff are present they receive in their own sign-in order and no turn is used
	// (QC.1.b)
	DutyOnly domain.Clause `json:"duty_only"`
	// who receives on behalf of an absent or busy agent
	HelperFrom HelperFrom `json:"helper_from"`
	TakeOver   TakeOver   `json:"take_over"`
	// non-empty: a helper whose own turn comes takes the new visitor and gives the old one back (RC.10)
	HelperOnTurn domain.Clause `json:"helper_on_turn"`
	// non-empty: with the own old customer when the own turn comes, the agent chooses: take the new visitor or be
	// skipped once (RC.5)
	OldCustomerOnTurn domain.Clause `json:"old_customer_on_turn"`
	// non-empty: who used the day's last turn is the first of the next day (RC.7)
	LastReceiverFirst domain.Clause `json:"last_receiver_first"`
	// a swap approved by supervisor or manager (RC.1.c)
	SwapClause domain.Clause `json:"swap_clause"`
}
