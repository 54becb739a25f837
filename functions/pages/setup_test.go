package pages_test

import (
	"regexp"
	"strings"
	"testing"
)

const setupPath = "/manage/riverside/setup"

// TestAManagerAddsAnAgent who then checks in; what is wrong comes back at its field, and a change of the agent shows.
func TestAManagerAddsAnAgent(t *testing.T) {
	p := newProduct(t)
	b := p.open("site_manager:riverside:")
	b.want(b.get("/manage/riverside"), 200, "案场设置")
	page := b.want(b.get(setupPath), 200, "甲女士", "在职")
	taken := b.want(b.do(page, "addAgent", "id", "jia", "name", "戊<先生>", "monthly_base_fen", "4350", "employment",
		"employed"), 409)
	b.kept(taken, `id="addAgent" open`, `name="id" type="text" value="jia" aria-invalid="true"`, `value="戊&lt;先生&gt;"`)
	b.want(b.do(page, "addAgent", "id", "wu", "name", "戊先生", "monthly_base_fen", "4,350.50", "employment",
		"employed"), 200, "已添加", "戊先生", "¥4,350.50")
	b.want(b.do(b.get("/manage/riverside"), "checkInManually", "agent", "wu", "reason", "手机没电"), 200, "已人工签到",
		"戊先生")

	change := b.want(b.get(setupPath+"?agent=wu"), 200)
	for name, value := range map[string]string{"name": "戊先生", "monthly_base_fen": "4,350.50",
		"employment": "employed"} {
		if !change.stands(name, value) {
			t.Errorf("%s does not stand in %s", value, name)
		}
	}
	fields := b.fill(change, "changeAgent", "name", "戊小姐", "monthly_base_fen", "x", "employment", "left")
	b.kept(b.want(b.post("/do/changeAgent", fields), 422), `value="戊小姐"`)
	fields = b.fill(b.get(setupPath+"?agent=wu"), "changeAgent", "name", "戊小姐", "monthly_base_fen", "5000",
		"employment", "left")
	b.want(b.post("/do/changeAgent", fields), 200, "已修改", "戊小姐", "离职", "¥5,000.00")
	if floor := b.get("/manage/riverside"); floor.says("戊小姐") {
		t.Error("who left stands in the order")
	}
}

// TestAnOrderTableIsDrawnUp by numbers: who has none is off it until there is one again.
func TestAnOrderTableIsDrawnUp(t *testing.T) {
	p := newProduct(t)
	b := p.open("supervisor:riverside:")
	order := func(page shown) string {
		at := regexp.MustCompile(`name="places\.\d\.agent" value="(\w+)"`)
		var all []string
		for _, found := range at.FindAllStringSubmatch(page.text, -1) {
			all = append(all, found[1])
		}
		return strings.Join(all, " ")
	}
	page := b.get(setupPath)
	if got := order(page); got != "jia yi bing ding" {
		t.Fatalf("at first: %s", got)
	}
	page = b.want(b.do(page, "setOrderTable", "place.0", "3", "place.1", "", "place.2", "1"), 200, "轮序表已编制")
	if got := order(page); got != "bing jia yi ding" || strings.Count(page.text, `max="999" value=""`) != 2 {
		t.Errorf("then: %s", got)
	}
	b.want(b.do(page, "setOrderTable"), 422)
	page = b.do(page, "setOrderTable", "place.0", "9", "place.1", "9", "place.2", "1")
	if got := order(page); got != "yi bing jia ding" {
		t.Errorf("at last: %s", got)
	}
	agent := p.checkIn("jia")
	fields := agent.fill(agent.get("/phone"), "leave", "places.0.agent", "jia", "place.0", "1")
	agent.want(agent.post("/do/setOrderTable", fields), 403)
}

