package guarantees_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/store"
)

// raise registers a visitor and opens a case about the request, due on 25 November at 12:00 of the site's clock.
func (s *place) raise(visitor int) contract.Case {
	s.t.Helper()
	var visit struct{ Visit string }
	if err := s.arrive(newcomer(visitor)).into(&visit); err != nil {
		s.t.Fatal(err)
	}
	var c contract.Case
	if err := s.must(s.as("front_desk"), "POST", s.path("/cases"),
		wish(visit.Visit, "欧阳女士要求更换车位")).into(&c); err != nil {
		s.t.Fatal(err)
	}
	return c
}

func wish(visit, request string) map[string]any {
	return map[string]any{"visit": visit, "kind": "request", "request": request, "department": "工程部",
		"deadline": "2026-11-25T12:00:00+08:00"}
}

func (s *place) theCase(id string) contract.Case {
	s.t.Helper()
	var c contract.Case
	if err := s.must(s.as("front_desk"), "GET", s.path("/cases/"+id), nil).into(&c); err != nil {
		s.t.Fatal(err)
	}
	return c
}

func (s *place) overdue() int {
	s.t.Helper()
	var list contract.CaseList
	if err := s.must(s.as("supervisor"), "GET", s.path("/overdue-cases"), nil).into(&list); err != nil {
		s.t.Fatal(err)
	}
	return len(list.Items)
}

// TestExpediting follows two requests (CF.8, CF.9, CF.10): one is answered in time, the other climbs from
// the reminder to the department head, every night once, and is answered in the end.
func TestExpediting(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("riverside", "self-sale", 3)
		s.checkAllIn()
		desk := s.as("front_desk")
		late, prompt := s.raise(1), s.raise(2)
		path := s.path("/cases/" + prompt.Case)
		if a := s.call(desk, "POST", path+"/closing", map[string]any{"answer": "已办"}); a.status != 409 ||
			a.code() != "case.unsolved" || !strings.Contains(string(a.raw), "CF.9") {
			t.Errorf("answered without a solution: %s", a)
		}
		s.must(desk, "POST", path+"/progress", map[string]any{"text": "已转工程部"})
		s.must(desk, "POST", path+"/progress", map[string]any{"text": "更换为 B12", "solution": true})
		s.must(desk, "POST", path+"/closing", map[string]any{"answer": "已电话答复"})
		if c := s.theCase(prompt.Case); c.Status != "closed" || len(c.Progress) != 1 || c.Solution == nil ||
			c.Answer == nil || c.Answer.Text != "已电话答复" || c.Request != "欧阳女士要求更换车位" {
			t.Errorf("%+v", c)
		}
		s.later(27 * time.Hour) // 25 November, 12:00: the deadline is still in time
		if n := s.overdue(); n != 0 {
			t.Errorf("%d overdue at the deadline", n)
		}
		s.later(time.Second)
		if n := s.overdue(); n != 1 {
			t.Errorf("%d overdue a second later", n)
		}
		for range 3 {
			s.night(t)
			s.night(t) // again: nothing more
			s.later(24 * time.Hour)
		}
		c := s.theCase(late.Case)
		var levels []string
		for _, r := range c.Reminders {
			levels = append(levels, string(r.Level)+" "+r.By)
		}
		if got := strings.Join(levels, ", "); got != "reminder system, escalation system, department_head system" ||
			!c.Overdue {
			t.Errorf("reminders: %s", got)
		}
		s.must(desk, "POST", s.path("/cases/"+late.Case+"/progress"),
			map[string]any{"text": "更换为 B13", "solution": true})
		if n := s.overdue(); n != 0 {
			t.Errorf("%d overdue after the solution", n)
		}
		var all contract.CaseList
		if err := s.must(s.as("auditor"), "GET", s.path("/cases?limit=1"), nil).into(&all); err != nil ||
			len(all.Items) != 1 || all.Items[0].Case != prompt.Case || all.NextCursor == "" {
			t.Errorf("%+v, %v", all, err)
		}
		if v := s.verification("?from=2026-11-24&to=2026-11-28"); !v.Intact {
			t.Errorf("register: %+v", v)
		}
	})
}

// TestACaseOutlivesTheIdentification: what was sealed for a visitor without a number is still read, and
// goes on, once the visitor is known.
func TestACaseOutlivesTheIdentification(t *testing.T) {
	s := start(t, engines[0]).openSite("riverside", "self-sale", 3)
	s.checkAllIn()
	var visit struct{ Visit string }
	if err := s.arrive(map[string]any{"phone_unknown": true, "first_visit": true,
		"kind": "customer"}).into(&visit); err != nil {
		t.Fatal(err)
	}
	desk := s.as("front_desk")
	var c contract.Case
	if err := s.must(desk, "POST", s.path("/cases"), wish(visit.Visit, "更换车位")).into(&c); err != nil {
		t.Fatal(err)
	}
	s.must(desk, "POST", s.path("/visits/"+visit.Visit+"/identification"),
		map[string]any{"phone": phone(1), "name": "欧阳建国"})
	s.must(desk, "POST", s.path("/cases/"+c.Case+"/progress"), map[string]any{"text": "已转工程部"})
	if got := s.theCase(c.Case); got.Request != "更换车位" || got.Progress[0].Text != "已转工程部" {
		t.Errorf("%+v", got)
	}
	late := s.call(desk, "POST", s.path("/cases"), wish(visit.Visit, "再次要求"))
	if err := late.into(&c); err != nil || late.status != 201 || s.theCase(c.Case).Request != "再次要求" {
		t.Errorf("a case after the identification: %s", late)
	}
}

// TestCasesRefuseWhatTheyMust: the deadline, the visit, the words.
func TestCasesRefuseWhatTheyMust(t *testing.T) {
	m := &memory{items: map[store.Key]store.Item{}}
	s := start(t, engines[0], func(s store.Store) store.Store { m.Store = s; return m }).openSite("riverside",
		"self-sale", 3)
	s.checkAllIn()
	c := s.raise(1)
	before := len(m.copied())
	for code, edit := range map[string]func(map[string]any){
		"case.deadline":          func(b map[string]any) { b["deadline"] = "2026-11-24T08:00:00+08:00" },
		"visit.unknown":          func(b map[string]any) { b["visit"] = "20261124-000099" },
		"body.outside_limits":    func(b map[string]any) { b["request"] = "  " },
		"body.value_not_allowed": func(b map[string]any) { b["kind"] = "wish" },
	} {
		body := wish(c.Visit, "更换车位")
		edit(body)
		if a := s.call(s.as("front_desk"), "POST", s.path("/cases"), body); a.code() != code {
			t.Errorf("%s: %s", code, a)
		}
	}
	if after := len(m.copied()); after != before {
		t.Errorf("%d items before, %d after", before, after)
	}
	for key, item := range m.copied() {
		if strings.Contains(string(inflated(t, item.Body)), "更换车位") {
			t.Errorf("%v holds the request in clear", key)
		}
	}
}
