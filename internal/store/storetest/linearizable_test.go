package storetest

import (
	"math"
	"testing"

	"github.com/anishathalye/porcupine"

	"github.com/lunxu/lunxu/internal/store"
)

// TestModelRefuses shows the checker histories that no single copy could have given, and their legal twins.
func TestModelRefuses(t *testing.T) {
	at := store.Key{Table: store.Operations, Partition: "p", Sort: "s"}
	first, second, third := create(at, "first"), replace(at, 1, "second"), replace(at, 1, "third")
	gone := removeVersion(at, 1)
	step := func(from, to int64, w *store.Write, reply registerReply) porcupine.Operation {
		return porcupine.Operation{Input: registerCall{write: w}, Call: from, Output: reply, Return: to}
	}
	applied, refused := registerReply{applied: true}, registerReply{}
	saw := func(version int64, body string) registerReply { return registerReply{seen: register{version, body}} }
	created := step(1, 2, &first, applied)
	for name, test := range map[string]struct {
		history []porcupine.Operation
		want    bool
	}{
		"read after write": {[]porcupine.Operation{created, step(3, 4, nil, saw(1, "first"))}, true},
		"stale read":       {[]porcupine.Operation{created, step(3, 4, nil, saw(0, ""))}, false},
		"concurrent stale read": {[]porcupine.Operation{step(1, 4, &first, applied), step(2, 3, nil, saw(0, ""))},
			true},
		"one winner": {[]porcupine.Operation{created, step(3, 6, &second, applied),
			step(4, 5, &third, refused)}, true},
		"two winners": {[]porcupine.Operation{created, step(3, 6, &second, applied),
			step(4, 5, &third, applied)}, false},
		"nobody wins": {[]porcupine.Operation{created, step(3, 6, &second, refused)}, false},
		"lost update": {[]porcupine.Operation{created, step(3, 4, &second, applied),
			step(5, 6, nil, saw(1, "first"))}, false},
		"read from nowhere": {[]porcupine.Operation{created, step(3, 4, nil, saw(1, "other"))}, false},
		"removed yet seen": {[]porcupine.Operation{created, step(3, 4, &gone, applied),
			step(5, 6, nil, saw(1, "first"))}, false},
		"unknown took effect": {[]porcupine.Operation{created,
			step(3, math.MaxInt64, &second, registerReply{unknown: true}), step(5, 6, nil, saw(2, "second"))}, true},
		"unknown took no effect": {[]porcupine.Operation{created,
			step(3, math.MaxInt64, &second, registerReply{unknown: true}), step(5, 6, nil, saw(1, "first"))}, true},
		"unknown then taken back": {[]porcupine.Operation{created,
			step(3, math.MaxInt64, &second, registerReply{unknown: true}), step(5, 6, nil, saw(2, "second")),
			step(7, 8, nil, saw(1, "first"))}, false},
		"reads that go back": {[]porcupine.Operation{step(1, 9, &first, applied),
			step(2, 3, nil, saw(1, "first")), step(4, 5, nil, saw(0, ""))}, false},
		"retry judged a second time": {[]porcupine.Operation{step(1, 2, &first, refused),
			step(3, 4, nil, saw(1, "first"))}, false},
	} {
		if got := porcupine.CheckOperations(registerModel, test.history); got != test.want {
			t.Errorf("%s: linearizable %v, want %v", name, got, test.want)
		}
	}
}
