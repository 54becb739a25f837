package pages_test

import (
	"strings"
	"testing"
	"time"
)

// TestACustomersRequest goes to a department, is reminded when it is overdue, solved, answered and closed, each once
// (CF.8, CF.9, CF.10). A deadline of the past is refused with its clause and comes back.
func TestACustomersRequest(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	visit, _ := p.tell("front_desk", "arrivals", `{"phone":"13800008000","first_visit":true}`)["visit"].(string)
	const cases = "/desk/riverside/cases"
	b := p.open("front_desk:riverside:")
	page := b.want(b.get(cases+"?visit="+visit), 200, "还没有客户请求")
	typed := []string{"visit", visit, "department", "工程部", "kind", "problem", "request", "样板间<漏水>",
		"deadline", "2026-11-23T18:00"}
	refused := b.want(b.do(page, "openCase", typed...), 422, "CF.9")
	for _, kept := range []string{`value="工程部"`, `样板间&lt;漏水&gt;</textarea>`, `value="2026-11-23T18:00"`} {
		if !strings.Contains(refused.text, kept) {
			t.Errorf("%s is not there again", kept)
		}
	}
	fields := b.fill(refused, "openCase", typed...)
	fields.Set("deadline", "2026-11-24T18:00")
	opened := b.want(b.post("/do/openCase", fields), 200, "已转交部门办理", "样板间<漏水>", "2026-11-24 18:00")
	b.kept(b.get("/visits/riverside/"+visit), cases+"?visit="+visit)
	b.want(b.get(cases+"?visit="+visit), 200, "此次来访的请求", "工程部")
	b.want(b.get(cases+"?visit=20261124-000001"), 200, "此次来访还没有请求")
	if again := b.post("/do/openCase", fields); again.path != opened.path {
		t.Errorf("opened twice: %s, %s", opened.path, again.path)
	}
	if err := p.Clock.Set(morning.Add(10 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	b.want(b.get(cases), 200, "逾期未答复", "工程部")
	address, _, _ := strings.Cut(opened.path, "?")
	overdue := b.want(b.get(address), 200, "逾期")
	b.want(b.do(overdue, "closeCase", "answer", "请稍候"), 409, "CF.9", "请稍候")
	reminded := b.want(b.do(overdue, "remindCase"), 200, "已催办")
	solved := b.want(b.do(reminded, "recordProgress", "text", "已更换水管", "solution", "yes"), 200, "解决办法", "已更换水管")
	b.want(b.do(solved, "closeCase", "answer", "已修好"), 200, "已办结", "已修好")
	b.want(b.do(solved, "closeCase", "answer", "已修好"), 200, "已办结")
	if n := strings.Count(p.entries(), " closeCase "); n != 1 {
		t.Errorf("closed %d times", n)
	}
	finance := p.open("finance:riverside:")
	finance.want(finance.get(cases), 403)
}
