package pages_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestAFullRevealIsShownOnce: with a reason, on the page that asked; a reload, another page and another customer show
// masked data; each reveal is one row of the log, however often the form is sent.
func TestAFullRevealIsShownOnce(t *testing.T) {
	p := newProduct(t)
	p.openHill("points")
	visit := p.received("13800008000", "jia")
	other := p.received("13800008001", "yi")
	address := "/visits/hillside/" + visit["visit"].(string)
	desk := p.open("front_desk:hillside:")
	page := desk.want(desk.get(address), 200, "查看完整号码", "将记入查阅记录", "138****8000")
	fields := desk.fill(page, "revealCustomer", "customer", visit["customer"].(string), "reason", "核对<认购书>")
	desk.want(desk.post("/do/revealCustomer", fields), 200, "查阅已记录", "客户", "13800008000")
	if again := desk.get(address); strings.Contains(again.text, "13800008000") {
		t.Error("a reload shows the number again")
	}
	desk.want(desk.post("/do/revealCustomer", fields), 200, "13800008000")
	fields.Set("back", "/visits/hillside/"+other["visit"].(string))
	if got := desk.post("/do/revealCustomer", fields); strings.Contains(got.text, "13800008000") {
		t.Error("another customer's page shows the number")
	}
	manager := p.open("site_manager:hillside:")
	log := manager.want(manager.get("/manage/hillside/log"), 200, "核对<认购书>", "前台")
	if n := strings.Count(log.text, "核对"); n != 1 {
		t.Errorf("%d rows of the log", n)
	}
}

// TestAnAgentRevealsTheirOwnCustomersOnly, and the number does not outlive the minute or the session.
func TestAnAgentRevealsTheirOwnCustomersOnly(t *testing.T) {
	p := newProduct(t)
	p.openHill("points")
	mine, theirs := p.received("13800008000", "jia"), p.received("13800008001", "yi")
	jia := p.open("agent:hillside:jia")
	path := func(of map[string]any) string { return "/phone/customers/" + of["customer"].(string) }
	if _, found := jia.get(path(theirs)).form("/do/revealCustomer"); found {
		t.Error("a colleague's customer may be revealed")
	}
	page := jia.get(path(mine))
	jia.want(jia.do(page, "revealCustomer", "customer", theirs["customer"].(string), "reason", "回访"), 403)
	blank := jia.want(jia.do(page, "revealCustomer", "customer", mine["customer"].(string), "reason", "  "), 422)
	jia.kept(blank, `class="ask" open`)
	fields := jia.fill(page, "revealCustomer", "customer", mine["customer"].(string), "reason", "回访")
	jia.kept(jia.want(jia.post("/do/revealCustomer", fields), 200, "13800008000"), `href="tel:13800008000"`)

	jia.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	jia.post("/do/revealCustomer", fields)
	p.later(time.Minute)
	if late := jia.get(path(mine)); strings.Contains(late.text, "13800008000") {
		t.Error("the number is shown after its minute")
	}
	finance := p.open("finance:hillside:")
	finance.want(finance.get(path(mine)), 403)
}

// TestTheDeskRevealsWhomItLooksUp and goes on with the questions.
func TestTheDeskRevealsWhomItLooksUp(t *testing.T) {
	p := newProduct(t)
	p.openHill("points")
	visit := p.received("13800008000", "jia")
	desk := p.open("front_desk:hillside:")
	fields, _ := desk.get("/desk/hillside").form("/do/registerArrival")
	fields.Set("phone", "13800008000")
	found := desk.want(desk.post("/desk/hillside/look-up", fields), 200, "jia顾问", "查看完整号码", "客*")
	desk.kept(found, `href="/desk/hillside?lang=en"`)
	full := desk.want(desk.do(found, "revealCustomer", "customer", visit["customer"].(string), "reason", "称呼客户"), 200,
		"jia顾问", "客户 13800008000")
	if !full.stands("name", "客户") {
		t.Error("the name does not stand in the form")
	}
	if again := desk.get("/desk/hillside"); again.says("13800008000") {
		t.Error("a reload shows the number again")
	}
}
