package awstest

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/lunxu/lunxu/infra/awstest/cfn"
	"github.com/lunxu/lunxu/infra/scenarios"
	"github.com/lunxu/lunxu/infra/standalone/server"
	"github.com/lunxu/lunxu/internal/jobs"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/dynamo"
)

// TestCloudDeniesWhatTheTemplateDoesNotAllow: the tests that drive the functions rely on it.
func TestCloudDeniesWhatTheTemplateDoesNotAllow(t *testing.T) {
	c := newCloud(t)
	table := strings.NewReplacer("RECORDS", physical("RecordsTable"), "CUSTOMERS", physical("CustomersTable"),
		"OPERATIONS", physical("OperationsTable"), "to-settle", queueURL(physical("SettleQueue")), "to-jobs",
		queueURL(physical("JobsQueue")))
	const query, write = "DynamoDB_20120810.Query", "DynamoDB_20120810.TransactWriteItems"
	job := func(partition string) string {
		return `{"TransactItems":[{"Put":{"TableName":"OPERATIONS","Item":{"pk":{"S":"` + partition + `"}}}}]}`
	}
	for _, call := range []struct {
		function, target, body string
		denied                 bool
	}{
		{"settlement", query, `{"TableName":"RECORDS"}`, false},
		{"settlement", write, `{"TransactItems":[{"Put":{"TableName":"RECORDS"}}]}`, true},
		{"settlement", "DynamoDB_20120810.GetItem", `{"TableName":"CUSTOMERS"}`, true},
		{"visits", write, `{"TransactItems":[{"Put":{"TableName":"RECORDS"}}]}`, false},
		{"visits", "DynamoDB_20120810.PutItem", `{"TableName":"RECORDS"}`, true}, // outside a transaction
		{"visits", write, `{"TransactItems":[{"Put":{"TableName":"RECORDS"}},{"Delete":{"TableName":"RECORDS"}}]}`,
			true},
		{"visits", write, `{"TransactItems":[{"Update":{"TableName":"CUSTOMERS"}}]}`, true},
		{"visits", query, `{"TableName":"CUSTOMERS","IndexName":"customersByOwner"}`, true},
		{"ownership", query, `{"TableName":"CUSTOMERS","IndexName":"customersByOwner"}`, false},
		{"ownership", "DynamoDB_20120810.Scan", `{"TableName":"CUSTOMERS"}`, true},
		{"reviews", write, job("S#riverside#JOBS"), false},
		{"reviews", write, job("S#riverside"), true},
		{"whatif", write, job("S#riverside#JOBS#1"), false},
		{"whatif", write, job("S#riverside#I#1"), true},
		{"settle", "TrentService.Decrypt", `{"EncryptionContext":{"purpose":"lunxu-keyset"}}`, true},
		{"visits", "TrentService.Decrypt", `{"EncryptionContext":{"purpose":"another"}}`, true},
		{"visits", "TrentService.Decrypt", `{}`, true},
		{"sites", "AmazonSQS.SendMessageBatch", `{"QueueUrl":"to-jobs"}`, true},
		{"reviews", "AmazonSQS.SendMessageBatch", `{"QueueUrl":"to-jobs"}`, false},
		{"reviews", "AmazonSQS.SendMessageBatch", `{"QueueUrl":"to-settle"}`, true},
		{"dispatch", "AmazonSQS.SendMessageBatch", `{"QueueUrl":"to-settle"}`, false},
		{"dispatch", "AmazonSQS.SendMessageBatch", `{"QueueUrl":"to-jobs"}`, true},
		{"", "DynamoDB_20120810.GetItem", `{"TableName":"RECORDS"}`, true},
	} {
		before := len(c.refusals())
		c.call(t, call.function, call.target, table.Replace(call.body))
		refused := c.refusals()[before:]
		if denied := len(refused) == 1 && strings.HasPrefix(refused[0], "AccessDenied"); denied != call.denied {
			t.Errorf("%s calls %s %s: denied %v, want %v %v", call.function, call.target, call.body, denied,
				call.denied, refused)
		}
	}
}

func (c *cloud) call(t *testing.T, function, target, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.URL, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-Amz-Target", target)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+keyPrefix+function+
		"/20261124/cn-north-1/dynamodb/aws4_request")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
}

type callerKey struct{}

// steps is the queue of jobs' steps in the product's own process, with what sending to the deployed one takes.
type steps struct {
	jobs.Queue
	*cloud
}

func (q steps) Send(ctx context.Context, bodies []string) error {
	for _, call := range sending("JobsQueue") {
		if !q.allowed("whatif", call) {
			return errors.New("whatif may not order its next step")
		}
	}
	return q.Queue.Send(ctx, bodies)
}

// under gives a product whose every call of the store is signed as the function that serves the request, and allowed
// what that function's role allows.
func (c *cloud) under(t *testing.T) *httptest.Server {
	t.Helper()
	names := map[store.Table]string{}
	for _, table := range store.Tables() {
		names[table.Table] = physical(string(table.Table) + "Table")
	}
	var product *server.Server
	now := func() time.Time { return product.Clock.Now() }
	tables, err := dynamo.New(dynamo.Options{Region: "cn-north-1", Endpoint: c.URL, TableNames: names, Now: now,
		Credentials: aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
			function, _ := ctx.Value(callerKey{}).(string)
			return aws.Credentials{AccessKeyID: keyPrefix + function, SecretAccessKey: "secret"}, nil
		})})
	if err != nil {
		t.Fatal(err)
	}
	product, err = server.Open(server.Config{Data: t.TempDir(), Origin: checkInOrigin, Simulated: true, Store: tables,
		Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	product.Jobs.Entries, product.Jobs.Queue = 5, steps{product.Jobs.Queue, c} // jobs of many steps
	routes := c.template.Routes()
	serves := map[string]string{"/dev/night": "settle", "/dev/notices": "notices", "/dev/jobs": "whatif"}
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		route, _ := cfn.Resolve(routes, r.Method, r.URL.Path)
		function := serves[r.URL.Path]
		if function == "" {
			function = route.Function
		}
		product.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, function)))
	}))
	t.Cleanup(func() {
		listener.Close()
		if err := product.Close(); err != nil {
			t.Error(err)
		}
	})
	return listener
}

