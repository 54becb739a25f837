package deals

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/privacy"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

// proven finds the pre-registration of an id if the buyer is the person it announces; nil if not (SC.5, RC.4.g).
type proven func(w *floor.Work, id string, buyer *floor.CustomerFile) (*register.Announcement, error)

// matchedAtDoor finds the pre-registration that the buyer was matched with on arrival.
func matchedAtDoor(_ *floor.Work, id string, buyer *floor.CustomerFile) (*register.Announcement, error) {
	if buyer == nil || buyer.Announced == nil || buyer.Announced.ID != id {
		return nil, nil
	}
	return buyer.Announced, nil
}

// fileClaim decides an agent's claim to a deal's credit (认领). Accepted, the deal is credited anew by the
// rules and the buyer becomes the claimant's; a refusal is kept as evidence of the attempt; a dispute waits
// for a person (PC.5.a, PC.5.b, PC.6.b, QC.4, RC.4.a, RC.4.g, SC.2, SC.5, SC.6).
func (h *Handler) fileClaim(ctx context.Context, call api.Call[contract.NewClaim]) (api.Answer, error) {
	id := domain.DealID(call.Path("deal"))
	cmd := view.Command(call, store.DealKey(call.Site, id))
	number, err := ownCustomer(call)
	if err != nil {
		return api.Answer{}, err
	}
	if number != nil {
		cmd.Hint = append(cmd.Hint, store.CustomerKey(call.Site, h.floor.Ring().CustomerRef(call.Site, *number)))
	}
	return view.Respond(floor.Act(ctx, h.floor, cmd, func(w *floor.Work) (contract.Claim, error) {
		d, err := take(w, id)
		if err != nil {
			return contract.Claim{}, err
		}
		claimant, err := speaksFor(w, call.Principal, call.Body.Agent, "claim.agent_missing", "claim.not_yours",
			"/agent")
		if err != nil {
			return contract.Claim{}, err
		}
		if err := mayClaim(d, claimant); err != nil {
			return contract.Claim{}, err
		}
		var own domain.CustomerRef
		if number != nil {
			if own, err = floor.RefOf(w, *number); err != nil {
				return contract.Claim{}, err
			}
		}
		claim := deal.Claim{Number: len(d.Claims) + 1, Customer: own, Statement: view.Text(&call.Body.Statement),
			FiledBy: call.Principal.Subject, Decision: w.NextVisit()}
		version, err := judgedBy(w, d.Deal)
		if err != nil {
			return contract.Claim{}, err
		}
		if err := floor.Under(w, version.Number); err != nil {
			return contract.Claim{}, err
		}
		facts, err := claimFacts(w, d, policy.Ground(call.Body.Ground), claimant, own)
		if err != nil {
			return contract.Claim{}, err
		}
		if call.Body.Evidence != nil && call.Body.Evidence.PreRegistration != nil {
			facts.Claim.Proven, err = h.proven(w, *call.Body.Evidence.PreRegistration, d.file)
			if err != nil {
				return contract.Claim{}, err
			}
		}
		facts.Zone = zoneUnder(w, version)
		claim.Verdict = facts.Decide(version, w.At)
		claim.Proven = facts.Claim.Proven
		if err := recordClaim(w, d, claim, facts); err != nil {
			return contract.Claim{}, err
		}
		if claim.Verdict.Outcome == attribution.ClaimAccepted {
			return sayClaim(w, d, claim, call.Principal)
		}
		return follow(w, d, claim, call.Principal)
	}))
}

// ownCustomer gives the number of the customer on whom the claim rests; nil where the call names none.
func ownCustomer(call api.Call[contract.NewClaim]) (*privacy.Phone, error) {
	switch ground := policy.Ground(call.Body.Ground); {
	case call.Body.CustomerPhone != nil:
		phone, err := privacy.ParsePhone(*call.Body.CustomerPhone)
		if err != nil {
			return nil, domain.InField(err, "/customer_phone")
		}
		return &phone, nil
	case slices.Contains([]policy.Ground{policy.GroundProxy, policy.GroundSamePerson, policy.GroundFamily,
		policy.GroundReferral}, ground):
		return nil, domain.Invalid("claim.customer_missing", "/customer_phone")
	}
	return nil, nil
}

