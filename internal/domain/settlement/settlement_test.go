package settlement

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

func credit(deal domain.DealID, commission money.Fen) Credit {
	return Credit{Deal: deal, Commission: commission, Clause: "SS.4.2.4.b", PolicyVersion: 2, Round: 1,
		Shares: []attribution.Share{{Party: "jia", BasisPoints: 7000}, {Party: "yi", BasisPoints: 3000}}}
}

func settle(t testing.TB, c Credit, on domain.Day) []Line {
	t.Helper()
	lines, err := SettleDeal(c, on)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func reverse(t testing.TB, lines []Line, on domain.Day) []Line {
	t.Helper()
	mirrors, err := Reverse(lines, on, "cancelled")
	if err != nil {
		t.Fatal(err)
	}
	return mirrors
}

func closeMonth(t testing.TB, fine conduct.Fine, lines []Line, on domain.Day) []Line {
	t.Helper()
	more, err := MonthClose([]conduct.Fine{fine}, lines, on)
	if err != nil {
		t.Fatal(err)
	}
	return more
}

func total(t testing.TB, lines []Line) money.Fen {
	t.Helper()
	var sum money.Fen
	for _, line := range lines {
		var err error
		if sum, err = money.Add(sum, line.Amount); err != nil {
			t.Fatal(err)
		}
	}
	return sum
}

// serious is the fine of SS.4.2.2.b: the month's base and 30% of the month's commission.
var serious = conduct.Fine{Report: "c20260305-000003", Party: "jia", Clause: "SS.4.2.2.b", Month: "2026-03",
	Fen: 435000, CommissionBasisPoints: 3000, PolicyVersion: 2}

func whole(deal domain.DealID, commission money.Fen) Credit {
	c := credit(deal, commission)
	c.Shares = []attribution.Share{{Party: "jia", BasisPoints: 10000}}
	return c
}

// TestSettleDeal: SS.4.2.4.b, 1000.01 yuan at 70/30.
func TestSettleDeal(t *testing.T) {
	got := settle(t, credit("d20260305-000009", 100001), "2026-03-06")
	line := Line{ID: "d20260305-000009/1.1", Month: "2026-03", Party: "jia", Kind: Commission, Amount: 70001,
		Subject: "d20260305-000009",
		Clause:  "SS.4.2.4.b", Reason: ReasonCredited, BasisPoints: 7000, SettledOn: "2026-03-06", PolicyVersion: 2}
	other := line
	other.ID, other.Party, other.Amount, other.BasisPoints = "d20260305-000009/1.2", "yi", 30000, 3000
	if diff := cmp.Diff([]Line{line, other}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSettleDealRefuses(t *testing.T) {
	negative, twice, part, none := credit("d", -1), credit("d", 1), credit("d", 1), credit("d", 1)
	twice.Shares = []attribution.Share{{Party: "jia", BasisPoints: 5000}, {Party: "jia", BasisPoints: 5000}}
	part.Shares = part.Shares[:1]
	none.Shares = nil
	many := credit("d", 1)
	many.Shares = make([]attribution.Share, money.MaxParts+1)
	for code, c := range map[domain.Code]Credit{"settlement.commission_negative": negative,
		"settlement.party_repeated": twice,
		"money.weights_not_whole":   part, "money.no_parts": none, "money.too_many_parts": many} {
		kept := []Line{{ID: "kept"}}
		lines, err := AppendDeal(kept, c, "2026-03-06")
		if !errors.Is(err, &domain.Error{Code: code}) || len(lines) != 1 {
			t.Errorf("%s: %v, %d lines", code, err, len(lines))
		}
	}
}

// TestReverseIsAnExactMirror: in the month of the correction, the old line untouched.
func TestReverseIsAnExactMirror(t *testing.T) {
	lines := settle(t, credit("d1", 100001), "2026-03-31")
	before := slices.Clone(lines)
	mirrors := reverse(t, lines, "2026-04-02")
	if diff := cmp.Diff(before, lines); diff != "" {
		t.Error(diff)
	}
	if got := mirrors[0]; got.ID != "d1/1.1r" || got.MirrorOf != "d1/1.1" || got.Amount != -70001 ||
		got.Month != "2026-04" ||
		got.SettledOn != "2026-04-02" || got.Kind != Reversal || got.Reason != "cancelled" || got.Party != "jia" ||
		got.Clause != "SS.4.2.4.b" {
		t.Errorf("%+v", got)
	}
	if sum := total(t, append(lines, mirrors...)); sum != 0 {
		t.Errorf("lines and mirrors sum to %d", sum)
	}
	if _, err := Reverse(mirrors, "2026-04-03", "again"); !errors.Is(err, errMirror) {
		t.Errorf("a mirror of a mirror: %v", err)
	}
	if _, err := Reverse([]Line{{Kind: Deduction, Amount: math.MinInt64}}, "2026-04-03", "x"); !errors.Is(err,
		&domain.Error{Code: "money.overflow"}) {
		t.Errorf("overflow: %v", err)
	}
}

// TestCorrection: mirror and new line with a new round; what stands is the new line.
func TestCorrection(t *testing.T) {
	lines := settle(t, credit("d1", 100001), "2026-03-06")
	lines = append(lines, reverse(t, lines, "2026-03-09")...)
	again := whole("d1", 100001)
	again.Round = NextRound(lines, "d1")
	lines = append(lines, settle(t, again, "2026-03-09")...)
	standing, err := Standing(lines, "d1")
	if err != nil || len(standing) != 1 || standing[0].ID != "d1/2.1" {
		t.Errorf("%+v, %v", standing, err)
	}
	if got := NextRound(lines, "d1"); got != 3 {
		t.Errorf("next round %d", got)
	}
	if got := NextRound(lines, "d2"); got != 1 {
		t.Errorf("first round %d", got)
	}
	if _, err := Standing(append(lines, lines[2]), "d1"); !errors.Is(err, errReversed) {
		t.Errorf("reversed twice: %v", err)
	}
}

// TestSeriousFine: SS.4.2.2.b, 435000 fen base, 1000001 fen of commission: 435000 + 300000 = 735000.
func TestSeriousFine(t *testing.T) {
	lines := settle(t, whole("d1", 1000001), "2026-03-20")
	fixed, err := SettleFine(serious, "2026-03-05")
	if err != nil {
		t.Fatal(err)
	}
	lines = append(lines, fixed...)
	lines = append(lines, closeMonth(t, serious, lines, "2026-03-31")...)
	s, err := StatementOf("jia", "2026-03", lines, 435000, policy.Settlement{DeductionFlagBasisPoints: 2000})
	if err != nil {
		t.Fatal(err)
	}
	if s.Deducted != 735000 || s.Credited != 1000001 || s.Net != 265001 ||
		!slices.Equal(s.Flags, []string{FlagDeductions}) || len(s.Lines) != 3 {
		t.Errorf("%+v", s)
	}
	for _, line := range s.Lines {
		if line.Kind == Deduction && line.Clause != "SS.4.2.2.b" {
			t.Errorf("%+v", line)
		}
	}
	if got := s.Lines[2]; got.Amount != -300000 || got.BasisPoints != 3000 || got.ID != "c20260305-000003/2.1" {
		t.Errorf("%+v", got)
	}
}

// TestOrdinaryFine: SS.4.2.2.b, a day's base only; nothing waits for the month.
func TestOrdinaryFine(t *testing.T) {
	fine := conduct.Fine{Report: "c1", Party: "jia", Clause: "SS.4.2.2.b", Month: "2026-03", Fen: 20000}
	lines, err := SettleFine(fine, "2026-03-05")
	if err != nil || len(lines) != 1 || lines[0].Amount != -20000 {
		t.Fatalf("%+v, %v", lines, err)
	}
	if more := closeMonth(t, fine, lines, "2026-03-31"); more != nil {
		t.Errorf("%+v", more)
	}
	if lines, err = SettleFine(conduct.Fine{}, "2026-03-05"); err != nil || lines != nil {
		t.Errorf("nothing to deduct: %+v, %v", lines, err)
	}
	if _, err = SettleFine(conduct.Fine{Fen: -1}, "2026-03-05"); !errors.Is(err, errFine) {
		t.Errorf("negative fine: %v", err)
	}
}

// TestMonthCloseIsDue only on the last day of the month or later.
func TestMonthCloseIsDue(t *testing.T) {
	lines := settle(t, whole("d1", 1000001), "2026-03-20")
	for day, due := range map[domain.Day]bool{"2026-03-05": false, "2026-03-30": false, "2026-03-31": true,
		"2026-04-01": true, "2026-02-28": false} {
		if got := closeMonth(t, serious, lines, day); (got != nil) != due {
			t.Errorf("%s: %+v", day, got)
		}
	}
	// verified after the close: the next night, on March's commission
	late := closeMonth(t, serious, lines, "2026-04-01")
	if late[0].Month != "2026-04" || late[0].Amount != -300000 {
		t.Errorf("%+v", late)
	}
}

// TestMonthCloseConverges: the close may run again at any time, and follows what the last night changes.
func TestMonthCloseConverges(t *testing.T) {
	const last = "2026-03-31"
	lines := settle(t, whole("d1", 1000001), "2026-03-20")
	lines = append(lines, closeMonth(t, serious, lines, last)...)
	if again := closeMonth(t, serious, lines, last); again != nil {
		t.Fatalf("a second run writes %+v", again)
	}
	lines = append(lines, settle(t, whole("d2", 200000), last)...) // a deal signed at 23:40, settled by the next run
	changed := closeMonth(t, serious, lines, last)
	if len(changed) != 2 || changed[0].Amount != 300000 || changed[0].MirrorOf != "c20260305-000003/2.1" ||
		changed[1].Amount != -360000 || changed[1].ID != "c20260305-000003/3.1" {
		t.Fatalf("%+v", changed)
	}
	lines = append(lines, changed...)
	if again := closeMonth(t, serious, lines, last); again != nil {
		t.Fatalf("a run after the change writes %+v", again)
	}
	first, err := Standing(lines, "d1")
	if err != nil {
		t.Fatal(err)
	}
	lines = append(lines, reverse(t, first, "2026-04-10")...) // cancelled in April: March stays as it was paid
	if again := closeMonth(t, serious, lines, "2026-04-10"); again != nil {
		t.Fatalf("a reversal in a later month reopens the fine: %+v", again)
	}
	due, err := CommissionDue(lines, "jia", "2026-04")
	if err != nil || due != 0 {
		t.Errorf("April owes %d, %v", due, err)
	}
}

// TestMonthCloseTakesOutWhatWasReversedInTheMonth: nothing due, nothing taken.
func TestMonthCloseTakesOutWhatWasReversedInTheMonth(t *testing.T) {
	lines := settle(t, whole("d1", 1000001), "2026-03-20")
	lines = append(lines, closeMonth(t, serious, lines, "2026-03-31")...)
	lines = append(lines, reverse(t, lines[:1], "2026-03-31")...)
	changed := closeMonth(t, serious, lines, "2026-03-31")
	if len(changed) != 1 || changed[0].Kind != Reversal || changed[0].Amount != 300000 {
		t.Fatalf("%+v", changed)
	}
	if again := closeMonth(t, serious, append(lines, changed...), "2026-03-31"); again != nil {
		t.Errorf("%+v", again)
	}
}

func TestStatementFlag(t *testing.T) {
	line := func(kind Kind, amount money.Fen) Line {
		return Line{ID: LineID(fmt.Sprint(kind, amount)), Month: "2026-03", Party: "jia", Kind: kind, Amount: amount,
			SettledOn: "2026-03-05"}
	}
	flagged := policy.Settlement{DeductionFlagBasisPoints: 2000}
	capped := policy.Settlement{DeductionFlagBasisPoints: 2000, DeductionFlagCaps: true}
	cases := []struct {
		name     string
		lines    []Line
		base     money.Fen
		rules    policy.Settlement
		flag     bool
		withheld money.Fen
		net      money.Fen
	}{
		{"exactly 20%", []Line{line(Commission, 60000), line(Deduction, -20000)}, 40000, flagged, false, 20000, 40000},
		{"one fen over", []Line{line(Commission, 60000), line(Deduction, -20001)}, 40000, flagged, true, 20001, 39999},
		{"one fen over, capped", []Line{line(Commission, 60000), line(Deduction, -20001)}, 40000, capped, true, 20000,
			40000},
		{"the cap is rounded down", []Line{line(Deduction, -20001)}, 40004, capped, true, 8000, -8000},
		{"reversed commission is no wage below the base", []Line{line(Reversal, -60000), line(Deduction, -8000)}, 40000,
			flagged, false, 8000, -68000},
		{"a reversed deduction counts back",
			[]Line{line(Commission, 60000), line(Deduction, -30000), line(Reversal, 30000)}, 0, flagged, false, 0,
			60000},
		{"no wage at all", []Line{line(Deduction, -1)}, 0, flagged, true, 1, -1},
		{"no deduction", []Line{line(Commission, 1)}, 0, policy.Settlement{}, false, 0, 1},
	}
	for _, c := range cases {
		foreign := []Line{{Month: "2026-04", Party: "jia", Kind: Deduction, Amount: -99},
			{Month: "2026-03", Party: "yi", Kind: Deduction, Amount: -99}}
		s, err := StatementOf("jia", "2026-03", append(foreign, c.lines...), c.base, c.rules)
		if err != nil || (len(s.Flags) == 1) != c.flag || s.Withheld != c.withheld || s.Net != c.net ||
			len(s.Lines) != len(c.lines) {
			t.Errorf("%s: %+v, %v", c.name, s, err)
		}
	}
	if _, err := StatementOf("jia", "2026-03", []Line{line(Commission, math.MaxInt64)}, 1, flagged); !errors.Is(err,
		&domain.Error{Code: "money.overflow"}) {
		t.Errorf("overflow: %v", err)
	}
}

// TestEverythingConserves: whatever is settled, reversed and settled anew sums to the commission that
// stands, and every step of it is at its encoding what it was.
func TestEverythingConserves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []Line
		var stands money.Fen
		for i := range rapid.IntRange(1, 6).Draw(t, "deals") {
			c := credit(domain.DealID(fmt.Sprintf("d20260301-%06d", i+1)),
				money.Fen(rapid.Int64Range(0, 1<<45).Draw(t, "commission")))
			original := rapid.IntRange(0, 10000).Draw(t, "original")
			c.Shares[0].BasisPoints, c.Shares[1].BasisPoints = original, 10000-original
			last := c.Commission
			fresh, err := SettleDeal(c, "2026-03-10")
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, fresh...)
			for range rapid.IntRange(0, 3).Draw(t, "corrections") {
				standing, err := Standing(lines, string(c.Deal))
				if err != nil {
					t.Fatal(err)
				}
				mirrors, err := Reverse(standing, "2026-04-02", "corrected")
				if err != nil {
					t.Fatal(err)
				}
				lines, last = append(lines, mirrors...), 0
				if rapid.Bool().Draw(t, "cancelled") {
					continue
				}
				c.Round, last = NextRound(lines, string(c.Deal)), c.Commission
				if fresh, err = SettleDeal(c, "2026-04-02"); err != nil {
					t.Fatal(err)
				}
				lines = append(lines, fresh...)
			}
			stands += last
		}
		var sum money.Fen
		ids := map[LineID]bool{}
		for _, line := range lines {
			sum += line.Amount
			if ids[line.ID] {
				t.Fatalf("two lines %s", line.ID)
			}
			ids[line.ID] = true
			back, rest, err := DecodeLine(AppendLine(nil, line))
			if err != nil || len(rest) != 0 || back != line {
				t.Fatalf("%+v became %+v, %v", line, back, err)
			}
		}
		if sum != stands {
			t.Fatalf("lines sum to %d, %d stand", sum, stands)
		}
	})
}

