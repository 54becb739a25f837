package guarantees_test

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	mathrand "math/rand/v2"
	"reflect"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/lunxu/lunxu/functions/whatif"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/jobs"
	"github.com/lunxu/lunxu/internal/store"
)

// held is a queue whose messages the test delivers.
type held struct {
	mu       sync.Mutex
	messages []string
}

func (h *held) Send(_ context.Context, bodies []string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.messages = append(h.messages, bodies...)
	return nil
}

func (h *held) take() (string, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.messages) == 0 {
		return "", false
	}
	first := h.messages[0]
	h.messages = h.messages[1:]
	return first, true
}

// interrupted is a store on which some commits fail, before or after they happened.
type interrupted struct {
	store.Store
	chance *mathrand.Rand
}

var errKilled = errors.New("killed")

func (s *interrupted) Commit(ctx context.Context, writes ...store.Write) error {
	switch s.chance.IntN(5) {
	case 0:
		return errKilled
	case 1:
		return errors.Join(s.Store.Commit(ctx, writes...), errKilled)
	}
	return s.Store.Commit(ctx, writes...)
}

// lived gives a site with two days behind it.
func lived(p *product) *place {
	s := p.openSite("riverside", "self-sale", 4)
	for day := range 2 {
		s.checkAllIn()
		s.must(s.agent(s.agents[0]), "POST", s.path("/absences"), map[string]any{"reason": "short"})
		for i := range 12 {
			s.later(time.Minute)
			body := newcomer(i + 6*day)
			body["outcome"] = "toured"
			s.arrive(body)
		}
		s.sell(sale(s, 2+day, 100001))
		s.later(24 * time.Hour)
	}
	return s
}

func (s *place) startJob(path string, body map[string]any) (job string, order string) {
	s.t.Helper()
	body["from"], body["to"] = "2026-11-24", "2026-11-26"
	var started contract.Job
	if err := s.must(s.as("site_manager"), "POST", s.path(path), body).into(&started); err != nil ||
		started.Status != contract.JobStatusQueued {
		s.t.Fatalf("%v %+v", err, started)
	}
	message, err := jobs.Order{Site: "riverside", Job: started.Job}.Message()
	if err != nil {
		s.t.Fatal(err)
	}
	return started.Job, message
}

func trialBody() map[string]any {
	short := map[string]any{"on_due": "keep_place", "clause": "SS.4.2.1.c"}
	return map[string]any{"base": map[string]any{"version": 1},
		"changes": map[string]any{"rotation": map[string]any{"absences": map[string]any{"short": short}}}}
}

// TestJobsSurviveBeingKilled: a job in steps of five entries, whose commits are lost now and then, whose
// messages come twice and get lost, ends as one that ran through.
func TestJobsSurviveBeingKilled(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		p := start(t, e)
		s := lived(p)
		for _, path := range []string{"/what-if", "/replays"} {
			straight, _ := s.startJob(path, trialBodyFor(path))
			s.must(who{}, "POST", "/dev/jobs", map[string]any{})
			want := s.must(s.as("auditor"), "GET", s.path(path+"/"+straight), nil)
			for seed := range uint64(6) {
				job, order := s.startJob(path, trialBodyFor(path))
				steps := s.carryOut(t, order, seed)
				got := s.must(s.as("auditor"), "GET", s.path(path+"/"+job), nil)
				if steps < 6 || !reflect.DeepEqual(resultOf(t, got), resultOf(t, want)) {
					t.Errorf("%s, seed %d, %d steps:\n%s\n%s", path, seed, steps, got, want)
				}
				s.must(who{}, "POST", "/dev/jobs", map[string]any{}) // the product's own queue holds its order still
			}
		}
	})
}

func trialBodyFor(path string) map[string]any {
	if path == "/what-if" {
		return trialBody()
	}
	return map[string]any{}
}

