//go:build browser

package browsertest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api"
)

// send makes a call of the API without a browser, to bring a site into a state.
func (s *stage) send(method, path string, claims map[string]string, body any) map[string]any {
	s.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	s.keys++
	request, err := http.NewRequestWithContext(api.WithClaims(s.t.Context(), claims), method, path,
		bytes.NewReader(raw))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", fmt.Sprintf("look-%d", s.keys))
	out := &kept{header: http.Header{}}
	s.product.Operations().ServeHTTP(out, request)
	var answer map[string]any
	if err := json.Unmarshal(out.body.Bytes(), &answer); err != nil || out.status >= 300 {
		s.t.Fatalf("%s %s: %d %s", method, path, out.status, out.body.String())
	}
	return answer
}

type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *kept) Header() http.Header            { return k.header }
func (k *kept) WriteHeader(status int)         { k.status = status }
func (k *kept) Write(part []byte) (int, error) { return k.body.Write(part) }

func as(role, agent string) map[string]string {
	claims := map[string]string{"sub": role + ":riverside:" + agent, "role": role, "site": "riverside"}
	if agent != "" {
		claims["agent"] = agent
	}
	return claims
}

const site = "/v1/sites/riverside"

// busyMorning brings the demo site into the middle of a morning: receptions, somebody who waits, an absence, a deal, a
// dispute, a report.
func (s *stage) busyMorning() (deal string) {
	s.t.Helper()
	for _, agent := range []string{"jia", "yi", "bing"} {
		s.send("POST", site+"/manual-check-ins", as("supervisor", ""), map[string]any{"agent": agent, "reason": "手机没电"})
	}
	s.advance(10 * time.Minute)
	first := s.send("POST", site+"/arrivals", as("front_desk", ""),
		map[string]any{"phone": "13800000031", "name": "张三", "first_visit": true, "headcount": 2})
	s.advance(25 * time.Minute)
	s.send("POST", site+"/visits/"+first["visit"].(string)+"/finish", as("agent", "jia"),
		map[string]any{"outcome": "negotiated"})
	made := s.send("POST", site+"/deals", as("finance", ""),
		map[string]any{"phone": "13800000031", "closed_by": "yi", "commission_fen": 2580000, "unit": "3 栋 1201",
			"contract": "HT-1",
			"stage":    "subscribed"})
	s.send("POST", site+"/deals/"+made["deal"].(string)+"/disputes", as("agent", "jia"),
		map[string]any{"statement": "客户由我首接并跟进，认购当天我在陪同签约。"})
	s.send("POST", site+"/conduct-reports", as("front_desk", ""),
		map[string]any{"agent": "yi", "breach": "poaching", "statement": "未询问归属即带客户看房。"})
	s.send("POST", site+"/absences", as("agent", "bing"), map[string]any{"reason": "meal"})
	for i, name := range []string{"李女士", "王先生", "赵女士"} {
		s.send("POST", site+"/arrivals", as("front_desk", ""),
			map[string]any{"phone": fmt.Sprintf("1390000004%d", i), "name": name, "first_visit": true})
		s.advance(4 * time.Minute)
	}
	return made["deal"].(string)
}

