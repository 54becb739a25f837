package guarantees_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/lunxu/lunxu/infra/scenarios"
	"github.com/lunxu/lunxu/infra/standalone/server"
	"github.com/lunxu/lunxu/internal/domain/stored"
	"github.com/lunxu/lunxu/internal/store"
)

// entities are what is stored and changed, each as its key function names one, with a scenario in which it is changed;
// without one, that every write in the place of another is made by floor.Replace must do (its own test tells).
var entities = map[string]struct {
	key            store.Key
	file, scenario string
}{
	"SiteKey": {store.SiteKey("s"), "front-seat",
		"agents cannot agree, the commission goes to the department fund and the policy is amended"},
	"FloorKey": {store.FloorKey("s"), "first-contact", "pre-registered introduction"},
	"DealKey": {store.DealKey("s", "d"), "front-seat",
		"agents cannot agree, the commission goes to the department fund and the policy is amended"},
	"UnitKey": {key: store.UnitKey("s", "u")},
	"FactKey": {store.FactKey("s", "f"), "whose-word", "The colleague who loses agrees"},
	"UnconfirmedKey": {store.UnconfirmedKey("s", "a"), "whose-word",
		"Refused by the desk, it moves nothing, and may be said again"},
	"ContractKey": {key: store.ContractKey("s", "c")},
	"DisputeKey": {store.DisputeKey("s", "x"), "front-seat",
		"agents cannot agree, the commission goes to the department fund and the policy is amended"},
	"ReportKey": {store.ReportKey("s", "c"), "feedback",
		"a broker's second verified complaint proposes dismissal"},
	"TallyKey": {store.TallyKey("s", "a", "p"), "feedback",
		"a broker's second verified complaint proposes dismissal"},
	"CaseKey": {store.CaseKey("s", "e"), "feedback",
		"a suggestion is passed on to its department and answered"},
	"FeedbackKey": {store.FeedbackKey("s", "m", "v"), "feedback",
		"visitors say what they think and the month sums it up"},
	"CustomerKey":        {store.CustomerKey("s", "c"), "takeover", "a list alone is no basis of commission"},
	"PreRegistrationKey": {store.PreRegistrationKey("s", "p"), "first-contact", "pre-registered introduction"},
	"SwapKey": {store.SwapKey("s", "w"), "self-sale-authority",
		"a swap that the supervisor approves changes the order"},
	"AppointmentKey": {store.AppointmentKey("s", "a"), "self-sale-appointments",
		"the letter says when, where and what to bring"},
	"TrainingKey": {store.TrainingKey("s", "t"), "assessment", "what is no record of a training is refused"},
	"AssessmentKey": {store.AssessmentKey("s", "p", "a"), "assessment",
		"a site is assessed every half-year by weights of its own"},
	"ReceptionKey": {store.ReceptionKey("s", "m", "v"), "reception-records",
		"a reception is taken down and what is needed reported"},
	"PrivacyRequestKey": {store.PrivacyRequestKey("s", "q"), "privacy",
		"an erasure takes a second person and waits for the deal"},
	"RetentionKey":    {store.RetentionKey("s"), "privacy", "whom nobody has been in touch with is erased"},
	"NightKey":        {store.NightKey("s"), "privacy", "whom nobody has been in touch with is erased"},
	"LookupCountKey":  {store.LookupCountKey("s", "a"), "privacy", "whom nobody has been in touch with is erased"},
	"TakeoverKey":     {store.TakeoverKey("s", "t"), "takeover", "a list alone is no basis of commission"},
	"TakeoverPartKey": {store.TakeoverPartKey("s", "t", 1), "takeover", "a list alone is no basis of commission"},
	"JobKey": {store.JobKey("s", "j"), "points-conduct",
		"a quarrel costs the points found within the range"},
	"JobPartKey":      {key: store.JobPartKey("s", "j", 1, 1)},
	"SourceKey":       {key: store.SourceKey("s", "n")},
	"OnlineKey":       {key: store.OnlineKey("s", "d")},
	"LapseWarningKey": {key: store.LapseWarningKey("s", "a", "d", "c")},
	"LookupAlarmKey":  {key: store.LookupAlarmKey("s", "l")},
}

