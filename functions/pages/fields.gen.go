// Code generated from infra/openapi.yaml by infra/tools/contract. DO NOT EDIT.

package pages

// bodyFields gives the fields of an operation's body in the order of the contract.
func bodyFields(operation string) []field {
	switch operation {
	case "leave":
		return fieldsAbsence[:]
	case "changeAgent":
		return fieldsAgentChange[:]
	case "annotate":
		return fieldsAnnotation[:]
	case "linkArrival":
		return fieldsAppointmentArrival[:]
	case "cancelAppointment":
		return fieldsAppointmentCancellation[:]
	case "registerArrival":
		return fieldsArrival[:]
	case "cancelDeal":
		return fieldsCancellation[:]
	case "confirmCard":
		return fieldsCardConfirmation[:]
	case "closeCase":
		return fieldsCaseAnswer[:]
	case "recordProgress":
		return fieldsCaseProgress[:]
	case "answerChange":
		return fieldsChangeAnswer[:]
	case "checkIn":
		return fieldsCheckIn[:]
	case "verifyConduct":
		return fieldsConductFinding[:]
	case "confirmAppointment":
		return fieldsConfirmation[:]
	case "changeDeal":
		return fieldsDealChange[:]
	case "checkDecision":
		return fieldsDecisionCheck[:]
	case "decideDismissal":
		return fieldsDismissalDecision[:]
	case "decideErasure":
		return fieldsErasureDecision[:]
	case "objectToFact":
		return fieldsFactObjection[:]
	case "refuseFact":
		return fieldsFactRefusal[:]
	case "routeFeedback":
		return fieldsFeedbackRouting[:]
	case "recordFollowUp":
		return fieldsFollowUp[:]
	case "refuseFollowUp":
		return fieldsFollowUpRefusal[:]
	case "foundOut":
		return fieldsFoundOut[:]
	case "handOver":
		return fieldsHandOver[:]
	case "writeHandOverNote":
		return fieldsHandOverNote[:]
	case "identify":
		return fieldsIdentification[:]
	case "releaseLookups":
		return fieldsLookupRelease[:]
	case "checkInManually":
		return fieldsManualCheckIn[:]
	case "addAgent":
		return fieldsNewAgent[:]
	case "appealDispute":
		return fieldsNewAppeal[:]
	case "createAppointment":
		return fieldsNewAppointment[:]
	case "makeArchive":
		return fieldsNewArchive[:]
	case "assessAgent":
		return fieldsNewAssessment[:]
	case "answerAssessment":
		return fieldsNewAssessmentResponse[:]
	case "decideAssessment":
		return fieldsNewAssessmentResult[:]
	case "openCase":
		return fieldsNewCase[:]
	case "fileClaim":
		return fieldsNewClaim[:]
	case "commend":
		return fieldsNewCommendation[:]
	case "reportConduct":
		return fieldsNewConductReport[:]
	case "recordDeal":
		return fieldsNewDeal[:]
	case "disputeDeal":
		return fieldsNewDispute[:]
	case "giveFeedback":
		return fieldsNewFeedback[:]
	case "recordIntention":
		return fieldsNewIntention[:]
	case "registerCall":
		return fieldsNewPhoneCall[:]
	case "publishPolicyVersion", "validatePolicyDraft":
		return fieldsNewPolicyVersion[:]
	case "preRegister":
		return fieldsNewPreRegistration[:]
	case "setPreparation":
		return fieldsNewPreparation[:]
	case "requestAccess", "requestErasure":
		return fieldsNewPrivacyRequest[:]
	case "reassignCustomer":
		return fieldsNewReassignment[:]
	case "writeReceptionRecord":
		return fieldsNewReceptionRecord[:]
	case "recogniseCustomer":
		return fieldsNewRecognition[:]
	case "startReplay":
		return fieldsNewReplay[:]
	case "ruleDeal":
		return fieldsNewRuling[:]
	case "createSite":
		return fieldsNewSite[:]
	case "fileStatement":
		return fieldsNewStatement[:]
	case "openTakeover":
		return fieldsNewTakeover[:]
	case "recordTraining":
		return fieldsNewTraining[:]
	case "createWebhookSource":
		return fieldsNewWebhookSource[:]
	case "startWhatIf":
		return fieldsNewWhatIf[:]
	case "setOrderTable":
		return fieldsOrderTable[:]
	case "lookUpOwner":
		return fieldsOwnershipLookup[:]
	case "confirmPreRegistration":
		return fieldsPreRegistrationConfirmation[:]
	case "matchPreRegistrations":
		return fieldsPreRegistrationQuestion[:]
	case "withdrawPreRegistration":
		return fieldsPreRegistrationWithdrawal[:]
	case "markPrepared":
		return fieldsPreparationMark[:]
	case "setPrivacyRules":
		return fieldsPrivacyRules[:]
	case "proposeChange":
		return fieldsProposedChange[:]
	case "assignReceptionists":
		return fieldsReceptionistList[:]
	case "returnToFloor":
		return fieldsReturn[:]
	case "revealCustomer":
		return fieldsReveal[:]
	case "approveRuling":
		return fieldsRulingApproval[:]
	case "rotateWebhookSecret":
		return fieldsSecretRotation[:]
	case "signDeal":
		return fieldsSigning[:]
	case "changeSite":
		return fieldsSiteChange[:]
	case "swapPlaces":
		return fieldsSwap[:]
	case "decideSwap":
		return fieldsSwapDecision[:]
	case "requestSwap":
		return fieldsSwapWish[:]
	case "addTakeoverRows":
		return fieldsTakeoverRows[:]
	case "signOffTakeover":
		return fieldsTakeoverSignOff[:]
	case "chooseOnTurn":
		return fieldsTurnChoiceMade[:]
	case "finishVisit":
		return fieldsVisitFinish[:]
	case "fillVisitorForm":
		return fieldsVisitorForm[:]
	case "changeWebhookSource":
		return fieldsWebhookSourceChange[:]
	}
	return nil
}

var fieldsAbsence = [...]field{
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"置业顾问", "Agent"}},
	{name: "reason", kind: kindChoice, required: true, label: said{"原因", "Why"}, choices: []choice{{"private", said{"私事、请假", "Private errand"}}, {"business", said{"因公外出", "Business errand"}}, {"short", said{"短时离开", "A short while"}}, {"meal", said{"用餐", "Meal"}}, {"signing", said{"陪同签约", "At a signing"}}}},
	{name: "cover.arranged", kind: kindChoice, label: said{"替岗", "Cover"}, choices: []choice{{"auto", said{"由系统安排", "Arranged by the system"}}, {"none", said{"不安排", "None"}}}},
	{name: "cover.agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"替岗人", "Cover"}, help: said{"不选则由系统安排", "left open: the system arranges it"}},
}

