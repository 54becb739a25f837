package lookup_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/lookup"
)

var (
	shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)
	limits   = lookup.Limits{Window: 10 * time.Minute, InWindow: 30, PerDay: 200}
	morning  = time.Date(2026, 11, 24, 9, 0, 0, 0, shanghai)
)

// history is what an account was answered, in full: the oracle that the bounded count is compared with.
type history struct {
	answered []asked
	until    time.Time
}

type asked struct {
	of string
	at time.Time
}

// distinct counts the numbers answered since an instant, with the one that is asked for now.
func (h history) distinct(of string, counts func(time.Time) bool) int {
	numbers := map[string]bool{of: true}
	for _, a := range h.answered {
		if counts(a.at) {
			numbers[a.of] = true
		}
	}
	return len(numbers)
}

func (h *history) look(l lookup.Limits, of string, at time.Time) lookup.Verdict {
	if at.Before(h.until) {
		return lookup.Verdict{Refused: true, Until: h.until}
	}
	today := domain.DayOf(at, shanghai)
	inWindow := h.distinct(of, func(then time.Time) bool { return at.Sub(then) < l.Window })
	onDay := h.distinct(of, func(then time.Time) bool { return domain.DayOf(then, shanghai) == today })
	switch {
	case inWindow > l.InWindow:
		h.until = at.Add(l.Window)
		return lookup.Verdict{Refused: true, Until: h.until, Alarm: lookup.TooFast, Numbers: inWindow - 1}
	case onDay > l.PerDay:
		h.until = today.AddDays(1).Start(shanghai)
		return lookup.Verdict{Refused: true, Until: h.until, Alarm: lookup.TooMany, Numbers: onDay - 1}
	}
	h.answered = append(h.answered, asked{of, at})
	return lookup.Verdict{}
}

// TestTheBoundedCountEqualsTheWholeHistory: whatever is looked up when, with releases in between, the count decides as
// somebody who remembers everything would, and never holds more than the limits allow (GR.8, CM.2.5).
func TestTheBoundedCountEqualsTheWholeHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := lookup.Limits{Window: time.Duration(rapid.IntRange(1, 20).Draw(t, "minutes")) * time.Minute,
			InWindow: rapid.IntRange(1, 4).Draw(t, "in window"), PerDay: rapid.IntRange(1, 9).Draw(t, "per day")}
		at := morning.Add(14 * time.Hour) // an hour before midnight, so that runs cross it
		var count lookup.Count
		var whole history
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			at = at.Add(time.Duration(rapid.IntRange(0, 900).Draw(t, "seconds")) * time.Second)
			if rapid.IntRange(0, 19).Draw(t, "release") == 0 {
				count, whole = count.Release(), history{}
				continue
			}
			of := fmt.Sprint(rapid.IntRange(1, 8).Draw(t, "number"))
			want := whole.look(l, of, at)
			next, got := count.Look(l, of, at, shanghai)
			if got.Refused != want.Refused || got.Alarm != want.Alarm || got.Numbers != want.Numbers ||
				!got.Until.Equal(want.Until) {
				t.Fatalf("number %s at %s: %+v, want %+v", of, at, got, want)
			}
			if count = next; len(count.Seen) > l.InWindow+l.PerDay {
				t.Fatalf("%d numbers are kept", len(count.Seen))
			}
		}
	})
}

// TestThirtyNumbersInTenMinutes: the thirty-first is refused, and so is any other until the window has passed; asking
// for the same number again and again is no enumeration.
func TestThirtyNumbersInTenMinutes(t *testing.T) {
	var count lookup.Count
	var verdict lookup.Verdict
	for n := range 30 {
		for range 3 {
			if count, verdict = count.Look(limits, fmt.Sprint(n), morning.Add(time.Duration(n)*time.Second),
				shanghai); verdict.Refused {
				t.Fatalf("number %d: %+v", n, verdict)
			}
		}
	}
	at := morning.Add(time.Minute)
	count, verdict = count.Look(limits, "30", at, shanghai)
	if verdict.Alarm != lookup.TooFast || verdict.Numbers != 30 || !verdict.Until.Equal(at.Add(10*time.Minute)) {
		t.Errorf("%+v", verdict)
	}
	if _, verdict = count.Look(limits, "0", at.Add(10*time.Minute-time.Second), shanghai); !verdict.Refused ||
		verdict.Alarm != "" {
		t.Errorf("within the window: %+v", verdict)
	}
	if _, verdict = count.Look(limits, "30", at.Add(10*time.Minute), shanghai); verdict.Refused {
		t.Errorf("after the window: %+v", verdict)
	}
	if _, verdict = count.Release().Look(limits, "30", at, shanghai); verdict.Refused {
		t.Errorf("released: %+v", verdict)
	}
}
