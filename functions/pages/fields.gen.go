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
	case "checkDecision":
		return fieldsDecisionCheck[:]
	case "decideDismissal":
		return fieldsDismissalDecision[:]
	case "decideErasure":
		return fieldsErasureDecision[:]
	case "routeFeedback":
		return fieldsFeedbackRouting[:]
	case "recordFollowUp":
		return fieldsFollowUp[:]
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
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "reason", kind: kindChoice, required: true, choices: []choice{{"private", said{}}, {"business", said{}}, {"short", said{}}, {"meal", said{}}, {"signing", said{}}}},
	{name: "cover.arranged", kind: kindChoice, choices: []choice{{"auto", said{}}, {"none", said{}}}},
	{name: "cover.agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
}

var fieldsAgentChange = [...]field{
	{name: "name", kind: kindText, min: 1, max: 64},
	{name: "group", kind: kindText, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$"},
	{name: "monthly_base_fen", kind: kindMoney, min: 0, max: 100000000},
	{name: "employment", kind: kindChoice, choices: []choice{{"employed", said{}}, {"suspended", said{}}, {"left", said{}}}},
}

var fieldsAnnotation = [...]field{
	{name: "text", kind: kindArea, required: true, min: 1, max: 2000},
}

var fieldsAppointmentArrival = [...]field{
	{name: "visit", kind: kindText, required: true, pattern: "^[0-9]{8}-[0-9]{6}$"},
}

var fieldsAppointmentCancellation = [...]field{
	{name: "by", kind: kindChoice, required: true, choices: []choice{{"customer", said{}}, {"site", said{}}}},
	{name: "reason", kind: kindArea, max: 500},
}

var fieldsArrival = [...]field{
	{name: "phone", kind: kindTel, min: 1, max: 40},
	{name: "phone_unknown", kind: kindFlag},
	{name: "name", kind: kindText, min: 1, max: 64},
	{name: "first_visit", kind: kindFlag},
	{name: "names.agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "names.text", kind: kindText, min: 1, max: 64},
	{name: "names.forgotten", kind: kindFlag},
	{name: "known_to", kind: kindList, max: 20, items: []field{
		{kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	}},
	{name: "referred_by_phone", kind: kindTel, min: 1, max: 40},
	{name: "on_behalf_of_phone", kind: kindTel, min: 1, max: 40},
	{name: "family_of_phone", kind: kindTel, min: 1, max: 40},
	{name: "referred", kind: kindFlag},
	{name: "referrer_name", kind: kindText, min: 1, max: 64},
	{name: "letter", kind: kindFlag},
	{name: "introduced_by", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "pre_registration", kind: kindText, pattern: "^p[0-9]{8}-[0-9]{6,9}$"},
	{name: "entered_by", kind: kindChoice, choices: []choice{{"sales", said{}}, {"non_sales", said{}}}},
	{name: "kind", kind: kindChoice, choices: []choice{{"customer", said{}}, {"company", said{}}, {"broker", said{}}, {"competitor", said{}}, {"partner", said{}}, {"other", said{}}, {"leaders_guest", said{}}}},
	{name: "discloses_identity", kind: kindFlag},
	{name: "card", kind: kindFlag},
	{name: "taken_by", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "on_turn_takes", kind: kindChoice, choices: []choice{{"new", said{}}, {"old", said{}}}},
	{name: "visited_at", kind: kindInstant, min: 1, max: 40},
	{name: "purpose", kind: kindArea, min: 1, max: 500},
	{name: "organisation", kind: kindArea, min: 1, max: 500},
	{name: "outcome", kind: kindChoice, choices: []choice{{"toured", said{}}, {"materials_only", said{}}, {"negotiated", said{}}, {"subscribed", said{}}, {"invalid", said{}}}},
	{name: "headcount", kind: kindNumber, min: 0, max: 200},
}

var fieldsCancellation = [...]field{
	{name: "reason", kind: kindArea, required: true, min: 1, max: 500},
}

var fieldsCardConfirmation = [...]field{
	{name: "confirmed", kind: kindFlag, required: true},
}

var fieldsCaseAnswer = [...]field{
	{name: "answer", kind: kindArea, required: true, min: 1, max: 2000},
}

var fieldsCaseProgress = [...]field{
	{name: "text", kind: kindArea, required: true, min: 1, max: 2000},
	{name: "solution", kind: kindFlag},
}

var fieldsChangeAnswer = [...]field{
	{name: "agreed", kind: kindFlag, required: true},
}

var fieldsCheckIn = [...]field{
	{name: "token", kind: kindText, required: true, min: 1, max: 200},
	{name: "device", kind: kindText, required: true, min: 8, max: 128, pattern: "^[!-~]+$"},
	{name: "duty", kind: kindFlag},
}

var fieldsConductFinding = [...]field{
	{name: "gravity", kind: kindChoice, required: true, choices: []choice{{"ordinary", said{}}, {"serious", said{}}, {"unfounded", said{}}}},
	{name: "points", kind: kindNumber, min: 0, max: 1000},
	{name: "monthly_base_fen", kind: kindMoney, min: 0, max: 100000000},
}

var fieldsConfirmation = [...]field{
	{name: "identity_verified", kind: kindFlag, required: true},
	{name: "purpose_verified", kind: kindFlag, required: true},
	{name: "place", kind: kindText, max: 200},
	{name: "agenda", kind: kindArea, max: 2000},
	{name: "headcount", kind: kindNumber, min: 1, max: 200},
}

var fieldsDecisionCheck = [...]field{
	{name: "hash", kind: kindText, required: true, pattern: "^[0-9a-f]{64}$"},
}

var fieldsDismissalDecision = [...]field{
	{name: "decision", kind: kindChoice, required: true, choices: []choice{{"carried_out", said{}}, {"rejected", said{}}}},
	{name: "reason", kind: kindArea, required: true, min: 1, max: 2000},
}

var fieldsErasureDecision = [...]field{
	{name: "approve", kind: kindFlag, required: true},
}

var fieldsFeedbackRouting = [...]field{
	{name: "department", kind: kindText, required: true, min: 1, max: 64},
	{name: "deadline", kind: kindInstant},
}

var fieldsFollowUp = [...]field{
	{name: "remark", kind: kindArea, min: 1, max: 500},
}

var fieldsFoundOut = [...]field{
	{name: "kind", kind: kindChoice, required: true, choices: []choice{{"customer", said{}}, {"company", said{}}, {"broker", said{}}, {"competitor", said{}}, {"partner", said{}}, {"other", said{}}, {"leaders_guest", said{}}}},
	{name: "discloses_identity", kind: kindFlag, required: true},
}

var fieldsHandOver = [...]field{
	{name: "to", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "remark", kind: kindArea, min: 1, max: 500},
}

var fieldsHandOverNote = [...]field{
	{name: "text", kind: kindArea, required: true, min: 1, max: 2000},
}

var fieldsIdentification = [...]field{
	{name: "phone", kind: kindTel, required: true, min: 1, max: 40},
	{name: "name", kind: kindText, min: 1, max: 64},
	{name: "referred_by_phone", kind: kindTel, min: 1, max: 40},
}

var fieldsLookupRelease = [...]field{
	{name: "reason", kind: kindArea, required: true, min: 1, max: 500},
}

var fieldsManualCheckIn = [...]field{
	{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "duty", kind: kindFlag},
	{name: "reason", kind: kindArea, required: true, min: 1, max: 500},
}

var fieldsNewAgent = [...]field{
	{name: "id", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "name", kind: kindText, required: true, min: 1, max: 64},
	{name: "group", kind: kindText, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$"},
	{name: "monthly_base_fen", kind: kindMoney, required: true, min: 0, max: 100000000},
	{name: "employment", kind: kindChoice, choices: []choice{{"employed", said{}}, {"suspended", said{}}, {"left", said{}}}},
}

var fieldsNewAppeal = [...]field{
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000},
}

var fieldsNewAppointment = [...]field{
	{name: "channel", kind: kindChoice, required: true, choices: []choice{{"phone", said{}}, {"email", said{}}, {"online", said{}}, {"internal", said{}}}},
	{name: "name", kind: kindText, required: true, max: 64},
	{name: "phone", kind: kindTel, max: 64},
	{name: "email", kind: kindEmail, max: 254},
	{name: "organisation", kind: kindText, max: 200},
	{name: "title", kind: kindText, max: 200},
	{name: "purpose", kind: kindArea, max: 500},
	{name: "start", kind: kindInstant, required: true},
	{name: "end", kind: kindInstant},
	{name: "headcount", kind: kindNumber, min: 0, max: 200},
	{name: "place", kind: kindText, max: 200},
	{name: "agenda", kind: kindArea, max: 2000},
	{name: "kind", kind: kindChoice, choices: []choice{{"customer", said{}}, {"company", said{}}, {"partner", said{}}, {"other", said{}}}},
	{name: "agent", kind: kindAgent, max: 64},
}

var fieldsNewArchive = [...]field{
	{name: "month", kind: kindMonth, required: true, pattern: "^[0-9]{4}-[0-9]{2}$"},
}

var fieldsNewAssessment = [...]field{
	{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "period", kind: kindText, required: true, pattern: "^[0-9]{4}-(Q[1-4]|H[12])$"},
	{name: "kind", kind: kindChoice, required: true, choices: []choice{{"regular", said{}}, {"spot", said{}}, {"self", said{}}, {"peer", said{}}}},
	{name: "overall", kind: kindNumber, required: true, min: 1, max: 5},
	{name: "efficiency", kind: kindNumber, min: 1, max: 5},
	{name: "attitude", kind: kindNumber, min: 1, max: 5},
	{name: "problem_solving", kind: kindNumber, min: 1, max: 5},
	{name: "words", kind: kindArea, max: 400},
	{name: "corrects", kind: kindText, pattern: "^s[0-9]{8}-[0-9]{6}$"},
}

var fieldsNewAssessmentResponse = [...]field{
	{name: "result", kind: kindText, required: true, pattern: "^r[0-9]{8}-[0-9]{6}$"},
	{name: "agrees", kind: kindFlag, required: true},
	{name: "words", kind: kindArea, max: 400},
}

var fieldsNewAssessmentResult = [...]field{
	{name: "grade", kind: kindChoice, required: true, choices: []choice{{"outstanding", said{}}, {"good", said{}}, {"adequate", said{}}, {"poor", said{}}}},
	{name: "suggestions", kind: kindArea, max: 400},
	{name: "commendation", kind: kindText, pattern: "^[A-Za-z0-9-]{1,40}$"},
	{name: "report", kind: kindText, pattern: "^[A-Za-z0-9-]{1,40}$"},
	{name: "corrects", kind: kindText, pattern: "^r[0-9]{8}-[0-9]{6}$"},
}

var fieldsNewCase = [...]field{
	{name: "visit", kind: kindText, required: true, pattern: "^[0-9]{8}-[0-9]{6}$"},
	{name: "kind", kind: kindChoice, required: true, choices: []choice{{"request", said{}}, {"problem", said{}}, {"question", said{}}, {"suggestion", said{}}, {"complaint", said{}}}},
	{name: "request", kind: kindArea, required: true, min: 1, max: 2000},
	{name: "department", kind: kindText, required: true, min: 1, max: 64},
	{name: "deadline", kind: kindInstant, required: true},
}

var fieldsNewClaim = [...]field{
	{name: "ground", kind: kindChoice, required: true, choices: []choice{{"proxy_of", said{}}, {"same_person", said{}}, {"family", said{}}, {"referral", said{}}, {"pre_registered", said{}}, {"first_reception", said{}}, {"poaching", said{}}}},
	{name: "customer_phone", kind: kindTel, min: 1, max: 40},
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000},
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "evidence.pre_registration", kind: kindText, min: 1, max: 40},
}

var fieldsNewCommendation = [...]field{
	{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "kind", kind: kindText, required: true, min: 1, max: 64, pattern: "^[a-z_]+$"},
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000},
	{name: "deal", kind: kindText, pattern: "^d[0-9]{8}-[0-9]{6}$"},
	{name: "visit", kind: kindText, pattern: "^[0-9]{8}-[0-9]{6}$"},
}