var fieldsAgentChange = [...]field{
	{name: "name", kind: kindText, min: 1, max: 64, label: said{"姓名", "Name"}},
	{name: "group", kind: kindText, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$", label: said{"接待组", "Group"}},
	{name: "monthly_base_fen", kind: kindMoney, min: 0, max: 100000000, label: said{"月基本工资（元）", "Monthly base in yuan"}},
	{name: "employment", kind: kindChoice, label: said{"在职状态", "Employment"}, choices: []choice{{"employed", said{"在职", "Employed"}}, {"suspended", said{"停职", "Suspended"}}, {"left", said{"离职", "Left"}}}},
}

var fieldsAnnotation = [...]field{
	{name: "text", kind: kindArea, required: true, min: 1, max: 2000, label: said{"补充说明", "Note"}},
}

var fieldsAppointmentArrival = [...]field{
	{name: "visit", kind: kindText, required: true, pattern: "^[0-9]{8}-[0-9]{6}$", label: said{"来访编号", "Visit"}},
	{name: "reason", kind: kindText, max: 500, label: said{"原因", "Reason"}, help: said{"来访不在预约当天时必填", "needed if the visit is of another day"}},
}

var fieldsAppointmentCancellation = [...]field{
	{name: "by", kind: kindChoice, required: true, label: said{"由谁取消", "Who cancels"}, choices: []choice{{"customer", said{"客户取消", "Cancelled by the customer"}}, {"site", said{"案场取消", "Cancelled by the site"}}}},
	{name: "reason", kind: kindText, max: 500, label: said{"原因", "Reason"}},
}

var fieldsArrival = [...]field{
	{name: "phone", kind: kindTel, min: 1, max: 40, label: said{"手机号", "Phone"}},
	{name: "phone_unknown", kind: kindFlag, label: said{"不愿留电话", "Gives no number"}},
	{name: "name", kind: kindText, min: 1, max: 64, label: said{"称呼", "Name"}},
	{name: "first_visit", kind: kindFlag, label: said{"以前来过吗？", "Been here before?"}},
	{name: "names.agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"找哪位置业顾问？", "Asks for an agent?"}},
	{name: "names.text", kind: kindText, min: 1, max: 64, label: said{"客户说的名字", "The name as the visitor gave it"}},
	{name: "names.forgotten", kind: kindFlag, label: said{"来过，忘了是谁", "Came before, forgot who"}},
	{name: "known_to", kind: kindList, max: 20, label: said{"客户说认识的置业顾问", "Agents whom the visitor says to know"}, items: []field{
		{kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	}},
	{name: "referred_by_phone", kind: kindTel, min: 1, max: 40, label: said{"介绍人手机", "Referred by (phone)"}},
	{name: "on_behalf_of_phone", kind: kindTel, min: 1, max: 40, label: said{"代谁看房（手机）", "Views for (phone)"}},
	{name: "family_of_phone", kind: kindTel, min: 1, max: 40, label: said{"家人手机", "Family of (phone)"}},
	{name: "referred", kind: kindFlag, label: said{"由老客户介绍", "Sent by a customer"}},
	{name: "referrer_name", kind: kindText, min: 1, max: 64, label: said{"介绍人姓名", "Who sent the visitor"}},
	{name: "letter", kind: kindFlag, label: said{"持介绍信", "Brings a letter of introduction"}},
	{name: "introduced_by", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"由哪位置业顾问介绍", "Introduced by the agent"}},
	{name: "pre_registration", kind: kindText, pattern: "^p[0-9]{8}-[0-9]{6,9}$", label: said{"报备编号", "Pre-registration"}},
	{name: "entered_by", kind: kindChoice, label: said{"由谁登记", "Entered by"}, choices: []choice{{"sales", said{"销售人员", "Sales staff"}}, {"non_sales", said{"非销售人员", "Staff outside sales"}}}},
	{name: "asked_for_by", kind: kindChoice, label: said{"谁要求由该置业顾问接待", "Who asks for the agent"}, help: said{"前台照客户所说登记时选填", "the desk writes down what the customer says"}, choices: []choice{{"customer", said{"客户本人", "The customer"}}}},
	{name: "kind", kind: kindChoice, label: said{"来访者类别", "Kind of visitor"}, choices: []choice{{"customer", said{"个人客户", "Customer"}}, {"company", said{"公司客户", "Company"}}, {"broker", said{"中介", "Broker"}}, {"competitor", said{"同行", "Competitor"}}, {"partner", said{"合作方", "Partner"}}, {"other", said{"其他", "Other"}}, {"leaders_guest", said{"领导来宾", "Leader's guest"}}}},
	{name: "discloses_identity", kind: kindFlag, label: said{"中介或同行，进门即表明身份", "Broker or competitor, said so at once"}},
	{name: "card", kind: kindFlag, label: said{"出示了名片", "Gave a card"}},
	{name: "taken_by", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"由谁接待", "Received by"}},
	{name: "on_turn_takes", kind: kindChoice, label: said{"轮到的置业顾问选择接待", "The agent on turn takes"}, choices: []choice{{"new", said{"新客户", "The new customer"}}, {"old", said{"老客户", "The own customer"}}}},
	{name: "visited_at", kind: kindInstant, min: 1, max: 40, label: said{"来访时间", "When the visitor came"}, help: said{"选填，补登时填写", "optional, for a visit entered later"}},
	{name: "purpose", kind: kindText, min: 1, max: 500, label: said{"来意", "Purpose"}},
	{name: "organisation", kind: kindText, min: 1, max: 500, label: said{"单位", "Organisation"}},
	{name: "outcome", kind: kindChoice, label: said{"接待结果", "Outcome"}, help: said{"补登时填写", "for a visit entered later"}, choices: []choice{{"toured", said{"看房", "Toured"}}, {"materials_only", said{"只取资料", "Materials only"}}, {"negotiated", said{"洽谈", "Negotiated"}}, {"subscribed", said{"认购", "Subscribed"}}, {"invalid", said{"无效", "Invalid"}}}},
	{name: "headcount", kind: kindNumber, min: 0, max: 200, label: said{"人数", "How many"}},
}

var fieldsCancellation = [...]field{
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"原因", "Reason"}},
}

var fieldsCardConfirmation = [...]field{
	{name: "confirmed", kind: kindFlag, required: true, label: said{"名片属实", "The card is genuine"}},
}

var fieldsCaseAnswer = [...]field{
	{name: "answer", kind: kindArea, required: true, min: 1, max: 2000, label: said{"给客户的答复", "What the customer was told"}},
}

var fieldsCaseProgress = [...]field{
	{name: "text", kind: kindArea, required: true, min: 1, max: 2000, label: said{"部门的进展", "What the department says"}},
	{name: "solution", kind: kindFlag, label: said{"这就是解决办法", "This is the solution"}},
}

var fieldsChangeAnswer = [...]field{
	{name: "agreed", kind: kindFlag, required: true, label: said{"客户同意变更", "The customer agrees"}},
}

var fieldsCheckIn = [...]field{
	{name: "token", kind: kindText, required: true, min: 1, max: 200, label: said{"签到码", "Check-in code"}},
	{name: "device", kind: kindText, required: true, min: 8, max: 128, pattern: "^[!-~]+$", label: said{"设备", "Device"}},
	{name: "duty", kind: kindFlag, label: said{"今日值班", "On duty today"}, help: said{"选填", "optional"}},
}

var fieldsConductFinding = [...]field{
	{name: "gravity", kind: kindChoice, required: true, label: said{"情节", "Gravity"}, choices: []choice{{"ordinary", said{"一般", "Ordinary"}}, {"serious", said{"严重", "Serious"}}, {"unfounded", said{"不成立", "Unfounded"}}}},
	{name: "points", kind: kindNumber, min: 0, max: 1000, label: said{"扣分", "Points"}},
	{name: "monthly_base_fen", kind: kindMoney, min: 0, max: 100000000, label: said{"月基本工资（元）", "Monthly base in yuan"}},
}

var fieldsConfirmation = [...]field{
	{name: "identity_verified", kind: kindFlag, required: true, label: said{"已核实身份", "Identity verified"}},
	{name: "purpose_verified", kind: kindFlag, required: true, label: said{"已核实来意", "Purpose verified"}},
	{name: "place", kind: kindText, max: 200, label: said{"地点", "Place"}},
	{name: "agenda", kind: kindArea, max: 2000, label: said{"安排", "Agenda"}},
	{name: "headcount", kind: kindNumber, min: 1, max: 200, label: said{"人数", "How many"}},
}

var fieldsDealChange = [...]field{
	{name: "commission_fen", kind: kindMoney, min: 0, max: 1000000000000, label: said{"佣金（元）", "Commission in yuan"}},
	{name: "price_fen", kind: kindMoney, min: 1, max: 100000000000000, label: said{"成交总价（元）", "Price in yuan"}},
	{name: "unit", kind: kindText, min: 1, max: 64, label: said{"换房后的房号", "New unit"}},
	{name: "contract", kind: kindText, min: 1, max: 64, label: said{"合同号", "Contract"}},
	{name: "buyer_phone", kind: kindTel, min: 1, max: 40, label: said{"更名后的客户手机号", "Phone of the new buyer"}},
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"原因", "Reason"}},
}

var fieldsDecisionCheck = [...]field{
	{name: "hash", kind: kindText, required: true, pattern: "^[0-9a-f]{64}$", label: said{"判定书校验码", "Hash of the certificate"}},
}

var fieldsDismissalDecision = [...]field{
	{name: "decision", kind: kindChoice, required: true, label: said{"核定结果", "Decision"}, choices: []choice{{"carried_out", said{"辞退", "Dismiss"}}, {"rejected", said{"不辞退", "Do not dismiss"}}}},
	{name: "reason", kind: kindArea, required: true, min: 1, max: 2000, label: said{"核定理由", "Reason of the decision"}},
}

var fieldsErasureDecision = [...]field{
	{name: "approve", kind: kindFlag, required: true, label: said{"同意删除", "Approve the erasure"}},
}

var fieldsFactObjection = [...]field{
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000, label: said{"异议", "Objection"}},
}

var fieldsFactRefusal = [...]field{
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"不予确认的原因", "Why it is refused"}},
}

var fieldsFeedbackRouting = [...]field{
	{name: "department", kind: kindText, required: true, min: 1, max: 64, label: said{"转交部门", "To the department"}},
	{name: "deadline", kind: kindInstant, label: said{"答复时限", "Answer due"}, help: said{"默认三天", "three days"}},
}

var fieldsFollowUp = [...]field{
	{name: "remark", kind: kindText, required: true, min: 1, max: 500, label: said{"跟进内容", "What was said"}},
}

var fieldsFollowUpRefusal = [...]field{
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"不计此跟进的原因", "Why it does not count"}},
}

var fieldsFoundOut = [...]field{
	{name: "kind", kind: kindChoice, required: true, label: said{"来访者类别", "Kind of visitor"}, choices: []choice{{"customer", said{"个人客户", "Customer"}}, {"company", said{"公司客户", "Company"}}, {"broker", said{"中介", "Broker"}}, {"competitor", said{"同行", "Competitor"}}, {"partner", said{"合作方", "Partner"}}, {"other", said{"其他", "Other"}}, {"leaders_guest", said{"领导来宾", "Leader's guest"}}}},
	{name: "discloses_identity", kind: kindFlag, required: true, label: said{"本人已表明身份", "The visitor said so"}},
}

var fieldsHandOver = [...]field{
	{name: "to", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"转交给", "To"}},
	{name: "remark", kind: kindText, min: 1, max: 500, label: said{"备注", "Remark"}},
}

var fieldsHandOverNote = [...]field{
	{name: "text", kind: kindArea, required: true, min: 1, max: 2000, label: said{"交接说明", "Hand-over note"}},
}

