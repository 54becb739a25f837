package store

// Operation is the kind of store access of a pattern.
type Operation string

// The operations of access patterns.
const (
	OperationGet    Operation = "get"    // by full key, strongly consistent
	OperationQuery  Operation = "query"  // one partition in sort-key order
	OperationPut    Operation = "put"    // conditional write in a commit
	OperationDelete Operation = "delete" // conditional removal in a commit
)

// Pattern declares one access pattern: what is asked or written, where, by which key function of
// schema.go, and under which condition (zero for reads).
type Pattern struct {
	Name      string
	Table     Table
	Index     Index // empty: the table itself
	Operation Operation
	Key       string
	Condition Condition
}

var patterns = [...]Pattern{
	{"load_site", Operations, "", OperationGet, "SiteKey", 0},
	{"open_site", Operations, "", OperationPut, "SiteKey", MustNotExist},
	{"change_site", Operations, "", OperationPut, "SiteKey", VersionIs},
	{"list_sites", Operations, "", OperationQuery, "DirectoryPartition", 0},
	{"enter_site_in_directory", Operations, "", OperationPut, "DirectoryKey", MustNotExist},

	{"load_floor", Operations, "", OperationGet, "FloorKey", 0},
	{"open_floor", Operations, "", OperationPut, "FloorKey", MustNotExist},
	{"advance_floor", Operations, "", OperationPut, "FloorKey", VersionIs},

	{"find_stored_answer", Operations, "", OperationGet, "IdempotencyKey", 0},
	{"keep_answer", Operations, "", OperationPut, "IdempotencyKey", MustNotExist},

	{"load_deal", Operations, "", OperationGet, "DealKey", 0},
	{"record_deal", Operations, "", OperationPut, "DealKey", MustNotExist},
	{"change_deal", Operations, "", OperationPut, "DealKey", VersionIs},
	{"list_deals", Operations, "", OperationQuery, "DealsPartition", 0},

	{"find_deal_of_unit", Operations, "", OperationGet, "UnitKey", 0},
	{"take_unit", Operations, "", OperationPut, "UnitKey", MustNotExist},
	{"free_unit", Operations, "", OperationDelete, "UnitKey", MustExist},
	{"find_deal_of_contract", Operations, "", OperationGet, "ContractKey", 0},
	{"take_contract", Operations, "", OperationPut, "ContractKey", MustNotExist},
	{"free_contract", Operations, "", OperationDelete, "ContractKey", MustExist},

	{"load_dispute", Operations, "", OperationGet, "DisputeKey", 0},
	{"open_dispute", Operations, "", OperationPut, "DisputeKey", MustNotExist},
	{"change_dispute", Operations, "", OperationPut, "DisputeKey", VersionIs},
	{"list_disputes", Operations, "", OperationQuery, "DisputesPartition", 0},

	{"load_fact", Operations, "", OperationGet, "FactKey", 0},
	{"say_fact", Operations, "", OperationPut, "FactKey", MustNotExist},
	{"decide_fact", Operations, "", OperationPut, "FactKey", VersionIs},
	{"list_facts", Operations, "", OperationQuery, "FactsPartition", 0},
	{"enter_in_inbox", Operations, "", OperationPut, "InboxKey", MustNotExist},
	{"list_inbox", Operations, "", OperationQuery, "InboxPartition", 0},
	{"leave_inbox", Operations, "", OperationDelete, "InboxKey", MustExist},
	{"load_unconfirmed", Operations, "", OperationGet, "UnconfirmedKey", 0},
	{"start_unconfirmed", Operations, "", OperationPut, "UnconfirmedKey", MustNotExist},
	{"change_unconfirmed", Operations, "", OperationPut, "UnconfirmedKey", VersionIs},

	{"schedule_due", Operations, "", OperationPut, "DueKey", MustNotExist},
	{"list_due", Operations, "", OperationQuery, "DuePartition", 0},
	{"finish_due", Operations, "", OperationDelete, "DueKey", MustExist},

	{"load_report", Operations, "", OperationGet, "ReportKey", 0},
	{"file_report", Operations, "", OperationPut, "ReportKey", MustNotExist},
	{"change_report", Operations, "", OperationPut, "ReportKey", VersionIs},
	{"list_reports", Operations, "", OperationQuery, "ReportsPartition", 0},

	{"load_swap_request", Operations, "", OperationGet, "SwapKey", 0},
	{"file_swap_request", Operations, "", OperationPut, "SwapKey", MustNotExist},
	{"decide_swap_request", Operations, "", OperationPut, "SwapKey", VersionIs},
	{"list_swap_requests", Operations, "", OperationQuery, "SwapsPartition", 0},
	{"keep_reason", Operations, "", OperationPut, "ReasonKey", MustNotExist},
	{"list_reasons", Operations, "", OperationQuery, "ReasonsPartition", 0},

	{"load_job", Operations, "", OperationGet, "JobKey", 0},
	{"start_job", Operations, "", OperationPut, "JobKey", MustNotExist},
	{"advance_job", Operations, "", OperationPut, "JobKey", VersionIs},
	{"list_jobs", Operations, "", OperationQuery, "JobsPartition", 0},
	{"load_job_part", Operations, "", OperationGet, "JobPartKey", 0},
	{"keep_job_part", Operations, "", OperationPut, "JobPartKey", MustNotExist},
	{"keep_job_part_again", Operations, "", OperationPut, "JobPartKey", VersionIs},
	{"drop_job_part", Operations, "", OperationDelete, "JobPartKey", MustExist},

	{"load_webhook_source", Operations, "", OperationGet, "SourceKey", 0},
	{"open_webhook_source", Operations, "", OperationPut, "SourceKey", MustNotExist},
	{"change_webhook_source", Operations, "", OperationPut, "SourceKey", VersionIs},
	{"list_webhook_sources", Operations, "", OperationQuery, "SourcesPartition", 0},
	{"find_delivery", Operations, "", OperationGet, "DeliveryKey", 0},
	{"mark_delivery", Operations, "", OperationPut, "DeliveryKey", MustNotExist},

	{"load_appointment", Operations, "", OperationGet, "AppointmentKey", 0},
	{"enter_appointment", Operations, "", OperationPut, "AppointmentKey", MustNotExist},
	{"change_appointment", Operations, "", OperationPut, "AppointmentKey", VersionIs},
	{"list_appointments_of_day", Operations, "", OperationQuery, "AppointmentDayPartition", 0},
	{"place_appointment_in_day", Operations, "", OperationPut, "AppointmentDayKey", MustNotExist},
	{"take_appointment_from_day", Operations, "", OperationDelete, "AppointmentDayKey", MustExist},

	{"load_online_applications", Operations, "", OperationGet, "OnlineKey", 0},
	{"count_first_online_application", Operations, "", OperationPut, "OnlineKey", MustNotExist},
	{"count_online_application", Operations, "", OperationPut, "OnlineKey", VersionIs},

	{"schedule_preparation", Operations, "", OperationPut, "PreparationDueKey", MustNotExist},
	{"list_preparations", Operations, "", OperationQuery, "PreparationsPartition", 0},
	{"finish_preparation", Operations, "", OperationDelete, "PreparationDueKey", MustExist},

	{"schedule_notice", Operations, "", OperationPut, "NoticeKey", MustNotExist},
	{"list_due_notices", Operations, "", OperationQuery, "NoticesPartition", 0},
	{"finish_notice", Operations, "", OperationDelete, "NoticeKey", MustExist},
	{"record_sending", Records, "", OperationPut, "SentNoticeKey", MustNotExist},
	{"list_sendings", Records, "", OperationQuery, "SentNoticesPartition", 0},

	{"load_takeover", Customers, "", OperationGet, "TakeoverKey", 0},
	{"open_takeover", Customers, "", OperationPut, "TakeoverKey", MustNotExist},
	{"change_takeover", Customers, "", OperationPut, "TakeoverKey", VersionIs},
	{"list_takeovers", Customers, "", OperationQuery, "TakeoversPartition", 0},
	{"load_takeover_part", Customers, "", OperationGet, "TakeoverPartKey", 0},
	{"add_takeover_part", Customers, "", OperationPut, "TakeoverPartKey", MustNotExist},
	{"list_listed_day", Operations, "", OperationQuery, "ListedDayPartition", 0},
	{"enter_listed_day", Operations, "", OperationPut, "ListedDayKey", MustNotExist},
	{"empty_takeover_part", Customers, "", OperationPut, "TakeoverPartKey", VersionIs},

	{"load_case", Operations, "", OperationGet, "CaseKey", 0},
	{"open_case", Operations, "", OperationPut, "CaseKey", MustNotExist},
	{"change_case", Operations, "", OperationPut, "CaseKey", VersionIs},
	{"list_cases", Operations, "", OperationQuery, "CasesPartition", 0},
	{"schedule_case", Operations, "", OperationPut, "CaseDueKey", MustNotExist},
	{"list_overdue_cases", Operations, "", OperationQuery, "CasesDuePartition", 0},
	{"finish_case", Operations, "", OperationDelete, "CaseDueKey", MustExist},

	{"load_lapse_warning", Operations, "", OperationGet, "LapseWarningKey", 0},
	{"give_lapse_warning", Operations, "", OperationPut, "LapseWarningKey", MustNotExist},
	{"give_lapse_warning_again", Operations, "", OperationPut, "LapseWarningKey", VersionIs},
	{"list_lapse_warnings", Operations, "", OperationQuery, "LapseWarningsPartition", 0},
	{"load_feedback", Operations, "", OperationGet, "FeedbackKey", 0},
	{"give_feedback", Operations, "", OperationPut, "FeedbackKey", MustNotExist},
	{"change_feedback", Operations, "", OperationPut, "FeedbackKey", VersionIs},
	{"list_feedback", Operations, "", OperationQuery, "FeedbackPartition", 0},
	{"queue_feedback_to_route", Operations, "", OperationPut, "FeedbackToRouteKey", MustNotExist},
	{"list_feedback_to_route", Operations, "", OperationQuery, "FeedbackToRoutePartition", 0},
	{"finish_feedback_to_route", Operations, "", OperationDelete, "FeedbackToRouteKey", MustExist},

	{"load_reception_record", Operations, "", OperationGet, "ReceptionKey", 0},
	{"write_reception_record", Operations, "", OperationPut, "ReceptionKey", MustNotExist},
	{"correct_reception_record", Operations, "", OperationPut, "ReceptionKey", VersionIs},
	{"list_reception_records", Operations, "", OperationQuery, "ReceptionsPartition", 0},

	{"last_measured_day", Records, "", OperationQuery, "MeasuresPartition", 0},
	{"load_archive", Records, "", OperationGet, "ArchiveKey", 0},
	{"append_archive", Records, "", OperationPut, "ArchiveKey", MustNotExist},
	{"list_archives", Records, "", OperationQuery, "ArchivesPartition", 0},
	{"append_measured_day", Records, "", OperationPut, "MeasureKey", MustNotExist},
	{"load_training", Operations, "", OperationGet, "TrainingKey", 0},
	{"record_training", Operations, "", OperationPut, "TrainingKey", MustNotExist},
	{"correct_training", Operations, "", OperationPut, "TrainingKey", VersionIs},
	{"list_trainings", Operations, "", OperationQuery, "TrainingsPartition", 0},
	{"load_assessment", Operations, "", OperationGet, "AssessmentKey", 0},
	{"open_assessment", Operations, "", OperationPut, "AssessmentKey", MustNotExist},
	{"change_assessment", Operations, "", OperationPut, "AssessmentKey", VersionIs},

	{"load_commendation", Operations, "", OperationGet, "CommendationKey", 0},
	{"load_tally", Operations, "", OperationGet, "TallyKey", 0},
	{"start_tally", Operations, "", OperationPut, "TallyKey", MustNotExist},
	{"change_tally", Operations, "", OperationPut, "TallyKey", VersionIs},

	{"open_matter", Operations, "", OperationPut, "OpenMatterKey", MustNotExist},
	{"list_open_matters", Operations, "", OperationQuery, "OpenMattersPartition", 0},
	{"close_matter", Operations, "", OperationDelete, "OpenMatterKey", MustExist},

	{"file_commendation", Operations, "", OperationPut, "CommendationKey", MustNotExist},
	{"list_commendations", Operations, "", OperationQuery, "CommendationsPartition", 0},

	{"load_journal_entry", Records, "", OperationGet, "JournalKey", 0},
	{"append_journal_entry", Records, "", OperationPut, "JournalKey", MustNotExist},
	{"read_journal_day", Records, "", OperationQuery, "JournalPartition", 0},

	{"append_settlement_line", Records, "", OperationPut, "LineKey", MustNotExist},
	{"read_settlement_month", Records, "", OperationQuery, "LinesPartition", 0},

	{"load_settlement_run", Records, "", OperationGet, "RunKey", 0},
	{"append_settlement_run", Records, "", OperationPut, "RunKey", MustNotExist},
	{"list_settlement_runs", Records, "", OperationQuery, "RunsPartition", 0},

	{"append_settlement_digest", Records, "", OperationPut, "DigestKey", MustNotExist},

	{"load_policy", Records, "", OperationGet, "PolicyKey", 0},
	{"publish_policy", Records, "", OperationPut, "PolicyKey", MustNotExist},
	{"list_policies", Records, "", OperationQuery, "PoliciesPartition", 0},

	{"append_reveal", Records, "", OperationPut, "AuditKey", MustNotExist},
	{"read_reveals_day", Records, "", OperationQuery, "AuditPartition", 0},

	{"append_look_up", Records, "", OperationPut, "LookupKey", MustNotExist},
	{"read_look_ups_day", Records, "", OperationQuery, "LookupsPartition", 0},
	{"load_look_up_count", Operations, "", OperationGet, "LookupCountKey", 0},
	{"start_look_up_count", Operations, "", OperationPut, "LookupCountKey", MustNotExist},
	{"change_look_up_count", Operations, "", OperationPut, "LookupCountKey", VersionIs},
	{"load_look_up_alarm", Operations, "", OperationGet, "LookupAlarmKey", 0},
	{"raise_look_up_alarm", Operations, "", OperationPut, "LookupAlarmKey", MustNotExist},
	{"release_look_up_alarm", Operations, "", OperationPut, "LookupAlarmKey", VersionIs},
	{"list_look_up_alarms", Operations, "", OperationQuery, "LookupAlarmsPartition", 0},

	{"load_privacy_request", Operations, "", OperationGet, "PrivacyRequestKey", 0},
	{"enter_privacy_request", Operations, "", OperationPut, "PrivacyRequestKey", MustNotExist},
	{"decide_privacy_request", Operations, "", OperationPut, "PrivacyRequestKey", VersionIs},
	{"list_privacy_requests", Operations, "", OperationQuery, "PrivacyRequestsPartition", 0},
	{"load_retention_mark", Operations, "", OperationGet, "RetentionKey", 0},
	{"set_retention_mark", Operations, "", OperationPut, "RetentionKey", MustNotExist},
	{"move_retention_mark", Operations, "", OperationPut, "RetentionKey", VersionIs},
	{"load_night_mark", Operations, "", OperationGet, "NightKey", 0},
	{"set_night_mark", Operations, "", OperationPut, "NightKey", MustNotExist},
	{"move_night_mark", Operations, "", OperationPut, "NightKey", VersionIs},

	{"load_customer", Customers, "", OperationGet, "CustomerKey", 0},
	{"open_customer_file", Customers, "", OperationPut, "CustomerKey", MustNotExist},
	{"change_customer_file", Customers, "", OperationPut, "CustomerKey", VersionIs},
	{"load_pre_registration", Customers, "", OperationGet, "PreRegistrationKey", 0},
	{"file_pre_registration", Customers, "", OperationPut, "PreRegistrationKey", MustNotExist},
	{"change_pre_registration", Customers, "", OperationPut, "PreRegistrationKey", VersionIs},
	{"list_pre_registrations", Customers, "", OperationQuery, "PreRegistrationsPartition", 0},
	{"file_pre_registration_under_name", Customers, "", OperationPut, "PreRegistrationNameKey", MustNotExist},
	{"find_pre_registrations_by_name", Customers, "", OperationQuery, "PreRegistrationNamesPartition", 0},
	{"list_customers_of_owner", Customers, CustomersByOwner, OperationQuery, "OwnerPartition", 0},
}

