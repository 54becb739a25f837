package pages

import "github.com/lunxu/lunxu/internal/domain/attribution"

// ruleWords names the rules of the door and of credit, and what else decisions name as a rule.
var ruleWords = func() map[string]said {
	words := map[string]said{
		"identified_visitor": {"补登来访者身份", "Visitor identified"}, "identified_referrer": {"补登介绍人", "Referrer identified"},
		"claim_ground": {"认领理由", "Ground of the claim"}, "claim_window": {"认领期限", "Time for a claim"},
		"claim_evidence": {"登记中的证据", "Evidence in the register"}, "ruled_by_person": {"已有裁决", "Ruled already"},
	}
	for name, text := range attribution.Words() {
		words[string(name)] = said{text[0], text[1]}
	}
	return words
}()

// whyWords says why a rule did or did not decide, as the decisions name it.
var whyWords = map[string]said{
	"taken_over": {"上线时由名单接收", "taken over from the site's list"}, "taken_over_before": {"报备前已在接收的名单中", "on the list before the announcement"},
	"not_registered": {"登记簿中没有这位客户", "not in the register"}, "registered_before": {"此前已登记", "registered before"},
	"customer_registered": {"已登记的客户", "a registered customer"}, "registered_to_another": {"已登记在他人名下", "registered to another"},
	"nobody_named": {"没有指定", "names nobody"}, "agent_named": {"指定了置业顾问", "names an agent"}, "names_agent": {"指定了置业顾问", "names an agent"},
	"owner_named": {"说出了归属人", "names the owner"}, "name_unknown": {"所说姓名不在本案场", "nobody of that name here"},
	"name_forgotten": {"来过但忘了姓名", "forgot the name"}, "name_not_forgotten": {"没有忘记姓名的情形", "no forgotten name"},
	"named_agent_departed": {"指定的人已离岗或离职", "the agent named has left"}, "agent_designated": {"已被指定", "designated"},
	"known_to_nobody": {"没有相识的置业顾问", "known to nobody"}, "merely_known": {"仅为相识，不影响轮序", "merely known"},
	"first_registration": {"以本次登记为首次", "this entry is the first"}, "first_received_again": {"由首接人再次接待", "received again by the first"},
	"not_a_broker": {"不是中介或同行", "no broker or competitor"}, "identity_and_card": {"表明身份并出示名片", "said so and gave a card"},
	"identity_not_disclosed": {"未主动表明身份", "did not say so"}, "not_a_company": {"不是公司客户", "no company customer"},
	"company_customer": {"公司客户", "a company customer"}, "company_unnamed": {"公司客户，未指定", "a company naming nobody"},
	"not_referred": {"没有介绍人", "not referred"}, "referrer_not_given": {"未说明介绍人", "referrer not given"},
	"referrer_registered": {"介绍人已登记", "the referrer is registered"}, "referrer_not_registered": {"介绍人未登记", "the referrer is not registered"},
	"referrers_agent_departed": {"介绍人的置业顾问已离职", "the referrer's agent has left"}, "referrer_has_bought": {"介绍人已购", "the referrer has bought"},
	"referral_names_agent": {"介绍并指名", "referred and named"}, "referral_leads_to_nobody": {"介绍无法追溯", "the referral leads to nobody"},
	"no_referral_by_a_buyer": {"没有业主介绍", "no referral by a buyer"}, "buyers_letter": {"持业主介绍信", "brings the buyer's letter"},
	"no_family_named": {"没有说明家人", "no family named"}, "family_registered": {"家人已登记", "family registered"},
	"views_for_nobody": {"没有代看", "views for nobody"}, "principal_registered": {"委托人已登记", "the principal is registered"},
	"not_pre_registered": {"没有报备", "not announced"}, "pre_registered": {"已报备", "announced"}, "not_introduced": {"没有员工介绍", "not introduced"},
	"not_a_leaders_guest": {"不是领导来宾", "no leader's guest"}, "leaders_guest": {"领导来宾", "a leader's guest"},
	"never_called": {"没有来电登记", "never called"}, "first_call_counts": {"以首次来电为准", "the first call counts"},
	"within_protection": {"保护期内", "within protection"}, "not_followed_up": {"保护期内未跟进", "not followed up"}, "no_owner": {"没有归属人", "no owner"},
	"owner_departed": {"归属人已离职", "the owner has left"}, "registered_without_owner": {"已登记，无归属", "registered, no owner"},
	"received_on_behalf": {"代为接待，不取得归属", "received on the owner's behalf"}, "received_without_knowing": {"接待时不知已有归属", "received without knowing"},
	"closer_is_owner": {"成交人即归属人", "the closer is the owner"}, "owner_closed": {"归属人成交", "the owner closed"},
	"owner_by_register": {"以登记的归属为准", "owner by the register"}, "closed_by_later_receptionist": {"后接待人成交", "closed by the later receptionist"},
	"worked_in_absence": {"归属人不在时跟进", "worked in the owner's absence"}, "no_dispute": {"没有异议", "no dispute"},
	"deal_disputed": {"成交有异议", "the deal is disputed"}, "ownership_disputed": {"归属有争议", "ownership disputed"},
	"closer_not_registered": {"成交人没有登记", "the closer is not registered"}, "closer_never_received": {"成交人未接待过", "the closer never received"},
	"closer_has_no_later_entry": {"成交人没有后续登记", "no later entry of the closer"}, "not_the_owner": {"不是归属人", "not the owner"},
	"original_did_more": {"首接人不止给了资料", "the original did more"}, "original_gave_no_material": {"首接人未给资料", "gave no material"},
	"only_invalid_entries": {"只有无效登记", "only invalid entries"}, "referral_gives_no_claim": {"介绍不产生主张", "a referral gives no claim"},
	"followed_up_only": {"只有跟进", "followed up only"}, "called_only": {"只有来电", "called only"}, "not_a_customer": {"不是客户", "no customer"},
	"earlier_rule_decided": {"前面的规则已判定", "an earlier rule decided"}, "no_rule_decides": {"没有规则可以判定", "no rule decides"},
	"not_identified_yet": {"身份待补登", "not identified yet"}, "no_phone": {"没有电话", "no phone"}, "no_collision": {"没有撞单", "no collision"},
	"no_choice_recorded": {"没有记录客户选择", "no choice recorded"}, "no_accepted_claim": {"没有成立的认领", "no accepted claim"},
	"no_family_recognised": {"没有认出家人", "no family recognised"}, "not_reassigned": {"没有改派", "not reassigned"},
	"not_the_customers_choice": {"不是客户所选", "not the customer's choice"}, "not_the_referrers_agent": {"不是介绍人的置业顾问", "not the referrer's agent"},
	"went_away": {"等候中离开", "went away"}, "no_registered_proxy": {"没有登记的代看", "no registered proxy"},
	"no_unregistered_proxy": {"没有未登记的代看", "no unregistered proxy"}, "no_such_rule": {"制度没有此规则", "no such rule"},
	"closer_did_not_work_in_absence": {"成交人未在其不在时跟进", "did not work in the absence"}, "received_later": {"后来接待", "received later"},
	"not_recognised_by_signing": {"签约时未认出", "not recognised by signing"}, "entry_after_signing": {"登记晚于签约", "entered after signing"},
	"registered": {"已登记", "registered"}, "claim_accepted": {"认领成立", "claim accepted"}, "no_closer": {"没有成交人", "no closer"},
	"after_the_window": {"已过认领期限", "after its time"}, "no_such_ground": {"制度没有此理由", "no such ground"}, "in_time": {"在期限内", "in time"},
	"lapsed": {"逾期未跟进", "not followed up in time"}, "not_in_the_register": {"登记中没有", "not in the register"}, "in_the_register": {"登记属实", "in the register"},
	"a_person_rules": {"交由裁决", "a person rules"}, "a_ruling_is_in_force": {"已有裁决", "a ruling is in force"}, "another_claim_was_accepted": {"他人认领已成立", "another claim was accepted"},
	"customer_has_bought": {"该客户已自行成交", "the customer has bought"}, "buyer_registered_first": {"购房人登记在先", "the buyer was registered first"}, "referrer_has_not_bought": {"介绍人尚未购房", "the referrer has not bought"},
}
