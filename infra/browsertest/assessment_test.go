//go:build browser

package browsertest

import (
	"testing"
	"time"
)

// TestAssessmentAtBothSizes shows the scorecards of a period that runs and of one that is over, one agent's with its
// evidence, the agent's own, and the forms.
func TestAssessmentAtBothSizes(t *testing.T) {
	s := newStage(t)
	s.busyMorning()
	visit := s.receptionOf("jia")
	desk, supervisor := as("front_desk", ""), as("supervisor", "")
	s.send("POST", site+"/visits/"+visit+"/feedback", desk,
		map[string]any{"overall": 5, "efficiency": 4, "attitude": 5, "problem_solving": 4, "channel": "oral"})
	s.send("POST", site+"/trainings", supervisor,
		map[string]any{"topic": "接待礼仪与沟通技巧", "date": "2026-11-24", "trainer": "王经理", "minutes": 90,
			"attendees": []string{"jia", "bing"}, "others": []string{"前台小王"}})
	s.send("POST", site+"/assessments", as("agent", "jia"),
		map[string]any{"agent": "jia", "period": "2026-Q4", "kind": "self", "overall": 5, "words": "本季度带看四十组，回访及时。"})
	s.send("POST", site+"/assessments", as("agent", "yi"),
		map[string]any{"agent": "jia", "period": "2026-Q4", "kind": "peer", "overall": 4, "attitude": 5,
			"words": "乐于帮助新同事，交接说明写得清楚。"})
	s.send("POST", site+"/assessments", supervisor,
		map[string]any{"agent": "jia", "period": "2026-Q4", "kind": "spot", "overall": 4, "words": "着装规范，讲解略快。"})
	look := func(name, over string) {
		for _, at := range []size{phoneSize, deskSize} {
			m := s.enter("the manager", at)
			m.signIn("site_manager:riverside:")
			m.look("assessment-"+name, "/manage/riverside/assessment"+over, at)
			m.look("assessment-"+name+"-jia", "/manage/riverside/assessment/2026-Q4/jia", at)
			p := s.enter("the agent", at)
			p.signIn("agent:riverside:jia")
			p.look("phone-assessment-"+name, "/phone/assessment/2026-Q4", at)
		}
	}
	look("runs", "")
	s.advance(45 * 24 * time.Hour)
	s.send("POST", site+"/assessments/jia/2026-Q4/result", supervisor,
		map[string]any{"grade": "good", "suggestions": "讲解放慢，周末高峰主动招呼等候客户。"})
	look("over", "/2026-Q4")
}
