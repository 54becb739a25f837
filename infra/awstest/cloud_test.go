package awstest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lunxu/lunxu/infra/awstest/cfn"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/protocol"
)

const (
	keysetKeyARN  = "arn:aws-cn:kms:cn-north-1:123456789012:key/11111111-2222-3333-4444-555555555555"
	wrappedKeyset = "wrapped keyset"
	checkInOrigin = "https://sales.example.cn"
	keyPrefix     = "AKIATEST" // and the function: who calls is in the signature
)

// cloud answers the services that the functions call, each function with the permissions that template.yaml gives its
// role and with no other: what is denied there is denied here.
type cloud struct {
	*httptest.Server
	template *cfn.Template
	roles    map[string][]cfn.Statement // by function
	tables   *protocol.Server
	keyset   []byte

	mu     sync.Mutex
	sent   map[string][]string // bodies of messages by queue
	denied []string
}

// physical is the name of a table as a deployment makes it up.
func physical(id string) string { return "sales-sites-" + id + "-1A2B3C4D5E6F" }

func newCloud(t testing.TB) *cloud {
	t.Helper()
	keyset, err := json.Marshal(privacy.NewKeyset(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	c := &cloud{template: parse(t, "template.yaml"), keyset: keyset, roles: map[string][]cfn.Statement{},
		sent: map[string][]string{}}
	for _, f := range c.template.Functions() {
		c.roles[f.Folder] = f.Role.Statements()
	}
	tables, indexes := store.Tables(), store.Indexes()
	for i := range tables {
		tables[i].Table = store.Table(physical(string(tables[i].Table) + "Table"))
	}
	for i := range indexes {
		indexes[i].Table = store.Table(physical(string(indexes[i].Table) + "Table"))
	}
	c.tables = protocol.New(tables, indexes)
	c.Server = httptest.NewServer(http.HandlerFunc(c.serve))
	t.Cleanup(c.Close)
	return c
}

// environment is what the template gives the function, with the addresses of this cloud.
func (c *cloud) environment(t testing.TB, f cfn.Function) []string {
	t.Helper()
	env := []string{
		"AWS_ACCESS_KEY_ID=" + keyPrefix + f.Folder, "AWS_SECRET_ACCESS_KEY=secret", "AWS_SESSION_TOKEN=token",
		"AWS_ENDPOINT_URL_DYNAMODB=" + c.URL, "AWS_ENDPOINT_URL_KMS=" + c.URL, "AWS_ENDPOINT_URL_SQS=" + c.URL,
	}
	for _, from := range []map[string]any{c.template.Root, f.Body} {
		path := []string{"Properties", "Environment", "Variables"}
		if from["Globals"] != nil {
			path = []string{"Globals", "Function", "Environment", "Variables"}
		}
		for name, v := range cfn.Map(from, path...) {
			env = append(env, name+"="+c.resolve(t, cfn.Target(v)))
		}
	}
	return env
}

func (c *cloud) resolve(t testing.TB, target string) string {
	t.Helper()
	resource, found := c.template.Resource(target)
	switch {
	case target == "Keyset":
		return base64.StdEncoding.EncodeToString([]byte(wrappedKeyset))
	case target == "KeysetKeyArn":
		return keysetKeyARN
	case target == "CheckInOrigin":
		return checkInOrigin
	case target == "OidcIssuer":
		return "https://issuer.example"
	case target == "OidcClientId":
		return "lunxu-pages"
	case cfn.At(c.template.Root, "Parameters", target, "Default") == "":
		return "" // public client, notices to the log
	case found && resource.Type == "AWS::DynamoDB::Table":
		return physical(target)
	case found && resource.Type == "AWS::SQS::Queue":
		return queueURL(physical(target))
	case found || cfn.Map(c.template.Root, "Parameters", target) != nil:
		t.Fatalf("the test does not know the value of %s", target)
	}
	return target
}

func (c *cloud) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "unreadable", http.StatusBadRequest)
		return
	}
	service, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	for _, need := range needs(service, operation, body) {
		if !c.allowed(caller(r), need) {
			c.refuse(w, "AccessDeniedException", fmt.Sprintf("%s may not %s on %s %v", caller(r), need.Action,
				need.Resource, need.Context))
			return
		}
	}
	switch {
	case service == "DynamoDB_20120810":
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		c.tables.ServeHTTP(w, r)
	case service == "TrentService" && operation == "Decrypt":
		c.decrypt(w, body)
	case service == "AmazonSQS" && operation == "SendMessageBatch":
		c.sendBatch(w, body)
	default:
		c.refuse(w, "UnknownOperationException", "not answered here: "+service+"."+operation)
	}
}

// needs lists what a request needs: a transaction the action of each of its parts, a message its queue's key too.
func needs(service, operation string, body []byte) []cfn.Call {
	switch service {
	case "DynamoDB_20120810":
		return tableNeeds(operation, body)
	case "TrentService":
		var in struct{ EncryptionContext map[string]string }
		_ = json.Unmarshal(body, &in) // what does not read has no context
		context := map[string][]string{}
		for name, value := range in.EncryptionContext {
			context["kms:EncryptionContext:"+name] = []string{value}
		}
		return []cfn.Call{{Action: "kms:" + operation, Resource: "KeysetKeyArn", Context: context}}
	case "AmazonSQS":
		return sending(queueOf(body))
	}
	return nil
}

func sending(queue string) []cfn.Call {
	return []cfn.Call{{Action: "sqs:SendMessage", Resource: queue + ".Arn"},
		{Action: "kms:GenerateDataKey", Resource: "TransportKey.Arn"}, {Action: "kms:Decrypt",
			Resource: "TransportKey.Arn"}}
}

