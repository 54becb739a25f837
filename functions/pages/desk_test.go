package pages_test

import (
	"bytes"
	"encoding/csv"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

const desk = "/desk/riverside"

// TestTheDesk: whose customer, the opening questions, who receives, whoever waits (SS.4.2.1, SS.4.2.3, SS.4.2.4.a).
func TestTheDesk(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	b := p.open("front_desk:riverside:")
	page := b.want(b.get(desk), 200, "下一位接待", "甲女士")
	fields := b.fill(page, "registerArrival", "phone", "138 0000 8000")
	b.want(b.post(desk+"/look-up", fields), 200, "新客户", "138****8000")
	first := b.want(b.do(page, "registerArrival", "phone", "138 0000 8000", "name", "张女士", "first_visit", "yes", "kind",
		"customer"), 200,
		"甲女士 接待", "SS.4.2.1.a", "首次登记", "张*")
	if strings.Contains(first.path, "8000") {
		t.Errorf("a phone number in an address: %s", first.path)
	}
	b.want(b.post(desk+"/look-up", fields), 200, "归属 甲女士", "SS.4.2.3")
	b.want(b.do(b.get(desk), "registerArrival", "phone", "13900000041", "first_visit", "yes"), 200, "请客户稍候")
	waiting := b.want(b.get(desk), 200, "都在接待")
	b.want(b.do(waiting, "leaveWaiting"), 200, "已登记离开", "没有等候的客户")
}

// TestAnArrivalSentTwiceIsOneVisit: a double tap and the back button send the same form; a new form is a new visitor.
func TestAnArrivalSentTwiceIsOneVisit(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	b := p.open("front_desk:riverside:")
	fields := b.fill(b.get(desk), "registerArrival", "phone_unknown", "1", "name", "李先生")
	one, again := b.post("/do/registerArrival", fields), b.post("/do/registerArrival", fields)
	if one.status != 200 || one.path != again.path {
		t.Errorf("%s, then %s", one.path, again.path)
	}
	if other := b.do(b.get(desk), "registerArrival", "phone_unknown", "1"); other.path == one.path {
		t.Error("another visitor is taken for the first")
	}
}

// TestWhatWasTypedComesBack with the field that was refused.
func TestWhatWasTypedComesBack(t *testing.T) {
	p := newProduct(t)
	b := p.open("front_desk:riverside:")
	got := b.want(b.do(b.get(desk), "registerArrival", "phone", "1380000", "name", "张<b>女士", "purpose", "看三居",
		"names.agent", "yi"), 422, "手机号格式不正确")
	for name, kept := range map[string]string{"phone": "1380000", "name": "张<b>女士", "purpose": "看三居",
		"names.agent": "yi"} {
		if !got.stands(name, kept) {
			t.Errorf("%s is not there again", kept)
		}
	}
	b.kept(got, `value="1380000" aria-invalid="true"`)
	if before, _ := b.get(desk).form("/do/registerArrival"); before.Get("key") == "" {
		t.Error("no new key")
	}
}

// TestTheRegisterIsExportedMasked: both forms hold every visit, and no number or name in full, nor a formula.
func TestTheRegisterIsExportedMasked(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	b := p.open("front_desk:riverside:")
	b.do(b.get(desk), "registerArrival", "phone", "13800008000", "name", "=cmd女士")
	b.want(b.get("/register/riverside"), 200, "来访登记簿", "138****8000", "甲女士")
	b.want(b.get("/register/riverside?from=2026-11-01&to=2026-11-24&agent=yi"), 200, "这段时间没有来访登记")
	b.want(b.get("/register/riverside?from=2026-10-01&to=2026-11-24"), 422, "期间过长")
	b.want(b.get("/register/riverside?from=yesterday"), 422)

	text := b.get("/register/riverside/visits.csv")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text.text, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][3] != "138****8000" || rows[1][2] != "'=*" {
		t.Errorf("%q %v", rows, err)
	}
	sheet := b.get("/register/riverside/visits.xlsx")
	book, err := excelize.OpenReader(bytes.NewReader([]byte(sheet.text)))
	if err != nil {
		t.Fatal(err)
	}
	cells, err := book.GetRows("来访登记")
	if err != nil || len(cells) != 2 || cells[1][3] != "138****8000" || cells[1][5] != "甲女士" {
		t.Errorf("%q %v", cells, err)
	}
	if regexp.MustCompile(`1380000\d{4}|cmd`).MatchString(text.text + strings.Join(cells[1], ",")) {
		t.Error("personal data in an export")
	}
	if !strings.Contains(sheet.header.Get("Content-Disposition"), "visits-riverside-2026-11-24") {
		t.Error(sheet.header.Get("Content-Disposition"))
	}
}

