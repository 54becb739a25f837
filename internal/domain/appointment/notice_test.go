package appointment

import (
	"reflect"
	"testing"
	"time"
)

func kindsOf(list []Notice) []NoticeKind {
	out := []NoticeKind{}
	for _, n := range list {
		out = append(out, n.Kind)
	}
	return out
}

// LS.2.2, BR.4.1: what the customer is told of, once per change.
func TestWhatTheCustomerIsTold(t *testing.T) {
	requested := asked()
	confirmed := requested
	confirmed.Accepted = true
	start := confirmed.Arranged.Start
	early := start.Add(-RemindBefore - time.Second)
	told, err := Propose(confirmed, Change{Start: start.Add(48 * time.Hour), End: start.Add(49 * time.Hour)}, early)
	if err != nil {
		t.Fatal(err)
	}
	agreed, err := Agree(told, true, early)
	if err != nil {
		t.Fatal(err)
	}
	declined, err := Agree(told, false, early)
	if err != nil {
		t.Fatal(err)
	}
	gone, err := Withdraw(confirmed, CallOff{By: "customer"})
	if err != nil {
		t.Fatal(err)
	}
	moved := confirmed
	moved.SupersededBy = "u2"
	verified := confirmed
	verified.Verified = Verified{At: early, By: "desk"}
	unseen := Appointment{Withdrawn: true}
	unseenThenTold := gone
	for name, c := range map[string]struct {
		before, after Appointment
		now           time.Time
		want          []NoticeKind
	}{
		"entered":                {Appointment{}, requested, early, []NoticeKind{}},
		"confirmed in good time": {requested, confirmed, early, []NoticeKind{Confirmation, Reminder}},
		"confirmed exactly a day before": {requested, confirmed, start.Add(-RemindBefore),
			[]NoticeKind{Confirmation}},
		"confirmed by a system":             {Appointment{}, confirmed, early, []NoticeKind{Confirmation, Reminder}},
		"confirmed after it is over":        {requested, confirmed, start.Add(2 * time.Hour), []NoticeKind{}},
		"verified later":                    {confirmed, verified, early, []NoticeKind{}},
		"a change":                          {confirmed, told, early, []NoticeKind{ChangeTold}},
		"agreed":                            {told, agreed, early, []NoticeKind{Confirmation, Reminder}},
		"declined":                          {told, declined, early, []NoticeKind{}},
		"cancelled":                         {confirmed, gone, early, []NoticeKind{Cancellation}},
		"moved to another booking":          {confirmed, moved, early, []NoticeKind{}},
		"cancelled before it was ever told": {Appointment{}, unseen, early, []NoticeKind{}},
		"told after it was cancelled":       {unseen, unseenThenTold, early, []NoticeKind{}},
	} {
		if got := kindsOf(Notices(c.before, c.after, c.now)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if !Reminder.Holds(confirmed, start.Add(-RemindBefore)) || Reminder.Holds(confirmed, early) ||
		Reminder.Holds(confirmed, start) || Reminder.Holds(gone, start.Add(-time.Hour)) {
		t.Error("a reminder holds from a day before until the time, for who is expected")
	}
}

func TestRetriesAreBounded(t *testing.T) {
	n, total := 0, time.Duration(0)
	for {
		pause, again := Retry(n + 1)
		if !again {
			break
		}
		n, total = n+1, total+pause
	}
	if n != 4 || total > 3*time.Hour {
		t.Errorf("%d retries within %s", n, total)
	}
	if _, again := Retry(0); again {
		t.Error("nothing has failed yet")
	}
}
