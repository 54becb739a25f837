package policy

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

// Validate reports the first thing that is wrong with the rules, in the order of the document; Faults
// reports everything.
func (r Rules) Validate() error {
	if found := r.Faults(); len(found) > 0 {
		return found[0]
	}
	return nil
}

// Faults reports everything that is wrong with the rules; the Field of each is the JSON pointer of the
// value within Rules. Codes:
// policy.value_unknown, policy.clause_missing, policy.absence_missing, policy.absence_unknown,
// policy.rules_missing, policy.rule_unknown, policy.rule_repeated, policy.last_rule, policy.share_without_split,
// policy.basis_points_out_of_range, policy.number_negative, policy.number_not_positive, policy.number_too_large,
// policy.groups_needed, policy.window_missing, policy.points_range, policy.breach_repeated, policy.kind_missing,
// policy.gravity_unknown, policy.dismissal_differs, policy.breach_missing, policy.supplement_text,
// policy.role_unknown, policy.role_without_authority, policy.roles_missing, policy.weights_not_whole,
// policy.satisfaction_not_main.
func (r Rules) Faults() []*domain.Error { return r.faults(nil) }

// faults reports also the rules that there are none of; without names all are taken to be there.
func (r Rules) faults(names *Names) []*domain.Error {
	f := &faults{names: names}
	for _, check := range []func(Rules, *faults){
		checkRotation, checkAbsences, checkReception, checkPreRegistration, checkRecognition, checkProtection,
		checkAttribution,
		checkClaims, checkDisputes, checkConduct, checkObserved, checkSettlement, checkAuthority, checkAssessment,
		checkSupplements, checkStanding,
	} {
		check(r, f)
	}
	return f.found
}

func checkRotation(r Rules, f *faults) {
	q := r.Rotation
	f.when(q.Order != OrderTable && q.Order != CheckInOrder, "policy.value_unknown", "/rotation/order")
	f.when(q.Groups && q.Order == CheckInOrder, "policy.value_unknown", "/rotation/order")
	f.when(q.LeavesHead != OnStart && q.LeavesHead != OnFinish, "policy.value_unknown", "/rotation/leaves_head")
	f.when(q.Groups && q.NextGroupClause == "", "policy.clause_missing", "/rotation/next_group_clause")
	f.when(q.GroupsMoveOn && !q.Groups, "policy.groups_needed", "/rotation/groups_move_on")
	f.when(q.HelperFrom != FromHead && q.HelperFrom != FromTail, "policy.value_unknown", "/rotation/helper_from")
	f.when(q.TakeOver != AtOnce && q.TakeOver != ByHelper, "policy.value_unknown", "/rotation/take_over")
}

// The kinds of breaches that the system itself sees.
const (
	PositionVacant   = "position_vacant"     // GP.2.b
	LateHandOverNote = "late_hand_over_note" // GP.18
)

// Steering is the breach of staff who are no agents (SC.9); the system sees it as well.
const Steering = "steering"

// The breaches that a visitor's complaint about service alleges, once verified (GP.20), and that of a broker or
// competitor (GP.14.c).
const (
	ServiceComplaint = "service_complaint"
	BrokerComplaint  = "broker_complaint"
)

// checkObserved asks for the breach that the rules make the system count. A late hand-over note is one only where the
// policy lists it (GP.18); elsewhere it is recorded as late and nothing follows (RC.9).
func checkObserved(r Rules, f *faults) {
	there := slices.ContainsFunc(r.Conduct.Breaches, func(b Breach) bool { return b.Kind == PositionVacant })
	if r.Rotation.UncoveredLeave != "" && !there {
		f.add(domain.Invalid("policy.breach_missing", "/conduct/breaches").With("kind", PositionVacant))
	}
}

