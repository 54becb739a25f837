package policy

import (
	"cmp"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

// FactKind is a kind of fact that moves a turn, an owner or money, and so needs a witness without an interest.
type FactKind string

// The kinds of facts.
const (
	FactRecognition FactKind = "recognition"  // somebody is, or belongs to, an earlier customer (认出)
	FactClaim       FactKind = "claim"        // a claim to a deal's credit (认领)
	FactMatch       FactKind = "match"        // a visitor is the person who was announced (报备)
	FactArrival     FactKind = "arrival"      // who came, and whom they named
	FactCall        FactKind = "call"         // a call that makes an owner (来电)
	FactDeal        FactKind = "deal"         // a deal, confirmed by sales control (销控)
	FactDealChange  FactKind = "deal_change"  // its amount, buyer or unit (更名, 换房)
	FactTakeover    FactKind = "takeover"     // customers taken over from a list on a running site
	FactPolicy      FactKind = "policy"       // a rule that controls people is loosened
	FactForm        FactKind = "visitor_form" // what a visitor is said to have written and agreed to
	FactFollowUp    FactKind = "follow_up"    // a follow-up that keeps a protection
)

// FactKinds lists the kinds once, in a fixed order.
func FactKinds() []FactKind {
	return []FactKind{FactRecognition, FactClaim, FactMatch, FactArrival, FactCall, FactDeal, FactDealChange,
		FactTakeover, FactPolicy, FactForm, FactFollowUp}
}

// Standing is how facts of a kind come to stand: who confirms them, and what happens while nobody does. A number or a
// list that is left out is the usual one of the kind.
type Standing struct {
	Kind   FactKind      `json:"kind"`
	Clause domain.Clause `json:"clause,omitempty"`
	// who confirms, if no party; the visitor's own phone may be among them
	Confirms []domain.Role `json:"confirms,omitempty"`
	// who confirms as well, one more after each deadline; after the last the fact lapses
	ClimbsTo []domain.Role `json:"climbs_to,omitempty"`
	// how long the one who loses may object
	ObjectHours int `json:"object_hours,omitempty"`
	// how long each level has
	ClimbHours int `json:"climb_hours,omitempty"`
	// no objection in that time is consent
	SilenceConsents bool `json:"silence_consents,omitempty"`
	// how many unconfirmed facts an agent may have said on one day
	Daily int `json:"daily,omitempty"`
}

// The usual hours and bounds where a policy is silent.
const (
	usualHours     = 24
	usualDaily     = 10
	usualDealDaily = 30 // deals are bounded by their units and contracts besides
)

// usualConfirms is who confirms a kind where the policy does not say.
var usualConfirms = map[FactKind][]domain.Role{
	FactRecognition: {domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager},
	FactClaim:       {domain.RoleFinance, domain.RoleSiteManager},
	FactMatch:       {domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager},
	FactArrival:     {domain.RoleVisitor, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager},
	FactCall:        {domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager},
	FactDeal:        {domain.RoleFinance, domain.RoleSiteManager},
	FactDealChange:  {domain.RoleFinance, domain.RoleSiteManager},
	FactTakeover:    {domain.RoleSiteManager, domain.RoleRegionalSales},
	FactPolicy:      {domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre},
	FactForm:        {domain.RoleVisitor, domain.RoleFrontDesk},
	FactFollowUp:    {domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager},
}

// StandingOf gives how a kind of fact comes to stand under these rules: their own row, with what it leaves out as
// usual.
func (r Rules) StandingOf(kind FactKind) Standing {
	row := Standing{Kind: kind}
	if i := slices.IndexFunc(r.Standing, func(s Standing) bool { return s.Kind == kind }); i >= 0 {
		row = r.Standing[i]
	}
	if len(row.Confirms) == 0 {
		row.Confirms = usualConfirms[kind]
	}
	row.Confirms = slices.Clone(row.Confirms) // the caller's own, not the policy's
	if len(row.ClimbsTo) == 0 {
		row.ClimbsTo = []domain.Role{domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}
	}
	row.ClimbsTo = slices.DeleteFunc(slices.Clone(row.ClimbsTo), func(role domain.Role) bool {
		return slices.Contains(row.Confirms, role)
	})
	row.ObjectHours = cmp.Or(row.ObjectHours, usualHours)
	row.ClimbHours = cmp.Or(row.ClimbHours, usualHours)
	daily := usualDaily
	if kind == FactDeal || kind == FactDealChange {
		daily = usualDealDaily
	}
	row.Daily = cmp.Or(row.Daily, daily)
	return row
}

// Witnesses lists the roles that may confirm a fact of some kind: whoever has an interest is left out case by case.
func Witnesses() []domain.Role {
	return []domain.Role{domain.RoleVisitor, domain.RoleFrontDesk, domain.RoleFinance, domain.RoleSupervisor,
		domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}
}

// checkStanding holds that each row is about a kind of its own and names people who can have no interest: an agent
// speaks for the one who loses, and is never named.
func checkStanding(r Rules, f *faults) {
	for i, s := range r.Standing {
		field := row("/standing", i)
		f.when(!slices.Contains(FactKinds(), s.Kind), "policy.value_unknown", field+"/kind")
		f.when(slices.ContainsFunc(r.Standing[:i], func(o Standing) bool { return o.Kind == s.Kind }),
			"policy.rule_repeated", field+"/kind")
		checkWitnesses(s.Confirms, field+"/confirms", f)
		checkWitnesses(s.ClimbsTo, field+"/climbs_to", f)
		f.hours(s.ObjectHours, field+"/object_hours")
		f.hours(s.ClimbHours, field+"/climb_hours")
		f.points(s.Daily, field+"/daily")
	}
}

func checkWitnesses(roles []domain.Role, field string, f *faults) {
	for i, role := range roles {
		if !f.when(!slices.Contains(domain.Roles(), role), "policy.role_unknown", row(field, i)) {
			f.when(!slices.Contains(Witnesses(), role), "policy.role_without_authority", row(field, i))
		}
	}
}
