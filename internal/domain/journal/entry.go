// Package journal is the append-only record of a site (来访登记表 and every other act): one ordered
// sequence of entries per business day, each bound by its hash to the one before, the first of a day
// to the last of the day before. A correction is a new entry that refers to the old one; nothing is
// edited (SS.4.2.3, GP.19). Identities stand in it as ciphertext only, so that destroying a person's
// key erases the person and leaves the chain whole.
package journal

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/feedback"
	"github.com/lunxu/lunxu/internal/domain/reception"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
)

// Entry is one thing done on a site: who did what when, what was answered and decided, and on which
// facts. Unused fields are zero and take no room.
type Entry struct {
	Site          domain.SiteID             `json:"s"`
	Day           domain.Day                `json:"d"` // business day
	Seq           int                       `json:"n"` // 1, 2, 3 … within the day
	At            time.Time                 `json:"at"`
	Actor         string                    `json:"by,omitempty"` // subject of the principal, or "system"
	Role          domain.Role               `json:"ro,omitempty"`
	Operation     string                    `json:"op"` // operationId of the contract, or a job's name
	Visit         domain.VisitID            `json:"v,omitempty"`
	Customer      domain.CustomerRef        `json:"c,omitempty"`
	Sealed        []byte                    `json:"x,omitempty"` // ciphertext under the customer's key
	Answers       *register.Answers         `json:"q,omitempty"` // the opening questions
	Event         *rotation.Event           `json:"e,omitempty"`
	Effects       []rotation.Effect         `json:"ef,omitempty"`
	Reception     *attribution.Reception    `json:"r,omitempty"`  // whose customer, decided at the door
	Ruling        *attribution.Ruling       `json:"u,omitempty"`  // credit of a deal
	Claim         *attribution.ClaimVerdict `json:"cm,omitempty"` // of an agent to a deal's credit
	Conduct       *conduct.Consequences     `json:"cq,omitempty"` // what a finding on a breach led to
	Outcome       register.Outcome          `json:"oc,omitempty"`
	Deal          domain.DealID             `json:"dl,omitempty"`
	Appointment   string                    `json:"ap,omitempty"` // the appointment that the entry is about
	Refers        domain.VisitID            `json:"rf,omitempty"` // the entry that this one corrects or follows
	Note          string                    `json:"nt,omitempty"` // a code, never free text about a person
	Facts         json.RawMessage           `json:"f,omitempty"`  // exactly what a decision was made on, for replay
	PolicyVersion int                       `json:"pv,omitempty"`
	Verdict       *attribution.Verdict      `json:"vd,omitempty"` // on a recognition, pre-registration or reassignment
	Feedback      *feedback.Given           `json:"fb,omitempty"` // what a visitor thinks of the reception
	Written       *reception.Parts          `json:"wr,omitempty"` // which parts of a reception were taken down
	ForDay        domain.Day                `json:"fd,omitempty"` // of a night that was carried out later: its day
}

// MaxBody bounds the canonical encoding of one entry, in bytes.
const MaxBody = 256 << 10

var (
	errMalformed = &domain.Error{Code: "journal.malformed"}
	errTooLarge  = &domain.Error{Code: "journal.entry_too_large"}
	errDayBack   = &domain.Error{Code: "journal.day_goes_back"}
)