// TestASourceIsMade: its secret is shown once; it is disabled and enabled again, and gets another secret.
func TestASourceIsMade(t *testing.T) {
	p := newProduct(t)
	b := p.open("site_manager:riverside:")
	secret := regexp.MustCompile(`id="secret">(whsec_[^<]+)<`)
	page := b.want(b.get(setupPath), 200, "没有预约接口")
	b.kept(b.want(b.do(page, "createWebhookSource", "name", "Web Site", "provider", "standard"), 422),
		`value="Web Site" aria-invalid="true"`)
	made := b.want(b.do(page, "createWebhookSource", "name", "web", "provider", "standard"), 200, "预约接口已添加",
		"/v1/webhooks/riverside.web", "只显示这一次", "1 个有效密钥")
	first := secret.FindString(made.text)
	if again := b.get(setupPath); first == "" || secret.MatchString(again.text) || !again.says("riverside.web") {
		t.Errorf("the secret %q is not shown, or shown again", first)
	}
	off := b.want(b.do(made, "changeWebhookSource", "disabled", "yes", "tolerance_s", "60"), 200, "已修改", "已停用")
	if !off.stands("disabled", "yes") || !off.stands("tolerance_s", "60") {
		t.Error("what is so does not stand in the form")
	}
	b.want(b.do(off, "changeWebhookSource", "disabled", "no", "tolerance_s", "60"), 200, "1 个有效密钥")
	turned := b.want(b.do(off, "rotateWebhookSecret"), 200, "密钥已更换", "2 个有效密钥")
	if second := secret.FindString(turned.text); second == "" || second == first {
		t.Errorf("the new secret: %q", second)
	}
	own := b.want(b.do(turned, "rotateWebhookSecret", "secret", "whsec_"+strings.Repeat("MDEy", 10), "retire_old",
		"yes"),
		200, "1 个有效密钥")
	if secret.MatchString(own.text) {
		t.Error("a secret that the sender chose is shown")
	}
}

// TestASiteIsCreated with its groups, and changed: its order of groups stays when its name changes.
func TestASiteIsCreated(t *testing.T) {
	p := newProduct(t)
	b := p.open("marketing_centre::")
	page := b.get("/sites")
	b.kept(b.want(b.do(page, "createSite", "id", "riverside", "name", "云湖", "region", "east-china", "preset",
		"group-rotation"), 409), `id="createSite" open`)
	page = b.want(b.do(page, "createSite", "id", "lake", "name", "云湖", "region", "east-china", "preset",
		"group-rotation",
		"groups.0.id", "east", "groups.0.name", "东组", "groups.1.id", "west", "groups.1.name", "西组"), 200, "案场已建立",
		"lake · east-china · Asia/Shanghai")
	if !page.stands("groups.1.name", "西组") {
		t.Error("the groups are not there")
	}
	page = b.want(b.do(page, "changeSite", "name", "云湖一期", "time_zone", "Asia/Nowhere", "region", "east-china"), 422)
	b.kept(page, `value="Asia/Nowhere" aria-invalid="true"`)
	page = b.want(b.do(page, "changeSite", "name", "云湖一期", "time_zone", "Asia/Urumqi", "region", "east-china"), 200,
		"云湖一期", "Asia/Urumqi")
	_, below, _ := strings.Cut(page.text, `id="groups"`)
	groups, found := shown{text: below}.form("/do/changeSite")
	if !found {
		t.Fatal("no form of the groups")
	}
	groups.Set("groups.0.id", "")
	groups.Set("groups.0.name", "")
	page = b.want(b.post("/do/changeSite", groups), 200, "已修改")
	if page.stands("groups.0.id", "east") {
		t.Error("a group that was cleared is there")
	}
}

// TestTheSetupIsForThoseAboveTheFloor: other roles have no page; who reads has no forms.
func TestTheSetupIsForThoseAboveTheFloor(t *testing.T) {
	p := newProduct(t)
	for _, person := range []string{"agent:riverside:jia", "front_desk:riverside:", "finance:riverside:"} {
		b := p.open(person)
		b.want(b.get(setupPath), 403, "您的角色无权打开此页面")
	}
	for person, forms := range map[string]string{
		"auditor::":               "",
		"supervisor:riverside:":   "addAgent setOrderTable",
		"marketing_centre::":      "changeSite changeSite",
		"site_manager:riverside:": "addAgent createWebhookSource changeSite changeSite setOrderTable",
	} {
		b := p.open(person)
		page := b.want(b.get(setupPath), 200, "甲女士")
		var got []string
		for _, found := range regexp.MustCompile(`action="/do/(\w+)"`).FindAllStringSubmatch(page.text, -1) {
			got = append(got, found[1])
		}
		if strings.Join(got, " ") != forms {
			t.Errorf("%s: %v", person, got)
		}
	}
	auditor := p.open("auditor::")
	if page := auditor.get("/sites"); strings.Contains(page.text, "createSite") {
		t.Error("an auditor may create a site")
	}
}
