package guarantees_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/protocol"
)

// patient is how long one attempt may take here, so that a service that hangs is given up soon.
const patient = 400 * time.Millisecond

// misfortune is one fault of the service, so often that an arrival gets through and so often that it
// does not.
type misfortune struct {
	name      string
	operation string
	fault     protocol.Fault
	times     []int
}

// attempts is how often the SDK tries a call; after that many faults in a row a call has failed.
const attempts = 4

var misfortunes = []misfortune{
	{"read throttled", "BatchGetItem", protocol.Throttle, []int{1, attempts, 3 * attempts}},
	{"read fails", "BatchGetItem", protocol.FailInternally, []int{1, attempts}},
	{"read hangs", "BatchGetItem", protocol.Hang, []int{1, attempts}},
	{"read dropped", "BatchGetItem", protocol.DropRequest, []int{1, attempts}},
	{"read in parts", "BatchGetItem", protocol.LeaveUnprocessed, []int{1, attempts, 3 * attempts}},
	{"write throttled", "TransactWriteItems", protocol.Throttle, []int{1, attempts, 3 * attempts}},
	{"write throttled in part", "TransactWriteItems", protocol.ThrottlePart, []int{1, attempts, 3 * attempts}},
	{"write fails", "TransactWriteItems", protocol.FailInternally, []int{1, attempts}},
	{"write hangs", "TransactWriteItems", protocol.Hang, []int{1, attempts}},
	{"write dropped", "TransactWriteItems", protocol.DropRequest, []int{1, attempts}},
	{"write conflicts", "TransactWriteItems", protocol.Conflict, []int{1, attempts, 30}},
	{"committed but lost", "TransactWriteItems", protocol.LoseAnswer, []int{1, attempts, 3 * attempts}},
}

// TestFaults has visitors come in while the service misbehaves.
func TestFaults(t *testing.T) {
	for _, m := range misfortunes {
		for _, times := range m.times {
			t.Run(fmt.Sprintf("%s %d times", m.name, times), func(t *testing.T) { testFault(t, m, times) })
		}
	}
}

func testFault(t *testing.T, m misfortune, times int) {
	patiently := engine{"dynamo", func(t testing.TB, c *clock) (store.Store, *protocol.Server) {
		return openDynamoWith(t, c, &http.Client{Timeout: patient})
	}}
	p := start(t, patiently)
	s := p.openSite("riverside", "group-rotation", 4)
	s.checkAllIn()
	processes := []*product{p, p.another()}
	for _, process := range processes { // both know the site
		(&place{product: process, id: s.id}).board()
	}
	references := make([]string, 8) // before anything goes wrong: a look-up is written down
	for i := range references {
		references[i] = s.reference(i)
	}
	p.service.Inject(protocol.Injection{Operation: m.operation, Nth: 2, Times: times, Fault: m.fault})
	arrivals := make([]request, len(references))
	answers := make([]answer, len(arrivals))
	(&history{}).together(len(arrivals), func(i int) {
		arrivals[i] = request{as: s.as("front_desk"), method: "POST", path: s.path("/arrivals"), body: newcomer(i),
			key: freshKey()}
		answers[i] = processes[i%2].do(arrivals[i])
	})
	s.agrees(t, references)
	failed := 0
	for i, a := range answers {
		switch {
		case a.status == http.StatusCreated:
		case a.status == http.StatusServiceUnavailable &&
			(a.code() == "store.unavailable" || (m.fault == protocol.Conflict && a.code() == "busy.try_again")):
			failed++
		default:
			t.Errorf("visitor %d: %s", i, a)
		}
		s.tryAgain(t, i, references[i], arrivals[i], a)
	}
	s.agrees(t, references)
	t.Logf("%d of %d answered 503", failed, len(answers))
	// A cancelled transaction is not tried again by the SDK: one throttled part is one 503.
	if times == 1 && failed > 0 && m.fault != protocol.ThrottlePart {
		t.Errorf("a single fault failed %d arrivals", failed)
	}
	if times == 3*attempts && failed == 0 && m.fault != protocol.LeaveUnprocessed {
		t.Errorf("%d faults failed no arrival", times)
	}
	if entries := s.arrivals(); len(entries) != len(arrivals) {
		t.Errorf("%d arrivals in the journal of %d visitors", len(entries), len(arrivals))
	}
}