// Encode gives the canonical encoding of an entry: equal entries give equal bytes, times are in UTC,
// and Decode accepts nothing else. Errors: journal.malformed (text that is not UTF-8, facts that are
// not JSON, a time outside the years 0–9999), journal.entry_too_large.
func Encode(e Entry) ([]byte, error) {
	for _, text := range []string{e.Actor, e.Operation, e.Note, string(e.Customer), e.Appointment} {
		if !utf8.ValidString(text) {
			return nil, errMalformed
		}
	}
	if e.Feedback != nil && !(utf8.ValidString(e.Feedback.Department) && utf8.ValidString(e.Feedback.Corrects)) {
		return nil, errMalformed
	}
	if e.Written != nil && !utf8.ValidString(e.Written.Corrects) {
		return nil, errMalformed
	}
	if !utf8.Valid(e.Facts) {
		return nil, errMalformed
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(inUTC(e)); err != nil {
		return nil, errMalformed
	}
	body := bytes.TrimSuffix(out.Bytes(), []byte("\n"))
	if len(body) > MaxBody {
		return nil, errTooLarge
	}
	return body, nil
}

// inUTC puts the entry's times into one zone without touching what the caller holds.
func inUTC(e Entry) Entry {
	e.At = e.At.UTC()
	if e.Event != nil {
		event := *e.Event
		event.At = event.At.UTC()
		e.Event = &event
	}
	if e.Ruling != nil {
		ruling := *e.Ruling
		ruling.AsOf = ruling.AsOf.UTC()
		e.Ruling = &ruling
	}
	if e.Claim != nil {
		claim := *e.Claim
		claim.AsOf = claim.AsOf.UTC()
		e.Claim = &claim
	}
	return e
}

// Read reads an encoding that is in the register; whether it is the canonical one is Verify's question, as is its hash.
// Errors: journal.malformed, journal.entry_too_large.
func Read(body []byte) (Entry, error) {
	var e Entry
	if len(body) > MaxBody {
		return e, errTooLarge
	}
	if err := json.Unmarshal(body, &e); err != nil {
		return Entry{}, errMalformed
	}
	return e, nil
}

// Decode reads a canonical encoding and nothing else: unknown or repeated fields, other spellings of
// the same value and anything after the entry are refused. Errors: journal.malformed,
// journal.entry_too_large.
func Decode(body []byte) (Entry, error) {
	var e Entry
	if len(body) > MaxBody {
		return e, errTooLarge
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&e); err != nil {
		return Entry{}, errMalformed
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Entry{}, errMalformed
	}
	again, err := Encode(e)
	if err != nil || !bytes.Equal(again, body) {
		return Entry{}, errMalformed
	}
	return e, nil
}

// VisitOf names the visit that the entry at a place of the journal registers: "20261124-000007".
func VisitOf(day domain.Day, seq int) domain.VisitID { return domain.VisitID(place(day, seq)) }

// DealOf names the deal that the entry at a place of the journal records: "d20261124-000009".
func DealOf(day domain.Day, seq int) domain.DealID { return domain.DealID("d" + place(day, seq)) }

func place(day domain.Day, seq int) string {
	digits := strconv.Itoa(seq)
	if len(digits) < placeDigits {
		digits = strings.Repeat("0", placeDigits-len(digits)) + digits
	}
	return strings.ReplaceAll(string(day), "-", "") + "-" + digits
}

const placeDigits = 6

// ParseVisit gives the place in the journal of the entry that registers a visit. Errors: visit.malformed.
func ParseVisit(id domain.VisitID) (domain.Day, int, error) {
	day, seq, ok := parsePlace(string(id))
	if !ok {
		return "", 0, domain.Invalid("visit.malformed", "")
	}
	return day, seq, nil
}

// ParseDeal gives the place in the journal of the entry that records a deal. Errors: deal.malformed.
func ParseDeal(id domain.DealID) (domain.Day, int, error) {
	text, marked := strings.CutPrefix(string(id), "d")
	day, seq, ok := parsePlace(text)
	if !ok || !marked {
		return "", 0, domain.Invalid("deal.malformed", "")
	}
	return day, seq, nil
}

// parsePlace accepts exactly what place writes.
func parsePlace(text string) (domain.Day, int, bool) {
	date, digits, ok := strings.Cut(text, "-")
	if !ok || len(date) != 8 || len(digits) < placeDigits || len(digits) > 9 {
		return "", 0, false
	}
	day, err := domain.ParseDay(date[:4] + "-" + date[4:6] + "-" + date[6:])
	if err != nil {
		return "", 0, false
	}
	seq, err := strconv.Atoi(digits)
	if err != nil || seq < 1 || place(day, seq) != text {
		return "", 0, false
	}
	return day, seq, true
}
