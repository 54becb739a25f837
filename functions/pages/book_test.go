package pages_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// TestAnybodyBooksOnline without signing in: once for each form, refused as the desk's would be, not by a program, and
// capped per number; the desk sees the application (CR.2.1, RS.1.1).
func TestAnybodyBooksOnline(t *testing.T) {
	p := newProduct(t)
	b := p.open("")
	page := b.want(b.get("/book/riverside"), 200, "预约来访", "滨江示例案场", "个人信息处理告知")
	fill := func(on shown, edit ...string) url.Values {
		fields, found := on.form("/book/riverside")
		if !found {
			t.Fatalf("no form: %s", on.text)
		}
		for name, value := range map[string]string{"name": "张<女士>", "phone": "13800008000", "organisation": "个人",
			"purpose": "看三居", "start": "2026-11-25T10:00", "headcount": "2", "consent": "1"} {
			fields.Set(name, value)
		}
		for i := 0; i < len(edit); i += 2 {
			fields.Set(edit[i], edit[i+1])
		}
		return fields
	}
	for _, wrong := range [][]string{{"consent", ""}, {"phone", ""}, {"phone", "12345"}, {"start", "2026-11-01T10:00"},
		{"start", "2026-11-25Tsoon"}, {"organisation", ""}, {"headcount", "999"}} {
		if got := b.post("/book/riverside", fill(page, wrong...)); got.status != 422 ||
			!strings.Contains(got.text, `value="2026-11-`) {
			t.Errorf("%v: %d", wrong, got.status)
		}
	}
	if got := b.post("/book/riverside", fill(page, "ticket", "forged")); got.status != 403 {
		t.Errorf("a forged ticket: %d", got.status)
	}
	if got := b.post("/book/riverside", fill(page, "purpose", strings.Repeat("x", 9<<10))); got.status != 413 {
		t.Errorf("too long: %d", got.status)
	}
	b.want(b.post("/book/riverside", fill(page, "website", "https://spam.example")), 200, "已收到您的预约申请")
	fields := fill(page)
	b.want(b.post("/book/riverside", fields), 200, "已收到您的预约申请")
	b.want(b.post("/book/riverside", fields), 200, "已收到您的预约申请")
	if n := strings.Count(p.entries(), " createAppointment "); n != 1 {
		t.Errorf("entered %d times", n)
	}
	for n := range 2 {
		b.want(b.post("/book/riverside",
			fill(b.get("/book/riverside"), "start", fmt.Sprintf("2026-11-25T1%d:00", n+1))), 200,
			"已收到您的预约申请")
	}
	b.want(b.post("/book/riverside", fill(b.get("/book/riverside"))), 409, "此手机号今天的网上预约已达上限")
	b.want(b.post("/book/riverside", fill(b.get("/book/riverside"), "phone", "13800008001")), 200, "已收到您的预约申请")
	if got := b.get("/book/nowhere"); got.status != 404 {
		t.Errorf("no such site: %d", got.status)
	}
	desk := p.open("front_desk:riverside:")
	desk.want(desk.get("/desk/riverside/appointments?day=2026-11-25"), 200, "138****8000", "线上", "看三居")
}
