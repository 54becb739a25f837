package pages_test

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
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
	for _, kept := range []string{`value="138"`, `value="yi" selected`, `value="问&lt;价格&gt;"`} {
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
	b.kept(b.want(b.get(calls), 200, "53 条", "139****0051"), `data-print="1"`, `data-find="calls"`,
		"/desk/riverside/calls.csv?customers=&amp;day=2026-11-24")
	file := b.want(b.get("/desk/riverside/calls.csv?day=2026-11-24"), 200)
	if lines := strings.Count(file.text, "\r\n"); lines != 54 || strings.Contains(file.text, "13900000051") ||
		file.header.Get("Content-Disposition") != `attachment; filename="calls-riverside-2026-11-24.csv"` {
		t.Errorf("%d lines of calls, %v", lines, file.header)
	}
	book := b.want(b.get("/desk/riverside/calls.xlsx"), 200)
	if opened, err := excelize.OpenReader(strings.NewReader(book.text)); err != nil {
		t.Error(err)
	} else if rows, err := opened.GetRows("来电登记"); err != nil || len(rows) != 54 || rows[0][0] != "编号" {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	screen := p.open("screen:riverside:")
	screen.want(screen.get("/desk/riverside/calls.csv"), 403)
}

// TestAnExportIsOfThePeriodThatIsShown: its link asks for what the page shows.
func TestAnExportIsOfThePeriodThatIsShown(t *testing.T) {
	p := newProduct(t)
	b := p.open("front_desk:riverside:")
	page := b.want(b.get("/register/riverside?from=2026-11-20&to=2026-11-24&agent=jia"), 200)
	link := regexp.MustCompile(`href="(/register/riverside/visits\.csv\?[^"]*)"`).FindStringSubmatch(page.text)
	if link != nil {
		t.Fatal("an empty register is offered for export")
	}
	p.checkIn("jia")
	p.tell("front_desk", "arrivals", `{"phone":"13800008000","first_visit":true}`)
	page = b.want(b.get("/register/riverside?from=2026-11-20&to=2026-11-24&agent=jia"), 200)
	link = regexp.MustCompile(`href="(/register/riverside/visits\.csv\?[^"]*)"`).FindStringSubmatch(page.text)
	if link == nil {
		t.Fatal("no link to the export")
	}
	file := b.want(b.get(html.UnescapeString(link[1])), 200)
	if name := file.header.Get("Content-Disposition"); !strings.Contains(name,
		"visits-riverside-2026-11-20-2026-11-24.csv") {
		t.Errorf("the export is %s", name)
	}
}

// TestMoreIsToldOfAVisit: who came, of which kind, what they look for, and a remark, each by those who may (GP.14,
// GP.16, RC.12, SS.4.2.3); an announced person is found by number before they are registered.
func TestMoreIsToldOfAVisit(t *testing.T) {
	p := newProduct(t)
	jia := p.checkIn("jia")
	p.checkIn("yi")
	visit, _ := p.tell("front_desk", "arrivals",
		`{"phone_unknown":true,"name":"张女士","first_visit":true}`)["visit"].(string)
	address := "/visits/riverside/" + visit
	page := jia.want(jia.get(address), 200, "补登来访者身份", "登记意向", "补充说明")
	jia.want(jia.do(page, "recordIntention", "interested", "yes", "layout", "三居", "area_sqm", "120"), 200, "意向已登记")
	jia.want(jia.do(page, "annotate", "text", "客户带了图纸"), 200, "说明已记录")
	jia.want(jia.do(page, "identify", "phone", "138", "name", "张女士"), 422)
	jia.want(jia.do(page, "identify", "phone", "13800008000", "name", "张女士"), 200, "来访者身份已登记")
	if got := jia.get(address); got.says("核对同行") {
		t.Error("an agent is offered what the duty manager confirms")
	}
	manager := p.open("supervisor:riverside:")
	manager.want(manager.get(address), 200, "核对同行、中介名片", "来访者其实是")
	desk := p.open("front_desk:riverside:")
	calls := desk.want(desk.get("/desk/riverside/calls"), 200, "查报备")
	fields := desk.fill(calls, "registerCall", "phone", "13900000001")
	desk.want(desk.post("/desk/riverside/calls/announced", fields), 200, "没有符合的报备")
}