// speaksFor gives the agent in whose name a call is made: agents speak for themselves, management says for whom.
func speaksFor(w *floor.Work, p api.Principal, named *contract.AgentID, missing, foreign domain.Code,
	field string) (domain.AgentID, error) {
	agent := p.Agent
	switch {
	case p.Role != domain.RoleAgent && named == nil:
		return "", domain.Invalid(missing, field)
	case p.Role != domain.RoleAgent:
		agent = domain.AgentID(*named)
	case named != nil && domain.AgentID(*named) != agent:
		return "", domain.Invalid(foreign, field)
	}
	return knownAgent(w, string(agent), field)
}

// mayClaim wants the claimant to have no claim standing and not to be credited already.
func mayClaim(d held, claimant domain.AgentID) error {
	for _, claim := range d.Claims {
		v := claim.Verdict
		stands := v.Outcome == attribution.ClaimAccepted && !claim.Dropped ||
			(v.Outcome == attribution.ClaimDisputed && claim.Dispute == d.OpenDispute())
		if v.Agent == claimant && stands {
			return domain.Refuse("claim.already_made", v.Clause)
		}
	}
	if len(d.Claims) == deal.MaxClaims {
		return domain.Invalid("claim.too_many", "/deal")
	}
	shares, clause := d.Shares()
	if len(shares) == 1 && shares[0].Party == attribution.Party(claimant) {
		return domain.Refuse("deal.credited_already", clause)
	}
	return nil
}

// claimFacts gathers what the claim is decided on.
func claimFacts(w *floor.Work, d held, ground policy.Ground, claimant domain.AgentID,
	own domain.CustomerRef) (floor.ClaimFacts, error) {
	var err error
	facts := floor.ClaimFacts{Claim: attribution.Claim{Reading: attribution.Reading, Ground: ground, Claimant: claimant,
		ClosedBy: d.ClosedBy, RecordedAt: d.RecordedAt, SignedAt: d.SignedAt, Ruled: d.Ruled() != nil}}
	if accepted := d.Accepted(); accepted != nil {
		facts.Claim.Taken = accepted.Agent
	}
	if own != "" {
		file, err := floor.LoadCustomer(w, own)
		if err != nil {
			return facts, err
		}
		if file != nil && d.file != nil && file.Ref == d.file.Ref {
			return facts, domain.Invalid("claim.customer_is_buyer", "/customer_phone")
		}
		if facts.Claim.Own, err = floor.Person(w, file, w.At); err != nil {
			return facts, err
		}
	}
	facts.Claim.Buyer, err = buyerOf(w, d.file, knownUntil(w, d.Deal))
	return facts, err
}

// buyerOf gives the register's facts of the buyer as recognised up to an instant, with the referrer whom the first
// entry names.
func buyerOf(w *floor.Work, file *floor.CustomerFile, until time.Time) (*register.Customer, error) {
	buyer, err := floor.Person(w, file, until)
	if err != nil {
		return nil, err
	}
	if !buyer.Registered() || buyer.Referrer != "" {
		return buyer, nil
	}
	entry, err := floor.VisitEntry(w, buyer.Contacts[0].Visit)
	if err != nil {
		return nil, err
	}
	if entry.Answers != nil {
		buyer.Referrer = entry.Answers.Referrer
	}
	return buyer, nil
}

func recordClaim(w *floor.Work, d held, claim deal.Claim, facts floor.ClaimFacts) error {
	raw, err := json.Marshal(facts)
	if err != nil {
		return fmt.Errorf("deals: encode facts: %w", err)
	}
	return w.Record(journal.Entry{Visit: claim.Decision, Customer: d.Customer, Deal: d.ID, Refers: d.Decision,
		Claim: &claim.Verdict, Facts: raw,
		PolicyVersion: claim.Verdict.PolicyVersion})
}

