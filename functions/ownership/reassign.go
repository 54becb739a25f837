package ownership

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// reassignCustomer gives a customer who complained to another agent until the signing, with the split of a
// deal; whom this customer brings later chooses freely (SC.10).
func (h *Handler) reassignCustomer(ctx context.Context, call api.Call[contract.NewReassignment]) (api.Answer, error) {
	if call.Body.FromBasisPoints < 0 || call.Body.FromBasisPoints > attribution.WholeBasisPoints {
		return api.Answer{}, domain.Invalid("reassignment.share", "/from_basis_points")
	}
	ref := domain.CustomerRef(call.Path("customer"))
	return view.Respond(floor.Act(ctx, h.floor, view.Command(call, store.CustomerKey(call.Site, ref)),
		func(w *floor.Work) (contract.Ownership, error) {
			file, err := customerOf(w, ref)
			if err != nil {
				return contract.Ownership{}, err
			}
			return reassign(w, file, call.Body)
		}))
}

func reassign(w *floor.Work, file *floor.CustomerFile, body contract.NewReassignment) (contract.Ownership, error) {
	var none contract.Ownership
	to := domain.AgentID(body.To)
	if !w.Site.Employed(to) {
		return none, domain.Invalid("agent.unknown", "/to")
	}
	person, err := floor.Person(w, file, w.At)
	if err != nil {
		return none, err
	}
	facts := attribution.Reassigning{Customer: person, To: to, FromBasisPoints: body.FromBasisPoints,
		Signed: !person.BoughtAt.IsZero(), At: w.At.UTC()}
	verdict := attribution.Reassign(w.Policy.Rules, facts)
	if verdict.Refused != "" {
		return none, domain.Refuse(verdict.Refused, verdict.Clause)
	}
	if err := w.Authorise(w.Policy.Rules.Authority.Rulings, verdict.Clause); err != nil {
		return none, err
	}
	if err := floor.NotTheirOwn(w, "standing.own_matter", verdict.Clause, to); err != nil {
		return none, err
	}
	decision, visit := w.NextVisit(), file.OpenVisit
	record := journal.Entry{Visit: decision, Customer: file.Ref, Verdict: &verdict}
	if record.Facts, err = json.Marshal(facts); err != nil {
		return none, fmt.Errorf("ownership: encode facts: %w", err)
	}
	if record.Sealed, err = floor.SealEntry(w, file, map[string]string{"txt": body.Reason}); err != nil {
		return none, err
	}
	given := *verdict.Given
	given.Entry = decision
	file.Given, file.FreeChoice = &given, true
	if err := floor.OwnedAll(w, file, register.OwnerChange{Owner: to, Since: w.At, Visit: decision,
		Clause: verdict.Clause}); err != nil {
		return none, err
	}
	floor.SaveCustomer(w, file)
	if _, err := floor.HandToOwner(w, visit, to, record); err != nil {
		return none, err
	}
	if err := penalise(w, body, verdict); err != nil {
		return none, err
	}
	shown, err := floor.AsPerson(w, file)
	if err != nil {
		return none, err
	}
	who, err := floor.Reveal(w, file)
	out := view.Ownership(shown, who)
	out.Decision = string(decision)
	return out, err
}

// penalise counts against the first agent the breach that the policy lists under the same clause (SC.10).
func penalise(w *floor.Work, body contract.NewReassignment, verdict attribution.Verdict) error {
	if body.Penalty == nil || !*body.Penalty {
		return nil
	}
	for _, breach := range w.Policy.Rules.Conduct.Breaches {
		if breach.Clause == verdict.Clause {
			_, err := floor.CountBreach(w, verdict.Given.From, breach.Kind)
			return err
		}
	}
	return nil
}