func checkAbsences(r Rules, f *faults) {
	for _, reason := range AbsenceReasons() {
		field := "/rotation/absences/" + string(reason)
		due, there := r.Rotation.Absences[reason]
		if f.when(!there, "policy.absence_missing", field) {
			continue
		}
		known := slices.Contains([]OnDue{TailOnReturn, KeepPlace, Covered, MakeUp, Skip, Forfeit}, due.OnDue)
		f.when(!known, "policy.value_unknown", field+"/on_due")
		f.when(due.Clause == "" && due.OnDue != KeepPlace, "policy.clause_missing",
			field+"/clause") // keeping the place is what a silent document comes to
	}
	unknown := false
	for reason := range r.Rotation.Absences {
		unknown = unknown || !slices.Contains(AbsenceReasons(), reason)
	}
	f.when(unknown, "policy.absence_unknown", "/rotation/absences")
}

// checkReception asks for the rules and questions that every policy must answer; the others may be empty,
// which says that the policy has no such rule.
func checkReception(r Rules, f *faults) {
	checkDoorRules(r.Reception.Rules, f)
	for _, needed := range []struct {
		field  string
		clause domain.Clause
	}{
		{"designated_busy", r.Reception.DesignatedBusy},
		{"take_over", r.Reception.TakeOver},
		{"returning_absent", r.Reception.ReturningAbsent},
		{"back_dated", r.Reception.BackDated},
	} {
		f.when(needed.clause == "", "policy.clause_missing", "/reception/"+needed.field)
	}
	f.when(r.Reception.HandOverMinutes > 0 && r.Reception.HandOverNote == "", "policy.clause_missing",
		"/reception/hand_over_note")
	f.number(int64(r.Reception.HandOverMinutes), maxMinutes, "/reception/hand_over_minutes")
}

// checkDoorRules holds that every visitor is somebody's or waits for a rule: the register's knowledge is
// asked, and the last rule takes whoever is left over.
func checkDoorRules(rules []DoorRule, f *faults) {
	seen := map[RuleName]bool{}
	for i, door := range rules {
		field := row("/reception/rules", i)
		f.when(f.names.unknown(func(n *Names) []RuleName { return n.Door }, door.Rule), "policy.rule_unknown",
			field+"/rule")
		f.when(seen[door.Rule], "policy.rule_repeated", field+"/rule")
		f.when(door.Clause == "", "policy.clause_missing", field+"/clause")
		seen[door.Rule] = true
	}
	if !seen[ReturningVisitor] {
		f.add(domain.Invalid("policy.rules_missing", "/reception/rules").With("rule", string(ReturningVisitor)))
	}
	if len(rules) == 0 || rules[len(rules)-1].Rule != FirstRegistered {
		f.add(domain.Invalid("policy.last_rule", "/reception/rules").With("rule", string(FirstRegistered)))
	}
}

func checkAttribution(r Rules, f *faults) {
	f.when(len(r.Attribution.Rules) == 0, "policy.rules_missing", "/attribution/rules")
	seen := map[RuleName]bool{}
	for i, rule := range r.Attribution.Rules {
		field := row("/attribution/rules", i)
		known := !f.names.unknown(func(n *Names) []RuleName { return n.Credit }, rule.Rule)
		f.when(!known, "policy.rule_unknown", field+"/rule")
		f.when(seen[rule.Rule], "policy.rule_repeated", field+"/rule")
		f.when(rule.Clause == "", "policy.clause_missing", field+"/clause")
		f.share(rule.OriginalBasisPoints, field+"/original_basis_points")
		f.when(known && rule.OriginalBasisPoints != 0 && !rule.Rule.splits(), "policy.share_without_split",
			field+"/original_basis_points")
		seen[rule.Rule] = true
	}
}

