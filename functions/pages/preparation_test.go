package pages_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestAVisitIsMadeReady by a checklist: what is usual is offered, refused rows come back, a tap marks, a manager takes
// a mark back, and the list of what is overdue shows it (CF.5, GR.4, LC.4.2).
func TestAVisitIsMadeReady(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	booked, _ := p.tell("front_desk", "appointments",
		`{"channel":"phone","name":"张女士","phone":"13800008000","organisation":"滨江商会","purpose":"看三居","headcount":2,`+
			`"place":"一号厅","start":"2026-11-24T07:00:00Z"}`)["appointment"].(string)
	address := "/desk/riverside/appointments/" + booked + "/preparation"
	b := p.open("front_desk:riverside:")
	page := b.want(b.get(address), 200, "还没有准备清单", "2026-11-24 15:00")
	holds(t, page, `value="楼书、户型图、价目表"`, `value="2026-11-24T13:00"`)
	holds(t, b.get("/desk/riverside/appointments/"+booked), address)
	fields := b.fill(page, "setPreparation")
	for i, row := range [][]string{{"materials", "楼书", "甲女士", "12:00"}, {"seats", "座位", "事务部", "12:00"},
		{"catering", "", "事务部", "12:00"}, {"car", "接<站>车", "车队", "16:00"}, {"other", "", "", ""}} {
		for n, name := range []string{"kind", "text", "department"} {
			fields.Set(fmt.Sprintf("items.%d.%s", i, name), row[n])
		}
		fields.Set(fmt.Sprintf("items.%d.due", i), "2026-11-24T"+row[3])
	}
	refused := b.want(b.post("/do/setPreparation", fields), 422, "CF.5")
	holds(t, refused, `value="接&lt;站&gt;车"`, `value="2026-11-24T16:00"`, `value="甲女士"`)
	if !refused.marks("items.3.due") || refused.marks("items.2.due") {
		t.Error("the due that is refused is not marked")
	}
	fields["key"] = b.fill(refused, "setPreparation")["key"]
	fields.Set("items.3.due", "2026-11-24T12:30")
	saved := b.want(b.post("/do/setPreparation", fields), 200, "清单已保存", "接<站>车", "车队", "甲女士")
	if n := strings.Count(saved.text, `aria-checked="false"`); n != 3 {
		t.Errorf("%d boxes to tap", n)
	}
	marked := b.want(b.do(saved, "markPrepared"), 200, "已标记完成", "完成于")
	if strings.Contains(marked.text, "/do/unmarkPrepared") {
		t.Error("the desk takes marks back")
	}
	again := b.want(b.do(saved, "markPrepared"), 200, "已标记完成")
	if strings.Count(again.text, `class="tapbox on"`) != 1 {
		t.Error("a second tap marked another one")
	}
	manager := p.open("supervisor:riverside:")
	undone := manager.want(manager.do(manager.want(manager.get(address), 200), "unmarkPrepared"), 200, "已撤销完成")
	if strings.Contains(undone.text, `class="tapbox on"`) {
		t.Error("the mark is still there")
	}
	b.want(b.get("/desk/riverside/preparations?overdue=true"), 200, "没有逾期事项")
	if err := p.Clock.Set(morning.Add(4 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	b.want(b.get("/desk/riverside/preparations?overdue=true"), 200, "逾期", "接<站>车", "一号厅")
	agent := p.open("agent:riverside:jia")
	own := agent.want(agent.get("/desk/riverside/preparations"), 200, "楼书", "2026-11-24 15:00")
	if strings.Contains(own.text, "接&lt;站&gt;车") || strings.Contains(own.text, "setPreparation") {
		t.Error("an agent sees what is others' to make ready")
	}
	agent.want(agent.do(own, "markPrepared"), 200, "已标记完成", "完成于")
	finance := p.open("finance:riverside:")
	finance.want(finance.get("/desk/riverside/preparations"), 403)
}

// holds wants the source of a page to hold texts.
func holds(t *testing.T, on shown, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(on.text, text) {
			t.Fatalf("%s does not hold %s: %s", on.path, text, on.text)
		}
	}
}
