// Package deal holds a deal (成交) from subscription (认购) to signing (签约), its credit, disputes
// and rulings. Amounts are integer fen.
package deal

import (
	"slices"
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/policy"
	"github.com/lunxu/lunxu/internal/domain/register"
	"github.com/lunxu/lunxu/internal/domain/settlement"
	"github.com/lunxu/lunxu/internal/domain/standing"
)

// Stage is how far the customer has gone.
type Stage string

const (
	Subscribed Stage = "subscribed" // 认购书 signed; the commission is not due yet
	Signed     Stage = "signed"     // 签约
)

// Status is where the credit stands.
type Status string

const (
	Waiting   Status = "waiting_for_ruling" // a person must rule; never settled by itself
	Credited  Status = "credited"           // shares stand; settled by the night once signed and due
	Settled   Status = "settled"
	Cancelled Status = "cancelled" // 退房; settled lines were reversed
)

// Objection is one agent's part in a dispute of the deal; the dispute itself is an object of its own.
type Objection struct {
	Dispute DisputeID      `json:"dispute"`
	By      domain.AgentID `json:"by"`
	At      time.Time      `json:"at"`
	Open    bool           `json:"open"` // waits for a ruling, an appeal's included
}

// RulingStatus is where a person's ruling stands.
type RulingStatus string

const (
	AwaitingApproval RulingStatus = "awaiting_approval" // proposed; a second person must approve exactly this (PC.3.a)
	InForce          RulingStatus = "in_force"
	Declined         RulingStatus = "declined"
	Replaced         RulingStatus = "replaced" // by a later ruling
)

// PersonalRuling is a ruling (裁决) by a person, or an agreement of the parties.
type PersonalRuling struct {
	Number        int                    `json:"n"` // 1, 2, 3 … of the deal
	Kind          attribution.RulingKind `json:"kind"`
	Status        RulingStatus           `json:"status"`
	By            string                 `json:"by"`
	ByAgent       domain.AgentID         `json:"by_agent,omitempty"` // who that is, if they sell as well
	Role          domain.Role            `json:"role"`
	At            time.Time              `json:"at"`
	Shares        []attribution.Share    `json:"shares"`
	Reason        string                 `json:"reason"`
	Clause        domain.Clause          `json:"clause"`
	Penalties     []Penalty              `json:"penalties,omitempty"`
	Offender      domain.AgentID         `json:"offender,omitempty"`   // of verified poaching
	Supplement    string                 `json:"supplement,omitempty"` // the supplementary rule (RC.14)
	OnAppeal      bool                   `json:"on_appeal,omitempty"`
	Dispute       DisputeID              `json:"dispute,omitempty"`
	ApprovedBy    string                 `json:"approved_by,omitempty"` // or declined by
	ApprovedAt    time.Time              `json:"approved_at,omitzero"`
	PolicyVersion int                    `json:"policy_version"`
}

// Penalty is a breach that a ruling verifies with it.
type Penalty struct {
	Agent   domain.AgentID `json:"agent"`
	Breach  string         `json:"breach"`
	Gravity policy.Gravity `json:"gravity"`
}

// Claim is one agent's claim (认领) to the deal's credit, with its verdict. Statement is the claimant's text
// and stays apart from the journal.
type Claim struct {
	Number    int                      `json:"n"` // 1, 2, 3 … of the deal
	Customer  domain.CustomerRef       `json:"customer,omitempty"`
	Statement string                   `json:"statement"`
	FiledBy   string                   `json:"filed_by"`
	Verdict   attribution.ClaimVerdict `json:"verdict"`
	Decision  domain.VisitID           `json:"decision"`
	Dispute   DisputeID                `json:"dispute,omitempty"` // that the claim became
	Former    domain.AgentID           `json:"former,omitempty"`  // who owned the buyer before
	Waits     string                   `json:"waits,omitempty"`   // the fact that must be confirmed first
	Dropped   bool                     `json:"dropped,omitempty"` // that was refused, taken back or lapsed
	Proven    *register.Announcement   `json:"proven,omitempty"`  // the pre-registration that it rests on
}

// Stands reports whether the claim was accepted and waits for nobody.
func (c Claim) Stands() bool { return c.Verdict.Outcome == attribution.ClaimAccepted && c.Waits == "" }

// MaxClaims bounds the claims to one deal.
const MaxClaims = 16