// TestDigestIsOfTheSetOfLines: order does not matter, every field does.
func TestDigestIsOfTheSetOfLines(t *testing.T) {
	lines := append(settle(t, credit("d1", 100001), "2026-03-06"), settle(t, credit("d2", 7), "2026-03-06")...)
	want := Digest(lines)
	shuffled := slices.Clone(lines)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) {
		shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
	})
	if Digest(shuffled) != want {
		t.Error("the order changes the digest")
	}
	for i, change := range []func(*Line){
		func(l *Line) { l.ID += "x" }, func(l *Line) { l.Month = "2026-04" }, func(l *Line) { l.Party = "bing" },
		func(l *Line) { l.Kind = Deduction }, func(l *Line) { l.Amount++ }, func(l *Line) { l.Subject = "d3" },
		func(l *Line) { l.Clause = "GP.16" }, func(l *Line) { l.Reason = "x" }, func(l *Line) { l.BasisPoints++ },
		func(l *Line) { l.SettledOn = "2026-03-07" }, func(l *Line) { l.MirrorOf = "x" },
		func(l *Line) { l.PolicyVersion++ },
	} {
		other := slices.Clone(lines)
		change(&other[2])
		if Digest(other) == want {
			t.Errorf("change %d is not in the digest", i)
		}
	}
	if Digest(lines[1:]) == want {
		t.Error("a missing line is not in the digest")
	}
}