var fieldsIdentification = [...]field{
	{name: "phone", kind: kindTel, required: true, min: 1, max: 40, label: said{"手机号", "Phone"}},
	{name: "name", kind: kindText, min: 1, max: 64, label: said{"称呼", "Name"}},
	{name: "referred_by_phone", kind: kindTel, min: 1, max: 40, label: said{"介绍人手机", "Referred by (phone)"}},
}

var fieldsLookupRelease = [...]field{
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"解除原因", "Why it is released"}},
}

var fieldsManualCheckIn = [...]field{
	{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"置业顾问", "Agent"}},
	{name: "duty", kind: kindFlag, label: said{"今日值班", "On duty today"}, help: said{"选填", "optional"}},
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"原因", "Reason"}},
}

var fieldsNewAgent = [...]field{
	{name: "id", kind: kindText, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"工号", "Agent id"}, help: said{"小写字母、数字和连字符", "lower-case letters, digits and hyphens"}},
	{name: "name", kind: kindText, required: true, min: 1, max: 64, label: said{"姓名", "Name"}},
	{name: "group", kind: kindText, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$", label: said{"接待组", "Group"}},
	{name: "monthly_base_fen", kind: kindMoney, required: true, min: 0, max: 100000000, label: said{"月基本工资（元）", "Monthly base in yuan"}},
	{name: "employment", kind: kindChoice, label: said{"在职状态", "Employment"}, choices: []choice{{"employed", said{"在职", "Employed"}}, {"suspended", said{"停职", "Suspended"}}, {"left", said{"离职", "Left"}}}},
}

var fieldsNewAppeal = [...]field{
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000, label: said{"申诉理由", "Why I appeal"}},
}

var fieldsNewAppointment = [...]field{
	{name: "channel", kind: kindChoice, required: true, label: said{"来源", "How it came"}, choices: []choice{{"phone", said{"电话", "Phone"}}, {"email", said{"邮件", "E-mail"}}, {"online", said{"线上", "Online"}}, {"internal", said{"内部", "Internal"}}}},
	{name: "name", kind: kindText, required: true, max: 64, label: said{"姓名", "Name"}},
	{name: "phone", kind: kindTel, max: 64, label: said{"手机号", "Phone"}},
	{name: "email", kind: kindEmail, max: 254, label: said{"电子邮箱", "E-mail"}},
	{name: "organisation", kind: kindText, max: 200, label: said{"单位", "Organisation"}, help: said{"个人客户填“个人”", "a private person: 个人"}},
	{name: "title", kind: kindText, max: 200, label: said{"职务", "Position"}},
	{name: "purpose", kind: kindText, max: 500, label: said{"来意", "Purpose"}},
	{name: "start", kind: kindInstant, required: true, label: said{"从", "From"}},
	{name: "end", kind: kindInstant, label: said{"到", "To"}, help: said{"默认一小时", "an hour"}},
	{name: "headcount", kind: kindNumber, min: 0, max: 200, label: said{"人数", "How many"}, help: said{"确认前可补", "may follow"}},
	{name: "place", kind: kindText, max: 200, label: said{"地点", "Place"}, help: said{"确认前可补", "may follow"}},
	{name: "agenda", kind: kindArea, max: 2000, label: said{"安排", "Agenda"}, help: said{"确认前可补", "may follow"}},
	{name: "kind", kind: kindChoice, label: said{"来访者类别", "Kind of visitor"}, choices: []choice{{"customer", said{"个人客户", "Customer"}}, {"company", said{"公司客户", "Company"}}, {"partner", said{"合作方", "Partner"}}, {"other", said{"其他", "Other"}}}},
	{name: "agent", kind: kindAgent, max: 64, label: said{"指定置业顾问", "Asks for an agent"}},
}

var fieldsNewArchive = [...]field{
	{name: "month", kind: kindMonth, required: true, pattern: "^[0-9]{4}-[0-9]{2}$", label: said{"月份", "Month"}},
}

var fieldsNewAssessment = [...]field{
	{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"同事", "Colleague"}},
	{name: "period", kind: kindText, required: true, pattern: "^[0-9]{4}-(Q[1-4]|H[12])$", label: said{"考评周期", "Period"}},
	{name: "kind", kind: kindChoice, required: true, label: said{"方式", "Kind"}, choices: []choice{{"regular", said{"定期考评", "Regular"}}, {"spot", said{"随机抽查", "Spot"}}, {"self", said{"自评", "Self"}}, {"peer", said{"互评", "Colleague"}}}},
	{name: "overall", kind: kindNumber, required: true, min: 1, max: 5, label: said{"总体", "Overall"}},
	{name: "efficiency", kind: kindNumber, min: 1, max: 5, label: said{"接待效率", "Efficiency"}, help: said{"选填", "optional"}},
	{name: "attitude", kind: kindNumber, min: 1, max: 5, label: said{"服务态度", "Attitude"}, help: said{"选填", "optional"}},
	{name: "problem_solving", kind: kindNumber, min: 1, max: 5, label: said{"解决问题", "Problem solving"}, help: said{"选填", "optional"}},
	{name: "words", kind: kindArea, max: 400, label: said{"评语", "In words"}, help: said{"选填", "optional"}},
	{name: "corrects", kind: kindText, pattern: "^s[0-9]{8}-[0-9]{6}$", label: said{"更正哪一次考评", "Assessment that this one replaces"}},
}

var fieldsNewAssessmentResponse = [...]field{
	{name: "result", kind: kindText, required: true, pattern: "^r[0-9]{8}-[0-9]{6}$", label: said{"考评结果", "Result"}},
	{name: "agrees", kind: kindFlag, required: true, label: said{"无异议", "I agree"}},
	{name: "words", kind: kindArea, max: 400, label: said{"异议理由", "Why I object"}, help: said{"提出异议时必填", "needed for an objection"}},
}

var fieldsNewAssessmentResult = [...]field{
	{name: "grade", kind: kindChoice, required: true, label: said{"等级", "Grade"}, choices: []choice{{"outstanding", said{"优秀", "Outstanding"}}, {"good", said{"良好", "Good"}}, {"adequate", said{"合格", "Adequate"}}, {"poor", said{"不合格", "Poor"}}}},
	{name: "suggestions", kind: kindArea, max: 400, label: said{"改进建议", "Suggestions"}},
	{name: "commendation", kind: kindText, pattern: "^[A-Za-z0-9-]{1,40}$", label: said{"奖：表扬", "Reward"}},
	{name: "report", kind: kindText, pattern: "^[A-Za-z0-9-]{1,40}$", label: said{"惩：违规报告", "Penalty"}},
	{name: "corrects", kind: kindText, pattern: "^r[0-9]{8}-[0-9]{6}$", label: said{"更正哪一次结果", "Result that this one replaces"}},
}

var fieldsNewCase = [...]field{
	{name: "visit", kind: kindText, required: true, pattern: "^[0-9]{8}-[0-9]{6}$", label: said{"来访编号", "Visit"}},
	{name: "kind", kind: kindChoice, required: true, label: said{"种类", "Kind"}, choices: []choice{{"request", said{"请求", "Request"}}, {"problem", said{"问题", "Problem"}}, {"question", said{"咨询", "Question"}}, {"suggestion", said{"建议", "Suggestion"}}, {"complaint", said{"投诉", "Complaint"}}}},
	{name: "request", kind: kindArea, required: true, min: 1, max: 2000, label: said{"客户的请求", "What the customer asks"}},
	{name: "department", kind: kindText, required: true, min: 1, max: 64, label: said{"办理部门", "Department"}},
	{name: "deadline", kind: kindInstant, required: true, label: said{"答复时限", "Answer due"}},
}

var fieldsNewClaim = [...]field{
	{name: "ground", kind: kindChoice, required: true, label: said{"理由", "Ground"}, choices: []choice{{"proxy_of", said{"购房人代我的客户而来", "The buyer came for my customer"}}, {"same_person", said{"购房人就是我的客户（换了号码）", "The buyer is my customer, by another number"}}, {"family", said{"购房人是我客户的家人", "The buyer is of my customer's family"}}, {"referral", said{"我的客户介绍来的", "Sent by my customer"}}, {"pre_registered", said{"我已报备", "I announced the buyer"}}, {"first_reception", said{"我先接待", "I received the buyer first"}}, {"poaching", said{"被不当抢走", "Taken away by false means"}}}},
	{name: "customer_phone", kind: kindTel, min: 1, max: 40, label: said{"我的客户的手机号", "My own customer's phone"}, help: said{"代看、同一人、家人、介绍时必填", "needed where another customer is the ground"}},
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000, label: said{"事实与证据", "What happened, and what shows it"}},
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"认领人", "Claimed by"}},
	{name: "evidence.pre_registration", kind: kindText, min: 1, max: 40, label: said{"所依据的报备", "Pre-registration it rests on"}},
}

var fieldsNewCommendation = [...]field{
	{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"置业顾问", "Agent"}},
	{name: "kind", kind: kindText, required: true, min: 1, max: 64, pattern: "^[a-z_]+$", label: said{"种类", "Kind"}},
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000, label: said{"事由", "What for"}},
	{name: "deal", kind: kindText, pattern: "^d[0-9]{8}-[0-9]{6}$", label: said{"成交编号", "Deal"}},
	{name: "visit", kind: kindText, pattern: "^[0-9]{8}-[0-9]{6}$", label: said{"来访编号", "Visit"}},
}

