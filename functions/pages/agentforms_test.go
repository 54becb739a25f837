package pages_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/lunxu/lunxu/internal/api"
)

// hill is a second site, under another policy than the demo site's.
const hill = "/v1/sites/hillside"

// call makes a call of the API as the back office does, and gives the answer.
func (p *product) call(role, agent, path string, body map[string]any) map[string]any {
	p.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	p.calls++
	request := httptest.NewRequestWithContext(p.t.Context(), http.MethodPost, path, strings.NewReader(string(raw)))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", fmt.Sprintf("call-%d", p.calls))
	claims := map[string]string{"sub": role + ":hillside:" + agent, "role": role}
	if role != "marketing_centre" {
		claims["site"] = "hillside"
	}
	if agent != "" {
		claims["agent"] = agent
	}
	recorder := httptest.NewRecorder()
	p.Operations().ServeHTTP(recorder, request.WithContext(api.WithClaims(request.Context(), claims)))
	var answer map[string]any
	if err := json.Unmarshal(recorder.Body.Bytes(), &answer); err != nil || recorder.Code >= 300 {
		p.t.Fatalf("%s: %d %s", path, recorder.Code, recorder.Body)
	}
	return answer
}

// openHill opens the second site with two agents who are on site: 甲 first, then 乙.
func (p *product) openHill(preset string) {
	p.t.Helper()
	p.call("marketing_centre", "", "/v1/sites",
		map[string]any{"id": "hillside", "name": "山语", "region": "east-china", "preset": preset})
	for _, agent := range []string{"jia", "yi"} {
		p.call("site_manager", "", hill+"/agents",
			map[string]any{"id": agent, "name": agent + "顾问", "monthly_base_fen": 435000})
		p.call("supervisor", "", hill+"/manual-check-ins", map[string]any{"agent": agent, "reason": "手机没电"})
	}
}

// received lets the next agent receive somebody new and end the reception; it gives the visit.
func (p *product) received(phone, agent string) map[string]any {
	p.t.Helper()
	visit := p.call("front_desk", "", hill+"/arrivals",
		map[string]any{"phone": phone, "name": "客户", "first_visit": true})
	if visit["receives"] != agent {
		p.t.Fatalf("%s receives %s, not %s", visit["receives"], phone, agent)
	}
	p.later(20 * time.Minute)
	p.call("agent", agent, hill+"/visits/"+visit["visit"].(string)+"/finish", map[string]any{"outcome": "negotiated"})
	p.later(time.Minute)
	return visit
}

func (p *product) later(by time.Duration) {
	p.t.Helper()
	if err := p.Clock.Set(p.Clock.Now().Add(by)); err != nil {
		p.t.Fatal(err)
	}
}

// kept reports whether a page holds a text of its markup, as what was typed.
func (b *browser) kept(on shown, texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(on.text, text) {
			b.t.Errorf("%s does not hold %s: %s", on.path, text, on.text)
		}
	}
}

// TestAnAgentClaimsADeal within the 48 hours of PC.5.a: the claim stands, once; one that comes later is refused by
// PC.5.b, kept, and what was typed is there again.
func TestAnAgentClaimsADeal(t *testing.T) {
	p := newProduct(t)
	p.openHill("points")
	p.received("13800000001", "jia")
	p.received("13800000002", "yi")
	deal := p.call("finance", "", hill+"/deals",
		map[string]any{"phone": "13800000002", "closed_by": "yi", "commission_fen": 2580000,
			"unit": "3-1201", "contract": "HT-1", "stage": "signed"})["deal"].(string)
	address := "/deals/hillside/" + deal

	yi := p.open("agent:hillside:yi")
	if _, found := yi.get(address).form("/do/fileClaim"); found {
		t.Error("whoever is credited alone is asked to claim")
	}
	if _, found := p.open("auditor::").get(address).form("/do/fileClaim"); found {
		t.Error("an auditor is asked to claim")
	}
	jia := p.open("agent:hillside:jia")
	if strings.Contains(jia.get("/phone/deals").text, address) {
		t.Error("a colleague's deal among those that concern the agent")
	}
	jia.kept(jia.get("/phone/deals?all=1"), `href="`+address+`"`)
	page := jia.want(jia.get(address), 200, "认领此成交", "购房人代我的客户而来 · PC.5.a", "2026-11-26")
	jia.want(jia.do(page, "fileClaim", "ground", "proxy_of", "customer_phone", "138", "statement", "母亲代看"), 422,
		"手机号格式不正确")

	stale := jia.fill(page, "fileClaim", "ground", "proxy_of", "customer_phone", "13800000001", "statement", "母亲代看")
	jia.want(jia.post("/do/fileClaim", stale), 200, "认领已提交", "待确认", "认领成立", "母亲代看", "须办", "登记销控")
	jia.want(jia.post("/do/fileClaim", stale), 200, "待确认")
	sales := p.open("finance:hillside:")
	waits := sales.want(sales.get("/inbox/hillside"), 200, "认领", "jia顾问", "受损 yi顾问", "PC.5.a")
	sales.want(sales.do(waits, "confirmFact"), 200, "已确认", "没有待您处理的事项")
	jia.kept(jia.get("/phone/deals"), `href="`+address+`"`)
	again := jia.want(jia.get(address), 200, "成立")
	if n := strings.Count(again.text, `<span class="tag green">成立</span>`); n != 1 {
		t.Errorf("%d claims after a double tap", n)
	}
	if _, found := again.form("/do/fileClaim"); found {
		t.Error("a claim that stands is asked for again")
	}
	// The credit is jia's now: yi may object or claim in turn, and does not read what jia says.
	if theirs := yi.want(yi.get(address), 200, "认领此成交", "成立"); theirs.says("母亲代看") {
		t.Error("a colleague reads the claimant's statement")
	}
	finance := p.open("finance:hillside:")
	finance.want(finance.get(address), 200, "成立", "认领成立")
}

