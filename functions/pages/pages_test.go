package pages_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/functions/pages"
)

// token gives what the screen's code holds now.
func (p *product) token() string {
	p.t.Helper()
	key, err := p.Floor.Ring().CheckInKey("riverside", 1)
	if err != nil {
		p.t.Fatal(err)
	}
	return mint(p.t, key, p.Clock.Now())
}

// checkIn checks an agent in on their own phone.
func (p *product) checkIn(agent string) *browser {
	p.t.Helper()
	b := p.open("agent:riverside:" + agent)
	b.want(b.do(b.get("/check-in/riverside"), "checkIn", "token", p.token()), 200, "签到成功")
	return b
}

// TestAnAgentsMorning: one tap checks in and tells the place and why (SS.4.2.1.a); leaving and returning follow.
func TestAnAgentsMorning(t *testing.T) {
	p := newProduct(t)
	jia := p.checkIn("jia")
	phone := jia.want(jia.get("/phone"), 200, "轮到您接待", "SS.4.2.1.a")
	away := jia.want(jia.do(phone, "leave", "reason", "short"), 200, "已离岗", "短时离开")
	jia.want(jia.do(away, "returnToFloor"), 200, "已返岗", "轮到您接待")
	yi := p.checkIn("yi")
	yi.want(yi.get("/phone"), 200, "我的位置", "甲女士")
	board := p.open("screen:riverside:")
	board.want(board.get("/board/riverside"), 200, "扫码签到", "甲女士", "乙先生")
}

// TestAFormSentTwiceIsOneDeed: a double tap, a reload and a second tab that shows the same state.
func TestAFormSentTwiceIsOneDeed(t *testing.T) {
	p := newProduct(t)
	jia := p.checkIn("jia")
	tab, second := jia.get("/phone"), jia.get("/phone")
	first := jia.fill(tab, "leave", "reason", "private")
	jia.want(jia.post("/do/leave", first), 200, "已登记离岗")
	jia.want(jia.post("/do/leave", first), 200, "已登记离岗")
	jia.want(jia.do(second, "leave", "reason", "private"), 200, "已登记离岗")
	entries := p.entries()
	if n := strings.Count(entries, " leave "); n != 1 {
		t.Errorf("%d absences in the register: %s", n, entries)
	}
	// The other tab wanted something else: it is told so, and nothing is done.
	if got := jia.do(second, "leave", "reason", "meal"); got.status != http.StatusUnprocessableEntity {
		t.Errorf("another reason under the same key: %d", got.status)
	}
}

// TestARefusedFormComesBack: with the reason in the API's words, the clause or code's message, and what was typed.
func TestARefusedFormComesBack(t *testing.T) {
	p := newProduct(t)
	jia := p.open("agent:riverside:jia")
	page := jia.get("/check-in/riverside")
	stale := p.token()
	if err := p.Clock.Set(morning.Add(16 * time.Second)); err != nil {
		t.Fatal(err)
	}
	jia.want(jia.do(page, "checkIn", "token", stale), 422, "签到码已过期", "请扫描案场屏幕上的二维码")
	jia.get("/check-in/riverside?lang=en")
	jia.want(jia.do(jia.get("/check-in/riverside"), "checkIn", "token", stale), 422, "has expired")
}

