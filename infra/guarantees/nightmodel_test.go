package guarantees_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/lunxu/lunxu/functions/settle"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/store"
)

const nightDays = 5

// ordering is when the orders for a day's night are carried out, as hours after its hour; none: it is missed.
type ordering [][]time.Duration

// punctual is one order a night, on the hour.
func punctual() ordering {
	o := make(ordering, nightDays)
	for day := range o {
		o[day] = []time.Duration{0}
	}
	return o
}

// disordered draws late, repeated and missed orders; the last night is carried out in any case.
func disordered(seed uint64) ordering {
	random := rand.New(rand.NewPCG(seed, 14))
	late := []time.Duration{0, 20 * time.Minute, 45 * time.Minute, 11 * time.Hour, 12 * time.Hour, 60 * time.Hour}
	o := punctual()
	for day := range o[:nightDays-1] {
		o[day] = nil
		for range random.IntN(3) {
			o[day] = append(o[day], late[random.IntN(len(late))])
		}
	}
	return o
}

// week plays the same days of one site under an ordering of its nights and gives what the book holds in the end.
type week struct {
	*place
	orders       []order
	disturb      int // the nth commit of every first try fails; 0: none
	appointments []string
}

type order struct {
	night, at time.Time
}

func playWeek(t *testing.T, o ordering, disturb int) []string {
	t.Helper()
	b := &breaking{}
	p := start(t, engines[0], func(s store.Store) store.Store { b.Store = s; return b })
	w := &week{place: p.openSite("riverside", "self-sale", 4), disturb: disturb}
	for day := range nightDays {
		begins := w.today().AddDays(day).Start(time.FixedZone("", 8*60*60)).Add(settle.Begins)
		for _, late := range o[day] {
			w.orders = append(w.orders, order{begins.UTC(), begins.Add(late).UTC()})
		}
	}
	slices.SortStableFunc(w.orders, func(a, b order) int { return a.at.Compare(b.at) })
	for day := range nightDays {
		w.until(b, w.today().AddDays(min(day, 1)).Start(time.FixedZone("", 8*60*60)).Add(15*time.Minute))
		w.workday(day)
	}
	w.until(b, w.Clock.Now().Add(100*time.Hour))
	if v := w.verification("?from=2026-11-24&to=2026-12-05"); !v.Intact {
		t.Errorf("register: %+v", v)
	}
	return w.book()
}

// workday is a quarter past midnight until noon: everybody checks in, one visitor stays, one buys, and somebody who is
// expected does not come.
func (w *week) workday(day int) {
	w.t.Helper()
	w.checkAllIn()
	stays, buys := newcomer(10*day+1), newcomer(10*day+2)
	buys["outcome"] = "toured"
	w.arrive(stays)
	w.arrive(buys)
	w.sell(sale(w.place, 10*day+2, int64(100_000+day)))
	made := w.apply(visitOn(w.today().AddDays(min(1, nightDays-1-day)), 10*day+3))
	w.must(w.as("front_desk"), "POST", w.path("/appointments/"+made.Appointment+"/confirmation"),
		map[string]any{"identity_verified": true, "purpose_verified": true})
	w.appointments = append(w.appointments, made.Appointment)
}

func visitOn(day domain.Day, visitor int) map[string]any {
	body := applied(15, visitor)
	body["start"], body["end"] = string(day)+"T15:00:00+08:00", string(day)+"T16:00:00+08:00"
	return body
}

// until lets time pass, with the orders that are carried out meanwhile: twice at the same moment, by two runs.
func (w *week) until(b *breaking, at time.Time) {
	w.t.Helper()
	for len(w.orders) > 0 && !w.orders[0].at.After(at) {
		next := w.orders[0]
		w.orders = w.orders[1:]
		if next.at.After(w.Clock.Now()) {
			w.set(next.at)
		}
		before := w.state()
		b.arm(w.disturb, true)
		_, broken := w.Night.CatchUp(context.Background(), settle.Night{Site: domain.SiteID(w.id), At: next.night})
		b.arm(0, false)
		if broken != nil && w.disturb == 0 {
			w.t.Fatal(broken)
		}
		w.twice(next)
		if after := w.state(); before.Day > domain.DayOf(next.night, time.FixedZone("", 8*60*60)) &&
			!reflect.DeepEqual(before, after) {
			w.t.Fatalf("the night of %s changed the floor of %s:\n%+v\n%+v", next.night, before.Day, before, after)
		}
	}
	w.set(at)
}

func (w *week) twice(next order) {
	w.t.Helper()
	var both sync.WaitGroup
	failed := make([]error, 2)
	for n := range failed {
		both.Go(func() {
			night := settle.Night{Site: domain.SiteID(w.id), At: next.night}
			for range 3 { // as a queue does
				if _, failed[n] = w.Night.CatchUp(context.Background(), night); failed[n] == nil {
					return
				}
			}
		})
	}
	both.Wait()
	if err := cmp.Or(failed[0], failed[1]); err != nil {
		w.t.Fatal(err)
	}
}

func (w *week) set(at time.Time) {
	w.t.Helper()
	if err := w.Clock.Set(at); err != nil {
		w.t.Fatal(err)
	}
}

func (w *week) state() rotation.State {
	w.t.Helper()
	look, err := w.Floor.Look(context.Background(), domain.SiteID(w.id), w.Clock.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	return look.State
}

// book gives what was paid for what, on which day, and what became of the appointments.
func (w *week) book() []string {
	w.t.Helper()
	var out []string
	for _, month := range []domain.Month{"2026-11", "2026-12"} {
		lines, err := settle.MonthLines(context.Background(), w.Floor.Store(), domain.SiteID(w.id), month)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, line := range lines {
			out = append(out, fmt.Sprintf("%s %s %d %s", line.SettledOn, line.Party, line.Amount, line.Clause))
		}
	}
	slices.Sort(out)
	for _, id := range w.appointments {
		out = append(out, string(w.appointment(id).Status))
	}
	return out
}

// TestNightsEndInTheSameBook: nights that are late, repeated, simultaneous, interrupted or missed, in any mix, pay the
// same amounts under the same days as punctual ones, and never touch the floor of a later day.
func TestNightsEndInTheSameBook(t *testing.T) {
	punctually := playWeek(t, punctual(), 0)
	if len(punctually) != 2*nightDays {
		t.Fatalf("%d lines: %q", len(punctually), punctually)
	}
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			o := disordered(seed)
			if got := playWeek(t, o, int(seed%4)*2); !slices.Equal(got, punctually) {
				t.Errorf("nights %v:\ngot  %q\nwant %q", o, got, punctually)
			}
		})
	}
}
