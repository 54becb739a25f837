package pages

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/domain/policy"
)

// claimForm is how a deal's credit can be claimed now (认领).
type claimForm struct {
	Grounds   []claimGround // that the policy knows and whose time has not passed
	Over      []claimGround // whose time has passed
	Announced []contract.PreRegistration
}

// claimGround is one ground of the policy, with the last instant at which it counts.
type claimGround struct {
	Ground     policy.Ground
	Clause     string
	LateClause string
	Until      time.Time // zero: no limit
	ToSigning  bool      // only before the signing, which has no date yet
	Disputes   bool      // a person rules at best
}

// claimForm gives by what the one signed in may claim a deal; nil where nothing is to be claimed: the policy knows no
// ground, the deal is cancelled, or it is credited to them alone already.
func (p *page) claimForm(deal contract.Deal, inForce policy.Rules) (*claimForm, error) {
	if !p.May("fileClaim") || deal.Status == contract.DealStatusCancelled || p.holds(deal) {
		return nil, nil
	}
	signed, rules, err := instant(deal.SignedAt), inForce, error(nil)
	if !signed.IsZero() {
		rules, err = p.rulesOn(signed)
	}
	if err != nil || len(rules.Claims) == 0 {
		return nil, err
	}
	form := &claimForm{}
	for _, row := range rules.Claims {
		ground := claimGround{Ground: row.Ground, Clause: string(row.Clause), LateClause: string(row.LateClause),
			Until: row.Ends(signed), ToSigning: row.UntilSigning && signed.IsZero(),
			Disputes: row.Leads == policy.LeadsToDispute}
		if !ground.Until.IsZero() && p.Now.After(ground.Until) {
			form.Over = append(form.Over, ground)
			continue
		}
		form.Grounds = append(form.Grounds, ground)
	}
	if rules.PreRegistration.Clause != "" {
		form.Announced, err = p.provingAnnouncements()
	}
	return form, err
}

// holds reports an agent who is credited alone or whose claim stands: the API would refuse another
// (claim.already_made).
func (p *page) holds(deal contract.Deal) bool {
	if !p.Is("agent") {
		return false
	}
	alone := len(deal.Shares) == 1 && deal.Shares[0].Party == p.Me()
	return alone || slices.ContainsFunc(deal.Claims, func(c contract.DealClaim) bool {
		return c.Agent == p.Me() && c.Status == contract.ClaimStatusAccepted
	})
}

// provingAnnouncements lists the pre-registrations that a claim may rest on: those not taken back (SC.5, RC.4.g).
func (p *page) provingAnnouncements() ([]contract.PreRegistration, error) {
	var list contract.PreRegistrationList
	err := p.ask("listPreRegistrations", names{"site": p.Site.ID, "limit": "200"}, &list)
	return slices.DeleteFunc(list.Items, func(a contract.PreRegistration) bool {
		return a.Status == contract.PreRegistrationStatusWithdrawn
	}), err
}

// claimsOf gives the claims to a deal's credit. Those who may read claims see what the claimant owes, and agents their
// own statement; the others see what the deal itself tells.
func claimsOf(deal contract.Deal, read contract.ClaimList) []contract.Claim {
	if len(read.Items) > 0 {
		return read.Items
	}
	var all []contract.Claim
	for _, c := range deal.Claims {
		all = append(all, contract.Claim{Agent: c.Agent, At: c.At, Ground: c.Ground, Status: c.Status, Clause: c.Clause,
			Reason: c.Reason})
	}
	return all
}

var claimColours = map[contract.ClaimStatus]string{contract.ClaimStatusAccepted: "green",
	contract.ClaimStatusRefused: "red", contract.ClaimStatusDisputed: "amber", contract.ClaimStatusUnconfirmed: "amber"}
