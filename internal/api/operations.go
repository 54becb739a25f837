package api

import (
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
)

// Operation is one row of the role × route table.
type Operation struct {
	ID       string // operationId of the contract
	Method   string
	Path     string
	Roles    []domain.Role // who may call it; what a policy adds is checked with the site's rules
	Function string        // the folder under functions/ that serves it
	Write    bool          // needs an Idempotency-Key
	Status   int           // of a success
	Query    []string      // the query parameters it knows
}

func roles(list ...domain.Role) []domain.Role { return list }

// The groups of roles that occur more than once.
var (
	everyone            = roles(domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor, domain.RoleFinance, domain.RoleScreen)
	staff               = roles(domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor, domain.RoleFinance)
	staffNoFinance      = roles(domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor)
	management          = roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales)
	oversight           = roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor)
	oversightAndFinance = roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor, domain.RoleFinance)
	oversightAndAgent   = roles(domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor)
	floorStaff          = roles(domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales)
	deskStaff           = roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales)
	agentAndManagement  = roles(domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales)
)

// Operations is the one table that says which role may do what on which route. It equals the contract
// (a test compares them); a route without a row cannot be served.
var Operations = []Operation{
	{"listPolicies", "GET", "/v1/policies", everyone, "sites", false, 200, nil},
	{"listClauses", "GET", "/v1/clauses", everyone, "sites", false, 200, []string{"limit", "cursor"}},
	{"getPolicy", "GET", "/v1/policies/{preset}", everyone, "sites", false, 200, nil},
	{"createSite", "POST", "/v1/sites", roles(domain.RoleMarketingCentre), "sites", true, 201, nil},
	{"listSites", "GET", "/v1/sites", roles(domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor), "sites", false, 200, []string{"limit", "cursor"}},
	{"getSite", "GET", "/v1/sites/{site}", everyone, "sites", false, 200, nil},
	{"changeSite", "PATCH", "/v1/sites/{site}", roles(domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre), "sites", true, 200, nil},
	{"addAgent", "POST", "/v1/sites/{site}/agents", management, "sites", true, 201, nil},
	{"listAgents", "GET", "/v1/sites/{site}/agents", staff, "sites", false, 200, []string{"limit", "cursor"}},
	{"changeAgent", "PATCH", "/v1/sites/{site}/agents/{agent}", management, "sites", true, 200, nil},
	{"setOrderTable", "PUT", "/v1/sites/{site}/order-table", floorStaff, "sites", true, 200, nil},
	{"publishPolicyVersion", "POST", "/v1/sites/{site}/policy-versions", append(roles(floorStaff...), domain.RoleMarketingCentre), "sites", true, 201, nil},
	{"listPolicyVersions", "GET", "/v1/sites/{site}/policy-versions", staff, "sites", false, 200, []string{"limit", "cursor"}},
	{"getPolicyVersion", "GET", "/v1/sites/{site}/policy-versions/{number}", staff, "sites", false, 200, nil},
	{"validatePolicyDraft", "POST", "/v1/sites/{site}/policy-drafts/validation", roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre), "sites", false, 200, nil},
	{"getCheckInToken", "GET", "/v1/sites/{site}/check-in-token", roles(domain.RoleScreen), "checkin", false, 200, nil},
	{"checkIn", "POST", "/v1/sites/{site}/check-ins", roles(domain.RoleAgent), "checkin", true, 201, nil},
	{"checkInManually", "POST", "/v1/sites/{site}/manual-check-ins", roles(domain.RoleSupervisor, domain.RoleSiteManager), "checkin", true, 201, nil},
	{"leave", "POST", "/v1/sites/{site}/absences", agentAndManagement, "checkin", true, 200, nil},
	{"returnToFloor", "POST", "/v1/sites/{site}/returns", agentAndManagement, "checkin", true, 200, nil},
	{"swapPlaces", "POST", "/v1/sites/{site}/swaps", management, "checkin", true, 200, nil},
	{"requestSwap", "POST", "/v1/sites/{site}/swap-requests", roles(domain.RoleAgent), "checkin", true, 201, nil},
	{"listSwapRequests", "GET", "/v1/sites/{site}/swap-requests", oversightAndAgent, "checkin", false, 200, []string{"limit", "cursor"}},
	{"decideSwap", "POST", "/v1/sites/{site}/swap-requests/{request}/decision", management, "checkin", true, 200, nil},
	{"getBoard", "GET", "/v1/sites/{site}/board", everyone, "checkin", false, 200, nil},
	{"explainStanding", "GET", "/v1/sites/{site}/board/agents/{agent}", staff, "checkin", false, 200, nil},
	{"closeDay", "POST", "/v1/sites/{site}/day-close", management, "checkin", true, 200, nil},
	{"preRegister", "POST", "/v1/sites/{site}/pre-registrations", agentAndManagement, "visits", true, 201, nil},
	{"listPreRegistrations", "GET", "/v1/sites/{site}/pre-registrations", oversightAndAgent, "visits", false, 200, []string{"limit", "cursor"}},
	{"withdrawPreRegistration", "POST", "/v1/sites/{site}/pre-registrations/{pre_registration}/withdrawal", agentAndManagement, "visits", true, 200, nil},
	{"matchPreRegistrations", "POST", "/v1/sites/{site}/pre-registration-matches", floorStaff, "visits", false, 200, nil},
	{"registerCall", "POST", "/v1/sites/{site}/calls", floorStaff, "visits", true, 201, nil},
	{"listCalls", "GET", "/v1/sites/{site}/calls", staff, "visits", false, 200, []string{"day", "customers", "limit", "cursor"}},
	{"registerArrival", "POST", "/v1/sites/{site}/arrivals", roles(domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "visits", true, 201, nil},
	{"listVisits", "GET", "/v1/sites/{site}/visits", staff, "visits", false, 200, []string{"day", "customers", "limit", "cursor"}},
	{"getVisit", "GET", "/v1/sites/{site}/visits/{visit}", staff, "visits", false, 200, nil},
	{"finishVisit", "POST", "/v1/sites/{site}/visits/{visit}/finish", floorStaff, "visits", true, 200, nil},
	{"leaveWaiting", "POST", "/v1/sites/{site}/visits/{visit}/leave", roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales), "visits", true, 200, nil},
	{"handOver", "POST", "/v1/sites/{site}/visits/{visit}/hand-over", agentAndManagement, "visits", true, 200, nil},
	{"chooseOnTurn", "POST", "/v1/sites/{site}/visits/{visit}/turn-choice", roles(domain.RoleAgent), "visits", true, 200, nil},
	{"identify", "POST", "/v1/sites/{site}/visits/{visit}/identification", floorStaff, "visits", true, 200, nil},
	{"foundOut", "POST", "/v1/sites/{site}/visits/{visit}/found-out", floorStaff, "visits", true, 200, nil},
	{"confirmCard", "POST", "/v1/sites/{site}/visits/{visit}/card-confirmation", roles(domain.RoleSupervisor, domain.RoleSiteManager), "visits", true, 200, nil},
	{"confirmGiveBack", "POST", "/v1/sites/{site}/visits/{visit}/give-back-confirmation", roles(domain.RoleSupervisor, domain.RoleSiteManager), "visits", true, 200, nil},
	{"writeHandOverNote", "POST", "/v1/sites/{site}/visits/{visit}/hand-over-note", roles(domain.RoleAgent, domain.RoleSupervisor), "visits", true, 200, nil},
	{"fillVisitorForm", "POST", "/v1/sites/{site}/visits/{visit}/visitor-form", roles(domain.RoleAgent, domain.RoleFrontDesk), "visits", true, 200, nil},
	{"confirmPreRegistration", "POST", "/v1/sites/{site}/visits/{visit}/pre-registration", floorStaff, "visits", true, 200, nil},
	{"recordIntention", "POST", "/v1/sites/{site}/visits/{visit}/intention", roles(domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager), "visits", true, 200, nil},
	{"writeReceptionRecord", "POST", "/v1/sites/{site}/visits/{visit}/reception-record", agentAndManagement, "visits", true, 201, nil},
	{"getReceptionRecord", "GET", "/v1/sites/{site}/visits/{visit}/reception-record", oversightAndAgent, "visits", false, 200, nil},
	{"listReceptionRecords", "GET", "/v1/sites/{site}/reception-records", oversightAndAgent, "visits", false, 200, []string{"day", "month", "limit", "cursor"}},
	{"listMissingReceptionRecords", "GET", "/v1/sites/{site}/missing-reception-records", oversightAndAgent, "visits", false, 200, []string{"day", "limit", "cursor"}},
	{"annotate", "POST", "/v1/sites/{site}/visits/{visit}/annotations", floorStaff, "visits", true, 201, nil},
	{"getDayReport", "GET", "/v1/sites/{site}/day-reports/{day}", staff, "visits", false, 200, nil},
	{"listRegister", "GET", "/v1/sites/{site}/register", staff, "visits", false, 200, []string{"day", "limit", "cursor"}},
	{"verifyRegister", "GET", "/v1/sites/{site}/register/verification", oversight, "visits", false, 200, []string{"from", "to"}},
	{"makeArchive", "POST", "/v1/sites/{site}/archives", roles(domain.RoleSiteManager, domain.RoleRegionalSales), "sites", true, 201, nil},
	{"listArchives", "GET", "/v1/sites/{site}/archives", oversight, "sites", false, 200, []string{"limit", "cursor"}},
	{"getArchive", "GET", "/v1/sites/{site}/archives/{month}", oversight, "sites", false, 200, nil},
	{"getArchiveContent", "GET", "/v1/sites/{site}/archives/{month}/content", oversight, "sites", false, 200, []string{"cursor"}},
	{"verifyArchive", "GET", "/v1/sites/{site}/archives/{month}/verification", oversight, "sites", false, 200, nil},
	{"receiveWebhook", "POST", "/v1/webhooks/{source}", nil, "appointments", false, 202, nil},
	{"createWebhookSource", "POST", "/v1/sites/{site}/webhook-sources", roles(domain.RoleSiteManager), "appointments", true, 201, nil},
	{"listWebhookSources", "GET", "/v1/sites/{site}/webhook-sources", roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor), "appointments", false, 200, []string{"limit", "cursor"}},
	{"changeWebhookSource", "PATCH", "/v1/sites/{site}/webhook-sources/{source}", roles(domain.RoleSiteManager), "appointments", true, 200, nil},
	{"rotateWebhookSecret", "POST", "/v1/sites/{site}/webhook-sources/{source}/rotation", roles(domain.RoleSiteManager), "appointments", true, 200, nil},
	{"createAppointment", "POST", "/v1/sites/{site}/appointments", roles(domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "appointments", true, 201, nil},
	{"listAppointments", "GET", "/v1/sites/{site}/appointments", staffNoFinance, "appointments", false, 200, []string{"day", "limit", "cursor"}},
	{"getAppointment", "GET", "/v1/sites/{site}/appointments/{appointment}", staffNoFinance, "appointments", false, 200, nil},
	{"confirmAppointment", "POST", "/v1/sites/{site}/appointments/{appointment}/confirmation", roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "appointments", true, 200, nil},
	{"proposeChange", "POST", "/v1/sites/{site}/appointments/{appointment}/changes", roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "appointments", true, 200, nil},
	{"answerChange", "POST", "/v1/sites/{site}/appointments/{appointment}/change-answer", roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "appointments", true, 200, nil},
	{"cancelAppointment", "POST", "/v1/sites/{site}/appointments/{appointment}/cancellation", roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "appointments", true, 200, nil},
	{"assignReceptionists", "PUT", "/v1/sites/{site}/appointments/{appointment}/receptionists", roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "appointments", true, 200, nil},
	{"linkArrival", "POST", "/v1/sites/{site}/appointments/{appointment}/arrival", roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "appointments", true, 200, nil},
	{"getLetter", "GET", "/v1/sites/{site}/appointments/{appointment}/letter", roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "appointments", false, 200, nil},
	{"listNotices", "GET", "/v1/sites/{site}/appointments/{appointment}/notices", roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor), "appointments", false, 200, []string{"limit", "cursor"}},
	{"giveFeedback", "POST", "/v1/sites/{site}/visits/{visit}/feedback", append(roles(domain.RoleVisitor), deskStaff...), "aftercare", true, 201, nil},
	{"getVisitFeedback", "GET", "/v1/sites/{site}/visits/{visit}/feedback", append(roles(domain.RoleVisitor), staffNoFinance...), "aftercare", false, 200, nil},
	{"routeFeedback", "POST", "/v1/sites/{site}/visits/{visit}/feedback/routing", deskStaff, "aftercare", true, 200, nil},
	{"listFeedback", "GET", "/v1/sites/{site}/feedback", staffNoFinance, "aftercare", false, 200, []string{"day", "month", "limit", "cursor"}},
	{"listFeedbackToRoute", "GET", "/v1/sites/{site}/feedback-to-route", append(roles(domain.RoleFrontDesk), oversight...), "aftercare", false, 200, []string{"limit", "cursor"}},
	{"getFeedbackSummary", "GET", "/v1/sites/{site}/feedback-summaries/{month}", oversightAndAgent, "aftercare", false, 200, nil},
	{"getPreparation", "GET", "/v1/sites/{site}/appointments/{appointment}/preparation", staffNoFinance, "appointments", false, 200, nil},
	{"setPreparation", "PUT", "/v1/sites/{site}/appointments/{appointment}/preparation", roles(domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "appointments", true, 200, nil},
	{"markPrepared", "POST", "/v1/sites/{site}/appointments/{appointment}/preparation/{item}/done", roles(domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager), "appointments", true, 200, nil},
	{"unmarkPrepared", "POST", "/v1/sites/{site}/appointments/{appointment}/preparation/{item}/undone", roles(domain.RoleSupervisor, domain.RoleSiteManager), "appointments", true, 200, nil},
	{"listPreparations", "GET", "/v1/sites/{site}/preparations", staffNoFinance, "appointments", false, 200, []string{"overdue", "limit", "cursor"}},
	{"recordTraining", "POST", "/v1/sites/{site}/trainings", roles(domain.RoleSupervisor, domain.RoleSiteManager), "assessment", true, 201, nil},
	{"listTrainings", "GET", "/v1/sites/{site}/trainings", oversightAndAgent, "assessment", false, 200, []string{"limit", "cursor"}},
	{"listScorecards", "GET", "/v1/sites/{site}/scorecards/{period}", oversight, "assessment", false, 200, []string{"limit", "cursor"}},
	{"getScorecard", "GET", "/v1/sites/{site}/scorecards/{period}/{agent}", oversightAndAgent, "assessment", false, 200, nil},
	{"assessAgent", "POST", "/v1/sites/{site}/assessments", roles(domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager), "assessment", true, 201, nil},
	{"decideAssessment", "POST", "/v1/sites/{site}/assessments/{agent}/{period}/result", roles(domain.RoleSupervisor, domain.RoleSiteManager), "assessment", true, 201, nil},
	{"answerAssessment", "POST", "/v1/sites/{site}/assessments/{agent}/{period}/response", roles(domain.RoleAgent), "assessment", true, 201, nil},
	{"listOverdueAssessments", "GET", "/v1/sites/{site}/overdue-assessments", oversight, "assessment", false, 200, []string{"limit", "cursor"}},
	{"openCase", "POST", "/v1/sites/{site}/cases", floorStaff, "aftercare", true, 201, nil},
	{"listCases", "GET", "/v1/sites/{site}/cases", staffNoFinance, "aftercare", false, 200, []string{"limit", "cursor"}},
	{"listOverdueCases", "GET", "/v1/sites/{site}/overdue-cases", staffNoFinance, "aftercare", false, 200, []string{"limit", "cursor"}},
	{"getCase", "GET", "/v1/sites/{site}/cases/{case}", staffNoFinance, "aftercare", false, 200, nil},
	{"recordProgress", "POST", "/v1/sites/{site}/cases/{case}/progress", floorStaff, "aftercare", true, 200, nil},
	{"remindCase", "POST", "/v1/sites/{site}/cases/{case}/reminders", floorStaff, "aftercare", true, 200, nil},
	{"closeCase", "POST", "/v1/sites/{site}/cases/{case}/closing", floorStaff, "aftercare", true, 200, nil},
	{"lookUpOwner", "POST", "/v1/sites/{site}/ownership-lookups", staffNoFinance, "ownership", false, 200, nil},
	{"getOwnershipByVisit", "GET", "/v1/sites/{site}/visits/{visit}/ownership", staff, "ownership", false, 200, nil},
	{"listCustomers", "GET", "/v1/sites/{site}/agents/{agent}/customers", oversightAndAgent, "ownership", false, 200, []string{"limit", "cursor"}},
	{"getCustomer", "GET", "/v1/sites/{site}/customers/{customer}", staffNoFinance, "ownership", false, 200, nil},
	{"recordFollowUp", "POST", "/v1/sites/{site}/customers/{customer}/follow-ups", agentAndManagement, "ownership", true, 200, nil},
	{"recogniseCustomer", "POST", "/v1/sites/{site}/customers/{customer}/recognitions", agentAndManagement, "deals", true, 201, nil},
	{"reassignCustomer", "POST", "/v1/sites/{site}/customers/{customer}/reassignment", roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre), "ownership", true, 200, nil},
	{"revealCustomer", "POST", "/v1/sites/{site}/customers/{customer}/reveal", floorStaff, "ownership", true, 200, nil},
	{"listReveals", "GET", "/v1/sites/{site}/reveals", oversight, "ownership", false, 200, []string{"day", "limit", "cursor"}},
	{"listLapseWarnings", "GET", "/v1/sites/{site}/lapse-warnings", oversightAndAgent, "ownership", false, 200, []string{"agent", "limit", "cursor"}},
	{"openTakeover", "POST", "/v1/sites/{site}/takeovers", roles(domain.RoleSupervisor, domain.RoleSiteManager), "sites", true, 201, nil},
	{"listTakeovers", "GET", "/v1/sites/{site}/takeovers", oversight, "sites", false, 200, []string{"limit", "cursor"}},
	{"getTakeover", "GET", "/v1/sites/{site}/takeovers/{takeover}", oversight, "sites", false, 200, nil},
	{"addTakeoverRows", "POST", "/v1/sites/{site}/takeovers/{takeover}/rows", roles(domain.RoleSupervisor, domain.RoleSiteManager), "sites", true, 200, nil},
	{"listTakeoverRows", "GET", "/v1/sites/{site}/takeovers/{takeover}/rows", oversight, "sites", false, 200, []string{"outcome", "limit", "cursor"}},
	{"signOffTakeover", "POST", "/v1/sites/{site}/takeovers/{takeover}/sign-off", roles(domain.RoleSiteManager), "sites", true, 200, nil},
	{"continueTakeover", "POST", "/v1/sites/{site}/takeovers/{takeover}/continuation", roles(domain.RoleSupervisor, domain.RoleSiteManager), "sites", true, 200, nil},
	{"withdrawTakeover", "POST", "/v1/sites/{site}/takeovers/{takeover}/withdrawal", roles(domain.RoleSupervisor, domain.RoleSiteManager), "sites", true, 200, nil},
	{"listLookups", "GET", "/v1/sites/{site}/lookups", oversight, "ownership", false, 200, []string{"day", "account", "limit", "cursor"}},
	{"listLookupAlarms", "GET", "/v1/sites/{site}/lookup-alarms", oversight, "ownership", false, 200, []string{"limit", "cursor"}},
	{"releaseLookups", "POST", "/v1/sites/{site}/lookup-alarms/{alarm}/release", roles(domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre), "ownership", true, 200, nil},
	{"getPrivacyRules", "GET", "/v1/sites/{site}/privacy-rules", oversight, "ownership", false, 200, nil},
	{"setPrivacyRules", "PUT", "/v1/sites/{site}/privacy-rules", roles(domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre), "ownership", true, 200, nil},
	{"requestAccess", "POST", "/v1/sites/{site}/customers/{customer}/access-requests", roles(domain.RoleSiteManager), "ownership", true, 201, nil},
	{"requestErasure", "POST", "/v1/sites/{site}/customers/{customer}/erasure", roles(domain.RoleSiteManager), "ownership", true, 201, nil},
	{"listPrivacyRequests", "GET", "/v1/sites/{site}/privacy-requests", oversight, "ownership", false, 200, []string{"limit", "cursor"}},
	{"readPersonalData", "GET", "/v1/sites/{site}/privacy-requests/{request}/data", roles(domain.RoleSiteManager), "ownership", false, 200, []string{"cursor"}},
	{"decideErasure", "POST", "/v1/sites/{site}/privacy-requests/{request}/approval", roles(domain.RoleMarketingCentre, domain.RoleRegionalSales), "ownership", true, 200, nil},
	{"getDecision", "GET", "/v1/sites/{site}/decisions/{decision}", staff, "ownership", false, 200, nil},
	{"replayDecision", "GET", "/v1/sites/{site}/decisions/{decision}/replay", oversight, "ownership", false, 200, nil},
	{"checkDecision", "POST", "/v1/sites/{site}/decisions/{decision}/check", staff, "ownership", false, 200, nil},
	{"getFairness", "GET", "/v1/sites/{site}/fairness", oversight, "reviews", false, 200, []string{"from", "to"}},
	{"startWhatIf", "POST", "/v1/sites/{site}/what-if", oversight, "reviews", true, 202, nil},
	{"listWhatIfs", "GET", "/v1/sites/{site}/what-if", oversight, "reviews", false, 200, []string{"limit", "cursor"}},
	{"getWhatIf", "GET", "/v1/sites/{site}/what-if/{job}", oversight, "reviews", false, 200, nil},
	{"cancelWhatIf", "POST", "/v1/sites/{site}/what-if/{job}/cancellation", oversight, "reviews", true, 200, nil},
	{"startReplay", "POST", "/v1/sites/{site}/replays", oversight, "reviews", true, 202, nil},
	{"listReplays", "GET", "/v1/sites/{site}/replays", oversight, "reviews", false, 200, []string{"limit", "cursor"}},
	{"getReplay", "GET", "/v1/sites/{site}/replays/{job}", oversight, "reviews", false, 200, nil},
	{"cancelReplay", "POST", "/v1/sites/{site}/replays/{job}/cancellation", oversight, "reviews", true, 200, nil},
	{"explainTurn", "GET", "/v1/sites/{site}/turns/explanation", oversightAndAgent, "ownership", false, 200, []string{"agent", "at"}},
	{"recordDeal", "POST", "/v1/sites/{site}/deals", roles(domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleFinance), "deals", true, 201, nil},
	{"listDeals", "GET", "/v1/sites/{site}/deals", staff, "deals", false, 200, []string{"limit", "cursor"}},
	{"getDeal", "GET", "/v1/sites/{site}/deals/{deal}", staff, "deals", false, 200, nil},
	{"signDeal", "POST", "/v1/sites/{site}/deals/{deal}/signing", roles(domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleFinance), "deals", true, 200, nil},
	{"cancelDeal", "POST", "/v1/sites/{site}/deals/{deal}/cancellation", roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleFinance), "deals", true, 200, nil},
	{"fileClaim", "POST", "/v1/sites/{site}/deals/{deal}/claims", agentAndManagement, "deals", true, 201, nil},
	{"listClaims", "GET", "/v1/sites/{site}/deals/{deal}/claims", oversightAndAgent, "deals", false, 200, []string{"limit", "cursor"}},
	{"disputeDeal", "POST", "/v1/sites/{site}/deals/{deal}/disputes", agentAndManagement, "deals", true, 200, nil},
	{"ruleDeal", "POST", "/v1/sites/{site}/deals/{deal}/rulings", roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre), "deals", true, 200, nil},
	{"approveRuling", "POST", "/v1/sites/{site}/deals/{deal}/rulings/{number}/approval", roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre), "deals", true, 200, nil},
	{"listDisputes", "GET", "/v1/sites/{site}/disputes", oversightAndAgent, "deals", false, 200, []string{"open", "limit", "cursor"}},
	{"getDispute", "GET", "/v1/sites/{site}/disputes/{dispute}", oversightAndAgent, "deals", false, 200, nil},
	{"fileStatement", "POST", "/v1/sites/{site}/disputes/{dispute}/statements", roles(domain.RoleAgent), "deals", true, 200, nil},
	{"appealDispute", "POST", "/v1/sites/{site}/disputes/{dispute}/appeal", roles(domain.RoleAgent), "deals", true, 200, nil},
	{"reportConduct", "POST", "/v1/sites/{site}/conduct-reports", floorStaff, "deals", true, 201, nil},
	{"listConduct", "GET", "/v1/sites/{site}/conduct-reports", oversightAndAgent, "deals", false, 200, []string{"limit", "cursor"}},
	{"verifyConduct", "POST", "/v1/sites/{site}/conduct-reports/{report}/verification", roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre), "deals", true, 200, nil},
	{"decideDismissal", "POST", "/v1/sites/{site}/conduct-reports/{report}/dismissal-decision", roles(domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre), "deals", true, 200, nil},
	{"commend", "POST", "/v1/sites/{site}/commendations", roles(domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre), "deals", true, 201, nil},
	{"listCommendations", "GET", "/v1/sites/{site}/commendations", oversightAndAgent, "deals", false, 200, []string{"limit", "cursor"}},
	{"getConductSummary", "GET", "/v1/sites/{site}/agents/{agent}/conduct", oversightAndAgent, "deals", false, 200, []string{"period"}},
	{"getConduct", "GET", "/v1/sites/{site}/conduct-reports/{report}", oversightAndAgent, "deals", false, 200, nil},
	{"listRuns", "GET", "/v1/sites/{site}/settlement-runs", oversightAndFinance, "settlement", false, 200, []string{"limit", "cursor"}},
	{"getRun", "GET", "/v1/sites/{site}/settlement-runs/{day}", oversightAndFinance, "settlement", false, 200, nil},
	{"getStatement", "GET", "/v1/sites/{site}/statements/{month}/{party}", roles(domain.RoleAgent, domain.RoleSupervisor, domain.RoleSiteManager, domain.RoleRegionalSales, domain.RoleMarketingCentre, domain.RoleAuditor, domain.RoleFinance), "settlement", false, 200, nil},
	{"listStatements", "GET", "/v1/sites/{site}/statements/{month}", oversightAndFinance, "settlement", false, 200, []string{"limit", "cursor"}},
}

// OperationByID finds a row.
func OperationByID(id string) (Operation, bool) {
	i := slices.IndexFunc(Operations, func(o Operation) bool { return o.ID == id })
	if i < 0 {
		return Operation{}, false
	}
	return Operations[i], true
}
