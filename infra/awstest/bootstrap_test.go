package awstest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/infra/awstest/runtimeapi"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
)

// TestEveryOperationIsServed sends each operation of the contract to the function that the template routes it to: as a
// role that may call it, as one that may not, without claims, and with a body that is no JSON.
func TestEveryOperationIsServed(t *testing.T) {
	l := newLand(t)
	for _, op := range api.Operations {
		t.Run(op.ID, func(t *testing.T) {
			request := runtimeapi.Request{Method: op.Method, Path: places.Replace(op.Path), Route: op.Method + " " +
				op.Path}
			request.Headers = map[string][]string{"Content-Type": {"application/json"}, "Idempotency-Key": {"k-" +
				op.ID}}
			if op.Open {
				request.Body = []byte(`{}`)
				want(t, l.send(t, op.Function, request), 401, "webhook.refused")
				return
			}
			want(t, l.send(t, op.Function, request), 401, "auth.required")
			for _, role := range domain.Roles() {
				if role != domain.RoleSystem && !slices.Contains(op.Roles, role) {
					request.Claims = as(role, "nowhere")
					want(t, l.send(t, op.Function, request), 403, "role.forbidden")
				}
			}
			request.Claims = as(op.Roles[0], "nowhere")
			if op.TakesBody() {
				request.Body, request.Base64 = []byte(`{"broken`), true
				if op.Roles[0] == domain.RoleAgent { // behind the door: at an unknown site nobody works
					want(t, l.send(t, op.Function, request), 404, "site.unknown")
				} else {
					want(t, l.send(t, op.Function, request), 400, "body.malformed")
				}
				request.Body = []byte(`{}`)
			}
			a := l.send(t, op.Function, request)
			if served := a.StatusCode < 500 && a.code() != "path.unknown" && a.code() != "method.not_allowed"; !served {
				t.Errorf("not served: %d %s", a.StatusCode, a.Body)
			}
		})
	}
	l.wantNoRefusals(t)
}

// wantNoRefusals: every call that the functions made was allowed to them and is one that is answered.
func (l *land) wantNoRefusals(t testing.TB) {
	t.Helper()
	for _, refusal := range l.refusals() {
		t.Error(refusal)
	}
}

// TestEventForms: what the HTTP API does to a request on its way does not change what the function understands.
func TestEventForms(t *testing.T) {
	l := newLand(t)
	everything := as(domain.RoleAuditor, "")
	for _, c := range []struct {
		name    string
		request runtimeapi.Request
		status  int
		code    string
	}{
		{"plain", get("/v1/policies", everything), 200, ""},
		{"cookies", runtimeapi.Request{Method: "GET", Path: "/v1/policies", Claims: everything, Cookies: []string{"a=1",
			"b=2; c"}}, 200, ""},
		{"named stage", runtimeapi.Request{Method: "GET", Path: "/v1/policies", Stage: "prod", Claims: everything}, 200,
			""},
		{"one value", runtimeapi.Request{Method: "GET", Path: "/v1/sites", Query: query("limit", "7"),
			Claims: everything}, 200, ""},
		{"two values", runtimeapi.Request{Method: "GET", Path: "/v1/sites", Query: query("limit", "7", "limit", "8"),
			Claims: everything}, 400, "query.repeated"},
		{"unknown path", get("/v1/nothing", everything), 404, "path.unknown"},
		{"path of another function", get("/v1/sites/nowhere/board", everything), 404, "path.unknown"},
		{"no claims", get("/v1/policies", nil), 401, "auth.required"},
		{"role unknown", get("/v1/policies", map[string]string{"sub": "u", "role": "emperor"}), 401, "auth.claims"},
		{"roles as the gateway flattens arrays", get("/v1/policies", map[string]string{"sub": "u",
			"role": "[auditor agent]"}), 401, "auth.claims"},
		{"other site", get("/v1/sites/nowhere", as(domain.RoleAgent, "elsewhere")), 403, "site.foreign"},
		{"unknown site", get("/v1/sites/nowhere", everything), 404, "site.unknown"},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, l.send(t, "sites", c.request), c.status, c.code) })
	}
	l.wantNoRefusals(t)
}

