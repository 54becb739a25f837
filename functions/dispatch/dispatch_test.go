package dispatch

import (
	"testing"
	"time"
)

// TestNightOf: a site's night is asked for from 23:30 on its own clock, and not hours after it.
func TestNightOf(t *testing.T) {
	zone := time.FixedZone("Asia/Shanghai", 8*60*60)
	night := time.Date(2026, 11, 24, 23, 30, 0, 0, zone)
	for _, c := range []struct {
		at   string
		due  bool
		want time.Time
	}{
		{"2026-11-24 23:29", false, night.AddDate(0, 0, -1)}, {"2026-11-24 23:30", true, night},
		{"2026-11-25 00:15", true, night}, {"2026-11-25 05:29", true, night}, {"2026-11-25 05:30", false, night},
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", c.at, zone)
		if err != nil {
			t.Fatal(err)
		}
		got, due := NightOf(at.UTC(), zone)
		if due != c.due || !got.Equal(c.want) {
			t.Errorf("%s: %s %v, want %s %v", c.at, got.In(zone), due, c.want, c.due)
		}
	}
}
