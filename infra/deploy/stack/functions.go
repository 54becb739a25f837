package main

import "github.com/lunxu/lunxu/internal/store"

// function is one row of the deployment: what is its own. Whatever is not said here is the same for all.
type function struct {
	Folder   string // below functions/
	About    string
	May      []grant
	Keys     bool     // opens the keyset: reads or writes what is personal
	Takes    string   // the queue whose orders start it
	Batch    int      // orders at once to one instance,
	AtOnce   int      // and instances at once
	Sends    string   // the queue that it sends orders to
	Every    int      // minutes between the ticks that start it
	Until    int      // seconds that the scheduler keeps trying for,
	Tries    int      // and how often it does
	Env      []string // variables beside those of its tables, keys and queue
	Settings []string
	Routes   []route // from the contract
}

// grant is what a function may do to a table. No table is scanned or updated in place, and what is deleted is of
// Operations only.
type grant struct {
	Table   store.Table
	Index   store.Index
	Actions string
	Only    []string // partitions; empty: every one
}

// may grants actions on Operations, Records and Customers; nothing of a table whose text is empty.
func may(operations, records, customers string) []grant {
	var of []grant
	for i, actions := range []string{operations, records, customers} {
		if actions != "" {
			of = append(of, grant{Table: store.Tables()[i].Table, Actions: actions})
		}
	}
	return of
}

// What functions do to tables.
const (
	get    = "GetItem BatchGetItem"
	read   = get + " Query"
	write  = read + " PutItem"
	change = write + " DeleteItem"
	files  = get + " PutItem"  // files of customers, each by its key
	book   = "Query PutItem"   // of Records: what is not looked up by its key
	entry  = "GetItem " + book // of Records: one entry at a time
)

var byOwner = grant{Table: store.Customers, Index: store.CustomersByOwner, Actions: "Query"}

// The partitions of jobs, of what they know between steps, and of the answers kept for repeated requests.
var (
	jobs    = store.JobsPartition("*")
	parts   = store.JobPartKey("*", "*", 0, 0).Partition
	answers = store.IdempotencyKey("*", "*").Partition
)

var functions = []function{
	{Folder: "sites", About: "sites, agents, order table, policy versions; and whatever path nobody serves",
		May: may(write, write, write), Keys: true, Settings: []string{
			"# The archive of a busy month reads 15,000 entries of the register within one request.",
			"MemorySize: 1024"}},
	{Folder: "checkin", About: "check-in, presence, swaps and the board", May: may(write, write, files), Keys: true,
		Env: []string{"ORIGIN: !Ref CheckInOrigin"}},
	{Folder: "visits", About: "arrivals, receptions and the register", May: may(change, write, write), Keys: true},
	{Folder: "appointments", About: "bookings in, by webhooks and the desk", May: may(change, entry, files),
		Keys: true},
	{Folder: "aftercare", About: "requests that a department must answer", May: may(change, write, get), Keys: true},
	{Folder: "assessment", About: "scorecards, trainings and assessments of staff", May: may(write, book, "")},
	{Folder: "ownership", About: "whose customer this is, and what people may ask of their data",
		May: append(may(write, write, write), byOwner, grant{Table: store.Operations, Actions: "DeleteItem",
			Only: []string{store.InboxPartition("*")}}), Keys: true},
	{Folder: "inbox", About: "what was said and waits to be confirmed", May: may(change, entry, "GetItem PutItem"),
		Keys: true},
	{Folder: "deals", About: "deals, claims, rulings and conduct", May: may(change, write, files), Keys: true},
	{Folder: "settlement", About: "runs and statements", May: may("GetItem", "Query", "")},
	{Folder: "reviews", About: "fairness, and jobs on a site's past", Sends: "JobsQueue", May: []grant{
		{Table: store.Operations, Actions: get},
		{Table: store.Operations, Actions: "Query", Only: []string{jobs, store.FactsPartition("*")}},
		{Table: store.Operations, Actions: "PutItem", Only: []string{jobs, answers}},
		{Table: store.Records, Actions: "Query"}}},
	{Folder: "pages", About: "what people see; the operations run within", Sends: "JobsQueue", Keys: true,
		May: append(may(change, write, write), byOwner), Env: []string{"ORIGIN: !Ref CheckInOrigin",
			"OIDC_ISSUER: !Ref OidcIssuer", "OIDC_CLIENT_ID: !Ref OidcClientId",
			"OIDC_CLIENT_SECRET: !Ref OidcClientSecret"}},
	{Folder: "dispatch", About: "asks for the settlement of the sites whose night is due", May: may(read, "", ""),
		Sends: "SettleQueue", Every: 15, Until: 3600, Tries: 10, Settings: []string{"Timeout: 60",
			"# Nobody waits for it, and its only connections are one to DynamoDB and one to SQS. Two at once do no",
			"# harm: a night that is asked for twice is settled once.", "MemorySize: 128"}},
	{Folder: "settle", About: "one site's night", Takes: "SettleQueue", Batch: 5, AtOnce: 5,
		May: may(change, write, write), Settings: []string{
			"# A run that is cut off goes on where it stopped when the message comes back.", "Timeout: 300"}},
	{Folder: "whatif", About: "one step of a job on a site's past", Takes: "JobsQueue", Batch: 1, AtOnce: 2,
		Sends: "JobsQueue",
		May: []grant{{Table: store.Operations, Actions: get}, {Table: store.Records, Actions: "Query"},
			{Table: store.Operations, Actions: "PutItem DeleteItem", Only: []string{jobs, parts}}},
		Settings: []string{"# A step is seconds long; one that is cut off is done again when the message comes back.",
			"Timeout: 300",
			"# What a job knows grows with its period: about 100 MB for a hundred thousand visits.",
			"MemorySize: 1024"}},
	{Folder: "notices", About: "tells customers what is due", May: may(change, book, get), Keys: true, Every: 5,
		Until: 300, Tries: 2,
		Settings: []string{"Timeout: 240 # shorter than the scheduler's period, so that runs hardly meet",
			`ReservedConcurrentExecutions: !If [ReservesConcurrency, 1, !Ref "AWS::NoValue"]`},
		Env: []string{"# Each message goes by the first way that reaches whom it is for; the last reaches everybody.",
			"NOTIFY_VIA: !Join", `  - ","`, `  - - !If [Mails, ses, !Ref "AWS::NoValue"]`,
			`    - !If [Texts, sns, !Ref "AWS::NoValue"]`,
			"    - !If [Posts, webhook, log]", "NOTIFY_MAIL_FROM: !Ref NotifyMailFrom", "NOTIFY_URL: !Ref NotifyUrl",
			"NOTIFY_SECRET: !Ref NotifySecret"}},
}