var fieldsNewConductReport = [...]field{
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"置业顾问", "Agent"}},
	{name: "subject", kind: kindText, min: 1, max: 64, pattern: "^[A-Za-z0-9_.@-]+$", label: said{"其他员工账号", "Account of other staff"}},
	{name: "deal", kind: kindText, pattern: "^d[0-9]{8}-[0-9]{6}$", label: said{"涉及的成交", "Deal that it is about"}},
	{name: "points", kind: kindNumber, min: 0, max: 1000, label: said{"扣分", "Points"}},
	{name: "breach", kind: kindText, required: true, min: 1, max: 64, pattern: "^[a-z_]+$", label: said{"种类", "Kind"}},
	{name: "verified", kind: kindChoice, label: said{"已核实的情节", "Gravity, if verified"}, choices: []choice{{"ordinary", said{"一般", "Ordinary"}}, {"serious", said{"严重", "Serious"}}, {"unfounded", said{"不成立", "Unfounded"}}}},
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000, label: said{"经过", "What happened"}},
}

var fieldsNewDeal = [...]field{
	{name: "phone", kind: kindTel, required: true, min: 1, max: 40, label: said{"客户手机号", "Customer's phone"}},
	{name: "closed_by", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"成交人", "Closed by"}},
	{name: "stage", kind: kindChoice, label: said{"阶段", "Stage"}, choices: []choice{{"subscribed", said{"认购", "Subscribed"}}, {"signed", said{"签约", "Signed"}}}},
	{name: "commission_fen", kind: kindMoney, required: true, min: 0, max: 1000000000000, label: said{"佣金（元）", "Commission in yuan"}},
	{name: "price_fen", kind: kindMoney, min: 1, max: 100000000000000, label: said{"成交总价（元）", "Price in yuan"}},
	{name: "contract", kind: kindText, min: 1, max: 64, label: said{"合同号", "Contract"}},
	{name: "unit", kind: kindText, required: true, min: 1, max: 64, label: said{"房号", "Unit"}},
	{name: "customer_chose", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"客户指定的置业顾问", "Agent whom the customer chose"}},
}

var fieldsNewDispute = [...]field{
	{name: "by", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"提出人", "Raised by"}},
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000, label: said{"事实与理由", "What happened"}},
}

var fieldsNewFeedback = [...]field{
	{name: "overall", kind: kindNumber, required: true, min: 1, max: 5, label: said{"总体满意度", "Overall"}},
	{name: "efficiency", kind: kindNumber, min: 1, max: 5, label: said{"接待效率", "Efficiency"}},
	{name: "attitude", kind: kindNumber, min: 1, max: 5, label: said{"服务态度", "Attitude"}},
	{name: "problem_solving", kind: kindNumber, min: 1, max: 5, label: said{"解决问题", "Problem solving"}},
	{name: "words", kind: kindArea, max: 2000, label: said{"意见", "In words"}, help: said{"投诉或建议时必填", "needed for a complaint or a suggestion"}},
	{name: "complaint", kind: kindFlag, label: said{"这是投诉", "This is a complaint"}},
	{name: "suggestion", kind: kindFlag, label: said{"这是建议", "This is a suggestion"}},
	{name: "channel", kind: kindChoice, label: said{"客户怎样告知", "How the visitor said it"}, choices: []choice{{"qr", said{"客户扫码", "From the visitor's phone"}}, {"oral", said{"口头", "Said"}}, {"phone", said{"电话", "By phone"}}}},
	{name: "department", kind: kindText, min: 1, max: 64, label: said{"转交部门", "To the department"}},
	{name: "deadline", kind: kindInstant, label: said{"答复时限", "Answer due"}, help: said{"选填，默认三天", "optional, three days"}},
	{name: "corrects", kind: kindText, pattern: "^f[0-9]{8}-[0-9]{6}$", label: said{"更正哪一条评价", "Feedback that this one replaces"}},
}

var fieldsNewIntention = [...]field{
	{name: "interested", kind: kindFlag, required: true, label: said{"有意向", "Interested"}},
	{name: "unit", kind: kindText, min: 1, max: 40, label: said{"房号", "Unit"}},
	{name: "floor", kind: kindText, min: 1, max: 40, label: said{"楼层", "Floor"}},
	{name: "layout", kind: kindText, min: 1, max: 40, label: said{"户型", "Layout"}},
	{name: "area_sqm", kind: kindNumber, min: 1, max: 10000, label: said{"面积（平方米）", "Area in square metres"}},
}

var fieldsNewPhoneCall = [...]field{
	{name: "phone", kind: kindTel, required: true, min: 1, max: 40, label: said{"手机号", "Phone"}},
	{name: "name", kind: kindText, min: 1, max: 64, label: said{"称呼", "Name"}},
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"接听人", "Answered by"}},
	{name: "content", kind: kindText, min: 1, max: 500, label: said{"内容", "What it was about"}},
	{name: "called_at", kind: kindInstant, min: 1, max: 40, label: said{"来电时间", "When it came"}, help: said{"选填，默认现在", "optional, now"}},
}

var fieldsNewPolicyVersion = [...]field{
	{name: "preset", kind: kindChoice, label: said{"制度模板", "Rule set"}, choices: []choice{{"self-sale", said{"自销项目", "Self-sale"}}, {"group-rotation", said{"集团案场", "Group rotation"}}, {"leasing-hall", said{"招商部", "Leasing hall"}}, {"points", said{"计分", "Points"}}, {"front-seat", said{"前台首位", "Front seat"}}, {"first-contact", said{"首接业绩", "First contact"}}}},
	{name: "base.preset", kind: kindChoice, label: said{"以模板为底", "Starts from the rule set"}, choices: []choice{{"self-sale", said{"自销项目", "Self-sale"}}, {"group-rotation", said{"集团案场", "Group rotation"}}, {"leasing-hall", said{"招商部", "Leasing hall"}}, {"points", said{"计分", "Points"}}, {"front-seat", said{"前台首位", "Front seat"}}, {"first-contact", said{"首接业绩", "First contact"}}}},
	{name: "base.version", kind: kindNumber, min: 1, label: said{"以第几版为底", "Starts from version"}},
	{name: "effective_from", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", label: said{"生效日", "In force from"}},
	{name: "note", kind: kindText, min: 1, max: 500, label: said{"说明", "Note"}},
	{name: "rules", kind: kindJSON, label: said{"完整规则", "Whole rule set"}},
	{name: "changes", kind: kindJSON, label: said{"修改", "Changes"}},
}

var fieldsNewPreRegistration = [...]field{
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"报备人", "Announced by"}},
	{name: "name", kind: kindText, min: 1, max: 64, label: said{"姓名", "Name"}},
	{name: "features", kind: kindText, min: 1, max: 500, label: said{"特征", "Features"}, help: said{"选填，便于前台辨认", "optional, for the desk to tell the person"}},
	{name: "phone", kind: kindTel, min: 1, max: 40, label: said{"手机号", "Phone"}, help: said{"姓名、手机号至少一项", "name or phone at least"}},
	{name: "referred_by_phone", kind: kindTel, min: 1, max: 40, label: said{"介绍人手机号", "Phone of who sends the person"}, help: said{"制度要求时须是您名下的已购客户", "a buyer of yours where the policy asks for one"}},
	{name: "proxy_phone", kind: kindTel, min: 1, max: 40, label: said{"代看人手机号", "Phone of who views for the buyer"}},
	{name: "statement", kind: kindText, min: 1, max: 500, label: said{"说明", "What is known"}},
}

var fieldsNewPreparation = [...]field{
	{name: "items", kind: kindList, required: true, max: 20, label: said{"准备清单", "What to make ready"}, items: []field{
		{name: "item", kind: kindNumber, min: 1, label: said{"序号", "Number"}},
		{name: "kind", kind: kindChoice, required: true, label: said{"种类", "Kind"}, choices: []choice{{"materials", said{"资料", "Materials"}}, {"room", said{"会议室", "Room"}}, {"equipment", said{"设备", "Equipment"}}, {"seats", said{"座位", "Seats"}}, {"catering", said{"茶点", "Catering"}}, {"car", said{"车辆与司机", "Car and driver"}}, {"other", said{"其他", "Other"}}}},
		{name: "text", kind: kindText, required: true, min: 1, max: 200, label: said{"准备什么", "What"}},
		{name: "agent", kind: kindAgent, max: 64, label: said{"负责人", "Owner"}},
		{name: "department", kind: kindText, max: 64, label: said{"负责部门", "Department"}},
		{name: "due", kind: kindInstant, required: true, label: said{"完成时限", "Due"}},
		{name: "note", kind: kindText, max: 500, label: said{"备注", "Note"}},
	}},
}

var fieldsNewPrivacyRequest = [...]field{
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"客户的要求", "What the customer asks"}},
	{name: "identity_verified", kind: kindText, required: true, min: 1, max: 500, label: said{"如何核实本人", "How it was made sure who asks"}},
}

var fieldsNewReassignment = [...]field{
	{name: "to", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"改由谁负责", "To the agent"}},
	{name: "from_basis_points", kind: kindPercent, required: true, min: 0, max: 10000, label: said{"原置业顾问保留份额", "Share that the former agent keeps"}, help: said{"百分比", "in percent"}},
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"原因", "Reason"}},
	{name: "penalty", kind: kindFlag, label: said{"属于处罚", "As a penalty"}},
}

