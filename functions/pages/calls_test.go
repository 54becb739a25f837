package pages_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestTheRegisterOfCalls takes a call once, masked, tells whose customer called, and turns its pages (RC.11).
func TestTheRegisterOfCalls(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	p.tell("front_desk", "arrivals", `{"phone":"13800008000","first_visit":true}`)
	const calls = "/desk/riverside/calls"
	b := p.open("front_desk:riverside:")
	page := b.want(b.get(calls), 200, "没有来电登记")
	refused := b.want(b.do(page, "registerCall", "phone", "138", "agent", "yi", "content", "问<价格>"), 422, "手机号格式不正确")
	for _, kept := range []string{`value="138" aria-invalid="true"`, `value="yi" selected`, `value="问&lt;价格&gt;"`} {
		if !strings.Contains(refused.text, kept) {
			t.Errorf("%s is not there again", kept)
		}
	}
	fields := b.fill(refused, "registerCall", "phone", "13800008000", "agent", "yi", "name", "张女士")
	b.want(b.post("/do/registerCall", fields), 200, "来电已登记", "138****8000", "乙先生", "甲女士", "SS.4.2.3", "老客户")
	b.want(b.post("/do/registerCall", fields), 200, "来电已登记")
	if n := strings.Count(p.entries(), " registerCall "); n != 1 {
		t.Errorf("%d calls in the register", n)
	}
	b.want(b.get(calls+"?customers=new"), 200, "没有来电登记")
	b.want(b.get(calls+"?day=yesterday"), 422)
	for i := range 52 {
		p.tell("front_desk", "calls", fmt.Sprintf(`{"phone":"139000000%02d","agent":"jia"}`, i))
	}
	first := b.get(calls)
	next := regexp.MustCompile(`\?(day=[^"]+cursor=[^"]+)"`).FindStringSubmatch(first.text)
	if next == nil {
		t.Fatal("no next page")
	}
	b.want(b.get(calls+"?"+strings.ReplaceAll(next[1], "&amp;", "&")), 200, "139****0051")
}
