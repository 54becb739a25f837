package scenarios_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lunxu/lunxu/infra/scenarios"
)

// TestAFailureReads holds that a failed step says in the scenario's words what happens, what came and what
// was expected, and of the answer as much as fits on a screen.
func TestAFailureReads(t *testing.T) {
	answer := scenarios.Answer{Status: 201,
		Body: map[string]any{"clause": "SS.4.2.4.b", "waiting": false, "commission_fen": 1e6,
			"shares": []any{map[string]any{"party": "jia", "basis_points": 7000.0}},
			"reason": strings.Repeat("长", 200)}}
	step := scenarios.Step{"at": "D5 09:00", "deal": map[string]any{"phone": "138", "closed_by": "yi"},
		"shares": map[string]any{"jia": 60}}
	failed := &scenarios.StepError{Scenario: "original 70", Number: 3, Of: 7, Step: step, Answer: answer,
		Cause: errors.New("shares: got {jia: 7000}; want {jia: 6000}")}
	want := `original 70: step 3 of 7, D5 09:00
  happens   deal: {closed_by: yi, phone: 138}
  but       shares: got {jia: 7000}
  expected  {jia: 6000}
  answer    201
    clause: SS.4.2.4.b
    commission_fen: 1000000
    reason: ` + strings.Repeat("长", 102) + `…
    shares: [{basis_points: 7000, party: jia}]
    waiting: false`
	if diff := cmp.Diff(want, failed.Error()); diff != "" {
		t.Error(diff)
	}
	for field := range 40 {
		answer.Body["field-"+strings.Repeat("x", field)] = step
	}
	if text := failed.Error(); strings.Count(text, "\n") > 25 || !strings.HasSuffix(text, "… and 29 more fields") {
		t.Error(text)
	}
	refused := scenarios.Answer{Status: 409,
		Body: map[string]any{"code": "rotation.out_of_turn", "clause": "SS.4.2.2.a", "message_en": "Not your turn"}}
	if got := refused.String(); got != "409 rotation.out_of_turn SS.4.2.2.a Not your turn" {
		t.Error(got)
	}
}
