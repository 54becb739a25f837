package rotation

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// oracle says, in the plainest way, who receives whom under the two documents. It knows nothing of
// State, of the policy data or of effects.
type oracle struct {
	group            bool // GP; else SS
	groups           []string
	of               map[string]string // group of an agent
	queue            []string
	where            map[string]string // "off", "on" or the reason of absence
	due, owed        map[string]bool
	makeUps          []string
	open, waiting    []*visitor
	granted, spent   int
	turnsUsed, taken int
}

type visitor struct{ id, kind, owner, holder, turn string }

func (o *oracle) busy(a string) *visitor {
	for _, v := range o.open {
		if v.holder == a {
			return v
		}
	}
	return nil
}

func (o *oracle) free(a string) bool { return o.where[a] == "on" && o.busy(a) == nil }

func (o *oracle) lane() []string {
	if !o.group {
		return slices.Clone(o.queue)
	}
	var lane []string
	for _, g := range o.groups {
		for _, a := range o.queue {
			if o.of[a] == g {
				lane = append(lane, a)
			}
		}
	}
	return lane
}

func (o *oracle) firstFree(lane []string) string {
	for _, a := range lane {
		if o.free(a) {
			return a
		}
	}
	return ""
}

func (o *oracle) tail(a string) {
	i := slices.Index(o.queue, a)
	o.queue = append(slices.Delete(o.queue, i, i+1), a)
	o.turnsUsed++
}

func (o *oracle) grant(a string) { o.makeUps = append(o.makeUps, a); o.granted++ }

func (o *oracle) payOwed(a string) {
	if o.owed[a] && o.busy(a) == nil && (o.where[a] == "on" || o.where[a] == "off") {
		o.owed[a] = false
		o.grant(a)
	}
}

// settle gives out what can be given out: own visitors back first, then the waiting.
func (o *oracle) settle() {
	for {
		i := slices.IndexFunc(o.open, func(v *visitor) bool { return v.owner != "" && v.owner != v.holder && o.free(v.owner) })
		if i >= 0 {
			v, helper := o.open[i], o.open[i].holder
			v.holder, v.turn = v.owner, map[bool]string{true: "used", false: "kept"}[v.kind == "" || v.kind == "company"]
			o.payOwed(helper)
			continue
		}
		if len(o.waiting) == 0 || o.firstFree(o.lane()) == "" {
			return
		}
		v := o.waiting[0]
		o.waiting = o.waiting[1:]
		o.give(v)
		o.open = append(o.open, v)
	}
}

func (o *oracle) give(v *visitor) {
	o.taken++
	if v.kind == "prefer" || v.kind == "named" {
		o.givePreferred(v)
		return
	}
	for i, a := range o.makeUps {
		if o.free(a) {
			o.makeUps = slices.Delete(o.makeUps, i, i+1)
			o.spent++
			v.holder, v.turn = a, "spends-makeup"
			if v.kind == "company" && o.group {
				v.turn = "makeup"
				o.grant(a)
			}
			return
		}
	}
	lane := o.lane()
	for n, a := range lane {
		switch {
		case o.free(a):
			o.use(v, a)
			return
		case o.coverable(a):
			v.holder, v.owner, v.turn = o.firstFree(lane[n+1:]), a, "kept"
			o.tail(a)
			return
		default:
			o.pass(a)
		}
	}
}

func (o *oracle) coverable(a string) bool {
	return !o.group && o.where[a] == "short" && o.busy(a) == nil
}

func (o *oracle) use(v *visitor, a string) {
	v.holder, v.turn = a, "used"
	switch {
	case o.group && v.kind == "company":
		v.turn = "makeup"
		o.grant(a)
	case !o.group:
		o.tail(a)
	}
}

func (o *oracle) pass(a string) {
	v := o.busy(a)
	switch {
	case !o.group && v == nil && (o.where[a] == "private" || o.where[a] == "off"):
		o.due[a] = true
	case o.group && v != nil && v.turn == "used":
	case o.group && o.where[a] == "signing":
		o.owed[a] = true
	case o.group && v != nil && v.kind != "" && v.turn != "makeup":
		o.owed[a] = true
	}
}

func (o *oracle) givePreferred(v *visitor) {
	lane := o.lane()
	if v.kind == "named" && !o.group {
		for n, a := range lane {
			if o.free(a) || o.coverable(a) {
				if a == v.owner && o.free(a) {
					v.holder, v.turn = a, "used"
					o.tail(a)
					return
				}
				if a == v.owner {
					v.holder, v.kind, v.turn = o.firstFree(lane[n+1:]), "", "kept"
					o.tail(a)
					return
				}
				break
			}
		}
	}
	v.holder, v.turn = v.owner, "kept"
	if !o.free(v.owner) {
		v.holder = o.firstFree(lane)
	}
}

func (o *oracle) finish(id string) {
	i := slices.IndexFunc(o.open, func(v *visitor) bool { return v.id == id })
	v := o.open[i]
	o.open = slices.Delete(o.open, i, i+1)
	if o.group && v.turn == "used" {
		o.tail(v.holder)
	}
	o.payOwed(v.holder)
}

func (o *oracle) back(a string) {
	o.where[a] = "on"
	if o.due[a] {
		o.due[a] = false
		o.tail(a)
		o.turnsUsed-- // nobody received on it
	}
	o.payOwed(a)
}

