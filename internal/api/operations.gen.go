// Code generated from infra/openapi.yaml by infra/tools/contract. DO NOT EDIT.

package api

import "github.com/lunxu/lunxu/internal/domain"

var (
	roles0  = []domain.Role{domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor, domain.RoleFinance, domain.RoleScreen}
	roles1  = []domain.Role{domain.RoleMarketingCentre}
	roles2  = []domain.Role{domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor}
	roles3  = []domain.Role{domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}
	roles4  = []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}
	roles5  = []domain.Role{domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor, domain.RoleFinance}
	roles6  = []domain.Role{domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}
	roles7  = []domain.Role{domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}
	roles8  = []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}
	roles9  = []domain.Role{domain.RoleScreen}
	roles10 = []domain.Role{domain.RoleAgent}
	roles11 = []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager}
	roles12 = []domain.Role{domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}
	roles13 = []domain.Role{domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor}
	roles14 = []domain.Role{domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}
	roles15 = []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}
	roles16 = []domain.Role{domain.RoleAgent, domain.RoleSupervisor}
	roles17 = []domain.Role{domain.RoleAgent, domain.RoleFrontDesk}
	roles18 = []domain.Role{domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager}
	roles19 = []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor}
	roles20 = []domain.Role{domain.RoleSiteManager, domain.RoleRegionalSales}
	roles21 = []domain.Role(nil)
	roles22 = []domain.Role{domain.RoleSiteManager}
	roles23 = []domain.Role{domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor}
	roles24 = []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}
	roles25 = []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor}
	roles26 = []domain.Role{domain.RoleVisitor, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}
	roles27 = []domain.Role{domain.RoleVisitor, domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor}
	roles28 = []domain.Role{domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleFinance}
	roles29 = []domain.Role{domain.RoleMarketingCentre, domain.RoleRegionalSales}
	roles30 = []domain.Role{domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleFinance}
	roles31 = []domain.Role{domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleFinance}
	roles32 = []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleFinance}
	roles33 = []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor, domain.RoleFinance}
	roles34 = []domain.Role{domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor, domain.RoleFinance}
)

