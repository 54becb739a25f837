package demo

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// words says in Chinese what the codes of reasons and statement lines mean that this play meets.
var words = map[string]string{
	"customer_registered": "客户已登记", "no_dispute": "无争议", "original_did_more": "原接待人不止发资料",
	"closed_by_later_receptionist": "由后接待人成交", "earlier_rule_decided": "前一条已定",
	"worked_in_absence": "原接待人缺席时由其接待并成交", "not_the_owner": "非归属人", "received_on_behalf": "代为接待",
	"owner_before": "曾为归属人", "deal_disputed": "成交有争议", "closer_is_owner": "成交人即归属人", "company_customer": "公司客户",
	"not_a_company": "不是公司客户", "owner_closed": "由归属人成交", "commission": "佣金", "reversal": "冲回", "deduction": "扣款",
	"credited": "按归属计入", "cancelled": "成交已撤销", "verified_breach": "违规查实",
}

func inWords(code string) string {
	return strings.TrimSpace(cmp.Or(words[code], attribution.Words()[policy.RuleName(code)][0]) + " " + code)
}

// printRulings prints who is credited with each deal and why.
func printRulings(out *report, s *site) error {
	out.line("\n== 裁定与理由 / rulings and their reasons: %s %s ==", s.Site.Name, s.Site.English)
	for _, buyer := range s.buyers {
		var deal contract.Deal
		if err := s.player.Read("site_manager", "/deals/"+s.player.DealOf(buyer), &deal); err != nil {
			return err
		}
		out.line("\n-- %s：佣金 / commission %s，成交人 / closed by %s，条款 / clause %s，%s", s.callers[buyer],
			yuan(deal.CommissionFen),
			s.agentName(deal.ClosedBy), deal.Clause, statusText[string(deal.Status)])
		printRuling(out, s, deal)
	}
	return out.err
}

// printRuling prints shares, every rule considered, the claimants turned down and the register entries that
// a deal's credit rests on.
func printRuling(out *report, s *site, deal contract.Deal) {
	for _, part := range deal.Shares {
		out.line("   份额 / share: %s %s%% = %s", s.agentName(part.Party), percent(int64(part.BasisPoints)),
			yuan(part.AmountFen))
	}
	for _, objection := range deal.Disputes {
		out.line("   异议 / dispute: %s（%s）", s.agentName(objection.By), objection.Dispute)
	}
	for _, ruling := range deal.Rulings {
		out.line("   裁决 / ruling: %s%s：%s", ruling.Role, cited(ruling.Clause), ruling.Reason)
	}
	for _, rule := range deal.Considered {
		mark := "·"
		if rule.Decided {
			mark = "✔"
		}
		out.line("   %s %s%s：%s", mark, inWords(rule.Rule), cited(rule.Clause), inWords(rule.Reason))
	}
	printOthers(out, s, deal)
}

func printOthers(out *report, s *site, deal contract.Deal) {
	turnedDown := make([]string, 0, len(deal.TurnedDown))
	for _, other := range deal.TurnedDown {
		turnedDown = append(turnedDown, fmt.Sprintf("%s：%s%s", s.agentName(other.Agent), inWords(other.Reason),
			cited(other.Clause)))
	}
	if len(turnedDown) == 0 {
		turnedDown = append(turnedDown, "无 / nobody")
	}
	out.line("   未获支持 / turned down: %s", strings.Join(turnedDown, "；"))
	out.line("   依据 / evidence: 登记 / register entries %s", cmp.Or(strings.Join(deal.Evidence, ", "), "—"))
}

// statusText says where the credit of a deal stands.
var statusText = map[string]string{"waiting_for_ruling": "待裁决 / waits for a ruling", "credited": "已归属 / credited",
	"settled": "已结算 / settled", "cancelled": "已撤销 / cancelled"}

// yuan writes an amount in fen as yuan.
func yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	return fmt.Sprintf("%s¥%d.%02d", sign, fen/100, fen%100)
}

// percent writes basis points as percent.
func percent(basisPoints int64) string {
	if basisPoints%100 == 0 {
		return fmt.Sprint(basisPoints / 100)
	}
	return fmt.Sprintf("%d.%02d", basisPoints/100, basisPoints%100)
}
