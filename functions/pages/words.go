package pages

import (
	"encoding/json"
	"reflect"
	"strings"

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
	"takeoverStatus": takeoverStatusWords, "rowOutcome": rowOutcomeWords, "column": columnWords,
	"lookupAlarm": lookupAlarmWords, "lookupFound": lookupFoundWords, "lookupWay": lookupWayWords, "privacyKind": privacyKindWords, "privacyStatus": privacyStatusWords, "personalItem": personalItemWords,
	"deed": deedWords, "lapseLevel": lapseLevelWords, "lapseStatus": lapseStatusWords,
	"preparation": preparationWords,
	"ground":      groundWords, "relation": relationWords, "claimStatus": claimStatusWords, "announced": announcedWords, "duty": dutyWords,
	"ruling": rulingWords, "rulingKind": rulingKindWords, "dismissal": dismissalWords, "praise": praiseWords, "age": ageWords,
	"scored": scoredWords, "scorePart": scorePartWords, "assessed": assessedWords, "grade": gradeWords,
	"heard": heardWords, "complaint": complaintWords, "measure": measureWords,
	"caseKind": caseKindWords, "caseStatus": caseStatusWords, "caseLevel": caseLevelWords, "appointment": appointmentWords, "channel": channelWords, "notice": noticeWords, "sent": sentWords, "side": sideWords, "job": jobWords, "replay": replayWords,
	"reason": {"private": {"私事、请假", "Private errand"}, "business": {"因公外出", "Business errand"}, "short": {"短时离开", "A short while"},
		"meal": {"用餐", "Meal"}, "signing": {"陪同签约", "At a signing"}},
	"outcome": {"toured": {"看房", "Toured"}, "materials_only": {"只取资料", "Materials only"}, "negotiated": {"洽谈", "Negotiated"},
		"subscribed": {"认购", "Subscribed"}, "invalid": {"无效", "Invalid"}, "passed_on": {"已转交", "Passed on"},
		"unrecorded": {"未记录", "Not recorded"}, "went_away": {"等候中离开", "Went away"}},
	"kind": {"customer": {"个人客户", "Customer"}, "company": {"公司客户", "Company"}, "broker": {"中介", "Broker"},
		"competitor": {"同行", "Competitor"}, "partner": {"合作方", "Partner"}, "other": {"其他", "Other"}, "leaders_guest": {"领导来宾", "Leader's guest"}},
	"turn": {"used": {"占用本轮", "Uses the turn"}, "kept": {"不占轮序", "Place kept"}, "makeup": {"不占轮序，另补一次", "Place kept, one made up"},
		"spends-makeup": {"使用补接待权", "A make-up turn"}},
	"dispute": {"open": {"进行中", "Open"}, "ruled": {"已裁决，可申诉", "Ruled, may be appealed"}, "appealed": {"已申诉", "Appealed"}, "final": {"终局", "Final"},
		"agreed": {"协商一致", "Agreed"}, "dropped": {"已终止", "Dropped"}},
	"breach": {"poaching": {"抢单", "Poaching"}, "undercutting": {"低价争客", "Undercutting"}, "uncontacted_report": {"虚报未联系客户", "Reports without contact"},
		"steering": {"诱导客户", "Steering"}, "service_complaint": {"服务投诉", "Complaint of service"}, "retaliation": {"报复", "Retaliation"},
		"reservation_dealing": {"房源买卖", "Dealing in reservations"}, "refused_help": {"拒绝协助", "Refused help"}, "refused_courtesy_reception": {"拒绝义务接待", "Refused a courtesy reception"},
		"refused_contact": {"拒绝联系", "Refused contact"}, "queue_jumping": {"插队", "Jumped the queue"}, "quarrel": {"争吵", "Quarrel"},
		"private_contact": {"私下联系", "Private contact"}, "position_vacant": {"接待位空缺", "Position left vacant"}, "neglect": {"怠慢客户", "Neglect"},
		"name_change": {"更名", "Name change"}, "late_hand_over_note": {"交接说明逾期", "Late hand-over note"}, "incompetence": {"业务不熟", "Incompetence"},
		"grabbing": {"抢接", "Grabbing"}, "dodging": {"躲避接待", "Dodging"}, "desk_conduct": {"前台行为", "Conduct at the desk"},
		"contact_after_collision": {"撞单后联系", "Contact after a collision"}, "construction_site": {"擅入工地", "Construction site"},
		"concealed_referral": {"隐瞒介绍", "Concealed a referral"}, "broker_complaint": {"中介投诉", "Broker's complaint"},
		"argued_before_customer": {"当客户面争执", "Argued before a customer"}},
	"preset": {"self-sale": {"自销项目", "Self-sale"}, "group-rotation": {"集团案场", "Group rotation"}, "leasing-hall": {"招商部", "Leasing hall"},
		"points": {"计分", "Points"}, "front-seat": {"前台首位", "Front seat"}, "first-contact": {"首接业绩", "First contact"}},
	"party":      {"@welfare_fund": {"康乐费用", "Welfare fund"}, "@sales_department_fund": {"营销部", "Sales department"}, "@company": {"公司", "The company"}},
	"dealStatus": {"waiting_for_ruling": {"待裁决", "Waits for a ruling"}, "credited": {"已判定", "Credited"}, "settled": {"已结算", "Settled"}, "cancelled": {"已撤销", "Cancelled"}},
	"stage":      {"subscribed": {"认购", "Subscribed"}, "signed": {"签约", "Signed"}},
	"gravity":    {"ordinary": {"一般", "Ordinary"}, "serious": {"严重", "Serious"}, "unfounded": {"不成立", "Unfounded"}},
	"conduct":    {"reported": {"待核实", "Reported"}, "verified": {"已核实", "Verified"}, "unfounded": {"不成立", "Unfounded"}},
	"line":       {"commission": {"佣金", "Commission"}, "deduction": {"扣款", "Deduction"}, "reversal": {"冲回", "Reversal"}},
	"done": {
		"makeArchive":    archiveDone,
		"setPreparation": {"清单已保存，负责人将收到通知", "Saved; the owners will be told"}, "markPrepared": {"已标记完成", "Marked as done"}, "unmarkPrepared": {"已撤销完成", "The mark is taken back"},
		"requestAccess": {"请求已登记", "The request is entered"}, "requestErasure": {"删除请求已提交，等待批准", "The erasure awaits its approval"}, "decideErasure": {"删除请求已有决定", "The erasure is decided"}, "releaseLookups": {"已解除暂停", "The account is released"}, "setPrivacyRules": {"已保存", "Saved"},
		"openCase": {"已转交部门办理", "Handed to the department"}, "recordProgress": {"进展已记录", "The progress is recorded"}, "remindCase": {"已催办", "Reminded"},
		"closeCase": {"已答复并办结", "Answered and closed"}, "confirmAppointment": {"预约已确认", "The appointment is confirmed"},
		"createAppointment": {"预约已登记，待核实确认", "Entered, to be verified and confirmed"}, "proposeChange": {"变更已告知客户，待答复", "The customer was told of the change"},
		"answerChange": {"客户的答复已记录", "The customer's answer is recorded"}, "cancelAppointment": {"预约已取消", "The appointment is cancelled"},
		"assignReceptionists": {"接待分工已记录", "The receptionists are recorded"}, "revealCustomer": {"查阅已记录，刷新或离开后隐藏", "Recorded; hidden again once you reload or leave"}, "linkArrival": {"已记录到访", "The arrival is recorded"},
		"signOffTakeover": {"名单已签字", "The list is signed off"}, "continueTakeover": {"已继续接收", "Gone on with"}, "withdrawTakeover": {"名单已撤回", "The list is withdrawn"},
		"writeReceptionRecord": {"接待记录已保存", "The record is kept"},
		"giveFeedback":         {"评价已记录", "The feedback is recorded"}, "routeFeedback": {"已转交部门办理", "Passed on to the department"},
		"recordTraining": {"培训已记录", "The training is recorded"}, "assessAgent": {"考评已提交", "The assessment is kept"},
		"decideAssessment": {"考评结果已给出", "The result is given"}, "answerAssessment": {"答复已记录", "Your answer is recorded"},
		"registerCall": {"来电已登记", "The call is recorded"},
		"startWhatIf":  {"试算已开始", "The trial has begun"}, "startReplay": {"重新判定已开始", "The replay has begun"}, "cancelWhatIf": {"已停止", "Stopped"}, "cancelReplay": {"已停止", "Stopped"},
		"approveRuling": {"核准结果已记录", "The decision on the ruling is recorded"}, "decideDismissal": {"辞退核定已记录", "The decision on the dismissal is recorded"}, "commend": {"表扬已记录", "The commendation is recorded"},
		"fileClaim": {"认领已提交，结果见下", "The claim is filed; see what came of it"}, "recogniseCustomer": {"认出已登记", "The recognition is recorded"},
		"chooseOnTurn": {"选择已记录", "Your choice is recorded"}, "preRegister": {"报备已登记", "The person is announced"}, "withdrawPreRegistration": {"报备已撤回", "The pre-registration is withdrawn"},
		"registerArrival": {"已登记", "Registered"}, "leaveWaiting": {"已登记离开", "Recorded"}, "checkIn": {"签到成功", "Checked in"}, "leave": {"已登记离岗", "Your absence is recorded"}, "returnToFloor": {"欢迎回来，已返岗", "Back on the floor"},
		"finishVisit": {"接待已结束", "The reception has ended"}, "handOver": {"已转交", "Handed over"}, "writeHandOverNote": {"交接说明已提交", "The note is sent"},
		"recordFollowUp": {"跟进已记录", "The follow-up is recorded"}, "swapPlaces": {"已换位", "Places swapped"}, "decideSwap": {"已批复", "Decided"}, "closeDay": {"营业日已结束", "The day is closed"}, "checkInManually": {"已人工签到", "Checked in by hand"},
		"ruleDeal": {"裁决已作出", "The ruling is made"}, "disputeDeal": {"异议已提交", "The dispute is filed"}, "verifyConduct": {"核实结果已记录", "The finding is recorded"}, "reportConduct": {"举报已记录", "The report is recorded"}, "publishPolicyVersion": {"制度版本已发布", "The version is published"}, "signDeal": {"已记录签约", "The signing is recorded"}, "fillVisitorForm": {"已提交，谢谢您", "Sent, thank you"}, "fileStatement": {"陈述已提交", "The statement is filed"}, "appealDispute": {"申诉已提交", "The appeal is filed"}, "cancelDeal": {"成交已撤销", "The deal is cancelled"}, "recordDeal": {"成交已登记", "The deal is recorded"},
		"requestSwap": {"换位申请已提交", "The request is sent"}},
}