// Operations is the one table that says which role may do what on which route, as the contract has it.
var Operations = []Operation{
	{"listPolicies", "GET", "/v1/policies", roles0, "sites", false, 200, nil, false},
	{"getPolicy", "GET", "/v1/policies/{preset}", roles0, "sites", false, 200, nil, false},
	{"listClauses", "GET", "/v1/clauses", roles0, "sites", false, 200, []string{"limit", "cursor"}, false},
	{"createSite", "POST", "/v1/sites", roles1, "sites", true, 201, nil, false},
	{"listSites", "GET", "/v1/sites", roles2, "sites", false, 200, []string{"limit", "cursor"}, false},
	{"getSite", "GET", "/v1/sites/{site}", roles0, "sites", false, 200, nil, false},
	{"changeSite", "PATCH", "/v1/sites/{site}", roles3, "sites", true, 200, nil, false},
	{"addAgent", "POST", "/v1/sites/{site}/agents", roles4, "sites", true, 201, nil, false},
	{"listAgents", "GET", "/v1/sites/{site}/agents", roles5, "sites", false, 200, []string{"limit", "cursor"}, false},
	{"changeAgent", "PATCH", "/v1/sites/{site}/agents/{agent}", roles4, "sites", true, 200, nil, false},
	{"setOrderTable", "PUT", "/v1/sites/{site}/order-table", roles6, "sites", true, 200, nil, false},
	{"publishPolicyVersion", "POST", "/v1/sites/{site}/policy-versions", roles7, "sites", true, 201, nil, false},
	{"listPolicyVersions", "GET", "/v1/sites/{site}/policy-versions", roles5, "sites", false, 200, []string{"limit", "cursor"}, false},
	{"getPolicyVersion", "GET", "/v1/sites/{site}/policy-versions/{number}", roles5, "sites", false, 200, nil, false},
	{"validatePolicyDraft", "POST", "/v1/sites/{site}/policy-drafts/validation", roles8, "sites", false, 200, nil, false},
	{"getCheckInToken", "GET", "/v1/sites/{site}/check-in-token", roles9, "checkin", false, 200, nil, false},
	{"checkIn", "POST", "/v1/sites/{site}/check-ins", roles10, "checkin", true, 201, nil, false},
	{"checkInManually", "POST", "/v1/sites/{site}/manual-check-ins", roles11, "checkin", true, 201, nil, false},
	{"leave", "POST", "/v1/sites/{site}/absences", roles12, "checkin", true, 200, nil, false},
	{"returnToFloor", "POST", "/v1/sites/{site}/returns", roles12, "checkin", true, 200, nil, false},
	{"swapPlaces", "POST", "/v1/sites/{site}/swaps", roles4, "checkin", true, 200, nil, false},
	{"requestSwap", "POST", "/v1/sites/{site}/swap-requests", roles10, "checkin", true, 201, nil, false},
	{"listSwapRequests", "GET", "/v1/sites/{site}/swap-requests", roles13, "checkin", false, 200, []string{"limit", "cursor"}, false},
	{"decideSwap", "POST", "/v1/sites/{site}/swap-requests/{swap}/decision", roles4, "checkin", true, 200, nil, false},
	{"getBoard", "GET", "/v1/sites/{site}/board", roles0, "checkin", false, 200, nil, false},
	{"explainStanding", "GET", "/v1/sites/{site}/board/agents/{agent}", roles5, "checkin", false, 200, nil, false},
	{"closeDay", "POST", "/v1/sites/{site}/day-close", roles4, "checkin", true, 200, nil, false},
	{"preRegister", "POST", "/v1/sites/{site}/pre-registrations", roles12, "visits", true, 201, nil, false},
	{"listPreRegistrations", "GET", "/v1/sites/{site}/pre-registrations", roles13, "visits", false, 200, []string{"limit", "cursor"}, false},
	{"withdrawPreRegistration", "POST", "/v1/sites/{site}/pre-registrations/{pre_registration}/withdrawal", roles12, "visits", true, 200, nil, false},
	{"matchPreRegistrations", "POST", "/v1/sites/{site}/pre-registration-matches", roles6, "visits", false, 200, nil, false},
	{"registerCall", "POST", "/v1/sites/{site}/calls", roles6, "visits", true, 201, nil, false},
	{"listCalls", "GET", "/v1/sites/{site}/calls", roles5, "visits", false, 200, []string{"day", "customers", "limit", "cursor"}, false},
	{"registerArrival", "POST", "/v1/sites/{site}/arrivals", roles14, "visits", true, 201, nil, false},
	{"listVisits", "GET", "/v1/sites/{site}/visits", roles5, "visits", false, 200, []string{"day", "customers", "limit", "cursor"}, false},
	{"getVisit", "GET", "/v1/sites/{site}/visits/{visit}", roles5, "visits", false, 200, nil, false},
	{"finishVisit", "POST", "/v1/sites/{site}/visits/{visit}/finish", roles6, "visits", true, 200, nil, false},
	{"leaveWaiting", "POST", "/v1/sites/{site}/visits/{visit}/leave", roles15, "visits", true, 200, nil, false},
	{"handOver", "POST", "/v1/sites/{site}/visits/{visit}/hand-over", roles12, "visits", true, 200, nil, false},
	{"chooseOnTurn", "POST", "/v1/sites/{site}/visits/{visit}/turn-choice", roles10, "visits", true, 200, nil, false},
	{"identify", "POST", "/v1/sites/{site}/visits/{visit}/identification", roles6, "visits", true, 200, nil, false},
	{"foundOut", "POST", "/v1/sites/{site}/visits/{visit}/found-out", roles6, "visits", true, 200, nil, false},
	{"confirmCard", "POST", "/v1/sites/{site}/visits/{visit}/card-confirmation", roles11, "visits", true, 200, nil, false},
	{"confirmGiveBack", "POST", "/v1/sites/{site}/visits/{visit}/give-back-confirmation", roles11, "visits", true, 200, nil, false},
	{"writeHandOverNote", "POST", "/v1/sites/{site}/visits/{visit}/hand-over-note", roles16, "visits", true, 200, nil, false},
	{"fillVisitorForm", "POST", "/v1/sites/{site}/visits/{visit}/visitor-form", roles17, "visits", true, 200, nil, false},
	{"confirmPreRegistration", "POST", "/v1/sites/{site}/visits/{visit}/pre-registration", roles6, "visits", true, 200, nil, false},
	{"recordIntention", "POST", "/v1/sites/{site}/visits/{visit}/intention", roles18, "visits", true, 200, nil, false},
	{"writeReceptionRecord", "POST", "/v1/sites/{site}/visits/{visit}/reception-record", roles12, "visits", true, 201, nil, false},
	{"getReceptionRecord", "GET", "/v1/sites/{site}/visits/{visit}/reception-record", roles13, "visits", false, 200, nil, false},
	{"listReceptionRecords", "GET", "/v1/sites/{site}/reception-records", roles13, "visits", false, 200, []string{"day", "month", "limit", "cursor"}, false},
	{"listMissingReceptionRecords", "GET", "/v1/sites/{site}/missing-reception-records", roles13, "visits", false, 200, []string{"day", "limit", "cursor"}, false},
	{"annotate", "POST", "/v1/sites/{site}/visits/{visit}/annotations", roles6, "visits", true, 201, nil, false},
	{"getDayReport", "GET", "/v1/sites/{site}/day-reports/{day}", roles5, "visits", false, 200, nil, false},
	{"listRegister", "GET", "/v1/sites/{site}/register", roles5, "visits", false, 200, []string{"day", "limit", "cursor"}, false},
	{"verifyRegister", "GET", "/v1/sites/{site}/register/verification", roles19, "visits", false, 200, []string{"from", "to"}, false},
	{"makeArchive", "POST", "/v1/sites/{site}/archives", roles20, "sites", true, 201, nil, false},
	{"listArchives", "GET", "/v1/sites/{site}/archives", roles19, "sites", false, 200, []string{"limit", "cursor"}, false},
	{"getArchive", "GET", "/v1/sites/{site}/archives/{month}", roles19, "sites", false, 200, nil, false},
	{"getArchiveContent", "GET", "/v1/sites/{site}/archives/{month}/content", roles19, "sites", false, 200, []string{"cursor"}, false},
	{"verifyArchive", "GET", "/v1/sites/{site}/archives/{month}/verification", roles19, "sites", false, 200, nil, false},
	{"receiveWebhook", "POST", "/v1/webhooks/{source}", roles21, "appointments", false, 202, nil, true},
	{"createWebhookSource", "POST", "/v1/sites/{site}/webhook-sources", roles22, "appointments", true, 201, nil, false},
	{"listWebhookSources", "GET", "/v1/sites/{site}/webhook-sources", roles19, "appointments", false, 200, []string{"limit", "cursor"}, false},
	{"changeWebhookSource", "PATCH", "/v1/sites/{site}/webhook-sources/{source}", roles22, "appointments", true, 200, nil, false},
	{"rotateWebhookSecret", "POST", "/v1/sites/{site}/webhook-sources/{source}/rotation", roles22, "appointments", true, 200, nil, false},
	{"createAppointment", "POST", "/v1/sites/{site}/appointments", roles14, "appointments", true, 201, nil, false},
	{"listAppointments", "GET", "/v1/sites/{site}/appointments", roles23, "appointments", false, 200, []string{"day", "limit", "cursor"}, false},
	{"getAppointment", "GET", "/v1/sites/{site}/appointments/{appointment}", roles23, "appointments", false, 200, nil, false},
	{"confirmAppointment", "POST", "/v1/sites/{site}/appointments/{appointment}/confirmation", roles24, "appointments", true, 200, nil, false},
	{"proposeChange", "POST", "/v1/sites/{site}/appointments/{appointment}/changes", roles24, "appointments", true, 200, nil, false},
	{"answerChange", "POST", "/v1/sites/{site}/appointments/{appointment}/change-answer", roles24, "appointments", true, 200, nil, false},
	{"cancelAppointment", "POST", "/v1/sites/{site}/appointments/{appointment}/cancellation", roles24, "appointments", true, 200, nil, false},
	{"assignReceptionists", "PUT", "/v1/sites/{site}/appointments/{appointment}/receptionists", roles24, "appointments", true, 200, nil, false},
	{"linkArrival", "POST", "/v1/sites/{site}/appointments/{appointment}/arrival", roles24, "appointments", true, 200, nil, false},
	{"getLetter", "GET", "/v1/sites/{site}/appointments/{appointment}/letter", roles24, "appointments", false, 200, nil, false},
	{"listNotices", "GET", "/v1/sites/{site}/appointments/{appointment}/notices", roles25, "appointments", false, 200, []string{"limit", "cursor"}, false},
	{"giveFeedback", "POST", "/v1/sites/{site}/visits/{visit}/feedback", roles26, "aftercare", true, 201, nil, false},
	{"getVisitFeedback", "GET", "/v1/sites/{site}/visits/{visit}/feedback", roles27, "aftercare", false, 200, nil, false},
	{"routeFeedback", "POST", "/v1/sites/{site}/visits/{visit}/feedback/routing", roles15, "aftercare", true, 200, nil, false},
	{"listFeedback", "GET", "/v1/sites/{site}/feedback", roles23, "aftercare", false, 200, []string{"day", "month", "limit", "cursor"}, false},
	{"listFeedbackToRoute", "GET", "/v1/sites/{site}/feedback-to-route", roles25, "aftercare", false, 200, []string{"limit", "cursor"}, false},
	{"getFeedbackSummary", "GET", "/v1/sites/{site}/feedback-summaries/{month}", roles13, "aftercare", false, 200, nil, false},
	{"getPreparation", "GET", "/v1/sites/{site}/appointments/{appointment}/preparation", roles23, "appointments", false, 200, nil, false},
	{"setPreparation", "PUT", "/v1/sites/{site}/appointments/{appointment}/preparation", roles24, "appointments", true, 200, nil, false},
	{"markPrepared", "POST", "/v1/sites/{site}/appointments/{appointment}/preparation/{item}/done", roles14, "appointments", true, 200, nil, false},
	{"unmarkPrepared", "POST", "/v1/sites/{site}/appointments/{appointment}/preparation/{item}/undone", roles11, "appointments", true, 200, nil, false},
	{"listPreparations", "GET", "/v1/sites/{site}/preparations", roles23, "appointments", false, 200, []string{"overdue", "limit", "cursor"}, false},
	{"recordTraining", "POST", "/v1/sites/{site}/trainings", roles11, "assessment", true, 201, nil, false},
	{"listTrainings", "GET", "/v1/sites/{site}/trainings", roles13, "assessment", false, 200, []string{"limit", "cursor"}, false},
	{"listScorecards", "GET", "/v1/sites/{site}/scorecards/{period}", roles19, "assessment", false, 200, []string{"limit", "cursor"}, false},
	{"getScorecard", "GET", "/v1/sites/{site}/scorecards/{period}/{agent}", roles13, "assessment", false, 200, nil, false},
	{"assessAgent", "POST", "/v1/sites/{site}/assessments", roles18, "assessment", true, 201, nil, false},
	{"decideAssessment", "POST", "/v1/sites/{site}/assessments/{agent}/{period}/result", roles11, "assessment", true, 201, nil, false},
	{"answerAssessment", "POST", "/v1/sites/{site}/assessments/{agent}/{period}/response", roles10, "assessment", true, 201, nil, false},
	{"listOverdueAssessments", "GET", "/v1/sites/{site}/overdue-assessments", roles19, "assessment", false, 200, []string{"limit", "cursor"}, false},
	{"openCase", "POST", "/v1/sites/{site}/cases", roles6, "aftercare", true, 201, nil, false},
	{"listCases", "GET", "/v1/sites/{site}/cases", roles23, "aftercare", false, 200, []string{"limit", "cursor"}, false},
	{"listOverdueCases", "GET", "/v1/sites/{site}/overdue-cases", roles23, "aftercare", false, 200, []string{"limit", "cursor"}, false},
	{"getCase", "GET", "/v1/sites/{site}/cases/{case}", roles23, "aftercare", false, 200, nil, false},
	{"recordProgress", "POST", "/v1/sites/{site}/cases/{case}/progress", roles6, "aftercare", true, 200, nil, false},
	{"remindCase", "POST", "/v1/sites/{site}/cases/{case}/reminders", roles6, "aftercare", true, 200, nil, false},
	{"closeCase", "POST", "/v1/sites/{site}/cases/{case}/closing", roles6, "aftercare", true, 200, nil, false},
	{"lookUpOwner", "POST", "/v1/sites/{site}/ownership-lookups", roles23, "ownership", false, 200, nil, false},
	{"getOwnershipByVisit", "GET", "/v1/sites/{site}/visits/{visit}/ownership", roles5, "ownership", false, 200, nil, false},
	{"listCustomers", "GET", "/v1/sites/{site}/agents/{agent}/customers", roles13, "ownership", false, 200, []string{"limit", "cursor"}, false},
	{"getCustomer", "GET", "/v1/sites/{site}/customers/{customer}", roles23, "ownership", false, 200, nil, false},
	{"recordFollowUp", "POST", "/v1/sites/{site}/customers/{customer}/follow-ups", roles12, "ownership", true, 200, nil, false},
	{"listInbox", "GET", "/v1/sites/{site}/inbox", roles5, "inbox", false, 200, []string{"limit", "cursor"}, false},
	{"getFact", "GET", "/v1/sites/{site}/inbox/{fact}", roles5, "inbox", false, 200, nil, false},
	{"confirmFact", "POST", "/v1/sites/{site}/inbox/{fact}/confirmation", roles28, "inbox", true, 200, nil, false},
	{"refuseFact", "POST", "/v1/sites/{site}/inbox/{fact}/refusal", roles28, "inbox", true, 200, nil, false},
	{"objectToFact", "POST", "/v1/sites/{site}/inbox/{fact}/objection", roles10, "inbox", true, 200, nil, false},
	{"withdrawFact", "POST", "/v1/sites/{site}/inbox/{fact}/withdrawal", roles28, "inbox", true, 200, nil, false},
	{"recogniseCustomer", "POST", "/v1/sites/{site}/customers/{customer}/recognitions", roles12, "deals", true, 201, nil, false},
	{"reassignCustomer", "POST", "/v1/sites/{site}/customers/{customer}/reassignment", roles8, "ownership", true, 200, nil, false},
	{"revealCustomer", "POST", "/v1/sites/{site}/customers/{customer}/reveal", roles6, "ownership", true, 200, nil, false},
	{"listReveals", "GET", "/v1/sites/{site}/reveals", roles19, "ownership", false, 200, []string{"day", "limit", "cursor"}, false},
	{"openTakeover", "POST", "/v1/sites/{site}/takeovers", roles11, "sites", true, 201, nil, false},
	{"listTakeovers", "GET", "/v1/sites/{site}/takeovers", roles19, "sites", false, 200, []string{"limit", "cursor"}, false},
	{"getTakeover", "GET", "/v1/sites/{site}/takeovers/{takeover}", roles19, "sites", false, 200, nil, false},
	{"addTakeoverRows", "POST", "/v1/sites/{site}/takeovers/{takeover}/rows", roles11, "sites", true, 200, nil, false},
	{"listTakeoverRows", "GET", "/v1/sites/{site}/takeovers/{takeover}/rows", roles19, "sites", false, 200, []string{"outcome", "limit", "cursor"}, false},
	{"signOffTakeover", "POST", "/v1/sites/{site}/takeovers/{takeover}/sign-off", roles22, "sites", true, 200, nil, false},
	{"continueTakeover", "POST", "/v1/sites/{site}/takeovers/{takeover}/continuation", roles11, "sites", true, 200, nil, false},
	{"withdrawTakeover", "POST", "/v1/sites/{site}/takeovers/{takeover}/withdrawal", roles11, "sites", true, 200, nil, false},
	{"listLapseWarnings", "GET", "/v1/sites/{site}/lapse-warnings", roles13, "ownership", false, 200, []string{"agent", "limit", "cursor"}, false},
	{"listLookups", "GET", "/v1/sites/{site}/lookups", roles19, "ownership", false, 200, []string{"day", "account", "limit", "cursor"}, false},
	{"listLookupAlarms", "GET", "/v1/sites/{site}/lookup-alarms", roles19, "ownership", false, 200, []string{"limit", "cursor"}, false},
	{"releaseLookups", "POST", "/v1/sites/{site}/lookup-alarms/{alarm}/release", roles3, "ownership", true, 200, nil, false},
	{"getPrivacyRules", "GET", "/v1/sites/{site}/privacy-rules", roles19, "ownership", false, 200, nil, false},
	{"setPrivacyRules", "PUT", "/v1/sites/{site}/privacy-rules", roles3, "ownership", true, 200, nil, false},
	{"requestAccess", "POST", "/v1/sites/{site}/customers/{customer}/access-requests", roles22, "ownership", true, 201, nil, false},
	{"requestErasure", "POST", "/v1/sites/{site}/customers/{customer}/erasure", roles22, "ownership", true, 201, nil, false},
	{"listPrivacyRequests", "GET", "/v1/sites/{site}/privacy-requests", roles19, "ownership", false, 200, []string{"limit", "cursor"}, false},
	{"readPersonalData", "GET", "/v1/sites/{site}/privacy-requests/{request}/data", roles22, "ownership", false, 200, []string{"cursor"}, false},
	{"decideErasure", "POST", "/v1/sites/{site}/privacy-requests/{request}/approval", roles29, "ownership", true, 200, nil, false},
	{"getDecision", "GET", "/v1/sites/{site}/decisions/{decision}", roles5, "ownership", false, 200, nil, false},
	{"checkDecision", "POST", "/v1/sites/{site}/decisions/{decision}/check", roles5, "ownership", false, 200, nil, false},
	{"replayDecision", "GET", "/v1/sites/{site}/decisions/{decision}/replay", roles19, "ownership", false, 200, nil, false},
	{"explainTurn", "GET", "/v1/sites/{site}/turns/explanation", roles13, "ownership", false, 200, []string{"agent", "at"}, false},
	{"getFairness", "GET", "/v1/sites/{site}/fairness", roles19, "reviews", false, 200, []string{"from", "to"}, false},
	{"startWhatIf", "POST", "/v1/sites/{site}/what-if", roles19, "reviews", true, 202, nil, false},
	{"listWhatIfs", "GET", "/v1/sites/{site}/what-if", roles19, "reviews", false, 200, []string{"limit", "cursor"}, false},
	{"getWhatIf", "GET", "/v1/sites/{site}/what-if/{job}", roles19, "reviews", false, 200, nil, false},
	{"cancelWhatIf", "POST", "/v1/sites/{site}/what-if/{job}/cancellation", roles19, "reviews", true, 200, nil, false},
	{"startReplay", "POST", "/v1/sites/{site}/replays", roles19, "reviews", true, 202, nil, false},
	{"listReplays", "GET", "/v1/sites/{site}/replays", roles19, "reviews", false, 200, []string{"limit", "cursor"}, false},
	{"getReplay", "GET", "/v1/sites/{site}/replays/{job}", roles19, "reviews", false, 200, nil, false},
	{"cancelReplay", "POST", "/v1/sites/{site}/replays/{job}/cancellation", roles19, "reviews", true, 200, nil, false},
	{"recordDeal", "POST", "/v1/sites/{site}/deals", roles30, "deals", true, 201, nil, false},
	{"listDeals", "GET", "/v1/sites/{site}/deals", roles5, "deals", false, 200, []string{"limit", "cursor"}, false},
	{"getDeal", "GET", "/v1/sites/{site}/deals/{deal}", roles5, "deals", false, 200, nil, false},
	{"signDeal", "POST", "/v1/sites/{site}/deals/{deal}/signing", roles31, "deals", true, 200, nil, false},
	{"cancelDeal", "POST", "/v1/sites/{site}/deals/{deal}/cancellation", roles32, "deals", true, 200, nil, false},
	{"fileClaim", "POST", "/v1/sites/{site}/deals/{deal}/claims", roles12, "deals", true, 201, nil, false},
	{"listClaims", "GET", "/v1/sites/{site}/deals/{deal}/claims", roles13, "deals", false, 200, []string{"limit", "cursor"}, false},
	{"disputeDeal", "POST", "/v1/sites/{site}/deals/{deal}/disputes", roles12, "deals", true, 200, nil, false},
	{"ruleDeal", "POST", "/v1/sites/{site}/deals/{deal}/rulings", roles8, "deals", true, 200, nil, false},
	{"approveRuling", "POST", "/v1/sites/{site}/deals/{deal}/rulings/{number}/approval", roles8, "deals", true, 200, nil, false},
	{"listDisputes", "GET", "/v1/sites/{site}/disputes", roles13, "deals", false, 200, []string{"open", "limit", "cursor"}, false},
	{"getDispute", "GET", "/v1/sites/{site}/disputes/{dispute}", roles13, "deals", false, 200, nil, false},
	{"fileStatement", "POST", "/v1/sites/{site}/disputes/{dispute}/statements", roles10, "deals", true, 200, nil, false},
	{"appealDispute", "POST", "/v1/sites/{site}/disputes/{dispute}/appeal", roles10, "deals", true, 200, nil, false},
	{"reportConduct", "POST", "/v1/sites/{site}/conduct-reports", roles6, "deals", true, 201, nil, false},
	{"listConduct", "GET", "/v1/sites/{site}/conduct-reports", roles13, "deals", false, 200, []string{"limit", "cursor"}, false},
	{"verifyConduct", "POST", "/v1/sites/{site}/conduct-reports/{report}/verification", roles8, "deals", true, 200, nil, false},
	{"getConduct", "GET", "/v1/sites/{site}/conduct-reports/{report}", roles13, "deals", false, 200, nil, false},
	{"decideDismissal", "POST", "/v1/sites/{site}/conduct-reports/{report}/dismissal-decision", roles3, "deals", true, 200, nil, false},
	{"commend", "POST", "/v1/sites/{site}/commendations", roles8, "deals", true, 201, nil, false},
	{"listCommendations", "GET", "/v1/sites/{site}/commendations", roles13, "deals", false, 200, []string{"limit", "cursor"}, false},
	{"getConductSummary", "GET", "/v1/sites/{site}/agents/{agent}/conduct", roles13, "deals", false, 200, []string{"period"}, false},
	{"listRuns", "GET", "/v1/sites/{site}/settlement-runs", roles33, "settlement", false, 200, []string{"limit", "cursor"}, false},
	{"getRun", "GET", "/v1/sites/{site}/settlement-runs/{day}", roles33, "settlement", false, 200, nil, false},
	{"getStatement", "GET", "/v1/sites/{site}/statements/{month}/{party}", roles34, "settlement", false, 200, nil, false},
	{"listStatements", "GET", "/v1/sites/{site}/statements/{month}", roles33, "settlement", false, 200, []string{"limit", "cursor"}, false},
}
