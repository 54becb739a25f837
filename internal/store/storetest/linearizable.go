package storetest

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/lunxu/lunxu/internal/store"
)

// register is one item as a linearizable register: absent has version 0.
type register struct {
	version int64
	body    string
}

type registerCall struct {
	key   int
	write *store.Write // nil: a read
}

type registerReply struct {
	seen    register // of a read
	applied bool     // of a write
	unknown bool     // of a write whose outcome is not known: it may take effect at any later time, or never
}

// registerModel says what a single copy of the register would answer.
var registerModel = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		byKey := map[int][]porcupine.Operation{}
		for _, operation := range history {
			key := operation.Input.(registerCall).key
			byKey[key] = append(byKey[key], operation)
		}
		var parts [][]porcupine.Operation
		for _, part := range byKey {
			parts = append(parts, part)
		}
		return parts
	},
	Init: func() any { return register{} },
	Step: func(state, input, output any) (bool, any) {
		before, call, reply := state.(register), input.(registerCall), output.(registerReply)
		if call.write == nil {
			return reply.seen == before, before
		}
		after, applies := before.after(*call.write)
		return reply.unknown || reply.applied == applies, after
	},
}

func (r register) after(w store.Write) (register, bool) {
	switch {
	case w.Condition == store.MustNotExist && r.version == 0:
		return register{w.Item.Version, string(w.Item.Body)}, true
	case w.Condition == store.VersionIs && r.version == w.Version && w.Action == store.Put:
		return register{w.Version + 1, string(w.Item.Body)}, true
	case w.Condition == store.VersionIs && r.version == w.Version && w.Action == store.Delete:
		return register{}, true
	}
	return r, false
}

// checkLinearizable records concurrent reads and conditional writes of two items and has porcupine
// look for an order in which a single copy would have answered the same.
func checkLinearizable(t *testing.T, f *fixture) {
	history := Record(t, f.store, f.name, 6, 60)
	CheckHistory(t, history)
}

// CheckHistory fails the test if the history of Record is not linearizable.
func CheckHistory(t testing.TB, history []porcupine.Operation) {
	t.Helper()
	if result := porcupine.CheckOperationsTimeout(registerModel, history, 20*time.Second); result != porcupine.Ok {
		t.Fatalf("history of %d operations: %v", len(history), result)
	}
}

// Record runs clients that each do some operations on two items of the named partition.
func Record(t testing.TB, s store.Store, name string, clients, operations int) []porcupine.Operation {
	f := &fixture{t: t, store: s, name: name}
	var clock atomic.Int64
	var lock sync.Mutex
	var history []porcupine.Operation
	together(clients, func(client int) {
		random := rand.New(rand.NewPCG(uint64(client), 1))
		var known [2]register
		for i := range operations {
			key := random.IntN(2)
			call := registerCall{key: key,
				write: f.randomWrite(random, key, known[key], fmt.Sprintf("%d/%d", client, i))}
			called := clock.Add(1)
			reply, happened := f.perform(call)
			returned := clock.Add(1)
			if !happened {
				continue
			}
			if reply.unknown {
				returned = math.MaxInt64
			}
			if call.write == nil {
				known[key] = reply.seen
			}
			lock.Lock()
			history = append(history, porcupine.Operation{ClientId: client, Input: call, Call: called, Output: reply,
				Return: returned})
			lock.Unlock()
		}
	})
	return history
}

// randomWrite gives a write that fits what the client last read, or nil for a read.
func (f *fixture) randomWrite(random *rand.Rand, key int, known register, body string) *store.Write {
	at := f.live(fmt.Sprint("register", key))
	var w store.Write
	switch dice := random.IntN(10); {
	case dice < 4:
		return nil
	case known.version == 0:
		w = create(at, body)
	case dice < 9:
		w = replace(at, known.version, body)
	default:
		w = removeVersion(at, known.version)
	}
	return &w
}

// perform gives false for a call that had no effect and saw nothing.
func (f *fixture) perform(call registerCall) (registerReply, bool) {
	if call.write == nil {
		key := f.live(fmt.Sprint("register", call.key))
		items, err := f.tryGet(key)
		if err != nil {
			if !errors.Is(err, store.ErrUnavailable) {
				f.t.Errorf("get: %v", err)
			}
			return registerReply{}, false
		}
		return registerReply{seen: register{items[key].Version, string(items[key].Body)}}, true
	}
	err := f.commit(*call.write)
	var failed *store.ConditionError
	switch {
	case err == nil:
		return registerReply{applied: true}, true
	case errors.As(err, &failed):
		return registerReply{}, true
	case errors.Is(err, store.ErrUnavailable):
		return registerReply{unknown: true}, true
	case !errors.Is(err, store.ErrConflict):
		f.t.Errorf("commit: %v", err)
	}
	return registerReply{}, false
}
