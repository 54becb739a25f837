//go:build browser

package browsertest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// work carries out the jobs that wait.
func (s *stage) work() {
	s.t.Helper()
	request := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, "/dev/jobs", http.NoBody)
	answer := httptest.NewRecorder()
	if s.product.ServeHTTP(answer, request); answer.Code >= http.StatusBadRequest {
		s.t.Fatalf("jobs: %d %s", answer.Code, answer.Body)
	}
}

// TestFinishedJobsAtBothSizes shows what came of a trial that changes much, of one that changes nothing and of a
// replay; and the page of one that waits goes over to its result by itself, and asks no more.
func TestFinishedJobsAtBothSizes(t *testing.T) {
	s := newStage(t)
	s.busyMorning()
	for _, agent := range []string{"jia", "yi"} {
		for _, reception := range s.send("GET", site+"/board", as("supervisor", ""), nil)["receptions"].([]any) {
			if of := reception.(map[string]any); of["agent"] == agent {
				s.send("POST", site+"/visits/"+of["visit"].(string)+"/finish", as("agent", agent),
					map[string]any{"outcome": "toured"})
			}
		}
	}
	s.send("POST", site+"/arrivals", as("front_desk", ""), map[string]any{"phone": "13800000031", "name": "张三"})
	supervisor, day := as("supervisor", ""), "2026-11-24"
	start := func(kind string, body map[string]any) string {
		body["from"], body["to"] = day, day
		return fmt.Sprintf("/manage/riverside/%s/%v", kind, s.send("POST", site+"/"+kind, supervisor, body)["job"])
	}
	changes := map[string]any{"attribution": map[string]any{"rules": []map[string]any{{"rule": "owner_takes_all",
		"clause": "SS.4.2.3"}}}}
	pages := map[string]string{"trial": start("what-if",
		map[string]any{"base": map[string]any{"preset": "leasing-hall"}}),
		"trial-draft": start("what-if", map[string]any{"base": map[string]any{"version": 1}, "changes": changes}),
		"trial-same":  start("what-if", map[string]any{"base": map[string]any{"version": 1}}),
		"replayed":    start("replays", map[string]any{})}
	s.work()
	for _, at := range []size{phoneSize, deskSize} {
		p := s.enter("the supervisor", at)
		p.signIn("supervisor:riverside:")
		for name, path := range pages {
			p.look(name, path, at)
		}
		p.look("past-jobs", "/manage/riverside/policy", at)
	}

	s.advance(time.Minute)
	p := s.enter("a supervisor who waits", deskSize)
	p.signIn("supervisor:riverside:")
	p.open(start("replays", map[string]any{}))
	p.sees("排队中")
	s.work()
	p.sees("全部判定逐字节相同")
	get(p, chromedp.Evaluate[bool](`(function () { window.asked = 0; var open = XMLHttpRequest.prototype.open;
		XMLHttpRequest.prototype.open = function () { window.asked++; return open.apply(this, arguments); };
		return true; })()`))
	get(p, chromedp.Poll[bool](`(window.since = window.since || Date.now(), Date.now() - window.since > 7000)`,
		chromedp.WithPollingInterval(500*time.Millisecond)))
	if asked := get(p, chromedp.Evaluate[int64](`window.asked`)); asked != 0 {
		t.Errorf("the page of an ended job asked %d times", asked)
	}
}
