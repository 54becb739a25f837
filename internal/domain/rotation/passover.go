package rotation

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// passOver deals with a member whose turn came and who did not receive. The turn is lost at once where the
// policy says so (RC.1.b, RC.5, QC.2); every other case keeps the place for now, and what differs is what
// the member has on return or on finishing.
func (f *floor) passOver(agent domain.AgentID, visit domain.VisitID) {
	i := f.member(agent)
	r := f.receiving(agent)
	switch {
	case r >= 0 && f.turnInUse(f.Receptions[r]) && (f.Receptions[r].Turn == Used || f.Members[i].Presence != OnSite):
		// the turn is being used at this moment: it did not come again
	case r >= 0 && f.Members[i].Presence == OnSite:
		f.passOverBusy(i, f.Receptions[r], visit)
	default:
		f.passOverAbsent(i, visit)
	}
}

// turnInUse reports a reception that will move its receiver to the tail on finishing (GP.2.a).
func (f *floor) turnInUse(r Reception) bool {
	return (r.Turn == Used || r.Turn == MakeUpTurn) && f.rot.LeavesHead == policy.OnFinish
}

// passOverBusy: busy with a visitor, the place is kept, unless with the own old customer, with whom the
// agent has chosen to stay (RC.5); with an old or company customer the turn is missed once, and made good after the
// reception (GP.13.a).
func (f *floor) passOverBusy(i int, r Reception, visit domain.VisitID) {
	if f.asked(i) {
		f.lose(i, Skipped, StayedWithOld, "old_customer", visit, f.rot.OldCustomerOnTurn)
		return
	}
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
// (GP.16) and a company customer received in order (GP.13.b) have taken the turn already, and bring its make-up turn.
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
	switch row.OnDue {
	case policy.Skip:
		f.lose(i, Skipped, TurnSkipped, string(absence(*m)), visit, row.Clause)
		return
	case policy.Forfeit:
		f.lose(i, Forfeited, TurnForfeited, string(absence(*m)), visit, row.Clause)
		return
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

// lose takes the turn that came: to the tail, and never made up (RC.1.b, RC.5, QC.2).
func (f *floor) lose(i int, how EffectKind, why Standing, note string, visit domain.VisitID, clause domain.Clause) {
	agent := f.Members[i].Agent
	f.effect(Effect{Kind: how, Agent: agent, Visit: visit, Note: note, Clause: clause})
	f.countTurn(agent)
	f.move(agent, f.tail(), why)
}

func (f *floor) owe(i int, visit domain.VisitID, clause domain.Clause) {
	if f.Members[i].Owed {
		return
	}
	f.Members[i].Owed = true
	f.effect(Effect{Kind: MakeUpOwed, Agent: f.Members[i].Agent, Visit: visit, Clause: clause})
}

// makeUpMissed makes good the turn that a member missed, once they are neither receiving nor away: to the tail, as
// after the turn they did not have, and one make-up turn, however often the turn came meanwhile (GP.13.a).
func (f *floor) makeUpMissed(agent domain.AgentID, visit domain.VisitID) {
	i := f.member(agent)
	if i < 0 || !f.Members[i].Owed || f.Members[i].Presence == Away || f.receiving(agent) >= 0 {
		return
	}
	f.Members[i].Owed = false
	if !f.byArrival() || f.Members[i].Presence != NotCheckedIn {
		f.toTail(agent, ReturnedToTail, f.rot.CycleClause)
	}
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
