package pages

// guestTexts are the texts of what visitors see themselves.
var guestTexts = []text{
	{"guest.agree", "我已阅读并同意", "I have read this and agree"},
	{"guest.book", "网上预约", "Book a visit"},
	{"guest.book-a-visit", "预约来访", "Book a visit"},
	{"guest.booked", "已收到您的预约申请", "Your request is received"},
	{"guest.code", "客户信息表", "Visitor's form"},
	{"guest.complaint", "您的投诉将由专人核实，核实前不对任何人作处理。",
		"Somebody will look into your complaint; nothing is done to anybody before."},
	{"guest.data-booking", "以上信息只用于安排和确认本次来访，由本案场加密保存，不向其他客户或无关人员展示。您可以随时要求查阅、更正或删除。",
		"What you enter is used to arrange and confirm this visit. The site keeps it encrypted and shows it to " +
			"nobody else. " +
			"You may ask to see, correct or erase it at any time."},
	{"guest.data-visit", "以上信息只用于本次接待和后续联系，由本案场加密保存，不向其他客户或无关人员展示。您可以随时要求查阅、更正或删除。",
		"What you enter is used for this visit and to contact you about it. The site keeps it encrypted and shows it " +
			"to " +
			"nobody else. You may ask to see, correct or erase it at any time."},
	{"guest.form-sent", "信息表已提交，谢谢您的来访", "The form is sent. Thank you for your visit"},
	{"guest.how-was-it", "今天的接待怎么样", "How was your visit?"},
	{"guest.letter-follows", "案场核实后将以确认函告知时间与地点，请留意短信、邮件或来电。",
		"The site checks it and confirms time and place by letter: by mail, text or phone."},
	{"guest.may-close", "可以关闭此页面。", "You may close this page."},
	{"guest.not-shown", "接待人看不到投诉的文字。", "The receiver does not see the words of a complaint."},
	{"guest.personal-data", "个人信息处理告知", "Your personal data"},
	{"guest.received", "已收到，每次来访评价一次", "received; once for each visit"},
	{"guest.return", "返回", "Back"},
	{"guest.scan", "请客户扫码填写、评价", "The visitor scans this"},
	{"guest.scores", "1 分最低，5 分最高。", "1 is the worst, 5 the best."},
	{"guest.send", "提交", "Send"},
	{"guest.send-feedback", "提交评价", "Send"},
	{"guest.suggestion", "您的建议将转交有关部门。", "Your suggestion goes to the department concerned."},
	{"guest.thanks", "感谢您的评价", "Thank you for your feedback"},
	{"guest.valid", "前有效", "at the latest"},
	{"guest.visitors-form", "来访信息表", "Visitor's form"},
	{"source.friend", "朋友介绍", "A friend"},
	{"source.online", "网络", "Online"},
	{"source.outdoor", "户外广告", "Outdoor"},
	{"source.passing", "路过", "Passing by"},
}
