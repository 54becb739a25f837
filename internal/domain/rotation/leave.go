package rotation

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// checkedIn puts an agent on the floor for the day, at the place held or, with an order by arrival, behind
// those who came before (QC.1.a).
func (f *floor) checkedIn() *domain.Error {
	i, err := f.mayCheckIn()
	if err != nil {
		return err
	}
	m := &f.Members[i]
	m.CheckedIn, m.CheckInSeq, m.Device, m.Duty = f.at, f.ev.Seq, f.ev.Device, f.ev.Duty
	if m.Duty {
		m.DutyTurns = f.dutyRound()
	}
	if f.byArrival() {
		f.joinOrder(i)
	} else {
		f.comeBack(i)
	}
	return nil
}

// mayCheckIn gives the agent's position: one check-in an agent, one agent a device, duty hours only where
// the policy knows them (QC.1.b).
func (f *floor) mayCheckIn() (int, *domain.Error) {
	if err := f.dayIsOpen(); err != nil {
		return 0, err
	}
	i, err := f.known(f.ev.Agent, "/a")
	switch {
	case err != nil:
		return i, err
	case f.Members[i].Presence != NotCheckedIn:
		return i, domain.Invalid("rotation.already_checked_in", "/a")
	case f.ev.Duty && f.rot.DutyOnly == "":
		return i, domain.Invalid("rotation.not_in_policy", "/du")
	case f.deviceInUse(f.ev.Device):
		return i, domain.Invalid("rotation.device_in_use", "/dv")
	}
	return i, nil
}

func (f *floor) deviceInUse(device uint32) bool {
	return device != 0 && slices.ContainsFunc(f.Members, func(m Member) bool { return m.Device == device })
}

// left takes an agent off the floor. With a visitor one leaves only to accompany a signing (GP.13.a).
func (f *floor) left() *domain.Error {
	if err := f.dayIsOpen(); err != nil {
		return err
	}
	i, err := f.known(f.ev.Agent, "/a")
	switch {
	case err != nil:
		return err
	case f.ev.Reason == policy.OffDuty || !slices.Contains(policy.AbsenceReasons(), f.ev.Reason):
		return domain.Invalid("rotation.reason_unknown", "/r")
	case f.Members[i].Presence != OnSite:
		return domain.Invalid("rotation.not_on_site", "/a")
	case f.ev.Reason != policy.Signing && f.receiving(f.ev.Agent) >= 0:
		return domain.Invalid("rotation.busy_with_visitor", "/a")
	}
	if err := f.coverPosition(); err != nil {
		return err
	}
	f.Members[i].Presence, f.Members[i].Reason = Away, f.ev.Reason
	return nil
}

// coverPosition arranges who takes the position of the agent who leaves it: the named agent, else
// the next free of the own group, else of the next groups in their order. Nobody: the position is
// vacant, which is the leaver's breach (GP.2.b).
func (f *floor) coverPosition() *domain.Error {
	clause := f.rot.UncoveredLeave
	if clause == "" || AtPosition(f.State, f.rot) != f.ev.Agent {
		return nil
	}
	cover, err := f.cover()
	if err != nil {
		return err
	}
	if cover == "" {
		f.effect(Effect{Kind: Vacated, Agent: f.ev.Agent, Note: string(f.ev.Reason), Clause: clause})
		return nil
	}
	f.effect(Effect{Kind: CoverArranged, Agent: cover, Other: f.ev.Agent, Note: string(f.ev.Reason), Clause: clause})
	return nil
}

// leftWithoutCover is the word in Event.Cover for leaving without an arrangement.
const leftWithoutCover = "none"

// passesOwnGroup reports a cover from another group although the leaver's own has somebody free: the next
// group covers only when the own one cannot (GP.2.b).
func (f *floor) passesOwnGroup(cover domain.AgentID) bool {
	own := f.Members[f.member(f.ev.Agent)].Group
	if f.Members[f.member(cover)].Group == own {
		return false
	}
	for i, m := range f.Members {
		if m.Group == own && m.Agent != f.ev.Agent && f.free(i) {
			return true
		}
	}
	return false
}

func (f *floor) cover() (domain.AgentID, *domain.Error) {
	switch f.ev.Cover {
	case leftWithoutCover:
		return "", nil
	case "":
		return f.nextFreeAfter(f.ev.Agent), nil
	}
	named := domain.AgentID(f.ev.Cover)
	if named == f.ev.Agent || !f.freeAgent(named) || f.passesOwnGroup(named) {
		return "", domain.Refuse("rotation.cover_unavailable", f.rot.UncoveredLeave).With("agent", f.ev.Cover)
	}
	return named, nil
}

// nextFreeAfter gives the second free agent in the walk: whoever is at the position is the first, so
// the second is of the same group if that group has one.
func (f *floor) nextFreeAfter(agent domain.AgentID) domain.AgentID {
	for _, i := range f.walk(f.rot) {
		if f.Members[i].Agent != agent && f.free(i) {
			return f.Members[i].Agent
		}
	}
	return ""
}

// returned brings an agent back on the floor.
func (f *floor) returned() *domain.Error {
	if err := f.dayIsOpen(); err != nil {
		return err
	}
	i, err := f.known(f.ev.Agent, "/a")
	if err != nil {
		return err
	}
	if f.Members[i].Presence != Away {
		return domain.Invalid("rotation.not_away", "/a")
	}
	f.comeBack(i)
	return nil
}

// comeBack ends an absence: to the tail if the turn came meanwhile and the reason says so
// (SS.4.2.1.b), else at the place held (SS.4.2.1.c), which after a lost turn is the one that followed from it
// (QC.2, RC.1.b); a make-up turn earned meanwhile is granted.
func (f *floor) comeBack(i int) {
	m := &f.Members[i]
	agent, row, wasAway := m.Agent, f.rot.Absences[absence(*m)], m.Presence == Away
	due := m.DueAway
	m.Presence, m.Reason, m.DueAway = OnSite, "", false
	switch {
	case due:
		f.toTail(agent, ReturnedToTail, row.Clause)
	case m.Owed: // a turn was missed: not the place held, but the tail and a make-up turn (GP.13.a)
	case wasAway:
		if m.Standing != TurnUsedByCover && m.Standing != TurnSkipped && m.Standing != TurnForfeited {
			m.Standing, m.Since = ReturnedToPlace, f.at
			if row.OnDue == policy.TailOnReturn {
				m.Standing = BackUnmissed
			}
		}
		f.effect(Effect{Kind: PlaceKept, Agent: agent, Clause: row.Clause})
	}
	f.makeUpMissed(agent, "")
}
