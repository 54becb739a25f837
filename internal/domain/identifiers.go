// Package domain holds the identifiers, roles and coded errors that every domain package shares.
// It and everything below it import the standard library only: decisions are pure functions of
// values, with no clock, no context and no storage.
package domain

// SiteID names a sales site (案场), e.g. "riverside". Lower-case letters, digits and dashes, 2–24 long.
type SiteID string

// AgentID names a sales agent (置业顾问) within a site. Lower-case letters, digits and dashes, 1–24 long.
type AgentID string

// GroupID names a reception group (接待组) of a site; the empty group is the whole site.
type GroupID string

// CustomerRef is the pseudonymous reference of a customer within a site: a keyed PRF of the
// normalised phone number in lower-case hex (32 digits), or, when no phone is known, "v" + visit id or "b"
// + the rest of the appointment's id.
type CustomerRef string

// VisitID names a visit: business day and journal sequence, "20261124-000007".
type VisitID string

// DealID names a deal: "d" + business day and journal sequence, "d20261124-000009".
type DealID string

// Clause is the identifier of a rule of the source documents, e.g. "SS.4.2.4.b" (see the clause catalogue).
type Clause string

// Role is what a signed-in person may be on a site.
type Role string

// The roles. SS.3.1, SS.3.3, GP.0.1 and GP.0.2 fix what the management roles may change.
const (
	RoleAgent           Role = "agent"            // 置业顾问, bound to one site and one agent id
	RoleFrontDesk       Role = "front_desk"       // 前台
	RoleSupervisor      Role = "supervisor"       // 销售主管, draws up the order table (SS.3.1)
	RoleSiteManager     Role = "site_manager"     // 案场经理/销售经理, sets rules and order (SS.3.1)
	RoleRegionalSales   Role = "regional_sales"   // 地区销售部, keeps order and statistics of its region's sites (GP.0.2)
	RoleMarketingCentre Role = "marketing_centre" // 集团营销中心, issues rules and inspects every site (GP.0.1)
	RoleAuditor         Role = "auditor"          // 营销部监督, reads everything, changes nothing (SS.3.3)
	RoleFinance         Role = "finance"          // 财务, statements of one site
	RoleScreen          Role = "screen"           // 案场大屏, fetches the check-in token of one site
	// RoleVisitor is 来访者, on their own phone; the subject is the one visit they may speak of
	RoleVisitor Role = "visitor"
	RoleSystem  Role = "system" // the nightly job
)

// Roles lists every role once, in a fixed order.
func Roles() []Role {
	return []Role{RoleAgent, RoleFrontDesk, RoleSupervisor, RoleSiteManager, RoleRegionalSales,
		RoleMarketingCentre, RoleAuditor, RoleFinance, RoleScreen, RoleVisitor, RoleSystem}
}
