package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// arrival is a typical entry: an ordinary first visit with all that was decided.
func arrival(t testing.TB, preset policy.Preset) Entry {
	t.Helper()
	rules, err := policy.Load(preset)
	if err != nil {
		t.Fatal(err)
	}
	first := true
	answers := register.Answers{FirstVisit: &first, Kind: register.KindCustomer}
	reception := attribution.Receive(rules, attribution.Door{Answers: answers})
	at := time.Date(2026, 11, 24, 1, 10, 33, 0, time.UTC)
	sealed := make([]byte, 180) // identity and details with nonce, tag and key version
	for i := range sealed {     // ciphertext does not compress
		digest := sha256.Sum256([]byte{byte(i)})
		sealed[i] = digest[i%32]
	}
	const ref = "9f86d081884c7d659a2feaa0c55ad015"
	return Entry{Site: "riverside", Day: "2026-11-24", Seq: 17, At: at, Actor: "auth0|front-desk-riverside-1",
		Role:      domain.RoleFrontDesk,
		Operation: "registerArrival", Visit: "20261124-000017", Customer: ref, Sealed: sealed, Answers: &answers,
		Event: &rotation.Event{Kind: rotation.Arrived, At: at, Visit: "20261124-000017", Customer: ref},
		Effects: []rotation.Effect{
			{Kind: rotation.PassedOver, Agent: "lin", Note: "busy", Clause: "GP.13.a"},
			{Kind: rotation.Assigned, Agent: "zhao", Visit: "20261124-000017", Turn: rotation.Used,
				Clause: rules.Rotation.CycleClause},
			{Kind: rotation.TurnTaken, Agent: "zhao", Clause: rules.Rotation.CycleClause},
			{Kind: rotation.PositionTo, Agent: "qian", Clause: rules.Rotation.CycleClause},
		},
		Reception: &reception, PolicyVersion: 3}
}

func TestTypicalArrivalFitsOneWriteUnit(t *testing.T) {
	for _, preset := range policy.Presets() {
		sealed, _, err := Link(Head{Day: "2026-11-24", Seq: 16}, arrival(t, preset))
		if err != nil {
			t.Fatal(err)
		}
		packed, err := Pack(sealed)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: canonical %d bytes, stored %d bytes", preset, len(sealed.Body), len(packed))
		if len(packed) >= 960 { // of 1,024, with the keys
			t.Errorf("%s: stored form is %d bytes", preset, len(packed))
		}
	}
}

func TestEncodeIsCanonical(t *testing.T) {
	entry := arrival(t, policy.GroupRotation)
	entry.Facts = json.RawMessage(`{"b":[1,2],"a":"<&>"}`)
	entry.Ruling = &attribution.Ruling{Clause: "GP.16", AsOf: entry.At, Shares: []attribution.Share{{Party: "jia",
		BasisPoints: 10000}}}
	body, err := Encode(entry)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := Decode(body)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(entry, decoded); diff != "" {
		t.Error(diff)
	}
	elsewhere := entry // the same instants told in another zone are the same entry
	shanghai := time.FixedZone("CST", 8*3600)
	event, ruling := *entry.Event, *entry.Ruling
	event.At, ruling.AsOf = event.At.In(shanghai), ruling.AsOf.In(shanghai)
	elsewhere.At, elsewhere.Event, elsewhere.Ruling = entry.At.In(shanghai), &event, &ruling
	other, err := Encode(elsewhere)
	if err != nil || !bytes.Equal(body, other) {
		t.Errorf("%v\n%s\n%s", err, body, other)
	}
	if event.At.Location() != shanghai {
		t.Error("the caller's event was changed")
	}
}

