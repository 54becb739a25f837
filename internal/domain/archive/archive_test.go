package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/reception"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

const day domain.Day = "2026-11-24"

var nine = time.Date(2026, 11, 24, 9, 0, 0, 0, time.FixedZone("site", 8*3600))

// arrival is the entry that registers a visitor, whose owner is whoever receives.
func arrival(seq int, effects ...rotation.Effect) journal.Entry {
	return journal.Entry{Site: "riverside", Day: day, Seq: seq, At: nine.Add(time.Duration(seq) * time.Minute),
		Operation: "registerArrival", Visit: journal.VisitOf(day, seq),
		Customer: "0123456789abcdef", Sealed: []byte{1, byte(seq)},
		Answers: &register.Answers{Kind: register.KindCustomer}, Effects: effects,
		Reception:     &attribution.Reception{NewOwnership: true, OwnedByReceiver: true, Clause: "SS.4.2.4.a"},
		PolicyVersion: 1}
}

func given(seq int, kind rotation.EffectKind, agent, other domain.AgentID) rotation.Effect {
	return rotation.Effect{Kind: kind, Visit: journal.VisitOf(day, seq), Agent: agent, Other: other}
}

func then(seq int, operation string, e journal.Entry) journal.Entry {
	e.Site, e.Day, e.Seq, e.At, e.Operation, e.Actor = "riverside", day, seq, nine.Add(time.Duration(seq)*time.Minute),
		operation, "zhang"
	return e
}

// LC.4.4, LS.2.5: what became of a visit on its day is in its line.
func TestAVisitAsItsDayLeftIt(t *testing.T) {
	first := journal.VisitOf(day, 1)
	for name, c := range map[string]struct {
		after []journal.Entry
		want  Visit
	}{
		"still open": {nil, Visit{Received: "jia", Owner: "jia", Kind: "customer"}},
		"finished": {[]journal.Entry{then(2, "finishVisit",
			journal.Entry{Refers: first, Outcome: register.Toured,
				Effects: []rotation.Effect{given(1, rotation.Closed, "jia", "")}})},
			Visit{Received: "jia", Owner: "jia", Kind: "customer", Outcome: register.Toured}},
		"handed over": {[]journal.Entry{then(2, "handOver",
			journal.Entry{Refers: first, Effects: []rotation.Effect{given(1, rotation.Transferred, "yi", "jia")}})},
			Visit{Received: "yi", Owner: "jia", Kind: "customer"}},
		"closed with the day": {[]journal.Entry{then(2, "closeDay",
			journal.Entry{Effects: []rotation.Effect{given(1, rotation.Closed, "jia", "")}})},
			Visit{Received: "jia", Owner: "jia", Kind: "customer", Outcome: register.Unrecorded}},
		"found out": {[]journal.Entry{then(2, "foundOut", journal.Entry{Refers: first, Note: "broker"})},
			Visit{Received: "jia", Owner: "jia", Kind: "broker"}},
	} {
		got, err := Of(append([]journal.Entry{arrival(1, given(1, rotation.Assigned, "jia", ""))}, c.after...))
		if err != nil || len(got.Visits) != 1 {
			t.Fatalf("%s: %+v, %v", name, got, err)
		}
		v := got.Visits[0]
		if v.Received != c.want.Received || v.Owner != c.want.Owner || v.Kind != c.want.Kind ||
			v.Outcome != c.want.Outcome || (v.EndedAt != nil) != (v.Outcome != "") {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

// Who waits belongs to whoever receives first, or to the colleague for whom that is done; who goes is so archived.
func TestAVisitorWhoWaited(t *testing.T) {
	waits := arrival(1, given(1, rotation.Waits, "", ""))
	got, err := Of([]journal.Entry{waits,
		then(2, "finishVisit", journal.Entry{Effects: []rotation.Effect{given(1, rotation.Assigned, "yi", "jia")}})})
	if v := got.Visits[0]; err != nil || v.Received != "yi" || v.OnBehalfOf != "jia" || v.Owner != "jia" {
		t.Errorf("%+v, %v", v, err)
	}
	for _, gone := range []journal.Entry{then(2, "leaveWaiting", journal.Entry{Refers: waits.Visit}),
		then(2, "closeDay", journal.Entry{Effects: []rotation.Effect{given(1, rotation.Dropped, "", "")}})} {
		if got, err = Of([]journal.Entry{waits, gone}); err != nil || got.Visits[0].Outcome != register.WentAway ||
			got.Visits[0].Received != "" || got.Visits[0].Owner != "" {
			t.Errorf("%+v, %v", got.Visits, err)
		}
	}
}

// LC.4.4, LS.2.5: a record is archived by what it has, and by the digest of what it says, on the day it was written.
func TestARecordIsArchivedWithoutItsWords(t *testing.T) {
	said := reception.Content{Topics: "三居", Questions: []reception.Question{{Asked: "首付", Answered: "三成"}},
		FollowUp: "贷款"}
	sealed := sha256.Sum256([]byte{7, 7})
	got, err := Of([]journal.Entry{then(3, "writeReceptionRecord",
		journal.Entry{Refers: "20261120-000004", Note: recordNote, Sealed: []byte{7, 7},
			Written: reception.PartsOf(said, "r20261120-000009")})})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"line":"record","record":"20261124-000003","visit":"20261120-000004","day":"2026-11-24",` +
		`"at":"2026-11-24T01:03:00Z","by":"zhang",` +
		`"parts":{"questions":1,"gifts":0,"well":false,"badly":false,"improvement":false,"follow_up":true,` +
		`"corrects":"r20261120-000009"},"sealed_sha256":"` + hex.EncodeToString(sealed[:]) + "\"}\n"
	if string(got.Text) != want {
		t.Errorf("%s instead of %s", got.Text, want)
	}
}

// Equal entries give equal bytes, one JSON object a line, whatever their time zone; nothing of a customer stands there.
func TestTheContentIsCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var entries, elsewhere []journal.Entry
		visits := 0
		for seq := 1; seq <= rapid.IntRange(0, 20).Draw(t, "entries"); seq++ {
			e := arrival(seq, given(seq, rotation.Assigned,
				domain.AgentID(rapid.StringMatching(`[a-z]{1,5}`).Draw(t, "agent")), ""))
			if visits++; seq > 1 && rapid.Bool().Draw(t, "ends") {
				visits--
				e = then(seq, "finishVisit",
					journal.Entry{Refers: journal.VisitOf(day, rapid.IntRange(1, seq-1).Draw(t, "of")),
						Outcome: register.Toured})
			}
			entries = append(entries, e)
			e.At = e.At.UTC()
			elsewhere = append(elsewhere, e)
		}
		a, err := Of(entries)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Of(elsewhere)
		if err != nil || string(a.Text) != string(b.Text) || a.Digest() != b.Digest() {
			t.Fatalf("%s and %s, %v", a.Text, b.Text, err)
		}
		lines := strings.Split(strings.TrimSuffix(string(a.Text), "\n"), "\n")
		if len(a.Visits) != visits || visits > 0 && len(lines) != visits {
			t.Fatalf("%d lines of %d visits", len(lines), visits)
		}
		for _, line := range lines {
			if visits > 0 && (!json.Valid([]byte(line)) || strings.Contains(line, "0123456789abcdef")) {
				t.Fatal(line)
			}
		}
	})
}

