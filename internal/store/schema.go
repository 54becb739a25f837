package store

import (
	"fmt"

	"github.com/lunxu/lunxu/internal/domain"
)

// The tables. Functions have no update or delete permission on Records.
const (
	Operations Table = "Operations" // live state: sites, floors, deals, idempotency (TTL)
	Records    Table = "Records"    // append-only: journal, settlement lines, runs, look-up audit
	Customers  Table = "Customers"  // per-customer files with their data keys; erasable
)

// CustomersByOwner answers "which customers belong to this agent?".
const CustomersByOwner Index = "customersByOwner"

// The attributes of every item. Short names: DynamoDB bills them with each item.
const (
	AttributePartition = "pk"  // S
	AttributeSort      = "sk"  // S
	AttributeVersion   = "v"   // N
	AttributeBody      = "d"   // B, absent when empty
	AttributeExpiry    = "ttl" // N, Unix seconds, absent when the item is kept
)

// TableSchema declares one table. ExpiryAttribute is empty where items never expire.
type TableSchema struct {
	Table              Table
	PartitionAttribute string
	SortAttribute      string
	ExpiryAttribute    string
	AppendOnly         bool
}

// Projection is what an index holds of an item.
type Projection string

// KeysOnly holds the keys of table and index: a new version of an item then costs no index write
// unless the index key changes, which keeps the arrival of a known customer at 8 write units.
const KeysOnly Projection = "KEYS_ONLY"

// IndexSchema declares one secondary index. Both attributes are strings and are absent from items
// that do not appear in the index.
type IndexSchema struct {
	Index              Index
	Table              Table
	PartitionAttribute string
	SortAttribute      string
	Projection         Projection
}

var tables = [...]TableSchema{
	{Operations, AttributePartition, AttributeSort, AttributeExpiry, false},
	{Records, AttributePartition, AttributeSort, "", true},
	{Customers, AttributePartition, AttributeSort, "", false},
}

var indexes = [...]IndexSchema{
	{CustomersByOwner, Customers, "op", "os", KeysOnly},
}

// Tables lists the declared tables.
func Tables() []TableSchema { return append([]TableSchema(nil), tables[:]...) }

// Indexes lists the declared indexes.
func Indexes() []IndexSchema { return append([]IndexSchema(nil), indexes[:]...) }

// TableNamed finds the declaration of a table.
func TableNamed(name Table) (TableSchema, bool) {
	for _, table := range tables {
		if table.Table == name {
			return table, true
		}
	}
	return TableSchema{}, false
}

// IndexNamed finds the declaration of an index.
func IndexNamed(name Index) (IndexSchema, bool) {
	for _, index := range indexes {
		if index.Index == name {
			return index, true
		}
	}
	return IndexSchema{}, false
}

// IndexesOf lists the declared indexes of a table.
func IndexesOf(table Table) []IndexSchema {
	var of []IndexSchema
	for _, index := range indexes {
		if index.Table == table {
			of = append(of, index)
		}
	}
	return of
}

func sitePartition(site domain.SiteID, rest string) string { return "S#" + string(site) + rest }

// SiteKey is the site's configuration: agents, groups, order table, policy versions.
func SiteKey(site domain.SiteID) Key { return Key{Operations, sitePartition(site, ""), "SITE"} }

// FloorKey is the site's live floor: rotation state and the head of the journal's chain.
func FloorKey(site domain.SiteID) Key { return Key{Operations, sitePartition(site, ""), "FLOOR"} }

// DirectoryPartition lists every site once.
const DirectoryPartition = "SITES"

// DirectoryKey is the site's row in the directory that the nightly job walks.
func DirectoryKey(site domain.SiteID) Key { return Key{Operations, DirectoryPartition, string(site)} }

// IdempotencyKey is the stored answer of one write; digest covers site, caller, operation and key.
func IdempotencyKey(site domain.SiteID, digest string) Key {
	return Key{Operations, sitePartition(site, "#I#"+digest), "I"}
}

// DealsPartition lists a site's deals by id, which is by time.
func DealsPartition(site domain.SiteID) string { return sitePartition(site, "#DEALS") }

// DealKey is one deal.
func DealKey(site domain.SiteID, deal domain.DealID) Key {
	return Key{Operations, DealsPartition(site), string(deal)}
}

// UnitKey names the one living deal of a unit, given in the form in which units are compared.
func UnitKey(site domain.SiteID, unit string) Key {
	return Key{Operations, sitePartition(site, "#UNITS"), unit}
}

