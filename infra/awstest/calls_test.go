package awstest

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/infra/awstest/runtimeapi"
	"github.com/lunxu/lunxu/internal/domain"
)

// land is a cloud with every function started in it.
type land struct {
	*cloud
	running map[string]*runtimeapi.Process
}

func newLand(t testing.TB) *land {
	t.Helper()
	l := &land{cloud: newCloud(t), running: map[string]*runtimeapi.Process{}}
	for _, f := range deployed(t, l.cloud) {
		p, err := runtimeapi.Start(t.Context(), l.config(t, f))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(p.Stop)
		l.running[f.Folder] = p
	}
	return l
}

func (l *land) function(t testing.TB, name string) *runtimeapi.Process {
	t.Helper()
	p := l.running[name]
	if p == nil {
		t.Fatalf("function %q is not built", name)
	}
	return p
}

// answer is a function's response with its body decoded.
type answer struct {
	runtimeapi.Response
	JSON map[string]any
}

func (a answer) code() string { code, _ := a.JSON["code"].(string); return code }

// send hands a request to a function. An answer that is no JSON object with a content type fails the test.
func (l *land) send(t testing.TB, function string, request runtimeapi.Request) answer {
	t.Helper()
	p := l.function(t, function)
	result, took, err := p.Invoke(t.Context(), request.Event())
	if err != nil {
		t.Fatal(err)
	}
	if result.Failed {
		t.Fatalf("%s %s: the function failed: %s\n%s", request.Method, request.Path, result.Payload, p.Output())
	}
	response, err := runtimeapi.ParseResponse(result.Payload)
	if err != nil {
		t.Fatalf("%s %s: %v: %s", request.Method, request.Path, err, result.Payload)
	}
	a := answer{Response: response}
	if err := json.Unmarshal([]byte(response.Body), &a.JSON); err != nil {
		t.Fatalf("%s %s: body %q: %v", request.Method, request.Path, response.Body, err)
	}
	kind := "application/json"
	if response.StatusCode >= 400 {
		kind = "application/problem+json"
	}
	if got := a.contentType(); got != kind {
		t.Errorf("%s %s: content type %q, want %q", request.Method, request.Path, got, kind)
	}
	t.Logf("%s %s: %d %s in %s", request.Method, request.Path, response.StatusCode, a.code(), took)
	return a
}

func (a answer) contentType() string {
	if one := a.Header("Content-Type"); one != "" {
		return one
	}
	for name, values := range a.MultiHeaders {
		if strings.EqualFold(name, "Content-Type") && len(values) == 1 {
			return values[0]
		}
	}
	return ""
}

// as gives the claims of a role at a site.
func as(role domain.Role, site string) map[string]string {
	claims := map[string]string{"sub": "u-" + string(role), "role": string(role), "site": site,
		"iss": "https://issuer.example", "aud": "lunxu"}
	if role == domain.RoleAgent {
		claims["agent"] = "jia"
	}
	if role == domain.RoleRegionalSales {
		claims["region"] = "east"
	}
	return claims
}

// post is a write with a JSON body.
func post(path, body, key string, claims map[string]string) runtimeapi.Request {
	return runtimeapi.Request{Method: "POST", Path: path, Body: []byte(body), Claims: claims,
		Headers: map[string][]string{"Content-Type": {"application/json"}, "Idempotency-Key": {key}}}
}

func get(path string, claims map[string]string) runtimeapi.Request {
	return runtimeapi.Request{Method: "GET", Path: path, Claims: claims}
}

func want(t testing.TB, a answer, status int, code string) {
	t.Helper()
	if a.StatusCode != status || a.code() != code {
		t.Fatalf("status %d code %q, want %d %q: %s", a.StatusCode, a.code(), status, code, a.Body)
	}
}

// places fills the parameters of a path with values of the right form that name nothing.
var places = strings.NewReplacer("{site}", "nowhere", "{agent}", "jia", "{party}", "jia", "{visit}", entryID,
	"{decision}", entryID, "{follow_up}", entryID, "{fact}", "f"+entryID,
	"{deal}", "d"+entryID, "{pre_registration}", "p"+entryID, "{report}", "c"+entryID, "{swap}", "s"+entryID, "{case}",
	"e"+entryID,
	"{appointment}", "a"+entryID, "{takeover}", "t"+entryID, "{alarm}", "l"+entryID, "{request}", "q"+entryID,
	"{dispute}", "x"+entryID,
	"{customer}", strings.Repeat("0a", 16), "{source}", "nowhere.calendly", "{item}", "1", "{number}", "1", "{preset}",
	"points",
	"{job}", "jw202611240100009f86d081", "{day}", "2026-11-24", "{month}", "2026-11", "{period}", "2026-Q4")

const entryID = "20261124-000001"

func query(pairs ...string) url.Values {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values
}
