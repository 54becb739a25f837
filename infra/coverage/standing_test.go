package coverage

import (
	"slices"
	"testing"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/standing"
)

// Every write says why nobody gains by their own word in it.
func TestEveryWriteSaysWhoseWordStands(t *testing.T) {
	for _, op := range api.Operations {
		w := op.Ways
		says := w.Waits != "" || w.Second != "" || w.Own != "" || w.Nothing != "" || len(w.Witness) > 0
		if changes := op.Write || op.TakesBody(); changes != says {
			t.Errorf("%s: x-standing is for writes, and every write has it", op.ID)
		}
		if w.Waits != "" && !slices.Contains(policy.FactKinds(), policy.FactKind(w.Waits)) {
			t.Errorf("%s waits as %q, which is no kind of fact", op.ID, w.Waits)
		}
		if second, ok := api.OperationByID(w.Second); w.Second != "" &&
			(!ok || len(second.Ways.Witness) == 0 && second.Ways.Waits == "") {
			t.Errorf("%s needs %q, which no second person does", op.ID, w.Second)
		}
		for _, role := range w.Witness {
			if !op.Allows(role) && op.ID != "publishPolicyVersion" {
				t.Errorf("%s: %s may not call it and is no witness of it", op.ID, role)
			}
			if role == domain.RoleAgent {
				t.Errorf("%s: an agent is no witness of what moves something", op.ID)
			}
		}
		if w.Nothing != "" && (w.Waits != "" || w.Second != "" || w.Own != "" || len(w.Witness) > 0) {
			t.Errorf("%s moves nothing and needs no witness", op.ID)
		}
	}
}

// No role in any operation lets a person gain by their word alone: whoever may call it is a witness who gains nothing,
// waits for one, needs a second person, or moves their own matters at most.
func TestNoRoleGainsAloneInAnyOperation(t *testing.T) {
	for _, op := range api.Operations {
		w := op.Ways
		if !op.TakesBody() || w.Nothing != "" {
			continue
		}
		for _, role := range op.Roles {
			covered := w.Waits != "" || w.Second != "" || w.Own != "" || w.Refused != "" ||
				slices.Contains(w.Witness, role)
			if !covered {
				t.Errorf("%s: nothing keeps the %s from gaining by it", op.ID, role)
			}
			if w.Waits != "" {
				waitsForOthers(t, op.ID, policy.FactKind(w.Waits), role)
			}
		}
	}
}

// waitsForOthers: whatever the preset, who gains neither stands by their own word nor confirms it under another
// account.
func waitsForOthers(t *testing.T, operation string, kind policy.FactKind, role domain.Role) {
	t.Helper()
	for _, preset := range policy.Presets() {
		rules, err := policy.Load(preset)
		if err != nil {
			t.Fatal(err)
		}
		self := standing.Said{Role: role, Agent: "jia", Subject: "u-1"}
		gains := standing.Interest{Gains: []domain.AgentID{"jia"}}
		if standing.Judge(rules.StandingOf(kind), self, gains).Stands {
			t.Errorf("%s under %s: the %s who gains by it is the only witness", operation, preset, role)
		}
		fact := standing.Ask(standing.Fact{Kind: kind, Said: self, Interest: gains}, rules, 1, time.Time{})
		for _, other := range domain.Roles() {
			if fact.MayConfirm(standing.Said{Role: other, Agent: "jia", Subject: "u-2"}) == nil {
				t.Errorf("%s under %s: who gains confirms as %s", operation, preset, other)
			}
		}
		if !slices.ContainsFunc(fact.WaitsFor(), func(r domain.Role) bool { return r != role }) {
			t.Errorf("%s under %s: nobody but the %s could confirm it", operation, preset, role)
		}
	}
}
