package guarantees_test

import (
	"context"
	"fmt"
	"time"

	"github.com/lunxu/lunxu/infra/standalone/server"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/floor"
)

const region = "east-china"

var policies = []string{"self-sale", "group-rotation"}

// place is one site of a product.
type place struct {
	*product
	id     string
	policy string
	agents []string
}

// openSite opens a site with agents; under group rotation they form groups of four.
func (p *product) openSite(id, policy string, agents int) *place {
	p.t.Helper()
	s := &place{product: p, id: id, policy: policy}
	body := map[string]any{"id": id, "name": "示例案场", "preset": policy, "region": region}
	if policy == "group-rotation" {
		groups := []any{}
		for i := 0; i*4 < agents; i++ {
			groups = append(groups, map[string]any{"id": fmt.Sprintf("group%d", i+1), "name": fmt.Sprintf("第%d组", i+1)})
		}
		body["groups"] = groups
	}
	p.must(who{role: "marketing_centre"}, "POST", "/v1/sites", body)
	for i := range agents {
		agent := map[string]any{"id": fmt.Sprintf("agent%02d", i+1), "name": fmt.Sprintf("置业顾问%02d", i+1),
			"monthly_base_fen": 500000}
		if policy == "group-rotation" {
			agent["group"] = fmt.Sprintf("group%d", i/4+1)
		}
		p.must(s.as("site_manager"), "POST", s.path("/agents"), agent)
		s.agents = append(s.agents, fmt.Sprint(agent["id"]))
	}
	return s
}

func (s *place) path(rest string) string { return "/v1/sites/" + s.id + rest }

// as gives somebody of the site.
func (s *place) as(role string) who { return who{role: role, site: s.id} }

// agent gives one of the site's agents.
func (s *place) agent(id string) who { return who{"agent", s.id, id} }

// checkIn checks one agent in by the screen's token.
func (s *place) checkIn(id string) {
	s.t.Helper()
	s.must(s.agent(id), "POST", s.path("/check-ins"), s.scan(id))
}

// scan gives the body of a check-in.
func (s *place) scan(id string) map[string]any {
	s.t.Helper()
	var shown struct {
		Token string `json:"token"`
	}
	if err := s.must(s.as("screen"), "GET", s.path("/check-in-token"), nil).into(&shown); err != nil {
		s.t.Fatal(err)
	}
	return map[string]any{"token": shown.Token, "device": "phone-of-" + id}
}

// checkAllIn checks every agent in, in the order of the table.
func (s *place) checkAllIn() {
	s.t.Helper()
	for _, id := range s.agents {
		s.checkIn(id)
	}
}

// sell has the manager record a deal, of a unit and under a contract of its own unless told, and sales control confirm
// it.
func (s *place) sell(body map[string]any) contract.Deal {
	s.t.Helper()
	for word, number := range map[string]any{"unit": body["phone"], "contract": body["phone"]} {
		if body[word] == nil {
			body[word] = number
		}
	}
	var made contract.Deal
	if err := s.must(s.as("site_manager"), "POST", s.path("/deals"), body).into(&made); err != nil {
		s.t.Fatal(err)
	}
	s.must(s.as("finance"), "POST", s.path("/inbox/"+made.Waits+"/confirmation"), map[string]any{})
	return made
}

// phone gives the phone number of the nth visitor.
func phone(n int) string { return fmt.Sprintf("138%08d", 10000+n) }

// newcomer gives the arrival of a first-time visitor as a front desk fills it in.
func newcomer(n int) map[string]any {
	return map[string]any{"phone": phone(n), "name": "欧阳建国女士", "first_visit": true, "kind": "customer",
		"purpose": "看三居室", "headcount": 3}
}

// arrive registers a visitor.
func (s *place) arrive(body any) answer {
	s.t.Helper()
	return s.must(s.as("front_desk"), "POST", s.path("/arrivals"), body)
}

// later moves the product's clock on.
func (s *place) later(d time.Duration) { s.product.later(d) }

func (p *product) later(d time.Duration) {
	p.t.Helper()
	if err := p.Clock.Set(p.Clock.Now().Add(d)); err != nil {
		p.t.Fatal(err)
	}
}

// journal reads the whole journal of a business day.
func (s *place) journal(day domain.Day) []floor.StoredEntry {
	s.t.Helper()
	return readJournal(s.t, s.Server, s.id, day)
}

// today gives the business day of the product's present.
func (s *place) today() domain.Day {
	return domain.Day(s.Clock.Now().Add(8 * time.Hour).Format(time.DateOnly))
}

type failer interface {
	Helper()
	Fatal(...any)
}

func readJournal(t failer, s *server.Server, id string, day domain.Day) []floor.StoredEntry {
	t.Helper()
	var all []floor.StoredEntry
	cursor := ""
	for {
		entries, next, err := floor.Entries(context.Background(), s.Floor, domain.SiteID(id), day, 200, cursor)
		if err != nil {
			t.Fatal(err)
		}
		if all = append(all, entries...); next == "" {
			return all
		}
		cursor = next
	}
}

// board reads the site's board.
func (s *place) board() contract.Board {
	s.t.Helper()
	var board contract.Board
	if err := s.must(s.as("front_desk"), "GET", s.path("/board"), nil).into(&board); err != nil {
		s.t.Fatal(err)
	}
	return board
}