func (o *oracle) closeDay() {
	o.waiting = nil
	for len(o.open) > 0 {
		o.finish(o.open[0].id)
	}
	for _, a := range o.queue {
		o.where[a] = "off"
		o.payOwed(a)
	}
	if o.group {
		o.groups = append(o.groups[1:], o.groups[0])
	}
}

func TestSelfSaleAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) { race(r, t, policy.SelfSale) })
}

func TestGroupRotationAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) { race(r, t, policy.GroupRotation) })
}

// race plays one random floor on Apply and on the oracle and compares them after every event.
func race(r *rapid.T, t *testing.T, preset policy.Preset) {
	names := []string{"jia", "yi", "bing", "ding", "wu"}[:rapid.IntRange(1, 5).Draw(r, "agents")]
	s := newSite(t, preset)
	s.t = quiet{t, r}
	o := &oracle{group: preset == policy.GroupRotation, groups: []string{"east", "west"}, of: map[string]string{},
		where: map[string]string{}, due: map[string]bool{}, owed: map[string]bool{}, queue: slices.Clone(names)}
	table := Event{Kind: TableSet, Groups: []domain.GroupID{"east", "west"}}
	for i, a := range names {
		o.of[a], o.where[a] = o.groups[i%2], "off"
		table.Table = append(table.Table, TablePlace{Agent: domain.AgentID(a), Group: domain.GroupID(o.of[a])})
	}
	s.must(table)
	s.open("2026-11-24")
	for n := range rapid.IntRange(1, 60).Draw(r, "events") {
		step(r, s, o, names, n)
		agree(r, s, o)
	}
}

// quiet lets the checks of testSite fail the rapid run, so that it shrinks.
type quiet struct {
	testing.TB
	r *rapid.T
}

func (q quiet) Fatalf(format string, args ...any) { q.r.Fatalf(format, args...) }
func (q quiet) Helper()                           {}

func step(r *rapid.T, s *testSite, o *oracle, names []string, n int) {
	a := rapid.SampledFrom(names).Draw(r, "agent")
	agent := domain.AgentID(a)
	switch what := rapid.SampledFrom([]string{"in", "in", "arrive", "arrive", "arrive", "finish", "finish", "leave", "return", "close"}).Draw(r, "event"); {
	case what == "in" && o.where[a] == "off":
		s.must(Event{Kind: CheckedIn, Agent: agent, Seq: n})
		o.back(a)
	case what == "return" && o.where[a] != "off" && o.where[a] != "on":
		s.must(Event{Kind: Returned, Agent: agent})
		o.back(a)
	case what == "leave" && o.where[a] == "on":
		reasons := []string{"private", "business", "short", "meal", "signing"}
		if o.busy(a) != nil {
			reasons = []string{"signing"}
		}
		reason := rapid.SampledFrom(reasons).Draw(r, "reason")
		s.must(Event{Kind: Left, Agent: agent, Reason: policy.AbsenceReason(reason)})
		o.where[a] = map[string]string{"meal": "short"}[reason]
		if o.where[a] == "" {
			o.where[a] = reason
		}
	case what == "arrive":
		v := &visitor{kind: rapid.SampledFrom([]string{"", "", "", "prefer", "named", "company"}).Draw(r, "kind")}
		ev := Event{Treatment: Treatment(v.kind)}
		if v.kind == "prefer" || v.kind == "named" {
			v.owner, ev.Prefer = a, agent
		}
		id, _ := s.arrive(ev)
		v.id = string(id)
		o.waiting = append(o.waiting, v)
	case what == "finish" && len(o.open) > 0:
		id := o.open[rapid.IntRange(0, len(o.open)-1).Draw(r, "visit")].id
		s.finish(domain.VisitID(id))
		o.finish(id)
	case what == "close" && n%7 == 0:
		s.must(Event{Kind: DayClosed})
		o.closeDay()
		s.open(s.day.AddDays(1))
	}
	o.settle()
}

func agree(r *rapid.T, s *testSite, o *oracle) {
	var order, open, queue []string
	for _, a := range o.lane() {
		if o.where[a] == "on" {
			order = append(order, a)
		}
	}
	for _, v := range o.open {
		open = append(open, fmt.Sprint(v.id, v.holder, v.turn))
	}
	for _, m := range s.state.Members {
		queue = append(queue, string(m.Agent))
	}
	var waiting []string
	for _, v := range o.waiting {
		waiting = append(waiting, v.id)
	}
	same(r, "order", Order(s.state, s.rot), order)
	same(r, "queue", queue, o.queue)
	same(r, "make-ups", s.state.MakeUps, o.makeUps)
	var gotOpen, gotWaiting []string
	for _, v := range s.state.Receptions {
		gotOpen = append(gotOpen, fmt.Sprint(v.Visit, v.Agent, v.Turn))
	}
	for _, v := range s.state.Waiting {
		gotWaiting = append(gotWaiting, string(v.Visit))
	}
	same(r, "receptions", gotOpen, open)
	same(r, "waiting", gotWaiting, waiting)
	if o.granted-o.spent != len(s.state.MakeUps) {
		r.Fatalf("make-up turns: %d granted, %d spent, %d held", o.granted, o.spent, len(s.state.MakeUps))
	}
}

func same[A, B ~string](r *rapid.T, what string, have []A, want []B) {
	equal := slices.EqualFunc(have, want, func(a A, b B) bool { return string(a) == string(b) })
	if !equal {
		r.Fatalf("%s: have %v, want %v", what, have, want)
	}
}
