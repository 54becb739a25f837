package guarantees_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

var (
	adversarySteps = flag.Int("adversary-steps", 0,
		"steps of each preset and role in TestAdversary; 0: the short form")
	adversarySeed   = flag.Uint64("adversary-seed", 1, "the first seed")
	adversaryShrink = flag.Duration("adversary-shrink", 20*time.Second, "how long each trace is shortened")
)

const (
	deedsOfEpisode = 240
	shortEpisode   = 50
	tries          = 4
)

// TestAdversary has one person of a site try everything that their role may do, in random order, with themselves as who
// gains, while honest people work beside: nobody else's customers, turns or money become theirs by their word alone.
// The whole: go test ./infra/guarantees -run TestAdversary -timeout 3h -adversary-steps 10000
func TestAdversary(t *testing.T) {
	spec := theContract(t)
	roles := []string{"agent", "front_desk", "supervisor", "site_manager"}
	for i, preset := range policy.Presets() {
		for n, role := range roles {
			if *adversarySteps == 0 && n != i%len(roles) && n != 0 {
				continue // the short form: the agent, and one more
			}
			t.Run(string(preset)+"/"+role, func(t *testing.T) {
				trial := &trial{t: t, spec: spec, preset: string(preset), role: role, tally: map[string][2]int{}}
				trial.run()
			})
		}
	}
}

