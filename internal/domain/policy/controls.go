package policy

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

// Control is a parameter that keeps people in check: who decides, with how many others, after hearing whom, in what
// time. It is not loosened by one person.
type Control struct {
	Path    string // of the parameter
	loosens func(was, is Rules) bool
}

// controls are compared in this order. A parameter of these sections that is none is named in the test.
var controls = []Control{
	{"/disputes/approvals", func(was, is Rules) bool { return is.Disputes.Approvals < was.Disputes.Approvals }},
	{"/disputes/need_statements", func(was, is Rules) bool {
		return was.Disputes.NeedStatements && !is.Disputes.NeedStatements
	}},
	{"/disputes/statement_hours", func(was, is Rules) bool {
		return was.Disputes.NeedStatements && shorter(was.Disputes.StatementHours, is.Disputes.StatementHours)
	}},
	{"/disputes/goes_to", func(was, is Rules) bool { return widened(was.Disputes.GoesTo, is.Disputes.GoesTo) }},
	{"/disputes/appeal_to", func(was, is Rules) bool { return widened(was.Disputes.AppealTo, is.Disputes.AppealTo) }},
	{"/disputes/appeal_hours", func(was, is Rules) bool {
		return len(was.Disputes.AppealTo) > 0 && is.Disputes.AppealHours < was.Disputes.AppealHours
	}},
	{"/authority/order_table", func(was, is Rules) bool {
		return widened(was.Authority.OrderTable, is.Authority.OrderTable)
	}},
	{"/authority/versions", func(was, is Rules) bool { return widened(was.Authority.Versions, is.Authority.Versions) }},
	{"/authority/rulings", func(was, is Rules) bool { return widened(was.Authority.Rulings, is.Authority.Rulings) }},
	{"/authority/verifies", func(was, is Rules) bool { return widened(was.Authority.Verifies, is.Authority.Verifies) }},
	{"/settlement/claim_window_hours", func(was, is Rules) bool {
		return is.Settlement.ClaimWindowHours < was.Settlement.ClaimWindowHours
	}},
	{"/settlement/plausible_fen", func(was, is Rules) bool {
		before, _ := was.Settlement.Plausible()
		after, _ := is.Settlement.Plausible()
		return after > before
	}},
	{"/settlement/plausible_basis_points", func(was, is Rules) bool {
		_, before := was.Settlement.Plausible()
		_, after := is.Settlement.Plausible()
		return after > before
	}},
	{"/claims/*/leads", anyClaim(func(was, is Claim) bool {
		return was.Leads == LeadsToDispute && is.Leads == LeadsToCredit
	})},
	{"/claims/*/unproven", anyClaim(func(was, is Claim) bool {
		return was.Unproven != LeadsToCredit && is.Unproven == LeadsToCredit
	})},
	{"/claims/*/registered", anyClaim(func(was, is Claim) bool { return was.Registered && !is.Registered })},
	{"/claims/*/window_hours", anyClaim(func(was, is Claim) bool { return shorter(was.WindowHours, is.WindowHours) })},
	{"/claims/*/until_signing", anyClaim(func(was, is Claim) bool { return !was.UntilSigning && is.UntilSigning })},
	{"/standing/*/confirms", anyFact(func(was, is Standing) bool { return widened(was.Confirms, is.Confirms) })},
	{"/standing/*/climbs_to", anyFact(lowered)},
	{"/standing/*/object_hours", anyFact(func(was, is Standing) bool { return is.ObjectHours < was.ObjectHours })},
	{"/standing/*/silence_consents", anyFact(func(was, is Standing) bool {
		return is.SilenceConsents && (!was.SilenceConsents || is.ObjectHours < was.ObjectHours)
	})},
	{"/standing/*/daily", anyFact(func(was, is Standing) bool { return is.Daily > was.Daily })},
}

// Loosens names the controls that one rule set has looser than another. None: nobody is kept in check less.
func Loosens(was, is Rules) []string {
	out := []string{}
	for _, control := range controls {
		if control.loosens(was, is) {
			out = append(out, control.Path)
		}
	}
	return out
}

// ChangesAuthority reports whether somebody else may decide under the one rule set than under the other: that is the
// group's matter, as a site's region is.
func ChangesAuthority(was, is Rules) bool {
	a, b := was.Authority, is.Authority
	return !sameRoles(a.OrderTable, b.OrderTable) || !sameRoles(a.Versions, b.Versions) ||
		!sameRoles(a.Rulings, b.Rulings) || !sameRoles(a.Verifies, b.Verifies)
}

func sameRoles(a, b []domain.Role) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// Level orders the roles by how far up they are.
func Level(role domain.Role) int {
	return slices.Index([]domain.Role{domain.RoleAgent, domain.RoleVisitor, domain.RoleFrontDesk, domain.RoleFinance,
		domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}, role)
}

// widened: somebody may decide who could not, or the highest level decides no more. Somebody further up than all
// before keeps the others in check and loosens nothing.
func widened(was, is []domain.Role) bool {
	top := highest(was)
	return highest(is) < top || slices.ContainsFunc(is, func(r domain.Role) bool {
		return Level(r) <= top && !slices.Contains(was, r)
	})
}

func highest(roles []domain.Role) int {
	top := -1
	for _, role := range roles {
		top = max(top, Level(role))
	}
	return top
}

// lowered: the last level that a fact climbs to is a lower one.
func lowered(was, is Standing) bool {
	return highest(slices.Concat(is.Confirms, is.ClimbsTo)) < highest(slices.Concat(was.Confirms, was.ClimbsTo))
}

// shorter compares times of which 0 is none at all.
func shorter(was, is int) bool { return is != 0 && (was == 0 || is < was) }

// anyClaim compares the grounds that both have; a new one is compared with a ground that is refused.
func anyClaim(loosens func(was, is Claim) bool) func(was, is Rules) bool {
	return func(was, is Rules) bool {
		return slices.ContainsFunc(is.Claims, func(next Claim) bool {
			i := slices.IndexFunc(was.Claims, func(c Claim) bool { return c.Ground == next.Ground })
			if i < 0 {
				return loosens(Claim{Leads: LeadsToDispute}, Claim{Leads: next.Leads, Unproven: next.Unproven})
			}
			return loosens(was.Claims[i], next)
		})
	}
}

// anyFact compares every kind of fact, with what is usual where a row is silent.
func anyFact(loosens func(was, is Standing) bool) func(was, is Rules) bool {
	return func(was, is Rules) bool {
		return slices.ContainsFunc(FactKinds(), func(kind FactKind) bool {
			return loosens(was.StandingOf(kind), is.StandingOf(kind))
		})
	}
}

// Seconds says who confirms a version that somebody publishes, besides them: nobody where no control is loosened;
// where authority changes the group; else whoever of the policy is not below the one who publishes.
func Seconds(was, is Rules, publisher domain.Role) (roles []domain.Role, loosens []string) {
	loosens = Loosens(was, is)
	switch {
	case ChangesAuthority(was, is) && publisher != domain.RoleMarketingCentre:
		return []domain.Role{domain.RoleMarketingCentre}, loosens
	case len(loosens) == 0:
		return nil, loosens
	}
	for _, role := range slices.Concat(was.StandingOf(FactPolicy).Confirms, []domain.Role{domain.RoleMarketingCentre}) {
		if Level(role) >= Level(publisher) && !slices.Contains(roles, role) {
			roles = append(roles, role)
		}
	}
	return roles, loosens
}
