package dynamo_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/dynamo"
	"github.com/lunxu/lunxu/internal/store/protocol"
	"github.com/lunxu/lunxu/internal/store/storetest"
)

// more is a number of faults that outlasts every bound on attempts.
const more = 1000

func key(sort string) store.Key {
	return store.Key{Table: store.Operations, Partition: "S#riverside", Sort: sort}
}

func put(sort, body string) store.Write {
	return store.Write{Action: store.Put, Item: store.Item{Key: key(sort), Version: 1, Body: []byte(body)},
		Condition: store.MustNotExist}
}

func replace(sort, body string, version int64) store.Write {
	return store.Write{Action: store.Put, Item: store.Item{Key: key(sort), Body: []byte(body)},
		Condition: store.VersionIs, Version: version}
}

func read(t testing.TB, s store.Store, sort string) store.Item {
	t.Helper()
	items, err := s.Get(context.Background(), key(sort))
	if err != nil {
		t.Fatal(err)
	}
	return items[key(sort)]
}

// calls are one call of each operation, on a store that holds the items a and b.
var calls = map[string]func(context.Context, store.Store) error{
	"GetItem": func(ctx context.Context, s store.Store) error {
		items, err := s.Get(ctx, key("a"))
		return complete(len(items), 1, err)
	},
	"BatchGetItem": func(ctx context.Context, s store.Store) error {
		items, err := s.Get(ctx, key("a"), key("b"))
		return complete(len(items), 2, err)
	},
	"Query": func(ctx context.Context, s store.Store) error {
		page, err := s.Query(ctx, store.Query{Table: store.Operations, Partition: key("").Partition, To: "b", Limit: 5})
		return complete(len(page.Items), 2, err)
	},
	"TransactWriteItems": func(ctx context.Context, s store.Store) error {
		return s.Commit(ctx, put("c", "new"), replace("a", "second", 1))
	},
}

func complete(got, want int, err error) error {
	if err == nil && got != want {
		return fmt.Errorf("%d items, want %d", got, want)
	}
	return err
}

// hangTime is how long the client of these tests waits for an answer; long enough for a busy machine.
const hangTime = 300 * time.Millisecond

func serveFilled(t testing.TB) (*dynamo.Store, *protocol.Server) {
	s, server := serve(t, patience(hangTime))
	if err := s.Commit(context.Background(), put("a", "first"), put("b", "first")); err != nil {
		t.Fatal(err)
	}
	return s, server
}

// TestPassingFaults: what goes wrong once or twice is not noticed by the caller, and no commit is applied
// or judged twice.
func TestPassingFaults(t *testing.T) {
	for name, fault := range map[string]protocol.Fault{"throttled": protocol.Throttle,
		"failed":  protocol.FailInternally,
		"dropped": protocol.DropRequest, "answer lost": protocol.LoseAnswer, "hanging": protocol.Hang} {
		for operation, call := range calls {
			t.Run(name+"/"+operation, func(t *testing.T) {
				t.Parallel()
				s, server := serveFilled(t)
				before := server.Calls(operation)
				server.Inject(protocol.Injection{Operation: operation, Times: 2, Fault: fault})
				if err := call(context.Background(), s); err != nil {
					t.Fatal(err)
				}
				if got := server.Calls(operation) - before; got != 3 {
					t.Errorf("%d calls, want 3", got)
				}
				wantCommitted(t, s, operation == "TransactWriteItems")
			})
		}
	}
}

func wantCommitted(t testing.TB, s store.Store, committed bool) {
	t.Helper()
	a, c := read(t, s, "a"), read(t, s, "c")
	if committed && (a.Version != 2 || string(a.Body) != "second" || c.Version != 1) {
		t.Errorf("commit not applied once: %+v, %+v", a, c)
	}
	if !committed && (a.Version != 1 || c.Version != 0) {
		t.Errorf("commit applied: %+v, %+v", a, c)
	}
}

// TestLastingFaults: what keeps going wrong is ErrUnavailable after a bounded number of attempts.
func TestLastingFaults(t *testing.T) {
	for name, fault := range map[string]protocol.Fault{"throttled": protocol.Throttle,
		"failed":  protocol.FailInternally,
		"dropped": protocol.DropRequest, "answer lost": protocol.LoseAnswer, "hanging": protocol.Hang} {
		for operation, call := range calls {
			t.Run(name+"/"+operation, func(t *testing.T) {
				t.Parallel()
				s, server := serveFilled(t)
				before := server.Calls(operation)
				server.Inject(protocol.Injection{Operation: operation, Times: 4, Fault: fault})
				if err := call(context.Background(), s); !errors.Is(err, store.ErrUnavailable) {
					t.Fatalf("error %v, want ErrUnavailable", err)
				}
				if got := server.Calls(operation) - before; got != 4 {
					t.Errorf("%d calls, want 4", got)
				}
				wantCommitted(t, s, operation == "TransactWriteItems" && fault == protocol.LoseAnswer)
			})
		}
	}
}

