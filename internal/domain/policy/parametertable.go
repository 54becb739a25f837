package policy

import "github.com/lunxu/lunxu/internal/domain"

// of names the clauses that a parameter comes from.
func of(clauses ...domain.Clause) []domain.Clause { return clauses }

func rotationParameters() []Parameter {
	return []Parameter{
		{"/rotation/order", UnitChoice, "当日接待次序的来源：order_table 为接待顺序表（跨日延续），check_in 为当日到场先后", "What the day's order comes from: order_table, kept across days, or check_in, the order of arrival that morning", of("SS.4.2.1.a", "GP.1", "QC.1.a", "RC.1.a")},
		{"/rotation/leaves_head", UnitChoice, "轮到者何时离开队首：on_start 开始接待时，on_finish 接待完毕时", "When the receiver leaves the head of the queue: on_start of the reception or on_finish", of("SS.4.2.1.a", "GP.2.a")},
		{"/rotation/cycle_clause", UnitClause, "普通轮次的依据", "Cited for an ordinary turn", of("SS.4.2.1.a", "GP.2.a", "QC.1.a", "RC.1.a")},
		{"/rotation/groups", UnitYesNo, "是否分组轮值，由当日首组占接待位", "Whether agents wait in groups, the first group of the day holding the position", of("GP.1")},
		{"/rotation/next_group_clause", UnitClause, "本组无人时由下一组补位的依据；分组时必填", "Cited when the next group covers; needed with groups", of("GP.2.b")},
		{"/rotation/groups_move_on", UnitYesNo, "日结后各组次序是否前移一位", "Whether the order of groups moves on by one at day close", of("GP.2.a")},
		{"/rotation/absences/*/on_due", UnitChoice, "离岗期间轮到时如何处理：tail_on_return 回来列末位，keep_place 保留原位，covered 次位义务接待，make_up 补一次接待权，skip 轮空不补，forfeit 放弃本轮", "What happens when the turn comes while away: tail_on_return, keep_place, covered by the next, make_up later, skip without a make-up, forfeit", of("SS.4.2.1.b", "SS.4.2.1.c", "SS.4.2.1.d", "GP.13.a", "QC.2", "RC.1.b", "RC.1.c")},
		{"/rotation/absences/*/clause", UnitClause, "该离岗原因处理办法的依据；保留原位时可空", "Cited for that treatment; may be empty where the place is kept", of("SS.4.2.1.b", "SS.4.2.1.c", "SS.4.2.1.d", "GP.13.a", "QC.2", "RC.1.b")},
		{"/rotation/busy_make_up_clause", UnitClause, "轮到时正接待老客户或公司客户者可补一次接待权的依据；空为无此规定", "Cited when a turn that came while with an old or company customer is made up; empty: no such rule", of("GP.13.a")},
		{"/rotation/out_of_turn_clause", UnitClause, "拒绝抢接的依据；空为无此规定", "Cited when taking a visitor out of turn is refused; empty: no such rule", of("SS.4.2.2.a", "GP.12")},
		{"/rotation/preferred_on_turn_uses", UnitYesNo, "被指定者恰好轮到时，是否算用去本轮", "Whether a named agent who is on turn uses the turn", of("SS.4.2.5.a")},
		{"/rotation/uncovered_leave", UnitClause, "未安排补位擅离接待位为违规的依据；空为无此规定", "Cited when leaving the position vacant is a breach; empty: no such rule", of("GP.2.b")},
		{"/rotation/duty_only", UnitClause, "仅值班人员在场时按值班签到次序接待且不计轮次的依据；空为无此规定", "Cited when duty staff alone receive in their own order without using turns; empty: no such rule", of("QC.1.b")},
		{"/rotation/helper_from", UnitChoice, "代为接待者从哪一端选：head 队首，tail 队尾", "Which end of the order a helper comes from: head or tail", of("SS.4.2.4.b", "GP.15.a", "RC.9")},
		{"/rotation/take_over", UnitChoice, "代接的客户何时转回：at_once 原接待人一有空，by_helper 由代接者移交", "When a helped visitor goes back: at_once when that agent is free, or by_helper", of("SS.4.2.4.b", "GP.15.b", "RC.9")},
		{"/rotation/helper_on_turn", UnitClause, "代接时轮到自己则接新客户并交还老客户的依据；空为无此规定", "Cited when a helper whose own turn comes takes the new visitor and gives the old one back; empty: no such rule", of("RC.10")},
		{"/rotation/old_customer_on_turn", UnitClause, "接待自己老客户时轮到者可选择接新客户或轮空的依据；空为无此规定", "Cited when an agent with an old customer chooses between the new visitor and being skipped; empty: no such rule", of("RC.5")},
		{"/rotation/last_receiver_first", UnitClause, "当日末位接待者为次日首位的依据；空为无此规定", "Cited when today's last receiver is tomorrow's first; empty: no such rule", of("RC.7")},
		{"/rotation/swap_clause", UnitClause, "经批准调换次序的依据", "Cited for an approved swap of places", of("SS.3.1", "GP.0.2", "RC.1.c")},
	}
}

