package deal

import (
	"slices"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// DisputeID names a dispute: "x" + the journal entry that opened it, "x20261124-000012".
type DisputeID string

// DisputeStatus is where a dispute (争议) stands.
type DisputeStatus string

const (
	DisputeOpen     DisputeStatus = "open"
	DisputeRuled    DisputeStatus = "ruled"    // a party may still appeal
	DisputeAppealed DisputeStatus = "appealed" // waits for the next level
	DisputeFinal    DisputeStatus = "final"    // ruled on appeal, or without one
	DisputeAgreed   DisputeStatus = "agreed"   // settled between the parties (RC.14)
	DisputeDropped  DisputeStatus = "dropped"  // the deal was cancelled
)

// The bounds of one dispute.
const (
	MaxDisputants  = 8       // agents who dispute one deal
	maxAnnotations = 10      // to one party's statement
	maxTextBytes   = 200_000 // of all statements together: a dispute is one stored item
)

// ReminderKind is what a reminder reminds of.
type ReminderKind string

const (
	ReminderStatement ReminderKind = "statement" // a written statement is due
	ReminderRuling    ReminderKind = "ruling"
)

// Dispute is an objection about whose customer it is, settled inside and never before the customer
// (SS.4.2.2.c, QC.4.c, PC.3.a, RC.14, SC.2, GP.0.2). Texts of people stay here, apart from the journal.
type Dispute struct {
	ID       DisputeID          `json:"id"`
	Deal     domain.DealID      `json:"deal"`
	Customer domain.CustomerRef `json:"customer,omitempty"`
	Clause   domain.Clause      `json:"clause"` // what the objection rests on
	// how disputes are settled; it refuses what comes late or from others
	Rule         domain.Clause    `json:"rule"`
	Status       DisputeStatus    `json:"status"`
	OpenedAt     time.Time        `json:"opened_at"`
	Version      int              `json:"version,omitempty"` // of the policy that it stays under, an appeal included
	Claimants    []domain.AgentID `json:"claimants"`
	Holders      []domain.AgentID `json:"holders"` // who is, or would be, credited
	GoesTo       []domain.Role    `json:"goes_to"`
	StatementDue time.Time        `json:"statement_due,omitzero"` // zero: no deadline
	RulingDue    time.Time        `json:"ruling_due,omitzero"`
	Statements   []Statement      `json:"statements,omitempty"` // one of each party
	Reminders    []Reminder       `json:"reminders,omitempty"`
	RuledBy      []string         `json:"ruled_by,omitempty"`     // subjects who ruled in the first instance
	RuledAgents  []domain.AgentID `json:"ruled_agents,omitempty"` // those of them who sell as well
	AppealUntil  time.Time        `json:"appeal_until,omitzero"`
	Appeal       *Appeal          `json:"appeal,omitempty"`
	// sign-ins of the parties seen so far; none of them rules
	Subjects []string `json:"subjects,omitempty"`
}

// Statement is a party's written statement (PC.3.a). It is never edited; what the party adds is kept with it.
type Statement struct {
	Agent       domain.AgentID      `json:"agent"`
	At          time.Time           `json:"at"`
	Text        string              `json:"text"`
	Late        bool                `json:"late,omitempty"`      // after the deadline
	AgreesTo    []attribution.Share `json:"agrees_to,omitempty"` // the shares that the party agrees to (RC.14)
	Annotations []Annotation        `json:"annotations,omitempty"`
}

// Annotation is what a party adds to their statement later.
type Annotation struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Reminder is one that was given, with its journal entry.
type Reminder struct {
	Of     ReminderKind   `json:"of"`
	At     time.Time      `json:"at"`
	Due    time.Time      `json:"due"`
	Passed bool           `json:"passed,omitempty"` // the deadline has passed
	Entry  domain.VisitID `json:"entry"`
}

// Appeal is a party's one appeal to the next level.
type Appeal struct {
	By   domain.AgentID `json:"by"`
	At   time.Time      `json:"at"`
	Text string         `json:"text"`
	To   []domain.Role  `json:"to"`
}

// Deadlines gives a dispute its deadlines from its opening on.
func (d *Dispute) Deadlines(rules policy.Disputes) {
	due := func(hours int) time.Time {
		if hours == 0 {
			return time.Time{}
		}
		return d.OpenedAt.Add(time.Duration(hours) * time.Hour)
	}
	d.StatementDue, d.RulingDue = due(rules.StatementHours), due(rules.RulingHours)
}

// Pending reports whether the dispute waits for a ruling or an appeal's.
func (d *Dispute) Pending() bool { return d.Status == DisputeOpen || d.Status == DisputeAppealed }

// Parties gives the claimants, then the holders.
func (d *Dispute) Parties() []domain.AgentID {
	out := slices.Clone(d.Claimants)
	for _, holder := range d.Holders {
		if !slices.Contains(out, holder) {
			out = append(out, holder)
		}
	}
	return out
}

// IsParty reports whether an agent is a party.
func (d *Dispute) IsParty(agent domain.AgentID) bool {
	return agent != "" && slices.Contains(d.Parties(), agent)
}

// StatementOf gives a party's statement, nil if there is none.
func (d *Dispute) StatementOf(agent domain.AgentID) *Statement {
	for i := range d.Statements {
		if d.Statements[i].Agent == agent {
			return &d.Statements[i]
		}
	}
	return nil
}

// State files a party's statement, or adds to the one filed before. A later agreement takes the place of
// the earlier one. Errors: dispute.not_pending, dispute.not_a_party, dispute.statement_full.
func (d *Dispute) State(by domain.AgentID, text string, agreesTo []attribution.Share, at time.Time) error {
	switch {
	case d.Status != DisputeOpen:
		return domain.Refuse("dispute.not_open", d.Rule)
	case !d.IsParty(by):
		return domain.Refuse("dispute.not_a_party", d.Rule)
	}
	filed := d.StatementOf(by)
	if d.textBytes()+len(text) > maxTextBytes {
		return domain.Refuse("dispute.statement_full", d.Rule)
	}
	if filed == nil {
		late := !d.StatementDue.IsZero() && at.After(d.StatementDue)
		d.Statements = append(d.Statements, Statement{Agent: by, At: at, Text: text, Late: late, AgreesTo: agreesTo})
		return nil
	}
	if len(filed.Annotations) == maxAnnotations {
		return domain.Refuse("dispute.statement_full", d.Rule)
	}
	filed.Annotations = append(filed.Annotations, Annotation{At: at, Text: text})
	if agreesTo != nil {
		filed.AgreesTo = agreesTo
	}
	return nil
}

func (d *Dispute) textBytes() int {
	sum := 0
	for _, s := range d.Statements {
		sum += len(s.Text)
		for _, a := range s.Annotations {
			sum += len(a.Text)
		}
	}
	return sum
}

// AllStated reports whether every party has filed a statement.
func (d *Dispute) AllStated() bool {
	return !slices.ContainsFunc(d.Parties(), func(party domain.AgentID) bool { return d.StatementOf(party) == nil })
}

// MayBeRuled reports whether the statements are in, or their deadline has passed (PC.3.a). The deadline's
// last instant is still the parties'.
func (d *Dispute) MayBeRuled(at time.Time) bool {
	return d.AllStated() || (!d.StatementDue.IsZero() && at.After(d.StatementDue))
}

// Agreed gives the shares that every party agrees to, as the first of them wrote them; nil while they
// differ (RC.14), and where there is nobody to agree with.
func (d *Dispute) Agreed() []attribution.Share {
	var shares []attribution.Share
	if len(d.Parties()) < 2 {
		return nil
	}
	for _, party := range d.Parties() {
		stated := d.StatementOf(party)
		if stated == nil || stated.AgreesTo == nil ||
			(shares != nil && !slices.Equal(byParty(shares), byParty(stated.AgreesTo))) {
			return nil
		}
		if shares == nil {
			shares = stated.AgreesTo
		}
	}
	return shares
}

func byParty(shares []attribution.Share) []attribution.Share {
	return slices.SortedFunc(slices.Values(shares), func(a, b attribution.Share) int {
		return strings.Compare(string(a.Party), string(b.Party))
	})
}

// Ruled closes the instance that rules: the first may be appealed for the policy's hours, the second is final.
func (d *Dispute) Ruled(rules policy.Disputes, by []string, at time.Time) {
	if d.Status == DisputeAppealed || len(rules.AppealTo) == 0 {
		d.Status = DisputeFinal
		return
	}
	d.Status, d.RuledBy = DisputeRuled, by
	d.AppealUntil = at.Add(time.Duration(rules.AppealHours) * time.Hour)
}

// Raise makes a party's one appeal; the last instant of the time for it counts. Errors: appeal.not_ruled,
// dispute.not_a_party, appeal.once (one appeal, afterwards final), appeal.late.
func (d *Dispute) Raise(appeal Appeal) error {
	switch {
	case !d.IsParty(appeal.By):
		return domain.Refuse("dispute.not_a_party", d.Rule)
	case d.Appeal != nil || d.Status == DisputeFinal:
		return domain.Refuse("appeal.once", d.Rule)
	case d.Status != DisputeRuled:
		return domain.Refuse("appeal.not_ruled", d.Rule)
	case appeal.At.After(d.AppealUntil):
		return domain.Refuse("appeal.late", d.Rule)
	}
	d.Status, d.Appeal = DisputeAppealed, &appeal
	return nil
}

// Remind tells what a reminder at an instant is about; false when it is no longer needed. A statement is
// reminded of while one is missing, a ruling while the first instance is open.
func (d *Dispute) Remind(of ReminderKind, at time.Time) (Reminder, bool) {
	due := d.RulingDue
	if of == ReminderStatement {
		due = d.StatementDue
	}
	if d.Status != DisputeOpen || due.IsZero() || (of == ReminderStatement && d.AllStated()) {
		return Reminder{}, false
	}
	return Reminder{Of: of, At: at, Due: due, Passed: !at.Before(due)}, true
}

// DisputeOf names the dispute that a journal entry opens.
func DisputeOf(day domain.Day, seq int) DisputeID {
	return DisputeID("x" + string(journal.VisitOf(day, seq)))
}
