package rotation

import (
	"cmp"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// The order of arrival that morning (QC.1.a), and the duty staff before it holds (QC.1.b).

// byArrival reports a policy whose order is made anew every day by those who check in. Who has not is
// behind everybody and has no place.
func (f *floor) byArrival() bool { return f.rot.Order == policy.CheckInOrder }

// present counts the members who have checked in today; with an order by arrival they stand first.
func (s State) present() int {
	n := 0
	for i := range s.Members {
		if s.Members[i].Presence != NotCheckedIn {
			n++
		}
	}
	return n
}

// joinOrder puts an agent who has just checked in into the day's order: behind the latest arrival and
// everybody who is still to have a turn in the round that is running, before the first who has had theirs.
func (f *floor) joinOrder(i int) {
	m := &f.Members[i]
	agent := m.Agent
	m.Presence, m.Reason, m.DueAway = OnSite, "", false
	f.move(agent, f.joinsAt(), StandsByArrival)
	f.effect(Effect{Kind: JoinedOrder, Agent: agent, Clause: f.rot.CycleClause})
	f.makeUpMissed(agent, "")
}

// joinsAt gives the place of an agent who joins and has had no turn. The agent counts as present already.
func (f *floor) joinsAt() int {
	round := 0
	for _, m := range f.Members {
		round = max(round, m.Turns)
	}
	last := f.present() - 1
	if round == 0 {
		return last
	}
	had := slices.IndexFunc(f.Members, func(m Member) bool { return m.Presence != NotCheckedIn && m.Turns >= round })
	return min(had, last)
}

// missesDuty deals with a duty agent whose turn among the duty staff came while away: given up where the reason's row
// says so (QC.2), else kept.
func (f *floor) missesDuty(agent domain.AgentID, visit domain.VisitID) {
	m := &f.Members[f.member(agent)]
	row := f.rot.Absences[absence(*m)]
	if row.OnDue != policy.Forfeit && row.OnDue != policy.Skip {
		return
	}
	m.DutyTurns++
	m.Standing, m.Since = TurnForfeited, f.at
	f.effect(Effect{Kind: Forfeited, Agent: agent, Visit: visit, Note: string(absence(*m)), Clause: row.Clause})
}

// roundsOn counts a duty agent's turn. Whose turn it was before and who kept it comes next, but does not catch up on
// more than that one.
func (f *floor) roundsOn(agent domain.AgentID) {
	had := &f.Members[f.member(agent)]
	had.DutyTurns++
	for i := range f.Members {
		if m := &f.Members[i]; m.Duty {
			m.DutyTurns = max(m.DutyTurns, had.DutyTurns-1)
		}
	}
}

// dutyRound gives the rounds a duty agent is taken to have had who signs in late: one fewer than the most,
// so that they come next and then in turn, and do not catch up on what they were not there for.
func (f *floor) dutyRound() int {
	most := 1
	for _, m := range f.Members {
		most = max(most, m.DutyTurns)
	}
	return most - 1
}

// countTurn counts a turn used or lost today.
func (f *floor) countTurn(agent domain.AgentID) {
	if f.byArrival() {
		f.Members[f.member(agent)].Turns++
	}
}

// uncountTurn takes back that a turn was had, when it is given back.
func (f *floor) uncountTurn(agent domain.AgentID) {
	if i := f.member(agent); i >= 0 && f.Members[i].Turns > 0 {
		f.Members[i].Turns--
	}
}

// dutyOnly reports that only duty staff are on the floor: somebody is, and nobody who is not on duty. Who is
// away is not present; who is with a visitor is (QC.1.b).
func (s State) dutyOnly(rot policy.Rotation) bool {
	onSite := 0
	for _, m := range s.Members {
		if m.Presence != OnSite {
			continue
		}
		if !m.Duty {
			return false
		}
		onSite++
	}
	return rot.DutyOnly != "" && onSite > 0
}

// turns gives the positions in Members in which turns come now: those of the walk or, while only duty staff
// are there, the duty staff by rounds and then by their sign-in (QC.1.b).
func (s State) turns(rot policy.Rotation) []int {
	order := s.walk(rot)
	if !s.dutyOnly(rot) {
		return order
	}
	return s.dutyOrder(slices.DeleteFunc(order, func(i int) bool { return s.Members[i].Presence != OnSite }))
}

// dutyOrder sorts duty staff by their rounds and then by their sign-in (QC.1.b).
func (s State) dutyOrder(order []int) []int {
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := s.Members[i], s.Members[j]
		return cmp.Or(cmp.Compare(a.DutyTurns, b.DutyTurns), a.CheckedIn.Compare(b.CheckedIn), cmp.Compare(a.CheckInSeq,
			b.CheckInSeq))
	})
	return order
}
