package journal

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"

	"github.com/lunxu/lunxu/internal/domain"
)

// Head is the end of a chain: the place and hash of the last entry. The zero value is a site without
// entries.
type Head struct {
	Day  domain.Day
	Seq  int
	Hash [32]byte
}

// Sealed is an entry as it is bound into the chain.
type Sealed struct {
	Body []byte // canonical encoding
	Prev [32]byte
	Hash [32]byte
}

// next gives the place of the entry after the head on a business day: the sequence starts at 1 each
// day and goes on within it.
func (h Head) next(day domain.Day) (int, bool) {
	switch {
	case day == h.Day:
		return h.Seq + 1, true
	case day > h.Day:
		return 1, true
	}
	return 0, false
}

// Link binds an entry to the chain: it gets the next place of its day and the hash over that place, its
// content and the hash before. The first entry of a day is bound to the last of the day before.
// Errors: journal.day_goes_back for an entry of a day before the head's, day.malformed, and Encode's.
func Link(head Head, entry Entry) (Sealed, Head, error) {
	if _, err := domain.ParseDay(string(entry.Day)); err != nil {
		return Sealed{}, head, err
	}
	seq, ok := head.next(entry.Day)
	if !ok {
		return Sealed{}, head, errDayBack
	}
	entry.Seq = seq
	body, err := Encode(entry)
	if err != nil {
		return Sealed{}, head, err
	}
	sealed := Sealed{Body: body, Prev: head.Hash, Hash: hashOf(head.Hash, entry.Site, entry.Day, seq, body)}
	return sealed, Head{Day: entry.Day, Seq: seq, Hash: sealed.Hash}, nil
}

// hashTag keeps these hashes apart from every other use of SHA-256.
const hashTag = "lunxu journal entry v1\x00"

// hashOf gives SHA-256(tag ‖ prev ‖ site ‖ day ‖ seq ‖ body); site and day carry their lengths, so that
// no two places share an input.
func hashOf(prev [32]byte, site domain.SiteID, day domain.Day, seq int, body []byte) [32]byte {
	input := make([]byte, 0, len(hashTag)+len(prev)+len(site)+len(day)+24+len(body))
	input = append(input, hashTag...)
	input = append(input, prev[:]...)
	input = binary.AppendUvarint(input, uint64(len(site)))
	input = append(input, site...)
	input = binary.AppendUvarint(input, uint64(len(day)))
	input = append(input, day...)
	input = binary.BigEndian.AppendUint64(input, uint64(seq))
	input = append(input, body...)
	return sha256.Sum256(input)
}

// Stored is one entry as the store holds it, with the place it was found at.
type Stored struct {
	Day  domain.Day
	Seq  int
	Body []byte // Pack
}

// FaultKind is what is wrong at a place.
type FaultKind string

const (
	Unreadable FaultKind = "unreadable" // not what Pack writes
	Edited     FaultKind = "edited"     // the content does not have the hash it was stored with
	Missing    FaultKind = "missing"    // no entry at a place that the next one leaves open
	Misplaced  FaultKind = "misplaced"  // a genuine entry of another place or site: moved, swapped, copied
	Unlinked   FaultKind = "unlinked"   // not bound to the entry before: that one was rewritten, removed or put in
	Cut        FaultKind = "cut"        // the chain ends before its head
	Surplus    FaultKind = "surplus"    // the chain goes on after its head
	Rewritten  FaultKind = "rewritten"  // ends at the head's place with another hash
)

// Fault is the first thing found wrong.
type Fault struct {
	Day  domain.Day
	Seq  int
	Kind FaultKind
}

// Verification is the result of Verify.
type Verification struct {
	Entries int    // intact entries up to the fault
	Head    Head   // after the last intact entry
	Fault   *Fault // nil: intact
}

// Verify walks the stored entries of a site, oldest first, from the head before the first of them to
// the expected end, and reports the first fault with its place. An edit, removal, insertion, swap or
// cut of any entry is found, and, since the end is known from elsewhere, so is a chain that was
// rewritten throughout. The error is the iterator's.
func Verify(site domain.SiteID, start, end Head, entries iter.Seq2[Stored, error]) (Verification, error) {
	return Walk(site, start, end, entries, func(Entry, Head) error { return nil })
}

// Walk verifies like Verify, and gives every intact entry up to the fault to take, with the head after it. The error is
// the iterator's or take's.
func Walk(site domain.SiteID, start, end Head, entries iter.Seq2[Stored, error],
	take func(Entry, Head) error) (Verification, error) {
	result := Verification{Head: start}
	for stored, err := range entries {
		if err != nil {
			return result, err
		}
		entry, head, kind := follow(site, result.Head, end, stored)
		if kind != "" {
			result.Fault = &Fault{Day: stored.Day, Seq: stored.Seq, Kind: kind}
			if kind == Missing {
				result.Fault.Seq, _ = result.Head.next(stored.Day)
			}
			return result, nil
		}
		result.Head = head
		result.Entries++
		if err := take(entry, head); err != nil {
			return result, err
		}
	}
	result.Fault = atEnd(result.Head, end)
	return result, nil
}

// follow checks one entry against the head before it.
func follow(site domain.SiteID, head, end Head, stored Stored) (Entry, Head, FaultKind) {
	if stored.Day > end.Day || (stored.Day == end.Day && stored.Seq > end.Seq) {
		return Entry{}, head, Surplus
	}
	expected, forward := head.next(stored.Day)
	switch {
	case !forward || stored.Seq < expected:
		return Entry{}, head, Misplaced // out of order, or twice at one place
	case stored.Seq > expected:
		return Entry{}, head, Missing
	}
	sealed, err := Unpack(stored.Body)
	if err != nil {
		return Entry{}, head, Unreadable
	}
	entry, err := Decode(sealed.Body)
	if err != nil {
		return Entry{}, head, Edited
	}
	switch {
	case hashOf(sealed.Prev, entry.Site, entry.Day, entry.Seq, sealed.Body) != sealed.Hash:
		return Entry{}, head, Edited
	case entry.Site != site || entry.Day != stored.Day || entry.Seq != stored.Seq:
		return Entry{}, head, Misplaced
	case sealed.Prev != head.Hash:
		return Entry{}, head, Unlinked
	}
	return entry, Head{Day: stored.Day, Seq: stored.Seq, Hash: sealed.Hash}, ""
}

func atEnd(head, end Head) *Fault {
	switch {
	case head == end:
		return nil
	case head.Day == end.Day && head.Seq == end.Seq:
		return &Fault{Day: end.Day, Seq: end.Seq, Kind: Rewritten}
	case head.Day == end.Day:
		return &Fault{Day: end.Day, Seq: head.Seq + 1, Kind: Cut}
	}
	return &Fault{Day: end.Day, Seq: end.Seq, Kind: Cut}
}
