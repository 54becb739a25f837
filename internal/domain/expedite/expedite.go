// Package expedite follows a customer's request through the department that must answer it (催办, CF.8 to
// CF.10, GR.5, CR.2.4, RS.1.5, LC.5.1): handed over with a deadline, answered with a solution, reminded of
// and escalated when overdue, closed with an answer to the customer. It is not a follow-up of a sale.
package expedite

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// Kind is what a case is about (CF.8).
type Kind string

// The kinds.
const (
	Request    Kind = "request"
	Problem    Kind = "problem"
	Question   Kind = "question"
	Suggestion Kind = "suggestion"
	Complaint  Kind = "complaint"
)

// Status is how a case stands.
type Status string

// The states.
const (
	Open   Status = "open"
	Solved Status = "solved" // the department has answered; the customer has not been told yet
	Closed Status = "closed"
)

// Level is how far up a reminder goes (CF.10).
type Level string

// The levels, in the order in which an overdue case climbs them.
const (
	ToDepartment Level = "reminder"
	ToSuperior   Level = "escalation"
	ToHead       Level = "department_head"
)

// Step is one thing done about a case; its text is ciphertext under the customer's key.
type Step struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"` // subject
	Text []byte    `json:"x"`
}

// Reminder is one reminder, each recorded (CF.10).
type Reminder struct {
	At    time.Time `json:"at"`
	By    string    `json:"by"` // subject, or "system" for the night's
	Level Level     `json:"l"`
}

// Case is one request on its way.
type Case struct {
	ID         string             `json:"id"` // "e" + business day and journal sequence
	Visit      domain.VisitID     `json:"v"`
	Customer   domain.CustomerRef `json:"c"`
	Agent      domain.AgentID     `json:"ag,omitempty"` // who received the visit last when the case was opened
	Kind       Kind               `json:"k"`
	Department string             `json:"dep"`
	OpenedAt   time.Time          `json:"at"`
	OpenedBy   string             `json:"by"`
	Deadline   time.Time          `json:"dl"`
	Request    []byte             `json:"x"` // ciphertext
	Progress   []Step             `json:"pg,omitempty"`
	Solution   *Step              `json:"so,omitempty"`
	Answer     *Step              `json:"an,omitempty"` // to the customer
	Reminders  []Reminder         `json:"rm,omitempty"`
}

// The bounds of a case.
const (
	MaxSteps     = 50
	MaxReminders = 50
	LongestTerm  = 90 * 24 * time.Hour
)

// Status tells how the case stands.
func (c Case) Status() Status {
	switch {
	case c.Answer != nil:
		return Closed
	case c.Solution != nil:
		return Solved
	}
	return Open
}

// Overdue reports whether the department has not answered within the time set (CF.9). The deadline itself
// is still in time.
func (c Case) Overdue(now time.Time) bool { return c.Status() == Open && now.After(c.Deadline) }

// InTime tells whether the department's solution came within the time set; it is judged once there is a solution or
// the time is over (CF.9).
func (c Case) InTime(now time.Time) (inTime, judged bool) {
	if c.Solution == nil {
		return false, now.After(c.Deadline)
	}
	return !c.Solution.At.After(c.Deadline), true
}

// CheckDeadline refuses a deadline that is past or without end.
func CheckDeadline(deadline, now time.Time) error {
	if !deadline.After(now) || deadline.Sub(now) > LongestTerm {
		refusal := domain.Refuse("case.deadline", "CF.9")
		refusal.Field = "/deadline"
		return refusal
	}
	return nil
}

// Advance records progress; with solves it is the department's solution (CF.9).
func Advance(c Case, step Step, solves bool) (Case, error) {
	if c.Status() == Closed {
		return c, &domain.Error{Code: "case.closed"}
	}
	if solves {
		c.Solution = &step
		return c, nil
	}
	if len(c.Progress) >= MaxSteps {
		return c, &domain.Error{Code: "case.too_long"}
	}
	c.Progress = append(c.Progress[:len(c.Progress):len(c.Progress)], step)
	return c, nil
}

// Answer closes a case with an answer to the customer. Reception follows it to the end: without a solution
// there is nothing to answer (CF.9).
func Answer(c Case, step Step) (Case, error) {
	switch c.Status() {
	case Closed:
		return c, &domain.Error{Code: "case.closed"}
	case Open:
		return c, domain.Refuse("case.unsolved", "CF.9")
	}
	c.Answer = &step
	return c, nil
}

// Remind records a person's reminder to the department; an overdue case goes one level up with each, the
// night's among them (CF.10).
func Remind(c Case, by string, now time.Time) (Case, error) {
	if c.Status() != Open {
		return c, &domain.Error{Code: "case.closed"}
	}
	if len(c.Reminders) >= MaxReminders {
		return c, &domain.Error{Code: "case.too_long"}
	}
	c.Reminders = append(c.Reminders[:len(c.Reminders):len(c.Reminders)],
		Reminder{At: now, By: by, Level: c.nextLevel(now)})
	return c, nil
}

// nextLevel counts the reminders since the deadline.
func (c Case) nextLevel(now time.Time) Level {
	overdue := 0
	for _, r := range c.Reminders {
		if r.At.After(c.Deadline) {
			overdue++
		}
	}
	switch {
	case !c.Overdue(now) || overdue == 0:
		return ToDepartment
	case overdue == 1:
		return ToSuperior
	}
	return ToHead
}
