package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

var noon = time.Date(2026, 11, 24, 4, 0, 0, 123456789, time.UTC)

type desk struct {
	*Router
	logged *bytes.Buffer
	call   Call[contract.Arrival]
	err    error
	panics bool
	waits  bool
}

func newDesk() *desk {
	d := &desk{logged: &bytes.Buffer{}}
	d.Router = New(Options{Now: func() time.Time { return noon }, Logger: slog.New(slog.NewJSONHandler(d.logged, nil)),
		Deadline: 100 * time.Millisecond,
		Region: func(_ context.Context, site domain.SiteID) (string, error) {
			if site == "nowhere" {
				return "", domain.Invalid("site.unknown", "site")
			}
			return "east", nil
		}})
	Handle(d.Router, "registerArrival", func(ctx context.Context, call Call[contract.Arrival]) (Answer, error) {
		d.call = call
		if d.panics {
			panic("13800000001")
		}
		if d.waits {
			<-ctx.Done()
			return Answer{}, fmt.Errorf("load: %w", ctx.Err())
		}
		return Answer{Body: contract.Visit{Visit: "20261124-000001"}, Replayed: true}, d.err
	})
	Handle(d.Router, "listVisits", func(_ context.Context, call Call[None]) (Answer, error) {
		if _, err := call.Query.Day("day"); err != nil {
			return Answer{}, err
		}
		_, _, err := Slice(call.Query, []int{1, 2, 3})
		return Answer{Body: struct{}{}}, err
	})
	Handle(d.Router, "getSite", func(_ context.Context, call Call[None]) (Answer, error) {
		return OK(map[string]string{"site": string(call.Site), "path": call.Path("site")})
	})
	return d
}

var frontDesk = map[string]string{"sub": "u1", "role": "front_desk", "site": "riverside"}

func (d *desk) do(method, target, body string, claims map[string]string, header ...string) (*http.Response,
	contract.Problem) {
	request := httptest.NewRequestWithContext(context.Background(), method, target, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", "k-1")
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Del(header[i])
		if header[i+1] != "" {
			request.Header.Set(header[i], header[i+1])
		}
	}
	if claims != nil {
		request = request.WithContext(WithClaims(request.Context(), claims))
	}
	recorder := httptest.NewRecorder()
	d.ServeHTTP(recorder, request)
	var problem contract.Problem
	if recorder.Header().Get("Content-Type") == "application/problem+json" {
		if err := json.Unmarshal(recorder.Body.Bytes(), &problem); err != nil {
			panic(err)
		}
	}
	return recorder.Result(), problem
}

const arrivals = "/v1/sites/riverside/arrivals"

func TestAGoodRequestIsServed(t *testing.T) {
	d := newDesk()
	response, _ := d.do("POST", arrivals, `{"phone":"13800000001"}`, frontDesk)
	if response.StatusCode != http.StatusCreated || response.Header.Get("Idempotency-Replayed") != "true" {
		t.Fatalf("%d %v", response.StatusCode, response.Header)
	}
	if d.call.At != noon.Truncate(time.Millisecond) || len(d.call.IdempotencyDigest) != 64 ||
		*d.call.Body.Phone != "13800000001" {
		t.Errorf("%+v", d.call)
	}
	first := d.call
	d.do("POST", arrivals, " {\n\"phone\" : \"13800000001\"} ", frontDesk)
	if d.call.RequestDigest != first.RequestDigest {
		t.Error("white space makes another request")
	}
	d.do("POST", arrivals, `{"phone":"13800000002"}`, frontDesk)
	if d.call.RequestDigest == first.RequestDigest || d.call.IdempotencyDigest != first.IdempotencyDigest {
		t.Error("the digests do not tell request and key apart")
	}
	if strings.Contains(d.logged.String(), "13800000") || strings.Contains(d.logged.String(), `"u1"`) {
		t.Errorf("personal data in the log: %s", d.logged)
	}
}