func receptionParameters() []Parameter {
	return []Parameter{
		{"/reception/rules/*/rule", UnitChoice, "到访判客规则，按所列次序逐条询问，末条须为 first_registered", "The rules at the door, asked in the order listed; the last is first_registered", of("SS.4.2.3", "GP.19", "QC.1.c", "RC.4.b", "SC.3")},
		{"/reception/rules/*/clause", UnitClause, "该规则的依据", "Cited when the rule decides", nil},
		{"/reception/designated_busy", UnitClause, "被指定者不在或正忙时由他人代接的依据", "Cited when the named agent is absent or busy", of("SS.4.2.4.b", "GP.15.a", "QC.3.b", "RC.9")},
		{"/reception/take_over", UnitClause, "客户转回其接待人的依据", "Cited when a visitor goes over to the agent whose visitor it is", of("SS.4.2.4.b", "GP.15.b", "RC.9")},
		{"/reception/returning_absent", UnitClause, "老客户的接待人不在或正忙时由他人代接的依据", "Cited when a returning visitor's agent is absent or busy", of("SS.4.2.4.b", "GP.15.a", "RC.9")},
		{"/reception/back_dated", UnitClause, "拒绝补登往日来访的依据", "Cited when an entry for a past day is refused", of("SS.4.2.3", "GP.19", "QC.1.d")},
		{"/reception/visitor_form", UnitClause, "接待结束由客户填写来访信息表的依据；空为无此规定", "Cited when the visitor fills in the form at the end; empty: no such rule", of("GP.10")},
		{"/reception/hand_over_note", UnitClause, "接待同事客户后须告知原接待人的依据；空为无此规定", "Cited when the colleague must be told of the reception; empty: no such rule", of("GP.18")},
		{"/reception/hand_over_minutes", UnitMinutes, "告知原接待人的时限，自接待结束起；0 为不要求", "Deadline of that note after the reception; 0: none is asked", of("GP.18")},
		{"/reception/conflict_question", UnitClause, "进门探询是否来过、是否有联系人并查册的依据；空为无此规定", "Cited for the questions at the door and the collision check; empty: no such rule", of("SS.4.2.4.a", "GP.3", "QC.3.a", "RC.2")},
		{"/reception/non_sales_designation", UnitClause, "拒绝非销售人员代客户指定接待人的依据；空为无此规定", "Cited when a designation entered by non-sales staff is refused; empty: no such rule", of("SC.9")},
		{"/reception/calls_count", UnitYesNo, "电话登记是否也算首次登记", "Whether a phone registration counts as first registration", of("RC.8")},
		{"/reception/separate_registers", UnitClause, "来电与来访、新客与老客分册登记的依据；空为无此规定", "Cited when calls and visits, new and old, are kept apart; empty: no such rule", of("RC.11")},
		{"/reception/day_report", UnitClause, "日结汇报新客与意向的依据；空为无此规定", "Cited for the report of new customers and intentions at day close; empty: no such rule", of("RC.12")},
		{"/pre_registration/clause", UnitClause, "报备的依据；空为不设报备", "Cited for an announcement before the first visit; empty: the policy knows none", of("SC.5", "RC.4.g", "PC.1.a")},
		{"/pre_registration/needs_contact", UnitYesNo, "报备前是否必须联系过客户", "Whether the person must have been contacted before", of("PC.1.b")},
		{"/pre_registration/needs_buyer", UnitYesNo, "是否仅可报备由成交客户介绍的人", "Whether only a person whom a buyer sends can be announced", of("RC.4.g")},
		{"/pre_registration/refusal", UnitClause, "拒绝未联系过的报备的依据", "Cited when an announcement without contact is refused", of("PC.1.b")},
		{"/pre_registration/proxy", UnitClause, "可登记代理看房人的依据；空为无此规定", "Cited when a person viewing for the buyer may be registered; empty: no such rule", of("SC.6")},
	}
}