// TestADisputeToItsRuling: both claims side by side, a ruling that does not add up comes back, one that does is made
// (SS.4.2.2.c); the verdict is printed with its hash, and another hash is told apart.
func TestADisputeToItsRuling(t *testing.T) {
	p := newProduct(t)
	jia := p.checkIn("jia")
	b := p.open("front_desk:riverside:")
	b.do(b.get(desk), "registerArrival", "phone", "13800008000", "first_visit", "yes")
	jia.want(jia.do(jia.get("/phone"), "finishVisit", "outcome", "negotiated"), 200, "接待已结束")
	jia.want(jia.do(jia.get("/phone/customers"), "recordFollowUp", "remark", "电话回访"), 200, "跟进已记录")
	deal := p.recordDeal("13800008000", "yi")
	jia.want(jia.do(jia.get("/deals/riverside/"+deal), "disputeDeal", "statement", "我首接的客户"), 200, "异议已提交", "待裁决")

	yi := p.open("agent:riverside:yi")
	yi.want(yi.do(yi.get("/deals/riverside/"+deal), "fileStatement", "statement", "客户主动找我"), 200, "陈述已提交")

	manager := p.open("site_manager:riverside:")
	page := manager.want(manager.get("/deals/riverside/"+deal), 200, "各方主张", "我首接的客户", "客户主动找我", "登记归属", "成交人")
	manager.want(manager.do(page, "ruleDeal", "shares.0.basis_points", "60", "shares.1.basis_points", "30", "reason",
		"协商"), 422)
	ruled := manager.want(manager.do(page, "ruleDeal", "shares.0.basis_points", "66.5", "shares.1.basis_points", "33.5",
		"reason", "首接为主"), 200,
		"裁决已作出", "66.5%", "33.5%", "首接为主")
	address := regexp.MustCompile(`/decisions/riverside/[0-9-]+`).FindString(ruled.text)
	certificate := manager.want(manager.get(address), 200, "判定书", "重新判定，结果逐字节相同")
	hash := regexp.MustCompile(`[0-9a-f]{64}`).FindString(certificate.text)
	manager.want(manager.get(address+"?hash="+url.QueryEscape(strings.ToUpper(hash[:32])+" "+hash[32:])), 200, "与登记一致")
	manager.want(manager.get(address+"?hash="+strings.Repeat("0", 64)), 200, "与登记不一致")
	if finance := p.open("finance:riverside:"); finance.get("/deals/riverside/"+deal).status != 200 {
		t.Error("finance does not see the deal")
	}
}

// TestTheManagersDesk: a swap asked for and approved, a check-in by hand, the close of the day, once each.
func TestTheManagersDesk(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	p.checkIn("yi")
	manager := p.open("supervisor:riverside:")
	page := manager.want(manager.get("/manage/riverside"), 200, "接待顺序", "甲女士")
	manager.want(manager.do(page, "swapPlaces", "first", "jia", "second", "yi", "reason", "家中有事"), 200, "已换位",
		"经主管批准换位")
	manager.want(manager.do(page, "checkInManually", "agent", "bing", "reason", "手机没电"), 200, "已人工签到", "人工")
	tab := manager.get("/manage/riverside")
	manager.want(manager.do(tab, "closeDay"), 200, "营业日已结束")
	manager.want(manager.do(tab, "closeDay"), 200, "营业日已结束")
	if n := strings.Count(p.entries(), " closeDay "); n != 1 {
		t.Errorf("the day closed %d times", n)
	}
}

