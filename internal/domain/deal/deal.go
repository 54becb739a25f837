// Package deal holds a deal (成交) from subscription (认购) to signing (签约), its credit, disputes
// and rulings. Amounts are integer fen.
package deal

import (
	"time"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/domain/attribution"
	"github.com/lunxu/lunxu/internal/domain/money"
	"github.com/lunxu/lunxu/internal/domain/settlement"
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

// Dispute is an objection about whose customer it is, settled inside (SS.4.2.2.c).
type Dispute struct {
	By        domain.AgentID `json:"by"`
	At        time.Time      `json:"at"`
	Statement string         `json:"statement"`
	Open      bool           `json:"open"`
}

// PersonalRuling is a ruling (裁决) by a person on a waiting or disputed deal.
type PersonalRuling struct {
	By     string              `json:"by"`
	Role   domain.Role         `json:"role"`
	At     time.Time           `json:"at"`
	Shares []attribution.Share `json:"shares"`
	Reason string              `json:"reason"`
	Clause domain.Clause       `json:"clause"`
}

// Deal is one deal with the credit in force.
type Deal struct {
	ID           domain.DealID       `json:"id"`
	Customer     domain.CustomerRef  `json:"customer,omitempty"`
	ClosedBy     domain.AgentID      `json:"closed_by"`
	Stage        Stage               `json:"stage"`
	Status       Status              `json:"status"`
	Commission   money.Fen           `json:"commission_fen"`
	Contract     string              `json:"contract,omitempty"`
	Unit         string              `json:"unit,omitempty"`
	RecordedAt   time.Time           `json:"recorded_at"`
	SignedAt     time.Time           `json:"signed_at,omitzero"`
	DueAt        time.Time           `json:"due_at,omitzero"`
	SettledOn    domain.Day          `json:"settled_on,omitempty"`
	Round        int                 `json:"round,omitempty"` // of the settled lines; one more after each correction
	Paid         []attribution.Share `json:"paid,omitempty"`  // the shares that the settled lines stand for
	PaidClause   domain.Clause       `json:"paid_clause,omitempty"`
	Ruling       attribution.Ruling  `json:"ruling"` // by the written rules
	Disputes     []Dispute           `json:"disputes,omitempty"`
	Personal     []PersonalRuling    `json:"personal,omitempty"` // the last is in force
	CancelReason string              `json:"cancel_reason,omitempty"`
	Decision     domain.VisitID      `json:"decision"` // journal entry of the ruling in force
}

// Shares gives the credit in force and its clause: a person's ruling before the written rules'.
func (d *Deal) Shares() ([]attribution.Share, domain.Clause) {
	if n := len(d.Personal); n > 0 {
		return d.Personal[n-1].Shares, d.Personal[n-1].Clause
	}
	return d.Ruling.Shares, d.Ruling.Clause
}

// OpenDispute reports whether an objection has not been ruled on yet.
func (d *Deal) OpenDispute() bool {
	for _, dispute := range d.Disputes {
		if dispute.Open {
			return true
		}
	}
	return false
}

// Place sets the status that follows from stage, dispute and rulings; a settled or cancelled deal keeps its own.
func (d *Deal) Place() {
	if d.Status == Settled || d.Status == Cancelled {
		return
	}
	shares, _ := d.Shares()
	d.Status = Credited
	if len(shares) == 0 || d.OpenDispute() {
		d.Status = Waiting
	}
}

// Due reports whether the night may settle the deal at an instant.
func (d *Deal) Due(at time.Time) bool {
	return d.Status == Credited && d.Stage == Signed && !d.DueAt.After(at)
}

// Sign records the signing: the commission falls due after the policy's claim window.
func (d *Deal) Sign(at time.Time, claimWindow time.Duration) {
	d.Stage, d.SignedAt, d.DueAt = Signed, at, at.Add(claimWindow)
}

// RuleByPerson puts a person's ruling in force and closes every open dispute.
func (d *Deal) RuleByPerson(ruling PersonalRuling) {
	d.Personal = append(d.Personal, ruling)
	for i := range d.Disputes {
		d.Disputes[i].Open = false
	}
}

// Credit gives what the night settles: the credit in force in the deal's next round.
func (d *Deal) Credit() settlement.Credit {
	shares, clause := d.Shares()
	return settlement.Credit{Deal: d.ID, Commission: d.Commission, Shares: shares, Clause: clause,
		PolicyVersion: d.Ruling.PolicyVersion, Round: d.Round + 1}
}

// Settle marks the deal as settled by a credit on a business day.
func (d *Deal) Settle(credit settlement.Credit, on domain.Day) {
	d.Status, d.SettledOn, d.Round = Settled, on, credit.Round
	d.Paid, d.PaidClause = credit.Shares, credit.Clause
}

// PaidLines gives the lines that the settled deal stands for, exactly as they were written.
func (d *Deal) PaidLines() ([]settlement.Line, error) {
	if d.Round == 0 {
		return nil, nil
	}
	return settlement.SettleDeal(settlement.Credit{Deal: d.ID, Commission: d.Commission, Shares: d.Paid,
		Clause: d.PaidClause, PolicyVersion: d.Ruling.PolicyVersion, Round: d.Round}, d.SettledOn)
}
