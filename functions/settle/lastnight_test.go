package settle

import (
	"testing"
	"time"
)

// TestLastNight: a site's night is that of 23:30 on its own clock.
func TestLastNight(t *testing.T) {
	zone := time.FixedZone("Asia/Shanghai", 8*60*60)
	night := time.Date(2026, 11, 24, 23, 30, 0, 0, zone)
	for _, c := range []struct {
		at   string
		want time.Time
	}{
		{"2026-11-24 23:29", night.AddDate(0, 0, -1)}, {"2026-11-24 23:30", night},
		{"2026-11-25 00:15", night}, {"2026-11-25 05:29", night}, {"2026-11-25 05:30", night},
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", c.at, zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := LastNight(at.UTC(), zone); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", c.at, got.In(zone), c.want)
		}
	}
}
