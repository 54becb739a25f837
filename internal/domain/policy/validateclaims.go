package policy

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

func checkPreRegistration(r Rules, f *faults) {
	p := r.PreRegistration
	f.when(p.Clause == "" && (p.NeedsContact || p.NeedsBuyer || p.Proxy != ""), "policy.clause_missing",
		"/pre_registration/clause")
	f.when(p.NeedsContact && p.Refusal == "", "policy.clause_missing", "/pre_registration/refusal")
}

func checkRecognition(r Rules, f *faults) {
	seen := map[Relation]bool{}
	for i, known := range r.Recognition {
		field := row("/recognition", i)
		f.when(!slices.Contains(Relations(), known.Relation), "policy.value_unknown", field+"/relation")
		f.when(seen[known.Relation], "policy.rule_repeated", field+"/relation")
		f.when(known.Clause == "", "policy.clause_missing", field+"/clause")
		f.when(!slices.Contains([]AfterSigning{TooLate, Corrects, Disputed}, known.After), "policy.value_unknown",
			field+"/after_signing")
		f.when(known.AfterClause == "", "policy.clause_missing", field+"/after_clause")
		seen[known.Relation] = true
	}
}

// checkProtection asks for months with the rules that lapse: a window without its length never ends.
func checkProtection(r Rules, f *faults) {
	lapses := r.Reception.Clause(LapsedOwner) != "" || r.Attribution.has(Lapsed)
	f.number(int64(r.Protection.Months), maxMonths, "/protection/months")
	f.when(lapses && r.Protection.Months == 0, "policy.window_missing", "/protection/months")
	f.when(r.Protection.Months > 0 && r.Protection.Clause == "", "policy.clause_missing", "/protection/clause")
}

func checkClaims(r Rules, f *faults) {
	seen := map[Ground]bool{}
	for i, claim := range r.Claims {
		field := row("/claims", i)
		f.when(!slices.Contains(Grounds(), claim.Ground), "policy.value_unknown", field+"/ground")
		f.when(seen[claim.Ground], "policy.rule_repeated", field+"/ground")
		f.when(claim.Clause == "", "policy.clause_missing", field+"/clause")
		f.when(claim.Leads != LeadsToCredit && claim.Leads != LeadsToDispute, "policy.value_unknown", field+"/leads")
		f.when(claim.Unproven != "" && claim.Unproven != LeadsToDispute, "policy.value_unknown", field+"/unproven")
		f.hours(claim.WindowHours, field+"/window_hours")
		f.when((claim.WindowHours > 0 || claim.UntilSigning) && claim.LateClause == "", "policy.clause_missing",
			field+"/late_clause")
		f.when(claim.Leads == LeadsToCredit && !r.Attribution.has(AcceptedClaim), "policy.claim_without_rule",
			field+"/leads")
		seen[claim.Ground] = true
	}
}

func checkDisputes(r Rules, f *faults) {
	d := r.Disputes
	f.when(d.Clause == "", "policy.clause_missing", "/disputes/clause")
	checkRoles(d.GoesTo, "/disputes/goes_to", f)
	f.hours(d.StatementHours, "/disputes/statement_hours")
	f.hours(d.RulingHours, "/disputes/ruling_hours")
	f.hours(d.ReminderHours, "/disputes/reminder_hours")
	f.when(d.Approvals != 1 && d.Approvals != 2, "policy.value_unknown", "/disputes/approvals")
	if len(d.AppealTo) > 0 {
		checkRoles(d.AppealTo, "/disputes/appeal_to", f)
	}
	f.hours(d.AppealHours, "/disputes/appeal_hours")
	f.when(d.Irreconcilable != "" && !isFund(d.IrreconcilableFund), "policy.value_unknown",
		"/disputes/irreconcilable_fund")
	checkPoaching(r, f)
}

func checkPoaching(r Rules, f *faults) {
	d := r.Disputes
	counted := slices.ContainsFunc(r.Conduct.Breaches, func(b Breach) bool { return b.Kind == d.PoachingBreach })
	if d.Poaching != "" && !counted {
		f.add(domain.Invalid("policy.breach_missing", "/disputes/poaching_breach").With("kind", d.PoachingBreach))
	}
	f.when(d.Poaching != "" && len(d.PoachingCredit) == 0, "policy.value_unknown", "/disputes/poaching_credit")
	for i, party := range d.PoachingCredit {
		f.when(party != OriginalAgent && !isFund(party), "policy.value_unknown", row("/disputes/poaching_credit", i))
	}
}

func checkSupplements(r Rules, f *faults) {
	for i, s := range r.Supplements {
		field := row("/supplements", i)
		f.when(s.Text == "" || len([]rune(s.Text)) > maxSupplement, "policy.supplement_text", field+"/text")
		f.when(s.Clause == "", "policy.clause_missing", field+"/clause")
	}
}

func isFund(party string) bool { return slices.Contains(Funds(), party) }
