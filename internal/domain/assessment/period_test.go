package assessment

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// AS.2.5: quarters and half-years of the calendar.
func TestAPeriodsDays(t *testing.T) {
	for _, c := range []struct {
		period      Period
		first, last domain.Day
		before      Period
	}{
		{"2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4"},
		{"2026-Q2", "2026-04-01", "2026-06-30", "2026-Q1"},
		{"2026-Q4", "2026-10-01", "2026-12-31", "2026-Q3"},
		{"2026-H1", "2026-01-01", "2026-06-30", "2025-H2"},
		{"2028-H2", "2028-07-01", "2028-12-31", "2028-H1"},
	} {
		first, last := c.period.Days()
		if parsed, err := ParsePeriod(string(c.period)); err != nil || parsed != c.period || first != c.first ||
			last != c.last || c.period.Before() != c.before {
			t.Errorf("%s: %s to %s after %s, %v", c.period, first, last, c.period.Before(), err)
		}
	}
	for _, text := range []string{"", "2026", "2026-Q5", "2026-Q0", "2026-H3", "2026-q4", "26-Q4", "2026-Q4 ",
		"0000-Q1", "20x6-Q1"} {
		if _, err := ParsePeriod(text); err == nil {
			t.Errorf("%q is read as a period", text)
		}
	}
}

// Every day is in exactly one period of each cycle, and the periods follow each other without a gap.
func TestPeriodsCoverEveryDayOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := domain.Day("2020-01-01").AddDays(rapid.IntRange(0, 8000).Draw(t, "day"))
		cycle := rapid.SampledFrom([]policy.Cycle{policy.Quarter, policy.HalfYear}).Draw(t, "cycle")
		p := PeriodOf(cycle, day)
		first, last := p.Days()
		_, end := p.Before().Days()
		if day < first || day > last || p.Cycle() != cycle || end.AddDays(1) != first ||
			PeriodOf(cycle, last.AddDays(1)) == p {
			t.Fatalf("%s in %s from %s to %s, the one before ends on %s", day, p, first, last, end)
		}
		if months := p.Months(); months[0] != first.Month() || months[len(months)-1] != last.Month() {
			t.Fatalf("%s has %v", p, months)
		}
	})
}
