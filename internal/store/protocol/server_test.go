package protocol_test

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/protocol"
)

type answer struct {
	status int
	kind   string // of an error, without its prefix
	body   map[string]any
	text   string
}

func call(t testing.TB, server http.Handler, operation, body string) answer {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(body))
	request.Header.Set("X-Amz-Target", "DynamoDB_20120810."+operation)
	recorder := httptest.NewRecorder()
	server.ServeHTTP(recorder, request)
	a := answer{status: recorder.Code, text: recorder.Body.String()}
	if err := json.Unmarshal(recorder.Body.Bytes(), &a.body); err != nil {
		t.Fatalf("%s: answer %q: %v", operation, a.text, err)
	}
	checksum := strconv.FormatUint(uint64(crc32.ChecksumIEEE(recorder.Body.Bytes())), 10)
	if got := recorder.Header().Get("X-Amz-Crc32"); got != checksum {
		t.Errorf("%s: checksum %s", operation, got)
	}
	kind, _ := a.body["__type"].(string)
	_, a.kind, _ = strings.Cut(kind, "#")
	return a
}

func newServer() *protocol.Server { return protocol.New(store.Tables(), store.Indexes()) }

func putPart(table, pk, sk, rest string) string {
	return fmt.Sprintf(`{"Put":{"TableName":%q,"Item":{"pk":{"S":%q},"sk":{"S":%q},"v":{"N":"1"}%s},`+
		`"ConditionExpression":"attribute_not_exists(pk)"}}`, table, pk, sk, rest)
}

func transaction(token string, parts ...string) string {
	return fmt.Sprintf(`{"TransactItems":[%s],"ClientRequestToken":%q,"ReturnConsumedCapacity":"TOTAL"}`,
		strings.Join(parts, ","), token)
}

func mustPut(t testing.TB, server http.Handler, token string, parts ...string) {
	t.Helper()
	if a := call(t, server, "TransactWriteItems", transaction(token, parts...)); a.status != 200 {
		t.Fatal(a.text)
	}
}

func TestOtherOperationsAreRefused(t *testing.T) {
	for _, operation := range []string{"Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem",
		"TransactGetItems",
		"ExecuteStatement", "ExecuteTransaction", "CreateTable", "DeleteTable", "DescribeTable", "ListTables", "",
		"getitem"} {
		if a := call(t, newServer(), operation, `{"TableName":"Operations"}`); a.status != 400 ||
			a.kind != "UnknownOperationException" {
			t.Errorf("%q: %s", operation, a.text)
		}
	}
}

const (
	fullKey  = `{"pk":{"S":"p"},"sk":{"S":"s"}}`
	capacity = `"ReturnConsumedCapacity":"TOTAL"`
	pn, pv   = `{"#p":"pk"}`, `{":p":{"S":"p"}}`
)

func get(table, key string) string {
	return fmt.Sprintf(`{"TableName":%q,"Key":%s,"ConsistentRead":true,%s}`, table, key, capacity)
}

func query(expression, names, values, rest string) string {
	return fmt.Sprintf(`{"TableName":"Customers","KeyConditionExpression":%q,"ExpressionAttributeNames":%s,`+
		`"ExpressionAttributeValues":%s,"ScanIndexForward":true,"Limit":5,%s%s}`,
		expression, names, values, capacity, rest)
}

func write(part string) string { return transaction("token", part) }

func check(expression, rest string) string {
	return write(fmt.Sprintf(`{"ConditionCheck":{"TableName":"Operations","Key":%s,"ConditionExpression":%q%s}}`,
		fullKey, expression, rest))
}

// refused holds, by operation, what the engine never sends, or what DynamoDB refuses: name and body.
var refused = map[string]map[string]string{"GetItem": refusedReads, "BatchGetItem": refusedBatches,
	"Query": refusedQueries, "TransactWriteItems": refusedTransactions}

