package lambdaedge

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
)

func load(t *testing.T, name string) events.APIGatewayV2HTTPRequest {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var event events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal(text, &event); err != nil {
		t.Fatal(err)
	}
	return event
}

// seen is the request that a handler gets for an event, and its body.
func seen(t *testing.T, name string) (*http.Request, string) {
	t.Helper()
	var got *http.Request
	var body []byte
	serve := Adapt(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		got = request
		body, _ = io.ReadAll(request.Body)
	}))
	if _, err := serve(context.Background(), load(t, name)); err != nil {
		t.Fatal(err)
	}
	return got, string(body)
}

func TestEventsBecomeRequests(t *testing.T) {
	cases := []struct{ event, method, path, query, body string }{
		{"arrival", "POST", "/v1/sites/riverside/arrivals", "", `{"phone":"13800000001"}`},
		{"body_base64", "POST", "/v1/sites/riverside/arrivals", "", `{"name":"张三"}`},
		{"stage", "POST", "/v1/sites/riverside/arrivals", "", "{}"},
		{"stage_alike", "GET", "/production/v1/sites/riverside/arrivals", "", ""},
		{"query", "GET", "/v1/sites/riverside/visits", "day=2026-11-24&day=2026-11-25&x=a%26b+c", ""},
		{"path_encoded", "GET", "/v1/sites/river side/a/visits", "", ""},
		{"path_decoded", "GET", "/v1/sites/50%?x=1#张 三/visits", "day=2026-11-24", ""},
		{"body_empty", "GET", "/v1/sites/riverside", "", ""},
		{"trailing_slash", "GET", "/v1/sites/riverside/", "", ""},
		{"head", "HEAD", "/v1/sites/riverside", "", ""},
	}
	for _, c := range cases {
		request, body := seen(t, c.event)
		if request.Method != c.method || request.URL.Path != c.path || request.URL.RawQuery != c.query ||
			body != c.body {
			t.Errorf("%s: %s %q ?%s %q", c.event, request.Method, request.URL.Path, request.URL.RawQuery, body)
		}
		if request.ContentLength != int64(len(c.body)) || request.Host != "abc123.execute-api.ap-east-1.amazonaws.com" {
			t.Errorf("%s: length %d, host %s", c.event, request.ContentLength, request.Host)
		}
	}
	if request, _ := seen(t, "query"); !slices.Equal(request.URL.Query()["day"],
		[]string{"2026-11-24", "2026-11-25"}) || request.URL.Query().Get("x") != "a&b c" {
		t.Errorf("query %v", request.URL.Query())
	}
	if request, _ := seen(t, "path_encoded"); request.URL.EscapedPath() != "/v1/sites/river%20side%2Fa/visits" {
		t.Errorf("an encoded slash parts segments: %s", request.URL.EscapedPath())
	}
}

func TestHeadersKeepTheirCommas(t *testing.T) {
	request, _ := seen(t, "arrival")
	if given := request.Header.Values("Idempotency-Key"); !slices.Equal(given, []string{"morning,1"}) {
		t.Errorf("Idempotency-Key %q", given)
	}
}

func TestAnUnreadableEventIsAnErrorWithoutItsBody(t *testing.T) {
	serve := Adapt(http.NotFoundHandler())
	if _, err := serve(context.Background(), load(t, "body_not_base64")); err == nil ||
		strings.Contains(err.Error(), "138") {
		t.Errorf("%v", err)
	}
}

func TestCookiesBothWays(t *testing.T) {
	serve := Adapt(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		for _, c := range request.Cookies() {
			w.Header().Add("X-Seen", c.Name)
		}
		w.Header().Add("Set-Cookie", "c=1; Expires=Tue, 24 Nov 2026 04:00:00 GMT")
		w.Header().Add("Set-Cookie", "d=2")
		w.WriteHeader(http.StatusNoContent)
		w.Header().Set("X-Late", "ignored")
	}))
	got, err := serve(context.Background(), load(t, "cookies"))
	if err != nil || got.StatusCode != http.StatusNoContent || got.Headers["X-Seen"] != "a, b" ||
		got.Headers["Set-Cookie"] != "" || got.Headers["X-Late"] != "" {
		t.Fatalf("%v %+v", err, got)
	}
	if !slices.Equal(got.Cookies, []string{"c=1; Expires=Tue, 24 Nov 2026 04:00:00 GMT", "d=2"}) {
		t.Errorf("cookies %q", got.Cookies)
	}
}

func TestBodiesGoOutAsTextOrBase64(t *testing.T) {
	for _, c := range []struct{ event, body, want string }{
		{"body_empty", "张三", "张三"}, {"body_empty", "\x89PNG\xff",
			base64.StdEncoding.EncodeToString([]byte("\x89PNG\xff"))},
		{"body_empty", "", ""}, {"head", "{}", ""},
	} {
		serve := Adapt(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, c.body)
		}))
		got, err := serve(context.Background(), load(t, c.event))
		if err != nil || got.StatusCode != http.StatusOK || got.Body != c.want ||
			got.IsBase64Encoded != strings.HasPrefix(c.body, "\x89") {
			t.Errorf("%s %q: %v %+v", c.event, c.body, err, got)
		}
	}
}

func TestClaimsAndRequestIDReachTheRouter(t *testing.T) {
	router := api.New(api.Options{Now: time.Now, Logger: slog.New(slog.NewJSONHandler(&bytes.Buffer{}, nil))})
	var call api.Call[api.None]
	api.Handle(router, "getSite", func(_ context.Context, c api.Call[api.None]) (api.Answer, error) {
		call = c
		return api.OK(nil)
	})
	serve := Adapt(router)
	got, err := serve(context.Background(), load(t, "body_empty"))
	if err != nil || got.StatusCode != http.StatusOK || call.Principal.Subject != "u1" ||
		call.RequestID != "JKJaXmPLvHcESHA=" || got.Headers["X-Request-Id"] != call.RequestID {
		t.Errorf("%v %+v %+v", err, got, call)
	}
	for event, status := range map[string]int{"no_authorizer": 401, "trailing_slash": 404, "head": 200} {
		got, err := serve(context.Background(), load(t, event))
		var problem contract.Problem
		if err != nil || got.StatusCode != status || (event == "head") != (got.Body == "") ||
			(event != "head" && (json.Unmarshal([]byte(got.Body), &problem) != nil || problem.Status != status)) {
			t.Errorf("%s: %v %+v", event, err, got)
		}
	}
}
