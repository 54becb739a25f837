package policy

import (
	"slices"
	"strconv"

	"github.com/lunxu/lunxu/internal/domain"
)

func checkPreRegistration(r Rules) *domain.Error {
	p := r.PreRegistration
	switch {
	case p.Clause == "" && (p.NeedsContact || p.NeedsBuyer || p.Proxy != ""):
		return domain.Invalid("policy.clause_missing", "/pre_registration/clause")
	case p.NeedsContact && p.Refusal == "":
		return domain.Invalid("policy.clause_missing", "/pre_registration/refusal")
	}
	return nil
}

func checkRecognition(r Rules) *domain.Error {
	seen := map[Relation]bool{}
	for i, row := range r.Recognition {
		field := "/recognition/" + strconv.Itoa(i)
		switch {
		case !slices.Contains(Relations(), row.Relation):
			return domain.Invalid("policy.value_unknown", field+"/relation")
		case seen[row.Relation]:
			return domain.Invalid("policy.rule_repeated", field+"/relation")
		case row.Clause == "":
			return domain.Invalid("policy.clause_missing", field+"/clause")
		case !slices.Contains([]AfterSigning{TooLate, Corrects, Disputed}, row.After):
			return domain.Invalid("policy.value_unknown", field+"/after_signing")
		case row.AfterClause == "":
			return domain.Invalid("policy.clause_missing", field+"/after_clause")
		}
		seen[row.Relation] = true
	}
	return nil
}

// checkProtection asks for months with the rules that lapse: a window without its length never ends.
func checkProtection(r Rules) *domain.Error {
	lapses := r.Reception.Clause(LapsedOwner) != "" || r.Attribution.has(Lapsed)
	switch {
	case r.Protection.Months < 0:
		return domain.Invalid("policy.number_negative", "/protection/months")
	case lapses && r.Protection.Months == 0:
		return domain.Invalid("policy.window_missing", "/protection/months")
	case r.Protection.Months > 0 && r.Protection.Clause == "":
		return domain.Invalid("policy.clause_missing", "/protection/clause")
	}
	return nil
}

func checkClaims(r Rules) *domain.Error {
	seen := map[Ground]bool{}
	for i, claim := range r.Claims {
		field := "/claims/" + strconv.Itoa(i)
		leads := []ClaimLeads{LeadsToCredit, LeadsToDispute}
		switch {
		case !slices.Contains(Grounds(), claim.Ground):
			return domain.Invalid("policy.value_unknown", field+"/ground")
		case seen[claim.Ground]:
			return domain.Invalid("policy.rule_repeated", field+"/ground")
		case claim.Clause == "":
			return domain.Invalid("policy.clause_missing", field+"/clause")
		case !slices.Contains(leads, claim.Leads):
			return domain.Invalid("policy.value_unknown", field+"/leads")
		case claim.Unproven != "" && claim.Unproven != LeadsToDispute:
			return domain.Invalid("policy.value_unknown", field+"/unproven")
		case claim.WindowHours < 0:
			return domain.Invalid("policy.number_negative", field+"/window_hours")
		case (claim.WindowHours > 0 || claim.UntilSigning) && claim.LateClause == "":
			return domain.Invalid("policy.clause_missing", field+"/late_clause")
		case claim.Leads == LeadsToCredit && !r.Attribution.has(AcceptedClaim):
			return domain.Invalid("policy.claim_without_rule", field+"/leads")
		}
		seen[claim.Ground] = true
	}
	return nil
}

func checkDisputes(r Rules) *domain.Error {
	d := r.Disputes
	switch {
	case d.Clause == "":
		return domain.Invalid("policy.clause_missing", "/disputes/clause")
	case d.StatementHours < 0:
		return domain.Invalid("policy.number_negative", "/disputes/statement_hours")
	case d.RulingHours < 0:
		return domain.Invalid("policy.number_negative", "/disputes/ruling_hours")
	case d.ReminderHours < 0:
		return domain.Invalid("policy.number_negative", "/disputes/reminder_hours")
	case d.AppealHours < 0:
		return domain.Invalid("policy.number_negative", "/disputes/appeal_hours")
	case d.Approvals != 1 && d.Approvals != 2:
		return domain.Invalid("policy.value_unknown", "/disputes/approvals")
	case d.Irreconcilable != "" && !isFund(d.IrreconcilableFund):
		return domain.Invalid("policy.value_unknown", "/disputes/irreconcilable_fund")
	case d.Poaching != "" && len(d.PoachingCredit) == 0:
		return domain.Invalid("policy.value_unknown", "/disputes/poaching_credit")
	case d.Poaching != "" && !slices.ContainsFunc(r.Conduct.Breaches, func(b Breach) bool { return b.Kind == d.PoachingBreach }):
		return domain.Invalid("policy.breach_missing", "/disputes/poaching_breach").With("kind", d.PoachingBreach)
	}
	for i, party := range d.PoachingCredit {
		if party != OriginalAgent && !isFund(party) {
			return domain.Invalid("policy.value_unknown", "/disputes/poaching_credit/"+strconv.Itoa(i))
		}
	}
	if err := checkRoles(d.GoesTo, "/disputes/goes_to"); err != nil {
		return err
	}
	if len(d.AppealTo) == 0 {
		return nil
	}
	return checkRoles(d.AppealTo, "/disputes/appeal_to")
}

func checkSupplements(r Rules) *domain.Error {
	for i, s := range r.Supplements {
		field := "/supplements/" + strconv.Itoa(i)
		switch {
		case s.Text == "" || len([]rune(s.Text)) > maxSupplement:
			return domain.Invalid("policy.supplement_text", field+"/text")
		case s.Clause == "":
			return domain.Invalid("policy.clause_missing", field+"/clause")
		}
	}
	return nil
}

const maxSupplement = 500 // characters

func isFund(party string) bool { return slices.Contains(Funds(), party) }