func attributionParameters() []Parameter {
	return []Parameter{
		{"/recognition/*/relation", UnitChoice, "凭何认出客户：same_person 本人，family 家人，proxy_of 代看，referred_by 介绍", "What a customer is recognised by: same_person, family, proxy_of or referred_by", of("QC.4.b", "RC.4.a", "PC.5.a", "SC.6", "PC.6.a")},
		{"/recognition/*/clause", UnitClause, "签约前认出的依据", "Cited before the signing", of("QC.4.b", "RC.4.a")},
		{"/recognition/*/after_signing", UnitChoice, "签约后才认出时：too_late 不再改，corrects 更正归属，dispute 交裁决", "After the signing: too_late, corrects or dispute", of("QC.4.a", "RC.4.a", "SC.2")},
		{"/recognition/*/after_clause", UnitClause, "签约后处理的依据", "Cited after the signing", of("QC.4.a", "RC.4.a", "SC.2")},
		{"/protection/months", UnitMonths, "保护期：最后一次跟进后满此月数未跟进者失去客户；0 为不失效", "Protection period after the last follow-up; 0: an owner never lapses", of("PC.2")},
		{"/protection/clause", UnitClause, "保护期的依据", "Cited when the protection has lapsed", of("PC.2")},
		{"/attribution/rules/*/rule", UnitChoice, "成交判客规则，按所列次序逐条询问，先决者定", "The rules of a deal's credit, asked in the order listed; the first that decides, decides", of("SS.4.2.3", "GP.19", "QC.1.c", "PC.1.a", "RC.4.a", "SC.3")},
		{"/attribution/rules/*/clause", UnitClause, "该规则的依据", "Cited when the rule decides", nil},
		{"/attribution/rules/*/original_basis_points", UnitBasisPoints, "分成时原接待人的份额，其余归后续接待人", "The original agent's share of a split; the later agent has the rest", of("SS.4.2.4.b", "SS.4.2.6")},
		{"/attribution/reassignment", UnitClause, "客户投诉后改派并定分成的依据；空为无此规定", "Cited when a customer is given to another agent after a complaint; empty: no such rule", of("SC.10")},
		{"/attribution/undivided", UnitClause, "一单只归一方的依据；空为可分成", "Cited where a deal is credited to exactly one party; empty: it may be split", of("PC.1.a")},
		{"/claims/*/ground", UnitChoice, "认领业绩的理由", "What a claim to a deal's credit rests on", of("PC.5.a", "SC.6", "QC.4.b", "SC.2", "RC.4.a", "PC.6.b", "SC.5", "PC.4", "SC.1")},
		{"/claims/*/clause", UnitClause, "该理由的依据", "Cited when the claim is decided", nil},
		{"/claims/*/leads", UnitChoice, "证据成立时：credit 归认领人，dispute 交裁决", "What it comes to with its evidence: credit or dispute", of("PC.5.a", "SC.2")},
		{"/claims/*/unproven", UnitChoice, "证据不足时：dispute 交裁决，空为驳回", "What it comes to without evidence: dispute, or empty for refused", of("SC.2", "PC.3.a")},
		{"/claims/*/window_hours", UnitHours, "签约后可认领的时限，含最后一刻；0 为不限", "How long after the signing a claim may come, the last instant included; 0: no limit", of("PC.5.a")},
		{"/claims/*/until_signing", UnitYesNo, "是否只能在签约前认领", "Whether a claim may come only before the signing", of("QC.4.b")},
		{"/claims/*/late_clause", UnitClause, "驳回逾期认领的依据", "Cited when a claim comes too late", of("PC.5.b", "QC.4.a")},
		{"/claims/*/registered", UnitYesNo, "是否须事先登记代看关系", "Whether the register must name the one as viewing for the other", of("SC.6")},
		{"/claims/*/shared", UnitYesNo, "认领成立后客户是否与原归属人共有", "Whether the customer is then shared with the former owner", of("PC.5.a")},
		{"/claims/*/notify", UnitChoices, "认领成立后认领人须告知谁", "Whom the claimant then tells", of("PC.5.a")},
		{"/claims/*/duties", UnitChoices, "认领成立后认领人须做什么", "What the claimant then owes", of("PC.5.a")},
	}
}