// ContractKey names the one living deal of a contract, given in the form in which contracts are compared.
func ContractKey(site domain.SiteID, number string) Key {
	return Key{Operations, sitePartition(site, "#CONTRACTS"), number}
}

// DisputesPartition lists a site's disputes by id, which is by time.
func DisputesPartition(site domain.SiteID) string { return sitePartition(site, "#DISPUTES") }

// DisputeKey is one dispute with its statements.
func DisputeKey(site domain.SiteID, id string) Key {
	return Key{Operations, DisputesPartition(site), id}
}

// FactsPartition lists what was said on a site and did not stand by itself, by id, which is by time.
func FactsPartition(site domain.SiteID) string { return sitePartition(site, "#FACTS") }

// FactKey is one fact with who confirmed or refused it.
func FactKey(site domain.SiteID, id string) Key { return Key{Operations, FactsPartition(site), id} }

// InboxPartition lists the facts that are undecided, the oldest first.
func InboxPartition(site domain.SiteID) string { return sitePartition(site, "#INBOX") }

// InboxKey points to one of them.
func InboxKey(site domain.SiteID, id string) Key { return Key{Operations, InboxPartition(site), id} }

// UnconfirmedKey is what an agent has said of late that nobody has confirmed yet.
func UnconfirmedKey(site domain.SiteID, agent domain.AgentID) Key {
	return Key{Operations, sitePartition(site, "#UNCONFIRMED"), string(agent)}
}

// DuePartition lists what the nightly settlement still has to do, by instant due.
func DuePartition(site domain.SiteID) string { return sitePartition(site, "#DUE") }

// DueKey is one due item; dueAt is a UTC instant in the form 2006-01-02T15:04:05Z.
func DueKey(site domain.SiteID, dueAt, subject string) Key {
	return Key{Operations, DuePartition(site), dueAt + "#" + subject}
}

// ReportsPartition lists a site's conduct reports by id, which is by time.
func ReportsPartition(site domain.SiteID) string { return sitePartition(site, "#CONDUCT") }

// ReportKey is one conduct report with its verification.
func ReportKey(site domain.SiteID, id string) Key {
	return Key{Operations, ReportsPartition(site), id}
}

// TallyKey is what is counted for a party (an agent's id, or "staff:" and an account) in one period.
func TallyKey(site domain.SiteID, party, period string) Key {
	return Key{Operations, sitePartition(site, "#TALLY"), party + "#" + period}
}

// OpenMattersPartition lists by agent what conduct reports leave open.
func OpenMattersPartition(site domain.SiteID) string { return sitePartition(site, "#OPEN") }

// OpenMatterKey is one open matter: a fine still to be deducted, a dismissal still to be decided.
func OpenMatterKey(site domain.SiteID, agent domain.AgentID, matter, report string) Key {
	return Key{Operations, OpenMattersPartition(site), string(agent) + "#" + matter + "#" + report}
}

// CommendationsPartition lists a site's commendations by id, which is by time.
func CommendationsPartition(site domain.SiteID) string { return sitePartition(site, "#PRAISE") }

// CommendationKey is one commendation.
func CommendationKey(site domain.SiteID, id string) Key {
	return Key{Operations, CommendationsPartition(site), id}
}

// JournalPartition is one business day of the append-only journal.
func JournalPartition(site domain.SiteID, day domain.Day) string {
	return sitePartition(site, "#J#"+string(day))
}

// JournalKey is one journal entry.
func JournalKey(site domain.SiteID, day domain.Day, seq int) Key {
	return Key{Records, JournalPartition(site, day), JournalSort(seq)}
}

// JournalSort is the sort key of a journal entry.
func JournalSort(seq int) string { return fmt.Sprintf("%06d", seq) }

// LinesPartition is one month of a site's settlement lines.
func LinesPartition(site domain.SiteID, month domain.Month) string {
	return sitePartition(site, "#L#"+string(month))
}

// LineKey is one settlement line of a party (agent or fund).
func LineKey(site domain.SiteID, month domain.Month, party, line string) Key {
	return Key{Records, LinesPartition(site, month), party + "#" + line}
}

// RunsPartition lists a site's settlement runs by business day.
func RunsPartition(site domain.SiteID) string { return sitePartition(site, "#RUNS") }

// RunKey is the summary of one night's settlement.
func RunKey(site domain.SiteID, day domain.Day) Key {
	return Key{Records, RunsPartition(site), string(day)}
}

