package pages

// lapseLevelWords says how near the end of a customer's protection is; lapseStatusWords what became of the warning.
var (
	lapseLevelWords  = map[string]said{"week": {"一周内到期", "Within a week"}, "day": {"明天到期", "Tomorrow"}}
	lapseStatusWords = map[string]said{"open": {"待跟进", "To be followed up"}, "answered": {"已跟进", "Followed up"},
		"lapsed": {"已过保护期", "Lapsed"}}
)

// What the privacy page names: alarms, look-ups, requests, and where personal data are held.
var (
	lookupAlarmWords = map[string]said{"window": {"短时间内查询过多号码", "Too many numbers in a short while"},
		"day": {"当日查询过多号码", "Too many numbers in a day"}}
	lookupFoundWords = map[string]said{"owned": {"有归属", "Owned"}, "unowned": {"已登记，无归属", "Registered, nobody's"},
		"unknown": {"未登记", "Not registered"}, "erased": {"已删除", "Erased"},
		"announced": {"报备", "Announced"}, "revealed": {"完整信息", "Full data"}, "disclosure": {"全部资料", "Everything"}}
	lookupWayWords = map[string]said{"lookUpOwner": {"按号码查归属", "By the number"},
		"getCustomer": {"查看客户", "The customer's file"}, "getOwnershipByVisit": {"按来访查归属", "By a visit"},
		"revealCustomer": {"查看完整信息", "Full data"}, "matchPreRegistrations": {"查报备", "Those announced"},
		"readPersonalData": {"客户查阅请求", "A customer's request"}}
	privacyKindWords   = map[string]said{"access": {"查阅复制", "Access"}, "erasure": {"删除", "Erasure"}}
	privacyStatusWords = map[string]said{"awaiting_approval": {"待批准", "Awaits approval"}, "granted": {"可查阅", "Granted"},
		"erased": {"已删除", "Erased"}, "declined": {"未批准", "Declined"}}
	personalItemWords = map[string]said{"register": {"登记簿", "Register"},
		"pre_registration": {"报备", "Pre-registration"}, "appointment": {"预约", "Appointment"},
		"case": {"客户请求", "Request"}, "lookup": {"被查询", "Looked up"}}
	deedWords = map[string]said{"registerArrival": {"来访登记", "Visit registered"},
		"finishVisit": {"接待结束", "Reception ended"}, "handOver": {"转交", "Handed over"},
		"identify": {"识别身份", "Identified"}, "fillVisitorForm": {"填写信息表", "Visitor's form"},
		"giveFeedback": {"评价", "Feedback"}, "routeFeedback": {"转办评价", "Feedback passed on"},
		"writeReceptionRecord": {"接待记录", "Record of the reception"}, "registerCall": {"来电登记", "Call"},
		"recordFollowUp": {"跟进", "Follow-up"}, "recordIntention": {"意向登记", "Intention"},
		"recordDeal": {"成交登记", "Deal"}, "signDeal": {"签约", "Signing"}, "cancelDeal": {"退房", "Cancellation"},
		"disputeDeal": {"争议", "Dispute"}, "ruleDeal": {"裁决", "Ruling"}, "fileClaim": {"认领", "Claim"},
		"recogniseCustomer": {"认出", "Recognition"}, "reassignCustomer": {"更换置业顾问", "Another agent"},
		"preRegister": {"报备", "Announced"}, "createAppointment": {"预约申请", "Appointment"},
		"confirmAppointment": {"预约确认", "Appointment confirmed"}, "cancelAppointment": {"预约取消", "Appointment cancelled"},
		"openCase": {"客户请求", "Request"}, "closeCase": {"答复客户", "Answered"},
		"requestAccess": {"查阅请求", "Access asked for"}, "requestErasure": {"删除请求", "Erasure asked for"},
		"getCustomer": {"查看客户", "The file was looked at"}, "lookUpOwner": {"按号码查归属", "Looked up by the number"},
		"revealCustomer": {"查看完整信息", "Full data were shown"}, "readPersonalData": {"查阅全部资料", "Everything was shown"},
		"warnOfLapse": {"保护期提醒", "Warning of a lapse"}, "closeDay": {"结束营业日", "Day closed"}}
)