func theContract(t *testing.T) *openapi3.T {
	t.Helper()
	spec, err := openapi3.NewLoader().LoadFromFile(filepath.Join("..", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// TestNobodyGainsAlone has every role call every write of the contract once for themselves, on a site where others have
// visitors, customers and deals: nothing moves to them. The table's own test tells the reasons (x-standing).
func TestNobodyGainsAlone(t *testing.T) {
	spec := theContract(t)
	onSite := []domain.Role{domain.RoleAgent, domain.RoleFrontDesk, domain.RoleSupervisor, domain.RoleSiteManager}
	for i, preset := range policy.Presets() {
		for _, role := range domain.Roles() {
			if role == domain.RoleSystem || role == domain.RoleVisitor || role == domain.RoleScreen ||
				i > 0 && !slices.Contains(onSite, role) {
				continue // those above the sites have few writes, and the same under every policy
			}
			t.Run(string(preset)+"/"+string(role), func(t *testing.T) {
				tr := &trial{t: t, spec: spec, preset: string(preset), role: string(role), tally: map[string][2]int{}}
				deeds, faults := tr.each(*adversarySeed)
				for _, fault := range faults {
					tr.tell(*adversarySeed, deeds, fault)
				}
				tr.counted()
			})
		}
	}
}

// each plays a working morning and then every write that the role may call.
func (tr *trial) each(seed uint64) (deeds []deed, faults []string) {
	once := &once{TB: tr.t}
	defer once.end()
	r := rand.New(rand.NewPCG(seed, seed))
	w := newWorld(once, tr.spec, tr.preset, tr.role)
	do := func(d deed) {
		deeds = append(deeds, d)
		w.act(d)
	}
	w.morning(do, &deeds)
	for range 16 {
		w.working(do, len(deeds), r)
	}
	for _, op := range inOrder() {
		if !op.Write || op.Open || !callableBy(op, tr.role) {
			continue
		}
		for range tries { // until one is accepted
			d, ok := w.attackBy(op, len(deeds), r, true)
			if !ok {
				break
			}
			if do(d); w.tally[op.ID][0] > 0 {
				break
			}
		}
	}
	tr.add(w.tally)
	return deeds, w.faults
}

// trial is the adversary of one role under one preset.
type trial struct {
	t            *testing.T
	spec         *openapi3.T
	preset, role string
	tally        map[string][2]int
	told         map[string]bool
}

func (tr *trial) run() {
	steps, length := *adversarySteps, deedsOfEpisode
	if steps == 0 {
		steps, length = shortEpisode, shortEpisode
	}
	for seed, done := *adversarySeed, 0; done < steps; seed, done = seed+1, done+length {
		deeds, faults := tr.episode(seed, length)
		for _, fault := range faults {
			tr.tell(seed, deeds, fault)
		}
	}
	tr.counted()
}

// counted tells how many calls were accepted, and which operations never were.
func (tr *trial) counted() {
	accepted, all, none := 0, 0, []string{}
	for _, op := range slices.Sorted(maps.Keys(tr.tally)) {
		n := tr.tally[op]
		if accepted, all = accepted+n[0], all+n[1]; n[0] == 0 {
			none = append(none, fmt.Sprintf("%s %d", op, n[1]))
		}
	}
	tr.t.Logf("%d calls, %d accepted; never accepted: %s", all, accepted, strings.Join(none, ", "))
}

// episode plays new deeds from a seed, and gives them with the faults that came of them.
func (tr *trial) episode(seed uint64, length int) (deeds []deed, faults []string) {
	r := rand.New(rand.NewPCG(seed, seed))
	once := &once{TB: tr.t}
	defer once.end()
	w := newWorld(once, tr.spec, tr.preset, tr.role)
	do := func(d deed) {
		deeds = append(deeds, d)
		w.act(d)
	}
	day := ""
	for n := 0; n < length; n++ {
		if today := string(w.today()); day != today {
			day = today
			w.morning(do, &deeds)
		}
		local := w.Clock.Now().Add(8 * time.Hour)
		switch {
		case local.Hour() >= 18:
			do(deed{n: len(deeds), honest: true, what: "night", visitor: -1})
		case tr.role == "agent" && seed%3 == 2 && n >= length/2 && !w.gone && !w.receiving():
			do(w.leaves(len(deeds), []string{"suspended", "left"}[seed/3%2]))
		case n < 12 || r.IntN(5) < 2:
			w.working(do, len(deeds), r)
		default:
			do(w.attack(len(deeds), r))
		}
	}
	w.ending(r, do, &deeds)
	tr.add(w.tally)
	return deeds, w.faults
}

// inOrder lists the operations, those last that leave little to try.
func inOrder() []api.Operation {
	all := slices.Clone(api.Operations)
	slices.SortStableFunc(all, func(a, b api.Operation) int {
		switch {
		case rare[a.ID] == rare[b.ID]:
			return 0
		case rare[a.ID]:
			return 1
		}
		return -1
	})
	return all
}

// working does the next honest deed; sales control confirms what is recorded.
func (w *world) working(do func(deed), n int, r *rand.Rand) {
	d := w.work(n, r)
	if do(d); d.what == "recordDeal" && r.IntN(3) > 0 {
		do(w.confirmed(n+1, d))
	}
}

func (tr *trial) add(tally map[string][2]int) {
	for op, n := range tally {
		tr.tally[op] = [2]int{tr.tally[op][0] + n[0], tr.tally[op][1] + n[1]}
	}
}

// morning has every agent check in.
func (w *world) morning(do func(deed), deeds *[]deed) {
	for _, agent := range w.agents {
		do(deed{n: len(*deeds), honest: true, what: "check-in", as: w.agent(agent), visitor: -1})
	}
}

// ending has everybody come once more on another day and buy, and the nights pay it.
func (w *world) ending(r *rand.Rand, do func(deed), deeds *[]deed) {
	next := func() deed { return deed{n: len(*deeds), honest: true, method: "POST", minutes: 1, visitor: -1} }
	night := func() { do(deed{n: len(*deeds), honest: true, what: "night", visitor: -1}) }
	night()
	w.morning(do, deeds)
	for visitor := range w.seen {
		if w.bought[visitor] {
			continue
		}
		if visitor%2 == 0 {
			do(w.comes(next(), visitor))
			for _, reception := range w.now.board.Receptions {
				do(w.goes(next(), reception))
			}
		}
		if w.ownerOf(visitor) != "" {
			recorded := w.buys(next(), visitor, r)
			do(recorded)
			do(w.confirmed(len(*deeds), recorded))
		}
	}
	night()
	night()
}

// act does a deed and holds what came of it against the ledger.
func (w *world) act(d deed) (accepted bool) {
	a, ok := w.carryOut(d)
	if !ok {
		return false
	}
	if !d.honest {
		n := w.tally[d.what]
		if n[1]++; a.status < 300 {
			n[0]++
		}
		w.tally[d.what] = n
	}
	if a.status < 300 {
		w.learn(d, a)
	}
	w.after(d, a)
	return a.status < 300
}

// again plays deeds that were played before, or some of them, until a fault of a kind comes, and gives those that were
// accepted; none if it does not come.
func (tr *trial) again(deeds []deed, fault string) []deed {
	once := &once{TB: tr.t}
	defer once.end()
	w := newWorld(once, tr.spec, tr.preset, tr.role)
	var done []deed
	for _, d := range deeds {
		if w.act(d) {
			done = append(done, d)
		}
		for _, f := range w.faults {
			if kindOf(f) == kindOf(fault) {
				return done
			}
		}
	}
	return nil
}

// kindOf is a fault without its particulars.
func kindOf(fault string) string {
	if i := strings.IndexAny(fault, `("0123456789`); i > 0 {
		return fault[:i]
	}
	return fault
}

// tell reports a fault of a kind once, with the shortest trace that playing parts of it finds.
func (tr *trial) tell(seed uint64, deeds []deed, fault string) {
	if tr.told == nil {
		tr.told = map[string]bool{}
	}
	if tr.told[kindOf(fault)] {
		return
	}
	tr.told[kindOf(fault)] = true
	var lines []string
	for _, d := range tr.shortest(deeds, fault) {
		lines = append(lines, d.String())
	}
	text := fmt.Sprintf("%s, %s, seed %d: %s\n%s\n", tr.preset, tr.role, seed, fault, strings.Join(lines, "\n"))
	tr.t.Error(text)
}

// shortest leaves out what the fault does not need: halves first, then smaller parts.
func (tr *trial) shortest(deeds []deed, fault string) []deed {
	until := time.Now().Add(*adversaryShrink)
	if enough := tr.again(deeds, fault); enough != nil {
		deeds = enough
	}
	for part := len(deeds) / 2; part > 0 && time.Now().Before(until); part /= 2 {
		for from := 0; from < len(deeds) && time.Now().Before(until); {
			less := append(append([]deed{}, deeds[:from]...), deeds[min(len(deeds), from+part):]...)
			if less = tr.again(less, fault); less != nil {
				deeds = less
			} else {
				from += part
			}
		}
	}
	return deeds
}

// once is a test for one play: what it opened is closed at its end, not at the test's.
type once struct {
	testing.TB
	ends []func()
}

func (o *once) Cleanup(f func()) { o.ends = append(o.ends, f) }

func (o *once) TempDir() string {
	dir, err := os.MkdirTemp("", "play")
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func (o *once) end() {
	for _, f := range slices.Backward(o.ends) {
		f()
	}
}
