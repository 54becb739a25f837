package pages

// The measures of feedback (AS.2.2), for the pages that are not converted yet.
var (
	measureWords = map[string]said{"overall": {"总体满意度", "Overall"}, "efficiency": {"接待效率", "Efficiency"},
		"attitude": {"服务态度", "Attitude"}, "problem_solving": {"解决问题", "Problem solving"}}
)
