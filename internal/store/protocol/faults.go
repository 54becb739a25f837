package protocol

import (
	"net/http"
	"sync"
)

// Fault is a misbehaviour of the service or the network.
type Fault uint8

// The faults. All but LoseAnswer and LeaveUnprocessed leave the request unapplied.
const (
	Throttle         Fault = iota + 1 // ProvisionedThroughputExceededException
	ThrottlePart                      // transaction cancelled because one part was throttled
	FailInternally                    // 500
	Hang                              // no answer until the client gives up
	DropRequest                       // the connection ends before the request is looked at
	LoseAnswer                        // applied, but the connection ends before the answer
	Conflict                          // transaction cancelled because another one touches its first item
	LeaveUnprocessed                  // half of a batch is left as unprocessed
)

// Injection makes the calls of one operation fail, counted from the injection on: Times calls (at
// least 1) beginning with the Nth (1 is the next).
type Injection struct {
	Operation string
	Nth       int
	Times     int
	Fault     Fault
}

type faults struct {
	lock       sync.Mutex
	injections []*Injection
	calls      map[string]int
}

// Inject adds a fault. Several may be waiting; the first that is due is taken.
func (s *Server) Inject(injection Injection) {
	s.faults.lock.Lock()
	defer s.faults.lock.Unlock()
	injection.Nth, injection.Times = max(injection.Nth, 1), max(injection.Times, 1)
	s.faults.injections = append(s.faults.injections, &injection)
}

// Calls gives how many calls of the operation arrived, failed ones included.
func (s *Server) Calls(operation string) int {
	s.faults.lock.Lock()
	defer s.faults.lock.Unlock()
	return s.faults.calls[operation]
}

// next counts a call and gives the fault that is due for it, zero for none.
func (f *faults) next(operation string) Fault {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.calls == nil {
		f.calls = map[string]int{}
	}
	f.calls[operation]++
	due := Fault(0)
	for _, injection := range f.injections {
		if injection.Operation != operation || injection.Times == 0 {
			continue
		}
		if injection.Nth > 1 {
			injection.Nth--
			continue
		}
		if due == 0 {
			due = injection.Fault
			injection.Times--
		}
	}
	return due
}

// before does what a fault does instead of handling the request; false if the request is to be handled.
func (f Fault) before(w http.ResponseWriter, r *http.Request) bool {
	switch f {
	case Throttle:
		writeError(w, &awsError{status: http.StatusBadRequest, code: "ProvisionedThroughputExceededException",
			message: "injected"})
	case FailInternally:
		writeError(w, &awsError{status: http.StatusInternalServerError, code: "InternalServerError",
			message: "injected"})
	case Conflict:
		writeError(w, cancelled([]cancellationReason{{Code: "TransactionConflict", Message: "injected"}}))
	case ThrottlePart:
		writeError(w, cancelled([]cancellationReason{{Code: "None"}, {Code: "ThrottlingError", Message: "injected"}}))
	case Hang:
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	case DropRequest:
		panic(http.ErrAbortHandler)
	default:
		return false
	}
	return true
}

// after ends the connection when the answer is to be lost.
func (f Fault) after() {
	if f == LoseAnswer {
		panic(http.ErrAbortHandler)
	}
}
