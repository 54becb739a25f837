package policy

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
)

func load(t *testing.T, p Preset) Rules {
	t.Helper()
	rules, err := Load(p)
	if err != nil {
		t.Fatalf("load %s: %v", p, err)
	}
	return rules
}

func TestEveryPresetFileIsListedAndValid(t *testing.T) {
	files, err := presetFiles.ReadDir("presets")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(Presets()) {
		t.Fatalf("%d preset files, %d presets listed", len(files), len(Presets()))
	}
	for _, p := range Presets() {
		load(t, p)
	}
}

// Every clause of a preset comes from that preset's own document.
func TestPresetsCiteTheirDocument(t *testing.T) {
	prefix := map[Preset]string{SelfSale: "SS.", GroupRotation: "GP.", LeasingHall: "QC.", Points: "PC.",
		FrontSeat: "RC.", FirstContact: "SC."}
	cited := regexp.MustCompile(`"((?:[A-Z]{2})\.[0-9][0-9a-z.-]*)"`)
	for _, p := range Presets() {
		text, err := presetFiles.ReadFile("presets/" + string(p) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		found := cited.FindAllStringSubmatch(string(text), -1)
		if len(found) < 12 {
			t.Errorf("%s cites %d clauses only", p, len(found))
		}
		for _, f := range found {
			if !strings.HasPrefix(f[1], prefix[p]) && f[1] != "GR.11-12" { // commendations are of the general documents
				t.Errorf("%s cites %s", p, f[1])
			}
		}
	}
}

func TestPresetsStateTheDocumentedParameters(t *testing.T) {
	ss, gp := load(t, SelfSale), load(t, GroupRotation)
	want := []AttributionRule{
		{NoRegisterEntry, "SS.4.2.3", 0}, {OpenDispute, "SS.4.2.2.c", 0},
		{MaterialsOnlySplit, "SS.4.2.6", 3000}, {LaterReceptionistSplit, "SS.4.2.4.b", 7000},
		{OwnerTakesAll, "SS.4.2.3", 0},
	}
	if !slices.Equal(ss.Attribution.Rules, want) {
		t.Errorf("self-sale attribution rules: %v", ss.Attribution.Rules)
	}
	if got := ss.Conduct.Breaches[0].Consequences[Serious]; got != (Consequence{MonthBases: 1,
		CommissionBasisPoint: 3000}) {
		t.Errorf("SS.4.2.2.b serious: %+v", got)
	}
	if got := ss.Conduct.Breaches[1].Consequences[Ordinary]; got != (Consequence{DayBases: 1}) {
		t.Errorf("SS.4.2.2.b ordinary: %+v", got)
	}
	if got := ss.Rotation.Absences[Private]; got != (AbsenceRule{TailOnReturn, "SS.4.2.1.b"}) {
		t.Errorf("SS.4.2.1.b: %+v", got)
	}
	if got := gp.Rotation.Absences[Signing]; got != (AbsenceRule{MakeUp, "GP.13.a"}) {
		t.Errorf("GP.13.a: %+v", got)
	}
	thresholds := map[string]int{"position_vacant": 2, "construction_site": 2, "desk_conduct": 3, "queue_jumping": 2,
		"grabbing": 2,
		"dodging":  2, "broker_complaint": 2, "refused_help": 3, "late_hand_over_note": 3, "service_complaint": 1}
	if len(gp.Conduct.Breaches) != len(thresholds) {
		t.Errorf("%d breaches", len(gp.Conduct.Breaches))
	}
	for _, b := range gp.Conduct.Breaches {
		if thresholds[b.Kind] != b.Dismissal {
			t.Errorf("%s (%s): dismissal at %d", b.Kind, b.Clause, b.Dismissal)
		}
	}
	if !slices.Equal(gp.Authority.Versions, []domain.Role{domain.RoleMarketingCentre}) { // GP.0.1
		t.Errorf("GP.0.1: %v", gp.Authority.Versions)
	}
}

func TestLoadGivesAFreshCopy(t *testing.T) {
	first := load(t, SelfSale)
	first.Rotation.Absences[Private] = AbsenceRule{}
	first.Attribution.Rules[0].Clause = ""
	second := load(t, SelfSale)
	if second.Rotation.Absences[Private].Clause != "SS.4.2.1.b" || second.Attribution.Rules[0].Clause != "SS.4.2.3" {
		t.Fatal("changing one copy changed the next")
	}
}

func TestRulesRoundTripAsJSON(t *testing.T) {
	for _, p := range Presets() {
		text, err := json.Marshal(load(t, p))
		if err != nil {
			t.Fatal(err)
		}
		again, err := parse(text)
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		twice, err := json.Marshal(again)
		if err != nil {
			t.Fatal(err)
		}
		if string(twice) != string(text) {
			t.Errorf("%s does not survive JSON", p)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, p := range []Preset{"", "coin-toss", "../presets/self-sale"} {
		if _, err := Load(p); !errors.Is(err, &domain.Error{Code: "policy.preset_unknown"}) {
			t.Errorf("%q: %v", p, err)
		}
	}
	for _, text := range []string{"", "{", "{} {}", "\xff"} {
		if _, err := parse([]byte(text)); !errors.Is(err, &domain.Error{Code: "policy.malformed"}) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

var faultTests = []struct {
	code  domain.Code
	field string
	spoil func(*Rules)
}{
	{"policy.value_unknown", "/rotation/order", func(r *Rules) { r.Rotation.Order = "random" }},
	{"policy.value_unknown", "/rotation/leaves_head", func(r *Rules) { r.Rotation.LeavesHead = "" }},
	{"policy.value_unknown", "/rotation/helper_from", func(r *Rules) { r.Rotation.HelperFrom = "" }},
	{"policy.value_unknown", "/rotation/take_over", func(r *Rules) { r.Rotation.TakeOver = "" }},
	{"policy.value_unknown", "/rotation/order", func(r *Rules) { r.Rotation.Order = CheckInOrder }},
	{"policy.clause_missing", "/rotation/next_group_clause", func(r *Rules) { r.Rotation.NextGroupClause = "" }},
	{"policy.groups_needed", "/rotation/groups_move_on", func(r *Rules) { r.Rotation.Groups = false }},
	{"policy.absence_missing", "/rotation/absences/meal", func(r *Rules) { delete(r.Rotation.Absences, Meal) }},
	{"policy.absence_unknown", "/rotation/absences", func(r *Rules) {
		r.Rotation.Absences["holiday"] = r.Rotation.Absences[Private]
	}},
	{"policy.value_unknown", "/rotation/absences/private/on_due",
		func(r *Rules) { r.Rotation.Absences[Private] = AbsenceRule{"", "GP.2.b"} }},
	{"policy.clause_missing", "/rotation/absences/off_duty/clause",
		func(r *Rules) { r.Rotation.Absences[OffDuty] = AbsenceRule{Skip, ""} }},
	{"policy.clause_missing", "/reception/take_over", func(r *Rules) { r.Reception.TakeOver = "" }},
	{"policy.clause_missing", "/reception/designated_busy", func(r *Rules) { r.Reception.DesignatedBusy = "" }},
	{"policy.number_negative", "/reception/hand_over_minutes", func(r *Rules) { r.Reception.HandOverMinutes = -1 }},
	{"policy.clause_missing", "/reception/hand_over_note", func(r *Rules) { r.Reception.HandOverNote = "" }},
	{"policy.rules_missing", "/attribution/rules", func(r *Rules) { r.Attribution.Rules = nil }},
	{"policy.rule_unknown", "/attribution/rules/1/rule",
		func(r *Rules) { r.Attribution.Rules[1].Rule = "coin_toss" }},
	{"policy.rule_repeated", "/attribution/rules/1/rule",
		func(r *Rules) { r.Attribution.Rules[1] = r.Attribution.Rules[0] }},
	{"policy.clause_missing", "/attribution/rules/0/clause", func(r *Rules) { r.Attribution.Rules[0].Clause = "" }},
	{"policy.basis_points_out_of_range", "/attribution/rules/0/original_basis_points", func(r *Rules) {
		r.Attribution.Rules[0] = AttributionRule{MaterialsOnlySplit, "SS.4.2.6", 10001}
	}},
	{"policy.basis_points_out_of_range", "/attribution/rules/0/original_basis_points", func(r *Rules) {
		r.Attribution.Rules[0] = AttributionRule{MaterialsOnlySplit, "SS.4.2.6", -1}
	}},
	{"policy.share_without_split", "/attribution/rules/0/original_basis_points",
		func(r *Rules) { r.Attribution.Rules[0].OriginalBasisPoints = 1 }},
	{"policy.kind_missing", "/conduct/breaches/0/kind", func(r *Rules) { r.Conduct.Breaches[0].Kind = "" }},
	{"policy.breach_repeated", "/conduct/breaches/1/kind",
		func(r *Rules) { r.Conduct.Breaches[1].Kind = r.Conduct.Breaches[0].Kind }},
	{"policy.claim_without_rule", "/claims/0/leads", func(r *Rules) { r.Claims[0].Leads = LeadsToCredit }},
	{"policy.clause_missing", "/conduct/breaches/2/clause", func(r *Rules) { r.Conduct.Breaches[2].Clause = "" }},
	{"policy.number_negative", "/conduct/breaches/2/dismissal",
		func(r *Rules) { r.Conduct.Breaches[2].Dismissal = -1 }},
	{"policy.dismissal_differs", "/conduct/breaches/4/dismissal",
		func(r *Rules) { r.Conduct.Breaches[4].Dismissal = 5 }},
	{"policy.number_negative", "/conduct/breaches/0/consequences/ordinary/fixed_fen",
		func(r *Rules) { r.Conduct.Breaches[0].Consequences[Ordinary] = Consequence{FixedFen: -1} }},
	{"policy.number_negative", "/conduct/breaches/0/consequences/serious/day_bases",
		func(r *Rules) { r.Conduct.Breaches[0].Consequences[Serious] = Consequence{DayBases: -1} }},
	{"policy.number_negative", "/conduct/breaches/0/consequences/serious/month_bases",
		func(r *Rules) { r.Conduct.Breaches[0].Consequences[Serious] = Consequence{MonthBases: -1} }},
	{"policy.basis_points_out_of_range", "/conduct/breaches/0/consequences/serious/commission_basis_points",
		func(r *Rules) {
			r.Conduct.Breaches[0].Consequences[Serious] = Consequence{CommissionBasisPoint: 10001}
		}},
	{"policy.gravity_unknown", "/conduct/breaches/0/consequences",
		func(r *Rules) { r.Conduct.Breaches[0].Consequences[Unfounded] = Consequence{} }},
	{"policy.number_negative", "/settlement/claim_window_hours",
		func(r *Rules) { r.Settlement.ClaimWindowHours = -1 }},
	{"policy.basis_points_out_of_range", "/settlement/deduction_flag_basis_points",
		func(r *Rules) { r.Settlement.DeductionFlagBasisPoints = 10001 }},
	{"policy.number_not_positive", "/settlement/paid_days_per_month_hundredths",
		func(r *Rules) { r.Settlement.PaidDaysPerMonthHundredths = 0 }},
	{"policy.roles_missing", "/authority/rulings", func(r *Rules) { r.Authority.Rulings = nil }},
	{"policy.role_unknown", "/authority/verifies/1", func(r *Rules) { r.Authority.Verifies[1] = "owner" }},
	{"policy.role_without_authority", "/authority/order_table/0",
		func(r *Rules) { r.Authority.OrderTable[0] = domain.RoleAgent }}, // SS.3.1
	{"policy.role_without_authority", "/authority/versions/0",
		func(r *Rules) { r.Authority.Versions[0] = domain.RoleAuditor }}, // SS.3.3
}

func TestValidateNamesCodeAndField(t *testing.T) {
	names := listed(t)
	for _, c := range faultTests {
		rules := load(t, GroupRotation)
		c.spoil(&rules)
		found := rules.faults(&names)
		if len(found) == 0 || found[0].Code != c.code || found[0].Field != c.field {
			t.Errorf("want %s at %s, have %v", c.code, c.field, found)
		}
	}
}

// A site may put its own amount on a breach whose penalty the document leaves to the site's rules (考核制度).
func TestASiteMaySetAFixedFine(t *testing.T) {
	rules := load(t, GroupRotation)
	rules.Conduct.Breaches[0].Consequences[Ordinary] = Consequence{FixedFen: 5000}
	if err := rules.Validate(); err != nil {
		t.Fatal(err)
	}
}

func TestInForce(t *testing.T) {
	versions := []Version{
		{Number: 3, EffectiveFrom: "2026-11-20"},
		{Number: 1, EffectiveFrom: "2026-11-01"},
		{Number: 4, EffectiveFrom: "2026-11-20"},
		{Number: 2, EffectiveFrom: "2026-12-01"},
	}
	for day, want := range map[domain.Day]int{
		"2026-10-31": 0, "2026-11-01": 1, "2026-11-19": 1, "2026-11-20": 4, "2026-11-30": 4, "2026-12-01": 2,
		"2027-01-01": 2,
	} {
		got, found := InForce(versions, day)
		if got.Number != want || found != (want != 0) {
			t.Errorf("%s: version %d, want %d", day, got.Number, want)
		}
	}
}
