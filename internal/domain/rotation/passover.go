package rotation

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// passOver deals with a member whose turn came and who did not receive. Every case keeps the place
// for now; what differs is what the member has on return or on finishing.
func (f *floor) passOver(agent domain.AgentID, visit domain.VisitID) {
	i := f.member(agent)
	r := f.receiving(agent)
	switch {
	case r >= 0 && f.turnInUse(f.Receptions[r]):
		// the turn is being used at this moment: it did not come again
	case r >= 0 && f.Members[i].Presence == OnSite:
		f.passOverBusy(i, f.Receptions[r], visit)
	default:
		f.passOverAbsent(i, visit)
	}
}

// turnInUse reports a reception that will move its receiver to the tail on finishing (GP.2.a).
func (f *floor) turnInUse(r Reception) bool {
	return r.Turn == Used && f.rot.LeavesHead == policy.OnFinish
}

// passOverBusy: busy with a visitor, the place is kept; with an old or company customer a make-up
// turn is earned as well, once per reception (GP.13.a).
func (f *floor) passOverBusy(i int, r Reception, visit domain.VisitID) {
	clause := f.rot.CycleClause
	earns := f.rot.BusyMakeUpClause != "" && earnsWhenPassedOver(r)
	if earns {
		clause = f.rot.BusyMakeUpClause
	}
	f.passed(i, PassedOverBusy, "busy", visit, clause)
	if earns {
		f.owe(i, visit, clause)
	}
}

// earnsWhenPassedOver holds for old and company customers. A visitor recognised during the reception
// (GP.16) and a company customer received in order (GP.13.b) have already brought a make-up turn.
func earnsWhenPassedOver(r Reception) bool {
	switch r.Treatment {
	case CompanyVisitor, Preferred, Designated:
		return r.Turn != MakeUpTurn
	}
	return false
}

// passOverAbsent follows the row of the reason for which the member is away.
func (f *floor) passOverAbsent(i int, visit domain.VisitID) {
	m := &f.Members[i]
	row := f.rot.Absences[absence(*m)]
	first := !m.DueAway && !m.Owed
	if m.Presence == NotCheckedIn && (row.OnDue == policy.KeepPlace || !first) {
		return // nothing changes for somebody off duty; saying so at every arrival would bury the rest
	}
	f.passed(i, PassedOverAway, string(absence(*m)), visit, row.Clause)
	switch row.OnDue {
	case policy.TailOnReturn:
		m.DueAway = true
	case policy.MakeUp:
		f.owe(i, visit, row.Clause)
	}
}

func (f *floor) passed(i int, why Standing, note string, visit domain.VisitID, clause domain.Clause) {
	f.Members[i].Standing, f.Members[i].Since = why, f.at
	f.effect(Effect{Kind: PassedOver, Agent: f.Members[i].Agent, Visit: visit, Note: note, Clause: clause})
}

func (f *floor) owe(i int, visit domain.VisitID, clause domain.Clause) {
	if f.Members[i].Owed {
		return
	}
	f.Members[i].Owed = true
	f.effect(Effect{Kind: MakeUpOwed, Agent: f.Members[i].Agent, Visit: visit, Clause: clause})
}

// grantOwed turns an earned make-up turn into a granted one once the member is neither receiving nor away.
func (f *floor) grantOwed(agent domain.AgentID, visit domain.VisitID) {
	i := f.member(agent)
	if i < 0 || !f.Members[i].Owed || f.Members[i].Presence == Away || f.receiving(agent) >= 0 {
		return
	}
	f.Members[i].Owed = false
	f.grant(agent, visit, f.owedClause())
}

// owedClause cites the clause that makes up for a turn that came while busy or at a signing (GP.13.a).
func (f *floor) owedClause() domain.Clause {
	if f.rot.BusyMakeUpClause != "" {
		return f.rot.BusyMakeUpClause
	}
	return rowClause(f.rot, policy.MakeUp)
}

// rowClause gives the clause of the first absence row with the given treatment.
func rowClause(rot policy.Rotation, due policy.OnDue) domain.Clause {
	for _, reason := range policy.AbsenceReasons() {
		if row := rot.Absences[reason]; row.OnDue == due {
			return row.Clause
		}
	}
	return ""
}