// twoSites creates the site with its agents, and another one.
func (l *land) twoSites(t *testing.T, path string) {
	t.Helper()
	create := post("/v1/sites", `{"id":"riverside","name":"滨江一号","region":"east","preset":"self-sale"}`, "create",
		as(domain.RoleMarketingCentre, ""))
	want(t, l.send(t, "sites", create), 201, "")
	create.Base64 = true // as the gateway hands over what it takes for binary
	again := l.send(t, "sites", create)
	want(t, again, 201, "")
	other := strings.NewReplacer("riverside", "hillside", "滨江", "山麓").Replace(string(create.Body))
	want(t, l.send(t, "sites", post("/v1/sites", other, "other", create.Claims)), 201, "")
	for _, agent := range []string{"jia", "yi"} {
		add := post(path+"/agents", fmt.Sprintf(`{"id":%q,"name":"%s 同事","monthly_base_fen":435000}`, agent, agent),
			"add-"+agent, as(domain.RoleSupervisor, "riverside"))
		want(t, l.send(t, "sites", add), 201, "")
	}
}

// playADay plays a day from the site's creation to its settlement through the built functions.
func playADay(t *testing.T) {
	l := newLand(t)
	const site, phone, name = "riverside", "13800000031", "张三丰"
	path := "/v1/sites/" + site

	l.twoSites(t, path)
	token := l.send(t, "checkin", get(path+"/check-in-token", as(domain.RoleScreen, site)))
	want(t, token, 200, "")
	if address := fmt.Sprint(token.JSON["check_in_url"]); !strings.HasPrefix(address, checkInOrigin+"/") {
		t.Errorf("the QR code points to %q", address)
	}
	checkIn := post(path+"/check-ins", fmt.Sprintf(`{"token":%q,"device":"phone-of-jia"}`, token.JSON["token"]), "in",
		as(domain.RoleAgent, site))
	want(t, l.send(t, "checkin", checkIn), 201, "")
	board := l.send(t, "checkin", get(path+"/board", as(domain.RoleFrontDesk, site)))
	want(t, board, 200, "")
	if diff := cmp.Diff([]any{"jia"}, board.JSON["order"]); diff != "" {
		t.Fatalf("order of the board:\n%s", diff)
	}

	arrival := post(path+"/arrivals", fmt.Sprintf(`{"phone":%q,"name":%q,"first_visit":true}`, phone, name), "arrival",
		as(domain.RoleFrontDesk, site))
	visit := l.send(t, "visits", arrival)
	want(t, visit, 201, "")
	if visit.JSON["receives"] != "jia" {
		t.Fatalf("receives: %s", visit.Body)
	}
	finish := post(path+"/visits/"+fmt.Sprint(visit.JSON["visit"])+"/finish", `{"outcome":"toured"}`, "finish",
		as(domain.RoleAgent, site))
	want(t, l.send(t, "visits", finish), 200, "")

	owner := l.send(t, "ownership", post(path+"/ownership-lookups", `{"phone":"+86 138-0000-0031"}`, "look",
		as(domain.RoleFrontDesk, site)))
	want(t, owner, 200, "")
	if owner.JSON["owner"] != "jia" {
		t.Fatalf("owner: %s", owner.Body)
	}
	deal := post(path+"/deals", fmt.Sprintf(`{"phone":%q,"closed_by":"jia","commission_fen":1250000,
		"unit":"3-1201","contract":"HT-1"}`, phone), "deal",
		as(domain.RoleFinance, site))
	want(t, l.send(t, "deals", deal), 201, "")

	l.appointment(t, path, phone, name)
	late := l.lateVisitors(t, path)
	l.looks(t, path, fmt.Sprint(visit.JSON["visit"]), late, fmt.Sprint(visit.JSON["customer"]))
	l.night(t, site)
	l.jobs(t, path)

	runs := l.send(t, "settlement", get(path+"/settlement-runs", as(domain.RoleFinance, site)))
	want(t, runs, 200, "")
	if items, _ := runs.JSON["items"].([]any); len(items) != 1 {
		t.Errorf("settlement runs: %s", runs.Body)
	}
	l.wantNoRefusals(t)
	l.wantCleanLogs(t, phone, name, "甲", "138****")
}

