package pages_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// TestAVisitorJudgesTheReception on their own phone, once: a complaint says of what, the receiver reads no word of it,
// and the desk's list and the month's summary show it (CF.7, RS.1.8, AS.2.2).
func TestAVisitorJudgesTheReception(t *testing.T) {
	p := newProduct(t)
	jia := p.checkIn("jia")
	b := p.open("front_desk:riverside:")
	b.do(b.get(desk), "registerArrival", "phone", "13800008000", "name", "张女士")
	address := p.pass(jia.get(regexp.MustCompile(`/phone/visitor-form/[0-9-]+`).FindString(jia.get("/phone").text)))
	guest := p.open("")
	guest.want(guest.get(address), 200, "今天的接待怎么样", "来访信息表")
	guest.want(guest.post(address+"/feedback", url.Values{"words": {"等候<太久>"}}), 422, "缺少必填字段", "等候<太久>")
	guest.want(guest.post(address+"/feedback", url.Values{"overall": {"2"}, "complaint": {"1"}}), 422, "请写明投诉或建议的内容")
	said := url.Values{"overall": {"2"}, "attitude": {"1"}, "complaint": {"1"}, "suggestion": {"1"}, "words": {"等候太久"},
		"department": {"工程部"}}
	sent := guest.want(guest.post(address+"/feedback", said), 200, "感谢您的评价", "2/5", "专人核实", "来访信息表")
	if sent.says("等候太久") {
		t.Error("whoever holds the code reads the words")
	}
	said.Set("overall", "5")
	guest.want(guest.post(address+"/feedback", said), 200, "感谢您的评价", "2/5")
	if n := strings.Count(p.entries(), " giveFeedback "); n < 1 {
		t.Errorf("%d in the register", n)
	}
	guest.want(guest.post(address, url.Values{"need": {"三居"}, "consent": {"1"}}), 200, "谢谢您的来访", "感谢您的评价")

	own := jia.want(jia.get("/phone/feedback"), 200, "2.00", "投诉")
	if own.says("等候太久") {
		t.Error("the agent reads the words of a complaint")
	}
	const list = "/desk/riverside/feedback"
	page := b.want(b.get(list), 200, "等候太久", "待转交部门的建议", "待核实")
	routed := b.want(b.do(page, "routeFeedback", "department", "物业部"), 200, "已转交部门办理", "没有待转交的建议")
	visit := regexp.MustCompile(`\?visit=([0-9-]+)`).FindStringSubmatch(routed.text)[1]
	of := b.want(b.get(list+"?visit="+visit), 200, "物业部", "部门办理情况", "更正评价")
	b.want(b.do(of, "giveFeedback", "overall", "4", "words", "说明后谅解"), 422, "口头或电话", "说明后谅解")
	corrected := b.want(b.do(of, "giveFeedback", "overall", "4", "channel", "phone", "words", "说明后谅解"), 200, "评价已记录",
		"说明后谅解", "等候太久", "4/5", "2/5")
	if !strings.Contains(corrected.path, "visit="+visit) {
		t.Errorf("led to %s", corrected.path)
	}
	manager := p.open("site_manager:riverside:")
	manager.want(manager.get("/manage/riverside/feedback"), 200, "4.00", "物业部", "客户评价汇总")
	manager.want(manager.get("/manage/riverside/feedback?month=2026-10"), 200, "没有接待也没有评价")
	manager.want(manager.get("/manage/riverside/feedback?month=soon"), 404)
	jia.want(jia.get(list), 403, "您的角色无权打开此页面")
	guest.want(guest.post("/visitor/"+strings.Repeat("A", 200)+"/feedback", said), 403, "已失效")
}
