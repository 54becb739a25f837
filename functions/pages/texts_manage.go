package pages

// manageTexts are the texts of the manager's floor.
var manageTexts = []text{
	{"manage.absence", "代为登记离岗或返岗", "Record an absence or a return"},
	{"manage.archives", "月度归档", "Monthly archives"},
	{"manage.assessment", "员工考评与培训", "Assessment and training of staff"},
	{"manage.check-in", "人工签到", "Check in by hand"},
	{"manage.check-in-do", "签到", "Check in"},
	{"manage.close-day", "结束营业日", "Close the day"},
	{"manage.close-day-means", "未结束的接待会标为未记录；明天的顺序随之排定。",
		"Receptions still open are marked as not recorded, and tomorrow's order is set."},
	{"manage.close-day-sure", "确认结束今天的营业", "I want to close today"},
	{"manage.lapsing", "保护期将满的客户", "Customers whose protection ends soon"},
	{"manage.notes-due", "待交接说明", "Hand-over notes due"},
	{"manage.records", "接待记录与待跟进", "Records of receptions, and what is still needed"},
	{"manage.return", "登记返岗", "Record the return"},
	{"manage.screen", "打开案场屏幕", "Open the site's screen"},
	{"manage.still-received", "位客户仍在接待中", "visitors are still being received"},
	{"manage.swap", "换位", "Swap"},
	{"manage.swap-places", "调换两人的位置", "Swap two places"},
	{"manage.swaps", "换位申请", "Requests to swap"},
	{"manage.takeovers", "老客户名单", "Existing customers"},
	{"manage.three-a-day", "每天最多三次，并会注明为人工签到。", "Three a day at most; each is marked as entered by hand."},
	{"manage.title", "现场管理", "Floor"},
}
