package pages

// setupTexts are the texts of the setup of a site.
var setupTexts = []text{
	{"setup.add", "添加", "Add"},
	{"setup.add-agent", "添加置业顾问", "Add an agent"},
	{"setup.add-source", "添加预约接口", "Add a webhook source"},
	{"setup.agents", "置业顾问", "Agents"},
	{"setup.change", "修改", "Change"},
	{"setup.disabled", "已停用", "disabled"},
	{"setup.group-of", "接待组：", "Group of"},
	{"setup.groups", "接待组", "Groups"},
	{"setup.groups-help", "清空一行即撤销该组；组内须已无人。", "Clear a row to take a group away; nobody may be in it."},
	{"setup.live-secrets", "个有效密钥", "live secrets"},
	{"setup.no-sources", "没有预约接口", "No webhook source yet"},
	{"setup.order", "编制轮序表", "Draw up the order table"},
	{"setup.order-help", "按序号排列；没有序号的不在轮序表中。", "By number; who has none has no place in the order."},
	{"setup.place-of", "序号：", "Place of"},
	{"setup.rotate", "更换密钥", "New secret"},
	{"setup.save", "保存", "Save"},
	{"setup.secret", "新密钥", "the new secret"},
	{"setup.secret-once", "只显示这一次，请现在填入预约系统。", "Shown this once: give it to the booking system now."},
	{"setup.site", "案场资料", "The site"},
	{"setup.sources", "预约接口", "Webhook sources"},
	{"setup.title", "案场设置", "Setup of the site"},
	{"sites.create", "建立案场", "Create the site"},
	{"sites.new", "新建案场", "New site"},
	{"sites.own-rules", "自带规则", "Rules of its own"},
}
