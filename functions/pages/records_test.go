package pages_test

import (
	"strings"
	"testing"
)

// TestAReceptionIsTakenDown on the receiver's phone once it has ended, corrected by a new entry, read by the manager
// and by nobody who is not concerned (LC.4.4, LS.2.5, BR.4.4, CM.3, LS.3.1).
func TestAReceptionIsTakenDown(t *testing.T) {
	p := newProduct(t)
	jia, yi := p.checkIn("jia"), p.checkIn("yi")
	visit, _ := p.tell("front_desk", "arrivals",
		`{"phone":"13800008000","name":"张女士","first_visit":true}`)["visit"].(string)
	jia.want(jia.get("/phone/records"), 200, "没有待写的记录", "还没有接待记录")
	jia.do(jia.get("/phone"), "finishVisit", "outcome", "toured")
	jia.want(jia.get("/phone/records"), 200, "填写", "号 · 甲女士")
	yi.want(yi.get("/phone/records"), 200, "没有待写的记录")
	address := "/visits/riverside/" + visit + "/record"
	page := jia.want(jia.get(address), 200, "还没有接待记录", "填写记录", "张*")
	refused := jia.want(jia.do(page, "writeReceptionRecord", "topics", "三居<总价>", "questions.1.asked", "首付多少"), 422,
		"缺少必填字段")
	for _, kept := range []string{"三居&lt;总价&gt;</textarea>", `首付多少</textarea>`} {
		if !strings.Contains(refused.text, kept) {
			t.Errorf("%s is not there again", kept)
		}
	}
	fields := jia.fill(refused, "writeReceptionRecord", "topics", "三居总价", "follow_up", "贷款方案", "gifts.0.what", "茶叶",
		"gifts.0.declined", "yes", "questions.0.asked", "首付多少", "questions.0.answered", "三成")
	written := jia.want(jia.post("/do/writeReceptionRecord", fields), 200, "接待记录已保存", "三居总价", "首付多少", "三成", "贷款方案",
		"谢绝")
	jia.want(jia.do(written, "writeReceptionRecord", "topics", "四居总价", "follow_up", "贷款方案"), 200, "四居总价", "被更正的记录",
		"三居总价", "三成")
	manager := p.open("site_manager:riverside:")
	manager.want(manager.get("/manage/riverside/records"), 200, "四居总价", "需跟进", "没有待写的记录")
	manager.want(manager.get("/manage/riverside/records?day=2026-11-20"), 200, "这一天还没有接待记录")
	manager.want(manager.get(address), 200, "四居总价")
	yi.want(yi.get(address), 403, "只有接待人本人可以操作")
	desk := p.open("front_desk:riverside:")
	desk.want(desk.get(address), 403)
}
