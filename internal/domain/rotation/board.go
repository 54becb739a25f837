package rotation

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// BoardView is what the site's screen shows. It shares no memory with the state.
type BoardView struct {
	Day      domain.Day
	Position domain.AgentID // at the reception position; empty: nobody
	Groups   []BoardGroup   // in the order in which they come; one under cycle policies
	MakeUps  []domain.AgentID
	Waiting  []Waiting
	Notes    []Note
}

// BoardGroup is one group with its members in order.
type BoardGroup struct {
	Group   domain.GroupID
	Members []BoardMember
}

// BoardMember is one agent's line.
type BoardMember struct {
	Agent     domain.AgentID
	Presence  Presence
	Reason    policy.AbsenceReason // while Away
	CheckedIn time.Time            // today; zero when not
	Duty      bool                 // signed in for duty hours (QC.1.b)
	Receives  Reception            // Visit empty: nobody
	Why       Explanation
}

// Explanation answers "why do I stand here, and when is it my turn?".
type Explanation struct {
	Agent    domain.AgentID
	Standing Standing
	Since    time.Time
	// of Standing; empty: the supervisor decided, or only the journal's effects tell which of several
	Clause  domain.Clause
	Place   int              // 1: next in order among those on site; 0: not on site
	Ahead   []domain.AgentID // on site and free, and come before in order
	MakeUps int              // make-up turns held; they come before the order
	Owed    bool             // one more is granted on return or on finishing
	DueAway bool             // goes to the tail on return
}

// Board gives the screen's view of the floor under the rules in force.
func Board(s State, rot policy.Rotation, rec policy.Reception) BoardView {
	order, turns := s.walk(rot), s.turns(rot)
	view := BoardView{Day: s.Day, Position: AtPosition(s, rot), MakeUps: slices.Clone(s.MakeUps),
		Waiting: slices.Clone(s.Waiting), Notes: slices.Clone(s.Notes)}
	for _, i := range order {
		group := s.boardGroup(i, rot)
		if len(view.Groups) == 0 || view.Groups[len(view.Groups)-1].Group != group {
			view.Groups = append(view.Groups, BoardGroup{Group: group})
		}
		last := &view.Groups[len(view.Groups)-1]
		last.Members = append(last.Members, s.line(i, turns, rot, rec))
	}
	return view
}

func (s State) boardGroup(i int, rot policy.Rotation) domain.GroupID {
	if !rot.Groups {
		return ""
	}
	return s.Members[i].Group
}

func (s State) line(i int, turns []int, rot policy.Rotation, rec policy.Reception) BoardMember {
	m := s.Members[i]
	line := BoardMember{Agent: m.Agent, Presence: m.Presence, CheckedIn: m.CheckedIn, Duty: m.Duty, Why: s.explain(i,
		turns, rot, rec)}
	if m.Presence == Away {
		line.Reason = m.Reason
	}
	if r := s.receiving(m.Agent); r >= 0 {
		line.Receives = s.Receptions[r]
	}
	return line
}

// Why explains one agent's place. False: the agent is not on the order table.
func Why(s State, rot policy.Rotation, rec policy.Reception, agent domain.AgentID) (Explanation, bool) {
	if i := s.member(agent); i >= 0 {
		return s.explain(i, s.turns(rot), rot, rec), true
	}
	return Explanation{}, false
}

// explain tells where the member at a position stands in the order in which turns come now.
func (s State) explain(i int, turns []int, rot policy.Rotation, rec policy.Reception) Explanation {
	m := s.Members[i]
	why := Explanation{Agent: m.Agent, Standing: m.Standing, Since: m.Since, Clause: s.standingClause(m, rot, rec),
		Owed: m.Owed, DueAway: m.DueAway}
	for _, agent := range s.MakeUps {
		if agent == m.Agent {
			why.MakeUps++
		}
	}
	onSite := 1
	for _, j := range turns[:max(0, slices.Index(turns, i))] {
		if s.Members[j].Presence == OnSite {
			onSite++
		}
		if s.free(j) {
			why.Ahead = append(why.Ahead, s.Members[j].Agent)
		}
	}
	if m.Presence == OnSite {
		why.Place = onSite
	}
	return why
}

