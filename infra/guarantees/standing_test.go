package guarantees_test

import (
	"encoding/base64"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// recognised has the second of two agents recognise the first one's visitor as somebody of their own, and gives the
// fact and who gains and loses by it.
func (s *place) recognised(first, second int) (fact string, gains, loses who) {
	s.t.Helper()
	var one, other struct{ Visit, Receives, Customer string }
	if err := s.arrive(newcomer(first)).into(&one); err != nil {
		s.t.Fatal(err)
	}
	s.later(time.Minute)
	if err := s.arrive(newcomer(second)).into(&other); err != nil {
		s.t.Fatal(err)
	}
	gains, loses = s.agent(one.Receives), s.agent(other.Receives)
	var out contract.RecognitionOutcome
	if err := s.must(gains, "POST", s.path("/customers/"+other.Customer+"/recognitions"), map[string]any{
		"relation": "same_person", "entry": one.Visit, "takes_over": true}).into(&out); err != nil {
		s.t.Fatal(err)
	}
	if out.Standing == nil || out.Owner != loses.agent {
		s.t.Fatalf("an agent's word moved a colleague's customer: %+v", out)
	}
	return out.Standing.Fact, gains, loses
}

// TestWhatIsSaidOfAFactIsSealed: an objection and a refusal stand nowhere in clear, and only those concerned read them.
func TestWhatIsSaidOfAFactIsSealed(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := &memory{items: map[store.Key]store.Item{}}
		s := start(t, e, func(under store.Store) store.Store { m.Store = under; return m }).openSite("said",
			"leasing-hall", 3)
		s.checkAllIn()
		const objection, reason = "两位客户长得不一样", "身份证号对不上"
		fact, gains, loses := s.recognised(1, 2)
		path := s.path("/inbox/" + fact)
		s.must(loses, "POST", path+"/objection", map[string]any{"statement": objection})
		s.must(s.as("site_manager"), "POST", path+"/refusal", map[string]any{"reason": reason})
		for _, reader := range []who{gains, loses, s.as("supervisor")} {
			text := string(s.must(reader, "GET", path, nil).raw)
			if !strings.Contains(text, objection) || !strings.Contains(text, reason) {
				t.Errorf("%s does not read what was said: %s", reader.role, text)
			}
		}
		for _, agent := range s.agents {
			if agent == gains.agent || agent == loses.agent {
				continue
			}
			if a := s.call(s.agent(agent), "GET", path, nil); a.status != 404 {
				t.Errorf("an agent whom it does not concern reads it: %s", a)
			}
		}
		for key, item := range m.copied() {
			for _, plain := range []string{objection, reason} {
				if text := string(item.Body) + asText(item); strings.Contains(text, plain) ||
					strings.Contains(text, base64.StdEncoding.EncodeToString([]byte(plain))) {
					t.Errorf("%v holds %s in clear", key, plain)
				}
			}
		}
	})
}

// TestASealedRequestSaysSo: silence confirms nothing whose request the night, which has no keys, cannot open.
func TestASealedRequestSaysSo(t *testing.T) {
	s := start(t, engines[0]).openSite("said", "leasing-hall", 3)
	s.checkAllIn()
	open, _, _ := s.recognised(1, 2)
	body := newcomer(3)
	body["outcome"] = "toured"
	s.arrive(body)
	sold := s.sell(sale(s, 3, 100_000))
	var changed contract.Deal
	if err := s.must(s.as("site_manager"), "POST", s.path("/deals/"+sold.Deal+"/changes"),
		map[string]any{"price_fen": 9_000_000, "reason": "总价更正"}).into(&changed); err != nil {
		t.Fatal(err)
	}
	for id, sealed := range map[string]bool{open: false, changed.Asked: true} {
		fact, _, err := floor.Read[standing.Fact](t.Context(), s.Floor.Store(), store.FactKey("said", id), nil)
		if err != nil || len(fact.Request) == 0 || fact.Sealed != sealed {
			t.Errorf("%s of %s is sealed: %v, want %v (%v)", fact.Kind, id, fact.Sealed, sealed, err)
		}
	}
}

// TestAFactIsDecidedOnce: of many who confirm and refuse at the same moment one decides.
func TestAFactIsDecidedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("once", "leasing-hall", 3)
		s.checkAllIn()
		fact, _, _ := s.recognised(1, 2)
		path := s.path("/inbox/" + fact)
		var wait sync.WaitGroup
		done := make(chan int, 12)
		for n := range 12 {
			wait.Go(func() {
				rest, body := "/confirmation", map[string]any{}
				if n%2 == 1 {
					rest, body = "/refusal", map[string]any{"reason": "查无此事"}
				}
				done <- s.call(s.as([]string{"front_desk", "supervisor", "site_manager"}[n%3]), "POST", path+rest,
					body).status
			})
		}
		wait.Wait()
		close(done)
		counts := map[int]int{}
		for status := range done {
			counts[status]++
		}
		if counts[200] != 1 || counts[409] != 11 {
			t.Errorf("decided %v", counts)
		}
		var inbox contract.FactList
		s.read(s.as("site_manager"), "/inbox", &inbox)
		if len(inbox.Items) != 0 {
			t.Errorf("still waits: %+v", inbox.Items)
		}
	})
}

// TestTheInboxGoesOnPageByPage however much waits, and each agent reads their own.
func TestTheInboxGoesOnPageByPage(t *testing.T) {
	s := start(t, engines[0]).openSite("pages", "leasing-hall", 6)
	s.checkAllIn()
	var mine []who
	for n := range 3 {
		_, gains, _ := s.recognised(10+2*n, 11+2*n)
		mine = append(mine, gains)
	}
	seen, cursor := 0, ""
	for {
		var page contract.FactList
		s.read(s.as("supervisor"), "/inbox?limit=1"+cursor, &page)
		seen += len(page.Items)
		if page.NextCursor == "" {
			break
		}
		cursor = "&cursor=" + page.NextCursor
	}
	if seen != len(mine) {
		t.Errorf("%d of %d", seen, len(mine))
	}
}
