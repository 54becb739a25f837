package pages

import (
	"reflect"

	"github.com/lunxu/lunxu/internal/domain"
)

// said is a text in both languages.
type said struct{ zh, en string }

var roleWords = map[domain.Role]said{
	domain.RoleAgent:           {"置业顾问", "Sales agent"},
	domain.RoleFrontDesk:       {"前台", "Front desk"},
	domain.RoleSupervisor:      {"销售主管", "Supervisor"},
	domain.RoleSiteManager:     {"案场经理", "Site manager"},
	domain.RoleRegionalSales:   {"区域营销", "Regional sales"},
	domain.RoleMarketingCentre: {"集团营销中心", "Marketing centre"},
	domain.RoleAuditor:         {"审计", "Auditor"},
	domain.RoleFinance:         {"财务", "Finance"},
	domain.RoleScreen:          {"案场屏幕", "Site screen"},
	domain.RoleVisitor:         {"来访者", "Visitor"},
}

// words names the values of the contract's closed sets, by set and value.
var words = map[string]map[string]said{
	"rule": ruleWords, "why": whyWords,
	"preparation": preparationWords,
	"age":         ageWords,
	"caseKind":    caseKindWords, "caseStatus": caseStatusWords, "caseLevel": caseLevelWords,
	"appointment": appointmentWords, "channel": channelWords, "notice": noticeWords, "sent": sentWords,
	"side": sideWords,
	"outcome": {"toured": {"看房", "Toured"}, "materials_only": {"只取资料", "Materials only"},
		"negotiated": {"洽谈", "Negotiated"},
		"subscribed": {"认购", "Subscribed"}, "invalid": {"无效", "Invalid"}, "passed_on": {"已转交", "Passed on"},
		"unrecorded": {"未记录", "Not recorded"}, "went_away": {"等候中离开", "Went away"}},
	"kind": {"customer": {"个人客户", "Customer"}, "company": {"公司客户", "Company"}, "broker": {"中介", "Broker"},
		"competitor": {"同行", "Competitor"}, "partner": {"合作方", "Partner"}, "other": {"其他", "Other"},
		"leaders_guest": {"领导来宾", "Leader's guest"}},
	"turn": {"used": {"占用本轮", "Uses the turn"}, "kept": {"不占轮序", "Place kept"},
		"makeup":        {"不占轮序，另补一次", "Place kept, one made up"},
		"spends-makeup": {"使用补接待权", "A make-up turn"}},
	"party": {"@welfare_fund": {"康乐费用", "Welfare fund"}, "@sales_department_fund": {"营销部", "Sales department"},
		"@company": {"公司", "The company"}},
}

// asText gives the text of a value of any of the contract's closed sets.
func asText(value any) string {
	if v := reflect.ValueOf(value); v.Kind() == reflect.String {
		return v.String()
	}
	return ""
}

// Wrong reports whether a refused form of an action names a field.
func (p *page) Wrong(action, field string) bool {
	return p.Attempt != nil && p.Attempt.Action == action && p.Attempt.Refused != nil &&
		p.Attempt.Refused.Field == field
}
