package rotation

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// oracle says, in the plainest way, who receives whom under the documents. It knows nothing of State, of
// the policy data or of effects.
type oracle struct {
	doc            string // SS, GP, QC, RC or, silent on the rotation, PC (and SC, which says as little)
	groups         []string
	of             map[string]string // group of an agent
	queue          []string          // QC, PC: who has arrived; else the order table
	where          map[string]string // "off", "on" or the reason of absence
	due, owed      map[string]bool
	makeUps        []string
	open, waiting  []*visitor
	granted, spent int
	had            map[string]int  // turns had today
	onDuty         map[string]bool // QC
	rounds         map[string]int  // of the duty staff
	signed         []string        // who signed in today, in order
	used           []string        // who used a turn today, in order
	answer         string          // at the door, of the agent on turn who is with an old customer
}

type visitor struct {
	id, kind, owner, holder, turn, choice string
	owes                                  bool // GP: a make-up turn after the reception
}

func (o *oracle) byArrival() bool { return o.doc == "QC" || o.doc == "PC" }

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
	if o.doc != "GP" {
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
}

func (o *oracle) turnOf(a string) {
	o.had[a]++
	o.tail(a)
}

func (o *oracle) giveBack(a string) {
	o.had[a]--
	for i := len(o.used) - 1; i >= 0; i-- {
		if o.used[i] == a {
			o.used = slices.Delete(o.used, i, i+1)
			break
		}
	}
	if i := slices.Index(o.queue, a); i >= 0 {
		o.queue = slices.Insert(slices.Delete(o.queue, i, i+1), 0, a)
	}
}

func (o *oracle) grant(a string) { o.makeUps = append(o.makeUps, a); o.granted++ }

func (o *oracle) payOwed(a string) {
	if o.owed[a] && o.busy(a) == nil && (o.where[a] == "on" || o.where[a] == "off") {
		o.owed[a] = false
		o.tail(a)
		o.grant(a)
	}
}

// lets: an agent's part in a reception ends.
func (o *oracle) lets(a string, v visitor) {
	if o.doc == "GP" && (v.turn == "used" || v.turn == "makeup") {
		o.tail(a)
	}
	if v.owes {
		o.grant(a)
	}
	o.payOwed(a)
}