// resultOf gives what came of a job; it must be done and not be empty.
func resultOf(t *testing.T, a answer) map[string]any {
	t.Helper()
	var body struct {
		Job    contract.Job
		Result map[string]any
	}
	if err := a.into(&body); err != nil || body.Job.Status != contract.JobStatusDone || len(body.Result) == 0 ||
		body.Job.Progress.DaysDone != 3 || body.Job.Progress.Entries < 30 {
		t.Fatalf("%v %s", err, a)
	}
	return body.Result
}

// carryOut delivers a job's messages until there are none: each twice, and again after every failure.
func (s *place) carryOut(t *testing.T, order string, seed uint64) (steps int) {
	t.Helper()
	queue := &held{messages: []string{order}}
	runner := jobs.Runner{Floor: s.Floor, Queue: queue, Logger: quiet(), Entries: 5}
	failing := &interrupted{s.store, mathrand.New(mathrand.NewPCG(seed, 1))}
	runner.Floor = floorOver(failing)
	for {
		message, more := queue.take()
		if !more {
			return steps
		}
		for tries := 0; ; tries++ {
			err := runner.Message(t.Context(), message)
			if err == nil {
				break
			}
			if !errors.Is(err, errKilled) && !errors.Is(err, store.ErrUnavailable) || tries > 20 {
				t.Fatal(err)
			}
		}
		if steps++; steps%2 == 0 {
			if err := runner.Message(t.Context(), message); err != nil && !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
		}
		if steps > 2000 {
			t.Fatal("the job does not end")
		}
	}
}

// mute is a queue that takes nothing.
type mute struct{}

func (mute) Send(context.Context, []string) error { return store.ErrUnavailable }

// TestAJobThatCannotGoOnEnds: a step that fails as often as it is tried ends its job, which then says so; until then
// the message comes back.
func TestAJobThatCannotGoOnEnds(t *testing.T) {
	s := lived(start(t, engines[0]))
	job, order := s.startJob("/replays", map[string]any{})
	worker := whatif.Worker{Runner: &jobs.Runner{Floor: s.Floor, Queue: mute{}, Logger: quiet(), Entries: 5},
		Logger: quiet()}
	for try := 1; try <= whatif.LastTry; try++ {
		var read struct{ Job contract.Job }
		if err := s.must(s.as("auditor"), "GET", s.path("/replays/"+job), nil).into(&read); err != nil ||
			read.Job.Status == contract.JobStatusFailed {
			t.Fatalf("ended before try %d: %v %+v", try, err, read.Job)
		}
		out, err := worker.Batch(t.Context(), events.SQSEvent{Records: []events.SQSMessage{{MessageId: "m", Body: order,
			Attributes: map[string]string{"ApproximateReceiveCount": strconv.Itoa(try)}}}})
		if err != nil || len(out.BatchItemFailures) != 1 {
			t.Fatalf("try %d: %+v, %v", try, out, err)
		}
	}
	var read struct{ Job contract.Job }
	if err := s.must(s.as("auditor"), "GET", s.path("/replays/"+job), nil).into(&read); err != nil ||
		read.Job.Status != contract.JobStatusFailed || read.Job.Failure != "job.given_up" {
		t.Errorf("%v %+v", err, read.Job)
	}
}

// TestJobsChangeNothing: trying and replaying leave every item as it was, save those of jobs and stored answers.
func TestJobsChangeNothing(t *testing.T) {
	m := &memory{items: map[store.Key]store.Item{}}
	p := start(t, engines[0], func(s store.Store) store.Store { m.Store = s; return m })
	s := lived(p)
	before := m.copied()
	for _, path := range []string{"/what-if", "/replays"} {
		s.startJob(path, trialBodyFor(path))
		s.must(who{}, "POST", "/dev/jobs", map[string]any{})
	}
	for key, item := range m.copied() {
		if old, there := before[key]; there && !reflect.DeepEqual(item, old) {
			t.Errorf("%v changed", key)
		} else if !there && item.ExpiresAt.IsZero() {
			t.Errorf("%v is new and never expires", key)
		}
	}
}

