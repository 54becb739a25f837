package pages_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestTheOwnerFollowsUpFromTheWarning: the warning stands first among the agent's customers and on the floor's page;
// one tap records the follow-up, and the manager sees how many are left (PC.2).
func TestTheOwnerFollowsUpFromTheWarning(t *testing.T) {
	p := newProduct(t)
	p.underPolicy(`{"protection":{"months":1,"clause":"PC.2"}}`)
	p.checkIn("jia")
	p.tell("front_desk", "arrivals", `{"phone":"13800008000","name":"欧阳女士","first_visit":true,"outcome":"toured"}`)
	if err := p.Clock.Set(time.Date(2026, 12, 18, 15, 30, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	p.night()
	if err := p.Clock.Set(time.Date(2026, 12, 19, 1, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	jia := p.open("agent:riverside:jia")
	manager := p.open("site_manager:riverside:")
	manager.want(manager.get("/manage/riverside"), 200, "保护期将满的客户", "2026-12-25", "待跟进")
	jia.want(jia.get("/phone"), 200, "1 位客户保护期将满")
	page := jia.want(jia.get("/phone/customers"), 200, "保护期将满", "一周内到期", "138****8000", "PC.2")
	if strings.Index(page.text, "lapsing") > strings.Index(page.text, "row-card") {
		t.Error("the warning does not stand first")
	}
	jia.want(jia.do(page, "recordFollowUp", "remark", "电话回访"), 200, "跟进已记录", "已跟进")
	if again := jia.get("/phone"); again.says("保护期将满") {
		t.Error("the floor's page still warns")
	}
	manager.want(manager.get("/manage/riverside"), 200, "已跟进")
}

// night runs the demo site's night.
func (p *product) night() {
	p.t.Helper()
	request := httptest.NewRequestWithContext(p.t.Context(), http.MethodPost, "/dev/night",
		strings.NewReader(`{"site":"riverside"}`))
	request.Header.Set("Content-Type", "application/json")
	answer := httptest.NewRecorder()
	p.ServeHTTP(answer, request)
	if answer.Code != http.StatusOK {
		p.t.Fatalf("the night: %d %s", answer.Code, answer.Body)
	}
}