// settle gives out what can be given out: own visitors back first, then the waiting.
func (o *oracle) settle() {
	for {
		i := slices.IndexFunc(o.open, func(v *visitor) bool {
			return v.owner != "" && v.owner != v.holder &&
				o.free(v.owner)
		})
		if i >= 0 && o.doc != "RC" {
			v, helper, before := o.open[i], o.open[i].holder, *o.open[i]
			v.owes, v.holder, v.turn = false, v.owner, map[bool]string{true: "used", false: "kept"}[v.kind == "" ||
				v.kind == "company"]
			o.lets(helper, before)
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

func (o *oracle) give(v *visitor) { //nolint:funlen // one switch
	if v.kind == "prefer" || v.kind == "named" {
		o.givePreferred(v)
		return
	}
	for i, a := range o.makeUps {
		if o.free(a) {
			o.makeUps = slices.Delete(o.makeUps, i, i+1)
			o.spent++
			v.holder, v.turn = a, "spends-makeup"
			v.owes = v.kind == "company" && o.doc == "GP"
			return
		}
	}
	if a := o.dutyNext(); a != "" {
		for _, b := range o.signed { // QC.2 among the duty staff: whose turn came before, away for a private reason
			before := o.rounds[b] < o.rounds[a] || o.rounds[b] == o.rounds[a] &&
				slices.Index(o.signed, b) < slices.Index(o.signed, a)
			if o.onDuty[b] && before && (o.where[b] == "private" || o.where[b] == "short") {
				o.rounds[b]++
			}
		}
		o.rounds[a]++
		for _, b := range o.signed { // one turn is kept, not several
			if o.onDuty[b] {
				o.rounds[b] = max(o.rounds[b], o.rounds[a]-1)
			}
		}
		v.holder, v.turn = a, "kept"
		return
	}
	lane, asked := o.lane(), false
	for n, a := range lane {
		mine := o.busy(a)
		rc5 := o.doc == "RC" && o.where[a] == "on" && mine != nil && mine.kind == "prefer" && mine.turn == "kept" &&
			mine.owner == a
		rc10 := o.doc == "RC" && o.where[a] == "on" && mine != nil && mine.turn == "kept" && mine.owner != "" &&
			mine.owner != a
		if rc5 && !asked && o.answer != "" {
			mine = &visitor{choice: o.answer}
		}
		switch {
		case o.free(a):
			o.use(v, a)
			return
		case o.coverable(a):
			v.holder, v.owner, v.turn = o.firstFree(lane[n+1:]), a, "kept"
			o.turnOf(a)
			return
		case rc10 && o.free(mine.owner):
			mine.holder, mine.choice = mine.owner, ""
			o.use(v, a)
			return
		case rc10 || rc5 && mine.choice == "new": // somebody is free, or settle would not have asked
			o.busy(a).choice = ""
			o.busy(a).holder = o.helper()
			o.use(v, a)
			return
		case rc5:
			asked = true
			o.turnOf(a)
		default:
			o.pass(a)
		}
	}
}

// dutyNext gives the next of the duty staff while nobody else is there.
func (o *oracle) dutyNext() string {
	next := ""
	for _, a := range o.signed {
		switch {
		case o.where[a] != "on":
		case !o.onDuty[a]:
			return ""
		case o.free(a) && (next == "" || o.rounds[a] < o.rounds[next]):
			next = a
		}
	}
	return next
}

func (o *oracle) helper() string {
	lane := o.lane()
	switch {
	case o.doc == "RC":
		slices.Reverse(lane)
	case o.dutyNext() != "":
		return o.dutyNext()
	}
	return o.firstFree(lane)
}

func (o *oracle) coverable(a string) bool {
	return o.doc == "SS" && o.where[a] == "short" && o.busy(a) == nil
}

func (o *oracle) use(v *visitor, a string) {
	v.holder, v.turn = a, "used"
	switch {
	case o.doc == "GP" && v.kind == "company":
		v.turn, v.owes = "makeup", true
	case o.doc != "GP":
		o.turnOf(a)
		o.used = append(o.used, a)
	}
}

func (o *oracle) pass(a string) {
	v, where := o.busy(a), o.where[a]
	switch {
	case o.doc == "SS" && v == nil && (where == "private" || where == "off"):
		o.due[a] = true
	case o.doc == "GP" && v != nil && (v.turn == "used" || v.turn == "makeup"):
	case o.doc == "GP" && where == "signing":
		o.owed[a] = true
	case o.doc == "GP" && v != nil && v.kind != "":
		o.owed[a] = true
	case o.doc == "QC" && (where == "private" || where == "short"):
		o.turnOf(a)
	case o.doc == "RC" && where != "on" && where != "off":
		o.turnOf(a)
	}
}

func (o *oracle) givePreferred(v *visitor) {
	lane := o.lane()
	if v.kind == "named" && o.doc == "SS" {
		for n, a := range lane {
			if o.free(a) || o.coverable(a) {
				if a == v.owner {
					for _, b := range lane[:n] {
						o.pass(b)
					}
				}
				if a == v.owner && o.free(a) {
					o.use(v, a)
					return
				}
				if a == v.owner {
					v.holder, v.kind, v.turn = o.firstFree(lane[n+1:]), "", "kept"
					o.turnOf(a)
					return
				}
				break
			}
		}
	}
	v.holder, v.turn = v.owner, "kept"
	if !o.free(v.owner) {
		v.holder = o.helper()
	}
}

// belongs: the register knows the visitor as another's, or as the receiver's own.
func (o *oracle) belongs(v *visitor, owner string) {
	covered := v.owner != "" && v.owner != v.holder && v.kind != "prefer" && v.kind != "named"
	loser, lost := v.holder, v.turn == "used" || v.turn == "spends-makeup"
	before := v.turn
	switch {
	case v.holder == owner:
		if lost {
			v.turn = "kept"
		}
	case covered:
		loser, lost = v.owner, true
	case before == "used" && o.doc == "GP":
		v.turn = "makeup"
	case before == "spends-makeup" && o.doc == "GP":
	case lost:
		v.turn = "kept"
	}
	switch {
	case !lost || o.doc == "GP" && v.holder == owner && before == "used":
	case o.doc == "GP":
		v.owes = true
	default:
		o.giveBack(loser)
	}
	v.kind, v.owner = "prefer", owner
	if v.holder != owner && o.free(owner) {
		o.handOver(v, owner)
	}
}

func (o *oracle) handOver(v *visitor, to string) {
	from, before := v.holder, *v
	v.holder, v.turn, v.choice, v.owes = to, "kept", "", false
	o.lets(from, before)
}

func (o *oracle) finish(id string) {
	i := slices.IndexFunc(o.open, func(v *visitor) bool { return v.id == id })
	v := o.open[i]
	o.open = slices.Delete(o.open, i, i+1)
	o.lets(v.holder, *v)
}

func (o *oracle) checkIn(a string, duty bool) {
	o.signed, o.onDuty[a] = append(o.signed, a), duty
	if duty {
		for _, b := range o.signed {
			o.rounds[a] = max(o.rounds[a], o.rounds[b]-1)
		}
	}
	if !o.byArrival() {
		o.back(a)
		return
	}
	at, round := len(o.queue), 0
	for _, b := range o.queue {
		round = max(round, o.had[b])
	}
	for i := len(o.queue) - 1; i >= 0 && round > 0; i-- {
		if o.had[o.queue[i]] >= round {
			at = i
		}
	}
	o.queue = slices.Insert(o.queue, at, a)
	o.where[a] = "on"
	o.payOwed(a)
}

// swappable: two with a place, of one group.
func (o *oracle) swappable(a, b string) bool {
	return a != b && slices.Contains(o.queue, a) && slices.Contains(o.queue, b) && (o.doc != "GP" || o.of[a] == o.of[b])
}

func (o *oracle) back(a string) {
	o.where[a] = "on"
	if o.due[a] {
		o.due[a] = false
		o.tail(a)
	}
	o.payOwed(a)
}

func (o *oracle) closeDay() {
	o.waiting = nil
	for len(o.open) > 0 {
		o.finish(o.open[0].id)
	}
	for _, a := range o.signed {
		o.where[a] = "off"
	}
	for _, a := range slices.Clone(o.queue) {
		o.payOwed(a)
	}
	switch {
	case o.doc == "GP":
		o.groups = append(o.groups[1:], o.groups[0])
	case o.byArrival():
		o.queue = nil
	case o.doc == "RC" && len(o.used) > 0:
		last := o.used[len(o.used)-1]
		i := slices.Index(o.queue, last)
		o.queue = slices.Insert(slices.Delete(o.queue, i, i+1), 0, last)
	}
	o.signed, o.used = nil, nil
	clear(o.had)
	clear(o.onDuty)
	clear(o.rounds)
}

// documents names the document that the oracle follows for each preset.
var documents = map[policy.Preset]string{policy.SelfSale: "SS", policy.GroupRotation: "GP", policy.LeasingHall: "QC",
	policy.FrontSeat: "RC", policy.Points: "PC", policy.FirstContact: "PC"}

func TestEveryPolicyAgainstTheOracle(t *testing.T) {
	for _, preset := range policy.Presets() {
		t.Run(string(preset), func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) { race(r, t, preset) })
		})
	}
}

