package appointment

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var monday = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func arranged(hours int) Arrangement {
	start := monday.Add(time.Duration(hours) * time.Hour)
	return Arrangement{Start: start, End: start.Add(time.Hour), Headcount: hours, Customer: "c"}
}

func stamp(minute int, event string) Stamp {
	return Stamp{At: monday.Add(time.Duration(minute) * time.Minute), Event: event}
}

// sixEvents are a booking's life: asked for, accepted, moved to another time under a new id, the new one
// cancelled, and the no-show set and taken back.
var sixEvents = []Event{
	{Kind: Asked, Booking: "u1", Stamp: stamp(0, "e0"), Arranged: arranged(10)},
	{Kind: Created, Booking: "u1", Stamp: stamp(1, "e1"), Arranged: arranged(10)},
	{Kind: Created, Booking: "u2", Replaces: "u1", Stamp: stamp(2, "e2"), Arranged: arranged(20)},
	{Kind: Cancelled, Booking: "u1", ReplacedBy: "u2", Stamp: stamp(2, "e3")},
	{Kind: MissedIt, Booking: "u2", Stamp: stamp(3, "e4")},
	{Kind: CameAfterAll, Booking: "u2", Stamp: stamp(4, "e5")},
}

// fold applies events to the bookings that they touch, as the shell does.
func fold(events []Event) map[string]Appointment {
	all := map[string]Appointment{}
	for _, e := range events {
		for _, booking := range e.Touches() {
			a, known := all[booking]
			if !known {
				a = Appointment{ID: ID(booking), Channel: BySystem, Booking: booking}
			}
			all[booking] = Apply(a, e)
		}
	}
	return all
}

// repetitions are the patterns in which providers and networks repeat what they send.
var repetitions = map[string]func([]Event) []Event{
	"once":                     func(e []Event) []Event { return e },
	"each twice at once":       func(e []Event) []Event { return eachTimes(e, 2) },
	"each three times at once": func(e []Event) []Event { return eachTimes(e, 3) },
	"all again":                func(e []Event) []Event { return slices.Concat(e, e) },
	"all again backwards":      func(e []Event) []Event { return slices.Concat(e, backwards(e)) },
	"the first again at last":  func(e []Event) []Event { return append(slices.Clone(e), e[0]) },
	"the last also before all": func(e []Event) []Event { return slices.Insert(slices.Clone(e), 0, e[len(e)-1]) },
}

func eachTimes(events []Event, times int) []Event {
	var out []Event
	for _, e := range events {
		out = append(out, slices.Repeat([]Event{e}, times)...)
	}
	return out
}

func backwards(events []Event) []Event {
	out := slices.Clone(events)
	slices.Reverse(out)
	return out
}

// permutations gives every order of the indexes below n.
func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{{}}
	}
	var out [][]int
	for _, shorter := range permutations(n - 1) {
		for at := range n {
			out = append(out, slices.Insert(slices.Clone(shorter), at, n-1))
		}
	}
	return out
}

// TestAnyOrderAndRepetitionConverge plays all 720 orders of six events in seven patterns of repetition.
func TestAnyOrderAndRepetitionConverge(t *testing.T) {
	want, plays := fold(sixEvents), 0
	if want["u1"].Status() != CalledOff || want["u1"].SupersededBy != "u2" || want["u2"].Status() != Confirmed ||
		!want["u2"].Arranged.Start.Equal(arranged(20).Start) {
		t.Fatalf("in order: %+v", want)
	}
	for _, order := range permutations(len(sixEvents)) {
		var events []Event
		for _, i := range order {
			events = append(events, sixEvents[i])
		}
		for name, repeat := range repetitions {
			plays++
			if got := fold(repeat(events)); !reflect.DeepEqual(got, want) {
				t.Fatalf("order %v, %s:\n%+v\nwant %+v", order, name, got, want)
			}
		}
	}
	if plays != 720*7 {
		t.Errorf("%d plays", plays)
	}
}

// TestAnyEventsConverge draws events that need not make sense together.
func TestAnyEventsConverge(t *testing.T) {
	kinds := []EventKind{Asked, Created, Cancelled, Rejected, MissedIt, CameAfterAll}
	ids := []string{"u1", "u2", "u3"}
	rapid.Check(t, func(t *rapid.T) {
		var events []Event
		for i := range rapid.IntRange(1, 8).Draw(t, "events") {
			e := Event{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
				Booking: rapid.SampledFrom(ids).Draw(t, "booking"),
				Stamp:   stamp(rapid.IntRange(0, 2).Draw(t, "minute"), fmt.Sprintf("e%d", i))}
			for _, other := range []*string{&e.Replaces, &e.ReplacedBy} {
				if *other = rapid.SampledFrom(append(ids, "")).Draw(t, "other"); *other == e.Booking {
					*other = ""
				}
			}
			if rapid.Bool().Draw(t, "arranges") {
				e.Arranged = arranged(10 + i)
			}
			events = append(events, e)
		}
		want := fold(events)
		shuffled := rapid.Permutation(append(slices.Clone(events),
			events[rapid.IntRange(0, len(events)-1).Draw(t, "again")])).Draw(t, "order")
		if got := fold(shuffled); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v\nwant %+v", got, want)
		}
		checkOracle(t, events, want)
	})
}

// checkOracle says the same in the simplest way: a booking is off once anything said so, and else missed by
// the latest word, and else confirmed once anything said so.
func checkOracle(t *rapid.T, events []Event, got map[string]Appointment) {
	for booking := range maps.Keys(got) {
		off, confirmed, missed, last := false, false, false, Stamp{}
		for _, e := range events {
			own := e.Booking == booking
			off = off || e.Replaces == booking ||
				own && (e.ReplacedBy != "" || e.Kind == Cancelled || e.Kind == Rejected)
			confirmed = confirmed || own && e.Kind == Created
			if own && (e.Kind == MissedIt || e.Kind == CameAfterAll) && e.Stamp.After(last) {
				missed, last = e.Kind == MissedIt, e.Stamp
			}
		}
		want := Requested
		switch {
		case off:
			want = CalledOff
		case missed:
			want = NoShow
		case confirmed:
			want = Confirmed
		}
		if got[booking].Status() != want {
			t.Fatalf("%s is %s, want %s", booking, got[booking].Status(), want)
		}
	}
}

func TestCancellationIsNeverTakenBack(t *testing.T) {
	cancelledFirst := fold([]Event{{Kind: Cancelled, Booking: "u1", Stamp: stamp(0, "e0")},
		{Kind: Created, Booking: "u1", Stamp: stamp(5, "e1"), Arranged: arranged(10)}})
	if a := cancelledFirst["u1"]; a.Status() != CalledOff || a.Open() || a.Arranged.Start.IsZero() {
		t.Errorf("%+v", a)
	}
	supersededFirst := fold([]Event{{Kind: Created, Booking: "u2", Replaces: "u1", Stamp: stamp(5, "e0"),
		Arranged: arranged(20)}, {Kind: Created, Booking: "u1", Stamp: stamp(9, "e1"), Arranged: arranged(10)}})
	if a := supersededFirst["u1"]; a.Status() != CalledOff || a.SupersededBy != "u2" {
		t.Errorf("%+v", a)
	}
}