// Deal is one deal with the credit in force.
type Deal struct {
	ID         domain.DealID      `json:"id"`
	Customer   domain.CustomerRef `json:"customer,omitempty"`
	ClosedBy   domain.AgentID     `json:"closed_by"`
	Stage      Stage              `json:"stage"`
	Status     Status             `json:"status"`
	Commission money.Fen          `json:"commission_fen"`
	Price      money.Fen          `json:"price_fen,omitempty"`
	Contract   string             `json:"contract,omitempty"`
	Unit       string             `json:"unit,omitempty"`
	RecordedAt time.Time          `json:"recorded_at"`
	SignedAt   time.Time          `json:"signed_at,omitzero"`
	DueAt      time.Time          `json:"due_at,omitzero"`
	// of the policy at the signing; it judges the deal for good
	Version   int                 `json:"version,omitempty"`
	SettledOn domain.Day          `json:"settled_on,omitempty"`
	Round     int                 `json:"round,omitempty"` // of the settled lines; one more after each correction
	Paid      []attribution.Share `json:"paid,omitempty"`  // the shares that the settled lines stand for
	// what was divided among them, once the commission was changed afterwards
	PaidCommission *money.Fen    `json:"paid_fen,omitempty"`
	PaidClause     domain.Clause `json:"paid_clause,omitempty"`
	PaidVersion    int           `json:"paid_version,omitempty"` // of the policy that the settled lines cite
	// recorded at the subscription or the signing (PC.1.a)
	CustomerChose domain.AgentID     `json:"customer_chose,omitempty"`
	Ruling        attribution.Ruling `json:"ruling"` // by the written rules
	Claims        []Claim            `json:"claims,omitempty"`
	Disputes      []Objection        `json:"disputes,omitempty"`
	// parties of disputes that are settled: they may appeal, and not begin again
	Heard        []domain.AgentID `json:"heard,omitempty"`
	Personal     []PersonalRuling `json:"personal,omitempty"` // at most one in force
	CancelReason string           `json:"cancel_reason,omitempty"`
	Decision     domain.VisitID   `json:"decision"` // journal entry of the ruling in force

	RecordedBy standing.Said      `json:"recorded_by,omitzero"`
	Owner      domain.AgentID     `json:"owner,omitempty"`    // of the customer when the credit was decided last
	Buyer      domain.CustomerRef `json:"buyer,omitempty"`    // since the buyer's name was changed (更名)
	Waits      string             `json:"waits,omitempty"`    // the fact by which sales control (销控) confirms the deal
	Approved   []standing.Said    `json:"approved,omitempty"` // who has confirmed it
	Asked      string             `json:"asked,omitempty"`    // the fact by which a signing or a change is confirmed
}

// Ruled gives the person's ruling in force, nil if there is none.
func (d *Deal) Ruled() *PersonalRuling {
	for i := range d.Personal {
		if d.Personal[i].Status == InForce {
			return &d.Personal[i]
		}
	}
	return nil
}

// Awaiting gives the ruling that awaits its second approval, nil if there is none.
func (d *Deal) Awaiting() *PersonalRuling {
	for i := range d.Personal {
		if d.Personal[i].Status == AwaitingApproval {
			return &d.Personal[i]
		}
	}
	return nil
}

// Shares gives the credit in force and its clause: a person's ruling before the written rules'. While the
// deal waits there is none; a settled deal keeps what was settled until the ruling corrects it.
func (d *Deal) Shares() ([]attribution.Share, domain.Clause) {
	switch ruled := d.Ruled(); {
	case d.Status == Settled:
		return d.Paid, d.PaidClause
	case d.Status == Waiting:
		return nil, d.Ruling.Clause
	case ruled != nil:
		return ruled.Shares, ruled.Clause
	}
	return d.Ruling.Shares, d.Ruling.Clause
}

// decided gives what the credit is by now, whether settled like that or not.
func (d *Deal) decided() ([]attribution.Share, domain.Clause, int) {
	if ruled := d.Ruled(); ruled != nil {
		return ruled.Shares, ruled.Clause, ruled.PolicyVersion
	}
	return d.Ruling.Shares, d.Ruling.Clause, d.Ruling.PolicyVersion
}

// OpenDispute gives the dispute of the deal that waits for a ruling, empty if there is none.
func (d *Deal) OpenDispute() DisputeID {
	for _, objection := range d.Disputes {
		if objection.Open {
			return objection.Dispute
		}
	}
	return ""
}

