//go:build browser

package browsertest

import "testing"

// TestRecordsAtBothSizes shows what is still to be taken down, a record with its correction, and its form.
func TestRecordsAtBothSizes(t *testing.T) {
	s := newStage(t)
	s.busyMorning()
	visit := s.receptionOf("jia")
	s.send("POST", site+"/visits/"+visit+"/finish", as("agent", "jia"), map[string]any{"outcome": "negotiated"})
	body := map[string]any{"topics": "看 3 栋三居两套，比较楼层与朝向；谈到总价与付款方式。", "well": "资料齐全，样板间讲解清楚。", "badly": "等候较久。",
		"improvement": "周末加开接待台。",
		"follow_up":   "周三前给出组合贷款方案。", "questions": []map[string]any{{"asked": "首付最低多少？", "answered": "三成，公积金可贷部分另算。"},
			{"asked": "何时交付？", "answered": "明年九月底。"}},
		"gifts": []map[string]any{{"what": "茶叶一盒", "declined": true}}}
	made := s.send("POST", site+"/visits/"+visit+"/reception-record", as("agent", "jia"), body)
	body["corrects"], body["topics"] = made["record"], "看 3 栋三居与四居各一套，比较楼层与朝向；谈到总价与付款方式。"
	s.send("POST", site+"/visits/"+visit+"/reception-record", as("agent", "jia"), body)
	for _, at := range []size{phoneSize, deskSize} {
		p := s.enter("the agent", at)
		p.signIn("agent:riverside:jia")
		p.look("record", "/visits/riverside/"+visit+"/record", at)
		p.look("phone-records", "/phone/records", at)
		m := s.enter("the manager", at)
		m.signIn("site_manager:riverside:")
		m.look("records", "/manage/riverside/records", at)
		m.look("records-none", "/manage/riverside/records?day=2026-11-20", at)
	}
}
