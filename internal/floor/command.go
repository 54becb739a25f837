// Package floor is the imperative shell of a sales site: it loads what a decision needs, lets a pure
// function decide, and commits the outcome, the journal entry and the stored answer in one
// transaction. Every write of a site goes through Act, so that the version of the floor orders them.
package floor

import (
	"encoding/json"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

// Command is who asks for what, once. Key names the write across retries of the caller.
type Command struct {
	Site      domain.SiteID
	Operation string         // operationId of the contract, or a job's name
	Subject   string         // of the principal
	Role      domain.Role    // of the principal
	Agent     domain.AgentID // whom the principal is, also beside another role
	// digest of site, subject, operation and Idempotency-Key; empty where the write is idempotent by nature
	Key     string
	Request [32]byte    // digest of path and body
	At      time.Time   // the server's instant, read once at the edge
	For     time.Time   // of a night: the instant that it is for; zero: At
	Hint    []store.Key // what the decision will read besides the floor, to save a round trip

	// NeedsOpenDay rolls the business day over before the decision: the day before is closed and
	// today is opened, each with its own journal entry.
	NeedsOpenDay bool
}

// storedAnswer is what an idempotency item keeps: the digest of the request and the answer or refusal.
type storedAnswer struct {
	Request []byte          `json:"q"`
	Answer  json.RawMessage `json:"a,omitempty"` // not as bytes: base64 does not deflate
	Refusal *domain.Error   `json:"e,omitempty"`
}

// answersKept is how long a repeated request gets its first answer again.
const answersKept = 7 * 24 * time.Hour

// RecordedError is a refusal that leaves evidence: the journal entries of the work are committed and the
// caller gets the refusal (an attempt out of turn, SS.4.2.2.a; a second scan).
type RecordedError struct{ Refusal *domain.Error }

func (r *RecordedError) Error() string { return r.Refusal.Error() }

// Unwrap gives the refusal.
func (r *RecordedError) Unwrap() error { return r.Refusal }

// missing asks for facts that are not loaded yet; Act loads them and decides again.
type missing struct{ keys []store.Key }

func (m *missing) Error() string { return "floor: facts not loaded yet" }
