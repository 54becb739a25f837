// Package jobs is long work on a site's past that changes nothing of the site: another policy tried over a
// period, or every decision of a period replayed. A job goes on in steps of bounded size; each step starts
// from what the one before left in the store, so that it may be cut off, repeated and carried out anywhere.
package jobs

import (
	"context"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/whatif"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/replay"
	"github.com/lunxu/lunxu/internal/store"
)

// Kind is what a job does.
type Kind string

// The kinds of jobs.
const (
	WhatIf Kind = "what_if"
	Replay Kind = "replay"
)

// Status is where a job stands.
type Status string

// The states of a job. The last three are final.
const (
	Queued    Status = "queued"
	Running   Status = "running"
	Done      Status = "done"
	Failed    Status = "failed"
	Cancelled Status = "cancelled"
)

// Ended reports a final state.
func (s Status) Ended() bool { return s == Done || s == Failed || s == Cancelled }

// Job is one job of a site as it is stored.
type Job struct {
	ID        string         `json:"id"`
	Site      domain.SiteID  `json:"site"`
	Kind      Kind           `json:"kind"`
	Status    Status         `json:"status"`
	By        string         `json:"by"` // subject of the principal
	CreatedAt time.Time      `json:"created_at"`
	From      domain.Day     `json:"from"`
	To        domain.Day     `json:"to"`
	Preset    policy.Preset  `json:"preset,omitempty"`  // of the policy tried
	Version   int            `json:"version,omitempty"` // its number, if it is a version of the site as it is
	Rules     *policy.Rules  `json:"rules,omitempty"`   // of the policy tried
	Step      int            `json:"step"`              // steps done
	Parts     int            `json:"parts"`             // of what the last step left
	Next      Position       `json:"next"`
	Entries   int            `json:"entries"` // looked at so far
	Tried     *whatif.Result `json:"tried,omitempty"`
	Replayed  *Replayed      `json:"replayed,omitempty"`
	Failure   domain.Code    `json:"failure,omitempty"`

	read store.Item // as it was read; empty: a new job
}

// Position is where a job goes on: behind an entry of a day.
type Position struct {
	Day domain.Day `json:"day"`
	Seq int        `json:"seq"`
}

// Replayed is what came of replaying a period.
type Replayed struct {
	Kinds       map[replay.Kind]Count `json:"kinds"`
	Different   int                   `json:"different"`
	Differences []Difference          `json:"differences"` // the first ListedDifferences
}

// Count is how many entries of a kind were decided again, and how many came out the same.
type Count struct {
	Entries   int `json:"entries"`
	Identical int `json:"identical"`
}

// Difference is one decision that came out otherwise.
type Difference struct {
	Decision   domain.VisitID `json:"decision"`
	Kind       replay.Kind    `json:"kind"`
	Operation  string         `json:"operation"`
	Stored     string         `json:"stored"`
	Recomputed string         `json:"recomputed"`
}

// ListedDifferences bounds the list of differences.
const ListedDifferences = 100

// MaxDays bounds the period of a job.
const MaxDays = 3660

// Days gives how many business days the period has and how many are behind the job.
func (j *Job) Days() (done, total int) {
	for day := j.From; day <= j.To; day = day.AddDays(1) {
		total++
		if day < j.Next.Day || j.Status == Done {
			done++
		}
	}
	return done, total
}

// kept is how long a job can be looked at.
const kept = 30 * 24 * time.Hour

// Start gives the write that starts a job.
func (j *Job) Start() (store.Write, error) {
	j.Status, j.Next = Queued, Position{Day: j.From}
	return j.write()
}

func (j *Job) write() (store.Write, error) {
	write, err := floor.Replace(j.read, store.JobKey(j.Site, j.ID), j)
	write.Now, write.Item.ExpiresAt = j.CreatedAt, j.CreatedAt.Add(kept)
	return write, err
}

// Load reads a job. Error: job.unknown, also for a job of another kind.
func Load(ctx context.Context, s store.Store, site domain.SiteID, kind Kind, id string) (*Job, error) {
	job, err := load(ctx, s, site, id)
	if err == nil && (job == nil || job.Kind != kind) {
		return nil, domain.Invalid("job.unknown", "/job")
	}
	return job, err
}

// Open reads a job from its item. Error: job.unknown, also for a job of another kind.
func Open(item store.Item, found bool, kind Kind) (*Job, error) {
	if !found {
		return nil, domain.Invalid("job.unknown", "/job")
	}
	job, err := opened(item)
	if err == nil && job.Kind != kind {
		return nil, domain.Invalid("job.unknown", "/job")
	}
	return job, err
}

// load reads a job; nil where there is none.
func load(ctx context.Context, s store.Store, site domain.SiteID, id string) (*Job, error) {
	job, item, err := floor.Read[*Job](ctx, s, store.JobKey(site, id), nil)
	if job != nil {
		job.read = item
	}
	return job, err
}

func opened(item store.Item) (*Job, error) {
	job, err := floor.Decode(item, &Job{})
	job.read = item
	return job, err
}

// prefixes begin the ids of the kinds.
var prefixes = map[Kind]string{WhatIf: "jw", Replay: "jr"}

// ID names a job: ids of a kind are in the order in which its jobs were started, and key, a hash, tells apart those of
// one second.
func ID(kind Kind, at time.Time, key string) string {
	return prefixes[kind] + at.UTC().Format("20060102150405") + key[:8]
}

// Of asks for a site's jobs of a kind, newest first.
func Of(site domain.SiteID, kind Kind) store.Query {
	return store.Query{Table: store.Operations, Partition: store.JobsPartition(site), From: prefixes[kind],
		To: prefixes[kind] + "~", Descending: true}
}

// Cancel ends a job that has not ended. It is conditional on the job's version: a step in progress loses.
func (j *Job) Cancel() (store.Write, error) {
	j.Status = Cancelled
	return j.write()
}

// Unfinished lists a site's jobs that have not ended.
func Unfinished(ctx context.Context, s store.Store, site domain.SiteID) ([]*Job, error) {
	var found []*Job
	query := store.Query{Table: store.Operations, Partition: store.JobsPartition(site), Limit: 100}
	for item, err := range store.All(ctx, s, query) {
		if err != nil {
			return nil, err
		}
		job, err := opened(item)
		if err != nil {
			return nil, err
		}
		if !job.Status.Ended() {
			found = append(found, job)
		}
	}
	return found, nil
}