var (
	refusedReads = map[string]string{
		"not JSON": `{`,
		"unknown parameter": `{"TableName":"Operations","Key":` + fullKey + `,"ProjectionExpression":"d",` + capacity +
			`}`,
		"no capacity asked": `{"TableName":"Operations","Key":` + fullKey + `}`,
		"unknown table":     get("Other", fullKey),
		"half a key":        get("Operations", `{"pk":{"S":"p"}}`),
		"key too many":      get("Operations", `{"pk":{"S":"p"},"sk":{"S":"s"},"v":{"N":"1"}}`),
		"empty key":         get("Operations", `{"pk":{"S":""},"sk":{"S":"s"}}`),
		"number as key":     get("Operations", `{"pk":{"N":"1"},"sk":{"S":"s"}}`),
		"long key":          get("Operations", `{"pk":{"S":"`+strings.Repeat("p", 2049)+`"},"sk":{"S":"s"}}`),
		"other type":        get("Operations", `{"pk":{"S":"p"},"sk":{"BOOL":true}}`),
		"two types":         get("Operations", `{"pk":{"S":"p","N":"1"},"sk":{"S":"s"}}`),
	}
	refusedBatches = map[string]string{
		"empty batch": `{"RequestItems":{},` + capacity + `}`,
		"duplicate in batch": `{"RequestItems":{"Operations":{"Keys":[` + fullKey + `,` + fullKey + `]}},` +
			capacity + `}`,
		"batch of unknown table": `{"RequestItems":{"Other":{"Keys":[` + fullKey + `]}},` + capacity + `}`,
	}
	refusedQueries = map[string]string{
		"other key condition":      query("begins_with(#s, :p)", pn, pv, ""),
		"unused name":              query("#p = :p", `{"#p":"pk","#s":"sk"}`, pv, ""),
		"unused value":             query("#p = :p", pn, `{":p":{"S":"p"},":x":{"S":"p"}}`, ""),
		"missing value":            query("#p = :p", pn, `{":x":{"S":"p"}}`, ""),
		"attribute that is no key": query("#p = :p", `{"#p":"d"}`, pv, ""),
		"empty partition":          query("#p = :p", pn, `{":p":{"S":""}}`, ""),
		"bounds in disorder": query("#p = :p AND #s BETWEEN :from AND :to", `{"#p":"pk","#s":"sk"}`,
			`{":p":{"S":"p"},":from":{"S":"b"},":to":{"S":"a"}}`, ""),
		"filter":        query("#p = :p", pn, pv, `,"FilterExpression":"v = :v"`),
		"unknown index": query("#p = :p", pn, pv, `,"IndexName":"other"`),
		"consistent index": query("#p = :p", `{"#p":"op"}`, pv,
			`,"IndexName":"customersByOwner","ConsistentRead":true`),
		"start in another partition": query("#p = :p", pn, pv, `,"ExclusiveStartKey":{"pk":{"S":"q"},"sk":{"S":"s"}}`),
		"start outside the bounds": query("#p = :p AND #s >= :from", `{"#p":"pk","#s":"sk"}`,
			`{":p":{"S":"p"},":from":{"S":"t"}}`, `,"ExclusiveStartKey":{"pk":{"S":"p"},"sk":{"S":"s"}}`),
		"start with half a key": query("#p = :p", `{"#p":"op"}`, pv,
			`,"IndexName":"customersByOwner","ExclusiveStartKey":{"pk":{"S":"p"},"sk":{"S":"s"}}`),
		"query without limit": `{"TableName":"Customers","KeyConditionExpression":"#p = :p",` +
			`"ExpressionAttributeNames":` + pn + `,"ExpressionAttributeValues":` + pv + `,` + capacity + `}`,
	}
	refusedTransactions = map[string]string{
		"no parts":              transaction("token"),
		"no token":              transaction("", putPart("Operations", "p", "s", "")),
		"put without condition": write(`{"Put":{"TableName":"Operations","Item":` + fullKey + `}}`),
		"update":                write(`{"Update":{"TableName":"Operations","Key":` + fullKey + `}}`),
		"two in one part": write(`{"Put":{"TableName":"Operations","Item":` + fullKey +
			`},"Delete":{"TableName":"Operations","Key":` + fullKey + `}}`),
		"put by key": write(`{"Put":{"TableName":"Operations","Key":` + fullKey + `}}`),
		"same item twice": transaction("token", putPart("Operations", "p", "s", ""),
			putPart("Operations", "p", "s", "")),
		"other condition":           check("size(d) > :v", `,"ExpressionAttributeValues":{":v":{"N":"1"}}`),
		"condition's value missing": check("v = :v", ""),
		"condition's value unused":  check("attribute_exists(pk)", `,"ExpressionAttributeValues":{":v":{"N":"1"}}`),
		"condition's name wrong": check("attribute_not_exists(pk) OR #ttl <= :now",
			`,"ExpressionAttributeNames":{"#ttl":"v"},"ExpressionAttributeValues":{":now":{"N":"1"}}`),
		"comparison with text": check("attribute_not_exists(pk) OR #ttl <= :now",
			`,"ExpressionAttributeNames":{"#ttl":"ttl"},"ExpressionAttributeValues":{":now":{"S":"1"}}`),
		"item over 400 KB": write(putPart("Operations", "p", "s",
			`,"x":{"S":"`+strings.Repeat("x", 400<<10)+`"}`)),
		"number in index key":      write(putPart("Customers", "p", "t", `,"op":{"N":"1"},"os":{"S":"1"}`)),
		"number in other notation": write(putPart("Customers", "p", "t", `,"x":{"N":"1e3"}`)),
		"unknown table in part":    write(putPart("Other", "p", "s", "")),
	}
)