// looks reads and does what the day's story leaves out: lists, cases of two visitors, a recognition by an entry.
func (l *land) looks(t *testing.T, path, visit, late, customer string) {
	t.Helper()
	desk, deadline := as(domain.RoleFrontDesk, "riverside"), time.Now().UTC().AddDate(0, 0, 3).Format(time.RFC3339)
	for i, of := range []string{visit, late} {
		body := fmt.Sprintf(`{"visit":%q,"kind":"request","request":"更换车位","department":"工程部","deadline":%q}`, of,
			deadline)
		want(t, l.send(t, "aftercare", post(path+"/cases", body, fmt.Sprint("case-", i), desk)), 201, "")
	}
	for _, look := range []struct {
		function, path string
		as             domain.Role
	}{
		{"aftercare", path + "/cases", domain.RoleFrontDesk}, {"sites", "/v1/sites", domain.RoleAuditor},
		{"sites", path + "/takeovers", domain.RoleSiteManager}, {"checkin", path + "/swap-requests",
			domain.RoleSupervisor},
		{"ownership", path + "/agents/jia/customers", domain.RoleSupervisor},
	} {
		want(t, l.send(t, look.function, get(look.path, as(look.as, "riverside"))), 200, "")
	}
	body := fmt.Sprintf(`{"relation":"same_person","entry":%q,"agent":"jia"}`, visit)
	found := l.send(t, "deals", post(path+"/customers/"+customer+"/recognitions", body, "found",
		as(domain.RoleSupervisor, "riverside")))
	if found.StatusCode >= 500 {
		t.Errorf("recognition: %s", found.Body)
	}
}

// jobs tries another policy over the day and replays it, a step for each message.
func (l *land) jobs(t *testing.T, path string) {
	t.Helper()
	today, manager := time.Now().In(shanghai).Format(time.DateOnly), as(domain.RoleSiteManager, "riverside")
	for kind, body := range map[string]string{"/what-if": `{"from":%q,"to":%q,"base":{"preset":"points"}}`,
		"/replays": `{"from":%q,"to":%q}`} {
		started := l.send(t, "reviews", post(path+kind, fmt.Sprintf(body, today, today), "job"+kind[1:], manager))
		if started.StatusCode >= 300 {
			t.Fatalf("%s: %s", kind, started.Body)
		}
		for orders := l.messages("JobsQueue"); len(orders) > 0; orders = l.messages("JobsQueue") {
			batch := runtimeapi.Messages("arn:aws-cn:sqs:cn-north-1:123456789012:"+physical("JobsQueue"),
				[]string{"step"}, orders[:1])
			if result, _, err := l.function(t, "whatif").Invoke(t.Context(), batch); err != nil || result.Failed {
				t.Fatalf("whatif: %v %s", err, result.Payload)
			}
		}
		if all := l.send(t, "reviews", get(path+kind, manager)); !strings.Contains(all.Body, `"status":"done"`) {
			t.Errorf("%s is not done: %s", kind, all.Body)
		}
	}
}

// shanghai is the clock of the site.
var shanghai = time.FixedZone("CST", 8*60*60)

// lateVisitors leaves work for the end of the day: jia receives one visitor, a second one waits until the supervisor
// enters yi, and neither reception is finished. It gives the second visit.
func (l *land) lateVisitors(t *testing.T, path string) string {
	t.Helper()
	desk, supervisor := as(domain.RoleFrontDesk, "riverside"), as(domain.RoleSupervisor, "riverside")
	want(t, l.send(t, "visits", post(path+"/arrivals", `{"phone":"13800000032","first_visit":true}`, "late-1", desk)),
		201, "")
	second := l.send(t, "visits", post(path+"/arrivals", `{"phone":"13800000033","first_visit":true}`, "late-2", desk))
	want(t, second, 201, "")
	if second.JSON["waiting"] != true {
		t.Fatalf("the second visitor does not wait: %s", second.Body)
	}
	want(t, l.send(t, "checkin", post(path+"/manual-check-ins", `{"agent":"yi","reason":"手机没电"}`, "in-2", supervisor)),
		201, "")
	board := l.send(t, "checkin", get(path+"/board", desk))
	if receptions, _ := board.JSON["receptions"].([]any); len(receptions) != 2 {
		t.Fatalf("receptions: %s", board.Body)
	}
	return fmt.Sprint(second.JSON["visit"])
}

