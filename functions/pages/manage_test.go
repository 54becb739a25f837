package pages_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api"
)

// underPolicy changes the demo site's policy and goes on to the day on which the change is in force.
func (p *product) underPolicy(changes string) {
	p.t.Helper()
	p.tell("site_manager", "policy-versions",
		`{"base":{"version":1},"effective_from":"2026-11-25","changes":`+changes+`}`)
	if err := p.Clock.Set(morning.Add(24 * time.Hour)); err != nil {
		p.t.Fatal(err)
	}
}

// tell calls an operation of the demo site that creates something, as another system would.
func (p *product) tell(role, path, body string) map[string]any {
	p.t.Helper()
	request := httptest.NewRequestWithContext(p.t.Context(), http.MethodPost, "/v1/sites/riverside/"+path,
		strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	p.told++
	request.Header.Set("Idempotency-Key", fmt.Sprintf("tell-%d", p.told))
	claims := map[string]string{"sub": "teller:" + role, "role": role, "site": "riverside"}
	answer := httptest.NewRecorder()
	p.Operations().ServeHTTP(answer, request.WithContext(api.WithClaims(request.Context(), claims)))
	var made map[string]any
	if err := json.Unmarshal(answer.Body.Bytes(), &made); err != nil || answer.Code >= 300 {
		p.t.Fatalf("%s: %d %s", path, answer.Code, answer.Body)
	}
	return made
}

// TestARulingTakesASecondPerson: whoever proposed it sees that it waits and has no form; another approves it, once, and
// only then is it credited (PC.3.a).
func TestARulingTakesASecondPerson(t *testing.T) {
	p := newProduct(t)
	p.underPolicy(`{"disputes":{"approvals":2}}`)
	jia := p.checkIn("jia")
	p.tell("front_desk", "arrivals", `{"phone":"13800008000","first_visit":true}`)
	deal := "/deals/riverside/" + p.recordDeal("13800008000", "yi")
	jia.want(jia.do(jia.get(deal), "disputeDeal", "statement", "我首接的客户"), 200, "待裁决")

	first, second := p.open("supervisor:riverside:"), p.open("site_manager:riverside:")
	proposed := first.want(first.do(first.get(deal), "ruleDeal", "shares.0.basis_points", "70", "shares.1.basis_points",
		"30", "reason", "首接为主"),
		200, "拟作裁决", "待核准", "须由另一位")
	if _, offered := proposed.form("/do/approveRuling"); offered {
		t.Error("whoever proposed the ruling may approve it")
	}
	page := second.want(second.get(deal), 200, "拟作裁决", "首接为主", "70%", "待裁决")
	if _, offered := page.form("/do/ruleDeal"); offered {
		t.Error("a second ruling is offered beside the proposed one")
	}
	fields := second.fill(page, "approveRuling", "approve", "yes")
	stolen := second.fill(page, "approveRuling", "approve", "yes")
	stolen.Set("proof", first.fill(first.get("/manage/riverside"), "swapPlaces").Get("proof"))
	first.want(first.post("/do/approveRuling", stolen), 403, "须由另一人核准", "SS.4.2.2.c")
	if outside := p.open("auditor::"); outside.want(outside.get(deal), 200, "须由另一位").says("核准此裁决") {
		t.Error("an auditor may approve")
	}
	second.want(second.post("/do/approveRuling", fields), 200, "核准结果已记录", "第二人核准", "70%", "已判定")
	second.want(second.post("/do/approveRuling", fields), 200, "核准结果已记录")
	if n := strings.Count(p.entries(), " approveRuling "); n != 1 {
		t.Errorf("approved %d times", n)
	}
}

// TestAProposedRulingIsDeclined: nothing is credited and another ruling may be made.
func TestAProposedRulingIsDeclined(t *testing.T) {
	p := newProduct(t)
	p.underPolicy(`{"disputes":{"approvals":2}}`)
	jia := p.checkIn("jia")
	p.tell("front_desk", "arrivals", `{"phone":"13800008000","first_visit":true}`)
	deal := "/deals/riverside/" + p.recordDeal("13800008000", "yi")
	jia.do(jia.get(deal), "disputeDeal", "statement", "我首接的客户")
	first, second := p.open("supervisor:riverside:"), p.open("site_manager:riverside:")
	first.do(first.get(deal), "ruleDeal", "shares.1.basis_points", "100", "reason", "后接为主")
	declined := second.want(second.do(second.get(deal), "approveRuling", "approve", "no"), 200, "未核准", "待裁决")
	if _, offered := declined.form("/do/ruleDeal"); !offered {
		t.Error("no other ruling can be made")
	}
}

// TestADismissalIsDecided by a person who did not report it, with a reason, once; the agent leaves with the decision.
func TestADismissalIsDecided(t *testing.T) {
	p := newProduct(t)
	p.underPolicy(`{"conduct":{"breaches":[{"kind":"quarrel","clause":"SS.4.2.2.b",` +
		`"consequences":{"ordinary":{"day_bases":1}},"dismissal":1}]}}`)
	const conduct = "/manage/riverside/conduct"
	reporter, decides := p.open("supervisor:riverside:"), p.open("site_manager:riverside:")
	reporter.want(reporter.do(reporter.get(conduct), "reportConduct", "agent", "yi", "breach", "quarrel", "statement",
		"大厅争吵"), 200, "举报已记录")
	page := decides.want(decides.do(decides.get(conduct), "verifyConduct", "gravity", "ordinary"), 200, "已达辞退次数")
	if _, offered := reporter.get(conduct).form("/do/decideDismissal"); offered {
		t.Error("a supervisor may dismiss")
	}
	refused := decides.want(decides.do(page, "decideDismissal", "decision", "perhaps", "reason", "当众<争吵>"), 422)
	if !refused.stands("reason", "当众<争吵>") {
		t.Error("the reason is not there again")
	}
	fields := decides.fill(page, "decideDismissal", "decision", "carried_out", "reason", "当众争吵")
	decides.want(decides.post("/do/decideDismissal", fields), 200, "辞退核定已记录", "已辞退", "当众争吵")
	decides.want(decides.post("/do/decideDismissal", fields), 200, "已辞退")
	if n := strings.Count(p.entries(), " decideDismissal "); n != 1 {
		t.Errorf("decided %d times", n)
	}
}

// TestACommendation names its kind and reason, once; what speaks of no visit is refused and comes back (GR.11-12).
func TestACommendation(t *testing.T) {
	p := newProduct(t)
	const conduct = "/manage/riverside/conduct"
	b := p.open("supervisor:riverside:")
	page := b.want(b.get(conduct), 200, "还没有表扬")
	refused := b.want(b.do(page, "commend", "agent", "yi", "kind", "customer_praise", "statement", "客户来信", "visit",
		"20261124-000099"), 404, "没有这条来访记录")
	for _, kept := range []string{">客户来信</textarea>", `value="yi" selected`,
		`value="20261124-000099" aria-invalid="true"`} {
		if !strings.Contains(refused.text, kept) {
			t.Errorf("%s is not there again", kept)
		}
	}
	fields := b.fill(refused, "commend", "agent", "yi", "kind", "customer_praise", "statement", "客户来信")
	b.want(b.post("/do/commend", fields), 200, "表扬已记录", "乙先生 · 客户表扬", "GR.11-12", "客户来信", "+1")
	b.want(b.post("/do/commend", fields), 200, "表扬已记录")
	if n := strings.Count(p.entries(), " commend "); n != 1 {
		t.Errorf("commended %d times", n)
	}
	auditor := p.open("auditor::")
	if page := auditor.want(auditor.get(conduct), 200, "客户来信"); strings.Contains(page.text, "/do/commend") {
		t.Error("an auditor may commend")
	}
}
