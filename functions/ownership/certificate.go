package ownership

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/rotation"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// verdict is what a certificate says of a decision besides its place in the chain.
type verdict struct {
	clause         domain.Clause
	considered     []attribution.Considered
	turnedDown     []attribution.TurnedDown
	evidence       []domain.VisitID
	facts, outcome any // for JSON
}

// verdicts has one row for every kind of verdict that an entry may hold; the first that it holds, it is.
var verdicts = []struct {
	holds func(journal.Entry) bool
	of    func(journal.Entry) (verdict, error)
}{
	{func(e journal.Entry) bool { return e.Reception != nil }, receptionVerdict},
	{func(e journal.Entry) bool { return e.Conduct != nil }, findingVerdict},
	{func(e journal.Entry) bool { return e.Ruling != nil }, creditVerdict},
	{func(e journal.Entry) bool { return e.Claim != nil }, claimVerdict},
	{func(e journal.Entry) bool { return e.Verdict != nil }, registerVerdict},
	{func(e journal.Entry) bool { return e.Event != nil }, turnVerdict},
	{func(e journal.Entry) bool { return e.Note == floor.TakenOverNote }, takeoverVerdict},
}

// verdictOf gives the verdict of an entry. Error: decision.unknown for an entry that decides nothing.
func verdictOf(entry journal.Entry) (verdict, error) {
	for _, row := range verdicts {
		if row.holds(entry) {
			return row.of(entry)
		}
	}
	return verdict{}, domain.Invalid("decision.unknown", "/decision")
}

// receptionVerdict: whose customer, and beside it whose turn.
func receptionVerdict(entry journal.Entry) (verdict, error) {
	r := entry.Reception
	evidence, err := doorEvidence(entry)
	return verdict{clause: r.Clause, considered: r.Considered, turnedDown: append(slices.Clone(r.TurnedDown),
		passedOver(entry)...),
		evidence: evidence, facts: map[string]any{"answers": entry.Answers, "known": entry.Facts},
		outcome: map[string]any{"reception": r, "effects": view.Effects(entry.Effects)}}, err
}

func creditVerdict(entry journal.Entry) (verdict, error) {
	u := entry.Ruling
	evidence := u.Evidence
	if len(evidence) == 0 && entry.Refers != "" { // a person's ruling rests on the one that it replaces
		evidence = []domain.VisitID{entry.Refers}
	}
	return verdict{clause: u.Clause, considered: u.Considered, turnedDown: u.TurnedDown, evidence: evidence,
		facts: entry.Facts, outcome: u}, nil
}

// findingVerdict: what a finding on a breach led to.
func findingVerdict(entry journal.Entry) (verdict, error) {
	return verdict{clause: entry.Conduct.Clause, facts: entry.Facts, outcome: entry.Conduct}, nil
}

// claimVerdict: whether an agent's claim to a deal's credit was accepted.
func claimVerdict(entry journal.Entry) (verdict, error) {
	c := entry.Claim
	return verdict{clause: c.Clause, considered: c.Considered, evidence: c.Evidence, facts: entry.Facts, outcome: c},
		nil
}

// registerVerdict: what a recognition, an announcement or a reassignment came to.
func registerVerdict(entry journal.Entry) (verdict, error) {
	v := verdict{clause: entry.Verdict.Clause, considered: entry.Verdict.Considered,
		turnedDown: entry.Verdict.TurnedDown,
		facts:      entry.Facts, outcome: map[string]any{"verdict": entry.Verdict,
			"effects": view.Effects(entry.Effects)}}
	if entry.Refers != "" {
		v.evidence = []domain.VisitID{entry.Refers}
	}
	return v, nil
}

// takeoverVerdict: which customers of a list became whose, on the site manager's word (LC.4.4).
func takeoverVerdict(entry journal.Entry) (verdict, error) {
	return verdict{clause: "LC.4.4", facts: entry.Facts, outcome: map[string]any{"taken_over_by": entry.Actor}}, nil
}

// turnVerdict: a turn rests on the clause of its first consequence, and on the visit that it is about.
func turnVerdict(entry journal.Entry) (verdict, error) {
	v := verdict{turnedDown: passedOver(entry), facts: entry.Event,
		outcome: map[string]any{"effects": view.Effects(entry.Effects)}}
	for _, e := range entry.Effects {
		if e.Clause != "" && e.Kind != rotation.PositionTo {
			v.clause = e.Clause
			break
		}
	}
	for _, visit := range []domain.VisitID{entry.Event.Visit, entry.Refers} {
		if visit != "" && !slices.Contains(v.evidence, visit) {
			v.evidence = append(v.evidence, visit)
		}
	}
	return v, nil
}

// passedOver lists whose turn it was and who did not receive all the same, with the clause and the reason.
func passedOver(entry journal.Entry) []attribution.TurnedDown {
	var out []attribution.TurnedDown
	for _, e := range entry.Effects {
		if e.Kind == rotation.PassedOver {
			out = append(out, attribution.TurnedDown{Agent: e.Agent, Clause: e.Clause, Reason: e.Note})
		}
	}
	return out
}

// doorEvidence lists the entries that the register's knowledge at the door rests on: by which the visitor,
// and those around, are whose they are, and the entry that this one follows.
func doorEvidence(entry journal.Entry) ([]domain.VisitID, error) {
	var known floor.DoorFacts
	if len(entry.Facts) > 0 {
		if err := json.Unmarshal(entry.Facts, &known); err != nil {
			return nil, fmt.Errorf("ownership: decode facts: %w", err)
		}
	}
	var evidence []domain.VisitID
	add := func(visit domain.VisitID) {
		if visit != "" && !slices.Contains(evidence, visit) {
			evidence = append(evidence, visit)
		}
	}
	add(entry.Refers)
	for _, customer := range []*register.Customer{known.Visitor, known.Referrer, known.Family, known.Principal} {
		if owner, owned := customer.Owner(); owned {
			add(customer.EvidenceOf(owner))
		}
	}
	return evidence, nil
}
