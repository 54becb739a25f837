package guarantees_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
)

// days is how many random days of each policy are played: go test ./infra/guarantees -run PlainDays -days 300.
var days = flag.Int("days", 30, "random days of each policy to compare with the plain telling")

// happening is one step of a random day; which agent and which visit it concerns is counted among those that it may.
type happening struct {
	what   string
	at, of int
}

// TestPlainDays plays random days of every policy and compares the product with the plain telling after each step:
// receiver, turn, on whose behalf, order, make-up turns, owner. The shortest trace that differs is printed.
func TestPlainDays(t *testing.T) {
	for _, policy := range []string{"self-sale", "group-rotation", "leasing-hall", "front-seat", "points",
		"first-contact"} {
		t.Run(policy, func(t *testing.T) {
			t.Parallel()
			d := &plainDays{product: start(t, engines[0]), policy: policy}
			for seed := range *days {
				trace := randomDay(uint64(seed))
				if difference := d.play(trace); difference != "" {
					trace, difference = d.shorten(trace, difference)
					t.Fatalf("seed %d, shortest trace %v:\n%s", seed, trace, difference)
				}
			}
		})
	}
}

func randomDay(seed uint64) []happening {
	random := rand.New(rand.NewPCG(seed, 12))
	kinds := []string{"new", "new", "new", "old", "named", "company", "finish", "finish", "finish", "leave", "return",
		"in", "close"}
	trace := []happening{{"in", 0, 0}, {"in", 0, 0}, {"in", 0, 0}}
	for range 30 {
		what := kinds[random.IntN(len(kinds))]
		if what == "close" && random.IntN(4) > 0 {
			what = "new"
		}
		trace = append(trace, happening{what, random.IntN(60), random.IntN(60)})
	}
	return trace
}

type plainDays struct {
	*product
	policy string
	sites  int
	*place
	m      *plain
	visits map[*plainVisit]string
	known  []*plainVisit
}

// play plays one trace on a site of its own. Empty: the product did as the plain telling.
func (d *plainDays) play(trace []happening) string {
	d.sites++
	d.place = d.product.openSite(fmt.Sprintf("site%d", d.sites), d.policy, 4)
	d.m = &plain{policy: d.policy, where: map[string]string{}, due: map[string]bool{}, missed: map[string]bool{},
		had: map[string]int{}, owner: map[int]string{}}
	d.visits, d.known = map[*plainVisit]string{}, nil
	for _, a := range d.agents {
		d.m.where[a] = "off"
	}
	if !d.m.byArrival() {
		d.m.queue = slices.Clone(d.agents)
	}
	for n, h := range trace {
		d.product.later(time.Minute)
		if d.happens(h) {
			if difference := d.compare(); difference != "" {
				return fmt.Sprintf("step %d, %v: %s", n, h, difference)
			}
		}
	}
	return ""
}

// happens does a step on both sides; false: there is nobody whom it could concern.
func (d *plainDays) happens(h happening) bool {
	among := func(ok func(string) bool) string {
		list := slices.DeleteFunc(slices.Clone(d.agents), func(a string) bool { return !ok(a) })
		if len(list) == 0 {
			return ""
		}
		return list[h.of%len(list)]
	}
	switch h.what {
	case "in":
		a := among(func(a string) bool { return d.m.where[a] == "off" })
		if a == "" {
			return false
		}
		d.place.checkIn(a)
		d.m.checksIn(a)
	case "return":
		a := among(func(a string) bool { return d.m.where[a] != "off" && d.m.where[a] != "on" })
		if a == "" {
			return false
		}
		d.must(d.agent(a), "POST", d.path("/returns"), map[string]any{})
		d.m.comesBack(a)
	case "leave":
		a := among(d.m.free)
		if a == "" {
			return false
		}
		why := []string{"private", "business", "short", "meal", "signing"}[h.at%5]
		d.must(d.agent(a), "POST", d.path("/absences"), map[string]any{"reason": why})
		d.m.leaves(a, why)
	case "finish":
		if len(d.m.visits) == 0 {
			return false
		}
		v := d.m.visits[h.of%len(d.m.visits)]
		d.must(d.as("supervisor"), "POST", d.path("/visits/"+d.visits[v]+"/finish"),
			map[string]any{"outcome": "toured"})
		d.m.finishes(v)
	case "close":
		d.must(d.as("site_manager"), "POST", d.path("/day-close"), map[string]any{})
		d.m.closes()
		now := d.Clock.Now()
		d.product.later(now.Truncate(24 * time.Hour).Add(25 * time.Hour).Sub(now))
	default:
		return d.arrives(h, among)
	}
	return true
}

