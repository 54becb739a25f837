package pages_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/functions/pages"
)

// TestWhoHasLeftIsSignedOut: no page is shown to an agent who is suspended or has left, the one that says so signs this
// browser out, and the part that refreshes itself leads there.
func TestWhoHasLeftIsSignedOut(t *testing.T) {
	p := newProduct(t)
	jia := p.checkIn("jia")
	leave := jia.fill(jia.get("/phone"), "leave", "reason", "private")
	at := secured(&url.URL{Scheme: "http", Host: strings.TrimPrefix(p.origin, "http://"), Path: "/"})
	kept := jia.jar.Cookies(at)
	manager := p.open("site_manager:riverside:")
	fill := strings.NewReplacer("{site}", "riverside", "{agent}", "jia", "{party}", "jia", "{period}", "2026-Q4")
	for employment, says := range map[string]string{"suspended": "您已停岗", "left": "您已离职"} {
		setup := manager.get("/manage/riverside/setup?agent=jia")
		manager.want(manager.do(setup, "changeAgent", "employment", employment), 200)
		for _, route := range pages.Routes() {
			if route.Open || route.Method != http.MethodGet {
				continue
			}
			jia.jar.SetCookies(at, kept)
			if got := jia.get(fill.Replace(route.Path)); got.status < 400 {
				t.Errorf("%s %s: %s %d", employment, route.Path, got.path, got.status)
			}
		}
		jia.jar.SetCookies(at, kept)
		if got := jia.live("/phone"); got.status != http.StatusUnauthorized {
			t.Errorf("%s: the live part: %d", employment, got.status)
		}
		jia.want(jia.get("/phone"), 403, says)
		if got := jia.get("/phone"); !strings.HasPrefix(got.path, "/sign-in") {
			t.Errorf("%s, and still signed in", employment)
		}
		jia.jar.SetCookies(at, kept)
		jia.want(jia.post("/do/leave", leave), 403, says)
	}
	manager.want(manager.get("/manage/riverside"), 200)
}
