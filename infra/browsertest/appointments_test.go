//go:build browser

package browsertest

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// look opens a page as one of its readers, keeps its picture, and holds it against its width and the rules.
func (p *person) look(name, path string, at size) {
	p.t.Helper()
	p.open(path)
	p.see(name, at)
}

// see looks at the page that is open.
func (p *person) see(name string, at size) {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => d.open = true)`))
	p.whole(name + "-" + at.name)
	p.fits(name, at)
	p.accessible(name)
}

// TestAppointmentsAtBothSizes shows the appointments of a day in every state, the page of each, and the letter.
func TestAppointmentsAtBothSizes(t *testing.T) {
	s := newStage(t)
	s.busyMorning()
	desk := as("front_desk", "")
	const path = site + "/appointments"
	ids := map[string]any{}
	for i, state := range []string{"requested", "confirmed", "changed", "cancelled", "arrived"} {
		made := s.send("POST", path, desk,
			map[string]any{"channel": "phone", "name": "赵先生", "phone": fmt.Sprintf("1380000066%d", i),
				"organisation": "滨江商会",
				"title":        "秘书长", "purpose": "看三居，了解付款方式", "headcount": 2 + i, "agent": "yi",
				"start": fmt.Sprintf("2026-11-24T%02d:30:00Z", 4+i)})
		ids[state] = made["appointment"]
		if state == "requested" {
			continue
		}
		s.send("POST", fmt.Sprintf("%s/%v/confirmation", path, ids[state]), desk,
			map[string]any{"identity_verified": true, "purpose_verified": true, "place": "三号洽谈室",
				"agenda": "看样板间，谈付款方式"})
	}
	s.send("PUT", fmt.Sprintf("%s/%v/receptionists", path, ids["confirmed"]), desk,
		map[string]any{"receptionists": []map[string]any{{"agent": "jia", "task": "引导入场"},
			{"agent": "yi", "task": "讲解"}}})
	s.send("POST", fmt.Sprintf("%s/%v/changes", path, ids["changed"]), desk,
		map[string]any{"start": "2026-11-24T08:00:00Z", "place": "五号洽谈室"})
	s.send("POST", fmt.Sprintf("%s/%v/cancellation", path, ids["cancelled"]), desk,
		map[string]any{"by": "customer", "reason": "孩子生病，改日再约"})
	s.advance(5 * time.Hour)
	s.send("POST", site+"/arrivals", desk, map[string]any{"phone": "13800000664"})
	if _, err := s.product.Notices.Run(t.Context(), "riverside", s.product.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	for _, at := range []size{phoneSize, deskSize} {
		p := s.enter("the desk", at)
		p.signIn("front_desk:riverside:")
		p.look("appointments", "/desk/riverside/appointments", at)
		p.look("appointments-none", "/desk/riverside/appointments?day=2026-11-30", at)
		for state, id := range ids {
			p.look("appointment-"+state, fmt.Sprintf("/desk/riverside/appointments/%v", id), at)
		}
		p.look("letter", fmt.Sprintf("/desk/riverside/appointments/%v/letter", ids["confirmed"]), at)
	}
}