func TestEncodeRefuses(t *testing.T) {
	for name, entry := range map[string]Entry{
		"actor not UTF-8":    {Actor: "\xff"},
		"note not UTF-8":     {Note: "a\x80"},
		"facts not JSON":     {Facts: json.RawMessage(`{`)},
		"facts not UTF-8":    {Facts: json.RawMessage("\"\xff\"")},
		"year out of range":  {At: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
		"larger than stored": {Sealed: make([]byte, MaxBody)},
	} {
		if _, err := Encode(entry); !errors.Is(err, errMalformed) && !errors.Is(err, errTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDecodeIsStrict(t *testing.T) {
	good, err := Encode(Entry{Site: "s", Day: "2026-11-24", Seq: 1, Operation: "leave", Note: "x"})
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"empty":          "",
		"unknown field":  strings.Replace(string(good), `"nt"`, `"zz"`, 1),
		"repeated field": strings.Replace(string(good), `"nt":"x"`, `"nt":"y","nt":"x"`, 1),
		"other case":     strings.Replace(string(good), `"nt"`, `"NT"`, 1),
		"space":          strings.Replace(string(good), `,`, `, `, 1),
		"escape":         strings.Replace(string(good), `"x"`, `"\u0078"`, 1),
		"tail":           string(good) + " ",
		"second value":   string(good) + "{}",
		"null":           "null",
		"default given":  strings.Replace(string(good), `"nt":"x"`, `"v":"","nt":"x"`, 1),
	} {
		if _, err := Decode([]byte(body)); !errors.Is(err, errMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Decode(make([]byte, MaxBody+1)); !errors.Is(err, errTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

func TestPlaces(t *testing.T) {
	if got := VisitOf("2026-11-24", 7); got != "20261124-000007" {
		t.Error(got)
	}
	if got := DealOf("2026-11-24", 1234567); got != "d20261124-1234567" {
		t.Error(got)
	}
	for _, seq := range []int{1, 7, 999999, 1000000} {
		if day, got, err := ParseVisit(VisitOf("2026-02-28", seq)); err != nil || day != "2026-02-28" || got != seq {
			t.Errorf("%d: %s %d %v", seq, day, got, err)
		}
		if day, got, err := ParseDeal(DealOf("2026-02-28", seq)); err != nil || day != "2026-02-28" || got != seq {
			t.Errorf("%d: %s %d %v", seq, day, got, err)
		}
	}
	for _, text := range []string{"", "-", "20261124", "20261124-7", "20261124-000000", "20261324-000001",
		"20260230-000001",
		"20261124-0000001", "20261124-+00007", "2026112४-000007", "20261124-00000a", "20261124-9999999999",
		"d20261124-000007"} {
		if _, _, err := ParseVisit(domain.VisitID(text)); err == nil {
			t.Errorf("visit %q accepted", text)
		}
		if text != "d20261124-000007" {
			if _, _, err := ParseDeal(domain.DealID("d" + text)); err == nil {
				t.Errorf("deal %q accepted", "d"+text)
			}
		}
	}
	if _, _, err := ParseDeal("20261124-000007"); err == nil {
		t.Error("a visit is no deal")
	}
}

func TestLinkGivesPlaces(t *testing.T) {
	head := Head{}
	var places []string
	for _, day := range []domain.Day{"2026-11-24", "2026-11-24", "2026-11-26"} {
		var err error
		before := head
		var sealed Sealed
		if sealed, head, err = Link(head, Entry{Site: "s", Day: day, Seq: 99}); err != nil {
			t.Fatal(err)
		}
		if sealed.Prev != before.Hash || sealed.Hash != head.Hash {
			t.Error("not bound to the entry before")
		}
		places = append(places, string(VisitOf(head.Day, head.Seq)))
	}
	if diff := cmp.Diff([]string{"20261124-000001", "20261124-000002", "20261126-000001"}, places); diff != "" {
		t.Error(diff)
	}
	if _, after, err := Link(head, Entry{Day: "2026-11-25"}); !errors.Is(err, errDayBack) || after != head {
		t.Errorf("a day that is over: %v", err)
	}
	if _, _, err := Link(head, Entry{Day: "tomorrow"}); err == nil {
		t.Error("malformed day accepted")
	}
}

// chainOf makes a chain of entries, so many on each day, after an unrelated earlier day.
func chainOf(t interface{ Fatal(...any) }, site domain.SiteID, perDay []int) (start, end Head, stored []Stored) {
	var err error
	if _, start, err = Link(Head{}, Entry{Site: site, Day: "2026-10-31", Operation: "openDay"}); err != nil {
		t.Fatal(err)
	}
	end = start
	day := domain.Day("2026-11-01")
	for _, n := range perDay {
		for i := range n {
			var sealed Sealed
			sealed, end, err = Link(end, Entry{Site: site, Day: day, Operation: "leave", Note: strings.Repeat("n", i+1),
				At: day.Start(time.UTC).Add(time.Duration(i) * time.Minute)})
			if err != nil {
				t.Fatal(err)
			}
			stored = append(stored, Stored{Day: end.Day, Seq: end.Seq, Body: pack(t, sealed)})
		}
		day = day.AddDays(2)
	}
	return start, end, stored
}

func pack(t interface{ Fatal(...any) }, s Sealed) []byte {
	packed, err := Pack(s)
	if err != nil {
		t.Fatal(err)
	}
	return packed
}

func unpack(t interface{ Fatal(...any) }, packed []byte) Sealed {
	s, err := Unpack(packed)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func each(stored []Stored) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		for _, s := range stored {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// edited gives an entry with another note; with rehash, its hash is made to fit again.
func edited(t interface{ Fatal(...any) }, s Stored, rehash bool) Stored {
	sealed := unpack(t, s.Body)
	entry, err := Decode(sealed.Body)
	if err != nil {
		t.Fatal(err)
	}
	entry.Note += "!"
	if sealed.Body, err = Encode(entry); err != nil {
		t.Fatal(err)
	}
	if rehash {
		sealed.Hash = hashOf(sealed.Prev, entry.Site, entry.Day, entry.Seq, sealed.Body)
	}
	s.Body = pack(t, sealed)
	return s
}

func fault(day, seq int, kind FaultKind) *Fault {
	return &Fault{domain.Day(fmt.Sprintf("2026-11-%02d", day)), seq, kind}
}

// TestVerifyNamesTheFault fixes kind and place for each kind of tampering with a chain of 3 + 2 entries.
func TestVerifyNamesTheFault(t *testing.T) {
	start, end, chain := chainOf(t, "riverside", []int{3, 2})
	_, _, foreign := chainOf(t, "lakeside", []int{3, 2})
	other, _, err := Link(Head{Day: "2026-11-01", Seq: 3, Hash: unpack(t, chain[2].Body).Hash},
		Entry{Site: "riverside", Day: "2026-11-03", Operation: "x"})
	if err != nil {
		t.Fatal(err)
	}
	inserted, _, err := Link(end, Entry{Site: "riverside", Day: "2026-11-03", Operation: "extra"})
	if err != nil {
		t.Fatal(err)
	}
	more := pack(t, inserted)
	cases := []struct {
		name   string
		tamper func([]Stored) []Stored
		want   *Fault
	}{
		{"nothing", func(s []Stored) []Stored { return s }, nil},
		{"edited", func(s []Stored) []Stored { s[1] = edited(t, s[1], false); return s }, fault(1, 2, Edited)},
		{"edited and rehashed", func(s []Stored) []Stored { s[1] = edited(t, s[1], true); return s },
			fault(1, 3, Unlinked)},
		{"last edited and rehashed", func(s []Stored) []Stored { s[4] = edited(t, s[4], true); return s },
			fault(3, 2, Rewritten)},
		{"damaged", func(s []Stored) []Stored { s[2].Body = s[2].Body[:len(s[2].Body)-1]; return s },
			fault(1, 3, Unreadable)},
		{"removed", func(s []Stored) []Stored { return slices.Delete(s, 1, 2) }, fault(1, 2, Missing)},
		{"last of a day removed", func(s []Stored) []Stored { return slices.Delete(s, 2, 3) }, fault(3, 1, Unlinked)},
		{"first of a day removed", func(s []Stored) []Stored { return slices.Delete(s, 3, 4) }, fault(3, 1, Missing)},
		{"a whole day removed", func(s []Stored) []Stored { return s[3:] }, fault(3, 1, Unlinked)},
		{"cut", func(s []Stored) []Stored { return s[:4] }, fault(3, 2, Cut)},
		{"last day cut", func(s []Stored) []Stored { return s[:3] }, fault(3, 2, Cut)},
		{"everything cut", func([]Stored) []Stored { return nil }, fault(3, 2, Cut)},
		{"contents swapped", func(s []Stored) []Stored { s[0].Body, s[1].Body = s[1].Body, s[0].Body; return s },
			fault(1, 1, Misplaced)},
		{"order swapped", func(s []Stored) []Stored { s[0], s[1] = s[1], s[0]; return s }, fault(1, 1, Missing)},
		{"twice", func(s []Stored) []Stored { return slices.Insert(s, 1, s[0]) }, fault(1, 1, Misplaced)},
		{"of another site", func(s []Stored) []Stored { s[0] = foreign[0]; return s }, fault(1, 1, Misplaced)},
		{"replaced by another genuine one", func(s []Stored) []Stored { s[3].Body = pack(t, other); return s },
			fault(3, 2, Unlinked)},
		{"put on at the end", func(s []Stored) []Stored { return append(s, Stored{"2026-11-03", 3, more}) },
			fault(3, 3, Surplus)},
		{"a day put on", func(s []Stored) []Stored { return append(s, Stored{"2026-11-04", 1, more}) },
			fault(4, 1, Surplus)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := Verify("riverside", start, end, each(c.tamper(slices.Clone(chain))))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got.Fault); diff != "" {
				t.Error(diff)
			}
			if c.want == nil && (got.Entries != 5 || got.Head != end) {
				t.Errorf("%+v", got)
			}
		})
	}
}

// TestVerifyFindsARewrittenChain: all entries rewritten consistently; only the head kept elsewhere tells.
func TestVerifyFindsARewrittenChain(t *testing.T) {
	start, end, _ := chainOf(t, "riverside", []int{2})
	head := start
	var forged []Stored
	for range 2 {
		sealed, next, err := Link(head, Entry{Site: "riverside", Day: "2026-11-01", Operation: "forged"})
		if err != nil {
			t.Fatal(err)
		}
		head = next
		forged = append(forged, Stored{head.Day, head.Seq, pack(t, sealed)})
	}
	got, err := Verify("riverside", start, end, each(forged))
	if err != nil || got.Fault == nil || got.Fault.Kind != Rewritten {
		t.Errorf("%+v, %v", got, err)
	}
	got, err = Verify("riverside", Head{}, end, each(forged)) // and it hangs on the right entry before
	if err != nil || got.Fault == nil || got.Fault.Kind != Unlinked {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestVerifyPassesOnTheStoresError(t *testing.T) {
	broken := errors.New("no store")
	start, end, chain := chainOf(t, "riverside", []int{2})
	_, err := Verify("riverside", start, end, func(yield func(Stored, error) bool) {
		if yield(chain[0], nil) {
			yield(Stored{}, broken)
		}
	})
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}

// TestVerifyFindsEveryMutation draws a chain and one change of any kind; the unchanged chain is intact,
// the changed one is not, and the fault lies no earlier than the change.
func TestVerifyFindsEveryMutation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		perDay := append([]int{2}, rapid.SliceOfN(rapid.IntRange(1, 5), 0, 3).Draw(t, "per_day")...)
		start, end, chain := chainOf(t, "riverside", perDay)
		if got, err := Verify("riverside", start, end, each(chain)); err != nil || got.Fault != nil ||
			got.Entries != len(chain) {
			t.Fatalf("an intact chain: %+v, %v", got, err)
		}
		at := rapid.IntRange(0, len(chain)-1).Draw(t, "at")
		changed := slices.Clone(chain)
		switch rapid.SampledFrom([]string{"bit", "edit", "rehash", "remove", "cut", "copy", "swap", "swap_contents",
			"move", "prev"}).Draw(t, "change") {
		case "bit":
			body := bytes.Clone(chain[at].Body)
			body[rapid.IntRange(0, len(body)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit_no")
			changed[at].Body = body
		case "edit":
			changed[at] = edited(t, changed[at], false)
		case "rehash":
			changed[at] = edited(t, changed[at], true)
		case "remove":
			changed = slices.Delete(changed, at, at+1)
		case "cut":
			changed = changed[:at]
		case "copy":
			changed = slices.Insert(changed, rapid.IntRange(at, len(chain)).Draw(t, "to"), chain[at])
		case "swap":
			other := otherThan(t, at, len(chain))
			changed[at], changed[other] = changed[other], changed[at]
			at = min(at, other)
		case "swap_contents":
			other := otherThan(t, at, len(chain))
			changed[at].Body, changed[other].Body = changed[other].Body, changed[at].Body
			at = min(at, other)
		case "move": // removed, the later ones of the day moved up to close the gap
			if at+1 < len(chain) && chain[at+1].Day == chain[at].Day {
				changed[at].Body = chain[at+1].Body
			}
			changed = slices.Delete(changed, min(at+1, len(chain)-1), min(at+1, len(chain)-1)+1)
		case "prev":
			sealed := unpack(t, chain[at].Body)
			sealed.Prev[rapid.IntRange(0, 31).Draw(t, "byte")] ^= 1
			changed[at].Body = pack(t, sealed)
		}
		got, err := Verify("riverside", start, end, each(changed))
		if err != nil || got.Fault == nil {
			t.Fatalf("not found: %+v, %v", got, err)
		}
		if got.Entries < at {
			t.Fatalf("%+v found before entry %d", got.Fault, at)
		}
	})
}

func otherThan(t *rapid.T, at, n int) int {
	return (at + rapid.IntRange(1, n-1).Draw(t, "other")) % n
}

func TestEverySingleBitOfAStoredEntryCounts(t *testing.T) {
	start, end, chain := chainOf(t, "riverside", []int{1})
	for i := range chain[0].Body {
		for bit := range 8 {
			body := bytes.Clone(chain[0].Body)
			body[i] ^= 1 << bit
			got, err := Verify("riverside", start, end, each([]Stored{{chain[0].Day, 1, body}}))
			if err != nil || got.Fault == nil {
				t.Fatalf("byte %d bit %d: %+v, %v", i, bit, got, err)
			}
		}
	}
}

func TestUnpackIsBounded(t *testing.T) {
	bomb := Sealed{Body: bytes.Repeat([]byte{'0'}, MaxBody)}
	packed := pack(t, bomb)
	if got := unpack(t, packed); len(got.Body) != MaxBody {
		t.Error("the largest body is refused")
	}
	bomb.Body = append(bomb.Body, '0')
	if _, err := Pack(bomb); !errors.Is(err, errTooLarge) {
		t.Error(err)
	}
	if _, err := Unpack(packUnchecked(t, bomb)); !errors.Is(err, &domain.Error{Code: "stored.too_large"}) {
		t.Error(err)
	}
	if _, err := Unpack(nil); !errors.Is(err, &domain.Error{Code: "stored.malformed"}) {
		t.Error(err)
	}
}

// TestUnpackRefusesATail: bytes after the stream would not be covered by the entry's hash.
func TestUnpackRefusesATail(t *testing.T) {
	sealed, _, err := Link(Head{}, arrival(t, policy.SelfSale))
	if err != nil {
		t.Fatal(err)
	}
	packed := append(pack(t, sealed), 0)
	binary.BigEndian.PutUint32(packed[packHeader-4:], crc32.Checksum(packed[packHeader:], castagnoli()))
	if _, err := Unpack(packed); !errors.Is(err, &domain.Error{Code: "stored.malformed"}) {
		t.Error(err)
	}
}

// TestPackIsSafeForUseByMany: the kept compressors serve one caller at a time and forget the last one.
func TestPackIsSafeForUseByMany(t *testing.T) {
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for i := range 50 {
				body := bytes.Repeat([]byte{byte('a' + worker)}, 1+i*7)
				packed, err := Pack(Sealed{Body: body})
				if err != nil {
					t.Error(err)
					return
				}
				if back, err := Unpack(packed); err != nil || !bytes.Equal(back.Body, body) {
					t.Errorf("worker %d, entry %d: %v", worker, i, err)
				}
				if _, err := Unpack(packed[:len(packed)-1]); err == nil {
					t.Error("a cut entry is accepted")
				}
			}
		})
	}
	group.Wait()
}

func FuzzUnpack(f *testing.F) {
	sealed, _, err := Link(Head{}, arrival(f, policy.SelfSale))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(pack(f, sealed))
	f.Add([]byte{})
	f.Add(make([]byte, packHeader+1))
	f.Fuzz(func(t *testing.T, packed []byte) {
		s, err := Unpack(packed)
		if err != nil {
			return
		}
		if len(s.Body) > MaxBody {
			t.Fatalf("inflated to %d bytes", len(s.Body))
		}
		again := unpack(t, pack(t, s))
		if again.Prev != s.Prev || again.Hash != s.Hash || !bytes.Equal(again.Body, s.Body) {
			t.Fatal("does not survive packing")
		}
	})
}

func FuzzDecode(f *testing.F) {
	body, err := Encode(arrival(f, policy.GroupRotation))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"s":"","d":"","n":0,"at":"0001-01-01T00:00:00Z","op":""}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		entry, err := Decode(body)
		if err != nil {
			return
		}
		again, err := Encode(entry)
		if err != nil || !bytes.Equal(again, body) {
			t.Fatalf("%v\n%s\n%s", err, body, again)
		}
	})
}

func BenchmarkLinkAndPack(b *testing.B) {
	entry := arrival(b, policy.GroupRotation)
	b.ReportAllocs()
	for b.Loop() {
		sealed, _, err := Link(Head{}, entry)
		if err != nil {
			b.Fatal(err)
		}
		pack(b, sealed)
	}
}

func BenchmarkUnpackAndDecode(b *testing.B) {
	sealed, _, err := Link(Head{}, arrival(b, policy.GroupRotation))
	if err != nil {
		b.Fatal(err)
	}
	packed := pack(b, sealed)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(unpack(b, packed).Body); err != nil {
			b.Fatal(err)
		}
	}
}
