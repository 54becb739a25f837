package domain

import (
	"slices"
	"testing"
	"time"
)

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

func TestAMonthFromThe31stEndsOnTheLastDayOfTheShorterMonth(t *testing.T) {
	for _, c := range []struct {
		from, want string
		months     int
	}{
		{"2026-01-31 10:00", "2026-02-28 10:00", 1}, {"2028-01-31 10:00", "2028-02-29 10:00", 1},
		{"2026-03-31 23:59", "2026-04-30 23:59", 1}, {"2026-12-15 00:00", "2027-01-15 00:00", 1},
		{"2026-03-31 10:00", "2026-02-28 10:00", -1}, {"2026-01-31 10:00", "2026-03-31 10:00", 2},
	} {
		from, err := time.ParseInLocation("2006-01-02 15:04", c.from, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		if got := AddMonthsClamped(from, c.months, shanghai).Format("2006-01-02 15:04"); got != c.want {
			t.Errorf("%s and %d months: %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestBusinessDaysFollowTheSitesZone(t *testing.T) {
	lateUTC := time.Date(2026, 11, 24, 16, 0, 0, 0, time.UTC) // midnight in Shanghai
	if got := DayOf(lateUTC, shanghai); got != "2026-11-25" {
		t.Errorf("day %s", got)
	}
	if got := Day("2026-11-25").Start(shanghai); !got.Equal(lateUTC) {
		t.Errorf("the day starts at %s", got.UTC())
	}
	if !Day("2026-02-28").LastOfMonth() || Day("2028-02-28").LastOfMonth() ||
		Day("2026-12-31").AddDays(1) != "2027-01-01" {
		t.Error("the ends of months are wrong")
	}
}

func TestIdentifiersHaveOneForm(t *testing.T) {
	for text, want := range map[string]bool{"a": true, "jia-2": true, "": false, "-a": false, "Jia": false, "甲": false,
		"abcdefghijklmnopqrstuvwx": true, "abcdefghijklmnopqrstuvwxy": false, "a b": false, "a!b": false} {
		if ValidID(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
	if ValidSite("a") || !ValidSite("ab") {
		t.Error("a site's id has two characters at least")
	}
}

// TestTheMonthsRuleIsInvertedExactly compares the days before with a search that tries every day: over leap years, ends
// of months and any number of months, each day is found from the day that it leads to and from no other.
func TestTheMonthsRuleIsInvertedExactly(t *testing.T) {
	first := Day("2023-01-01")
	for _, months := range []int{1, 2, 3, 11, 12, 13, 36} {
		leads := map[Day][]Day{}
		for day := first; day < "2029-01-01"; day = day.AddDays(1) {
			end := DayOf(AddMonthsClamped(day.Start(shanghai).Add(23*time.Hour), months, shanghai), shanghai)
			leads[end] = append(leads[end], day)
		}
		for day := Day("2026-02-01"); day < "2029-01-01"; day = day.AddDays(1) {
			if got, want := day.MonthsBefore(months), leads[day]; !slices.Equal(got, want) {
				t.Fatalf("%d months before %s: %v, want %v", months, day, got, want)
			}
		}
	}
	if got := Day("2028-02-29").MonthsBefore(1); !slices.Equal(got, []Day{"2028-01-29", "2028-01-30", "2028-01-31"}) {
		t.Errorf("the leap day: %v", got)
	}
	if got := Day("2026-03-30").MonthsBefore(1); got != nil {
		t.Errorf("30 March has a day in February: %v", got)
	}
}
