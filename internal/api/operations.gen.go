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
	roles17 = []domain.Role{domain.RoleVisitor, domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}
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
	{"listPolicies", "GET", "/v1/policies", roles0, "sites", false, 200, nil, false, Ways{}},
	{"getPolicy", "GET", "/v1/policies/{preset}", roles0, "sites", false, 200, nil, false, Ways{}},
	{"listClauses", "GET", "/v1/clauses", roles0, "sites", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"createSite", "POST", "/v1/sites", roles1, "sites", true, 201, nil, false, Ways{Nothing: "a new site has no people and no customers yet"}},
	{"listSites", "GET", "/v1/sites", roles2, "sites", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getSite", "GET", "/v1/sites/{site}", roles0, "sites", false, 200, nil, false, Ways{}},
	{"changeSite", "PATCH", "/v1/sites/{site}", roles3, "sites", true, 200, nil, false, Ways{Nothing: "name, hours and groups move no turn, owner or money"}},
	{"addAgent", "POST", "/v1/sites/{site}/agents", roles4, "sites", true, 201, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"listAgents", "GET", "/v1/sites/{site}/agents", roles5, "sites", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"changeAgent", "PATCH", "/v1/sites/{site}/agents/{agent}", roles4, "sites", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"setOrderTable", "PUT", "/v1/sites/{site}/order-table", roles6, "sites", true, 200, nil, false, Ways{Refused: "a policy names management only", Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"publishPolicyVersion", "POST", "/v1/sites/{site}/policy-versions", roles7, "sites", true, 201, nil, false, Ways{Waits: "policy", Refused: "a policy names management only", Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}}},
	{"listPolicyVersions", "GET", "/v1/sites/{site}/policy-versions", roles5, "sites", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getPolicyVersion", "GET", "/v1/sites/{site}/policy-versions/{number}", roles5, "sites", false, 200, nil, false, Ways{}},
	{"validatePolicyDraft", "POST", "/v1/sites/{site}/policy-drafts/validation", roles8, "sites", false, 200, nil, false, Ways{Nothing: "a draft changes nothing"}},
	{"getCheckInToken", "GET", "/v1/sites/{site}/check-in-token", roles9, "checkin", false, 200, nil, false, Ways{}},
	{"checkIn", "POST", "/v1/sites/{site}/check-ins", roles10, "checkin", true, 201, nil, false, Ways{Own: "one's own presence; the code on the screen is the witness"}},
	{"checkInManually", "POST", "/v1/sites/{site}/manual-check-ins", roles11, "checkin", true, 201, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"leave", "POST", "/v1/sites/{site}/absences", roles12, "checkin", true, 200, nil, false, Ways{Own: "one's own absence", Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"returnToFloor", "POST", "/v1/sites/{site}/returns", roles12, "checkin", true, 200, nil, false, Ways{Own: "one's own return", Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"swapPlaces", "POST", "/v1/sites/{site}/swaps", roles4, "checkin", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"requestSwap", "POST", "/v1/sites/{site}/swap-requests", roles10, "checkin", true, 201, nil, false, Ways{Second: "decideSwap"}},
	{"listSwapRequests", "GET", "/v1/sites/{site}/swap-requests", roles13, "checkin", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"decideSwap", "POST", "/v1/sites/{site}/swap-requests/{swap}/decision", roles4, "checkin", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"getBoard", "GET", "/v1/sites/{site}/board", roles0, "checkin", false, 200, nil, false, Ways{}},
	{"explainStanding", "GET", "/v1/sites/{site}/board/agents/{agent}", roles5, "checkin", false, 200, nil, false, Ways{}},
	{"closeDay", "POST", "/v1/sites/{site}/day-close", roles4, "checkin", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"preRegister", "POST", "/v1/sites/{site}/pre-registrations", roles12, "visits", true, 201, nil, false, Ways{Second: "confirmPreRegistration"}},
	{"listPreRegistrations", "GET", "/v1/sites/{site}/pre-registrations", roles13, "visits", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"withdrawPreRegistration", "POST", "/v1/sites/{site}/pre-registrations/{pre_registration}/withdrawal", roles12, "visits", true, 200, nil, false, Ways{Own: "takes back what one announced"}},
	{"matchPreRegistrations", "POST", "/v1/sites/{site}/pre-registration-matches", roles6, "visits", false, 200, nil, false, Ways{Nothing: "it only looks"}},
	{"registerCall", "POST", "/v1/sites/{site}/calls", roles6, "visits", true, 201, nil, false, Ways{Waits: "call", Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"listCalls", "GET", "/v1/sites/{site}/calls", roles5, "visits", false, 200, []string{"day", "customers", "limit", "cursor"}, false, Ways{}},
	{"registerArrival", "POST", "/v1/sites/{site}/arrivals", roles14, "visits", true, 201, nil, false, Ways{Waits: "arrival", Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"listVisits", "GET", "/v1/sites/{site}/visits", roles5, "visits", false, 200, []string{"day", "customers", "limit", "cursor"}, false, Ways{}},
	{"getVisit", "GET", "/v1/sites/{site}/visits/{visit}", roles5, "visits", false, 200, nil, false, Ways{}},
	{"finishVisit", "POST", "/v1/sites/{site}/visits/{visit}/finish", roles6, "visits", true, 200, nil, false, Ways{Own: "how one's own reception ended", Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"leaveWaiting", "POST", "/v1/sites/{site}/visits/{visit}/leave", roles15, "visits", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"handOver", "POST", "/v1/sites/{site}/visits/{visit}/hand-over", roles12, "visits", true, 200, nil, false, Ways{Own: "gives a visitor away", Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"chooseOnTurn", "POST", "/v1/sites/{site}/visits/{visit}/turn-choice", roles10, "visits", true, 200, nil, false, Ways{Own: "one's own turn"}},
	{"identify", "POST", "/v1/sites/{site}/visits/{visit}/identification", roles6, "visits", true, 200, nil, false, Ways{Waits: "arrival", Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"foundOut", "POST", "/v1/sites/{site}/visits/{visit}/found-out", roles6, "visits", true, 200, nil, false, Ways{Waits: "arrival", Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"confirmCard", "POST", "/v1/sites/{site}/visits/{visit}/card-confirmation", roles11, "visits", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"confirmGiveBack", "POST", "/v1/sites/{site}/visits/{visit}/give-back-confirmation", roles11, "visits", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"writeHandOverNote", "POST", "/v1/sites/{site}/visits/{visit}/hand-over-note", roles16, "visits", true, 200, nil, false, Ways{Own: "a duty towards a colleague"}},
	{"fillVisitorForm", "POST", "/v1/sites/{site}/visits/{visit}/visitor-form", roles17, "visits", true, 200, nil, false, Ways{Waits: "visitor_form", Witness: []domain.Role{domain.RoleVisitor, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"confirmPreRegistration", "POST", "/v1/sites/{site}/visits/{visit}/pre-registration", roles6, "visits", true, 200, nil, false, Ways{Waits: "match", Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"recordIntention", "POST", "/v1/sites/{site}/visits/{visit}/intention", roles18, "visits", true, 200, nil, false, Ways{Nothing: "what a visitor looks for moves nothing"}},
	{"writeReceptionRecord", "POST", "/v1/sites/{site}/visits/{visit}/reception-record", roles12, "visits", true, 201, nil, false, Ways{Nothing: "a record of a reception moves nothing"}},
	{"getReceptionRecord", "GET", "/v1/sites/{site}/visits/{visit}/reception-record", roles13, "visits", false, 200, nil, false, Ways{}},
	{"listReceptionRecords", "GET", "/v1/sites/{site}/reception-records", roles13, "visits", false, 200, []string{"day", "month", "limit", "cursor"}, false, Ways{}},
	{"listMissingReceptionRecords", "GET", "/v1/sites/{site}/missing-reception-records", roles13, "visits", false, 200, []string{"day", "limit", "cursor"}, false, Ways{}},
	{"annotate", "POST", "/v1/sites/{site}/visits/{visit}/annotations", roles6, "visits", true, 201, nil, false, Ways{Nothing: "a remark moves nothing"}},
	{"getDayReport", "GET", "/v1/sites/{site}/day-reports/{day}", roles5, "visits", false, 200, nil, false, Ways{}},
	{"listRegister", "GET", "/v1/sites/{site}/register", roles5, "visits", false, 200, []string{"day", "limit", "cursor"}, false, Ways{}},
	{"verifyRegister", "GET", "/v1/sites/{site}/register/verification", roles19, "visits", false, 200, []string{"from", "to"}, false, Ways{}},
	{"makeArchive", "POST", "/v1/sites/{site}/archives", roles20, "sites", true, 201, nil, false, Ways{Nothing: "it sums up what is there"}},
	{"listArchives", "GET", "/v1/sites/{site}/archives", roles19, "sites", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getArchive", "GET", "/v1/sites/{site}/archives/{month}", roles19, "sites", false, 200, nil, false, Ways{}},
	{"getArchiveContent", "GET", "/v1/sites/{site}/archives/{month}/content", roles19, "sites", false, 200, []string{"cursor"}, false, Ways{}},
	{"verifyArchive", "GET", "/v1/sites/{site}/archives/{month}/verification", roles19, "sites", false, 200, nil, false, Ways{}},
	{"receiveWebhook", "POST", "/v1/webhooks/{source}", roles21, "appointments", false, 202, nil, true, Ways{Nothing: "a signed booking makes no owner"}},
	{"createWebhookSource", "POST", "/v1/sites/{site}/webhook-sources", roles22, "appointments", true, 201, nil, false, Ways{Nothing: "a way in for bookings"}},
	{"listWebhookSources", "GET", "/v1/sites/{site}/webhook-sources", roles19, "appointments", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"changeWebhookSource", "PATCH", "/v1/sites/{site}/webhook-sources/{source}", roles22, "appointments", true, 200, nil, false, Ways{Nothing: "a way in for bookings"}},
	{"rotateWebhookSecret", "POST", "/v1/sites/{site}/webhook-sources/{source}/rotation", roles22, "appointments", true, 200, nil, false, Ways{Nothing: "a way in for bookings"}},
	{"createAppointment", "POST", "/v1/sites/{site}/appointments", roles14, "appointments", true, 201, nil, false, Ways{Second: "confirmAppointment"}},
	{"listAppointments", "GET", "/v1/sites/{site}/appointments", roles23, "appointments", false, 200, []string{"day", "limit", "cursor"}, false, Ways{}},
	{"getAppointment", "GET", "/v1/sites/{site}/appointments/{appointment}", roles23, "appointments", false, 200, nil, false, Ways{}},
	{"confirmAppointment", "POST", "/v1/sites/{site}/appointments/{appointment}/confirmation", roles24, "appointments", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"proposeChange", "POST", "/v1/sites/{site}/appointments/{appointment}/changes", roles24, "appointments", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"answerChange", "POST", "/v1/sites/{site}/appointments/{appointment}/change-answer", roles24, "appointments", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"cancelAppointment", "POST", "/v1/sites/{site}/appointments/{appointment}/cancellation", roles24, "appointments", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"assignReceptionists", "PUT", "/v1/sites/{site}/appointments/{appointment}/receptionists", roles24, "appointments", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"linkArrival", "POST", "/v1/sites/{site}/appointments/{appointment}/arrival", roles24, "appointments", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"getLetter", "GET", "/v1/sites/{site}/appointments/{appointment}/letter", roles24, "appointments", false, 200, nil, false, Ways{}},
	{"listNotices", "GET", "/v1/sites/{site}/appointments/{appointment}/notices", roles25, "appointments", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"giveFeedback", "POST", "/v1/sites/{site}/visits/{visit}/feedback", roles26, "aftercare", true, 201, nil, false, Ways{Witness: []domain.Role{domain.RoleVisitor, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"getVisitFeedback", "GET", "/v1/sites/{site}/visits/{visit}/feedback", roles27, "aftercare", false, 200, nil, false, Ways{}},
	{"routeFeedback", "POST", "/v1/sites/{site}/visits/{visit}/feedback/routing", roles15, "aftercare", true, 200, nil, false, Ways{Nothing: "passes a text on"}},
	{"listFeedback", "GET", "/v1/sites/{site}/feedback", roles23, "aftercare", false, 200, []string{"day", "month", "limit", "cursor"}, false, Ways{}},
	{"listFeedbackToRoute", "GET", "/v1/sites/{site}/feedback-to-route", roles25, "aftercare", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getFeedbackSummary", "GET", "/v1/sites/{site}/feedback-summaries/{month}", roles13, "aftercare", false, 200, nil, false, Ways{}},
	{"getPreparation", "GET", "/v1/sites/{site}/appointments/{appointment}/preparation", roles23, "appointments", false, 200, nil, false, Ways{}},
	{"setPreparation", "PUT", "/v1/sites/{site}/appointments/{appointment}/preparation", roles24, "appointments", true, 200, nil, false, Ways{Nothing: "a checklist"}},
	{"markPrepared", "POST", "/v1/sites/{site}/appointments/{appointment}/preparation/{item}/done", roles14, "appointments", true, 200, nil, false, Ways{Nothing: "a checklist"}},
	{"unmarkPrepared", "POST", "/v1/sites/{site}/appointments/{appointment}/preparation/{item}/undone", roles11, "appointments", true, 200, nil, false, Ways{Nothing: "a checklist"}},
	{"listPreparations", "GET", "/v1/sites/{site}/preparations", roles23, "appointments", false, 200, []string{"overdue", "limit", "cursor"}, false, Ways{}},
	{"recordTraining", "POST", "/v1/sites/{site}/trainings", roles11, "assessment", true, 201, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"listTrainings", "GET", "/v1/sites/{site}/trainings", roles13, "assessment", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"listScorecards", "GET", "/v1/sites/{site}/scorecards/{period}", roles19, "assessment", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getScorecard", "GET", "/v1/sites/{site}/scorecards/{period}/{agent}", roles13, "assessment", false, 200, nil, false, Ways{}},
	{"assessAgent", "POST", "/v1/sites/{site}/assessments", roles18, "assessment", true, 201, nil, false, Ways{Second: "decideAssessment"}},
	{"decideAssessment", "POST", "/v1/sites/{site}/assessments/{agent}/{period}/result", roles11, "assessment", true, 201, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager}}},
	{"answerAssessment", "POST", "/v1/sites/{site}/assessments/{agent}/{period}/response", roles10, "assessment", true, 201, nil, false, Ways{Own: "what one says to one's own result"}},
	{"listOverdueAssessments", "GET", "/v1/sites/{site}/overdue-assessments", roles19, "assessment", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"openCase", "POST", "/v1/sites/{site}/cases", roles6, "aftercare", true, 201, nil, false, Ways{Nothing: "asks a department"}},
	{"listCases", "GET", "/v1/sites/{site}/cases", roles23, "aftercare", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"listOverdueCases", "GET", "/v1/sites/{site}/overdue-cases", roles23, "aftercare", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getCase", "GET", "/v1/sites/{site}/cases/{case}", roles23, "aftercare", false, 200, nil, false, Ways{}},
	{"recordProgress", "POST", "/v1/sites/{site}/cases/{case}/progress", roles6, "aftercare", true, 200, nil, false, Ways{Nothing: "a text of a case"}},
	{"remindCase", "POST", "/v1/sites/{site}/cases/{case}/reminders", roles6, "aftercare", true, 200, nil, false, Ways{Nothing: "a text of a case"}},
	{"closeCase", "POST", "/v1/sites/{site}/cases/{case}/closing", roles6, "aftercare", true, 200, nil, false, Ways{Nothing: "a text of a case"}},
	{"lookUpOwner", "POST", "/v1/sites/{site}/ownership-lookups", roles23, "ownership", false, 200, nil, false, Ways{Nothing: "it only looks"}},
	{"getOwnershipByVisit", "GET", "/v1/sites/{site}/visits/{visit}/ownership", roles5, "ownership", false, 200, nil, false, Ways{}},
	{"listCustomers", "GET", "/v1/sites/{site}/agents/{agent}/customers", roles13, "ownership", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getCustomer", "GET", "/v1/sites/{site}/customers/{customer}", roles23, "ownership", false, 200, nil, false, Ways{}},
	{"recordFollowUp", "POST", "/v1/sites/{site}/customers/{customer}/follow-ups", roles12, "ownership", true, 200, nil, false, Ways{Second: "refuseFollowUp", Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"refuseFollowUp", "POST", "/v1/sites/{site}/customers/{customer}/follow-ups/{follow_up}/refusal", roles4, "ownership", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"listInbox", "GET", "/v1/sites/{site}/inbox", roles5, "inbox", false, 200, []string{"limit", "cursor", "decided"}, false, Ways{}},
	{"getFact", "GET", "/v1/sites/{site}/inbox/{fact}", roles5, "inbox", false, 200, nil, false, Ways{}},
	{"confirmFact", "POST", "/v1/sites/{site}/inbox/{fact}/confirmation", roles28, "inbox", true, 200, nil, false, Ways{Own: "consent of the one who loses by it", Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleFinance}}},
	{"refuseFact", "POST", "/v1/sites/{site}/inbox/{fact}/refusal", roles28, "inbox", true, 200, nil, false, Ways{Refused: "an agent is no witness", Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleFinance}}},
	{"objectToFact", "POST", "/v1/sites/{site}/inbox/{fact}/objection", roles10, "inbox", true, 200, nil, false, Ways{Own: "the one who loses by it is heard"}},
	{"withdrawFact", "POST", "/v1/sites/{site}/inbox/{fact}/withdrawal", roles28, "inbox", true, 200, nil, false, Ways{Own: "takes back what one said"}},
	{"recogniseCustomer", "POST", "/v1/sites/{site}/customers/{customer}/recognitions", roles6, "deals", true, 201, nil, false, Ways{Waits: "recognition", Witness: []domain.Role{domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales}}},
	{"reassignCustomer", "POST", "/v1/sites/{site}/customers/{customer}/reassignment", roles8, "ownership", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}}},
	{"revealCustomer", "POST", "/v1/sites/{site}/customers/{customer}/reveal", roles6, "ownership", true, 200, nil, false, Ways{Nothing: "it only looks"}},
	{"listReveals", "GET", "/v1/sites/{site}/reveals", roles19, "ownership", false, 200, []string{"day", "limit", "cursor"}, false, Ways{}},
	{"openTakeover", "POST", "/v1/sites/{site}/takeovers", roles11, "sites", true, 201, nil, false, Ways{Second: "signOffTakeover"}},
	{"listTakeovers", "GET", "/v1/sites/{site}/takeovers", roles19, "sites", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getTakeover", "GET", "/v1/sites/{site}/takeovers/{takeover}", roles19, "sites", false, 200, nil, false, Ways{}},
	{"addTakeoverRows", "POST", "/v1/sites/{site}/takeovers/{takeover}/rows", roles11, "sites", true, 200, nil, false, Ways{Second: "signOffTakeover"}},
	{"listTakeoverRows", "GET", "/v1/sites/{site}/takeovers/{takeover}/rows", roles19, "sites", false, 200, []string{"outcome", "limit", "cursor"}, false, Ways{}},
	{"signOffTakeover", "POST", "/v1/sites/{site}/takeovers/{takeover}/sign-off", roles3, "sites", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}}},
	{"continueTakeover", "POST", "/v1/sites/{site}/takeovers/{takeover}/continuation", roles8, "sites", true, 200, nil, false, Ways{Nothing: "goes on with what was signed off"}},
	{"withdrawTakeover", "POST", "/v1/sites/{site}/takeovers/{takeover}/withdrawal", roles11, "sites", true, 200, nil, false, Ways{Own: "gives a list up"}},
	{"listLapseWarnings", "GET", "/v1/sites/{site}/lapse-warnings", roles13, "ownership", false, 200, []string{"agent", "limit", "cursor"}, false, Ways{}},
	{"listLookups", "GET", "/v1/sites/{site}/lookups", roles19, "ownership", false, 200, []string{"day", "account", "limit", "cursor"}, false, Ways{}},
	{"listLookupAlarms", "GET", "/v1/sites/{site}/lookup-alarms", roles19, "ownership", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"releaseLookups", "POST", "/v1/sites/{site}/lookup-alarms/{alarm}/release", roles3, "ownership", true, 200, nil, false, Ways{Nothing: "it moves no turn"}},
	{"getPrivacyRules", "GET", "/v1/sites/{site}/privacy-rules", roles19, "ownership", false, 200, nil, false, Ways{}},
	{"setPrivacyRules", "PUT", "/v1/sites/{site}/privacy-rules", roles3, "ownership", true, 200, nil, false, Ways{Nothing: "it moves no turn"}},
	{"requestAccess", "POST", "/v1/sites/{site}/customers/{customer}/access-requests", roles22, "ownership", true, 201, nil, false, Ways{Nothing: "it only looks"}},
	{"requestErasure", "POST", "/v1/sites/{site}/customers/{customer}/erasure", roles22, "ownership", true, 201, nil, false, Ways{Second: "decideErasure"}},
	{"listPrivacyRequests", "GET", "/v1/sites/{site}/privacy-requests", roles19, "ownership", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"readPersonalData", "GET", "/v1/sites/{site}/privacy-requests/{request}/data", roles22, "ownership", false, 200, []string{"cursor"}, false, Ways{}},
	{"decideErasure", "POST", "/v1/sites/{site}/privacy-requests/{request}/approval", roles29, "ownership", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleMarketingCentre, domain.RoleRegionalSales}}},
	{"getDecision", "GET", "/v1/sites/{site}/decisions/{decision}", roles5, "ownership", false, 200, nil, false, Ways{}},
	{"checkDecision", "POST", "/v1/sites/{site}/decisions/{decision}/check", roles5, "ownership", false, 200, nil, false, Ways{Nothing: "it only looks"}},
	{"replayDecision", "GET", "/v1/sites/{site}/decisions/{decision}/replay", roles19, "ownership", false, 200, nil, false, Ways{}},
	{"explainTurn", "GET", "/v1/sites/{site}/turns/explanation", roles13, "ownership", false, 200, []string{"agent", "at"}, false, Ways{}},
	{"getFairness", "GET", "/v1/sites/{site}/fairness", roles19, "reviews", false, 200, []string{"from", "to"}, false, Ways{}},
	{"startWhatIf", "POST", "/v1/sites/{site}/what-if", roles19, "reviews", true, 202, nil, false, Ways{Nothing: "a trial"}},
	{"listWhatIfs", "GET", "/v1/sites/{site}/what-if", roles19, "reviews", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getWhatIf", "GET", "/v1/sites/{site}/what-if/{job}", roles19, "reviews", false, 200, nil, false, Ways{}},
	{"cancelWhatIf", "POST", "/v1/sites/{site}/what-if/{job}/cancellation", roles19, "reviews", true, 200, nil, false, Ways{Nothing: "a trial"}},
	{"startReplay", "POST", "/v1/sites/{site}/replays", roles19, "reviews", true, 202, nil, false, Ways{Nothing: "a trial"}},
	{"listReplays", "GET", "/v1/sites/{site}/replays", roles19, "reviews", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getReplay", "GET", "/v1/sites/{site}/replays/{job}", roles19, "reviews", false, 200, nil, false, Ways{}},
	{"cancelReplay", "POST", "/v1/sites/{site}/replays/{job}/cancellation", roles19, "reviews", true, 200, nil, false, Ways{Nothing: "a trial"}},
	{"recordDeal", "POST", "/v1/sites/{site}/deals", roles30, "deals", true, 201, nil, false, Ways{Waits: "deal"}},
	{"listDeals", "GET", "/v1/sites/{site}/deals", roles5, "deals", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getDeal", "GET", "/v1/sites/{site}/deals/{deal}", roles5, "deals", false, 200, nil, false, Ways{}},
	{"signDeal", "POST", "/v1/sites/{site}/deals/{deal}/signing", roles31, "deals", true, 200, nil, false, Ways{Waits: "deal"}},
	{"changeDeal", "POST", "/v1/sites/{site}/deals/{deal}/changes", roles32, "deals", true, 200, nil, false, Ways{Waits: "deal_change"}},
	{"cancelDeal", "POST", "/v1/sites/{site}/deals/{deal}/cancellation", roles32, "deals", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleFinance}}},
	{"fileClaim", "POST", "/v1/sites/{site}/deals/{deal}/claims", roles12, "deals", true, 201, nil, false, Ways{Waits: "claim"}},
	{"listClaims", "GET", "/v1/sites/{site}/deals/{deal}/claims", roles13, "deals", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"disputeDeal", "POST", "/v1/sites/{site}/deals/{deal}/disputes", roles12, "deals", true, 200, nil, false, Ways{Second: "ruleDeal"}},
	{"ruleDeal", "POST", "/v1/sites/{site}/deals/{deal}/rulings", roles8, "deals", true, 200, nil, false, Ways{Second: "approveRuling", Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}}},
	{"approveRuling", "POST", "/v1/sites/{site}/deals/{deal}/rulings/{number}/approval", roles8, "deals", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}}},
	{"listDisputes", "GET", "/v1/sites/{site}/disputes", roles13, "deals", false, 200, []string{"open", "limit", "cursor"}, false, Ways{}},
	{"getDispute", "GET", "/v1/sites/{site}/disputes/{dispute}", roles13, "deals", false, 200, nil, false, Ways{}},
	{"fileStatement", "POST", "/v1/sites/{site}/disputes/{dispute}/statements", roles10, "deals", true, 200, nil, false, Ways{Own: "a party is heard"}},
	{"appealDispute", "POST", "/v1/sites/{site}/disputes/{dispute}/appeal", roles10, "deals", true, 200, nil, false, Ways{Second: "ruleDeal"}},
	{"reportConduct", "POST", "/v1/sites/{site}/conduct-reports", roles6, "deals", true, 201, nil, false, Ways{Second: "verifyConduct"}},
	{"listConduct", "GET", "/v1/sites/{site}/conduct-reports", roles13, "deals", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"verifyConduct", "POST", "/v1/sites/{site}/conduct-reports/{report}/verification", roles8, "deals", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}}},
	{"getConduct", "GET", "/v1/sites/{site}/conduct-reports/{report}", roles13, "deals", false, 200, nil, false, Ways{}},
	{"decideDismissal", "POST", "/v1/sites/{site}/conduct-reports/{report}/dismissal-decision", roles3, "deals", true, 200, nil, false, Ways{Witness: []domain.Role{domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}}},
	{"commend", "POST", "/v1/sites/{site}/commendations", roles8, "deals", true, 201, nil, false, Ways{Witness: []domain.Role{domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre}}},
	{"listCommendations", "GET", "/v1/sites/{site}/commendations", roles13, "deals", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getConductSummary", "GET", "/v1/sites/{site}/agents/{agent}/conduct", roles13, "deals", false, 200, []string{"period"}, false, Ways{}},
	{"listRuns", "GET", "/v1/sites/{site}/settlement-runs", roles33, "settlement", false, 200, []string{"limit", "cursor"}, false, Ways{}},
	{"getRun", "GET", "/v1/sites/{site}/settlement-runs/{day}", roles33, "settlement", false, 200, nil, false, Ways{}},
	{"getStatement", "GET", "/v1/sites/{site}/statements/{month}/{party}", roles34, "settlement", false, 200, nil, false, Ways{}},
	{"listStatements", "GET", "/v1/sites/{site}/statements/{month}", roles33, "settlement", false, 200, []string{"limit", "cursor"}, false, Ways{}},
}