// groupSite opens a site with three groups of seven agents, most of them on site (GP.1).
func (s *stage) groupSite() {
	s.t.Helper()
	groups := []map[string]any{{"id": "east", "name": "东组"}, {"id": "south", "name": "南组"},
		{"id": "west", "name": "西组"}}
	s.send("POST", "/v1/sites", map[string]string{"sub": "demo", "role": "marketing_centre"},
		map[string]any{"id": "hillside", "name": "山语集团案场",
			"region": "east-china", "preset": "group-rotation", "groups": groups})
	supervisor := map[string]string{"sub": "supervisor:hillside:", "role": "supervisor", "site": "hillside"}
	for i := range 21 {
		name := string([]rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何")[i]) + "顾问"
		s.send("POST", "/v1/sites/hillside/agents", supervisor,
			map[string]any{"id": fmt.Sprintf("a%02d", i), "name": name,
				"group": groups[i%3]["id"], "monthly_base_fen": 435000})
	}
	for _, agent := range []string{"a00", "a04", "a09"} {
		s.send("POST", "/v1/sites/hillside/manual-check-ins", supervisor,
			map[string]any{"agent": agent, "reason": "手机没电"})
	}
	s.send("POST", "/v1/sites/hillside/arrivals", supervisor,
		map[string]any{"phone": "13800000077", "name": "周女士", "first_visit": true})
}

// customerList brings a list of existing customers in which something is wrong with some rows.
func (s *stage) customerList() string {
	s.t.Helper()
	manager := as("site_manager", "")
	opened := s.send("POST", site+"/takeovers", manager, map[string]any{"file_name": "滨江老客户-2026.xlsx"})
	list := opened["takeover"].(string)
	rows := []map[string]any{{"phone": "13800000031", "name": "张三", "owner": "乙先生", "last_contact": "2026-10-02"},
		{"phone": "1380000", "name": "钱女士"},
		{"phone": "13700000002", "owner": "某某"}, {"phone": "13700000003", "last_contact": "5/3/26"}}
	for i := range 8 {
		rows = append(rows, map[string]any{"phone": fmt.Sprintf("1370000010%d", i), "name": "欧阳女士", "owner": "jia",
			"last_contact": "2026/11/1"})
	}
	rows = append(rows, map[string]any{"phone": "13700000101", "owner": "yi"})
	s.send("POST", site+"/takeovers/"+list+"/rows", manager, map[string]any{"first": 1, "rows": rows})
	return list
}

// dataAsked has the customer of a deal ask for everything that is held on them, and somebody for an erasure.
func (s *stage) dataAsked(deal string) string {
	s.t.Helper()
	manager := as("site_manager", "")
	sold := s.send("GET", site+"/deals/"+deal, manager, nil)
	path := site + "/customers/" + sold["customer"].(string)
	asked := s.send("POST", path+"/access-requests", manager,
		map[string]any{"reason": "客户来电要求查阅", "identity_verified": "核对身份证与购房合同"})
	other := s.send("POST", site+"/ownership-lookups", manager, map[string]any{"phone": "13900000041"})
	s.send("POST", site+"/customers/"+other["customer"].(string)+"/access-requests", manager,
		map[string]any{"reason": "客户到场要求", "identity_verified": "核对身份证"})
	return asked["request"].(string)
}

// TestEveryPageAtBothSizes opens every page as those who use it, at a phone's size and a desk's. The console of each
// stays silent, and nothing runs over the edge of a phone.
func TestEveryPageAtBothSizes(t *testing.T) {
	s := newStage(t)
	deal := s.busyMorning()
	s.groupSite()
	list := s.customerList()
	asked := s.dataAsked(deal)
	pages := []struct{ name, person, path string }{
		{"board", "screen:riverside:", "/board/riverside"},
		{"board-groups", "screen:hillside:", "/board/hillside"},
		{"manage-groups", "supervisor:hillside:", "/manage/hillside"},
		{"phone", "agent:riverside:jia", "/phone"}, {"phone-away", "agent:riverside:bing", "/phone"},
		{"customers", "agent:riverside:jia", "/phone/customers"}, {"my-deals", "agent:riverside:jia", "/phone/deals"},
		{"expected", "agent:riverside:jia", "/phone/expected"}, {"why", "agent:riverside:jia", "/phone/why"},
		{"my-statement", "agent:riverside:jia", "/phone/statement"},
		{"my-deal", "agent:riverside:jia", "/deals/riverside/" + deal},
		{"desk", "front_desk:riverside:", "/desk/riverside"},
		{"register", "front_desk:riverside:", "/register/riverside"},
		{"manage", "supervisor:riverside:", "/manage/riverside"},
		{"deals", "site_manager:riverside:", "/manage/riverside/deals"},
		{"deal", "site_manager:riverside:", "/deals/riverside/" + deal},
		{"conduct", "supervisor:riverside:", "/manage/riverside/conduct"},
		{"policy", "site_manager:riverside:", "/manage/riverside/policy"},
		{"settlement", "finance:riverside:", "/manage/riverside/settlement"},
		{"fairness", "supervisor:riverside:", "/manage/riverside/fairness"},
		{"log", "auditor::", "/manage/riverside/log"},
		{"certificate", "site_manager:riverside:", "/decisions/riverside/" + deal[1:]},
		{"takeovers", "site_manager:riverside:", "/manage/riverside/takeovers"},
		{"takeover", "site_manager:riverside:", "/manage/riverside/takeovers/" + list},
		{"privacy", "site_manager:riverside:", "/manage/riverside/privacy"},
		{"personal-data", "site_manager:riverside:", "/manage/riverside/privacy/" + asked},
		{"setup", "site_manager:riverside:", "/manage/riverside/setup?agent=jia"},
		{"setup-groups", "supervisor:hillside:", "/manage/hillside/setup?agent=a00"},
		{"sites", "marketing_centre::", "/sites"}, {"no-permission", "front_desk:riverside:", "/phone"},
	}
	for _, at := range []size{phoneSize, deskSize} {
		devices := map[string]*person{}
		for _, look := range pages {
			p := devices[look.person]
			if p == nil {
				p = s.enter(look.person, at)
				p.signIn(look.person)
				devices[look.person] = p
			}
			p.open(look.path)
			p.whole(look.name + "-" + at.name)
			p.fits(look.name, at)
			p.accessible(look.name)
		}
	}
}
