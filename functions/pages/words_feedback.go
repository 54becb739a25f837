package pages

// What the pages of feedback name: how it came in, how a complaint stands, the measures (AS.2.2).
var (
	heardWords = map[string]said{"qr": {"客户扫码", "From the visitor's phone"}, "oral": {"口头", "Said"},
		"phone": {"电话", "By phone"}}
	complaintWords = map[string]said{"open": {"待核实", "To be looked into"}, "verified": {"属实", "Verified"},
		"rejected": {"不成立", "Unfounded"}, "closed": {"已答复", "Answered"}}
	measureWords = map[string]said{"overall": {"总体满意度", "Overall"}, "efficiency": {"接待效率", "Efficiency"},
		"attitude": {"服务态度", "Attitude"}, "problem_solving": {"解决问题", "Problem solving"}}
)
