// Package archive sums a month of the register up, to be kept (定期汇总归档, LC.4.4, LS.2.5). What an archive holds
// comes from the append-only journal alone and from nothing that can be erased: at any later time the same bytes are
// made again. The words of customers and about them stay in the register, under the customers' keys; the archive
// holds the digest of what was sealed.
package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/reception"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// Visit is the line of one visit as its business day left it. Sealed is the SHA-256, in hexadecimal, of the
// ciphertext that holds name, organisation and purpose.
type Visit struct {
	Line       string               `json:"line"` // "visit"
	Visit      domain.VisitID       `json:"visit"`
	Day        domain.Day           `json:"day"`
	At         time.Time            `json:"at"`
	Kind       register.VisitorKind `json:"kind"`
	Received   domain.AgentID       `json:"received_by,omitempty"` // empty: nobody
	OnBehalfOf domain.AgentID       `json:"on_behalf_of,omitempty"`
	Turn       rotation.Turn        `json:"turn,omitempty"`
	Owner      domain.AgentID       `json:"owner,omitempty"` // as decided at the door
	Clause     domain.Clause        `json:"clause,omitempty"`
	Outcome    register.Outcome     `json:"outcome,omitempty"` // empty: still open when the day's register ended
	EndedAt    *time.Time           `json:"ended_at,omitempty"`
	Policy     int                  `json:"policy_version"`
	Sealed     string               `json:"sealed_sha256,omitempty"`

	pending bool // belongs to whoever receives first
}

// Record is the line of one writing of a reception's record. Sealed is the SHA-256 of the ciphertext that holds the
// words; Parts says which of them are there.
type Record struct {
	Line   string           `json:"line"` // "record"
	Record domain.VisitID   `json:"record"`
	Visit  domain.VisitID   `json:"visit"`
	Day    domain.Day       `json:"day"`
	At     time.Time        `json:"at"`
	By     string           `json:"by"`
	Parts  *reception.Parts `json:"parts,omitempty"`
	Sealed string           `json:"sealed_sha256"`
}

// recordNote is the note of a journal entry that takes a reception down.
const recordNote = "reception_record"

// Content is one business day as it is archived.
type Content struct {
	Text    []byte // JSON lines: the visits in the order of arrival, then the records in the order of writing
	Visits  []Visit
	Records []Record
}

// Digest is the SHA-256 of the text in hexadecimal.
func (c Content) Digest() string { return digest(c.Text) }

func digest(of []byte) string {
	sum := sha256.Sum256(of)
	return hex.EncodeToString(sum[:])
}

// Of gives what is archived of a business day from its entries in the order of the journal. Equal entries give equal
// bytes.
func Of(entries []journal.Entry) (Content, error) {
	var out Content
	at := map[domain.VisitID]int{}
	for _, e := range entries {
		if e.Operation == "registerArrival" && e.Visit != "" && e.Reception != nil {
			at[e.Visit] = len(out.Visits)
			out.Visits = append(out.Visits, arrived(e))
		}
		if e.Note == recordNote && e.Refers != "" {
			out.Records = append(out.Records,
				Record{Line: "record", Record: journal.VisitOf(e.Day, e.Seq), Visit: e.Refers, Day: e.Day,
					At: e.At.UTC(), By: e.Actor, Parts: e.Written, Sealed: digest(e.Sealed)})
		}
		for _, effect := range e.Effects {
			if i, here := at[effect.Visit]; here {
				out.Visits[i].follow(effect, e)
			}
		}
		if i, here := at[e.Refers]; here {
			out.Visits[i].remark(e)
		}
	}
	err := out.write()
	return out, err
}

func arrived(e journal.Entry) Visit {
	v := Visit{Line: "visit", Visit: e.Visit, Day: e.Day, At: e.At.UTC(), Owner: e.Reception.Owner,
		Clause: e.Reception.Clause, Policy: e.PolicyVersion,
		pending: e.Reception.NewOwnership && e.Reception.OwnedByReceiver}
	if e.Answers != nil {
		v.Kind = e.Answers.Kind
	}
	if len(e.Sealed) > 0 {
		v.Sealed = digest(e.Sealed)
	}
	return v
}

// follow takes over what the rotation did to the visit.
func (v *Visit) follow(effect rotation.Effect, e journal.Entry) {
	switch effect.Kind {
	case rotation.Assigned:
		v.Received, v.OnBehalfOf, v.Turn = effect.Agent, effect.Other, effect.Turn
		if v.pending {
			v.Owner, v.pending = effect.Agent, false
			if effect.Other != "" {
				v.Owner = effect.Other
			}
		}
	case rotation.Transferred:
		v.Received = effect.Agent
	case rotation.TurnSet:
		v.Turn = effect.Turn
	case rotation.Closed:
		v.end(e, register.Unrecorded)
	case rotation.Dropped:
		v.end(e, register.WentAway)
	}
}

// remark takes over what an entry about the visit says of it.
func (v *Visit) remark(e journal.Entry) {
	switch {
	case e.Operation == "foundOut":
		v.Kind = register.VisitorKind(e.Note)
	case e.Operation == "leaveWaiting":
		v.end(e, register.WentAway)
	}
}

func (v *Visit) end(e journal.Entry, otherwise register.Outcome) {
	at := e.At.UTC()
	v.Outcome, v.EndedAt = otherwise, &at
	if e.Outcome != "" {
		v.Outcome = e.Outcome
	}
}

// write puts the lines down.
func (c *Content) write() error {
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	for _, v := range c.Visits {
		if err := lines.Encode(v); err != nil {
			return err
		}
	}
	for _, r := range c.Records {
		if err := lines.Encode(r); err != nil {
			return err
		}
	}
	c.Text = out.Bytes()
	return nil
}
