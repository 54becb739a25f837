package pages

// lapseLevelWords says how near the end of a customer's protection is; lapseStatusWords what became of the warning.
var (
	lapseLevelWords  = map[string]said{"week": {"一周内到期", "Within a week"}, "day": {"明天到期", "Tomorrow"}}
	lapseStatusWords = map[string]said{"open": {"待跟进", "To be followed up"}, "answered": {"已跟进", "Followed up"},
		"lapsed": {"已过保护期", "Lapsed"}}
)