var fieldsNewConductReport = [...]field{
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "subject", kind: kindText, min: 1, max: 64, pattern: "^[A-Za-z0-9_.@-]+$"},
	{name: "deal", kind: kindText, pattern: "^d[0-9]{8}-[0-9]{6}$"},
	{name: "points", kind: kindNumber, min: 0, max: 1000},
	{name: "breach", kind: kindText, required: true, min: 1, max: 64, pattern: "^[a-z_]+$"},
	{name: "verified", kind: kindChoice, choices: []choice{{"ordinary", said{}}, {"serious", said{}}, {"unfounded", said{}}}},
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000},
}

var fieldsNewDeal = [...]field{
	{name: "phone", kind: kindTel, required: true, min: 1, max: 40},
	{name: "closed_by", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "stage", kind: kindChoice, choices: []choice{{"subscribed", said{}}, {"signed", said{}}}},
	{name: "commission_fen", kind: kindMoney, required: true, min: 0, max: 1000000000000},
	{name: "contract", kind: kindText, min: 1, max: 64},
	{name: "unit", kind: kindText, min: 1, max: 64},
	{name: "customer_chose", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
}

var fieldsNewDispute = [...]field{
	{name: "by", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000},
}

var fieldsNewFeedback = [...]field{
	{name: "overall", kind: kindNumber, required: true, min: 1, max: 5},
	{name: "efficiency", kind: kindNumber, min: 1, max: 5},
	{name: "attitude", kind: kindNumber, min: 1, max: 5},
	{name: "problem_solving", kind: kindNumber, min: 1, max: 5},
	{name: "words", kind: kindArea, max: 2000},
	{name: "complaint", kind: kindFlag},
	{name: "suggestion", kind: kindFlag},
	{name: "channel", kind: kindChoice, choices: []choice{{"qr", said{}}, {"oral", said{}}, {"phone", said{}}}},
	{name: "department", kind: kindText, min: 1, max: 64},
	{name: "deadline", kind: kindInstant},
	{name: "corrects", kind: kindText, pattern: "^f[0-9]{8}-[0-9]{6}$"},
}

var fieldsNewIntention = [...]field{
	{name: "interested", kind: kindFlag, required: true},
	{name: "unit", kind: kindText, min: 1, max: 40},
	{name: "floor", kind: kindText, min: 1, max: 40},
	{name: "layout", kind: kindText, min: 1, max: 40},
	{name: "area_sqm", kind: kindNumber, min: 1, max: 10000},
}

var fieldsNewPhoneCall = [...]field{
	{name: "phone", kind: kindTel, required: true, min: 1, max: 40},
	{name: "name", kind: kindText, min: 1, max: 64},
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "content", kind: kindArea, min: 1, max: 500},
	{name: "called_at", kind: kindInstant, min: 1, max: 40},
}