// Patterns lists the declared access patterns.
func Patterns() []Pattern { return append([]Pattern(nil), patterns[:]...) }

// Cost declares what one operation of the product may use at most: sequential store calls, and
// capacity units as Usage counts them.
type Cost struct {
	Operation  string
	RoundTrips int
	ReadUnits  float64
	WriteUnits float64
}

// noReadTarget marks a cost whose read units are bounded by its round trips alone.
const noReadTarget = -1

var costs = [...]Cost{
	{Operation: "check_in", RoundTrips: 2, ReadUnits: 1, WriteUnits: 4},
	{Operation: "arrival", RoundTrips: 2, ReadUnits: noReadTarget, WriteUnits: 8},
	{Operation: "webhook", RoundTrips: 2, ReadUnits: noReadTarget, WriteUnits: 20},
	{Operation: "ownership_lookup", RoundTrips: 2, ReadUnits: noReadTarget, WriteUnits: 4},
}

// Costs lists the declared operation costs.
func Costs() []Cost { return append([]Cost(nil), costs[:]...) }

// Covers reports whether the usage stays within the declared cost.
func (c Cost) Covers(u Usage) bool {
	readsFit := c.ReadUnits == noReadTarget || u.ReadUnits <= c.ReadUnits
	return u.RoundTrips <= c.RoundTrips && readsFit && u.WriteUnits <= c.WriteUnits
}
