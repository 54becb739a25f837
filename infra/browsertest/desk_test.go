//go:build browser

package browsertest

import (
	"fmt"
	"testing"
	"time"
)

// TestTheDesksRegistersAndThePast opens the pages beside the desk and those of jobs, filled, at both sizes.
func TestTheDesksRegistersAndThePast(t *testing.T) {
	s := newStage(t)
	s.busyMorning()
	supervisor := as("supervisor", "")
	made := s.send("POST", "/v1/sites/riverside/arrivals", supervisor,
		map[string]any{"phone": "13800000099", "first_visit": true})
	s.send("POST", "/v1/sites/riverside/calls", supervisor,
		map[string]any{"phone": "13800000055", "agent": "jia", "name": "吴女士"})
	day := made["day"]
	opened := s.send("POST", "/v1/sites/riverside/cases", supervisor,
		map[string]any{"visit": made["visit"], "kind": "problem", "department": "工程部",
			"request": "样板间漏水，请尽快处理", "deadline": fmt.Sprintf("%vT12:00:00Z", day)})
	booked := s.send("POST", "/v1/sites/riverside/appointments", supervisor,
		map[string]any{"channel": "phone", "name": "赵先生", "phone": "13800000066",
			"organisation": "滨江商会", "purpose": "看三居", "headcount": 2, "start": fmt.Sprintf("%vT09:00:00Z", day)})
	expected := s.send("POST", "/v1/sites/riverside/appointments", supervisor,
		map[string]any{"channel": "email", "name": "钱女士", "kind": "company",
			"organisation": "滨江商会", "purpose": "团购", "headcount": 12, "place": "贵宾厅",
			"start": fmt.Sprintf("%vT10:00:00Z", day)})
	s.send("PUT", fmt.Sprintf("/v1/sites/riverside/appointments/%v/preparation", expected["appointment"]), supervisor,
		map[string]any{"items": []any{
			map[string]any{"kind": "room", "text": "会议室，整理清洁", "department": "事务部",
				"due": fmt.Sprintf("%vT08:00:00Z", day)},
			map[string]any{"kind": "car", "text": "高铁站接站，两辆", "department": "车队",
				"due":  fmt.Sprintf("%vT02:00:00Z", day),
				"note": "举牌"},
			map[string]any{"kind": "materials", "text": "项目介绍、合同样本", "agent": "jia",
				"due": fmt.Sprintf("%vT09:00:00Z", day)}}})
	s.send("POST", fmt.Sprintf("/v1/sites/riverside/appointments/%v/preparation/1/done", expected["appointment"]),
		supervisor, map[string]any{})
	s.advance(90 * time.Minute)
	s.send("POST", "/v1/sites/riverside/commendations", supervisor,
		map[string]any{"agent": "yi", "kind": "customer_praise", "statement": "客户来信表扬"})
	tried := s.send("POST", "/v1/sites/riverside/what-if", supervisor,
		map[string]any{"base": map[string]any{"preset": "leasing-hall"}, "from": day, "to": day})
	again := s.send("POST", "/v1/sites/riverside/replays", supervisor, map[string]any{"from": day, "to": day})
	for _, at := range []size{phoneSize, deskSize} {
		p := s.enter("supervisor", at)
		p.signIn("supervisor:riverside:")
		for name, path := range map[string]string{"calls": "/desk/riverside/calls", "cases": "/desk/riverside/cases",
			"case":          fmt.Sprintf("/desk/riverside/cases/%v", opened["case"]),
			"appointments":  "/desk/riverside/appointments",
			"checklist":     fmt.Sprintf("/desk/riverside/appointments/%v/preparation", expected["appointment"]),
			"checklist-new": fmt.Sprintf("/desk/riverside/appointments/%v/preparation", booked["appointment"]),
			"to-make-ready": "/desk/riverside/preparations", "book": "/book/riverside",
			"praise": "/manage/riverside/conduct", "tryout": "/manage/riverside/policy",
			"what-if": fmt.Sprintf("/manage/riverside/what-if/%v", tried["job"]),
			"replay":  fmt.Sprintf("/manage/riverside/replays/%v", again["job"])} {
			p.open(path)
			p.whole(name + "-" + at.name)
			p.fits(name, at)
			p.accessible(name)
		}
	}
}
