package jobs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/lunxu/lunxu/internal/domain/stored"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

const (
	partSize    = 300 << 10 // bytes of one stored part; an item holds 400 KB
	partsAtOnce = 8         // parts of one commit, which holds 4 MB
	maxKnown    = 512 << 20 // bytes of what a job knows, inflated
)

// keep stores what a job knows after a step, in parts. A step that was cut off after some of them writes
// them again: only the job's own row makes them count.
func keep(ctx context.Context, s store.Store, j *Job, step int, known any) (int, error) {
	plain, err := json.Marshal(known)
	if err != nil {
		return 0, fmt.Errorf("jobs: encode: %w", err)
	}
	var packed bytes.Buffer
	if err := stored.Deflate(&packed, plain); err != nil {
		return 0, fmt.Errorf("jobs: deflate: %w", err)
	}
	var parts [][]byte
	for part := range slices.Chunk(packed.Bytes(), partSize) {
		parts = append(parts, append([]byte{stored.First}, part...))
	}
	for first := 0; first < len(parts); first += partsAtOnce {
		if err := keepSome(ctx, s, j, step, first, parts[first:min(first+partsAtOnce, len(parts))]); err != nil {
			return 0, err
		}
	}
	return len(parts), nil
}

func keepSome(ctx context.Context, s store.Store, j *Job, step, first int, parts [][]byte) error {
	keys := make([]store.Key, len(parts))
	for i := range parts {
		keys[i] = store.JobPartKey(j.Site, j.ID, step, first+i)
	}
	there, err := s.Get(ctx, keys...)
	if err != nil {
		return err
	}
	writes := make([]store.Write, len(parts))
	for i, part := range parts {
		if writes[i], err = floor.ReplaceBody(there[keys[i]], keys[i], part); err != nil {
			return err
		}
		writes[i].Item.ExpiresAt = j.CreatedAt.Add(kept)
	}
	return s.Commit(ctx, writes...)
}

// recall reads what a job knew after its last step.
func recall(ctx context.Context, s store.Store, j *Job, known any) error {
	var packed bytes.Buffer
	for first := 0; first < j.Parts; first += partsAtOnce {
		var keys []store.Key
		for i := first; i < min(first+partsAtOnce, j.Parts); i++ {
			keys = append(keys, store.JobPartKey(j.Site, j.ID, j.Step, i))
		}
		items, err := s.Get(ctx, keys...)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if _, ok := items[key]; !ok {
				return fmt.Errorf("jobs: part %s of job %s is gone", key.Sort, j.ID)
			}
			part, err := stored.Open(items[key].Body, stored.First)
			if err != nil {
				return err
			}
			packed.Write(part)
		}
	}
	plain, err := stored.Inflate(packed.Bytes(), maxKnown)
	if err != nil {
		return fmt.Errorf("jobs: inflate: %w", err)
	}
	if err := json.Unmarshal(plain, known); err != nil {
		return fmt.Errorf("jobs: decode: %w", err)
	}
	return nil
}

// drop removes the parts of a step that no longer count. They would expire by themselves: that they are
// gone already is no fault.
func drop(ctx context.Context, s store.Store, j *Job, step, parts int) error {
	for first := 0; first < parts; first += partsAtOnce {
		var writes []store.Write
		for i := first; i < min(first+partsAtOnce, parts); i++ {
			writes = append(writes, store.Write{Action: store.Delete, Condition: store.MustExist,
				Item: store.Item{Key: store.JobPartKey(j.Site, j.ID, step, i)}})
		}
		var gone *store.ConditionError
		if err := s.Commit(ctx, writes...); err != nil && !errors.As(err, &gone) {
			return err
		}
	}
	return nil
}
