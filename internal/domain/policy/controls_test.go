package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
)

// noControls are the parameters beside the controls that keep nobody in check: they say what a rule gives.
var noControls = []string{
	"/disputes/clause", "/disputes/ruling_hours", "/disputes/reminder_hours", "/disputes/agreement",
	"/disputes/irreconcilable", "/disputes/irreconcilable_fund", "/disputes/poaching", "/disputes/poaching_breach",
	"/disputes/poaching_credit", "/authority/order_table_clause", "/authority/versions_clause",
	"/authority/rulings_clause", "/settlement/deduction_flag_basis_points", "/settlement/deduction_flag_caps",
	"/settlement/paid_days_per_month_hundredths", "/claims/*/ground", "/claims/*/clause", "/claims/*/late_clause",
	"/claims/*/shared", "/claims/*/notify", "/claims/*/duties", "/standing/*/kind", "/standing/*/clause",
	"/standing/*/climb_hours",
}

// rulesOfTheFloor are the sections that say whose turn, whose customer and whose breach it is.
var rulesOfTheFloor = []string{"rotation", "reception", "pre_registration", "recognition", "protection",
	"attribution", "conduct", "supplements", "assessment", "leavers"}

// Whatever parameter is added later is a control, or somebody has said that it is none.
func TestEveryParameterIsAControlOrNone(t *testing.T) {
	for _, p := range Parameters() {
		section, _, _ := strings.Cut(strings.TrimPrefix(p.Path, "/"), "/")
		control := slices.ContainsFunc(controls, func(c Control) bool { return c.Path == p.Path })
		none := slices.Contains(noControls, p.Path) || slices.Contains(rulesOfTheFloor, section)
		if control == none {
			t.Errorf("%s: a control %v, none %v", p.Path, control, none)
		}
	}
}

// What a caller does to the roles of a rule does not reach the policy.
func TestTheRolesOfARuleAreTheCallersOwn(t *testing.T) {
	rules := Rules{Standing: []Standing{{Kind: FactDeal, Confirms: []domain.Role{domain.RoleFinance,
		domain.RoleSiteManager}, ClimbsTo: []domain.Role{domain.RoleRegionalSales}}}}
	row := rules.StandingOf(FactDeal)
	row.Confirms[0], row.ClimbsTo[0] = domain.RoleAgent, domain.RoleAgent
	if own := rules.StandingOf(FactDeal); own.Confirms[0] != domain.RoleFinance ||
		own.ClimbsTo[0] != domain.RoleRegionalSales {
		t.Errorf("the policy has %v, %v", own.Confirms, own.ClimbsTo)
	}
}

func withPatch(t *testing.T, base Rules, patch string) Rules {
	t.Helper()
	changes, fault := readTree([]byte(patch))
	if fault != nil {
		t.Fatal(fault)
	}
	rules, found := ofTree(merge(base.tree(), changes), nil)
	if len(found) > 0 {
		t.Fatalf("%s: %v", patch, found[0])
	}
	return rules
}