func TestSummarise(t *testing.T) {
	lines := append(settle(t, credit("d1", 100001), "2026-03-06"), settle(t, credit("d2", 7), "2026-03-06")...)
	fixed, err := SettleFine(serious, "2026-03-06")
	if err != nil {
		t.Fatal(err)
	}
	lines = append(append(lines, fixed...), reverse(t, settle(t, credit("d0", 500), "2026-03-01"), "2026-03-06")...)
	got, err := Summarise("2026-03-06", lines)
	if err != nil {
		t.Fatal(err)
	}
	want := Summary{Day: "2026-03-06", Settled: []string{"d1", "d2"}, Deductions: []string{"c20260305-000003"},
		Reversed: []string{"d0"},
		Lines:    7, Total: 100001 + 7 - 435000 - 500, Digest: got.Digest}
	if diff := cmp.Diff(want, got); diff != "" || len(got.Digest) != 64 {
		t.Error(diff)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(AppendLine(nil, settle(f, credit("d1", 100001), "2026-03-06")[0]))
	f.Add(AppendCredit(nil, credit("d1", 100001)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if line, _, err := DecodeLine(data); err == nil {
			if back, rest, err := DecodeLine(AppendLine(nil, line)); err != nil || len(rest) > 0 || back != line {
				t.Fatalf("%+v became %+v, %v", line, back, err)
			}
		}
		var c, back Credit
		if _, err := DecodeCredit(data, &c); err == nil {
			if rest, err := DecodeCredit(AppendCredit(nil, c), &back); err != nil || len(rest) > 0 ||
				cmp.Diff(c, back) != "" {
				t.Fatalf("%+v became %+v, %v", c, back, err)
			}
		}
	})
}

func TestDecodeRefusesWhatIsCutOff(t *testing.T) {
	line, deal := AppendLine(nil, settle(t, credit("d1", 100001), "2026-03-06")[0]),
		AppendCredit(nil, credit("d1", 100001))
	for i := range line {
		if _, _, err := DecodeLine(line[:i]); !errors.Is(err, errEncoding) {
			t.Errorf("line cut at %d: %v", i, err)
		}
	}
	for i := range deal {
		if _, err := DecodeCredit(deal[:i], &Credit{}); !errors.Is(err, errEncoding) {
			t.Errorf("credit cut at %d: %v", i, err)
		}
	}
}
