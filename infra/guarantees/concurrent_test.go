package guarantees_test

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/anishathalye/porcupine"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

const (
	present = 12 // agents on the floor
	crowd   = 32 // visitors who come in at the same moment
)

// TestSimultaneousArrivals has 32 visitors come in at once through three processes, and then every
// reception end while more come in. Every history must be one that a single rotation, taking one event
// after the other, could have answered (SS.4.2.1.a, GP.2.a, QC.1.a, RC.1.a).
func TestSimultaneousArrivals(t *testing.T) {
	for _, preset := range policy.Presets() {
		t.Run(string(preset), func(t *testing.T) {
			onBoth(t, func(t *testing.T, e engine) { testSimultaneous(t, e, string(preset)) })
		})
	}
}

func testSimultaneous(t *testing.T, e engine, policy string) {
	p := start(t, e)
	s := p.openSite("riverside", policy, present)
	s.checkAllIn()
	processes := []*product{p, p.another(), p.another()}
	look, err := p.Floor.Look(context.Background(), domain.SiteID(s.id), p.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	order := s.board().Order
	h := &history{site: s}
	h.together(crowd, func(i int) { h.arrive(processes[i%len(processes)], i, i) })
	h.readBoard()
	receptions := checkAnswers(t, order, h.operations)
	h.together(2*len(receptions), func(i int) {
		if i%2 == 0 {
			h.arrive(processes[i%len(processes)], i, crowd+i)
		} else {
			h.finish(processes[i%len(processes)], i, receptions[i/2])
		}
	})
	h.readBoard()
	entries := s.journal(s.today())
	for i, entry := range entries {
		if entry.Seq != i+1 {
			t.Fatalf("the journal has %d at place %d", entry.Seq, i+1)
		}
	}
	h.placeFinishes(entries)
	model := rotationModel(look)
	if result := porcupine.CheckOperations(model, h.operations); !result {
		t.Fatalf("no order of the %d operations explains the answers", len(h.operations))
	}
}

// checkAnswers checks the crowd's answers without the model: in the order of the register each of the
// agents on the board receives one visitor in turn, and everybody after them waits. It gives the visits
// being received.
func checkAnswers(t *testing.T, order []string, operations []porcupine.Operation) []string {
	t.Helper()
	var answers []outcome
	for _, operation := range operations {
		if operation.Input.(input).kind == arrives {
			answers = append(answers, operation.Output.(outcome))
		}
	}
	slices.SortFunc(answers, func(a, b outcome) int { return a.seq - b.seq })
	var receptions []string
	for i, out := range answers {
		want := outcome{status: out.status, seq: out.seq, visit: out.visit, waiting: true}
		if i < len(order) {
			want.agent, want.turn, want.waiting = order[i], string(contract.TurnUsed), false
			receptions = append(receptions, out.visit)
		}
		if out != want || (i > 0 && out.seq != answers[i-1].seq+1) {
			t.Errorf("visitor %d is answered %+v instead of %+v", i+1, out, want)
		}
	}
	if len(order) != present || len(answers) != crowd || len(receptions) != present {
		t.Fatalf("%d received of %d visitors by %d agents", len(receptions), len(answers), len(order))
	}
	return receptions
}

// history records the calls of several clients.
type history struct {
	site       *place
	clock      atomic.Int64
	mu         sync.Mutex
	operations []porcupine.Operation
}

// together starts n clients at once and waits for them.
func (h *history) together(n int, client func(int)) {
	var ready, done sync.WaitGroup
	gate := make(chan struct{})
	for i := range n {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-gate
			client(i)
		})
	}
	ready.Wait()
	close(gate)
	done.Wait()
}

func (h *history) record(client int, in input, made func() outcome) {
	called := h.clock.Add(1)
	out := made()
	returned := h.clock.Add(1)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.operations = append(h.operations, porcupine.Operation{ClientId: client, Input: in, Call: called, Output: out,
		Return: returned})
}