// AuditPartition is one business day of full reveals of personal data.
func AuditPartition(site domain.SiteID, day domain.Day) string {
	return sitePartition(site, "#AUDIT#"+string(day))
}

// AuditKey is one full reveal.
func AuditKey(site domain.SiteID, day domain.Day, id string) Key {
	return Key{Records, AuditPartition(site, day), id}
}

// LookupsPartition is one business day of look-ups of customers.
func LookupsPartition(site domain.SiteID, day domain.Day) string {
	return sitePartition(site, "#LOOKUPS#"+string(day))
}

// LookupKey is one look-up; sort begins with its instant.
func LookupKey(site domain.SiteID, day domain.Day, sort string) Key {
	return Key{Records, LookupsPartition(site, day), sort}
}

// LookupCountKey is how many numbers an account, given by its digest, has looked up lately.
func LookupCountKey(site domain.SiteID, account string) Key {
	return Key{Operations, sitePartition(site, "#LC#"+account), "LC"}
}

// LookupAlarmsPartition lists a site's alarms about look-ups by id, which is by time.
func LookupAlarmsPartition(site domain.SiteID) string { return sitePartition(site, "#LOOKALARMS") }

// LookupAlarmKey is one alarm.
func LookupAlarmKey(site domain.SiteID, id string) Key {
	return Key{Operations, LookupAlarmsPartition(site), id}
}

// PrivacyRequestsPartition lists a site's customers' requests about their data by id, which is by time.
func PrivacyRequestsPartition(site domain.SiteID) string { return sitePartition(site, "#PRIVACY") }

// PrivacyRequestKey is one request with its decision.
func PrivacyRequestKey(site domain.SiteID, id string) Key {
	return Key{Operations, PrivacyRequestsPartition(site), id}
}

// RetentionKey marks up to which day the nights have looked for those whom nobody has been in touch with.
func RetentionKey(site domain.SiteID) Key {
	return Key{Operations, sitePartition(site, ""), "RETENTION"}
}

// NightKey marks the last night that was done.
func NightKey(site domain.SiteID) Key {
	return Key{Operations, sitePartition(site, ""), "NIGHT"}
}

// CustomerKey is one customer's file: data key, encrypted identity, ownership and contact facts.
func CustomerKey(site domain.SiteID, ref domain.CustomerRef) Key {
	return Key{Customers, sitePartition(site, "#C#"+string(ref)), "FILE"}
}

// PreRegistrationsPartition lists a site's pre-registrations by id, which is by time.
func PreRegistrationsPartition(site domain.SiteID) string { return sitePartition(site, "#PRE") }

// PreRegistrationKey is one pre-registration: its data key, the encrypted person and its status.
func PreRegistrationKey(site domain.SiteID, id string) Key {
	return Key{Customers, PreRegistrationsPartition(site), id}
}

// PreRegistrationNamesPartition lists the pre-registrations of one name, given by its keyed digest.
func PreRegistrationNamesPartition(site domain.SiteID, name string) string {
	return sitePartition(site, "#PN#"+name)
}

// PreRegistrationNameKey points from a name's digest to one pre-registration.
func PreRegistrationNameKey(site domain.SiteID, name, id string) Key {
	return Key{Customers, PreRegistrationNamesPartition(site, name), id}
}

// TakeoversPartition lists a site's lists of customers to be taken over, by id, which is by time.
func TakeoversPartition(site domain.SiteID) string { return sitePartition(site, "#TAKEOVERS") }

// TakeoverKey is one list: its data key, and how far it is.
func TakeoverKey(site domain.SiteID, id string) Key {
	return Key{Customers, TakeoversPartition(site), id}
}

// TakeoverPartKey is one part of a list, the first is 1: its encrypted rows and what was found about them.
func TakeoverPartKey(site domain.SiteID, id string, part int) Key {
	return Key{Customers, sitePartition(site, "#TAKEOVER#"+id), fmt.Sprintf("%04d", part)}
}

// ListedDayPartition lists the customers whom a list, not the register, says to have been in touch last on a business
// day.
func ListedDayPartition(site domain.SiteID, day domain.Day) string {
	return sitePartition(site, "#LISTED#"+string(day))
}

// ListedDayKey points from the day of a customer's last contact by a list to the customer.
func ListedDayKey(site domain.SiteID, day domain.Day, ref domain.CustomerRef) Key {
	return Key{Operations, ListedDayPartition(site, day), string(ref)}
}