func TestDeadlineEndsHangingCall(t *testing.T) {
	s, server := serve(t)
	for operation, call := range calls {
		server.Inject(protocol.Injection{Operation: operation, Times: more, Fault: protocol.Hang})
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		start := time.Now()
		err := call(ctx, s)
		cancel()
		if !errors.Is(err, store.ErrUnavailable) || time.Since(start) > time.Second {
			t.Errorf("%s: %v after %v", operation, err, time.Since(start))
		}
	}
}

func TestConflict(t *testing.T) {
	s, server := serveFilled(t)
	server.Inject(protocol.Injection{Operation: "TransactWriteItems", Fault: protocol.Conflict})
	if err := calls["TransactWriteItems"](context.Background(), s); !errors.Is(err, store.ErrConflict) {
		t.Errorf("error %v, want ErrConflict", err)
	}
	wantCommitted(t, s, false)
	if got := server.Calls("TransactWriteItems"); got != 2 {
		t.Errorf("%d calls: a conflict is for the caller to decide again, not to repeat", got)
	}
}

func TestThrottledPart(t *testing.T) {
	s, server := serveFilled(t)
	server.Inject(protocol.Injection{Operation: "TransactWriteItems", Fault: protocol.ThrottlePart})
	if err := calls["TransactWriteItems"](context.Background(), s); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("error %v, want ErrUnavailable", err)
	}
	wantCommitted(t, s, false)
}

func TestUnprocessedKeys(t *testing.T) {
	s, server := serve(t)
	var writes []store.Write
	var keys []store.Key
	for i := range 100 {
		writes = append(writes, put(fmt.Sprintf("%03d", i), "x"))
		keys = append(keys, writes[i].Item.Key)
	}
	if err := s.Commit(context.Background(), writes...); err != nil {
		t.Fatal(err)
	}
	server.Inject(protocol.Injection{Operation: "BatchGetItem", Times: 3, Fault: protocol.LeaveUnprocessed})
	ctx, meter := store.WithMeter(context.Background())
	items, err := s.Get(ctx, keys...)
	if err != nil || len(items) != 100 {
		t.Fatalf("%d items, %v", len(items), err)
	}
	if got, want := meter.Usage(), (store.Usage{RoundTrips: 4, ReadUnits: 100}); got != want {
		t.Errorf("usage %+v, want %+v", got, want)
	}
	before := server.Calls("BatchGetItem")
	server.Inject(protocol.Injection{Operation: "BatchGetItem", Times: more, Fault: protocol.LeaveUnprocessed})
	if _, err := s.Get(context.Background(), keys...); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("error %v, want ErrUnavailable", err)
	}
	if got := server.Calls("BatchGetItem") - before; got != 6 {
		t.Errorf("%d calls, want 6", got)
	}
}

// TestNthCall aims at the third call and no other.
func TestNthCall(t *testing.T) {
	s, server := serveFilled(t)
	server.Inject(protocol.Injection{Operation: "TransactWriteItems", Nth: 3, Fault: protocol.Conflict})
	for i := range 5 {
		err := s.Commit(context.Background(), put(fmt.Sprint(i), "x"))
		if conflict := errors.Is(err, store.ErrConflict); conflict != (i == 2) || err != nil && !conflict {
			t.Errorf("commit %d: %v", i+1, err)
		}
	}
}

// TestLinearizableUnderFaults mixes faults, some of them lasting, into concurrent reads and commits.
func TestLinearizableUnderFaults(t *testing.T) {
	s, server := serve(t, patience(100*time.Millisecond))
	for nth, fault := range map[int]protocol.Fault{5: protocol.LoseAnswer, 20: protocol.DropRequest,
		35: protocol.Throttle,
		50: protocol.Conflict, 60: protocol.Hang, 75: protocol.LoseAnswer, 90: protocol.ThrottlePart,
		100: protocol.LoseAnswer} {
		server.Inject(protocol.Injection{Operation: "TransactWriteItems", Nth: nth, Times: 5, Fault: fault})
		server.Inject(protocol.Injection{Operation: "GetItem", Nth: nth, Times: 2, Fault: protocol.DropRequest})
	}
	storetest.CheckHistory(t, storetest.Record(t, s, "faults", 6, 60))
	if got := server.Calls("TransactWriteItems"); got < 105 {
		t.Errorf("%d commits: not all faults were met", got)
	}
}
