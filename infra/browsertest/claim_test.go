//go:build browser

package browsertest

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// pointsSite opens a site under the points policy with two agents who have each received a customer, and a deal of the
// second one's that is signed.
func (s *stage) pointsSite() (deal, customer string) {
	s.t.Helper()
	const hill = "/v1/sites/hillside"
	of := func(role, agent string) map[string]string {
		claims := as(role, agent)
		claims["site"] = "hillside"
		return claims
	}
	s.send("POST", "/v1/sites", map[string]string{"sub": "demo", "role": "marketing_centre"},
		map[string]any{"id": "hillside", "name": "山语计分案场", "region": "east-china", "preset": "points"})
	names := map[string]string{"jia": "赵顾问", "yi": "钱顾问"}
	for _, agent := range []string{"jia", "yi"} {
		s.send("POST", hill+"/agents", of("site_manager", ""),
			map[string]any{"id": agent, "name": names[agent], "monthly_base_fen": 435000})
		s.send("POST", hill+"/manual-check-ins", of("supervisor", ""), map[string]any{"agent": agent, "reason": "手机没电"})
	}
	for i, agent := range []string{"jia", "yi"} {
		visit := s.send("POST", hill+"/arrivals", of("front_desk", ""),
			map[string]any{"phone": "1380000000" + string(rune('1'+i)), "name": "客户", "first_visit": true})
		s.advance(20 * time.Minute)
		s.send("POST", hill+"/visits/"+visit["visit"].(string)+"/finish", of("agent", agent),
			map[string]any{"outcome": "negotiated"})
		s.advance(time.Minute)
		customer = visit["customer"].(string)
	}
	made := s.send("POST", hill+"/deals", of("finance", ""),
		map[string]any{"phone": "13800000002", "closed_by": "yi", "commission_fen": 2580000, "unit": "3 栋 1201",
			"contract": "HT-1",
			"stage":    "signed"})
	return made["deal"].(string), customer
}

// TestAClaimOnAPhone: an agent claims a colleague's deal within the 48 hours (PC.5.a). A number that is none comes back
// with all that was typed; a double tap makes one claim.
func TestAClaimOnAPhone(t *testing.T) {
	s := newStage(t)
	deal, customer := s.pointsSite()
	jia := s.enter("jia's phone", phoneSize)
	jia.signIn("agent:hillside:jia")
	jia.open("/phone/customers/" + customer)
	jia.do(chromedp.Click(chromedp.CSS(`details[id^="recogniseCustomer"] summary`)))
	jia.whole("recognise")
	jia.fits("recognise", phoneSize)
	jia.accessible("recognise")
	jia.open("/deals/hillside/" + deal)
	jia.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#claim").scrollIntoView()`),
		chromedp.Click(chromedp.CSS("#claim summary")),
		chromedp.Click(chromedp.CSS(`#claim input[value="proxy_of"]`)),
		chromedp.SendKeys(chromedp.CSS(`#claim [name="customer_phone"]`), "138"),
		chromedp.SendKeys(chromedp.CSS(`#claim textarea`), "母亲代看，客户由我首接。"))
	jia.click("#claim .button")
	jia.sees("手机号格式不正确")
	jia.sees("认领此成交")
	jia.whole("claim-refused")
	if kept := get(jia,
		chromedp.Evaluate[string](`document.querySelector("#claim textarea").value`)); kept != "母亲代看，客户由我首接。" {
		t.Errorf("the statement is %q", kept)
	}
	jia.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#claim [name=customer_phone]").value = ""`),
		chromedp.SendKeys(chromedp.CSS(`#claim [name="customer_phone"]`), "13800000001"))
	jia.whole("claim-filled")
	jia.do(chromedp.Evaluate[chromedp.Void](`(() => { const b = document.querySelector("#claim .button"); b.click(); ` +
		`b.click() })()`))
	jia.sees("认领已提交")
	if n := get(jia, chromedp.Evaluate[int64](`document.querySelectorAll("#claims .rows li").length`)); n != 1 {
		t.Errorf("%d claims after a double tap", n)
	}
	for _, look := range []struct{ name, path string }{{"claim-done", "/deals/hillside/" + deal},
		{"customer-own", "/phone/customers/" + customer},
		{"expected", "/phone/expected"}, {"why", "/phone/why"}, {"phone-links", "/phone"}} {
		jia.open(look.path)
		jia.whole(look.name)
		jia.fits(look.name, phoneSize)
		jia.accessible(look.name)
	}
}
