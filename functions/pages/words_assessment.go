package pages

// What the pages of assessment name: measures and their parts (AS.2.2), kinds (AS.2.3), grades (AS.2.4).
var (
	scoredWords = map[string]said{"satisfaction": {"客户满意度", "Customer satisfaction"},
		"efficiency": {"接待效率", "Efficiency"},
		"attitude":   {"服务态度", "Service attitude"}, "problem_solving": {"解决问题", "Problem solving"},
		"training": {"培训", "Training"}, "assessed": {"考评互评", "Assessments"}}
	scorePartWords = map[string]said{"visitor_scores": {"客户评分", "Visitors' scores"},
		"prompt_starts": {"五分钟内接待", "Received within five minutes"},
		"notes_in_time": {"交接说明如期", "Hand-over notes in time"},
		"cases_in_time": {"客户请求如期解决", "Requests solved in time"},
		"training_time": {"参加培训", "Training attended"}, "regular_scores": {"定期考评", "Regular"},
		"spot_scores": {"随机抽查", "Spot"}, "colleague_score": {"同事互评", "Colleagues"}}
	assessedWords = map[string]said{"regular": {"定期考评", "Regular"}, "spot": {"随机抽查", "Spot"}, "self": {"自评", "Self"},
		"peer": {"互评", "Colleague"}}
	gradeWords = map[string]said{"outstanding": {"优秀", "Outstanding"}, "good": {"良好", "Good"},
		"adequate": {"合格", "Adequate"}, "poor": {"不合格", "Poor"}}
)