// Accepted gives the claim that the rules accepted, nil if there is none; the last one counts.
func (d *Deal) Accepted() *attribution.AcceptedClaim {
	for _, claim := range slices.Backward(d.Claims) {
		if v := claim.Verdict; claim.Stands() {
			return &attribution.AcceptedClaim{Agent: v.Agent, Ground: v.Ground, Clause: v.Clause, At: v.AsOf,
				Evidence: v.Evidence}
		}
	}
	return nil
}

// Facts gives what the written rules must know of the deal.
func (d *Deal) Facts() attribution.Deal {
	return attribution.Deal{Reading: attribution.Reading, ClosedBy: d.ClosedBy, SignedAt: d.SignedAt,
		Disputed: d.OpenDispute() != "", CustomerChose: d.CustomerChose,
		Claim: d.Accepted()}
}

// Place sets the status that follows from stage, dispute and rulings; a settled or cancelled deal keeps its own.
func (d *Deal) Place() {
	if d.Status == Settled || d.Status == Cancelled {
		return
	}
	shares, _, _ := d.decided()
	d.Status = Credited
	if len(shares) == 0 || d.OpenDispute() != "" {
		d.Status = Waiting
	}
}

// Due reports whether the night may settle the deal at an instant: only what sales control has confirmed.
func (d *Deal) Due(at time.Time) bool {
	return d.Status == Credited && d.Stage == Signed && d.Waits == "" && !d.DueAt.After(at)
}

// Sign records the signing: the commission falls due after the policy's claim window.
func (d *Deal) Sign(at time.Time, claimWindow time.Duration) {
	d.Stage, d.SignedAt, d.DueAt = Signed, at, at.Add(claimWindow)
}

// Propose keeps a ruling that awaits its second approval (PC.3.a) and gives its number.
func (d *Deal) Propose(ruling PersonalRuling) *PersonalRuling {
	ruling.Number, ruling.Status = len(d.Personal)+1, AwaitingApproval
	d.Personal = append(d.Personal, ruling)
	return &d.Personal[len(d.Personal)-1]
}

// PutInForce puts a kept ruling in force in the place of the one before and closes every objection.
func (d *Deal) PutInForce(number int) {
	for i := range d.Personal {
		switch r := &d.Personal[i]; {
		case r.Number == number:
			r.Status = InForce
		case r.Status == InForce, r.Status == AwaitingApproval:
			r.Status = Replaced
		}
	}
	for i := range d.Disputes {
		d.Disputes[i].Open = false
	}
}

// Hear notes the parties of a dispute that is settled.
func (d *Deal) Hear(parties []domain.AgentID) {
	for _, party := range parties {
		if !slices.Contains(d.Heard, party) {
			d.Heard = append(d.Heard, party)
		}
	}
}

// Reopen has a dispute wait again, for the ruling on its appeal.
func (d *Deal) Reopen(dispute DisputeID) {
	for i := range d.Disputes {
		if d.Disputes[i].Dispute == dispute {
			d.Disputes[i].Open = true
		}
	}
}

// Credit gives what the night settles: the credit in force in the deal's next round.
func (d *Deal) Credit() settlement.Credit {
	shares, clause, version := d.decided()
	return settlement.Credit{Deal: d.ID, Commission: d.Commission, Shares: shares, Clause: clause,
		PolicyVersion: version, Round: d.Round + 1}
}

// Settle marks the deal as settled by a credit on a business day.
func (d *Deal) Settle(credit settlement.Credit, on domain.Day) {
	d.Status, d.SettledOn, d.Round = Settled, on, credit.Round
	d.Paid, d.PaidClause, d.PaidVersion = credit.Shares, credit.Clause, credit.PolicyVersion
	d.PaidCommission = nil
}

// PaidLines gives the lines that the settled deal stands for, exactly as they were written.
func (d *Deal) PaidLines() ([]settlement.Line, error) {
	if d.Round == 0 {
		return nil, nil
	}
	paid := d.Commission
	if d.PaidCommission != nil {
		paid = *d.PaidCommission
	}
	return settlement.SettleDeal(settlement.Credit{Deal: d.ID, Commission: paid, Shares: d.Paid,
		Clause: d.PaidClause, PolicyVersion: d.PaidVersion, Round: d.Round}, d.SettledOn)
}