// TestAClaimAfterItsTime.
func TestAClaimAfterItsTime(t *testing.T) {
	p := newProduct(t)
	p.openHill("points")
	p.received("13800000001", "jia")
	p.received("13800000002", "yi")
	deal := p.call("finance", "", hill+"/deals",
		map[string]any{"phone": "13800000002", "closed_by": "yi", "commission_fen": 2580000,
			"unit": "3-1201", "contract": "HT-1", "stage": "signed"})["deal"].(string)
	jia := p.open("agent:hillside:jia")
	page := jia.get("/deals/hillside/" + deal)
	p.later(48*time.Hour + time.Second)
	jia = p.open("agent:hillside:jia")
	fields := jia.fill(jia.get("/deals/hillside/"+deal), "fileClaim", "ground", "proxy_of", "customer_phone",
		"13800000001", "statement", "母亲<代看>")
	if _, found := page.form("/do/fileClaim"); !found {
		t.Error("no form within the time")
	}
	late := jia.want(jia.post("/do/fileClaim", fields), 409, "已超过认领期限", "PC.5.b", "未成立", "认领期限已过")
	jia.kept(late, `value="13800000001"`, "母亲&lt;代看&gt;", `id="claim" open`)
	if strings.Contains(late.text, `value="proxy_of"`) {
		t.Error("a ground whose time is over can be chosen")
	}
}

// TestManagementClaimsForAnAgent names the agent.
func TestManagementClaimsForAnAgent(t *testing.T) {
	p := newProduct(t)
	p.openHill("points")
	p.received("13800000001", "jia")
	p.received("13800000002", "yi")
	deal := p.call("finance", "", hill+"/deals",
		map[string]any{"phone": "13800000002", "closed_by": "yi", "commission_fen": 2580000,
			"unit": "3-1201", "contract": "HT-1"})["deal"].(string)
	manager := p.open("supervisor:hillside:")
	page := manager.get("/deals/hillside/" + deal)
	manager.want(manager.do(page, "fileClaim", "agent", "jia", "ground", "proxy_of", "customer_phone", "13800000001",
		"statement", "代看"), 200, "待确认", "jia顾问")
}

// TestAnAgentRecognisesACustomer of one's own under another number before the signing: the customer is taken over, or
// the colleague carries on (QC.4.b).
func TestAnAgentRecognisesACustomer(t *testing.T) {
	p := newProduct(t)
	p.openHill("leasing-hall")
	p.received("13800000001", "jia")
	second := p.received("13800000002", "yi")
	third := p.received("13800000003", "jia")
	address := "/phone/customers/" + second["customer"].(string)
	jia := p.open("agent:hillside:jia")
	jia.kept(jia.get("/visits/hillside/"+second["visit"].(string)), `href="`+address+`"`)
	page := jia.want(jia.get(address), 200, "我认出这位客户", "QC.4.b", "由yi顾问继续")
	if _, found := jia.get("/phone/customers/" + third["customer"].(string)).form("/do/recogniseCustomer"); found {
		t.Error("one's own customer is to be recognised")
	}

	refused := jia.want(jia.do(page, "recogniseCustomer", "relation", "same_person", "entry", third["visit"].(string),
		"takes_over", "yes"), 409, "不早于客户的首次登记", "QC.4.b")
	jia.kept(refused, `id="recogniseCustomer-`+second["customer"].(string)+`" open`)
	for name, value := range map[string]string{"entry": third["visit"].(string), "relation": "same_person",
		"takes_over": "yes"} {
		if !refused.stands(name, value) {
			t.Errorf("%s is not there again", name)
		}
	}
	jia.want(jia.do(page, "recogniseCustomer", "relation", "same_person", "takes_over", "no"), 422, "二者选一")

	fields := jia.fill(jia.get(address), "recogniseCustomer", "relation", "same_person", "entry_of_phone",
		"13800000001", "takes_over", "yes")
	jia.want(jia.post("/do/recogniseCustomer", fields), 200, "认出已登记", "待确认：")
	jia.kept(jia.post("/do/recogniseCustomer", fields), "<dt>归属</dt><dd>yi顾问")
	yi := p.open("agent:hillside:yi")
	yi.want(yi.get("/phone"), 200, "件待您确认")
	yi.want(yi.do(yi.want(yi.get("/inbox/hillside"), 200, "我同意", "提出异议"), "confirmFact"), 200, "已确认")
	moved := jia.want(jia.get(address), 200, "jia顾问 · 接手")
	jia.kept(moved, `认出 <span class="count">1</span>`)
	if _, found := moved.form("/do/recogniseCustomer"); found {
		t.Error("a customer who is now one's own is to be recognised")
	}
}

