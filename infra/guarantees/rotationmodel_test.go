package guarantees_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/anishathalye/porcupine"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
)

type kind uint8

const (
	arrives kind = iota
	finishes
	reads
)

// input is what a client asked for.
type input struct {
	kind  kind
	visit string // of a finish
}

// outcome is what it was told.
type outcome struct {
	status  int
	seq     int // journal sequence
	visit   string
	agent   string
	turn    string
	waiting bool
	floor   string // of a read: who receives whom, who waits
}

// insist sends a request as a client does that is told to come again (503): under the same key, a bounded number of
// times. Whatever happened behind the first refusals happened once, between the first call and the last answer.
func (p *product) insist(as who, path string, body any) answer {
	r := request{as: as, method: "POST", path: path, body: body, key: freshKey()}
	a := p.do(r)
	for tries := 0; a.status == 503 && tries < 10; tries++ {
		a = p.do(r)
	}
	return a
}

func (h *history) arrive(p *product, client, visitor int) {
	h.record(client, input{kind: arrives}, func() outcome {
		a := p.insist(h.site.as("front_desk"), h.site.path("/arrivals"), newcomer(visitor))
		var v contract.Visit
		if err := a.into(&v); err != nil || a.status != 201 {
			p.t.Errorf("arrival: %s", a)
		}
		return outcome{status: a.status, seq: v.Seq, visit: v.Visit, agent: v.Receives, turn: string(v.Turn),
			waiting: v.Waiting}
	})
}

func (h *history) finish(p *product, client int, visit string) {
	h.record(client, input{finishes, visit}, func() outcome {
		a := p.insist(h.site.as("front_desk"), h.site.path("/visits/"+visit+"/finish"),
			map[string]any{"outcome": "toured"})
		if a.status != 200 {
			p.t.Errorf("finish: %s", a)
		}
		return outcome{status: a.status}
	})
}

func (h *history) readBoard() {
	h.record(0, input{kind: reads}, func() outcome {
		board := h.site.board()
		var said strings.Builder
		for _, r := range board.Receptions {
			fmt.Fprintf(&said, "%s %s %s\n", r.Agent, r.Visit, r.Turn)
		}
		for _, w := range board.Waiting {
			fmt.Fprintf(&said, "%s waits\n", w.Visit)
		}
		return outcome{status: 200, floor: said.String()}
	})
}

// placeFinishes fills in the journal sequence of every finish, which its answer does not tell.
func (h *history) placeFinishes(entries []floor.StoredEntry) {
	at := map[string]int{}
	for _, entry := range entries {
		if entry.Event != nil && entry.Event.Kind == rotation.Finished {
			at[string(entry.Event.Visit)] = entry.Seq
		}
	}
	for i, operation := range h.operations {
		if in := operation.Input.(input); in.kind == finishes {
			out := operation.Output.(outcome)
			out.seq = at[in.visit]
			h.operations[i].Output = out
		}
	}
}

// modelState is a rotation that takes one event after the other, and the sequence it has reached.
type modelState struct {
	seq     int
	encoded string
}

// rotationModel starts at a floor as it was read.
func rotationModel(look floor.Look) porcupine.Model {
	rules := look.Policy.Rules
	encode := func(s rotation.State) string {
		raw, err := json.Marshal(s)
		if err != nil {
			panic(err)
		}
		return string(raw)
	}
	step := func(state, in, out any) (bool, any) {
		before, asked, told := state.(modelState), in.(input), out.(outcome)
		var present rotation.State
		if err := json.Unmarshal([]byte(before.encoded), &present); err != nil {
			panic(err)
		}
		if asked.kind == reads {
			return floorOf(present) == told.floor, before
		}
		if told.seq != before.seq+1 {
			return false, before
		}
		event := rotation.Event{Kind: rotation.Finished, Visit: domain.VisitID(asked.visit), At: look.At}
		if asked.kind == arrives {
			event.Kind, event.Visit = rotation.Arrived, journal.VisitOf(look.Day, told.seq)
			event.Customer = domain.CustomerRef(strings.Repeat("0", 32))
		}
		next, effects, err := rotation.Apply(present, rules.Rotation, rules.Reception, event)
		if err != nil {
			return false, before
		}
		return asked.kind == finishes || explains(effects, event.Visit, told), modelState{told.seq, encode(next)}
	}
	return porcupine.Model{Init: func() any { return modelState{look.NextSeq() - 1, encode(look.State)} }, Step: step}
}

// explains reports whether an arrival with these effects is answered as it was.
func explains(effects []rotation.Effect, visit domain.VisitID, told outcome) bool {
	for _, e := range effects {
		if e.Visit == visit && e.Kind == rotation.Assigned {
			return !told.waiting && told.agent == string(e.Agent) && told.turn == string(e.Turn) &&
				told.visit == string(visit)
		}
		if e.Visit == visit && e.Kind == rotation.Waits {
			return told.waiting && told.visit == string(visit)
		}
	}
	return false
}

func floorOf(s rotation.State) string {
	var said strings.Builder
	for _, r := range s.Receptions {
		fmt.Fprintf(&said, "%s %s %s\n", r.Agent, r.Visit, r.Turn)
	}
	for _, w := range s.Waiting {
		fmt.Fprintf(&said, "%s waits\n", w.Visit)
	}
	return said.String()
}