func disputeParameters() []Parameter {
	return []Parameter{
		{"/disputes/clause", UnitClause, "归属争议处理的依据", "Cited when a dispute is opened", of("SS.4.2.2.c", "GP.0.2", "QC.4.c", "PC.3.a", "RC.14", "SC.2")},
		{"/disputes/goes_to", UnitRoles, "争议材料交给谁", "With whom the statements are filed", of("SS.4.2.2.c", "QC.4.c", "PC.3.a")},
		{"/disputes/statement_hours", UnitHours, "双方书面说明的时限；0 为不限", "When both written statements are due after the opening; 0: no deadline", of("PC.3.a")},
		{"/disputes/ruling_hours", UnitHours, "裁决的时限；0 为不限", "When the ruling is due after the opening; 0: no deadline", of("PC.3.a", "SS.4.2.2.c")},
		{"/disputes/reminder_hours", UnitHours, "到期前多久提醒", "How long before a deadline it is reminded of", of("PC.3.a")},
		{"/disputes/approvals", UnitTimes, "同一裁决须由几人批准：1 或 2", "How many people must approve the same ruling: 1 or 2", of("PC.3.a")},
		{"/disputes/agreement", UnitClause, "当事人可自行协商的依据；空为不可", "Cited when the parties agree between themselves; empty: they cannot", of("RC.14", "PC.3.a")},
		{"/disputes/need_statements", UnitYesNo, "双方说明齐备或逾期前是否不得裁决", "Whether no ruling is made before both statements are in or late", of("PC.3.a")},
		{"/disputes/appeal_to", UnitRoles, "向谁申诉；空为不可申诉", "To whom a ruling may be appealed once; empty: to nobody", of("SS.4.2.2.c", "PC.3.a")},
		{"/disputes/appeal_hours", UnitHours, "裁决后的申诉时限", "How long after the ruling an appeal may come", of("PC.3.a")},
		{"/disputes/irreconcilable", UnitClause, "双方不能协商时佣金归部门基金的依据；空为无此规定", "Cited when the commission of agents who cannot agree goes to a fund; empty: no such rule", of("RC.14")},
		{"/disputes/irreconcilable_fund", UnitChoice, "归入哪一基金", "Which fund it goes to", of("RC.14")},
		{"/disputes/poaching", UnitClause, "裁定抢单的依据；空为由行为规范处理", "Cited when a ruling finds poaching; empty: left to conduct", of("PC.4", "SC.1")},
		{"/disputes/poaching_breach", UnitName, "随之记录的违规种类", "The kind of breach counted with it", of("PC.4", "SC.1")},
		{"/disputes/poaching_credit", UnitParties, "被抢单的业绩可归谁：original 原接待人，或某一基金", "Who the credit may go to: original, or a fund", of("PC.4", "SC.1")},
	}
}

