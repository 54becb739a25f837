package policy

import "github.com/lunxu/lunxu/internal/domain"

// Disputes is how an objection about credit is settled: by whom, in what time, with how many approvals.
// Whoever is a party never rules.
type Disputes struct {
	Clause domain.Clause `json:"clause"`  // SS.4.2.2.c, QC.4.c, PC.3.a, RC.14, SC.2, GP.0.2
	GoesTo []domain.Role `json:"goes_to"` // with whom the statements are filed
	// both written statements are due this long after the opening; 0: no deadline
	StatementHours int `json:"statement_hours"`
	// the ruling is due this long after the opening; 0: no deadline
	RulingHours int `json:"ruling_hours"`
	// a reminder this long before a deadline, and one when it has passed
	ReminderHours int `json:"reminder_hours"`
	// different people who must approve the same ruling: 1 or 2 (PC.3.a)
	Approvals int `json:"approvals"`
	// no ruling before both statements are in or their deadline has passed (PC.3.a)
	NeedStatements bool          `json:"need_statements"`
	AppealTo       []domain.Role `json:"appeal_to"`    // one appeal, to the next level; empty: none
	AppealHours    int           `json:"appeal_hours"` // after the ruling

	// non-empty: the parties may agree between themselves (RC.14, PC.3.a)
	Agreement domain.Clause `json:"agreement,omitempty"`

	// Irreconcilable: agents who cannot agree lose the case's commission to a fund, and a supplementary
	// rule is added (RC.14). Empty clause: the policy has no such rule.
	Irreconcilable     domain.Clause `json:"irreconcilable"`
	IrreconcilableFund string        `json:"irreconcilable_fund"` // "@sales_department_fund"

	// Poaching: a ruling may find poaching; the credit goes to one of these parties (PC.4, SC.1). Empty
	// clause: the policy leaves it to conduct.
	Poaching       domain.Clause `json:"poaching"`
	PoachingBreach string        `json:"poaching_breach"` // kind of breach counted with it
	PoachingCredit []string      `json:"poaching_credit"` // "original", "@welfare_fund"
}

// OriginalAgent stands for the agent whose customer it was, among the parties that poached credit may go to.
const OriginalAgent = "original"

// Funds lists the parties besides agents that credit may go to: the welfare fund (康乐费用), the
// sales-department fund and the company.
func Funds() []string { return []string{"@welfare_fund", "@sales_department_fund", "@company"} }
