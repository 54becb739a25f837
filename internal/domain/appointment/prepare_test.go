package appointment

import (
	"fmt"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain/preparation"
)

// readied is a confirmed appointment whose room is to be ready two hours before.
func readied(t *testing.T) Appointment {
	t.Helper()
	a := asked()
	a.Accepted = true
	list, err := preparation.Set(&preparation.List{Home: "a1"},
		[]preparation.Item{{Kind: preparation.Room, Owner: preparation.Party{Department: "事务部"},
			Due: a.Arranged.Start.Add(-2 * time.Hour)}},
		a.Arranged.Start, a.Arranged.Start.Add(-48*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	a.Preparation = list
	return a
}

// LC.4.2: the checklist moves with the visit, and is off with it.
func TestTheChecklistFollowsTheVisit(t *testing.T) {
	a := readied(t)
	moved := a
	moved.Arranged.Start = a.Arranged.Start.Add(24 * time.Hour)
	moved = FollowTime(a, moved)
	due, waits := PreparationDue(moved)
	if !waits || !due.Equal(a.Arranged.Start.Add(22*time.Hour)) {
		t.Errorf("due %s after the move", due)
	}
	again := FollowTime(moved, moved)
	if again.Preparation != moved.Preparation {
		t.Error("what did not move is moved again")
	}
	off, err := Withdraw(a, CallOff{})
	if err != nil {
		t.Fatal(err)
	}
	if _, waits := PreparationDue(off); waits {
		t.Error("something is due for a visit that is off")
	}
	bare := a
	bare.Preparation = nil
	crowded := a
	crowded.Arranged.Headcount = 40
	late := a.Arranged.Start
	reminded := RemindPreparation(a, late)
	for name, c := range map[string]struct {
		before, after Appointment
		want          string
	}{
		"set":        {bare, a, "[{preparation { 事务部 } 0}]"},
		"moved":      {a, moved, "[{preparation_changed { 事务部 } 0}]"},
		"more come":  {a, crowded, "[{preparation_changed { 事务部 } 0}]"},
		"off":        {a, off, "[{preparation_cancelled { 事务部 } 0}]"},
		"off before": {off, off, "[]"},
		"no list":    {bare, bare, "[]"},
		"overdue":    {a, reminded, "[{preparation_overdue { 事务部 } 1}]"},
		"once":       {reminded, RemindPreparation(reminded, late), "[]"},
	} {
		if got := fmt.Sprint(StaffNotices(c.before, c.after)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if over := RemindPreparation(a, a.Arranged.End.Add(time.Second)); !over.Preparation.Over ||
		len(over.Preparation.Items[0].Reminders) != 0 {
		t.Errorf("after the visit: %+v", over.Preparation)
	}
}

// A booking that was moved to another one leaves its checklist to that one, once, and not to one with its own.
func TestABookingInheritsTheChecklist(t *testing.T) {
	old := readied(t)
	old.Booking = "u1"
	next := Appointment{Booking: "u2", Supersedes: "u1",
		Arranged: Arrangement{Start: old.Arranged.Start.Add(time.Hour)}}
	heir := Inherit(next, old)
	if due, waits := PreparationDue(heir); !waits || !due.Equal(old.Arranged.Start.Add(-time.Hour)) {
		t.Errorf("due %s, %v", due, waits)
	}
	if Inherit(heir, old).Preparation != heir.Preparation {
		t.Error("inherited twice")
	}
	for name, edit := range map[string]func(*Appointment){
		"another booking": func(a *Appointment) { a.Supersedes = "u0" },
		"no time yet":     func(a *Appointment) { a.Arranged.Start = time.Time{} },
		"off":             func(a *Appointment) { a.Withdrawn = true }} {
		one := next
		edit(&one)
		if Inherit(one, old).Preparation != nil {
			t.Errorf("%s inherits", name)
		}
	}
}

// A notice is sent while it is true.
func TestNoticesToStaffHold(t *testing.T) {
	a := readied(t)
	support := preparation.Party{Department: "事务部"}
	done := a
	var err error
	if done.Preparation, err = preparation.Tick(a.Preparation, 1, "", preparation.Mark{}, nil); err != nil {
		t.Fatal(err)
	}
	off := a
	off.Withdrawn = true
	for _, c := range []struct {
		kind      NoticeKind
		open      bool
		done, off bool
	}{{Prepare, true, false, false}, {PrepareChanged, true, false, false}, {PrepareOverdue, true, false, false},
		{PrepareOff, false, true, true}} {
		n := StaffNotice{Kind: c.kind, To: support, Item: 1}
		if n.Holds(a) != c.open || n.Holds(done) != c.done || n.Holds(off) != c.off {
			t.Errorf("%s: %v, %v once done, %v once off", c.kind, n.Holds(a), n.Holds(done), n.Holds(off))
		}
	}
}