// Each control is loosened by a change of its own, and the change back loosens nothing.
func TestEachControlIsLoosened(t *testing.T) { //nolint:funlen // a table
	base, err := Load(Points)
	if err != nil {
		t.Fatal(err)
	}
	loosened := map[string]bool{}
	for _, c := range []struct {
		patch string
		back  string // what the way back loosens, "" nothing
		paths []string
	}{
		{`{"disputes":{"approvals":1}}`, "", []string{"/disputes/approvals"}},
		{`{"disputes":{"need_statements":false}}`, "", []string{"/disputes/need_statements"}},
		{`{"disputes":{"statement_hours":1}}`, "", []string{"/disputes/statement_hours"}},
		{`{"disputes":{"appeal_to":[],"appeal_hours":0}}`, "",
			[]string{"/disputes/appeal_to", "/disputes/appeal_hours"}},
		{`{"authority":{"order_table":["supervisor","site_manager","regional_sales"]}}`, "/authority/order_table", nil},
		{`{"authority":{"versions":["supervisor","site_manager","regional_sales"]}}`, "",
			[]string{"/authority/versions"}},
		{`{"authority":{"rulings":["supervisor"]}}`, "/authority/rulings", []string{"/authority/rulings"}},
		{`{"authority":{"verifies":["supervisor","site_manager"]}}`, "/authority/verifies",
			[]string{"/authority/verifies"}},
		{`{"authority":{"order_table":["supervisor"]}}`, "", []string{"/authority/order_table"}},
		{`{"settlement":{"claim_window_hours":1}}`, "", []string{"/settlement/claim_window_hours"}},
		{`{"standing":[{"kind":"deal","confirms":["finance","supervisor","site_manager"]}]}`, "",
			[]string{"/standing/*/confirms"}},
		{`{"standing":[{"kind":"deal","climbs_to":["regional_sales"]}]}`, "", []string{"/standing/*/climbs_to"}},
		{`{"standing":[{"kind":"claim","object_hours":1}]}`, "", []string{"/standing/*/object_hours"}},
		{`{"standing":[{"kind":"claim","silence_consents":true}]}`, "", []string{"/standing/*/silence_consents"}},
		{`{"standing":[{"kind":"claim","daily":99}]}`, "", []string{"/standing/*/daily"}},
		{`{"settlement":{"deduction_flag_basis_points":1000}}`, "", nil},
		{`{"settlement":{"plausible_fen":900000000000}}`, "", []string{"/settlement/plausible_fen"}},
		{`{"settlement":{"plausible_basis_points":9000}}`, "", []string{"/settlement/plausible_basis_points"}},
	} {
		next := withPatch(t, base, c.patch)
		got := Loosens(base, next)
		if !slices.Equal(got, append([]string{}, c.paths...)) {
			t.Errorf("%s loosens %v, want %v", c.patch, got, c.paths)
		}
		for _, path := range Loosens(next, base) {
			if path != c.back {
				t.Errorf("%s: the way back loosens %s", c.patch, path)
			}
		}
		for _, path := range got {
			loosened[path] = true
		}
	}
	filed := base
	filed.Disputes.GoesTo = nil
	if got := Loosens(base, filed); !slices.Equal(got, []string{"/disputes/goes_to"}) {
		t.Error(got)
	}
	loosened["/disputes/goes_to"] = true
	for _, claim := range []struct {
		path    string
		was, is Claim
	}{
		{"/claims/*/leads", Claim{Leads: LeadsToDispute}, Claim{Leads: LeadsToCredit}},
		{"/claims/*/unproven", Claim{Unproven: LeadsToDispute}, Claim{Unproven: LeadsToCredit}},
		{"/claims/*/registered", Claim{Registered: true}, Claim{}},
		{"/claims/*/window_hours", Claim{WindowHours: 48}, Claim{WindowHours: 47}},
		{"/claims/*/until_signing", Claim{}, Claim{UntilSigning: true}},
	} {
		was, is := base, base
		was.Claims, is.Claims = []Claim{claim.was}, []Claim{claim.is}
		if got := Loosens(was, is); !slices.Equal(got, []string{claim.path}) {
			t.Errorf("%s: %v", claim.path, got)
		}
		if got := Loosens(is, was); len(got) > 0 {
			t.Errorf("back: %v", got)
		}
		loosened[claim.path] = true
	}
	for _, control := range controls {
		if !loosened[control.Path] {
			t.Errorf("no case loosens %s", control.Path)
		}
	}
}

// Whoever loosens a control is never alone with people of their level or above, and authority is the group's.
func TestWhoIsTheSecond(t *testing.T) {
	for _, preset := range Presets() {
		base, err := Load(preset)
		if err != nil {
			t.Fatal(err)
		}
		loose := base
		loose.Settlement.ClaimWindowHours--
		for _, publisher := range base.Authority.Versions {
			if roles, _ := Seconds(base, base, publisher); roles != nil {
				t.Errorf("%s: %v for nothing", preset, roles)
			}
			roles, _ := Seconds(base, loose, publisher)
			if len(roles) == 0 || slices.ContainsFunc(roles, func(r domain.Role) bool {
				return Level(r) < Level(publisher)
			}) {
				t.Errorf("%s: %v besides %s", preset, roles, publisher)
			}
			given := base
			given.Authority.Verifies = []domain.Role{domain.RoleMarketingCentre}
			roles, _ = Seconds(base, given, publisher)
			if publisher != domain.RoleMarketingCentre &&
				!slices.Equal(roles, []domain.Role{domain.RoleMarketingCentre}) {
				t.Errorf("%s: %v change authority", preset, roles)
			}
		}
	}
}