// OwnerPartition is the customersByOwner partition of one agent.
func OwnerPartition(site domain.SiteID, owner domain.AgentID) string {
	return sitePartition(site, "#A#"+string(owner))
}

// PoliciesPartition lists a site's published policy versions by number. They are append-only.
func PoliciesPartition(site domain.SiteID) string { return sitePartition(site, "#POLICIES") }

// PolicyKey is one published policy version.
func PolicyKey(site domain.SiteID, number int) Key {
	return Key{Records, PoliciesPartition(site), fmt.Sprintf("%06d", number)}
}

// SwapsPartition lists a site's requests for a swap of places by id, which is by time.
func SwapsPartition(site domain.SiteID) string { return sitePartition(site, "#SWAPS") }

// SwapKey is one request for a swap with its decision.
func SwapKey(site domain.SiteID, id string) Key {
	return Key{Operations, SwapsPartition(site), id}
}

// ReasonsPartition lists a day's reasons of departing from the order by the entries that they are of.
func ReasonsPartition(site domain.SiteID, day domain.Day) string {
	return sitePartition(site, "#REASONS#"+string(day))
}

// ReasonKey is the reason of one entry.
func ReasonKey(site domain.SiteID, day domain.Day, seq int) Key {
	return Key{Operations, ReasonsPartition(site, day), JournalSort(seq)}
}

// SourcesPartition lists a site's webhook sources by name.
func SourcesPartition(site domain.SiteID) string { return sitePartition(site, "#WEBHOOKS") }

// SourceKey is one webhook source with its sealed secrets.
func SourceKey(site domain.SiteID, name string) Key {
	return Key{Operations, SourcesPartition(site), name}
}

// DeliveryKey marks one event of a webhook source as received; digest covers source and event id.
func DeliveryKey(site domain.SiteID, digest string) Key {
	return Key{Operations, sitePartition(site, "#W#"+digest), "W"}
}

// AppointmentKey is one appointment.
func AppointmentKey(site domain.SiteID, id string) Key {
	return Key{Operations, sitePartition(site, "#AP#"+id), "AP"}
}

// AppointmentDayPartition lists a business day's appointments by time.
func AppointmentDayPartition(site domain.SiteID, day domain.Day) string {
	return sitePartition(site, "#APDAY#"+string(day))
}

// AppointmentDayKey points a business day to one of its appointments; start is a UTC instant in the form
// 2006-01-02T15:04:05Z.
func AppointmentDayKey(site domain.SiteID, day domain.Day, start, id string) Key {
	return Key{Operations, AppointmentDayPartition(site, day), start + "#" + id}
}

// OnlineKey counts what came by the site's booking page on one business day.
func OnlineKey(site domain.SiteID, day domain.Day) Key {
	return Key{Operations, sitePartition(site, "#ONLINE"), string(day)}
}

// PreparationsPartition lists the appointments for which something is still to be made ready, by instant due.
func PreparationsPartition(site domain.SiteID) string { return sitePartition(site, "#PREPARE") }

// PreparationDueKey points to an appointment with something to be made ready; dueAt, the earliest, is a UTC instant
// in the form 2006-01-02T15:04:05Z.
func PreparationDueKey(site domain.SiteID, dueAt, appointment string) Key {
	return Key{Operations, PreparationsPartition(site), dueAt + "#" + appointment}
}

// NoticesPartition lists what a site's customers are still to be told, by instant due.
func NoticesPartition(site domain.SiteID) string { return sitePartition(site, "#NOTICES") }

// NoticeKey is one notice that waits; dueAt is a UTC instant in the form 2006-01-02T15:04:05.000Z.
func NoticeKey(site domain.SiteID, dueAt, id string) Key {
	return Key{Operations, NoticesPartition(site), dueAt + "#" + id}
}

// SentNoticesPartition lists the sendings about one appointment by instant.
func SentNoticesPartition(site domain.SiteID, appointment string) string {
	return sitePartition(site, "#SENT#"+appointment)
}

// SentNoticeKey records one sending.
func SentNoticeKey(site domain.SiteID, appointment, sort string) Key {
	return Key{Records, SentNoticesPartition(site, appointment), sort}
}

// CasesPartition lists a site's cases of expediting by id, which is by time.
func CasesPartition(site domain.SiteID) string { return sitePartition(site, "#CASES") }

// CaseKey is one case.
func CaseKey(site domain.SiteID, id string) Key { return Key{Operations, CasesPartition(site), id} }

