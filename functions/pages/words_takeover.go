package pages

// The words of lists of customers that are taken over.
var (
	takeoverStatusWords = map[string]said{"open": {"待签字", "To be signed off"},
		"signed_off": {"接收中", "Being taken over"}, "done": {"已完成", "Done"}, "withdrawn": {"已撤回", "Withdrawn"}}
	rowOutcomeWords = map[string]said{"ready": {"可接收", "Ready"}, "faulty": {"有误", "Faulty"},
		"collision": {"已在登记表", "In the register"},
		"repeated":  {"重复", "Repeated"}, "taken_over": {"已接收", "Taken over"}}
	columnWords = map[string]said{"phone": {"手机号", "Phone"}, "name": {"姓名", "Name"}, "owner": {"置业顾问", "Agent"},
		"last_contact": {"最近联系", "Last contact"}}
)