// race plays one random floor on Apply and on the oracle and compares them after every event.
func race(r *rapid.T, t *testing.T, preset policy.Preset) {
	names := []string{"jia", "yi", "bing", "ding", "wu"}[:rapid.IntRange(1, 5).Draw(r, "agents")]
	s := newSite(t, preset)
	s.t = quiet{t, r}
	o := &oracle{doc: documents[preset], groups: []string{"east", "west"}, of: map[string]string{},
		where: map[string]string{},
		due:   map[string]bool{}, owed: map[string]bool{}, had: map[string]int{}, onDuty: map[string]bool{},
		rounds: map[string]int{}}
	if !o.byArrival() {
		o.queue = slices.Clone(names)
	}
	table := Event{Kind: TableSet, Groups: []domain.GroupID{"east", "west"}}
	for i, a := range names {
		o.of[a], o.where[a] = o.groups[i%2], "off"
		table.Table = append(table.Table, TablePlace{Agent: domain.AgentID(a), Group: domain.GroupID(o.of[a])})
	}
	s.must(table)
	s.open("2026-11-24")
	for n, a := range names[:rapid.IntRange(0, len(names)).Draw(r, "in the morning")] {
		s.must(Event{Kind: CheckedIn, Agent: domain.AgentID(a), Seq: n})
		o.checkIn(a, false)
	}
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

var happenings = []string{"in", "in", "arrive", "arrive", "arrive", "finish", "finish", "leave", "return", "belongs",
	"choose", "hand", "swap", "close"}

func step(r *rapid.T, s *testSite, o *oracle, names []string, n int) {
	a := rapid.SampledFrom(names).Draw(r, "agent")
	agent := domain.AgentID(a)
	var v *visitor
	if len(o.open) > 0 {
		v = o.open[rapid.IntRange(0, len(o.open)-1).Draw(r, "visit")]
	}
	switch what := rapid.SampledFrom(happenings).Draw(r, "event"); {
	case what == "in" && o.where[a] == "off":
		duty := o.doc == "QC" && rapid.Bool().Draw(r, "duty")
		s.must(Event{Kind: CheckedIn, Agent: agent, Seq: 10 + n, Duty: duty})
		o.checkIn(a, duty)
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
		arrive(r, s, o, a)
	case what == "finish" && v != nil:
		s.finish(domain.VisitID(v.id))
		o.finish(v.id)
	case what == "belongs" && v != nil:
		s.must(Event{Kind: Belongs, Visit: domain.VisitID(v.id), Agent: agent})
		o.belongs(v, a)
	case what == "choose" && o.doc == "RC" && v != nil && v.kind == "prefer" && v.turn == "kept" && v.owner == v.holder:
		v.choice = rapid.SampledFrom([]string{"new", "old"}).Draw(r, "choice")
		s.must(Event{Kind: TurnChosen, Visit: domain.VisitID(v.id), Choice: TurnChoice(v.choice)})
	case what == "hand" && v != nil && v.owner != "" && o.free(a):
		s.must(Event{Kind: HandedOver, Visit: domain.VisitID(v.id), Agent: agent})
		if v.owner == v.holder && o.doc != "RC" {
			v.owner = a // for good; under RC it stays the owner's and comes back
		}
		o.handOver(v, a)
	case what == "swap" && o.swappable(a, names[n%len(names)]):
		b := names[n%len(names)]
		s.must(Event{Kind: SwappedPlaces, Agent: agent, Other: domain.AgentID(b)})
		i, j := slices.Index(o.queue, a), slices.Index(o.queue, b)
		o.queue[i], o.queue[j] = b, a
	case what == "close" && n%7 == 0:
		s.must(Event{Kind: DayClosed})
		o.closeDay()
		s.open(s.day.AddDays(1))
	}
	o.settle()
	o.answer = ""
}

// arrive has a visitor come, of an agent if the kind says so.
func arrive(r *rapid.T, s *testSite, o *oracle, a string) {
	v := &visitor{kind: rapid.SampledFrom([]string{"", "", "", "prefer", "named", "company"}).Draw(r, "kind")}
	if o.doc == "RC" {
		o.answer = rapid.SampledFrom([]string{"", "", "new", "old"}).Draw(r, "answer")
	}
	ev := Event{Treatment: Treatment(v.kind), Choice: TurnChoice(o.answer)}
	if v.kind == "prefer" || v.kind == "named" {
		v.owner, ev.Prefer = a, domain.AgentID(a)
	}
	id, _ := s.arrive(ev)
	v.id = string(id)
	o.waiting = append(o.waiting, v)
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
		if !o.byArrival() || m.Presence != NotCheckedIn {
			queue = append(queue, string(m.Agent))
		}
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
