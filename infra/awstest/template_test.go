// Package awstest holds the promises of template.yaml and drives every built function as a process, so that what is
// deployed is what was tested.
package awstest

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/functions/whatif"
	"github.com/lunxu/lunxu/infra/awstest/cfn"
	"github.com/lunxu/lunxu/internal/store"
)

const top = "../../" // of the repository

func parse(t testing.TB, path string) *cfn.Template {
	t.Helper()
	source, err := os.ReadFile(top + path)
	if err != nil {
		t.Fatal(err)
	}
	template, err := cfn.Parse(source)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return template
}

// wantIDs compares what was found with a list, so that an empty search never passes.
func wantIDs(t testing.TB, what string, got []cfn.Resource, want ...string) {
	t.Helper()
	var ids []string
	for _, r := range got {
		ids = append(ids, r.ID)
	}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestTablesKeepTheirData(t *testing.T) {
	template := parse(t, "template.yaml")
	tables := template.Resources("AWS::DynamoDB::Table")
	if len(tables) != len(store.Tables()) {
		t.Fatalf("%d tables, the schema declares %d", len(tables), len(store.Tables()))
	}
	for _, table := range tables {
		p := cfn.Map(table.Body, "Properties")
		for _, promise := range []struct {
			what string
			kept bool
		}{
			{"point-in-time recovery", cfn.At(p, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled") == true},
			{"deletion protection", cfn.At(p, "DeletionProtectionEnabled") == true},
			{"retained when the stack goes", cfn.Text(table.Body, "DeletionPolicy") == "Retain"},
			{"retained when replaced", cfn.Text(table.Body, "UpdateReplacePolicy") == "Retain"},
			{"on demand", cfn.Text(p, "BillingMode") == "PAY_PER_REQUEST"},
			{"encrypted", cfn.At(p, "SSESpecification", "SSEEnabled") == true && cfn.Text(p, "SSESpecification", "SSEType") == "KMS"},
			{"own key", ownKey(template, cfn.At(p, "SSESpecification", "KMSMasterKeyId"))},
		} {
			if !promise.kept {
				t.Errorf("%s: not %s", table.ID, promise.what)
			}
		}
	}
}

// ownKey reports whether the value refers to a KMS key of the template.
func ownKey(template *cfn.Template, v any) bool {
	id, _, _ := strings.Cut(cfn.Target(v), ".")
	key, ok := template.Resource(id)
	return ok && key.Type == "AWS::KMS::Key"
}

func TestTablesAreThoseOfTheSchema(t *testing.T) {
	template := parse(t, "template.yaml")
	for _, schema := range store.Tables() {
		table, ok := template.Resource(string(schema.Table) + "Table")
		if !ok {
			t.Errorf("no table %s", schema.Table)
			continue
		}
		p := cfn.Map(table.Body, "Properties")
		wantKey(t, table.ID, cfn.List(p, "KeySchema"), schema.PartitionAttribute, schema.SortAttribute)
		attributes := []string{schema.PartitionAttribute, schema.SortAttribute}
		indexes := store.IndexesOf(schema.Table)
		described := cfn.List(p, "GlobalSecondaryIndexes")
		if len(described) != len(indexes) {
			t.Errorf("%s: %d indexes, the schema declares %d", table.ID, len(described), len(indexes))
			continue
		}
		for i, index := range indexes {
			if name := cfn.Text(described[i], "IndexName"); name != string(index.Index) {
				t.Errorf("%s: index %q, want %q", table.ID, name, index.Index)
			}
			wantKey(t, string(index.Index), cfn.List(described[i], "KeySchema"), index.PartitionAttribute, index.SortAttribute)
			if got := cfn.Text(described[i], "Projection", "ProjectionType"); got != string(index.Projection) {
				t.Errorf("%s: projection %q, want %q", index.Index, got, index.Projection)
			}
			attributes = append(attributes, index.PartitionAttribute, index.SortAttribute)
		}
		wantAttributes(t, table.ID, cfn.List(p, "AttributeDefinitions"), attributes)
		if got := cfn.Text(p, "TimeToLiveSpecification", "AttributeName"); got != schema.ExpiryAttribute {
			t.Errorf("%s: expiry attribute %q, want %q", table.ID, got, schema.ExpiryAttribute)
		}
		if on := cfn.At(p, "TimeToLiveSpecification", "Enabled") == true; on != (schema.ExpiryAttribute != "") {
			t.Errorf("%s: expiry enabled is %v", table.ID, on)
		}
	}
}

func wantKey(t *testing.T, what string, got []any, partition, sort string) {
	t.Helper()
	want := []any{
		map[string]any{"AttributeName": partition, "KeyType": "HASH"},
		map[string]any{"AttributeName": sort, "KeyType": "RANGE"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: key (-want +got):\n%s", what, diff)
	}
}

func wantAttributes(t *testing.T, what string, got []any, names []string) {
	t.Helper()
	var want []any
	for _, name := range names {
		want = append(want, map[string]any{"AttributeName": name, "AttributeType": "S"})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: attributes (-want +got):\n%s", what, diff)
	}
}

func TestRetainedKeysRotate(t *testing.T) {
	for path, want := range map[string][]string{
		"template.yaml": {"DataKey", "TransportKey"}, "infra/deploy/keyset-key.yaml": {"KeysetKey"},
	} {
		keys := parse(t, path).Resources("AWS::KMS::Key")
		wantIDs(t, path, keys, want...)
		for _, key := range keys {
			if cfn.Text(key.Body, "DeletionPolicy") != "Retain" || cfn.At(key.Body, "Properties", "EnableKeyRotation") != true {
				t.Errorf("%s: not retained or not rotated", key.ID)
			}
		}
	}
}

func TestRolesAreNarrow(t *testing.T) {
	template := parse(t, "template.yaml")
	roles := template.Resources("AWS::IAM::Role")
	if want := len(template.Functions()) + 1; len(roles) != want { // and the schedule's
		t.Errorf("%d roles, want %d", len(roles), want)
	}
	for _, role := range roles {
		statements := role.Statements()
		if len(statements) == 0 {
			t.Errorf("%s: no statements", role.ID)
		}
		for _, s := range statements {
			checkStatement(t, role.ID, s)
		}
		for _, policy := range cfn.List(role.Body, "Properties", "ManagedPolicyArns", "Fn::If") {
			if target := cfn.Target(first(policy)); strings.Contains(target, ":policy/") && !strings.HasSuffix(target, "/AWSXRayDaemonWriteAccess") {
				t.Errorf("%s: managed policy %s", role.ID, target)
			}
		}
	}
	for _, f := range template.Functions() {
		if f.Role.Type != "AWS::IAM::Role" || cfn.At(f.Body, "Properties", "Policies") != nil {
			t.Errorf("%s: needs a role of its own and no policies beside it", f.ID)
		}
	}
}

func first(v any) any {
	if list, ok := v.([]any); ok && len(list) > 0 {
		return list[0]
	}
	return v
}

// tableWrites are the only table actions a function may have; UpdateItem, Scan and the batch and PartiQL writes,
// which know no condition, are not among them.
var tableActions = []string{"GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem", "ConditionCheckItem"}

func checkStatement(t *testing.T, role string, s cfn.Statement) {
	t.Helper()
	if s.Effect != "Allow" || s.Not || len(s.Actions) == 0 || len(s.Resources) == 0 {
		t.Errorf("%s: statement is not a plain permission: %+v", role, s)
	}
	for _, resource := range s.Resources {
		wildcard := strings.Contains(resource, "*")
		ownLogs := strings.HasSuffix(resource, "Logs}:log-stream:*") && strings.HasPrefix(s.Actions[0], "logs:")
		if resource == "" || wildcard && !ownLogs {
			t.Errorf("%s: resource %q", role, resource)
		}
	}
	for _, action := range s.Actions {
		if strings.Contains(action, "*") || !strings.Contains(action, ":") {
			t.Errorf("%s: action %q", role, action)
		}
		name, isTable := strings.CutPrefix(action, "dynamodb:")
		if isTable && !slices.Contains(tableActions, name) {
			t.Errorf("%s: action %q is used by no access pattern", role, action)
		}
		if name == "DeleteItem" && !slices.Equal(s.Resources, []string{"OperationsTable.Arn"}) {
			t.Errorf("%s: may delete from %v", role, s.Resources)
		}
	}
}

// TestRecordsAreAppendOnly looks at every policy, whatever its form: a statement that names the table Records may hold
// reads, puts and checks only.
func TestRecordsAreAppendOnly(t *testing.T) {
	template, writers := parse(t, "template.yaml"), 0
	for _, role := range template.Resources("AWS::IAM::Role") {
		for _, s := range role.Statements() {
			if !slices.Contains(s.Resources, "RecordsTable.Arn") {
				continue
			}
			for _, action := range s.Actions {
				switch action {
				case "dynamodb:PutItem":
					writers++
				case "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:ConditionCheckItem":
				default:
					t.Errorf("%s: %s on Records", role.ID, action)
				}
			}
		}
	}
	if writers == 0 {
		t.Error("no function may append to Records")
	}
}

// TestJobsWriteJobsOnly: who carries a job out may write the rows of jobs and nothing else; who starts one keeps
// the answer of the request besides.
func TestJobsWriteJobsOnly(t *testing.T) {
	jobs, answers := store.JobsPartition("*"), store.IdempotencyKey("*", "*").Partition
	allowed := map[string][]string{"whatif": {jobs, store.JobPartKey("*", "*", 0, 0).Partition}, "reviews": {jobs, answers}}
	for _, f := range parse(t, "template.yaml").Functions() {
		want, found := allowed[f.Folder], 0
		if want == nil {
			continue
		}
		for _, s := range f.Role.Statements() {
			if !slices.ContainsFunc(s.Actions, func(a string) bool { return a == "dynamodb:PutItem" || a == "dynamodb:DeleteItem" }) {
				continue
			}
			found++
			if !slices.Equal(s.Resources, []string{"OperationsTable.Arn"}) || !slices.Equal(s.Leading, want) {
				t.Errorf("%s: writes %v below %v, want %v", f.ID, s.Resources, s.Leading, want)
			}
		}
		if delete(allowed, f.Folder); found != 1 {
			t.Errorf("%s: %d statements that write", f.ID, found)
		}
	}
	if len(allowed) > 0 {
		t.Errorf("not deployed: %v", allowed)
	}
}

func TestNoScanAnywhere(t *testing.T) {
	source, err := os.ReadFile(top + "template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, forbidden := range []string{"Scan", "PartiQL", "arn:aws:", "arn:aws-cn:", "FunctionUrlConfig", "dynamodb:*"} {
		if strings.Contains(string(source), forbidden) {
			t.Errorf("template.yaml contains %q", forbidden)
		}
	}
}

func TestLogsAreKept(t *testing.T) {
	template := parse(t, "template.yaml")
	for _, group := range template.Resources("AWS::Logs::LogGroup") {
		if !longEnough(template, cfn.At(group.Body, "Properties", "RetentionInDays")) {
			t.Errorf("%s: kept for less than 180 days", group.ID)
		}
		if !ownKey(template, cfn.At(group.Body, "Properties", "KmsKeyId")) {
			t.Errorf("%s: not encrypted with an own key", group.ID)
		}
		if name := cfn.Target(cfn.At(group.Body, "Properties", "LogGroupName")); !strings.HasPrefix(name, "/aws/lambda/${AWS::StackName}-") &&
			!strings.HasPrefix(name, "/aws/vendedlogs/${AWS::StackName}-") {
			t.Errorf("%s: the key's policy does not cover %q", group.ID, name)
		}
	}
	for _, f := range template.Functions() {
		id := cfn.Target(template.Setting(f, "LoggingConfig", "LogGroup"))
		group, ok := template.Resource(id)
		if !ok || group.Type != "AWS::Logs::LogGroup" || template.Setting(f, "LoggingConfig", "LogFormat") != "JSON" {
			t.Errorf("%s: no log group of its own in JSON", f.ID)
		}
		stream := "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${" + id + "}:log-stream:*"
		if !cfn.Allows(f.Role.Statements(), "logs:PutLogEvents", stream) || !cfn.Allows(f.Role.Statements(), "logs:CreateLogStream", stream) {
			t.Errorf("%s: may not write %s", f.ID, id)
		}
	}
}

// longEnough accepts a number of days, or a parameter all of whose allowed values are.
func longEnough(template *cfn.Template, v any) bool {
	if parameter := cfn.Text(v, "Ref"); parameter != "" {
		allowed := cfn.List(template.Root, "Parameters", parameter, "AllowedValues")
		for _, days := range allowed {
			if !longEnough(template, days) {
				return false
			}
		}
		return len(allowed) > 0
	}
	days, ok := v.(uint64)
	return ok && days >= 180
}

// alarmed reports whether an alarm watches the metric of the resource and tells somebody.
func alarmed(template *cfn.Template, metric, resource string) bool {
	for _, alarm := range template.Resources("AWS::CloudWatch::Alarm") {
		p := cfn.Map(alarm.Body, "Properties")
		if cfn.Text(p, "MetricName") != metric || len(cfn.List(p, "AlarmActions")) == 0 {
			continue
		}
		for _, dimension := range cfn.List(p, "Dimensions") {
			if target, _, _ := strings.Cut(cfn.Target(cfn.At(dimension, "Value")), "."); target == resource {
				return true
			}
		}
	}
	return false
}

func TestAlarms(t *testing.T) {
	template := parse(t, "template.yaml")
	want := map[string][]string{
		"DispatchFunction":    {"Invocations"},
		"SettleQueue":         {"NumberOfMessagesDeleted", "ApproximateAgeOfOldestMessage"},
		"SettleFailedQueue":   {"ApproximateNumberOfMessagesVisible"},
		"DispatchFailedQueue": {"ApproximateNumberOfMessagesVisible"},
		"Api":                 {"5xx", "Latency"},
	}
	for _, f := range template.Functions() {
		want[f.ID] = append(want[f.ID], "Errors", "Throttles")
	}
	for resource, metrics := range want {
		for _, metric := range metrics {
			if !alarmed(template, metric, resource) {
				t.Errorf("no alarm on %s of %s", metric, resource)
			}
		}
	}
	for _, alarm := range template.Resources("AWS::CloudWatch::Alarm") {
		if cfn.Target(first(cfn.At(alarm.Body, "Properties", "AlarmActions"))) != "AlarmTopic" {
			t.Errorf("%s tells nobody", alarm.ID)
		}
		missing := cfn.Text(alarm.Body, "Properties", "TreatMissingData")
		if notRun := strings.HasSuffix(alarm.ID, "NotRunAlarm"); (missing == "breaching") != notRun {
			t.Errorf("%s: missing data is %q", alarm.ID, missing)
		}
	}
}

// TestRefusedLookupsAreCounted: every function that can refuse a look-up has its refusals counted for one alarm (GR.8).
func TestRefusedLookupsAreCounted(t *testing.T) {
	template := parse(t, "template.yaml")
	filters := slices.DeleteFunc(template.Resources("AWS::Logs::MetricFilter"), func(r cfn.Resource) bool { return !strings.HasSuffix(r.ID, "LookupRefusals") })
	wantIDs(t, "filters", filters, "OwnershipLookupRefusals", "PagesLookupRefusals", "VisitsLookupRefusals")
	for _, filter := range filters {
		p := cfn.Map(filter.Body, "Properties")
		counted := first(cfn.At(p, "MetricTransformations"))
		if cfn.Text(p, "FilterPattern") != `{ $.code = "lookup.too_many" }` || cfn.At(counted, "MetricName") != "LookupRefusals" ||
			cfn.Target(cfn.At(p, "LogGroupName")) != strings.TrimSuffix(filter.ID, "LookupRefusals")+"Logs" {
			t.Errorf("%s counts something else", filter.ID)
		}
	}
	if alarm, ok := template.Resource("LookupRefusalsAlarm"); !ok || cfn.Text(alarm.Body, "Properties", "MetricName") != "LookupRefusals" {
		t.Error("nobody is told of refused look-ups")
	}
}

func TestQueues(t *testing.T) {
	template := parse(t, "template.yaml")
	queues := template.Resources("AWS::SQS::Queue")
	wantIDs(t, "queues", queues, "DispatchFailedQueue", "JobsFailedQueue", "JobsQueue", "SettleFailedQueue", "SettleQueue")
	for _, queue := range queues {
		if !ownKey(template, cfn.At(queue.Body, "Properties", "KmsMasterKeyId")) {
			t.Errorf("%s: not encrypted with an own key", queue.ID)
		}
	}
	for _, f := range template.Functions() {
		for name, event := range cfn.Map(f.Body, "Properties", "Events") {
			if cfn.Text(event, "Type") == "SQS" {
				checkConsumer(t, template, f, name, cfn.Map(event, "Properties"))
			}
		}
	}
}

func checkConsumer(t *testing.T, template *cfn.Template, f cfn.Function, name string, event map[string]any) {
	t.Helper()
	if !slices.Contains(cfn.Texts(event, "FunctionResponseTypes"), "ReportBatchItemFailures") {
		t.Errorf("%s.%s: one failure repeats the whole batch", f.ID, name)
	}
	id, _, _ := strings.Cut(cfn.Target(cfn.At(event, "Queue")), ".")
	queue, ok := template.Resource(id)
	if !ok {
		t.Fatalf("%s.%s: no queue %q", f.ID, name, id)
	}
	visibility, _ := cfn.Number(queue.Body, "Properties", "VisibilityTimeout")
	timeout, ok := template.Setting(f, "Timeout").(uint64)
	if !ok || visibility < 6*int64(timeout) {
		t.Errorf("%s: visible again after %d s, the function takes up to %d s", id, visibility, timeout)
	}
	if receives, _ := cfn.Number(queue.Body, "Properties", "RedrivePolicy", "maxReceiveCount"); receives != whatif.LastTry {
		t.Errorf("%s: given up after %d receives", id, receives)
	}
	dead, _, _ := strings.Cut(cfn.Target(cfn.At(queue.Body, "Properties", "RedrivePolicy", "deadLetterTargetArn")), ".")
	if !alarmed(template, "ApproximateNumberOfMessagesVisible", dead) {
		t.Errorf("%s: no alarm on its dead-letter queue %q", id, dead)
	}
	for _, action := range []string{"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"} {
		if !cfn.Allows(f.Role.Statements(), action, id+".Arn") {
			t.Errorf("%s: may not %s", f.ID, action)
		}
	}
}

func TestScheduleKeepsWhatFails(t *testing.T) {
	template := parse(t, "template.yaml")
	schedules := template.Resources("AWS::Scheduler::Schedule")
	wantIDs(t, "schedules", schedules, "NightSchedule", "NoticeSchedule")
	for _, schedule := range schedules {
		target := cfn.Map(schedule.Body, "Properties", "Target")
		id, _, _ := strings.Cut(cfn.Target(target["Arn"]), ".")
		f, ok := template.Resource(id)
		if !ok || cfn.Target(cfn.At(target, "DeadLetterConfig", "Arn")) != "DispatchFailedQueue.Arn" {
			t.Errorf("%s: no target or no dead-letter queue", schedule.ID)
		}
		if _, ok := cfn.Number(target, "RetryPolicy", "MaximumRetryAttempts"); !ok {
			t.Errorf("%s: unbounded retries", schedule.ID)
		}
		onFailure := cfn.At(f.Body, "Properties", "EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination")
		if cfn.Target(onFailure) != "DispatchFailedQueue.Arn" {
			t.Errorf("%s: an error of the handler is lost", id)
		}
		role, _ := template.Resource(strings.TrimSuffix(id, "Function") + "Role")
		if !cfn.Allows(role.Statements(), "sqs:SendMessage", "DispatchFailedQueue.Arn") {
			t.Errorf("%s: may not hand over what failed", id)
		}
	}
}

func TestFunctionsStartFast(t *testing.T) {
	template := parse(t, "template.yaml")
	for _, f := range template.Functions() {
		for setting, want := range map[string]any{"Runtime": "provided.al2023", "Handler": "bootstrap"} {
			if got := template.Setting(f, setting); got != want {
				t.Errorf("%s: %s is %v, want %v", f.ID, setting, got, want)
			}
		}
		if diff := cmp.Diff([]any{"arm64"}, template.Setting(f, "Architectures")); diff != "" {
			t.Errorf("%s: %s", f.ID, diff)
		}
		if cfn.Text(template.Root, "Globals", "Function", "Environment", "Variables", "SSL_CERT_DIR") == "" {
			t.Errorf("%s: reads every single certificate at cold start", f.ID)
		}
		if cfn.Text(f.Body, "Metadata", "BuildMethod") != "go1.x" {
			t.Errorf("%s: not built by the Go builder", f.ID)
		}
	}
}

// TestKeysetStaysSecret: the wrapped keyset is never shown, and only a function that may unwrap it gets it.
func TestKeysetStaysSecret(t *testing.T) {
	template, holders := parse(t, "template.yaml"), 0
	if cfn.At(template.Root, "Parameters", "Keyset", "NoEcho") != true {
		t.Error("the keyset is shown")
	}
	for _, f := range template.Functions() {
		holds := cfn.At(f.Body, "Properties", "Environment", "Variables", "KEYSET") != nil
		if holds != cfn.Allows(f.Role.Statements(), "kms:Decrypt", "KeysetKeyArn") {
			t.Errorf("%s: keyset and permission do not go together", f.ID)
		}
		if holds {
			holders++
		}
	}
	if holders == 0 {
		t.Error("no function has the keyset")
	}
}

// TestFunctionsKnowTheirTables: a function has the name of exactly those tables that it may use.
func TestFunctionsKnowTheirTables(t *testing.T) {
	template := parse(t, "template.yaml")
	for _, f := range template.Functions() {
		for _, table := range store.Tables() {
			id := string(table.Table) + "Table"
			variable := strings.ToUpper(string(table.Table)) + "_TABLE"
			named := cfn.Target(cfn.At(f.Body, "Properties", "Environment", "Variables", variable)) == id
			if used := cfn.Allows(f.Role.Statements(), "dynamodb:GetItem", id+".Arn"); named != used {
				t.Errorf("%s: %s named %v, allowed %v", f.ID, id, named, used)
			}
		}
	}
}