// TestAJobStartsOnce: a repeated request gives the job that it started first, and starts no other.
func TestAJobStartsOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := lived(start(t, e))
		body := map[string]any{"from": "2026-11-24", "to": "2026-11-26"}
		r := request{as: s.as("auditor"), method: "POST", path: s.path("/replays"), body: body, key: freshKey()}
		first := s.do(r)
		s.must(who{}, "POST", "/dev/jobs", map[string]any{})
		again := s.do(r)
		if first.status != 202 || again.status != 202 || !again.replayed || string(again.raw) != string(first.raw) {
			t.Errorf("%s, again %s", first, again)
		}
		r.body = map[string]any{"from": "2026-11-25", "to": "2026-11-26"}
		if a := s.do(r); a.code() != "idempotency.key_reused" {
			t.Errorf("another body: %s", a)
		}
		unfinished, err := jobs.Unfinished(t.Context(), s.store, "riverside")
		if err != nil || len(unfinished) > 0 {
			t.Errorf("%d jobs are unfinished, %v", len(unfinished), err)
		}
	})
}

// TestACancelledJobStops: the step in progress comes to nothing, later orders do nothing.
func TestACancelledJobStops(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := lived(start(t, e))
		job, order := s.startJob("/what-if", trialBody())
		queue := &held{}
		runner := jobs.Runner{Floor: s.Floor, Queue: queue, Logger: quiet(), Entries: 5}
		if err := runner.Message(t.Context(), order); err != nil {
			t.Fatal(err)
		}
		next, _ := queue.take()
		s.must(s.as("site_manager"), "POST", s.path("/what-if/"+job+"/cancellation"), map[string]any{})
		if err := runner.Message(t.Context(), next); err != nil {
			t.Fatal(err)
		}
		if _, more := queue.take(); more {
			t.Error("a cancelled job asks for a step")
		}
		var got contract.WhatIf
		if err := s.must(s.as("auditor"), "GET", s.path("/what-if/"+job), nil).into(&got); err != nil ||
			got.Job.Status != contract.JobStatusCancelled || got.Result != nil {
			t.Errorf("%v %+v", err, got)
		}
		if a := s.call(s.as("site_manager"), "POST", s.path("/what-if/"+job+"/cancellation"),
			map[string]any{}); a.code() != "job.ended" {
			t.Errorf("cancelled twice: %s", a)
		}
		if a := s.call(s.as("site_manager"), "GET", s.path("/replays/"+job), nil); a.code() != "job.unknown" {
			t.Errorf("a trial is no replay: %s", a)
		}
	})
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// floorOver gives the site's floor over another store. Jobs see no personal data, so that no keys are needed.
func floorOver(over store.Store) *floor.Floor { return floor.New(over, nil, rand.Reader) }

// TestJobsAreListedNewestFirst, those of a kind by themselves, page by page.
func TestJobsAreListedNewestFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		s := start(t, e).openSite("riverside", "self-sale", 2)
		s.later(48 * time.Hour)
		var want []string
		for i := range 5 {
			if i == 2 {
				s.startJob("/replays", map[string]any{})
			}
			job, _ := s.startJob("/what-if", trialBody())
			want = append([]string{job}, want...)
			s.later(time.Second)
		}
		var got []string
		for query, pages := "?limit=2", 0; ; pages++ {
			var list contract.JobList
			if err := s.must(s.as("auditor"), "GET", s.path("/what-if"+query), nil).into(&list); err != nil ||
				pages > 3 {
				t.Fatal(pages, err)
			}
			for _, job := range list.Items {
				got = append(got, job.Job)
			}
			if list.NextCursor == "" {
				break
			}
			query = "?limit=2&cursor=" + list.NextCursor
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
		var replays contract.JobList
		if err := s.must(s.as("auditor"), "GET", s.path("/replays"), nil).into(&replays); err != nil ||
			len(replays.Items) != 1 || replays.Items[0].Preset != nil {
			t.Errorf("%v %+v", err, replays)
		}
		if a := s.call(s.as("front_desk"), "GET", s.path("/what-if"), nil); a.status != 403 {
			t.Errorf("the desk: %s", a)
		}
	})
}