var fieldsNewReceptionRecord = [...]field{
	{name: "topics", kind: kindArea, required: true, min: 1, max: 2000, label: said{"主要内容", "Main content"}},
	{name: "questions", kind: kindList, max: 30, label: said{"问与答", "Questions and answers"}, items: []field{
		{name: "asked", kind: kindArea, required: true, min: 1, max: 2000, label: said{"客户问", "Asked"}},
		{name: "answered", kind: kindArea, required: true, min: 1, max: 2000, label: said{"答复", "Answered"}},
	}},
	{name: "well", kind: kindArea, max: 2000, label: said{"做得好的", "What went well"}},
	{name: "badly", kind: kindArea, max: 2000, label: said{"不足之处", "What did not"}},
	{name: "improvement", kind: kindArea, max: 2000, label: said{"改进", "What to do better"}},
	{name: "follow_up", kind: kindArea, max: 2000, label: said{"需跟进的需求（报告主管）", "Still needed, reported to the supervisor"}},
	{name: "gifts", kind: kindList, max: 10, label: said{"礼品", "Gifts"}, items: []field{
		{name: "what", kind: kindArea, required: true, min: 1, max: 2000, label: said{"礼品", "Gift"}},
		{name: "declined", kind: kindFlag, required: true, label: said{"已谢绝", "Declined"}},
	}},
	{name: "corrects", kind: kindText, pattern: "^r[0-9]{8}-[0-9]{6}$", label: said{"更正哪一条记录", "Record that this one replaces"}},
}

var fieldsNewRecognition = [...]field{
	{name: "relation", kind: kindChoice, required: true, label: said{"这位客户是", "This customer is"}, choices: []choice{{"same_person", said{"同一人（换了号码或姓名）", "The same person"}}, {"family", said{"同一家庭", "Of one family"}}, {"proxy_of", said{"代我的客户而来", "Came for my customer"}}, {"referred_by", said{"我的客户介绍", "Sent by my customer"}}}},
	{name: "entry", kind: kindText, pattern: "^[0-9]{8}-[0-9]{6}$", label: said{"或来访编号", "Or the visit's number"}},
	{name: "entry_of_phone", kind: kindTel, min: 1, max: 40, label: said{"登记时的手机号", "Phone in that entry"}},
	{name: "takes_over", kind: kindFlag, label: said{"以后由我接待", "I go on with the customer"}},
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"认出人", "Recognised by"}},
}

var fieldsNewReplay = [...]field{
	{name: "from", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", label: said{"从", "From"}},
	{name: "to", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", label: said{"到", "To"}},
}

var fieldsNewRuling = [...]field{
	{name: "shares", kind: kindList, min: 1, max: 20, label: said{"份额", "Shares"}, items: []field{
		{name: "party", kind: kindText, required: true, pattern: "^(@(welfare_fund|sales_department_fund|company)|[a-z0-9][a-z0-9-]{0,23})$", label: said{"归谁", "Party"}},
		{name: "basis_points", kind: kindPercent, required: true, min: 0, max: 10000, label: said{"份额", "Share"}},
	}},
	{name: "reason", kind: kindArea, required: true, min: 1, max: 2000, label: said{"理由", "Reason"}},
	{name: "clause", kind: kindText, pattern: "^[A-Z]{2}\\.[0-9A-Za-z.-]{1,20}$", label: said{"依据条款", "Clause"}},
	{name: "penalties", kind: kindList, min: 1, max: 8, label: said{"处罚", "Penalties"}, items: []field{
		{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"置业顾问", "Agent"}},
		{name: "breach", kind: kindText, required: true, min: 1, max: 64, pattern: "^[a-z_]+$", label: said{"种类", "Kind"}},
		{name: "gravity", kind: kindChoice, required: true, label: said{"情节", "Gravity"}, choices: []choice{{"ordinary", said{"一般", "Ordinary"}}, {"serious", said{"严重", "Serious"}}, {"unfounded", said{"不成立", "Unfounded"}}}},
	}},
	{name: "irreconcilable", kind: kindFlag, label: said{"双方无法协商一致", "The parties cannot agree"}},
	{name: "supplementary_rule", kind: kindText, min: 1, max: 500, label: said{"补充规则", "Supplementary rule"}, help: said{"无法协商一致时必填", "needed where the parties cannot agree"}},
	{name: "verified", kind: kindChoice, label: said{"查实", "Verified"}, choices: []choice{{"poaching", said{"认定抢单", "Poaching"}}}},
	{name: "offender", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"违规人", "Offender"}},
	{name: "credit_to", kind: kindText, min: 1, max: 32, label: said{"业绩归", "Credit goes to"}},
	{name: "gravity", kind: kindChoice, label: said{"情节", "Gravity"}, choices: []choice{{"ordinary", said{"一般", "Ordinary"}}, {"serious", said{"严重", "Serious"}}, {"unfounded", said{"不成立", "Unfounded"}}}},
}