// standingClause cites the clause behind a standing where the standing has only one. What the
// supervisor decided has none, save a swap where the policy says who approves it.
func (s State) standingClause(m Member, rot policy.Rotation, rec policy.Reception) domain.Clause {
	switch m.Standing {
	case StandsByOrderTable, UsedTurn, StandsByArrival:
		return rot.CycleClause
	case TurnSkipped:
		return rowClause(rot, policy.Skip)
	case StayedWithOld:
		return rot.OldCustomerOnTurn
	case TurnForfeited:
		return rowClause(rot, policy.Forfeit)
	case OpensTomorrow:
		return rot.LastReceiverFirst
	case Swapped:
		return rot.SwapClause
	case PassedOverBusy:
		if m.Owed {
			return rot.BusyMakeUpClause
		}
		return rot.CycleClause
	case PassedOverAway:
		return rot.Absences[absence(m)].Clause
	case ReturnedToTail, BackUnmissed:
		return rowClause(rot, policy.TailOnReturn)
	case ReturnedToPlace:
		return rowClause(rot, policy.KeepPlace)
	case TurnUsedByCover:
		return rowClause(rot, policy.Covered)
	case KeptPlace:
		return s.keptClause(m.Agent, rot, rec)
	case HelperReturned:
		if rowClause(rot, policy.Covered) == "" { // else a cover may be what they came back from
			return rec.TakeOver
		}
	}
	return ""
}

// keptClause cites why the visitor whom the agent receives now uses no turn.
func (s State) keptClause(agent domain.AgentID, rot policy.Rotation, rec policy.Reception) domain.Clause {
	i := s.receiving(agent)
	if i < 0 || s.Receptions[i].Turn != Kept {
		return ""
	}
	r := s.Receptions[i]
	switch {
	case r.Treatment == OrdinaryVisitor && r.OnBehalfOf == "" && rot.DutyOnly != "":
		return rot.DutyOnly
	case covered(r):
		return rowClause(rot, policy.Covered)
	case r.OnBehalfOf == "" && r.Clause != "":
		return r.Clause
	case r.Treatment == Designated && r.OnBehalfOf == "":
		return rec.Clause(policy.NamedAgent)
	case r.Treatment == Designated:
		return rec.DesignatedBusy
	case r.Treatment == Preferred && r.OnBehalfOf == "":
		return rec.Clause(policy.ReturningVisitor)
	case r.Treatment == Preferred:
		return rec.ReturningAbsent
	}
	return ""
}

var standingNames = [...]string{
	StandsByOrderTable: "by_order_table", UsedTurn: "used_turn", ReturnedToTail: "returned_to_tail",
	ReturnedToPlace: "returned_to_place", PassedOverBusy: "passed_over_busy", PassedOverAway: "passed_over_away",
	TurnUsedByCover: "turn_used_by_cover", KeptPlace: "kept_place", HelperReturned: "helper_returned",
	Swapped: "swapped", OrderChanged: "order_changed", MakeUpEarned: "make_up_earned", JoinedTable: "joined_table",
	StandsByArrival: "by_arrival", TurnSkipped: "turn_skipped",
	StayedWithOld: "stayed_with_old_customer", TurnForfeited: "turn_forfeited", OpensTomorrow: "opens_tomorrow",
	BackUnmissed: "back_unmissed",
}

// String gives the stable name of the standing, "used_turn".
func (s Standing) String() string {
	if int(s) < len(standingNames) {
		return standingNames[s]
	}
	return ""
}

var presenceNames = [...]string{NotCheckedIn: "not_checked_in", OnSite: "on_site", Away: "away"}

// String gives the stable name of the presence, "on_site".
func (p Presence) String() string {
	if int(p) < len(presenceNames) {
		return presenceNames[p]
	}
	return ""
}