// TestAPolicyIsCheckedBeforeItIsPublished: faults and differences first, by clause (SS.3.1).
func TestAPolicyIsCheckedBeforeItIsPublished(t *testing.T) {
	p := newProduct(t)
	manager := p.open("supervisor:riverside:")
	page := manager.want(manager.get("/manage/riverside/policy"), 200, "现行", "自销项目")
	fields := manager.fill(page, "publishPolicyVersion", "base.version", "1", "effective_from", "2026-11-25", "changes",
		`{"reception":{"hand_over_minutes":-1}}`)
	manager.want(manager.post("/manage/riverside/policy", fields), 200, "不能发布", "hand_over_minutes")
	fields.Set("changes", `{"reception":`)
	if got := manager.post("/manage/riverside/policy", fields); got.status < 400 || got.status >= 500 {
		t.Errorf("no JSON: %d", got.status)
	}
	fields.Set("changes", `{"settlement":{"deduction_flag_basis_points":1500}}`)
	fields.Set("note", "扣款提示调至 15%")
	manager.want(manager.post("/manage/riverside/policy", fields), 200, "可以发布", "1500")
	manager.want(manager.post("/do/publishPolicyVersion", fields), 403, "您的角色无此权限", "SS.3.1", "SS.3.1")
	director := p.open("site_manager:riverside:")
	fields.Set("proof", director.fill(director.get("/manage/riverside/policy"), "publishPolicyVersion").Get("proof"))
	director.want(director.post("/do/publishPolicyVersion", fields), 200, "制度版本已发布", "第 2 版", "扣款提示调至 15%")
}

// TestAVisitorFillsInTheirOwnForm: by the code on the receiver's phone, without signing in, once, in time, with consent
// (GP.10); the pass opens nothing else.
func TestAVisitorFillsInTheirOwnForm(t *testing.T) {
	p := newProduct(t)
	jia, yi := p.checkIn("jia"), p.checkIn("yi")
	b := p.open("front_desk:riverside:")
	b.do(b.get(desk), "registerArrival", "phone", "13800008000", "name", "张女士")
	shows := regexp.MustCompile(`/phone/visitor-form/[0-9-]+`).FindString(jia.get("/phone").text)
	jia.want(jia.get(shows), 200, "请客户扫码填写")
	yi.want(yi.get(shows), 403, "只有接待人本人可以操作")
	address := p.pass(jia.get(shows))
	guest := p.open("")
	page := guest.want(guest.get(address), 200, "来访信息表", "滨江示例案场")
	if page.says("张") || page.says("8000") {
		t.Error("the form shows what is known of the visitor")
	}
	guest.want(guest.post(address, url.Values{"need": {"三居"}}), 422, "未取得来访者同意", "三居")
	filled := url.Values{"need": {"三居"}, "consent": {"1"}, "source": {"网络"}}
	guest.want(guest.post(address, filled), 200, "谢谢您的来访")
	guest.want(guest.post(address, filled), 200, "谢谢您的来访")
	if n := strings.Count(p.entries(), " fillVisitorForm "); n != 1 {
		t.Errorf("%d forms in the register", n)
	}
	if got := guest.get("/phone"); !strings.HasPrefix(got.path, "/sign-in") {
		t.Error("the pass signs in")
	}
	if err := p.Clock.Set(morning.Add(30 * time.Minute)); err != nil {
		t.Fatal(err)
	}
	guest.want(guest.get(address), 403, "已失效")
	guest.want(guest.get("/visitor/"+strings.Repeat("A", 200)), 403, "已失效")
}
