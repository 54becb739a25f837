package guarantees_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
)

// deed is one step of an episode. Identifiers in it are names ("@visit#7.0": the first visit that step 7 answered), so
// that it can be done again where others before it are left out.
type deed struct {
	n       int
	honest  bool
	what    string // operationId, or a word of the harness: night, check-in
	as      who
	method  string
	path    string
	body    any
	minutes int // that pass before it
	visitor int // whom an honest deed is about; -1: nobody
}

func (d deed) String() string {
	by := "adversary"
	if d.honest {
		by = "honest"
	}
	body, err := json.Marshal(d.body)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("%4d +%dmin %-9s %s%s %s %s %s %s", d.n, d.minutes, by, d.as.role, d.as.agent, d.what, d.method,
		d.path, body)
}

// world is a site at work in which one person is an adversary.
type world struct {
	*place
	*ledger
	spec  *openapi3.T
	me    string
	role  string
	ids   map[string]string   // by name
	names map[string]string   // by id
	known map[string][]string // names by kind
	seen  int                 // honest visitors so far
	units int
	tally map[string][2]int // of the adversary's calls by operation: accepted, all
}

// account gives one of the adversary's accounts: that of the role, or that of the agent whom they are besides. Two
// accounts are not two people.
func (w *world) account(r *rand.Rand, role string) who {
	if role == w.role && r.IntN(4) == 0 {
		role = "agent"
	}
	return who{role, w.id, w.me}
}

func newWorld(t testing.TB, spec *openapi3.T, preset, role string) *world {
	p := start(t, engines[0])
	n := 6
	if preset == "group-rotation" {
		n = 8
	}
	s := p.openSite("riverside", preset, n)
	w := &world{place: s, spec: spec, me: s.agents[2], role: role, ids: map[string]string{}, names: map[string]string{},
		known: map[string][]string{}, tally: map[string][2]int{}}
	w.ledger = newLedger(w)
	w.now = w.look()
	return w
}

var idFormat = regexp.MustCompile(`^[A-Za-z0-9.-]{6,64}$`)

// listed are the kinds of what a list calls "id".
var listed = map[string]string{"swap-requests": "swap", "pre-registrations": "pre_registration",
	"conduct-reports": "report", "commendations": "commendation", "inbox": "fact"}

// learn names every identifier of an answer.
func (w *world) learn(d deed, a answer) {
	var body any
	if json.Unmarshal(a.raw, &body) != nil {
		return
	}
	counts := map[string]int{}
	var walk func(name string, value any)
	walk = func(name string, value any) {
		switch v := value.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				walk(key, v[key])
			}
		case []any:
			for _, one := range v {
				walk(name, one)
			}
		case string:
			if name == "id" {
				for path, kind := range listed {
					if strings.Contains(d.path, path) {
						name = kind
					}
				}
			}
			if !isKind(name) || !idFormat.MatchString(v) || w.names[name+v] != "" {
				return
			}
			handle := fmt.Sprintf("@%s#%d.%d", name, d.n, counts[name])
			counts[name]++
			w.ids[handle], w.names[name+v] = v, handle
			w.known[name] = append(w.known[name], handle)
		}
	}
	walk("", body)
}

var handles = regexp.MustCompile(`@[a-z_]+#[0-9]+\.[0-9]+`)

// resolve puts identifiers in place of their names; false where one is not there.
func (w *world) resolve(text string) (string, bool) {
	whole := true
	text = handles.ReplaceAllStringFunc(text, func(name string) string {
		id, ok := w.ids[name]
		whole = whole && ok
		return id
	})
	return text, whole
}

// do does a deed; false where what it is about does not exist.
func (w *world) carryOut(d deed) (answer, bool) {
	w.later(time.Duration(d.minutes) * time.Minute)
	switch d.what {
	case "night":
		return w.night(), true
	case "check-in":
		return w.call(d.as, "POST", w.path("/check-ins"), w.scan(d.as.agent)), true
	}
	path, ok := w.resolve(d.path)
	if !ok {
		return answer{}, false
	}
	var body any
	if d.body != nil {
		raw, err := json.Marshal(d.body)
		if err != nil {
			w.t.Fatal(err)
		}
		text, ok := w.resolve(string(raw))
		if !ok {
			return answer{}, false
		}
		body = json.RawMessage(text)
	}
	a := w.call(d.as, d.method, path, body)
	if d.honest && d.what == "changeAgent" {
		w.later(6 * time.Second) // the door knows it within five
	}
	return a, true
}

