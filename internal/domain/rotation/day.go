package rotation

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// dayOpened opens Event.Day. The queue goes on where it stood (SS.4.2.1.a) or, with an order by arrival,
// waits for the first to arrive (QC.1.a).
func (f *floor) dayOpened() *domain.Error {
	if f.Day != "" {
		return domain.Invalid("rotation.day_already_open", "/d").With("day", string(f.Day))
	}
	if _, err := domain.ParseDay(string(f.ev.Day)); err != nil {
		return domain.Invalid("day.malformed", "/d")
	}
	f.Day = f.ev.Day
	for i := range f.Members {
		f.Members[i].Reason = policy.OffDuty
		if f.byArrival() {
			f.Members[i].Standing, f.Members[i].Since = StandsByArrival, time.Time{}
		}
	}
	return nil
}

// dayClosed ends every reception as if it had finished, sends the waiting away, ends every presence
// and absence, and moves the order of groups on by one (GP.2.a). A turn that came during a leave still
// puts its agent at the tail at the next check-in (SS.4.2.1.b). Who received the day's last turn may be the
// first of the next day (RC.7). Make-up turns, those earned
// but not yet granted included, and unwritten notes outlast the day.
func (f *floor) dayClosed() *domain.Error {
	if err := f.dayIsOpen(); err != nil {
		return err
	}
	for _, w := range f.Waiting {
		f.effect(Effect{Kind: Dropped, Visit: w.Visit, Other: w.Prefer})
	}
	f.Waiting = nil
	for len(f.Receptions) > 0 {
		f.end(0)
	}
	for _, m := range slices.Clone(f.Members) {
		f.goHome(m.Agent)
	}
	f.lastOpensTomorrow()
	if f.rot.GroupsMoveOn && len(f.Groups) > 1 {
		f.Groups = append(slices.Clone(f.Groups[1:]), f.Groups[0])
	}
	f.Day = ""
	return nil
}

func (f *floor) goHome(agent domain.AgentID) {
	m := &f.Members[f.member(agent)]
	m.Presence, m.Reason = NotCheckedIn, policy.OffDuty
	m.CheckedIn, m.CheckInSeq, m.Device = time.Time{}, 0, 0
	m.Duty, m.Turns, m.DutyTurns = false, 0, 0
	f.makeUpMissed(agent, "")
}

// lastOpensTomorrow puts who used the day's last turn at the head; the others keep their order. A turn
// that was skipped or given back is no reception (RC.7).
func (f *floor) lastOpensTomorrow() {
	if last := f.LastTurn.Agent; f.member(last) >= 0 {
		f.move(last, 0, OpensTomorrow)
		f.effect(Effect{Kind: FirstTomorrow, Agent: last, Clause: f.rot.LastReceiverFirst})
	}
	f.LastTurn = LastTurn{}
}