// TestRolesFitTheirWork plays scenarios with the role of each operation's function, and a day through the built
// functions: nothing is refused, and no role may what no call needed.
func TestRolesFitTheirWork(t *testing.T) {
	t.Run("scenarios", playUnderTheRoles)
	t.Run("a day", playADay)
	c := newCloud(t)
	c.platform(t)
	for _, f := range c.template.Functions() {
		for _, s := range f.Role.Statements() {
			for _, action := range s.Actions {
				for _, resource := range s.Resources {
					if !c.needed(f.Folder, action+" "+resource) {
						t.Errorf("%s: nothing needs %s on %s", f.Folder, action, resource)
					}
				}
			}
		}
	}
}

// rare are permissions that only more data than a test holds needs.
var rare = map[string]string{
	"whatif dynamodb:BatchGetItem OperationsTable.Arn": "a job that knows more than one part, internal/jobs/parts.go",
	"notices dynamodb:BatchGetItem CustomersTable.Arn": "a list of another customer's, internal/notify/staff.go",
}

// needed reports whether a function was seen to need a permission. The pages run the operations of every function of
// the API within: they need what one of those does.
func (c *cloud) needed(function, permission string) bool {
	if used.calls[function+" "+permission] > 0 || rare[function+" "+permission] != "" {
		return true
	}
	return function == "pages" && slices.ContainsFunc(c.template.Routes(), func(r cfn.Route) bool {
		return used.calls[r.Function+" "+permission] > 0
	})
}

// platform needs what Lambda does as the function: it writes the log, takes messages and hands over what failed.
func (c *cloud) platform(t *testing.T) {
	t.Helper()
	for _, f := range c.template.Functions() {
		group := cfn.Target(c.template.Setting(f, "LoggingConfig", "LogGroup")) + ".Arn"
		calls := []cfn.Call{{Action: "logs:CreateLogStream", Resource: group}, {Action: "logs:PutLogEvents",
			Resource: group}}
		for _, event := range cfn.Map(f.Body, "Properties", "Events") {
			if cfn.Text(event, "Type") == "SQS" {
				for _, action := range []string{"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"} {
					calls = append(calls, cfn.Call{Action: action, Resource: cfn.Target(cfn.At(event, "Properties",
						"Queue"))})
				}
				calls = append(calls, cfn.Call{Action: "kms:Decrypt", Resource: "TransportKey.Arn"})
			}
		}
		failed := cfn.Target(cfn.At(f.Body, "Properties", "EventInvokeConfig", "DestinationConfig", "OnFailure",
			"Destination"))
		if queue, found := strings.CutSuffix(failed, ".Arn"); found {
			calls = append(calls, sending(queue)...)
		}
		for _, call := range calls {
			if !c.allowed(f.Folder, call) {
				t.Errorf("%s may not %s on %s, which Lambda does for it", f.Folder, call.Action, call.Resource)
			}
		}
	}
}

// every plays all scenarios, which takes minutes and finds what a change makes others need too; .ci/run does.
var every = flag.Bool("every", false, "play every scenario under the roles, not only those that cover")

// covering are scenarios that together do to the tables whatever any scenario does.
var covering = []string{
	"the helper has finished before the original is back",
	"front seat, family claimed after the settlement",
	"a scorecard says what the register, the visitors and the records say",
	"what is not made ready in time climbs to the site manager",
	"a changed owner is the owner at the deal",
	"an erasure takes a second person and waits for the deal",
	"a complaint about service is verified before anything follows",
	"the agent of the list is warned of the lapse",
	"a month that is over is archived",
	"a certificate says whose turn was passed over",
	"private contact is warned of and the serious one proposes dismissal",
	"a named visitor is no turn and opens nothing",
	"a period without visitors has nothing to compare",
	"the match is proposed by name and confirmed on the visit",
	"whom nobody has been in touch with is erased",
	"a reception is taken down and what is needed reported",
	"the visit of the booking's number counts by itself",
	"Nobody decides: it climbs a level each night, then lapses",
	"The colleague objects: the desk decides no more, whoever rules does",
	"The colleague who loses agrees",
	"Settled and paid, a claim is said: the credit moves by mirrored lines when sales control confirms",
	"the visitor's own form says who received",
	"What waits about an erased customer lapses, and nobody is asked any more",
	"ten unconfirmed entries of an agent and day",
}

// playUnderTheRoles plays the covering scenarios, each operation with the role of its function and no other.
func playUnderTheRoles(t *testing.T) {
	files, err := filepath.Glob(top + "infra/scenarios/testdata/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	played := 0
	for _, file := range files {
		list, err := scenarios.Load(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range list {
			if !slices.Contains(covering, s.Name) && !*every {
				continue
			}
			played++
			c := newCloud(t)
			if err := (&scenarios.Player{Base: c.under(t).URL, Client: http.DefaultClient}).Play(s); err != nil {
				t.Error(err)
			}
			for _, refusal := range c.refusals() {
				t.Errorf("%s: %s", s.Name, refusal)
			}
		}
	}
	if played < len(covering) {
		t.Errorf("%d scenarios of %d are there", played, len(covering))
	}
}
