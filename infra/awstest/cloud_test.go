package awstest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
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
	tables   *protocol.Server
	keyset   []byte

	mu     sync.Mutex
	sent   []string // bodies of messages in the settle queue
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
	c := &cloud{template: parse(t, "template.yaml"), keyset: keyset}
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
	case target == "NotifyUrl", target == "NotifySecret", target == "NotifyMailFrom":
		return "" // the log
	case target == "OidcIssuer":
		return "https://issuer.example"
	case target == "OidcClientId":
		return "lunxu-pages"
	case target == "OidcClientSecret":
		return ""
	case found && resource.Type == "AWS::DynamoDB::Table":
		return physical(target)
	case found && resource.Type == "AWS::SQS::Queue":
		return "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/" + physical(target)
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
		if !c.allowed(r, need) {
			c.refuse(w, "AccessDeniedException", fmt.Sprintf("%s may not %s", caller(r), need))
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
	case service == "AmazonSQS" && operation == "SendMessage":
		c.send(w, body)
	default:
		c.refuse(w, "UnknownOperationException", "not answered here: "+service+"."+operation)
	}
}

// need is one action on one resource, as policies write them.
type need struct{ action, resource string }

func (n need) String() string { return n.action + " on " + n.resource }

func needs(service, operation string, body []byte) []need {
	switch service {
	case "DynamoDB_20120810":
		return tableNeeds(operation, body)
	case "TrentService":
		return []need{{"kms:" + operation, "KeysetKeyArn"}}
	case "AmazonSQS":
		return []need{{"sqs:SendMessage", "SettleQueue.Arn"}, {"kms:GenerateDataKey", "TransportKey.Arn"}}
	}
	return nil
}

// tableNeeds lists what a request needs: a transaction needs the action of each of its parts.
func tableNeeds(operation string, body []byte) []need {
	var in struct {
		TableName, IndexName string
		RequestItems         map[string]any
		TransactItems        []map[string]struct{ TableName string }
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return []need{{"dynamodb:" + operation, "unreadable request"}}
	}
	var of []need
	if in.TableName != "" {
		of = append(of, need{"dynamodb:" + operation, tableResource(in.TableName, in.IndexName)})
	}
	for table := range in.RequestItems {
		of = append(of, need{"dynamodb:" + operation, tableResource(table, "")})
	}
	for _, part := range in.TransactItems {
		for kind, item := range part {
			action := kind + "Item" // Put, Delete, Update
			if kind == "ConditionCheck" {
				action = "ConditionCheckItem"
			}
			of = append(of, need{"dynamodb:" + action, tableResource(item.TableName, "")})
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

func (c *cloud) allowed(r *http.Request, n need) bool {
	for _, f := range c.template.Functions() {
		if f.Folder == caller(r) {
			return cfn.Allows(f.Role.Statements(), n.action, n.resource)
		}
	}
	return false
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
	c.write(w, http.StatusOK, map[string]any{"KeyId": keysetKeyARN, "Plaintext": c.keyset, "EncryptionAlgorithm": "SYMMETRIC_DEFAULT"})
}

func (c *cloud) sendBatch(w http.ResponseWriter, body []byte) {
	var in struct {
		QueueUrl string
		Entries  []struct{ Id, MessageBody string }
	}
	if err := json.Unmarshal(body, &in); err != nil || !strings.HasSuffix(in.QueueUrl, physical("SettleQueue")) || len(in.Entries) > 10 {
		c.refuse(w, "QueueDoesNotExist", "not the settle queue, or more than ten messages")
		return
	}
	var done []map[string]string
	for _, entry := range in.Entries {
		c.keep(entry.MessageBody)
		done = append(done, map[string]string{"Id": entry.Id, "MessageId": "m-" + entry.Id, "MD5OfMessageBody": md5Hex(entry.MessageBody)})
	}
	c.write(w, http.StatusOK, map[string]any{"Successful": done})
}

func (c *cloud) send(w http.ResponseWriter, body []byte) {
	var in struct{ QueueUrl, MessageBody string }
	if err := json.Unmarshal(body, &in); err != nil || !strings.HasSuffix(in.QueueUrl, physical("SettleQueue")) {
		c.refuse(w, "QueueDoesNotExist", "not the settle queue")
		return
	}
	c.keep(in.MessageBody)
	c.write(w, http.StatusOK, map[string]string{"MessageId": "m", "MD5OfMessageBody": md5Hex(in.MessageBody)})
}

func (c *cloud) keep(message string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sent = append(c.sent, message)
}

// messages are the bodies sent so far.
func (c *cloud) messages() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.sent...)
}

// refusals are the calls that a role did not allow or that nothing here answers.
func (c *cloud) refusals() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.denied...)
}