var (
	deep        = strings.Repeat("[", 20) + strings.Repeat("]", 20)
	regional    = map[string]string{"sub": "u", "role": "regional_sales", "region": "west"}
	badRequests = []struct {
		name, method, target, body string
		claims                     map[string]string
		header                     []string
		status                     int
		code, field                string
	}{
		{"path", "GET", "/v1/nothing", "", frontDesk, nil, 404, "path.unknown", ""},
		{"unclean path", "GET", "/v1//sites/riverside", "", frontDesk, nil, 404, "path.unknown", ""},
		{"method", "DELETE", arrivals, "", frontDesk, nil, 405, "method.not_allowed", ""},
		{"nobody", "POST", arrivals, "{}", nil, nil, 401, "auth.required", ""},
		{"claims", "POST", arrivals, "{}", map[string]string{"sub": "u", "role": "agent", "site": "riverside"}, nil,
			401, "auth.claims", ""},
		{"system", "POST", arrivals, "{}", map[string]string{"sub": "u", "role": "system", "site": "riverside"}, nil,
			401, "auth.claims", ""},
		{"role", "POST", arrivals, "{}", map[string]string{"sub": "u", "role": "finance", "site": "riverside"}, nil,
			403, "role.forbidden", ""},
		{"site", "POST", "/v1/sites/hillside/arrivals", "{}", frontDesk, nil, 403, "site.foreign", ""},
		{"region", "GET", "/v1/sites/riverside", "", regional, nil, 403, "site.foreign", ""},
		{"unknown site of region", "GET", "/v1/sites/nowhere", "", regional, nil, 404, "site.unknown", "site"},
		{"malformed site", "GET", "/v1/sites/%2e%2e%2fx", "", frontDesk, nil, 404, "", ""},
		{"no key", "POST", arrivals, "{}", frontDesk, []string{"Idempotency-Key", ""}, 400, "idempotency.key_missing",
			"Idempotency-Key"},
		{"bad key", "POST", arrivals, "{}", frontDesk, []string{"Idempotency-Key", "a b"}, 400,
			"idempotency.key_malformed", "Idempotency-Key"},
		{"long key", "POST", arrivals, "{}", frontDesk, []string{"Idempotency-Key", strings.Repeat("k", 129)}, 400,
			"idempotency.key_malformed", "Idempotency-Key"},
		{"type", "POST", arrivals, "{}", frontDesk, []string{"Content-Type", "text/plain"}, 415, "body.not_json", ""},
		{"large", "POST", arrivals, `{"name":"` + strings.Repeat("x", MaxBody) + `"}`, frontDesk, nil, 413,
			"body.too_large", ""},
		{"broken", "POST", arrivals, `{"phone":`, frontDesk, nil, 400, "body.malformed", "/phone"},
		{"empty", "POST", arrivals, ``, frontDesk, nil, 400, "body.malformed", ""},
		{"list", "POST", arrivals, `[]`, frontDesk, nil, 400, "body.malformed", ""},
		{"two values", "POST", arrivals, `{} {}`, frontDesk, nil, 400, "body.malformed", ""},
		{"trailing", "POST", arrivals, `{}x`, frontDesk, nil, 400, "body.malformed", ""},
		{"utf-8", "POST", arrivals, "{\"name\":\"\xff\"}", frontDesk, nil, 400, "body.malformed", ""},
		{"repeated", "POST", arrivals, `{"phone":"1","phone":"2"}`, frontDesk, nil, 400, "body.malformed", "/phone"},
		{"repeated within", "POST", arrivals, `{"names":{"agent":"a","agent":"b"}}`, frontDesk, nil, 400,
			"body.malformed", "/names/agent"},
		{"case", "POST", arrivals, `{"Phone":"1"}`, frontDesk, nil, 422, "body.unknown_field", "/Phone"},
		{"unknown", "POST", arrivals, `{"names":{"x":1}}`, frontDesk, nil, 422, "body.unknown_field", "/names/x"},
		{"deep", "POST", arrivals, `{"known_to":` + deep + `}`, frontDesk, nil, 400, "body.malformed", ""},
		{"wrong type", "POST", arrivals, `{"phone":13800000001}`, frontDesk, nil, 422, "body.wrong_type", "/phone"},
		{"exponent", "POST", arrivals, `{"headcount":1e1}`, frontDesk, nil, 422, "body.wrong_type", "/headcount"},
		{"null", "POST", arrivals, `{"phone":null}`, frontDesk, nil, 422, "body.wrong_type", "/phone"},
		{"query", "GET", "/v1/sites/riverside/visits?x=1", "", frontDesk, nil, 400, "query.unknown_parameter", ""},
		{"query twice", "GET", "/v1/sites/riverside/visits?day=2026-11-24&day=2026-11-24", "", frontDesk, nil, 400,
			"query.repeated", "day"},
		{"query broken", "GET", "/v1/sites/riverside/visits?day=%zz", "", frontDesk, nil, 400, "query.malformed", ""},
		{"day", "GET", "/v1/sites/riverside/visits?day=2026-02-30", "", frontDesk, nil, 422, "day.malformed", "day"},
		{"limit", "GET", "/v1/sites/riverside/visits?limit=201", "", frontDesk, nil, 422, "query.outside_limits",
			"limit"},
		{"cursor", "GET", "/v1/sites/riverside/visits?cursor=%21", "", frontDesk, nil, 422, "query.cursor", "cursor"},
	}
)

func TestBadRequestsAreRefused(t *testing.T) {
	for _, c := range badRequests {
		t.Run(c.name, func(t *testing.T) {
			response, problem := newDesk().do(c.method, c.target, c.body, c.claims, c.header...)
			if response.StatusCode != c.status || (c.code != "" && problem.Code != c.code) ||
				(c.field != "" && problem.Field != c.field) {
				t.Fatalf("%d %+v", response.StatusCode, problem)
			}
			if c.code != "" && (problem.MessageZh == "" || problem.MessageEn == "" || problem.RequestID == "" ||
				problem.Status != c.status) {
				t.Errorf("incomplete: %+v", problem)
			}
			if c.status == 405 && response.Header.Get("Allow") != "POST" {
				t.Errorf("Allow %q", response.Header.Get("Allow"))
			}
		})
	}
}

