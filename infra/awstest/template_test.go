// Package awstest holds the promises of template.yaml and drives every built function as a process, so that what is
// deployed is what was tested.
package awstest

import (
	"fmt"
	"os"
	"regexp"
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
			{"point-in-time recovery", cfn.At(p, "PointInTimeRecoverySpecification",
				"PointInTimeRecoveryEnabled") == true},
			{"deletion protection", cfn.At(p, "DeletionProtectionEnabled") == true},
			{"retained when the stack goes", cfn.Text(table.Body, "DeletionPolicy") == "RetainExceptOnCreate"},
			{"retained when replaced", cfn.Text(table.Body, "UpdateReplacePolicy") == "Retain"},
			{"on demand", cfn.Text(p, "BillingMode") == "PAY_PER_REQUEST"},
			{"encrypted", cfn.At(p, "SSESpecification", "SSEEnabled") == true && cfn.Text(p, "SSESpecification",
				"SSEType") == "KMS"},
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

func TestRetainedKeysRotate(t *testing.T) {
	for path, want := range map[string][]string{
		"template.yaml": {"DataKey", "TransportKey"}, "infra/deploy/keyset-key.yaml": {"KeysetKey"},
	} {
		keys := parse(t, path).Resources("AWS::KMS::Key")
		wantIDs(t, path, keys, want...)
		for _, key := range keys {
			if cfn.Text(key.Body, "DeletionPolicy") != "RetainExceptOnCreate" || cfn.At(key.Body, "Properties",
				"EnableKeyRotation") != true {
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
			if target := cfn.Target(first(policy)); strings.Contains(target, ":policy/") && !strings.HasSuffix(target,
				"/AWSXRayDaemonWriteAccess") {
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

// tableActions are the only table actions a function may have; UpdateItem, Scan and the batch and PartiQL writes,
// which know no condition, are not among them.
var tableActions = []string{"GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem"}

// inTransaction lets a write in as a part of a transaction only.
var inTransaction = map[string][]string{"dynamodb:EnclosingOperation": {"TransactWriteItems"}}

func checkStatement(t *testing.T, role string, s cfn.Statement) {
	t.Helper()
	if s.Effect != "Allow" || s.Not || len(s.Actions) == 0 || len(s.Resources) == 0 {
		t.Errorf("%s: statement is not a plain permission: %+v", role, s)
	}
	for _, resource := range s.Resources {
		if resource == "" || strings.Contains(resource, "*") {
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
		if write := name == "PutItem" || name == "DeleteItem"; write &&
			!cmp.Equal(s.Conditions["ForAnyValue:StringEquals"], inTransaction) {
			t.Errorf("%s: %s outside a transaction", role, action)
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
				case "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query":
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

// TestLogsAreKept: two groups, one for every function and one for the API; the name of the first would show whose line
// it is in each stream, and the key's policy covers both.
func TestLogsAreKept(t *testing.T) {
	template := parse(t, "template.yaml")
	groups := template.Resources("AWS::Logs::LogGroup")
	wantIDs(t, "log groups", groups, "ApiLogs", "FunctionLogs")
	for _, group := range groups {
		if !longEnough(template, cfn.At(group.Body, "Properties", "RetentionInDays")) {
			t.Errorf("%s: kept for less than 180 days", group.ID)
		}
		if !ownKey(template, cfn.At(group.Body, "Properties", "KmsKeyId")) {
			t.Errorf("%s: not encrypted with an own key", group.ID)
		}
		name := fmt.Sprint(cfn.At(group.Body, "Properties", "LogGroupName"))
		if !regexp.MustCompile(`/aws/[a-z]+/\$\{AWS::StackName\}-.*AWS::StackId`).MatchString(name) {
			t.Errorf("%s: the key's policy does not cover %s, or a stack made again meets it", group.ID, name)
		}
	}
	for _, f := range template.Functions() {
		if cfn.Target(template.Setting(f, "LoggingConfig", "LogGroup")) != "FunctionLogs" || template.Setting(f,
			"LoggingConfig", "LogFormat") != "JSON" {
			t.Errorf("%s: does not log to the functions' group in JSON", f.ID)
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

// TestAlarms: each says what to do and tells of its end too, and a new stack sets none off: what is missing is no harm,
// but for what must happen, whose state then is not known.
func TestAlarms(t *testing.T) {
	template := parse(t, "template.yaml")
	alarms := template.Resources("AWS::CloudWatch::Alarm")
	wantIDs(t, "alarms", alarms, "ApiLatencyAlarm", "ApiServerErrorsAlarm", "DispatchNotRunAlarm", "FaultsAlarm",
		"JobsFailedAlarm",
		"LookupRefusalsAlarm", "NoticesGivenUpAlarm", "NoticesNotRunAlarm", "RequestsRefusedAlarm",
		"SchedulesFailedAlarm",
		"SettleBacklogAlarm", "SettleFailedAlarm", "ThrottlesAlarm")
	for _, alarm := range alarms {
		p := cfn.Map(alarm.Body, "Properties")
		want := map[string]string{"AlarmActions": "AlarmTopic", "OKActions": "AlarmTopic",
			"InsufficientDataActions": ""}
		missing := "notBreaching"
		if strings.HasSuffix(alarm.ID, "NotRunAlarm") {
			want["InsufficientDataActions"], missing = "AlarmTopic", "missing"
		}
		for actions, topic := range want {
			if got := cfn.Target(first(p[actions])); got != topic {
				t.Errorf("%s: %s go to %q", alarm.ID, actions, got)
			}
		}
		if got := cfn.Text(p, "TreatMissingData"); got != missing {
			t.Errorf("%s: missing data is %q", alarm.ID, got)
		}
		if says := cfn.Text(p, "AlarmDescription"); !strings.Contains(says, ": ") {
			t.Errorf("%s does not say what to do: %q", alarm.ID, says)
		}
		if filter, own := template.Resource(strings.TrimSuffix(alarm.ID, "Alarm") +
			"Filter"); own != (cfn.Target(p["Namespace"]) == "AWS::StackName") ||
			own && cfn.Text(first(cfn.At(filter.Body, "Properties", "MetricTransformations")),
				"MetricName") != cfn.Text(p, "MetricName") {
			t.Errorf("%s watches what nothing counts", alarm.ID)
		}
	}
	faults, _ := template.Resource("FaultsFilter")
	if pattern := cfn.Text(faults.Body, "Properties", "FilterPattern"); strings.Contains(pattern, "\n") {
		t.Errorf("a pattern is one line: %q", pattern)
	}
}

func TestQueues(t *testing.T) {
	template := parse(t, "template.yaml")
	queues := template.Resources("AWS::SQS::Queue")
	wantIDs(t, "queues", queues, "JobsFailedQueue", "JobsQueue", "SchedulesFailedQueue", "SettleFailedQueue",
		"SettleQueue")
	for _, queue := range queues {
		if !ownKey(template, cfn.At(queue.Body, "Properties", "KmsMasterKeyId")) {
			t.Errorf("%s: not encrypted with an own key", queue.ID)
		}
		policy, _ := template.Resource(queue.ID + "Policy")
		statement := first(cfn.At(policy.Body, "Properties", "PolicyDocument", "Statement"))
		if cfn.Text(statement, "Effect") != "Deny" || cfn.Text(statement, "Condition", "Bool",
			"aws:SecureTransport") != "false" ||
			cfn.Target(cfn.At(statement, "Resource")) != queue.ID+".Arn" ||
			cfn.Target(first(cfn.At(policy.Body, "Properties", "Queues"))) != queue.ID {
			t.Errorf("%s: open to connections without TLS", queue.ID)
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
	if receives, _ := cfn.Number(queue.Body, "Properties", "RedrivePolicy",
		"maxReceiveCount"); receives != whatif.LastTry {
		t.Errorf("%s: given up after %d receives", id, receives)
	}
	dead, _, _ := strings.Cut(cfn.Target(cfn.At(queue.Body, "Properties", "RedrivePolicy", "deadLetterTargetArn")), ".")
	if !alarmed(template, "ApproximateNumberOfMessagesVisible", dead) {
		t.Errorf("%s: no alarm on its dead-letter queue %q", id, dead)
	}
}

func TestScheduleKeepsWhatFails(t *testing.T) {
	template := parse(t, "template.yaml")
	schedules := template.Resources("AWS::Scheduler::Schedule")
	wantIDs(t, "schedules", schedules, "DispatchSchedule", "NoticesSchedule")
	for _, schedule := range schedules {
		target := cfn.Map(schedule.Body, "Properties", "Target")
		id, _, _ := strings.Cut(cfn.Target(target["Arn"]), ".")
		f, ok := template.Resource(id)
		if !ok || cfn.Target(cfn.At(target, "DeadLetterConfig", "Arn")) != "SchedulesFailedQueue.Arn" {
			t.Errorf("%s: no target or no dead-letter queue", schedule.ID)
		}
		if _, ok := cfn.Number(target, "RetryPolicy", "MaximumRetryAttempts"); !ok {
			t.Errorf("%s: unbounded retries", schedule.ID)
		}
		onFailure := cfn.At(f.Body, "Properties", "EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination")
		if cfn.Target(onFailure) != "SchedulesFailedQueue.Arn" {
			t.Errorf("%s: an error of the handler is lost", id)
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
		if holds != cfn.Names(f.Role.Statements(), "kms:Decrypt", "KeysetKeyArn") {
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