// queueOf is the queue of the template that a request is for.
func queueOf(body []byte) string {
	var in struct{ QueueUrl string }
	if err := json.Unmarshal(body, &in); err != nil {
		return "unreadable request"
	}
	name := strings.TrimPrefix(in.QueueUrl, queueURL(""))
	for _, id := range []string{"SettleQueue", "JobsQueue", "SchedulesFailedQueue"} {
		if name == physical(id) {
			return id
		}
	}
	return "unknown queue"
}

func queueURL(name string) string {
	return "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/" + name
}

// attributes are those of an item or a key, each with its type.
type attributes map[string]struct{ S string }

func tableNeeds(operation string, body []byte) []cfn.Call {
	var in struct {
		TableName, IndexName      string
		Key                       attributes
		ExpressionAttributeValues attributes
		RequestItems              map[string]struct{ Keys []attributes }
		TransactItems             []map[string]struct {
			TableName string
			Item, Key attributes
		}
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return []cfn.Call{{Action: "dynamodb:" + operation, Resource: "unreadable request"}}
	}
	var of []cfn.Call
	need := func(action, table, index string, within map[string][]string, keys ...string) {
		context := map[string][]string{"dynamodb:LeadingKeys": keys}
		maps.Copy(context, within)
		of = append(of, cfn.Call{Action: "dynamodb:" + action, Resource: tableResource(table, index), Context: context})
	}
	if in.TableName != "" {
		need(operation, in.TableName, in.IndexName, nil, in.Key["pk"].S+in.ExpressionAttributeValues[":p"].S)
	}
	for table, asked := range in.RequestItems {
		var keys []string
		for _, key := range asked.Keys {
			keys = append(keys, key["pk"].S)
		}
		need(operation, table, "", nil, keys...)
	}
	for _, part := range in.TransactItems {
		for kind, item := range part {
			action := kind + "Item" // Put, Delete, Update
			if kind == "ConditionCheck" {
				action = "ConditionCheckItem"
			}
			need(action, item.TableName, "", map[string][]string{"dynamodb:EnclosingOperation": {operation}},
				item.Item["pk"].S+item.Key["pk"].S)
		}
	}
	return of
}

func tableResource(name, index string) string {
	for _, table := range store.Tables() {
		if id := string(table.Table) + "Table"; physical(id) == name {
			if index != "" {
				return "${" + id + ".Arn}/index/" + index
			}
			return id + ".Arn"
		}
	}
	return "unknown table"
}

// caller is the function that signed the request.
func caller(r *http.Request) string {
	_, credential, _ := strings.Cut(r.Header.Get("Authorization"), "Credential="+keyPrefix)
	name, _, _ := strings.Cut(credential, "/")
	return name
}

// used is what each function was seen to do, by the calls of the whole run, with how often.
var used struct {
	sync.Mutex
	calls map[string]int
}

// allowed asks the role of whoever calls, and notes what it was needed for.
func (c *cloud) allowed(function string, call cfn.Call) bool {
	role, ok := c.roles[function]
	if !ok || !cfn.Allows(role, call) {
		return false
	}
	used.Lock()
	defer used.Unlock()
	if used.calls == nil {
		used.calls = map[string]int{}
	}
	used.calls[function+" "+call.Action+" "+call.Resource]++
	return true
}

func (c *cloud) refuse(w http.ResponseWriter, code, message string) {
	c.mu.Lock()
	c.denied = append(c.denied, code+": "+message)
	c.mu.Unlock()
	c.write(w, http.StatusBadRequest, map[string]string{"__type": code, "message": message})
}

func (c *cloud) write(w http.ResponseWriter, status int, answer any) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer) // a client that went away is its own concern
}

func (c *cloud) decrypt(w http.ResponseWriter, body []byte) {
	var in struct {
		CiphertextBlob    []byte
		EncryptionContext map[string]string
	}
	if err := json.Unmarshal(body, &in); err != nil || string(in.CiphertextBlob) != wrappedKeyset ||
		len(in.EncryptionContext) != 1 || in.EncryptionContext["purpose"] != "lunxu-keyset" {
		c.refuse(w, "InvalidCiphertextException", "not the keyset")
		return
	}
	c.write(w, http.StatusOK, map[string]any{"KeyId": keysetKeyARN, "Plaintext": c.keyset,
		"EncryptionAlgorithm": "SYMMETRIC_DEFAULT"})
}

func (c *cloud) sendBatch(w http.ResponseWriter, body []byte) {
	var in struct {
		Entries []struct{ Id, MessageBody string }
	}
	if err := json.Unmarshal(body, &in); err != nil || len(in.Entries) > 10 {
		c.refuse(w, "InvalidBatch", "not a batch of at most ten messages")
		return
	}
	queue := queueOf(body)
	var done []map[string]string
	c.mu.Lock()
	for _, entry := range in.Entries {
		c.sent[queue] = append(c.sent[queue], entry.MessageBody)
		done = append(done, map[string]string{"Id": entry.Id, "MessageId": "m-" + entry.Id,
			"MD5OfMessageBody": md5Hex(entry.MessageBody)})
	}
	c.mu.Unlock()
	c.write(w, http.StatusOK, map[string]any{"Successful": done})
}

// messages takes the bodies out of a queue.
func (c *cloud) messages(queue string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	bodies := c.sent[queue]
	delete(c.sent, queue)
	return bodies
}

// refusals are the calls that a role did not allow or that nothing here answers.
func (c *cloud) refusals() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.denied...)
}
