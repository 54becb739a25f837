package takeover

import (
	"errors"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
)

func TestJudge(t *testing.T) {
	row := Row{Line: 7, Phone: "13800000007", Owner: "甲女士", LastContact: "2026/3/5"}
	sound := Facts{Owner: "jia", Standing: OnRoster, Today: "2026-11-25"}
	for name, c := range map[string]struct {
		change func(*Row, *Facts)
		want   Check
	}{
		"sound": {func(*Row, *Facts) {}, Check{Outcome: Ready, Owner: "jia", LastDay: "2026-03-05"}},
		"today is in time": {func(r *Row, _ *Facts) { r.LastContact = "2026-11-25" },
			Check{Outcome: Ready, Owner: "jia", LastDay: "2026-11-25"}},
		"nobody's": {func(r *Row, f *Facts) { r.Owner, f.Owner, f.Standing = "", "", Unknown },
			Check{Outcome: Ready, LastDay: "2026-03-05"}},
		"no day": {func(r *Row, _ *Facts) { r.LastContact = "" },
			Check{Outcome: Ready, Owner: "jia"}},
		"no number": {func(_ *Row, f *Facts) { f.PhoneFault = "phone.malformed" },
			Check{Outcome: Faulty, Fault: "phone.malformed", Field: "phone"}},
		"no name": {func(_ *Row, f *Facts) { f.NameFault = "name.malformed" },
			Check{Outcome: Faulty, Fault: "name.malformed", Field: "name"}},
		"owner unknown": {func(_ *Row, f *Facts) { f.Standing = Unknown },
			Check{Outcome: Faulty, Fault: OwnerUnknown, Field: "owner"}},
		"owner left": {func(_ *Row, f *Facts) { f.Standing = Departed },
			Check{Outcome: Faulty, Fault: OwnerDeparted, Field: "owner"}},
		"day unclear": {func(r *Row, _ *Facts) { r.LastContact = "5/3/26" },
			Check{Outcome: Faulty, Fault: DayMalformed, Field: "last_contact"}},
		"tomorrow": {func(r *Row, _ *Facts) { r.LastContact = "2026-11-26" },
			Check{Outcome: Faulty, Fault: DayInFuture, Field: "last_contact"}},
		"on an earlier line": {func(_ *Row, f *Facts) { f.Earlier, f.Known = 3, true },
			Check{Outcome: Repeated, Earlier: 3}},
		"the register knows": {func(_ *Row, f *Facts) { f.Known, f.KnownOwner = true, "yi" },
			Check{Outcome: Collides, KnownOwner: "yi", Owner: "jia"}},
		"faulty and known: faulty": {func(_ *Row, f *Facts) { f.Known, f.Standing = true, Unknown },
			Check{Outcome: Faulty, Fault: OwnerUnknown, Field: "owner"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, f := row, sound
			c.change(&r, &f)
			c.want.Line = 7
			if got := Judge(r, f); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestReadDay(t *testing.T) {
	for text, want := range map[string]domain.Day{
		"2026-03-05": "2026-03-05", "2026/3/5": "2026-03-05", "2026.3.5": "2026-03-05", "20260305": "2026-03-05",
		"2026年3月5日":            "2026-03-05",
		" 2026-03-05 14:30:00": "2026-03-05", "2026-03-05T00:00:00": "2026-03-05", "2024-02-29": "2024-02-29",
		"2026-02-29": "", "2026-13-01": "", "5/3/2026": "", "03-05-26": "", "2026-3": "", "": "", "46086": "",
		"2026-03-05-1": "", "2026-+3-5": "", "0026-03-05": "", "昨天": "",
	} {
		if got, ok := ReadDay(text); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v, want %q", text, got, ok, want)
		}
	}
}

func TestAnyDayIsReadInEverySpelling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 20_000).Draw(t, "days"))
		layout := rapid.SampledFrom([]string{"2006-01-02", "2006/1/2", "2006.1.2", "20060102", "2006年1月2日",
			"2006-01-02 15:04"}).Draw(t, "layout")
		if got, ok := ReadDay(at.Format(layout)); !ok || string(got) != at.Format(time.DateOnly) {
			t.Fatalf("%s: %s, %v", at.Format(layout), got, ok)
		}
	})
}

func refused(t *testing.T, err error, want domain.Code) {
	t.Helper()
	if !errors.Is(err, &domain.Error{Code: want}) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestList(t *testing.T) {
	at := time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC)
	_, err := Begin("t1", " ", "ma", at)
	refused(t, err, "takeover.file_name")
	list, err := Begin("t1", "客户.xlsx", "ma", at)
	if err != nil {
		t.Fatal(err)
	}
	_, err = list.SignOff("", "已核对", "ma", at)
	refused(t, err, "takeover.empty")
	rows := []Row{{Line: 1, Phone: "a"}, {Line: 2, Phone: "b"}}
	list, err = list.Add(rows, []Check{{Line: 1, Outcome: Ready}, {Line: 2, Outcome: Faulty}})
	if err != nil {
		t.Fatal(err)
	}
	seen := list.Digest
	_, err = list.Add(rows, nil)
	refused(t, err, "takeover.out_of_order")
	_, err = list.Add([]Row{{Line: 4}}, nil)
	refused(t, err, "takeover.out_of_order")
	_, err = list.Add(make([]Row, MaxPart+1), nil)
	refused(t, err, "takeover.part_size")
	list, err = list.Add([]Row{{Line: 3, Phone: "c"}}, []Check{{Line: 3, Outcome: Ready}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = list.SignOff(seen, "已核对", "ma", at)
	refused(t, err, "takeover.changed")
	_, err = list.SignOff(list.Digest, " ", "ma", at)
	refused(t, err, "takeover.statement")
	signed, err := list.SignOff(list.Digest, "已核对", "ma", at)
	if err != nil || signed.Status != SignedOff {
		t.Fatalf("%+v, %v", signed, err)
	}
	_, err = signed.Withdraw("ma", at)
	refused(t, err, "takeover.not_open")
	_, err = signed.Add([]Row{{Line: 4}}, nil)
	refused(t, err, "takeover.not_open")
	half := signed.Take([]Check{{Outcome: Ready}, {Outcome: Faulty}}, []Check{{Outcome: TakenOver}, {Outcome: Faulty}},
		at)
	done := half.Take([]Check{{Outcome: Ready}}, []Check{{Outcome: Collides}}, at)
	if half.Status != SignedOff || done.Status != Done ||
		!maps.Equal(done.Counts, map[Outcome]int{Ready: 0, Faulty: 1, TakenOver: 1, Collides: 1}) {
		t.Errorf("half %+v, done %+v", half, done)
	}
	if signed.Counts[Ready] != 2 {
		t.Error("a list that was taken further changed the one before")
	}
}