func (d *plainDays) arrives(h happening, among func(func(string) bool) string) bool {
	v := &plainVisit{customer: len(d.known) + 1}
	body := map[string]any{"first_visit": true, "kind": "customer"}
	switch h.what {
	case "named":
		v.of = among(func(string) bool { return true })
		body["names"] = map[string]any{"agent": v.of}
	case "company":
		v.kind, body["kind"] = "company", "company"
	case "old":
		gone := slices.DeleteFunc(slices.Clone(d.known), func(v *plainVisit) bool { return !v.over })
		if len(gone) == 0 {
			return false
		}
		v.customer = gone[h.of%len(gone)].customer
		if d.m.owner[v.customer] == "" || slices.ContainsFunc(append(slices.Clone(d.m.visits), d.m.waiting...),
			func(o *plainVisit) bool { return o.customer == v.customer }) {
			return false
		}
		body["first_visit"] = false
	}
	body["phone"] = phone(v.customer)
	if v.kind == "company" && d.policy != "group-rotation" {
		v.kind = ""
	}
	var got contract.Visit
	if err := d.must(d.as("supervisor"), "POST", d.path("/arrivals"), body).into(&got); err != nil {
		d.t.Fatal(err)
	}
	d.visits[v], d.known = got.Visit, append(d.known, v)
	d.m.comes(v)
	return true
}

// compare gives where the product's floor differs from the plain telling.
func (d *plainDays) compare() string {
	board := d.board()
	var have, want []string
	for _, r := range board.Receptions {
		have = append(have, fmt.Sprint(r.Visit, " ", r.Agent, " ", r.Turn, " ", r.OnBehalfOf))
	}
	for _, v := range d.m.visits {
		want = append(want, fmt.Sprint(d.visits[v], " ", v.with, " ", v.turn, " ", v.onBehalf))
	}
	slices.Sort(have)
	slices.Sort(want)
	order := slices.DeleteFunc(slices.Clone(d.m.queue), func(a string) bool { return d.m.where[a] != "on" })
	for what, pair := range map[string][2]string{
		"receptions": {strings.Join(have, "; "), strings.Join(want, "; ")},
		"order":      {fmt.Sprint(board.Order), fmt.Sprint(order)},
		"make-ups":   {fmt.Sprint(board.MakeUps), fmt.Sprint(d.m.makeUps)},
	} {
		if pair[0] != pair[1] {
			return fmt.Sprintf("%s: the product says %s, the plain telling %s", what, pair[0], pair[1])
		}
	}
	return d.owners()
}

func (d *plainDays) owners() string {
	for _, v := range d.m.visits {
		var got contract.Visit
		if err := d.must(d.as("supervisor"), "GET", d.path("/visits/"+d.visits[v]), nil).into(&got); err != nil {
			return err.Error()
		}
		if want := d.m.owner[v.customer]; got.Owner != want {
			return fmt.Sprintf("owner of %s: the product says %q, the plain telling %q", d.visits[v], got.Owner, want)
		}
	}
	return ""
}

// shorten leaves out what the difference does not need.
func (d *plainDays) shorten(trace []happening, difference string) ([]happening, string) {
	for i := 0; i < len(trace); {
		fewer := slices.Delete(slices.Clone(trace), i, i+1)
		if still := d.play(fewer); still != "" {
			trace, difference = fewer, still
		} else {
			i++
		}
	}
	return trace, difference
}