var fieldsNewPolicyVersion = [...]field{
	{name: "preset", kind: kindChoice, choices: []choice{{"self-sale", said{}}, {"group-rotation", said{}}, {"leasing-hall", said{}}, {"points", said{}}, {"front-seat", said{}}, {"first-contact", said{}}}},
	{name: "base.preset", kind: kindChoice, choices: []choice{{"self-sale", said{}}, {"group-rotation", said{}}, {"leasing-hall", said{}}, {"points", said{}}, {"front-seat", said{}}, {"first-contact", said{}}}},
	{name: "base.version", kind: kindNumber, min: 1},
	{name: "effective_from", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
	{name: "note", kind: kindArea, min: 1, max: 500},
	{name: "rules", kind: kindJSON},
	{name: "changes", kind: kindJSON},
}

var fieldsNewPreRegistration = [...]field{
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "name", kind: kindText, min: 1, max: 64},
	{name: "features", kind: kindArea, min: 1, max: 500},
	{name: "phone", kind: kindTel, min: 1, max: 40},
	{name: "referred_by_phone", kind: kindTel, min: 1, max: 40},
	{name: "proxy_phone", kind: kindTel, min: 1, max: 40},
	{name: "statement", kind: kindArea, min: 1, max: 500},
}

var fieldsNewPreparation = [...]field{
	{name: "items", kind: kindList, required: true, max: 20, items: []field{
		{name: "item", kind: kindNumber, min: 1},
		{name: "kind", kind: kindChoice, required: true, choices: []choice{{"materials", said{}}, {"room", said{}}, {"equipment", said{}}, {"seats", said{}}, {"catering", said{}}, {"car", said{}}, {"other", said{}}}},
		{name: "text", kind: kindText, required: true, max: 200},
		{name: "agent", kind: kindAgent, max: 64},
		{name: "department", kind: kindText, max: 64},
		{name: "due", kind: kindInstant, required: true},
		{name: "note", kind: kindArea, max: 500},
	}},
}