// CasesDuePartition lists the cases without a solution by deadline.
func CasesDuePartition(site domain.SiteID) string { return sitePartition(site, "#CASEDUE") }

// CaseDueKey points to an open case; deadline is a UTC instant in the form 2006-01-02T15:04:05Z.
func CaseDueKey(site domain.SiteID, deadline, id string) Key {
	return Key{Operations, CasesDuePartition(site), deadline + "#" + id}
}

// LapseWarningsPartition lists the warnings of protections that end, by agent and day.
func LapseWarningsPartition(site domain.SiteID) string { return sitePartition(site, "#LAPSE") }

// LapseWarningKey is what an agent was warned of: a customer whose protection ends with a day.
func LapseWarningKey(site domain.SiteID, agent domain.AgentID, until domain.Day, customer domain.CustomerRef) Key {
	return Key{Operations, LapseWarningsPartition(site), string(agent) + "#" + string(until) + "#" + string(customer)}
}

// FeedbackPartition lists the visits of a month on which there is feedback, by visit.
func FeedbackPartition(site domain.SiteID, month domain.Month) string {
	return sitePartition(site, "#FEEDBACK#"+string(month))
}

// FeedbackKey is all feedback on one visit, which was in the month.
func FeedbackKey(site domain.SiteID, month domain.Month, visit domain.VisitID) Key {
	return Key{Operations, FeedbackPartition(site, month), string(visit)}
}

// FeedbackToRoutePartition lists the visits whose visitors suggested something that no department has got yet.
func FeedbackToRoutePartition(site domain.SiteID) string {
	return sitePartition(site, "#FEEDBACKTOROUTE")
}

// FeedbackToRouteKey points to such a visit.
func FeedbackToRouteKey(site domain.SiteID, visit domain.VisitID) Key {
	return Key{Operations, FeedbackToRoutePartition(site), string(visit)}
}

// ReceptionsPartition lists the visits of a month whose reception is taken down, by visit.
func ReceptionsPartition(site domain.SiteID, month domain.Month) string {
	return sitePartition(site, "#RECEPTIONS#"+string(month))
}

// ReceptionKey says where the record of a visit, which was in the month, stands in the journal.
func ReceptionKey(site domain.SiteID, month domain.Month, visit domain.VisitID) Key {
	return Key{Operations, ReceptionsPartition(site, month), string(visit)}
}

// MeasuresPartition lists what the register says of a site's agents, business day by business day.
func MeasuresPartition(site domain.SiteID) string { return sitePartition(site, "#MEASURES") }

// MeasureKey is one business day of it.
func MeasureKey(site domain.SiteID, day domain.Day) Key {
	return Key{Records, MeasuresPartition(site), string(day)}
}

// ArchivesPartition lists the months of a site that are archived.
func ArchivesPartition(site domain.SiteID) string { return sitePartition(site, "#ARCHIVES") }

// ArchiveKey is the signed manifest of one month's archive.
func ArchiveKey(site domain.SiteID, month domain.Month) Key {
	return Key{Records, ArchivesPartition(site), string(month)}
}

// TrainingsPartition lists a site's trainings by id, which is by the time of recording.
func TrainingsPartition(site domain.SiteID) string { return sitePartition(site, "#TRAININGS") }

// TrainingKey is one training.
func TrainingKey(site domain.SiteID, id string) Key {
	return Key{Operations, TrainingsPartition(site), id}
}

// AssessmentKey is everything said of one agent in one period: assessments, results, what the agent says to them.
func AssessmentKey(site domain.SiteID, period string, agent domain.AgentID) Key {
	return Key{Operations, sitePartition(site, "#ASSESSED#"+period), string(agent)}
}

// DigestKey is the n-th summary of one night's settlement.
func DigestKey(site domain.SiteID, day domain.Day, ordinal int) Key {
	return Key{Records, RunsPartition(site), fmt.Sprintf("%s#%03d", day, ordinal)}
}

// JobsPartition lists a site's jobs: policies being tried and decisions being replayed.
func JobsPartition(site domain.SiteID) string { return sitePartition(site, "#JOBS") }

// JobKey is one job: what it is to do, how far it is, what came of it.
func JobKey(site domain.SiteID, job string) Key { return Key{Operations, JobsPartition(site), job} }

// JobPartKey is one part of what a job knows between two steps.
func JobPartKey(site domain.SiteID, job string, step, part int) Key {
	return Key{Operations, sitePartition(site, "#JOBS#"+job), fmt.Sprintf("%06d#%03d", step, part)}
}
