// Package runtimeapi plays the Lambda service for one built function: it starts the bootstrap as a process, hands it
// events through the Lambda Runtime API (version 2018-06-01) and collects what it answers.
package runtimeapi

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const prefix = "/2018-06-01/runtime/"

// Result is what the function answered to one event.
type Result struct {
	Payload  []byte // the response, or the error document
	Failed   bool   // the function reported an error instead of a response
	Answered time.Time
}

// Failure is the error document of a failed invocation or initialisation.
type Failure struct {
	Type    string `json:"errorType"`
	Message string `json:"errorMessage"`
}

type invocation struct {
	id       string
	event    []byte
	deadline time.Time
	handed   time.Time
	result   chan Result
}

// service is the runtime API of one process. One event is under way at a time, as in a Lambda sandbox.
type service struct {
	arn    string
	ready  chan time.Time // the first request for an event
	failed chan Failure   // initialisation failed
	queue  chan *invocation
	done   chan struct{}

	current chan *invocation // holds the invocation under way
}

func newService(arn string) *service {
	return &service{arn: arn, ready: make(chan time.Time, 1), failed: make(chan Failure, 1),
		queue: make(chan *invocation), done: make(chan struct{}), current: make(chan *invocation, 1)}
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, ours := strings.CutPrefix(r.URL.Path, prefix)
	switch {
	case ours && r.Method == http.MethodGet && path == "invocation/next":
		s.next(w, r)
	case ours && r.Method == http.MethodPost && path == "init/error":
		s.initFailed(w, r)
	case ours && r.Method == http.MethodPost && strings.HasPrefix(path, "invocation/"):
		s.answered(w, r, strings.TrimPrefix(path, "invocation/"))
	default:
		http.Error(w, "no such part of the runtime API", http.StatusNotFound)
	}
}

func (s *service) next(w http.ResponseWriter, r *http.Request) {
	select {
	case s.ready <- time.Now():
	default: // not the first
	}
	select {
	case <-r.Context().Done():
	case <-s.done:
		http.Error(w, "stopping", http.StatusGone)
	case call := <-s.queue:
		call.handed = time.Now()
		s.current <- call
		header := w.Header()
		header.Set("Content-Type", "application/json")
		header.Set("Lambda-Runtime-Aws-Request-Id", call.id)
		header.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(call.deadline.UnixMilli(), 10))
		header.Set("Lambda-Runtime-Invoked-Function-Arn", s.arn)
		header.Set("Lambda-Runtime-Trace-Id",
			"Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0")
		_, _ = w.Write(call.event) // a process that died is noticed by Invoke
	}
}

func (s *service) answered(w http.ResponseWriter, r *http.Request, path string) {
	id, kind, _ := strings.Cut(path, "/")
	if kind != "response" && kind != "error" {
		http.Error(w, "no such part of the runtime API", http.StatusNotFound)
		return
	}
	payload, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "unreadable", http.StatusBadRequest)
		return
	}
	select {
	case call := <-s.current:
		if call.id != id {
			s.current <- call
			http.Error(w, "no such request", http.StatusBadRequest)
			return
		}
		call.result <- Result{Payload: payload, Failed: kind == "error", Answered: time.Now()}
		w.WriteHeader(http.StatusAccepted)
	default:
		http.Error(w, "no request is under way", http.StatusBadRequest)
	}
}

func (s *service) initFailed(w http.ResponseWriter, r *http.Request) {
	var failure Failure
	if err := json.NewDecoder(r.Body).Decode(&failure); err != nil {
		failure = Failure{Type: "Unreadable", Message: err.Error()}
	}
	select {
	case s.failed <- failure:
	default:
	}
	w.WriteHeader(http.StatusAccepted)
}

func newInvocation(event []byte, timeout time.Duration) *invocation {
	return &invocation{id: requestID(), event: event, deadline: time.Now().Add(timeout), result: make(chan Result, 1)}
}

func requestID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // ends the process instead of failing
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