var fieldsNewPrivacyRequest = [...]field{
	{name: "reason", kind: kindArea, required: true, min: 1, max: 500},
	{name: "identity_verified", kind: kindArea, required: true, min: 1, max: 500},
}

var fieldsNewReassignment = [...]field{
	{name: "to", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "from_basis_points", kind: kindNumber, required: true, min: 0, max: 10000},
	{name: "reason", kind: kindArea, required: true, min: 1, max: 500},
	{name: "penalty", kind: kindFlag},
}

var fieldsNewReceptionRecord = [...]field{
	{name: "topics", kind: kindArea, required: true, min: 1, max: 2000},
	{name: "questions", kind: kindList, max: 30, items: []field{
		{name: "asked", kind: kindArea, required: true, min: 1, max: 2000},
		{name: "answered", kind: kindArea, required: true, min: 1, max: 2000},
	}},
	{name: "well", kind: kindArea, max: 2000},
	{name: "badly", kind: kindArea, max: 2000},
	{name: "improvement", kind: kindArea, max: 2000},
	{name: "follow_up", kind: kindArea, max: 2000},
	{name: "gifts", kind: kindList, max: 10, items: []field{
		{name: "what", kind: kindArea, required: true, min: 1, max: 2000},
		{name: "declined", kind: kindFlag, required: true},
	}},
	{name: "corrects", kind: kindText, pattern: "^r[0-9]{8}-[0-9]{6}$"},
}