// TestTheColleagueCarriesOn: recognised, and left to whoever has received.
func TestTheColleagueCarriesOn(t *testing.T) {
	p := newProduct(t)
	p.openHill("leasing-hall")
	p.received("13800000001", "jia")
	second := p.received("13800000002", "yi")
	jia := p.open("agent:hillside:jia")
	page := jia.get("/phone/customers/" + second["customer"].(string))
	jia.want(jia.do(page, "recogniseCustomer", "relation", "same_person", "entry_of_phone", "13800000001",
		"takes_over", "no"), 200, "待确认：")
	desk := p.open("front_desk:hillside:")
	desk.want(desk.do(desk.want(desk.get("/inbox/hillside"), 200, "不予确认"), "confirmFact"), 200, "已确认")
	left := jia.want(jia.get("/phone/customers/"+second["customer"].(string)), 200, "jia顾问 · yi顾问 继续跟进")
	jia.kept(left, "<dt>归属</dt><dd>yi顾问")
}

// TestTheChoiceOnTurn: whoever receives an old customer of their own says what happens when the turn comes (RC.5); with
// a new visitor there is no such choice.
func TestTheChoiceOnTurn(t *testing.T) {
	p := newProduct(t)
	p.openHill("front-seat")
	p.received("13800000001", "jia")
	p.call("front_desk", "", hill+"/arrivals", map[string]any{"phone": "13800000001"})
	p.call("front_desk", "", hill+"/arrivals", map[string]any{"phone": "13800000009", "first_visit": true})
	yi := p.open("agent:hillside:yi")
	if _, found := yi.want(yi.get("/phone"), 200, "正在接待").form("/do/chooseOnTurn"); found {
		t.Error("with a new visitor there is a choice")
	}
	jia := p.open("agent:hillside:jia")
	page := jia.want(jia.get("/phone"), 200, "若此时轮到我", "RC.5", "不选择则继续接老客户", "接待结束前可以更改")
	fields := jia.fill(page, "chooseOnTurn", "take_new", "yes")
	jia.want(jia.post("/do/chooseOnTurn", fields), 200, "选择已记录", "已选择轮到时接新客户或继续接老客户")
	chosen := jia.want(jia.get("/phone"), 200, "您已选择", "轮到时接新客户，老客户请同事接。")
	if !chosen.stands("take_new", "yes") {
		t.Error("the choice does not stand in the form")
	}
	changed := jia.want(jia.do(chosen, "chooseOnTurn", "take_new", "no"), 200, "选择已记录", "轮到时继续接老客户，轮空一次。")
	p.call("agent", "jia", hill+"/visits/"+fields.Get("visit")+"/finish", map[string]any{"outcome": "toured"})
	if got := jia.do(changed, "chooseOnTurn", "take_new", "yes"); got.status < 400 || got.status >= 500 {
		t.Errorf("a choice after the visit: %d", got.status)
	}
}

