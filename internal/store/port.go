// Package store keeps the product's data behind one narrow port with two engines: bbolt for one box
// and tests, DynamoDB for everything larger. schema.go is the only place for tables, keys and access
// patterns; no engine offers a scan.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Table is one of the few tables, separated by lifecycle and permission.
type Table string

// Index is a secondary index named by the question it answers.
type Index string

// Key is the full primary key of one item.
type Key struct {
	Table     Table
	Partition string
	Sort      string
}

// IndexKey places an item in one secondary index.
type IndexKey struct {
	Partition string
	Sort      string
}

// Item is one stored value: an opaque encoded body with a version for optimistic commits.
// A nil and an empty body or index map are the same; ExpiresAt keeps whole seconds and is given in UTC.
type Item struct {
	Key       Key
	Version   int64              // on creation as given: 1, or 0 for append-only items; see VersionIs
	Body      []byte             // the entity's own encoding
	Indexes   map[Index]IndexKey // sparse: only the indexes the item appears in
	ExpiresAt time.Time          // zero: kept; otherwise the item counts as absent from that second on
}

// ExpiredAt reports whether the item counts as absent at the instant. It compares whole seconds, as
// DynamoDB's time to live does.
func (i Item) ExpiredAt(now time.Time) bool {
	return !i.ExpiresAt.IsZero() && i.ExpiresAt.Unix() <= now.Unix()
}

// Condition is what must hold for a write at the moment of commit.
//
// Put takes MustNotExist or VersionIs (a put on mere existence would overwrite blindly), Delete takes
// MustExist or VersionIs, Check takes any. Append-only tables take Put with MustNotExist and Check.
type Condition uint8

const (
	// MustNotExist asks for no item under the key, or one that expired by Write.Now. A put stores Item.Version.
	MustNotExist Condition = iota + 1
	// MustExist asks for an item under the key, expired or not.
	MustExist
	// VersionIs asks for an item under the key with exactly Write.Version (at least 1), expired or not.
	// A put stores Write.Version + 1, whatever Item.Version says.
	VersionIs
)

// Action is what a write does.
type Action uint8

const (
	Put Action = iota + 1
	Delete
	Check // verifies the condition, changes nothing
)

// Write is one part of a commit. Every write has a condition: there is no blind overwrite.
type Write struct {
	Action    Action
	Item      Item // Delete and Check read only Item.Key
	Condition Condition
	Version   int64     // for VersionIs
	Now       time.Time // for MustNotExist: items expired by then count as absent; zero: no item does
}

// Query reads one partition of a table or an index, in the byte order of the sort key. An index may be
// a moment behind its table, orders equal sort keys arbitrarily, and gives items without version, body
// and expiry (its projection is keys only): read them with Get.
type Query struct {
	Table      Table
	Index      Index // empty: the table itself, strongly consistent
	Partition  string
	From, To   string // inclusive bounds of the sort key; empty: open
	Limit      int    // 1 … 200
	Descending bool
	Cursor     string // from the page before; empty: from the start
}

// Page is one page of a query. Cursor is empty on the last page only: a page holds fewer than Limit
// items, even none, and still has a cursor when it would exceed 1 MB or held expired items.
// Cursors are opaque; one that was altered, or belongs to another query, is ErrInvalid.
type Page struct {
	Items  []Item
	Cursor string
}

// Store is the port. Every call takes a deadline from its context and is one round trip. Calls are safe
// for concurrent use.
//
// Engines hide expired items from Get and Query, by a clock given to them for that purpose only;
// conditions never use that clock, they compare with Write.Now.
type Store interface {
	// Get reads up to 100 keys, each strongly consistently (the keys together are no snapshot);
	// absent and expired keys are simply not in the result.
	Get(ctx context.Context, keys ...Key) (map[Key]Item, error)
	// Query reads one page.
	Query(ctx context.Context, q Query) (Page, error)
	// Commit applies 1 … 100 writes to different keys, all or nothing. Failed conditions are a
	// *ConditionError. After ErrUnavailable the outcome is unknown; after any other error nothing was written.
	Commit(ctx context.Context, writes ...Write) error
}

// ConditionError tells which writes' conditions failed; nothing was written.
type ConditionError struct {
	Failed []int // positions in the commit
}

func (e *ConditionError) Error() string {
	return fmt.Sprintf("store: condition failed at %v", e.Failed)
}

// Has reports whether the write at the position failed its condition.
func (e *ConditionError) Has(position int) bool {
	for _, p := range e.Failed {
		if p == position {
			return true
		}
	}
	return false
}

// The errors of the port besides ConditionError.
var (
	// ErrConflict: another transaction touched the same items at the same time; load again and decide again.
	ErrConflict = errors.New("store: conflict")
	// ErrUnavailable: throttled, timed out or unreachable; the outcome of a commit may be unknown.
	ErrUnavailable = errors.New("store: unavailable")
	// ErrInvalid: the caller broke the port's contract (a programming error).
	ErrInvalid = errors.New("store: invalid request")
)
