package pages_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestStaffAreAssessed through the pages: a training and its correction, a spot assessment, the agent's own and a
// colleague's, the result and what the agent says to it (CF.6, AS.2.3, AS.2.4, AS.2.5).
func TestStaffAreAssessed(t *testing.T) {
	p := newProduct(t)
	jia, yi := p.checkIn("jia"), p.checkIn("yi")
	manager := p.open("site_manager:riverside:")
	const all, period = "/manage/riverside/assessment", "/2026-Q4"
	manager.want(manager.get("/manage/riverside"), 200, "员工考评与培训")
	page := manager.want(manager.get(all), 200, "员工考评", "2026-Q4", "甲女士", "还没有培训记录", "进行中")
	if page.says("2026-Q3") {
		t.Error("a period before the site was opened")
	}
	manager.want(manager.do(page, "recordTraining", "topic", "接待<礼仪>", "date", "2026-11-24", "trainer", "王经理",
		"minutes", "90"), 422, "参加人为空")
	fields := manager.fill(page, "recordTraining", "topic", "接待礼仪", "date", "2026-11-24", "trainer", "王经理", "minutes",
		"90", "others", "小王、小李")
	fields["attendees"] = []string{"jia", "yi"}
	manager.want(manager.post("/do/recordTraining", fields), 200, "培训已记录", "接待礼仪", "小李")
	manager.want(manager.post("/do/recordTraining", fields), 200, "培训已记录")
	if n := strings.Count(p.entries(), " recordTraining "); n != 1 {
		t.Errorf("%d trainings in the register", n)
	}
	_, id, _ := strings.Cut(manager.get(all).text, "?correct=")
	correcting := manager.want(manager.get(all+"?correct="+id[:16]), 200, "更正培训记录")
	if !correcting.stands("trainer", "王经理") || !correcting.stands("others", "小王、小李") {
		t.Error("a correction does not start from what stands")
	}
	fields = manager.fill(correcting, "recordTraining", "topic", "接待礼仪与沟通", "date", "2026-11-24", "trainer", "王经理",
		"minutes", "90")
	fields["attendees"] = []string{"jia", "yi"}
	manager.want(manager.post("/do/recordTraining", fields), 200, "接待礼仪与沟通", "已更正")
	assess(t, manager, jia, yi, all+period+"/jia")

	p.later(45 * 24 * time.Hour) // into January
	manager, jia = p.open("site_manager:riverside:"), p.open("agent:riverside:jia")
	manager.want(manager.get(all), 200, "尚无考评结果", "2026-Q4")
	give(t, manager, jia, all+period+"/jia")
	manager.want(manager.get(all+period), 200, "良好", "待评定")
	manager.want(manager.get(all+"/2026-Q9"), 404, "没有这个地址")
}

// assess plays the assessments of jia: a spot one, their own, and a colleague's with its correction.
func assess(t *testing.T, manager, jia, yi *browser, card string) {
	t.Helper()
	one := manager.want(manager.get(card), 200, "甲女士", "本期没有数据", "1 次，90 / 90 分钟", "CF.6")
	manager.want(manager.do(one, "assessAgent", "kind", "spot", "overall", "4", "words", "着装规范"), 200, "考评已提交", "着装规范",
		"4/5")
	mine := jia.want(jia.get("/phone/assessment"), 200, "我的考评", "自评", "评价同事", "着装规范")
	jia.want(jia.do(mine, "assessAgent", "overall", "5", "words", "本期努力"), 200, "考评已提交", "本期努力")
	colleague := url.Values{}
	for name, value := range yi.fill(yi.get("/phone/assessment"), "assessAgent") {
		colleague[name] = value
	}
	colleague.Set("kind", "peer")
	colleague.Set("agent", "jia")
	colleague.Set("overall", "3")
	colleague.Set("words", "乐于助人")
	yi.want(yi.post("/do/assessAgent", colleague), 200, "考评已提交")
	colleague.Set("key", "a-second-thought")
	colleague.Set("words", "乐于助人，交接清楚")
	met := yi.want(yi.post("/do/assessAgent", colleague), 409, "更正须指明", "更正已作的互评")
	colleague.Set("key", "a-third-thought")
	colleague.Set("corrects", regexp.MustCompile(`name="corrects" value="([^"]*)"`).FindStringSubmatch(met.text)[1])
	yi.want(yi.post("/do/assessAgent", colleague), 200, "考评已提交")
	own := jia.want(jia.get("/phone/assessment"), 200, "乐于助人，交接清楚", "同事，不署名")
	if strings.Contains(own.text, "agent:riverside:yi") || own.says("自评供参考") {
		t.Error("a colleague is named, or the own assessment is asked for again")
	}
	yi.want(yi.get(card), 403)
	if managed := manager.get(card); managed.says("给出考评结果") {
		t.Error("a result before the period is over")
	}
}

// give has the result given when the period is over, and answered.
func give(t *testing.T, manager, jia *browser, card string) {
	t.Helper()
	ended := manager.want(manager.get(card), 200, "给出考评结果")
	manager.want(manager.do(ended, "decideAssessment", "grade", "good"), 422, "改进建议或奖惩")
	manager.want(manager.do(ended, "decideAssessment", "grade", "good", "suggestions", "加强政策学习"), 200, "考评结果已给出",
		"加强政策学习", "良好", "更正考评结果")
	jia.want(jia.get("/phone/assessment"), 200, "2026-Q4 的考评结果待您答复")
	read := jia.want(jia.get("/phone/assessment/2026-Q4"), 200, "加强政策学习", "良好", "提出异议")
	jia.want(jia.do(read, "answerAssessment", "agrees", "no"), 422, "文字为空")
	jia.want(jia.do(read, "answerAssessment", "agrees", "yes"), 200, "本人已阅")
	if answered := jia.get("/phone/assessment"); answered.says("待您答复") {
		t.Error("an answered result still waits")
	}
}
