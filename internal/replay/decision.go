package replay

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/floor"
)

// Comparison is one decision beside the same decided again.
type Comparison struct {
	Identical          bool
	Stored, Recomputed string // SHA-256 of the entries' canonical encodings, lower-case hex
}

// Compare holds the entry decided again against the bytes that the chain holds.
func Compare(stored []byte, again journal.Entry) (Comparison, error) {
	body, err := journal.Encode(again)
	if err != nil {
		return Comparison{}, err
	}
	was, is := sha256.Sum256(stored), sha256.Sum256(body)
	return Comparison{Identical: bytes.Equal(stored, body), Stored: hex.EncodeToString(was[:]),
		Recomputed: hex.EncodeToString(is[:])}, nil
}

// Site is where decisions are read from.
type Site struct {
	Floor    *floor.Floor
	ID       domain.SiteID
	Versions []policy.Version
	First    domain.Day // the day on which the site was created
}

// Decision decides one entry again: itself from its facts, its turn from the state that its day opened
// with and every event since.
func (s Site) Decision(ctx context.Context, entry journal.Entry, stored []byte) (Comparison, error) {
	walk := NewWalk(s.Versions)
	if Applies(entry) {
		if err := s.Approach(ctx, walk, entry.Day); err != nil {
			return Comparison{}, err
		}
		if err := s.follow(ctx, walk, entry.Day, entry); err != nil {
			return Comparison{}, err
		}
	}
	again, err := walk.Again(entry)
	if err != nil {
		return Comparison{}, err
	}
	return Compare(stored, again)
}

// Approach brings a walk to the beginning of a day: to the floor that the day's first turn happened on.
func (s Site) Approach(ctx context.Context, walk *Walk, day domain.Day) error {
	start, err := s.opening(ctx, day)
	if err != nil {
		return err
	}
	for ; start < day; start = start.AddDays(1) {
		if err := s.follow(ctx, walk, start, journal.Entry{}); err != nil {
			return err
		}
	}
	return nil
}

// opening gives the latest day up to a given one whose first turn is that of opening it. An order table may
// be set before a day opens: such a day's turns start from a day before.
func (s Site) opening(ctx context.Context, day domain.Day) (domain.Day, error) {
	for ; day > s.First; day = day.AddDays(-1) {
		opens, err := s.opens(ctx, day)
		if err != nil || opens {
			return day, err
		}
	}
	return day, nil
}

// opens reports whether a day's first turn is that of opening it.
func (s Site) opens(ctx context.Context, day domain.Day) (bool, error) {
	for e, err := range floor.EntriesOf(ctx, s.Floor, s.ID, day) {
		if err != nil {
			return false, err
		}
		if Applies(e.Entry) {
			return Opens(e.Entry), nil
		}
	}
	return false, nil
}

// follow walks a day up to an entry.
func (s Site) follow(ctx context.Context, walk *Walk, day domain.Day, until journal.Entry) error {
	for e, err := range floor.EntriesOf(ctx, s.Floor, s.ID, day) {
		if err != nil {
			return err
		}
		if e.Day == until.Day && e.Seq >= until.Seq {
			return nil
		}
		if err := walk.Follow(e.Entry); err != nil {
			return err
		}
	}
	return nil
}