// receiving reports whether the adversary has a visitor.
func (w *world) receiving() bool {
	return slices.ContainsFunc(w.now.board.Receptions, func(r contract.BoardReception) bool { return r.Agent == w.me })
}

// night runs the site's night at half past eleven, and goes on to the next morning.
func (w *world) night() answer {
	local := w.Clock.Now().Add(8 * time.Hour)
	at := time.Date(local.Year(), local.Month(), local.Day(), 15, 30, 0, 0, time.UTC)
	if err := w.Clock.Set(at); err != nil {
		w.t.Fatal(err)
	}
	a := w.do(request{method: "POST", path: "/dev/night", body: map[string]any{"site": w.id}})
	if err := w.Clock.Set(at.Add(9*time.Hour + 30*time.Minute)); err != nil {
		w.t.Fatal(err)
	}
	return a
}

// attack makes a deed of the adversary.
func (w *world) attack(n int, r *rand.Rand) deed {
	as := w.account(r, w.role)
	for {
		if d, ok := w.attackBy(w.operation(r, as.role), n, r, false); ok {
			d.as = as
			return d
		}
	}
}

// attackBy makes a call of one operation; false where nothing is known that its path could name.
func (w *world) attackBy(op api.Operation, n int, r *rand.Rand, greedy bool) (deed, bool) {
	f := &filler{greedy: greedy, Rand: r, me: w.me, agents: w.agents, phones: w.seen, known: w.known,
		now:   w.Clock.Now(),
		floor: w.onTheFloor()}
	path, ok := f.path(op)
	if !ok {
		return deed{}, false
	}
	return deed{n: n, what: op.ID, as: who{w.role, w.id, w.me}, method: op.Method, path: path, body: w.bodyOf(op, f),
		minutes: pick(r, []int{0, 1, 1, 2, 9}), visitor: -1}, true
}

// onTheFloor names the visits in progress and waiting.
func (w *world) onTheFloor() (visits []string) {
	for _, r := range w.now.board.Receptions {
		visits = append(visits, w.names["visit"+r.Visit])
	}
	for _, v := range w.now.board.Waiting {
		visits = append(visits, w.names["visit"+v.Visit])
	}
	return visits
}

// bodyOf makes a body of an operation; nil where it takes none.
func (w *world) bodyOf(op api.Operation, f *filler) any {
	if !op.TakesBody() {
		return nil
	}
	if craft := crafted[op.ID]; craft != nil && (f.greedy || f.chance(75)) {
		return craft(f)
	}
	o := w.spec.Paths.Find(op.Path).GetOperation(op.Method)
	return f.value(o.RequestBody.Value.Content["application/json"].Schema.Value)
}

// rare are deeds that end the play or change who plays: seldom done, or nothing is left to try.
var rare = map[string]bool{"closeDay": true, "changeAgent": true, "changeSite": true, "addAgent": true, "leave": true,
	"requestErasure": true, "publishPolicyVersion": true, "cancelDeal": true, "cancelAppointment": true,
	"withdrawTakeover": true, "withdrawPreRegistration": true, "makeArchive": true,
	"startReplay": true, "startWhatIf": true}

// often are what moves turns, owners and money.
var often = map[string]bool{"recordDeal": true, "signDeal": true, "fileClaim": true, "recogniseCustomer": true,
	"registerArrival": true, "registerCall": true, "preRegister": true, "confirmPreRegistration": true,
	"foundOut": true,
	"handOver": true, "identify": true, "confirmFact": true, "ruleDeal": true, "approveRuling": true,
	"reassignCustomer": true,
	"signOffTakeover":  true, "addTakeoverRows": true, "openTakeover": true, "recordFollowUp": true}

// operation draws one of a role's.
func (w *world) operation(r *rand.Rand, role string) api.Operation {
	for {
		op := pick(r, api.Operations)
		if op.Open || !callableBy(op, role) {
			continue
		}
		weight := 30
		switch {
		case !op.Write:
			weight = 8
		case rare[op.ID]:
			weight = 5
		case often[op.ID]:
			weight = 100
		}
		if r.IntN(100) < weight {
			return op
		}
	}
}

