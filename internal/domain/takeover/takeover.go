// Package takeover takes over the customers whom a site kept on lists before it went live: each row is checked
// before anything is done, the site manager signs the whole off, and what comes of it is marked as taken over and
// never as a registered visit (LC.4.4).
package takeover

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
)

// The bounds of a list and of one part of it.
const (
	MaxRows     = 2000
	MaxPart     = 40 // rows that are sent, and taken over, at once
	MaxFileName = 200
)

// Row is one customer of a list, as it is written there.
type Row struct {
	Line        int    `json:"l"` // of the list, the first is 1
	Phone       string `json:"p"`
	Name        string `json:"n,omitempty"`
	Owner       string `json:"o,omitempty"` // an agent's id or name; empty: nobody's customer
	LastContact string `json:"c,omitempty"` // a day; empty: not known
}

// Outcome is what a row comes to.
type Outcome string

// The outcomes of a row. Before the list is signed off Ready is what it would come to.
const (
	Ready     Outcome = "ready"
	Faulty    Outcome = "faulty"    // cannot be read, or says what cannot be
	Collides  Outcome = "collision" // the register knows the number already, and the register stands
	Repeated  Outcome = "repeated"  // the number stands on an earlier line
	TakenOver Outcome = "taken_over"
)

// Outcomes lists them.
var Outcomes = []Outcome{Ready, Faulty, Collides, Repeated, TakenOver}

// Standing is how the roster knows the owner of a row.
type Standing int

// The standings.
const (
	Unknown Standing = iota
	OnRoster
	Departed
)

// Facts is what a row is checked against.
type Facts struct {
	PhoneFault domain.Code    // empty: a number that can be read
	NameFault  domain.Code    // empty: a name that can be read
	Earlier    int            // the earlier line with the same number; 0: none
	Known      bool           // the register knows the number
	KnownOwner domain.AgentID // whose customer that is; empty: nobody's
	Owner      domain.AgentID // of the row, resolved
	Standing   Standing       // of that owner
	Today      domain.Day     // of the site
}

// Check is what was found about a row.
type Check struct {
	Line       int            `json:"l"`
	Outcome    Outcome        `json:"o"`
	Fault      domain.Code    `json:"f,omitempty"`  // of a faulty row
	Field      string         `json:"fd,omitempty"` // the faulty column: phone, name, owner, last_contact
	Earlier    int            `json:"e,omitempty"`  // of a repeated row
	KnownOwner domain.AgentID `json:"k,omitempty"`  // of a collision
	Owner      domain.AgentID `json:"w,omitempty"`
	LastDay    domain.Day     `json:"d,omitempty"`
}

// The faults of a row besides those of numbers and names.
const (
	OwnerUnknown  domain.Code = "takeover.owner_unknown"
	OwnerDeparted domain.Code = "takeover.owner_departed"
	DayMalformed  domain.Code = "takeover.day_malformed"
	DayInFuture   domain.Code = "takeover.day_in_future"
)

// Judge checks a row. What cannot be read comes before what stands against it; the register stands before the list.
func Judge(row Row, f Facts) Check {
	c := Check{Line: row.Line, Outcome: Ready, Owner: f.Owner}
	fault := func(code domain.Code, field string) Check {
		return Check{Line: row.Line, Outcome: Faulty, Fault: code, Field: field}
	}
	switch {
	case f.PhoneFault != "":
		return fault(f.PhoneFault, "phone")
	case f.NameFault != "":
		return fault(f.NameFault, "name")
	case row.Owner != "" && f.Standing == Unknown:
		return fault(OwnerUnknown, "owner")
	case row.Owner != "" && f.Standing == Departed:
		return fault(OwnerDeparted, "owner")
	}
	if row.LastContact != "" {
		day, ok := ReadDay(row.LastContact)
		switch {
		case !ok:
			return fault(DayMalformed, "last_contact")
		case day > f.Today:
			return fault(DayInFuture, "last_contact")
		}
		c.LastDay = day
	}
	switch {
	case f.Earlier != 0:
		return Check{Line: row.Line, Outcome: Repeated, Earlier: f.Earlier}
	case f.Known:
		return Check{Line: row.Line, Outcome: Collides, KnownOwner: f.KnownOwner, Owner: f.Owner}
	}
	return c
}

// ReadDay reads a day as lists write it: 2026-03-05, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日, with or without a
// time behind it. An order of day and month that can be misread is none.
func ReadDay(text string) (domain.Day, bool) {
	text = strings.TrimSpace(text)
	if i := strings.IndexAny(text, " T"); i > 0 {
		text = text[:i]
	}
	text = strings.TrimSuffix(strings.NewReplacer("/", "-", ".", "-", "年", "-", "月", "-").Replace(text), "日")
	if len(text) == 8 && !strings.Contains(text, "-") {
		text = text[:4] + "-" + text[4:6] + "-" + text[6:]
	}
	parts := strings.Split(text, "-")
	if len(parts) != 3 || len(parts[0]) != 4 {
		return "", false
	}
	var n [3]int
	for i, part := range parts {
		value, err := strconv.Atoi(part)
		if err != nil || value < 1 || len(part) > 4 || (i > 0 && len(part) > 2) || strings.ContainsAny(part, "+-") {
			return "", false
		}
		n[i] = value
	}
	at := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if at.Day() != n[2] || int(at.Month()) != n[1] || n[0] < 1990 {
		return "", false
	}
	return domain.Day(at.Format(time.DateOnly)), true
}

// Digest names everything that a list holds so far: SHA-256 over the digest before and the rows of a part. Who
// signs a list off names it, so that nothing is signed that was not seen.
func Digest(before string, rows []Row) (string, error) {
	written, err := json.Marshal(rows)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(append([]byte(before+"\x00"), written...))
	return hex.EncodeToString(sum[:]), nil
}
