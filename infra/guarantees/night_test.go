package guarantees_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

const (
	deals   = 40
	closing = "2026-11-30" // the last day of a month, when shares of the commission are deducted too
)

// worked gives a product after a working day with deals and fines at the hour of its night, and what its store holds.
func worked(t *testing.T) (data string, items map[store.Key]store.Item, night time.Time) {
	t.Helper()
	m := &memory{items: map[store.Key]store.Item{}}
	p := start(t, engines[0], func(s store.Store) store.Store { m.Store = s; return m })
	p.later(3 * 24 * time.Hour)
	s := p.openSite("riverside", "self-sale", 6)
	s.checkAllIn()
	s.contested().disputed() // whose reminders are due by the night
	p.later(3 * 24 * time.Hour)
	s.checkAllIn()
	for n := range deals {
		body := newcomer(n + 3)
		body["outcome"] = "toured"
		s.arrive(body)
		s.sell(sale(s, n+3, int64(100000+n)))
	}
	for _, gravity := range []string{"ordinary", "serious"} {
		s.must(s.as("site_manager"), "POST", s.path("/conduct-reports"),
			map[string]any{"agent": s.agents[0], "breach": "poaching", "statement": "经查实", "verified": gravity})
	}
	for n := range 8 { // six are being received and two wait when the day is closed
		s.arrive(newcomer(deals + n + 3))
	}
	if s.today() != closing {
		t.Fatalf("today is %s", s.today())
	}
	return p.data, m.items, time.Date(2026, 11, 30, 15, 30, 0, 0, time.UTC)
}

// settled gives everything that the night writes, byte for byte.
func settled(t *testing.T, s store.Store) map[string]string {
	t.Helper()
	const site = domain.SiteID("riverside")
	all := map[string]string{}
	for _, month := range []domain.Month{"2026-11", "2026-12"} {
		maps.Copy(all, contents(t, s, store.Records, store.LinesPartition(site, month)))
	}
	maps.Copy(all, contents(t, s, store.Records, store.RunsPartition(site)))
	maps.Copy(all, contents(t, s, store.Records, store.MeasuresPartition(site)))
	maps.Copy(all, contents(t, s, store.Records, store.JournalPartition(site, closing)))
	maps.Copy(all, contents(t, s, store.Operations, store.DealsPartition(site)))
	maps.Copy(all, contents(t, s, store.Operations, store.DuePartition(site)))
	maps.Copy(all, contents(t, s, store.Operations, store.ReportsPartition(site)))
	maps.Copy(all, contents(t, s, store.Operations, store.DisputesPartition(site)))
	return all
}

// TestKilledNight kills the night of forty deals at every one of its commits, before it is made and
// after, runs it again and compares every line, deal and summary with an undisturbed night (SS.4.2.2.b).
func TestKilledNight(t *testing.T) {
	data, items, at := worked(t)
	onBoth(t, func(t *testing.T, e engine) {
		n := &nights{t, e, data, items, at, settled}
		undisturbed, commits := n.killed(0, false)
		if commits < deals || len(undisturbed) < 3*deals {
			t.Fatalf("the night makes %d commits and leaves %d items", commits, len(undisturbed))
		}
		t.Logf("%d commits, %d items", commits, len(undisturbed))
		for nth := 1; nth <= commits; nth++ {
			for _, after := range []bool{false, true} {
				if e.name == "dynamo" && after != (nth%2 == 0) {
					continue // the engines differ in nothing here but time: each commit once, one way or the other
				}
				got, _ := n.killed(nth, after)
				if !maps.Equal(got, undisturbed) {
					t.Fatalf("killed at commit %d (after it: %v): differs in %v", nth, after,
						differing(got, undisturbed))
				}
			}
		}
	})
}

func differing(a, b map[string]string) []string {
	var names []string
	for name := range maps.Keys(a) {
		if b[name] != a[name] {
			names = append(names, "+"+name)
		}
	}
	for name := range maps.Keys(b) {
		if _, there := a[name]; !there {
			names = append(names, "-"+name)
		}
	}
	slices.Sort(names)
	return names
}

// nights runs the same night again and again, each on a store of its own.
type nights struct {
	t     *testing.T
	e     engine
	data  string
	items map[store.Key]store.Item
	at    time.Time
	read  func(*testing.T, store.Store) map[string]string // what the night leaves
}

// killed runs the night with its nth commit failing, then in a new process until it succeeds, and every
// fifth time, as after an undisturbed night, twice more. It gives what is stored in the end and how many commits the
// first run made.
func (n *nights) killed(nth int, after bool) (map[string]string, int) {
	n.t.Helper()
	s, _ := n.e.open(n.t, &clock{})
	plant(n.t, s, n.items)
	b := &breaking{Store: s}
	b.arm(nth, after)
	status := n.run(b)
	commits := b.count()
	if killed := nth > 0; killed != (status != http.StatusOK) {
		n.t.Fatalf("killed at commit %d: %d", nth, status)
	}
	b.arm(0, false)
	for range 3 {
		if status == http.StatusOK {
			break
		}
		status = n.run(b)
	}
	if status != http.StatusOK {
		n.t.Fatalf("killed at commit %d, the night does not end: %d", nth, status)
	}
	got := n.read(n.t, s)
	more := 0
	if nth%5 == 0 {
		more = 2
	}
	for range more {
		if status := n.run(b); status != http.StatusOK {
			n.t.Fatalf("run again: %d", status)
		}
	}
	if twice := n.read(n.t, s); !maps.Equal(twice, got) {
		n.t.Fatalf("running again changed %v", differing(twice, got))
	}
	return got, commits
}

// run runs the night once, in a process of its own.
func (n *nights) run(over store.Store) int {
	n.t.Helper()
	p := &product{t: n.t, data: n.data, tokens: map[string]string{}}
	p.Server = p.process(over)
	if err := p.Clock.Set(n.at); err != nil {
		n.t.Fatal(err)
	}
	return p.do(request{method: "POST", path: "/dev/night", body: map[string]any{"site": "riverside"}}).status
}
