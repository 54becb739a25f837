package policy

import (
	"slices"
	"strconv"

	"github.com/lunxu/lunxu/internal/domain"
)

const wholeBasisPoints = 10000

// Validate reports the first thing that is wrong with the rules, in the order of the document, as a
// *domain.Error whose Field is the JSON pointer of the value within Rules. Codes:
// policy.value_unknown, policy.clause_missing, policy.absence_missing, policy.absence_unknown,
// policy.rules_missing, policy.rule_unknown, policy.rule_repeated, policy.share_without_split,
// policy.basis_points_out_of_range, policy.number_negative, policy.number_not_positive,
// policy.groups_needed, policy.breach_repeated, policy.kind_missing, policy.gravity_unknown,
// policy.dismissal_differs, policy.breach_missing, policy.role_unknown, policy.role_without_authority, policy.roles_missing.
func (r Rules) Validate() error {
	for _, check := range []func(Rules) *domain.Error{
		checkRotation, checkAbsences, checkReception, checkPreRegistration, checkRecognition, checkProtection, checkAttribution,
		checkClaims, checkDisputes, checkConduct, checkObserved, checkSettlement, checkAuthority, checkSupplements,
	} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

func checkRotation(r Rules) *domain.Error {
	switch {
	case r.Rotation.Order != OrderTable && r.Rotation.Order != CheckInOrder:
		return domain.Invalid("policy.value_unknown", "/rotation/order")
	case r.Rotation.LeavesHead != OnStart && r.Rotation.LeavesHead != OnFinish:
		return domain.Invalid("policy.value_unknown", "/rotation/leaves_head")
	case r.Rotation.Groups && r.Rotation.NextGroupClause == "":
		return domain.Invalid("policy.clause_missing", "/rotation/next_group_clause")
	case r.Rotation.GroupsMoveOn && !r.Rotation.Groups:
		return domain.Invalid("policy.groups_needed", "/rotation/groups_move_on")
	case r.Rotation.Groups && r.Rotation.Order != OrderTable:
		return domain.Invalid("policy.value_unknown", "/rotation/order")
	case r.Rotation.HelperFrom != FromHead && r.Rotation.HelperFrom != FromTail:
		return domain.Invalid("policy.value_unknown", "/rotation/helper_from")
	case r.Rotation.TakeOver != AtOnce && r.Rotation.TakeOver != ByHelper:
		return domain.Invalid("policy.value_unknown", "/rotation/take_over")
	}
	return nil
}

// The kinds of breaches that the system itself sees.
const (
	PositionVacant   = "position_vacant"     // GP.2.b
	LateHandOverNote = "late_hand_over_note" // GP.18
)

// Steering is the breach of staff who are no agents (SC.9); the system sees it as well.
const Steering = "steering"

// checkObserved asks for the breaches that the rules make the system count.
func checkObserved(r Rules) *domain.Error {
	for kind, counted := range map[string]bool{PositionVacant: r.Rotation.UncoveredLeave != "", LateHandOverNote: r.Reception.HandOverMinutes > 0} {
		there := slices.ContainsFunc(r.Conduct.Breaches, func(b Breach) bool { return b.Kind == kind })
		if counted && !there {
			return domain.Invalid("policy.breach_missing", "/conduct/breaches").With("kind", kind)
		}
	}
	return nil
}

func checkAbsences(r Rules) *domain.Error {
	for _, reason := range AbsenceReasons() {
		field := "/rotation/absences/" + string(reason)
		row, there := r.Rotation.Absences[reason]
		switch {
		case !there:
			return domain.Invalid("policy.absence_missing", field)
		case !slices.Contains([]OnDue{TailOnReturn, KeepPlace, Covered, MakeUp, Skip, Forfeit}, row.OnDue):
			return domain.Invalid("policy.value_unknown", field+"/on_due")
		case row.Clause == "" && row.OnDue != KeepPlace: // keeping the place is what a silent document comes to
			return domain.Invalid("policy.clause_missing", field+"/clause")
		}
	}
	if len(r.Rotation.Absences) != len(AbsenceReasons()) {
		return domain.Invalid("policy.absence_unknown", "/rotation/absences")
	}
	return nil
}

// checkReception asks for the rules and questions that every policy must answer; the others may be empty,
// which says that the policy has no such rule.
func checkReception(r Rules) *domain.Error {
	if err := checkDoorRules(r.Reception.Rules); err != nil {
		return err
	}
	needed := []struct {
		field  string
		clause domain.Clause
	}{
		{"designated_busy", r.Reception.DesignatedBusy},
		{"take_over", r.Reception.TakeOver},
		{"returning_absent", r.Reception.ReturningAbsent},
		{"back_dated", r.Reception.BackDated},
	}
	for _, n := range needed {
		if n.clause == "" {
			return domain.Invalid("policy.clause_missing", "/reception/"+n.field)
		}
	}
	if r.Reception.HandOverMinutes < 0 {
		return domain.Invalid("policy.number_negative", "/reception/hand_over_minutes")
	}
	if r.Reception.HandOverMinutes > 0 && r.Reception.HandOverNote == "" {
		return domain.Invalid("policy.clause_missing", "/reception/hand_over_note")
	}
	return nil
}

// checkDoorRules holds that every visitor is somebody's or waits for a rule: the register's knowledge is
// asked, and the last rule takes whoever is left over.
func checkDoorRules(rules []DoorRule) *domain.Error {
	seen := map[RuleName]bool{}
	for i, row := range rules {
		field := "/reception/rules/" + strconv.Itoa(i)
		switch {
		case !slices.Contains(DoorRules(), row.Rule):
			return domain.Invalid("policy.rule_unknown", field+"/rule")
		case seen[row.Rule]:
			return domain.Invalid("policy.rule_repeated", field+"/rule")
		case row.Clause == "":
			return domain.Invalid("policy.clause_missing", field+"/clause")
		}
		seen[row.Rule] = true
	}
	if !seen[ReturningVisitor] {
		return domain.Invalid("policy.rules_missing", "/reception/rules").With("rule", string(ReturningVisitor))
	}
	if rules[len(rules)-1].Rule != FirstRegistered {
		return domain.Invalid("policy.last_rule", "/reception/rules").With("rule", string(FirstRegistered))
	}
	return nil
}

func checkAttribution(r Rules) *domain.Error {
	if len(r.Attribution.Rules) == 0 {
		return domain.Invalid("policy.rules_missing", "/attribution/rules")
	}
	seen := map[RuleName]bool{}
	for i, rule := range r.Attribution.Rules {
		field := "/attribution/rules/" + strconv.Itoa(i)
		switch {
		case !slices.Contains(RuleNames(), rule.Rule):
			return domain.Invalid("policy.rule_unknown", field+"/rule")
		case seen[rule.Rule]:
			return domain.Invalid("policy.rule_repeated", field+"/rule")
		case rule.Clause == "":
			return domain.Invalid("policy.clause_missing", field+"/clause")
		case !isShare(rule.OriginalBasisPoints):
			return domain.Invalid("policy.basis_points_out_of_range", field+"/original_basis_points")
		case rule.OriginalBasisPoints != 0 && !rule.Rule.splits():
			return domain.Invalid("policy.share_without_split", field+"/original_basis_points")
		}
		seen[rule.Rule] = true
	}
	return nil
}

func checkConduct(r Rules) *domain.Error {
	if months := r.Conduct.PeriodMonths; months < 0 || months > 0 && 12%months != 0 && months%12 != 0 {
		return domain.Invalid("policy.period_months", "/conduct/period_months")
	}
	kinds := map[string]bool{}
	dismissal := map[domain.Clause]int{}
	for i, breach := range r.Conduct.Breaches {
		field := "/conduct/breaches/" + strconv.Itoa(i)
		at, known := dismissal[breach.Clause]
		switch {
		case breach.Kind == "":
			return domain.Invalid("policy.kind_missing", field+"/kind")
		case kinds[breach.Kind]:
			return domain.Invalid("policy.breach_repeated", field+"/kind")
		case breach.Clause == "":
			return domain.Invalid("policy.clause_missing", field+"/clause")
		case breach.Dismissal < 0:
			return domain.Invalid("policy.number_negative", field+"/dismissal")
		case known && at != breach.Dismissal: // counts are kept per clause, so the threshold is too
			return domain.Invalid("policy.dismissal_differs", field+"/dismissal")
		}
		if err := checkFines(breach.Consequences, field+"/consequences/"); err != nil {
			return err
		}
		kinds[breach.Kind], dismissal[breach.Clause] = true, breach.Dismissal
	}
	return checkCommendations(r.Conduct.Commendations)
}

func checkCommendations(list []Commendation) *domain.Error {
	kinds := map[string]bool{}
	for i, kind := range list {
		field := "/conduct/commendations/" + strconv.Itoa(i)
		switch {
		case kind.Kind == "":
			return domain.Invalid("policy.kind_missing", field+"/kind")
		case kinds[kind.Kind]:
			return domain.Invalid("policy.breach_repeated", field+"/kind")
		case kind.Clause == "":
			return domain.Invalid("policy.clause_missing", field+"/clause")
		case kind.Points < 0:
			return domain.Invalid("policy.number_negative", field+"/points")
		}
		kinds[kind.Kind] = true
	}
	return nil
}

func checkFines(fines map[Gravity]Consequence, field string) *domain.Error {
	known := 0
	for _, gravity := range []Gravity{Ordinary, Serious} {
		fine, there := fines[gravity]
		if !there {
			continue
		}
		known++
		switch {
		case fine.DayBases < 0:
			return domain.Invalid("policy.number_negative", field+string(gravity)+"/day_bases")
		case fine.MonthBases < 0:
			return domain.Invalid("policy.number_negative", field+string(gravity)+"/month_bases")
		case !isShare(fine.CommissionBasisPoint):
			return domain.Invalid("policy.basis_points_out_of_range", field+string(gravity)+"/commission_basis_points")
		case fine.FixedFen < 0:
			return domain.Invalid("policy.number_negative", field+string(gravity)+"/fixed_fen")
		case fine.PointsFrom < 0:
			return domain.Invalid("policy.number_negative", field+string(gravity)+"/points_from")
		case fine.PointsTo < fine.PointsFrom:
			return domain.Invalid("policy.points_range", field+string(gravity)+"/points_to")
		}
	}
	if known != len(fines) { // an unfounded report costs nothing, so it has no row either
		return domain.Invalid("policy.gravity_unknown", field[:len(field)-1])
	}
	return nil
}

func checkSettlement(r Rules) *domain.Error {
	switch {
	case r.Settlement.ClaimWindowHours < 0:
		return domain.Invalid("policy.number_negative", "/settlement/claim_window_hours")
	case !isShare(r.Settlement.DeductionFlagBasisPoints):
		return domain.Invalid("policy.basis_points_out_of_range", "/settlement/deduction_flag_basis_points")
	case r.Settlement.PaidDaysPerMonthHundredths <= 0:
		return domain.Invalid("policy.number_not_positive", "/settlement/paid_days_per_month_hundredths")
	}
	return nil
}

func checkAuthority(r Rules) *domain.Error {
	a := r.Authority
	rows := []struct {
		field  string
		roles  []domain.Role
		clause domain.Clause
		cites  bool
	}{
		{"order_table", a.OrderTable, a.OrderTableClause, false},
		{"versions", a.Versions, a.VersionsClause, true},
		{"rulings", a.Rulings, a.RulingsClause, true},
		{"verifies", a.Verifies, "", false},
	}
	for _, row := range rows {
		if err := checkRoles(row.roles, "/authority/"+row.field); err != nil {
			return err
		}
		if row.cites && row.clause == "" {
			return domain.Invalid("policy.clause_missing", "/authority/"+row.field+"_clause")
		}
	}
	return nil
}

// checkRoles holds that only management decides: an agent cannot set rules or order (SS.3.1), the
// auditor changes nothing (SS.3.3).
func checkRoles(roles []domain.Role, field string) *domain.Error {
	if len(roles) == 0 {
		return domain.Invalid("policy.roles_missing", field)
	}
	for i, role := range roles {
		at := field + "/" + strconv.Itoa(i)
		if !slices.Contains(domain.Roles(), role) {
			return domain.Invalid("policy.role_unknown", at)
		}
		switch role {
		case domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre:
		default:
			return domain.Invalid("policy.role_without_authority", at)
		}
	}
	return nil
}

func isShare(basisPoints int) bool { return 0 <= basisPoints && basisPoints <= wholeBasisPoints }
