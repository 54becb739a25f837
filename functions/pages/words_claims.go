package pages

// groundWords names what a claim to a deal's credit rests on.
var groundWords = map[string]said{
	"proxy_of":       {"购房人代我的客户而来", "The buyer came for my customer"},
	"same_person":    {"购房人就是我的客户（换了号码）", "The buyer is my customer, by another number"},
	"family":         {"购房人是我客户的家人", "The buyer is of my customer's family"},
	"referral":       {"我的客户介绍来的", "Sent by my customer"},
	"pre_registered": {"我已报备", "I announced the buyer"}, "first_reception": {"我先接待", "I received the buyer first"},
	"poaching": {"被不当抢走", "Taken away by false means"},
}

// relationWords names what a customer is recognised by.
var relationWords = map[string]said{
	"same_person": {"同一人（换了号码或姓名）", "The same person"}, "family": {"同一家庭", "Of one family"},
	"proxy_of": {"代我的客户而来", "Came for my customer"}, "referred_by": {"我的客户介绍", "Sent by my customer"},
}

// claimStatusWords says what a claim came to.
var claimStatusWords = map[string]said{
	"accepted": {"成立", "Accepted"}, "refused": {"未成立", "Refused"}, "disputed": {"待裁决", "Waits for a ruling"},
}

// announcedWords says where a pre-registration stands.
var announcedWords = map[string]said{
	"open": {"等待来访", "Expected"}, "matched": {"已来访", "Has come"}, "superseded": {"已失效", "Superseded"},
	"withdrawn": {"已撤回", "Withdrawn"},
}

// dutyWords says what a claimant owes once the claim stands (PC.5.a).
var dutyWords = map[string]said{
	"report_to_supervisor":            {"向主管报告", "Report to the supervisor"},
	"enter_in_sales_control_register": {"登记销控", "Enter it in the sales control register"},
	"see_sale_through":                {"跟进至成交完成", "See the sale through"},
}