// tryAgain repeats an arrival with its key: what was committed is answered again, what was not happens now.
func (s *place) tryAgain(t *testing.T, visitor int, reference string, r request, first answer) {
	t.Helper()
	before := s.arrivals()
	known := before[reference] != ""
	again := s.do(r)
	for range 40 {
		if again.status != http.StatusServiceUnavailable {
			break
		}
		again = s.do(r)
	}
	var v contract.Visit
	if err := again.into(&v); err != nil || again.status != http.StatusCreated {
		t.Fatalf("visitor %d again: %s", visitor, again)
	}
	switch {
	case first.status == http.StatusCreated && (!known || !bytes.Equal(again.raw, first.raw)):
		t.Errorf("visitor %d was answered %s and then %s", visitor, first, again)
	case known && v.Visit != before[reference]:
		t.Errorf("visitor %d is visit %s, answered as %s", visitor, before[reference], v.Visit)
	case known && (!again.replayed || len(s.arrivals()) != len(before)):
		t.Errorf("visitor %d came in twice: replayed %v", visitor, again.replayed)
	case !known && len(s.arrivals()) != len(before)+1:
		t.Errorf("visitor %d: %d arrivals before, %d after", visitor, len(before), len(s.arrivals()))
	}
}

// reference gives the customer reference of a visitor.
func (s *place) reference(visitor int) string {
	s.t.Helper()
	var found struct{ Customer string }
	if err := s.must(s.as("front_desk"), "POST", s.path("/ownership-lookups"),
		map[string]any{"phone": phone(visitor)}).into(&found); err != nil {
		s.t.Fatal(err)
	}
	return found.Customer
}

// arrivals gives the visit of every customer in the journal.
func (s *place) arrivals() map[string]string {
	s.t.Helper()
	all := map[string]string{}
	for _, entry := range s.journal(s.today()) {
		if entry.Event != nil && entry.Event.Kind == rotation.Arrived {
			all[string(entry.Customer)] = string(entry.Visit)
		}
	}
	return all
}

// agrees checks that floor, journal and customers say the same: nothing is half written.
func (s *place) agrees(t *testing.T, references []string) {
	t.Helper()
	inJournal := s.arrivals()
	onFloor := map[string]bool{}
	board := s.board()
	for _, r := range board.Receptions {
		onFloor[r.Visit] = true
	}
	for _, w := range board.Waiting {
		onFloor[w.Visit] = true
	}
	if len(onFloor) != len(inJournal) {
		t.Errorf("%d visits on the floor, %d in the journal", len(onFloor), len(inJournal))
	}
	for n, ref := range references {
		key := store.CustomerKey(domain.SiteID(s.id), domain.CustomerRef(ref))
		items, err := s.store.Get(context.Background(), key)
		if err != nil {
			t.Fatal(err)
		}
		visit := inJournal[ref]
		if filed := len(items) == 1; filed != (visit != "") || (visit != "" && !onFloor[visit]) {
			t.Errorf("visitor %d: file %v, visit %q, on the floor %v", n, filed, visit, onFloor[visit])
		}
	}
	if v := s.verification(""); !v.Intact {
		t.Errorf("register: %+v", v.FirstFault)
	}
}

// verification asks whether the register is intact.
func (s *place) verification(query string) contract.Verification {
	s.t.Helper()
	var v contract.Verification
	if err := s.must(s.as("site_manager"), "GET", s.path("/register/verification"+query), nil).into(&v); err != nil {
		s.t.Fatal(err)
	}
	return v
}