var fieldsNewRecognition = [...]field{
	{name: "relation", kind: kindChoice, required: true, choices: []choice{{"same_person", said{}}, {"family", said{}}, {"proxy_of", said{}}, {"referred_by", said{}}}},
	{name: "entry", kind: kindText, pattern: "^[0-9]{8}-[0-9]{6}$"},
	{name: "entry_of_phone", kind: kindTel, min: 1, max: 40},
	{name: "takes_over", kind: kindFlag},
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
}

var fieldsNewReplay = [...]field{
	{name: "from", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
	{name: "to", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}

var fieldsNewRuling = [...]field{
	{name: "shares", kind: kindList, min: 1, max: 20, items: []field{
		{name: "party", kind: kindText, required: true, pattern: "^(@(welfare_fund|sales_department_fund|company)|[a-z0-9][a-z0-9-]{0,23})$"},
		{name: "basis_points", kind: kindPercent, required: true, min: 0, max: 10000},
	}},
	{name: "reason", kind: kindArea, required: true, min: 1, max: 2000},
	{name: "clause", kind: kindText, pattern: "^[A-Z]{2}\\.[0-9A-Za-z.-]{1,20}$"},
	{name: "penalties", kind: kindList, min: 1, max: 8, items: []field{
		{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
		{name: "breach", kind: kindText, required: true, min: 1, max: 64, pattern: "^[a-z_]+$"},
		{name: "gravity", kind: kindChoice, required: true, choices: []choice{{"ordinary", said{}}, {"serious", said{}}, {"unfounded", said{}}}},
	}},
	{name: "irreconcilable", kind: kindFlag},
	{name: "supplementary_rule", kind: kindArea, min: 1, max: 500},
	{name: "verified", kind: kindChoice, choices: []choice{{"poaching", said{}}}},
	{name: "offender", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "credit_to", kind: kindText, min: 1, max: 32},
	{name: "gravity", kind: kindChoice, choices: []choice{{"ordinary", said{}}, {"serious", said{}}, {"unfounded", said{}}}},
}

var fieldsNewSite = [...]field{
	{name: "id", kind: kindText, required: true, pattern: "^[a-z0-9][a-z0-9-]{1,23}$"},
	{name: "name", kind: kindText, required: true, min: 1, max: 64},
	{name: "time_zone", kind: kindText, min: 1, max: 64},
	{name: "region", kind: kindText, required: true, min: 1, max: 64},
	{name: "preset", kind: kindChoice, required: true, choices: []choice{{"self-sale", said{}}, {"group-rotation", said{}}, {"leasing-hall", said{}}, {"points", said{}}, {"front-seat", said{}}, {"first-contact", said{}}}},
	{name: "groups", kind: kindList, max: 12, items: []field{
		{name: "id", kind: kindText, required: true, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$"},
		{name: "name", kind: kindText, required: true, min: 1, max: 64},
	}},
	{name: "rules", kind: kindJSON},
	{name: "effective_from", kind: kindDay, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}

var fieldsNewStatement = [...]field{
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000},
	{name: "agrees_to", kind: kindList, min: 1, max: 20, items: []field{
		{name: "party", kind: kindText, required: true, pattern: "^(@(welfare_fund|sales_department_fund|company)|[a-z0-9][a-z0-9-]{0,23})$"},
		{name: "basis_points", kind: kindPercent, required: true, min: 0, max: 10000},
	}},
}

var fieldsNewTakeover = [...]field{
	{name: "file_name", kind: kindText, required: true, min: 1, max: 200},
}

var fieldsNewTraining = [...]field{
	{name: "topic", kind: kindText, required: true, min: 1, max: 200},
	{name: "date", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
	{name: "trainer", kind: kindText, required: true, min: 1, max: 64},
	{name: "minutes", kind: kindNumber, required: true, min: 1, max: 1440},
	{name: "attendees", kind: kindList, required: true, max: 120, items: []field{
		{kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	}},
	{name: "others", kind: kindList, max: 50, items: []field{
		{kind: kindText, min: 1, max: 64},
	}},
	{name: "corrects", kind: kindText, pattern: "^t[0-9]{8}-[0-9]{6}$"},
}

var fieldsNewWebhookSource = [...]field{
	{name: "name", kind: kindText, required: true, min: 1, max: 24, pattern: "^[a-z0-9][a-z0-9-]*$"},
	{name: "provider", kind: kindChoice, required: true, choices: []choice{{"standard", said{}}, {"calendly", said{}}, {"cal_com", said{}}}},
	{name: "secret", kind: kindText, min: 24, max: 192},
	{name: "tolerance_s", kind: kindNumber, min: 1, max: 600},
}

var fieldsNewWhatIf = [...]field{
	{name: "from", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
	{name: "to", kind: kindDay, required: true, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
	{name: "base.preset", kind: kindChoice, choices: []choice{{"self-sale", said{}}, {"group-rotation", said{}}, {"leasing-hall", said{}}, {"points", said{}}, {"front-seat", said{}}, {"first-contact", said{}}}},
	{name: "base.version", kind: kindNumber, min: 1},
	{name: "rules", kind: kindJSON},
	{name: "changes", kind: kindJSON},
}

var fieldsOrderTable = [...]field{
	{name: "places", kind: kindList, required: true, min: 1, max: 120, items: []field{
		{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
		{name: "group", kind: kindText, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$"},
	}},
	{name: "groups", kind: kindList, max: 12, items: []field{
		{kind: kindText, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$"},
	}},
}

var fieldsOwnershipLookup = [...]field{
	{name: "phone", kind: kindTel, required: true, min: 1, max: 40},
}

var fieldsPreRegistrationConfirmation = [...]field{
	{name: "pre_registration", kind: kindText, required: true, pattern: "^p[0-9]{8}-[0-9]{6,9}$"},
}

var fieldsPreRegistrationQuestion = [...]field{
	{name: "name", kind: kindText, min: 1, max: 64},
	{name: "phone", kind: kindTel, min: 1, max: 40},
	{name: "features", kind: kindArea, min: 1, max: 500},
}

var fieldsPreRegistrationWithdrawal = [...]field{
	{name: "reason", kind: kindArea, min: 1, max: 500},
}

var fieldsPreparationMark = [...]field{
	{name: "note", kind: kindArea, max: 500},
}

var fieldsPrivacyRules = [...]field{
	{name: "window_minutes", kind: kindNumber, required: true, min: 1, max: 120},
	{name: "numbers_in_window", kind: kindNumber, required: true, min: 1, max: 300},
	{name: "numbers_per_day", kind: kindNumber, required: true, min: 1, max: 1000},
	{name: "retention_months", kind: kindNumber, required: true, min: 6, max: 120},
}

var fieldsProposedChange = [...]field{
	{name: "start", kind: kindInstant},
	{name: "end", kind: kindInstant},
	{name: "headcount", kind: kindNumber, min: 1, max: 200},
	{name: "place", kind: kindText, max: 200},
}

var fieldsReceptionistList = [...]field{
	{name: "receptionists", kind: kindList, required: true, max: 10, items: []field{
		{name: "agent", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
		{name: "task", kind: kindText, required: true, min: 1, max: 200},
	}},
}

var fieldsReturn = [...]field{
	{name: "agent", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
}

var fieldsReveal = [...]field{
	{name: "reason", kind: kindArea, required: true, min: 1, max: 500},
}

var fieldsRulingApproval = [...]field{
	{name: "approve", kind: kindFlag, required: true},
}

var fieldsSecretRotation = [...]field{
	{name: "secret", kind: kindText, min: 24, max: 192},
	{name: "retire_old", kind: kindFlag},
}

var fieldsSigning = [...]field{
	{name: "commission_fen", kind: kindMoney, min: 0, max: 1000000000000},
	{name: "contract", kind: kindText, min: 1, max: 64},
	{name: "customer_chose", kind: kindAgent, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
}

var fieldsSiteChange = [...]field{
	{name: "name", kind: kindText, min: 1, max: 64},
	{name: "time_zone", kind: kindText, min: 1, max: 64},
	{name: "region", kind: kindText, min: 1, max: 64},
	{name: "groups", kind: kindList, max: 12, items: []field{
		{name: "id", kind: kindText, required: true, pattern: "^([a-z0-9][a-z0-9-]{0,23})?$"},
		{name: "name", kind: kindText, required: true, min: 1, max: 64},
	}},
}

var fieldsSwap = [...]field{
	{name: "first", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "second", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "reason", kind: kindArea, required: true, min: 1, max: 500},
}

var fieldsSwapDecision = [...]field{
	{name: "approve", kind: kindFlag, required: true},
}

var fieldsSwapWish = [...]field{
	{name: "with", kind: kindAgent, required: true, pattern: "^[a-z0-9][a-z0-9-]{0,23}$"},
	{name: "reason", kind: kindArea, required: true, min: 1, max: 500},
}

var fieldsTakeoverRows = [...]field{
	{name: "first", kind: kindNumber, required: true, min: 1, max: 2000},
	{name: "rows", kind: kindList, required: true, min: 1, max: 40, items: []field{
		{name: "phone", kind: kindText, required: true, max: 200},
		{name: "name", kind: kindText, max: 200},
		{name: "owner", kind: kindText, max: 200},
		{name: "last_contact", kind: kindText, max: 200},
	}},
}

var fieldsTakeoverSignOff = [...]field{
	{name: "digest", kind: kindText, required: true, pattern: "^[0-9a-f]{64}$"},
	{name: "statement", kind: kindArea, required: true, min: 1, max: 2000},
}

var fieldsTurnChoiceMade = [...]field{
	{name: "take_new", kind: kindFlag, required: true},
}

var fieldsVisitFinish = [...]field{
	{name: "outcome", kind: kindChoice, required: true, choices: []choice{{"toured", said{}}, {"materials_only", said{}}, {"negotiated", said{}}, {"subscribed", said{}}, {"invalid", said{}}}},
	{name: "remark", kind: kindArea, min: 1, max: 500},
}

var fieldsVisitorForm = [...]field{
	{name: "name", kind: kindText, min: 1, max: 64},
	{name: "need", kind: kindArea, required: true, min: 1, max: 2000},
	{name: "source", kind: kindText, min: 1, max: 200},
	{name: "consent", kind: kindFlag, required: true},
}

var fieldsWebhookSourceChange = [...]field{
	{name: "disabled", kind: kindFlag},
	{name: "tolerance_s", kind: kindNumber, min: 1, max: 600},
}
