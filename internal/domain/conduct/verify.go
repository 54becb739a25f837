package conduct

import (
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// Facts is exactly what a report is decided on, kept with the decision for replay. The report comes
// without its statement; the tally is the party's of the period that the finding's day falls in.
type Facts struct {
	Report Report       `json:"report"`
	Found  Verification `json:"found"`
	Tally  Tally        `json:"tally"`
}

// Verify decides a report: the report as it is to be kept, and the party's tally after it. An
// unfounded report changes no tally and costs nothing. A report is decided once, and never by whom
// it is about.
//
// Fines (SS.4.2.2.b): a day's base is the monthly base ÷ the policy's paid days per month (21.75),
// half-even; the month's base is the monthly base; the share of the month's commission waits for the
// close of the month in which the breach was verified. Points lie within the clause's range and are
// what the finding says, or the one number there is (PC.1.b, PC.3.b). A serious breach of a clause that
// knows only an ordinary one has the consequence of that. A member of staff who is no agent is
// recorded and counted only (SC.9). version is the number of the policy version in force on the
// business day of the finding.
//
// Errors: conduct.breach_unknown, conduct.already_decided, conduct.own_case, conduct.gravity_unknown,
// conduct.points_out_of_range, conduct.points_missing, conduct.deal_missing, conduct.deal_waits,
// conduct.monthly_base_missing (a fine in bases for an agent without one), money.overflow.
func Verify(rules policy.Rules, version int, facts Facts) (Report, Tally, error) {
	report, found, tally := facts.Report, facts.Found, facts.Tally
	breach, err := admitted(rules.Conduct, report, found)
	if err != nil {
		return report, tally, err
	}
	decided := report
	decided.Clause, decided.Verification = breach.Clause, &found
	follows := Consequences{Clause: breach.Clause, Period: PeriodOf(rules.Conduct.PeriodMonths, found.Day),
		Count: tally.Breaches[breach.Clause]}
	schedule := scheduled(breach, found.Gravity, report)
	if follows.Points, err = points(schedule, breach.Clause, found.Points); err != nil {
		return report, tally, err
	}
	if found.Gravity == policy.Unfounded {
		decided.Status, decided.Consequences = Unfounded, &follows
		return decided, tally, nil
	}
	if follows.Fine, err = fineFor(schedule, rules.Settlement, version, decided, found); err != nil {
		return report, tally, err
	}
	if follows.Confiscated, err = confiscated(schedule, decided, found.Credit); err != nil {
		return report, tally, err
	}
	follows.Count++
	follows.Warning = schedule.Warning
	follows.Proposes = proposal(breach, schedule, report, follows.Count)
	decided.Status, decided.Consequences = Verified, &follows
	return decided, tally.add(follows), nil
}

// admitted says whether the report may be decided by this person as found.
func admitted(rules policy.Conduct, report Report, found Verification) (policy.Breach, error) {
	if report.Status != Reported {
		return policy.Breach{}, domain.Refuse("conduct.already_decided", report.Clause)
	}
	breach, err := Find(rules, report.Breach)
	if err != nil {
		return breach, err
	}
	switch found.Gravity {
	case policy.Unfounded, policy.Ordinary, policy.Serious:
	default:
		return breach, domain.Invalid("conduct.gravity_unknown", "/gravity")
	}
	if concerns(report, found.By, found.Concerned) {
		return breach, domain.Refuse("conduct.own_case", breach.Clause)
	}
	return breach, nil
}

// concerns reports whether a report is about the person who would decide on it.
func concerns(report Report, by string, as domain.AgentID) bool {
	return report.Agent != "" && report.Agent == as || report.Subject != "" && report.Subject == by
}

// scheduled gives the consequence that the policy has for the breach; none for an unfounded one, and
// none for a member of staff who is no agent.
func scheduled(breach policy.Breach, gravity policy.Gravity, report Report) policy.Consequence {
	if gravity == policy.Unfounded || report.Agent == "" {
		return policy.Consequence{}
	}
	schedule, there := breach.Consequences[gravity]
	if !there {
		schedule = breach.Consequences[policy.Ordinary]
	}
	return schedule
}

// points gives how many points the breach costs: as found, within the clause's range.
func points(schedule policy.Consequence, clause domain.Clause, given *int) (int, error) {
	switch {
	case given == nil && schedule.PointsFrom == schedule.PointsTo:
		return schedule.PointsFrom, nil
	case given == nil:
		return 0, &domain.Error{Code: "conduct.points_missing", Clause: clause, Field: "/points"}
	case *given < schedule.PointsFrom || *given > schedule.PointsTo:
		return 0, &domain.Error{Code: "conduct.points_out_of_range", Clause: clause, Field: "/points"}
	}
	return *given, nil
}

// proposal says whether dismissal is proposed: at once by the schedule, or at the clause's count.
func proposal(breach policy.Breach, schedule policy.Consequence, report Report, count int) Proposal {
	atCount := breach.Dismissal > 0 && count >= breach.Dismissal
	if report.Agent != "" && (schedule.Dismissal || atCount) {
		return ProposedDismissal
	}
	return ""
}