func checkConduct(r Rules, f *faults) {
	f.number(int64(r.Conduct.PeriodMonths), maxMonths, "/conduct/period_months")
	months := r.Conduct.PeriodMonths
	f.when(months > 0 && 12%months != 0 && months%12 != 0, "policy.period_months", "/conduct/period_months")
	kinds := map[string]bool{}
	dismissal := map[domain.Clause]int{}
	for i, breach := range r.Conduct.Breaches {
		field := row("/conduct/breaches", i)
		at, known := dismissal[breach.Clause]
		f.when(breach.Kind == "", "policy.kind_missing", field+"/kind")
		f.when(breach.Kind != "" && kinds[breach.Kind], "policy.breach_repeated", field+"/kind")
		f.when(breach.Clause == "", "policy.clause_missing", field+"/clause")
		f.points(breach.Dismissal, field+"/dismissal")
		f.when(known && at != breach.Dismissal, "policy.dismissal_differs",
			field+"/dismissal") // counts are kept per clause, so the threshold is too
		checkFines(breach.Consequences, field+"/consequences", f)
		kinds[breach.Kind], dismissal[breach.Clause] = true, breach.Dismissal
	}
	for i, praise := range r.Conduct.Commendations {
		field := row("/conduct/commendations", i)
		f.when(slices.ContainsFunc(r.Conduct.Commendations[:i],
			func(c Commendation) bool { return c.Kind == praise.Kind }), "policy.breach_repeated", field+"/kind")
		f.when(praise.Kind == "", "policy.kind_missing", field+"/kind")
		f.when(praise.Clause == "", "policy.clause_missing", field+"/clause")
		f.points(praise.Points, field+"/points")
	}
}

func checkFines(fines map[Gravity]Consequence, field string, f *faults) {
	known := 0
	for _, gravity := range []Gravity{Ordinary, Serious} {
		fine, there := fines[gravity]
		if !there {
			continue
		}
		known++
		at := field + "/" + string(gravity)
		f.points(fine.DayBases, at+"/day_bases")
		f.points(fine.MonthBases, at+"/month_bases")
		f.share(fine.CommissionBasisPoint, at+"/commission_basis_points")
		f.number(fine.FixedFen, maxFixedFen, at+"/fixed_fen")
		f.points(fine.PointsFrom, at+"/points_from")
		f.points(fine.PointsTo, at+"/points_to")
		f.when(fine.PointsFrom >= 0 && fine.PointsTo < fine.PointsFrom, "policy.points_range", at+"/points_to")
	}
	f.when(known != len(fines), "policy.gravity_unknown",
		field) // an unfounded report costs nothing, so it has no row either
}

func checkSettlement(r Rules, f *faults) {
	s := r.Settlement
	f.hours(s.ClaimWindowHours, "/settlement/claim_window_hours")
	f.share(s.DeductionFlagBasisPoints, "/settlement/deduction_flag_basis_points")
	f.when(s.PaidDaysPerMonthHundredths <= 0, "policy.number_not_positive",
		"/settlement/paid_days_per_month_hundredths")
	f.when(s.PaidDaysPerMonthHundredths > maxPaidDays, "policy.number_too_large",
		"/settlement/paid_days_per_month_hundredths")
}

func checkAuthority(r Rules, f *faults) {
	a := r.Authority
	checkRoles(a.OrderTable, "/authority/order_table", f)
	checkRoles(a.Versions, "/authority/versions", f)
	f.when(a.VersionsClause == "", "policy.clause_missing", "/authority/versions_clause")
	checkRoles(a.Rulings, "/authority/rulings", f)
	f.when(a.RulingsClause == "", "policy.clause_missing", "/authority/rulings_clause")
	checkRoles(a.Verifies, "/authority/verifies", f)
}

// checkRoles holds that only management decides: an agent cannot set rules or order (SS.3.1), the
// auditor changes nothing (SS.3.3).
func checkRoles(roles []domain.Role, field string, f *faults) {
	f.when(len(roles) == 0, "policy.roles_missing", field)
	for i, role := range roles {
		if f.when(!slices.Contains(domain.Roles(), role), "policy.role_unknown", row(field, i)) {
			continue
		}
		switch role {
		case domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre:
		default:
			f.add(domain.Invalid("policy.role_without_authority", row(field, i)))
		}
	}
}
