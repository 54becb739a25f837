package pages

// manageWords names what the manager's and the desk's forms show, by set and value.
var (
	rulingWords = map[string]said{"awaiting_approval": {"待核准", "Awaits approval"}, "in_force": {"生效", "In force"},
		"declined": {"未核准", "Declined"}, "replaced": {"已被取代", "Replaced"}}
	rulingKindWords = map[string]said{"shares": {"按份额", "Shares"}, "irreconcilable": {"无法协调", "Irreconcilable"},
		"poaching": {"认定抢单", "Poaching"}, "agreed": {"各方协商一致", "Agreed by the parties"}}
	dismissalWords = map[string]said{"open": {"待核定", "To be decided"}, "carried_out": {"已辞退", "Dismissed"}, "rejected": {"核定不辞退", "Not dismissed"}}
	ageWords       = map[string]said{"new": {"新客户", "New"}, "returning": {"老客户", "Returning"}}
	jobWords       = map[string]said{"queued": {"排队中", "Queued"}, "running": {"进行中", "Running"}, "done": {"已完成", "Done"}, "failed": {"失败", "Failed"}, "cancelled": {"已停止", "Stopped"}}
	replayWords    = map[string]said{"claim": {"认领", "Claims"}, "credit": {"业绩", "Credit"}, "finding": {"违规核实", "Findings"}, "reception": {"接待", "Receptions"},
		"recorded": {"仅记录", "Recorded only"}, "register": {"登记", "Register"}, "rotation": {"轮序", "Rotation"}}
	praiseWords = map[string]said{"outstanding_reception": {"接待优秀", "Outstanding reception"}, "customer_praise": {"客户表扬", "Praised by a customer"}}
)
