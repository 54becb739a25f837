package deals

import (
	"errors"
	"slices"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/deal"
	"github.com/lunxu/lunxu/internal/domain/journal"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/standing"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/view"
)

// Appliers gives how the facts about recognitions and deals are carried out once they are confirmed.
func Appliers(*floor.Floor) floor.Appliers {
	return floor.Appliers{
		standing.Recognition: {Confirm: recognised},
		standing.Deal:        {Confirm: dealConfirmed, Drop: dealDropped},
		standing.DealChange:  {Confirm: dealConfirmed, Drop: dealDropped},
		standing.Claim:       {Confirm: claimConfirmed, Drop: claimDropped, Object: claimObjected},
	}
}

// principalOf gives whoever said something, as the operation had it.
func principalOf(said standing.Said) api.Principal {
	return api.Principal{Subject: said.Subject, Role: said.Role, Agent: said.Agent}
}

// askedRecognition is a recognition that waits, with what was read when it was said.
type askedRecognition struct {
	Relation  policy.Relation    `json:"relation"`
	Of        domain.CustomerRef `json:"of"`
	Agent     domain.AgentID     `json:"agent"`
	TakesOver bool               `json:"takes_over,omitempty"`
}

// SaysNothingOfPersons: references only.
func (askedRecognition) SaysNothingOfPersons() {}

// said carries a recognition out when a witness without an interest says it, or lets it wait for one.
func (k known) said(w *floor.Work, request recognising, verdict attribution.Verdict,
	record journal.Entry) (contract.RecognitionOutcome, error) {
	if k.saidAlready(request) {
		return contract.RecognitionOutcome{}, domain.Refuse("standing.said_already", verdict.Clause)
	}
	fact, waits, err := floor.Say(w, standing.Fact{Kind: standing.Recognition, Interest: k.interest(request, verdict),
		Customer: k.customer.Ref, Visit: k.customer.OpenVisit, Entry: request.entry, Clause: verdict.Clause},
		askedRecognition{request.relation, k.of.Ref, request.agent, request.takesOver})
	if err != nil {
		return contract.RecognitionOutcome{}, err
	}
	if !waits {
		return k.carryOut(w, request, verdict, record)
	}
	out := k.outcome(request, verdict, "", nil)
	owner, _ := k.customer.Owner()
	out.Owner, out.Standing = string(owner.Owner), view.FactStanding(fact, waits)
	for _, loser := range fact.Loses {
		if !slices.Contains(out.Notify, string(loser)) {
			out.Notify = append(out.Notify, string(loser))
		}
	}
	return out, nil
}

// saidAlready reports that the agent has recognised the customer before, and nobody has decided on it.
func (k known) saidAlready(request recognising) bool {
	return slices.ContainsFunc(k.customer.Waiting, func(o floor.OpenFact) bool {
		return o.Kind == standing.Recognition && slices.Contains(o.Gains, request.agent)
	})
}

// interest: the agent who recognises, whoever would own and whose customer the earlier one is gain; whoever owns the
// files that move and is credited with their deals lose.
func (k known) interest(request recognising, verdict attribution.Verdict) standing.Interest {
	var of standing.Interest
	gain := func(agent domain.AgentID) {
		if agent != "" && !slices.Contains(of.Gains, agent) {
			of.Gains = append(of.Gains, agent)
		}
	}
	gain(request.agent)
	gain(verdict.Owner)
	gain(verdict.Link.First)
	lose := func(agent domain.AgentID) {
		if agent != "" && !slices.Contains(of.Gains, agent) && !slices.Contains(of.Loses, agent) {
			of.Loses = append(of.Loses, agent)
		}
	}
	owner, _ := k.customer.Owner()
	lose(owner.Owner)
	for _, turned := range verdict.TurnedDown {
		lose(turned.Agent)
	}
	for _, d := range k.deals {
		if touches(verdict, d.file.Ref) {
			forEachCredited(d.Deal, lose)
		}
	}
	return of
}

// forEachCredited gives the agents who are credited with a deal or, while it waits, whoever closed it.
func forEachCredited(d *deal.Deal, do func(domain.AgentID)) {
	shares, _ := d.Shares()
	for _, share := range shares {
		if !isFund(string(share.Party)) {
			do(domain.AgentID(share.Party))
		}
	}
	if len(shares) == 0 {
		do(d.ClosedBy)
	}
}

// recognised carries a confirmed recognition out as of when it was said: under the policy of then, on what the register
// holds now.
func recognised(w *floor.Work, fact standing.Fact) (any, error) {
	var asked askedRecognition
	if err := floor.RequestOf(w, fact, &asked); err != nil {
		return nil, err
	}
	request := recognising{customer: fact.Customer, relation: asked.Relation, agent: asked.Agent, entry: fact.Entry,
		takesOver: asked.TakesOver, by: fact.Said.Subject, principal: principalOf(fact.Said), saidAt: fact.SaidAt,
		of: asked.Of}
	version, err := w.Site.Version(fact.PolicyVersion)
	if err != nil {
		return nil, err
	}
	found, err := gather(w, &request)
	if err != nil {
		return nil, err
	}
	verdict, record, err := found.judge(w, request, version)
	if err != nil {
		return nil, err
	}
	return found.carryOut(w, request, verdict, record)
}

