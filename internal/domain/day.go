package domain

import "time"

// Day is a business day in the site's time zone, "2026-11-24".
type Day string

// DayOf gives the business day of an instant in the site's time zone.
func DayOf(at time.Time, zone *time.Location) Day { return Day(at.In(zone).Format(time.DateOnly)) }

// ParseDay reads "2006-01-02".
func ParseDay(text string) (Day, error) {
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return "", Invalid("day.malformed", "")
	}
	return Day(text), nil
}

// Start gives the first instant of the day in the zone.
func (d Day) Start(zone *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays gives the day n days later (earlier if negative).
func (d Day) AddDays(n int) Day {
	return Day(d.Start(time.UTC).AddDate(0, 0, n).Format(time.DateOnly))
}

// Month gives the calendar month of the day, "2026-11".
func (d Day) Month() Month {
	if len(d) < 7 {
		return ""
	}
	return Month(d[:7])
}

// LastOfMonth reports whether the day is the last of its calendar month.
func (d Day) LastOfMonth() bool { return d.AddDays(1).Month() != d.Month() }

// MonthsBefore lists the days whose n-th calendar month ends on this day, earliest first: those from which
// AddMonthsClamped leads here. The last day of a shorter month has several, 30 and 31 March have none in a
// February.
func (d Day) MonthsBefore(n int) []Day {
	to := d.Start(time.UTC)
	first := time.Date(to.Year(), to.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	until := min(to.Day(), last)
	if d.LastOfMonth() {
		until = last
	}
	var days []Day
	for n := to.Day(); n <= until; n++ {
		days = append(days, DayOf(first.AddDate(0, 0, n-1), time.UTC))
	}
	return days
}

// Month is a calendar month, "2026-11".
type Month string

// AddMonthsClamped gives the instant n calendar months later in the zone, clamped to the last day of
// the target month: one month after 31 January is the last day of February at the same clock time.
func AddMonthsClamped(at time.Time, n int, zone *time.Location) time.Time {
	local := at.In(zone)
	first := time.Date(local.Year(), local.Month()+time.Month(n), 1, local.Hour(), local.Minute(), local.Second(),
		local.Nanosecond(), zone)
	last := time.Date(first.Year(), first.Month()+1, 0, 0, 0, 0, 0, zone).Day()
	return first.AddDate(0, 0, min(local.Day(), last)-1)
}
