package pages

// revealTexts are the texts of the form that asks for a full number.
var revealTexts = []text{
	{"reveal.do", "查看", "Show"},
	{"reveal.show", "查看完整号码", "Show the full number"},
}
