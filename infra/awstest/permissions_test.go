package awstest

import (
	"net/http"
	"strings"
	"testing"
)

// TestCloudDeniesWhatTheTemplateDoesNotAllow: the tests that drive the functions rely on it.
func TestCloudDeniesWhatTheTemplateDoesNotAllow(t *testing.T) {
	c := newCloud(t)
	records, customers := physical("RecordsTable"), physical("CustomersTable")
	for _, call := range []struct {
		function, target, body string
		denied                 bool
	}{
		{"settlement", "DynamoDB_20120810.Query", `{"TableName":"` + records + `"}`, false},
		{"settlement", "DynamoDB_20120810.TransactWriteItems", `{"TransactItems":[{"Put":{"TableName":"` + records + `"}}]}`, true},
		{"settlement", "DynamoDB_20120810.GetItem", `{"TableName":"` + customers + `"}`, true},
		{"visits", "DynamoDB_20120810.TransactWriteItems", `{"TransactItems":[{"Put":{"TableName":"` + records + `"}}]}`, false},
		{"visits", "DynamoDB_20120810.TransactWriteItems", `{"TransactItems":[{"Put":{"TableName":"` + records + `"}},{"Delete":{"TableName":"` + records + `"}}]}`, true},
		{"visits", "DynamoDB_20120810.TransactWriteItems", `{"TransactItems":[{"Update":{"TableName":"` + customers + `"}}]}`, true},
		{"visits", "DynamoDB_20120810.Query", `{"TableName":"` + customers + `","IndexName":"customersByOwner"}`, true},
		{"ownership", "DynamoDB_20120810.Query", `{"TableName":"` + customers + `","IndexName":"customersByOwner"}`, false},
		{"ownership", "DynamoDB_20120810.Scan", `{"TableName":"` + customers + `"}`, true},
		{"settle", "TrentService.Decrypt", `{}`, true},
		{"sites", "AmazonSQS.SendMessage", `{}`, true},
		{"", "DynamoDB_20120810.GetItem", `{"TableName":"` + records + `"}`, true},
	} {
		before := len(c.refusals())
		c.call(t, call.function, call.target, call.body)
		refused := c.refusals()[before:]
		if denied := len(refused) == 1 && strings.HasPrefix(refused[0], "AccessDenied"); denied != call.denied {
			t.Errorf("%s calls %s %s: denied %v, want %v %v", call.function, call.target, call.body, denied, call.denied, refused)
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
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+keyPrefix+function+"/20261124/cn-north-1/dynamodb/aws4_request")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
}
