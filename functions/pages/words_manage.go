package pages

// manageWords names what the manager's and the desk's forms show, by set and value.
var (
	ageWords      = map[string]said{"new": {"新客户", "New"}, "returning": {"老客户", "Returning"}}
	caseKindWords = map[string]said{"request": {"请求", "Request"}, "question": {"咨询", "Question"},
		"problem":   {"问题", "Problem"},
		"complaint": {"投诉", "Complaint"}, "suggestion": {"建议", "Suggestion"}}
	caseStatusWords = map[string]said{"open": {"办理中", "In hand"}, "solved": {"已解决，待答复", "Solved, to be answered"},
		"closed": {"已办结", "Closed"}}
	caseLevelWords = map[string]said{"reminder": {"催办", "Reminder"},
		"department_head": {"催办至部门负责人", "To the head of the department"}, "escalation": {"上报", "Escalated"}}
	appointmentWords = map[string]said{"requested": {"待确认", "To be confirmed"}, "confirmed": {"已确认", "Confirmed"},
		"changed_awaiting_customer": {"变更待客户答复", "Changed, awaits the customer"},
		"cancelled":                 {"已取消", "Cancelled"}, "arrived": {"已到访", "Arrived"},
		"no_show": {"未到访", "Did not come"}}
	noticeWords = map[string]said{"confirmation": {"确认函", "Confirmation"}, "change": {"变更通知", "Change"},
		"cancellation": {"取消通知", "Cancellation"}, "reminder": {"到访前提醒", "Reminder"},
		"preparation": {"准备通知", "To make ready"}, "preparation_changed": {"准备变更通知", "To make ready, changed"},
		"preparation_cancelled": {"无需准备通知", "Nothing to make ready"}, "preparation_overdue": {"准备逾期提醒", "Overdue"}}
	sentWords = map[string]said{"sent": {"已发送", "Sent"}, "failed": {"未送达，将再试", "Not delivered, to be tried again"},
		"given_up": {"未能送达，已停止", "Not delivered, given up"},
		"dropped":  {"已不适用，未发送", "No longer true, not sent"}, "log": {"写入日志", "Log"}, "webhook": {"对接系统", "Webhook"},
		"ses": {"邮件", "Mail"}, "sns": {"短信", "Text message"}, "none": {"无可用方式", "No way"}}
	sideWords = map[string]said{"customer": {"客户取消", "Cancelled by the customer"},
		"site": {"案场取消", "Cancelled by the site"}}
	channelWords = map[string]said{"email": {"邮件", "E-mail"}, "internal": {"内部", "Internal"},
		"online": {"线上", "Online"}, "phone": {"电话", "Phone"}, "system": {"预约系统", "Booking system"}}
)
