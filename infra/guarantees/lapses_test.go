package guarantees_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

// lapsing gives what the store of a site holds whose customers, received on one day, lapse a week after the night
// (PC.2).
func lapsing(t *testing.T, customers int) (data string, items map[store.Key]store.Item, night time.Time) {
	t.Helper()
	m := &memory{items: map[store.Key]store.Item{}}
	p := start(t, engines[0], func(s store.Store) store.Store { m.Store = s; return m })
	s := p.openSite("riverside", "points", 3)
	s.checkAllIn()
	for n := range customers {
		body := newcomer(n)
		body["outcome"] = "toured"
		s.arrive(body)
	}
	for n := range 2 { // received until the close of the day, by one agent and by another
		s.arrive(newcomer(customers + n))
	}
	return p.data, m.items, time.Date(2026, 12, 17, 15, 30, 0, 0, time.UTC)
}

// warned gives the warnings that a store holds, and what the register says of them.
func warned(t *testing.T, s store.Store) map[string]string {
	t.Helper()
	const site = domain.SiteID("riverside")
	all := contents(t, s, store.Operations, store.LapseWarningsPartition(site))
	maps.Copy(all, contents(t, s, store.Records, store.JournalPartition(site, "2026-12-17")))
	return all
}

// TestEachLapseIsWarnedOfOnce kills the night that warns of lapses at each of its commits: once it has run to its end,
// each customer was warned of once, and a night that runs again warns of nothing more (PC.2).
func TestEachLapseIsWarnedOfOnce(t *testing.T) {
	const customers = 8
	data, items, at := lapsing(t, customers)
	onBoth(t, func(t *testing.T, e engine) {
		n := &nights{t, e, data, items, at, warned}
		undisturbed, commits := n.killed(0, false)
		given := 0
		for key := range undisturbed {
			if strings.Contains(key, "#LAPSE") {
				given++
			}
		}
		if given != customers+2 {
			t.Fatalf("%d warnings of %d customers: %v", given, customers+2, undisturbed)
		}
		for nth := 1; nth <= commits; nth++ {
			if got, _ := n.killed(nth, nth%2 == 0); !maps.Equal(got, undisturbed) {
				t.Fatalf("killed at commit %d: differs in %v", nth, differing(got, undisturbed))
			}
		}
	})
}

// TestManyLapsesAreWarnedOf: more customers lapse on one day than a page of the register holds, and the list gives all.
func TestManyLapsesAreWarnedOf(t *testing.T) {
	const customers = 130
	s := start(t, engines[0]).openSite("riverside", "points", 3)
	s.checkAllIn()
	for n := range customers {
		body := newcomer(n)
		body["outcome"] = "toured"
		s.arrive(body)
	}
	s.later(23*24*time.Hour + 14*time.Hour + 30*time.Minute) // 17 December, 23:30
	s.night(t)
	seen, cursor := map[string]bool{}, ""
	for {
		var list contract.LapseWarningList
		if err := s.must(s.as("site_manager"), "GET", s.path("/lapse-warnings?limit=120"+cursor),
			nil).into(&list); err != nil {
			t.Fatal(err)
		}
		for _, w := range list.Items {
			if seen[w.Customer] || w.Level != contract.LapseLevelWeek || w.Until != "2026-12-24" ||
				w.Status != contract.LapseStatusOpen {
				t.Fatalf("%+v", w)
			}
			seen[w.Customer] = true
		}
		if cursor = "&cursor=" + list.NextCursor; list.NextCursor == "" {
			break
		}
	}
	if len(seen) != customers {
		t.Errorf("%d of %d customers", len(seen), customers)
	}
}