// entityOf tells the kinds of keys apart.
func entityOf(k store.Key) string {
	parts := strings.Split(k.Partition, "#")
	if len(parts) == 2 {
		return string(k.Table) + k.Sort
	}
	return string(k.Table) + strings.Join(parts[2:min(3, len(parts))], "")
}

// newer shows what is stored of one entity as a newer program would have written it, and notes what is overwritten.
type newer struct {
	store.Store
	raised string // entity

	mu          sync.Mutex
	overwritten map[string]int
	unnumbered  []store.Key
}

func (n *newer) show(item store.Item) store.Item {
	if entityOf(item.Key) == n.raised && len(item.Body) > 0 {
		item.Body = bytes.Clone(item.Body)
		item.Body[0]++
	}
	return item
}

func (n *newer) Get(ctx context.Context, keys ...store.Key) (map[store.Key]store.Item, error) {
	items, err := n.Store.Get(ctx, keys...)
	for key, item := range items {
		items[key] = n.show(item)
	}
	return items, err
}

func (n *newer) Query(ctx context.Context, q store.Query) (store.Page, error) {
	page, err := n.Store.Query(ctx, q)
	for i, item := range page.Items {
		page.Items[i] = n.show(item)
	}
	return page, err
}

func (n *newer) Commit(ctx context.Context, writes ...store.Write) error {
	err := n.Store.Commit(ctx, writes...)
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, w := range writes {
		if body := w.Item.Body; w.Action == store.Put && len(body) > 0 && body[0] != stored.First {
			n.unnumbered = append(n.unnumbered, w.Item.Key)
		}
		if err == nil && w.Action == store.Put && w.Condition == store.VersionIs {
			n.overwritten[entityOf(w.Item.Key)]++
		}
	}
	return err
}

// playOver plays a scenario on a product whose store shows one entity in a newer form.
func playOver(t *testing.T, file, name, raised string) (*newer, error) {
	t.Helper()
	c := &clock{}
	s, _ := openEmbedded(t, c)
	over := &newer{Store: s, raised: raised, overwritten: map[string]int{}}
	product, err := server.Open(server.Config{Data: t.TempDir(), Origin: "http://localhost:8080", Simulated: true,
		Logger: slog.New(slog.DiscardHandler), Store: over})
	if err != nil {
		t.Fatal(err)
	}
	c.product = product
	listener := httptest.NewServer(product)
	t.Cleanup(listener.Close)
	list, err := scenarios.Load("../scenarios/testdata/" + file + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, scenario := range list {
		if scenario.Name == name {
			player := &scenarios.Player{Base: listener.URL, Client: http.DefaultClient}
			if err := player.Play(scenario); err != nil {
				return over, err
			}
			return over, player.TryInForce()
		}
	}
	t.Fatalf("%s has no scenario %q", file, name)
	return nil, nil
}

// TestNoHigherFormIsOverwritten: every body has its form's number; of each entity, a form that this program does not
// know is refused, and what is stored stays as it is.
func TestNoHigherFormIsOverwritten(t *testing.T) {
	for _, pattern := range store.Patterns() {
		if _, listed := entities[pattern.Key]; pattern.Condition == store.VersionIs && !listed {
			t.Errorf("%s (%s) is in no test of forms", pattern.Key, pattern.Name)
		}
	}
	for name, e := range entities {
		if e.scenario == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entity := entityOf(e.key)
			usual, err := playOver(t, e.file, e.scenario, "")
			if err != nil {
				t.Fatal(err)
			}
			if usual.overwritten[entity] == 0 || len(usual.unnumbered) > 0 {
				t.Errorf("changed %d times; without a number: %v", usual.overwritten[entity], usual.unnumbered)
			}
			refused, err := playOver(t, e.file, e.scenario, entity)
			if err == nil || !strings.Contains(err.Error(), "stored.newer_form") || refused.overwritten[entity] > 0 {
				t.Errorf("overwritten %d times: %v", refused.overwritten[entity], err)
			}
		})
	}
}
