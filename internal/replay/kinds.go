// Package replay decides recorded decisions again from the facts that they were made on, under the policy
// version of their time, and compares the bytes.
package replay

import (
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/conduct"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/floor"
)

// Kind names what an entry decides.
type Kind string

// The kinds of entries. An entry that carries a turn beside another decision is counted under that one, and
// both are decided again.
const (
	Credit    Kind = "credit"    // of a deal, by the written rules or as a person ruled
	Claim     Kind = "claim"     // of an agent to a deal's credit
	Register  Kind = "register"  // a recognition, an announcement, a reassignment
	Finding   Kind = "finding"   // on a breach, with what it led to
	Reception Kind = "reception" // whose customer, at the door
	Rotation  Kind = "rotation"  // a turn
	Recorded  Kind = "recorded"  // a fact or a person's word: there is nothing to decide again
)

// decision is one kind of decision: which entries hold it, and how its outcome is decided again.
type decision struct {
	kind  Kind
	holds func(journal.Entry) bool
	again func(*journal.Entry, policy.Version) error // puts the outcome decided again in the place of the recorded one
}

// decisions has one row for every kind of decision that stands in an entry by itself; the rotation is
// decided again from the state that its day opened with (Walk).
var decisions = []decision{
	{Credit, func(e journal.Entry) bool { return e.Ruling != nil && len(e.Facts) > 0 }, creditAgain},
	{Claim, func(e journal.Entry) bool { return e.Claim != nil }, claimAgain},
	{Register, func(e journal.Entry) bool { return e.Verdict != nil }, registerAgain},
	{Finding, func(e journal.Entry) bool { return e.Conduct != nil }, findingAgain},
	{Reception, func(e journal.Entry) bool { return e.Reception != nil && e.Answers != nil }, receptionAgain},
}

// KindOf tells what an entry decides.
func KindOf(e journal.Entry) Kind {
	for _, d := range decisions {
		if d.holds(e) {
			return d.kind
		}
	}
	if Applies(e) {
		return Rotation
	}
	return Recorded
}

func creditAgain(e *journal.Entry, version policy.Version) error {
	var facts floor.DealFacts
	if err := json.Unmarshal(e.Facts, &facts); err != nil {
		return fmt.Errorf("replay: decode facts: %w", err)
	}
	ruling := facts.Credit(version, e.At)
	e.Ruling = &ruling
	return nil
}

func claimAgain(e *journal.Entry, version policy.Version) error {
	var facts floor.ClaimFacts
	if err := json.Unmarshal(e.Facts, &facts); err != nil {
		return fmt.Errorf("replay: decode facts: %w", err)
	}
	verdict := facts.Decide(version, e.At)
	e.Claim = &verdict
	return nil
}

func registerAgain(e *journal.Entry, version policy.Version) error {
	verdict, err := floor.VerdictAgain(*e, version)
	if err != nil {
		return err
	}
	e.Verdict = &verdict
	return nil
}

func findingAgain(e *journal.Entry, version policy.Version) error {
	var facts conduct.Facts
	if err := json.Unmarshal(e.Facts, &facts); err != nil {
		return fmt.Errorf("replay: decode facts: %w", err)
	}
	report, _, err := conduct.Verify(version.Rules, version.Number, facts)
	if err != nil {
		return err
	}
	e.Conduct = report.Consequences
	return nil
}

func receptionAgain(e *journal.Entry, version policy.Version) error {
	door, err := floor.DoorOf(*e)
	if err != nil {
		return err
	}
	reception := attribution.Receive(version.Rules, door)
	e.Reception = &reception
	return nil
}

// Applies reports that an entry's event changed the floor; a refused check-in stands there as evidence only.
func Applies(e journal.Entry) bool { return e.Event != nil && e.Operation != "checkInRefused" }

// Opens reports that an entry holds the state before it: of a day, or of a new site.
func Opens(e journal.Entry) bool { return e.Operation == "openDay" || e.Note == "site_opened" }

func unknownVersion() error { return domain.Invalid("policy.version_unknown", "/decision") }
