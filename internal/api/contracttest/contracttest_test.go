package contracttest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api"
)

// listener takes what would fail the test.
type listener struct {
	testing.TB
	heard []string
}

func (l *listener) Helper() {}
func (l *listener) Errorf(format string, args ...any) {
	l.heard = append(l.heard, fmt.Sprintf(format, args...))
}

type answers func(*http.Request) (int, string, string)

func (a answers) RoundTrip(request *http.Request) (*http.Response, error) {
	status, media, body := a(request)
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {media}, "X-Request-Id": {"r-1"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: request}, nil
}

const problem = `{"type":"urn:lunxu:problem:site.foreign","title":"t","status":403,"detail":"d",` +
	`"code":"site.foreign","message_zh":"中","message_en":"e","request_id":"r-1"}`

const agents, agent = "/v1/sites/riverside/agents",
	`{"id":"jia","name":"甲","employment":"employed","added_at":"2026-11-24T04:00:00Z"}`
const given = `{"id":"jia","name":"甲","monthly_base_fen":1}`

var (
	departures = []struct {
		name, method, target, body string
		status                     int
		media, answer              string
		want                       string // part of the one difference; empty: none
	}{
		{"kept", "POST", agents, given, 201, "application/json", agent, ""},
		{"refusal", "POST", agents, `{"id":7}`, 403, "application/problem+json", problem, ""},
		{"outside", "GET", "/v1/nothing", "", 404, "application/problem+json", problem, ""},
		{"developers", "GET", "/dev/anything", "", 200, "text/plain", "x", ""},
		{"accepted type", "POST", agents, `{"id":7,"name":"甲","monthly_base_fen":1}`, 201, "application/json", agent,
			"id"},
		{"accepted pattern", "POST", agents, `{"id":"JIA","name":"甲","monthly_base_fen":1}`, 201, "application/json",
			agent, "regular expression"},
		{"accepted lack", "POST", agents, `{"id":"jia","name":"甲"}`, 201, "application/json", agent,
			"monthly_base_fen"},
		{"accepted nothing", "POST", agents, ``, 201, "application/json", agent, "request body"},
		{"accepted query", "GET", "/v1/sites/riverside/visits?limit=0", "", 200, "application/json", `{"items":[]}`,
			"limit"},
		{"accepted path", "GET", "/v1/sites/RIVERSIDE/visits", "", 200, "application/json", `{"items":[]}`, "site"},
		{"accepted body", "GET", "/v1/sites/riverside/visits", "{}", 200, "application/json", `{"items":[]}`,
			"body that the contract does not have"},
		{"status", "POST", agents, given, 202, "application/json", agent, "status is not supported"},
		{"media", "POST", agents, given, 201, "text/plain", agent, "Content-Type"},
		{"answer lacks", "POST", agents, given, 201, "application/json",
			`{"id":"jia","name":"甲","added_at":"2026-11-24T04:00:00Z"}`, "employment"},
		{"answer value", "POST", agents, given, 201, "application/json", strings.Replace(agent, "employed", "gone", 1),
			"employment"},
		{"answer time", "POST", agents, given, 201, "application/json", strings.Replace(agent, "T04", " 04", 1),
			"added_at"},
		{"answer more", "POST", agents, given, 201, "application/json", strings.Replace(agent, "{", `{"phone":"1",`, 1),
			"phone"},
		{"answer null", "GET", agents, "", 200, "application/json", `{"items":null}`, "items"},
		{"refusal lacks", "POST", agents, given, 403, "application/problem+json", `{"code":"site.foreign"}`,
			"message_zh"},
		{"outside accepted", "GET", "/v1/nothing", "", 200, "application/json", "{}", "no such operation"},
		{"outside media", "GET", "/v1/nothing", "", 404, "text/plain", problem, "text/plain"},
		{"outside lacks", "GET", "/v1/nothing", "", 404, "application/problem+json", `{}`, "message_zh"},
	}
)

func TestDeparturesAreTold(t *testing.T) {
	for _, c := range departures {
		t.Run(c.name, func(t *testing.T) {
			told := &listener{TB: t}
			transport := New(told, answers(func(request *http.Request) (int, string, string) {
				if sent, err := io.ReadAll(request.Body); err != nil || string(sent) != c.body {
					t.Errorf("sent %q, %v", sent, err)
				}
				return c.status, c.media, c.answer
			}))
			request := httptest.NewRequestWithContext(t.Context(), c.method, "http://test"+c.target,
				strings.NewReader(c.body))
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set("Idempotency-Key", "k-1")
			response, err := transport.RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(response.Body); err != nil || string(got) != c.answer {
				t.Errorf("handed on %q, %v", got, err)
			}
			if c.want == "" && len(told.heard) > 0 || c.want != "" &&
				(len(told.heard) != 1 || !strings.Contains(told.heard[0], c.want)) {
				t.Errorf("told %q, want %q", told.heard, c.want)
			}
		})
	}
}

// The router's own refusals, of every kind that needs no handler, are as the contract says.
func TestTheRoutersRefusalsKeepTheContract(t *testing.T) {
	router := api.New(api.Options{Now: time.Now, Logger: slog.New(slog.DiscardHandler)})
	for _, op := range api.Operations {
		api.Handle(router, op.ID, func(context.Context, api.Call[api.None]) (api.Answer, error) {
			t.Errorf("%s was called without claims", op.ID)
			return api.OK(nil)
		})
	}
	server := httptest.NewServer(router)
	defer server.Close()
	client := &http.Client{Transport: New(t, http.DefaultTransport)}
	for _, op := range api.Operations {
		target := server.URL + strings.NewReplacer("{site}", "riverside", "{", "", "}", "").Replace(op.Path)
		for _, method := range []string{op.Method, http.MethodDelete} {
			request, err := http.NewRequestWithContext(t.Context(), method, target, nil)
			if err != nil {
				t.Fatal(err)
			}
			response, err := client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			want := http.StatusUnauthorized
			if method == http.MethodDelete {
				want = http.StatusMethodNotAllowed
			}
			if response.StatusCode != want {
				t.Errorf("%s %s: %d", method, op.Path, response.StatusCode)
			}
		}
	}
}