// follow does what the verdict on a claim leads to.
func follow(w *floor.Work, d held, claim deal.Claim, by api.Principal) (contract.Claim, error) {
	verdict := claim.Verdict
	var err error
	switch verdict.Outcome {
	case attribution.ClaimRefused:
		d.put(claim)
		if err := d.keep(w); err != nil {
			return contract.Claim{}, err
		}
		return contract.Claim{}, &floor.RecordedError{Refusal: claimRefusal(verdict)}
	case attribution.ClaimDisputed:
		id, err := openDispute(w, d, objection{by: verdict.Agent, text: claim.Statement, clause: verdict.Clause,
			principal: by})
		if err != nil {
			return contract.Claim{}, err
		}
		claim.Dispute = id
	case attribution.ClaimAccepted:
		if claim.Former, err = takeOver(w, d.file, verdict); err != nil {
			return contract.Claim{}, err
		}
		if err := carries(w, claim, d.ID); err != nil {
			return contract.Claim{}, err
		}
	}
	d.put(claim)
	if err := credit(w, d.Deal, d.file); err != nil {
		return contract.Claim{}, err
	}
	if err := correct(w, d.Deal); err != nil {
		return contract.Claim{}, err
	}
	return view.Claim(d.Deal, claim, true), d.keep(w)
}

// takeOver makes the buyer the claimant's and gives the owner until then, with whom the customer is shared
// where the clause says so (PC.5.a).
func takeOver(w *floor.Work, file *floor.CustomerFile, verdict attribution.ClaimVerdict) (domain.AgentID, error) {
	if file == nil {
		return "", nil
	}
	var evidence domain.VisitID
	if len(verdict.Evidence) > 0 {
		evidence = verdict.Evidence[0]
	}
	former, _ := file.Owner()
	if err := floor.OwnedAll(w, file, register.OwnerChange{Owner: verdict.Agent, Since: verdict.AsOf, Visit: evidence,
		Clause: verdict.Clause}); err != nil {
		return "", err
	}
	if verdict.Shared && former.Owner != "" && former.Owner != verdict.Agent &&
		!slices.Contains(file.SharedWith, former.Owner) {
		file.SharedWith = append(file.SharedWith, former.Owner)
	}
	floor.SaveCustomer(w, file)
	return former.Owner, nil
}

// carries marks the old customer for whom a proxy bought: one stands for one deal at a time (PC.5.a). Without a deal it
// stands for none any more.
func carries(w *floor.Work, claim deal.Claim, id domain.DealID) error {
	if claim.Verdict.Ground != policy.GroundProxy || claim.Customer == "" ||
		claim.Verdict.Outcome != attribution.ClaimAccepted {
		return nil
	}
	file, err := floor.LoadCustomer(w, claim.Customer)
	if err != nil || file == nil {
		return err
	}
	file.Carries = id
	floor.SaveCustomer(w, file)
	return nil
}

var claimCodes = map[string]domain.Code{attribution.ClaimTooLate: "claim.late",
	attribution.ClaimUnknown:  "claim.no_such_ground",
	attribution.ClaimNotOwner: "claim.not_the_owner", attribution.ClaimLapsed: "claim.lapsed",
	attribution.ClaimIsNoVisit: "claim.not_registered"}

func claimRefusal(verdict attribution.ClaimVerdict) *domain.Error {
	code := claimCodes[verdict.Reason]
	if code == "" {
		code = "claim.unproven"
	}
	return domain.Refuse(code, verdict.Clause).With("reason", verdict.Reason)
}

func (h *Handler) listClaims(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	d, err := h.deal(ctx, call.Site, domain.DealID(call.Path("deal")))
	if err != nil {
		return api.Answer{}, err
	}
	part, next, err := api.Slice(call.Query, d.Claims)
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.ClaimList{Items: []contract.Claim{}, NextCursor: next}
	for _, claim := range part {
		readable := call.Principal.Role != domain.RoleAgent || call.Principal.Agent == claim.Verdict.Agent
		list.Items = append(list.Items, view.Claim(d, claim, readable))
	}
	return api.OK(list)
}