var fieldsNewSite = [...]field{
	{name: "id", kind: kindText, required: true, pattern: "^[a-z0-9][a-z0-9-]{1,23}$", label: said{"案场编号", "Site id"}, help: said{"小写字母、数字和连字符", "lower-case letters, digits and hyphens"}},
	{name: "name", kind: kindText, required: true, min: 1, max: 64, label: said{"案场名称", "Name of the site"}},
	{name: "time_zone", kind: kindText, min: 1, max: 64, label: said{"时区", "Time zone"}, help: said{"选填，默认 Asia/Shanghai", "optional, Asia/Shanghai"}},
	{name: "region", kind: kindText, required: true, min: 1, max: 64, label: said{"区域", "Region"}},
	{name: "preset", kind: kindChoice, required: true, label: said{"制度模板", "Rule set to start from"}, choices: []choice{{"self-sale", said{"自销项目", "Self-sale"}}, {"group-rotation", said{"集团案场", "Group rotation"}}, {"leasing-hall", said{"招商部", "Leasing hall"}}, {"points", said{"计分", "Points"}}, {"front-seat", said{"前台首位", "Front seat"}}, {"first-contact", said{"首接业绩", "First contact"}}}},
	{name: "groups", kind: kindList, max: 12, label: said{"接待组", "Groups"}, items: []field{
		{name: "id", kind: kindText, required: true, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$", label: said{"组编号", "Group id"}},
		{name: "name", kind: kindText, required: true, min: 1, max: 64, label: said{"组名", "Name of the group"}},
	}},
	{name: "rules", kind: kindJSON, label: said{"完整规则", "Whole rule set"}, help: said{"选填，留空则用模板", "optional, the rule set named above if left out"}},
	{name: "effective_from", kind: kindDay, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", label: said{"生效日", "In force from"}, help: said{"选填，默认今天", "optional, today"}},
}

var fieldsNewStatement = [...]field{
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000, label: said{"我的陈述", "My statement"}},
	{name: "agrees_to", kind: kindList, min: 1, max: 20, label: said{"同意的分法", "Split that I agree to"}, items: []field{
		{name: "party", kind: kindText, required: true, pattern: "^(@(welfare_fund|sales_department_fund|company)|[a-z0-9][a-z0-9-]{0,23})$", label: said{"归谁", "Party"}},
		{name: "basis_points", kind: kindPercent, required: true, min: 0, max: 10000, label: said{"份额", "Share"}},
	}},
}

var fieldsNewTakeover = [...]field{
	{name: "file_name", kind: kindText, required: true, min: 1, max: 200, label: said{"文件名", "File name"}},
}

var fieldsNewTraining = [...]field{
	{name: "topic", kind: kindText, required: true, min: 1, max: 200, label: said{"主题", "Topic"}},
	{name: "date", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", label: said{"日期", "Date"}},
	{name: "trainer", kind: kindText, required: true, min: 1, max: 64, label: said{"培训人", "Trainer"}},
	{name: "minutes", kind: kindNumber, required: true, min: 1, max: 1440, label: said{"时长（分钟）", "Minutes"}},
	{name: "attendees", kind: kindList, required: true, max: 120, label: said{"参加的置业顾问", "Agents who attended"}, items: []field{
		{kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	}},
	{name: "others", kind: kindList, max: 50, label: said{"其他接待人员", "Other reception staff"}, help: said{"用顿号分开", "separated by commas"}, items: []field{
		{kind: kindText, min: 1, max: 64},
	}},
	{name: "corrects", kind: kindText, pattern: "^t[0-9]{8}-[0-9]{6}$", label: said{"更正哪一条培训", "Training that this one replaces"}},
}

var fieldsNewWebhookSource = [...]field{
	{name: "name", kind: kindText, required: true, min: 1, max: 24, pattern: "^[a-z0-9][a-z0-9-]*$", label: said{"名称", "Name"}, help: said{"小写字母、数字和连字符", "lower-case letters, digits and hyphens"}},
	{name: "provider", kind: kindChoice, required: true, label: said{"预约系统", "Booking system"}, choices: []choice{{"standard", said{"Standard Webhooks", "Standard Webhooks"}}, {"calendly", said{"Calendly", "Calendly"}}, {"cal_com", said{"Cal.com", "Cal.com"}}}},
	{name: "secret", kind: kindText, min: 24, max: 192, label: said{"密钥", "Secret"}, help: said{"选填，留空则由系统生成", "optional, made here if left out"}},
	{name: "tolerance_s", kind: kindNumber, min: 1, max: 600, label: said{"时间误差（秒）", "Tolerance in seconds"}},
}

var fieldsNewWhatIf = [...]field{
	{name: "from", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", label: said{"从", "From"}},
	{name: "to", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", label: said{"到", "To"}},
	{name: "base.preset", kind: kindChoice, label: said{"以模板为底", "Starts from the rule set"}, choices: []choice{{"self-sale", said{"自销项目", "Self-sale"}}, {"group-rotation", said{"集团案场", "Group rotation"}}, {"leasing-hall", said{"招商部", "Leasing hall"}}, {"points", said{"计分", "Points"}}, {"front-seat", said{"前台首位", "Front seat"}}, {"first-contact", said{"首接业绩", "First contact"}}}},
	{name: "base.version", kind: kindNumber, min: 1, label: said{"以第几版为底", "Starts from version"}},
	{name: "rules", kind: kindJSON, label: said{"完整规则", "Whole rule set"}},
	{name: "changes", kind: kindJSON, label: said{"修改", "Changes"}},
}

var fieldsOrderTable = [...]field{
	{name: "places", kind: kindList, required: true, min: 1, max: 120, label: said{"轮序表", "Order table"}, items: []field{
		{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"置业顾问", "Agent"}},
		{name: "group", kind: kindText, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$", label: said{"接待组", "Group"}},
	}},
	{name: "groups", kind: kindList, max: 12, label: said{"各组先后", "Order of the groups"}, help: said{"每行一个组编号，先者在上", "a group id a line, the first on top"}, items: []field{
		{kind: kindText, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$"},
	}},
}

var fieldsOwnershipLookup = [...]field{
	{name: "phone", kind: kindTel, required: true, min: 1, max: 40, label: said{"手机号", "Phone"}},
}

var fieldsPreRegistrationConfirmation = [...]field{
	{name: "pre_registration", kind: kindText, required: true, pattern: "^p[0-9]{8}-[0-9]{6,9}$", label: said{"报备编号", "Pre-registration"}},
	{name: "reason", kind: kindText, min: 1, max: 500, label: said{"姓名或号码不同时：为何是同一人", "If name or number differ: why it is the person"}},
}

var fieldsPreRegistrationQuestion = [...]field{
	{name: "name", kind: kindText, min: 1, max: 64, label: said{"姓名", "Name"}},
	{name: "phone", kind: kindTel, min: 1, max: 40, label: said{"手机号", "Phone"}},
	{name: "features", kind: kindText, min: 1, max: 500, label: said{"特征", "Features"}},
}

var fieldsPreRegistrationWithdrawal = [...]field{
	{name: "reason", kind: kindText, min: 1, max: 500, label: said{"原因", "Reason"}},
}

var fieldsPreparationMark = [...]field{
	{name: "note", kind: kindText, max: 500, label: said{"备注", "Note"}},
}

var fieldsPrivacyRules = [...]field{
	{name: "window_minutes", kind: kindNumber, required: true, min: 1, max: 120, label: said{"时间窗（分钟）", "Window in minutes"}},
	{name: "numbers_in_window", kind: kindNumber, required: true, min: 1, max: 300, label: said{"时间窗内不同号码上限", "Distinct numbers in the window"}},
	{name: "numbers_per_day", kind: kindNumber, required: true, min: 1, max: 1000, label: said{"每日不同号码上限", "Distinct numbers a day"}},
	{name: "retention_months", kind: kindNumber, required: true, min: 6, max: 120, label: said{"保存期（月），无联系后自动删除", "Months without contact until erased"}},
}

var fieldsProposedChange = [...]field{
	{name: "start", kind: kindInstant, label: said{"从", "From"}},
	{name: "end", kind: kindInstant, label: said{"到", "To"}},
	{name: "headcount", kind: kindNumber, min: 1, max: 200, label: said{"人数", "How many"}},
	{name: "place", kind: kindText, max: 200, label: said{"地点", "Place"}},
}

var fieldsReceptionistList = [...]field{
	{name: "receptionists", kind: kindList, required: true, max: 10, label: said{"接待分工", "Receptionists"}, items: []field{
		{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"接待人", "Agent"}},
		{name: "task", kind: kindText, required: true, min: 1, max: 200, label: said{"任务", "Task"}},
	}},
}

var fieldsReturn = [...]field{
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"置业顾问", "Agent"}},
}

var fieldsReveal = [...]field{
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"查看原因", "Why the full data are needed"}, help: said{"将记入查阅记录", "kept in the log of look-ups"}},
}

var fieldsRulingApproval = [...]field{
	{name: "approve", kind: kindFlag, required: true, label: said{"核准", "Approve"}},
}

var fieldsSecretRotation = [...]field{
	{name: "secret", kind: kindText, min: 24, max: 192, label: said{"新密钥", "New secret"}, help: said{"选填，留空则由系统生成", "optional, made here if left out"}},
	{name: "retire_old", kind: kindFlag, label: said{"立即停用旧密钥", "Retire the old ones at once"}},
}

var fieldsSigning = [...]field{
	{name: "commission_fen", kind: kindMoney, min: 0, max: 1000000000000, label: said{"佣金（元）", "Commission in yuan"}},
	{name: "contract", kind: kindText, min: 1, max: 64, label: said{"合同号", "Contract"}},
	{name: "customer_chose", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"客户指定的置业顾问", "Agent whom the customer chose"}},
}

var fieldsSiteChange = [...]field{
	{name: "name", kind: kindText, min: 1, max: 64, label: said{"案场名称", "Name of the site"}},
	{name: "time_zone", kind: kindText, min: 1, max: 64, label: said{"时区", "Time zone"}},
	{name: "region", kind: kindText, min: 1, max: 64, label: said{"区域", "Region"}},
	{name: "groups", kind: kindList, max: 12, label: said{"接待组", "Groups"}, items: []field{
		{name: "id", kind: kindText, required: true, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$", label: said{"组编号", "Group id"}},
		{name: "name", kind: kindText, required: true, min: 1, max: 64, label: said{"组名", "Name of the group"}},
	}},
}

var fieldsSwap = [...]field{
	{name: "first", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"甲方", "First"}},
	{name: "second", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"乙方", "Second"}},
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"原因", "Reason"}},
}

var fieldsSwapDecision = [...]field{
	{name: "approve", kind: kindFlag, required: true, label: said{"同意换位", "Approve the swap"}},
}

var fieldsSwapWish = [...]field{
	{name: "with", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$", label: said{"与谁换", "With"}},
	{name: "reason", kind: kindText, required: true, min: 1, max: 500, label: said{"原因", "Reason"}},
}

var fieldsTakeoverRows = [...]field{
	{name: "first", kind: kindNumber, required: true, min: 1, max: 2000, label: said{"起始行", "First row"}},
	{name: "rows", kind: kindList, required: true, min: 1, max: 40, label: said{"各行", "Rows"}, items: []field{
		{name: "phone", kind: kindText, required: true, max: 200, label: said{"手机号", "Phone"}},
		{name: "name", kind: kindText, max: 200, label: said{"姓名", "Name"}},
		{name: "owner", kind: kindText, max: 200, label: said{"置业顾问", "Agent"}},
		{name: "last_contact", kind: kindText, max: 200, label: said{"最近联系", "Last contact"}},
	}},
}

var fieldsTakeoverSignOff = [...]field{
	{name: "digest", kind: kindText, required: true, pattern: "^[0-9a-f]{64}$", label: said{"名单校验码", "Digest of the list"}},
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000, label: said{"签字说明", "Statement"}},
}

var fieldsTurnChoiceMade = [...]field{
	{name: "take_new", kind: kindFlag, required: true, label: said{"若此时轮到我", "Should my turn come now"}},
}

var fieldsVisitFinish = [...]field{
	{name: "outcome", kind: kindChoice, required: true, label: said{"接待结果", "Outcome"}, choices: []choice{{"toured", said{"看房", "Toured"}}, {"materials_only", said{"只取资料", "Materials only"}}, {"negotiated", said{"洽谈", "Negotiated"}}, {"subscribed", said{"认购", "Subscribed"}}, {"invalid", said{"无效", "Invalid"}}}},
	{name: "remark", kind: kindText, min: 1, max: 500, label: said{"备注", "Remark"}},
}

var fieldsVisitorForm = [...]field{
	{name: "name", kind: kindText, min: 1, max: 64, label: said{"怎么称呼您", "Your name"}},
	{name: "need", kind: kindArea, required: true, min: 1, max: 2000, label: said{"您想了解什么", "What are you looking for"}, help: said{"户型、面积、预算、用途", "layout, size, budget, use"}},
	{name: "source", kind: kindText, min: 1, max: 200, label: said{"从哪里知道我们", "How you heard of us"}},
	{name: "consent", kind: kindFlag, label: said{"我已阅读并同意", "I have read this and agree"}},
	{name: "paper", kind: kindFlag, label: said{"已见访客签名的纸质表", "Signed paper form seen"}},
}

var fieldsWebhookSourceChange = [...]field{
	{name: "disabled", kind: kindFlag, label: said{"停用", "Disabled"}},
	{name: "tolerance_s", kind: kindNumber, min: 1, max: 600, label: said{"时间误差（秒）", "Tolerance in seconds"}},
}

