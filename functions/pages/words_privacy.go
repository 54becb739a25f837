package pages

// lapseLevelWords says how near the end of a customer's protection is; lapseStatusWords what became of the warning.
var (
	lapseLevelWords  = map[string]said{"week": {"一周内到期", "Within a week"}, "day": {"明天到期", "Tomorrow"}}
	lapseStatusWords = map[string]said{"open": {"待跟进", "To be followed up"}, "answered": {"已跟进", "Followed up"}, "lapsed": {"已过保护期", "Lapsed"}}
)

// What the privacy page names: alarms, look-ups, requests, and where personal data are held.
var (
	lookupAlarmWords = map[string]said{"window": {"短时间内查询过多号码", "Too many numbers in a short while"}, "day": {"当日查询过多号码", "Too many numbers in a day"}}
	lookupFoundWords = map[string]said{"owned": {"有归属", "Owned"}, "unowned": {"已登记，无归属", "Registered, nobody's"}, "unknown": {"未登记", "Not registered"}, "erased": {"已删除", "Erased"},
		"announced": {"报备", "Announced"}, "revealed": {"完整信息", "Full data"}, "disclosure": {"全部资料", "Everything"}}
	lookupWayWords = map[string]said{"lookUpOwner": {"按号码查归属", "By the number"}, "getCustomer": {"查看客户", "The customer's file"}, "getOwnershipByVisit": {"按来访查归属", "By a visit"},
		"revealCustomer": {"查看完整信息", "Full data"}, "matchPreRegistrations": {"查报备", "Those announced"}, "readPersonalData": {"客户查阅请求", "A customer's request"}}
	privacyKindWords   = map[string]said{"access": {"查阅复制", "Access"}, "erasure": {"删除", "Erasure"}}
	privacyStatusWords = map[string]said{"awaiting_approval": {"待批准", "Awaits approval"}, "granted": {"可查阅", "Granted"}, "erased": {"已删除", "Erased"}, "declined": {"未批准", "Declined"}}
	personalItemWords  = map[string]said{"register": {"登记簿", "Register"}, "pre_registration": {"报备", "Pre-registration"}, "appointment": {"预约", "Appointment"}, "case": {"客户请求", "Request"}, "lookup": {"被查询", "Looked up"}}
)
