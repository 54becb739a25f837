package expedite

import (
	"errors"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

var (
	opened   = time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)
	deadline = opened.Add(48 * time.Hour)
)

func open() Case {
	return Case{ID: "e20261124-000001", Kind: Request, Department: "工程部", OpenedAt: opened, Deadline: deadline}
}

func code(err error) domain.Code {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	return refusal.Code
}

// CF.9: the deadline itself is in time, the second after is not; a solved case is never overdue.
func TestOverdue(t *testing.T) {
	if open().Overdue(deadline) || !open().Overdue(deadline.Add(time.Second)) {
		t.Error("the deadline is the last instant in time")
	}
	solved, err := Advance(open(), Step{At: opened}, true)
	if err != nil || solved.Status() != Solved || solved.Overdue(deadline.Add(time.Hour)) {
		t.Errorf("%s, %v", solved.Status(), err)
	}
	for d, want := range map[time.Duration]domain.Code{0: "case.deadline", time.Second: "", LongestTerm: "",
		LongestTerm + time.Second: "case.deadline"} {
		if got := code(CheckDeadline(opened.Add(d), opened)); got != want {
			t.Errorf("deadline after %s: %q", d, got)
		}
	}
}

// CF.10: reminder, then escalation, then the department head; before the deadline reminders only.
func TestReminders(t *testing.T) {
	c := open()
	var err error
	for i, at := range []int{-2, -1, 1, 2, 3, 4} {
		if c, err = Remind(c, "system", deadline.Add(time.Duration(at)*time.Hour)); err != nil {
			t.Fatal(err)
		}
		want := []Level{ToDepartment, ToDepartment, ToDepartment, ToSuperior, ToHead, ToHead}[i]
		if got := c.Reminders[i].Level; got != want {
			t.Errorf("reminder %d goes to %s, want %s", i+1, got, want)
		}
	}
	solved, _ := Advance(c, Step{}, true)
	if _, err := Remind(solved, "system", deadline.Add(9*time.Hour)); code(err) != "case.closed" {
		t.Errorf("a solved case is reminded of: %v", err)
	}
}

// CF.9: followed to the end, closed with an answer once there is a solution.
func TestAnswer(t *testing.T) {
	if _, err := Answer(open(), Step{}); code(err) != "case.unsolved" {
		t.Errorf("answered without a solution: %v", err)
	}
	solved, _ := Advance(open(), Step{}, true)
	closed, err := Answer(solved, Step{})
	if err != nil || closed.Status() != Closed {
		t.Errorf("%s, %v", closed.Status(), err)
	}
	for _, err := range []error{second(Answer(closed, Step{})), second(Advance(closed, Step{}, false)),
		second(Remind(closed, "x", opened))} {
		if code(err) != "case.closed" {
			t.Errorf("closed: %v", err)
		}
	}
}

func second(_ Case, err error) error { return err }