// TestForeignFormsAreRefused: without the proof of the session, with another session's, and from another site.
func TestForeignFormsAreRefused(t *testing.T) {
	p := newProduct(t)
	jia, yi := p.checkIn("jia"), p.checkIn("yi")
	for name, spoil := range map[string]func(url.Values){
		"without a proof": func(f url.Values) { f.Del("proof") },
		"with another's proof": func(f url.Values) {
			f.Set("proof", yi.fill(yi.get("/phone"), "leave").Get("proof"))
		},
		"with a proof of nothing": func(f url.Values) { f.Set("proof", "AAAA") },
	} {
		fields := jia.fill(jia.get("/phone"), "leave", "reason", "short")
		spoil(fields)
		if got := jia.post("/do/leave", fields); got.status != http.StatusForbidden {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	fields := jia.fill(jia.get("/phone"), "leave", "reason", "short")
	jia.cross = "https://elsewhere.example"
	if got := jia.post("/do/leave", fields); got.status != http.StatusForbidden || !got.says("其他网站") {
		t.Errorf("from another site: %d", got.status)
	}
	if strings.Contains(p.entries(), " leave ") {
		t.Error("a foreign form was taken")
	}
}

// TestSessions: sealed, bound to time, ended by signing out.
func TestSessions(t *testing.T) {
	p := newProduct(t)
	jia := p.open("agent:riverside:jia")
	at := secured(&url.URL{Scheme: "http", Host: strings.TrimPrefix(p.origin, "http://"), Path: "/"})
	var session *http.Cookie
	for _, c := range jia.jar.Cookies(at) {
		if c.Name == "__Host-lunxu-session" {
			session = c
		}
	}
	if session == nil || strings.Contains(session.Value, "jia") {
		t.Fatal("no sealed session")
	}
	for i := range session.Value {
		if i%7 != 0 {
			continue
		}
		changed := []byte(session.Value)
		if changed[i]++; changed[i] > 'z' {
			changed[i] = 'A'
		}
		other := p.open("")
		other.jar.SetCookies(at, []*http.Cookie{{Name: session.Name, Value: string(changed), Path: "/", Secure: true}})
		if got := other.get("/phone"); !strings.HasPrefix(got.path, "/sign-in") {
			t.Fatalf("a session changed at %d is taken", i)
		}
	}
	if err := p.Clock.Set(morning.Add(12*time.Hour - time.Second)); err != nil {
		t.Fatal(err)
	}
	jia.want(jia.get("/phone"), 200, "今天还没有签到")
	if err := p.Clock.Set(morning.Add(12 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := jia.get("/phone"); got.path != "/sign-in?next=%2Fphone" {
		t.Errorf("after twelve hours: %s", got.path)
	}
	again := p.open("agent:riverside:jia")
	fields, _ := again.get("/phone").form("/sign-out")
	again.want(again.post("/sign-out", fields), 200, "登录")
	if got := again.get("/phone"); !strings.HasPrefix(got.path, "/sign-in") {
		t.Error("signed out, and the phone is still there")
	}
}

// TestNobodyIsLedAway: the address to go on to after a sign-in or a form stays on these pages.
func TestNobodyIsLedAway(t *testing.T) {
	p := newProduct(t)
	for _, next := range []string{"https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example",
		"javascript:alert(1)", "///elsewhere.example/x", "/%2F/elsewhere.example"} {
		b := p.open("")
		b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
			if r.URL.Host != strings.TrimPrefix(p.origin, "http://") {
				t.Errorf("%q leads to %s", next, r.URL)
			}
			return http.ErrUseLastResponse
		}
		got := b.post("/sign-in", url.Values{"person": {"agent:riverside:jia"}, "next": {next}})
		to, err := url.Parse(got.header.Get("Location"))
		if err != nil || to.Host != "" && to.Host != strings.TrimPrefix(p.origin, "http://") {
			t.Errorf("%q leads to %s", next, to)
		}
	}
}

// TestRolesSeeTheirPages: who may not see a page is told so, with the status of the API.
func TestRolesSeeTheirPages(t *testing.T) {
	p := newProduct(t)
	desk := p.open("front_desk:riverside:")
	desk.want(desk.get("/phone"), 403, "您的角色无权打开此页面")
	desk.want(desk.get("/check-in/riverside"), 403)
	desk.want(desk.get("/board/elsewhere"), 403, "不能访问其他案场的数据")
	desk.want(desk.get("/nothing/here"), 404, "没有这个地址")
	if board := desk.want(desk.get("/board/riverside"), 200, "签到码只在案场屏幕上显示"); strings.Contains(board.text,
		`class="code"`) {
		t.Error("the check-in code is shown beside the screen")
	}
}

// firstLoad is what a page may weigh with all that it loads at first, in bytes over the wire without compression.
const firstLoad = 60 << 10

var (
	asset  = regexp.MustCompile(`(?:href|src)="(/assets/[^"]+)"`)
	inline = regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|<script>|<script[^>]*[^>]>[^<]|javascript:`)
)

// TestEveryPageIsLightAndWithoutInlineScripts looks at every page that each role reaches.
func TestEveryPageIsLightAndWithoutInlineScripts(t *testing.T) {
	p := newProduct(t)
	p.checkIn("jia")
	heaviest := 0
	for person, paths := range map[string][]string{
		"":                  {"/sign-in"},
		"screen:riverside:": {"/board/riverside"},
		"agent:riverside:jia": {"/phone", "/check-in/riverside", "/phone/customers", "/phone/deals",
			"/phone/statement", "/phone/expected", "/phone/feedback", "/phone/records", "/phone/why"},
		"front_desk:riverside:": {"/board/riverside", "/phone", "/desk/riverside", "/desk/riverside/calls",
			"/desk/riverside/cases", "/desk/riverside/appointments", "/desk/riverside/feedback", "/register/riverside"},
		"supervisor:riverside:": {"/manage/riverside", "/manage/riverside/deals", "/manage/riverside/conduct",
			"/manage/riverside/policy", "/manage/riverside/setup",
			"/manage/riverside/settlement", "/manage/riverside/fairness", "/manage/riverside/feedback",
			"/manage/riverside/records", "/manage/riverside/log", "/manage/riverside/privacy",
			"/manage/riverside/statements/jia"},
		"marketing_centre::": {"/sites"},
	} {
		b := p.open(person)
		for _, path := range paths {
			page := b.get(path)
			weight := len(page.text)
			for _, found := range asset.FindAllStringSubmatch(page.text, -1) {
				got := b.get(found[1])
				if got.status != 200 || got.header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
					t.Errorf("%s: %d", found[1], got.status)
				}
				weight += len(got.text)
			}
			heaviest = max(heaviest, weight)
			if weight > firstLoad {
				t.Errorf("%s as %s: %d bytes at first", path, person, weight)
			}
			if found := inline.FindString(page.text); found != "" {
				t.Errorf("%s as %s has %q inline", path, person, found)
			}
			if policy := page.header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") ||
				!strings.Contains(policy, "script-src 'self'") {
				t.Errorf("%s: policy %q", path, policy)
			}
		}
	}
	t.Logf("the heaviest first load: %.1f KB", float64(heaviest)/1024)
}

func TestRoutesHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, route := range pages.Routes() {
		if seen[route.Name] || seen[route.Method+route.Path] || strings.HasPrefix(route.Path, "/v1") {
			t.Errorf("%s twice, or in the API's place", route.Name)
		}
		seen[route.Name], seen[route.Method+route.Path] = true, true
	}
}

// TestWhatIsNoPage: the API's paths are answered as the API would, other methods with those that there are.
func TestWhatIsNoPage(t *testing.T) {
	b := newProduct(t).open("agent:riverside:jia")
	for _, c := range []struct {
		method, path string
		status       int
		kind, allow  string
	}{
		{"GET", "/nothing", 404, "text/html; charset=utf-8", ""},
		{"POST", "/phone", 405, "text/html; charset=utf-8", "GET, HEAD"},
		{"OPTIONS", "/phone", 204, "", "GET, HEAD"},
		{"HEAD", "/sign-in", 200, "text/html; charset=utf-8", ""},
	} {
		request, err := http.NewRequestWithContext(t.Context(), c.method, b.origin+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := b.send(request)
		if got.status != c.status || got.header.Get("Content-Type") != c.kind || got.header.Get("Allow") != c.allow {
			t.Errorf("%s %s: %d %q, Allow %q", c.method, c.path, got.status, got.header.Get("Content-Type"),
				got.header.Get("Allow"))
		}
	}
	alone := pages.New(pages.Options{Origin: "https://sales.example.cn"})
	for _, path := range []string{"/v1", "/v1/", "/v1/sites"} {
		got := httptest.NewRecorder()
		alone.ServeHTTP(got, httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, nil))
		if got.Code != 404 || got.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
}