func conductParameters() []Parameter {
	return []Parameter{
		{"/conduct/period_months", UnitMonths, "次数与扣分的统计周期，自一月起；0 为一直累计", "For how many calendar months counts and points run, from January; 0: for good", of("AS.2.5")},
		{"/conduct/breaches/*/kind", UnitName, "违规种类", "The kind of breach", nil},
		{"/conduct/breaches/*/clause", UnitClause, "该违规的依据；次数按条款累计", "Cited for the breach; counts are kept per clause", nil},
		{"/conduct/breaches/*/consequences/*/day_bases", UnitTimes, "罚几日基本工资（月基本工资 ÷ 计薪天数）", "Fined days of base salary", of("SS.4.2.2.b")},
		{"/conduct/breaches/*/consequences/*/month_bases", UnitTimes, "罚几个月基本工资", "Fined months of base salary", of("SS.4.2.2.b", "RC.13")},
		{"/conduct/breaches/*/consequences/*/commission_basis_points", UnitBasisPoints, "罚当月应发佣金的比例", "Fined share of the month's commission due", of("SS.4.2.2.b")},
		{"/conduct/breaches/*/consequences/*/fixed_fen", UnitFen, "固定罚款", "A fixed fine", of("GP.11")},
		{"/conduct/breaches/*/consequences/*/points_from", UnitPoints, "至少扣分", "Points deducted at least", of("PC.1.b", "PC.3.b")},
		{"/conduct/breaches/*/consequences/*/points_to", UnitPoints, "至多扣分", "Points deducted at most", of("PC.1.b", "PC.3.b")},
		{"/conduct/breaches/*/consequences/*/warning", UnitYesNo, "是否警告", "Whether it is a warning", of("RC.3", "RC.6")},
		{"/conduct/breaches/*/consequences/*/dismissal", UnitYesNo, "是否立即提议辞退", "Whether dismissal is proposed at once", of("RC.3", "RC.13", "SC.8")},
		{"/conduct/breaches/*/consequences/*/confiscates", UnitYesNo, "是否没收该笔佣金", "Whether the deal's commission is confiscated", of("SC.7")},
		{"/conduct/breaches/*/dismissal", UnitTimes, "同一条款累计几次提议辞退；0 为不因次数辞退", "At which count of the clause dismissal is proposed; 0: never by count", of("GP.2.b", "GP.9", "GP.11", "GP.12", "GP.15.b", "GP.18", "GP.20")},
		{"/conduct/commendations/*/kind", UnitName, "表扬种类", "The kind of commendation", of("GR.11-12")},
		{"/conduct/commendations/*/clause", UnitClause, "表扬的依据", "Cited for it", of("GR.11-12")},
		{"/conduct/commendations/*/points", UnitPoints, "加分", "Points credited", of("GR.11-12")},
	}
}

func authorityParameters() []Parameter {
	return []Parameter{
		{"/settlement/claim_window_hours", UnitHours, "签约后多久佣金到期可结；0 为次日夜结", "How long after the signing a deal is due; 0: the next night", of("PC.5.a")},
		{"/settlement/deduction_flag_basis_points", UnitBasisPoints, "当月扣款超过工资的此比例时标注", "A month's deductions over this share of the wage are flagged", of("SS.4.2.2.b")},
		{"/settlement/deduction_flag_caps", UnitYesNo, "该比例是否为上限", "Whether that share is a cap", of("SS.4.2.2.b")},
		{"/settlement/paid_days_per_month_hundredths", UnitHundredths, "月计薪天数", "Paid days of a month", of("SS.4.2.2.b")},
		{"/authority/order_table", UnitRoles, "谁可编制接待顺序表", "Who may set the order table", of("SS.3.1", "GP.0.2", "RC.7")},
		{"/authority/order_table_clause", UnitClause, "编制顺序表权限的依据", "Cited for that authority", of("SS.3.1", "GP.0.2", "RC.7")},
		{"/authority/versions", UnitRoles, "谁可发布制度版本", "Who may publish a policy version", of("SS.3.1", "GP.0.1", "RC.14")},
		{"/authority/versions_clause", UnitClause, "发布版本权限的依据", "Cited for that authority", of("SS.3.1", "GP.0.1")},
		{"/authority/rulings", UnitRoles, "谁可裁决归属", "Who may rule on credit", of("SS.4.2.2.c", "QC.4.c", "PC.3.a", "SC.2")},
		{"/authority/rulings_clause", UnitClause, "裁决权限的依据", "Cited for that authority", of("SS.4.2.2.c", "QC.4.c", "PC.3.a", "SC.2")},
		{"/authority/verifies", UnitRoles, "谁可查实违规、确认名片与转回", "Who verifies breaches and confirms cards and returns", of("SS.4.2.2.b", "GP.14.a", "GP.17.b")},
		{"/supplements/*/text", UnitText, "补充规定的内容", "The supplementary rule in words", of("RC.14")},
		{"/supplements/*/clause", UnitClause, "补充规定的依据", "Cited for it", of("RC.14")},
		{"/supplements/*/deal", UnitName, "引起该补充规定的成交", "The deal that gave rise to it", of("RC.14")},
	}
}
