package guarantees_test

import (
	"slices"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/store"
)

// forgery is one way to alter the stored journal, and where verification must find it. last is the
// journal's last sequence.
type forgery struct {
	name  string
	alter func(t *testing.T, items []store.Item) []store.Item
	kind  string
	seq   func(last int) int
}

func at(n int) func(int) int { return func(int) int { return n } }

func end(last int) int { return last }

// forged is the place in the middle of the day that the forgeries alter.
const forged = 5

var forgeries = []forgery{
	{"one bit changed", func(_ *testing.T, items []store.Item) []store.Item {
		body := slices.Clone(items[forged-1].Body)
		body[len(body)-1] ^= 1
		items[forged-1].Body = body
		return items
	}, "unreadable", at(forged)},
	{"edited under the old hash", func(t *testing.T, items []store.Item) []store.Item {
		return edited(t, items, func(sealed journal.Sealed, changed journal.Sealed) journal.Sealed {
			sealed.Body = changed.Body
			return sealed
		})
	}, "edited", at(forged)},
	{"edited with a new hash", func(t *testing.T, items []store.Item) []store.Item {
		return edited(t, items, func(_ journal.Sealed, changed journal.Sealed) journal.Sealed { return changed })
	}, "unlinked", at(forged + 1)},
	{"removed", func(_ *testing.T, items []store.Item) []store.Item {
		return slices.Delete(items, forged-1, forged)
	}, "missing", at(forged)},
	{"swapped", func(_ *testing.T, items []store.Item) []store.Item {
		items[forged-1].Body, items[forged].Body = items[forged].Body, items[forged-1].Body
		return items
	}, "misplaced", at(forged)},
	{"copied over", func(_ *testing.T, items []store.Item) []store.Item {
		items[forged].Body = items[forged-1].Body
		return items
	}, "misplaced", at(forged + 1)},
	{"cut", func(_ *testing.T, items []store.Item) []store.Item {
		return items[:len(items)-1]
	}, "cut", end},
	{"rewritten throughout", rewritten, "rewritten", end},
	{"gone", func(*testing.T, []store.Item) []store.Item { return nil }, "cut", end},
	{"one too many", func(_ *testing.T, items []store.Item) []store.Item {
		extra := items[len(items)-1]
		extra.Key.Sort = store.JournalSort(len(items) + 1)
		return append(items, extra)
	}, "surplus", func(last int) int { return last + 1 }},
}

func opened(t *testing.T, item store.Item) (journal.Sealed, journal.Entry) {
	t.Helper()
	sealed, err := journal.Unpack(item.Body)
	if err != nil {
		t.Fatal(err)
	}
	entry, err := journal.Decode(sealed.Body)
	if err != nil {
		t.Fatal(err)
	}
	return sealed, entry
}

func packed(t *testing.T, sealed journal.Sealed) []byte {
	t.Helper()
	body, err := journal.Pack(sealed)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// relinked gives an entry with another actor, bound into the chain after a head.
func relinked(t *testing.T, head journal.Head, entry journal.Entry, actor string) (journal.Sealed, journal.Head) {
	t.Helper()
	if actor != "" {
		entry.Actor = actor
	}
	sealed, next, err := journal.Link(head, entry)
	if err != nil {
		t.Fatal(err)
	}
	return sealed, next
}

// edited changes the actor of one entry; choose makes what is stored from the genuine and the changed.
func edited(t *testing.T, items []store.Item, choose func(sealed, changed journal.Sealed) journal.Sealed) []store.Item {
	t.Helper()
	sealed, entry := opened(t, items[forged-1])
	changed, _ := relinked(t, journal.Head{Day: entry.Day, Seq: forged - 1, Hash: sealed.Prev}, entry, "somebody-else")
	items[forged-1].Body = packed(t, choose(sealed, changed))
	return items
}

// rewritten changes one entry and binds all that follow anew, as only the head of the floor can tell.
func rewritten(t *testing.T, items []store.Item) []store.Item {
	t.Helper()
	sealed, entry := opened(t, items[forged-1])
	head := journal.Head{Day: entry.Day, Seq: forged - 1, Hash: sealed.Prev}
	for i := forged - 1; i < len(items); i++ {
		_, entry := opened(t, items[i])
		actor := ""
		if i == forged-1 {
			actor = "somebody-else"
		}
		sealed, head = relinked(t, head, entry, actor)
		items[i].Body = packed(t, sealed)
	}
	return items
}

// TestRegisterShowsTampering alters the stored journal of a played day in every way (SS.4.2.3, GP.19).
func TestRegisterShowsTampering(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s, disk := playedDay(t, e)
		today, last := s.today(), len(s.journal(s.today()))
		if v := s.verification(""); !v.Intact || v.Entries != last || v.FirstFault != nil || last < 2*forged {
			t.Fatalf("untouched: %+v of %d entries", v, last)
		}
		for _, f := range forgeries {
			t.Run(f.name, func(t *testing.T) {
				disk.tamper(store.JournalPartition(domain.SiteID(s.id), today),
					func(items []store.Item) []store.Item { return f.alter(t, items) })
				defer disk.tamper("", nil)
				v := s.verification("")
				if v.Intact || v.FirstFault == nil {
					t.Fatalf("not found: %+v", v)
				}
				want := contract.RegisterFault{Day: string(today), Seq: f.seq(last), Kind: contract.FaultKind(f.kind)}
				if *v.FirstFault != want {
					t.Errorf("found %+v instead of %+v", *v.FirstFault, want)
				}
			})
		}
		yesterdayGone(t, s, disk)
	})
}

// playedDay gives a site after a day with a bit of everything, and the disk below it.
func playedDay(t *testing.T, e engine) (*place, *tampered) {
	t.Helper()
	disk := &tampered{}
	p := start(t, e, func(s store.Store) store.Store { disk.Store = s; return disk })
	s := p.openSite("riverside", "self-sale", 4)
	s.checkAllIn()
	for n := range 5 {
		s.arrive(newcomer(n))
	}
	s.finishAll()
	s.must(s.agent(s.agents[2]), "POST", s.path("/absences"), map[string]any{"reason": "business"})
	s.must(s.agent(s.agents[2]), "POST", s.path("/returns"), map[string]any{})
	s.sell(sale(s, 1, 250000))
	s.must(s.as("site_manager"), "POST", s.path("/conduct-reports"),
		map[string]any{"agent": s.agents[0], "breach": "poaching", "statement": "经查实", "verified": "ordinary"})
	return s, disk
}

// yesterdayGone takes a whole day away: the next one is bound to it.
func yesterdayGone(t *testing.T, s *place, disk *tampered) {
	t.Helper()
	yesterday := s.today()
	s.later(24 * time.Hour)
	s.checkAllIn()
	period := "?from=" + string(yesterday) + "&to=" + string(s.today())
	if v := s.verification(period); !v.Intact {
		t.Fatalf("two days untouched: %+v", v)
	}
	disk.tamper(store.JournalPartition(domain.SiteID(s.id), yesterday), func([]store.Item) []store.Item { return nil })
	defer disk.tamper("", nil)
	for _, query := range []string{period, "?from=" + string(s.today()) + "&to=" + string(s.today())} {
		want := contract.RegisterFault{Day: string(s.today()), Seq: 1, Kind: "unlinked"}
		if v := s.verification(query); v.Intact || v.FirstFault == nil || *v.FirstFault != want {
			t.Errorf("%s: %+v instead of %+v", query, v.FirstFault, want)
		}
	}
}