// TestMethodsOfAPath: whichever function a path comes to, the methods that it names are those of the whole contract;
// this one serves but three operations of it.
func TestMethodsOfAPath(t *testing.T) {
	for _, c := range []struct {
		method, target string
		status         int
		allow          string
	}{
		{"DELETE", "/v1/sites/riverside/arrivals", 405, "POST"},
		{"DELETE", "/v1/sites/riverside/board", 405, "GET, HEAD"},
		{"DELETE", "/v1/sites/riverside/agents", 405, "GET, HEAD, POST"},
		{"GET", "/v1/webhooks/calendly", 405, "POST"},
		{"OPTIONS", "/v1/sites/riverside/board", 204, "GET, HEAD"},
		{"OPTIONS", "/v1/nothing", 404, ""},
		{"HEAD", "/v1/sites/riverside/visits", 200, ""},
		{"GET", "/v1/sites/riverside/board", 404, ""}, // another function's, which no route leads here
		{"GET", "/v1/sites/riverside/board/", 404, ""},
	} {
		recorder := httptest.NewRecorder()
		request := httptest.NewRequestWithContext(t.Context(), c.method, c.target, nil)
		newDesk().ServeHTTP(recorder, request.WithContext(WithClaims(request.Context(), frontDesk)))
		if recorder.Code != c.status || recorder.Header().Get("Allow") != c.allow {
			t.Errorf("%s %s: %d, Allow %q", c.method, c.target, recorder.Code, recorder.Header().Get("Allow"))
		}
	}
}

func TestOverseersReachEverySite(t *testing.T) {
	for _, claims := range []map[string]string{{"sub": "u", "role": "auditor"},
		{"sub": "u", "role": "marketing_centre"},
		{"sub": "u", "role": "regional_sales", "region": "east"}} { // SS.3.3, GP.0.1, GP.0.2
		if response, problem := newDesk().do("GET", "/v1/sites/hillside", "", claims); response.StatusCode != 200 {
			t.Errorf("%v: %+v", claims, problem)
		}
	}
}

func TestErrorsBecomeProblemsWithoutDetail(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{domain.Refuse("rotation.out_of_turn", "SS.4.2.2.a").With("agent", "jia"), 409, "rotation.out_of_turn"},
		{fmt.Errorf("load: %w", store.ErrUnavailable), 503, "store.unavailable"},
		{store.ErrConflict, 503, "busy.try_again"},
		{errors.New("secret 13800000001"), 500, "internal"},
		{&domain.Error{Code: "no.such_code"}, 500, "internal"},
		{&domain.Error{Code: "journal.malformed"}, 500, "internal"},
	} {
		d := newDesk()
		d.err = c.err
		response, problem := d.do("POST", arrivals, "{}", frontDesk)
		if response.StatusCode != c.status || problem.Code != c.code || strings.Contains(problem.Detail, "secret") {
			t.Errorf("%v: %d %+v", c.err, response.StatusCode, problem)
		}
		if (response.Header.Get("Retry-After") != "") != (c.status == 503) {
			t.Errorf("%v: Retry-After %q", c.err, response.Header.Get("Retry-After"))
		}
	}
	d := newDesk()
	d.panics = true
	if response, problem := d.do("POST", arrivals, "{}", frontDesk); response.StatusCode != 500 ||
		problem.Code != "internal" || strings.Contains(d.logged.String(), "138000") {
		t.Errorf("panic: %d %+v %s", response.StatusCode, problem, d.logged)
	}
	d = newDesk()
	d.waits = true
	if response, problem := d.do("POST", arrivals, "{}", frontDesk); response.StatusCode != 503 ||
		problem.Code != "request.timeout" {
		t.Errorf("deadline: %d %+v", response.StatusCode, problem)
	}
}

func TestEncodeGivesListsAndStableBytes(t *testing.T) {
	visit := contract.Visit{Visit: "20261124-000001", MaskedName: "<张*>"}
	first, err := Encode(visit)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"considered":[]`, `"turned_down":[]`, `"masked_name":"<张*>"`} {
		if !strings.Contains(string(first), part) {
			t.Errorf("%s lacks %s", first, part)
		}
	}
	if strings.Contains(string(first), "null") || strings.Contains(string(first), "notify") || visit.Considered != nil {
		t.Errorf("%s", first)
	}
	if second, _ := Encode(&visit); !bytes.Equal(first, second) {
		t.Error("two encodings differ")
	}
}

func FuzzDecodeStrictly(f *testing.F) {
	for _, seed := range []string{`{}`, `{"phone":"1"}`, `{"names":{"agent":"a"}}`, `{"known_to":["a"]}`, `{"a":1}`,
		"{\"phone\":\"\xff\"}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var arrival contract.Arrival
		err := decodeStrictly(body, &arrival)
		var refusal *domain.Error
		if err != nil && !errors.As(err, &refusal) {
			t.Fatalf("uncoded: %v", err)
		}
		if err == nil && !json.Valid(body) {
			t.Fatal("accepted what is no JSON")
		}
	})
}
