package demo

import (
	"context"
	"fmt"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// words says in Chinese what the codes of rules, reasons and statement lines mean that this play meets.
var words = map[string]string{
	"no_register_entry": "无登记不结", "open_dispute": "有争议待裁", "materials_only_split": "仅领资料分成",
	"later_receptionist_split": "后接待人分成", "owner_takes_all": "归原接待人", "ruled_by_person": "人工裁决",
	"customer_registered": "客户已登记", "no_dispute": "无争议", "original_did_more": "原接待人不止发资料",
	"closed_by_later_receptionist": "由后接待人成交", "earlier_rule_decided": "前一条已定", "worked_in_absence": "原接待人缺席时由其接待并成交",
	"not_the_owner": "非归属人", "received_on_behalf": "代为接待", "owner_before": "曾为归属人",
	"deal_disputed": "成交有争议", "closer_is_owner": "成交人即归属人", "commission": "佣金", "reversal": "冲回", "deduction": "扣款",
	"credited": "按归属计入", "cancelled": "成交已撤销", "verified_breach": "违规查实",
}

func inWords(code string) string {
	if word := words[code]; word != "" {
		return word + " " + code
	}
	return code
}

// printRuling prints who is credited with a deal and why: shares, clause, every rule considered, the
// claimants turned down and the register entries it rests on.
func printRuling(ctx context.Context, out *report, s *stage, buyer string) error {
	var deal contract.Deal
	if err := s.read(ctx, s.as("site_manager"), s.onDeal(buyer, ""), &deal); err != nil {
		return err
	}
	out.line("\n-- %s %s：佣金 / commission %s，成交人 / closed by %s，条款 / clause %s，%s", s.plan.name, buyer, yuan(int64(deal.CommissionFen)),
		s.agentName(string(deal.ClosedBy)), deal.Clause, statusText[string(deal.Status)])
	for _, part := range deal.Shares {
		out.line("   份额 / share: %s %s%% = %s", s.agentName(string(part.Party)), percent(int64(part.BasisPoints)), yuan(int64(part.AmountFen)))
	}
	for _, objection := range deal.Disputes {
		out.line("   异议 / dispute: %s（%s）", s.agentName(string(objection.By)), objection.Dispute)
	}
	for _, ruling := range deal.Rulings {
		out.line("   裁决 / ruling: %s%s：%s", ruling.Role, cited(string(ruling.Clause)), ruling.Reason)
	}
	for _, rule := range deal.Considered {
		mark := "·"
		if rule.Decided {
			mark = "✔"
		}
		out.line("   %s %s%s：%s", mark, inWords(rule.Rule), cited(string(rule.Clause)), inWords(rule.Reason))
	}
	printOthers(out, s, deal)
	return out.err
}

func printOthers(out *report, s *stage, deal contract.Deal) {
	turnedDown := make([]string, 0, len(deal.TurnedDown))
	for _, other := range deal.TurnedDown {
		turnedDown = append(turnedDown, fmt.Sprintf("%s：%s%s", s.agentName(string(other.Agent)), inWords(other.Reason), cited(string(other.Clause))))
	}
	if len(turnedDown) == 0 {
		turnedDown = append(turnedDown, "无 / nobody")
	}
	out.line("   未获支持 / turned down: %s", strings.Join(turnedDown, "；"))
	evidence := make([]string, 0, len(deal.Evidence))
	for _, visit := range deal.Evidence {
		evidence = append(evidence, string(visit))
	}
	if len(evidence) == 0 {
		evidence = append(evidence, "—")
	}
	out.line("   依据 / evidence: 登记 / register entries %s", strings.Join(evidence, ", "))
}