// sayClaim credits a claim that the rules accept when it is said by somebody without an interest, or lets it wait: for
// sales control, and for whoever loses the credit to be heard.
func sayClaim(w *floor.Work, d held, claim deal.Claim, by api.Principal) (contract.Claim, error) {
	of := standing.Interest{Gains: []domain.AgentID{claim.Verdict.Agent}}
	lose := func(agent domain.AgentID) {
		if agent != "" && agent != claim.Verdict.Agent && !slices.Contains(of.Loses, agent) {
			of.Loses = append(of.Loses, agent)
		}
	}
	forEachCredited(d.Deal, lose)
	if d.file != nil {
		owner, _ := d.file.Owner()
		lose(owner.Owner)
	}
	fact, waits, err := floor.Say(w, standing.Fact{Kind: standing.Claim, Interest: of, Customer: d.Customer,
		Deal: d.ID, Entry: claim.Decision, Clause: claim.Verdict.Clause}, nil)
	if err != nil {
		return contract.Claim{}, err
	}
	if !waits {
		return follow(w, d, claim, by)
	}
	claim.Waits = fact.ID
	d.put(claim)
	shown := view.Claim(d.Deal, claim, true)
	shown.Standing = view.FactStanding(fact, waits)
	return shown, d.keep(w)
}

// put adds a claim to the deal, or takes the place of the one of its number.
func (h held) put(claim deal.Claim) {
	if i := slices.IndexFunc(h.Claims, func(c deal.Claim) bool { return c.Number == claim.Number }); i >= 0 {
		h.Claims[i] = claim
		return
	}
	h.Claims = append(h.Claims, claim)
}

// claimOf finds the claim that a fact waits for.
func claimOf(w *floor.Work, fact standing.Fact) (held, deal.Claim, error) {
	d, err := take(w, fact.Deal)
	if err != nil {
		return d, deal.Claim{}, err
	}
	i := slices.IndexFunc(d.Claims, func(c deal.Claim) bool { return c.Waits == fact.ID })
	if i < 0 {
		return d, deal.Claim{}, domain.Invalid("claim.unknown", "/fact")
	}
	return d, d.Claims[i], nil
}

// claimConfirmed decides a claim once more as of when it was said, since another may have been accepted or a ruling
// given in between, and follows it.
func claimConfirmed(w *floor.Work, fact standing.Fact) (any, error) {
	d, claim, err := claimOf(w, fact)
	if err != nil {
		return nil, err
	}
	version, err := w.Site.Version(claim.Verdict.PolicyVersion)
	if err != nil {
		return nil, err
	}
	if err := floor.Under(w, version.Number); err != nil {
		return nil, err
	}
	facts, err := claimFacts(w, d, claim.Verdict.Ground, claim.Verdict.Agent, claim.Customer)
	if err != nil {
		return nil, err
	}
	facts.Claim.Proven = claim.Proven
	facts.Zone, facts.SaidAt = zoneUnder(w, version), fact.SaidAt
	claim.Verdict, claim.Decision, claim.Waits = facts.Decide(version, fact.SaidAt), w.NextVisit(), ""
	if err := recordClaim(w, d, claim, facts); err != nil {
		return nil, err
	}
	return follow(w, d, claim, principalOf(fact.Said))
}

// claimDropped leaves the claim as it was said, without effect.
func claimDropped(w *floor.Work, fact standing.Fact) error {
	d, claim, err := claimOf(w, fact)
	if err != nil {
		return unlessCancelled(err)
	}
	claim.Dropped = true
	d.put(claim)
	return d.keep(w)
}

// claimObjected makes a dispute of the claim: the other side is heard, and a person rules.
func claimObjected(w *floor.Work, fact standing.Fact, by domain.AgentID, statement string) (bool, error) {
	d, claim, err := claimOf(w, fact)
	if err != nil {
		return false, err
	}
	claim.Verdict.Outcome, claim.Waits = attribution.ClaimDisputed, ""
	if _, err := follow(w, d, claim, principalOf(fact.Said)); err != nil {
		return false, err
	}
	dispute, err := loadDispute(w, string(d.OpenDispute()))
	if err != nil || !dispute.IsParty(by) {
		return true, err
	}
	if err := dispute.State(by, statement, nil, w.At); err != nil {
		return false, err
	}
	return true, keepDispute(w, dispute)
}

// unlessCancelled: of a deal that was cancelled nothing is left to be changed.
func unlessCancelled(err error) error {
	if errors.Is(err, &domain.Error{Code: "deal.cancelled"}) {
		return nil
	}
	return err
}