// TestAnAgentAnnouncesAPerson: with the number, once; taken already, and never contacted where that counts (SC.5,
// PC.1.b).
func TestAnAgentAnnouncesAPerson(t *testing.T) {
	p := newProduct(t)
	p.openHill("first-contact")
	jia := p.open("agent:hillside:jia")
	jia.kept(jia.get("/phone"), `href="/phone/expected"`)
	page := jia.want(jia.get("/phone/expected"), 200, "报备新客户", "SC.5", "代看人手机号", "还没有报备")
	jia.want(jia.do(page, "preRegister", "features", "戴眼镜"), 422, "请填写姓名或手机号")
	fields := jia.fill(page, "preRegister", "name", "张女士", "phone", "13800000005", "features", "戴眼镜")
	jia.want(jia.post("/do/preRegister", fields), 200, "报备已登记", "张*", "138****0005", "戴眼镜", "等待来访")
	listed := jia.post("/do/preRegister", fields)
	jia.kept(listed, `已报备 <span class="count">1</span>`)

	yi := p.open("agent:hillside:yi")
	taken := yi.want(yi.do(yi.want(yi.get("/phone/expected"), 200, "还没有报备"), "preRegister", "name", "张<女士>", "phone",
		"13800000005"), 409, "此人已被报备", "SC.5")
	yi.kept(taken, `value="张&lt;女士&gt;"`, `value="13800000005"`)
	withdrawn := jia.want(jia.do(listed, "withdrawPreRegistration", "reason", "客户改由家人来"), 200, "报备已撤回", "已撤回",
		"撤回原因：客户改由家人来")
	if _, found := withdrawn.form("/do/withdrawPreRegistration"); found {
		t.Error("what is withdrawn may be withdrawn again")
	}
}

// TestAReportOnSomebodyNeverContacted is refused by PC.1.b and stays in the register.
func TestAReportOnSomebodyNeverContacted(t *testing.T) {
	p := newProduct(t)
	p.openHill("points")
	jia := p.open("agent:hillside:jia")
	page := jia.want(jia.get("/phone/expected"), 200, "从未接触过的人不能报备", "PC.1.b")
	jia.want(jia.do(page, "preRegister", "name", "王先生", "phone", "13800000006"), 409, "从未与此人接触", "PC.1.b")
}

// TestASiteWithoutPreRegistration shows no way to it.
func TestASiteWithoutPreRegistration(t *testing.T) {
	p := newProduct(t)
	jia := p.checkIn("jia")
	if strings.Contains(jia.get("/phone").text, "/phone/expected") {
		t.Error("the phone leads to what the policy does not know")
	}
	jia.want(jia.get("/phone/expected"), 200, "本案场的制度没有报备")
}

// TestWhyItIsNotMyTurn: in words, event by event, for now and for an instant of the day; not for what has not come yet.
func TestWhyItIsNotMyTurn(t *testing.T) {
	p := newProduct(t)
	p.openHill("self-sale")
	p.later(10 * time.Minute)
	jia := p.open("agent:hillside:jia")
	jia.kept(jia.get("/phone"), `href="/phone/why"`)
	jia.want(jia.get("/phone/why"), 200, "当时正轮到本人", "签到")
	p.received("13800000001", "jia")
	jia.want(jia.get("/phone/why"), 200, "在岗空闲", "本轮接待权已用", "接待结束", "当时轮到：yi顾问", "当天此后还没有轮到")
	jia.want(jia.get("/phone/why?at=2026-11-24T09:05"), 200, "2026-11-24 09:05", "当时正轮到本人", "我的下一轮")
	jia.want(jia.get("/phone/why?at=2026-11-24T23:05"), 200, "时间尚未到来")
	jia.want(jia.get("/phone/why?at=2026-11-20T09:00"), 200, "当日没有任何登记")
	jia.want(jia.get("/phone/why?at=tomorrow"), 200, "时间应为")
	desk := p.open("front_desk:hillside:")
	desk.want(desk.get("/phone/why"), 403)
}

// TestTheFormsOfAgentsInEnglish: nothing of them is in Chinese but names.
func TestTheFormsOfAgentsInEnglish(t *testing.T) {
	p := newProduct(t)
	p.openHill("first-contact")
	visit := p.received("13800000002", "jia")
	p.received("13800000001", "yi")
	deal := p.call("finance", "", hill+"/deals",
		map[string]any{"phone": "13800000002", "closed_by": "jia", "commission_fen": 2580000,
			"unit": "3-1201", "contract": "HT-1"})["deal"].(string)
	yi := p.open("agent:hillside:yi")
	yi.get("/phone?lang=en")
	for path, want := range map[string]string{"/phone": "Why is it (not) my turn", "/phone/expected": "Whom I expect",
		"/phone/why":         "How it came about",
		"/phone/deals?all=1": "Only those that concern me", "/deals/hillside/" + deal: "Claim this deal",
		"/phone/customers/" + visit["customer"].(string): "I recognise this customer"} {
		page := yi.want(yi.get(path), 200, want)
		_, main, _ := strings.Cut(page.text, "<main")
		text := strings.NewReplacer("手机没电", "", "jia顾问", "", "yi顾问", "", "山语", "", "中文", "", "客*",
			"").Replace(markups.ReplaceAllString(main, " "))
		if i := strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }); i >= 0 {
			t.Errorf("%s: %.60s", path, text[i:])
		}
	}
}