// enumWords gives the values of a closed set of the contract with their words.
func enumWords(set string) []choice {
	switch set {
	case "AbsenceReason":
		return enumAbsenceReason
	case "AppointmentChannel":
		return enumAppointmentChannel
	case "AppointmentStatus":
		return enumAppointmentStatus
	case "AssessmentGrade":
		return enumAssessmentGrade
	case "AssessmentKind":
		return enumAssessmentKind
	case "AssessmentMeasure":
		return enumAssessmentMeasure
	case "AssessmentPart":
		return enumAssessmentPart
	case "BookedKind":
		return enumBookedKind
	case "CancelledBy":
		return enumCancelledBy
	case "CaseKind":
		return enumCaseKind
	case "CaseLevel":
		return enumCaseLevel
	case "CaseStatus":
		return enumCaseStatus
	case "ClaimGround":
		return enumClaimGround
	case "ClaimStatus":
		return enumClaimStatus
	case "ComplaintStatus":
		return enumComplaintStatus
	case "ConductStatus":
		return enumConductStatus
	case "CoverArrangement":
		return enumCoverArrangement
	case "CustomerAge":
		return enumCustomerAge
	case "DealPhase":
		return enumDealPhase
	case "DealStage":
		return enumDealStage
	case "DealStatus":
		return enumDealStatus
	case "DeskChannel":
		return enumDeskChannel
	case "Employment":
		return enumEmployment
	case "FactKind":
		return enumFactKind
	case "FactMay":
		return enumFactMay
	case "FactStatus":
		return enumFactStatus
	case "FeedbackChannel":
		return enumFeedbackChannel
	case "FinishOutcome":
		return enumFinishOutcome
	case "Gravity":
		return enumGravity
	case "JobStatus":
		return enumJobStatus
	case "LapseLevel":
		return enumLapseLevel
	case "LapseStatus":
		return enumLapseStatus
	case "LookupAlarmKind":
		return enumLookupAlarmKind
	case "LookupFound":
		return enumLookupFound
	case "NoticeKind":
		return enumNoticeKind
	case "NoticeOutcome":
		return enumNoticeOutcome
	case "Outcome":
		return enumOutcome
	case "PersonalItemKind":
		return enumPersonalItemKind
	case "PreRegistrationStatus":
		return enumPreRegistrationStatus
	case "PreparationKind":
		return enumPreparationKind
	case "Preset":
		return enumPreset
	case "PrivacyRequestKind":
		return enumPrivacyRequestKind
	case "PrivacyRequestStatus":
		return enumPrivacyRequestStatus
	case "Relation":
		return enumRelation
	case "ReplayKind":
		return enumReplayKind
	case "Role":
		return enumRole
	case "TakeoverOutcome":
		return enumTakeoverOutcome
	case "TakeoverStatus":
		return enumTakeoverStatus
	case "Turn":
		return enumTurn
	case "TurnChoice":
		return enumTurnChoice
	case "VisitorKind":
		return enumVisitorKind
	case "WebhookProvider":
		return enumWebhookProvider
	}
	return nil
}

var enumAbsenceReason = []choice{{"private", said{"私事、请假", "Private errand"}}, {"business", said{"因公外出", "Business errand"}}, {"short", said{"短时离开", "A short while"}}, {"meal", said{"用餐", "Meal"}}, {"signing", said{"陪同签约", "At a signing"}}}

var enumAppointmentChannel = []choice{{"phone", said{"电话", "Phone"}}, {"email", said{"邮件", "E-mail"}}, {"online", said{"线上", "Online"}}, {"internal", said{"内部", "Internal"}}, {"system", said{"预约系统", "Booking system"}}}

var enumAppointmentStatus = []choice{{"requested", said{"待确认", "To be confirmed"}}, {"confirmed", said{"已确认", "Confirmed"}}, {"changed_awaiting_customer", said{"变更待客户答复", "Changed, awaits the customer"}}, {"arrived", said{"已到访", "Arrived"}}, {"no_show", said{"未到访", "Did not come"}}, {"cancelled", said{"已取消", "Cancelled"}}}

var enumAssessmentGrade = []choice{{"outstanding", said{"优秀", "Outstanding"}}, {"good", said{"良好", "Good"}}, {"adequate", said{"合格", "Adequate"}}, {"poor", said{"不合格", "Poor"}}}

var enumAssessmentKind = []choice{{"regular", said{"定期考评", "Regular"}}, {"spot", said{"随机抽查", "Spot"}}, {"self", said{"自评", "Self"}}, {"peer", said{"互评", "Colleague"}}}

var enumAssessmentMeasure = []choice{{"satisfaction", said{"客户满意度", "Customer satisfaction"}}, {"efficiency", said{"接待效率", "Efficiency"}}, {"attitude", said{"服务态度", "Service attitude"}}, {"problem_solving", said{"解决问题", "Problem solving"}}, {"training", said{"培训", "Training"}}, {"assessed", said{"考评互评", "Assessments"}}}

var enumAssessmentPart = []choice{{"visitor_scores", said{"客户评分", "Visitors' scores"}}, {"prompt_starts", said{"五分钟内接待", "Received within five minutes"}}, {"notes_in_time", said{"交接说明如期", "Hand-over notes in time"}}, {"cases_in_time", said{"客户请求如期解决", "Requests solved in time"}}, {"training_time", said{"参加培训", "Training attended"}}, {"regular_scores", said{"定期考评", "Regular"}}, {"spot_scores", said{"随机抽查", "Spot"}}, {"colleague_score", said{"同事互评", "Colleagues"}}}

var enumBookedKind = []choice{{"customer", said{"个人客户", "Customer"}}, {"company", said{"公司客户", "Company"}}, {"partner", said{"合作方", "Partner"}}, {"other", said{"其他", "Other"}}}

var enumCancelledBy = []choice{{"customer", said{"客户取消", "Cancelled by the customer"}}, {"site", said{"案场取消", "Cancelled by the site"}}}

var enumCaseKind = []choice{{"request", said{"请求", "Request"}}, {"problem", said{"问题", "Problem"}}, {"question", said{"咨询", "Question"}}, {"suggestion", said{"建议", "Suggestion"}}, {"complaint", said{"投诉", "Complaint"}}}

var enumCaseLevel = []choice{{"reminder", said{"催办", "Reminder"}}, {"escalation", said{"上报", "Escalated"}}, {"department_head", said{"催办至部门负责人", "To the head of the department"}}}

var enumCaseStatus = []choice{{"open", said{"办理中", "In hand"}}, {"solved", said{"已解决，待答复", "Solved, to be answered"}}, {"closed", said{"已办结", "Closed"}}}

var enumClaimGround = []choice{{"proxy_of", said{"购房人代我的客户而来", "The buyer came for my customer"}}, {"same_person", said{"购房人就是我的客户（换了号码）", "The buyer is my customer, by another number"}}, {"family", said{"购房人是我客户的家人", "The buyer is of my customer's family"}}, {"referral", said{"我的客户介绍来的", "Sent by my customer"}}, {"pre_registered", said{"我已报备", "I announced the buyer"}}, {"first_reception", said{"我先接待", "I received the buyer first"}}, {"poaching", said{"被不当抢走", "Taken away by false means"}}}

var enumClaimStatus = []choice{{"accepted", said{"成立", "Accepted"}}, {"unconfirmed", said{"待确认", "Unconfirmed"}}, {"refused", said{"未成立", "Refused"}}, {"disputed", said{"待裁决", "Waits for a ruling"}}}

var enumComplaintStatus = []choice{{"open", said{"待核实", "To be looked into"}}, {"verified", said{"属实", "Verified"}}, {"rejected", said{"不成立", "Unfounded"}}, {"closed", said{"已答复", "Answered"}}}

var enumConductStatus = []choice{{"reported", said{"待核实", "Reported"}}, {"verified", said{"已核实", "Verified"}}, {"unfounded", said{"不成立", "Unfounded"}}}

var enumCoverArrangement = []choice{{"auto", said{"由系统安排", "Arranged by the system"}}, {"none", said{"不安排", "None"}}}

var enumCustomerAge = []choice{{"new", said{"新客户", "New"}}, {"returning", said{"老客户", "Returning"}}}

var enumDealPhase = []choice{{"recorded", said{"待销控确认", "Waits for sales control"}}, {"confirmed", said{"销控已确认", "Confirmed"}}, {"signed", said{"已签约，到期结算", "Signed"}}, {"settled", said{"已结算", "Settled"}}, {"cancelled", said{"已撤销", "Cancelled"}}}

var enumDealStage = []choice{{"subscribed", said{"认购", "Subscribed"}}, {"signed", said{"签约", "Signed"}}}

var enumDealStatus = []choice{{"waiting_for_ruling", said{"待裁决", "Waits for a ruling"}}, {"credited", said{"已判定", "Credited"}}, {"settled", said{"已结算", "Settled"}}, {"cancelled", said{"已撤销", "Cancelled"}}}

var enumDeskChannel = []choice{{"phone", said{"电话", "Phone"}}, {"email", said{"邮件", "E-mail"}}, {"online", said{"线上", "Online"}}, {"internal", said{"内部", "Internal"}}}

var enumEmployment = []choice{{"employed", said{"在职", "Employed"}}, {"suspended", said{"停职", "Suspended"}}, {"left", said{"离职", "Left"}}}

