package appointment

import (
	"bytes"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/preparation"
)

// Preparable refuses an appointment that nothing can be made ready for: one that is closed, or whose time is not
// known yet.
func Preparable(a Appointment) error {
	if !a.Open() {
		return closed(a)
	}
	if a.Arranged.Start.IsZero() {
		return domain.Invalid("preparation.no_time", "/appointment")
	}
	return nil
}

// FollowTime has the checklist of an appointment that was moved to another time move with it (LC.4.2). It is what
// every change of an appointment ends with.
func FollowTime(before, after Appointment) Appointment {
	moved := !before.Arranged.Start.IsZero() && !before.Arranged.Start.Equal(after.Arranged.Start)
	if after.Preparation != nil && after.Preparation == before.Preparation && moved {
		after.Preparation = after.Preparation.Move(after.Arranged.Start.Sub(before.Arranged.Start))
	}
	return after
}

// Inherit gives an appointment that another one was moved to the checklist of that one, unless it has its own.
func Inherit(a, from Appointment) Appointment {
	if a.Preparation != nil || from.Preparation == nil || a.Supersedes != from.Booking || !a.Open() ||
		a.Arranged.Start.IsZero() {
		return a
	}
	a.Preparation = from.Preparation.Move(a.Arranged.Start.Sub(from.Arranged.Start))
	return a
}

// PreparationDue is when something is due that is not made ready yet; false where nothing is, or nobody is
// expected any more.
func PreparationDue(a Appointment) (time.Time, bool) {
	if !a.Open() {
		return time.Time{}, false
	}
	return a.Preparation.Next()
}

// RemindPreparation records the reminders that are due, or closes the list once the visit's time is past. The
// appointment stays as it is where there is nothing to do.
func RemindPreparation(a Appointment, now time.Time) Appointment {
	if _, waits := PreparationDue(a); !waits {
		return a
	}
	if now.After(a.Arranged.End) {
		a.Preparation = a.Preparation.Close()
		return a
	}
	a.Preparation = preparation.Remind(a.Preparation, now)
	return a
}

// StaffNotice is one thing that somebody who prepares is to be told at once. Item is the one that is overdue.
type StaffNotice struct {
	Kind NoticeKind
	To   preparation.Party
	Item int
}

var toldAs = map[preparation.Telling]NoticeKind{preparation.ToPrepare: Prepare, preparation.Changed: PrepareChanged,
	preparation.CalledOff: PrepareOff}

// StaffNotices tells who is to be told of what when an appointment or its checklist changes (LC.4.2): what is to
// be made ready, that it is changed or off, that it is overdue. Once the visit has its end, nobody is told.
func StaffNotices(before, after Appointment) []StaffNotice {
	var out []StaffNotice
	if before.Preparation == nil && after.Preparation == nil {
		return nil
	}
	is := after.Preparation
	switch {
	case after.Status() == CalledOff && before.Open():
		is = nil
	case !after.Open():
		return nil
	}
	was := before.Preparation
	rearranged := before.Arranged.Headcount != after.Arranged.Headcount ||
		!bytes.Equal(before.Arranged.Person, after.Arranged.Person) ||
		!before.Arranged.Start.Equal(after.Arranged.Start)
	for _, told := range preparation.Tell(was, is, rearranged) {
		out = append(out, StaffNotice{Kind: toldAs[told.What], To: told.To})
	}
	return append(out, overdueNotices(was, is)...)
}

// overdueNotices gives the reminders that were added to a list.
func overdueNotices(was, is *preparation.List) []StaffNotice {
	var out []StaffNotice
	if was == nil || is == nil {
		return out
	}
	for _, item := range is.Items {
		had, known := was.Item(item.ID)
		if !known {
			continue
		}
		for _, reminder := range item.Reminders[min(len(had.Reminders), len(item.Reminders)):] {
			out = append(out, StaffNotice{Kind: PrepareOverdue, To: reminder.To, Item: item.ID})
		}
	}
	return out
}

// Holds reports whether a notice still says what is so at the instant of its sending.
func (n StaffNotice) Holds(a Appointment) bool {
	if n.Kind == PrepareOff {
		return a.Status() == CalledOff || a.Open() && len(a.Preparation.Owed(n.To)) == 0
	}
	if !a.Open() || a.Preparation == nil {
		return false
	}
	if n.Kind == PrepareOverdue {
		item, known := a.Preparation.Item(n.Item)
		return known && item.Done == nil
	}
	return len(a.Preparation.Owed(n.To)) > 0
}
