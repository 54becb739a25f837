package pages_test

import (
	"fmt"
	"testing"
)

// TestCustomersRequestsOnThePage: the site manager finds the customer by the number, shows all that is held, asks for
// the erasure; the marketing centre approves it, and the page says that the customer is erased (GR.8, CM.2.5).
func TestCustomersRequestsOnThePage(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	p.tell("front_desk", "arrivals", `{"phone":"13800008000","name":"欧阳修","first_visit":true,"purpose":"看样板间",`+
		`"outcome":"toured"}`)
	manager := p.open("site_manager:riverside:")
	page := manager.want(manager.get("/manage/riverside/privacy"), 200, "还没有请求", "限额与保存期")
	fields, found := page.form("/manage/riverside/privacy")
	if !found {
		t.Fatal("no form to find a customer")
	}
	fields.Set("phone", "13800008000")
	page = manager.want(manager.post("/manage/riverside/privacy", fields), 200, "138****8000", "查阅全部资料", "请求删除")
	manager.want(manager.do(page, "requestAccess", "reason", "本人要求", "identity_verified", "身份证"), 200, "欧阳修",
		"13800008000", "看样板间")
	asked := manager.fill(page, "requestAccess", "reason", "本人要求删除", "identity_verified", "身份证")
	manager.want(manager.post("/do/requestErasure", asked), 200, "删除请求已提交", "待批准", "本人要求删除")
	manager.want(manager.post("/do/requestErasure", asked), 200, "删除请求已提交") // the second tap
	if _, offered := manager.get("/manage/riverside/privacy").form("/do/decideErasure"); offered {
		t.Error("whoever asked may approve")
	}
	centre := p.open("marketing_centre::")
	page = centre.want(centre.get("/manage/riverside/privacy"), 200, "本人要求删除", "确认无法恢复")
	centre.want(centre.do(page, "decideErasure", "approve", "yes"), 200, "删除请求已有决定", "已删除")
	for _, path := range []string{"/manage/riverside/privacy", "/register/riverside", "/desk/riverside"} {
		if got := manager.get(path); got.says("欧阳") || got.says("138****8000") || got.says("本人要求删除") {
			t.Errorf("%s still shows the erased person", path)
		}
	}
}

// TestAStoppedAccountIsReleasedOnThePage: the page raises the alarm, and the manager releases the account (GR.8).
func TestAStoppedAccountIsReleasedOnThePage(t *testing.T) {
	p := newProduct(t)
	manager := p.open("site_manager:riverside:")
	page := manager.get("/manage/riverside/privacy")
	manager.want(manager.do(page, "setPrivacyRules", "numbers_in_window", "2", "window_minutes", "10",
		"numbers_per_day", "200", "retention_months", "36"), 200, "已保存")
	manager.want(manager.do(page, "setPrivacyRules", "numbers_in_window", "x", "window_minutes", "10",
		"numbers_per_day", "200", "retention_months", "36"), 422)
	desk := p.open("front_desk:riverside:")
	for n := range 3 {
		got := desk.get("/desk/riverside")
		fields, _ := got.form("/do/registerArrival")
		fields.Set("phone", fmt.Sprintf("1380000810%d", n))
		status := 200
		if n == 2 {
			status = 429
		}
		desk.want(desk.post("/desk/riverside/look-up", fields), status)
	}
	page = manager.want(manager.get("/manage/riverside/privacy"), 200, "短时间内查询过多号码", "按号码查归属", "未登记")
	manager.want(manager.do(page, "releaseLookups", "reason", "盘点"), 200, "已解除暂停")
}