var enumFactKind = []choice{{"recognition", said{"认出", "Recognition"}}, {"claim", said{"认领", "Claim"}}, {"match", said{"报备相符", "Announced person"}}, {"arrival", said{"到访", "Arrival"}}, {"call", said{"来电", "Call"}}, {"deal", said{"成交", "Deal"}}, {"deal_change", said{"成交变更", "Change of a deal"}}, {"takeover", said{"接手客户名单", "List of customers"}}, {"policy", said{"制度放宽", "Loosened rule"}}, {"visitor_form", said{"来访表", "Visitor's form"}}, {"follow_up", said{"跟进", "Follow-up"}}}

var enumFactMay = []choice{{"confirm", said{"确认", "Confirm"}}, {"refuse", said{"不予确认", "Refuse"}}, {"object", said{"提出异议", "Object"}}, {"withdraw", said{"撤回", "Withdraw"}}}

var enumFactStatus = []choice{{"waiting", said{"待确认", "Unconfirmed"}}, {"objected", said{"有异议，待裁定", "Objected to"}}, {"confirmed", said{"已确认", "Confirmed"}}, {"refused", said{"未予确认", "Refused"}}, {"lapsed", said{"逾期失效", "Lapsed"}}, {"withdrawn", said{"已撤回", "Withdrawn"}}, {"disputed", said{"转为争议", "Became a dispute"}}}

var enumFeedbackChannel = []choice{{"qr", said{"客户扫码", "From the visitor's phone"}}, {"oral", said{"口头", "Said"}}, {"phone", said{"电话", "By phone"}}}

var enumFinishOutcome = []choice{{"toured", said{"看房", "Toured"}}, {"materials_only", said{"只取资料", "Materials only"}}, {"negotiated", said{"洽谈", "Negotiated"}}, {"subscribed", said{"认购", "Subscribed"}}, {"invalid", said{"无效", "Invalid"}}}

var enumGravity = []choice{{"ordinary", said{"一般", "Ordinary"}}, {"serious", said{"严重", "Serious"}}, {"unfounded", said{"不成立", "Unfounded"}}}

var enumJobStatus = []choice{{"queued", said{"排队中", "Queued"}}, {"running", said{"进行中", "Running"}}, {"done", said{"已完成", "Done"}}, {"failed", said{"失败", "Failed"}}, {"cancelled", said{"已停止", "Stopped"}}}

var enumLapseLevel = []choice{{"week", said{"一周内到期", "Within a week"}}, {"day", said{"明天到期", "Tomorrow"}}}

var enumLapseStatus = []choice{{"open", said{"待跟进", "To be followed up"}}, {"answered", said{"已跟进", "Followed up"}}, {"lapsed", said{"已过保护期", "Lapsed"}}}

var enumLookupAlarmKind = []choice{{"window", said{"短时间内查询过多号码", "Too many numbers in a short while"}}, {"day", said{"当日查询过多号码", "Too many numbers in a day"}}}

var enumLookupFound = []choice{{"owned", said{"有归属", "Owned"}}, {"unowned", said{"已登记，无归属", "Registered, nobody's"}}, {"unknown", said{"未登记", "Not registered"}}, {"erased", said{"已删除", "Erased"}}, {"announced", said{"报备", "Announced"}}, {"revealed", said{"完整信息", "Full data"}}, {"disclosure", said{"全部资料", "Everything"}}}

var enumNoticeKind = []choice{{"confirmation", said{"确认函", "Confirmation"}}, {"change", said{"变更通知", "Change"}}, {"cancellation", said{"取消通知", "Cancellation"}}, {"reminder", said{"到访前提醒", "Reminder"}}, {"preparation", said{"准备通知", "To make ready"}}, {"preparation_changed", said{"准备变更通知", "To make ready, changed"}}, {"preparation_cancelled", said{"无需准备通知", "Nothing to make ready"}}, {"preparation_overdue", said{"准备逾期提醒", "Overdue"}}}

var enumNoticeOutcome = []choice{{"sent", said{"已发送", "Sent"}}, {"failed", said{"未送达，将再试", "Not delivered, to be tried again"}}, {"given_up", said{"未能送达，已停止", "Not delivered, given up"}}, {"dropped", said{"已不适用，未发送", "No longer true, not sent"}}}

var enumOutcome = []choice{{"toured", said{"看房", "Toured"}}, {"materials_only", said{"只取资料", "Materials only"}}, {"negotiated", said{"洽谈", "Negotiated"}}, {"subscribed", said{"认购", "Subscribed"}}, {"invalid", said{"无效", "Invalid"}}, {"unrecorded", said{"未记录", "Not recorded"}}, {"passed_on", said{"已转交", "Passed on"}}, {"went_away", said{"等候中离开", "Went away"}}}

var enumPersonalItemKind = []choice{{"register", said{"登记簿", "Register"}}, {"pre_registration", said{"报备", "Pre-registration"}}, {"appointment", said{"预约", "Appointment"}}, {"case", said{"客户请求", "Request"}}, {"lookup", said{"被查询", "Looked up"}}}

var enumPreRegistrationStatus = []choice{{"open", said{"等待来访", "Expected"}}, {"matched", said{"已来访", "Has come"}}, {"superseded", said{"已失效", "Superseded"}}, {"withdrawn", said{"已撤回", "Withdrawn"}}}

var enumPreparationKind = []choice{{"materials", said{"资料", "Materials"}}, {"room", said{"会议室", "Room"}}, {"equipment", said{"设备", "Equipment"}}, {"seats", said{"座位", "Seats"}}, {"catering", said{"茶点", "Catering"}}, {"car", said{"车辆与司机", "Car and driver"}}, {"other", said{"其他", "Other"}}}

var enumPreset = []choice{{"self-sale", said{"自销项目", "Self-sale"}}, {"group-rotation", said{"集团案场", "Group rotation"}}, {"leasing-hall", said{"招商部", "Leasing hall"}}, {"points", said{"计分", "Points"}}, {"front-seat", said{"前台首位", "Front seat"}}, {"first-contact", said{"首接业绩", "First contact"}}}

var enumPrivacyRequestKind = []choice{{"access", said{"查阅复制", "Access"}}, {"erasure", said{"删除", "Erasure"}}}

var enumPrivacyRequestStatus = []choice{{"awaiting_approval", said{"待批准", "Awaits approval"}}, {"granted", said{"可查阅", "Granted"}}, {"erased", said{"已删除", "Erased"}}, {"declined", said{"未批准", "Declined"}}}

var enumRelation = []choice{{"same_person", said{"同一人（换了号码或姓名）", "The same person"}}, {"family", said{"同一家庭", "Of one family"}}, {"proxy_of", said{"代我的客户而来", "Came for my customer"}}, {"referred_by", said{"我的客户介绍", "Sent by my customer"}}}

var enumReplayKind = []choice{{"credit", said{"业绩", "Credit"}}, {"claim", said{"认领", "Claims"}}, {"register", said{"登记", "Register"}}, {"finding", said{"违规核实", "Findings"}}, {"reception", said{"接待", "Receptions"}}, {"rotation", said{"轮序", "Rotation"}}, {"recorded", said{"仅记录", "Recorded only"}}}

var enumRole = []choice{{"agent", said{"置业顾问", "Sales agent"}}, {"front_desk", said{"前台", "Front desk"}}, {"supervisor", said{"销售主管", "Supervisor"}}, {"site_manager", said{"案场经理", "Site manager"}}, {"regional_sales", said{"区域营销", "Regional sales"}}, {"marketing_centre", said{"集团营销中心", "Marketing centre"}}, {"auditor", said{"审计", "Auditor"}}, {"finance", said{"财务", "Finance"}}, {"screen", said{"案场屏幕", "Site screen"}}, {"visitor", said{"来访者", "Visitor"}}}

var enumTakeoverOutcome = []choice{{"ready", said{"可接收", "Ready"}}, {"faulty", said{"有误", "Faulty"}}, {"collision", said{"已在登记表", "In the register"}}, {"repeated", said{"重复", "Repeated"}}, {"taken_over", said{"已接收", "Taken over"}}}

var enumTakeoverStatus = []choice{{"open", said{"待签字", "To be signed off"}}, {"signed_off", said{"接收中", "Being taken over"}}, {"done", said{"已完成", "Done"}}, {"withdrawn", said{"已撤回", "Withdrawn"}}}

var enumTurn = []choice{{"used", said{"占用本轮", "Uses the turn"}}, {"kept", said{"不占轮序", "Place kept"}}, {"makeup", said{"不占轮序，另补一次", "Place kept, one made up"}}, {"spends-makeup", said{"使用补接待权", "A make-up turn"}}}

var enumTurnChoice = []choice{{"new", said{"新客户", "The new customer"}}, {"old", said{"老客户", "The own customer"}}}

var enumVisitorKind = []choice{{"customer", said{"个人客户", "Customer"}}, {"company", said{"公司客户", "Company"}}, {"broker", said{"中介", "Broker"}}, {"competitor", said{"同行", "Competitor"}}, {"partner", said{"合作方", "Partner"}}, {"other", said{"其他", "Other"}}, {"leaders_guest", said{"领导来宾", "Leader's guest"}}}

var enumWebhookProvider = []choice{{"standard", said{"Standard Webhooks", "Standard Webhooks"}}, {"calendly", said{"Calendly", "Calendly"}}, {"cal_com", said{"Cal.com", "Cal.com"}}}
