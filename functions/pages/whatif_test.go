package pages_test

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// aDealOfYi is a customer whom jia gave materials only, whom yi received next, and with whom yi closes.
func (p *product) aDealOfYi() {
	p.t.Helper()
	jia := p.checkIn("jia")
	p.tell("front_desk", "arrivals", `{"phone":"13800008000","first_visit":true}`)
	free := jia.want(jia.do(jia.get("/phone"), "finishVisit", "outcome", "materials_only"), 200)
	jia.want(jia.do(free, "leave", "reason", "private"), 200)
	yi := p.checkIn("yi")
	p.tell("front_desk", "arrivals", `{"phone":"13800008000","first_visit":false}`)
	yi.want(yi.do(yi.get("/phone"), "finishVisit", "outcome", "subscribed"), 200)
	p.recordDeal("13800008000", "yi")
}

// TestAPolicyIsTriedOverThePast: the checked draft is there to be tried; its page goes from waiting to who would have
// received, owned and been paid otherwise. A period that is none is refused and comes back.
func TestAPolicyIsTriedOverThePast(t *testing.T) {
	p := newProduct(t)
	p.aDealOfYi()
	b := p.open("supervisor:riverside:")
	page := b.want(b.get("/manage/riverside/policy"), 200, "先试算")
	checked := b.post("/manage/riverside/policy",
		b.fill(page, "publishPolicyVersion", "base.version", "1", "effective_from", "2026-11-25", "changes",
			`{"protection":{"months":2}}`))
	if !strings.Contains(checked.text, `spellcheck="false">{&#34;protection`) {
		t.Error("the draft is not there to be tried")
	}
	refused := b.want(b.do(page, "startWhatIf", "base.preset", "leasing-hall", "from", "2026-11-24", "to",
		"2026-11-30"), 422)
	for _, kept := range []string{`value="leasing-hall" selected`, `value="2026-11-30" aria-invalid="true"`} {
		if !strings.Contains(refused.text, kept) {
			t.Errorf("%s is not there again", kept)
		}
	}
	fields := b.fill(refused, "startWhatIf", "base.version", "1", "from", "2026-11-24", "to", "2026-11-24",
		"changes", `{"attribution":{"rules":[{"rule":"owner_takes_all","clause":"SS.4.2.3"}]}}`)
	started, again := b.want(b.post("/do/startWhatIf", fields), 200, "排队中"), b.post("/do/startWhatIf", fields)
	if started.path != again.path || !strings.Contains(started.text, `<meta http-equiv="refresh"`) {
		t.Errorf("%s, then %s", started.path, again.path)
	}
	if part := b.live(started.path); strings.Contains(part.text, "data-last") {
		t.Error("a job that waits says that it is over")
	}
	b.post("/dev/jobs", nil)
	if part := b.live(started.path); !strings.Contains(part.text, "data-last") {
		t.Error("the part of an ended job does not say that it is the last")
	}
	list := b.want(b.get("/manage/riverside/policy"), 200, "试算过的", "已完成", "底本 自销项目", "2026-11-24")
	b.kept(list, `href="`+started.path+`"`)
	ended := b.want(b.get(started.path), 200, "已完成", "业绩判定改变的成交", "1 / 1", "谁得多少", "甲女士", "乙先生", "+¥", "原来")
	if strings.Contains(ended.text, `http-equiv="refresh"`) || strings.Contains(ended.text, "/do/cancelWhatIf") {
		t.Error("a page of an ended job goes on asking, or offers to stop it")
	}
	desk := p.open("front_desk:riverside:")
	desk.want(desk.get(started.path), 403)
	finance := p.open("finance:riverside:")
	if strings.Contains(finance.get("/manage/riverside/policy").text, "/do/startWhatIf") {
		t.Error("finance may try a policy")
	}
}

// TestATrialThatChangesNothing says so.
func TestATrialThatChangesNothing(t *testing.T) {
	p := newProduct(t)
	p.aDealOfYi()
	b := p.open("auditor::")
	started := b.want(b.do(b.get("/manage/riverside/policy"), "startWhatIf", "base.version", "1", "from", "2026-11-24",
		"to",
		"2026-11-24"), 200)
	b.post("/dev/jobs", nil)
	b.want(b.get(started.path), 200, "没有人会受影响")
}

// TestAPeriodIsDecidedAgain: the replay shows its result in words; one that waits can be stopped, once.
func TestAPeriodIsDecidedAgain(t *testing.T) {
	p := newProduct(t)
	p.aDealOfYi()
	b := p.open("site_manager:riverside:")
	page := b.get("/manage/riverside/policy")
	b.want(b.do(page, "startReplay", "from", "2026-11-24", "to", "2026-11-01"), 422)
	started := b.want(b.do(page, "startReplay", "from", "2026-11-24", "to", "2026-11-24"), 200, "重新判定")
	b.post("/dev/jobs", nil)
	b.want(b.get(started.path), 200, "已完成", "全部判定逐字节相同", "业绩")

	if err := p.Clock.Set(morning.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	second := b.do(b.get("/manage/riverside/policy"), "startReplay", "from", "2026-11-24", "to", "2026-11-24")
	b.want(b.do(second, "cancelReplay"), 200, "已停止")
	b.want(b.post("/do/cancelReplay", url.Values{}), 403)
	b.want(b.do(second, "cancelReplay"), 200, "已停止")
	b.want(b.get("/manage/riverside/replays/nothing"), 404)
}