func TestRefusedRequests(t *testing.T) {
	server := newServer()
	mustPut(t, server, "fill", putPart("Customers", "p", "s", `,"op":{"S":"o"},"os":{"S":"1"}`))
	for operation, bodies := range refused {
		for name, body := range bodies {
			kind := "ValidationException"
			if strings.Contains(name, "unknown table") {
				kind = "ResourceNotFoundException"
			}
			if a := call(t, server, operation, body); a.status != 400 || a.kind != kind {
				t.Errorf("%s: status %d %s", name, a.status, a.text)
			}
		}
	}
}

func TestClientRequestToken(t *testing.T) {
	server, now := newServer(), time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	server.Now = func() time.Time { return now }
	first := transaction("token", putPart("Operations", "p", "s", ""))
	mustPut(t, server, "token", putPart("Operations", "p", "s", ""))
	now = now.Add(10*time.Minute - time.Second)
	again := call(t, server, "TransactWriteItems", first)
	if again.status != 200 || !strings.Contains(again.text, `"ReadCapacityUnits":2`) ||
		strings.Contains(again.text, "WriteCapacityUnits") {
		t.Errorf("repeated with its token: %s", again.text)
	}
	if a := call(t, server, "TransactWriteItems",
		transaction("token", putPart("Operations", "p", "other",
			""))); a.kind != "IdempotentParameterMismatchException" {
		t.Errorf("another transaction under the token: %s", a.text)
	}
	if a := call(t, server, "TransactWriteItems",
		transaction("token 2", putPart("Operations", "p", "s", ""))); a.kind != "TransactionCanceledException" {
		t.Errorf("same transaction under another token: %s", a.text)
	}
	now = now.Add(time.Second)
	if a := call(t, server, "TransactWriteItems", first); a.kind != "TransactionCanceledException" {
		t.Errorf("repeated after ten minutes: %s", a.text)
	}
}

// TestCancelledTransactionIsNotRemembered: its token may succeed later.
func TestCancelledTransactionIsNotRemembered(t *testing.T) {
	server := newServer()
	exists := `{"ConditionCheck":{"TableName":"Operations","Key":{"pk":{"S":"p"},"sk":{"S":"s"}},` +
		`"ConditionExpression":"attribute_exists(pk)"}}`
	dependent := transaction("dependent", putPart("Records", "p", "1", ""), exists)
	a := call(t, server, "TransactWriteItems", dependent)
	reasons, _ := json.Marshal(a.body["CancellationReasons"])
	want := `[{"Code":"None"},{"Code":"ConditionalCheckFailed","Message":"The conditional request failed"}]`
	if string(reasons) != want {
		t.Fatalf("reasons %s, want %s", reasons, want)
	}
	mustPut(t, server, "first", putPart("Operations", "p", "s", ""))
	if a := call(t, server, "TransactWriteItems", dependent); a.status != 200 {
		t.Errorf("after its condition holds: %s", a.text)
	}
}

// TestFullPageHasLastKey: DynamoDB gives a last evaluated key for a full page even if nothing follows.
func TestFullPageHasLastKey(t *testing.T) {
	server := newServer()
	mustPut(t, server, "fill", putPart("Customers", "p", "1", `,"op":{"S":"o"},"os":{"S":"x"}`),
		putPart("Customers", "p", "2", ""))
	query := func(limit int, rest string) answer {
		return call(t, server, "Query",
			fmt.Sprintf(`{"TableName":"Customers","KeyConditionExpression":"#p = :p",`+
				`"ExpressionAttributeNames":{"#p":"pk"},"ExpressionAttributeValues":{":p":{"S":"p"}},`+
				`"ScanIndexForward":true,"ConsistentRead":true,"Limit":%d,"ReturnConsumedCapacity":"TOTAL"%s}`, limit,
				rest))
	}
	if a := query(2, ""); a.body["Count"] != 2.0 || a.body["LastEvaluatedKey"] == nil {
		t.Errorf("full page: %s", a.text)
	}
	if a := query(3, ""); a.body["Count"] != 2.0 || a.body["LastEvaluatedKey"] != nil {
		t.Errorf("last page: %s", a.text)
	}
	if a := query(3, `,"ExclusiveStartKey":{"pk":{"S":"p"},"sk":{"S":"10"}}`); a.body["Count"] != 1.0 {
		t.Errorf("start at a key that holds nothing: %s", a.text)
	}
	entry := call(t, server, "Query", `{"TableName":"Customers","IndexName":"customersByOwner",`+
		`"KeyConditionExpression":"#p = :p","ExpressionAttributeNames":{"#p":"op"},`+
		`"ExpressionAttributeValues":{":p":{"S":"o"}},"ScanIndexForward":false,"Limit":1,`+
		`"ReturnConsumedCapacity":"TOTAL"}`)
	items, _ := json.Marshal(entry.body["Items"])
	if want := `[{"op":{"S":"o"},"os":{"S":"x"},"pk":{"S":"p"},"sk":{"S":"1"}}]`; string(items) != want {
		t.Errorf("index gives %s, want keys only: %s", items, want)
	}
}