// night runs the scheduler's event through dispatch and the messages it sends through settle: twice, and beside a
// message that cannot be understood.
func (l *land) night(t *testing.T, site string) {
	t.Helper()
	today := time.Now().In(shanghai)
	at := time.Date(today.Year(), today.Month(), today.Day(), 23, 45, 0, 0, shanghai).UTC()
	result, _, err := l.function(t, "dispatch").Invoke(t.Context(),
		map[string]string{"scheduled_at": at.Format(time.RFC3339)})
	if err != nil || result.Failed {
		t.Fatalf("dispatch: %v %s", err, result.Payload)
	}
	messages := l.messages("SettleQueue")
	messages = slices.DeleteFunc(messages, func(m string) bool { return !strings.Contains(m, `"`+site+`"`) })
	if len(messages) != 1 {
		t.Fatalf("messages for the night: %q", messages)
	}
	batch := runtimeapi.Messages("arn:aws-cn:sqs:cn-north-1:123456789012:"+physical("SettleQueue"),
		[]string{"good", "bad", "repeated"}, []string{messages[0], `{"site":`, messages[0]})
	result, _, err = l.function(t, "settle").Invoke(t.Context(), batch)
	if err != nil || result.Failed {
		t.Fatalf("settle: %v %s\n%s", err, result.Payload, l.function(t, "settle").Output())
	}
	var partial struct {
		BatchItemFailures []struct{ ItemIdentifier string }
	}
	if err := json.Unmarshal(result.Payload, &partial); err != nil {
		t.Fatal(err)
	}
	if len(partial.BatchItemFailures) != 1 || partial.BatchItemFailures[0].ItemIdentifier != "bad" {
		t.Fatalf("failures of the batch: %s\n%s", result.Payload, l.function(t, "settle").Output())
	}
}

// appointment enters and confirms an appointment of next week, and has the customer told.
func (l *land) appointment(t *testing.T, path, phone, name string) {
	t.Helper()
	desk := as(domain.RoleFrontDesk, "riverside")
	start := time.Now().UTC().AddDate(0, 0, 7).Format(time.RFC3339)
	body := fmt.Sprintf(`{"channel":"phone","phone":%q,"name":%q,"organisation":"个人","purpose":"看房",
		"agenda":"样板间","place":"一号厅","headcount":2,"start":%q}`, phone, name, start)
	made := l.send(t, "appointments", post(path+"/appointments", body, "book", desk))
	want(t, made, 201, "")
	booked := path + "/appointments/" + fmt.Sprint(made.JSON["appointment"])
	want(t, l.send(t, "appointments", post(booked+"/confirmation", `{"identity_verified":true,"purpose_verified":true}`,
		"confirm", desk)), 200, "")
	l.tell(t)
	told := l.send(t, "appointments", get(booked+"/notices", desk))
	want(t, told, 200, "")
	if !strings.Contains(told.Body, `"outcome":"sent"`) {
		t.Errorf("notices: %s", told.Body)
	}
}

// tell runs the scheduler's event through notices: what is due goes to the log, and nothing of what it says.
func (l *land) tell(t *testing.T) {
	t.Helper()
	result, _, err := l.function(t, "notices").Invoke(t.Context(),
		map[string]string{"scheduled_at": time.Now().UTC().Format(time.RFC3339)})
	if err != nil || result.Failed {
		t.Fatalf("notices: %v %s\n%s", err, result.Payload, l.function(t, "notices").Output())
	}
}

// wantCleanLogs: every line of every log is a JSON object and holds nothing personal.
func (l *land) wantCleanLogs(t *testing.T, personal ...string) {
	t.Helper()
	for function, p := range l.running {
		lines := strings.Split(strings.TrimSpace(p.Output()), "\n")
		for _, line := range lines {
			var entry map[string]any
			if line != "" && json.Unmarshal([]byte(line), &entry) != nil {
				t.Errorf("%s logs a line that is no JSON: %s", function, line)
			}
			for _, secret := range personal {
				if strings.Contains(line, secret) {
					t.Errorf("%s logs personal data: %s", function, line)
				}
			}
		}
	}
}