// asText gives the text of a value of any of the contract's closed sets.
func asText(value any) string {
	if v := reflect.ValueOf(value); v.Kind() == reflect.String {
		return v.String()
	}
	return ""
}

// WhyNext says why it is the next agent's turn.
func (p *page) WhyNext(agent string) string {
	data, ok := p.Data.(boardData)
	if !ok {
		return ""
	}
	for _, holder := range data.Board.MakeUps {
		if holder == agent {
			return p.T("使用补接待权，先于轮序", "a make-up turn comes before the order")
		}
	}
	for _, group := range data.Board.Groups {
		for _, member := range group.Members {
			if member.Agent == agent {
				return p.Why(member)
			}
		}
	}
	return ""
}

// Wrong reports whether a refused form of an action names a field.
func (p *page) Wrong(action, field string) bool {
	return p.Attempt != nil && p.Attempt.Action == action && p.Attempt.Refused != nil && p.Attempt.Refused.Field == field
}

// JSON writes a value of the rules.
func (p *page) JSON(value any) string {
	raw, err := json.Marshal(value)
	if err != nil || string(raw) == "null" {
		return "–"
	}
	return strings.Trim(string(raw), `"`)
}

// Pretty writes rules so that they can be read.
func (p *page) Pretty(rules any) (string, error) {
	raw, err := json.MarshalIndent(rules, "", "  ")
	return string(raw), err
}