func callableBy(op api.Operation, role string) bool {
	for _, one := range op.Roles {
		if string(one) == role {
			return true
		}
	}
	return false
}

// work makes a deed of the honest people of the site.
func (w *world) work(n int, r *rand.Rand) deed {
	d := deed{n: n, honest: true, method: "POST", minutes: pick(r, []int{1, 3, 5, 9}), visitor: -1}
	board := w.now.board
	switch chance := r.IntN(100); {
	case chance < 40 || w.seen < 3:
		return w.comes(d, w.seen)
	case chance < 52:
		return w.comes(d, r.IntN(w.seen))
	case chance < 75 && len(board.Receptions) > 0:
		return w.goes(d, pick(r, board.Receptions))
	case chance < 90:
		return w.buys(d, r.IntN(w.seen), r)
	}
	return w.isFollowedUp(d, r.IntN(w.seen))
}

// comes has a visitor come to the desk.
func (w *world) comes(d deed, visitor int) deed {
	d.what, d.as, d.path, d.visitor = "registerArrival", w.as("front_desk"), w.path("/arrivals"), visitor
	d.body = map[string]any{"phone": phone(visitor), "name": visitorName(visitor), "first_visit": visitor >= w.seen,
		"kind": "customer", "purpose": "看三居室", "headcount": 2}
	return d
}

// goes ends a reception, by who received; what the adversary receives, the desk ends.
func (w *world) goes(d deed, r contract.BoardReception) deed {
	d.what, d.as = "finishVisit", w.agent(r.Agent)
	if r.Agent == w.me {
		d.as = w.as("front_desk")
	}
	d.path = w.path("/visits/" + w.names["visit"+r.Visit] + "/finish")
	d.body = map[string]any{"outcome": "toured"}
	return d
}

// buys has a visitor buy from whoever owns them; the manager records it.
func (w *world) buys(d deed, visitor int, r *rand.Rand) deed {
	closer := w.ownerOf(visitor)
	if closer == "" || w.bought[visitor] {
		return w.isFollowedUp(d, visitor)
	}
	w.units++
	d.what, d.as, d.path, d.visitor = "recordDeal", w.as("site_manager"), w.path("/deals"), visitor
	d.body = map[string]any{"phone": phone(visitor), "closed_by": closer, "commission_fen": 100000 + w.units,
		"unit": unitOf(w.units), "contract": contractOf(w.units),
		"stage": pick(r, []string{"subscribed", "signed", "signed"})}
	return d
}

// confirmed has sales control confirm a deal that an honest deed recorded.
func (w *world) confirmed(n int, recorded deed) deed {
	return deed{n: n, honest: true, what: "confirmFact", as: w.as("finance"), method: "POST", visitor: recorded.visitor,
		path: w.path(fmt.Sprintf("/inbox/@fact#%d.0/confirmation", recorded.n)), body: map[string]any{}, minutes: 1}
}

// leaves has the manager enter that the adversary has left, or is suspended.
func (w *world) leaves(n int, state string) deed {
	return deed{n: n, honest: true, what: "changeAgent", as: w.as("site_manager"), method: "PATCH", visitor: -1,
		path: w.path("/agents/" + w.me), body: map[string]any{"employment": state}}
}

func unitOf(n int) string { return fmt.Sprintf("%d-%d01", 1+n/20, 1+n%20) }

func contractOf(n int) string { return fmt.Sprintf("HT-%04d", n) }

// isFollowedUp has a visitor's owner ring them up, or the desk take their call.
func (w *world) isFollowedUp(d deed, visitor int) deed {
	owner, ref := w.ownerOf(visitor), w.refs[visitor]
	if owner == "" || owner == w.me || ref == "" {
		d.what, d.as, d.path = "registerCall", w.as("front_desk"), w.path("/calls")
		d.body = map[string]any{"phone": phone(visitor), "content": "询问房价"}
		return d
	}
	d.what, d.as = "recordFollowUp", w.agent(owner)
	d.path, d.body = w.path("/customers/"+w.names["customer"+ref]+"/follow-ups"), map[string]any{"remark": "电话回访"}
	return d
}
