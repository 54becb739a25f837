package pages

// deskTexts are the texts of the front desk.
var deskTexts = []text{
	{"desk.arrivals", "来访登记", "Arrivals"},
	{"desk.arrives", "来访登记", "A visitor arrives"},
	{"desk.been", "来过", "Been before"},
	{"desk.calls", "来电登记簿", "Register of calls"},
	{"desk.cases", "客户请求", "Requests"},
	{"desk.customer-of", "归属", "Customer of"},
	{"desk.first", "第一次来", "First visit"},
	{"desk.more", "介绍人、家人、代看、同行名片", "Referred, family, on behalf, card"},
	{"desk.new-customer", "新客户", "New customer"},
	{"desk.nobodys", "登记过，尚无归属", "Registered, nobody's customer yet"},
	{"desk.not-registered", "登记簿中没有记录", "not in the register"},
	{"desk.on-behalf-of-owner", "代为接待过", "received on the owner's behalf"},
	{"desk.received-later", "后来接待过", "received later"},
	{"desk.register", "登记并安排接待", "Register and assign"},
	{"desk.registers", "前台的登记簿", "The desk's registers"},
	{"desk.title", "前台", "Front desk"},
	{"desk.went-away", "已离开", "Went away"},
	{"desk.whose", "查归属", "Whose?"},
}