func refused(err error) domain.Code {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	return refusal.Code
}

// A month is archived once it is over on the site's calendar, and not before the site was there.
func TestCheck(t *testing.T) {
	for _, c := range []struct {
		month domain.Month
		today domain.Day
		want  domain.Code
	}{
		{"2026-11", "2026-11-30", "archive.month_not_over"}, {"2026-11", "2026-12-01", ""},
		{"2026-12", "2026-11-30", "archive.month_not_over"},
		{"2026-09", "2026-11-30", "archive.month_unknown"}, {"2026-10", "2026-11-01", ""},
		{"2026-12", "2027-01-01", ""},
	} {
		if err := Check(c.month, "2026-10-31", c.today); refused(err) != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s on %s: %v", c.month, c.today, err)
		}
	}
}

func TestSpan(t *testing.T) {
	for month, last := range map[domain.Month]domain.Day{"2026-11": "2026-11-30", "2026-12": "2026-12-31",
		"2028-02": "2028-02-29", "2027-02": "2027-02-28"} {
		if from, to := Span(month); from != domain.Day(month+"-01") || to != last {
			t.Errorf("%s: %s to %s", month, from, to)
		}
	}
}

func sumOf(t *testing.T, days ...[]journal.Entry) Manifest {
	t.Helper()
	s := NewSum("riverside", "2026-11")
	for i, entries := range days {
		if err := s.Add(entries, journal.Head{Day: day.AddDays(i), Seq: len(entries),
			Hash: [32]byte{byte(i)}}); err != nil {
			t.Fatal(err)
		}
	}
	return s.Manifest()
}

// LC.4.4: the manifest counts what its days hold, and its digest is that of the days' lines one after the other.
func TestTheManifestSumsUp(t *testing.T) {
	one, two := []journal.Entry{arrival(1, given(1, rotation.Assigned, "jia", ""))},
		[]journal.Entry{arrival(1), arrival(2)}
	m := sumOf(t, one, two)
	a, _ := Of(one)
	b, _ := Of(two)
	if m.Visits != 3 || m.Kinds["customer"] != 3 || m.Outcomes[open] != 3 || len(m.Days) != 2 ||
		m.Days[1].Visits != 2 || m.Content != digest(slices.Concat(a.Text, b.Text)) {
		t.Errorf("%+v", m)
	}
	if none := sumOf(t); none.Content != digest(nil) || none.Visits != 0 {
		t.Errorf("%+v", none)
	}
}

// What the register says otherwise is found with its day; who made the archive is no difference.
func TestDifference(t *testing.T) {
	one, two := []journal.Entry{arrival(1)}, []journal.Entry{arrival(1), arrival(2)}
	kept, now := sumOf(t, one, two), sumOf(t, one, two)
	kept.MadeBy, kept.MadeAt = "zhang", nine
	if d := Difference(kept, now); d != "" {
		t.Errorf("differs on %s", d)
	}
	fewer := sumOf(t, one, two)
	fewer.Visits--
	late := sumOf(t, one, two)
	late.Days = late.Days[1:]
	for want, pair := range map[domain.Day][2]Manifest{
		day:            {kept, sumOf(t, two, two)},
		day.AddDays(1): {kept, sumOf(t, one, one)},
		day.AddDays(2): {kept, sumOf(t, one, two, one)},
		"2026-11-01":   {kept, fewer},
	} {
		if d := Difference(pair[0], pair[1]); d != want {
			t.Errorf("%s instead of %s", d, want)
		}
	}
	if d := Difference(kept, sumOf(t, one)); d != day.AddDays(1) {
		t.Errorf("a day gone: %s", d)
	}
	if d := Difference(late, kept); d != day {
		t.Errorf("a day put before: %s", d)
	}
}
