package floor

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/domain/site"
	"github.com/lunxu/lunxu/internal/store"
)

// bySystem is who finds on what the system itself has seen.
const bySystem = "system"

// The matters of an agent that are open: what the next nights deduct, and what a person decides.
const (
	OpenFine      = "fine"
	OpenShare     = "share"
	OpenDismissal = "dismissal"
)

// NextReport names the conduct report that the next entry of today will record.
func NextReport(w *Work) conduct.ReportID { return conduct.ReportID("c" + string(w.NextVisit())) }

// ConcludeReport decides a report by a finding and puts everything that follows into the commit but the report
// itself (SaveReport) and the credit of its deal: the party's tally, what the night deducts, the open
// proposal of dismissal, and the journal entry with the facts for replay. The entry has the next place
// in the journal. The finding's day and instant, and the monthly base if it names none, are filled in.
// Errors: conduct.Verify's.
func ConcludeReport(w *Work, report conduct.Report, found conduct.Verification) (conduct.Report, error) {
	found.At, found.Day = w.At, w.Day
	if agent, ok := w.Site.Agent(report.Agent); ok && found.MonthlyBase == 0 {
		found.MonthlyBase = agent.MonthlyBase
	}
	period := conduct.PeriodOf(w.Policy.Rules.Conduct.PeriodMonths, w.Day)
	tally, err := LoadTally(w, report.Party(), period)
	if err != nil {
		return report, err
	}
	facts := conduct.Facts{Report: report, Found: found, Tally: tally}
	facts.Report.Statement = ""
	decided, after, err := conduct.Verify(w.Policy.Rules, w.Policy.Number, facts)
	if err != nil {
		return report, err
	}
	if decided.Status == conduct.Verified {
		if err := SaveTally(w, report.Party(), period, after); err != nil {
			return report, err
		}
	}
	decided.Statement, decided.Decision = report.Statement, w.NextVisit()
	scheduleFine(w, decided)
	return decided, recordFinding(w, decided, facts)
}

func recordFinding(w *Work, report conduct.Report, facts conduct.Facts) error {
	raw, err := json.Marshal(facts)
	if err != nil {
		return fmt.Errorf("floor: encode facts: %w", err)
	}
	entry := journal.Entry{Visit: report.Decision, Deal: report.Deal, Conduct: report.Consequences, Facts: raw,
		Note: string(report.Status) + ":" + report.Breach}
	if facts.Found.By == bySystem { // seen in the course of another operation, whose entry is another one
		entry.Operation, entry.Actor, entry.Role = "observeBreach", bySystem, domain.RoleSystem
	}
	return w.Record(entry)
}

// scheduleFine points the night to the fine, its fixed part at once, its share of the month's commission on
// the last day of the month, and keeps the agent's open matters.
func scheduleFine(w *Work, report conduct.Report) {
	follows := report.Consequences
	if follows.Proposes == conduct.ProposedDismissal {
		OpenMatter(w, report.Agent, OpenDismissal, report.ID)
	}
	fine := follows.Fine
	if fine == nil {
		return
	}
	if fine.Fen > 0 {
		PutDue(w, w.At, DueFine+string(report.ID))
		OpenMatter(w, report.Agent, OpenFine, report.ID)
	}
	if fine.CommissionBasisPoints > 0 {
		last := domain.Day(string(fine.Month) + "-01")
		for !last.LastOfMonth() {
			last = last.AddDays(1)
		}
		PutDue(w, last.Start(w.Site.Zone()), DueShare+string(report.ID))
		OpenMatter(w, report.Agent, OpenShare, report.ID)
	}
}

// OpenMatter keeps an agent's matter until it is closed.
func OpenMatter(w *Work, agent domain.AgentID, matter string, report conduct.ReportID) {
	w.Also(store.Write{Action: store.Put, Condition: store.MustNotExist,
		Item: store.Item{Key: store.OpenMatterKey(w.Site.ID, agent, matter, string(report))}})
}

// CloseMatter is the write that ends an open matter.
func CloseMatter(id domain.SiteID, agent domain.AgentID, matter string, report conduct.ReportID) store.Write {
	return store.Write{Action: store.Delete, Condition: store.MustExist,
		Item: store.Item{Key: store.OpenMatterKey(id, agent, matter, string(report))}}
}

// SaveReport adds a report, new or changed, to the commit.
func SaveReport(w *Work, report conduct.Report) error {
	return w.Save(store.ReportKey(w.Site.ID, string(report.ID)), report)
}

// DismissAgent has an agent leave: off the roster of the employed and off the order table; customers and
// credit stay. entry says what was decided. Errors: agent.unknown, and the rotation's where the agent is
// with a visitor.
func DismissAgent(w *Work, agent domain.AgentID, entry journal.Entry) error {
	next := w.Site.Clone()
	i := slices.IndexFunc(next.Agents, func(a site.Agent) bool { return a.ID == agent })
	if i < 0 {
		return domain.Invalid("agent.unknown", "/agent")
	}
	if next.Agents[i].Employment == site.Left {
		return w.Record(entry)
	}
	next.Agents[i].Employs(site.Left, w.At)
	w.ChangeSite(next)
	event := rotation.Event{Kind: rotation.TableSet, Groups: w.State.Groups}
	if !w.Policy.Rules.Rotation.Groups {
		event.Groups = nil
	}
	for _, m := range w.State.Members {
		if m.Agent == agent {
			continue
		}
		place := rotation.TablePlace{Agent: m.Agent}
		if w.Policy.Rules.Rotation.Groups {
			place.Group = m.Group
		}
		event.Table = append(event.Table, place)
	}
	_, err := w.Apply(event, entry)
	return err
}
